//! One input of all places: values, which of them are known, and which do not apply.

use super::{Bits, InputType};
use crate::date::Date;

/// One value of one place.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nobody knows.
    Unknown,
    /// There is no such thing at the place.
    NotApplicable,
    /// A bool fact.
    Bool(bool),
    /// A number fact, finite.
    Number(f64),
    /// A text fact.
    Text(String),
    /// A choice: the index of its option.
    Choice(usize),
    /// Tags: bit i stands for option i.
    Tags(u64),
    /// A date fact.
    Date(Date),
    /// An observed check: whether it fails.
    Fails(bool),
}

/// The stored values; what stands where a value is not known means nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Bool facts, and observed checks (1 = fails).
    Bits(Bits),
    /// Numbers; dates as day numbers; choices as option indices; texts as indices into the dictionary.
    Numbers(Vec<f64>),
    /// Tags.
    Tags(Vec<u64>),
}

/// One input of all places.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub(crate) values: Values,
    pub(crate) known: Bits,
    pub(crate) not_applicable: Bits,
}

impl Column {
    /// An empty column for an input of the given type.
    pub fn new(input_type: &InputType) -> Self {
        let values = match input_type {
            InputType::Bool | InputType::Answer => Values::Bits(Bits::default()),
            InputType::Tags(_) => Values::Tags(Vec::new()),
            _ => Values::Numbers(Vec::new()),
        };
        Self { values, known: Bits::default(), not_applicable: Bits::default() }
    }

    /// Adds the value of one more place. A value that does not fit the column's type counts as unknown.
    pub fn push(&mut self, value: &Value, texts: &mut Texts) {
        let known = match (&mut self.values, value) {
            (Values::Bits(bits), Value::Bool(bit) | Value::Fails(bit)) => {
                bits.push(*bit);
                true
            }
            (Values::Numbers(numbers), Value::Number(number)) => {
                numbers.push(*number);
                true
            }
            (Values::Numbers(numbers), Value::Choice(index)) => {
                numbers.push(*index as f64);
                true
            }
            (Values::Numbers(numbers), Value::Date(date)) => {
                numbers.push(date.day_number());
                true
            }
            (Values::Numbers(numbers), Value::Text(text)) => {
                numbers.push(f64::from(texts.code(text)));
                true
            }
            (Values::Tags(tags), Value::Tags(set)) => {
                tags.push(*set);
                true
            }
            (values, _) => {
                match values {
                    Values::Bits(bits) => bits.push(false),
                    Values::Numbers(numbers) => numbers.push(0.0),
                    Values::Tags(tags) => tags.push(0),
                }
                false
            }
        };
        self.known.push(known);
        self.not_applicable.push(matches!(value, Value::NotApplicable));
    }
}

/// The texts of one table, each once.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    list: Vec<String>,
    codes: std::collections::HashMap<String, u32>,
}

impl Texts {
    /// The code of a text, new or old.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = self.list.len() as u32;
        self.list.push(text.to_owned());
        self.codes.insert(text.to_owned(), code);
        code
    }

    /// The text of a code.
    pub fn text(&self, code: f64) -> &str {
        self.list.get(code as usize).map_or("", String::as_str)
    }

    /// All texts, by code.
    pub fn list(&self) -> &[String] {
        &self.list
    }
}
