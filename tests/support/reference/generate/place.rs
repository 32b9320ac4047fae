//! Strategies for places.

use super::day;
use crate::reference::model::{Cell, Place};
use crate::reference::vocabulary::{CHECKS, RANGES};
use proptest::array;
use proptest::prelude::*;
use proptest::strategy::Union;

/// How often facts are unknown, and not applicable, of six that are known.
#[derive(Clone, Copy)]
struct Missing {
    unknown: u32,
    not_applicable: u32,
}

fn cell<T: Clone + std::fmt::Debug + 'static>(
    known: impl Strategy<Value = T> + 'static,
    missing: Missing,
) -> BoxedStrategy<Cell<T>> {
    let choices = [
        (missing.unknown, Just(Cell::Unknown).boxed()),
        (missing.not_applicable, Just(Cell::NotApplicable).boxed()),
        (6, known.prop_map(Cell::Known).boxed()),
    ];
    Union::new_weighted(choices.into_iter().filter(|(weight, _)| *weight > 0).collect()).boxed()
}

fn number(fact: usize) -> impl Strategy<Value = f64> {
    let (least, most) = RANGES[fact].unwrap_or((-5.0, 15.0));
    let halves = (least * 2.0) as i32..=(most * 2.0) as i32;
    prop_oneof![1 => Just(least), 1 => Just(most), 5 => halves.prop_map(|half| f64::from(half) / 2.0)]
}

fn with(missing: Missing) -> BoxedStrategy<Place> {
    let number = |fact: usize| cell(number(fact), missing);
    let facts = (
        array::uniform4(cell(any::<bool>(), missing)),
        [number(0), number(1), number(2)],
        array::uniform2(cell(0..3usize, missing)),
        cell(0..8u64, missing),
        cell(0..3usize, missing),
        array::uniform2(cell(day(), missing)),
        prop::collection::vec(cell(any::<bool>(), Missing { not_applicable: 1, ..missing }), CHECKS),
    );
    let kinds = prop::sample::subsequence(vec![0, 1, 2], 1..=3);
    let maybe = |known: BoxedStrategy<Option<i64>>| {
        if missing.unknown == 0 { known } else { prop_oneof![1 => Just(None), 2 => known].boxed() }
    };
    let since = maybe(day().prop_map(Some).boxed());
    let region = maybe((0..2i64).prop_map(Some).boxed()).prop_map(|region| region.map(|region| region as usize));
    let who = (kinds, since, region);
    (facts, who)
        .prop_map(|((bools, numbers, choices, tags, text, dates, answers), (kinds, since, region))| {
            let answers = answers.try_into().expect("an answer for each check");
            Place { kinds, bools, numbers, choices, tags, text, dates, answers, since, region }
        })
        .boxed()
}

/// Places with facts that are unknown, and facts that are not applicable.
pub fn place() -> BoxedStrategy<Place> {
    with(Missing { unknown: 3, not_applicable: 2 })
}

/// Places with facts that are unknown.
pub fn applicable_place() -> BoxedStrategy<Place> {
    with(Missing { unknown: 3, not_applicable: 0 })
}

/// Places of which all is known.
pub fn known_place() -> BoxedStrategy<Place> {
    with(Missing { unknown: 0, not_applicable: 0 })
}

/// Several places, with facts that are not applicable and without.
pub fn places() -> impl Strategy<Value = Vec<Place>> {
    prop::collection::vec(prop_oneof![place(), applicable_place()], 1..6)
}
