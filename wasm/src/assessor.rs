//! A pack on a date: one place, or many.

use crate::assessed::Assessed;
use crate::columns::ColumnReader;
use crate::failure::{json, of_problem, of_row};
#[cfg(feature = "sheet")]
use crate::table::TableReader;
use crate::written::Written;
use paicha::Score;
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
    written: Written,
}

impl Assessor {
    pub(crate) fn new(pack: &paicha::Pack, vocabulary: Rc<Vocabulary>, assessor: paicha::Assessor) -> Self {
        let written = Written::new(&vocabulary);
        Self { assessor, vocabulary, place: Places::new(pack.inputs()), notices: Vec::new(), written }
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

    /// Where a place may be written as pairs: four times the index of an input and the sort of its value (0 a number, 1 a
    /// truth, 2 a text by its number), then the value.
    pub fn pairs(&self) -> *const f64 {
        self.written.address()
    }

    /// The index of the input of an id, or of a name that no other input has; -1 where there is none.
    pub fn input(&self, key: &str) -> i32 {
        number(self.vocabulary.plain_input(key))
    }

    /// The number of what a text says of an input; -1 where it is a mistake.
    pub fn text(&mut self, input: usize, text: &str) -> i32 {
        number(self.written.text(&self.vocabulary, input, text))
    }

    /// The number of a sort of place, from JSON of a place without facts; -1 where it is not in order.
    #[wasm_bindgen(js_name = sortOfPlace)]
    pub fn sort_of_place(&mut self, place: &str) -> i32 {
        number(self.written.sort_of_place(&self.vocabulary, place))
    }

    /// Scores the place that was written, and writes over the pairs: both ends of the score (NaN: none), both ends of the
    /// level (-1: none). Answers whether the place was plain; one that is not must go the long way.
    pub fn score(&mut self, sort_of_place: usize, pairs: usize) -> bool {
        let Some(place) = self.written.place(sort_of_place, pairs) else { return false };
        let Score { score, score_at_worst, level } = self.assessor.score(place);
        let index = |level: Option<usize>| level.map_or(-1.0, |level| level as f64);
        let ends = [
            score.unwrap_or(f64::NAN),
            score_at_worst.unwrap_or(f64::NAN),
            index(level.map(|ends| ends.0)),
            index(level.map(|ends| ends.1)),
        ];
        self.written.results().iter_mut().zip(ends).for_each(|(own, end)| *own = end);
        true
    }

    /// A reader for so many places as columns.
    pub fn columns(&self, len: usize) -> ColumnReader {
        ColumnReader::new(self.assessor.clone(), Rc::clone(&self.vocabulary), len)
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
    #[cfg(feature = "sheet")]
    pub fn table(&self) -> TableReader {
        TableReader::new(self.assessor.clone(), Rc::clone(&self.vocabulary))
    }

    /// A reader for files.
    #[cfg(feature = "sheet")]
    pub fn files(&self) -> crate::file::FileReader {
        crate::file::FileReader::new(self.assessor.clone(), Rc::clone(&self.vocabulary))
    }
}

fn number(index: Option<usize>) -> i32 {
    index.and_then(|index| i32::try_from(index).ok()).unwrap_or(-1)
}
