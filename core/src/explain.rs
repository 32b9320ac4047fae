//! An assessment with what a person asks next: what to find out, and what the level follows from.

mod text;

pub use text::text;

use crate::assessment::{Assessment, Bounds};
use serde::Serialize;

/// A question whose answer could still change something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The fact's or observed check's id.
    pub input: String,
    /// Its label.
    pub label: String,
    /// How to ask it.
    pub question: String,
    /// Whether it could change the level.
    pub changes_level: bool,
    /// Points at stake in the checks that wait for it.
    pub points: f64,
    /// The checks that wait for it.
    pub checks: Vec<String>,
}

/// One term of a rule with its value at the place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// As written with ids: `failed.direct`.
    pub term: String,
    /// Its value; a truth as text `true`, `false`, `unknown`.
    pub value: TermValue,
}

/// The value of a term.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum TermValue {
    /// A number between two ends.
    Number(Bounds),
    /// `true`, `false`, `unknown`, or a text.
    Text(String),
}

/// The rule that gave a level, with the values of its terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelBecause {
    /// The level.
    pub level: String,
    /// Its rule, printed with ids; none for the last level.
    pub when: Option<String>,
    /// The rule's terms.
    pub terms: Vec<Term>,
}

/// An assessment with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// What was concluded.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// What `level` follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_because: Option<LevelBecause>,
    /// What `level_at_worst` follows from, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_at_worst_because: Option<LevelBecause>,
    /// The terms of the score, when it is a formula.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub score_terms: Vec<Term>,
    /// What to ask, most telling first.
    pub questions: Vec<Question>,
}
