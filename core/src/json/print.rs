//! Prints any value as JSON without white space, with numbers as ECMAScript prints them.
//!
//! What serde_json prints with is made anew for every writer and every sort of object; this is one type for all, and half
//! as large in a web page.

use super::tree::quote;
use crate::number;
use serde::ser::{self, Serialize};
use std::fmt;

/// The text so far.
#[derive(Debug)]
pub(crate) struct Printer {
    text: String,
}

/// Something said that it cannot be written, or is the key of an object and no text.
#[derive(Debug)]
pub(crate) struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON does not have")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Prints a value.
pub(crate) fn print<T: Serialize + ?Sized>(value: &T) -> Result<String, Unwritable> {
    let mut printer = Printer { text: String::with_capacity(256) };
    value.serialize(&mut printer)?;
    Ok(printer.text)
}

impl Printer {
    /// Before an item or a key: a comma, but for the first. A text never ends with a bracket, it ends with its quote.
    fn separate(&mut self) {
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        quote(key, &mut self.text);
        self.text.push(':');
    }

    fn begin(&mut self, bracket: char) -> Result<&mut Self, Unwritable> {
        self.text.push(bracket);
        Ok(self)
    }

    /// An object whose only key is the name of a variant.
    fn begin_variant(&mut self, variant: &str, bracket: char) -> Result<&mut Self, Unwritable> {
        self.text.push('{');
        self.key(variant);
        self.begin(bracket)
    }

    fn put(&mut self, text: &str) -> Result<(), Unwritable> {
        self.text.push_str(text);
        Ok(())
    }

    /// A key that is a number or a truth is written in quotes.
    fn quote_key(&mut self, start: usize) -> Result<(), Unwritable> {
        match self.text.as_bytes().get(start) {
            Some(b'"') => {}
            Some(b'[' | b'{' | b'n') | None => return Err(Unwritable),
            Some(_) => {
                self.text.insert(start, '"');
                self.text.push('"');
            }
        }
        Ok(())
    }
}

macro_rules! whole {
    ($($method:ident $kind:ident),+) => { $(
        fn $method(self, number: $kind) -> Result<(), Unwritable> {
            self.put(&number.to_string())
        }
    )+ };
}

macro_rules! widened {
    ($($method:ident $kind:ident $wide:ident),+) => { $(
        fn $method(self, number: $kind) -> Result<(), Unwritable> {
            self.$wide(number.into())
        }
    )+ };
}

impl ser::Serializer for &mut Printer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    whole!(serialize_i64 i64, serialize_u64 u64, serialize_i128 i128, serialize_u128 u128);

    widened!(
        serialize_i8 i8 serialize_i64, serialize_i16 i16 serialize_i64, serialize_i32 i32 serialize_i64,
        serialize_u8 u8 serialize_u64, serialize_u16 u16 serialize_u64, serialize_u32 u32 serialize_u64,
        serialize_f32 f32 serialize_f64
    );

    fn serialize_bool(self, truth: bool) -> Result<(), Unwritable> {
        self.put(if truth { "true" } else { "false" })
    }

    fn serialize_f64(self, number: f64) -> Result<(), Unwritable> {
        if !number.is_finite() {
            return self.put("null");
        }
        self.put(&number::print(number))
    }

    fn serialize_char(self, character: char) -> Result<(), Unwritable> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Unwritable> {
        quote(text, &mut self.text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Unwritable> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.put("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.put("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.text.push('{');
        self.key(variant);
        value.serialize(&mut *self)?;
        self.put("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.begin('[')
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unwritable> {
        self.begin('[')
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.begin('[')
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        self.begin_variant(variant, '[')
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.begin('{')
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.begin('{')
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        self.begin_variant(variant, '{')
    }

    fn collect_seq<I>(self, items: I) -> Result<(), Unwritable>
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        self.text.push('[');
        for item in items {
            self.separate();
            item.serialize(&mut *self)?;
        }
        self.put("]")
    }
}

/// What consists of items is a list.
macro_rules! list {
    ($($kind:ident $method:ident $end:literal),+) => { $(
        impl ser::$kind for &mut Printer {
            type Ok = ();
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
                self.separate();
                item.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.put($end)
            }
        }
    )+ };
}
list!(
    SerializeSeq serialize_element "]", SerializeTuple serialize_element "]", SerializeTupleStruct serialize_field "]",
    SerializeTupleVariant serialize_field "]}"
);

/// What consists of fields is an object.
macro_rules! object {
    ($($kind:ident $end:literal),+) => { $(
        impl ser::$kind for &mut Printer {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Unwritable> {
                self.key(name);
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.put($end)
            }
        }
    )+ };
}
object!(SerializeStruct "}", SerializeStructVariant "}}");

impl ser::SerializeMap for &mut Printer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.separate();
        let start = self.text.len();
        key.serialize(&mut **self)?;
        self.quote_key(start)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.text.push(':');
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.put("}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Variant {
        Unit,
        One(u8),
        Two(i64, &'static str),
        Fields { a: Option<u8>, b: () },
    }

    #[derive(Serialize)]
    struct Outer {
        first: char,
        #[serde(flatten)]
        inner: BTreeMap<String, Vec<Variant>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        skipped: Option<u8>,
    }

    #[test]
    fn every_shape_is_printed_as_serde_json_prints_it() {
        let variants = vec![
            Variant::Unit,
            Variant::One(7),
            Variant::Two(-3, "a\"[\\\n\u{1}{"),
            Variant::Fields { a: Some(1), b: () },
            Variant::Fields { a: None, b: () },
        ];
        let inner = BTreeMap::from([("variants".to_owned(), variants), ("[".to_owned(), Vec::new())]);
        let outer = Outer { first: '是', inner, skipped: None };
        assert_eq!(print(&outer).unwrap(), serde_json::to_string(&outer).unwrap());

        let keys = (BTreeMap::from([(2, "x"), (10, "[")]), BTreeMap::from([(true, Some(()))]), f64::NAN, u64::MAX);
        assert_eq!(print(&keys).unwrap(), serde_json::to_string(&keys).unwrap());
        assert!(print(&BTreeMap::from([([1], 2)])).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_printed_as_serde_json_prints_it(text in "\\PC{0,12}|[\\x00-\\x7f\\[{\"]{0,12}") {
            let value: Value = json!([text, { text.as_str(): [text, {}] }]);
            prop_assert_eq!(print(&value).unwrap(), serde_json::to_string(&value).unwrap());
        }
    }
}
