//! Results that are there as a whole.

use crate::data;
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, Field, SchemaRef};
use paicha::table::{ErrorRow, Problem};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};
use std::sync::Arc;

/// Batches of rows; `Frame` and `Results` of the package are made of it.
#[pyclass(frozen, module = "paicha._native")]
pub struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    notices: Vec<Problem>,
    wrong: Vec<(u64, ErrorRow)>,
}

impl Table {
    pub fn new(
        schema: SchemaRef,
        batches: Vec<RecordBatch>,
        notices: Vec<Problem>,
        wrong: Vec<(u64, ErrorRow)>,
    ) -> Self {
        Self { schema, batches, notices, wrong }
    }
}

/// Batches as an Arrow stream.
pub fn export<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>> + Send + 'static,
    requested: Option<Bound<'py, PyCapsule>>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let field = Field::new_struct("", schema.fields().clone(), false).with_metadata(schema.metadata().clone());
    let arrays = batches.map(|batch| Ok(Arc::new(StructArray::from(batch?)) as ArrayRef));
    Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, field.into())), requested)?)
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        export(py, &self.schema, self.batches.clone().into_iter().map(Ok), requested_schema)
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.notices)
    }

    #[getter]
    fn problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for (row, error) in &self.wrong {
            let own = data::python(py, error)?;
            own.set_item("row", row)?;
            list.append(own)?;
        }
        Ok(list)
    }
}
