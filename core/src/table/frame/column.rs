//! Columns as data frames hold them, and each of their values as the cell it would be in a table.

use super::super::Cell;
use crate::date::Date;

/// Texts of rows, wherever they lie.
pub trait Texts: Sync {
    /// The texts of the rows from `start` on, as many as there is room for; none where a row has none.
    fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]);

    /// A key of each text: the same for the same short text and for no other; [`NO_TEXT`] where a row has none, [`LONG`]
    /// for a text that has no key. Who has the texts in such a form already need not make it.
    fn keys(&self, start: usize, into: &mut [u128]) {
        for (own, row) in into.iter_mut().zip(start..) {
            let mut text = [None];
            self.read(row, &mut text);
            *own = text[0].map_or(NO_TEXT, key_of);
        }
    }
}

/// The key of no text.
pub const NO_TEXT: u128 = u128::MAX;
/// The key of texts that are too long for one.
pub const LONG: u128 = u128::MAX - 1;

/// The bytes of a text of 15 at most, and how many they are.
fn key_of(text: &str) -> u128 {
    let bytes = text.as_bytes();
    if bytes.len() > 15 {
        return LONG;
    }
    bytes.iter().fold(0, |key, byte| key << 8 | u128::from(*byte)) << 8 | bytes.len() as u128
}

/// The texts of a column, row by row.
pub(super) struct TextRows<'a> {
    texts: &'a dyn Texts,
    block: [Option<&'a str>; TextRows::BLOCK],
    row: usize,
    rows: usize,
}

impl<'a> TextRows<'a> {
    /// So many texts are read at once.
    const BLOCK: usize = 64;

    /// The keys of the next 64 texts, or of what is left; the first's row.
    pub(super) fn keys<'k>(&mut self, into: &'k mut [u128; 64]) -> (usize, &'k [u128]) {
        let start = self.row;
        let count = Self::BLOCK.min(self.rows - start);
        let keys = into.get_mut(..count).unwrap_or_default();
        self.texts.keys(start, keys);
        self.row += count;
        (start, keys)
    }

    /// The text of a row.
    pub(super) fn one(&self, row: usize) -> Option<&'a str> {
        let mut one = [None];
        self.texts.read(row, &mut one);
        one[0]
    }

    /// The next 64 texts, or what is left.
    pub(super) fn block(&mut self) -> &[Option<&'a str>] {
        let count = Self::BLOCK.min(self.rows - self.row);
        let Some(block) = self.block.get_mut(..count) else { return &[] };
        self.texts.read(self.row, block);
        self.row += count;
        block
    }
}

impl<'a> Iterator for TextRows<'a> {
    type Item = Option<&'a str>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.row == self.rows {
            return None;
        }
        let at = self.row % Self::BLOCK;
        if at == 0 {
            let count = Self::BLOCK.min(self.rows - self.row);
            self.texts.read(self.row, self.block.get_mut(..count)?);
        }
        self.row += 1;
        self.block.get(at).copied()
    }
}

/// Bits of rows, the first in the lowest bit of the first byte.
#[derive(Clone, Copy, Debug)]
pub struct BitSlice<'a> {
    bytes: &'a [u8],
    start: usize,
}

impl<'a> BitSlice<'a> {
    /// The bits from `start` on.
    pub fn new(bytes: &'a [u8], start: usize) -> Self {
        Self { bytes, start }
    }

    /// The bit of a row; 0 past the end.
    pub fn get(self, row: usize) -> bool {
        let bit = self.start + row;
        self.byte(bit / 8) >> (bit % 8) & 1 == 1
    }

    fn byte(self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    /// The bits of 64 rows, the first in the lowest; 0 past the end.
    pub fn word(self, row: usize) -> u64 {
        let bit = self.start + row;
        let (first, shift) = (bit / 8, bit % 8);
        let eight = self.bytes.get(first..).and_then(|rest| rest.first_chunk::<8>());
        let low = eight.map_or_else(
            || (0..8).rev().fold(0, |word, index| word << 8 | u64::from(self.byte(first + index))),
            |bytes| u64::from_le_bytes(*bytes),
        );
        if shift == 0 { low } else { low >> shift | u64::from(self.byte(first + 8)) << (64 - shift) }
    }
}

/// One column, a value for each row. Where `known` is given, its 1 bits say which rows have a value.
#[derive(Clone, Copy)]
pub enum FrameColumn<'a> {
    /// Nothing in any row.
    Empty,
    /// Numbers; NaN is no value.
    Numbers(&'a [f64], Option<BitSlice<'a>>),
    /// Whole numbers. An id may be written so: no digit of it is lost.
    Integers(&'a [i64], Option<BitSlice<'a>>),
    /// Truths.
    Truths(BitSlice<'a>, Option<BitSlice<'a>>),
    /// Dates, as days since 1970-01-01.
    Days(&'a [i32], Option<BitSlice<'a>>),
    /// Texts.
    Texts(&'a dyn Texts),
}

impl std::fmt::Debug for FrameColumn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Numbers(..) => "Numbers",
            Self::Integers(..) => "Integers",
            Self::Truths(..) => "Truths",
            Self::Days(..) => "Days",
            Self::Texts(_) => "Texts",
        })
    }
}

impl<'a> FrameColumn<'a> {
    /// The texts of so many rows; none of a column of another sort.
    pub(super) fn texts(&self, rows: usize) -> Option<TextRows<'a>> {
        let Self::Texts(texts) = *self else { return None };
        Some(TextRows { texts, block: [None; TextRows::BLOCK], row: 0, rows })
    }

    /// What would stand in the cell of a row.
    pub fn cell(&self, row: usize) -> Cell<'a> {
        let value = match *self {
            Self::Numbers(values, known) if has(known, row) => {
                values.get(row).filter(|value| !value.is_nan()).map(|value| Cell::Number(*value))
            }
            Self::Integers(values, known) if has(known, row) => values.get(row).map(|value| integer(*value)),
            Self::Truths(values, known) if has(known, row) => Some(Cell::Bool(values.get(row))),
            Self::Days(values, known) if has(known, row) => values.get(row).map(|days| day(*days)),
            Self::Texts(texts) => {
                let mut one = [None];
                texts.read(row, &mut one);
                one[0].map(Cell::from)
            }
            _ => None,
        };
        value.unwrap_or_default()
    }
}

fn has(known: Option<BitSlice<'_>>, row: usize) -> bool {
    known.is_none_or(|known| known.get(row))
}

/// So many digits a number of a cell keeps; past them a text does.
const EXACT: u64 = 1_000_000_000_000_000;

/// A whole number as a cell in which no digit is lost.
fn integer(value: i64) -> Cell<'static> {
    if value.unsigned_abs() < EXACT { Cell::Number(value as f64) } else { Cell::from(value.to_string()) }
}

/// A day as a cell; one before the year 1 or after 9999 is no date, and is shown as what it is.
fn day(days: i32) -> Cell<'static> {
    match Date::from_day_number(f64::from(days)) {
        Some(date) => Cell::Date(date),
        None => Cell::from(format!("1970-01-01{days:+}d")),
    }
}
