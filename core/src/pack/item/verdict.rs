//! What follows from the checks: score, results, levels, adjusts.

use super::{Expression, Provenance};
use crate::diagnostic::Span;
use crate::json::from_json;
use serde::Serialize;

/// Which end of a number is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Points are risk.
    #[default]
    Low,
    /// Points are merit.
    High,
}

from_json!(default enum Better { Low | High });

/// `[score]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The formula; none: the sum of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Expression>,
    /// Which end is better.
    pub better: Better,
    /// Decimals it is rounded to.
    pub decimals: u32,
    /// The declared maximum of all checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Shown to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Score { value, better, decimals, max, label, unit, provenance; span });

/// `[[level]]`, and the levels of a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Level {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// When it holds; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Level { id, label, color, when, provenance; span });

/// What a result holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultType {
    /// A number.
    Number,
    /// A truth.
    Truth,
    /// One of its own levels.
    Level,
}

from_json!(enum ResultType { Number | Truth | Level });

/// `[result.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResultItem {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// What it holds.
    pub result_type: ResultType,
    /// How it is computed; may be missing for a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Expression>,
    /// Its own levels, worst first.
    pub levels: Vec<Level>,
    /// Which end is better.
    pub better: Better,
    /// Decimals it is rounded to.
    pub decimals: u32,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct ResultItem { id, label, result_type, value, levels, better, decimals, provenance; span });

/// What an adjust does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Sets the level.
    To(String),
    /// So many levels worse (positive) or better (negative).
    By(i32),
}

from_json!(enum Adjustment { To(a) | By(a) });

/// `[[adjust]]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Adjust { id, label, when, adjustment, result, provenance });
