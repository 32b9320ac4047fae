//! A pack: loaded, named, and asked for assessments.

use crate::assessment::Assessment;
use crate::data;
use crate::date::{read, read_optional};
use crate::failure::{of_argument, of_disk, of_error, of_place};
use crate::frame::Call;
use crate::place;
use paicha::AssessOptions;
use paicha::pack::Files;
use paicha::table::{Places, Vocabulary, read_json_into};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyType};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

/// A pack ready to assess places.
#[pyclass(frozen, module = "paicha")]
pub struct Pack {
    pub(crate) pack: paicha::Pack,
    pub(crate) vocabulary: Arc<Vocabulary>,
}

impl Pack {
    fn new(pack: paicha::Pack) -> Self {
        let vocabulary = Arc::new(Vocabulary::new(pack.items()));
        Self { pack, vocabulary }
    }

    /// An assessor of the pack on a date.
    pub(crate) fn assessor(
        &self,
        as_of: &Bound<'_, PyAny>,
        records_from: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<paicha::Assessor> {
        let records_from = read_optional("records_from", records_from)?;
        Ok(self.pack.assessor(read("as_of", as_of)?, AssessOptions { records_from }))
    }
}

#[pymethods]
impl Pack {
    #[classmethod]
    #[pyo3(signature = (path, *, root=None))]
    fn load(_class: &Bound<'_, PyType>, py: Python<'_>, path: PathBuf, root: Option<PathBuf>) -> PyResult<Self> {
        let loaded = py.detach(|| paicha_folder::load(&path, root.as_deref()).map(Self::new));
        loaded.map_err(|failure| of_disk(py, &failure))
    }

    #[classmethod]
    fn from_bundle(_class: &Bound<'_, PyType>, py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| paicha::Pack::from_bundle(text).map(Self::new)).map_err(|error| of_error(py, &error))
    }

    #[classmethod]
    fn from_files(
        _class: &Bound<'_, PyType>,
        py: Python<'_>,
        files: &Bound<'_, PyDict>,
        folder: &str,
    ) -> PyResult<Self> {
        let files = in_memory(files)?;
        py.detach(|| paicha::Pack::load(&files, folder).map(Self::new)).map_err(|error| of_error(py, &error))
    }

    fn to_bundle(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.pack.to_bundle()).map_err(|error| of_error(py, &error))
    }

    #[getter]
    fn id(&self) -> &str {
        &self.pack.reference().id
    }

    #[getter]
    fn title(&self) -> &str {
        &self.pack.items().info.title
    }

    #[getter]
    fn version(&self) -> &str {
        &self.pack.reference().version
    }

    #[getter]
    fn digest(&self) -> &str {
        self.pack.digest()
    }

    #[getter]
    fn levels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
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

    fn warning<'py>(&self, py: Python<'py>, as_of: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.pack.warning(read("as_of", as_of)?).map(|warning| data::python(py, &warning)).transpose()
    }

    #[pyo3(signature = (place, *, as_of, records=None, records_from=None))]
    fn assess(
        &self,
        py: Python<'_>,
        place: &Bound<'_, PyAny>,
        as_of: &Bound<'_, PyAny>,
        records: Option<&Bound<'_, PyAny>>,
        records_from: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Assessment> {
        let assessor = self.assessor(as_of, records_from)?;
        let text = place::text(place, records)?;
        let mut places = Places::new(self.pack.inputs());
        let notices = read_json_into(&self.vocabulary, &text, &mut places).map_err(|row| of_place(py, &row))?;
        Ok(Assessment::new(assessor.assess(&places).assessment(0), notices))
    }

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

#[pyfunction]
#[pyo3(signature = (path, *, root=None))]
pub fn check(py: Python<'_>, path: PathBuf, root: Option<PathBuf>) -> PyResult<Bound<'_, PyAny>> {
    let checked = py.detach(|| paicha_folder::check(&path, root.as_deref()));
    let (checked, _) = checked.map_err(|failure| of_disk(py, &failure))?;
    data::python(py, &checked.diagnostics)
}

#[pyfunction]
pub fn check_files<'py>(py: Python<'py>, files: &Bound<'py, PyDict>, folder: &str) -> PyResult<Bound<'py, PyAny>> {
    let files = in_memory(files)?;
    let checked = py.detach(|| paicha::Pack::check(&files, folder));
    data::python(py, &checked.diagnostics)
}

/// Rule files from a dict of texts and bytes.
fn in_memory(files: &Bound<'_, PyDict>) -> PyResult<Files> {
    let mut own = Files::default();
    for (path, content) in files {
        let path: String = path.extract()?;
        let content = if let Ok(bytes) = content.cast::<PyBytes>() {
            bytes.as_bytes().to_vec()
        } else if let Ok(text) = content.cast::<PyString>() {
            text.to_string().into_bytes()
        } else {
            return Err(of_argument(
                files.py(),
                "A003",
                &format!("规则文件 {path} 的内容要是 str 或 bytes"),
                &format!("the content of the rule file {path} must be str or bytes"),
            ));
        };
        own.0.insert(path, content);
    }
    Ok(own)
}
