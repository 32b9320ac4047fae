//! An assessment with what it follows from and what to ask next.

use crate::assessment::Assessment;
use crate::data;
use crate::failure::of_argument;
use paicha::Language;
use paicha::explain::{Explanation as Whole, text};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList};

/// An assessment with what its level follows from and what to ask next. Its fields may be had as those of a dict, too.
///
///     >>> import paicha
///     >>> pack = paicha.Pack.load("rules/base")
///     >>> explanation = pack.assess({"id": "P-1", "kinds": ["restaurant"], "facts": {}}, as_of="2022-12-31").explain()
///     >>> explanation.questions[0]["question"]
///     '经营中是否使用燃气（瓶装或管道）？'
///     >>> explanation["level"]
///     'blue'
#[pyclass(frozen, module = "paicha")]
pub struct Explanation {
    assessment: Py<Assessment>,
    whole: Whole,
}

impl Explanation {
    /// What was explained of an assessment.
    pub fn new(assessment: Py<Assessment>, whole: Whole) -> Self {
        Self { assessment, whole }
    }

    fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(data::python(py, &self.whole)?.cast_into()?)
    }
}

#[pymethods]
impl Explanation {
    /// The assessment that is explained.
    #[getter]
    fn assessment(&self, py: Python<'_>) -> Py<Assessment> {
        self.assessment.clone_ref(py)
    }

    /// The rule that ``level`` follows from, with the values of its terms; None where the pack has no levels.
    #[getter]
    fn level_because<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.whole.level_because.as_ref().map(|because| data::python(py, because)).transpose()
    }

    /// The rule that ``level_at_worst`` follows from, where it differs from ``level``.
    #[getter]
    fn level_at_worst_because<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.whole.level_at_worst_because.as_ref().map(|because| data::python(py, because)).transpose()
    }

    /// The terms of the score with their values, where it is a formula.
    #[getter]
    fn score_terms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.whole.score_terms)
    }

    /// What to ask, most telling first: facts and answers that something undecided waits for.
    #[getter]
    fn questions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.whole.questions)
    }

    /// The explanation as JSON, byte for byte as every shell of paicha writes it.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        data::json(py, &self.whole)
    }

    /// The explanation as plain dicts and lists: what ``json.loads`` makes of ``to_json()``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.dict(py)
    }

    /// The explanation as text for people, as the command ``paicha explain`` prints it.
    ///
    /// Args:
    ///     language: ``"zh"`` or ``"en"``.
    ///
    /// Raises:
    ///     ArgumentError: ``A007``, another language.
    #[pyo3(signature = (language="zh"))]
    fn text(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        let language = spoken(py, language)?;
        Ok(text(&self.whole, self.assessment.get().pack().pack.items(), language))
    }

    /// As ``Assessment.to_html``.
    #[pyo3(signature = (language="zh"))]
    pub fn to_html(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        spoken(py, language)?;
        let pack = self.assessment.get().pack();
        let page = py.import("paicha._html")?.getattr("page")?;
        page.call1((self.dict(py)?, pack.levels(py)?, pack.title(), language))?.extract()
    }

    /// As that of ``Assessment``.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.to_html(py, "zh")
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.dict(py)?.as_any().get_item(key)
    }

    fn __contains__(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.dict(py)?.contains(key)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.dict(py)?.as_any().try_iter()
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.dict(py)?.len())
    }

    /// The fields of ``to_dict()``.
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.dict(py)?.keys())
    }

    fn __repr__(&self) -> String {
        let (asked, failed) = (self.whole.questions.len(), self.whole.assessment.failed.len());
        format!("<paicha.Explanation {}, {failed} failed, {asked} to ask>", self.assessment.get().summary())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().whole == self.whole)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.assessment.bind(py).hash()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let explain = py.import("operator")?.call_method1("methodcaller", ("explain",))?;
        (explain, (&self.assessment,)).into_bound_py_any(py)
    }
}

/// A language by its name.
fn spoken(py: Python<'_>, language: &str) -> PyResult<Language> {
    match language {
        "zh" => Ok(Language::Chinese),
        "en" => Ok(Language::English),
        other => Err(of_argument(
            py,
            "A007",
            &format!("language 要写成 \"zh\" 或 \"en\"，这里是 {other}"),
            &format!("language takes \"zh\" or \"en\", but this is {other}"),
        )),
    }
}
