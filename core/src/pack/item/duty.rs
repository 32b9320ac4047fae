//! What is to be done when: windows, campaigns, tasks, duties.

use super::{Basis, Expression, Provenance};
use crate::date::{Date, Effective, Period};
use crate::diagnostic::Span;
use serde::{Deserialize, Serialize};

/// A length of time in calendar units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Days (weeks are 7).
    Days(u32),
    /// Months (years are 12).
    Months(u32),
}

impl Interval {
    /// The date one interval after another.
    pub fn after(self, date: Date) -> Option<Date> {
        match self {
            Self::Days(days) => date.add_days(days.into()),
            Self::Months(months) => date.add_months(months.into()),
        }
    }
}

/// `[[window]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// When it occurs.
    pub dates: Vec<Period>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What a campaign promised, as data for summaries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// The task counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Kinds counted; empty: those of the campaign.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// How many places or tasks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Which share of the places, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

/// `[campaign]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// The window.
    pub period: Period,
    /// Places it is about; none: all of its kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Expression>,
    /// Kinds it is about; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What it promised.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[task.ID]`; also made for tasks that only duties name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// More names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// January to March, and so on.
    Quarter,
    /// January to June, July to December.
    HalfYear,
    /// A calendar year.
    Year,
    /// The window of the duty's campaign.
    Campaign,
}

/// When a duty wants its task done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// So many times in each period.
    Per {
        /// The period.
        per: Per,
        /// Times at least; none: only `at_most`.
        at_least: Option<u32>,
        /// Times at most.
        at_most: Option<u32>,
        /// Slots bind.
        spread: bool,
    },
    /// So long after the last.
    Every(Interval),
}

/// How records of one day count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameDay {
    /// Once.
    #[default]
    Once,
    /// Each.
    Each,
}

/// What a duty asks in the period in which the place entered the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstPeriod {
    /// The full number.
    #[default]
    Full,
    /// By the remaining share of days, rounded up.
    Prorate,
    /// Nothing.
    Skip,
}

/// `[[duty]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// The id.
    pub id: String,
    /// The task.
    pub task: String,
    /// Shown to people; the task's label if none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Kinds it is for; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// How often.
    pub frequency: Frequency,
    /// When it holds; none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// Which records count; none: all of the task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_if: Option<Expression>,
    /// Records of one day.
    #[serde(default)]
    pub same_day: SameDay,
    /// The period of entry.
    #[serde(default)]
    pub first_period: FirstPeriod,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The source of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Outside these dates it does not exist.
    #[serde(default)]
    pub effective: Effective,
    /// The campaign it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}
