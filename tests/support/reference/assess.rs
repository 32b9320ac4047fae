//! One place assessed with unknown facts: outcomes, tallies, score, results, levels, adjusts, by docs/results.md.

mod tally;

use super::expression::{Number, Truth};
use super::interval::{Interval, round};
use super::kleene::{Kleene, Stage};
use super::model::{Adjustment, Cell as Fact, Check, Grade, Pack, Place, Points, Rule, Score};
use super::mutation::Mutation;
use super::reads::{Input, Reads};
use super::vocabulary::{CHECKS, SITE_LEVELS};
use paicha::assessment::Outcome;
use std::cell::Cell;

/// What came of a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub outcome: Outcome,
    pub applies: Option<bool>,
    /// What it counts when it counts.
    pub points: Interval,
    /// What it counts.
    pub contribution: Interval,
    /// The most it could ever count.
    pub full: f64,
    /// Whether the grade is major.
    pub major: Option<bool>,
    /// The documents do not say which: a run-time error beside facts that are not applicable.
    pub either: bool,
}

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
    let campaign = !check.in_campaign || meets(place, &pack.campaign.kinds);
    let window = !check.in_campaign || within(as_of, Some(pack.campaign.window.0), Some(pack.campaign.window.1));
    (campaign && meets(place, &check.kinds), window && within(as_of, check.effective.0, check.effective.1))
}

/// A place about which nothing is known.
fn nobody_looked() -> Place {
    let (bools, numbers, choices) = ([Fact::Unknown; 4], [Fact::Unknown; 3], [Fact::Unknown; 2]);
    let (tags, dates, answers) = (Fact::Unknown, [Fact::Unknown; 2], [Fact::Unknown; CHECKS]);
    Place { kinds: Vec::new(), bools, numbers, choices, tags, dates, answers, since: None, region: None }
}

