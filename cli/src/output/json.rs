//! JSON: one array, or one object a line, in the order of the input, written as rows come.

use super::report::{Kept, Report, Row};
use super::target::Target;
use crate::failure::Failure;
use paicha::number;
use serde::Serialize;
use serde_json::{Map, Value};

/// Writes rows as JSON.
pub struct JsonReport {
    target: Target,
    array: bool,
    rows: usize,
}

/// A row with the columns that were kept.
#[derive(Serialize)]
struct WithKept<'a, T> {
    #[serde(flatten)]
    row: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Map<String, Value>>,
}

impl JsonReport {
    /// One array, or one object a line.
    pub fn new(target: Target, array: bool) -> Self {
        Self { target, array, rows: 0 }
    }

    fn put<T: Serialize>(&mut self, row: &T, kept: &Kept) -> Result<(), Failure> {
        let text = if kept.is_empty() { number::to_json(row)? } else { number::to_json(&with_kept(row, kept))? };
        let before = match (self.array, self.rows) {
            (false, _) => "",
            (true, 0) => "[\n",
            (true, _) => ",\n",
        };
        self.rows += 1;
        self.target.put(before.as_bytes())?;
        self.target.put(text.as_bytes())?;
        if self.array { Ok(()) } else { self.target.put(b"\n") }
    }
}

fn with_kept<'a, T>(row: &'a T, kept: &Kept) -> WithKept<'a, T> {
    let columns = kept.columns().map(|(header, cell)| (header.to_owned(), Value::String(cell.to_owned()))).collect();
    WithKept { row, columns: Some(columns) }
}

impl Report for JsonReport {
    fn row(&mut self, row: Row) -> Result<(), Failure> {
        match row {
            Row::Place(place) => self.put(&place.assessment, &place.kept),
            Row::Error(error) => self.put(&error.row, &error.kept),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        match (self.array, self.rows) {
            (false, _) => {}
            (true, 0) => self.target.put(b"[]\n")?,
            (true, _) => self.target.put(b"\n]\n")?,
        }
        self.target.finish()
    }
}

/// JSON for one object, indented for people who read it, numbers as ECMAScript prints them.
pub fn pretty<T: Serialize>(value: &T) -> Result<String, Failure> {
    let compact = number::to_json(value)?;
    Ok(indent(&compact))
}

/// Indents compact JSON without reading its numbers, so that they stay as printed.
fn indent(compact: &str) -> String {
    let mut text = String::with_capacity(compact.len() * 2);
    let (mut depth, mut inside, mut escaped) = (0usize, false, false);
    let mut characters = compact.chars().peekable();
    while let Some(character) = characters.next() {
        if inside {
            text.push(character);
            inside = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        match character {
            '{' | '[' => {
                text.push(character);
                if characters.next_if(|next| matches!(next, '}' | ']')).map(|close| text.push(close)).is_none() {
                    depth += 1;
                    new_line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push(character);
            }
            ',' => {
                text.push(',');
                new_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            '"' => {
                inside = true;
                text.push('"');
            }
            other => text.push(other),
        }
    }
    text.push('\n');
    text
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indents_and_changes_nothing() {
        let compact = r#"{"a":[1,{"b":"x:{\"},"}],"c":{},"d":[],"e":1e+21}"#;
        let text = indent(compact);
        assert!(text.contains("\n  \"a\": [\n    1,\n    {\n      \"b\": \"x:{\\\"},\"\n    }\n  ],\n  \"c\": {},\n"));
        let one: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(one, serde_json::from_str::<Value>(compact).unwrap());
    }
}
