//! A place of which everything is known, evaluated in plain two-valued logic on plain numbers.
//!
//! Shares nothing with the three-valued reference but the trees, the calendar and rounding. What is not known, or not
//! finite, is a [`Gap`], and the caller passes over the place.

use super::expression::{Aggregate, Comparison, Day, Number, Target, Truth};
use super::interval::{apply, round};
use super::kleene::{add, between, part};
use super::model::{Adjustment, Cell, Check, Grade, Pack, Place, Points, Rule};
use super::vocabulary::{PIECES, REGIONS, SITE_LEVELS, TEXTS};
use paicha::assessment::Outcome;

/// Something was not known, or not finite.
#[derive(Clone, Copy, Debug)]
pub struct Gap;

type Known<T> = Result<T, Gap>;

/// A check of the place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    pub outcome: Outcome,
    pub counted: f64,
    pub full: f64,
    pub major: bool,
}

impl Finding {
    fn failed(&self) -> bool {
        self.outcome == Outcome::Failed
    }

    fn applies(&self) -> bool {
        self.outcome != Outcome::NotApplicable
    }
}

/// Everything concluded about the place.
#[derive(Clone, Debug)]
pub struct Concrete<'a> {
    pack: &'a Pack,
    place: &'a Place,
    as_of: i64,
    /// The fullest points of each check, which do not depend on the place.
    full: &'a [f64],
    pub findings: Vec<Option<Finding>>,
    pub score: f64,
    pub ratio: f64,
    pub alarming: bool,
    pub site_value: f64,
    pub site: usize,
    pub level: Option<usize>,
}

fn known<T: Copy>(cell: &Cell<T>) -> Known<T> {
    cell.known().ok_or(Gap)
}

fn finite(number: f64) -> Known<f64> {
    if number.is_finite() { Ok(number) } else { Err(Gap) }
}

impl<'a> Concrete<'a> {
    /// Assesses a place. `full` are the most points of each check, `there` the checks that the place has.
    pub fn assess(pack: &'a Pack, place: &'a Place, as_of: i64, full: &'a [f64], there: &[bool]) -> Known<Self> {
        let findings = vec![None; pack.checks.len()];
        let mut own = Self {
            pack,
            place,
            as_of,
            full,
            findings,
            score: 0.0,
            ratio: 0.0,
            alarming: false,
            site_value: 0.0,
            site: 0,
            level: None,
        };
        for index in (0..pack.checks.len()).filter(|index| there[*index]) {
            own.findings[index] = Some(own.finding(index)?);
        }
        own.score = match &pack.score.value {
            Some(number) => own.number(number)?,
            None => own.total(),
        };
        own.score = round(own.score, pack.score.decimals);
        if let Some(results) = &pack.results {
            own.ratio = results.number.value.as_ref().map_or(Ok(0.0), |number| own.number(number))?;
            own.ratio = round(own.ratio, results.number.decimals);
            own.alarming = own.truth(&results.truth)?;
            own.site_value = round(own.number(&results.value)?, 2);
            own.site = own.adjusted(own.first(&results.levels)?, SITE_LEVELS.len(), true)?;
        }
        if !pack.levels.is_empty() {
            own.level = Some(own.adjusted(own.first(&pack.levels)?, pack.level_count(), false)?);
        }
        Ok(own)
    }

    fn finding(&self, index: usize) -> Known<Finding> {
        let check = &self.pack.checks[index];
        let scope = self.pack.campaign.scope.as_ref().filter(|_| check.in_campaign);
        let in_scope = scope.map_or(Ok(true), |truth| self.truth(truth))?;
        let applies = in_scope && check.applies_if.as_ref().map_or(Ok(true), |truth| self.truth(truth))?;
        let outcome = match &check.rule {
            _ if !applies => Outcome::NotApplicable,
            Rule::Scored => Outcome::Scored,
            Rule::Derived(fails_if) if self.truth(fails_if)? => Outcome::Failed,
            Rule::Derived(_) => Outcome::Passed,
            Rule::Observed => match self.place.answers[index] {
                Cell::NotApplicable => Outcome::NotApplicable,
                Cell::Known(true) => Outcome::Failed,
                Cell::Known(false) => Outcome::Passed,
                Cell::Unknown => return Err(Gap),
            },
        };
        let counts = matches!(outcome, Outcome::Failed | Outcome::Scored);
        let counted = if counts { self.points(check)? } else { 0.0 };
        let major = match &check.grade {
            Grade::General => false,
            Grade::Major => true,
            Grade::MajorIf(truth) => self.truth(truth)?,
        };
        Ok(Finding { outcome, counted, full: self.full[index], major })
    }

