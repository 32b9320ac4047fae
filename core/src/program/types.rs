//! The types of expressions.

use super::NodeId;
use crate::message::Message;

/// What an expression yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// True, false or unknown.
    Truth,
    /// A number.
    Number,
    /// A calendar date.
    Date,
    /// A text.
    Text,
    /// An option of the fact of this index.
    Choice(usize),
    /// Options of the fact of this index.
    Tags(usize),
}

impl Type {
    /// Its name for people.
    pub fn name(self) -> Message {
        match self {
            Self::Truth => Message::new("是非（真/假）", "a truth"),
            Self::Number => Message::new("数字", "a number"),
            Self::Date => Message::new("日期", "a date"),
            Self::Text => Message::new("文字", "a text"),
            Self::Choice(_) => Message::new("单选", "a choice"),
            Self::Tags(_) => Message::new("多选", "tags"),
        }
    }
}

/// An expression lowered to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where its value is.
    pub node: NodeId,
    /// What it is.
    pub value: Type,
}

/// Where an expression stands, and so what it can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Facts only, values known or not: `applies_if`, `fails_if`, `[derive]`, `scope`.
    Facts,
    /// Facts only, as bounds: `points`, `grade`.
    Points,
    /// After the checks: `[score]`.
    Score,
    /// After the score: results, levels, adjusts.
    Levels,
    /// After the levels: a duty's `when`.
    Duty,
    /// A record: `count_if`.
    Record,
}

impl Stage {
    /// Whether unknown numbers count as their bounds here.
    pub fn bounded(self) -> bool {
        !matches!(self, Self::Facts | Self::Record)
    }

    /// Whether checks are decided here.
    pub fn after_checks(self) -> bool {
        matches!(self, Self::Score | Self::Levels | Self::Duty)
    }
}
