//! The duties of one task together: one record serves all that count it.

use super::{DutyStatus, Holds, TaskStatus};
use crate::date::Period;
use crate::pack::item::{Duty, Frequency, Task};

/// Puts together what the duties of a task ask: those that hold, and `…_at_worst` those that might.
pub fn task_status(task: &Task, duties: &[(&Duty, DutyStatus)]) -> TaskStatus {
    let all = || duties.iter().map(|(_, status)| status);
    let certain = || all().filter(|status| status.holds == Holds::True);
    // What nobody asks for certain is not overdue, unless nobody knows what was done.
    let known = all().any(|status| status.missed.is_some());
    let nothing = known && certain().next().is_none();
    let asking = most_asking(certain());
    let zero = all().any(|status| status.required.is_some()).then_some(0);
    TaskStatus {
        task: task.id.clone(),
        label: task.label.clone(),
        required: asking.map_or(zero, |status| status.required),
        required_at_worst: most_asking(all()).and_then(|status| status.required),
        done: asking.or(most_asking(all())).and_then(|status| status.done),
        missed: if nothing { Some(Vec::new()) } else { missed(certain()) },
        next_due: certain().filter_map(|status| status.next_due).min(),
        days_overdue: if nothing { Some(0) } else { certain().filter_map(|status| status.days_overdue).max() },
        next_due_at_worst: all().filter_map(|status| status.next_due).min(),
        days_overdue_at_worst: all().filter_map(|status| status.days_overdue).max(),
        suggested: certain().filter_map(|status| status.suggested).min(),
        clash: clash(duties),
        exceeded: certain().any(|status| status.exceeded),
        duties: all().map(|status| with_by(status, task)).collect(),
    }
}

/// The status that requires most; of several the one with the least done, else the first.
fn most_asking<'a>(statuses: impl Iterator<Item = &'a DutyStatus>) -> Option<&'a DutyStatus> {
    let rank = |status: &DutyStatus| (std::cmp::Reverse(status.required), status.done);
    statuses.filter(|status| status.required.is_some()).min_by_key(|status| rank(status))
}

/// The periods missed by any, in order of their ends, none twice; none where nobody knows.
fn missed<'a>(statuses: impl Iterator<Item = &'a DutyStatus>) -> Option<Vec<Period>> {
    let lists: Vec<&Vec<Period>> = statuses.filter_map(|status| status.missed.as_ref()).collect();
    let mut missed: Vec<Period> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    missed.sort_unstable_by_key(|period| (period.to, period.from));
    missed.dedup();
    (!lists.is_empty()).then_some(missed)
}

/// Whether a duty allows less in its current period than another with the same period asks.
fn clash(duties: &[(&Duty, DutyStatus)]) -> bool {
    let certain = || duties.iter().filter(|(_, status)| status.holds == Holds::True);
    certain().any(|(duty, allowing)| {
        let Frequency::Per { at_most: Some(at_most), .. } = duty.frequency else { return false };
        certain().any(|(_, asking)| asking.period == allowing.period && asking.required > Some(at_most))
    })
}

fn with_by(status: &DutyStatus, task: &Task) -> DutyStatus {
    let by = status.by.clone().or_else(|| task.by.clone());
    DutyStatus { by, ..status.clone() }
}