    fn points(&self, check: &Check) -> Known<f64> {
        match &check.points {
            Points::None => Ok(0.0),
            Points::Fixed(points) => Ok(*points),
            Points::Expression(number) => self.number(number),
            Points::Bands(number, bands, last) => {
                let number = self.number(number)?;
                let first =
                    bands.iter().find(|band| if band.inclusive { number <= band.limit } else { number < band.limit });
                Ok(first.map_or(*last, |band| band.points))
            }
            Points::ChoiceMap(fact, points) => Ok(points[known(&self.place.choices[*fact])?]),
            Points::BoolMap(fact, yes, no) => Ok(if known(&self.place.bools[*fact])? { *yes } else { *no }),
        }
    }

    fn first(&self, levels: &[Truth]) -> Known<usize> {
        for (level, when) in levels.iter().enumerate() {
            if self.truth(when)? {
                return Ok(level);
            }
        }
        Ok(levels.len())
    }

    fn adjusted(&self, mut level: usize, count: usize, of_result: bool) -> Known<usize> {
        for adjust in self.pack.adjusts.iter().filter(|adjust| adjust.of_result == of_result) {
            if self.truth(&adjust.when)? {
                level = match adjust.adjustment {
                    Adjustment::To(to) => to.min(count - 1),
                    Adjustment::By(worse) => (level as i64 - worse).clamp(0, count as i64 - 1) as usize,
                };
            }
        }
        Ok(level)
    }

    fn members(&self, target: Target) -> Vec<&Finding> {
        let wanted = |index: usize| match target {
            Target::Check(check) => index == self.pack.check(check),
            Target::Section(section) => self.pack.checks[index].section == Some(section),
            Target::Group(group) => self.pack.checks[index].groups.contains(&group),
            Target::All | Target::Major | Target::General => true,
        };
        self.findings
            .iter()
            .enumerate()
            .filter(|(index, _)| wanted(*index))
            .filter_map(|(_, finding)| finding.as_ref())
            .collect()
    }

    fn section(&self, section: usize) -> f64 {
        let rules = &self.pack.sections[section];
        let members = self.members(Target::Section(section));
        let mut points: f64 = members.iter().map(|finding| finding.counted).sum();
        if rules.rescale {
            let all: f64 = members.iter().map(|finding| finding.full).sum();
            let applying: f64 = members.iter().filter(|finding| finding.applies()).map(|finding| finding.full).sum();
            points = if applying == 0.0 { 0.0 } else { points * all / applying };
        }
        rules.cap.map_or(points, |cap| points.min(cap))
    }

    fn total(&self) -> f64 {
        let sections: f64 = (0..self.pack.sections.len()).map(|section| self.section(section)).sum();
        let loose = self.pack.checks.iter().zip(&self.findings).filter(|(check, _)| check.section.is_none());
        sections + loose.filter_map(|(_, finding)| finding.as_ref()).map(|finding| finding.counted).sum::<f64>()
    }

    fn possible(&self, target: Target) -> f64 {
        self.members(target).iter().filter(|finding| finding.applies()).map(|finding| finding.full).sum()
    }

    /// A number over checks.
    pub fn number_of(&self, aggregate: Aggregate, target: Target) -> f64 {
        let count = |counts: &dyn Fn(&Finding) -> bool| {
            self.members(target).into_iter().filter(|finding| counts(finding)).count() as f64
        };
        match (aggregate, target) {
            (Aggregate::Failed, Target::Major) => count(&|finding| finding.failed() && finding.major),
            (Aggregate::Failed, Target::General) => count(&|finding| finding.failed() && !finding.major),
            (Aggregate::Failed, _) => count(&Finding::failed),
            (Aggregate::Applies, _) => count(&Finding::applies),
            (Aggregate::Known, _) => count(&|_| true),
            (Aggregate::Points, Target::All) => self.total(),
            (Aggregate::Points, Target::Section(section)) => self.section(section),
            (Aggregate::Points, _) => self.members(target).iter().map(|finding| finding.counted).sum(),
            (Aggregate::Possible, _) => self.possible(target),
            (Aggregate::Highest, _) => self.members(target).iter().map(|finding| finding.counted).fold(0.0, f64::max),
        }
    }

    fn check(&self, index: usize) -> Option<&Finding> {
        self.findings[self.pack.check(index)].as_ref()
    }

