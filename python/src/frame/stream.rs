//! Results that come batch by batch, as the frame is read: no more of it is held than one batch.

use super::engine::{Engine, Fault};
use super::table::{Table, export};
use super::{Call, raised, wrong_rows};
use crate::pack::Pack;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use paicha::table::{ErrorRow, Problem, Vocabulary};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use self_cell::self_cell;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

type Own<'a> = Engine<'a>;

self_cell!(
    struct Held {
        owner: Arc<Vocabulary>,
        #[not_covariant]
        dependent: Own,
    }
);

/// A frame being read.
struct State {
    engine: Held,
    reader: Box<dyn RecordBatchReader + Send>,
    ready: VecDeque<RecordBatch>,
    ended: bool,
}

impl State {
    fn new(engine: Held, reader: Box<dyn RecordBatchReader + Send>) -> Self {
        Self { engine, reader, ready: VecDeque::new(), ended: false }
    }

    /// Reads on until there is a batch of results, or the end.
    fn next(&mut self) -> Result<Option<RecordBatch>, Fault> {
        while self.ready.is_empty() && !self.ended {
            let batches = match self.reader.next() {
                Some(batch) => {
                    let batch = batch?;
                    self.engine.with_dependent_mut(|_, engine| engine.push(&batch))?
                }
                None => {
                    self.ended = true;
                    self.engine.with_dependent_mut(|_, engine| engine.finish())?
                }
            };
            self.ready.extend(batches);
        }
        Ok(self.ready.pop_front())
    }

    fn schema(&self) -> SchemaRef {
        self.engine.with_dependent(|_, engine| engine.schema())
    }

    /// What is to be told with a batch of results: notices, and the wrong rows up to its last.
    fn told(&mut self, batch: &RecordBatch) -> (Vec<Problem>, Vec<(u64, ErrorRow)>) {
        let rows = batch.columns().first().and_then(|rows| rows.as_primitive_opt::<Int64Type>());
        let last = rows.and_then(|rows| rows.values().last().copied());
        let is_last = self.ready.is_empty();
        self.engine.with_dependent_mut(|_, engine| {
            let belongs = |row: u64| is_last || last.is_some_and(|last| row <= last as u64);
            let wrong = std::mem::take(&mut engine.wrong.first);
            let (now, later) = wrong.into_iter().partition(|(row, _)| belongs(*row));
            engine.wrong.first = later;
            (std::mem::take(&mut engine.notices), now)
        })
    }

    /// Why the rows read so far end the call, if they do.
    fn refused(&self, py: Python<'_>) -> Option<PyErr> {
        self.engine.with_dependent(|_, engine| {
            let refused = !engine.settings.errors_as_rows && engine.wrong.count > 0;
            refused.then(|| wrong_rows(py, engine))
        })
    }
}

/// Results batch by batch.
#[pyclass(frozen, module = "paicha._native")]
pub struct Stream(Mutex<Option<State>>);

impl Stream {
    pub(super) fn new(py: Python<'_>, pack: &Pack, call: &Call<'_, '_>) -> PyResult<Self> {
        let mut reader = None;
        let engine = Held::try_new(Arc::clone(&pack.vocabulary), |vocabulary| {
            let (engine, own) = call.start(py, pack, vocabulary)?;
            reader = Some(own);
            Ok::<_, PyErr>(engine)
        })?;
        let mut state = reader.map(|reader| State::new(engine, reader));
        if let Some(state) = &mut state {
            // The first rows say what the columns of the results are.
            let first = py.detach(|| state.next()).map_err(|fault| raised(py, fault))?;
            if let Some(error) = state.refused(py) {
                return Err(error);
            }
            first.into_iter().for_each(|first| state.ready.push_front(first));
        }
        Ok(Self(Mutex::new(state)))
    }

    fn state<T>(&self, of: impl FnOnce(&mut Option<State>) -> T) -> T {
        of(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[pymethods]
impl Stream {
    fn next(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        py.detach(|| {
            self.state(|state| {
                let Some(state) = state else { return Ok(None) };
                let batch = state.next().map_err(|fault| Python::attach(|py| raised(py, fault)))?;
                if let Some(error) = Python::attach(|py| state.refused(py)) {
                    return Err(error);
                }
                Ok(batch.map(|batch| {
                    let (notices, wrong) = state.told(&batch);
                    Table::new(state.schema(), vec![batch], notices, wrong)
                }))
            })
        })
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let Some(mut state) = py.detach(|| self.state(Option::take)) else {
            return Err(pyo3::exceptions::PyRuntimeError::new_err("the stream was taken before / 结果流已经取走"));
        };
        let schema = state.schema();
        let batches = std::iter::from_fn(move || {
            let batch = state.next().map_err(|fault| Python::attach(|py| raised(py, fault)));
            let refused = Python::attach(|py| state.refused(py));
            let batch = refused.map_or(batch, Err);
            batch.map_err(|error| ArrowError::ExternalError(Box::new(error))).transpose()
        });
        export(py, &schema, batches, requested_schema)
    }
}
