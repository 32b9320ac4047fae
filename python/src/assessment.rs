//! Everything concluded about one place: score and level at once, the rest when it is first asked for.

use crate::explanation::Explanation;
use crate::pack::Pack;
use crate::place::{PlainPlace, Texts, read};
use crate::{data, date};
use paicha::assessment::{Assessment as Whole, ReasonInput};
use paicha::table::{PlaceRow, Places, Problem};
use paicha::{Assessor, Date, Score};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyList};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// Everything concluded about one place on one date.
///
/// Attributes that are dicts or lists are new each time they are asked for, and as JSON has them: dates in them are text.
///
///     >>> import paicha
///     >>> pack = paicha.Pack.load("rules/base")
///     >>> place = {"id": "P-1", "kinds": ["restaurant"], "facts": {"uses_gas": True, "gas_alarm_fitted": False}}
///     >>> pack.assess(place, as_of="2022-12-31")
///     <paicha.Assessment P-1 2022-12-31: yellow…red score 22…475>
#[pyclass(frozen, module = "paicha")]
pub struct Assessment {
    pack: Py<Pack>,
    assessor: Assessor,
    as_of: Date,
    records_from: Option<Date>,
    score: Score,
    given: Given,
    whole: OnceLock<Whole>,
}

/// The place as it was given, whatever its owner does with the dict afterwards.
enum Given {
    Plain(PlainPlace),
    Read { texts: Texts, places: Box<Places>, notices: Vec<Problem> },
}

impl Assessment {
    /// Of a plain place.
    pub fn of_plain(pack: Py<Pack>, on: &On, score: Score, place: PlainPlace) -> Self {
        Self::new(pack, on, score, Given::Plain(place))
    }

    /// Of any place.
    pub fn of_texts(pack: &Bound<'_, Pack>, on: &On, texts: Texts) -> PyResult<Self> {
        let own = pack.get();
        let kinds: Vec<&str> = own.pack.items().kinds.iter().map(|kind| kind.id.as_str()).collect();
        let (places, notices) = read(pack.py(), &own.vocabulary, &kinds, &texts)?;
        let assessed = on.assessor.assess(&places);
        let (score, score_at_worst) = assessed.score(0);
        let score = Score { score, score_at_worst, level: assessed.level(0) };
        let given = Given::Read { texts, places: Box::new(places), notices };
        Ok(Self::new(pack.clone().unbind(), on, score, given))
    }

    fn new(pack: Py<Pack>, on: &On, score: Score, given: Given) -> Self {
        let On { assessor, as_of, records_from } = on;
        let (assessor, as_of, records_from) = (assessor.clone(), *as_of, *records_from);
        Self { pack, assessor, as_of, records_from, score, given, whole: OnceLock::new() }
    }

    /// Everything concluded, worked out once.
    pub fn whole(&self) -> &Whole {
        self.whole.get_or_init(|| self.with_places(|places| self.assessor.assess(places).assessment(0)))
    }

    /// With what it follows from and what to ask next.
    pub fn explained(&self) -> paicha::explain::Explanation {
        self.with_places(|places| self.assessor.assess(places).explain(0))
    }

    /// The pack that says so.
    pub fn pack(&self) -> &Pack {
        self.pack.get()
    }

    fn with_places<T>(&self, work: impl FnOnce(&Places) -> T) -> T {
        match &self.given {
            Given::Plain(place) => work(&place.places(&self.pack().vocabulary)),
            Given::Read { places, .. } => work(places),
        }
    }

    fn row(&self) -> &PlaceRow {
        match &self.given {
            Given::Plain(place) => &place.row,
            Given::Read { places, .. } => places.row(0),
        }
    }

    fn level_index(&self, worst: bool) -> Option<&paicha::pack::item::Level> {
        let (level, at_worst) = self.score.level?;
        self.pack().pack.items().levels.get(if worst { at_worst } else { level })
    }

