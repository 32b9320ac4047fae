//! One check at one place: its outcome, and what it counts.

use super::{Reference, not_applicable};
use crate::reference::interval::Interval;
use crate::reference::kleene::{Kleene, Stage};
use crate::reference::model::{Cell as Fact, Check, Grade, Place, Points, Rule};
use crate::reference::mutation::Mutation;
use crate::reference::reads::{Input, Reads};
use crate::reference::vocabulary::CHECKS;
use paicha::assessment::Outcome;

/// How much of a check the documents settle, where facts that are not applicable leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// All of it.
    Fully,
    /// Not whether it applies: when more is known it may turn out to be not applicable.
    Outcome,
    /// Nothing: it also waits for what is no fact (since, region, a value that is not finite).
    No,
}

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
    pub settled: Settled,
}

/// A place about which nothing is known.
fn nobody_looked() -> Place {
    let (bools, numbers, choices) = ([Fact::Unknown; 4], [Fact::Unknown; 3], [Fact::Unknown; 2]);
    let (tags, text, dates, answers) = (Fact::Unknown, Fact::Unknown, [Fact::Unknown; 2], [Fact::Unknown; CHECKS]);
    Place { kinds: Vec::new(), bools, numbers, choices, tags, text, dates, answers, since: None, region: None }
}

fn scored(applies: Option<bool>) -> Outcome {
    match applies {
        Some(true) => Outcome::Scored,
        Some(false) => Outcome::NotApplicable,
        None => Outcome::NotFailed,
    }
}

impl<'a> Reference<'a> {
    pub(super) fn verdict(&self, index: usize, check: &Check, place: &Place) -> Verdict {
        let before = self.kleene(place, Stage::Before);
        let after = self.kleene(place, Stage::After(None));
        let (outcome, applies) = self.decided(index, check, &before);
        let points = self.points(&check.points, &after);
        let open = match (&check.rule, outcome) {
            (Rule::Derived(_), outcome) => outcome == Outcome::Unknown,
            (Rule::Scored, Outcome::Scored) => !points.is_point(),
            (Rule::Scored, outcome) => outcome == Outcome::NotFailed,
            (Rule::Observed, _) => false,
        };
        let in_vain = if open { self.waits_in_vain(check, place, before.erred.get()) } else { None };
        let (outcome, applies, settled) = match in_vain {
            Some(Settled::Fully) if !self.mutated(Mutation::NotApplicableIsUnknown) => {
                (Outcome::NotApplicable, Some(false), Settled::Fully)
            }
            Some(_) if outcome == Outcome::Scored => (outcome, applies, Settled::No),
            other => (outcome, applies, other.unwrap_or(Settled::Fully)),
        };
        let major = match &check.grade {
            Grade::General => Some(false),
            Grade::Major => Some(true),
            Grade::MajorIf(truth) => after.truth(truth),
        };
        let contribution = self.contribution(check, outcome, points);
        Verdict { outcome, applies, points, contribution, full: self.full(check), major, settled }
    }

    /// The outcome, and whether the check applies, by what is known.
    fn decided(&self, index: usize, check: &Check, before: &Kleene) -> (Outcome, Option<bool>) {
        let mut applies = check.applies_if.as_ref().map_or(Some(true), |truth| before.truth(truth));
        if let Some(scope) = self.pack.campaign.scope.as_ref().filter(|_| check.in_campaign) {
            applies = match (before.truth(scope), applies) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        match &check.rule {
            Rule::Scored => (scored(applies), applies),
            Rule::Derived(fails_if) => (self.outcome(applies, before.truth(fails_if)), applies),
            Rule::Observed => match before.place.answers[index] {
                Fact::NotApplicable => (Outcome::NotApplicable, Some(false)),
                Fact::Known(fails) => (self.outcome(applies, Some(fails)), applies),
                Fact::Unknown => (self.outcome(applies, None), applies.filter(|applies| !applies)),
            },
        }
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

    /// Whether an open check waits for facts that are not applicable: `Fully` where for nothing else, `Outcome` where
    /// for facts that are unknown too, `No` where for what is no fact.
    fn waits_in_vain(&self, check: &Check, place: &Place, erred: bool) -> Option<Settled> {
        let mut reads = Reads::outcome_of(self.pack, check);
        if check.rule == Rule::Scored {
            reads.points(&check.points);
        }
        let (no_facts, facts): (Vec<_>, Vec<_>) =
            reads.inputs.iter().partition(|input| matches!(input, Input::Since | Input::Region));
        let missing = |inputs: &[Input]| -> Vec<bool> {
            inputs.iter().filter_map(|input| not_applicable(place, *input)).collect()
        };
        let (facts, no_facts) = (missing(&facts), missing(&no_facts));
        match facts.contains(&true) {
            true if facts.contains(&false) => Some(Settled::Outcome),
            true if erred || !no_facts.is_empty() => Some(Settled::No),
            true => Some(Settled::Fully),
            false => None,
        }
    }

    fn contribution(&self, check: &Check, outcome: Outcome, points: Interval) -> Interval {
        let nothing = Interval::point(0.0);
        match outcome {
            Outcome::Failed | Outcome::Scored => points,
            Outcome::Unknown if self.mutated(Mutation::UnknownCountsNothing) => nothing,
            Outcome::Unknown => nothing.hull(points),
            Outcome::NotFailed if check.rule == Rule::Scored => nothing.hull(points),
            _ => nothing,
        }
    }

    fn points(&self, points: &Points, after: &Kleene) -> Interval {
        let place = after.place;
        let hull = |all: &[f64]| {
            all.iter().map(|points| Interval::point(*points)).reduce(Interval::hull).unwrap_or(Interval::EVERYTHING)
        };
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
            Points::ChoiceMap(fact, points) => {
                place.choices[*fact].known().map_or(hull(points), |option| Interval::point(points[option]))
            }
            Points::BoolMap(fact, yes, no) => place.bools[*fact]
                .known()
                .map_or(hull(&[*yes, *no]), |value| Interval::point(if value { *yes } else { *no })),
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
}
