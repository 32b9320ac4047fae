//! One place assessed with unknown facts: outcomes, tallies, score, results, levels, adjusts, by docs/results.md.

mod tally;
mod verdict;

pub use verdict::{Settled, Verdict};

use super::expression::{Number, Truth};
use super::interval::{Interval, round};
use super::kleene::{Kleene, Stage};
use super::model::{Adjustment, Cell as Fact, Check, Pack, Place, Score};
use super::mutation::Mutation;
use super::reads::{Input, Reads};
use super::vocabulary::SITE_LEVELS;
use std::cell::Cell;

/// Everything concluded about one place.
#[derive(Clone, Debug)]
pub struct Assessed<'a> {
    pack: &'a Pack,
    caps_forgotten: bool,
    /// None: the place does not have the check.
    pub verdicts: Vec<Option<Verdict>>,
    pub out_of_force: usize,
    /// Known or not applicable inputs, and inputs, of the checks that are there.
    pub inputs: (usize, usize),
    pub score: Interval,
    pub ratio: Interval,
    pub alarming: Option<bool>,
    pub site_value: Interval,
    /// Better and worse end.
    pub site: (usize, usize),
    /// Better and worse end; none without levels.
    pub level: Option<(usize, usize)>,
}

/// How a place is assessed.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    pub pack: &'a Pack,
    pub as_of: i64,
    pub mutation: Option<Mutation>,
}

fn within(as_of: i64, from: Option<i64>, to: Option<i64>) -> bool {
    from.is_none_or(|from| from <= as_of) && to.is_none_or(|to| as_of <= to)
}

/// Whether something for these kinds (none: all) concerns the place.
pub fn meets(place: &Place, kinds: &[usize]) -> bool {
    kinds.is_empty() || kinds.iter().any(|kind| place.kinds.contains(kind))
}

/// Whether the check is for the place, and in force.
pub fn there(pack: &Pack, check: &Check, place: &Place, as_of: i64) -> (bool, bool) {
    // The kinds of a campaign are those of its checks that say none of their own.
    let kinds = if check.kinds.is_empty() && check.in_campaign { &pack.campaign.kinds } else { &check.kinds };
    let window = !check.in_campaign || within(as_of, Some(pack.campaign.window.0), Some(pack.campaign.window.1));
    (meets(place, kinds), window && within(as_of, check.effective.0, check.effective.1))
}

impl<'a> Reference<'a> {
    fn kleene<'b>(&self, place: &'b Place, stage: Stage<'b>) -> Kleene<'b>
    where
        'a: 'b,
    {
        Kleene {
            pack: self.pack,
            place,
            as_of: self.as_of,
            stage,
            mutation: self.mutation,
            whatever: false,
            erred: Cell::new(false),
        }
    }

    fn mutated(&self, mutation: Mutation) -> bool {
        self.mutation == Some(mutation)
    }

