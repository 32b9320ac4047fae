//! The values of all nodes for a block of rows: long columns that the slots of a layout cut up.

use super::bits::{BLOCK, bit, pack_each, pack_pairs};
use super::layout::{Sizes, Slot};
use super::truth::Truth;

/// Least and most.
pub type Ends = (f64, f64);

/// Everything.
pub const ANYTHING: Ends = (f64::NEG_INFINITY, f64::INFINITY);

/// The values of one node.
#[derive(Clone, Copy, Debug)]
pub enum Value<'v> {
    /// Not computed.
    Nothing,
    /// Truths.
    Truth(Truth),
    /// Numbers (dates, options), with which of them are known.
    Number(&'v [f64], u64),
    /// Numbers between two ends.
    Bounds(&'v [f64], &'v [f64]),
    /// Options, with which of them are known.
    Choice(&'v [u8], u64),
    /// Tags, with which of them are known.
    Tags(&'v [u64], u64),
    /// Texts by their index in the dictionary, with which of them are known.
    Text(&'v [u64], u64),
}

impl Value<'_> {
    /// Whether the value of a row could still be something else.
    pub fn undetermined(&self, row: usize) -> bool {
        match self {
            Self::Truth(truth) => truth.get(row).is_none(),
            Self::Number(_, known) | Self::Choice(_, known) | Self::Tags(_, known) | Self::Text(_, known) => {
                !bit(*known, row)
            }
            Self::Bounds(least, most) => least[row] != most[row],
            Self::Nothing => false,
        }
    }

    /// The number (or option) of a row, if it is known.
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Number(values, known) => bit(*known, row).then(|| values[row]),
            Self::Choice(values, known) => bit(*known, row).then(|| f64::from(values[row])),
            _ => None,
        }
    }

    /// The ends of a number at a row; everything where it is not known.
    pub fn bounds(&self, row: usize) -> Ends {
        match self {
            Self::Bounds(least, most) => (least[row], most[row]),
            other => other.number(row).map_or(ANYTHING, |number| (number, number)),
        }
    }

    /// The truth at a row.
    pub fn truth(&self, row: usize) -> Option<bool> {
        match self {
            Self::Truth(truth) => truth.get(row),
            _ => None,
        }
    }
}

/// Where a column begins. There is no multiplication to check: a column has one row or a block of them.
#[inline(always)]
fn offset(at: u32, room: usize) -> usize {
    if room == 1 { at as usize } else { (at as usize).wrapping_mul(BLOCK) }
}

/// The values of all nodes.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Rows at the moment.
    rows: usize,
    /// Rows there is room for: one, or a block.
    room: usize,
    truths: Vec<Truth>,
    bits: Vec<u64>,
    reals: Vec<f64>,
    wide: Vec<u64>,
    small: Vec<u8>,
}

impl Values {
    /// Room for one row, or for a block.
    pub fn new(sizes: Sizes, rows: usize) -> Self {
        let room = if rows == 1 { 1 } else { BLOCK };
        Self {
            rows: room,
            room,
            truths: vec![Truth::UNKNOWN; sizes.truths as usize],
            bits: vec![0; sizes.bits as usize],
            reals: vec![0.0; sizes.reals as usize * room],
            wide: vec![0; sizes.wide as usize * room],
            small: vec![0; sizes.small as usize * room],
        }
    }

    /// Whether there is room for one row only.
    pub fn is_one_row(&self) -> bool {
        self.room == 1
    }

    /// Goes on to so many rows, no more than there is room for.
    pub fn set_rows(&mut self, rows: usize) {
        self.rows = rows.min(self.room);
    }

    /// Rows at the moment.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Puts truths into their column.
    #[inline(always)]
    pub fn put_truth(&mut self, at: u32, truth: Truth) {
        self.truths[at as usize] = truth;
    }

    /// The truths of a column.
    #[inline(always)]
    pub fn truth(&self, at: u32) -> Truth {
        self.truths[at as usize]
    }

    /// The truths in a slot; unknown where it holds none.
    pub fn truth_in(&self, slot: Slot) -> Truth {
        match slot {
            Slot::Truth(at) => self.truth(at),
            _ => Truth::UNKNOWN,
        }
    }

    /// Which values are known.
    #[inline(always)]
    pub fn known(&self, at: u32) -> u64 {
        self.bits[at as usize]
    }

    /// A column of numbers to be written.
    pub fn reals_mut(&mut self, at: u32) -> &mut [f64] {
        let start = offset(at, self.room);
        &mut self.reals[start..][..self.rows]
    }

    /// A column of numbers.
    pub fn reals(&self, at: u32) -> &[f64] {
        &self.reals[offset(at, self.room)..][..self.rows]
    }

    /// A bit for each pair of numbers of two columns.
    #[inline(always)]
    pub fn pairs(&self, a: u32, b: u32, holds: impl Fn(f64, f64) -> bool) -> u64 {
        if self.room == 1 {
            return u64::from(holds(self.reals[a as usize], self.reals[b as usize]));
        }
        pack_pairs(self.reals(a), self.reals(b), holds)
    }

    /// A bit for each small integer of a column.
    #[inline(always)]
    pub fn each_small(&self, at: u32, holds: impl Fn(u8) -> bool) -> u64 {
        if self.room == 1 { u64::from(holds(self.small[at as usize])) } else { pack_each(self.small(at), holds) }
    }

