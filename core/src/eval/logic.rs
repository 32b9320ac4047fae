//! Truths from truths, and from what compares, by Kleene's tables, 64 rows at a time.

use super::arithmetic::compare as compare_ends;
use super::bits::{bit, combine, pack, pack_pairs};
use super::values::{Truth, TruthOut, Value};
use crate::program::{Comparison, Real};

/// `!a`
pub fn not(out: TruthOut<'_>, a: Truth<'_>) {
    out.yes.copy_from_slice(a.no);
    out.no.copy_from_slice(a.yes);
}

/// `a && b && …`
pub fn and<'v>(mut out: TruthOut<'_>, operands: impl Iterator<Item = Truth<'v>>) {
    out.fill(Some(true));
    for operand in operands {
        out.yes.iter_mut().zip(operand.yes).for_each(|(out, own)| *out &= own);
        out.no.iter_mut().zip(operand.no).for_each(|(out, own)| *out |= own);
    }
}

/// `a || b || …`
pub fn or<'v>(out: TruthOut<'_>, operands: impl Iterator<Item = Truth<'v>>) {
    let turned = operands.map(|operand| Truth { yes: operand.no, no: operand.yes });
    and(TruthOut { yes: out.no, no: out.yes }, turned);
}

/// Two truths are the same.
pub fn same(out: TruthOut<'_>, a: Truth<'_>, b: Truth<'_>) {
    for (index, (yes, no)) in out.yes.iter_mut().zip(out.no).enumerate() {
        let (a_yes, a_no, b_yes, b_no) = (a.yes[index], a.no[index], b.yes[index], b.no[index]);
        *yes = a_yes & b_yes | a_no & b_no;
        *no = a_yes & b_no | a_no & b_yes;
    }
}

/// `if c { a } else { b }`. Where both branches agree, the condition does not matter.
pub fn choose(out: TruthOut<'_>, condition: Truth<'_>, a: Truth<'_>, b: Truth<'_>) {
    for (index, (yes, no)) in out.yes.iter_mut().zip(out.no).enumerate() {
        let (then, otherwise) = (condition.yes[index], condition.no[index]);
        let chosen = |a: u64, b: u64| then & a | otherwise & b | a & b;
        (*yes, *no) = (chosen(a.yes[index], b.yes[index]), chosen(a.no[index], b.no[index]));
    }
}

/// A truth that is known of some rows: `out.yes` holds it, as it comes.
fn where_known(out: TruthOut<'_>, known: impl Fn(usize) -> u64) {
    for (index, (yes, no)) in out.yes.iter_mut().zip(out.no).enumerate() {
        let known = known(index);
        (*yes, *no) = (*yes & known, !*yes & known);
    }
}

/// Two numbers, texts or bounds compare.
pub fn compare(mut out: TruthOut<'_>, rows: usize, comparison: Comparison, a: Value<'_>, b: Value<'_>) {
    match (a, b) {
        (Value::Number(a, a_known), Value::Number(b, b_known)) => {
            match comparison {
                Comparison::Equal => pack_pairs(out.yes, a, b, |a, b| a == b),
                Comparison::Less => pack_pairs(out.yes, a, b, |a, b| a < b),
                Comparison::LessEqual => pack_pairs(out.yes, a, b, |a, b| a <= b),
            }
            where_known(out, |word| a_known[word] & b_known[word]);
        }
        (Value::Bounds(a_least, a_most), Value::Bounds(b_least, b_most)) => match comparison {
            Comparison::Less => {
                pack_pairs(out.yes, a_most, b_least, |a, b| a < b);
                pack_pairs(out.no, a_least, b_most, |a, b| a >= b);
            }
            Comparison::LessEqual => {
                pack_pairs(out.yes, a_most, b_least, |a, b| a <= b);
                pack_pairs(out.no, a_least, b_most, |a, b| a > b);
            }
            Comparison::Equal => out.rows(rows, |row| compare_ends(comparison, a.bounds(row), b.bounds(row))),
        },
        (a, b) => out.rows(rows, |row| compare_ends(comparison, a.bounds(row), b.bounds(row))),
    }
}

/// A number, or an option, is one of these.
pub fn one_of(mut out: TruthOut<'_>, rows: usize, value: Value<'_>, list: &[Real]) {
    match value {
        Value::Choice(options, known) => {
            let wanted = |option: &u8| list.iter().any(|Real(number)| *number == f64::from(*option));
            let mask = (0..64_u8).filter(wanted).fold(0_u64, |mask, option| mask | 1 << option);
            pack(out.yes, rows, |row| mask >> (options[row] & 63) & 1 == 1);
            where_known(out, |word| known[word]);
        }
        Value::Number(numbers, known) => {
            pack(out.yes, rows, |row| list.iter().any(|Real(number)| *number == numbers[row]));
            where_known(out, |word| known[word]);
        }
        value => out.rows(rows, |row| {
            let (least, most) = value.bounds(row);
            if least == most {
                return Some(list.iter().any(|Real(number)| *number == least));
            }
            let possible = list.iter().any(|Real(number)| (least..=most).contains(number));
            (!possible).then_some(false)
        }),
    }
}

/// The tags hold one of those in the mask.
pub fn has_tag(mut out: TruthOut<'_>, rows: usize, value: Value<'_>, mask: u64) {
    let Value::Tags(tags, known) = value else { return out.fill(None) };
    pack(out.yes, rows, |row| tags[row] & mask != 0);
    where_known(out, |word| known[word]);
}

/// Something about a text.
pub fn text<'t>(
    mut out: TruthOut<'_>,
    rows: usize,
    value: Value<'_>,
    dictionary: impl Fn(u64) -> &'t str,
    holds: impl Fn(&str) -> bool,
) {
    match value {
        Value::Text(texts, known) => out.rows(rows, |row| bit(known, row).then(|| holds(dictionary(texts[row])))),
        _ => out.fill(None),
    }
}

/// Two texts are the same.
pub fn same_text<'t>(
    mut out: TruthOut<'_>,
    rows: usize,
    a: Value<'_>,
    b: Value<'_>,
    dictionary: impl Fn(u64) -> &'t str,
) {
    let (Value::Text(a, a_known), Value::Text(b, b_known)) = (a, b) else { return out.fill(None) };
    out.rows(rows, |row| (bit(a_known, row) && bit(b_known, row)).then(|| dictionary(a[row]) == dictionary(b[row])));
}

/// The values are known.
pub fn known(out: TruthOut<'_>, rows: usize, value: Value<'_>) {
    match value {
        Value::Truth(truth) => combine(out.yes, truth.yes, truth.no, |yes, no| yes | no),
        Value::Bounds(least, most) => pack_pairs(out.yes, least, most, |least, most| least == most),
        value => pack(out.yes, rows, |row| !value.undetermined(row)),
    }
    where_known(out, |_| u64::MAX);
}
