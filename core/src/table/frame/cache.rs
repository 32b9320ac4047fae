//! Texts that were met before, and what they said: a column of choices has few, however many rows it has.

use crate::hash::Lookup;

/// So many texts are gone through one by one; more are looked up.
const FEW: usize = 12;

/// Texts with what they said.
#[derive(Debug)]
pub struct Cache<'t, V> {
    keys: Vec<Key>,
    values: Vec<V>,
    /// Longer texts, and all that are not among the few.
    more: Lookup<&'t str, usize>,
}

/// A short text as numbers, so that comparing it takes no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    head: u64,
    tail: u64,
    len: usize,
}

impl Key {
    /// The key of a text of 16 bytes at most.
    #[inline]
    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let eight = |bytes: Option<&[u8; 8]>| bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let four = |bytes: Option<&[u8; 4]>| bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
        let (head, tail) = match bytes.len() {
            8..=16 => (eight(bytes.first_chunk()), eight(bytes.last_chunk())),
            4..=7 => (four(bytes.first_chunk()), four(bytes.last_chunk())),
            0..=3 => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
            _ => return None,
        };
        Some(Self { head, tail, len: bytes.len() })
    }
}

impl<'t, V: Copy> Cache<'t, V> {
    /// Nothing met yet.
    pub fn new() -> Self {
        Self { keys: Vec::new(), values: Vec::new(), more: Lookup::default() }
    }

    /// What a text says; found out when it is met for the first time.
    #[inline]
    pub fn get(&mut self, text: &'t str, read: impl FnOnce(&'t str) -> V) -> V {
        let key = Key::of(text);
        if let Some(key) = key {
            for (own, value) in self.keys.iter().zip(&self.values) {
                if *own == key {
                    return *value;
                }
            }
        }
        self.look_up(key, text, read)
    }

    fn look_up(&mut self, key: Option<Key>, text: &'t str, read: impl FnOnce(&'t str) -> V) -> V {
        if let Some(value) = self.more.get(text).and_then(|index| self.values.get(*index)) {
            return *value;
        }
        let value = read(text);
        // The keys stand for the first values, one for one.
        match key {
            Some(key) if self.keys.len() < FEW && self.keys.len() == self.values.len() => self.keys.push(key),
            _ => {
                self.more.insert(text, self.values.len());
            }
        }
        self.values.push(value);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn each_text_is_read_once_and_none_for_another() {
        let mut texts: Vec<String> = (0..60).map(|length| "甲".repeat(length)).collect();
        texts.extend((0..60).map(|length| "a".repeat(length)));
        texts.extend(
            ["aab", "aba", "baa", "aaaab", "baaaa", "aaaaaaaaab", "baaaaaaaaa", "a\0", "\0a", "\0", "\0\0"]
                .map(String::from),
        );
        texts.sort();
        texts.dedup();
        let mut cache = Cache::new();
        let mut reads = 0;
        for _ in 0..3 {
            for (index, text) in texts.iter().enumerate() {
                let value = cache.get(text, |_| {
                    reads += 1;
                    index
                });
                assert_eq!(value, index, "{text:?}");
            }
        }
        assert_eq!(reads, texts.len());
    }
}
