//! Dates as numbers of days since 1970-01-01, by counting years and months one after the other.

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn year_days(year: i64) -> i64 {
    if leap(year) { 366 } else { 365 }
}

/// Year, month and day.
pub fn parts(day_number: i64) -> (i64, i64, i64) {
    let (mut year, mut rest) = (1970, day_number);
    while rest < 0 {
        year -= 1;
        rest += year_days(year);
    }
    while rest >= year_days(year) {
        rest -= year_days(year);
        year += 1;
    }
    let mut month = 1;
    while rest >= month_days(year, month) {
        rest -= month_days(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

/// The number of a date.
pub fn number(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 =
        if year >= 1970 { (1970..year).map(year_days).sum() } else { -(year..1970).map(year_days).sum::<i64>() };
    years + (1..month).map(|month| month_days(year, month)).sum::<i64>() + day - 1
}

/// So many months later, the day cut to the month's end.
pub fn add_months(day_number: i64, months: i64) -> i64 {
    let (year, month, day) = parts(day_number);
    let months = year * 12 + month - 1 + months;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    number(year, month, day.min(month_days(year, month)))
}

/// Whole months from one date to another: as many as can be added to the first without passing the second.
pub fn months_between(from: i64, to: i64) -> i64 {
    if to < from {
        return -months_between(to, from);
    }
    (1..).take_while(|months| add_months(from, *months) <= to).count() as i64
}

/// As rule files write it.
pub fn text(day_number: i64) -> String {
    let (year, month, day) = parts(day_number);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_parts_agree() {
        assert_eq!(number(1970, 1, 1), 0);
        assert_eq!(number(2000, 3, 1), 11017);
        assert_eq!(parts(-1), (1969, 12, 31));
        for day in (-40_000..40_000).step_by(13) {
            let (year, month, date) = parts(day);
            assert_eq!(number(year, month, date), day);
        }
    }

    #[test]
    fn month_ends_are_cut() {
        assert_eq!(text(add_months(number(2022, 1, 31), 1)), "2022-02-28");
        assert_eq!(months_between(number(2022, 1, 31), number(2022, 2, 28)), 1);
        assert_eq!(months_between(number(2022, 2, 28), number(2022, 1, 31)), -1);
        assert_eq!(months_between(number(2022, 1, 2), number(2022, 2, 1)), 0);
    }
}
