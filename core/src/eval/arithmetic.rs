//! Arithmetic of one row: on numbers, and on bounds so that every completion lies within.

use super::values::{ANYTHING, Ends};
use crate::date::Date;
use crate::number;
use crate::program::{Arithmetic, Comparison, Function};

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Not finite.
    NotFinite,
    /// A date outside 0001–9999.
    NoDate,
}

/// A value, or why there is none.
pub type Computed<T> = Result<T, Failure>;

fn finite(number: f64) -> Computed<f64> {
    if number.is_finite() { Ok(number + 0.0) } else { Err(Failure::NotFinite) }
}

fn date(days: f64) -> Computed<Date> {
    Date::from_day_number(days).ok_or(Failure::NoDate)
}

/// Two numbers.
pub fn on_numbers(operation: Arithmetic, a: f64, b: f64) -> Computed<f64> {
    match operation {
        Arithmetic::Add => finite(a + b),
        Arithmetic::Subtract => finite(a - b),
        Arithmetic::Multiply => finite(a * b),
        Arithmetic::Divide => finite(a / b),
        Arithmetic::Power => finite(libm::pow(a, b)),
        Arithmetic::Least => Ok(if b < a { b } else { a }),
        Arithmetic::Most => Ok(if b > a { b } else { a }),
        Arithmetic::DaysBetween => Ok(b - a),
        Arithmetic::MonthsBetween => Ok(date(a)?.months_until(date(b)?) as f64),
        Arithmetic::YearsBetween => Ok(date(a)?.years_until(date(b)?) as f64),
        Arithmetic::AddDays => Ok(date(a + b.floor())?.day_number()),
        Arithmetic::AddMonths => Ok(months_later(a, b)?.day_number()),
        Arithmetic::AddYears => Ok(months_later(a, b.floor() * 12.0)?.day_number()),
    }
}

fn months_later(days: f64, months: f64) -> Computed<Date> {
    if months.abs() > 200_000.0 {
        return Err(Failure::NoDate);
    }
    date(days)?.add_months(months.floor() as i64).ok_or(Failure::NoDate)
}

/// A function of one number.
pub fn of_number(function: Function, a: f64) -> Computed<f64> {
    match function {
        Function::Negative => Ok(0.0 - a),
        Function::Absolute => Ok(a.abs()),
        Function::Floor => Ok(a.floor() + 0.0),
        Function::Ceil => Ok(a.ceil() + 0.0),
        Function::Round(decimals) => Ok(number::round(a, decimals) + 0.0),
        Function::Year => Ok(f64::from(date(a)?.year())),
        Function::Month => Ok(f64::from(date(a)?.month())),
        Function::Day => Ok(f64::from(date(a)?.day())),
    }
}

/// Two bounds. Where a completion could fail, the result is everything.
pub fn on_bounds(operation: Arithmetic, a: Ends, b: Ends) -> Computed<Ends> {
    if a.0 == a.1 && b.0 == b.1 && a.0.is_finite() && b.0.is_finite() {
        return on_numbers(operation, a.0, b.0).map(|number| (number, number));
    }
    let ends = match operation {
        Arithmetic::Add => (a.0 + b.0, a.1 + b.1),
        Arithmetic::Subtract => (a.0 - b.1, a.1 - b.0),
        Arithmetic::Multiply => corners(a, b, |a, b| if a == 0.0 || b == 0.0 { 0.0 } else { a * b }),
        Arithmetic::Divide if b.0 <= 0.0 && b.1 >= 0.0 => ANYTHING,
        Arithmetic::Divide => corners(a, b, |a, b| if a.is_infinite() && b.is_infinite() { 0.0 } else { a / b }),
        Arithmetic::Power => power(a, b),
        Arithmetic::Least => (least(a.0, b.0), least(a.1, b.1)),
        Arithmetic::Most => (most(a.0, b.0), most(a.1, b.1)),
        Arithmetic::DaysBetween => (b.0 - a.1, b.1 - a.0),
        Arithmetic::MonthsBetween | Arithmetic::YearsBetween => {
            (end(operation, a.1, b.0, f64::NEG_INFINITY), end(operation, a.0, b.1, f64::INFINITY))
        }
        Arithmetic::AddDays | Arithmetic::AddMonths | Arithmetic::AddYears => {
            (end(operation, a.0, b.0, f64::NEG_INFINITY), end(operation, a.1, b.1, f64::INFINITY))
        }
    };
    Ok(if ends.0.is_nan() || ends.1.is_nan() { ANYTHING } else { (ends.0 + 0.0, ends.1 + 0.0) })
}

/// One end of a monotone operation; everything on that side where it cannot be computed.
fn end(operation: Arithmetic, a: f64, b: f64, otherwise: f64) -> f64 {
    if a.is_finite() && b.is_finite() { on_numbers(operation, a, b).unwrap_or(otherwise) } else { otherwise }
}

fn least(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

fn most(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// The least and most of an operation at the four corners.
fn corners(a: Ends, b: Ends, operation: impl Fn(f64, f64) -> f64) -> Ends {
    let values = [operation(a.0, b.0), operation(a.0, b.1), operation(a.1, b.0), operation(a.1, b.1)];
    if values.iter().any(|value| value.is_nan()) {
        return ANYTHING;
    }
    values
        .into_iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |ends, value| (least(ends.0, value), most(ends.1, value)))
}

/// Powers of a base that is never negative are monotone in both; of a negative base only with one whole exponent.
fn power(a: Ends, b: Ends) -> Ends {
    if a.0 > 0.0 || (a.0 == 0.0 && b.0 > 0.0) {
        return corners(a, b, libm::pow);
    }
    if b.0 != b.1 || b.0.fract() != 0.0 || b.0 < 0.0 || b.0.is_infinite() {
        return ANYTHING;
    }
    let ends = corners(a, b, libm::pow);
    let even = (b.0 / 2.0).fract() == 0.0;
    if even && a.0 < 0.0 && a.1 > 0.0 && b.0 > 0.0 { (0.0, ends.1) } else { ends }
}

/// A function of bounds.
pub fn of_bounds(function: Function, a: Ends) -> Computed<Ends> {
    if a.0 == a.1 && a.0.is_finite() {
        return of_number(function, a.0).map(|number| (number, number));
    }
    let monotone = |otherwise: Ends| {
        let end = |value: f64, otherwise: f64| {
            if value.is_finite() { of_number(function, value).unwrap_or(otherwise) } else { otherwise }
        };
        (end(a.0, otherwise.0), end(a.1, otherwise.1))
    };
    Ok(match function {
        Function::Negative => (0.0 - a.1, 0.0 - a.0),
        Function::Absolute if a.0 <= 0.0 && a.1 >= 0.0 => (0.0, most(a.0.abs(), a.1.abs())),
        Function::Absolute => (least(a.0.abs(), a.1.abs()), most(a.0.abs(), a.1.abs())),
        Function::Floor | Function::Ceil | Function::Round(_) => monotone(a),
        Function::Year => monotone((1.0, 9999.0)),
        Function::Month => (1.0, 12.0),
        Function::Day => (1.0, 31.0),
    })
}

/// Whether two bounds compare so; none where it depends.
pub fn compare(comparison: Comparison, a: Ends, b: Ends) -> Option<bool> {
    let (yes, no) = match comparison {
        Comparison::Less => (a.1 < b.0, a.0 >= b.1),
        Comparison::LessEqual => (a.1 <= b.0, a.0 > b.1),
        Comparison::Equal => (a.0 == a.1 && b.0 == b.1 && a.0 == b.0, a.1 < b.0 || b.1 < a.0),
    };
    match (yes, no) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}
