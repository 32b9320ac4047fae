//! What follows from the checks: score, results, levels, adjusts.

use super::{Expression, Provenance};
use crate::diagnostic::Span;
use serde::{Deserialize, Serialize};

/// Which end of a number is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Points are risk.
    #[default]
    Low,
    /// Points are merit.
    High,
}

/// `[score]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The formula; none: the sum of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Expression>,
    /// Which end is better.
    #[serde(default)]
    pub better: Better,
    /// Decimals it is rounded to.
    pub decimals: u32,
    /// The declared maximum of all checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Shown to people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[[level]]`, and the levels of a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// When it holds; none on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What a result holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultType {
    /// A number.
    Number,
    /// A truth.
    Truth,
    /// One of its own levels.
    Level,
}

/// `[result.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultItem {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// What it holds.
    pub result_type: ResultType,
    /// How it is computed; may be missing for a level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Expression>,
    /// Its own levels, worst first.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Which end is better.
    #[serde(default)]
    pub better: Better,
    /// Decimals it is rounded to.
    pub decimals: u32,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What an adjust does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Sets the level.
    To(String),
    /// So many levels worse (positive) or better (negative).
    By(i32),
}

/// `[[adjust]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adjust {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// When it applies.
    pub when: Expression,
    /// What it does.
    pub adjustment: Adjustment,
    /// The level result it adjusts; none: the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}
