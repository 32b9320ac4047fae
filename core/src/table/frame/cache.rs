//! Texts that were met before, and what they said: a column of choices has few, however many rows it has.

use super::column::{LONG, NO_TEXT, TextRows};
use crate::hash::Lookup;

/// So many short texts have a slot of their own, found in one step.
const SLOTS: usize = 64;

/// Texts with what they said.
#[derive(Debug)]
pub struct Cache<'t, V> {
    slots: Box<[(u128, V)]>,
    /// Every text.
    all: Lookup<&'t str, V>,
    /// What a row without a text says.
    blank: V,
}

/// The slot of a key: keys that share one only take longer.
#[inline]
fn slot(key: u128) -> usize {
    let mixed = ((key >> 64) as u64 ^ (key as u64).rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (u64::BITS - SLOTS.ilog2())) as usize
}

impl<'t, V: Copy> Cache<'t, V> {
    /// Nothing met yet.
    pub fn new(blank: V) -> Self {
        // The key of no text has its slot from the beginning.
        let mut slots = vec![(LONG, blank); SLOTS];
        if let Some(own) = slots.get_mut(slot(NO_TEXT)) {
            *own = (NO_TEXT, blank);
        }
        Self { slots: slots.into(), all: Lookup::default(), blank }
    }

    /// What the text of a row says, by its key; found out when it is met for the first time.
    #[inline]
    pub fn get(&mut self, key: u128, row: usize, texts: &TextRows<'t>, read: impl FnOnce(&'t str) -> V) -> V {
        match self.slots.get(slot(key)) {
            Some((own, value)) if *own == key && key != LONG => *value,
            _ => self.look_up(key, row, texts, read),
        }
    }

    fn look_up(&mut self, key: u128, row: usize, texts: &TextRows<'t>, read: impl FnOnce(&'t str) -> V) -> V {
        let Some(text) = texts.one(row) else { return self.blank };
        let value = *self.all.entry(text).or_insert_with(|| read(text));
        if let Some(own) = self.slots.get_mut(slot(key)) {
            *own = (key, value);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::{FrameColumn, Texts};
    use super::Cache;

    struct Own(Vec<Option<String>>);

    impl Texts for Own {
        fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]) {
            into.iter_mut().zip(&self.0[start..]).for_each(|(own, text)| *own = text.as_deref());
        }
    }

    #[test]
    fn each_text_is_read_once_and_none_for_another() {
        let mut texts: Vec<String> = (0..60).map(|length| "甲".repeat(length)).collect();
        texts.extend((0..60).map(|length| "a".repeat(length)));
        let odd = ["aab", "aba", "baa", "aaaab", "baaaa", "aaaaaaaaab", "baaaaaaaaa", "a\0", "\0a", "\0", "\0\0"];
        texts.extend(odd.map(String::from));
        texts.sort();
        texts.dedup();
        let mut own = Own(texts.iter().cloned().map(Some).collect());
        own.0.push(None);
        let mut cache = Cache::new(usize::MAX);
        let mut reads = 0;
        for _ in 0..3 {
            let mut rows = FrameColumn::Texts(&own).texts(own.0.len()).unwrap();
            let mut room = [0; 64];
            for _ in 0..own.0.len().div_ceil(64) {
                let (start, keys) = rows.keys(&mut room);
                for (row, key) in (start..).zip(keys) {
                    let value = cache.get(*key, row, &rows, |_| {
                        reads += 1;
                        row
                    });
                    let expected = if own.0[row].is_some() { row } else { usize::MAX };
                    assert_eq!(value, expected, "{:?}", own.0[row]);
                }
            }
        }
        assert_eq!(reads, texts.len());
    }
}
