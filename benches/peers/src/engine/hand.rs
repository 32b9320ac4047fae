//! Rust written by hand for places of which everything is known: what a compiler makes of the twenty checks.

use crate::Result;
use crate::contender::{Peer, bits};
use crate::places::Row;

/// What is burnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GasType {
    /// Bottled gas.
    Bottled,
    /// Piped gas.
    Pipeline,
    /// Alcohol.
    Alcohol,
}

/// Where in a building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceInBuilding {
    /// On a street.
    Street,
    /// In a mall.
    Mall,
    /// Below flats.
    Residential,
    /// Below ground.
    Basement,
}

/// What inner walls are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WallMaterial {
    /// Brick.
    Brick,
    /// Fireproof board.
    FireproofBoard,
    /// Wood.
    Wood,
    /// Sandwich panels of foam.
    Foam,
}

impl GasType {
    /// The option of an index in the pack.
    pub fn of(option: usize) -> Option<Self> {
        [Self::Bottled, Self::Pipeline, Self::Alcohol].get(option).copied()
    }
}

impl PlaceInBuilding {
    /// The option of an index in the pack.
    pub fn of(option: usize) -> Option<Self> {
        [Self::Street, Self::Mall, Self::Residential, Self::Basement].get(option).copied()
    }
}

impl WallMaterial {
    /// The option of an index in the pack.
    pub fn of(option: usize) -> Option<Self> {
        [Self::Brick, Self::FireproofBoard, Self::Wood, Self::Foam].get(option).copied()
    }
}

struct Restaurant {
    uses_gas: bool,
    gas_type: GasType,
    gas_alarm_fitted: bool,
    auto_shutoff_fitted: bool,
    flame_failure_device: bool,
    hose_through_wall: bool,
    hose_years: f64,
    hose_length: f64,
    cylinders: f64,
    kg_per_cylinder: f64,
    cylinder_room: bool,
    area: f64,
    seats: f64,
    storey: f64,
    exits: f64,
    extinguishers: f64,
    hood_days: f64,
    place_in_building: PlaceInBuilding,
    wall_material: WallMaterial,
    exit_locked: bool,
    route_blocked: bool,
    emergency_light: bool,
    people_sleep_here: bool,
    windows_barred: bool,
    sprinkler: bool,
    wiring_exposed: bool,
}

/// Rust by hand, as a peer.
///
/// # Errors
/// When a place has an option that the pack has not.
pub fn peer(rows: &[Row]) -> Result<Peer<'static>> {
    let places: Option<Vec<Restaurant>> = rows.iter().map(Restaurant::new).collect();
    let places = places.ok_or("a choice without its option")?;
    Ok(Peer::new("Rust by hand, yes and no only", "structs, one by one", places, |place| Ok(place.failed())))
}

impl Restaurant {
    fn new(row: &Row) -> Option<Self> {
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
        Some(Self {
            uses_gas: uses_gas.truth(),
            gas_type: GasType::of(gas_type.option())?,
            gas_alarm_fitted: gas_alarm_fitted.truth(),
            auto_shutoff_fitted: auto_shutoff_fitted.truth(),
            flame_failure_device: flame_failure_device.truth(),
            hose_through_wall: hose_through_wall.truth(),
            hose_years: hose_years.number(),
            hose_length: hose_length.number(),
            cylinders: cylinders.number(),
            kg_per_cylinder: kg_per_cylinder.number(),
            cylinder_room: cylinder_room.truth(),
            area: area.number(),
            seats: seats.number(),
            storey: storey.number(),
            exits: exits.number(),
            extinguishers: extinguishers.number(),
            hood_days: hood_days.number(),
            place_in_building: PlaceInBuilding::of(place_in_building.option())?,
            wall_material: WallMaterial::of(wall_material.option())?,
            exit_locked: exit_locked.truth(),
            route_blocked: route_blocked.truth(),
            emergency_light: emergency_light.truth(),
            people_sleep_here: people_sleep_here.truth(),
            windows_barred: windows_barred.truth(),
            sprinkler: sprinkler.truth(),
            wiring_exposed: wiring_exposed.truth(),
        })
    }

    fn failed(&self) -> u32 {
        let bottled = self.uses_gas && self.gas_type == GasType::Bottled;
        let fuel_gas = self.uses_gas && self.gas_type != GasType::Alcohol;
        let stored_kg = self.cylinders * self.kg_per_cylinder;
        let below_ground = self.storey < 0.0;
        let in_mall_or_basement = matches!(self.place_in_building, PlaceInBuilding::Mall | PlaceInBuilding::Basement);
        let one_exit = self.exits < 2.0;
        let wood_or_foam = matches!(self.wall_material, WallMaterial::Wood | WallMaterial::Foam);
        bits([
            self.uses_gas && !self.gas_alarm_fitted,
            self.uses_gas && self.gas_alarm_fitted && !self.auto_shutoff_fitted,
            fuel_gas && !self.flame_failure_device,
            self.uses_gas && self.hose_through_wall,
            fuel_gas && (self.hose_years > 8.0 || (self.hose_through_wall && self.hose_years >= 3.0)),
            fuel_gas && self.hose_length > 2.0,
            bottled && stored_kg > 100.0 && !self.cylinder_room,
            bottled && (stored_kg > 420.0 || (self.cylinders > 2.0 && !self.cylinder_room && self.area < 40.0)),
            bottled && (below_ground || in_mall_or_basement),
            self.exit_locked || self.route_blocked,
            (self.area > 120.0 || self.seats > 50.0 || below_ground) && one_exit,
            (self.area >= 200.0 || in_mall_or_basement || self.storey != 1.0) && !self.emergency_light,
            self.seats >= 20.0 && self.area / self.seats < 1.1,
            self.people_sleep_here && (self.uses_gas || !self.sprinkler),
            (self.storey > 1.0 || self.people_sleep_here) && self.windows_barred && one_exit,
            (self.area > 1000.0 || self.storey > 3.0 || (below_ground && self.area > 200.0)) && !self.sprinkler,
            self.extinguishers < 2.0 || self.extinguishers * 75.0 < self.area,
            self.wall_material == WallMaterial::Foam
                || (self.wall_material == WallMaterial::Wood && self.area > 100.0 && !self.sprinkler),
            (wood_or_foam || !self.sprinkler) && self.wiring_exposed,
            (self.uses_gas || self.area > 50.0)
                && (self.hood_days > 90.0 || (self.hood_days > 60.0 && self.seats > 100.0)),
        ])
    }
}
