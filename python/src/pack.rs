//! A pack: loaded, named, and asked for assessments.

use crate::assessment::{Assessment, On};
use crate::data;
use crate::date::{read, read_optional};
use crate::failure::{of_argument, of_disk, of_error};
use crate::frame::Call;
use crate::place::{PlainReader, texts};
use paicha::pack::Files;
use paicha::table::Vocabulary;
use paicha::{AssessOptions, Date};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDate, PyDict, PyList, PyMapping, PyString, PyType};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// So many dates are remembered.
const DATES: usize = 8;

/// A pack ready to assess places: rules, read from files or from a bundle.
///
/// A pack does not change and may be used by many threads at once. Packs are equal when their rules are; a pickle holds
/// the pack's bundle.
///
///     >>> import paicha
///     >>> pack = paicha.Pack.load("rules/base")
///     >>> pack.id, pack.title, pack.version
///     ('base', '基础规则', '1.0')
///     >>> [level["id"] for level in pack.levels]
///     ['red', 'orange', 'yellow', 'blue']
#[pyclass(frozen, module = "paicha")]
pub struct Pack {
    pub(crate) pack: paicha::Pack,
    pub(crate) vocabulary: Arc<Vocabulary>,
    /// The pack on the dates it was last asked for, the latest last.
    dates: Mutex<Vec<On>>,
    /// What assesses plain places, one for each thread that does so at the same time.
    quick: Mutex<Vec<Quick>>,
}

/// What assesses plain places.
struct Quick {
    reader: PlainReader,
    /// The arguments that were last given for the date, and what they mean. They are of types that do not change.
    last: Option<(Py<PyAny>, Option<Py<PyAny>>, On)>,
}

impl Pack {
    fn new(pack: paicha::Pack) -> Self {
        let vocabulary = Arc::new(Vocabulary::new(pack.items()));
        Self { pack, vocabulary, dates: Mutex::default(), quick: Mutex::default() }
    }

    /// The pack on a date.
    pub(crate) fn on(&self, as_of: &Bound<'_, PyAny>, records_from: Option<&Bound<'_, PyAny>>) -> PyResult<On> {
        let (as_of, records_from) = (read("as_of", as_of)?, read_optional("records_from", records_from)?);
        let mut dates = self.dates.lock().unwrap_or_else(PoisonError::into_inner);
        let known = dates.iter().position(|on| on.as_of == as_of && on.records_from == records_from);
        let on = match known {
            Some(index) => dates.remove(index),
            None => self.new_on(as_of, records_from),
        };
        if dates.len() == DATES {
            dates.remove(0);
        }
        dates.push(on.clone());
        Ok(on)
    }

    fn new_on(&self, as_of: Date, records_from: Option<Date>) -> On {
        let assessor = self.pack.assessor(as_of, AssessOptions { records_from });
        On { assessor, as_of, records_from }
    }

    /// Room for assessing a plain place; none that another thread uses.
    fn take_quick(&self) -> Quick {
        let free = self.quick.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Quick { reader: PlainReader::new(&self.vocabulary), last: None })
    }

    fn give_back(&self, quick: Quick) {
        self.quick.lock().unwrap_or_else(PoisonError::into_inner).push(quick);
    }
}

impl Quick {
    /// The pack on a date, by the very arguments that said so last.
    fn on(&mut self, pack: &Pack, as_of: &Bound<'_, PyAny>, records_from: Option<&Bound<'_, PyAny>>) -> PyResult<On> {
        if let Some((day, from, on)) = &self.last
            && day.is(as_of)
            && match (from, records_from) {
                (None, None) => true,
                (Some(own), Some(from)) => own.is(from),
                _ => false,
            }
        {
            return Ok(on.clone());
        }
        let on = pack.on(as_of, records_from)?;
        let fixed =
            |date: &Bound<'_, PyAny>| date.is_exact_instance_of::<PyString>() || date.is_exact_instance_of::<PyDate>();
        if fixed(as_of) && records_from.is_none_or(fixed) {
            self.last = Some((as_of.clone().unbind(), records_from.map(|from| from.clone().unbind()), on.clone()));
        }
        Ok(on)
    }
}

