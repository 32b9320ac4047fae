//! The values of one node for a block of rows: truths and validity as bits, numbers as they are.

/// A Kleene truth for each row: bits that certainly hold, and bits that certainly do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Certainly true.
    pub yes: Vec<u64>,
    /// Certainly false.
    pub no: Vec<u64>,
}

impl Truth {
    /// The same truth for every row.
    pub fn constant(truth: Option<bool>, len: usize) -> Self {
        Self { yes: full(truth == Some(true), len), no: full(truth == Some(false), len) }
    }

    /// The truth of a row; none is unknown.
    pub fn get(&self, row: usize) -> Option<bool> {
        match (bit(&self.yes, row), bit(&self.no, row)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// A truth made row by row.
    pub fn from_rows(len: usize, mut truth: impl FnMut(usize) -> Option<bool>) -> Self {
        let mut result = Self::constant(None, len);
        for row in 0..len {
            match truth(row) {
                Some(true) => set(&mut result.yes, row),
                Some(false) => set(&mut result.no, row),
                None => {}
            }
        }
        result
    }

    /// Kleene `!`.
    pub fn not(&self) -> Self {
        Self { yes: self.no.clone(), no: self.yes.clone() }
    }

    /// Kleene `&&`.
    pub fn and(&self, other: &Self) -> Self {
        Self { yes: both(&self.yes, &other.yes), no: either(&self.no, &other.no) }
    }

    /// Kleene `||`.
    pub fn or(&self, other: &Self) -> Self {
        Self { yes: either(&self.yes, &other.yes), no: both(&self.no, &other.no) }
    }
}

/// The values of one node.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Truths.
    Truth(Truth),
    /// Numbers (dates, options), with which of them are known.
    Number(Vec<f64>, Vec<u64>),
    /// Numbers between two ends.
    Bounds(Vec<f64>, Vec<f64>),
    /// Tags, with which of them are known.
    Tags(Vec<u64>, Vec<u64>),
    /// Texts; none is unknown.
    Text(Vec<Option<&'a str>>),
    /// Not computed.
    Nothing,
}

impl Value<'_> {
    /// Whether the value of a row could still be something else.
    pub fn undetermined(&self, row: usize) -> bool {
        match self {
            Self::Truth(truth) => truth.get(row).is_none(),
            Self::Number(_, known) | Self::Tags(_, known) => !bit(known, row),
            Self::Bounds(least, most) => least[row] != most[row],
            Self::Text(texts) => texts[row].is_none(),
            Self::Nothing => false,
        }
    }

    /// The ends of a number at a row; everything where it is not known.
    pub fn bounds(&self, row: usize) -> (f64, f64) {
        match self {
            Self::Bounds(least, most) => (least[row], most[row]),
            Self::Number(values, known) if bit(known, row) => (values[row], values[row]),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
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

/// A mask of `len` bits, all alike; bits past the end are 0.
pub fn full(bit: bool, len: usize) -> Vec<u64> {
    let mut words = vec![if bit { u64::MAX } else { 0 }; len.div_ceil(64)];
    if let (true, Some(last)) = (bit && !len.is_multiple_of(64), words.last_mut()) {
        *last = (1 << (len % 64)) - 1;
    }
    words
}

/// The bit of a row.
pub fn bit(words: &[u64], row: usize) -> bool {
    words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
}

/// Sets the bit of a row.
pub fn set(words: &mut [u64], row: usize) {
    if let Some(word) = words.get_mut(row / 64) {
        *word |= 1 << (row % 64);
    }
}

/// Bits of both.
pub fn both(left: &[u64], right: &[u64]) -> Vec<u64> {
    left.iter().zip(right).map(|(left, right)| left & right).collect()
}

/// Bits of either.
pub fn either(left: &[u64], right: &[u64]) -> Vec<u64> {
    left.iter().zip(right).map(|(left, right)| left | right).collect()
}
