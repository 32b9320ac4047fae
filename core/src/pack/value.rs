//! Values as written in a file, each with its place. TOML's own types end here.

use super::item::{Expression, ExpressionSource};
use crate::date::Date;
use crate::diagnostic::Span;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub span: Span,
    pub value: Value,
    /// A mistake in TOML touches it and has been reported: what else seems wrong with it is not.
    pub doubtful: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Expression),
    Integer(i64),
    Number(f64),
    Bool(bool),
    Date(Date),
    /// A time, or a date with a time: nothing here takes one.
    Time,
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// Its mistake has been reported.
    Broken,
}

/// A key of a table and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: Cow<'static, str>,
    pub key_span: Span,
    pub node: Node,
}

/// The text of a file while its values are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub file: u32,
    pub layer: u32,
    /// Where mistakes in TOML were found.
    pub mistakes: &'a [Range<usize>],
}

impl Reading<'_> {
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }

    /// Whether a mistake in TOML touches a stretch of the file.
    pub fn touched(&self, range: &Range<usize>) -> bool {
        self.mistakes.iter().any(|mistake| mistake.start <= range.end && range.start <= mistake.end)
    }

    /// The entries of a table, in the order written.
    pub fn entries(&self, table: &DeTable<'_>) -> Vec<Entry> {
        let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
            let mut node = self.node(value);
            node.doubtful |= self.touched(&key.span());
            Entry { key: Cow::Owned(key.get_ref().to_string()), key_span: self.span(&key.span()), node }
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        entries
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        Node { span: self.span(&range), doubtful: self.touched(&range), value: self.value(value.get_ref(), &range) }
    }

    fn value(&self, value: &DeValue<'_>, range: &Range<usize>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(self.text(text, range)),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                // The parser puts a 0 from nowhere where a value is missing.
                Ok(0) if range.is_empty() => Value::Broken,
                Ok(integer) => Value::Integer(integer),
                Err(_) => integer.as_str().parse().map_or(Value::Broken, Value::Number),
            },
            DeValue::Float(float) => float.as_str().parse().map_or(Value::Broken, Value::Number),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(moment) => {
                let date = moment.date.filter(|_| moment.time.is_none());
                date.and_then(|date| Date::new(date.year.into(), date.month.into(), date.day.into()))
                    .map_or(Value::Time, Value::Date)
            }
            DeValue::Array(list) => Value::List(list.iter().map(|value| self.node(value)).collect()),
            DeValue::Table(table) => Value::Table(self.entries(table)),
        }
    }

    /// A text with the place of what stands between its quotes.
    fn text(&self, text: &str, range: &Range<usize>) -> Expression {
        let raw = self.text.get(range.clone()).unwrap_or("");
        let quoted = ["'''", "\"\"\"", "'", "\""]
            .iter()
            .find(|quote| raw.len() >= 2 * quote.len() && raw.starts_with(**quote) && raw.ends_with(**quote));
        let quote = quoted.map_or(0, |quote| quote.len());
        let mut content = range.start + quote..range.end - quote;
        if quote == 3 {
            // The newline right after three quotes is not part of the text.
            let inner = self.text.get(content.clone()).unwrap_or("");
            content.start +=
                inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).map_or(0, |rest| inner.len() - rest.len());
        }
        let direct = self.text.get(content.clone()) == Some(text);
        // Unquoted text is a mistake already reported; full-width quotes around it are the usual reason.
        let text = if quote == 0 { text.trim_matches(['“', '”', '‘', '’', '＂', '＇']) } else { text };
        let source = ExpressionSource { span: self.span(&content), direct, layer: self.layer };
        Expression { text: text.to_owned(), source: Some(source) }
    }
}

impl Node {
    /// The value of a key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node),
            _ => None,
        }
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::Table(entries) => entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node),
            _ => None,
        }
    }

    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    pub fn list(&self) -> &[Self] {
        match &self.value {
            Value::List(list) => list,
            _ => &[],
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(&text.text),
            _ => None,
        }
    }

    pub fn expression(&self) -> Option<Expression> {
        match &self.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Takes a text out; an empty one stays.
    pub fn take_expression(&mut self) -> Option<Expression> {
        match &mut self.value {
            Value::Text(text) => Some(Expression { text: std::mem::take(&mut text.text), source: text.source }),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Integer(integer) => Some(integer as f64),
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self.value {
            Value::Integer(integer) => Some(integer),
            _ => None,
        }
    }

    pub fn truth(&self) -> Option<bool> {
        match self.value {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// A date, also one written as a text.
    pub fn date(&self) -> Option<Date> {
        match &self.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => text.text.parse().ok(),
            _ => None,
        }
    }

    pub fn is_broken(&self) -> bool {
        matches!(self.value, Value::Broken)
    }

    pub fn set_layer(&mut self, layer: u32) {
        match &mut self.value {
            Value::Text(text) => text.source.iter_mut().for_each(|source| source.layer = layer),
            Value::List(list) => list.iter_mut().for_each(|node| node.set_layer(layer)),
            Value::Table(entries) => entries.iter_mut().for_each(|entry| entry.node.set_layer(layer)),
            _ => {}
        }
    }

    /// Whether two values say the same, wherever they stand.
    pub fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Text(one), Value::Text(two)) => one.text == two.text,
            (Value::Bool(one), Value::Bool(two)) => one == two,
            (Value::Date(one), Value::Date(two)) => one == two,
            (Value::List(one), Value::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.same(two))
            }
            (Value::Table(one), Value::Table(two)) => {
                one.len() == two.len()
                    && one.iter().all(|entry| other.get(&entry.key).is_some_and(|value| entry.node.same(value)))
            }
            (Value::Time, Value::Time) | (Value::Broken, Value::Broken) => true,
            _ => self.number().is_some() && self.number() == other.number(),
        }
    }
}
