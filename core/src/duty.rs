//! Duties: how often a task is to be done at a place, what was done, and what is due.
//!
//! Which duties hold and which records count is `eval`'s; here are dates only.

mod interval;
mod period;
mod periodic;
mod task;

pub use task::task_status;

use crate::date::{Date, Period};
use crate::pack::item::{Duty, Frequency, SameDay};
use serde::Serialize;

/// How many past due times of one duty are judged, the latest ones. Earlier ones are not listed as missed: a daily duty
/// of a place that entered the register centuries ago must not cost more than one that entered three years ago.
pub const JUDGED: usize = 1000;

/// What a duty asks of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyStatus {
    /// The duty's id.
    pub duty: String,
    /// Whether it holds; none while unknown. Written `"true"`, `"unknown"`.
    pub holds: Holds,
    /// Times required in the current period; none for an interval.
    pub required: Option<u32>,
    /// Times done in the current period, for binding slots the slots filled; none for an interval, and if no records
    /// were given.
    pub done: Option<u32>,
    /// The current period; none for an interval.
    pub period: Option<Period>,
    /// Periods that ended with too few.
    pub missed: Option<Vec<Period>>,
    /// The day by which it must next be done.
    pub next_due: Option<Date>,
    /// Days past that.
    pub days_overdue: Option<i64>,
    /// A good day to go.
    pub suggested: Option<Date>,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// More was done in the current period than it allows.
    #[serde(skip)]
    pub exceeded: bool,
}

/// Whether a duty holds; one that does not is not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// It does.
    True,
    /// Facts are missing.
    Unknown,
}

/// What all duties of a task together ask of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskStatus {
    /// The task's id.
    pub task: String,
    /// Its label.
    pub label: String,
    /// The most any duty that holds asks in its current period.
    pub required: Option<u32>,
    /// The same with duties that might hold.
    pub required_at_worst: Option<u32>,
    /// Times done in that period; none if no records were given.
    pub done: Option<u32>,
    /// Periods missed by any duty that holds.
    pub missed: Option<Vec<Period>>,
    /// The earliest next due.
    pub next_due: Option<Date>,
    /// The most days overdue.
    pub days_overdue: Option<i64>,
    /// The earliest next due with duties that might hold.
    pub next_due_at_worst: Option<Date>,
    /// The most days overdue with them.
    pub days_overdue_at_worst: Option<i64>,
    /// A good day to go.
    pub suggested: Option<Date>,
    /// One duty allows less than another asks.
    pub clash: bool,
    /// More was done than is allowed.
    pub exceeded: bool,
    /// Each duty.
    pub duties: Vec<DutyStatus>,
}

/// The dates a duty is judged by, beside its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// The date of the assessment.
    pub as_of: Date,
    /// In the register since; none if nobody knows.
    pub since: Option<Date>,
    /// Since when the records are complete; none if they are as far back as they go.
    pub records_from: Option<Date>,
    /// Since when the pack is in force.
    pub effective_from: Option<Date>,
}

impl Situation {
    /// Whether the place is known to enter the register only later, so that nothing is asked of it yet.
    fn before_entry(&self) -> bool {
        self.since.is_some_and(|since| since > self.as_of)
    }

    /// The day from which the past is judged: the latest of those on which something began; none without any.
    fn judged_from(&self, duty: &Duty, window: Option<Period>) -> Option<Date> {
        let began =
            [self.since, self.records_from, self.effective_from, duty.effective.from, window.map(|window| window.from)];
        began.into_iter().flatten().max()
    }
}

/// Judges one duty of a place. `window` is that of the duty's campaign, if it has one; `counted` holds the dates of the
/// records that count, in any order (those after `as_of` are left out), none when nobody gave records.
pub fn duty_status(
    duty: &Duty,
    window: Option<Period>,
    holds: Holds,
    counted: Option<&[Date]>,
    situation: &Situation,
) -> DutyStatus {
    let records = counted.map(|counted| ledger(counted, duty.same_day, window, situation.as_of));
    let blank = DutyStatus {
        duty: duty.id.clone(),
        holds,
        required: None,
        done: None,
        period: None,
        missed: None,
        next_due: None,
        days_overdue: None,
        suggested: None,
        by: duty.by.clone(),
        exceeded: false,
    };
    match &duty.frequency {
        Frequency::Per { .. } => periodic::status(duty, window, records.as_deref(), situation, blank),
        Frequency::Every(every) => interval::status(duty, *every, window, records.as_deref(), situation, blank),
    }
}

/// The records that count, in order of date.
fn ledger(counted: &[Date], same_day: SameDay, window: Option<Period>, as_of: Date) -> Vec<Date> {
    let within = |date: &Date| *date <= as_of && window.is_none_or(|window| window.contains(*date));
    let mut records: Vec<Date> = counted.iter().copied().filter(within).collect();
    records.sort_unstable();
    if same_day == SameDay::Once {
        records.dedup();
    }
    records
}

/// The earliest next due of all tasks.
pub fn earliest_due(tasks: &[TaskStatus]) -> Option<Date> {
    tasks.iter().filter_map(|task| task.next_due).min()
}

/// The most days overdue of all tasks; none where nobody knows.
pub fn most_overdue(tasks: &[TaskStatus]) -> Option<i64> {
    tasks.iter().filter_map(|task| task.days_overdue).max()
}

#[cfg(test)]
mod tests;
