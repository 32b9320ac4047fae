//! What readers give out: blocks of places that can be scored, and in their order the rows that cannot, with the reasons.

use super::problem::{Problem, ProblemCode, listed};
use super::records::Records;
use super::seen::{FirstSeen, Seen};
use super::words::id_key;
use super::{Inputs, KindSet, PlaceRow, Places, Record, Source, Value, Vocabulary};
use crate::date::Date;
use crate::hash::hash_of;
use serde::Serialize;
use std::sync::Arc;

/// How places are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// A block is full when it has so many rows. Default 4,096.
    pub block_rows: usize,
    /// Whether to keep what stands in columns that mean nothing to the pack. Default no.
    pub keep_unused: bool,
    /// The kind (or several, as in a cell) of all places of a table that has no column of kinds.
    pub default_kind: Option<String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { block_rows: 4096, keep_unused: false, default_kind: None }
    }
}

/// A row that cannot be assessed, with all its problems. Never mixed up with an assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ErrorRow {
    /// The place's id, if it can be read.
    pub id: Option<String>,
    /// Its name, if it can be read.
    pub name: Option<String>,
    /// The date of the assessment that is not; who assesses fills it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// What is wrong, at least one thing.
    pub problems: Vec<Problem>,
}

/// One row of the input.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// The place of this index in the block.
    Place(usize),
    /// A row that cannot be assessed.
    Error(ErrorRow),
}

/// Where an entry comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRow {
    /// The row, as the caller numbered it.
    pub row: u64,
    /// What stands in the columns that mean nothing, if asked for; one for each of the table's unused columns.
    pub unused: Vec<String>,
}

/// Some rows of the input.
#[derive(Clone, Debug)]
pub struct Block {
    /// The places that can be assessed.
    pub places: Places,
    /// Every row, in the order of the input.
    pub entries: Vec<Entry>,
    /// Where each entry comes from.
    pub rows: Vec<SourceRow>,
}

impl Block {
    fn new(inputs: &Inputs) -> Self {
        Self { places: Places::new(inputs), entries: Vec::new(), rows: Vec::new() }
    }
}

/// A place as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct ReadPlace {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) kinds: Option<KindSet>,
    pub(super) region: Option<String>,
    pub(super) since: Option<Date>,
    pub(super) records: Option<Vec<Record>>,
    pub(super) problems: Vec<Problem>,
}

impl From<PlaceRow> for ReadPlace {
    fn from(place: PlaceRow) -> Self {
        let PlaceRow { id, name, kinds, region, since, records } = place;
        Self { id: Some(id), name, kinds: Some(kinds), region, since, records, problems: Vec::new() }
    }
}

impl ReadPlace {
    /// Keeps what was read, or notes the problem.
    pub(super) fn note<T>(&mut self, read: Result<T, Box<Problem>>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }

    /// The place, if nothing is wrong with it.
    pub(super) fn finish(self) -> Result<PlaceRow, Box<ErrorRow>> {
        let Self { id, name, kinds, region, since, records, problems } = self;
        match (id, kinds) {
            (Some(id), Some(kinds)) if problems.is_empty() => Ok(PlaceRow { id, name, kinds, region, since, records }),
            (id, _) => Err(Box::new(ErrorRow { id, name, as_of: None, problems })),
        }
    }
}

/// Takes places in, whatever they were read from: looks for duplicates, adds records, fills blocks.
#[derive(Debug)]
pub(super) struct Intake<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) notices: Vec<Problem>,
    records: Option<Records>,
    sources: Vec<Arc<Source>>,
    seen: Seen,
    block: Block,
    block_rows: usize,
}

impl<'v> Intake<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary, block_rows: usize) -> Self {
        Self {
            vocabulary,
            notices: Vec::new(),
            records: None,
            sources: vec![Arc::default()],
            seen: Seen::default(),
            block: Block::new(vocabulary.inputs()),
            block_rows: block_rows.max(1),
        }
    }

    pub(super) fn set_records(&mut self, records: Records) {
        self.records = Some(records);
    }

    pub(super) fn add_records(&mut self, records: Records) {
        match &mut self.records {
            Some(own) => own.extend(records),
            None => self.records = Some(records),
        }
    }

    pub(super) fn start(&mut self, source: Source) {
        self.sources.push(Arc::new(source));
    }

    pub(super) fn source(&self) -> Arc<Source> {
        self.sources.last().cloned().unwrap_or_default()
    }

    /// Takes in a place, with a value for each input.
    pub(super) fn admit(&mut self, mut place: ReadPlace, values: &[Value], row: SourceRow) {
        if let Some(id) = &place.id {
            let id = id.clone();
            place.problems.extend(self.seen_before(&id, row.row).map(|problem| *problem));
            if let Some(records) = &mut self.records {
                place.records.get_or_insert_default().extend(records.claim(&id_key(&id)));
            }
        }
        let entry = match place.finish() {
            Ok(place) => {
                self.block.places.push(place, values);
                Entry::Place(self.block.places.len() - 1)
            }
            Err(error) => Entry::Error(*error),
        };
        self.block.entries.push(entry);
        self.block.rows.push(row);
    }

    /// Notes the id of a row; the problem, if it was there before.
    pub(super) fn seen_before(&mut self, id: &str, row: u64) -> Option<Box<Problem>> {
        let first = self.hash_seen_before(hash_of(&id_key(id)), row)?;
        Some(self.duplicate(id, first, row))
    }

    /// Notes the id of a row by the hash of its key; where it was before, if it was.
    pub(super) fn hash_seen_before(&mut self, hash: u64, row: u64) -> Option<FirstSeen> {
        self.seen.note(hash, FirstSeen { source: self.sources.len() - 1, row })
    }

    /// Notes the ids of rows from this one on that cannot have been there before, by the hashes of their keys.
    pub(super) fn new_hashes(&mut self, hashes: &[u64], row: u64) {
        self.seen.note_new(hashes, FirstSeen { source: self.sources.len() - 1, row });
    }

    pub(super) fn duplicate(&self, id: &str, first: FirstSeen, row: u64) -> Box<Problem> {
        let source = self.sources.get(first.source).cloned().unwrap_or_default();
        let elsewhere = if first.source + 1 == self.sources.len() { None } else { Some(source) };
        let files: Vec<&str> =
            elsewhere.iter().flat_map(|source| [&source.file, &source.sheet]).flatten().map(String::as_str).collect();
        let shown = listed([id]);
        let (file_zh, file_en) = match files.join(" ") {
            file if file.is_empty() => (String::new(), String::new()),
            file => (format!("{file} "), format!(" of {file}")),
        };
        Problem::new(
            ProblemCode::DuplicatePlace,
            format!("编号{}已经用在{file_zh}第 {} 行", shown.zh, first.row),
            format!("the id {} was there before, in row {}{file_en}", shown.en, first.row),
        )
        .with_help(
            "同一场所只留一行；不同的场所要有不同的编号",
            "keep one row for one place, and give different places different ids",
        )
        .with_value(id)
        .in_source(&self.source())
        .at_row(row)
    }

    pub(super) fn is_full(&self) -> bool {
        self.block.entries.len() >= self.block_rows
    }

    pub(super) fn take_block(&mut self) -> Block {
        std::mem::replace(&mut self.block, Block::new(self.vocabulary.inputs()))
    }

    /// The problems of records that no place has claimed.
    pub(super) fn unclaimed(&mut self) -> Vec<Problem> {
        self.records.take().map(Records::into_unclaimed).unwrap_or_default()
    }
}
