//! Assesses a frame batch by batch, column by column where that can be and row by row where not.

use super::columns::{ColumnEngine, Unreadable, all_readable, hold};
use super::held::Held;
use super::layout::Layout;
use super::rows::RowEngine;
use super::shape::Shape;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, PrimitiveArray, RecordBatch, StringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use paicha::Assessor;
use paicha::table::{ErrorRow, FrameColumn, FrameReader, Problem, ReadOptions, Records, Vocabulary};
use pyo3::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// So many rows are looked at to find the header, however many a batch has.
const HEAD_ROWS: usize = 64;

/// So many wrong rows are told; all are counted.
const MOST_WRONG: usize = 1000;

/// Why a frame could not be assessed.
pub enum Fault {
    /// It cannot be read as a whole.
    Table(Box<Problem>),
    /// Arrow says why.
    Arrow(ArrowError),
    /// Somebody pressed Ctrl-C.
    Interrupted(PyErr),
    /// A thread ended early, which it never should.
    Thread,
}

impl From<ArrowError> for Fault {
    fn from(error: ArrowError) -> Self {
        Self::Arrow(error)
    }
}

impl From<Box<Problem>> for Fault {
    fn from(problem: Box<Problem>) -> Self {
        Self::Table(problem)
    }
}

/// How a frame is assessed.
pub struct Settings {
    pub pack: paicha::Pack,
    pub assessor: Assessor,
    pub layout: Layout,
    pub shape: Shape,
    pub kind: Option<String>,
    pub errors_as_rows: bool,
    pub threads: usize,
}

impl Settings {
    /// Whether the call is to end here.
    pub fn interrupted(&self) -> Result<(), Fault> {
        Python::attach(|py| py.check_signals()).map_err(Fault::Interrupted)
    }
}

/// The rows that could not be read.
#[derive(Default)]
pub struct WrongRows {
    pub count: u64,
    /// The first of them, with their numbers.
    pub first: Vec<(u64, ErrorRow)>,
}

impl WrongRows {
    pub fn add(&mut self, row: u64, error: &ErrorRow) {
        self.count += 1;
        if self.first.len() < MOST_WRONG {
            self.first.push((row, error.clone()));
        }
    }
}

/// Words with their numbers, in the order in which they were met.
#[derive(Default)]
pub struct Words {
    list: Vec<String>,
    codes: HashMap<String, i32>,
}

impl Words {
    pub fn code(&mut self, word: &str) -> i32 {
        if let Some(code) = self.codes.get(word) {
            return *code;
        }
        let code = self.list.len() as i32;
        self.list.push(word.to_owned());
        self.codes.insert(word.to_owned(), code);
        code
    }

    /// A column of codes with the words met so far; a negative code is none.
    pub fn column(&self, codes: Vec<i32>) -> Result<ArrayRef, ArrowError> {
        let all_known = codes.iter().fold(true, |all, code| all & (*code >= 0));
        let nulls = (!all_known).then(|| codes.iter().map(|code| *code >= 0).collect::<NullBuffer>());
        let keys = PrimitiveArray::<Int32Type>::new(codes.into(), nulls);
        let words = Arc::new(StringArray::from_iter_values(&self.list));
        Ok(Arc::new(DictionaryArray::try_new(keys, words)?))
    }
}

/// The code of no word.
pub const NO_WORD: i32 = -1;

/// The type of a column of [`Words`].
pub fn words_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// What is wrong with rows, as texts.
pub fn error_texts(rows: usize, wrong: &[(usize, ErrorRow)]) -> ArrayRef {
    let mut texts: Vec<Option<String>> = vec![None; rows];
    for (row, error) in wrong {
        if let Some(own) = texts.get_mut(*row) {
            *own = Some(error_text(error));
        }
    }
    Arc::new(StringArray::from(texts))
}

