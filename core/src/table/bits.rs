//! A growing row of bits, 64 to a word.

/// A growing row of bits. Bits past the last that was set are 0.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// How many bits, up to the last that was set.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Sets the bit of a row to 1; rows between the end and it are 0.
    #[inline]
    pub fn set(&mut self, row: usize) {
        while row / 64 >= self.words.len() {
            self.words.push(0);
        }
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
        self.len = self.len.max(row + 1);
    }

    /// Drops all bits and keeps the room they took.
    pub fn clear(&mut self) {
        self.words.clear();
        self.len = 0;
    }

    /// The bit of a row; false past the end.
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The bits of 64 rows from this one on, the first in the lowest; 0 past the end.
    #[inline]
    pub fn word_from(&self, row: usize) -> u64 {
        let word = |index: usize| self.words.get(index).copied().unwrap_or(0);
        match row % 64 {
            0 => word(row / 64),
            shift => word(row / 64) >> shift | word(row / 64 + 1) << (64 - shift),
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
        assert_eq!((bits.len(), bits.get(63), bits.get(65), bits.get(500)), (131, true, false, false));
        for start in [0, 1, 60, 64, 70, 128, 130, 131, 1000] {
            let word = bits.word_from(start);
            assert!((0..64).all(|row| (word >> row & 1 == 1) == bits.get(start + row)), "from {start}");
        }
        bits.clear();
        assert!(bits.is_empty() && !bits.get(1));
    }
}