    /// Who, when, and both ends of level and score.
    pub fn summary(&self) -> String {
        let ends = |least: String, most: String| if least == most { least } else { format!("{least}…{most}") };
        let number = |end: Option<f64>| end.map_or_else(|| "∞".to_owned(), paicha::number::print);
        let score = ends(number(self.score.score), number(self.score.score_at_worst));
        let level = match (self.level(), self.level_at_worst()) {
            (Some(level), Some(at_worst)) => format!(" {}", ends(level.to_owned(), at_worst.to_owned())),
            _ => String::new(),
        };
        format!("{} {}:{level} score {score}", self.row().id, self.as_of)
    }

    /// The place as JSON that is read as the same place.
    fn texts(&self, py: Python<'_>) -> PyResult<Texts> {
        match &self.given {
            Given::Read { texts, .. } => Ok(texts.clone()),
            Given::Plain(place) => {
                let known = self.with_places(|places| self.assessor.assess(places).known(0));
                let own = Nested {
                    id: &place.row.id,
                    name: place.row.name.as_deref(),
                    kinds: &self.whole().kinds,
                    region: place.row.region.as_deref(),
                    since: place.row.since,
                    facts: Facts(&known),
                    records: place.row.records.as_ref().map(|_| []),
                };
                Ok(Texts { place: data::json(py, &own)?, records: None })
            }
        }
    }
}

/// A pack on a date.
#[derive(Clone)]
pub struct On {
    pub assessor: Assessor,
    pub as_of: Date,
    pub records_from: Option<Date>,
}

/// A plain place as JSON.
#[derive(serde::Serialize)]
struct Nested<'a> {
    id: &'a str,
    name: Option<&'a str>,
    kinds: &'a [String],
    region: Option<&'a str>,
    since: Option<Date>,
    facts: Facts<'a>,
    records: Option<[(); 0]>,
}

struct Facts<'a>(&'a [ReasonInput]);

impl serde::Serialize for Facts<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|input| (&input.id, &input.value)))
    }
}

#[pymethods]
impl Assessment {
    /// The place's id.
    #[getter]
    fn id(&self) -> &str {
        &self.row().id
    }

