//! JSON as the core reads and writes it: a place, a record, a bundle, a result. One reader and one writer of text, for
//! every build.
//!
//! serde_json was too large for a web page (its code for the types of a bundle alone was half of the module), and it
//! rounds a number of many digits not quite as JavaScript does.

mod print;
mod scan;
mod tree;
mod typed;

pub(crate) use print::print;
pub(crate) use scan::Scanner;
pub(crate) use tree::{Json, parse};
pub(crate) use typed::{FromJson, Reader, from_json, names};

/// Reads a value that a test made.
#[cfg(test)]
#[allow(clippy::panic)]
pub(crate) fn from_value<T: FromJson>(value: &serde_json::Value) -> T {
    let json = Json::of(value);
    let mut reader = Reader::default();
    let read = T::from_json(&json, &mut reader);
    match reader.finish(&json) {
        None => read,
        Some(wrong) => panic!("{wrong}"),
    }
}
