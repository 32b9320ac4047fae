//! Results as Python data: what `json.loads` makes of their JSON, so that both say the same.

use crate::failure::of_error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

/// A value as its JSON text.
pub fn json<T: Serialize + ?Sized>(py: Python<'_>, value: &T) -> PyResult<String> {
    paicha::number::to_json(value).map_err(|error| of_error(py, &error))
}

/// A value as dicts and lists.
pub fn python<'py, T: Serialize + ?Sized>(py: Python<'py>, value: &T) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let text = json(py, value)?;
    LOADS.import(py, "json", "loads")?.call1((text,))
}
