//! Why a call failed, as the JSON text that is thrown; the package makes a `PaichaError` of it.

use paicha::table::{ErrorRow, Problem};
use paicha::{Error, Message};
use serde::Serialize;

/// What is thrown.
#[derive(Serialize)]
struct Thrown<'a> {
    code: &'a str,
    message: &'a Message,
    location: Option<String>,
    help: Option<&'a Message>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    diagnostics: &'a [paicha::diagnostic::Diagnostic],
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'a ErrorRow>,
}

/// A value as its JSON text.
pub fn json<T: Serialize>(value: &T) -> Result<String, String> {
    paicha::number::to_json(value).map_err(|error| of_error(&error))
}

/// A call that failed.
pub fn of_error(error: &Error) -> String {
    text(&Thrown {
        code: error.code(),
        message: error.message(),
        location: error.location(),
        help: error.help(),
        diagnostics: error.diagnostics(),
        row: None,
    })
}

/// A table that cannot be read.
pub fn of_problem(problem: &Problem) -> String {
    text(&thrown(problem, None))
}

/// A place that cannot be read.
pub fn of_row(row: &ErrorRow) -> String {
    row.problems.first().map_or_else(String::new, |problem| text(&thrown(problem, Some(row))))
}

/// Something the caller gave that is no problem of a place.
pub fn of_argument(code: &str, zh: &str, en: &str) -> String {
    let message = Message::new(zh, en);
    text(&Thrown { code, message: &message, location: None, help: None, diagnostics: &[], row: None })
}

/// A date given as text.
pub fn date(text: &str) -> Result<paicha::Date, String> {
    text.parse().map_err(|_| {
        of_argument(
            "A001",
            &format!("日期 {text} 要写成 2022-12-31"),
            &format!("{text} is no date: write it as 2022-12-31"),
        )
    })
}

fn thrown<'a>(problem: &'a Problem, row: Option<&'a ErrorRow>) -> Thrown<'a> {
    let location = Some(problem.location()).filter(|location| !location.is_empty());
    let help = problem.help.as_ref();
    Thrown { code: problem.code.as_str(), message: &problem.message, location, help, diagnostics: &[], row }
}

/// What cannot be written as JSON is thrown without its details.
fn text(thrown: &Thrown<'_>) -> String {
    paicha::number::to_json(thrown).unwrap_or_default()
}
