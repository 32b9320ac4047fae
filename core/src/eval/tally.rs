//! Numbers over several checks: how many fail, what they count, what they could count.

use super::check::{CheckState, decided};
use super::{Rows, Run, Truth, Value};
use crate::pack::item::NotApplicable;
use crate::program::{CheckProgram, SectionProgram, Selector, Tally};

type Ends = (f64, f64);

/// One check of a tally: its program, its state, and whether it belongs (a grade may be unknown).
struct Member<'r> {
    program: &'r CheckProgram,
    state: &'r CheckState,
    belongs: Option<(&'r Truth, bool)>,
}

impl Member<'_> {
    fn belongs(&self, row: usize) -> Option<bool> {
        match self.belongs {
            None => Some(true),
            Some((major, wanted)) => major.get(row).map(|major| major == wanted),
        }
    }

    /// Bounds of a number that counts only where the check belongs.
    fn where_it_belongs(&self, row: usize, ends: Ends) -> Ends {
        match self.belongs(row) {
            Some(true) => ends,
            Some(false) => (0.0, 0.0),
            None => (ends.0.min(0.0), ends.1.max(0.0)),
        }
    }
}

fn as_number(truth: Option<bool>) -> Ends {
    match truth {
        Some(true) => (1.0, 1.0),
        Some(false) => (0.0, 0.0),
        None => (0.0, 1.0),
    }
}

fn add(a: Ends, b: Ends) -> Ends {
    (a.0 + b.0, a.1 + b.1)
}

impl<'a> Run<'a> {
    pub(super) fn tally(&self, tally: Tally, selector: Selector) -> Value<'a> {
        let members = self.members(selector);
        let sum = |row: usize, ends: &dyn Fn(&Member<'_>) -> Ends| {
            members.iter().fold((0.0, 0.0), |total, member| add(total, member.where_it_belongs(row, ends(member))))
        };
        Value::bounds_from_rows(self.len, |row| match tally {
            Tally::Failed => sum(row, &|member| as_number(member.state.failed.get(row))),
            Tally::Applies => sum(row, &|member| as_number(member.state.applies.get(row))),
            Tally::Decided if matches!(self.rows, Rows::Anything) => (0.0, members.len() as f64),
            Tally::Decided => sum(row, &|member| as_number(Some(decided(member.state, row)))),
            Tally::Possible => sum(row, &|member| possible(member, row)),
            Tally::Highest => members.iter().fold((0.0, 0.0), |highest: Ends, member| {
                let ends = member.where_it_belongs(row, member.state.contribution(row));
                (highest.0.max(ends.0), highest.1.max(ends.1))
            }),
            Tally::Points => match selector {
                Selector::All => self.total(row),
                Selector::Section(section) => {
                    self.section_points(&self.context.program.sections[section as usize], row).counted
                }
                _ => sum(row, &|member| member.state.contribution(row)),
            },
        })
    }

    fn members(&self, selector: Selector) -> Vec<Member<'_>> {
        let program = self.context.program;
        let all: Vec<u32>;
        let single;
        let checks: &[u32] = match selector {
            Selector::All | Selector::General | Selector::Major => {
                all = self.plan.checks.clone();
                &all
            }
            Selector::Section(section) => &program.sections[section as usize].checks,
            Selector::Group(group) => &program.groups[group as usize],
            Selector::Check(check) => {
                single = [check];
                &single
            }
        };
        let member = |index: &u32| {
            let program = &program.checks[*index as usize];
            let belongs = match selector {
                Selector::Major => Some((self.truth(program.major.node), true)),
                Selector::General => Some((self.truth(program.major.node), false)),
                _ => None,
            };
            self.state(*index).map(|state| Member { program, state, belongs })
        };
        checks.iter().filter_map(member).collect()
    }

    /// The sum of all sections and of the checks in none.
    fn total(&self, row: usize) -> Ends {
        let program = self.context.program;
        let sections = program
            .sections
            .iter()
            .fold((0.0, 0.0), |total, section| add(total, self.section_points(section, row).counted));
        let checks = self.plan.checks.iter().filter(|check| program.checks[**check as usize].section.is_none());
        checks.filter_map(|check| self.state(*check)).fold(sections, |total, state| add(total, state.contribution(row)))
    }

    /// The points of a section at a row.
    pub(crate) fn section_points(&self, section: &SectionProgram, row: usize) -> SectionPoints {
        let states: Vec<(&CheckProgram, &CheckState)> = section
            .checks
            .iter()
            .filter_map(|check| self.state(*check).map(|state| (&self.context.program.checks[*check as usize], state)))
            .collect();
        let sum = states.iter().fold((0.0, 0.0), |total, (_, state)| add(total, state.contribution(row)));
        let scale = match section.not_applicable {
            NotApplicable::Zero => None,
            NotApplicable::Rescale => Some(scale(&states, row)),
        };
        let scaled = match scale {
            None => sum,
            Some(scale) => scale.apply(sum),
        };
        let counted = match section.cap {
            None => scaled,
            Some(cap) => (scaled.0.min(cap), scaled.1.min(cap)),
        };
        SectionPoints { scale, counted }
    }
}

/// The points of a section at a row.
pub struct SectionPoints {
    /// How its checks are rescaled, if they are.
    pub scale: Option<Scale>,
    /// After rescaling and cap.
    pub counted: Ends,
}

/// Full points of all checks of a place, over the full points of those that apply.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Of all.
    pub full: f64,
    /// Of those that apply, between.
    pub applicable: Ends,
}

impl Scale {
    /// Scales a sum of points.
    pub fn apply(self, sum: Ends) -> Ends {
        let Self { full, applicable: (least, most) } = self;
        if most <= 0.0 {
            return (0.0, 0.0);
        }
        // What is lost cannot be more than what applies, so a small denominator does not send the ratio past full points.
        let upper = if sum.1 >= least {
            if least == most { sum.1 * full / most } else { full.max(sum.1 * full / most) }
        } else {
            sum.1 * full / least
        };
        let lower = if sum.0 >= 0.0 { sum.0 * full / most } else { sum.0 * full / least };
        let lower = if least <= 0.0 { lower.min(0.0) } else { lower };
        (lower, upper)
    }
}

fn scale(states: &[(&CheckProgram, &CheckState)], row: usize) -> Scale {
    let full = states.iter().map(|(program, _)| program.most.0).sum();
    let applicable = states.iter().fold((0.0, 0.0), |total, (program, state)| {
        let (least, most) = as_number(state.applies.get(row));
        add(total, (least * program.most.0, most * program.most.0))
    });
    Scale { full, applicable }
}

fn possible(member: &Member<'_>, row: usize) -> Ends {
    let full = member.program.most.0;
    let (least, most) = as_number(member.state.applies.get(row));
    ((least * full).min(most * full), (least * full).max(most * full))
}
