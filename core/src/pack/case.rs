//! Cases of a pack: what an assessment of a place should say, from `tests/*.toml`.

mod reader;

pub(super) use reader::read;

use crate::date::Date;
use crate::diagnostic::Span;
use serde_json::{Map, Value};

/// One `[[case]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The file it is in, relative to the rules root.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// Where it stands.
    pub span: Span,
    /// The date of the assessment.
    pub as_of: Date,
    /// Kinds of the place, by id.
    pub kinds: Vec<String>,
    /// The place's id, if it matters.
    pub id: Option<String>,
    /// The place's region.
    pub region: Option<String>,
    /// Since when the place is in the register.
    pub since: Option<Date>,
    /// Facts by id, as in the JSON of a place.
    pub facts: Map<String, Value>,
    /// Answers to observed checks by id: `passes`, `fails`, `not_applicable`.
    pub answers: Map<String, Value>,
    /// Records: objects of `task`, `date`, `checker`, `outcome`; none when the case gives no ledger.
    pub records: Option<Vec<Value>>,
    /// Since when the records are complete.
    pub records_from: Option<Date>,
    /// Checks, by id, whose limit the case stands on; for the coverage that `crate::case` counts.
    pub boundary: Vec<String>,
    /// What is expected.
    pub expect: Expect,
}

/// What a case expects; only what is named is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expect {
    /// `level`.
    pub level: Option<String>,
    /// `level_at_worst`.
    pub level_at_worst: Option<String>,
    /// `score`.
    pub score: Option<f64>,
    /// `score_at_worst`.
    pub score_at_worst: Option<f64>,
    /// Outcomes of some checks, by id.
    pub outcomes: Map<String, Value>,
    /// All failed checks, in any order.
    pub failed: Option<Vec<String>>,
    /// Values of results by id: number, truth, level id, or `unknown`.
    pub results: Map<String, Value>,
    /// By task id, the fields of its summary to compare, named as in the JSON of an assessment; `unknown` for null.
    pub tasks: Map<String, Value>,
}
