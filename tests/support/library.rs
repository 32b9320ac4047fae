//! Runs of the vectors through the Rust library, with files in memory: the texts that it prints.

use crate::{Got, Input, Run};
use paicha::number::to_json;
use paicha::pack::{Files, Pack};
use paicha::table::{
    Block, Cell, Entry, JsonReader, PlaceReader, Problem, ReadOptions, RecordReader, Records, Vocabulary,
};
use paicha::{AssessOptions, Date};
use serde::Serialize;

/// What the library prints for a run, each a JSON text. Every shell must give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Texts {
    /// The diagnostics of the pack.
    pub diagnostics: String,
    /// An assessment, an explanation or an error row for each place; empty where the pack has errors.
    pub rows: Vec<String>,
    /// The warning that the pack is used outside its dates.
    pub warning: Option<String>,
}

impl Texts {
    /// The texts read, as comparisons want them.
    ///
    /// # Errors
    /// When one of them is no JSON.
    pub fn read(&self) -> Result<Got, String> {
        let parse = |text: &String| serde_json::from_str(text).map_err(|error| error.to_string());
        Ok(Got {
            diagnostics: serde_json::from_str(&self.diagnostics).map_err(|error| error.to_string())?,
            rows: self.rows.iter().map(parse).collect::<Result<_, _>>()?,
            warned: self.warning.is_some(),
        })
    }
}

/// Runs the library.
///
/// # Errors
/// When the run's dates or tables cannot be read at all.
pub fn run(run: &Run) -> Result<Texts, String> {
    let checked = Pack::check(&Files(run.files.clone()), &run.pack);
    let diagnostics = text(&checked.diagnostics)?;
    let nothing = Texts { diagnostics, rows: Vec::new(), warning: None };
    let Some(pack) = checked.pack else { return Ok(nothing) };
    let as_of: Date = run.as_of.parse().map_err(|_| "as_of")?;
    let records_from =
        run.case.records_from.as_ref().map(|date| date.parse()).transpose().map_err(|_| "records_from")?;
    let vocabulary = Vocabulary::new(pack.items());
    let block = block(&vocabulary, run).map_err(|problem| problem.to_string())?;
    let Some(block) = block else { return Ok(nothing) };
    let assessed = pack.assessor(as_of, AssessOptions { records_from }).assess(&block.places);
    let row = |entry: &Entry| match entry {
        Entry::Place(place) if run.case.expect_explain.is_some() => text(&assessed.explain(*place)),
        Entry::Place(place) => text(&assessed.assessment(*place)),
        Entry::Error(row) => text(row),
    };
    let rows = block.entries.iter().map(row).collect::<Result<_, _>>()?;
    let warning = pack.warning(as_of).as_ref().map(text).transpose()?;
    Ok(Texts { rows, warning, ..nothing })
}

fn block(vocabulary: &Vocabulary, run: &Run) -> Result<Option<Block>, Box<Problem>> {
    let options = ReadOptions::default();
    let records = run.case.records.as_ref().map(|rows| records(vocabulary, rows)).transpose()?;
    match &run.input {
        Input::Pack => Ok(None),
        Input::Place(place) => {
            let mut reader = JsonReader::new(vocabulary, &options)?;
            if let Some(records) = records {
                reader = reader.with_records(records);
            }
            reader.push(1, place);
            Ok(Some(reader.take_block()))
        }
        Input::Table(rows) => {
            let mut reader = PlaceReader::new(vocabulary, &options)?;
            if let Some(records) = records {
                reader = reader.with_records(records);
            }
            for (index, row) in rows.iter().enumerate() {
                reader.push(index as u64 + 1, &cells(row))?;
            }
            reader.end()?;
            Ok(Some(reader.take_block()))
        }
    }
}

fn records(vocabulary: &Vocabulary, rows: &[Vec<String>]) -> Result<Records, Box<Problem>> {
    let mut reader = RecordReader::new(vocabulary, None)?;
    for (index, row) in rows.iter().enumerate() {
        reader.push(index as u64 + 1, &cells(row))?;
    }
    reader.end()?;
    Ok(reader.finish())
}

fn cells(row: &[String]) -> Vec<Cell<'_>> {
    row.iter().map(|text| Cell::from(text.as_str())).collect()
}

fn text<T: Serialize>(any: &T) -> Result<String, String> {
    to_json(any).map_err(|error| error.to_string())
}
