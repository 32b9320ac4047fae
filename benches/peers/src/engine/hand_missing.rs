//! Rust written by hand that computes what paicha computes: outcomes where facts are blank, and both ends of score and
//! level.

use super::hand::{GasType, PlaceInBuilding, WallMaterial};
use crate::Result;
use crate::agreement::{self, Answer};
use crate::contender::{Contender, Data};
use crate::places::{BlankRow, Fact};
use crate::verdict::{CHECKS, GAS, POINTS, level};
use crate::workload::Workload;
use paicha::assessment::Outcome;
use std::hint::black_box;
use std::ops::{BitAnd, BitOr, Not};

const ENGINE: &str = "Rust by hand, missing data and both ends";

/// A Kleene truth: certainly so, certainly not so, or neither.
#[derive(Clone, Copy, Debug)]
struct Truth {
    yes: bool,
    no: bool,
}

impl Truth {
    const YES: Self = Self { yes: true, no: false };

    fn known(truth: bool) -> Self {
        Self { yes: truth, no: !truth }
    }

    /// Whether something holds of a fact; unknown while the fact is blank.
    fn of<T>(fact: Option<T>, holds: impl FnOnce(T) -> bool) -> Self {
        fact.map_or(Self { yes: false, no: false }, |fact| Self::known(holds(fact)))
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

impl BitAnd for Truth {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self { yes: self.yes & other.yes, no: self.no | other.no }
    }
}

impl BitOr for Truth {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, no: self.no & other.no }
    }
}

struct Restaurant {
    uses_gas: Truth,
    gas_type: Option<GasType>,
    gas_alarm_fitted: Truth,
    auto_shutoff_fitted: Truth,
    flame_failure_device: Truth,
    hose_through_wall: Truth,
    hose_years: Option<f64>,
    hose_length: Option<f64>,
    cylinders: Option<f64>,
    kg_per_cylinder: Option<f64>,
    cylinder_room: Truth,
    area: Option<f64>,
    seats: Option<f64>,
    storey: Option<f64>,
    exits: Option<f64>,
    extinguishers: Option<f64>,
    hood_days: Option<f64>,
    place_in_building: Option<PlaceInBuilding>,
    wall_material: Option<WallMaterial>,
    exit_locked: Truth,
    route_blocked: Truth,
    emergency_light: Truth,
    people_sleep_here: Truth,
    windows_barred: Truth,
    sprinkler: Truth,
    wiring_exposed: Truth,
}

/// What is concluded, a row for each place.
#[derive(Default)]
struct Conclusions {
    outcomes: Vec<[Outcome; CHECKS]>,
    scores: Vec<[u32; 2]>,
    levels: Vec<[u8; 2]>,
}

/// Rust by hand on places that may have blanks, once it has given paicha's answers.
///
/// # Errors
/// The first place and check of which it says something else.
pub fn contender(work: &Workload, rows: &[BlankRow], answers: &[Answer], data: Data) -> Result<Contender<'static>> {
    let places: Vec<Restaurant> = rows.iter().map(Restaurant::new).collect();
    let mut conclusions = Conclusions::default();
    conclusions.fill(&places);
    agreement::same(ENGINE, &conclusions.answers(), answers, work)?;
    let count = places.len();
    let run = move || {
        conclusions.fill(&places);
        black_box(&conclusions);
        Ok(())
    };
    Ok(Contender {
        engine: ENGINE,
        input: "structs, one by one",
        data,
        places: count,
        yardstick: None,
        run: Box::new(run),
    })
}

impl Conclusions {
    fn fill(&mut self, places: &[Restaurant]) {
        self.outcomes.clear();
        self.scores.clear();
        self.levels.clear();
        for place in places {
            let checks = place.checks();
            self.outcomes.push(checks.map(|(applies, fails)| outcome(applies, fails)));
            let (score, level) = both_ends(&checks);
            self.scores.push(score);
            self.levels.push(level);
        }
    }

    fn answers(&self) -> Vec<Answer> {
        let rows = self.outcomes.iter().zip(&self.scores).zip(&self.levels);
        let answer = |((outcomes, score), level): ((&[Outcome; CHECKS], &[u32; 2]), &[u8; 2])| Answer {
            outcomes: *outcomes,
            score: score.map(f64::from),
            level: level.map(usize::from),
        };
        rows.map(answer).collect()
    }
}

/// The outcome of a check that applies and fails so.
fn outcome(applies: Truth, fails: Truth) -> Outcome {
    if applies.no {
        Outcome::NotApplicable
    } else if fails.no {
        if applies.yes { Outcome::Passed } else { Outcome::NotFailed }
    } else if applies.yes & fails.yes {
        Outcome::Failed
    } else {
        Outcome::Unknown
    }
}

/// Score and level where nothing more fails, and where everything fails that could. Points are never negative and levels
/// only get worse with more failures, so these are the ends.
fn both_ends(checks: &[(Truth, Truth); CHECKS]) -> ([u32; 2], [u8; 2]) {
    let (mut score, mut gas, mut fire) = ([0; 2], [0; 2], [0; 2]);
    for (index, ((applies, fails), points)) in checks.iter().zip(POINTS).enumerate() {
        let failed = *applies & *fails;
        let group = if index < GAS { &mut gas } else { &mut fire };
        for ((score, group), fails) in score.iter_mut().zip(group).zip([failed.yes, !failed.no]) {
            *score += points * u32::from(fails);
            *group += u32::from(fails);
        }
    }
    let ([least, most], [gas_least, gas_most], [fire_least, fire_most]) = (score, gas, fire);
    (score, [level(least, gas_least, fire_least), level(most, gas_most, fire_most)])
}

