//! Results of all places of a block at once, into columns of the caller's.

use super::Assessed;
use super::columns::Columns;
use crate::eval::{BLOCK, Truth, spread};
use crate::table::Group;

/// What stands in a column of bytes where there is no value.
pub const NO_VALUE: u8 = u8::MAX;

/// A byte for each of 64 rows, from the bits of each: the lowest of all rows first.
fn bytes(planes: [u64; 3]) -> [u8; BLOCK] {
    let mut bytes = [0; BLOCK];
    for (index, eight) in bytes.chunks_exact_mut(8).enumerate() {
        let own = spread(planes[0], index) | spread(planes[1], index) << 1 | spread(planes[2], index) << 2;
        eight.copy_from_slice(&own.to_le_bytes());
    }
    bytes
}

/// The codes of outcomes, as [`crate::eval::outcome`] finds them.
fn outcomes(applies: Truth, failed: Truth, scored: bool) -> [u8; BLOCK] {
    let may_apply = !applies.no;
    let (fails, holds) = if scored { (0, u64::MAX) } else { (failed.yes, failed.no) };
    let open = may_apply & !fails;
    let applies = applies.yes;
    let not_failed = open & holds & !applies;
    let unknown = open & !holds;
    let scored_or_passed = open & holds & applies;
    let (passed, scored) = if scored { (0, scored_or_passed) } else { (scored_or_passed, 0) };
    // Failed 0, passed 1, not applicable 2, unknown 3, not failed 4, scored 5.
    bytes([passed | unknown | scored, !may_apply | unknown, not_failed | scored])
}

/// The codes of truths: no 0, yes 1; all bits where that is not known.
fn truths(truth: Truth) -> [u8; BLOCK] {
    let mut codes = bytes([truth.yes, 0, 0]);
    let known = truth.yes | truth.no;
    if known != u64::MAX {
        codes.iter_mut().enumerate().filter(|(row, _)| known >> row & 1 == 0).for_each(|(_, code)| *code = NO_VALUE);
    }
    codes
}

impl Assessed<'_> {
    /// Puts the values of a block of a group where its places are.
    fn put<T: Copy>(&self, group: &Group, block: usize, values: &[T], into: &mut [T]) {
        let start = block * BLOCK;
        if self.columns.len() == 1 {
            // The only group has all places, in order.
            let rest = into.get_mut(start..).unwrap_or_default();
            match (rest.first_chunk_mut::<BLOCK>(), values.first_chunk::<BLOCK>()) {
                (Some(own), Some(values)) => *own = *values,
                _ => rest.iter_mut().zip(values).for_each(|(own, value)| *own = *value),
            }
            return;
        }
        for (place, value) in group.places[start..].iter().zip(values) {
            if let Some(own) = into.get_mut(*place as usize) {
                *own = *value;
            }
        }
    }

    /// The columns of every group of places.
    fn groups(&self) -> impl Iterator<Item = (&Columns, &Group)> {
        self.columns.iter().zip(self.places.groups())
    }

    /// The outcome of a check in every place, by [`Outcome::code`]; [`NO_VALUE`] where the place does not have it. One
    /// entry of `into` for each place.
    ///
    /// [`Outcome::code`]: crate::assessment::Outcome::code
    pub fn outcomes(&self, check: usize, into: &mut [u8]) {
        for (columns, group) in self.groups() {
            let Some(position) = columns.plan.position(check as u32) else {
                self.fill(columns, group, NO_VALUE, into);
                continue;
            };
            let scored = columns.plan.checks[position].scored;
            for block in 0..columns.blocks() {
                let truth = |position| columns.truths(block, position);
                let codes = outcomes(truth(position * 2), truth(position * 2 + 1), scored);
                self.put(group, block, &codes, into);
            }
        }
    }

    /// The better and the worse end of the score of every place; NaN where an end is not finite.
    pub fn scores(&self, better: &mut [f64], worse: &mut [f64]) {
        self.numbers(0, better, worse);
    }

    /// The level and the level at worst of every place, by their index in the pack, worst first; [`NO_VALUE`] where the
    /// pack has none.
    pub fn levels(&self, level: &mut [u8], worst: &mut [u8]) {
        if self.assessor.pack.program().levels.is_some() {
            self.both_levels(0, level, worst);
        } else {
            level.fill(NO_VALUE);
            worst.fill(NO_VALUE);
        }
    }

    /// The better and the worse end of a result that is a number, by its index in the pack; NaN where not finite.
    pub fn result_numbers(&self, result: usize, better: &mut [f64], worse: &mut [f64]) {
        match self.number_position(result) {
            Some(position) => self.numbers(position, better, worse),
            None => {
                better.fill(f64::NAN);
                worse.fill(f64::NAN);
            }
        }
    }

    /// Whether a result that is a truth holds: no 0, yes 1, [`NO_VALUE`] where that is not known.
    pub fn result_truths(&self, result: usize, into: &mut [u8]) {
        for (columns, group) in self.groups() {
            for block in 0..columns.blocks() {
                let codes = truths(columns.truths(block, columns.plan.checks.len() * 2 + result));
                self.put(group, block, &codes, into);
            }
        }
    }

    /// Both ends of a result that is a level, by their index in its levels, worst first.
    pub fn result_levels(&self, result: usize, level: &mut [u8], worst: &mut [u8]) {
        match self.level_position(result) {
            Some(position) => self.both_levels(position, level, worst),
            None => {
                level.fill(NO_VALUE);
                worst.fill(NO_VALUE);
            }
        }
    }

    fn fill(&self, columns: &Columns, group: &Group, value: u8, into: &mut [u8]) {
        (0..columns.blocks()).for_each(|block| self.put(group, block, &[value; BLOCK], into));
    }

    fn numbers(&self, position: usize, better: &mut [f64], worse: &mut [f64]) {
        for (columns, group) in self.groups() {
            for block in 0..columns.blocks() {
                self.put(group, block, columns.numbers(block, position * 2), better);
                self.put(group, block, columns.numbers(block, position * 2 + 1), worse);
            }
        }
    }

    fn both_levels(&self, position: usize, level: &mut [u8], worst: &mut [u8]) {
        for (columns, group) in self.groups() {
            for block in 0..columns.blocks() {
                self.put(group, block, columns.levels(block, position * 2), level);
                self.put(group, block, columns.levels(block, position * 2 + 1), worst);
            }
        }
    }
}
