//! Outcomes and contributions of the checks of a plan.

use super::value::{bit, both, either, full};
use super::{Rows, Run, Truth, Value};
use crate::assessment::Outcome;
use crate::program::{CheckProgram, CheckTruth, Verdict};

/// What is known of one check, for all rows.
#[derive(Clone, Debug)]
pub struct CheckState {
    /// Whether it applies.
    pub applies: Truth,
    /// Whether it applies and fails; for a scored check, never.
    pub failed: Truth,
    /// Whether its points count: `failed`, or `applies` of a scored check.
    pub counts: Truth,
    /// The least it contributes.
    pub least: Vec<f64>,
    /// The most it contributes.
    pub most: Vec<f64>,
    /// Whether it has no verdict.
    pub scored: bool,
}

impl CheckState {
    /// The outcome at a row.
    pub fn outcome(&self, row: usize) -> Outcome {
        match (self.applies.get(row), self.failed.get(row)) {
            (Some(false), _) => Outcome::NotApplicable,
            (Some(true), _) if self.scored => Outcome::Scored,
            (None, _) if self.scored => Outcome::NotFailed,
            (_, Some(true)) => Outcome::Failed,
            (Some(true), Some(false)) => Outcome::Passed,
            (None, Some(false)) => Outcome::NotFailed,
            (_, None) => Outcome::Unknown,
        }
    }

    /// What it contributes at a row.
    pub fn contribution(&self, row: usize) -> (f64, f64) {
        (self.least[row], self.most[row])
    }
}

impl Run<'_> {
    pub(super) fn decide_checks(&mut self) {
        let program = self.context.program;
        let states: Vec<CheckState> =
            self.plan.checks.iter().map(|index| self.decide(&program.checks[*index as usize])).collect();
        self.checks = states;
    }

    fn decide(&self, check: &CheckProgram) -> CheckState {
        let len = self.len;
        let mut applies = match &check.applies {
            Some(root) => self.truth(root.node).clone(),
            None => Truth::constant(Some(true), len),
        };
        let mut fails = match &check.verdict {
            Verdict::Rule(root) => self.truth(root.node).clone(),
            Verdict::Answer(input) => {
                let (answer, not_applicable) = self.answer(*input as usize);
                applies = applies.and(&Truth { yes: either(&answer.yes, &answer.no), no: not_applicable });
                answer
            }
            Verdict::Scored => Truth::constant(Some(false), len),
        };
        let scored = check.verdict == Verdict::Scored;
        if let (Some((settled, open)), false) = (self.excused(check), matches!(check.verdict, Verdict::Answer(_))) {
            let points = self.value(check.points.node);
            let verdict = applies.and(&fails);
            let undecided = Truth::from_rows(len, |row| {
                let scored_open = scored && (points.undetermined(row) || applies.get(row).is_none());
                Some(scored_open || (!scored && verdict.get(row).is_none()))
            });
            let (settled, open) = (both(&settled, &undecided.yes), both(&open, &undecided.yes));
            // What is still blank may leave it to the facts that do not apply, and then it does not apply either.
            applies
                .yes
                .iter_mut()
                .zip(settled.iter().zip(&open))
                .for_each(|(word, (settled, open))| *word &= !(settled | open));
            applies.no.iter_mut().zip(&settled).for_each(|(word, settled)| *word |= settled);
            fails.no.iter_mut().zip(&settled).for_each(|(word, settled)| *word |= settled);
        }
        let failed = applies.and(&fails);
        let counts = if scored { applies.clone() } else { failed.clone() };
        let (least, most) = self.contributions(check, &counts);
        CheckState { applies, failed, counts, least, most, scored }
    }

    /// Rows where the check reads something not applicable: those where it reads nothing blank, and those where it does.
    /// None where there are no such rows.
    fn excused(&self, check: &CheckProgram) -> Option<(Vec<u64>, Vec<u64>)> {
        let Rows::Places(places, rows) = self.rows else { return None };
        let columns = || check.reads.iter().filter_map(|input| places.columns.get(*input as usize));
        if !columns().any(|column| column.not_applicable.any()) {
            return None;
        }
        let rows = Truth::from_rows(self.len, |row| {
            let source = rows[row] as usize;
            let settled = || columns().all(|column| column.known.get(source) || column.not_applicable.get(source));
            columns().any(|column| column.not_applicable.get(source)).then(settled)
        });
        Some((rows.yes, rows.no))
    }

    /// The answers of an observed check, and where it does not apply.
    fn answer(&self, input: usize) -> (Truth, Vec<u64>) {
        let Rows::Places(places, rows) = self.rows else {
            return (Truth::constant(None, self.len), full(false, self.len));
        };
        let Some(column) = places.columns.get(input) else {
            return (Truth::constant(None, self.len), full(false, self.len));
        };
        let fails = match &column.values {
            crate::table::Values::Bits(bits) => bits.words(),
            _ => &[],
        };
        let answer = Truth::from_rows(self.len, |row| {
            column.known.get(rows[row] as usize).then(|| bit(fails, rows[row] as usize))
        });
        let not_applicable = Truth::from_rows(self.len, |row| Some(column.not_applicable.get(rows[row] as usize)));
        (answer, not_applicable.yes)
    }

    /// Least and most points a check contributes: 0 where it does not count, its points where it does, else between.
    fn contributions(&self, check: &CheckProgram, counts: &Truth) -> (Vec<f64>, Vec<f64>) {
        let points = self.value(check.points.node);
        let contribution = |row: usize| {
            let (least, most) = self.points_of(check, points, row);
            match counts.get(row) {
                Some(true) => (least, most),
                Some(false) => (0.0, 0.0),
                None => (least.min(0.0), most.max(0.0)),
            }
        };
        (0..self.len).map(contribution).unzip()
    }

    /// The points of a check at a row; where they are in error, all they could be.
    pub(crate) fn points_of(&self, check: &CheckProgram, points: &Value<'_>, row: usize) -> (f64, f64) {
        let (least, most) = points.bounds(row);
        (least.max(check.least.0), most.min(check.most.0))
    }

    /// The state of a check, by its index in the program; none where the place does not have it.
    pub(crate) fn state(&self, check: u32) -> Option<&CheckState> {
        let position = self.plan.position.get(check as usize).copied().flatten()?;
        self.checks.get(position as usize)
    }

    pub(super) fn check_truth(&self, truth: CheckTruth, check: u32) -> Truth {
        let Some(state) = self.state(check) else { return Truth::constant(Some(false), self.len) };
        match truth {
            CheckTruth::Failed => state.failed.clone(),
            CheckTruth::Applies => state.applies.clone(),
            CheckTruth::Decided => {
                let anything = matches!(self.rows, Rows::Anything);
                Truth::from_rows(self.len, |row| (!anything).then(|| decided(state, row)))
            }
        }
    }
}

/// Whether the outcome of a check is one of those that more facts cannot change.
pub fn decided(state: &CheckState, row: usize) -> bool {
    !matches!(state.outcome(row), Outcome::Unknown | Outcome::NotFailed)
}
