//! A place of Python's as the JSON that the core reads.

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The JSON of a place, with these records instead of its own.
pub fn text(place: &Bound<'_, PyAny>, records: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
    let py = place.py();
    let json = py.import("json")?;
    let options = PyDict::new(py);
    options.set_item("ensure_ascii", false)?;
    options.set_item("default", py.get_type::<pyo3::types::PyString>())?;
    let place = match records {
        None => place.clone(),
        Some(records) => {
            let whole = py.get_type::<PyDict>().call1((place,))?;
            whole.set_item("records", records)?;
            whole
        }
    };
    json.call_method("dumps", (place,), Some(&options))?.extract()
}
