//! A place that JavaScript writes straight into memory: pairs of numbers, which input and what value. Texts, and all of a
//! place besides its facts and answers, are read once and then go by a number. What is not plain goes the long way.

use paicha::table::{OnePlace, PlaceRow, Value, Vocabulary, read_json_text};

/// How many pairs there is room for; a place with more goes the long way.
const PAIRS: usize = 512;

/// So many texts, and so many sorts of place, are remembered.
const REMEMBERED: usize = 4096;

// What the value of a pair is: the lowest two bits of its first number. The other bits are the index of the input.
const NUMBER: usize = 0;
const TRUTH: usize = 1;
const TEXT: usize = 2;

/// Where JavaScript writes a place.
#[derive(Debug)]
pub struct Written {
    pairs: Box<[f64]>,
    sorts_of_place: Vec<PlaceRow>,
    texts: Vec<Value>,
    place: OnePlace,
    /// The sort of place it is.
    last: Option<usize>,
}

impl Written {
    /// Room for the places of a pack.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self {
            pairs: vec![0.0; PAIRS * 2].into(),
            sorts_of_place: Vec::new(),
            texts: Vec::new(),
            place: OnePlace::new(vocabulary.inputs()),
            last: None,
        }
    }

    /// The address of the pairs.
    pub fn address(&self) -> *const f64 {
        self.pairs.as_ptr()
    }

    /// Where results are written, once the pairs were read.
    pub fn results(&mut self) -> &mut [f64] {
        &mut self.pairs
    }

    /// The number of a sort of place: kinds, region and the like, as JSON of a place without facts; none where it is not
    /// in order.
    pub fn sort_of_place(&mut self, vocabulary: &Vocabulary, place: &str) -> Option<usize> {
        let read = read_json_text(vocabulary, place).ok().filter(|read| read.notices.is_empty())?;
        remember(&mut self.sorts_of_place, read.place)
    }

    /// The number of what a text says of an input; none where it is a mistake.
    pub fn text(&mut self, vocabulary: &Vocabulary, input: usize, text: &str) -> Option<usize> {
        let value = vocabulary.inputs().list().get(input)?.plain_text(text)?;
        remember(&mut self.texts, value)
    }

    /// The place that was written; none when it is not plain.
    pub fn place(&mut self, sort_of_place: usize, pairs: usize) -> Option<&OnePlace> {
        if self.last == Some(sort_of_place) {
            self.place.clear();
        } else {
            self.place.start(self.sorts_of_place.get(sort_of_place)?);
            self.last = Some(sort_of_place);
        }
        let (pairs, _) = self.pairs.get(..pairs * 2)?.as_chunks();
        for [what, value] in pairs {
            let (input, sort) = (*what as usize >> 2, *what as usize & 3);
            let is_plain = match sort {
                NUMBER => self.place.set_number(input, *value),
                TRUTH => self.place.set_truth(input, *value != 0.0),
                TEXT => self.place.set(input, self.texts.get(*value as usize)?),
                _ => false,
            };
            if !is_plain {
                return None;
            }
        }
        Some(&self.place)
    }
}

fn remember<T>(list: &mut Vec<T>, new: T) -> Option<usize> {
    if list.len() == REMEMBERED {
        return None;
    }
    list.push(new);
    Some(list.len() - 1)
}