    /// A column of small integers.
    pub fn small(&self, at: u32) -> &[u8] {
        &self.small[offset(at, self.room)..][..self.rows]
    }

    /// A column of small integers to be written.
    pub fn small_mut(&mut self, at: u32) -> &mut [u8] {
        &mut self.small[offset(at, self.room)..][..self.rows]
    }

    /// The number of the first row, the only one of one place.
    #[inline(always)]
    pub fn put_real(&mut self, at: u32, number: f64) {
        self.reals[offset(at, self.room)] = number;
    }

    /// The small integer of the first row.
    #[inline(always)]
    pub fn put_small(&mut self, at: u32, number: u8) {
        self.small[offset(at, self.room)] = number;
    }

    /// The word of the first row.
    #[inline(always)]
    pub fn put_wide(&mut self, at: u32, word: u64) {
        self.wide[offset(at, self.room)] = word;
    }

    /// Says which values are known.
    #[inline(always)]
    pub fn put_known(&mut self, at: u32, known: u64) {
        self.bits[at as usize] = known;
    }

    /// What can be read.
    pub fn all(&self) -> Written<'_> {
        let Self { rows, room, truths, bits, reals, wide, small } = self;
        Written { rows: *rows, room: *room, truths, bits, reals, wide, small }
    }

    /// A column of numbers to be written, beside what can be read for it.
    pub fn reals_out(&mut self, at: u32) -> (Written<'_>, &mut [f64]) {
        let Self { rows, room, truths, bits, reals, wide, small } = self;
        let (reals, out) = reals.split_at_mut(offset(at, *room));
        (Written { rows: *rows, room: *room, truths, bits, reals, wide, small }, &mut out[..*rows])
    }

    /// The same for two columns.
    pub fn bounds_out(&mut self, at: u32) -> (Written<'_>, &mut [f64], &mut [f64]) {
        let Self { rows, room, truths, bits, reals, wide, small } = self;
        let (reals, out) = reals.split_at_mut(offset(at, *room));
        let (least, most) = out.split_at_mut(*room);
        (
            Written { rows: *rows, room: *room, truths, bits, reals, wide, small },
            &mut least[..*rows],
            &mut most[..*rows],
        )
    }

    /// A column of words to be written, beside what can be read for it.
    pub fn wide_out(&mut self, at: u32) -> (Written<'_>, &mut [u64]) {
        let Self { rows, room, truths, bits, reals, wide, small } = self;
        let (wide, out) = wide.split_at_mut(offset(at, *room));
        (Written { rows: *rows, room: *room, truths, bits, reals, wide, small }, &mut out[..*rows])
    }

    /// Columns of small integers to be written, beside what can be read for them.
    pub fn small_out(&mut self, at: u32, count: usize) -> (Written<'_>, std::slice::ChunksExactMut<'_, u8>) {
        let Self { rows, room, truths, bits, reals, wide, small } = self;
        let (small, out) = small.split_at_mut(offset(at, *room));
        let out = out[..count * *room].chunks_exact_mut(*room);
        (Written { rows: *rows, room: *room, truths, bits, reals, wide, small }, out)
    }
}

/// The values that have been computed.
#[derive(Clone, Copy, Debug)]
pub struct Written<'v> {
    /// How many rows.
    pub rows: usize,
    room: usize,
    truths: &'v [Truth],
    bits: &'v [u64],
    reals: &'v [f64],
    wide: &'v [u64],
    small: &'v [u8],
}

impl<'v> Written<'v> {
    /// A column of numbers.
    pub fn reals(&self, at: u32) -> &'v [f64] {
        &self.reals[offset(at, self.room)..][..self.rows]
    }

    fn wide(&self, at: u32) -> &'v [u64] {
        &self.wide[offset(at, self.room)..][..self.rows]
    }

    /// A column of small integers.
    pub fn small(&self, at: u32) -> &'v [u8] {
        &self.small[offset(at, self.room)..][..self.rows]
    }

    /// Truths, by their column.
    #[inline(always)]
    pub fn truth_at(&self, at: u32) -> Truth {
        self.truths[at as usize]
    }

    /// Bounds, by their columns.
    pub fn bounds_at(&self, at: u32) -> (&'v [f64], &'v [f64]) {
        (self.reals(at), self.reals(at + 1))
    }

    /// The truths in a slot; unknown where it holds none.
    pub fn truth(&self, slot: Slot) -> Truth {
        match slot {
            Slot::Truth(at) => self.truth_at(at),
            _ => Truth::UNKNOWN,
        }
    }

    /// The values in a slot.
    pub fn value(&self, slot: Slot) -> Value<'v> {
        let known = |at: u32| self.bits[at as usize];
        match slot {
            Slot::Nothing => Value::Nothing,
            Slot::Truth(at) => Value::Truth(self.truth_at(at)),
            Slot::Number(at, bits) => Value::Number(self.reals(at), known(bits)),
            Slot::Bounds(at) => Value::Bounds(self.reals(at), self.reals(at + 1)),
            Slot::Choice(at, bits) => Value::Choice(self.small(at), known(bits)),
            Slot::Tags(at, bits) => Value::Tags(self.wide(at), known(bits)),
            Slot::Text(at, bits) => Value::Text(self.wide(at), known(bits)),
        }
    }
}
