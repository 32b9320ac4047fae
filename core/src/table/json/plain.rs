//! The quick way through a nested place that is written plainly, as programs write it: from the text to its values with
//! no tree in between. What is not plain is left to the full reading, which says what it means or what is wrong.

use super::super::field::{name_of, read_date, region_of};
use super::super::{Cell, Input, KindSet, PlaceRow, Value, Vocabulary};
use super::key_order::KeyOrder;
use crate::json::Scanner;

/// A place with the values it gives, by input, none twice.
pub(super) struct PlainPlace {
    pub(super) place: PlaceRow,
    pub(super) values: Vec<(usize, Value)>,
}

impl PlainPlace {
    /// A value for each input.
    pub(super) fn all_values(&mut self, vocabulary: &Vocabulary) -> Vec<Value> {
        let mut all = vec![Value::Unknown; vocabulary.inputs().list().len()];
        for (index, value) in self.values.drain(..) {
            if let Some(own) = all.get_mut(index) {
                *own = value;
            }
        }
        all
    }
}

/// The fields of a place, in the order of their bits in `seen`.
const KEYS: [&str; 8] = ["id", "name", "kinds", "region", "since", "facts", "answers", "records"];
/// The fields that make a place a nested one.
const NESTED: u8 = 0b1110_0000;

/// A plain place has so many kinds at most.
const MOST_KINDS: usize = 16;

/// Reads a place that is written plainly; none where it is not.
pub(super) fn read(vocabulary: &Vocabulary, order: &mut KeyOrder, text: &str) -> Option<PlainPlace> {
    order.start(vocabulary);
    let id = String::new();
    let mut place = PlaceRow { id, name: None, kinds: KindSet::default(), region: None, since: None, records: None };
    let mut values = std::mem::take(&mut order.room);
    let mut text = Scanner::new(text);
    let (mut seen, mut first) = (0_u8, true);
    text.enter(b'{').ok()?;
    while text.next(&mut first, b'}').ok()? {
        let key = key(&mut text)?;
        let field = KEYS.iter().position(|own| *own == key)?;
        if seen >> field & 1 == 1 {
            return None;
        }
        seen |= 1 << field;
        match key {
            "id" => place.id = name_of(text.plain_string()?)?,
            "name" => place.name = string_or_null(&mut text)?.and_then(name_of),
            "kinds" => place.kinds = kinds(vocabulary, order, &mut text)?,
            "region" => {
                place.region = string_or_null(&mut text)?.and_then(name_of).and_then(|path| region_of(&path));
            }
            "since" => {
                let date = string_or_null(&mut text)?.map_or(Cell::Empty, Cell::from);
                place.since = read_date(&date, "").ok()?;
            }
            "facts" | "answers" => inputs(vocabulary, order, &mut text, &mut values)?,
            _ => place.records = no_records(&mut text)?,
        }
    }
    text.end().ok()?;
    let complete = seen & 0b101 == 0b101 && seen & NESTED != 0;
    complete.then_some(PlainPlace { place, values })
}

/// A key without escapes.
fn key<'a>(text: &mut Scanner<'a>) -> Option<&'a str> {
    let key = text.plain_string()?;
    text.take(b':').then_some(key)
}

fn string_or_null<'a>(text: &mut Scanner<'a>) -> Option<Option<&'a str>> {
    if text.peek() == Some(b'n') { text.word("null").ok().map(|()| None) } else { text.plain_string().map(Some) }
}

/// A list of names of kinds, at least one.
fn kinds(vocabulary: &Vocabulary, order: &mut KeyOrder, text: &mut Scanner<'_>) -> Option<KindSet> {
    let (mut room, mut count, mut first) = ([0; MOST_KINDS], 0, true);
    text.enter(b'[').ok()?;
    while text.next(&mut first, b']').ok()? {
        *room.get_mut(count)? = u16::try_from(vocabulary.kind(text.plain_string()?)?).ok()?;
        count += 1;
    }
    let kinds = room.get(..count).filter(|kinds| !kinds.is_empty())?;
    // Most places are of the kinds of the one before.
    if order.kinds.list() != kinds {
        order.kinds = KindSet::new(kinds.to_vec());
    }
    Some(order.kinds.clone())
}

/// No records given, or an empty list of them.
fn no_records<T>(text: &mut Scanner<'_>) -> Option<Option<Vec<T>>> {
    if text.peek() == Some(b'n') {
        return text.word("null").ok().map(|()| None);
    }
    text.enter(b'[').ok()?;
    let has_some = text.next(&mut true, b']').ok()?;
    (!has_some).then(|| Some(Vec::new()))
}

/// The facts or answers of a place.
fn inputs(
    vocabulary: &Vocabulary,
    order: &mut KeyOrder,
    text: &mut Scanner<'_>,
    values: &mut Vec<(usize, Value)>,
) -> Option<()> {
    let list = vocabulary.inputs().list();
    let mut first = true;
    text.enter(b'{').ok()?;
    while text.next(&mut first, b'}').ok()? {
        let index = order.find(vocabulary, key(text)?)?;
        values.push((index, value(list.get(index)?, text)?));
    }
    Some(())
}

/// The value of an input.
fn value(input: &Input, text: &mut Scanner<'_>) -> Option<Value> {
    match text.peek()? {
        b'n' => text.word("null").ok().map(|()| Value::Unknown),
        b't' => text.word("true").ok().and_then(|()| input.plain_truth(true)),
        b'f' => text.word("false").ok().and_then(|()| input.plain_truth(false)),
        b'"' => input.plain_text(text.plain_string()?),
        _ => input.plain_number(text.number().ok()?),
    }
}
