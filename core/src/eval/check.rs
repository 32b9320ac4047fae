//! Outcomes and contributions of the checks of a plan.

use super::bits::pack;
use super::compute::Reading;
use super::layout::Layout;
use super::truth::Truth;
use super::values::{Ends, Value, Values, Written};
use super::{Rows, Run};
use crate::assessment::Outcome;
use crate::program::{CheckProgram, CheckTruth, Root, Verdict};
use crate::table::{Column, Group, Known, Values as Stored};

/// Where what is known of one check lies.
#[derive(Clone, Debug)]
pub struct CheckState {
    /// Its index in the program.
    pub index: u32,
    /// Whether it has no verdict.
    pub scored: bool,
    /// Whether it applies.
    applies: u32,
    /// Whether it applies and fails; for a scored check, never.
    failed: u32,
    /// What it contributes where it counts.
    contribution: Contribution,
    /// Whether a failure is major, where that is the same for every row.
    major: Option<bool>,
}

/// The points of a check.
#[derive(Clone, Copy, Debug)]
pub enum Contribution {
    /// The same for every row.
    Fixed(Ends),
    /// The least and most of what it contributes, row by row.
    Varies(u32),
}

impl CheckState {
    /// Gives a check its columns.
    pub fn new(index: u32, check: &CheckProgram, varies: bool, layout: &mut Layout) -> Self {
        let contribution =
            if varies { Contribution::Varies(layout.bounds()) } else { Contribution::Fixed(Ends::default()) };
        Self {
            index,
            scored: check.verdict == Verdict::Scored,
            applies: layout.truth(),
            failed: layout.truth(),
            contribution,
            major: None,
        }
    }

    /// Takes what is the same for every row from a first row.
    pub fn settle(&mut self, check: &CheckProgram, layout: &Layout, template: &Values) {
        let value = |node: u32| template.all().value(layout.slots[node as usize]);
        if let Contribution::Fixed(ends) = &mut self.contribution {
            *ends = points_of(check, value(check.points.node), 0);
        }
        // What varies is unknown in a row of which nothing has been computed.
        self.major = value(check.major.node).truth(0);
    }

    /// The column of whether it applies.
    pub fn applies_at(&self) -> u32 {
        self.applies
    }

    /// The column of whether it applies and fails.
    pub fn failed_at(&self) -> u32 {
        self.failed
    }

    /// The column of whether its points count.
    pub fn counts_at(&self) -> u32 {
        if self.scored { self.applies } else { self.failed }
    }

    /// Whether it applies.
    pub fn applies(&self, written: Written<'_>) -> Truth {
        written.truth_at(self.applies)
    }

    /// Whether it applies and fails; for a scored check, never.
    pub fn failed(&self, written: Written<'_>) -> Truth {
        written.truth_at(self.failed)
    }

    /// Whether its points count: where it fails, or where a scored check applies.
    pub fn counts(&self, written: Written<'_>) -> Truth {
        written.truth_at(self.counts_at())
    }

    /// What its points are made from.
    pub fn contribution(&self) -> Contribution {
        self.contribution
    }

    /// Whether a failure is major, where that is the same for every row.
    pub fn major(&self) -> Option<bool> {
        self.major
    }

    /// What it contributes at a row.
    pub fn contribution_at(&self, written: Written<'_>, row: usize) -> Ends {
        match self.contribution {
            Contribution::Fixed(points) => counted(points, self.counts(written).get(row)),
            Contribution::Varies(at) => {
                let (least, most) = written.bounds_at(at);
                (least[row], most[row])
            }
        }
    }
}

/// 0 where a check does not count, its points where it does, else between.
pub fn counted((least, most): Ends, counts: Option<bool>) -> Ends {
    match counts {
        Some(true) => (least, most),
        Some(false) => (0.0, 0.0),
        None => (least.min(0.0), most.max(0.0)),
    }
}

/// The points of a check at a row; where they are in error, all they could be.
fn points_of(check: &CheckProgram, points: Value<'_>, row: usize) -> Ends {
    let (least, most) = points.bounds(row);
    (least.max(check.least.0), most.min(check.most.0))
}

/// The outcome of a check from whether it applies and whether it fails.
pub fn outcome(applies: Option<bool>, failed: Option<bool>, scored: bool) -> Outcome {
    match (applies, failed) {
        (Some(false), _) => Outcome::NotApplicable,
        (Some(true), _) if scored => Outcome::Scored,
        (None, _) if scored => Outcome::NotFailed,
        (_, Some(true)) => Outcome::Failed,
        (Some(true), Some(false)) => Outcome::Passed,
        (None, Some(false)) => Outcome::NotFailed,
        (_, None) => Outcome::Unknown,
    }
}

/// Whether the outcome of a check is one of those that more facts cannot change.
pub fn decided(state: &CheckState, written: Written<'_>, row: usize) -> bool {
    let outcome = outcome(state.applies(written).get(row), state.failed(written).get(row), state.scored);
    !matches!(outcome, Outcome::Unknown | Outcome::NotFailed)
}

