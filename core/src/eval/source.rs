//! Where values come from: the facts and answers of places, who they are, the fields of records.

use super::Rows;
use super::layout::Slot;
use super::truth::Truth;
use super::values::Values;
use crate::names::fold;
use crate::program::RecordField;
use crate::table::{Column, Known, PlaceRow, Record, Values as Stored};

/// Copies what a column has from a row on, and puts zeros in the rows that it does not reach.
fn copy<T: Copy + Default>(out: &mut [T], column: &[T], start: usize) {
    if let ([out], own) = (&mut *out, column.get(start)) {
        return *out = own.copied().unwrap_or_default();
    }
    let own = column.get(start..).unwrap_or_default();
    let own = &own[..own.len().min(out.len())];
    let (there, after) = out.split_at_mut(own.len());
    there.copy_from_slice(own);
    after.fill(T::default());
}

/// Puts the values of an input for the rows from `start` on into its slot.
#[inline]
pub fn input(values: &mut Values, slot: Slot, column: &Column, start: usize) {
    let known = column.known.word_from(start);
    match (slot, &column.values) {
        (Slot::Truth(at), Stored::Bits(bits)) => values.put_truth(at, Truth::known(bits.word_from(start), known)),
        (Slot::Number(at, bits), Stored::Numbers(numbers)) => {
            values.put_known(bits, known);
            copy(values.reals_mut(at), numbers, start);
        }
        (Slot::Choice(at, bits), Stored::Choices(choices)) => {
            values.put_known(bits, known);
            copy(values.small_mut(at), choices, start);
        }
        (Slot::Tags(at, bits), Stored::Tags(tags)) => {
            values.put_known(bits, known);
            copy(values.wide_out(at).1, tags, start);
        }
        (Slot::Text(at, bits), Stored::Texts(codes)) => {
            values.put_known(bits, known);
            let codes = codes.get(start..).unwrap_or_default();
            values.wide_out(at).1.iter_mut().zip(codes).for_each(|(value, code)| *value = u64::from(*code));
        }
        (slot, _) => unknown(values, slot),
    }
}

/// Puts the value of an input of one place into its slot.
#[inline(always)]
pub fn one(values: &mut Values, slot: Slot, value: Known) {
    let Known { known, number, code } = value;
    let known = u64::from(known);
    match slot {
        Slot::Truth(at) => values.put_truth(at, Truth::known(code, known)),
        Slot::Number(at, bits) => {
            values.put_known(bits, known);
            values.put_real(at, number);
        }
        Slot::Choice(at, bits) => {
            values.put_known(bits, known);
            values.put_small(at, code as u8);
        }
        Slot::Tags(at, bits) => {
            values.put_known(bits, known);
            values.put_wide(at, code);
        }
        slot => unknown(values, slot),
    }
}

/// Nothing is known.
pub fn unknown(values: &mut Values, slot: Slot) {
    match slot {
        Slot::Truth(at) => values.put_truth(at, Truth::UNKNOWN),
        Slot::Number(_, known) | Slot::Choice(_, known) | Slot::Tags(_, known) | Slot::Text(_, known) => {
            values.put_known(known, 0);
        }
        Slot::Bounds(at) => {
            let (_, least, most) = values.bounds_out(at);
            least.fill(f64::NEG_INFINITY);
            most.fill(f64::INFINITY);
        }
        Slot::Nothing => {}
    }
}

/// A number of each place. Answers which rows are known.
pub fn of_places(rows: Rows<'_>, out: &mut [f64], number: impl Fn(&PlaceRow) -> Option<f64>) -> u64 {
    let (places, group, start) = match rows {
        Rows::Places(places, group, start) => (places, group, start),
        Rows::One(place) => {
            let number = number(&place.row);
            out.iter_mut().zip(number).for_each(|(out, number)| *out = number);
            return u64::from(number.is_some());
        }
        Rows::Records(_) | Rows::Anything => return 0,
    };
    let mut known = 0;
    for (row, (value, place)) in out.iter_mut().zip(&group.places[start..]).enumerate() {
        if let Some(number) = number(places.row(*place as usize)) {
            *value = number;
            known |= 1 << row;
        }
    }
    known
}

/// Whether the region of each place is a path or below it.
pub fn region(rows: Rows<'_>, count: usize, path: &str) -> Truth {
    let within = |region: &str| {
        let mut parts = region.split(&['/', '／', '>'][..]).map(fold).filter(|part| !part.is_empty());
        path.split('/').all(|wanted| parts.next().is_some_and(|part| part == wanted))
    };
    match rows {
        Rows::Places(places, group, start) => {
            Truth::rows(count, |row| places.row(group.places[start + row] as usize).region.as_deref().map(within))
        }
        Rows::One(place) => Truth::rows(count, |_| place.row.region.as_deref().map(within)),
        Rows::Records(_) | Rows::Anything => Truth::UNKNOWN,
    }
}

/// The days of the records. Answers which rows are known.
pub fn record_days(rows: Rows<'_>, out: &mut [f64]) -> u64 {
    let Rows::Records(records) = rows else { return 0 };
    out.iter_mut().zip(records).for_each(|(value, record)| *value = record.date.day_number());
    u64::MAX
}

const TEXTS: [RecordField; 3] = [RecordField::Task, RecordField::Checker, RecordField::Outcome];

/// A text of each record. The dictionary of texts is the records themselves, field by field. Answers which are known.
pub fn record_texts(rows: Rows<'_>, field: RecordField, out: &mut [u64]) -> u64 {
    let (Rows::Records(records), Some(field)) = (rows, TEXTS.iter().position(|own| *own == field)) else { return 0 };
    let mut known = 0;
    for (row, (value, record)) in out.iter_mut().zip(records).enumerate() {
        *value = (row * TEXTS.len() + field) as u64;
        known |= u64::from(text_of(record, TEXTS[field]).is_some()) << row;
    }
    known
}

fn text_of(record: &Record, field: RecordField) -> Option<&str> {
    match field {
        RecordField::Task => Some(record.task.as_str()),
        RecordField::Checker => record.checker.as_deref(),
        RecordField::Outcome => record.outcome.as_deref(),
        RecordField::Date => None,
    }
}

/// The text of an index.
pub fn text(rows: Rows<'_>, index: u64) -> &str {
    match rows {
        Rows::Places(places, ..) => u32::try_from(index).map_or("", |code| places.texts.text(code)),
        Rows::Records(records) => {
            let (record, field) = (index as usize / TEXTS.len(), index as usize % TEXTS.len());
            records.get(record).and_then(|record| text_of(record, TEXTS[field])).unwrap_or_default()
        }
        Rows::One(_) | Rows::Anything => "",
    }
}
