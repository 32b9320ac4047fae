//! JSON in its one canonical form: keys sorted, numbers as ECMAScript prints them, no `provenance`.
//!
//! Written in one go. What serde_json offers for it, a tree of values or a formatter, costs many times as much.

use super::PROVENANCE;
use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};
use serde_json::Error;
use std::io::Write;
use std::ops::Range;

/// A value as canonical JSON. Keys of maps are texts.
pub(super) fn canonical(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut text = Text::default();
    value.serialize(&mut text)?;
    Ok(text.bytes)
}

#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    /// Where the entries of the open objects start.
    starts: Vec<usize>,
    /// The entries of the object that ends, as they were written.
    written: Vec<u8>,
    /// The same, where each lies.
    entries: Vec<Entry>,
}

/// An entry, with its first bytes as a number: these alone nearly always tell which comes first.
struct Entry {
    first: u64,
    range: Range<usize>,
}

impl Entry {
    fn new(written: &[u8], range: Range<usize>) -> Self {
        let mut first = [0; 8];
        let bytes = written.get(range.clone()).unwrap_or_default();
        first.iter_mut().zip(bytes).for_each(|(first, byte)| *first = *byte);
        Self { first: u64::from_be_bytes(first), range }
    }
}

impl Text {
    fn quoted(&mut self, text: &str) {
        // Without a way out, so that it takes many bytes at a time.
        let is_plain = |byte| (byte >= b' ') & (byte != b'"') & (byte != b'\\');
        if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
            self.bytes.push(b'"');
            self.bytes.extend_from_slice(text.as_bytes());
            self.bytes.push(b'"');
        } else {
            self.bytes.extend(serde_json::Value::from(text).to_string().bytes());
        }
    }

    fn shown(&mut self, value: impl std::fmt::Display) -> Result<(), Error> {
        write!(self.bytes, "{value}").map_err(Error::io)
    }

    fn list(&mut self, end: &'static str) -> List<'_> {
        self.bytes.push(b'[');
        List { first: true, end, text: self }
    }

    fn object(&mut self, end: &'static str) -> Object<'_> {
        self.bytes.push(b'{');
        Object { before: self.starts.len(), end, text: self }
    }

    /// `{"variant":`
    fn variant(&mut self, variant: &str) {
        self.bytes.push(b'{');
        self.key(variant);
    }

    /// The name of a field or variant: nothing in it needs an escape.
    fn key(&mut self, name: &str) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b"\":");
    }

    /// Puts the entries of the object that ends in order; those of the objects in it are in order by then.
    fn sort(&mut self, before: usize) {
        let starts = self.starts.get(before..).unwrap_or_default();
        let from = starts.first().copied().unwrap_or(self.bytes.len());
        if starts.len() > 1 {
            self.written.clear();
            self.written.extend_from_slice(self.bytes.get(from..).unwrap_or_default());
            self.bytes.truncate(from);
            let ends = starts.iter().skip(1).map(|start| start - from).chain([self.written.len()]);
            let ranges = starts.iter().zip(ends).map(|(start, end)| start - from..end);
            self.entries.clear();
            self.entries.extend(ranges.map(|range| Entry::new(&self.written, range)));
            // A quote ends each key, and comes before every letter.
            let written = |entry: &Entry| self.written.get(entry.range.clone()).unwrap_or_default();
            let order =
                |one: &Entry, two: &Entry| one.first.cmp(&two.first).then_with(|| written(one).cmp(written(two)));
            self.entries.sort_unstable_by(order);
            for (index, entry) in self.entries.iter().map(written).enumerate() {
                if index > 0 {
                    self.bytes.push(b',');
                }
                self.bytes.extend_from_slice(entry);
            }
        }
        self.starts.truncate(before);
    }
}

/// A list being written, and what ends it.
struct List<'a> {
    text: &'a mut Text,
    first: bool,
    end: &'static str,
}

impl List<'_> {
    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if !std::mem::take(&mut self.first) {
            self.text.bytes.push(b',');
        }
        value.serialize(&mut *self.text)
    }

    fn close(self) {
        self.text.bytes.extend_from_slice(self.end.as_bytes());
    }
}

/// An object being written, and what ends it.
struct Object<'a> {
    text: &'a mut Text,
    before: usize,
    end: &'static str,
}

impl Object<'_> {
    fn entry(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if key == PROVENANCE {
            return Ok(());
        }
        self.text.starts.push(self.text.bytes.len());
        self.text.key(key);
        value.serialize(&mut *self.text)
    }

    fn close(self) {
        self.text.sort(self.before);
        self.text.bytes.extend_from_slice(self.end.as_bytes());
    }
}

macro_rules! shown {
    ($($name:ident $ty:ty),*) => { $(fn $name(self, value: $ty) -> Result<(), Error> { self.shown(value) })* };
}

impl<'a> Serializer for &'a mut Text {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = List<'a>;
    type SerializeMap = Object<'a>;
    type SerializeStruct = Object<'a>;
    type SerializeStructVariant = Object<'a>;

    shown!(serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);
    shown!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64);

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        // Most numbers are whole, and those of this size are printed as whole numbers are.
        if f64::from(value as i32) == value {
            return self.serialize_i32(value as i32);
        }
        if value.is_finite() {
            self.bytes.extend_from_slice(ryu_js::Buffer::new().format(value + 0.0).as_bytes());
            return Ok(());
        }
        self.serialize_unit()
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.quoted(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.quoted(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.bytes.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, Error> {
        Ok(self.list("]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, Error> {
        Ok(self.list("]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a>, Error> {
        Ok(self.list("]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'a>, Error> {
        self.variant(variant);
        Ok(self.list("]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a>, Error> {
        Ok(self.object("}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'a>, Error> {
        Ok(self.object("}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object<'a>, Error> {
        self.variant(variant);
        Ok(self.object("}}"))
    }
}

macro_rules! list {
    ($($name:ident $item:ident),*) => { $(
        impl $name for List<'_> {
            type Ok = ();
            type Error = Error;

            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )* };
}

list!(SerializeSeq serialize_element, SerializeTuple serialize_element);
list!(SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field);

macro_rules! object {
    ($($name:ident),*) => { $(
        impl $name for Object<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.entry(key, value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )* };
}

object!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Object<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.text.starts.push(self.text.bytes.len());
        key.serialize(&mut *self.text)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.text.bytes.push(b':');
        value.serialize(&mut *self.text)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}