pub fn error_text(error: &ErrorRow) -> String {
    error.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// How the rows are read.
enum Way<'v> {
    Columns(Box<ColumnEngine<'v>>),
    Rows(Box<RowEngine<'v>>),
}

/// A frame being assessed.
pub struct Engine<'v> {
    vocabulary: &'v Vocabulary,
    pub settings: Arc<Settings>,
    pub records: Option<Records>,
    input: SchemaRef,
    unreadable: Vec<Unreadable>,
    /// The first batches, until there are rows enough to find the header in.
    first: Vec<RecordBatch>,
    way: Option<Way<'v>>,
    schema: SchemaRef,
    rows: u64,
    pub wrong: WrongRows,
    pub notices: Vec<Problem>,
}

impl<'v> Engine<'v> {
    pub fn new(
        vocabulary: &'v Vocabulary,
        settings: Arc<Settings>,
        records: Option<Records>,
        (input, unreadable): (SchemaRef, Vec<Unreadable>),
        notices: Vec<Problem>,
    ) -> Self {
        Self {
            vocabulary,
            settings,
            records,
            input,
            unreadable,
            first: Vec::new(),
            way: None,
            schema: Arc::new(Schema::empty()),
            rows: 0,
            wrong: WrongRows::default(),
            notices,
        }
    }

    fn options(&self) -> ReadOptions {
        ReadOptions {
            default_kind: self.settings.kind.clone(),
            block_rows: super::rows::BLOCK_ROWS,
            keep_unused: false,
        }
    }

    /// Finds out how the frame is to be read, from its first rows.
    fn start(&mut self, first: &RecordBatch) -> Result<(), Fault> {
        all_readable(&self.input, &self.unreadable, |name| self.vocabulary.means_something(name))?;
        let rowwise =
            self.records.is_some() || self.settings.shape.needs_rows() || super::rows::has_records(&self.input);
        if !rowwise {
            let held = hold(first)?;
            let columns: Vec<FrameColumn<'_>> = held.iter().map(Held::lent).collect();
            let names: Vec<&str> = self.input.fields().iter().map(|field| field.name().as_str()).collect();
            let rows = first.num_rows();
            if let Some(reader) = FrameReader::new(self.vocabulary, &self.options(), &names, &columns, rows)? {
                let engine = ColumnEngine::new(reader);
                self.schema = self.schema_of(engine.id_type(&self.input), engine.name_type(&self.input), false);
                self.way = Some(Way::Columns(Box::new(engine)));
                return Ok(());
            }
        }
        let with_records = self.records.is_some() || super::rows::has_records(&self.input);
        let engine = RowEngine::new(self.vocabulary, &self.options(), &self.input, self.records.take())?;
        self.schema = self.schema_of(DataType::Utf8, DataType::Utf8, with_records);
        self.way = Some(Way::Rows(Box::new(engine)));
        Ok(())
    }

    fn schema_of(&self, id: DataType, name: DataType, with_tasks: bool) -> SchemaRef {
        let own = |name: &str, data_type: DataType| Field::new(name, data_type, true);
        let mut fields = vec![
            Field::new("row", DataType::Int64, false),
            own("id", id),
            own("name", name),
            own("kinds", words_type()),
            own("region", words_type()),
        ];
        match self.settings.shape.fields() {
            Some(exploded) => fields.extend(exploded),
            None => {
                fields.extend(self.settings.layout.fields().iter().cloned());
                if with_tasks {
                    fields.extend([own("next_due", DataType::Date32), own("days_overdue", DataType::Int64)]);
                }
                if self.settings.errors_as_rows {
                    fields.push(own("error", DataType::Utf8));
                }
            }
        }
        Arc::new(Schema::new(fields))
    }

    /// The columns of the results, once the way is known.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Takes a batch. Those of the first rows wait for each other: where the header is must not depend on how the rows are
    /// shared out.
    pub fn push(&mut self, batch: &RecordBatch) -> Result<Vec<RecordBatch>, Fault> {
        if self.way.is_some() {
            return self.assess(batch);
        }
        self.first.push(batch.clone());
        let rows: usize = self.first.iter().map(RecordBatch::num_rows).sum();
        if rows < HEAD_ROWS { Ok(Vec::new()) } else { self.begin() }
    }

    /// Begins with the batches that are there.
    fn begin(&mut self) -> Result<Vec<RecordBatch>, Fault> {
        let batches = std::mem::take(&mut self.first);
        let mut left = HEAD_ROWS;
        let mut head = Vec::new();
        for batch in batches.iter().filter(|batch| batch.num_rows() > 0) {
            let rows = left.min(batch.num_rows());
            head.push(batch.slice(0, rows));
            left -= rows;
        }
        match head.as_slice() {
            [only] => self.start(only)?,
            several => self.start(&arrow_select::concat::concat_batches(&self.input, several)?)?,
        }
        let mut assessed = Vec::new();
        for batch in &batches {
            assessed.extend(self.assess(batch)?);
        }
        Ok(assessed)
    }

    fn assess(&mut self, batch: &RecordBatch) -> Result<Vec<RecordBatch>, Fault> {
        let first_row = self.rows;
        self.rows += batch.num_rows() as u64;
        match &mut self.way {
            Some(Way::Columns(engine)) => {
                let arrays = engine.push(batch, first_row, &self.settings, &mut self.wrong)?;
                self.notices.extend(engine.take_notices());
                Ok(vec![RecordBatch::try_new(Arc::clone(&self.schema), arrays)?])
            }
            Some(Way::Rows(engine)) => {
                let batches = engine.push(batch, first_row, &self.settings, &mut self.wrong, &self.schema)?;
                self.notices.extend(engine.take_notices());
                Ok(batches)
            }
            None => Ok(Vec::new()),
        }
    }

    /// The rows that were kept back.
    pub fn finish(&mut self) -> Result<Vec<RecordBatch>, Fault> {
        let mut batches = if self.way.is_none() { self.begin()? } else { Vec::new() };
        if let Some(Way::Rows(engine)) = &mut self.way {
            batches.extend(engine.finish(&self.settings, &mut self.wrong, &self.schema)?);
            self.notices.extend(engine.take_notices());
        }
        Ok(batches)
    }
}

/// The ids of the kinds of a set, in one cell.
pub fn kinds_text(set: &[u16], pack: &paicha::Pack) -> String {
    let kinds = &pack.items().kinds;
    let ids: Vec<&str> =
        set.iter().filter_map(|kind| kinds.get(usize::from(*kind))).map(|kind| kind.id.as_str()).collect();
    ids.join(";")
}
