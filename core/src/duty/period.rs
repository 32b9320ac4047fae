//! Calendar periods and their slots, numbered so that the next one has the next number.
//!
//! Numbers make it cheap to step through years of periods; dates are made only for those that matter.

use crate::date::{Date, Period};
use crate::pack::item::Per;

/// Monday 1969-12-29, counted from 1970-01-01: weeks are counted from here.
const FIRST_MONDAY: i64 = -3;

/// All periods of a duty: calendar periods, or the equal slots they are cut into, each cut to the duty's window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Periods {
    length: Length,
    /// Slots of one calendar period; 1 when the periods themselves are meant.
    slots: i64,
    window: Option<Period>,
}

#[derive(Clone, Copy, Debug)]
enum Length {
    Days(i64),
    Months(i64),
    Once(Period),
}

impl Periods {
    /// The periods of a length; none for a campaign whose window is not given.
    pub(super) fn new(per: Per, window: Option<Period>) -> Option<Self> {
        let length = match per {
            Per::Day => Length::Days(1),
            Per::Week => Length::Days(7),
            Per::Month => Length::Months(1),
            Per::Quarter => Length::Months(3),
            Per::HalfYear => Length::Months(6),
            Per::Year => Length::Months(12),
            Per::Campaign => Length::Once(window?),
        };
        Some(Self { length, slots: 1, window })
    }

    /// The slots when each period is cut into so many; none where there are more slots than days.
    pub(super) fn cut_into(self, slots: u32) -> Option<Self> {
        let fewest_days = match self.length {
            Length::Days(days) => days,
            Length::Months(1) => 28,
            Length::Months(3) => 90,
            Length::Months(6) => 181,
            Length::Months(_) => 365,
            Length::Once(window) => window.days(),
        };
        let slots = i64::from(slots);
        (1..=fewest_days).contains(&slots).then_some(Self { slots, ..self })
    }

    /// The number of the period or slot that holds a date.
    pub(super) fn number(&self, date: Date) -> i64 {
        let outer = match self.length {
            Length::Days(days) => (day(date) - FIRST_MONDAY).div_euclid(days),
            Length::Months(months) => date.month_number().div_euclid(months),
            Length::Once(_) => 0,
        };
        if self.slots == 1 {
            return outer;
        }
        let within = self.calendar(outer).map_or(0, |period| slot_of(period, self.slots, date));
        outer * self.slots + within
    }

    /// The period or slot of a number, cut to the window; none outside of it or of the calendar.
    pub(super) fn period(&self, number: i64) -> Option<Period> {
        let period = self.calendar(number.div_euclid(self.slots))?;
        let period = slot(period, self.slots, number.rem_euclid(self.slots))?;
        self.window.map_or(Some(period), |window| window.overlap(&period))
    }

    /// The numbers of the slots of one calendar period: those that lie in the window, first and last.
    pub(super) fn slots_beside(&self, number: i64) -> (i64, i64) {
        let first = number.div_euclid(self.slots) * self.slots;
        let last = first + self.slots - 1;
        self.window
            .map_or((first, last), |window| (first.max(self.number(window.from)), last.min(self.number(window.to))))
    }

    fn calendar(&self, outer: i64) -> Option<Period> {
        match self.length {
            Length::Days(days) => {
                let from = at_day(outer.checked_mul(days)? + FIRST_MONDAY)?;
                Some(Period { from, to: from.add_days(days - 1).unwrap_or(Date::MAX) })
            }
            Length::Months(months) => {
                let from = at_month(outer.checked_mul(months)?)?;
                Some(Period { from, to: from.add_months(months - 1)?.month_end() })
            }
            Length::Once(window) => (outer == 0).then_some(window),
        }
    }
}

/// One of `count` equal slots of a period, by its index from 0: whole months where they divide, else whole days that
/// differ by one at most. None where there are more slots than days and this one has no day.
pub(super) fn slot(period: Period, count: i64, index: i64) -> Option<Period> {
    if count <= 1 {
        return (index == 0).then_some(period);
    }
    if let Some(months) = months_of_a_slot(period, count) {
        let from = period.from.add_months(index * months)?;
        return Some(Period { from, to: from.add_months(months - 1)?.month_end() });
    }
    let (first, next) = (index * period.days() / count, (index + 1) * period.days() / count);
    let slot = Period { from: period.from.add_days(first)?, to: period.from.add_days(next - 1)? };
    (first < next).then_some(slot)
}

/// The last day of a slot; slots without a day of their own end where the one before them does, but not before the
/// period begins.
pub(super) fn slot_end(period: Period, count: i64, index: i64) -> Option<Date> {
    if count <= 1 {
        return Some(period.to);
    }
    match months_of_a_slot(period, count) {
        Some(months) => Some(period.from.add_months((index + 1) * months - 1)?.month_end()),
        None => period.from.add_days(((index + 1) * period.days() / count - 1).max(0)),
    }
}

fn months_of_a_slot(period: Period, count: i64) -> Option<i64> {
    let months = period.whole_months()?;
    (months % count == 0).then(|| months / count)
}

