//! Frames that are read row by row, as tables in files are: those whose first rows are the header, and those of which
//! more is wanted than columns tell.

use super::columns::hold;
use super::engine::{Fault, Settings, WrongRows, error_text, kinds_text};
use super::held::Held;
use super::shape::{Exploded, Shape, Whose, day};
use super::threads::in_threads;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use paicha::Assessed;
use paicha::assessment::Assessment;
use paicha::explain::Explanation;
use paicha::table::{
    Block, Cell, Entry, FrameColumn, PlaceReader, Problem, ProblemCode, ReadOptions, RecordReader, Records, Vocabulary,
};
use std::sync::Arc;

/// So many rows are assessed at a time.
pub const BLOCK_ROWS: usize = 1024;

/// The number of the header in the table that a frame is read as; rows begin with 0.
pub const HEADER: u64 = u64::MAX;

/// Takes the row from notices that are about the header.
pub fn without_header_row(notices: &mut [Problem]) {
    notices.iter_mut().filter(|notice| notice.row == Some(HEADER)).for_each(|notice| notice.row = None);
}

/// Reads and assesses rows.
pub struct RowEngine<'v> {
    vocabulary: &'v Vocabulary,
    reader: PlaceReader<'v>,
    has_records: bool,
    /// Whether records were given beside the frame.
    are_beside: bool,
    notices: Vec<Problem>,
}

/// Whether places bring their records in a column.
pub fn has_records(schema: &Schema) -> bool {
    records_column(schema).is_some()
}

fn records_column(schema: &Schema) -> Option<usize> {
    let is_structs = |field: &Field| matches!(field.data_type(), DataType::Struct(_));
    schema.fields().iter().position(|field| {
        let lists = matches!(field.data_type(), DataType::List(item) | DataType::LargeList(item) if is_structs(item));
        field.name() == "records" && lists
    })
}

impl<'v> RowEngine<'v> {
    pub fn new(
        vocabulary: &'v Vocabulary,
        options: &ReadOptions,
        input: &SchemaRef,
        records: Option<Records>,
    ) -> Result<Self, Fault> {
        let mut reader = PlaceReader::new(vocabulary, options)?;
        let are_beside = records.is_some();
        let has_records = are_beside || has_records(input);
        if let Some(records) = records {
            reader = reader.with_records(records);
        }
        let skipped = records_column(input);
        let names =
            input.fields().iter().enumerate().map(|(index, field)| {
                if Some(index) == skipped { Cell::Empty } else { Cell::from(field.name().as_str()) }
            });
        reader.push(HEADER, &names.collect::<Vec<_>>())?;
        Ok(Self { vocabulary, reader, has_records, are_beside, notices: Vec::new() })
    }

    /// What people should know. Where it is about the header it has no row.
    pub fn take_notices(&mut self) -> Vec<Problem> {
        let mut notices = std::mem::take(&mut self.notices);
        notices.extend(self.reader.take_notices());
        without_header_row(&mut notices);
        notices
    }

    pub fn push(
        &mut self,
        batch: &RecordBatch,
        first_row: u64,
        settings: &Settings,
        wrong: &mut WrongRows,
        schema: &SchemaRef,
    ) -> Result<Vec<RecordBatch>, Fault> {
        if let Some(index) = records_column(batch.schema_ref()) {
            let records = self.records_of(batch, index)?;
            self.reader.add_records(records);
        }
        let mut batches = Vec::new();
        let held = hold(batch)?;
        let columns: Vec<FrameColumn<'_>> = held.iter().map(Held::lent).collect();
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(columns.len());
        for row in 0..batch.num_rows() {
            cells.clear();
            cells.extend(columns.iter().map(|column| column.cell(row)));
            self.reader.push(first_row + row as u64, &cells)?;
            if self.reader.is_full() {
                batches.push(assess(&self.reader.take_block(), self.has_records, settings, wrong, schema)?);
                settings.interrupted()?;
            }
        }
        Ok(batches)
    }

    pub fn finish(
        &mut self,
        settings: &Settings,
        wrong: &mut WrongRows,
        schema: &SchemaRef,
    ) -> Result<Vec<RecordBatch>, Fault> {
        self.reader.end()?;
        self.notices.extend(self.reader.take_unclaimed());
        Ok(vec![assess(&self.reader.take_block(), self.has_records, settings, wrong, schema)?])
    }

