"""The twenty checks in plain Python by hand, for a place of which everything is known."""

from __future__ import annotations

from typing import Any


def failed(place: dict[str, Any]) -> list[bool]:
    """Which checks fail, in the order of the pack."""
    gas, gas_type, where, walls = (
        place["uses_gas"],
        place["gas_type"],
        place["place_in_building"],
        place["wall_material"],
    )
    area, seats, storey, sprinkler = place["area"], place["seats"], place["storey"], place["sprinkler"]
    bottled, fuel_gas = gas and gas_type == "bottled", gas and gas_type != "alcohol"
    kg = place["cylinders"] * place["kg_per_cylinder"]
    days, years, wall = place["hood_days"], place["hose_years"], place["hose_through_wall"]
    below_ground, inside, one_exit = storey < 0, where in ("mall", "basement"), place["exits"] < 2
    extinguishers, sleeping, cylinder_room = place["extinguishers"], place["people_sleep_here"], place["cylinder_room"]
    return [
        gas and not place["gas_alarm_fitted"],
        gas and place["gas_alarm_fitted"] and not place["auto_shutoff_fitted"],
        fuel_gas and not place["flame_failure_device"],
        gas and wall,
        fuel_gas and (years > 8 or (wall and years >= 3)),
        fuel_gas and place["hose_length"] > 2,
        bottled and kg > 100 and not cylinder_room,
        bottled and (kg > 420 or (place["cylinders"] > 2 and not cylinder_room and area < 40)),
        bottled and (below_ground or inside),
        place["exit_locked"] or place["route_blocked"],
        (area > 120 or seats > 50 or below_ground) and one_exit,
        (area >= 200 or inside or storey != 1) and not place["emergency_light"],
        seats >= 20 and area / seats < 1.1,
        sleeping and (gas or not sprinkler),
        (storey > 1 or sleeping) and place["windows_barred"] and one_exit,
        (area > 1000 or storey > 3 or (below_ground and area > 200)) and not sprinkler,
        extinguishers < 2 or extinguishers * 75 < area,
        walls == "foam" or (walls == "wood" and area > 100 and not sprinkler),
        (walls in ("wood", "foam") or not sprinkler) and place["wiring_exposed"],
        (gas or area > 50) and (days > 90 or (days > 60 and seats > 100)),
    ]
