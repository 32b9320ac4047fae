//! Outcomes and contributions of the checks of a plan.

use super::bits::words;
use super::compute::Reading;
use super::layout::{Layout, Slot};
use super::values::{Ends, Out, Truth, TruthOut, Value, Values, Written};
use super::{Rows, Run};
use crate::assessment::Outcome;
use crate::program::{CheckProgram, CheckTruth, Verdict};
use crate::table::{Group, Values as Stored};

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

    /// Whether it applies.
    pub fn applies<'v>(&self, written: Written<'v>) -> Truth<'v> {
        written.truth_at(self.applies)
    }

    /// Whether it applies and fails; for a scored check, never.
    pub fn failed<'v>(&self, written: Written<'v>) -> Truth<'v> {
        written.truth_at(self.failed)
    }

    /// Whether its points count: where it fails, or where a scored check applies.
    pub fn counts<'v>(&self, written: Written<'v>) -> Truth<'v> {
        written.truth_at(if self.scored { self.applies } else { self.failed })
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
    pub(super) fn check_truth(&self, truth: CheckTruth, check: u32, mut out: TruthOut<'_>) {
        let Some(state) = self.plan.check(check) else { return out.fill(Some(false)) };
        match truth {
            CheckTruth::Failed => out.copy(state.failed(self.written)),
            CheckTruth::Applies => out.copy(state.applies(self.written)),
            CheckTruth::Decided if self.is_anything() => out.fill(None),
            CheckTruth::Decided => out.rows(self.written.rows, |row| Some(decided(state, self.written, row))),
        }
    }
}

