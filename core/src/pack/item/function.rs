//! Declared script functions.

use super::{Provenance, Range};
use crate::diagnostic::Span;
use crate::json::from_json;
use serde::Serialize;

/// The type of a script function's parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScriptType {
    /// Yes or no.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A date, seen by the script as text `2022-08-03`.
    Date,
}

from_json!(enum ScriptType { Bool | Number | Text | Date });

/// `[function.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Function {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// Types of its parameters.
    pub params: Vec<ScriptType>,
    /// Type of its value: bool or number.
    pub returns: ScriptType,
    /// Bounds of a number it returns.
    pub range: Range,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Function { id, label, params, returns, range, provenance; span });
