//! Truths from what compares: numbers, options, tags, texts.

use super::arithmetic::compare as compare_ends;
use super::bits::{bit, pack, pack_each, pack_pairs};
use super::truth::Truth;
use super::values::{Value, Values};
use crate::program::{Comparison, Real};

/// Two columns of numbers compare, in rows where both are known.
#[inline]
pub fn compare_numbers(values: &Values, comparison: Comparison, a: u32, b: u32) -> u64 {
    match comparison {
        Comparison::Equal => values.pairs(a, b, |a, b| a == b),
        Comparison::Less => values.pairs(a, b, |a, b| a < b),
        Comparison::LessEqual => values.pairs(a, b, |a, b| a <= b),
    }
}

/// Two bounds compare, each a column of the least and the next of the most.
#[inline]
pub fn compare_bounds(values: &Values, comparison: Comparison, a: u32, b: u32) -> Truth {
    let (a_most, b_most) = (a + 1, b + 1);
    match comparison {
        // A truth is never both, even where rescaling has put the least above the most.
        Comparison::Less => {
            let yes = values.pairs(a_most, b, |most, least| most < least);
            Truth { yes, no: !yes & values.pairs(a, b_most, |least, most| least >= most) }
        }
        Comparison::LessEqual => {
            let yes = values.pairs(a_most, b, |most, least| most <= least);
            Truth { yes, no: !yes & values.pairs(a, b_most, |least, most| least > most) }
        }
        Comparison::Equal => {
            let settled = values.pairs(a, a_most, |least, most| least == most)
                & values.pairs(b, b_most, |least, most| least == most);
            let yes = settled & values.pairs(a, b, |a, b| a == b);
            Truth {
                yes,
                no: values.pairs(a_most, b, |most, least| most < least)
                    | values.pairs(b_most, a, |most, least| most < least),
            }
        }
    }
}

/// A number and bounds compare, or what is no number.
pub fn compare(rows: usize, comparison: Comparison, a: Value<'_>, b: Value<'_>) -> Truth {
    Truth::rows(rows, |row| compare_ends(comparison, a.bounds(row), b.bounds(row)))
}

/// The options of a list as a mask; a fact has 64 at most.
pub fn mask(list: &[Real]) -> u64 {
    list.iter().fold(0, |mask, Real(option)| mask | 1 << (*option as u64 & 63))
}

/// A number is one of these.
pub fn one_of(rows: usize, value: Value<'_>, list: &[Real]) -> Truth {
    let listed = |number: f64| list.iter().any(|Real(own)| *own == number);
    if list.is_empty() {
        return Truth::same(Some(false));
    }
    match value {
        Value::Number(numbers, known) => Truth::known(pack_each(numbers, listed), known),
        value => Truth::rows(rows, |row| {
            let (least, most) = value.bounds(row);
            if least == most {
                return Some(listed(least));
            }
            let possible = list.iter().any(|Real(number)| (least..=most).contains(number));
            (!possible).then_some(false)
        }),
    }
}

/// The tags hold one of those in the mask.
pub fn has_tag(value: Value<'_>, mask: u64) -> Truth {
    match value {
        Value::Tags(tags, known) => Truth::known(pack_each(tags, |tags| tags & mask != 0), known),
        _ => Truth::UNKNOWN,
    }
}

/// Something about a text.
pub fn text<'t>(
    rows: usize,
    value: Value<'_>,
    dictionary: impl Fn(u64) -> &'t str,
    holds: &dyn Fn(&str) -> bool,
) -> Truth {
    match value {
        Value::Text(texts, known) => Truth::rows(rows, |row| bit(known, row).then(|| holds(dictionary(texts[row])))),
        _ => Truth::UNKNOWN,
    }
}

/// Two texts are the same.
pub fn same_text<'t>(rows: usize, a: Value<'_>, b: Value<'_>, dictionary: impl Fn(u64) -> &'t str) -> Truth {
    let (Value::Text(a, a_known), Value::Text(b, b_known)) = (a, b) else { return Truth::UNKNOWN };
    Truth::rows(rows, |row| bit(a_known & b_known, row).then(|| dictionary(a[row]) == dictionary(b[row])))
}

/// The values are known.
pub fn known(rows: usize, value: Value<'_>) -> Truth {
    let known = match value {
        Value::Truth(truth) => truth.yes | truth.no,
        Value::Number(_, known) | Value::Choice(_, known) | Value::Tags(_, known) | Value::Text(_, known) => known,
        Value::Bounds(least, most) => pack_pairs(least, most, |least, most| least == most),
        Value::Nothing => pack(rows, |_| true),
    };
    Truth::known(known, u64::MAX)
}
