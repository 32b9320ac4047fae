//! Places as columns of typed arrays.

use crate::assessed::Assessed;
use crate::failure::of_problem;
use paicha::table::{Codes, Problem, TypedColumn, TypedPlaces, Vocabulary};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes columns, then assesses the places.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ColumnReader {
    assessor: paicha::Assessor,
    vocabulary: Rc<Vocabulary>,
    len: usize,
    kinds: Vec<String>,
    kinds_of: Vec<u32>,
    ids: Vec<String>,
    columns: Vec<(String, Own)>,
}

/// A column that the reader owns.
#[derive(Debug)]
enum Own {
    Numbers(Vec<f64>),
    Truths(Vec<u8>),
    Small(Vec<u8>, Vec<String>),
    Wide(Vec<u32>, Vec<String>),
}

impl ColumnReader {
    pub(crate) fn new(assessor: paicha::Assessor, vocabulary: Rc<Vocabulary>, len: usize) -> Self {
        Self {
            assessor,
            vocabulary,
            len,
            kinds: Vec::new(),
            kinds_of: Vec::new(),
            ids: Vec::new(),
            columns: Vec::new(),
        }
    }

    fn read(self) -> Result<Assessed, Box<Problem>> {
        let Self { assessor, vocabulary, len, kinds, kinds_of, ids, columns } = self;
        let mut sets = Vec::new();
        for names in &kinds {
            sets.push(vocabulary.read_kinds(names)?);
        }
        let first = match sets.first() {
            Some(first) => first.clone(),
            None => vocabulary.read_kinds("")?,
        };
        let mut typed = TypedPlaces::new(&vocabulary, len, first);
        if !kinds_of.is_empty() {
            typed = typed.with_kinds(sets, kinds_of)?;
        }
        if !ids.is_empty() {
            typed = typed.with_ids(ids)?;
        }
        for (key, column) in columns {
            match column {
                Own::Numbers(numbers) => typed.column(&key, TypedColumn::Numbers(numbers))?,
                Own::Truths(bytes) => typed.column(&key, TypedColumn::Truths(&bytes))?,
                Own::Small(codes, texts) => {
                    typed.column(&key, TypedColumn::Codes(Codes::Small(&codes), &as_texts(&texts)))?
                }
                Own::Wide(codes, texts) => {
                    typed.column(&key, TypedColumn::Codes(Codes::Wide(&codes), &as_texts(&texts)))?
                }
            }
        }
        let (places, wrong) = typed.finish();
        Ok(Assessed::of_columns(&assessor, places, wrong))
    }
}

fn as_texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[wasm_bindgen]
impl ColumnReader {
    /// Adds a set of kinds: names as in one cell.
    pub fn kinds(&mut self, names: String) {
        self.kinds.push(names);
    }

    /// Which set of kinds each place has, by its index.
    #[wasm_bindgen(js_name = kindsOf)]
    pub fn kinds_of(&mut self, codes: Vec<u32>) {
        self.kinds_of = codes;
    }

    /// The ids of the places.
    pub fn ids(&mut self, ids: Vec<String>) {
        self.ids = ids;
    }

    /// A number fact; NaN is unknown.
    pub fn numbers(&mut self, key: String, numbers: Vec<f64>) {
        self.columns.push((key, Own::Numbers(numbers)));
    }

    /// A bool fact: 0, 1, 255 for unknown.
    pub fn truths(&mut self, key: String, bytes: Vec<u8>) {
        self.columns.push((key, Own::Truths(bytes)));
    }

    /// Any input as codes of texts; a code past the last text is unknown.
    pub fn small(&mut self, key: String, codes: Vec<u8>, texts: Vec<String>) {
        self.columns.push((key, Own::Small(codes, texts)));
    }

    /// As `small`, with codes of four bytes.
    pub fn wide(&mut self, key: String, codes: Vec<u32>, texts: Vec<String>) {
        self.columns.push((key, Own::Wide(codes, texts)));
    }

    /// Assesses the places.
    ///
    /// # Errors
    /// When a column does not fit, or there is no such input or kind.
    pub fn assess(self) -> Result<Assessed, String> {
        self.read().map_err(|problem| of_problem(&problem))
    }
}
