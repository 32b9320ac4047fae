//! What is asked of a place: kinds, facts, derived facts.

use super::{Expression, Provenance};
use crate::diagnostic::Span;
use crate::json::from_json;
use serde::Serialize;

/// `[kind.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kind {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// More names.
    pub aliases: Vec<String>,
    /// The department that leads for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Kind { id, label, aliases, lead, description, provenance });

/// One option of a choice or of tags.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactOption {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// More names.
    pub aliases: Vec<String>,
}

from_json!(struct FactOption { id, label, aliases });

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    /// Yes or no.
    Bool,
    /// A number, f64.
    Number {
        /// The unit cells may carry.
        unit: Option<String>,
    },
    /// Free text.
    Text,
    /// One of the options.
    Choice(Vec<FactOption>),
    /// Any of the options, at most 64.
    Tags(Vec<FactOption>),
    /// A calendar date.
    Date,
}

from_json!(enum FactType { Bool | Number { unit } | Text | Choice(a) | Tags(a) | Date });

/// The inclusive range of a number.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize)]
pub struct Range {
    /// The least, if bounded.
    pub min: Option<f64>,
    /// The most, if bounded.
    pub max: Option<f64>,
}

from_json!(default struct Range { min, max });

impl Range {
    /// Whether a number lies within.
    #[inline(always)]
    pub fn contains(self, number: f64) -> bool {
        self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max)
    }
}

/// `[fact.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// The id.
    pub id: String,
    /// Name and column header.
    pub label: String,
    /// What it holds.
    pub fact_type: FactType,
    /// Kinds that are asked it; empty: all.
    pub kinds: Vec<String>,
    /// More names.
    pub aliases: Vec<String>,
    /// Bounds of a number.
    pub range: Range,
    /// How to ask it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// How to find out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where the label stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Fact { id, label, fact_type, kinds, aliases, range, question, help, provenance; span });

/// `[derive.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Derived {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// More names.
    pub aliases: Vec<String>,
    /// The unit of its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Kinds it belongs to; empty: all.
    pub kinds: Vec<String>,
    /// What it is.
    pub value: Expression,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Derived { id, label, aliases, unit, kinds, value, provenance });
