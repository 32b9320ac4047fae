//! Numbers from numbers, row by row: arithmetic, choices between branches, bounds made wider, rounding, counts.

use super::arithmetic::{Computed, Failure, of_bounds, of_number, on_bounds, on_numbers};
use super::bits::{bit, set, spread};
use super::values::{ANYTHING, Ends, Out, Truth, Value};
use crate::number::round;
use crate::program::{Arithmetic, Function};

/// Rows whose value could not be computed, and why.
pub type Failures = Vec<(usize, Failure)>;

/// Arithmetic with two operands.
pub fn arithmetic(out: Out<'_>, operation: Arithmetic, a: Value<'_>, b: Value<'_>, failures: &mut Failures) {
    match (out, a, b) {
        (Out::Number(values, known), Value::Number(a, a_known), Value::Number(b, b_known)) => {
            for ((known, a), b) in known.iter_mut().zip(a_known).zip(b_known) {
                *known = a & b;
            }
            match operation {
                // Known each by name, they become loops without a branch.
                Arithmetic::Add => plain(values, known, a, b, |a, b| a + b, failures),
                Arithmetic::Subtract => plain(values, known, a, b, |a, b| a - b, failures),
                Arithmetic::Multiply => plain(values, known, a, b, |a, b| a * b, failures),
                Arithmetic::Divide => plain(values, known, a, b, |a, b| a / b, failures),
                operation => computed(values, known, |row| on_numbers(operation, a[row], b[row]), failures),
            }
        }
        (Out::Number(values, known), a, b) => {
            let both = |row| a.number(row).zip(b.number(row));
            super::bits::pack(known, values.len(), |row| both(row).is_some());
            let operands = |row| both(row).unwrap_or_default();
            computed(values, known, |row| on_numbers(operation, operands(row).0, operands(row).1), failures);
        }
        (Out::Bounds(least, most), a, b) => match operation {
            Arithmetic::Add => {
                ends(least, most, |row| on_bounds(Arithmetic::Add, a.bounds(row), b.bounds(row)), failures)
            }
            Arithmetic::Multiply => {
                ends(least, most, |row| on_bounds(Arithmetic::Multiply, a.bounds(row), b.bounds(row)), failures);
            }
            operation => ends(least, most, |row| on_bounds(operation, a.bounds(row), b.bounds(row)), failures),
        },
        _ => {}
    }
}

/// A function of one number.
pub fn function(out: Out<'_>, function: Function, a: Value<'_>, failures: &mut Failures) {
    match out {
        Out::Number(values, known) => {
            super::bits::pack(known, values.len(), |row| a.number(row).is_some());
            computed(values, known, |row| of_number(function, a.number(row).unwrap_or_default()), failures);
        }
        Out::Bounds(least, most) => ends(least, most, |row| of_bounds(function, a.bounds(row)), failures),
        _ => {}
    }
}

/// One of the four operations, for all rows at once; what is not finite is not known.
fn plain(
    values: &mut [f64],
    known: &mut [u64],
    a: &[f64],
    b: &[f64],
    operation: impl Fn(f64, f64) -> f64,
    failures: &mut Failures,
) {
    let mut all_finite = true;
    for ((value, a), b) in values.iter_mut().zip(a).zip(b) {
        // Adding 0 makes −0 into 0.
        *value = operation(*a, *b) + 0.0;
        all_finite &= value.is_finite();
    }
    if !all_finite {
        let values = &*values;
        let wrong = |row: &usize| bit(known, *row) && !values[*row].is_finite();
        let wrong: Vec<usize> = (0..values.len()).filter(wrong).collect();
        for row in wrong {
            known[row / 64] &= !(1 << (row % 64));
            failures.push((row, Failure::NotFinite));
        }
    }
}

/// A number for each row where it is known; where it fails it is not.
fn computed(values: &mut [f64], known: &mut [u64], number: impl Fn(usize) -> Computed<f64>, failures: &mut Failures) {
    for (row, value) in values.iter_mut().enumerate() {
        if !bit(known, row) {
            continue;
        }
        match number(row) {
            Ok(number) => *value = number,
            Err(failure) => {
                known[row / 64] &= !(1 << (row % 64));
                failures.push((row, failure));
            }
        }
    }
}

