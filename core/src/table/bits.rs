//! A growing row of bits, 64 to a word.

/// A growing row of bits. Bits past the last that was set are 0.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    /// The bits of the first 64 rows. They have a place of their own, so that a table of one row asks for no memory.
    first: u64,
    rest: Vec<u64>,
    any: bool,
}

impl Bits {
    /// The bits of words, 64 rows each.
    pub fn from_words(words: &[u64]) -> Self {
        let any = words.iter().any(|word| *word != 0);
        match words.split_first() {
            Some((first, rest)) => Self { first: *first, rest: rest.to_vec(), any },
            None => Self::default(),
        }
    }

    /// Whether none was ever set.
    pub fn is_empty(&self) -> bool {
        !self.any
    }

    /// Sets the bit of a row to 1; rows between the end and it are 0.
    #[inline]
    pub fn set(&mut self, row: usize) {
        self.any = true;
        let bit = 1 << (row % 64);
        match (row / 64).checked_sub(1) {
            None => self.first |= bit,
            Some(index) => {
                if index >= self.rest.len() {
                    self.rest.resize(index + 1, 0);
                }
                if let Some(word) = self.rest.get_mut(index) {
                    *word |= bit;
                }
            }
        }
    }

    /// Sets the bit of a row to 0.
    pub(super) fn unset(&mut self, row: usize) {
        let word = match (row / 64).checked_sub(1) {
            None => Some(&mut self.first),
            Some(index) => self.rest.get_mut(index),
        };
        if let Some(word) = word {
            *word &= !(1 << (row % 64));
        }
    }

    /// As [`Self::set`]; answers whether it was 0 before.
    pub(crate) fn insert(&mut self, row: usize) -> bool {
        let is_new = !self.get(row);
        self.set(row);
        is_new
    }

    /// The rows whose bit is 1, ascending.
    pub(crate) fn ones(&self) -> impl Iterator<Item = usize> {
        (0..64 * (self.rest.len() + 1)).filter(|row| self.get(*row))
    }

    /// Drops all bits and keeps the room they took.
    pub fn clear(&mut self) {
        self.first = 0;
        self.rest.clear();
        self.any = false;
    }

    /// The bit of a row; false past the end.
    pub fn get(&self, row: usize) -> bool {
        self.word(row / 64) >> (row % 64) & 1 == 1
    }

    #[inline]
    fn word(&self, index: usize) -> u64 {
        match index.checked_sub(1) {
            None => self.first,
            Some(index) => self.rest.get(index).copied().unwrap_or(0),
        }
    }

    /// The bits of 64 rows from this one on, the first in the lowest; 0 past the end.
    #[inline]
    pub fn word_from(&self, row: usize) -> u64 {
        match row % 64 {
            0 => self.word(row / 64),
            shift => self.word(row / 64) >> shift | self.word(row / 64 + 1) << (64 - shift),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_any_row() {
        let mut bits = Bits::default();
        [1, 63, 64, 130].into_iter().for_each(|row| bits.set(row));
        assert_eq!((bits.get(63), bits.get(65), bits.get(500)), (true, false, false));
        for start in [0, 1, 60, 64, 70, 128, 130, 131, 1000] {
            let word = bits.word_from(start);
            assert!((0..64).all(|row| (word >> row & 1 == 1) == bits.get(start + row)), "from {start}");
        }
        bits.clear();
        assert!(bits.is_empty() && !bits.get(1) && !bits.get(130));
        bits.set(70);
        assert_eq!((bits.word_from(0), bits.word_from(64)), (0, 1 << 6));
    }
}
