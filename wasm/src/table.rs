//! A table of places, and one of records for them, row by row. What cells mean is the core's.

use crate::assessed::Assessed;
use crate::failure::{of_error, of_problem};
use paicha::table::{PlaceReader, Problem, ReadOptions, RecordReader, Records, Source, Vocabulary, read_json_cells};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes tables of places and of records.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TableReader {
    assessor: paicha::Assessor,
    vocabulary: Rc<Vocabulary>,
    records: Option<Records>,
    /// What was found of the records: rows left out, columns not used.
    notices: Vec<Problem>,
}

impl TableReader {
    pub(crate) fn new(assessor: paicha::Assessor, vocabulary: Rc<Vocabulary>) -> Self {
        Self { assessor, vocabulary, records: None, notices: Vec::new() }
    }
}

#[wasm_bindgen]
impl TableReader {
    /// Reads a table of records, given as JSON `[[row, [cell, …]], …]`. They are for the places read after it.
    ///
    /// # Errors
    /// When the table is none of records.
    pub fn records(
        &mut self,
        table: &str,
        file: Option<String>,
        sheet: Option<String>,
        task: Option<String>,
    ) -> Result<(), String> {
        let tell = |problem: Box<Problem>| of_problem(&problem);
        let mut reader = RecordReader::new(&self.vocabulary, task.as_deref()).map_err(tell)?;
        reader.start(Source { file, sheet, ..Source::default() }).map_err(tell)?;
        for (row, cells) in read_json_cells(table).map_err(|error| of_error(&error))? {
            reader.push(row, &cells).map_err(tell)?;
        }
        reader.end().map_err(tell)?;
        self.notices.extend(reader.take_notices());
        self.notices.extend(reader.take_problems());
        self.records = Some(reader.finish());
        Ok(())
    }

    /// Reads and assesses a table of places.
    ///
    /// # Errors
    /// When it is no table of places.
    pub fn places(
        &mut self,
        table: &str,
        file: Option<String>,
        sheet: Option<String>,
        default_kind: Option<String>,
    ) -> Result<Assessed, String> {
        let tell = |problem: Box<Problem>| of_problem(&problem);
        let options = ReadOptions { default_kind, block_rows: usize::MAX, ..ReadOptions::default() };
        let mut reader = PlaceReader::new(&self.vocabulary, &options).map_err(tell)?;
        if let Some(records) = self.records.take() {
            reader = reader.with_records(records);
        }
        reader.start(Source { file, sheet, ..Source::default() }).map_err(tell)?;
        for (row, cells) in read_json_cells(table).map_err(|error| of_error(&error))? {
            reader.push(row, &cells).map_err(tell)?;
        }
        reader.end().map_err(tell)?;
        let block = reader.take_block();
        let mut notices = std::mem::take(&mut self.notices);
        notices.extend(reader.take_notices());
        notices.extend(reader.take_unclaimed());
        Ok(Assessed::new(&self.assessor, block, notices))
    }
}
