//! Numbers from numbers, row by row: arithmetic, choices between branches, bounds made wider, rounding, counts.

use super::arithmetic::{Computed, Failure, of_bounds, of_number, on_bounds, on_numbers};
use super::bits::{add_where, bit, pack, spread};
use super::truth::Truth;
use super::values::{ANYTHING, Ends, Value};
use crate::number::round;
use crate::program::{Arithmetic, Function};

/// Rows whose value could not be computed, and why.
pub type Failures = Vec<(usize, Failure)>;

/// Arithmetic with two numbers, where both are known. Answers which rows are.
pub fn arithmetic(
    out: &mut [f64],
    known: u64,
    operation: Arithmetic,
    a: &[f64],
    b: &[f64],
    failures: &mut Failures,
) -> u64 {
    match operation {
        // Known each by name, they become loops without a branch.
        Arithmetic::Add => plain(out, known, a, b, |a, b| a + b, failures),
        Arithmetic::Subtract => plain(out, known, a, b, |a, b| a - b, failures),
        Arithmetic::Multiply => plain(out, known, a, b, |a, b| a * b, failures),
        Arithmetic::Divide => plain(out, known, a, b, |a, b| a / b, failures),
        operation => computed(out, known, |row| on_numbers(operation, a[row], b[row]), failures),
    }
}

/// Arithmetic with two numbers between ends.
pub fn arithmetic_bounds(
    out: (&mut [f64], &mut [f64]),
    operation: Arithmetic,
    a: Value<'_>,
    b: Value<'_>,
    failures: &mut Failures,
) {
    match operation {
        // Known each by name, as above.
        Arithmetic::Add => ends(out, |row| on_bounds(Arithmetic::Add, a.bounds(row), b.bounds(row)), failures),
        Arithmetic::Multiply => {
            ends(out, |row| on_bounds(Arithmetic::Multiply, a.bounds(row), b.bounds(row)), failures);
        }
        operation => ends(out, |row| on_bounds(operation, a.bounds(row), b.bounds(row)), failures),
    }
}

/// A function of one number. Answers which rows are known.
pub fn function(out: &mut [f64], function: Function, a: Value<'_>, failures: &mut Failures) -> u64 {
    let known = pack(out.len(), |row| a.number(row).is_some());
    computed(out, known, |row| of_number(function, a.number(row).unwrap_or_default()), failures)
}

/// A function of one number between ends.
pub fn function_bounds(out: (&mut [f64], &mut [f64]), function: Function, a: Value<'_>, failures: &mut Failures) {
    ends(out, |row| of_bounds(function, a.bounds(row)), failures);
}

/// One of the four operations, for all rows at once; what is not finite is not known.
#[inline(always)]
fn plain(
    out: &mut [f64],
    mut known: u64,
    a: &[f64],
    b: &[f64],
    operation: impl Fn(f64, f64) -> f64,
    failures: &mut Failures,
) -> u64 {
    let mut all_finite = true;
    for ((value, a), b) in out.iter_mut().zip(a).zip(b) {
        // Adding 0 makes −0 into 0.
        *value = operation(*a, *b) + 0.0;
        all_finite &= value.is_finite();
    }
    if all_finite {
        return known;
    }
    for (row, value) in out.iter().enumerate() {
        if bit(known, row) && !value.is_finite() {
            known &= !(1 << row);
            failures.push((row, Failure::NotFinite));
        }
    }
    known
}

/// A number for each row where it is known; where it fails it is not.
fn computed(out: &mut [f64], mut known: u64, number: impl Fn(usize) -> Computed<f64>, failures: &mut Failures) -> u64 {
    for (row, value) in out.iter_mut().enumerate().filter(|(row, _)| bit(known, *row)) {
        match number(row) {
            Ok(number) => *value = number,
            Err(failure) => failures.push((row, failure)),
        }
    }
    failures.iter().for_each(|(row, _)| known &= !(1 << row));
    known
}

/// Ends for each row; everything where they fail.
fn ends((least, most): (&mut [f64], &mut [f64]), ends: impl Fn(usize) -> Computed<Ends>, failures: &mut Failures) {
    for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
        (*least, *most) = ends(row).unwrap_or_else(|failure| {
            failures.push((row, failure));
            ANYTHING
        });
    }
}

/// `if c { a } else { b }`, of numbers. Answers which rows are known.
pub fn choose(out: &mut [f64], condition: Truth, a: Value<'_>, b: Value<'_>) -> u64 {
    some(out, |row| match condition.get(row) {
        Some(true) => a.number(row),
        Some(false) => b.number(row),
        None => a.number(row).filter(|a| b.number(row) == Some(*a)),
    })
}