#[pymethods]
impl Pack {
    /// Loads a pack from disk: a folder of rule files, or a file that holds a bundle.
    ///
    /// Args:
    ///     path: The pack's folder, such as ``rules/base``, or a bundle.
    ///     root: The rules root, outside of which nothing is read, whatever paths and links say. By default the folder
    ///         that the pack lies in, where the packs that it extends lie too.
    ///
    /// Raises:
    ///     PackError: The rule files have errors; ``diagnostics`` lists all of them. Or there is no such pack (``F012``).
    ///     BundleError: The file is no bundle.
    ///
    ///     >>> import paicha
    ///     >>> paicha.Pack.load("rules/base").id
    ///     'base'
    ///     >>> paicha.Pack.load("rules/none")
    ///     Traceback (most recent call last):
    ///     paicha.PackError: rules/none: F012: 找不到规则包 / no such rule pack ...
    #[classmethod]
    #[pyo3(signature = (path, *, root=None))]
    fn load(_class: &Bound<'_, PyType>, py: Python<'_>, path: PathBuf, root: Option<PathBuf>) -> PyResult<Self> {
        let loaded = py.detach(|| paicha_folder::load(&path, root.as_deref()).map(Self::new));
        loaded.map_err(|failure| of_disk(py, &failure))
    }

    /// Reads a bundle: a whole pack as one text, as ``to_bundle`` and the command ``paicha bundle`` write it.
    ///
    /// Raises:
    ///     BundleError: Codes ``B001`` to ``B005``.
    #[classmethod]
    fn from_bundle(_class: &Bound<'_, PyType>, py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| paicha::Pack::from_bundle(text).map(Self::new)).map_err(|error| of_error(py, &error))
    }

    /// Loads a pack from rule files in memory.
    ///
    /// Args:
    ///     files: Contents by path under the rules root, ``/``-separated; text, or bytes in UTF-8 or GB18030.
    ///     folder: The pack's folder, such as ``base``.
    ///
    /// Raises:
    ///     PackError: The rule files have errors; ``diagnostics`` lists all of them.
    ///
    ///     >>> import paicha
    ///     >>> paicha.Pack.from_files({"shops/pack.toml": "[pack]"}, "shops")
    ///     Traceback (most recent call last):
    ///     paicha.PackError: shops/pack.toml:1:1: E0108: ...
    #[classmethod]
    fn from_files(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        files: &Bound<'_, PyMapping>,
        folder: &str,
    ) -> PyResult<Self> {
        let files = in_memory(files)?;
        py.detach(|| paicha::Pack::load(&files, folder).map(Self::new)).map_err(|error| of_error(py, &error))
    }

