//! Duties that ask so many times in each calendar period, with or without binding slots.

use super::period::{Periods, slot_end};
use super::{DutyStatus, JUDGED, Situation};
use crate::date::{Date, Period};
use crate::pack::item::{Duty, FirstPeriod, Frequency};

/// What a period duty asks of a place, and what was done.
struct Periodic<'a> {
    duty: &'a Duty,
    situation: &'a Situation,
    /// What is judged: periods, or slots of them.
    periods: Periods,
    /// Times required in each.
    at_least: u32,
    /// Whether these are slots.
    binding: bool,
    /// The number of the period `as_of` lies in.
    current: i64,
    /// The number of the period in which the place entered the register, and the times required in it.
    entry: Option<(i64, u32)>,
    window: Option<Period>,
}

/// Judges a duty with `per`.
pub(super) fn status(
    duty: &Duty,
    window: Option<Period>,
    records: Option<&[Date]>,
    situation: &Situation,
    blank: DutyStatus,
) -> DutyStatus {
    let Frequency::Per { per, at_least, at_most, spread } = duty.frequency else { return blank };
    let outside = window.is_some_and(|window| !window.contains(situation.as_of));
    let Some(calendar) = Periods::new(per, window).filter(|_| !outside) else { return blank };
    let at_least = at_least.unwrap_or(0);
    let slots = if spread && at_least > 1 { calendar.cut_into(at_least) } else { None };
    let periods = slots.unwrap_or(calendar);
    let at_least = if slots.is_some() { 1 } else { at_least };
    let entry =
        situation.since.map(|since| (periods.number(since), entry_wanted(duty.first_period, at_least, periods, since)));
    let current = periods.number(situation.as_of);
    let periodic = Periodic { duty, situation, periods, at_least, binding: slots.is_some(), current, entry, window };
    let period = calendar.period(calendar.number(situation.as_of));
    let within =
        |records: &[Date]| records.iter().filter(|date| period.is_some_and(|period| period.contains(**date))).count();
    let status = DutyStatus {
        required: Some(periodic.required()),
        period,
        exceeded: records.zip(at_most).is_some_and(|(records, at_most)| within(records) > at_most as usize),
        ..blank
    };
    match records {
        Some(records) => periodic.judge(records, status),
        None => status,
    }
}

impl Periodic<'_> {
    /// Fills in what depends on the records, which are in order.
    fn judge(&self, records: &[Date], status: DutyStatus) -> DutyStatus {
        let done: Vec<i64> = records.iter().map(|date| self.periods.number(*date)).collect();
        let status = DutyStatus { done: Some(self.done(&done)), ..status };
        if self.situation.before_entry() {
            return DutyStatus { missed: Some(Vec::new()), days_overdue: Some(0), ..status };
        }
        let missed = self.missed(&done);
        let overdue = missed.iter().find(|number| done.last().is_none_or(|last| last <= *number)).copied();
        let as_of = self.situation.as_of;
        let (next_due, suggested) = match overdue.and_then(|number| self.periods.period(number)) {
            Some(period) => (Some(period.to), Some(as_of)),
            None => self.upcoming(&done),
        };
        DutyStatus {
            missed: Some(missed.iter().filter_map(|number| self.periods.period(*number)).collect()),
            next_due,
            days_overdue: Some(next_due.map_or(0, |due| due.days_until(as_of).max(0))),
            suggested: suggested.map(|day| day.max(as_of)),
            ..status
        }
    }

    /// Times required in the current calendar period.
    fn required(&self) -> u32 {
        if self.situation.before_entry() {
            return 0;
        }
        if !self.binding {
            return self.wanted(self.current);
        }
        let (first, last) = self.slots();
        (last - first + 1).max(0) as u32
    }

    /// The slots of the current calendar period in which something is required, first and last.
    fn slots(&self) -> (i64, i64) {
        let (first, last) = self.periods.slots_beside(self.current);
        let first = match self.entry {
            Some((entry, wanted)) if entry >= first => entry + i64::from(wanted == 0),
            _ => first,
        };
        (first, last)
    }

    /// Times done in the current calendar period; of slots, those with a record in which one is required.
    fn done(&self, done: &[i64]) -> u32 {
        if !self.binding {
            return count(done, self.current);
        }
        let (first, last) = self.slots();
        let mut filled: Vec<i64> = done.iter().copied().filter(|number| (first..=last).contains(number)).collect();
        filled.dedup();
        filled.len() as u32
    }

    /// Times required in one period or slot that did not end before the place entered the register.
    fn wanted(&self, number: i64) -> u32 {
        match self.entry {
            Some((entry, wanted)) if entry == number => wanted,
            _ => self.at_least,
        }
    }

    /// The numbers of the periods that ended before `as_of` with too few records.
    fn missed(&self, done: &[i64]) -> Vec<i64> {
        let Some(from) = self.situation.judged_from(self.duty, self.window) else { return Vec::new() };
        let first = self.periods.number(from).max(self.current - JUDGED as i64);
        let unsure = self.situation.records_from.and_then(|from| {
            let number = self.periods.number(from);
            self.periods.period(number).filter(|period| period.from < from).map(|_| number)
        });
        let mut later = done.get(done.partition_point(|number| *number < first)..).unwrap_or_default();
        let mut missed = Vec::new();
        for number in first..self.current {
            let own = later.iter().take_while(|record| **record == number).count();
            later = later.get(own..).unwrap_or_default();
            if Some(number) != unsure && own < self.wanted(number) as usize {
                missed.push(number);
            }
        }
        missed
    }

    /// The day by which to do it and a good day for it, when nothing is overdue.
    fn upcoming(&self, done: &[i64]) -> (Option<Date>, Option<Date>) {
        let (wanted, own) = (self.wanted(self.current), count(done, self.current));
        if own < wanted {
            let Some(period) = self.periods.period(self.current) else { return (None, None) };
            let from = self.situation.since.map_or(period.from, |since| since.max(period.from));
            let rest = Period { from, to: period.to };
            return (Some(period.to), slot_end(rest, wanted.into(), own.into()));
        }
        let ends = self.duty.effective.to;
        let next = self.periods.period(self.current + 1).filter(|next| ends.is_none_or(|ends| next.from <= ends));
        match next.filter(|_| self.at_least > 0) {
            Some(next) => (Some(next.to), slot_end(next, self.at_least.into(), 0)),
            None => (None, None),
        }
    }
}

/// Times required in the period that holds the day on which the place entered the register.
fn entry_wanted(rule: FirstPeriod, at_least: u32, periods: Periods, since: Date) -> u32 {
    let Some(period) = periods.period(periods.number(since)).filter(|period| period.from < since) else {
        return at_least;
    };
    match rule {
        FirstPeriod::Full => at_least,
        FirstPeriod::Skip => 0,
        FirstPeriod::Prorate => {
            let remaining = Period { from: since, to: period.to }.days();
            let share = (i64::from(at_least) * remaining + period.days() - 1) / period.days();
            share.try_into().unwrap_or(at_least)
        }
    }
}

fn count(done: &[i64], number: i64) -> u32 {
    let before = done.partition_point(|own| *own < number);
    let until = done.partition_point(|own| *own <= number);
    (until - before).try_into().unwrap_or(u32::MAX)
}