/// The same of texts and tags; while it is not known which, texts that are the same in both branches are.
pub fn choose_wide<'t>(
    out: &mut [u64],
    condition: Truth,
    a: Value<'_>,
    b: Value<'_>,
    dictionary: impl Fn(u64) -> &'t str,
) -> u64 {
    let at = |value: &Value<'_>, row: usize| match value {
        Value::Text(values, known) | Value::Tags(values, known) => bit(*known, row).then(|| values[row]),
        _ => None,
    };
    let text = matches!(a, Value::Text(..));
    some(out, |row| match condition.get(row) {
        Some(true) => at(&a, row),
        Some(false) => at(&b, row),
        None => at(&a, row).filter(|own| text && at(&b, row).map(&dictionary) == Some(dictionary(*own))),
    })
}

fn some<T: Copy>(out: &mut [T], value: impl Fn(usize) -> Option<T>) -> u64 {
    let mut known = 0;
    for (row, own) in out.iter_mut().enumerate() {
        if let Some(value) = value(row) {
            *own = value;
            known |= 1 << row;
        }
    }
    known
}

/// `if c { a } else { b }`, of bounds.
pub fn choose_bounds(least: &mut [f64], most: &mut [f64], condition: Truth, a: Value<'_>, b: Value<'_>) {
    for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
        let (a, b) = (a.bounds(row), b.bounds(row));
        (*least, *most) = match condition.get(row) {
            Some(true) => a,
            Some(false) => b,
            None => (a.0.min(b.0), a.1.max(b.1)),
        };
    }
}

/// A number as bounds: its value twice, or these while it is unknown.
pub fn widen(least: &mut [f64], most: &mut [f64], a: Value<'_>, wide: Ends) {
    match a {
        Value::Number(values, known) => {
            for (row, ((least, most), value)) in least.iter_mut().zip(most).zip(values).enumerate() {
                (*least, *most) = if bit(known, row) { (*value, *value) } else { wide };
            }
        }
        a => {
            for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
                (*least, *most) = if a.undetermined(row) { wide } else { a.bounds(row) };
            }
        }
    }
}

/// Adds points that are 0 at least to each row: where they count the least and the most, where they may the most only.
#[inline(always)]
pub fn add_points(least: &mut [f64], most: &mut [f64], counts: Truth, (low, high): Ends) {
    add_where(least, counts.yes, low);
    add_where(most, !counts.no, high);
}

/// Both ends rounded.
pub fn rounded(least: &mut [f64], most: &mut [f64], a: Value<'_>, decimals: u32) {
    let rounded = |end: f64| round(end, decimals) + 0.0;
    if let Value::Bounds(low, high) = a {
        least.iter_mut().zip(low).for_each(|(least, end)| *least = rounded(*end));
        most.iter_mut().zip(high).for_each(|(most, end)| *most = rounded(*end));
        return;
    }
    for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
        let ends = a.bounds(row);
        (*least, *most) = (rounded(ends.0), rounded(ends.1));
    }
}

/// How many tags. Answers which rows are known.
pub fn tag_count(out: &mut [f64], a: Value<'_>) -> u64 {
    let Value::Tags(tags, known) = a else { return 0 };
    out.iter_mut().zip(tags).for_each(|(value, tags)| *value = f64::from(tags.count_ones()));
    known
}

/// The most truths that are counted in bytes before the bytes could run over.
const BYTE_FULL: usize = 255;

/// How many truths hold: certainly, and at most.
pub fn count(least: &mut [f64], most: &mut [f64], truths: impl ExactSizeIterator<Item = Truth> + Clone) {
    if let ([least], [most]) = (&mut *least, &mut *most) {
        let ends = truths.fold((0, 0), |(yes, possible), truth| (yes + (truth.yes & 1), possible + (!truth.no & 1)));
        return (*least, *most) = (ends.0 as f64, ends.1 as f64);
    }
    for (eight, (least, most)) in least.chunks_mut(8).zip(most.chunks_mut(8)).enumerate() {
        least.fill(0.0);
        most.fill(0.0);
        let (mut yes, mut possible) = (0, 0);
        let mut add = |yes: &mut u64, possible: &mut u64| {
            for (sum, count) in least.iter_mut().zip(std::mem::take(yes).to_le_bytes()) {
                *sum += f64::from(count);
            }
            for (sum, count) in most.iter_mut().zip(std::mem::take(possible).to_le_bytes()) {
                *sum += f64::from(count);
            }
        };
        for (index, truth) in truths.clone().enumerate() {
            if index % BYTE_FULL == 0 && index > 0 {
                add(&mut yes, &mut possible);
            }
            yes += spread(truth.yes, eight);
            possible += spread(!truth.no, eight);
        }
        add(&mut yes, &mut possible);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_truths_than_a_byte_holds() {
        let truths = (0..600_u64).map(|index| Truth { yes: u64::from(index % 3 == 0), no: u64::from(index % 3 == 1) });
        let truths: Vec<Truth> = truths.collect();
        let (mut least, mut most) = ([7.0; 9], [7.0; 9]);
        count(&mut least, &mut most, truths.iter().copied());
        assert_eq!((least[0], most[0]), (200.0, 400.0));
        assert_eq!((least[8], most[8]), (0.0, 600.0));
    }
}