    /// The place's name, or None.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.row().name.as_deref()
    }

    /// Ids of the place's kinds.
    #[getter]
    fn kinds(&self) -> Vec<&str> {
        let kinds = &self.pack().pack.items().kinds;
        let own = self.row().kinds.list().iter();
        own.filter_map(|kind| kinds.get(usize::from(*kind))).map(|kind| kind.id.as_str()).collect()
    }

    /// The place's region path, parts divided by ``/``, or None.
    #[getter]
    fn region(&self) -> Option<&str> {
        self.row().region.as_deref()
    }

    /// The date of the assessment.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date::python(py, self.as_of)
    }

    /// Id of the level that certainly holds; None where the pack has no levels.
    #[getter]
    fn level(&self) -> Option<&str> {
        self.level_index(false).map(|level| level.id.as_str())
    }

    /// Id of the worst level that the place could still have, for what is not known.
    #[getter]
    fn level_at_worst(&self) -> Option<&str> {
        self.level_index(true).map(|level| level.id.as_str())
    }

    /// The level, as people call it.
    #[getter]
    fn level_label(&self) -> Option<&str> {
        self.level_index(false).map(|level| level.label.as_str())
    }

    /// The level at worst, as people call it.
    #[getter]
    fn level_at_worst_label(&self) -> Option<&str> {
        self.level_index(true).map(|level| level.label.as_str())
    }

    /// The better end of the score, in points; None where it is infinite.
    #[getter]
    fn score(&self) -> Option<f64> {
        self.score.score
    }

    /// The worse end of the score, in points; None where it is infinite.
    #[getter]
    fn score_at_worst(&self) -> Option<f64> {
        self.score.score_at_worst
    }

    /// How much was looked at: inputs known or not applicable, of all that were asked of the place; 0 to 1.
    #[getter]
    fn known_share(&self) -> f64 {
        self.whole().known_share
    }

    /// Named results by id; empty where the pack has none.
    #[getter]
    fn results<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let results = PyDict::new(py);
        for (id, value) in &self.whole().results {
            results.set_item(id, data::python(py, value)?)?;
        }
        Ok(results)
    }

    /// Failed checks, gravest first, each with its finding, points, fix, deadline and basis.
    #[getter]
    fn failed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.whole().failed)
    }

    /// Scored checks that apply, with their points, in the order of the pack.
    #[getter]
    fn scored<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.whole().scored)
    }

    /// The outcome of every check in force for the place, by id: ``failed``, ``passed``, ``not_applicable``, ``unknown``,
    /// ``not_failed`` or ``scored``.
    #[getter]
    fn outcomes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let outcomes = PyDict::new(py);
        for (id, outcome) in &self.whole().outcomes {
            outcomes.set_item(id, outcome.as_str())?;
        }
        Ok(outcomes)
    }

    /// Ids of the adjusts that changed a level.
    #[getter]
    fn adjusted<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, &self.whole().adjusted)
    }

    /// What was assumed where something was not known.
    #[getter]
    fn assumed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, &self.whole().assumed)
    }

    /// What could not be decided though its facts are known, and why.
    #[getter]
    fn errors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.whole().errors)
    }

    /// What is due, a dict for each task; empty where the pack has no duties for the place.
    #[getter]
    fn tasks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, &self.whole().tasks)
    }

    /// The earliest next due of all tasks; None where nothing is due or nobody knows.
    #[getter]
    fn next_due<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.whole().next_due.map(|due| date::python(py, due)).transpose()
    }

    /// The most days overdue of all tasks; 0 is due today or later, None where nobody knows.
    #[getter]
    fn days_overdue(&self) -> Option<i64> {
        self.whole().days_overdue
    }

    /// How many checks are out of force on the date.
    #[getter]
    fn out_of_force(&self) -> usize {
        self.whole().out_of_force
    }

    /// Which pack said so: ``id``, ``version``, ``digest``.
    #[getter(pack)]
    fn pack_reference<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, self.pack().pack.reference())
    }

    /// What was not used of the place: keys of a flat one that mean nothing, records of tasks that the pack does not know.
    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match &self.given {
            Given::Plain(_) => PyList::empty(py).into_bound_py_any(py),
            Given::Read { notices, .. } => data::python(py, notices),
        }
    }

    /// The assessment as JSON, byte for byte as every shell of paicha writes it.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        data::json(py, self.whole())
    }

    /// The assessment as plain dicts and lists: what ``json.loads`` makes of ``to_json()``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::python(py, self.whole())
    }

    /// With what the level follows from, and what to ask next.
    fn explain(slf: &Bound<'_, Self>) -> Explanation {
        Explanation::new(slf.clone().unbind(), slf.get().explained())
    }

    /// In a notebook: level with its open end, score, failed checks, what to ask next. In Chinese.
    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        Self::to_html(slf, "zh")
    }

    /// The assessment as HTML that needs nothing from elsewhere, for a notebook or a mail.
    ///
    /// Args:
    ///     language: ``"zh"`` or ``"en"``, for what is not the pack's own words.
    ///
    /// Raises:
    ///     ArgumentError: ``A007``, another language.
    #[pyo3(signature = (language="zh"))]
    fn to_html(slf: &Bound<'_, Self>, language: &str) -> PyResult<String> {
        Self::explain(slf).to_html(slf.py(), language)
    }

    fn __repr__(&self) -> String {
        format!("<paicha.Assessment {}>", self.summary())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        let Ok(other) = other.cast::<Self>() else { return false };
        self.whole() == other.get().whole()
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.row().id, self.as_of.to_string(), self.pack().pack.digest()).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let again = py.import("paicha._native")?.getattr("_assessed")?;
        let Texts { place, records } = self.texts(py)?;
        let (as_of, from) = (self.as_of.to_string(), self.records_from.map(|from| from.to_string()));
        (again, (&self.pack, as_of, from, place, records)).into_bound_py_any(py)
    }
}

/// An assessment again, from what its pickle holds.
#[pyfunction]
#[pyo3(name = "_assessed")]
pub fn assessed(
    pack: &Bound<'_, Pack>,
    as_of: &Bound<'_, PyAny>,
    records_from: Option<&Bound<'_, PyAny>>,
    place: String,
    records: Option<String>,
) -> PyResult<Assessment> {
    let on = pack.get().on(as_of, records_from)?;
    Assessment::of_texts(pack, &on, Texts { place, records })
}
