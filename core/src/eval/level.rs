//! Levels: the first that certainly holds, the first that is not certainly false, and what adjusts make of them.

use super::Run;
use super::bits::{bit, spread};
use super::compute::Reading;
use super::truth::Truth;
use super::values::Written;
use crate::program::{AdjustProgram, Root};

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
    #[cfg_attr(paicha_small, optimize(speed))]
    pub(super) fn find_levels(&mut self, result: Option<u32>) {
        let (plan, context) = (self.plan, self.context);
        let program = match result {
            None => context.program.levels.as_ref(),
            Some(result) => context.program.results[result as usize].levels.as_ref(),
        };
        let (Some(program), Some(at)) = (program, self.level_columns(result.map(|result| result as usize))) else {
            return;
        };
        let (written, mut columns) = self.values.small_out(at, COLUMNS as usize);
        let (Some(level), Some(worst), Some(level_before), Some(worst_before)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return;
        };
        let truth = |root: &Root| written.truth(plan.slot(root.node));
        let last = program.whens.len().saturating_sub(1) as u8;
        first(level, program.whens.iter().map(|when| when.as_ref().map_or(u64::MAX, |root| truth(root).yes)), last);
        first(worst, program.whens.iter().map(|when| when.as_ref().map_or(u64::MAX, |root| !truth(root).no)), last);
        level_before.copy_from_slice(level);
        worst_before.copy_from_slice(worst);
        for adjust in &program.adjusts {
            apply(adjust, truth(&adjust.when), last, &mut level[..written.rows], &mut worst[..written.rows]);
        }
    }

    /// The levels of the pack, or of a result, if it has any.
    pub fn levels(&self, result: Option<usize>) -> Option<LevelColumns<'_>> {
        self.level_columns(result).map(|at| LevelColumns::at(self.values.all(), at))
    }

    fn level_columns(&self, result: Option<usize>) -> Option<u32> {
        match result {
            None => self.plan.levels,
            Some(result) => self.plan.result_levels.get(result).copied().flatten(),
        }
    }
}

impl Reading<'_> {
    /// Whether the level in some columns is one of those in a mask.
    pub(super) fn level_is(&self, at: Option<u32>, mask: u64) -> Truth {
        let Some(levels) = at.map(|at| LevelColumns::at(self.written, at)) else { return Truth::UNKNOWN };
        Truth::rows(self.written.rows, |row| {
            let between = levels.worst[row]..=levels.level[row];
            let inside = between.clone().filter(|level| mask >> level & 1 == 1).count();
            match inside {
                0 => Some(false),
                inside if inside == between.count() => Some(true),
                _ => None,
            }
        })
    }
}

/// The first level of each row among those that hold, worst first; the last where there is none.
fn first(levels: &mut [u8], mut holds: impl Iterator<Item = u64>, last: u8) {
    if let [level] = levels {
        *level = holds.position(|holds| bit(holds, 0)).map_or(last, |first| first as u8).min(last);
        return;
    }
    levels.fill(0);
    let mut open = u64::MAX;
    for (level, holds) in (0..=last).zip(holds) {
        let held = if level == last { open } else { open & holds };
        open &= !held;
        if level == 0 || held == 0 {
            continue;
        }
        for (eight, levels) in levels.chunks_mut(8).enumerate() {
            let bytes = (spread(held, eight) * u64::from(level)).to_le_bytes();
            levels.iter_mut().zip(bytes).for_each(|(own, byte)| *own |= byte);
        }
    }
}

/// Moves the levels of the rows where an adjust holds; where it may hold, they part.
fn apply(adjust: &AdjustProgram, when: Truth, last: u8, level: &mut [u8], worst: &mut [u8]) {
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
