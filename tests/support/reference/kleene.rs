//! Expressions with unknown facts, as docs/results.md has them: Kleene's tables before the checks, intervals after them.

use super::calendar;
use super::expression::{Aggregate, Arithmetic, Comparison, Day, Number, Target, Truth, Unit};
use super::interval::{Interval, round};
use super::model::{Cell as Fact, Pack, Place};
use super::mutation::Mutation;
use super::vocabulary::{PIECES, RANGES, REGIONS, TAG_OPTIONS, TEXTS};
use std::cell::Cell;

/// What the checks and later stages have concluded so far.
pub trait Conclusions {
    /// A truth of one check.
    fn truth_of(&self, aggregate: Aggregate, check: usize) -> Option<bool>;
    /// A number over checks.
    fn number_of(&self, aggregate: Aggregate, target: Target) -> Interval;
    fn score(&self) -> Interval;
    fn result_number(&self) -> Interval;
    fn result_truth(&self) -> Option<bool>;
    /// The better and the worse end of the level result.
    fn result_level(&self) -> (usize, usize);
    fn value(&self) -> Interval;
}

/// When an expression is evaluated.
#[derive(Clone, Copy)]
pub enum Stage<'a> {
    Before,
    /// Numbers are intervals; what the checks say, unless it sees facts only.
    After(Option<&'a dyn Conclusions>),
}

/// One place, one date, one stage.
pub struct Kleene<'a> {
    pub pack: &'a Pack,
    pub place: &'a Place,
    pub as_of: i64,
    pub stage: Stage<'a>,
    pub mutation: Option<Mutation>,
    /// Whether it is asked what could be at any place on any date: then an assumption is no more certain than a fact.
    pub whatever: bool,
    /// Whether a value was not finite.
    pub erred: Cell<bool>,
}

