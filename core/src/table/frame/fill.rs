//! Columns of a frame become columns of places. A value that is not plainly in order makes its row an odd one, to be read
//! again cell by cell: that says what is wrong, or that all is well.

use super::super::column::Texts as Dictionary;
use super::super::{Bits, Cell, Column, Input, InputType, Value, Values, read_cell};
use super::cache::Cache;
use super::column::{BitSlice, FrameColumn, TextRows};
use crate::eval::pack_each;
use crate::pack::item::Range;

/// Rows at once.
const BLOCK: usize = 64;

/// Rows that are to be read again, 64 to a word.
#[derive(Debug)]
pub struct Odd(Vec<u64>);

impl Odd {
    /// None of so many rows.
    pub fn new(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(BLOCK)])
    }

    /// Adds a row.
    pub fn add(&mut self, row: usize) {
        self.add_word(row / BLOCK, 1 << (row % BLOCK));
    }

    fn add_word(&mut self, block: usize, rows: u64) {
        if let Some(word) = self.0.get_mut(block) {
            *word |= rows;
        }
    }

    /// The rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        let blocks = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        blocks.flat_map(|(block, word)| {
            (0..BLOCK).filter(move |row| word >> row & 1 == 1).map(move |row| block * BLOCK + row)
        })
    }
}

/// The column of an input.
pub fn fill(
    column: &FrameColumn<'_>,
    rows: usize,
    input: &Input,
    dictionary: &mut Dictionary,
    odd: &mut Odd,
) -> Column {
    match (*column, &input.input_type) {
        (FrameColumn::Empty, _) => Column::new(&input.input_type),
        (FrameColumn::Numbers(values, known), InputType::Number(unit)) => {
            numbers(values, |value| value, known, (input.range, is_percent(unit)), odd)
        }
        (FrameColumn::Integers(values, known), InputType::Number(unit)) => {
            numbers(values, |value| value as f64, known, (input.range, is_percent(unit)), odd)
        }
        (FrameColumn::Truths(values, known), InputType::Bool) => truths(values, known, rows),
        (_, InputType::Bool | InputType::Answer | InputType::Choice(_)) => match column.texts(rows) {
            Some(texts) => coded(texts, rows, input, odd),
            None => each(column, rows, input, dictionary, odd),
        },
        _ => each(column, rows, input, dictionary, odd),
    }
}

fn is_percent(unit: &Option<String>) -> bool {
    unit.as_deref() == Some("%")
}

/// 1 bits for so many rows.
fn ones(rows: usize) -> u64 {
    if rows >= BLOCK { u64::MAX } else { (1 << rows) - 1 }
}

fn numbers<T: Copy>(
    values: &[T],
    number: impl Fn(T) -> f64 + Copy,
    known: Option<BitSlice<'_>>,
    (range, is_percent): (Range, bool),
    odd: &mut Odd,
) -> Column {
    // Past these no number is finite.
    let (least, most) = (range.min.unwrap_or(f64::MIN).max(f64::MIN), range.max.unwrap_or(f64::MAX).min(f64::MAX));
    let fits = |value: f64| (value >= least) & (value <= most);
    // A share below 1 may have been meant as so many per cent, or as a hundred times as many.
    let is_share = |value: f64| is_percent & (value > 0.0) & (value <= 1.0);
    let (mut own, mut words) = (Vec::with_capacity(values.len()), Vec::with_capacity(values.len().div_ceil(BLOCK)));
    for (block, values) in values.chunks(BLOCK).enumerate() {
        let start = own.len();
        // A zero is never negative.
        own.extend(values.iter().map(|value| number(*value) + 0.0));
        let Some(numbers) = own.get(start..) else { break };
        let mut is_known = known.map_or(u64::MAX, |known| known.word(block * BLOCK)) & ones(values.len());
        let all_plain = numbers.iter().fold(true, |all, value| all & fits(*value) & !is_share(*value));
        if !all_plain {
            is_known &= pack_each(numbers, |value| !value.is_nan());
            odd.add_word(block, is_known & !pack_each(numbers, |value| fits(value) & !is_share(value)));
        }
        words.push(is_known);
    }
    Column { values: Values::Numbers(own), known: Bits::from_words(&words), not_applicable: Bits::default() }
}

fn truths(values: BitSlice<'_>, known: Option<BitSlice<'_>>, rows: usize) -> Column {
    let (mut yes, mut is_known) = (Vec::with_capacity(rows / BLOCK + 1), Vec::with_capacity(rows / BLOCK + 1));
    for start in (0..rows).step_by(BLOCK) {
        let own = ones(rows - start) & known.map_or(u64::MAX, |known| known.word(start));
        is_known.push(own);
        yes.push(values.word(start) & own);
    }
    let values = Values::Bits(Bits::from_words(&yes));
    Column { values, known: Bits::from_words(&is_known), not_applicable: Bits::default() }
}

/// What a text says about an input whose values are few, as bits to be set for its row.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    known: bool,
    yes: bool,
    not_applicable: bool,
    odd: bool,
    choice: u8,
}

impl Said {
    fn of(text: &str, input: &Input) -> Self {
        match read_cell(&Cell::from(text), input) {
            Ok(Value::Bool(yes) | Value::Fails(yes)) => Self { known: true, yes, ..Self::default() },
            Ok(Value::Choice(option @ 0..64)) => Self { known: true, choice: option as u8, ..Self::default() },
            Ok(Value::NotApplicable) => Self { not_applicable: true, ..Self::default() },
            Ok(Value::Unknown) => Self::default(),
            _ => Self { odd: true, ..Self::default() },
        }
    }
}

/// Truths, answers and choices as texts.
fn coded(mut texts: TextRows<'_>, rows: usize, input: &Input, odd: &mut Odd) -> Column {
    let mut cache = Cache::new(Said::default());
    let mut keys = [0; BLOCK];
    let (mut known, mut yes, mut not_applicable) = (Vec::new(), Vec::new(), Vec::new());
    let mut choices = Vec::with_capacity(rows);
    for block in 0..rows.div_ceil(BLOCK) {
        let (mut is_known, mut is_yes, mut is_not_applicable, mut is_odd) = (0, 0, 0, 0);
        let (start, keys) = texts.keys(&mut keys);
        for (row, key) in keys.iter().enumerate() {
            let said = cache.get(*key, start + row, &texts, |text| Said::of(text, input));
            is_known |= u64::from(said.known) << row;
            is_yes |= u64::from(said.yes) << row;
            is_not_applicable |= u64::from(said.not_applicable) << row;
            is_odd |= u64::from(said.odd) << row;
            choices.push(said.choice);
        }
        odd.add_word(block, is_odd);
        known.push(is_known);
        yes.push(is_yes);
        not_applicable.push(is_not_applicable);
    }
    let values = match input.input_type {
        InputType::Choice(_) => Values::Choices(choices),
        _ => Values::Bits(Bits::from_words(&yes)),
    };
    Column { values, known: Bits::from_words(&known), not_applicable: Bits::from_words(&not_applicable) }
}

/// Any other column, value by value.
fn each(column: &FrameColumn<'_>, rows: usize, input: &Input, dictionary: &mut Dictionary, odd: &mut Odd) -> Column {
    let mut own = Column::new(&input.input_type);
    for row in 0..rows {
        let cell = column.cell(row);
        match read_cell(&cell, input) {
            Ok(value) => own.set(row, &value, dictionary),
            Err(_) => odd.add(row),
        }
    }
    own
}