    /// The whole pack as one text, for ``from_bundle``, other shells of paicha, and web pages.
    fn to_bundle(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.pack.to_bundle()).map_err(|error| of_error(py, &error))
    }

    /// The pack's id.
    #[getter]
    fn id(&self) -> &str {
        &self.pack.reference().id
    }

    /// The pack's title, for people.
    #[getter]
    pub(crate) fn title(&self) -> &str {
        &self.pack.items().info.title
    }

    /// The pack's version: any text.
    #[getter]
    fn version(&self) -> &str {
        &self.pack.reference().version
    }

    /// SHA-256 of the resolved rules, in hex: the same for the same rules, wherever their files lie.
    #[getter]
    fn digest(&self) -> &str {
        self.pack.digest()
    }

    /// The levels, worst first: dicts of ``id``, ``label`` and ``color`` (``#rrggbb`` or None). Empty where there are none.
    #[getter]
    pub(crate) fn levels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let levels = PyList::empty(py);
        for level in &self.pack.items().levels {
            let dict = PyDict::new(py);
            dict.set_item("id", &level.id)?;
            dict.set_item("label", &level.label)?;
            dict.set_item("color", level.color.as_deref())?;
            levels.append(dict)?;
        }
        Ok(levels)
    }

    /// The warning (``W0503``) that the pack is used outside its dates; None when it is not.
    ///
    /// Args:
    ///     as_of: The date of an assessment.
    ///
    /// Raises:
    ///     ArgumentError: ``A001``, the date is none.
    fn warning<'py>(&self, py: Python<'py>, as_of: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.pack.warning(read("as_of", as_of)?).map(|warning| data::python(py, &warning)).transpose()
    }

    /// Assesses one place.
    ///
    /// Args:
    ///     place: A dict, any Mapping, a dataclass, a named tuple, or a row of pandas. Nested, with ``id``, ``kinds``,
    ///         ``name``, ``region``, ``since``, ``facts``, ``answers``, ``records``; then a key that means nothing is an
    ///         error. Or flat, as a row of a table. Keys are ids or names of the pack's facts and checks. Values are bool,
    ///         int, float, Decimal, str (read as cells are: ``"是"``, ``"150kg"``, ``"不涉及"``), a date, lists or sets for
    ///         tags, enums for their values, scalars of numpy. None, NaN, NaT and NA all mean: nobody knows.
    ///     as_of: The date of the assessment, a date or ``"2022-12-31"``. There is no clock.
    ///     records: What was done at the place, instead of its own ``records``: dicts or dataclasses of ``task``, ``date``
    ///         and, where known, ``checker``, ``outcome``, ``answers``. An empty list: nothing was done. None: nobody gave
    ///         records, and what is due is not known.
    ///     records_from: Since when the records are complete; periods that began before it are not judged.
    ///
    /// Returns:
    ///     Score and level at once; everything else is worked out when it is first asked for, from the place as it was
    ///     given: what happens to the dict afterwards changes nothing.
    ///
    /// Raises:
    ///     PlaceError: The place cannot be read; ``problems`` lists everything that is wrong (codes ``Cnnn``).
    ///     ArgumentError: A date that is none (``A001``), a value that means nothing or is infinite (``A005``), a place
    ///         that has no fields (``A007``).
    ///
    ///     >>> import paicha
    ///     >>> pack = paicha.Pack.load("rules/base")
    ///     >>> place = {"id": "P-1", "kinds": ["restaurant"], "facts": {"uses_gas": True, "gas_alarm_fitted": False}}
    ///     >>> assessment = pack.assess(place, as_of="2022-12-31")
    ///     >>> assessment.level, assessment.level_at_worst
    ///     ('yellow', 'red')
    ///     >>> [reason["check"] for reason in assessment.failed]
    ///     ['gas_alarm']
    ///     >>> pack.assess({"id": "P-2", "kinds": ["restaurant"], "facts": {"use_gas": True}}, as_of="2022-12-31")
    ///     Traceback (most recent call last):
    ///     paicha.PlaceError: /facts/use_gas: C001: ...
    #[pyo3(signature = (place, *, as_of, records=None, records_from=None))]
    fn assess(
        slf: &Bound<'_, Self>,
        place: &Bound<'_, PyAny>,
        as_of: &Bound<'_, PyAny>,
        records: Option<&Bound<'_, PyAny>>,
        records_from: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Assessment> {
        let own = slf.get();
        let mut quick = own.take_quick();
        let on = quick.on(own, as_of, records_from);
        let plain = match &on {
            Ok(on) if records.is_none() => quick
                .reader
                .read(&own.vocabulary, place)
                .map(|(one, plain)| Assessment::of_plain(slf.clone().unbind(), on, on.assessor.score(one), plain)),
            _ => None,
        };
        own.give_back(quick);
        match plain {
            Some(assessment) => Ok(assessment),
            None => Assessment::of_texts(slf, &on?, texts(place, records)?),
        }
    }

    /// Assesses the places of a frame, a row each.
    ///
    /// Args:
    ///     frame: Anything that exports an Arrow stream: of pandas, polars, pyarrow, DuckDB, Spark. One row a place; columns
    ///         are named by ids, labels or aliases, as those of a file, and columns of text are read as a file's cells are.
    ///     as_of: The date of the assessment, a date or ``"2022-12-31"``.
    ///     records: A frame of what was done, or None: nobody gave records.
    ///     records_from: Since when the records are complete; periods that began before it are not judged.
    ///     kind: The kind (or several, as in a cell) of all places, where the frame has no column of kinds.
    ///     explode: ``"failed"`` gives a row for each failed check, ``"tasks"`` for each task, ``"questions"`` for each
    ///         question, instead of a row for each place.
    ///     outcomes: Whether there is a column ``outcome.CHECK`` for each check.
    ///     errors: What becomes of rows that cannot be read: ``"raise"``, or ``"rows"``, which have nothing but who they are
    ///         and a last column ``error``.
    ///     threads: How many threads assess; by default as many as there are processors. The results are the same.
    ///
    /// Returns:
    ///     Columns ``row`` (from 0), ``id``, ``name``, ``kinds``, ``region`` where the frame has them, ``level``,
    ///     ``level_at_worst``, ``score``, ``score_at_worst`` (points), ``result.ID`` and so on, outcomes; with records
    ///     ``next_due`` and ``days_overdue`` (days).
    ///
    /// Raises:
    ///     TableError: The frame cannot be read, or rows of it; ``problems`` lists them (codes ``Cnnn``).
    ///     ArgumentError: An argument that means nothing (codes ``Annn``).
    ///
    ///     >>> import paicha, polars
    ///     >>> pack = paicha.Pack.load("rules/base")
    ///     >>> frame = polars.DataFrame({"编号": ["P-1", "P-2"], "类型": ["餐饮场所", "商铺"], "使用燃气": ["是", None]})
    ///     >>> pack.assess_frame(frame, as_of="2022-12-31", outcomes=False).to_polars()["level_at_worst"].to_list()
    ///     ['red', 'red']
    #[pyo3(signature = (frame, *, as_of, records=None, records_from=None, kind=None, explode=None, outcomes=true, errors="raise", threads=None))]
    #[expect(clippy::too_many_arguments, reason = "Python names them")]
    fn assess_frame<'py>(
        &self,
        py: Python<'py>,
        frame: &Bound<'py, PyAny>,
        as_of: &Bound<'py, PyAny>,
        records: Option<&Bound<'py, PyAny>>,
        records_from: Option<&Bound<'py, PyAny>>,
        kind: Option<String>,
        explode: Option<&str>,
        outcomes: bool,
        errors: &str,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let call = Call { frame, as_of, records, records_from, kind, explode, outcomes, errors, threads };
        static RESULTS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        RESULTS.import(py, "paicha._frame", "Results")?.call1((call.all(py, self)?,))
    }

    /// As ``assess_frame``, batch by batch: the frame is read as the results are taken, so that neither is ever held whole.
    ///
    ///     >>> import paicha, polars
    ///     >>> pack = paicha.Pack.load("rules/base")
    ///     >>> frame = polars.DataFrame({"id": ["P-1", "P-2"], "kinds": ["shop", "shop"]})
    ///     >>> sum(len(batch) for batch in pack.assess_batches(frame, as_of="2022-12-31"))
    ///     2
    #[pyo3(signature = (frame, *, as_of, records=None, records_from=None, kind=None, explode=None, outcomes=true, errors="raise", threads=None))]
    #[expect(clippy::too_many_arguments, reason = "Python names them")]
    fn assess_batches<'py>(
        &self,
        py: Python<'py>,
        frame: &Bound<'py, PyAny>,
        as_of: &Bound<'py, PyAny>,
        records: Option<&Bound<'py, PyAny>>,
        records_from: Option<&Bound<'py, PyAny>>,
        kind: Option<String>,
        explode: Option<&str>,
        outcomes: bool,
        errors: &str,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let call = Call { frame, as_of, records, records_from, kind, explode, outcomes, errors, threads };
        static BATCHES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        BATCHES.import(py, "paicha._frame", "Batches")?.call1((call.stream(py, self)?,))
    }

    fn __repr__(&self) -> String {
        format!("<paicha.Pack {} {} {}…>", self.id(), self.version(), self.digest().get(..12).unwrap_or_default())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().digest() == self.digest())
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.digest().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_bundle")?, (slf.get().to_bundle(slf.py())?,)))
    }
}