    /// Assesses a place.
    pub fn assess(&self, place: &Place) -> Assessed<'a> {
        let mut out_of_force = 0;
        let verdict = |index: usize| {
            let check = &self.pack.checks[index];
            match there(self.pack, check, place, self.as_of) {
                (true, true) => Some(self.verdict(index, check, place)),
                (concerned, _) => {
                    out_of_force += usize::from(concerned);
                    None
                }
            }
        };
        let verdicts: Vec<_> = (0..self.pack.checks.len()).map(verdict).collect();
        let mut reads = Reads::new(self.pack);
        verdicts.iter().enumerate().filter(|(_, verdict)| verdict.is_some()).for_each(|(index, _)| reads.check(index));
        let inputs: Vec<_> =
            reads.inputs.into_iter().filter(|input| !matches!(input, Input::Since | Input::Region)).collect();
        let known = inputs.iter().filter(|input| not_applicable(place, **input) != Some(false)).count();
        let inputs = (known, inputs.len());
        let mut assessed = Assessed {
            pack: self.pack,
            caps_forgotten: self.mutated(Mutation::CapForgotten),
            verdicts,
            out_of_force,
            inputs,
            score: Interval::point(0.0),
            ratio: Interval::point(0.0),
            alarming: None,
            site_value: Interval::point(0.0),
            site: (0, 0),
            level: None,
        };
        self.conclude(place, &mut assessed);
        assessed
    }

    fn conclude(&self, place: &Place, assessed: &mut Assessed<'a>) {
        assessed.score = self.formula(&self.pack.score, place, assessed);
        let number =
            |assessed: &Assessed, number: &Number| self.kleene(place, Stage::After(Some(assessed))).number(number);
        let truth = |assessed: &Assessed, truth: &Truth| self.kleene(place, Stage::After(Some(assessed))).truth(truth);
        if let Some(results) = &self.pack.results {
            assessed.ratio = self.formula(&results.number, place, assessed);
            assessed.alarming = truth(assessed, &results.truth);
            assessed.site_value =
                number(assessed, &results.value).unwrap_or(Interval::EVERYTHING).rising(|number| round(number, 2));
            let holds: Vec<_> = results.levels.iter().map(|when| truth(assessed, when)).collect();
            assessed.site = self.ends(&holds);
            self.adjust(place, assessed, true);
        }
        if !self.pack.levels.is_empty() {
            let holds: Vec<_> = self.pack.levels.iter().map(|when| truth(assessed, when)).collect();
            assessed.level = Some(self.ends(&holds));
            self.adjust(place, assessed, false);
        }
    }

    fn formula(&self, score: &Score, place: &Place, assessed: &Assessed) -> Interval {
        let value = match &score.value {
            Some(number) => {
                self.kleene(place, Stage::After(Some(assessed))).number(number).unwrap_or(Interval::EVERYTHING)
            }
            None => assessed.total(),
        };
        let value = value.rising(|number| number + 0.0);
        if self.mutated(Mutation::RoundingForgotten) {
            value
        } else {
            value.rising(|number| round(number, score.decimals))
        }
    }

    /// The first that certainly holds, and the first that is not certainly false.
    fn ends(&self, holds: &[Option<bool>]) -> (usize, usize) {
        let first = |fits: fn(&Option<bool>) -> bool| holds.iter().position(fits).unwrap_or(holds.len());
        let better = first(|holds| *holds == Some(true));
        let worse = first(|holds| *holds != Some(false));
        (better, if self.mutated(Mutation::WorseLevelForgotten) { better } else { worse })
    }

    fn adjust(&self, place: &Place, assessed: &mut Assessed<'a>, of_result: bool) {
        let best = if of_result { SITE_LEVELS.len() } else { self.pack.level_count() } as i64 - 1;
        for adjust in self.pack.adjusts.iter().filter(|adjust| adjust.of_result == of_result) {
            let holds = self.kleene(place, Stage::After(Some(assessed))).truth(&adjust.when);
            let shifted = |level: usize| match adjust.adjustment {
                Adjustment::To(to) => to.min(best as usize),
                Adjustment::By(by) if self.mutated(Mutation::AdjustTurned) => {
                    (level as i64 + by).clamp(0, best) as usize
                }
                Adjustment::By(by) => (level as i64 - by).clamp(0, best) as usize,
            };
            let (better, worse) = if of_result { assessed.site } else { assessed.level.unwrap_or((0, 0)) };
            let ends = match holds {
                Some(true) => (shifted(better), shifted(worse)),
                None if !self.mutated(Mutation::UnknownAdjustForgotten) => {
                    (better.max(shifted(better)), worse.min(shifted(worse)))
                }
                _ => (better, worse),
            };
            if of_result { assessed.site = ends } else { assessed.level = Some(ends) }
        }
    }
}

/// None where the input is known; else whether it is not applicable.
pub fn not_applicable(place: &Place, input: Input) -> Option<bool> {
    fn of<T>(cell: &Fact<T>) -> Option<bool> {
        match cell {
            Fact::Known(_) => None,
            Fact::NotApplicable => Some(true),
            Fact::Unknown => Some(false),
        }
    }
    match input {
        Input::Bool(fact) => of(&place.bools[fact]),
        Input::Number(fact) => of(&place.numbers[fact]),
        Input::Choice(fact) => of(&place.choices[fact]),
        Input::Tags => of(&place.tags),
        Input::Text => of(&place.text),
        Input::Date(fact) => of(&place.dates[fact]),
        Input::Since => place.since.is_none().then_some(false),
        Input::Region => place.region.is_none().then_some(false),
        Input::Answer(check) => of(&place.answers[check]),
    }
}
