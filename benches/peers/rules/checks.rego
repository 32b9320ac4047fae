package restaurant

import rego.v1

failed contains "gas_alarm" if {
	input.uses_gas
	not input.gas_alarm_fitted
}

failed contains "auto_shutoff" if {
	input.uses_gas
	input.gas_alarm_fitted
	not input.auto_shutoff_fitted
}

failed contains "flame_failure" if {
	input.uses_gas
	input.gas_type in {"bottled", "pipeline"}
	not input.flame_failure_device
}

failed contains "hose_wall" if {
	input.uses_gas
	input.hose_through_wall
}

failed contains "hose_age" if {
	input.uses_gas
	input.gas_type != "alcohol"
	hose_too_old
}

failed contains "hose_length" if {
	input.uses_gas
	input.gas_type in {"bottled", "pipeline"}
	input.hose_length > 2
}

failed contains "cylinder_room" if {
	input.uses_gas
	input.gas_type == "bottled"
	input.cylinders * input.kg_per_cylinder > 100
	not input.cylinder_room
}

failed contains "cylinder_limit" if {
	input.uses_gas
	input.gas_type == "bottled"
	too_many_cylinders
}

failed contains "bottled_below_ground" if {
	input.uses_gas
	input.gas_type == "bottled"
	below_ground_or_mall
}

failed contains "exits_open" if input.exit_locked

failed contains "exits_open" if input.route_blocked

failed contains "second_exit" if {
	input.exits < 2
	needs_second_exit
}

failed contains "emergency_lighting" if {
	not input.emergency_light
	needs_emergency_light
}

failed contains "crowding" if {
	input.seats >= 20
	input.area / input.seats < 1.1
}

failed contains "sleeping" if {
	input.people_sleep_here
	input.uses_gas
}

failed contains "sleeping" if {
	input.people_sleep_here
	not input.sprinkler
}

failed contains "barred_windows" if {
	input.windows_barred
	input.exits < 2
	windows_are_needed
}

failed contains "sprinkler" if {
	not input.sprinkler
	needs_sprinkler
}

failed contains "extinguishers" if input.extinguishers < 2

failed contains "extinguishers" if input.extinguishers * 75 < input.area

failed contains "walls" if input.wall_material == "foam"

failed contains "walls" if {
	input.wall_material == "wood"
	input.area > 100
	not input.sprinkler
}

failed contains "wiring" if {
	input.wiring_exposed
	fire_spreads
}

failed contains "hood_cleaning" if {
	hood_is_used
	hood_is_dirty
}

hose_too_old if input.hose_years > 8

hose_too_old if {
	input.hose_through_wall
	input.hose_years >= 3
}

too_many_cylinders if input.cylinders * input.kg_per_cylinder > 420

too_many_cylinders if {
	input.cylinders > 2
	not input.cylinder_room
	input.area < 40
}

below_ground_or_mall if input.storey < 0

below_ground_or_mall if input.place_in_building in {"basement", "mall"}

needs_second_exit if input.area > 120

needs_second_exit if input.seats > 50

needs_second_exit if input.storey < 0

needs_emergency_light if input.area >= 200

needs_emergency_light if input.place_in_building in {"mall", "basement"}

needs_emergency_light if input.storey != 1

windows_are_needed if input.storey > 1

windows_are_needed if input.people_sleep_here

needs_sprinkler if input.area > 1000

needs_sprinkler if input.storey > 3

needs_sprinkler if {
	input.storey < 0
	input.area > 200
}

fire_spreads if input.wall_material in {"wood", "foam"}

fire_spreads if not input.sprinkler

hood_is_used if input.uses_gas

hood_is_used if input.area > 50

hood_is_dirty if input.hood_days > 90

hood_is_dirty if {
	input.hood_days > 60
	input.seats > 100
}
