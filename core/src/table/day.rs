//! Dates as people and spreadsheets write them: texts in many forms, and the serial numbers of Excel.

use super::words::narrow;
use crate::date::Date;
use crate::number;

/// Why something is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayFault {
    /// Not a date at all, or one that does not exist, such as 30 February.
    NotADate,
    /// A year, or a year and a month.
    Incomplete,
    /// A text that would be this date if it were Excel's serial number.
    SerialAsText(Date),
    /// 29 February 1900, which Excel believes in, or a number out of reason.
    NotASerial,
}

/// Reads `2022-08-03`, `2022.8.3`, `2022/8/3`, `2022年8月3日`, `20220803`, with or without a time, in full-width digits too.
pub(super) fn read_day(text: &str) -> Result<Date, DayFault> {
    // Most dates come as programs write them.
    if !text.contains([' ', 'T'])
        && let Ok(date) = text.parse()
    {
        return Ok(date);
    }
    let narrow = narrow(text).trim().to_owned();
    let (day, rest) = split_time(&narrow);
    if let Ok(date) = day.parse() {
        // What follows must be a time: in `2022-08-03 至 2022-09-01` neither day is the one meant.
        return if is_time(rest.trim()) { Ok(date) } else { Err(DayFault::NotADate) };
    }
    if narrow.len() == 5
        && let Some(date) = number::parse(&narrow).and_then(|serial| from_serial(serial).ok())
    {
        return Err(DayFault::SerialAsText(date));
    }
    Err(if has_no_day(&narrow) { DayFault::Incomplete } else { DayFault::NotADate })
}

/// Splits `2022 年 8 月 3 号 上午` into `2022年8月3` and `上午`, `2022-08-03T10:30` into `2022-08-03` and `10:30`.
fn split_time(text: &str) -> (String, &str) {
    let (day, rest) = if text.contains('年') { text.split_once(['日', '号']) } else { text.split_once(['T', ' ']) }
        .unwrap_or((text, ""));
    (day.chars().filter(|character| !character.is_whitespace()).collect(), rest)
}

/// Whether a text is a time of day or a day of the week, or nothing.
fn is_time(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &["上午", "下午", "早上", "中午", "晚上", "星期", "周", "(", "AM", "PM", "am", "pm"];
    let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let is_hour = (1..=2).contains(&digits) && text.split_at(digits).1.starts_with([':', '时', '点']);
    text.is_empty() || is_hour || BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

/// Whether a text is a year, or a year and a month.
fn has_no_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(&['-', '.', '/', '年', '月'][..]).filter(|part| !part.is_empty()).collect();
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    digits && matches!(parts.as_slice(), [year] | [year, _] if year.len() == 4)
}

/// The date of a number in a date column: a serial number of Excel's 1900 system, whose time of day is cut, or `20220803`.
///
/// Numbers that are rather a year, or lie past 2199, are refused: they are more likely typing mistakes than dates.
pub(super) fn from_serial(number: f64) -> Result<Date, DayFault> {
    const LAST: f64 = 109_574.0;
    if !number.is_finite() || number < 1.0 {
        return Err(DayFault::NotASerial);
    }
    let day = number.floor();
    if (1900.0..=2100.0).contains(&day) {
        return Err(DayFault::Incomplete);
    }
    if (19_000_101.0..=21_991_231.0).contains(&number) && day == number {
        return number::print(number).parse().map_err(|_| DayFault::NotADate);
    }
    if (190_001.0..=219_912.0).contains(&number) {
        return Err(DayFault::Incomplete);
    }
    // Excel counts a 29 February 1900 that never was: serial 60.
    if day == 60.0 || day > LAST {
        return Err(DayFault::NotASerial);
    }
    let from_epoch = if day < 60.0 { day - 25_568.0 } else { day - 25_569.0 };
    Date::from_day_number(from_epoch).ok_or(DayFault::NotASerial)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn texts() {
        for text in [
            "2022-08-03",
            "2022-8-3",
            "2022.8.3",
            "2022/8/3",
            "2022年8月3日",
            "2022 年 8 月 3 日",
            "２０２２．８．３",
            "20220803",
            " 2022-08-03 10:30 ",
            "2022-08-03T10:30:00",
            "2022年8月3号",
            "2022年8月3日上午",
            "2022-08-03 (周三)",
            "2022-08-03 8时",
        ] {
            assert_eq!(read_day(text), Ok(date(2022, 8, 3)), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_dates() {
        for text in [
            "",
            "去年",
            "2022-02-30",
            "2022-08-03 至 2022-09-01",
            "2022年8月3日至9月1日",
            "2022-08-03 前后",
            "2022-08-03 2022-09-01",
            "22.8.3",
            "8月3日",
            "3/8/2022",
            "2022-13-01",
            "昨天",
        ] {
            assert_eq!(read_day(text), Err(DayFault::NotADate), "{text}");
        }
        for text in ["2022", "2022年", "2022年8月", "2022.10", "2022-08"] {
            assert_eq!(read_day(text), Err(DayFault::Incomplete), "{text}");
        }
        assert_eq!(read_day("44776"), Err(DayFault::SerialAsText(date(2022, 8, 3))));
    }

    #[test]
    fn serial_numbers_with_the_bug_of_1900() {
        assert_eq!(from_serial(1.0), Ok(date(1900, 1, 1)));
        assert_eq!(from_serial(59.0), Ok(date(1900, 2, 28)));
        assert_eq!(from_serial(60.0), Err(DayFault::NotASerial));
        assert_eq!(from_serial(61.0), Ok(date(1900, 3, 1)));
        assert_eq!(from_serial(25_569.0), Ok(date(1970, 1, 1)));
        assert_eq!(from_serial(44_776.0), Ok(date(2022, 8, 3)));
        assert_eq!(from_serial(44_776.75), Ok(date(2022, 8, 3)));
        assert_eq!(from_serial(109_574.0), Ok(date(2199, 12, 31)));
    }

    #[test]
    fn numbers_that_are_no_serials() {
        for number in [0.0, -1.0, f64::NAN, f64::INFINITY, 109_575.0, 1e300] {
            assert_eq!(from_serial(number), Err(DayFault::NotASerial), "{number}");
        }
        for number in [2022.0, 2022.8, 202_208.0] {
            assert_eq!(from_serial(number), Err(DayFault::Incomplete), "{number}");
        }
        assert_eq!(from_serial(20_220_803.0), Ok(date(2022, 8, 3)));
        assert_eq!(from_serial(20_220_230.0), Err(DayFault::NotADate));
    }
}
