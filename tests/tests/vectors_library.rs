//! The conformance vectors through the Rust library, with files in memory.

use paicha::diagnostic::Code;
use paicha::number::to_json;
use paicha::pack::{Files, Pack};
use paicha::table::{
    Block, Cell, Entry, JsonReader, PlaceReader, Problem, ReadOptions, RecordReader, Records, Vocabulary,
};
use paicha::{AssessOptions, Date};
use paicha_tests::{CASES, Got, Input, Run, all, run_all};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// How many cases the library cannot run; the reason of each is in its `skip`.
const SKIPPED: usize = 0;

#[test]
fn every_case() -> Result<(), String> {
    let counts = run_all("library", run).inspect_err(|report| eprintln!("{report}")).map_err(|_| "cases differ")?;
    assert_eq!(counts.ran + counts.skipped.len(), CASES, "cases of vectors/");
    assert_eq!(counts.skipped.len(), SKIPPED, "skipped: {:#?}", counts.skipped);
    Ok(())
}

/// Codes that no vector can bring about: a file that the system will not read; a pack used outside its dates, which
/// is `expect_warned`.
const WITHOUT_CASE: [&str; 2] = ["E0112", "W0503"];

#[test]
fn every_code_has_a_case() -> Result<(), String> {
    let topics = all()?;
    let expected =
        topics.iter().flat_map(|topic| &topic.cases).filter_map(|case| case.expect_diagnostics.as_ref()).flatten();
    let codes: BTreeSet<&str> = expected.filter_map(|diagnostic| diagnostic["code"].as_str()).collect();
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !codes.contains(code)).collect();
    assert_eq!(missing, WITHOUT_CASE, "diagnostic codes without a case");
    Ok(())
}

fn run(run: &Run) -> Result<Got, String> {
    let checked = Pack::check(&Files(run.files.clone()), &run.pack);
    let diagnostics = checked.diagnostics.iter().map(value).collect::<Result<_, _>>()?;
    let Some(pack) = checked.pack else { return Ok(Got { diagnostics, ..Got::default() }) };
    let as_of: Date = run.as_of.parse().map_err(|_| "as_of")?;
    let records_from =
        run.case.records_from.as_ref().map(|date| date.parse()).transpose().map_err(|_| "records_from")?;
    let vocabulary = Vocabulary::new(pack.items());
    let block = block(&vocabulary, run).map_err(|problem| problem.to_string())?;
    let Some(block) = block else { return Ok(Got { diagnostics, ..Got::default() }) };
    let assessed = pack.assessor(as_of, AssessOptions { records_from }).assess(&block.places);
    let row = |entry: &Entry| match entry {
        Entry::Place(place) if run.case.expect_explain.is_some() => value(&assessed.explain(*place)),
        Entry::Place(place) => value(&assessed.assessment(*place)),
        Entry::Error(row) => value(row),
    };
    let rows = block.entries.iter().map(row).collect::<Result<_, _>>()?;
    Ok(Got { diagnostics, rows, warned: pack.warning(as_of).is_some() })
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

/// Anything as its JSON reads: printed as every shell prints it, then parsed.
fn value<T: Serialize>(any: &T) -> Result<Value, String> {
    let text = to_json(any).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}
