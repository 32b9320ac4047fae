//! cel: twenty expressions parsed once; facts are lent to it by name, results are not copied.

use crate::Result;
use crate::contender::Peer;
use crate::places::{Fact, Row};
use cel::common::types::{CelBool, CelDouble, CelString};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::{Context, Env, Value};
use std::sync::Arc;

/// The options of a choice by index.
type Options = &'static [&'static str];

const GAS_TYPES: Options = &["bottled", "pipeline", "alcohol"];
const PLACES_IN_BUILDING: Options = &["street", "mall", "residential", "basement"];
const WALL_MATERIALS: Options = &["brick", "fireproof_board", "wood", "foam"];

/// The facts of a place as values that expressions borrow.
struct Facts {
    uses_gas: CelBool,
    gas_type: CelString<'static>,
    gas_alarm_fitted: CelBool,
    auto_shutoff_fitted: CelBool,
    flame_failure_device: CelBool,
    hose_through_wall: CelBool,
    hose_years: CelDouble,
    hose_length: CelDouble,
    cylinders: CelDouble,
    kg_per_cylinder: CelDouble,
    cylinder_room: CelBool,
    area: CelDouble,
    seats: CelDouble,
    storey: CelDouble,
    exits: CelDouble,
    extinguishers: CelDouble,
    hood_days: CelDouble,
    place_in_building: CelString<'static>,
    wall_material: CelString<'static>,
    exit_locked: CelBool,
    route_blocked: CelBool,
    emergency_light: CelBool,
    people_sleep_here: CelBool,
    windows_barred: CelBool,
    sprinkler: CelBool,
    wiring_exposed: CelBool,
}

/// cel, as a peer.
///
/// # Errors
/// When an expression does not parse.
pub fn peer(rows: &[Row]) -> Result<Peer<'static>> {
    let env = Arc::new(Env::stdlib());
    let lines = include_str!("../../rules/checks.cel").lines().filter(|line| !line.starts_with("//"));
    let programs = lines.map(|line| env.compile(line)).collect::<std::result::Result<Vec<_>, _>>()?;
    let failed = move |place: &Facts| {
        let mut context = Context::with_env(Arc::clone(&env));
        context.set_variable_resolver(place);
        let mut failed = 0;
        for (index, program) in programs.iter().enumerate() {
            let value = Value::resolve_val(program.expression(), &context)?;
            let truth = value.downcast_ref::<CelBool>().ok_or("not a truth")?;
            failed |= u32::from(*truth.inner()) << index;
        }
        Ok(failed)
    };
    Ok(Peer::new("cel", "its own values", rows.iter().map(Facts::new).collect(), failed))
}

impl Facts {
    fn new(row: &Row) -> Self {
        let [
            uses_gas,
            gas_type,
            gas_alarm_fitted,
            auto_shutoff_fitted,
            flame_failure_device,
            hose_through_wall,
            hose_years,
            hose_length,
            cylinders,
            kg_per_cylinder,
            cylinder_room,
            area,
            seats,
            storey,
            exits,
            extinguishers,
            hood_days,
            place_in_building,
            wall_material,
            exit_locked,
            route_blocked,
            emergency_light,
            people_sleep_here,
            windows_barred,
            sprinkler,
            wiring_exposed,
        ] = *row;
        let truth = |fact: Fact| CelBool::from(fact.truth());
        let number = |fact: Fact| CelDouble::from(fact.number());
        let option = |fact: Fact, options: Options| CelString::from(options.get(fact.option()).copied().unwrap_or(""));
        Self {
            uses_gas: truth(uses_gas),
            gas_type: option(gas_type, GAS_TYPES),
            gas_alarm_fitted: truth(gas_alarm_fitted),
            auto_shutoff_fitted: truth(auto_shutoff_fitted),
            flame_failure_device: truth(flame_failure_device),
            hose_through_wall: truth(hose_through_wall),
            hose_years: number(hose_years),
            hose_length: number(hose_length),
            cylinders: number(cylinders),
            kg_per_cylinder: number(kg_per_cylinder),
            cylinder_room: truth(cylinder_room),
            area: number(area),
            seats: number(seats),
            storey: number(storey),
            exits: number(exits),
            extinguishers: number(extinguishers),
            hood_days: number(hood_days),
            place_in_building: option(place_in_building, PLACES_IN_BUILDING),
            wall_material: option(wall_material, WALL_MATERIALS),
            exit_locked: truth(exit_locked),
            route_blocked: truth(route_blocked),
            emergency_light: truth(emergency_light),
            people_sleep_here: truth(people_sleep_here),
            windows_barred: truth(windows_barred),
            sprinkler: truth(sprinkler),
            wiring_exposed: truth(wiring_exposed),
        }
    }
}

impl VariableResolver for Facts {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        let value: &dyn Val = match name {
            "uses_gas" => &self.uses_gas,
            "gas_type" => &self.gas_type,
            "gas_alarm_fitted" => &self.gas_alarm_fitted,
            "auto_shutoff_fitted" => &self.auto_shutoff_fitted,
            "flame_failure_device" => &self.flame_failure_device,
            "hose_through_wall" => &self.hose_through_wall,
            "hose_years" => &self.hose_years,
            "hose_length" => &self.hose_length,
            "cylinders" => &self.cylinders,
            "kg_per_cylinder" => &self.kg_per_cylinder,
            "cylinder_room" => &self.cylinder_room,
            "area" => &self.area,
            "seats" => &self.seats,
            "storey" => &self.storey,
            "exits" => &self.exits,
            "extinguishers" => &self.extinguishers,
            "hood_days" => &self.hood_days,
            "place_in_building" => &self.place_in_building,
            "wall_material" => &self.wall_material,
            "exit_locked" => &self.exit_locked,
            "route_blocked" => &self.route_blocked,
            "emergency_light" => &self.emergency_light,
            "people_sleep_here" => &self.people_sleep_here,
            "windows_barred" => &self.windows_barred,
            "sprinkler" => &self.sprinkler,
            "wiring_exposed" => &self.wiring_exposed,
            _ => return None,
        };
        Some(CowVal::Borrowed(value))
    }
}
