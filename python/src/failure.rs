//! Why a call failed, as the exceptions of `_errors.py`.

use arrow_schema::ArrowError;
use paicha::table::{ErrorRow, Problem};
use paicha::{Error, ErrorKind, Message};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

/// What is raised, in the words of the exceptions' constructors.
#[derive(Serialize)]
struct Told<'a> {
    kind: &'a str,
    code: &'a str,
    message: &'a Message,
    location: Option<String>,
    help: Option<&'a Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<&'a [paicha::diagnostic::Diagnostic]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Problems<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Problems<'a> {
    OfPlace(&'a [Problem]),
    OfTable(&'a [WrongRow<'a>]),
}

/// A row of a frame that cannot be read.
#[derive(Serialize)]
struct WrongRow<'a> {
    row: u64,
    #[serde(flatten)]
    error: &'a ErrorRow,
}

/// A call of the core that failed.
pub fn of_error(py: Python<'_>, error: &Error) -> PyErr {
    let kind = match error.kind() {
        ErrorKind::Pack => "pack",
        ErrorKind::Bundle => "bundle",
        _ => "other",
    };
    let diagnostics = (kind == "pack").then(|| error.diagnostics());
    let (location, help) = (error.location(), error.help());
    raised(
        py,
        &Told { kind, code: error.code(), message: error.message(), location, help, diagnostics, problems: None },
    )
}

/// A pack that cannot be loaded from disk.
pub fn of_disk(py: Python<'_>, failure: &paicha_folder::Failure) -> PyErr {
    match failure {
        paicha_folder::Failure::Core(error) => of_error(py, error),
        paicha_folder::Failure::Disk(told) => {
            let (location, help) = (told.place.clone(), told.help.as_ref());
            let (code, message) = (told.code, &told.message);
            raised(py, &Told { kind: "pack", code, message, location, help, diagnostics: None, problems: None })
        }
    }
}

/// A place that cannot be read.
pub fn of_place(py: Python<'_>, row: &ErrorRow) -> PyErr {
    first(py, "place", &row.problems, Problems::OfPlace(&row.problems))
}

/// A frame that cannot be read as a whole.
pub fn of_table(py: Python<'_>, problem: &Problem) -> PyErr {
    first(py, "table", std::slice::from_ref(problem), Problems::OfTable(&[]))
}

/// Rows of a frame that cannot be read: the first of so many.
pub fn of_rows(py: Python<'_>, rows: &[(u64, ErrorRow)], count: u64) -> PyErr {
    let problem = rows.iter().flat_map(|(_, error)| &error.problems).next();
    let rows: Vec<WrongRow<'_>> = rows.iter().map(|(row, error)| WrongRow { row: *row, error }).collect();
    let nothing = Message::new("", "");
    let first = problem.map_or(&nothing, |problem| &problem.message);
    let message = Message::new(
        format!("有 {count} 行读不了；第一处：{}", first.zh),
        format!("{count} rows cannot be read; the first: {}", first.en),
    );
    let told = Told {
        kind: "table",
        code: problem.map_or("C000", |problem| problem.code.as_str()),
        message: &message,
        location: problem.map(Problem::location).filter(|location| !location.is_empty()),
        help: problem.and_then(|problem| problem.help.as_ref()),
        diagnostics: None,
        problems: Some(Problems::OfTable(&rows)),
    };
    raised(py, &told)
}

/// A stream of Arrow that cannot be read.
pub fn of_arrow(py: Python<'_>, error: &ArrowError) -> PyErr {
    let message = Message::new(format!("Arrow 数据读不了：{error}"), format!("the Arrow data cannot be read: {error}"));
    let (message, help, location) = (&message, None, None);
    raised(py, &Told { kind: "table", code: "C016", message, location, help, diagnostics: None, problems: None })
}

/// An argument that a call cannot take.
pub fn of_argument(py: Python<'_>, code: &str, zh: &str, en: &str) -> PyErr {
    let (message, help, location) = (&Message::new(zh, en), None, None);
    raised(py, &Told { kind: "argument", code, message, location, help, diagnostics: None, problems: None })
}

/// What is raised has the code and words of the first problem, and lists all.
fn first(py: Python<'_>, kind: &str, list: &[Problem], problems: Problems<'_>) -> PyErr {
    let nothing = Message::new("没有说明的错误", "an error without a description");
    let problem = list.first();
    let location = problem.map(Problem::location).filter(|location| !location.is_empty());
    let told = Told {
        kind,
        code: problem.map_or("C000", |problem| problem.code.as_str()),
        message: problem.map_or(&nothing, |problem| &problem.message),
        location,
        help: problem.and_then(|problem| problem.help.as_ref()),
        diagnostics: None,
        problems: Some(problems),
    };
    raised(py, &told)
}

fn raised(py: Python<'_>, told: &Told<'_>) -> PyErr {
    static TOLD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let text = paicha::number::to_json(told).unwrap_or_default();
    let exception = TOLD.import(py, "paicha._errors", "_told").and_then(|told| told.call1((text,)));
    exception.map_or_else(|error| error, PyErr::from_value)
}
