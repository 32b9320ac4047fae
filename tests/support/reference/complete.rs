//! Completions of a place: every way the unknown facts could turn out, or as many of them as are worth trying.

use super::model::{Cell, Pack, Place};
use super::reads::{Input, Reads};
use super::vocabulary::RANGES;

/// The most completions tried of one place.
pub const LIMIT: usize = 400;

/// What stands for all the values of an unknown number: the ends of its range, and what the pack compares with.
fn numbers(fact: usize, literals: &[f64]) -> Vec<f64> {
    let (least, most) = RANGES[fact].unwrap_or((-6.0, 16.0));
    let near = literals.iter().flat_map(|literal| [*literal, literal - 1.0, literal + 1.0]);
    let mut all: Vec<f64> = near.filter(|number| least < *number && *number < most).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    let step = all.len().div_ceil(3).max(1);
    [least, most].into_iter().chain(all.into_iter().step_by(step)).collect()
}

fn days(as_of: i64) -> Vec<i64> {
    vec![as_of, as_of - 1, as_of + 40, as_of - 4_000]
}

fn all_of<T: Copy>(
    place: &Place,
    values: impl IntoIterator<Item = T>,
    set: impl Fn(&mut Place, Cell<T>),
) -> Vec<Place> {
    let with = |value: T| {
        let mut place = place.clone();
        set(&mut place, Cell::Known(value));
        place
    };
    values.into_iter().map(with).collect()
}

/// Every way one input could turn out.
fn one(place: &Place, input: Input, literals: &[f64], as_of: i64) -> Vec<Place> {
    match input {
        Input::Bool(fact) => all_of(place, [false, true], |place, cell| place.bools[fact] = cell),
        Input::Number(fact) => all_of(place, numbers(fact, literals), |place, cell| place.numbers[fact] = cell),
        Input::Choice(fact) => all_of(place, 0..3, |place, cell| place.choices[fact] = cell),
        Input::Tags => all_of(place, 0..8, |place, cell| place.tags = cell),
        Input::Text => all_of(place, 0..3, |place, cell| place.text = cell),
        Input::Date(fact) => all_of(place, days(as_of), |place, cell| place.dates[fact] = cell),
        Input::Since => days(as_of).into_iter().map(|since| Place { since: Some(since), ..place.clone() }).collect(),
        Input::Region => (0..2).map(|region| Place { region: Some(region), ..place.clone() }).collect(),
        Input::Answer(check) => {
            let mut all = all_of(place, [false, true], |place, cell| place.answers[check] = cell);
            let mut without = place.clone();
            without.answers[check] = Cell::NotApplicable;
            all.push(without);
            all
        }
    }
}

/// The completions of a place, where some input that the pack reads is unknown; and the place itself, in which inputs
/// are settled one way where all together would make too many.
pub fn completions(pack: &Pack, place: &Place, as_of: i64) -> (Place, Vec<Place>) {
    let reads = Reads::all(pack);
    let unknown = |place: &Place, input: &Input| super::assess::not_applicable(place, *input) == Some(false);
    let mut start = place.clone();
    let mut open: Vec<Input> = reads.inputs.iter().copied().filter(|input| unknown(place, input)).collect();
    let ways = |open: &[Input]| -> usize {
        open.iter().map(|input| one(place, *input, &reads.literals, as_of).len()).product()
    };
    while ways(&open) > LIMIT {
        let settled = open.remove(open.len() / 2);
        start = one(&start, settled, &reads.literals, as_of).swap_remove(0);
    }
    let mut all = vec![start.clone()];
    for input in open {
        all = all.iter().flat_map(|place| one(place, input, &reads.literals, as_of)).collect();
    }
    (start, all)
}