impl<'a> Reference<'a> {
    fn kleene<'b>(&self, place: &'b Place, stage: Stage<'b>) -> Kleene<'b>
    where
        'a: 'b,
    {
        Kleene { pack: self.pack, place, as_of: self.as_of, stage, mutation: self.mutation, whatever: false, erred: Cell::new(false) }
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
        let inputs: Vec<_> = reads.inputs.into_iter().filter(|input| !matches!(input, Input::Since | Input::Region)).collect();
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

    fn verdict(&self, index: usize, check: &Check, place: &Place) -> Verdict {
        let before = self.kleene(place, Stage::Before);
        let mut applies = check.applies_if.as_ref().map_or(Some(true), |truth| before.truth(truth));
        if let Some(scope) = self.pack.campaign.scope.as_ref().filter(|_| check.in_campaign) {
            applies = match (before.truth(scope), applies) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        let (outcome, applies) = match &check.rule {
            Rule::Scored => (scored(applies), applies),
            Rule::Derived(fails_if) => (self.outcome(applies, before.truth(fails_if)), applies),
            Rule::Observed => match place.answers[index] {
                Fact::NotApplicable => (Outcome::NotApplicable, Some(false)),
                Fact::Known(fails) => (self.outcome(applies, Some(fails)), applies),
                Fact::Unknown => (self.outcome(applies, None), applies.filter(|applies| !applies)),
            },
        };
        let points = self.points(&check.points, &self.kleene(place, Stage::After(None)));
        let undecided = match (&check.rule, outcome) {
            (Rule::Derived(_), outcome) => outcome == Outcome::Unknown,
            (Rule::Scored, Outcome::Scored) => !points.is_point(),
            (Rule::Scored, outcome) => outcome == Outcome::NotFailed,
            (Rule::Observed, _) => false,
        };
        let waits_in_vain = undecided && self.waits_in_vain(check, place);
        let either = waits_in_vain && before.erred.get();
        let (outcome, applies) = match waits_in_vain && !either && !self.mutated(Mutation::NotApplicableIsUnknown) {
            true => (Outcome::NotApplicable, Some(false)),
            false => (outcome, applies),
        };
        let nothing = Interval::point(0.0);
        let contribution = match outcome {
            Outcome::Failed | Outcome::Scored => points,
            Outcome::Unknown if self.mutated(Mutation::UnknownCountsNothing) => nothing,
            Outcome::Unknown => nothing.hull(points),
            Outcome::NotFailed if check.rule == Rule::Scored => nothing.hull(points),
            _ => nothing,
        };
        let major = match &check.grade {
            Grade::General => Some(false),
            Grade::Major => Some(true),
            Grade::MajorIf(truth) => self.kleene(place, Stage::After(None)).truth(truth),
        };
        let full = self.full(check);
        Verdict { outcome, applies, points, contribution, full, major, either }
    }

    fn outcome(&self, applies: Option<bool>, fails: Option<bool>) -> Outcome {
        match (applies, fails) {
            (Some(false), _) => Outcome::NotApplicable,
            (Some(true), Some(true)) => Outcome::Failed,
            (Some(true), Some(false)) => Outcome::Passed,
            (None, Some(false)) if self.mutated(Mutation::NotFailedIsPassed) => Outcome::Passed,
            (None, Some(false)) => Outcome::NotFailed,
            (_, None) | (None, Some(true)) => Outcome::Unknown,
        }
    }

    /// Whether every unknown fact that decides a check, or the points of a scored one, is not applicable.
    fn waits_in_vain(&self, check: &Check, place: &Place) -> bool {
        let mut reads = Reads::outcome_of(self.pack, check);
        if check.rule == Rule::Scored {
            reads.points(&check.points);
        }
        let facts = reads.inputs.iter().filter(|input| !matches!(input, Input::Since | Input::Region));
        let mut waits = facts.filter_map(|input| not_applicable(place, *input));
        waits.next().is_some_and(|first| first && waits.all(|other| other))
    }

    fn points(&self, points: &Points, after: &Kleene) -> Interval {
        let place = after.place;
        let hull = |all: &[f64]| all.iter().map(|points| Interval::point(*points)).reduce(Interval::hull).unwrap_or(Interval::EVERYTHING);
        match points {
            Points::None => Interval::point(0.0),
            Points::Fixed(points) => Interval::point(*points),
            Points::Expression(number) => after.number(number).unwrap_or(Interval::EVERYTHING),
            Points::Bands(number, bands, last) => {
                let number = after.number(number).unwrap_or(Interval::EVERYTHING);
                let index = |number: f64| {
                    let within = |limit: f64, inclusive: bool| number < limit || inclusive && number == limit;
                    bands.iter().position(|band| within(band.limit, band.inclusive)).unwrap_or(bands.len())
                };
                let all: Vec<f64> = bands.iter().map(|band| band.points).chain([*last]).collect();
                hull(&all[index(number.least)..=index(number.most)])
            }
            Points::ChoiceMap(fact, points) => place.choices[*fact].known().map_or(hull(points), |option| Interval::point(points[option])),
            Points::BoolMap(fact, yes, no) => {
                place.bools[*fact].known().map_or(hull(&[*yes, *no]), |value| Interval::point(if value { *yes } else { *no }))
            }
        }
    }

    /// The most points of a check, whatever the place.
    fn full(&self, check: &Check) -> f64 {
        let place = nobody_looked();
        let whatever = Kleene { whatever: true, ..self.kleene(&place, Stage::After(None)) };
        self.points(&check.points, &whatever).most.max(0.0)
    }

    /// The most points of each check.
    pub fn full_points(&self) -> Vec<f64> {
        self.pack.checks.iter().map(|check| self.full(check)).collect()
    }

    fn conclude(&self, place: &Place, assessed: &mut Assessed<'a>) {
        assessed.score = self.formula(&self.pack.score, place, assessed);
        let number = |assessed: &Assessed, number: &Number| self.kleene(place, Stage::After(Some(assessed))).number(number);
        let truth = |assessed: &Assessed, truth: &Truth| self.kleene(place, Stage::After(Some(assessed))).truth(truth);
        if let Some(results) = &self.pack.results {
            assessed.ratio = self.formula(&results.number, place, assessed);
            assessed.alarming = truth(assessed, &results.truth);
            assessed.site_value = number(assessed, &results.value).unwrap_or(Interval::EVERYTHING).rising(|number| round(number, 2));
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
            Some(number) => self.kleene(place, Stage::After(Some(assessed))).number(number).unwrap_or(Interval::EVERYTHING),
            None => assessed.total(),
        };
        let value = value.rising(|number| number + 0.0);
        if self.mutated(Mutation::RoundingForgotten) { value } else { value.rising(|number| round(number, score.decimals)) }
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
                Adjustment::By(by) if self.mutated(Mutation::AdjustTurned) => (level as i64 + by).clamp(0, best) as usize,
                Adjustment::By(by) => (level as i64 - by).clamp(0, best) as usize,
            };
            let (better, worse) = if of_result { assessed.site } else { assessed.level.unwrap_or((0, 0)) };
            let ends = match holds {
                Some(true) => (shifted(better), shifted(worse)),
                None if !self.mutated(Mutation::UnknownAdjustForgotten) => (better.max(shifted(better)), worse.min(shifted(worse))),
                _ => (better, worse),
            };
            if of_result { assessed.site = ends } else { assessed.level = Some(ends) }
        }
    }
}

fn scored(applies: Option<bool>) -> Outcome {
    match applies {
        Some(true) => Outcome::Scored,
        Some(false) => Outcome::NotApplicable,
        None => Outcome::NotFailed,
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
        Input::Date(fact) => of(&place.dates[fact]),
        Input::Since => place.since.is_none().then_some(false),
        Input::Region => place.region.is_none().then_some(false),
        Input::Answer(check) => of(&place.answers[check]),
    }
}