/// Everything that is wrong or odd with the rule files of a pack: errors and warnings, in the order of files and lines.
/// Wrong rules raise nothing; an empty list means that all is well.
///
/// Args:
///     path: The pack's folder.
///     root: The rules root, by default the folder that the pack lies in.
///
/// Raises:
///     PackError: There is no such folder, or it cannot be read (``F001`` to ``F012``).
///
///     >>> import paicha
///     >>> paicha.check("rules/base")
///     []
#[pyfunction]
#[pyo3(signature = (path, *, root=None))]
pub fn check(py: Python<'_>, path: PathBuf, root: Option<PathBuf>) -> PyResult<Bound<'_, PyAny>> {
    let checked = py.detach(|| paicha_folder::check(&path, root.as_deref()));
    let (checked, _) = checked.map_err(|failure| of_disk(py, &failure))?;
    data::python(py, &checked.diagnostics)
}

/// As ``check``, of rule files in memory, by path under the rules root.
///
///     >>> import paicha
///     >>> [problem["code"] for problem in paicha.check_files({"shops/pack.toml": "[pack]"}, "shops")]
///     ['E0108', 'E0108', 'E0108', 'E0108']
#[pyfunction]
pub fn check_files<'py>(py: Python<'py>, files: &Bound<'py, PyMapping>, folder: &str) -> PyResult<Bound<'py, PyAny>> {
    let files = in_memory(files)?;
    let checked = py.detach(|| paicha::Pack::check(&files, folder));
    data::python(py, &checked.diagnostics)
}

/// Rule files from a mapping of texts and bytes.
fn in_memory(files: &Bound<'_, PyMapping>) -> PyResult<Files> {
    let mut own = Files::default();
    for item in files.items()? {
        let (path, content): (String, Bound<'_, PyAny>) = item.extract()?;
        let content = if let Ok(bytes) = content.cast::<PyBytes>() {
            bytes.as_bytes().to_vec()
        } else if let Ok(text) = content.cast::<PyString>() {
            text.to_string().into_bytes()
        } else {
            return Err(of_argument(
                files.py(),
                "A007",
                &format!("规则文件 {path} 的内容要是 str 或 bytes"),
                &format!("the content of the rule file {path} must be str or bytes"),
            ));
        };
        own.0.insert(path, content);
    }
    Ok(own)
}
