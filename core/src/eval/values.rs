//! The values of all nodes for a block of rows: four long columns that the slots of a layout cut up.

use super::bits::{bit, words};
use super::layout::{Sizes, Slot, UNKNOWN};

/// Least and most.
pub type Ends = (f64, f64);

/// Everything.
pub const ANYTHING: Ends = (f64::NEG_INFINITY, f64::INFINITY);

/// A Kleene truth for each row: bits that certainly hold, and bits that certainly do not.
#[derive(Clone, Copy, Debug)]
pub struct Truth<'v> {
    /// Certainly true.
    pub yes: &'v [u64],
    /// Certainly false.
    pub no: &'v [u64],
}

impl Truth<'_> {
    /// The truth of a row; none is unknown.
    pub fn get(&self, row: usize) -> Option<bool> {
        match (bit(self.yes, row), bit(self.no, row)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }
}

/// A truth being written.
#[derive(Debug)]
pub struct TruthOut<'v> {
    /// Certainly true.
    pub yes: &'v mut [u64],
    /// Certainly false.
    pub no: &'v mut [u64],
}

impl TruthOut<'_> {
    /// The same truth for every row.
    pub fn fill(&mut self, truth: Option<bool>) {
        self.yes.fill(if truth == Some(true) { u64::MAX } else { 0 });
        self.no.fill(if truth == Some(false) { u64::MAX } else { 0 });
    }

    /// The truths of another.
    pub fn copy(&mut self, other: Truth<'_>) {
        self.yes.copy_from_slice(other.yes);
        self.no.copy_from_slice(other.no);
    }

    /// A truth made row by row.
    pub fn rows(&mut self, rows: usize, truth: impl Fn(usize) -> Option<bool>) {
        self.fill(None);
        for row in 0..rows {
            match truth(row) {
                Some(true) => super::bits::set(self.yes, row),
                Some(false) => super::bits::set(self.no, row),
                None => {}
            }
        }
    }
}

/// The values of one node.
#[derive(Clone, Copy, Debug)]
pub enum Value<'v> {
    /// Not computed.
    Nothing,
    /// Truths.
    Truth(Truth<'v>),
    /// Numbers (dates, options), with which of them are known.
    Number(&'v [f64], &'v [u64]),
    /// Numbers between two ends.
    Bounds(&'v [f64], &'v [f64]),
    /// Options, with which of them are known.
    Choice(&'v [u8], &'v [u64]),
    /// Tags, with which of them are known.
    Tags(&'v [u64], &'v [u64]),
    /// Texts by their index in the dictionary, with which of them are known.
    Text(&'v [u64], &'v [u64]),
}

impl Value<'_> {
    /// Whether the value of a row could still be something else.
    pub fn undetermined(&self, row: usize) -> bool {
        match self {
            Self::Truth(truth) => truth.get(row).is_none(),
            Self::Number(_, known) | Self::Choice(_, known) | Self::Tags(_, known) | Self::Text(_, known) => {
                !bit(known, row)
            }
            Self::Bounds(least, most) => least[row] != most[row],
            Self::Nothing => false,
        }
    }

    /// The number (or option) of a row, if it is known.
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Number(values, known) => bit(known, row).then(|| values[row]),
            Self::Choice(values, known) => bit(known, row).then(|| f64::from(values[row])),
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

/// Where the values of one node go.
#[derive(Debug)]
pub enum Out<'v> {
    /// Nowhere.
    Nothing,
    /// Truths.
    Truth(TruthOut<'v>),
    /// Numbers, with which of them are known.
    Number(&'v mut [f64], &'v mut [u64]),
    /// Numbers between two ends.
    Bounds(&'v mut [f64], &'v mut [f64]),
    /// Options, with which of them are known.
    Choice(&'v mut [u8], &'v mut [u64]),
    /// Tags, with which of them are known.
    Tags(&'v mut [u64], &'v mut [u64]),
    /// Texts, with which of them are known.
    Text(&'v mut [u64], &'v mut [u64]),
}

/// The values of all nodes.
#[derive(Clone, Debug)]
pub struct Values {
    /// Rows at the moment.
    rows: usize,
    /// Rows there is room for.
    room: usize,
    bits: Vec<u64>,
    reals: Vec<f64>,
    wide: Vec<u64>,
    small: Vec<u8>,
}

impl Values {
    /// Room for so many rows.
    pub fn new(sizes: Sizes, room: usize) -> Self {
        Self {
            rows: room,
            room,
            bits: vec![0; sizes.bits as usize * words(room)],
            reals: vec![0.0; sizes.reals as usize * room],
            wide: vec![0; sizes.wide as usize * room],
            small: vec![0; sizes.small as usize * room],
        }
    }

    /// Fewer rows than there is room for.
    pub fn set_rows(&mut self, rows: usize) {
        self.rows = rows.min(self.room);
    }

