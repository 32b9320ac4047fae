//! Everything concluded about one place on one date, as data: the shape that JSON has in every shell.

use crate::date::Date;
use crate::duty::TaskStatus;
use crate::message::Message;
use crate::pack::item::{Basis, Grade};
use serde::{Serialize, Serializer};

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It applies and fails.
    Failed,
    /// It applies and does not fail.
    Passed,
    /// It does not apply.
    NotApplicable,
    /// It could still be failed.
    Unknown,
    /// It cannot be failed, but whether it applies is unknown.
    NotFailed,
    /// A scored check that applies.
    Scored,
}

impl Outcome {
    /// Every outcome, in the order of [`Self::code`].
    pub const ALL: [Self; 6] =
        [Self::Failed, Self::Passed, Self::NotApplicable, Self::Unknown, Self::NotFailed, Self::Scored];

    /// Its number in columns of outcomes.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// As JSON writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Passed => "passed",
            Self::NotApplicable => "not_applicable",
            Self::Unknown => "unknown",
            Self::NotFailed => "not_failed",
            Self::Scored => "scored",
        }
    }
}

/// A number between two ends; written as one number where they are the same. An end that is infinite is written null.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

impl Serialize for Bounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.least == self.most {
            self.least.serialize(serializer)
        } else {
            (self.least, self.most).serialize(serializer)
        }
    }
}

/// The value of an input, as JSON has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum InputValue {
    /// A bool fact.
    Bool(bool),
    /// A number fact.
    Number(f64),
    /// A text, an option's id, a date, or an answer word.
    Text(String),
    /// Tags.
    List(Vec<String>),
}

/// An input that made a check fail.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReasonInput {
    /// The fact's or check's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: InputValue,
}

/// A failed check and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The check's id.
    pub check: String,
    /// The requirement.
    pub title: String,
    /// The hazard.
    pub finding: String,
    /// Its points.
    pub points: Bounds,
    /// Its points after rescaling and caps.
    pub counted: Bounds,
    /// Its grade; none while unknown.
    pub grade: Option<Grade>,
    /// Its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What made it fail.
    pub inputs: Vec<ReasonInput>,
    /// The source of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// The day by which to fix it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refer_to: Option<String>,
}

/// The points of a scored check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoredPoints {
    /// The check's id.
    pub check: String,
    /// Its title.
    pub title: String,
    /// Its points.
    pub points: Bounds,
    /// Its points after rescaling and caps.
    pub counted: Bounds,
}

/// Two ends of a level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelRange {
    /// The first level that certainly holds.
    pub level: String,
    /// The first that is not certainly false.
    pub level_at_worst: String,
    /// The label of `level`.
    pub level_label: String,
    /// The label of `level_at_worst`.
    pub level_at_worst_label: String,
}

/// A number or truth of a result.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ResultNumber {
    /// A truth; none is unknown.
    Truth(Option<bool>),
    /// A number; none is not finite.
    Number(Option<f64>),
}

/// A named result.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ResultValue {
    /// The better end, or the truth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ResultNumber>,
    /// The worse end; the same truth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_worst: Option<ResultNumber>,
    /// Its level.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelRange>,
}

/// Why something could not be decided, though its facts are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunError {
    /// The check, result, `score`, `level` or duty left undecided.
    pub item: String,
    /// `R001` not finite, `R002` date out of range, `R003` a script's limit, `R004` an error in a script.
    pub code: String,
    /// What happened.
    #[serde(flatten)]
    pub message: Message,
}

/// Which pack said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackRef {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its resolved items, in hex.
    pub digest: String,
}

/// Everything concluded about one place on one date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// The place's id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Ids of its kinds.
    pub kinds: Vec<String>,
    /// Its region path.
    pub region: Option<String>,
    /// The date of the assessment.
    pub as_of: Date,
    /// Its level, if the pack has levels.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelRange>,
    /// The better end of the score; none if not finite.
    pub score: Option<f64>,
    /// The worse end.
    pub score_at_worst: Option<f64>,
    /// The share of inputs that are known, 0 to 1.
    pub known_share: f64,
    /// Named results, in the order of their ids.
    #[serde(serialize_with = "in_order", skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<(String, ResultValue)>,
    /// Failed checks, gravest first.
    pub failed: Vec<Reason>,
    /// Scored checks that apply, in the order of the pack.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scored: Vec<ScoredPoints>,
    /// The outcome of every check, in the order of the pack.
    #[serde(serialize_with = "in_order")]
    pub outcomes: Vec<(String, Outcome)>,
    /// Adjusts that were applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjusted: Vec<String>,
    /// Assumptions made where something was unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<String>,
    /// What could not be decided, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<RunError>,
    /// What is due.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskStatus>,
    /// The earliest next due of all tasks.
    pub next_due: Option<Date>,
    /// The most days overdue of all tasks; none where nobody knows.
    pub days_overdue: Option<i64>,
    /// Checks out of force on the date.
    pub out_of_force: usize,
    /// Which pack said so.
    pub pack: PackRef,
}

impl Assessment {
    /// The outcome of a check.
    pub fn outcome(&self, check: &str) -> Option<Outcome> {
        self.outcomes.iter().find(|(id, _)| id == check).map(|(_, outcome)| *outcome)
    }

    /// A named result.
    pub fn result(&self, id: &str) -> Option<&ResultValue> {
        self.results.iter().find(|(own, _)| own == id).map(|(_, value)| value)
    }

    /// How many checks came out so.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes.iter().filter(|(_, own)| *own == outcome).count()
    }
}

/// Pairs as one object.
fn in_order<S: Serializer, T: Serialize>(pairs: &[(String, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(id, value)| (id, value)))
}