    /// A truth.
    pub fn truth(&self, truth: &Truth) -> Known<bool> {
        Ok(match truth {
            Truth::Literal(value) => *value,
            Truth::Fact(fact) | Truth::Assume(fact, _) => known(&self.place.bools[*fact])?,
            Truth::Derived(derived) => self.truth(&self.pack.derived_truths[*derived])?,
            Truth::Not(truth) => !self.truth(truth)?,
            Truth::And(left, right) => self.truth(left)? & self.truth(right)?,
            Truth::Or(left, right) => self.truth(left)? | self.truth(right)?,
            Truth::Same(same, left, right) => (self.truth(left)? == self.truth(right)?) == *same,
            Truth::If(condition, yes, no) => {
                if self.truth(condition)? {
                    self.truth(yes)?
                } else {
                    self.truth(no)?
                }
            }
            Truth::Compare(comparison, left, right) => compare(*comparison, self.number(left)?, self.number(right)?),
            Truth::CompareDays(comparison, left, right) => compare(*comparison, self.day(left)?, self.day(right)?),
            Truth::NumberIn(number, list) => list.contains(&self.number(number)?),
            Truth::ChoiceIs(is, fact, option) => (known(&self.place.choices[*fact])? == *option) == *is,
            Truth::ChoiceIn(fact, options) => options.contains(&known(&self.place.choices[*fact])?),
            Truth::Tagged(option) => known(&self.place.tags)? & 1 << option != 0,
            Truth::TextIs(is, text) => (known(&self.place.text)? == *text) == *is,
            Truth::TextStarts(piece) => TEXTS[known(&self.place.text)?].find(PIECES[*piece]) == Some(0),
            Truth::TextContains(piece) => TEXTS[known(&self.place.text)?].find(PIECES[*piece]).is_some(),
            Truth::KnownBool(fact) => self.place.bools[*fact].known().is_some(),
            Truth::KnownNumber(fact) => self.place.numbers[*fact].known().is_some(),
            Truth::Kind(kind) => self.place.kinds.contains(kind),
            Truth::Region(region) => {
                let own: Vec<_> = REGIONS[self.place.region.ok_or(Gap)?].split('/').collect();
                own.starts_with(&REGIONS[*region].split('/').collect::<Vec<_>>())
            }
            Truth::During => (self.pack.window.0..=self.pack.window.1).contains(&self.as_of),
            Truth::InRegister => self.place.since.ok_or(Gap)? <= self.as_of,
            Truth::Failed(check) => self.check(*check).is_some_and(Finding::failed),
            Truth::Applies(check) => self.check(*check).is_some_and(Finding::applies),
            Truth::KnownCheck(check) => self.check(*check).is_some(),
            Truth::ResultTruth => self.alarming,
            Truth::ResultLevel(is, level) => (self.site == *level) == *is,
        })
    }

    /// A number.
    pub fn number(&self, number: &Number) -> Known<f64> {
        let list = |list: &[Number]| list.iter().map(|number| self.number(number)).collect::<Known<Vec<_>>>();
        finite(match number {
            Number::Literal(number) => *number,
            Number::Fact(fact) | Number::Assume(fact, _) => known(&self.place.numbers[*fact])?,
            Number::Derived(derived) => self.number(&self.pack.derived_numbers[*derived])?,
            Number::Negate(number) => 0.0 - self.number(number)?,
            Number::Arithmetic(operation, left, right) => apply(*operation, self.number(left)?, self.number(right)?),
            Number::Min(all) => list(all)?.into_iter().fold(f64::INFINITY, f64::min),
            Number::Max(all) => list(all)?.into_iter().fold(f64::NEG_INFINITY, f64::max),
            Number::Abs(number) => self.number(number)?.abs(),
            Number::Floor(number) => self.number(number)?.floor(),
            Number::Ceil(number) => self.number(number)?.ceil(),
            Number::Round(number) => round(self.number(number)?, 0),
            Number::RoundTo(number, decimals) => round(self.number(number)?, *decimals),
            Number::Clamp(number, low, high) => self.number(number)?.max(*low).min(*high),
            Number::Power(number, exponent) => (0..*exponent).map(|_| self.number(number)).product::<Known<f64>>()?,
            Number::Count(all) => {
                let all = all.iter().map(|truth| self.truth(truth)).collect::<Known<Vec<_>>>()?;
                all.into_iter().filter(|truth| *truth).count() as f64
            }
            Number::If(condition, yes, no) => {
                if self.truth(condition)? {
                    self.number(yes)?
                } else {
                    self.number(no)?
                }
            }
            Number::TagCount => f64::from(known(&self.place.tags)?.count_ones()),
            Number::Between(unit, from, to) => between(*unit, self.day(from)?, self.day(to)?),
            Number::Part(unit, day) => part(*unit, self.day(day)?),
            Number::Of(aggregate, target) => self.number_of(*aggregate, *target),
            Number::Score => self.score,
            Number::ResultNumber => self.ratio,
            Number::Value => self.site_value,
        })
    }

    fn day(&self, day: &Day) -> Known<i64> {
        Ok(match day {
            Day::Literal(day) => *day,
            Day::Fact(fact) => known(&self.place.dates[*fact])?,
            Day::AsOf => self.as_of,
            Day::Since => self.place.since.ok_or(Gap)?,
            Day::Add(unit, day, count) => add(*unit, self.day(day)?, *count),
            Day::Earliest(left, right) => self.day(left)?.min(self.day(right)?),
            Day::If(condition, yes, no) => {
                if self.truth(condition)? {
                    self.day(yes)?
                } else {
                    self.day(no)?
                }
            }
        })
    }
}

fn compare<T: PartialOrd>(comparison: Comparison, left: T, right: T) -> bool {
    match comparison {
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
    }
}