impl Run<'_> {
    pub(super) fn decide_checks(&mut self) {
        let plan = self.plan;
        let excuses = match self.rows {
            Rows::Places(_, group, start) if group.any_not_applicable() => Some((group, start)),
            _ => None,
        };
        for state in &plan.checks {
            let check = &self.context.program.checks[state.index as usize];
            self.decide(state, check);
            if let (Some((group, start)), false) = (excuses, matches!(check.verdict, Verdict::Answer(_))) {
                self.excuse(state, check, group, start);
            }
            self.contribute(state, check);
        }
    }

    /// Whether a check applies, and whether it applies and fails.
    fn decide(&mut self, state: &CheckState, check: &CheckProgram) {
        let plan = self.plan;
        let (written, out) = self.values.split(Slot::Truth(state.applies));
        let Out::Truth(mut applies) = out else { return };
        match &check.applies {
            Some(root) => {
                let own = written.truth(plan.slot(root.node));
                applies.yes.copy_from_slice(own.yes);
                applies.no.copy_from_slice(own.no);
            }
            None => applies.fill(Some(true)),
        }
        if let Verdict::Answer(input) = check.verdict {
            answer(applies, self.rows, input as usize, |applies, known, _, not_applicable| TruthWord {
                yes: applies.yes & known,
                no: applies.no | not_applicable,
            });
        }
        let (written, out) = self.values.split(Slot::Truth(state.failed));
        let Out::Truth(mut failed) = out else { return };
        let applies = state.applies(written);
        match &check.verdict {
            Verdict::Rule(root) => {
                let fails = written.truth(plan.slot(root.node));
                super::bits::combine(failed.yes, applies.yes, fails.yes, |applies, fails| applies & fails);
                super::bits::combine(failed.no, applies.no, fails.no, |applies, fails| applies | fails);
            }
            Verdict::Answer(input) => {
                failed.yes.copy_from_slice(applies.yes);
                failed.no.copy_from_slice(applies.no);
                answer(failed, self.rows, *input as usize, |applies, known, fails, _| TruthWord {
                    yes: applies.yes & known & fails,
                    no: applies.no | known & !fails,
                });
            }
            Verdict::Scored => failed.fill(Some(false)),
        }
    }

    /// What is left undecided where all the unknown facts that a check reads do not apply, does not apply either. While
    /// something it reads is blank, that is not known.
    fn excuse(&mut self, state: &CheckState, check: &CheckProgram, group: &Group, start: usize) {
        let columns = || check.reads.iter().filter_map(|input| group.columns.get(*input as usize));
        if columns().all(|column| column.not_applicable.is_empty()) {
            return;
        }
        let excused = (0..words(self.values.rows())).map(|word| {
            let (mut any, mut settled) = (0, u64::MAX);
            for column in columns() {
                let not_applicable = column.not_applicable.word_from(start + word * 64);
                any |= not_applicable;
                settled &= not_applicable | column.known.word_from(start + word * 64);
            }
            let open = if any == 0 { 0 } else { self.left_open(state, check, word) };
            (any & settled & open, any & !settled & open)
        });
        let excused: Vec<(u64, u64)> = excused.collect();
        let (_, out) = self.values.split(Slot::Truth(state.applies));
        if let Out::Truth(applies) = out {
            for ((yes, no), (settled, blank)) in applies.yes.iter_mut().zip(applies.no).zip(&excused) {
                *yes &= !(settled | blank);
                *no |= settled;
            }
        }
        let (written, out) = self.values.split(Slot::Truth(state.failed));
        if let Out::Truth(failed) = out {
            let applies = state.applies(written);
            let words = failed.yes.iter_mut().zip(failed.no).zip(applies.yes.iter().zip(applies.no)).zip(&excused);
            for (((yes, no), (applies_yes, applies_no)), (settled, _)) in words {
                *yes &= applies_yes;
                *no |= applies_no | settled;
            }
        }
    }

    /// Rows of a word in which the verdict (or, for a scored check, its points) could still be something else.
    fn left_open(&self, state: &CheckState, check: &CheckProgram, word: usize) -> u64 {
        let written = self.values.all();
        if !state.scored {
            let failed = state.failed(written);
            return !(failed.yes[word] | failed.no[word]);
        }
        let applies = state.applies(written);
        let points = written.value(self.plan.slot(check.points.node));
        let rows = (word * 64..self.values.rows().min(word * 64 + 64)).filter(|row| points.undetermined(*row));
        rows.fold(!(applies.yes[word] | applies.no[word]), |open, row| open | 1 << (row % 64))
    }

    fn contribute(&mut self, state: &CheckState, check: &CheckProgram) {
        let Contribution::Varies(at) = state.contribution else { return };
        let plan = self.plan;
        let (written, out) = self.values.split(Slot::Bounds(at));
        let Out::Bounds(least, most) = out else { return };
        let (points, counts) = (written.value(plan.slot(check.points.node)), state.counts(written));
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
    pub fn check_truths(&self, state: &CheckState) -> (Truth<'_>, Truth<'_>) {
        let written = self.values.all();
        (state.applies(written), state.failed(written))
    }
}

/// A truth of 64 rows.
struct TruthWord {
    yes: u64,
    no: u64,
}

/// Joins a truth with the answers of an observed check: `with` sees it, where there is an answer, where it is that the
/// check fails, and where that it does not apply.
fn answer(truth: TruthOut<'_>, rows: Rows<'_>, input: usize, with: impl Fn(TruthWord, u64, u64, u64) -> TruthWord) {
    let column = match rows {
        Rows::Places(_, group, start) => group.columns.get(input).map(|column| (column, start)),
        _ => None,
    };
    for (word, (yes, no)) in truth.yes.iter_mut().zip(truth.no).enumerate() {
        let (known, fails, not_applicable) = column.map_or((0, 0, 0), |(column, start)| {
            let row = start + word * 64;
            let fails = if let Stored::Bits(bits) = &column.values { bits.word_from(row) } else { 0 };
            (column.known.word_from(row), fails, column.not_applicable.word_from(row))
        });
        let joined = with(TruthWord { yes: *yes, no: *no }, known, fails, not_applicable);
        (*yes, *no) = (joined.yes, joined.no);
    }
}
