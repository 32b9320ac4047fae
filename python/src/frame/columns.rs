//! Frames whose columns are read as columns: part by part, by several threads.

use super::engine::{Fault, NO_WORD, Settings, Words, WrongRows, error_texts, kinds_text, words_type};
use super::held::Held;
use super::layout::Part;
use super::threads::in_threads;
use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::{DataType, SchemaRef};
use paicha::table::{FrameColumn, FrameReader, ReadFrame};
use std::sync::Arc;

/// So many rows are read, assessed and written at a time: what they take stays in the processor's own memory.
const PART_ROWS: usize = 4096;
/// Between so many rows a call looks whether it is to be interrupted.
const WAVE_ROWS: usize = 1 << 19;

/// Reads and assesses columns.
pub struct ColumnEngine<'v> {
    reader: FrameReader<'v>,
    kinds: Words,
    regions: Words,
}

/// A part that was read and assessed.
struct Done {
    index: usize,
    frame: ReadFrame,
}

impl<'v> ColumnEngine<'v> {
    pub fn new(reader: FrameReader<'v>) -> Self {
        Self { reader, kinds: Words::default(), regions: Words::default() }
    }

    /// The type of the column of ids.
    pub fn id_type(&self, input: &SchemaRef) -> DataType {
        let (id, ..) = self.reader.own_columns();
        text_type(input.fields().get(id).map(|field| field.data_type()))
    }

    /// The type of the column of names.
    pub fn name_type(&self, input: &SchemaRef) -> DataType {
        let (_, name, _) = self.reader.own_columns();
        text_type(name.and_then(|name| input.fields().get(name)).map(|field| field.data_type()))
    }

    pub fn take_notices(&mut self) -> Vec<paicha::table::Problem> {
        self.reader.take_notices()
    }

