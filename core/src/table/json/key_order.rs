//! Which input a key means. Most places give their keys in the order of the one before, which saves looking them up.

use super::super::{KindSet, Value, Vocabulary};

/// The order in which places gave their inputs so far, and which of them the present one has given.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyOrder {
    /// Each key as written, and its input.
    order: Vec<(Box<str>, u32)>,
    /// How far along the order the present place is.
    at: usize,
    given: Vec<u64>,
    /// The kinds of the place before.
    pub(super) kinds: KindSet,
    /// Room for the values of the next place.
    pub(super) room: Vec<(usize, Value)>,
}

/// So many spellings of each input are remembered, on average.
const SPELLINGS: usize = 4;
/// How many keys of the order are tried before a key is looked up.
const NEAR: usize = 6;

impl KeyOrder {
    /// Begins a place.
    pub(super) fn start(&mut self, vocabulary: &Vocabulary) {
        let inputs = vocabulary.inputs().list().len();
        self.at = 0;
        self.given.clear();
        self.given.resize(inputs.div_ceil(64), 0);
        // A name can be written in any number of ways.
        if self.order.len() > SPELLINGS * inputs {
            self.order.clear();
        }
    }

    /// The input of an id, or of a name that no other input has; none where there is no such input, or the place has
    /// given it before.
    pub(super) fn find(&mut self, vocabulary: &Vocabulary, key: &str) -> Option<usize> {
        let near = self.order.get(self.at..).unwrap_or_default();
        let ahead = near.iter().take(NEAR).enumerate().find(|(_, (own, _))| **own == *key);
        let index = match ahead {
            Some((ahead, (_, index))) => {
                self.at += ahead + 1;
                *index as usize
            }
            None => {
                let index = vocabulary.plain_input(key)?;
                self.learn(key, u32::try_from(index).ok()?);
                index
            }
        };
        let (word, bit) = (self.given.get_mut(index / 64)?, 1 << (index % 64));
        let given = *word & bit != 0;
        *word |= bit;
        (!given).then_some(index)
    }

    /// Puts an input where the place gave it, unless it stands further on: places of other kinds leave some out.
    fn learn(&mut self, key: &str, index: u32) {
        let before = self.order.iter().position(|(own, of)| *of == index && **own == *key);
        if let Some(before) = before.filter(|before| *before >= self.at) {
            self.at = before + 1;
            return;
        }
        if let Some(before) = before {
            self.order.remove(before);
            self.at -= 1;
        }
        self.order.insert(self.at.min(self.order.len()), (key.into(), index));
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::VOCABULARY;
    use super::*;

    fn find(order: &mut KeyOrder, keys: &[&str]) -> Vec<Option<usize>> {
        order.start(&VOCABULARY);
        keys.iter().map(|key| order.find(&VOCABULARY, key)).collect()
    }

    #[test]
    fn any_order_is_learnt_and_none_is_needed() {
        let mut order = KeyOrder::default();
        let some = |list: &[usize]| list.iter().copied().map(Some).collect::<Vec<_>>();
        for _ in 0..3 {
            assert_eq!(find(&mut order, &["owner", "uses_gas", "面积", "storeys"]), some(&[5, 0, 1, 9]));
            assert_eq!(find(&mut order, &["storeys", "面积", "uses_gas"]), some(&[9, 1, 0]));
            assert_eq!(find(&mut order, &["owner", "storeys", "fuel"]), some(&[5, 9, 2]));
        }
        for _ in 0..100 {
            assert_eq!(find(&mut order, &["fuel", "fuel", "长度", "nothing"]), [Some(2), None, None, None]);
        }
        assert_eq!(order.order.len(), 5);
        for blanks in 0..200 {
            assert_eq!(find(&mut order, &[&format!("面积{}", " ".repeat(blanks))]), [Some(1)]);
        }
        assert!(order.order.len() <= SPELLINGS * VOCABULARY.inputs().list().len() + 1);
    }
}
