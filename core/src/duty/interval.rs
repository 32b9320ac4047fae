//! Duties that ask for the task so long after the last time.

use super::{DutyStatus, JUDGED, Situation};
use crate::date::{Date, Period};
use crate::pack::item::{Duty, Interval};

/// An interval duty at a place.
struct Every {
    every: Interval,
    /// A due date before this day is not judged: the time counts from here instead.
    restart: Option<Date>,
}

/// The stretch from one record (or the start) to the next (or `as_of`).
#[derive(Clone, Copy)]
struct Gap {
    from: Date,
    to: Date,
}

/// Judges a duty with `every`.
pub(super) fn status(
    duty: &Duty,
    every: Interval,
    window: Option<Period>,
    records: Option<&[Date]>,
    situation: &Situation,
    blank: DutyStatus,
) -> DutyStatus {
    let Some(records) = records else { return blank };
    if situation.before_entry() {
        return DutyStatus { missed: Some(Vec::new()), days_overdue: Some(0), ..blank };
    }
    let start = situation.since.or(window.map(|window| window.from));
    let gaps = gaps(records, start, situation.as_of);
    let Some(open) = gaps.last() else { return blank };
    // The pack's own dates do not restart an interval: a pack renewed each year would never ask for what is due
    // every two years.
    let began = [situation.records_from, duty.effective.from, window.map(|window| window.from)];
    let every = Every { every, restart: began.into_iter().flatten().max() };
    let ends = duty.effective.to.into_iter().chain(window.map(|window| window.to)).min();
    let next_due = every.due(every.base(open.from), 1).filter(|due| ends.is_none_or(|ends| *due <= ends));
    let judged_from = situation.judged_from(duty, window);
    DutyStatus {
        missed: Some(every.missed(&gaps, judged_from)),
        next_due,
        days_overdue: Some(next_due.map_or(0, |due| due.days_until(situation.as_of).max(0))),
        suggested: next_due.map(|due| due.max(situation.as_of)),
        ..blank
    }
}

/// The gaps between the start, the records and `as_of`; a record before the start counts instead of it.
fn gaps(records: &[Date], start: Option<Date>, as_of: Date) -> Vec<Gap> {
    let start = start.filter(|start| records.first().is_none_or(|first| start < first));
    let ends: Vec<Date> = start.into_iter().chain(records.iter().copied()).chain([as_of]).collect();
    ends.windows(2).filter_map(|pair| Some(Gap { from: *pair.first()?, to: *pair.last()? })).collect()
}

impl Every {
    /// The day from which the time of a gap counts.
    fn base(&self, from: Date) -> Date {
        match self.restart {
            Some(restart) if self.due(from, 1).is_some_and(|due| due < restart) => restart,
            _ => from,
        }
    }

    /// The day `times` intervals after a base; month ends are cut each time anew.
    fn due(&self, base: Date, times: i64) -> Option<Date> {
        match self.every {
            Interval::Days(days) => base.add_days(times.checked_mul(days.into())?),
            Interval::Months(months) => base.add_months(times.checked_mul(months.into())?),
        }
    }

    /// How many due dates lie before the end of a gap.
    fn passed(&self, base: Date, end: Date) -> i64 {
        match self.every {
            Interval::Days(days) => (base.days_until(end) - 1).max(0) / i64::from(days.max(1)),
            Interval::Months(months) => {
                let most = (end.month_number() - base.month_number()).max(0) / i64::from(months.max(1));
                let within = self.due(base, most).is_some_and(|due| due < end);
                if within { most } else { (most - 1).max(0) }
            }
        }
    }

    /// The due dates that passed before a record came, each with the day its time began, latest of them only.
    ///
    /// Those of the open gap are all there, since its first one is what is overdue now.
    fn missed(&self, gaps: &[Gap], judged_from: Option<Date>) -> Vec<Period> {
        let mut missed = Vec::new();
        for (later, gap) in gaps.iter().rev().enumerate() {
            let open = later == 0;
            let over = !open && judged_from.is_none_or(|from| gap.to <= from);
            if over || missed.len() >= JUDGED {
                break;
            }
            let base = self.base(gap.from);
            let judged = |period: &Period| open || judged_from.is_some_and(|from| from <= period.to);
            let stretches = (1..=self.passed(base, gap.to))
                .rev()
                .map_while(|times| Some(Period { from: self.due(base, times - 1)?, to: self.due(base, times)? }));
            missed.extend(stretches.take_while(judged).take(JUDGED - missed.len()));
        }
        missed.reverse();
        missed
    }
}
