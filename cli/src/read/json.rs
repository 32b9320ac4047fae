//! JSON values one after the other: of an array, of JSON Lines, or simply in a row.

use super::Text;
use crate::failure::{Carried, Failure};
use serde::Deserializer as _;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::io::{self, BufRead};
use std::path::Path;

/// The longest line of JSON Lines.
const LONGEST_LINE: u64 = 64 << 20;

/// Takes a value: its line (of JSON Lines) or its number in the array, from 1, and its text. Answers whether to go on.
pub type TakeValue<'a> = dyn FnMut(u64, &str) -> Result<bool, Failure> + 'a;

/// Hands every line that is not blank to `take`. Whether it is JSON is for the core to say.
pub fn lines(path: &Path, mut text: Text, take: &mut TakeValue<'_>) -> Result<(), Failure> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        let read = io::Read::take(&mut text, LONGEST_LINE).read_until(b'\n', &mut line);
        match read.map_err(|error| Failure::reading(path, &error))? {
            0 => return Ok(()),
            count if count as u64 == LONGEST_LINE => return Err(Failure::reading(path, &too_long(number))),
            _ => {}
        }
        let value = String::from_utf8_lossy(&line);
        if !value.trim().is_empty() && !take(number, value.trim())? {
            return Ok(());
        }
    }
}

/// Hands every element of an array to `take`.
pub fn array(path: &Path, text: Text, take: &mut TakeValue<'_>) -> Result<(), Failure> {
    let mut stopped = None;
    let mut json = serde_json::Deserializer::from_reader(text);
    let result = json.deserialize_seq(Elements { take, stopped: &mut stopped });
    match (stopped, result) {
        (Some(outcome), _) => outcome,
        (None, Ok(())) => json.end().map_err(|error| wrong(path, &error)),
        (None, Err(error)) => Err(wrong(path, &error)),
    }
}

/// Hands every value to `take`.
pub fn values(path: &Path, text: Text, take: &mut TakeValue<'_>) -> Result<(), Failure> {
    let values = serde_json::Deserializer::from_reader(text).into_iter::<Box<RawValue>>();
    for (number, value) in (1..).zip(values) {
        let value = value.map_err(|error| wrong(path, &error))?;
        if !take(number, value.get())? {
            return Ok(());
        }
    }
    Ok(())
}

struct Elements<'a, 'b> {
    take: &'a mut TakeValue<'b>,
    /// Why the array was not read to its end.
    stopped: &'a mut Option<Result<(), Failure>>,
}

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(value) = elements.next_element::<Box<RawValue>>()? {
            number += 1;
            let outcome = match (self.take)(number, value.get()) {
                Ok(true) => continue,
                Ok(false) => Ok(()),
                Err(failure) => Err(failure),
            };
            *self.stopped = Some(outcome);
            return Err(A::Error::custom("stopped"));
        }
        Ok(())
    }
}

fn wrong(path: &Path, error: &serde_json::Error) -> Failure {
    if error.is_io() {
        // What our own reader says has been carried through serde's error as text only; the I/O error keeps its kind.
        return Failure::new("F005", format!("读不了：{error}"), format!("cannot be read: {error}"))
            .at(path.display().to_string());
    }
    let (line, column) = (error.line(), error.column());
    let what = if error.is_eof() {
        (
            "JSON 不完整，到文件末尾还没有结束".to_owned(),
            "the JSON is incomplete: it does not end where the file does".to_owned(),
        )
    } else {
        (format!("JSON 写法有误（{error}）"), format!("wrong JSON ({error})"))
    };
    Failure::new("F009", what.0, what.1).at(format!("{}:{line}:{column}", path.display()))
}

fn too_long(number: u64) -> io::Error {
    Carried::error("F013", format!("第 {number} 行超过 64 MB"), format!("line {number} is longer than 64 MB"))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = fn(&Path, Text, &mut TakeValue<'_>) -> Result<(), Failure>;

    fn collect(read: Read, text: &str, most: usize) -> Result<Vec<(u64, String)>, Failure> {
        let source: Box<dyn io::Read> = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let mut all = Vec::new();
        read(Path::new("a.json"), Text::new(source), &mut |number, value| {
            all.push((number, value.to_owned()));
            Ok(all.len() < most)
        })?;
        Ok(all)
    }

    #[test]
    fn values_come_one_by_one() {
        let two = |one: u64, other: u64| vec![(one, "{\"id\":1}".to_owned()), (other, "{\"id\":2}".to_owned())];
        assert_eq!(collect(array, "[{\"id\":1},\n {\"id\":2}]\n", 9).unwrap(), two(1, 2));
        assert_eq!(collect(lines, "{\"id\":1}\n\n{\"id\":2}", 9).unwrap(), two(1, 3));
        assert_eq!(collect(values, "{\"id\":1}\n{\"id\":2}", 9).unwrap(), two(1, 2));
        assert_eq!(collect(array, "[1,2,x", 1).unwrap().len(), 1);
        assert_eq!(collect(array, "[]", 9).unwrap(), []);
    }

    #[test]
    fn cut_arrays_are_told_after_what_was_there() {
        let failure = collect(array, "[{\"id\":1},{\"id\":", 9);
        assert!(
            matches!(failure, Err(Failure::Told(told)) if told.code == "F009" && told.place.as_deref() == Some("a.json:1:16"))
        );
        assert!(collect(array, "[1] 2", 9).is_err());
    }
}
