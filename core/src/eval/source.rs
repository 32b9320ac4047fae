//! Where values come from: the facts and answers of places, who they are, the fields of records.

use super::Rows;
use super::bits::set;
use super::values::{Out, TruthOut};
use crate::names::fold;
use crate::program::RecordField;
use crate::table::{Bits, Column, PlaceRow, Places, Record, Values as Stored};

/// The bits of a column for 64 rows each, from a row on.
fn copy_bits(out: &mut [u64], bits: Option<&Bits>, start: usize) {
    for (word, out) in out.iter_mut().enumerate() {
        *out = bits.map_or(0, |bits| bits.word_from(start + word * 64));
    }
}

/// Copies what a column has, and puts the same in all rows it does not reach.
fn copy<T: Copy + Default>(out: &mut [T], column: &[T], start: usize) {
    let own = column.get(start..).unwrap_or_default();
    let own = &own[..own.len().min(out.len())];
    let (there, after) = out.split_at_mut(own.len());
    there.copy_from_slice(own);
    after.fill(T::default());
}

/// The values of an input for the rows from `start` on.
pub fn input(column: Option<&Column>, start: usize, out: Out<'_>) {
    let known = column.map(|column| &column.known);
    match (out, column.map(|column| &column.values)) {
        (Out::Truth(TruthOut { yes, no }), Some(Stored::Bits(bits))) => {
            copy_bits(no, known, start);
            copy_bits(yes, Some(bits), start);
            for (yes, no) in yes.iter_mut().zip(no) {
                (*yes, *no) = (*yes & *no, *no & !*yes);
            }
        }
        (Out::Number(values, out), Some(Stored::Numbers(numbers))) => {
            copy(values, numbers, start);
            copy_bits(out, known, start);
        }
        (Out::Choice(values, out), Some(Stored::Choices(choices))) => {
            copy(values, choices, start);
            copy_bits(out, known, start);
        }
        (Out::Tags(values, out), Some(Stored::Tags(tags))) => {
            copy(values, tags, start);
            copy_bits(out, known, start);
        }
        (Out::Text(values, out), Some(Stored::Texts(codes))) => {
            let own = codes.get(start..).unwrap_or_default();
            values.iter_mut().zip(own).for_each(|(value, code)| *value = u64::from(*code));
            copy_bits(out, known, start);
        }
        (out, _) => unknown(out),
    }
}

/// Nothing is known.
pub fn unknown(out: Out<'_>) {
    match out {
        Out::Truth(mut truth) => truth.fill(None),
        Out::Number(_, known) | Out::Choice(_, known) | Out::Tags(_, known) | Out::Text(_, known) => known.fill(0),
        Out::Bounds(least, most) => {
            least.fill(f64::NEG_INFINITY);
            most.fill(f64::INFINITY);
        }
        Out::Nothing => {}
    }
}

/// A number of each place.
pub fn of_places(rows: Rows<'_>, out: Out<'_>, number: impl Fn(&PlaceRow) -> Option<f64>) {
    let (Rows::Places(places, group, start), Out::Number(values, known)) = (rows, out) else { return };
    known.fill(0);
    for (row, (value, place)) in values.iter_mut().zip(&group.places[start..]).enumerate() {
        if let Some(number) = number(&places.rows[*place as usize]) {
            *value = number;
            set(known, row);
        }
    }
}

/// Whether the region of each place is a path or below it.
pub fn region(rows: Rows<'_>, path: &str, mut out: TruthOut<'_>, count: usize) {
    let Rows::Places(places, group, start) = rows else { return out.fill(None) };
    let within = |region: &str| {
        let mut parts = region.split(['/', '／', '>']).map(fold).filter(|part| !part.is_empty());
        path.split('/').all(|wanted| parts.next().is_some_and(|part| part == wanted))
    };
    out.rows(count, |row| places.rows[group.places[start + row] as usize].region.as_deref().map(within));
}

/// A field of each record. The dictionary of texts is the records themselves, field by field.
pub fn record(rows: Rows<'_>, field: RecordField, out: Out<'_>) {
    let Rows::Records(records) = rows else { return unknown(out) };
    match out {
        Out::Number(values, known) if field == RecordField::Date => {
            values.iter_mut().zip(records).for_each(|(value, record)| *value = record.date.day_number());
            known.fill(u64::MAX);
        }
        Out::Text(values, known) => {
            known.fill(0);
            for (row, (value, record)) in values.iter_mut().zip(records).enumerate() {
                *value = (row * FIELDS.len()) as u64 + FIELDS.iter().position(|own| *own == field).unwrap_or(0) as u64;
                if text_of(record, field).is_some() {
                    set(known, row);
                }
            }
        }
        out => unknown(out),
    }
}

const FIELDS: [RecordField; 3] = [RecordField::Task, RecordField::Checker, RecordField::Outcome];

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
        Rows::Places(places, ..) => text_of_places(places, index),
        Rows::Records(records) => {
            let (record, field) = (index as usize / FIELDS.len(), index as usize % FIELDS.len());
            records.get(record).and_then(|record| text_of(record, FIELDS[field])).unwrap_or_default()
        }
        Rows::Anything => "",
    }
}

fn text_of_places(places: &Places, index: u64) -> &str {
    u32::try_from(index).map_or("", |code| places.texts.text(code))
}