    /// Assesses a batch. The columns of the result are `row`, `id`, `name`, `kinds`, `region`, those of the layout, and the
    /// errors where they are asked for.
    pub fn push(
        &mut self,
        batch: &RecordBatch,
        first_row: u64,
        settings: &Settings,
        wrong: &mut WrongRows,
    ) -> Result<Vec<ArrayRef>, Fault> {
        let rows = batch.num_rows();
        let mut own = Own { rows, kinds: Vec::with_capacity(rows), ..Own::default() };
        let mut values = settings.layout.room(rows);
        let mut parts: Vec<(usize, Part<'_>)> = values.parts(PART_ROWS).into_iter().enumerate().collect();
        while !parts.is_empty() {
            let wave = parts.drain(..parts.len().min(WAVE_ROWS / PART_ROWS)).collect();
            for mut done in self.wave(batch, first_row, settings, wave)? {
                self.settle(batch, &settings.pack, done.index * PART_ROWS, &mut done.frame, &mut own);
            }
            settings.interrupted()?;
        }
        drop(parts);
        for (row, error) in &own.wrong {
            values.clear(*row);
            wrong.add(first_row + *row as u64, error);
        }
        let errors = settings.errors_as_rows.then(|| error_texts(rows, &own.wrong));
        let skipped = std::mem::take(&mut own.skipped);
        let mut arrays = self.own_arrays(batch, first_row, own)?;
        arrays.extend(settings.layout.arrays(values, settings.threads)?);
        arrays.extend(errors);
        keep(arrays, rows, &skipped)
    }

    /// Reads and assesses parts.
    fn wave(
        &self,
        batch: &RecordBatch,
        first_row: u64,
        settings: &Settings,
        parts: Vec<(usize, Part<'_>)>,
    ) -> Result<Vec<Done>, Fault> {
        let work = |(index, part): (usize, Part<'_>)| -> Result<Done, Fault> {
            let start = index * PART_ROWS;
            let rows = PART_ROWS.min(batch.num_rows() - start);
            let held = hold(&batch.slice(start, rows))?;
            let columns: Vec<FrameColumn<'_>> = held.iter().map(Held::lent).collect();
            let mut frame = self.reader.read(&columns, first_row + start as u64, rows);
            settings.layout.fill(&settings.assessor.assess(&frame.places), part);
            frame.places.clear();
            Ok(Done { index, frame })
        };
        in_threads(parts, settings.threads, work)?.into_iter().collect()
    }

    /// Settles what depends on the parts before.
    fn settle(&mut self, batch: &RecordBatch, pack: &paicha::Pack, start: usize, frame: &mut ReadFrame, own: &mut Own) {
        let rows = PART_ROWS.min(own.rows - start);
        let (id, name, region) = self.reader.own_columns();
        let shown = |index: usize| (Some(index) == name || index == id).then(|| batch.column(index).slice(start, rows));
        let held: Vec<Option<Held>> = (0..batch.num_columns())
            .map(|index| shown(index).and_then(|array| Held::new(&array).ok().flatten()))
            .collect();
        let columns: Vec<FrameColumn<'_>> =
            held.iter().map(|held| held.as_ref().map_or(FrameColumn::Empty, Held::lent)).collect();
        self.reader.settle(frame, &columns);

        let kinds: Vec<i32> = frame.kinds.iter().map(|set| self.kinds.code(&kinds_text(set.list(), pack))).collect();
        own.kinds.extend(recoded(&frame.kinds_of, &kinds, rows));
        if region.is_some() {
            let regions: Vec<i32> = frame.regions.iter().map(|region| self.regions.code(region)).collect();
            own.regions.extend(recoded(&frame.regions_of, &regions, rows));
        }
        own.ids.extend(frame.own_ids.drain(..).map(|(row, id)| (start + row, id)));
        own.names.extend(frame.own_names.drain(..).map(|(row, name)| (start + row, name)));
        own.wrong.extend(frame.wrong.drain(..).map(|(row, error)| (start + row, error)));
        own.skipped.extend(frame.skipped.drain(..).map(|row| start + row));
    }

    /// The columns that say who the places are.
    fn own_arrays(&self, batch: &RecordBatch, first_row: u64, own: Own) -> Result<Vec<ArrayRef>, Fault> {
        let (id, name, _) = self.reader.own_columns();
        let rows = Int64Array::from_iter_values((0..own.rows as i64).map(|row| first_row as i64 + row));
        let names = match name {
            Some(name) => changed(batch.column(name), &own.names)?,
            None => arrow_array::new_null_array(&DataType::Utf8, own.rows),
        };
        let kinds = self.kinds.column(own.kinds);
        let regions = match own.regions.as_slice() {
            [] => Ok(arrow_array::new_null_array(&words_type(), own.rows)),
            _ => self.regions.column(own.regions),
        };
        Ok(vec![Arc::new(rows), changed(batch.column(id), &own.ids)?, names, kinds?, regions?])
    }
}

/// Who the places of a batch are, and which rows are none.
#[derive(Default)]
struct Own {
    rows: usize,
    kinds: Vec<i32>,
    regions: Vec<i32>,
    ids: Vec<(usize, Option<String>)>,
    names: Vec<(usize, Option<String>)>,
    wrong: Vec<(usize, paicha::table::ErrorRow)>,
    skipped: Vec<usize>,
}

/// The codes of rows by those of a part, of which all have the first where there are none.
fn recoded(of: &[u32], codes: &[i32], rows: usize) -> Vec<i32> {
    if of.is_empty() {
        return vec![codes.first().copied().unwrap_or(NO_WORD); rows];
    }
    of.iter().map(|code| codes.get(*code as usize).copied().unwrap_or(NO_WORD)).collect()
}

/// The columns of a batch as the core reads them.
pub fn hold(batch: &RecordBatch) -> Result<Vec<Held>, Fault> {
    let mut held = Vec::with_capacity(batch.num_columns());
    for (array, field) in batch.columns().iter().zip(batch.schema_ref().fields()) {
        held.push(Held::new(array)?.unwrap_or(Held::Strange(field.data_type().clone())));
    }
    Ok(held)
}

/// The type of a column of texts made from one of this type.
fn text_type(input: Option<&DataType>) -> DataType {
    input.filter(|own| own.is_string()).cloned().unwrap_or(DataType::Utf8)
}

/// A column of texts, some of which are read otherwise than they are written.
fn changed(array: &ArrayRef, changes: &[(usize, Option<String>)]) -> Result<ArrayRef, Fault> {
    let to = text_type(Some(array.data_type()));
    if changes.is_empty() {
        return Ok(cast(array, &to)?);
    }
    let texts = cast(array, &DataType::Utf8)?;
    let mut texts: Vec<Option<String>> =
        arrow_array::cast::AsArray::as_string::<i32>(&texts).iter().map(|text| text.map(str::to_owned)).collect();
    for (row, text) in changes {
        if let Some(own) = texts.get_mut(*row) {
            own.clone_from(text);
        }
    }
    Ok(cast(&(Arc::new(StringArray::from(texts)) as ArrayRef), &to)?)
}

/// The columns without the rows that are no places.
fn keep(arrays: Vec<ArrayRef>, rows: usize, skipped: &[usize]) -> Result<Vec<ArrayRef>, Fault> {
    if skipped.is_empty() {
        return Ok(arrays);
    }
    let mut kept = vec![true; rows];
    skipped.iter().filter_map(|row| kept.get_mut(*row).map(|own| *own = false)).for_each(drop);
    let kept = BooleanArray::from(kept);
    arrays.iter().map(|array| Ok(arrow_select::filter::filter(array, &kept)?)).collect()
}
