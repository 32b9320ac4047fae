//! The steps of a plan. What most rules are made of has the places of its values worked out beforehand, so that a block
//! pays little to get there; everything else goes through its node.

use super::bits::{add_where, pack_each};
use super::check::{CheckState, Contribution};
use super::layout::Slot;
use super::logic::{compare_bounds, compare_numbers};
use super::number::count;
use super::plan::Plan;
use super::truth::Truth;
use super::values::Values;
use super::{Rows, Run, source};
use crate::pack::item::NotApplicable;
use crate::program::{Comparison, Node, NodeId, Program, Selector, Tally};
use crate::table::{Column, Values as Stored};

/// One step of a run. Columns are named by their index, as in [`Slot`]s.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A bool fact.
    Bool(u32, u32),
    /// A number fact: the input, the numbers, which are known.
    Number(u32, u32, u32),
    /// A choice: the input, the options, which are known.
    Choice(u32, u32, u32),
    /// `!a`
    Not(u32, u32),
    /// `a && b && …`
    And(u32, Box<[u32]>),
    /// `a || b || …`
    Or(u32, Box<[u32]>),
    /// Two numbers compare; each is its numbers and which are known.
    CompareNumbers(u32, Comparison, (u32, u32), (u32, u32)),
    /// Two bounds compare.
    CompareBounds(u32, Comparison, u32, u32),
    /// An option is in a mask.
    OneOf(u32, (u32, u32), u64),
    /// How many truths hold.
    Count(u32, Box<[u32]>),
    /// The sum of points that are the same in every row: where they count, the least and the most.
    Points(u32, Box<[(u32, f64, f64)]>),
    /// Any other node.
    Node(NodeId),
    /// Decide a check, by its position in the plan.
    Check(u32),
    /// Find the levels of the pack, or of a result.
    Levels(Option<u32>),
}

impl Step {
    /// The step of a node.
    pub fn of(node: NodeId, program: &Program, plan: &Plan) -> Self {
        let Slot::Truth(out) = plan.slot(node) else { return Self::of_numbers(node, program, plan) };
        let truth = |node: &NodeId| match plan.slot(*node) {
            Slot::Truth(at) => Some(at),
            _ => None,
        };
        let truths = |nodes: &[NodeId]| nodes.iter().map(truth).collect::<Option<Box<[u32]>>>();
        let step = match &program.nodes[node as usize] {
            Node::Input(input) => Some(Self::Bool(out, *input)),
            Node::Not(a) => truth(a).map(|a| Self::Not(out, a)),
            Node::And(list) => truths(list).map(|list| Self::And(out, list)),
            Node::Or(list) => truths(list).map(|list| Self::Or(out, list)),
            Node::Compare(comparison, a, b) => match (plan.slot(*a), plan.slot(*b)) {
                (Slot::Number(a, a_known), Slot::Number(b, b_known)) => {
                    Some(Self::CompareNumbers(out, *comparison, (a, a_known), (b, b_known)))
                }
                (Slot::Bounds(a), Slot::Bounds(b)) => Some(Self::CompareBounds(out, *comparison, a, b)),
                _ => None,
            },
            Node::OneOf(a, list) => match plan.slot(*a) {
                Slot::Choice(options, known) => Some(Self::OneOf(out, (options, known), super::logic::mask(list))),
                _ => None,
            },
            _ => None,
        };
        step.unwrap_or(Self::Node(node))
    }

    fn of_numbers(node: NodeId, program: &Program, plan: &Plan) -> Self {
        let step = match (&program.nodes[node as usize], plan.slot(node)) {
            (Node::Input(input), Slot::Number(out, known)) => Some(Self::Number(*input, out, known)),
            (Node::Input(input), Slot::Choice(out, known)) => Some(Self::Choice(*input, out, known)),
            (Node::Tally(tally, selector), Slot::Bounds(out)) => Self::of_tally(out, *tally, *selector, program, plan),
            _ => None,
        };
        step.unwrap_or(Self::Node(node))
    }

