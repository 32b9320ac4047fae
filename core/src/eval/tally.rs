//! Numbers over several checks: how many fail, what they count, what they could count.

use super::check::{CheckState, Contribution, decided};
use super::compute::Reading;
use super::truth::Truth;
use super::values::Ends;
use super::{Run, number};
use crate::pack::item::NotApplicable;
use crate::program::{CheckProgram, SectionProgram, Selector, Tally};

/// One check of a tally.
#[derive(Clone, Copy)]
struct Member<'r> {
    state: &'r CheckState,
    program: &'r CheckProgram,
    /// Where it is known of which grade it is, and which grade is asked for; none: it belongs in any case.
    grade: Option<(Truth, bool)>,
}

impl Member<'_> {
    /// Bounds of a number that counts only where the check belongs.
    fn where_it_belongs(&self, row: usize, ends: Ends) -> Ends {
        match self.grade.map(|(major, wanted)| major.get(row).map(|major| major == wanted)) {
            None | Some(Some(true)) => ends,
            Some(Some(false)) => (0.0, 0.0),
            Some(None) => (ends.0.min(0.0), ends.1.max(0.0)),
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

impl<'r> Reading<'r> {
    /// A tally for all rows.
    pub(super) fn tally(&self, tally: Tally, selector: Selector, least: &mut [f64], most: &mut [f64]) {
        if tally == Tally::Decided && self.is_anything() {
            least.fill(0.0);
            return most.fill(self.states(selector).len() as f64);
        }
        let members = self.members(selector);
        let alike = members.iter().all(|member| member.grade.is_none());
        match (tally, selector) {
            (Tally::Points, Selector::All) => self.total(least, most),
            (Tally::Points, Selector::Section(section)) => {
                self.section(&self.context.program.sections[section as usize], least, most);
            }
            (Tally::Failed, _) if alike => {
                number::count(least, most, members.iter().map(|member| member.state.failed(self.written)));
            }
            (Tally::Applies, _) if alike => {
                number::count(least, most, members.iter().map(|member| member.state.applies(self.written)));
            }
            (Tally::Points, _) if alike => {
                least.fill(0.0);
                most.fill(0.0);
                members.iter().for_each(|member| self.add_points(member.state, least, most));
            }
            (tally, _) => {
                for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
                    (*least, *most) = self.at_row(tally, &members, row);
                }
            }
        }
    }

    /// A tally of one row.
    fn at_row(&self, tally: Tally, members: &[Member<'_>], row: usize) -> Ends {
        let sum = |ends: &dyn Fn(&Member<'_>) -> Ends| {
            members.iter().fold((0.0, 0.0), |total, member| add(total, member.where_it_belongs(row, ends(member))))
        };
        let written = self.written;
        match tally {
            Tally::Failed => sum(&|member| as_number(member.state.failed(written).get(row))),
            Tally::Applies => sum(&|member| as_number(member.state.applies(written).get(row))),
            Tally::Decided => sum(&|member| as_number(Some(decided(member.state, written, row)))),
            Tally::Possible => sum(&|member| self.possible(member, row)),
            Tally::Highest => members.iter().fold((0.0, 0.0), |highest: Ends, member| {
                let ends = member.where_it_belongs(row, member.state.contribution_at(written, row));
                (highest.0.max(ends.0), highest.1.max(ends.1))
            }),
            Tally::Points => sum(&|member| member.state.contribution_at(written, row)),
        }
    }

    fn possible(&self, member: &Member<'_>, row: usize) -> Ends {
        let full = member.program.most.0;
        let (least, most) = as_number(member.state.applies(self.written).get(row));
        ((least * full).min(most * full), (least * full).max(most * full))
    }

    /// The checks of a selector that the places have, of whatever grade.
    fn states(&self, selector: Selector) -> Vec<&'r CheckState> {
        let (plan, program) = (self.plan, self.context.program);
        match selector {
            Selector::All | Selector::General | Selector::Major => plan.checks.iter().collect(),
            Selector::Section(section) => plan.states(&program.sections[section as usize].checks),
            Selector::Group(group) => plan.states(&program.groups[group as usize]),
            Selector::Check(check) => plan.states(&[check]),
        }
    }

    /// The checks of a selector, without those that are never of its grade.
    fn members(&self, selector: Selector) -> Vec<Member<'r>> {
        let program = self.context.program;
        let wanted = match selector {
            Selector::Major => Some(true),
            Selector::General => Some(false),
            _ => None,
        };
        let member = |state: &'r CheckState| {
            let check = &program.checks[state.index as usize];
            let grade = match (wanted, state.major()) {
                (Some(wanted), Some(major)) if wanted != major => return None,
                (Some(wanted), None) => Some((self.truth(check.major.node), wanted)),
                _ => None,
            };
            Some(Member { state, program: check, grade })
        };
        self.states(selector).into_iter().filter_map(member).collect()
    }

    /// Adds what a check contributes to each row.
    fn add_points(&self, state: &CheckState, least: &mut [f64], most: &mut [f64]) {
        match state.contribution() {
            Contribution::Fixed(points) if points.0 >= 0.0 => {
                number::add_points(least, most, state.counts(self.written), points);
            }
            Contribution::Fixed(_) => {
                for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
                    (*least, *most) = add((*least, *most), state.contribution_at(self.written, row));
                }
            }
            Contribution::Varies(at) => {
                let own = self.written.bounds_at(at);
                least.iter_mut().zip(own.0).for_each(|(sum, own)| *sum += own);
                most.iter_mut().zip(own.1).for_each(|(sum, own)| *sum += own);
            }
        }
    }

    /// The sum of all sections and of the checks in none.
    fn total(&self, least: &mut [f64], most: &mut [f64]) {
        let program = self.context.program;
        least.fill(0.0);
        most.fill(0.0);
        if !program.sections.is_empty() {
            let (mut own_least, mut own_most) = (vec![0.0; least.len()], vec![0.0; most.len()]);
            for section in &program.sections {
                self.section(section, &mut own_least, &mut own_most);
                least.iter_mut().zip(&own_least).for_each(|(sum, own)| *sum += own);
                most.iter_mut().zip(&own_most).for_each(|(sum, own)| *sum += own);
            }
        }
        let alone = |state: &&CheckState| program.checks[state.index as usize].section.is_none();
        self.plan.checks.iter().filter(alone).for_each(|state| self.add_points(state, least, most));
    }

    /// The points of a section.
    fn section(&self, section: &SectionProgram, least: &mut [f64], most: &mut [f64]) {
        if section.not_applicable == NotApplicable::Rescale {
            for (row, (least, most)) in least.iter_mut().zip(most).enumerate() {
                (*least, *most) = self.section_at(section, row).counted;
            }
            return;
        }
        least.fill(0.0);
        most.fill(0.0);
        for state in self.plan.states(&section.checks) {
            self.add_points(state, least, most);
        }
        if let Some(cap) = section.cap {
            least.iter_mut().chain(most).for_each(|end| *end = end.min(cap));
        }
    }

    /// The points of a section at a row.
    fn section_at(&self, section: &SectionProgram, row: usize) -> SectionPoints {
        let states: Vec<(&CheckProgram, &CheckState)> = section
            .checks
            .iter()
            .filter_map(|check| {
                self.plan.check(*check).map(|state| (&self.context.program.checks[*check as usize], state))
            })
            .collect();
        let sum =
            states.iter().fold((0.0, 0.0), |total, (_, state)| add(total, state.contribution_at(self.written, row)));
        let scale = match section.not_applicable {
            NotApplicable::Zero => None,
            NotApplicable::Rescale => Some(self.scale(&states, row)),
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

    fn scale(&self, states: &[(&CheckProgram, &CheckState)], row: usize) -> Scale {
        let full = states.iter().map(|(program, _)| program.most.0).sum();
        let applicable = states.iter().fold((0.0, 0.0), |total, (program, state)| {
            let (least, most) = as_number(state.applies(self.written).get(row));
            add(total, (least * program.most.0, most * program.most.0))
        });
        Scale { full, applicable }
    }
}

impl Run<'_> {
    /// The points of a section at a row.
    pub fn section_points(&self, section: &SectionProgram, row: usize) -> SectionPoints {
        self.reading().section_at(section, row)
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
