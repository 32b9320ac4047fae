//! Calendar dates: days, periods, intervals. No clock and no time zone.

use crate::json::{FromJson, Json, Reader, from_json};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A calendar date from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Days from 1 March of the year 0 to 1970-01-01.
const MARCH_OF_0000: i32 = 719_468;

/// A text that is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date: write it as 2022-08-03")]
pub struct NotADate;

impl Date {
    /// 1970-01-01, the day of number 0.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// The last date there is, 9999-12-31.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// The date of a year, month and day, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = Self { year: year.try_into().ok()?, month: month.try_into().ok()?, day: day.try_into().ok()? };
        let exists = (1..=9999).contains(&year) && (1..=date.month_length()).contains(&date.day);
        exists.then_some(date)
    }

    /// The date so many days after 1970-01-01, if within 0001–9999.
    pub fn from_day_number(days: f64) -> Option<Self> {
        if days.is_nan() || days.abs() > 4_000_000.0 {
            return None;
        }
        // Years begin with March here, so that a leap day ends one; cycles of 400 years are all alike.
        let days = days.floor() as i32 + MARCH_OF_0000;
        let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let year = 400 * cycle + year + i32::from(month >= 10);
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self::new(year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// Days since 1970-01-01; negative before it.
    pub fn day_number(self) -> f64 {
        let (month, year) = ((i32::from(self.month) + 9) % 12, self.year() - i32::from(self.month < 3));
        let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day = 365 * year + year / 4 - year / 100 + (153 * month + 2) / 5 + i32::from(self.day) - 1;
        f64::from(146_097 * cycle + day - MARCH_OF_0000)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.year.into()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month.into()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.day.into()
    }

    /// Days since Monday: 0 for a Monday, 6 for a Sunday.
    pub fn weekday(self) -> u32 {
        // The first day of 1970 was a Thursday.
        (self.day_number() as i64 + 3).rem_euclid(7) as u32
    }

    /// Months since January of the year 0, so that the next month has the next number.
    pub fn month_number(self) -> i64 {
        i64::from(self.year()) * 12 + i64::from(self.month()) - 1
    }

    /// The date `days` later (or earlier).
    pub fn add_days(self, days: i64) -> Option<Self> {
        Self::from_day_number(self.day_number() + days as f64)
    }

    /// The date `months` later; the day is cut to the month's end: 31 January + 1 month = 28 or 29 February.
    pub fn add_months(self, months: i64) -> Option<Self> {
        let number = self.month_number().checked_add(months)?;
        let first = Self::new(i32::try_from(number.div_euclid(12)).ok()?, number.rem_euclid(12) as u32 + 1, 1)?;
        Some(Self { day: self.day.min(first.month_length()), ..first })
    }

    /// The last day of its month.
    pub fn month_end(self) -> Self {
        Self { day: self.month_length(), ..self }
    }

    /// How many days its month has; none where there is no such month.
    fn month_length(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400)) => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        }
    }

    /// Days from this date to another; negative when the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        (other.day_number() - self.day_number()) as i64
    }

    /// Whole months from this date to another (a month is complete on the same day, or the month's last day).
    pub fn months_until(self, other: Self) -> i64 {
        if other < self {
            return -other.months_until(self);
        }
        let months = i64::from(other.year() - self.year()) * 12 + i64::from(other.month()) - i64::from(self.month());
        match self.add_months(months) {
            Some(date) if date > other => months - 1,
            _ => months,
        }
    }

    /// Whole years from this date to another.
    pub fn years_until(self, other: Self) -> i64 {
        self.months_until(other) / 12
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `2022-08-03`, and as people write: `2022.8.3`, `2022/8/3`, `2022年8月3日`, `20220803`, with or without a time after it.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (text, time) = text.trim().split_once(['T', ' ']).unwrap_or((text.trim(), ""));
        if !time.chars().all(|character| character.is_ascii_digit() || matches!(character, ':' | '.' | '+' | '-' | 'Z'))
        {
            return Err(NotADate);
        }
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse().ok());
            return part(0..4)
                .zip(part(4..6))
                .zip(part(6..8))
                .and_then(|((year, month), day): ((u32, u32), u32)| Self::new(year as i32, month, day))
                .ok_or(NotADate);
        }
        let text = text.strip_suffix('日').unwrap_or(text);
        let mut parts = text.split(&['-', '.', '/', '年', '月'][..]).map(|part| {
            if part.is_empty() || part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(NotADate);
            }
            part.parse::<u32>().map_err(|_| NotADate)
        });
        let mut next = || parts.next().unwrap_or(Err(NotADate));
        let (year, month, day) = (next()?, next()?, next()?);
        if parts.next().is_some() || year < 1000 {
            return Err(NotADate);
        }
        Self::new(year as i32, month, day).ok_or(NotADate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromJson for Date {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        String::from_json(json, reader).parse().unwrap_or_else(|_| {
            reader.wrong(json, ("日期", "a date"));
            Self::EPOCH
        })
    }
}

