//! What it takes to divide places and records among machines: which columns matter, and which ids are the same.

use super::columns::hold;
use super::engine::Fault;
use super::table::Table;
use super::{open, raised};
use crate::pack::Pack;
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use paicha::table::id_to_compare;
use pyo3::prelude::*;
use std::sync::Arc;

/// Of the columns of places, those that mean something to a pack; and which of all is that of the ids.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "taken from Python")]
pub fn place_columns(pack: &Pack, names: Vec<String>) -> (Vec<usize>, Option<usize>) {
    let means = |index: &usize| names.get(*index).is_some_and(|name| pack.vocabulary.means_something(name));
    let names_lent: Vec<&str> = names.iter().map(String::as_str).collect();
    ((0..names.len()).filter(means).collect(), pack.vocabulary.id_column(&names_lent))
}

/// Which of the columns of records is that of the ids of places.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "taken from Python")]
pub fn record_place_column(pack: &Pack, names: Vec<String>) -> Option<usize> {
    pack.vocabulary.place_column_of_records(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The ids in the first column of a frame in the form in which they compare; null where there is none.
#[pyfunction]
pub fn ids_to_compare(frame: &Bound<'_, PyAny>) -> PyResult<Table> {
    let py = frame.py();
    let (reader, _) = open(frame)?;
    let schema = Arc::new(Schema::new(vec![Field::new("id", DataType::Utf8, true)]));
    let batches = py.detach(|| {
        reader
            .map(|batch| {
                let batch = batch?;
                let held = hold(&batch)?;
                let ids = held.first().map(super::held::Held::lent);
                let ids: StringArray =
                    (0..batch.num_rows()).map(|row| id_to_compare(&ids.as_ref()?.cell(row))).collect();
                Ok::<_, Fault>(RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(ids) as ArrayRef])?)
            })
            .collect::<Result<Vec<_>, Fault>>()
    });
    Ok(Table::new(Arc::clone(&schema), batches.map_err(|fault| raised(py, fault))?, Vec::new(), Vec::new()))
}
