//! JSON values one after the other: of an array, of JSON Lines, or simply in a row.

use crate::error::{Error, ErrorKind};
use crate::message::Message;
use serde::Deserializer as _;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::io::{BufRead, Read};

/// The longest line of JSON Lines.
const LONGEST_LINE: u64 = 64 << 20;

/// Hands every line that is not blank to `take`, with its number. Whether it is JSON is for the reader of places to say.
pub(super) fn lines<E: From<Error>>(
    mut text: impl BufRead,
    mut take: impl FnMut(u64, &str) -> Result<bool, E>,
) -> Result<(), E> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        match text.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(Error::reading)? {
            0 => return Ok(()),
            count if count as u64 == LONGEST_LINE => return Err(too_long(number).into()),
            _ => {}
        }
        let value = String::from_utf8_lossy(&line);
        if !value.trim().is_empty() && !take(number, value.trim())? {
            return Ok(());
        }
    }
}

/// Hands every element of an array to `take`, with its number from 1.
pub(super) fn array<E: From<Error>>(text: impl Read, take: impl FnMut(u64, &str) -> Result<bool, E>) -> Result<(), E> {
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(text);
    let result = json.deserialize_seq(Elements { take, stopped: &mut stopped });
    match (stopped, result) {
        (Some(outcome), _) => outcome,
        (None, Ok(())) => json.end().map_err(|error| wrong(&error).into()),
        (None, Err(error)) => Err(wrong(&error).into()),
    }
}

/// Hands every value to `take`, with its number from 1.
pub(super) fn values<E: From<Error>>(
    text: impl Read,
    mut take: impl FnMut(u64, &str) -> Result<bool, E>,
) -> Result<(), E> {
    let values = serde_json::Deserializer::from_reader(text).into_iter::<Box<RawValue>>();
    for (number, value) in (1..).zip(values) {
        let value = value.map_err(|error| wrong(&error))?;
        if !take(number, value.get())? {
            return Ok(());
        }
    }
    Ok(())
}

struct Elements<'a, T, E> {
    take: T,
    /// Why the array was not read to its end.
    stopped: &'a mut Option<Result<(), E>>,
}

impl<'de, T: FnMut(u64, &str) -> Result<bool, E>, E> Visitor<'de> for Elements<'_, T, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(value) = elements.next_element::<Box<RawValue>>()? {
            number += 1;
            let outcome = match (self.take)(number, value.get()) {
                Ok(true) => continue,
                Ok(false) => Ok(()),
                Err(error) => Err(error),
            };
            *self.stopped = Some(outcome);
            return Err(A::Error::custom("stopped"));
        }
        Ok(())
    }
}

fn wrong(error: &serde_json::Error) -> Error {
    if error.is_io() {
        // What our own reader says has been carried through serde's error as text only.
        let message = Message::new(format!("读不了：{error}"), format!("cannot be read: {error}"));
        return Error::new(ErrorKind::Input, "F005", message);
    }
    let message = if error.is_eof() {
        Message::new("JSON 不完整，到文件末尾还没有结束", "the JSON is incomplete: it does not end where the file does")
    } else {
        Message::new(format!("JSON 写法有误（{error}）"), format!("wrong JSON ({error})"))
    };
    Error::new(ErrorKind::Input, "F009", message).at(error.line(), error.column())
}

fn too_long(number: u64) -> Error {
    let message = Message::new(format!("第 {number} 行超过 64 MB"), format!("line {number} is longer than 64 MB"));
    Error::new(ErrorKind::Limit, "F013", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Take<'a> = &'a mut dyn FnMut(u64, &str) -> Result<bool, Error>;
    type Split = fn(&[u8], Take<'_>) -> Result<(), Error>;

    const ARRAY: Split = |text, take| array(text, take);
    const LINES: Split = |text, take| lines(text, take);
    const VALUES: Split = |text, take| values(text, take);

    fn collect(split: Split, text: &str, most: usize) -> Result<Vec<(u64, String)>, Error> {
        let mut all = Vec::new();
        split(text.as_bytes(), &mut |number, value| {
            all.push((number, value.to_owned()));
            Ok(all.len() < most)
        })?;
        Ok(all)
    }

    #[test]
    fn values_come_one_by_one() {
        let two = |one: u64, other: u64| vec![(one, "{\"id\":1}".to_owned()), (other, "{\"id\":2}".to_owned())];
        assert_eq!(collect(ARRAY, "[{\"id\":1},\n {\"id\":2}]\n", 9).unwrap(), two(1, 2));
        assert_eq!(collect(LINES, "{\"id\":1}\n\n{\"id\":2}", 9).unwrap(), two(1, 3));
        assert_eq!(collect(VALUES, "{\"id\":1}\n{\"id\":2}", 9).unwrap(), two(1, 2));
        assert_eq!(collect(ARRAY, "[1,2,x", 1).unwrap().len(), 1);
        assert_eq!(collect(ARRAY, "[]", 9).unwrap(), []);
    }

    #[test]
    fn cut_arrays_are_told_after_what_was_there() {
        let error = collect(ARRAY, "[{\"id\":1},{\"id\":", 9).unwrap_err();
        assert_eq!((error.code(), error.location().as_deref()), ("F009", Some("1:16")));
        assert!(collect(ARRAY, "[1] 2", 9).is_err());
    }
}
