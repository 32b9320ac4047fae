//! A pack on a date: one place, or many.

use crate::assessed::Assessed;
use crate::failure::{json, of_problem, of_row};
use crate::table::TableReader;
use paicha::table::{JsonReader, Places, Problem, ReadOptions, Vocabulary, read_json_into};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// A pack on a date.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Assessor {
    assessor: paicha::Assessor,
    vocabulary: Rc<Vocabulary>,
    /// Room for one place.
    place: Places,
    notices: Vec<Problem>,
}

impl Assessor {
    pub(crate) fn new(pack: &paicha::Pack, vocabulary: Rc<Vocabulary>, assessor: paicha::Assessor) -> Self {
        Self { assessor, vocabulary, place: Places::new(pack.inputs()), notices: Vec::new() }
    }

    fn read(&mut self, place: &str) -> Result<(), String> {
        self.place.clear();
        self.notices.clear();
        self.notices = read_json_into(&self.vocabulary, place, &mut self.place).map_err(|row| of_row(&row))?;
        Ok(())
    }
}

#[wasm_bindgen]
impl Assessor {
    /// Everything concluded about a place, both as JSON.
    ///
    /// # Errors
    /// The problems of the place.
    pub fn assess(&mut self, place: &str) -> Result<String, String> {
        self.read(place)?;
        json(&self.assessor.assess(&self.place).assessment(0))
    }

    /// As `assess`, with what it follows from and what to ask next.
    ///
    /// # Errors
    /// The problems of the place.
    pub fn explain(&mut self, place: &str) -> Result<String, String> {
        self.read(place)?;
        json(&self.assessor.assess(&self.place).explain(0))
    }

    /// What was not used of the last place, as JSON: records of tasks and keys that the pack does not know.
    ///
    /// # Errors
    /// None that a sound pack meets.
    pub fn notices(&self) -> Result<String, String> {
        json(&self.notices)
    }

    /// Assesses places, one JSON text a line.
    ///
    /// # Errors
    /// Those of a default kind that is none; a place that cannot be read is an error row.
    #[wasm_bindgen(js_name = assessLines)]
    pub fn assess_lines(&self, lines: &str, default_kind: Option<String>) -> Result<Assessed, String> {
        let options = ReadOptions { default_kind, block_rows: usize::MAX, ..ReadOptions::default() };
        let mut reader = JsonReader::new(&self.vocabulary, &options).map_err(|problem| of_problem(&problem))?;
        for (index, line) in lines.lines().enumerate() {
            reader.push_text(index as u64 + 1, line);
        }
        let block = reader.take_block();
        let mut notices = reader.take_notices();
        notices.extend(reader.take_unclaimed());
        Ok(Assessed::new(&self.assessor, block, notices))
    }

    /// A reader for a table of places.
    pub fn table(&self) -> TableReader {
        TableReader::new(self.assessor.clone(), Rc::clone(&self.vocabulary))
    }

    /// A reader for files.
    #[cfg(feature = "sheet")]
    pub fn files(&self) -> crate::file::FileReader {
        crate::file::FileReader::new(self.assessor.clone(), Rc::clone(&self.vocabulary))
    }
}
