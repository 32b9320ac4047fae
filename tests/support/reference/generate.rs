//! Strategies for packs and places.

mod expression;
mod pack;
mod place;

pub use pack::{bounded_pack, exact_pack, plain_pack};
pub use place::{applicable_place, known_place, place, places};

use super::calendar;
use proptest::prelude::*;

/// Days around which everything happens: month ends, a leap day, both ends of the window.
pub fn day() -> impl Strategy<Value = i64> {
    let usual = [
        (2022, 6, 1),
        (2022, 8, 31),
        (2022, 9, 30),
        (2024, 2, 29),
        (2021, 8, 31),
        (2012, 1, 31),
        (2022, 12, 31),
        (2023, 3, 1),
    ];
    let usual: Vec<i64> = usual.into_iter().map(|(year, month, day)| calendar::number(year, month, day)).collect();
    let (first, last) = (calendar::number(2005, 1, 1), calendar::number(2026, 12, 31));
    prop_oneof![3 => prop::sample::select(usual), 1 => first..=last]
}

/// Small numbers, whole or halves, so that sums come out exact in any order.
pub fn small() -> impl Strategy<Value = f64> {
    prop_oneof![3 => (-3i32..=10).prop_map(f64::from), 1 => (-6i32..=20).prop_map(|half| f64::from(half) / 2.0)]
}
