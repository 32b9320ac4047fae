//! The instructions of a program: a graph of nodes, children before parents, each computed once for a block of places.
//!
//! A node yields a truth (Kleene), a number (known or not), bounds [least, most], or tags. Which of the two number
//! forms follows from its operands: an operation with a bounded operand is bounded.

use crate::json::{FromJson, Json, Reader, from_json};
use serde::{Serialize, Serializer};
use std::iter::{Chain, Copied, Take};
use std::ops::Deref;
use std::{array, slice};

/// A node, by its index in the program.
pub type NodeId = u32;

/// A number that compares and hashes by its bits, and may be infinite.
#[derive(Clone, Copy, Debug)]
pub struct Real(pub f64);

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Real {}

impl std::hash::Hash for Real {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Serialize for Real {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() { serializer.serialize_f64(self.0) } else { serializer.serialize_bool(self.0 > 0.0) }
    }
}

impl FromJson for Real {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        Self(match json {
            Json::Bool(true) => f64::INFINITY,
            Json::Bool(false) => f64::NEG_INFINITY,
            _ => FromJson::from_json(json, reader),
        })
    }
}

/// Which of at most 64 options or levels; in JSON a list, since a number there holds no 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mask(pub u64);

impl Serialize for Mask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..u64::BITS).filter(|bit| self.0 >> bit & 1 == 1))
    }
}

impl FromJson for Mask {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        let bits = Vec::<u32>::from_json(json, reader);
        Self(bits.into_iter().filter_map(|bit| 1_u64.checked_shl(bit)).fold(0, |mask, bit| mask | bit))
    }
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// `==`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
}

from_json!(enum Comparison { Equal | Less | LessEqual });

/// Arithmetic with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `pow(x, y)`
    Power,
    /// `min(x, y)`
    Least,
    /// `max(x, y)`
    Most,
    /// `days_between(a, b)`
    DaysBetween,
    /// `months_between(a, b)`
    MonthsBetween,
    /// `years_between(a, b)`
    YearsBetween,
    /// `add_days(d, n)`
    AddDays,
    /// `add_months(d, n)`
    AddMonths,
    /// `add_years(d, n)`
    AddYears,
}

from_json!(enum Arithmetic {
    Add | Subtract | Multiply | Divide | Power | Least | Most | DaysBetween | MonthsBetween | YearsBetween | AddDays
    | AddMonths | AddYears
});

/// Functions of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// `-x`
    Negative,
    /// `abs(x)`
    Absolute,
    /// `floor(x)`
    Floor,
    /// `ceil(x)`
    Ceil,
    /// `round(x, n)`
    Round(u32),
    /// `year(d)`
    Year,
    /// `month(d)`
    Month,
    /// `day(d)`
    Day,
}

from_json!(enum Function { Negative | Absolute | Floor | Ceil | Round(a) | Year | Month | Day });

/// Some checks: what `failed(X)` and its like name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Selector {
    /// All checks.
    All,
    /// Those of grade general.
    General,
    /// Those of grade major.
    Major,
    /// Those of a section, by index.
    Section(u32),
    /// Those of a group, by index.
    Group(u32),
    /// One check, by index.
    Check(u32),
}

from_json!(enum Selector { All | General | Major | Section(a) | Group(a) | Check(a) });

/// A number over several checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tally {
    /// How many fail.
    Failed,
    /// How many apply.
    Applies,
    /// How many are decided.
    Decided,
    /// Points counted.
    Points,
    /// The most points that what applies could count.
    Possible,
    /// The largest points of one.
    Highest,
}

from_json!(enum Tally { Failed | Applies | Decided | Points | Possible | Highest });

/// A truth about one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckTruth {
    /// It fails.
    Failed,
    /// It applies.
    Applies,
    /// Its outcome is decided; an assumption.
    Decided,
}

from_json!(enum CheckTruth { Failed | Applies | Decided });

/// A field of a record, in `count_if`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordField {
    /// The task.
    Task,
    /// The day.
    Date,
    /// Who did it.
    Checker,
    /// How it ended.
    Outcome,
}

from_json!(enum RecordField { Task | Date | Checker | Outcome });

