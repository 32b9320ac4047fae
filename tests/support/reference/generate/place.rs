//! Strategies for places.

use super::day;
use crate::reference::model::{Cell, Place};
use crate::reference::vocabulary::{CHECKS, RANGES};
use proptest::array;
use proptest::prelude::*;

fn cell<T: Clone + std::fmt::Debug + 'static>(known: impl Strategy<Value = T> + 'static, not_applicable: u32) -> BoxedStrategy<Cell<T>> {
    prop_oneof![3 => Just(Cell::Unknown), not_applicable => Just(Cell::NotApplicable), 6 => known.prop_map(Cell::Known)].boxed()
}

fn number(fact: usize) -> impl Strategy<Value = f64> {
    let (least, most) = RANGES[fact].unwrap_or((-5.0, 15.0));
    let halves = (least * 2.0) as i32..=(most * 2.0) as i32;
    prop_oneof![1 => Just(least), 1 => Just(most), 5 => halves.prop_map(|half| f64::from(half) / 2.0)]
}

/// A place; some facts are not applicable, unless none may be.
pub fn place(not_applicable: bool) -> impl Strategy<Value = Place> {
    let weight = u32::from(not_applicable) * 2;
    let number = |fact: usize| cell(number(fact), weight);
    let facts = (
        array::uniform4(cell(any::<bool>(), weight)),
        [number(0), number(1), number(2)],
        array::uniform2(cell(0..3usize, weight)),
        cell(0..8u64, weight),
        array::uniform2(cell(day(), weight)),
        prop::collection::vec(cell(any::<bool>(), 1), CHECKS),
    );
    let who = (prop::sample::subsequence(vec![0, 1, 2], 1..=3), proptest::option::weighted(0.7, day()), proptest::option::weighted(0.7, 0..2usize));
    (facts, who).prop_map(|((bools, numbers, choices, tags, dates, answers), (kinds, since, region))| {
        let answers = answers.try_into().expect("an answer for each check");
        Place { kinds, bools, numbers, choices, tags, dates, answers, since, region }
    })
}

/// Several places.
pub fn places() -> impl Strategy<Value = Vec<Place>> {
    prop::collection::vec(place(true), 1..6)
}
