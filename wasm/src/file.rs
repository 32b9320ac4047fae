//! Files that a portal's users drop: CSV, workbooks, JSON. Read as the command line reads them, by the core.

use crate::assessed::Assessed;
use crate::failure::{json, of_error, of_problem};
use paicha::sheet::{Content, Fed, FeedError, Reader, Sink, feed, open};
use paicha::table::{Problem, ReadOptions, RecordReader, Records, Vocabulary};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes a file of records, then one of places.
#[wasm_bindgen]
#[derive(Debug)]
pub struct FileReader {
    assessor: paicha::Assessor,
    vocabulary: Rc<Vocabulary>,
    records: Option<Records>,
    /// What was found of the records: rows left out, columns not used.
    notices: Vec<Problem>,
    read: Option<Fed>,
}

impl FileReader {
    pub(crate) fn new(assessor: paicha::Assessor, vocabulary: Rc<Vocabulary>) -> Self {
        Self { assessor, vocabulary, records: None, notices: Vec::new(), read: None }
    }
}

fn opened(bytes: &[u8]) -> Result<Content<'_>, String> {
    open(bytes).map_err(|error| of_error(&error))
}

fn read<S: Sink>(content: Content<'_>, name: &str, sheet: Option<&str>, sink: &mut S) -> Result<Fed, String> {
    feed(content, name, sheet, sink, |_| Ok::<bool, paicha::Error>(true)).map_err(|error| match error {
        FeedError::File(error) | FeedError::NoSheet(error) | FeedError::Stopped(error) => of_error(&error),
        FeedError::Table(problem) => of_problem(&problem),
    })
}

fn tell(problem: Box<Problem>) -> String {
    of_problem(&problem)
}

#[wasm_bindgen]
impl FileReader {
    /// Reads a file of records. They are for the places read after it.
    ///
    /// # Errors
    /// When it cannot be read, or has no table of records.
    pub fn records(
        &mut self,
        bytes: &[u8],
        name: &str,
        sheet: Option<String>,
        task: Option<String>,
    ) -> Result<(), String> {
        let mut reader = RecordReader::new(&self.vocabulary, task.as_deref()).map_err(tell)?;
        read(opened(bytes)?, name, sheet.as_deref(), &mut reader)?;
        self.notices.extend(reader.take_notices());
        self.notices.extend(reader.take_problems());
        self.records = Some(reader.finish());
        Ok(())
    }

    /// Reads and assesses a file of places.
    ///
    /// # Errors
    /// When it cannot be read, or has no table of places.
    pub fn places(
        &mut self,
        bytes: &[u8],
        name: &str,
        sheet: Option<String>,
        default_kind: Option<String>,
    ) -> Result<Assessed, String> {
        let options = ReadOptions { default_kind, block_rows: usize::MAX, ..ReadOptions::default() };
        let content = opened(bytes)?;
        let mut reader = Reader::new(content.kind(), &self.vocabulary, &options).map_err(tell)?;
        if let Some(records) = self.records.take() {
            reader = reader.with_records(records);
        }
        self.read = Some(read(content, name, sheet.as_deref(), &mut reader)?);
        let block = reader.take_block();
        let mut notices = std::mem::take(&mut self.notices);
        notices.extend(reader.take_notices());
        notices.extend(reader.take_unclaimed());
        Ok(Assessed::new(&self.assessor, block, notices))
    }

    /// Of the places' file: the sheet that was read (`null` for a file without sheets) and those it was chosen from, as JSON.
    ///
    /// # Errors
    /// None that is known.
    pub fn sheets(&self) -> Result<String, String> {
        let read = self.read.as_ref();
        json(&(
            read.and_then(|read| read.sheet.as_deref()),
            read.map(|read| read.sheets.as_slice()).unwrap_or_default(),
        ))
    }
}