impl Restaurant {
    fn new(row: &BlankRow) -> Self {
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
        let truth = |fact| Truth::of(fact, Fact::truth);
        let number = |fact: Option<Fact>| fact.map(Fact::number);
        Self {
            uses_gas: truth(uses_gas),
            gas_type: gas_type.and_then(|fact| GasType::of(fact.option())),
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
            place_in_building: place_in_building.and_then(|fact| PlaceInBuilding::of(fact.option())),
            wall_material: wall_material.and_then(|fact| WallMaterial::of(fact.option())),
            exit_locked: truth(exit_locked),
            route_blocked: truth(route_blocked),
            emergency_light: truth(emergency_light),
            people_sleep_here: truth(people_sleep_here),
            windows_barred: truth(windows_barred),
            sprinkler: truth(sprinkler),
            wiring_exposed: truth(wiring_exposed),
        }
    }

    /// Whether each check applies, and whether it fails.
    fn checks(&self) -> [(Truth, Truth); CHECKS] {
        let gas = self.uses_gas;
        let bottled = Truth::of(self.gas_type, |gas| gas == GasType::Bottled);
        let fuel_gas = gas & Truth::of(self.gas_type, |gas| gas != GasType::Alcohol);
        let stored_kg = self.cylinders.zip(self.kg_per_cylinder).map(|(cylinders, kg)| cylinders * kg);
        let square_metres_a_seat = self.area.zip(self.seats).map(|(area, seats)| area / seats);
        let below_ground = Truth::of(self.storey, |storey| storey < 0.0);
        let in_mall_or_basement = Truth::of(self.place_in_building, |place| {
            matches!(place, PlaceInBuilding::Mall | PlaceInBuilding::Basement)
        });
        let one_exit = Truth::of(self.exits, |exits| exits < 2.0);
        let wood = Truth::of(self.wall_material, |material| material == WallMaterial::Wood);
        let foam = Truth::of(self.wall_material, |material| material == WallMaterial::Foam);
        let old_hose = Truth::of(self.hose_years, |years| years > 8.0)
            | (self.hose_through_wall & Truth::of(self.hose_years, |years| years >= 3.0));
        let crammed = Truth::of(self.cylinders, |cylinders| cylinders > 2.0)
            & !self.cylinder_room
            & Truth::of(self.area, |area| area < 40.0);
        let too_few_extinguishers = Truth::of(self.extinguishers, |extinguishers| extinguishers < 2.0)
            | Truth::of(self.extinguishers.zip(self.area), |(extinguishers, area)| extinguishers * 75.0 < area);
        let dirty_hood = Truth::of(self.hood_days, |days| days > 90.0)
            | (Truth::of(self.hood_days, |days| days > 60.0) & Truth::of(self.seats, |seats| seats > 100.0));
        [
            (gas, !self.gas_alarm_fitted),
            (gas & self.gas_alarm_fitted, !self.auto_shutoff_fitted),
            (fuel_gas, !self.flame_failure_device),
            (gas, self.hose_through_wall),
            (fuel_gas, old_hose),
            (fuel_gas, Truth::of(self.hose_length, |length| length > 2.0)),
            (gas & bottled & Truth::of(stored_kg, |kg| kg > 100.0), !self.cylinder_room),
            (gas & bottled, Truth::of(stored_kg, |kg| kg > 420.0) | crammed),
            (gas, bottled & (below_ground | in_mall_or_basement)),
            (Truth::YES, self.exit_locked | self.route_blocked),
            (
                Truth::of(self.area, |area| area > 120.0) | Truth::of(self.seats, |seats| seats > 50.0) | below_ground,
                one_exit,
            ),
            (
                Truth::of(self.area, |area| area >= 200.0)
                    | in_mall_or_basement
                    | Truth::of(self.storey, |storey| storey != 1.0),
                !self.emergency_light,
            ),
            (
                Truth::of(self.seats, |seats| seats >= 20.0),
                Truth::of(square_metres_a_seat, |square_metres| square_metres < 1.1),
            ),
            (Truth::YES, self.people_sleep_here & (gas | !self.sprinkler)),
            (Truth::of(self.storey, |storey| storey > 1.0) | self.people_sleep_here, self.windows_barred & one_exit),
            (
                Truth::of(self.area, |area| area > 1000.0)
                    | Truth::of(self.storey, |storey| storey > 3.0)
                    | (below_ground & Truth::of(self.area, |area| area > 200.0)),
                !self.sprinkler,
            ),
            (Truth::YES, too_few_extinguishers),
            (Truth::YES, foam | (wood & Truth::of(self.area, |area| area > 100.0) & !self.sprinkler)),
            (wood | foam | !self.sprinkler, self.wiring_exposed),
            (gas | Truth::of(self.area, |area| area > 50.0), dirty_hood),
        ]
    }
}