    /// A tally of checks that belong whatever their grade.
    fn of_tally(out: u32, tally: Tally, selector: Selector, program: &Program, plan: &Plan) -> Option<Self> {
        let states = match selector {
            Selector::General | Selector::Major => return None,
            Selector::Section(section) => {
                let section = &program.sections[section as usize];
                if tally == Tally::Points && (section.cap.is_some() || section.not_applicable == NotApplicable::Rescale)
                {
                    return None;
                }
                plan.states(&section.checks)
            }
            Selector::All if tally == Tally::Points && !program.sections.is_empty() => return None,
            Selector::All => plan.checks.iter().collect(),
            Selector::Group(group) => plan.states(&program.groups[group as usize]),
            Selector::Check(check) => plan.states(&[check]),
        };
        let fixed = |state: &&CheckState| match state.contribution() {
            Contribution::Fixed((low, high)) if low >= 0.0 => Some((state.counts_at(), low, high)),
            _ => None,
        };
        match tally {
            Tally::Failed => Some(Self::Count(out, states.iter().map(|state| state.failed_at()).collect())),
            Tally::Applies => Some(Self::Count(out, states.iter().map(|state| state.applies_at()).collect())),
            Tally::Points => states.iter().map(fixed).collect::<Option<_>>().map(|points| Self::Points(out, points)),
            _ => None,
        }
    }
}

impl Run<'_> {
    /// Takes one step.
    #[inline]
    pub(super) fn step(&mut self, step: &Step) {
        let values = &mut self.values;
        match step {
            Step::And(out, list) => {
                let all = list.iter().fold(Truth::same(Some(true)), |all, at| all.and(values.truth(*at)));
                values.put_truth(*out, all);
            }
            Step::Or(out, list) => {
                let any = list.iter().fold(Truth::same(Some(false)), |any, at| any.or(values.truth(*at)));
                values.put_truth(*out, any);
            }
            Step::Not(out, a) => {
                let truth = values.truth(*a).not();
                values.put_truth(*out, truth);
            }
            Step::CompareNumbers(out, comparison, a, b) => {
                let truth = compare_numbers(*comparison, values.reals(a.0), values.reals(b.0));
                values.put_truth(*out, Truth::known(truth, values.known(a.1) & values.known(b.1)));
            }
            Step::CompareBounds(out, comparison, a, b) => {
                let truth = compare_bounds(*comparison, values.bounds(*a), values.bounds(*b));
                values.put_truth(*out, truth);
            }
            Step::OneOf(out, (options, known), mask) => {
                let truth = pack_each(values.small(*options), |option| mask >> (option & 63) & 1 == 1);
                values.put_truth(*out, Truth::known(truth, values.known(*known)));
            }
            Step::Bool(..) | Step::Number(..) | Step::Choice(..) => self.input(step),
            Step::Count(out, list) => {
                let (written, least, most) = values.bounds_out(*out);
                count(least, most, list.iter().map(|at| written.truth_at(*at)));
            }
            Step::Points(out, list) => add_points(values, *out, list),
            Step::Check(position) => self.check(*position as usize),
            Step::Node(node) => self.compute(*node),
            Step::Levels(result) => self.find_levels(*result),
        }
    }

    fn input(&mut self, step: &Step) {
        let values = &mut self.values;
        let column = |input: u32| match self.rows {
            Rows::Places(_, group, start) => group.columns.get(input as usize).map(|column| (column, start)),
            _ => None,
        };
        match *step {
            Step::Bool(out, input) => {
                let truth = match column(input) {
                    Some((Column { values: Stored::Bits(bits), known, .. }, start)) => {
                        Truth::known(bits.word_from(start), known.word_from(start))
                    }
                    _ => Truth::UNKNOWN,
                };
                values.put_truth(out, truth);
            }
            Step::Number(input, out, bits) => match column(input) {
                Some((Column { values: Stored::Numbers(numbers), known, .. }, start)) => {
                    source::copy(values.reals_out(out).1, numbers, start);
                    values.put_known(bits, known.word_from(start));
                }
                _ => values.put_known(bits, 0),
            },
            Step::Choice(input, out, bits) => match column(input) {
                Some((Column { values: Stored::Choices(choices), known, .. }, start)) => {
                    source::copy(values.small_mut(out), choices, start);
                    values.put_known(bits, known.word_from(start));
                }
                _ => values.put_known(bits, 0),
            },
            _ => {}
        }
    }
}

fn add_points(values: &mut Values, out: u32, list: &[(u32, f64, f64)]) {
    let (written, least, most) = values.bounds_out(out);
    least.fill(0.0);
    most.fill(0.0);
    for (at, low, high) in list {
        let counts = written.truth_at(*at);
        add_where(least, counts.yes, *low);
        add_where(most, !counts.no, *high);
    }
}
