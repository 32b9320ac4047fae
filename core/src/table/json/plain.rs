//! The quick way through a nested place that is written plainly, as programs write it: from the text to its values with
//! no tree in between. What is not plain is left to the full reading, which says what it means or what is wrong.

use super::super::field::{name_of, read_date, region_of};
use super::super::{Cell, Input, KindSet, PlaceRow, Value, Vocabulary};
use super::key_order::KeyOrder;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

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

/// Reads a place that is written plainly; none where it is not.
pub(super) fn read(vocabulary: &Vocabulary, order: &mut KeyOrder, text: &str) -> Option<PlainPlace> {
    order.start(vocabulary);
    let id = String::new();
    let place = PlaceRow { id, name: None, kinds: KindSet::default(), region: None, since: None, records: None };
    let mut plain = PlainPlace { place, values: std::mem::take(&mut order.room) };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    PlaceSeed { vocabulary, order, plain: &mut plain }.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(plain)
}

/// Says that the place is not plain. Nobody reads it.
fn not_plain<E: Error>() -> E {
    E::custom("")
}

struct PlaceSeed<'v> {
    vocabulary: &'v Vocabulary,
    order: &'v mut KeyOrder,
    plain: &'v mut PlainPlace,
}

impl<'de> DeserializeSeed<'de> for PlaceSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

/// The fields of a place, in the order of their bits in `seen`.
const KEYS: [&str; 8] = ["id", "name", "kinds", "region", "since", "facts", "answers", "records"];
/// The fields that make a place a nested one.
const NESTED: u8 = 0b1110_0000;

impl<'de> Visitor<'de> for PlaceSeed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a place")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { vocabulary, order, plain: PlainPlace { place, values } } = self;
        let mut inputs = Inputs { vocabulary, order, values };
        let mut seen = 0_u8;
        while let Some(key) = map.next_key::<&str>()? {
            let field = KEYS.iter().position(|own| *own == key).ok_or_else(not_plain)?;
            if seen >> field & 1 == 1 {
                return Err(not_plain());
            }
            seen |= 1 << field;
            match key {
                "id" => place.id = name_of(map.next_value()?).ok_or_else(not_plain)?,
                "name" => place.name = map.next_value::<Option<&str>>()?.and_then(name_of),
                "kinds" => place.kinds = map.next_value_seed(KindsSeed { vocabulary })?,
                "region" => {
                    place.region = map.next_value::<Option<&str>>()?.and_then(name_of).and_then(|path| region_of(&path))
                }
                "since" => {
                    let text = map.next_value::<Option<&str>>()?.map_or(Cell::Empty, Cell::from);
                    place.since = read_date(&text, "").map_err(|_| not_plain::<A::Error>())?;
                }
                "facts" | "answers" => map.next_value_seed(&mut inputs)?,
                _ => place.records = map.next_value::<Option<[IgnoredAny; 0]>>()?.map(|_| Vec::new()),
            }
        }
        let complete = seen & 0b101 == 0b101 && seen & NESTED != 0;
        if complete { Ok(()) } else { Err(not_plain()) }
    }
}

/// A list of names of kinds, at least one.
struct KindsSeed<'v> {
    vocabulary: &'v Vocabulary,
}

impl<'de> DeserializeSeed<'de> for KindsSeed<'_> {
    type Value = KindSet;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<KindSet, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for KindsSeed<'_> {
    type Value = KindSet;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("kinds")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<KindSet, A::Error> {
        let mut kinds = Vec::new();
        while let Some(name) = list.next_element::<&str>()? {
            let kind = self.vocabulary.kind(name).and_then(|kind| u16::try_from(kind).ok());
            kinds.push(kind.ok_or_else(not_plain)?);
        }
        if kinds.is_empty() { Err(not_plain()) } else { Ok(KindSet::new(kinds)) }
    }
}

/// The facts and answers of a place.
struct Inputs<'v> {
    vocabulary: &'v Vocabulary,
    order: &'v mut KeyOrder,
    values: &'v mut Vec<(usize, Value)>,
}

impl<'de> DeserializeSeed<'de> for &mut Inputs<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Inputs<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("facts or answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let vocabulary = self.vocabulary;
        let list = vocabulary.inputs().list();
        while let Some(key) = map.next_key::<&str>()? {
            let index = self.order.find(vocabulary, key).ok_or_else(not_plain)?;
            let input = list.get(index).ok_or_else(not_plain)?;
            let value = map.next_value_seed(ValueSeed { input })?;
            self.values.push((index, value));
        }
        Ok(())
    }
}

/// The value of an input.
struct ValueSeed<'v> {
    input: &'v Input,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Unknown)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        self.input.plain_truth(truth).ok_or_else(not_plain)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.input.plain_number(number).ok_or_else(not_plain)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.input.plain_text(text).ok_or_else(not_plain)
    }
}
