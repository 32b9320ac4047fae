//! Frames in, frames out: anything that exports an Arrow stream.

mod columns;
mod engine;
mod held;
mod ids;
mod items;
mod layout;
mod records;
mod rows;
mod shape;
mod stream;
mod table;
mod threads;

pub use ids::{ids_to_compare, place_columns, record_place_column};
pub use stream::Stream;
pub use table::Table;

use crate::failure::{of_argument, of_arrow, of_rows, of_table};
use crate::pack::Pack;
use arrow_array::RecordBatchReader;
use arrow_schema::ArrowError;
use columns::Unreadable;
use engine::{Engine, Fault, Settings};
use layout::Layout;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3_arrow::input::AnyRecordBatch;
use shape::Shape;
use std::sync::Arc;

/// How a frame is to be assessed, as the methods of a pack take it.
pub struct Call<'a, 'py> {
    pub frame: &'a Bound<'py, PyAny>,
    pub as_of: &'a Bound<'py, PyAny>,
    pub records: Option<&'a Bound<'py, PyAny>>,
    pub records_from: Option<&'a Bound<'py, PyAny>>,
    pub kind: Option<String>,
    pub explode: Option<&'a str>,
    pub outcomes: bool,
    pub errors: &'a str,
    pub threads: Option<usize>,
}

impl Call<'_, '_> {
    fn settings(&self, py: Python<'_>, pack: &Pack) -> PyResult<Settings> {
        let shape = Shape::named(self.explode).ok_or_else(|| {
            let given = self.explode.unwrap_or_default();
            of_argument(
                py,
                "A105",
                &format!("explode：“{given}”不行，可以写 failed、tasks、questions，或者不写"),
                &format!("explode: \"{given}\" is none of failed, tasks, questions; or leave it out"),
            )
        })?;
        if !matches!(self.errors, "raise" | "rows") {
            let given = self.errors;
            return Err(of_argument(
                py,
                "A105",
                &format!("errors：“{given}”不行，可以写 raise（有错就停）或 rows（错误作为一行返回）"),
                &format!("errors: \"{given}\" is neither raise (stop) nor rows (give the error in its row)"),
            ));
        }
        let threads = self.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        Ok(Settings {
            pack: pack.pack.clone(),
            assessor: pack.on(self.as_of, self.records_from)?.assessor,
            layout: Layout::new(pack.pack.items(), self.outcomes),
            shape,
            kind: self.kind.clone(),
            errors_as_rows: self.errors == "rows",
            threads,
        })
    }

    /// A frame being assessed, and where its batches come from.
    fn start<'v>(
        &self,
        py: Python<'_>,
        pack: &Pack,
        vocabulary: &'v paicha::table::Vocabulary,
    ) -> PyResult<(Engine<'v>, Box<dyn RecordBatchReader + Send>)> {
        let settings = Arc::new(self.settings(py, pack)?);
        let (mut records, mut notices) = (None, Vec::new());
        if let Some(own) = self.records {
            let reader = open(own)?;
            let read = py.detach(|| records::read(vocabulary, reader)).map_err(|fault| raised(py, fault))?;
            (records, notices) = (Some(read.0), read.1);
        }
        let (reader, unreadable) = open(self.frame)?;
        Ok((Engine::new(vocabulary, settings, records, (reader.schema(), unreadable), notices), reader))
    }

    /// Assesses the frame batch by batch.
    pub fn stream(&self, py: Python<'_>, pack: &Pack) -> PyResult<Stream> {
        Stream::new(py, pack, self)
    }

    /// Assesses all of the frame.
    pub fn all(&self, py: Python<'_>, pack: &Pack) -> PyResult<Table> {
        let vocabulary = Arc::clone(&pack.vocabulary);
        let (mut engine, reader) = self.start(py, pack, &vocabulary)?;
        let run = || -> Result<_, Fault> {
            let mut batches = Vec::new();
            for batch in reader {
                batches.extend(engine.push(&batch?)?);
            }
            batches.extend(engine.finish()?);
            Ok(batches)
        };
        let batches = py.detach(run).map_err(|fault| raised(py, fault))?;
        if !engine.settings.errors_as_rows && engine.wrong.count > 0 {
            return Err(wrong_rows(py, &engine));
        }
        Ok(Table::new(engine.schema(), batches, engine.notices, engine.wrong.first))
    }
}

/// The rows that cannot be read, as an exception.
fn wrong_rows(py: Python<'_>, engine: &Engine<'_>) -> PyErr {
    of_rows(py, &engine.wrong.first, engine.wrong.count)
}

fn raised(py: Python<'_>, fault: Fault) -> PyErr {
    match fault {
        Fault::Table(problem) => of_table(py, &problem),
        Fault::Interrupted(error) => error,
        Fault::Arrow(error) => of_arrow(py, &error),
        Fault::Thread => pyo3::exceptions::PyRuntimeError::new_err("a thread ended early / 一个线程提前结束"),
    }
}

/// The batches of a frame, and the columns that did not become any of Arrow's.
fn open(frame: &Bound<'_, PyAny>) -> PyResult<(Box<dyn RecordBatchReader + Send>, Vec<Unreadable>)> {
    static STREAM: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = frame.py();
    let opened = STREAM.import(py, "paicha._frame", "stream_of")?.call1((frame,))?;
    let (stream, unreadable): (Bound<'_, PyAny>, Vec<Unreadable>) = opened.extract()?;
    let reader = stream.extract::<AnyRecordBatch>().and_then(AnyRecordBatch::into_reader);
    let wrapped = |error: PyErr| {
        let is_foreign = error.is_instance_of::<PyValueError>(py);
        if is_foreign { of_arrow(py, &ArrowError::CDataInterface(error.value(py).to_string())) } else { error }
    };
    Ok((reader.map_err(wrapped)?, unreadable))
}

/// A frame about a pack, as the package gives it out.
fn of_pack<'py>(py: Python<'py>, made: impl FnOnce() -> Result<Table, Fault> + Send) -> PyResult<Bound<'py, PyAny>> {
    static FRAME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let table = py.detach(made).map_err(|fault| raised(py, fault))?;
    FRAME.import(py, "paicha._frame", "Frame")?.call1((table,))
}

/// The facts of a pack.
pub fn facts<'py>(py: Python<'py>, pack: &Pack) -> PyResult<Bound<'py, PyAny>> {
    of_pack(py, || items::facts(&pack.pack))
}

/// The checks of a pack.
pub fn checks<'py>(py: Python<'py>, pack: &Pack) -> PyResult<Bound<'py, PyAny>> {
    of_pack(py, || items::checks(&pack.pack))
}

/// All a pack asks.
pub fn questions<'py>(py: Python<'py>, pack: &Pack) -> PyResult<Bound<'py, PyAny>> {
    of_pack(py, || items::questions(&pack.pack))
}

/// Made-up places.
pub fn generate<'py>(
    py: Python<'py>,
    pack: &Pack,
    rows: usize,
    seed: u64,
    unknown: f64,
) -> PyResult<Bound<'py, PyAny>> {
    if !(0.0..=1.0).contains(&unknown) {
        return Err(of_argument(
            py,
            "A105",
            &format!("unknown：{unknown} 不行，是未知值所占的比例，从 0 到 1"),
            &format!("unknown: {unknown} is no share from 0 to 1 of the values to leave unknown"),
        ));
    }
    of_pack(py, || items::generate(&pack.pack, &pack.vocabulary, rows, seed, unknown))
}
