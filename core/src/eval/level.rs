//! Levels: the first that certainly holds, the first that is not certainly false, and what adjusts make of them.

use super::{Run, Truth};
use crate::program::LevelsProgram;

/// Levels of all rows, by index, worst first.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// The first that certainly holds, after adjusts.
    pub level: Vec<u32>,
    /// The first that is not certainly false, after adjusts.
    pub worst: Vec<u32>,
    /// The same two before adjusts.
    pub before_adjusts: Vec<(u32, u32)>,
}

impl Run<'_> {
    fn find_levels(&self, program: &LevelsProgram) -> Levels {
        let last = program.whens.len().saturating_sub(1) as u32;
        let whens: Vec<Option<&Truth>> =
            program.whens.iter().map(|when| when.as_ref().map(|root| self.truth(root.node))).collect();
        let first = |holds: &dyn Fn(Option<bool>) -> bool, row: usize| {
            whens
                .iter()
                .position(|when| when.is_none_or(|truth| holds(truth.get(row))))
                .map_or(last, |index| index as u32)
        };
        let mut levels = Levels::default();
        for row in 0..self.len {
            let (mut level, mut worst) =
                (first(&|truth| truth == Some(true), row), first(&|truth| truth != Some(false), row));
            levels.before_adjusts.push((level, worst));
            for adjust in &program.adjusts {
                let moved = |level: u32| match adjust.to {
                    Some(to) => to,
                    None => (i64::from(level) - i64::from(adjust.by)).clamp(0, i64::from(last)) as u32,
                };
                match self.truth(adjust.when.node).get(row) {
                    Some(true) => (level, worst) = (moved(level), moved(worst)),
                    Some(false) => {}
                    None => (level, worst) = (level.max(moved(level)), worst.min(moved(worst))),
                }
            }
            levels.level.push(level);
            levels.worst.push(worst);
        }
        levels
    }

    /// Finds the levels of the pack, or of a result, once.
    pub(crate) fn ensure_levels(&mut self, result: Option<usize>) {
        let program = self.context.program;
        match result {
            None if self.levels.is_none() => {
                self.levels = program.levels.as_ref().map(|levels| self.find_levels(levels))
            }
            Some(index) if self.result_levels.get(index).is_some_and(Option::is_none) => {
                let levels = program.results[index].levels.as_ref().map(|levels| self.find_levels(levels));
                self.result_levels[index] = levels;
            }
            _ => {}
        }
    }

    pub(super) fn level_is(&mut self, result: Option<usize>, mask: u64) -> Truth {
        self.ensure_levels(result);
        let levels = match result {
            None => self.levels.as_ref(),
            Some(index) => self.result_levels.get(index).and_then(Option::as_ref),
        };
        let Some(levels) = levels else { return Truth::constant(None, self.len) };
        Truth::from_rows(self.len, |row| {
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
