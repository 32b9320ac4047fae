//! Dates in and out.

use crate::failure::of_argument;
use paicha::Date;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyString};

/// A date given as `datetime.date`, `datetime.datetime` or text `YYYY-MM-DD`. `name` is the argument's.
pub fn read(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Date> {
    let text = if let Ok(text) = value.cast::<PyString>() {
        Some(text.to_string())
    } else if value.is_instance_of::<PyDate>() {
        Some(value.call_method0("isoformat")?.extract::<String>()?.chars().take("2022-12-31".len()).collect())
    } else {
        None
    };
    text.as_ref().and_then(|text| text.parse().ok()).ok_or_else(|| {
        let py = value.py();
        let text = text.unwrap_or_else(|| value.to_string());
        of_argument(
            py,
            "A001",
            &format!("{name}：日期 {text} 要写成 2022-12-31"),
            &format!("{name}: {text} is no date: give a datetime.date or a text like 2022-12-31"),
        )
    })
}

/// As [`read`], of an argument that may be left out.
pub fn read_optional(name: &str, value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Date>> {
    value.map(|value| read(name, value)).transpose()
}

/// A date as `datetime.date`.
pub fn python(py: Python<'_>, date: Date) -> PyResult<Bound<'_, PyDate>> {
    PyDate::new(py, date.year(), date.month() as u8, date.day() as u8)
}