/// Ends for each row; everything where they fail.
fn ends(least: &mut [f64], most: &mut [f64], ends: impl Fn(usize) -> Computed<Ends>, failures: &mut Failures) {
    for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
        (*least, *most) = ends(row).unwrap_or_else(|failure| {
            failures.push((row, failure));
            ANYTHING
        });
    }
}

/// `if c { a } else { b }`, of what is known or not.
pub fn choose(out: Out<'_>, condition: Truth<'_>, a: Value<'_>, b: Value<'_>) {
    match (out, a, b) {
        (Out::Number(values, known), a, b) => {
            let chosen = |row| match condition.get(row) {
                Some(true) => a.number(row),
                Some(false) => b.number(row),
                None => a.number(row).filter(|a| b.number(row) == Some(*a)),
            };
            some(values, known, chosen);
        }
        (Out::Text(values, known), Value::Text(a, a_known), Value::Text(b, b_known)) => {
            let (a, b) = (|row| bit(a_known, row).then(|| a[row]), |row| bit(b_known, row).then(|| b[row]));
            let chosen = |row| match condition.get(row) {
                Some(true) => a(row),
                Some(false) => b(row),
                None => a(row).filter(|a| b(row) == Some(*a)),
            };
            some(values, known, chosen);
        }
        (Out::Tags(values, known), Value::Tags(a, a_known), Value::Tags(b, b_known)) => {
            let chosen = |row| match condition.get(row)? {
                true => bit(a_known, row).then(|| a[row]),
                false => bit(b_known, row).then(|| b[row]),
            };
            some(values, known, chosen);
        }
        _ => {}
    }
}

/// `if c { a } else { b }`, of bounds.
pub fn choose_bounds(least: &mut [f64], most: &mut [f64], condition: Truth<'_>, a: Value<'_>, b: Value<'_>) {
    for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
        let (a, b) = (a.bounds(row), b.bounds(row));
        (*least, *most) = match condition.get(row) {
            Some(true) => a,
            Some(false) => b,
            None => (a.0.min(b.0), a.1.max(b.1)),
        };
    }
}

fn some<T: Copy>(values: &mut [T], known: &mut [u64], value: impl Fn(usize) -> Option<T>) {
    known.fill(0);
    for (row, own) in values.iter_mut().enumerate() {
        if let Some(value) = value(row) {
            *own = value;
            set(known, row);
        }
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

/// Both ends rounded.
pub fn rounded(least: &mut [f64], most: &mut [f64], a: Value<'_>, decimals: u32) {
    for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
        let ends = a.bounds(row);
        (*least, *most) = (round(ends.0, decimals) + 0.0, round(ends.1, decimals) + 0.0);
    }
}

/// How many tags.
pub fn tag_count(out: Out<'_>, a: Value<'_>) {
    let (Out::Number(values, out_known), Value::Tags(tags, known)) = (out, a) else { return };
    values.iter_mut().zip(tags).for_each(|(value, tags)| *value = f64::from(tags.count_ones()));
    out_known.copy_from_slice(known);
}

/// The most truths that are counted in bytes before the bytes could run over.
const BYTE_FULL: usize = 255;

/// How many truths hold: certainly, and at most.
pub fn count<'v>(least: &mut [f64], most: &mut [f64], truths: &[Truth<'v>]) {
    least.fill(0.0);
    most.fill(0.0);
    for truths in truths.chunks(BYTE_FULL) {
        for (eight, (least, most)) in least.chunks_mut(8).zip(most.chunks_mut(8)).enumerate() {
            let (mut yes, mut no) = (0, 0);
            for truth in truths {
                yes += spread(truth.yes, eight);
                no += spread(truth.no, eight);
            }
            for (sum, count) in least.iter_mut().zip(yes.to_le_bytes()) {
                *sum += f64::from(count);
            }
            for (sum, count) in most.iter_mut().zip(no.to_le_bytes()) {
                *sum += truths.len() as f64 - f64::from(count);
            }
        }
    }
}
