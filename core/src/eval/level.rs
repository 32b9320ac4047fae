//! Levels: the first that certainly holds, the first that is not certainly false, and what adjusts make of them.

use super::Run;
use super::bits::{bit, spread};
use super::layout::Slot;
use super::values::{Out, Truth, Written};
use crate::program::AdjustProgram;

/// How many columns of small integers levels take.
pub const COLUMNS: u32 = 4;

/// Levels of some rows, by index, worst first.
#[derive(Clone, Copy, Debug)]
pub struct LevelColumns<'v> {
    /// The first that certainly holds, after adjusts.
    pub level: &'v [u8],
    /// The first that is not certainly false, after adjusts.
    pub worst: &'v [u8],
    /// `level` before adjusts.
    pub level_before: &'v [u8],
    /// `worst` before adjusts.
    pub worst_before: &'v [u8],
}

impl<'v> LevelColumns<'v> {
    fn at(written: Written<'v>, at: u32) -> Self {
        let column = |index| written.small(at + index);
        Self { level: column(0), worst: column(1), level_before: column(2), worst_before: column(3) }
    }
}

impl Run<'_> {
    /// Finds the levels of the pack, or of a result.
    pub(super) fn find_levels(&mut self, result: Option<u32>) {
        let plan = self.plan;
        let (program, at) = match result {
            None => (self.context.program.levels.as_ref(), plan.levels),
            Some(result) => (
                self.context.program.results[result as usize].levels.as_ref(),
                plan.result_levels.get(result as usize).copied().flatten(),
            ),
        };
        let (Some(program), Some(at)) = (program, at) else { return };
        let (written, mut columns) = self.values.small_columns(at, COLUMNS as usize);
        let (Some(level), Some(worst), Some(level_before), Some(worst_before)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return;
        };
        let rows = written.rows;
        let truth = |root: &crate::program::Root| written.truth(plan.slot(root.node));
        let whens: Vec<Option<Truth<'_>>> = program.whens.iter().map(|when| when.as_ref().map(truth)).collect();
        first(&mut level[..rows], &whens, |truth, word| truth.yes[word]);
        first(&mut worst[..rows], &whens, |truth, word| !truth.no[word]);
        level_before.copy_from_slice(level);
        worst_before.copy_from_slice(worst);
        let last = whens.len().saturating_sub(1) as u8;
        for adjust in &program.adjusts {
            apply(adjust, truth(&adjust.when), last, &mut level[..rows], &mut worst[..rows]);
        }
    }

    /// The levels of the pack, or of a result, if it has any.
    pub fn levels(&self, result: Option<usize>) -> Option<LevelColumns<'_>> {
        let at = match result {
            None => self.plan.levels,
            Some(result) => self.plan.result_levels.get(result).copied().flatten(),
        };
        at.map(|at| LevelColumns::at(self.values.all(), at))
    }

    /// Whether the level is one of those in a mask.
    pub(super) fn level_is(&mut self, slot: Slot, result: Option<usize>, mask: u64) {
        let at = match result {
            None => self.plan.levels,
            Some(result) => self.plan.result_levels.get(result).copied().flatten(),
        };
        let (written, Out::Truth(mut out)) = self.values.split(slot) else { return };
        let Some(levels) = at.map(|at| LevelColumns::at(written, at)) else { return out.fill(None) };
        out.rows(written.rows, |row| {
            let between = levels.worst[row]..=levels.level[row];
            let inside = between.clone().filter(|level| mask >> level & 1 == 1).count();
            match inside {
                0 => Some(false),
                inside if inside == between.count() => Some(true),
                _ => None,
            }
        });
    }
}

/// The first level of each row whose bit `holds` gives; the last where there is none.
fn first(levels: &mut [u8], whens: &[Option<Truth<'_>>], holds: impl Fn(&Truth<'_>, usize) -> u64) {
    let last = whens.len().saturating_sub(1);
    for (word, levels) in levels.chunks_mut(64).enumerate() {
        let mut open = u64::MAX;
        let mut numbers = [0_u64; 8];
        let eights = levels.len().div_ceil(8);
        for (level, when) in whens.iter().enumerate() {
            let held = open & when.as_ref().map_or(u64::MAX, |truth| holds(truth, word));
            let held = if level == last { open } else { held };
            open &= !held;
            if level > 0 && held != 0 {
                for (eight, numbers) in numbers.iter_mut().take(eights).enumerate() {
                    *numbers |= spread(&[held], eight) * level as u64;
                }
            }
        }
        let bytes = numbers.iter().flat_map(|eight| eight.to_le_bytes());
        levels.iter_mut().zip(bytes).for_each(|(level, byte)| *level = byte);
    }
}

/// Moves the levels of the rows where an adjust holds; where it may hold, they part.
fn apply(adjust: &AdjustProgram, when: Truth<'_>, last: u8, level: &mut [u8], worst: &mut [u8]) {
    if when.no.iter().all(|word| *word == u64::MAX) {
        return;
    }
    let moved = |level: u8| match adjust.to {
        Some(to) => to as u8,
        None => (i64::from(level) - i64::from(adjust.by)).clamp(0, i64::from(last)) as u8,
    };
    for (row, (level, worst)) in level.iter_mut().zip(worst).enumerate() {
        if bit(when.no, row) {
            continue;
        }
        if bit(when.yes, row) {
            (*level, *worst) = (moved(*level), moved(*worst));
        } else {
            (*level, *worst) = ((*level).max(moved(*level)), (*worst).min(moved(*worst)));
        }
    }
}