impl Reading<'_> {
    /// A truth about one check.
    pub(super) fn check_truth(&self, truth: CheckTruth, check: u32) -> Truth {
        let Some(state) = self.plan.check(check) else { return Truth::same(Some(false)) };
        match truth {
            CheckTruth::Failed => state.failed(self.written),
            CheckTruth::Applies => state.applies(self.written),
            CheckTruth::Decided if self.is_anything() => Truth::UNKNOWN,
            CheckTruth::Decided => Truth::rows(self.written.rows, |row| Some(decided(state, self.written, row))),
        }
    }
}

impl Run<'_> {
    /// Decides a check, by its position in the plan.
    pub(super) fn check(&mut self, position: usize) {
        let plan = self.plan;
        let state = &plan.checks[position];
        let check = &self.context.program.checks[state.index as usize];
        let (mut applies, mut fails) = self.decide(check);
        if let (Some((group, start)), false) = (self.excuses, matches!(check.verdict, Verdict::Answer(_))) {
            (applies, fails) = self.excused(state, check, (applies, fails), group, start);
        }
        self.values.put_truth(state.applies, applies);
        self.values.put_truth(state.failed, applies.and(fails));
        self.contribute(state, check);
    }

    /// Whether a check applies, and whether it fails where it does.
    fn decide(&self, check: &CheckProgram) -> (Truth, Truth) {
        let truth = |root: &Root| self.values.truth_in(self.plan.slot(root.node));
        let applies = check.applies.as_ref().map_or(Truth::same(Some(true)), truth);
        match &check.verdict {
            Verdict::Rule(root) => (applies, truth(root)),
            Verdict::Answer(input) => {
                let (answer, not_applicable) = answer(self.rows, *input as usize);
                (applies.and(Truth { yes: answer.yes | answer.no, no: not_applicable }), answer)
            }
            Verdict::Scored => (applies, Truth::same(Some(false))),
        }
    }

    /// What is left undecided where all the unknown facts that a check reads do not apply, does not apply either. While
    /// something it reads is blank, that is not known.
    fn excused(
        &self,
        state: &CheckState,
        check: &CheckProgram,
        (mut applies, mut fails): (Truth, Truth),
        group: &Group,
        start: usize,
    ) -> (Truth, Truth) {
        let (mut any, mut settled) = (0, u64::MAX);
        for column in check.reads.iter().filter_map(|input| group.columns.get(*input as usize)) {
            let not_applicable = column.not_applicable.word_from(start);
            any |= not_applicable;
            settled &= not_applicable | column.known.word_from(start);
        }
        if any == 0 {
            return (applies, fails);
        }
        let open = if state.scored {
            let points = self.value(check.points.node);
            !(applies.yes | applies.no) | pack(self.values.rows(), |row| points.undetermined(row))
        } else {
            let failed = applies.and(fails);
            !(failed.yes | failed.no)
        };
        let (settled, blank) = (any & settled & open, any & !settled & open);
        applies.yes &= !(settled | blank);
        applies.no |= settled;
        fails.no |= settled;
        (applies, fails)
    }

    fn contribute(&mut self, state: &CheckState, check: &CheckProgram) {
        let Contribution::Varies(at) = state.contribution else { return };
        let slot = self.plan.slot(check.points.node);
        let (written, least, most) = self.values.bounds_out(at);
        let (points, counts) = (written.value(slot), state.counts(written));
        for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
            (*least, *most) = counted(points_of(check, points, row), counts.get(row));
        }
    }

    /// The points of a check at a row; where they are in error, all they could be.
    pub fn points_of(&self, check: &CheckProgram, row: usize) -> Ends {
        points_of(check, self.value(check.points.node), row)
    }

    /// What a check contributes at a row.
    pub fn contribution(&self, state: &CheckState, row: usize) -> Ends {
        state.contribution_at(self.values.all(), row)
    }

    /// Whether the points of a check count at a row.
    pub fn counts(&self, state: &CheckState, row: usize) -> Option<bool> {
        state.counts(self.values.all()).get(row)
    }

    /// The outcome of a check at a row.
    pub fn outcome(&self, state: &CheckState, row: usize) -> Outcome {
        let written = self.values.all();
        outcome(state.applies(written).get(row), state.failed(written).get(row), state.scored)
    }

    /// Whether a check applies, and whether it fails.
    pub fn check_truths(&self, state: &CheckState) -> (Truth, Truth) {
        let written = self.values.all();
        (state.applies(written), state.failed(written))
    }
}

/// Where the answers of an observed check are that it fails or not, and where that it does not apply.
fn answer(rows: Rows<'_>, input: usize) -> (Truth, u64) {
    let (group, start) = match rows {
        Rows::Places(_, group, start) => (group, start),
        Rows::One(place) => {
            let Known { known, code, .. } = place.value(input as u32);
            return (Truth::known(code, u64::from(known)), 0);
        }
        Rows::Records(_) | Rows::Anything => return (Truth::UNKNOWN, 0),
    };
    match group.columns.get(input) {
        Some(Column { values: Stored::Bits(fails), known, not_applicable }) => {
            let answer = Truth::known(fails.word_from(start), known.word_from(start));
            (answer, not_applicable.word_from(start))
        }
        _ => (Truth::UNKNOWN, 0),
    }
}
