//! Everything concluded about one place.

use crate::{data, date};
use paicha::table::Problem;
use pyo3::prelude::*;
use pyo3::types::PyDate;

/// Everything concluded about one place on one date.
#[pyclass(frozen, module = "paicha")]
pub struct Assessment {
    own: paicha::assessment::Assessment,
    notices: Vec<Problem>,
}

impl Assessment {
    pub(crate) fn new(own: paicha::assessment::Assessment, notices: Vec<Problem>) -> Self {
        Self { own, notices }
    }
}

#[pymethods]
impl Assessment {
    #[getter]
    fn id(&self) -> &str {
        &self.own.id
    }

    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date::python(py, self.own.as_of)
    }

    #[getter]
    fn level(&self) -> Option<&str> {
        self.own.level.as_ref().map(|level| level.level.as_str())
    }

    #[getter]
    fn level_at_worst(&self) -> Option<&str> {
        self.own.level.as_ref().map(|level| level.level_at_worst.as_str())
    }

    #[getter]
    fn score(&self) -> Option<f64> {
        self.own.score
    }

    #[getter]
    fn score_at_worst(&self) -> Option<f64> {
        self.own.score_at_worst
    }

    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.notices)
    }

    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        data::json(py, &self.own)
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.own)
    }
}