/// One instruction.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// A constant number (or date, or option).
    Number(Real),
    /// A constant truth.
    Truth(bool),
    /// An input, by index.
    Input(u32),
    /// The date of the assessment.
    AsOf,
    /// The day the place entered the register.
    Since,
    /// A field of a record.
    Record(RecordField),
    /// The place is of a kind, by index.
    Kind(u16),
    /// The place's region is this path or below it.
    Region(String),
    /// The date lies in a window or campaign, by index in the program's windows.
    During(u32),
    /// The operand is known. An assumption: never unknown itself.
    Known(NodeId),
    /// `!a`
    Not(NodeId),
    /// `a && b && …`
    And(Vec<NodeId>),
    /// `a || b || …`
    Or(Vec<NodeId>),
    /// Two truths are the same.
    Same(NodeId, NodeId),
    /// Two numbers compare.
    Compare(Comparison, NodeId, NodeId),
    /// The number (or option) is one of these.
    OneOf(NodeId, Vec<Real>),
    /// The text is one of these.
    TextIs(NodeId, Vec<String>),
    /// The text starts so.
    TextStarts(NodeId, String),
    /// The text contains this.
    TextContains(NodeId, String),
    /// The tags hold one of those in the mask.
    HasTag(NodeId, Mask),
    /// How many tags.
    TagCount(NodeId),
    /// `if c { a } else { b }`
    Choose(NodeId, NodeId, NodeId),
    /// Arithmetic.
    Arithmetic(Arithmetic, NodeId, NodeId),
    /// A function of one number.
    Function(Function, NodeId),
    /// How many truths hold; always bounds.
    Count(Vec<NodeId>),
    /// A script function, by index.
    Call(u32, Vec<NodeId>),
    /// A number as bounds: its value twice, or these while it is unknown.
    Widen(NodeId, Real, Real),
    /// About one check.
    Check(CheckTruth, u32),
    /// Over several checks; bounds.
    Tally(Tally, Selector),
    /// The rounded score; bounds.
    Score,
    /// The rounded number of a result; bounds.
    Result(u32),
    /// The truth of a result.
    ResultTruth(u32),
    /// The level is one of those in the mask.
    LevelIs(Mask),
    /// The level of a result is one of those in the mask.
    ResultLevelIs(u32, Mask),
}

from_json!(enum Node {
    Number(a) | Truth(a) | Input(a) | AsOf | Since | Record(a) | Kind(a) | Region(a) | During(a) | Known(a) | Not(a)
    | And(a) | Or(a) | Same(a, b) | Compare(a, b, c) | OneOf(a, b) | TextIs(a, b) | TextStarts(a, b)
    | TextContains(a, b) | HasTag(a, b) | TagCount(a) | Choose(a, b, c) | Arithmetic(a, b, c) | Function(a, b)
    | Count(a) | Call(a, b) | Widen(a, b, c) | Check(a, b) | Tally(a, b) | Score | Result(a) | ResultTruth(a)
    | LevelIs(a) | ResultLevelIs(a, b)
});

impl Node {
    /// The nodes it is computed from, in order.
    pub fn operands(&self) -> Operands<'_> {
        let few = |few, count| Operands { few, count, list: &[] };
        match self {
            Self::Known(a)
            | Self::Not(a)
            | Self::OneOf(a, _)
            | Self::TextIs(a, _)
            | Self::TextStarts(a, _)
            | Self::TextContains(a, _)
            | Self::HasTag(a, _)
            | Self::TagCount(a)
            | Self::Function(_, a)
            | Self::Widen(a, ..) => few([*a, 0, 0], 1),
            Self::Same(a, b) | Self::Compare(_, a, b) | Self::Arithmetic(_, a, b) => few([*a, *b, 0], 2),
            Self::Choose(a, b, c) => few([*a, *b, *c], 3),
            Self::And(list) | Self::Or(list) | Self::Count(list) | Self::Call(_, list) => {
                Operands { few: [0; 3], count: 0, list }
            }
            _ => few([0; 3], 0),
        }
    }
}

/// The operands of a node: a slice, though most nodes have no list of them.
#[derive(Clone, Copy, Debug)]
pub struct Operands<'a> {
    few: [NodeId; 3],
    count: usize,
    list: &'a [NodeId],
}

impl Deref for Operands<'_> {
    type Target = [NodeId];

    fn deref(&self) -> &[NodeId] {
        if self.count > 0 { self.few.get(..self.count).unwrap_or_default() } else { self.list }
    }
}

impl<'a> IntoIterator for Operands<'a> {
    type Item = NodeId;
    type IntoIter = Chain<Take<array::IntoIter<NodeId, 3>>, Copied<slice::Iter<'a, NodeId>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.few.into_iter().take(self.count).chain(self.list.iter().copied())
    }
}
