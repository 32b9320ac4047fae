//! What is to be done when: windows, campaigns, tasks, duties.

use super::{Basis, Expression, Provenance};
use crate::date::{Date, Effective, Period};
use crate::diagnostic::Span;
use crate::json::from_json;
use serde::Serialize;

/// A length of time in calendar units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Days (weeks are 7).
    Days(u32),
    /// Months (years are 12).
    Months(u32),
}

from_json!(enum Interval { Days(a) | Months(a) });

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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Window {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// When it occurs.
    pub dates: Vec<Period>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Window { id, label, dates, provenance });

/// What a campaign promised, as data for summaries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// The task counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Kinds counted; empty: those of the campaign.
    pub kinds: Vec<String>,
    /// How many places or tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Which share of the places, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

from_json!(struct Target { id, label, task, kinds, at_least, share });

/// `[campaign]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Campaign {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// The window.
    pub period: Period,
    /// Places it is about; none: all of its kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Expression>,
    /// Kinds it is about; empty: all.
    pub kinds: Vec<String>,
    /// What it promised.
    pub targets: Vec<Target>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Campaign { id, title, period, scope, kinds, targets, provenance; span });

/// `[task.ID]`; also made for tasks that only duties name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Task {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// More names.
    pub aliases: Vec<String>,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Task { id, label, aliases, by, provenance });

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

from_json!(enum Per { Day | Week | Month | Quarter | HalfYear | Year | Campaign });

/// When a duty wants its task done.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

from_json!(enum Frequency { Per { per, at_least, at_most, spread } | Every(a) });

/// How records of one day count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SameDay {
    /// Once.
    #[default]
    Once,
    /// Each.
    Each,
}

from_json!(default enum SameDay { Once | Each });

/// What a duty asks in the period in which the place entered the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
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

from_json!(default enum FirstPeriod { Full | Prorate | Skip });

/// `[[duty]]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Duty {
    /// The id.
    pub id: String,
    /// The task.
    pub task: String,
    /// Shown to people; the task's label if none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Kinds it is for; empty: all.
    pub kinds: Vec<String>,
    /// How often.
    pub frequency: Frequency,
    /// When it holds; none: always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// Which records count; none: all of the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count_if: Option<Expression>,
    /// Records of one day.
    pub same_day: SameDay,
    /// The period of entry.
    pub first_period: FirstPeriod,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The source of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Outside these dates it does not exist.
    pub effective: Effective,
    /// The campaign it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Duty {
    id, task, label, kinds, frequency, when, count_if, same_day, first_period, by, basis, effective, campaign,
    provenance; span
});