    /// The records in a column of lists, a place's in each row.
    fn records_of(&mut self, batch: &RecordBatch, index: usize) -> Result<Records, Fault> {
        let column = batch.column(index);
        let lists = match column.data_type() {
            DataType::LargeList(item) => cast(column, &DataType::List(Arc::clone(item)))?,
            _ => Arc::clone(column),
        };
        let lists = lists.as_list::<i32>();
        let mut reader = RecordReader::new(self.vocabulary, None)?;
        let fields = lists.values().as_struct().fields().clone();
        let names = fields.iter().map(|field| Cell::from(field.name().as_str()));
        reader.push(HEADER, &std::iter::once(Cell::from("place")).chain(names).collect::<Vec<_>>())?;
        let ids = self.id_column(batch)?;
        let mut withheld = Vec::new();
        for row in 0..batch.num_rows() {
            if lists.is_null(row) {
                withheld.extend((!self.are_beside).then(|| ids.lent().cell(row).shown().into_owned()));
                continue;
            }
            let own = RecordBatch::from(lists.value(row).as_struct());
            let held = hold(&own)?;
            for record in 0..own.num_rows() {
                let cells = held.iter().map(|column| column.lent().cell(record));
                let cells: Vec<Cell<'_>> = std::iter::once(ids.lent().cell(row)).chain(cells).collect();
                reader.push(row as u64, &cells)?;
            }
        }
        match reader.end() {
            // No place has any.
            Err(problem) if problem.code == ProblemCode::EmptyTable => {}
            ended => ended?,
        }
        self.notices.extend(reader.take_notices().into_iter().filter(|notice| notice.code != ProblemCode::EmptyTable));
        self.notices.extend(reader.take_problems());
        let mut records = reader.finish();
        withheld.iter().for_each(|id| records.withhold(id));
        Ok(records)
    }

    fn id_column(&self, batch: &RecordBatch) -> Result<Held, Fault> {
        let names: Vec<&str> = batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
        let Some(index) = self.vocabulary.id_column(&names) else { return Ok(Held::Empty) };
        Ok(Held::new(batch.column(index))?.unwrap_or(Held::Empty))
    }
}

/// Assesses a block.
fn assess(
    block: &Block,
    with_tasks: bool,
    settings: &Settings,
    wrong: &mut WrongRows,
    schema: &SchemaRef,
) -> Result<RecordBatch, Fault> {
    let pairs = || block.entries.iter().zip(&block.rows).map(|(entry, row)| (entry, row.row));
    for (entry, row) in pairs() {
        if let Entry::Error(error) = entry {
            wrong.add(row, error);
        }
    }
    let assessed = settings.assessor.clone().with_threads(settings.threads).assess(&block.places);
    let everything = || views(&assessed, settings.threads, settings.shape == Shape::Questions);
    let mut whose = Whose::default();
    if let Some(mut exploded) = Exploded::new(settings.shape) {
        let places = everything()?;
        for (entry, row) in pairs() {
            if let Entry::Place(place) = entry
                && let Some(place) = places.get(*place)
            {
                exploded.add(row, place, &mut whose);
            }
        }
        let mut arrays = whose.finish();
        arrays.extend(exploded.finish());
        return Ok(RecordBatch::try_new(Arc::clone(schema), arrays)?);
    }
    let places = if with_tasks { everything()? } else { Vec::new() };
    let mut values = settings.layout.room(block.places.len());
    values.parts(block.places.len().max(1)).into_iter().for_each(|part| settings.layout.fill(&assessed, part));
    let mut positions = Vec::new();
    let mut due: (Vec<Option<i32>>, Vec<Option<i64>>) = Default::default();
    let mut errors: Vec<Option<String>> = Vec::new();
    for (entry, row) in pairs() {
        match entry {
            Entry::Place(place) => {
                let own = block.places.row(*place);
                let kinds = kinds_text(block.places.kinds(*place), &settings.pack);
                whose.add(row, Some(&own.id), own.name.as_deref(), Some(&kinds), own.region.as_deref());
                positions.push(*place);
                let place = places.get(*place).map(|place| &place.assessment);
                due.0.push(place.and_then(|place| place.next_due).map(day));
                due.1.push(place.and_then(|place| place.days_overdue));
                errors.push(None);
            }
            Entry::Error(_) if !settings.errors_as_rows => {}
            Entry::Error(error) => {
                whose.add(row, error.id.as_deref(), error.name.as_deref(), None, None);
                positions.push(usize::MAX);
                due.0.push(None);
                due.1.push(None);
                errors.push(Some(error_text(error)));
            }
        }
    }
    let mut arrays = whose.finish();
    arrays.extend(settings.layout.arrays(values.rows(&positions), 1)?);
    if with_tasks {
        arrays.push(Arc::new(Date32Array::from(due.0)) as ArrayRef);
        arrays.push(Arc::new(Int64Array::from(due.1)));
    }
    if settings.errors_as_rows {
        arrays.push(Arc::new(StringArray::from(errors)));
    }
    Ok(RecordBatch::try_new(Arc::clone(schema), arrays)?)
}

/// Everything about every place; what to ask next only where it is wanted, for it takes longer than all else.
fn views(assessed: &Assessed<'_>, threads: usize, with_questions: bool) -> Result<Vec<Explanation>, Fault> {
    let view =
        |place: usize| if with_questions { assessed.explain(place) } else { unasked(assessed.assessment(place)) };
    in_threads((0..assessed.len()).collect(), threads, view)
}

/// An assessment without what to ask next.
fn unasked(assessment: Assessment) -> Explanation {
    Explanation {
        assessment,
        level_because: None,
        level_at_worst_because: None,
        score_terms: Vec::new(),
        questions: Vec::new(),
    }
}
