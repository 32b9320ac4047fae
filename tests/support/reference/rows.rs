//! Generated places as a block for the core.

use super::calendar;
use super::model::{Cell, Place};
use super::vocabulary::*;
use paicha::date::Date;
use paicha::table::{Inputs, KindSet, PlaceRow, Places, Value};

/// A date for the core.
pub fn date(day_number: i64) -> Date {
    calendar::text(day_number).parse().expect("a date")
}

/// Numbered places as one block.
pub fn block<'a>(inputs: &Inputs, places: impl IntoIterator<Item = (usize, &'a Place)>) -> Places {
    let mut block = Places::new(inputs);
    for (index, place) in places {
        let values: Vec<_> = inputs.list().iter().map(|input| value(place, &input.id)).collect();
        block.push(row(place, format!("P-{index}")), &values);
    }
    block
}

fn row(place: &Place, id: String) -> PlaceRow {
    PlaceRow {
        id,
        name: None,
        kinds: KindSet::new(place.kinds.iter().map(|kind| *kind as u16).collect()),
        region: place.region.map(|region| REGIONS[region].to_owned()),
        since: place.since.map(date),
        records: None,
    }
}

fn value(place: &Place, id: &str) -> Value {
    let index = |names: &[Named]| names.iter().position(|(own, _)| *own == id);
    if let Some(fact) = index(&BOOLS) {
        cell(place.bools[fact], Value::Bool)
    } else if let Some(fact) = index(&NUMBERS) {
        cell(place.numbers[fact], Value::Number)
    } else if let Some(fact) = index(&CHOICES) {
        cell(place.choices[fact], Value::Choice)
    } else if let Some(fact) = index(&DATES) {
        cell(place.dates[fact], |day| Value::Date(date(day)))
    } else if id == TEXT.0 {
        cell(place.text, |text| Value::Text(TEXTS[text].to_owned()))
    } else if id == TAGS.0 {
        cell(place.tags, Value::Tags)
    } else {
        let check = (0..CHECKS).find(|check| check_id(*check) == id).expect("an input of the vocabulary");
        cell(place.answers[check], Value::Fails)
    }
}

fn cell<T: Copy>(cell: Cell<T>, known: impl FnOnce(T) -> Value) -> Value {
    match cell {
        Cell::Unknown => Value::Unknown,
        Cell::NotApplicable => Value::NotApplicable,
        Cell::Known(own) => known(own),
    }
}
