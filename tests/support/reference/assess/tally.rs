//! Sums and counts over the checks of one place, as intervals.

use super::{Assessed, Verdict};
use crate::reference::expression::{Aggregate, Target};
use crate::reference::interval::Interval;
use crate::reference::kleene::Conclusions;
use crate::reference::model::Check;
use paicha::assessment::Outcome;

/// What a truth counts: 1, 0, or between.
fn counted(truth: Option<bool>) -> Interval {
    match truth {
        Some(true) => Interval::point(1.0),
        Some(false) => Interval::point(0.0),
        None => Interval::new(0.0, 1.0),
    }
}

fn sum(all: impl Iterator<Item = Interval>) -> Interval {
    all.fold(Interval::point(0.0), Interval::plus)
}

impl Verdict {
    fn failed(&self) -> Option<bool> {
        match self.outcome {
            Outcome::Failed => Some(true),
            Outcome::Unknown => None,
            _ => Some(false),
        }
    }

    fn failed_with_grade(&self, major: bool) -> Option<bool> {
        let graded = self.major.map(|own| own == major);
        if graded == Some(false) || self.failed() == Some(false) { Some(false) } else { self.failed().and(graded) }
    }

    fn decided(&self) -> bool {
        !matches!(self.outcome, Outcome::Unknown | Outcome::NotFailed)
    }

    fn possible(&self) -> Interval {
        counted(self.applies).rising(|applies| applies * self.full)
    }
}

impl Assessed<'_> {
    /// Which checks the place has.
    pub fn has(&self) -> Vec<bool> {
        self.verdicts.iter().map(Option::is_some).collect()
    }

    fn members(&self, target: Target) -> Vec<&Verdict> {
        let within = |index: usize, check: &Check| match target {
            Target::Check(wanted) => index == wanted,
            Target::Section(section) => check.section == Some(section),
            Target::Group(group) => check.groups.contains(&group),
            Target::All | Target::Major | Target::General => true,
        };
        let all = self.pack.checks.iter().zip(&self.verdicts).enumerate();
        all.filter(|(index, (check, _))| within(*index, check))
            .filter_map(|(_, (_, verdict))| verdict.as_ref())
            .collect()
    }

    fn section(&self, section: usize) -> Interval {
        let total = sum(self.members(Target::Section(section)).into_iter().map(|verdict| verdict.contribution));
        match self.pack.sections[section].cap.filter(|_| !self.caps_forgotten) {
            Some(cap) => total.rising(|points| points.min(cap)),
            None => total,
        }
    }

    /// The points of all sections and of the checks in none. Sections that rescale are not for this reference.
    pub fn total(&self) -> Interval {
        let sections = (0..self.pack.sections.len()).map(|section| self.section(section));
        let there = self.pack.checks.iter().zip(&self.verdicts).filter(|(check, _)| check.section.is_none());
        sum(sections.chain(there.filter_map(|(_, verdict)| verdict.as_ref()).map(|verdict| verdict.contribution)))
    }
}

impl Conclusions for Assessed<'_> {
    fn truth_of(&self, aggregate: Aggregate, check: usize) -> Option<bool> {
        let Some(verdict) = &self.verdicts[check] else { return Some(false) };
        match aggregate {
            Aggregate::Failed => verdict.failed(),
            Aggregate::Applies => verdict.applies,
            Aggregate::Known => Some(verdict.decided()),
            _ => panic!("{aggregate:?} of a check is a number"),
        }
    }

    fn number_of(&self, aggregate: Aggregate, target: Target) -> Interval {
        let members = || self.members(target).into_iter();
        match aggregate {
            Aggregate::Failed => sum(members().map(|verdict| {
                counted(match target {
                    Target::Major => verdict.failed_with_grade(true),
                    Target::General => verdict.failed_with_grade(false),
                    _ => verdict.failed(),
                })
            })),
            Aggregate::Applies => sum(members().map(|verdict| counted(verdict.applies))),
            Aggregate::Known => sum(members().map(|verdict| counted(Some(verdict.decided())))),
            Aggregate::Points => match target {
                Target::All => self.total(),
                Target::Section(section) => self.section(section),
                _ => sum(members().map(|verdict| verdict.contribution)),
            },
            // Full marks: a cap does not lower them.
            Aggregate::Possible => sum(members().map(Verdict::possible)),
            Aggregate::Highest => {
                members().map(|verdict| verdict.contribution).fold(Interval::point(0.0), |highest, own| {
                    Interval::new(highest.least.max(own.least), highest.most.max(own.most))
                })
            }
        }
    }

    fn score(&self) -> Interval {
        self.score
    }

    fn result_number(&self) -> Interval {
        self.ratio
    }

    fn result_truth(&self) -> Option<bool> {
        self.alarming
    }

    fn result_level(&self) -> (usize, usize) {
        self.site
    }

    fn value(&self) -> Interval {
        self.site_value
    }
}
