//! One input of places of one set of kinds: values, which of them are known, and which do not apply.

use super::{Bits, InputType};
use crate::date::Date;
use crate::hash::Lookup;

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
#[derive(Clone, Debug)]
pub enum Values {
    /// Bool facts, and observed checks (1 = fails).
    Bits(Bits),
    /// Numbers; dates as day numbers.
    Numbers(Vec<f64>),
    /// Choices: the index of the option, of which there are 64 at most.
    Choices(Vec<u8>),
    /// Tags.
    Tags(Vec<u64>),
    /// Texts, as indices into the dictionary.
    Texts(Vec<u32>),
}

/// One input of places. It ends with the last row of which something is known: the rows after it are unknown, so that
/// inputs nobody gives cost nothing.
#[derive(Clone, Debug)]
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
            InputType::Choice(_) => Values::Choices(Vec::new()),
            InputType::Text => Values::Texts(Vec::new()),
            InputType::Number(_) | InputType::Date => Values::Numbers(Vec::new()),
        };
        Self { values, known: Bits::default(), not_applicable: Bits::default() }
    }

    /// Sets the value of a row past the end. A value that does not fit the column's type counts as unknown.
    pub fn set(&mut self, row: usize, value: &Value, texts: &mut Texts) {
        match (&mut self.values, value) {
            (_, Value::Unknown) => return,
            (_, Value::NotApplicable) => return self.not_applicable.set(row),
            (Values::Bits(_), Value::Bool(false) | Value::Fails(false)) => {}
            (Values::Bits(bits), Value::Bool(true) | Value::Fails(true)) => bits.set(row),
            (Values::Numbers(numbers), Value::Number(number)) => put(numbers, row, *number),
            (Values::Numbers(numbers), Value::Date(date)) => put(numbers, row, date.day_number()),
            (Values::Choices(choices), Value::Choice(index @ 0..64)) => put(choices, row, *index as u8),
            (Values::Texts(codes), Value::Text(text)) => put(codes, row, texts.code(text)),
            (Values::Tags(tags), Value::Tags(set)) => put(tags, row, *set),
            _ => return,
        }
        self.known.set(row);
    }

    /// Forgets the value of a row.
    pub(super) fn unset(&mut self, row: usize) {
        if let Values::Bits(bits) = &mut self.values {
            bits.unset(row);
        }
        self.known.unset(row);
        self.not_applicable.unset(row);
    }

    /// Some rows of it, as a column of their own.
    pub(super) fn rows(&self, rows: &[u32]) -> Self {
        let bits = |bits: &Bits| {
            let mut own = Bits::default();
            rows.iter().enumerate().filter(|(_, row)| bits.get(**row as usize)).for_each(|(at, _)| own.set(at));
            own
        };
        let values = match &self.values {
            Values::Bits(own) => Values::Bits(bits(own)),
            Values::Numbers(own) => Values::Numbers(picked(own, rows)),
            Values::Choices(own) => Values::Choices(picked(own, rows)),
            Values::Tags(own) => Values::Tags(picked(own, rows)),
            Values::Texts(own) => Values::Texts(picked(own, rows)),
        };
        Self { values, known: bits(&self.known), not_applicable: bits(&self.not_applicable) }
    }

    /// Drops all rows and keeps the room they took.
    pub fn clear(&mut self) {
        match &mut self.values {
            Values::Bits(bits) => bits.clear(),
            Values::Numbers(numbers) => numbers.clear(),
            Values::Choices(choices) => choices.clear(),
            Values::Tags(tags) => tags.clear(),
            Values::Texts(texts) => texts.clear(),
        }
        self.known.clear();
        self.not_applicable.clear();
    }
}

fn picked<T: Copy + Default>(values: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().map(|row| values.get(*row as usize).copied().unwrap_or_default()).collect()
}

#[inline]
fn put<T: Default + Clone>(values: &mut Vec<T>, row: usize, value: T) {
    if let Some(own) = values.get_mut(row) {
        *own = value;
        return;
    }
    if values.len() < row {
        values.resize(row, T::default());
    }
    values.push(value);
}

/// The texts of one table, each once.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    list: Vec<String>,
    codes: Lookup<String, usize>,
}

impl Texts {
    /// The code of a text, new or old.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code as u32;
        }
        let code = self.list.len();
        self.list.push(text.to_owned());
        self.codes.insert(text.to_owned(), code);
        code as u32
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> &str {
        self.list.get(code as usize).map_or("", String::as_str)
    }

    /// Forgets all texts.
    pub fn clear(&mut self) {
        self.list.clear();
        self.codes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_left_out_are_unknown() {
        let mut texts = Texts::default();
        let mut column = Column::new(&InputType::Number(None));
        column.set(2, &Value::Number(5.0), &mut texts);
        column.set(3, &Value::Unknown, &mut texts);
        column.set(4, &Value::NotApplicable, &mut texts);
        column.set(5, &Value::Bool(true), &mut texts);
        column.set(70, &Value::Number(7.0), &mut texts);
        let known: Vec<usize> = (0..80).filter(|row| column.known.get(*row)).collect();
        let not_applicable: Vec<usize> = (0..80).filter(|row| column.not_applicable.get(*row)).collect();
        assert_eq!((known, not_applicable), (vec![2, 70], vec![4]));
        assert!(matches!(&column.values, Values::Numbers(numbers) if numbers[2] == 5.0 && numbers[70] == 7.0));
        column.clear();
        column.set(0, &Value::Unknown, &mut texts);
        assert!((0..80).all(|row| !column.known.get(row) && !column.not_applicable.get(row)));
        assert!(column.not_applicable.is_empty());
    }
}
