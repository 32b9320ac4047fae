//! The rows in which place ids were seen, in about 16 bytes an id.
//!
//! Only a 64-bit hash of an id is kept. Two different ids of a million collide with a chance of 3 in 10⁸; the second
//! would be reported as a duplicate, so a collision is seen, never silent.

/// Where an id was seen first: the index of its source, and its row there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FirstSeen {
    pub(super) source: usize,
    pub(super) row: u64,
}

/// The ids seen so far. Open addressing: `slots` holds indices into `hashes`, plus one; 0 is free.
#[derive(Debug, Default)]
pub(super) struct Seen {
    hashes: Vec<u64>,
    slots: Vec<u32>,
    /// How many of the hashes are in the slots. Those of ids that could not have been there before wait until they must be
    /// looked for.
    placed: usize,
    /// Stretches of ids from one row after the other: the index of the first, where it was.
    stretches: Vec<(u32, FirstSeen)>,
    last: Option<FirstSeen>,
}

impl Seen {
    /// Notes an id by its hash; if it was there before, says where.
    pub(super) fn note(&mut self, hash: u64, at: FirstSeen) -> Option<FirstSeen> {
        if self.placed < self.hashes.len() || self.slots.len() < self.hashes.len() + self.hashes.len() / 4 + 8 {
            self.grow();
        }
        let slot = match self.find(hash) {
            Ok(index) => return Some(self.place(index)),
            Err(slot) => slot,
        };
        // Past 4 billion ids nothing more is noted.
        let index = u32::try_from(self.hashes.len()).ok().filter(|index| *index < u32::MAX)?;
        self.add(hash, index, at);
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = index + 1;
        }
        self.placed += 1;
        None
    }

    /// Notes ids that cannot have been there before, of rows from this one on.
    pub(super) fn note_new(&mut self, hashes: &[u64], at: FirstSeen) {
        let Some((first, rest)) = hashes.split_first() else { return };
        let room = u32::MAX as usize - self.hashes.len().min(u32::MAX as usize);
        if hashes.len() <= room {
            self.add(*first, self.hashes.len() as u32, at);
            self.hashes.extend_from_slice(rest);
            self.last = Some(FirstSeen { row: at.row + rest.len() as u64, ..at });
        }
    }

    fn add(&mut self, hash: u64, index: u32, at: FirstSeen) {
        if self.hashes.len() == self.hashes.capacity() {
            self.hashes.reserve_exact(self.hashes.len() / 16 + 64);
        }
        self.hashes.push(hash);
        let follows = self.last.is_some_and(|last| last.source == at.source && last.row.checked_add(1) == Some(at.row));
        if !follows {
            self.stretches.push((index, at));
        }
        self.last = Some(at);
    }

    /// The index of a hash, or the free slot for it.
    fn find(&self, hash: u64) -> Result<u32, usize> {
        let mut slot = self.home(hash);
        loop {
            match self.slots.get(slot).copied().unwrap_or(0) {
                0 => return Err(slot),
                index if self.hashes.get(index as usize - 1) == Some(&hash) => return Ok(index - 1),
                _ => slot = if slot + 1 == self.slots.len() { 0 } else { slot + 1 },
            }
        }
    }

    /// Scales a hash to the slots, which need not be a power of two.
    fn home(&self, hash: u64) -> usize {
        ((u128::from(hash) * self.slots.len() as u128) >> 64) as usize
    }

    fn grow(&mut self) {
        let len = self.slots.len().max(self.hashes.len()) * 3 / 2 + 16;
        // The old slots go first: all there is to know is in `hashes`, and both at once would take a third more.
        self.slots = Vec::new();
        self.slots = vec![0; len];
        for index in 0..self.hashes.len() {
            let Some(hash) = self.hashes.get(index).copied() else { continue };
            if let Err(slot) = self.find(hash)
                && let Some(slot) = self.slots.get_mut(slot)
            {
                *slot = index as u32 + 1;
            }
        }
        self.placed = self.hashes.len();
    }

    fn place(&self, index: u32) -> FirstSeen {
        let stretch = self.stretches.partition_point(|(first, _)| *first <= index).saturating_sub(1);
        let (first, at) = self.stretches.get(stretch).copied().unwrap_or((0, FirstSeen { source: 0, row: 0 }));
        FirstSeen { source: at.source, row: at.row.saturating_add(u64::from(index - first.min(index))) }
    }

    /// The bytes it takes.
    #[cfg(test)]
    fn bytes(&self) -> usize {
        self.hashes.capacity() * 8 + self.slots.capacity() * 4 + self.stretches.capacity() * 24
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::hash_of;

    fn at(source: usize, row: u64) -> FirstSeen {
        FirstSeen { source, row }
    }

    #[test]
    fn the_second_is_told_where_the_first_was() {
        let mut seen = Seen::default();
        assert_eq!(seen.note(hash_of("P-1"), at(0, 2)), None);
        assert_eq!(seen.note(hash_of("P-2"), at(0, 3)), None);
        assert_eq!(seen.note(hash_of("P-3"), at(0, 9)), None);
        assert_eq!(seen.note(hash_of("P-4"), at(1, 2)), None);
        assert_eq!(seen.note(hash_of("P-2"), at(1, 3)), Some(at(0, 3)));
        assert_eq!(seen.note(hash_of("P-3"), at(1, 4)), Some(at(0, 9)));
        assert_eq!(seen.note(hash_of("P-4"), at(1, 5)), Some(at(1, 2)));
        assert_eq!(seen.note(hash_of("P-5"), at(1, 6)), None);
        assert_eq!(seen.note(hash_of("P-5"), at(1, 7)), Some(at(1, 6)));
    }

    #[test]
    fn new_ones_are_found_later() {
        let mut seen = Seen::default();
        assert_eq!(seen.note(hash_of("P-0"), at(0, 0)), None);
        let hashes: Vec<u64> = (1..1000).map(|row| hash_of(&format!("P-{row}"))).collect();
        seen.note_new(&hashes, at(0, 1));
        assert_eq!(seen.note(hash_of("P-777"), at(1, 0)), Some(at(0, 777)));
        seen.note_new(&[hash_of("P-1000")], at(0, 1000));
        assert_eq!(seen.note(hash_of("P-1000"), at(1, 1)), Some(at(0, 1000)));
        assert_eq!(seen.note(hash_of("P-0"), at(1, 1)), Some(at(0, 0)));
    }

    #[test]
    fn many_ids_in_sixteen_bytes_each() {
        let mut seen = Seen::default();
        let count = 200_000u64;
        let mut most = 0.0f64;
        for number in 0..count {
            assert_eq!(seen.note(hash_of(&format!("P-{number}")), at(0, number + 2)), None);
            if number > 1000 {
                most = most.max(seen.bytes() as f64 / number as f64);
            }
        }
        assert!(most < 16.5, "{most} bytes an id");
        for number in 0..count {
            assert_eq!(seen.note(hash_of(&format!("P-{number}")), at(1, 1)), Some(at(0, number + 2)));
        }
    }
}
