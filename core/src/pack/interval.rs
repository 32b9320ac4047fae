//! Lengths of time as people write them: `15 days`, `2 weeks`, `3个月`, `立即`.

use super::item::Interval;
use crate::message::Message;
use crate::names::folded;

/// The longest: a hundred years.
const MOST_MONTHS: u32 = 1_200;
const MOST_DAYS: u32 = 36_525;

/// Reads a length of time; if it is none, says how to write one.
pub(super) fn parse(text: &str) -> Result<Interval, Message> {
    let folded = folded(text);
    if matches!(folded.as_ref(), "立即" | "当场" | "immediately") {
        return Ok(Interval::Days(0));
    }
    if folded == "半年" {
        return Ok(Interval::Months(6));
    }
    let digits = folded.len() - folded.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let (number, unit) = folded.split_at(digits);
    let number: u32 = number.parse().map_err(|_| how())?;
    let interval = match unit.trim() {
        "天" | "日" | "day" | "days" => Some(Interval::Days(number)),
        "周" | "星期" | "个星期" | "week" | "weeks" => number.checked_mul(7).map(Interval::Days),
        "月" | "个月" | "month" | "months" => Some(Interval::Months(number)),
        "年" | "year" | "years" => number.checked_mul(12).map(Interval::Months),
        "个工作日" | "工作日" => {
            return Err(Message::new(
                "没有工作日的历法：写成日历天数，如 15天",
                "working days are not known here: write calendar days such as 15 days",
            ));
        }
        _ => None,
    };
    let fits = |interval: &Interval| match interval {
        Interval::Days(days) => *days <= MOST_DAYS,
        Interval::Months(months) => *months <= MOST_MONTHS,
    };
    interval.filter(fits).ok_or_else(how)
}

fn how() -> Message {
    Message::new(
        "写成 15天、2周、3个月、1年、立即，或 15 days、2 weeks、3 months、1 year",
        "write 15 days, 2 weeks, 3 months, 1 year, 0 days; or 15天, 3个月, 立即",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_languages() {
        for (text, interval) in [
            ("15 days", Interval::Days(15)),
            ("15天", Interval::Days(15)),
            ("１５日", Interval::Days(15)),
            ("1 day", Interval::Days(1)),
            ("2 weeks", Interval::Days(14)),
            ("2周", Interval::Days(14)),
            ("1 month", Interval::Months(1)),
            ("3个月", Interval::Months(3)),
            ("3 个月", Interval::Months(3)),
            ("半年", Interval::Months(6)),
            ("1年", Interval::Months(12)),
            ("1 Year", Interval::Months(12)),
            ("0 days", Interval::Days(0)),
            ("立即", Interval::Days(0)),
        ] {
            assert_eq!(parse(text), Ok(interval), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in
            ["", "15", "days", "-1 days", "1.5 days", "soon", "15个工作日", "99999999999 days", "4294967295 weeks"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