    /// Rows at the moment.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// What can be read.
    pub fn all(&self) -> Written<'_> {
        let Self { rows, room, bits, reals, wide, small } = self;
        Written { rows: *rows, room: *room, words: words(*room), bits, reals, wide, small }
    }

    /// What a node may read, and where its own values go.
    pub fn split(&mut self, slot: Slot) -> (Written<'_>, Out<'_>) {
        let Self { rows, room, bits, reals, wide, small } = self;
        let (rows, room) = (*rows, *room);
        let words = words(room);
        let (mut bits_end, mut reals_end, mut wide_end, mut small_end) =
            (bits.len(), reals.len(), wide.len(), small.len());
        match slot {
            Slot::Nothing => {}
            Slot::Truth(at) => bits_end = at as usize * words,
            Slot::Bounds(at) => reals_end = at as usize * room,
            Slot::Number(at, known) => (reals_end, bits_end) = (at as usize * room, known as usize * words),
            Slot::Choice(at, known) => (small_end, bits_end) = (at as usize * room, known as usize * words),
            Slot::Tags(at, known) | Slot::Text(at, known) => {
                (wide_end, bits_end) = (at as usize * room, known as usize * words);
            }
        }
        let (bits, bits_out) = bits.split_at_mut(bits_end);
        let (reals, reals_out) = reals.split_at_mut(reals_end);
        let (wide, wide_out) = wide.split_at_mut(wide_end);
        let (small, small_out) = small.split_at_mut(small_end);
        let written = Written { rows, room, words, bits, reals, wide, small };
        let count = super::bits::words(rows);
        let out = match slot {
            Slot::Nothing => Out::Nothing,
            Slot::Truth(_) => {
                let (yes, no) = bits_out.split_at_mut(words);
                Out::Truth(TruthOut { yes: &mut yes[..count], no: &mut no[..count] })
            }
            Slot::Bounds(_) => {
                let (least, most) = reals_out.split_at_mut(room);
                Out::Bounds(&mut least[..rows], &mut most[..rows])
            }
            Slot::Number(..) => Out::Number(&mut reals_out[..rows], &mut bits_out[..count]),
            Slot::Choice(..) => Out::Choice(&mut small_out[..rows], &mut bits_out[..count]),
            Slot::Tags(..) => Out::Tags(&mut wide_out[..rows], &mut bits_out[..count]),
            Slot::Text(..) => Out::Text(&mut wide_out[..rows], &mut bits_out[..count]),
        };
        (written, out)
    }

    /// Where small integers go, in so many columns.
    pub fn small_columns(&mut self, at: u32, count: usize) -> (Written<'_>, std::slice::ChunksExactMut<'_, u8>) {
        let Self { rows, room, bits, reals, wide, small } = self;
        let (small, out) = small.split_at_mut(at as usize * *room);
        let written = Written { rows: *rows, room: *room, words: words(*room), bits, reals, wide, small };
        (written, out[..count * *room].chunks_exact_mut(*room))
    }
}

/// The values that have been computed.
#[derive(Clone, Copy, Debug)]
pub struct Written<'v> {
    /// How many rows.
    pub rows: usize,
    room: usize,
    words: usize,
    bits: &'v [u64],
    reals: &'v [f64],
    wide: &'v [u64],
    small: &'v [u8],
}

impl<'v> Written<'v> {
    fn bits(&self, at: u32) -> &'v [u64] {
        let start = at as usize * self.words;
        &self.bits[start..start + super::bits::words(self.rows)]
    }

    fn reals(&self, at: u32) -> &'v [f64] {
        let start = at as usize * self.room;
        &self.reals[start..start + self.rows]
    }

    fn wide(&self, at: u32) -> &'v [u64] {
        let start = at as usize * self.room;
        &self.wide[start..start + self.rows]
    }

    /// A column of small integers.
    pub fn small(&self, at: u32) -> &'v [u8] {
        let start = at as usize * self.room;
        &self.small[start..start + self.rows]
    }

    /// A truth, by its columns.
    pub fn truth_at(&self, at: u32) -> Truth<'v> {
        Truth { yes: self.bits(at), no: self.bits(at + 1) }
    }

    /// Bounds, by their columns.
    pub fn bounds_at(&self, at: u32) -> (&'v [f64], &'v [f64]) {
        (self.reals(at), self.reals(at + 1))
    }

    /// The truths in a slot; unknown where it holds none.
    pub fn truth(&self, slot: Slot) -> Truth<'v> {
        match slot {
            Slot::Truth(at) => self.truth_at(at),
            _ => self.truth_at(UNKNOWN),
        }
    }

    /// The values in a slot.
    pub fn value(&self, slot: Slot) -> Value<'v> {
        match slot {
            Slot::Nothing => Value::Nothing,
            Slot::Truth(at) => Value::Truth(self.truth_at(at)),
            Slot::Number(at, known) => Value::Number(self.reals(at), self.bits(known)),
            Slot::Bounds(at) => Value::Bounds(self.reals(at), self.reals(at + 1)),
            Slot::Choice(at, known) => Value::Choice(self.small(at), self.bits(known)),
            Slot::Tags(at, known) => Value::Tags(self.wide(at), self.bits(known)),
            Slot::Text(at, known) => Value::Text(self.wide(at), self.bits(known)),
        }
    }
}