fn slot_of(period: Period, count: i64, date: Date) -> i64 {
    if let Some(months) = months_of_a_slot(period, count) {
        return (date.month_number() - period.from.month_number()) / months;
    }
    let days = period.days().max(1);
    ((period.from.days_until(date) + 1) * count - 1) / days
}

fn day(date: Date) -> i64 {
    date.day_number() as i64
}

fn at_day(number: i64) -> Option<Date> {
    Date::from_day_number(number as f64)
}

fn at_month(number: i64) -> Option<Date> {
    Date::new(number.div_euclid(12).try_into().ok()?, (number.rem_euclid(12) + 1).try_into().ok()?, 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn period(text: &str) -> Period {
        let (from, to) = text.split_once("..").unwrap();
        Period { from: date(from), to: date(to) }
    }

    fn containing(per: Per, text: &str) -> Period {
        let periods = Periods::new(per, None).unwrap();
        periods.period(periods.number(date(text))).unwrap()
    }

    #[test]
    fn calendar_periods() {
        let cases = [
            (Per::Day, "2024-02-29", "2024-02-29..2024-02-29"),
            (Per::Week, "2022-08-01", "2022-08-01..2022-08-07"),
            (Per::Week, "2022-08-07", "2022-08-01..2022-08-07"),
            (Per::Week, "2023-01-01", "2022-12-26..2023-01-01"),
            (Per::Week, "1969-12-28", "1969-12-22..1969-12-28"),
            (Per::Month, "2024-02-01", "2024-02-01..2024-02-29"),
            (Per::Month, "2023-02-28", "2023-02-01..2023-02-28"),
            (Per::Quarter, "2022-05-17", "2022-04-01..2022-06-30"),
            (Per::HalfYear, "2022-06-30", "2022-01-01..2022-06-30"),
            (Per::HalfYear, "2022-07-01", "2022-07-01..2022-12-31"),
            (Per::Year, "2022-12-31", "2022-01-01..2022-12-31"),
        ];
        for (per, within, expected) in cases {
            assert_eq!(containing(per, within), period(expected), "{per:?} {within}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar() {
        assert_eq!(containing(Per::Week, "9999-12-31").to, Date::MAX);
        assert_eq!(containing(Per::Year, "9999-12-31").to, Date::MAX);
        let first = Date::new(1, 1, 1).unwrap();
        for per in [Per::Day, Per::Week, Per::Month, Per::Quarter, Per::HalfYear, Per::Year] {
            let periods = Periods::new(per, None).unwrap();
            assert_eq!(periods.period(periods.number(first)).unwrap().from, first, "{per:?}");
            assert_eq!(periods.period(periods.number(first) - 1), None, "{per:?}");
            assert_eq!(periods.period(periods.number(Date::MAX) + 1), None, "{per:?}");
        }
    }

    #[test]
    fn periods_are_cut_to_the_window() {
        let window = period("2022-08-03..2022-10-12");
        let weeks = Periods::new(Per::Week, Some(window)).unwrap();
        assert_eq!(weeks.period(weeks.number(window.from)), Some(period("2022-08-03..2022-08-07")));
        assert_eq!(weeks.period(weeks.number(window.to)), Some(period("2022-10-10..2022-10-12")));
        assert_eq!(weeks.period(weeks.number(window.to) + 1), None);
        assert!(Periods::new(Per::Campaign, None).is_none());
    }

    #[test]
    fn slots_of_whole_months_else_of_days() {
        let slots = |text: &str, count| -> Vec<Period> {
            (0..count).filter_map(|index| slot(period(text), count, index)).collect()
        };
        let year = "2024-01-01..2024-12-31";
        assert_eq!(slots(year, 4)[0], period("2024-01-01..2024-03-31"));
        assert_eq!(slots(year, 12)[1], period("2024-02-01..2024-02-29"));
        assert_eq!(slots(year, 1), [period(year)]);
        let five = slots(year, 5);
        assert_eq!(five[0], period("2024-01-01..2024-03-13"));
        assert_eq!(five.iter().map(Period::days).collect::<Vec<_>>(), [73, 73, 73, 73, 74]);
        let week = slots("2022-08-01..2022-08-07", 2);
        assert_eq!(week, [period("2022-08-01..2022-08-03"), period("2022-08-04..2022-08-07")]);
        assert_eq!(slots("2022-08-01..2022-08-02", 3).len(), 2);
    }

    #[test]
    fn every_day_lies_in_the_slot_of_its_number() {
        for (per, count) in
            [(Per::Year, 4), (Per::Year, 5), (Per::Month, 4), (Per::Week, 2), (Per::Week, 7), (Per::Quarter, 7)]
        {
            let slots = Periods::new(per, None).unwrap().cut_into(count).unwrap();
            let mut day = date("2023-11-20");
            let mut number = slots.number(day);
            while day < date("2025-02-01") {
                let own = slots.number(day);
                assert!(own == number || own == number + 1, "{per:?} {count} {day}");
                assert!(slots.period(own).unwrap().contains(day), "{per:?} {count} {day}");
                number = own;
                day = day.add_days(1).unwrap();
            }
        }
    }
}
