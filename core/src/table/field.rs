//! The cells that say who a place is and what a record is about: ids, names, regions, dates.

use super::Cell;
use super::cell::keeps_digits;
use super::day::{DayFault, from_serial, read_day};
use super::problem::{Problem, ProblemCode};
use super::words::{absent, clean, fold_cell, id_key, is_formula_error};
use super::wrong;
use crate::date::Date;
use crate::number;

/// Reads the id of a place, as written.
pub(super) fn read_id(cell: &Cell<'_>, label: &str) -> Result<String, Box<Problem>> {
    let shown = cell.shown();
    match cell {
        Cell::Number(number) if !number.is_finite() || !keeps_digits(*number) => {
            return Err(wrong::digits_lost(label, &shown));
        }
        Cell::Text(_) if is_scientific(&shown) => return Err(wrong::digits_lost(label, &shown)),
        Cell::Date(_) | Cell::Bool(_) => return Err(wrong::id(label, &shown)),
        _ => {}
    }
    read_name(cell, label)?.ok_or_else(|| missing_id(label))
}

/// The id of a place in the form in which ids compare, for callers that bring places and records together themselves; none
/// if there is no id.
///
/// ```
/// use paicha::table::{Cell, id_to_compare};
///
/// assert_eq!(id_to_compare(&Cell::from(" Ｐ-1 ")), id_to_compare(&Cell::from("P-1")));
/// assert_eq!(id_to_compare(&Cell::Number(17.0)), id_to_compare(&Cell::from("17")));
/// assert_eq!(id_to_compare(&Cell::Empty), None);
/// ```
pub fn id_to_compare(cell: &Cell<'_>) -> Option<String> {
    Some(id_key(&read_id(cell, "").ok()?).into_owned())
}

pub(super) fn missing_id(label: &str) -> Box<Problem> {
    Problem::new(ProblemCode::MissingId, format!("没有填{label}"), "there is no id of the place")
        .with_help("每个场所要有自己的编号，不能空着", "every place needs an id of its own")
}

/// `1.50422E+17`: a long id that a spreadsheet took for a number.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    whole.len() == 1
        && are_digits(whole)
        && are_digits(decimals)
        && exponent.strip_prefix('+').is_some_and(|power| !power.is_empty() && are_digits(power))
}

/// Reads a short text that may be missing: a name, a checker, an outcome.
pub(super) fn read_name(cell: &Cell<'_>, label: &str) -> Result<Option<String>, Box<Problem>> {
    let shown = cell.shown();
    if matches!(cell, Cell::Error(_)) || is_formula_error(&shown) {
        return Err(wrong::formula(label, &shown));
    }
    Ok(name_of(&shown))
}

/// A text, unless it stands for none.
pub(super) fn name_of(text: &str) -> Option<String> {
    let text = clean(text);
    // None of the words for nothing holds a digit, and most ids do.
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    (has_digit || absent(&fold_cell(&text)).is_none()).then(|| text.into_owned())
}

/// Reads a region path: names divided by `/`, without blanks around them.
pub(super) fn read_region(cell: &Cell<'_>, label: &str) -> Result<Option<String>, Box<Problem>> {
    Ok(read_name(cell, label)?.and_then(|text| region_of(&text)))
}

/// A region path as it compares.
pub(super) fn region_of(text: &str) -> Option<String> {
    let path: Vec<&str> = text.split(&['/', '／'][..]).map(str::trim).filter(|part| !part.is_empty()).collect();
    let path = path.join("/");
    absent(&fold_cell(&path)).is_none().then_some(path)
}

/// Reads a date that may be missing.
///
/// # Errors
/// `C022`.
pub(super) fn read_date(cell: &Cell<'_>, label: &str) -> Result<Option<Date>, Box<Problem>> {
    let no_date = |fault| wrong::day_of(ProblemCode::WrongDate, label, &cell.shown(), fault);
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(date) => Ok(Some(*date)),
        Cell::Number(number) => from_serial(*number).map(Some).map_err(no_date),
        Cell::Text(text) => match name_of(text) {
            Some(text) => read_day(&text).map(Some).map_err(no_date),
            None => Ok(None),
        },
        Cell::Bool(_) | Cell::Error(_) => Err(no_date(DayFault::NotADate)),
    }
}

/// The id that a JSON number stands for: a whole number small enough to be exact.
pub(super) fn id_of_number(id: f64) -> Option<String> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    (id.fract() == 0.0 && id.abs() <= LARGEST).then(|| number::print(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        let read = |cell: Cell<'_>| read_id(&cell, "编号").map_err(|problem| problem.code);
        assert_eq!(read(" P-0001\u{feff}".into()), Ok("P-0001".into()));
        assert_eq!(read(Cell::Number(17.0)), Ok("17".into()));
        assert_eq!(read("007".into()), Ok("007".into()));
        assert_eq!(read("91150500MA0N1E+5".into()), Ok("91150500MA0N1E+5".into()));
        for cell in [Cell::Empty, " ".into(), "/".into(), "不详".into()] {
            assert_eq!(read(cell), Err(ProblemCode::MissingId));
        }
        let wrong = [
            Cell::Number(150_422_199_001_011_234.0),
            "1.50422E+17".into(),
            "#REF!".into(),
            Cell::Error("#N/A".into()),
            Cell::Bool(true),
            Cell::Date(Date::new(2022, 3, 5).unwrap()),
        ];
        for cell in wrong {
            assert_eq!(read(cell), Err(ProblemCode::WrongCell));
        }
    }

    #[test]
    fn regions() {
        let read = |text: &str| read_region(&Cell::from(text.to_owned()), "区域").unwrap();
        assert_eq!(read("新城街道 / 龙兴社区"), Some("新城街道/龙兴社区".into()));
        assert_eq!(read("/新城街道／龙兴社区/"), Some("新城街道/龙兴社区".into()));
        assert_eq!(read("/"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn dates() {
        let read = |cell: Cell<'_>| read_date(&cell, "日期").map_err(|problem| problem.code);
        let day = Date::new(2022, 8, 3);
        for cell in ["2022.8.3".into(), Cell::Number(44_776.0), Cell::Date(day.unwrap())] {
            assert_eq!(read(cell), Ok(day));
        }
        for cell in [Cell::Empty, "".into(), "不详".into()] {
            assert_eq!(read(cell), Ok(None));
        }
        for cell in ["2022".into(), Cell::Bool(true), "8月3日".into(), Cell::Number(0.5)] {
            assert_eq!(read(cell), Err(ProblemCode::WrongDate));
        }
    }

    #[test]
    fn ids_of_numbers() {
        assert_eq!(id_of_number(17.0), Some("17".into()));
        for id in [1.5, 9_007_199_254_740_992.0, f64::NAN, f64::INFINITY] {
            assert_eq!(id_of_number(id), None);
        }
    }
}