fn and(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

impl<'a> Kleene<'a> {
    fn after(&self) -> bool {
        matches!(self.stage, Stage::After(_))
    }

    fn conclusions(&self) -> &'a dyn Conclusions {
        match self.stage {
            Stage::After(Some(conclusions)) => conclusions,
            _ => panic!("the expression sees facts only"),
        }
    }

    fn mutated(&self, mutation: Mutation) -> bool {
        self.mutation == Some(mutation)
    }

    pub fn truth(&self, truth: &Truth) -> Option<bool> {
        match truth {
            Truth::Literal(value) => Some(*value),
            Truth::Fact(fact) => self.place.bools[*fact].known(),
            Truth::Derived(derived) => self.truth(&self.pack.derived_truths[*derived]),
            Truth::Not(truth) => not(self.truth(truth)),
            Truth::And(left, right) if self.mutated(Mutation::UnknownIsFalse) => {
                Some(self.truth(left) == Some(true) && self.truth(right) == Some(true))
            }
            Truth::And(left, right) => and(self.truth(left), self.truth(right)),
            Truth::Or(left, right) => not(and(not(self.truth(left)), not(self.truth(right)))),
            Truth::Same(same, left, right) => Some((self.truth(left)? == self.truth(right)?) == *same),
            Truth::If(condition, yes, no) => match self.truth(condition) {
                Some(true) => self.truth(yes),
                Some(false) => self.truth(no),
                None => self.truth(yes).filter(|yes| self.truth(no) == Some(*yes)),
            },
            Truth::Compare(comparison, left, right) => {
                self.compare(*comparison, self.number(left)?, self.number(right)?)
            }
            Truth::CompareDays(comparison, left, right) => {
                let (left, right) = (self.day(left)? as f64, self.day(right)? as f64);
                Interval::point(left).compare(*comparison, Interval::point(right))
            }
            Truth::NumberIn(number, list) => {
                let number = self.number(number)?;
                let mut any = Some(false);
                for item in list {
                    let same = number.compare(Comparison::Equal, Interval::point(*item));
                    any = not(and(not(any), not(same)));
                }
                any
            }
            Truth::ChoiceIs(is, fact, option) => self.place.choices[*fact].known().map(|own| (own == *option) == *is),
            Truth::ChoiceIn(fact, options) => self.place.choices[*fact].known().map(|own| options.contains(&own)),
            Truth::Tagged(option) => self.place.tags.known().map(|tags| tags >> option & 1 == 1),
            Truth::Assume(..) | Truth::KnownBool(_) | Truth::KnownNumber(_) if self.whatever => None,
            Truth::Kind(_) | Truth::Region(_) | Truth::During | Truth::InRegister if self.whatever => None,
            Truth::TextIs(is, text) => self.place.text.known().map(|own| (own == *text) == *is),
            Truth::TextStarts(piece) => self.place.text.known().map(|own| TEXTS[own].starts_with(PIECES[*piece])),
            Truth::TextContains(piece) => self.place.text.known().map(|own| TEXTS[own].contains(PIECES[*piece])),
            Truth::Assume(fact, other) => self.place.bools[*fact].known().or_else(|| self.truth(other)),
            Truth::KnownBool(fact) => Some(self.place.bools[*fact].known().is_some()),
            Truth::KnownNumber(fact) => Some(self.place.numbers[*fact].known().is_some()),
            Truth::Kind(kind) => Some(self.place.kinds.contains(kind)),
            Truth::Region(region) => {
                let path = REGIONS[self.place.region?];
                let wanted = REGIONS[*region];
                Some(path == wanted || path.starts_with(&format!("{wanted}/")))
            }
            Truth::During => Some(self.pack.window.0 <= self.as_of && self.as_of <= self.pack.window.1),
            Truth::InRegister => self.place.since.map(|since| since <= self.as_of),
            Truth::Failed(check) => self.conclusions().truth_of(Aggregate::Failed, self.pack.check(*check)),
            Truth::Applies(check) => self.conclusions().truth_of(Aggregate::Applies, self.pack.check(*check)),
            Truth::KnownCheck(check) => self.conclusions().truth_of(Aggregate::Known, self.pack.check(*check)),
            Truth::ResultTruth => self.conclusions().result_truth(),
            Truth::ResultLevel(is, level) => {
                let (better, worse) = self.conclusions().result_level();
                if better == worse {
                    return Some((better == *level) == *is);
                }
                if (worse..=better).contains(level) { None } else { Some(!*is) }
            }
        }
    }

    fn compare(&self, comparison: Comparison, left: Interval, right: Interval) -> Option<bool> {
        let comparison = match comparison {
            Comparison::LessOrEqual if self.mutated(Mutation::AtMostIsBelow) => Comparison::Less,
            other => other,
        };
        left.compare(comparison, right)
    }

    /// None where it is unknown before the checks; after them an unknown number is an interval without bounds.
    pub fn number(&self, number: &Number) -> Option<Interval> {
        let value = self.number_or_unknown(number);
        let finite = |value: &Interval| !value.is_point() || value.least.is_finite();
        let value = value.filter(|value| {
            let fine = finite(value) && !value.least.is_nan() && !value.most.is_nan();
            if !fine {
                self.erred.set(true);
            }
            fine
        });
        if self.after() { Some(value.unwrap_or(Interval::EVERYTHING)) } else { value }
    }

    fn fact(&self, fact: usize) -> Option<Interval> {
        let range = RANGES[fact].map(|(least, most)| Interval::new(least, most));
        match self.place.numbers[fact] {
            Fact::Known(number) => Some(Interval::point(number)),
            _ if self.after() || self.mutated(Mutation::RangeBeforeChecks) => range,
            _ => None,
        }
    }

    fn number_or_unknown(&self, number: &Number) -> Option<Interval> {
        match number {
            Number::Literal(number) => Some(Interval::point(*number)),
            Number::Fact(fact) => self.fact(*fact),
            Number::Derived(derived) => self.number(&self.pack.derived_numbers[*derived]),
            Number::Negate(number) => self.number(number).map(Interval::negate),
            Number::Arithmetic(operation, left, right) => self.arithmetic(*operation, left, right),
            Number::Min(list) => {
                self.all(list, |left, right| Interval::new(left.least.min(right.least), left.most.min(right.most)))
            }
            Number::Max(list) => {
                self.all(list, |left, right| Interval::new(left.least.max(right.least), left.most.max(right.most)))
            }
            Number::Abs(number) => self.number(number).map(Interval::abs),
            Number::Floor(number) => Some(self.number(number)?.rising(f64::floor)),
            Number::Ceil(number) => Some(self.number(number)?.rising(f64::ceil)),
            Number::Round(number) => Some(self.number(number)?.rising(|number| round(number, 0))),
            Number::RoundTo(number, decimals) => Some(self.number(number)?.rising(|number| round(number, *decimals))),
            Number::Clamp(number, low, high) => Some(self.number(number)?.rising(|number| number.clamp(*low, *high))),
            Number::Power(number, exponent) => Some(self.number(number)?.power(*exponent)),
            Number::Count(list) => {
                let truths: Vec<_> = list.iter().map(|truth| self.truth(truth)).collect();
                let least = truths.iter().filter(|truth| **truth == Some(true)).count();
                let forgotten = self.mutated(Mutation::CountForgetsUnknown);
                let open = truths.iter().filter(|truth| truth.is_none() && !forgotten).count();
                Some(Interval::new(least as f64, (least + open) as f64))
            }
            Number::If(condition, yes, no) => match self.truth(condition) {
                Some(true) => self.number(yes),
                Some(false) => self.number(no),
                None => {
                    let both = self.number(yes)?.hull(self.number(no)?);
                    (self.after() || both.is_point()).then_some(both)
                }
            },
            Number::Assume(fact, other) => match self.place.numbers[*fact].known() {
                Some(number) => Some(Interval::point(number)),
                None if self.whatever => Some(self.fact(*fact)?.hull(self.number(other)?)),
                None => self.number(other),
            },
            Number::TagCount => match self.place.tags.known() {
                Some(tags) => Some(Interval::point(f64::from(tags.count_ones()))),
                None => self.after().then_some(Interval::new(0.0, TAG_OPTIONS.len() as f64)),
            },
            Number::Between(unit, from, to) => Some(Interval::point(between(*unit, self.day(from)?, self.day(to)?))),
            Number::Part(unit, day) => match self.day(day) {
                Some(day) => Some(Interval::point(part(*unit, day))),
                None => self.after().then_some(match unit {
                    Unit::Days => Interval::new(1.0, 31.0),
                    Unit::Months => Interval::new(1.0, 12.0),
                    Unit::Years => Interval::new(1.0, 9999.0),
                }),
            },
            Number::Of(aggregate, target) => {
                let target = match target {
                    Target::Check(check) => Target::Check(self.pack.check(*check)),
                    other => *other,
                };
                Some(self.conclusions().number_of(*aggregate, target))
            }
            Number::Score => Some(self.conclusions().score()),
            Number::ResultNumber => Some(self.conclusions().result_number()),
            Number::Value => Some(self.conclusions().value()),
        }
    }

    fn all(&self, list: &[Number], combine: impl Fn(Interval, Interval) -> Interval) -> Option<Interval> {
        let numbers: Option<Vec<_>> = list.iter().map(|number| self.number(number)).collect();
        numbers?.into_iter().reduce(combine)
    }

    fn arithmetic(&self, operation: Arithmetic, left: &Number, right: &Number) -> Option<Interval> {
        let (left, right) = (self.number(left), self.number(right));
        Some(left?.arithmetic(operation, right?))
    }

    /// A date is a date or unknown, before the checks and after.
    pub fn day(&self, day: &Day) -> Option<i64> {
        match day {
            Day::Literal(day) => Some(*day),
            Day::Fact(fact) => self.place.dates[*fact].known(),
            Day::AsOf => Some(self.as_of).filter(|_| !self.whatever),
            Day::Since => self.place.since,
            Day::Add(unit, day, count) => self.day(day).map(|day| add(*unit, day, *count)),
            Day::Earliest(left, right) => Some(self.day(left)?.min(self.day(right)?)),
            Day::If(condition, yes, no) => match self.truth(condition) {
                Some(true) => self.day(yes),
                Some(false) => self.day(no),
                None => self.day(yes).filter(|yes| self.day(no) == Some(*yes)),
            },
        }
    }
}

/// Whole units from one date to another.
pub fn between(unit: Unit, from: i64, to: i64) -> f64 {
    let whole = match unit {
        Unit::Days => to - from,
        Unit::Months => calendar::months_between(from, to),
        Unit::Years => calendar::months_between(from, to) / 12,
    };
    whole as f64
}

/// The day, month or year of a date.
pub fn part(unit: Unit, day: i64) -> f64 {
    let (year, month, date) = calendar::parts(day);
    let part = match unit {
        Unit::Days => date,
        Unit::Months => month,
        Unit::Years => year,
    };
    part as f64
}

/// A date so many units later.
pub fn add(unit: Unit, day: i64, count: i64) -> i64 {
    match unit {
        Unit::Days => day + count,
        Unit::Months => calendar::add_months(day, count),
        Unit::Years => calendar::add_months(day, count * 12),
    }
}