/// Days from one date to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

from_json!(struct Period { from, to });

impl Period {
    /// Whether a date lies within, ends included.
    pub fn contains(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// How many days it has; a period that ends before it begins has none.
    pub fn days(&self) -> i64 {
        (self.from.days_until(self.to) + 1).max(0)
    }

    /// How many calendar months it has, if it begins with a month and ends with one.
    ///
    /// ```
    /// use paicha::date::Period;
    ///
    /// let campaign = Period { from: "2022-08-01".parse()?, to: "2022-10-31".parse()? };
    /// assert_eq!(campaign.whole_months(), Some(3));
    /// # Ok::<(), paicha::date::NotADate>(())
    /// ```
    pub fn whole_months(&self) -> Option<i64> {
        let whole = self.from <= self.to && self.from.day() == 1 && self.to == self.to.month_end();
        whole.then(|| self.to.month_number() - self.from.month_number() + 1)
    }

    /// The days it shares with another, if there are any.
    pub fn overlap(&self, other: &Self) -> Option<Self> {
        let shared = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (shared.from <= shared.to).then_some(shared)
    }
}

/// Dates from and to, both included, either of which may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effective {
    /// The first day, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

from_json!(default struct Effective { from, to });

impl Effective {
    /// Whether something with these dates is in force on a date.
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn day_numbers_there_and_back() {
        assert_eq!(date("1970-01-01").day_number(), 0.0);
        assert_eq!(date("1969-12-31").day_number(), -1.0);
        assert_eq!(date("2000-03-01").day_number(), 11_017.0);
        assert_eq!(Date::MAX.day_number(), 2_932_896.0);
        let first = Date::new(1, 1, 1).unwrap();
        assert_eq!(Date::from_day_number(first.day_number()), Some(first));
        assert_eq!(Date::from_day_number(first.day_number() - 1.0), None);
        assert_eq!(Date::from_day_number(2_932_897.0), None);
        assert_eq!(Date::from_day_number(f64::NAN), None);
        assert_eq!(Date::from_day_number(f64::INFINITY), None);
        assert_eq!(Date::from_day_number(0.9), Some(Date::EPOCH));
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut days = (-719_162..=2_932_896).map(|day| (day, Date::from_day_number(f64::from(day)).unwrap()));
        let (_, mut before) = days.next().unwrap();
        assert_eq!(before, Date::new(1, 1, 1).unwrap());
        for (number, date) in days {
            assert_eq!(date.day_number(), f64::from(number));
            assert_eq!(date.weekday(), (before.weekday() + 1) % 7);
            match date.day() {
                1 => assert_eq!((before, before.month_number() + 1), (before.month_end(), date.month_number())),
                day => assert_eq!((before.day() + 1, before.month_number()), (day, date.month_number())),
            }
            before = date;
        }
        assert_eq!((before, date("2026-11-26").weekday()), (Date::MAX, 3));
        assert_eq!(Date::new(2100, 2, 29), None);
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(date("2024-02-01").month_end(), date("2024-02-29"));
        assert_eq!(date("2100-02-28").month_end(), date("2100-02-28"));
        assert_eq!(date("2022-01-31").add_months(1), Some(date("2022-02-28")));
        assert_eq!(date("2024-03-31").add_months(-1), Some(date("2024-02-29")));
        assert_eq!(date("2022-12-31").month_number() + 1, date("2023-01-01").month_number());
    }

    #[test]
    fn periods_count_and_overlap() {
        let period = |from: &str, to: &str| Period { from: date(from), to: date(to) };
        assert_eq!(period("2024-02-01", "2024-02-29").days(), 29);
        assert_eq!(period("2024-02-02", "2024-02-01").days(), 0);
        assert_eq!(period("2022-01-01", "2022-12-31").whole_months(), Some(12));
        assert_eq!(period("2022-01-02", "2022-12-31").whole_months(), None);
        assert_eq!(period("2022-01-01", "2022-12-30").whole_months(), None);
        let august = period("2022-08-01", "2022-08-31");
        assert_eq!(august.overlap(&period("2022-08-31", "2022-09-30")), Some(period("2022-08-31", "2022-08-31")));
        assert_eq!(august.overlap(&period("2022-09-01", "2022-09-30")), None);
    }
}
