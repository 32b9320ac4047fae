//! The steps of a plan. What most rules are made of has the places of its values worked out beforehand, so that a block
//! pays little to get there; everything else goes through its node.

use super::check::{CheckState, Contribution};
use super::layout::Slot;
use super::logic::{compare_bounds, compare_numbers, mask};
use super::number::{Failures, arithmetic, count};
use super::plan::Plan;
use super::truth::Truth;
use super::values::Values;
use super::{Rows, Run, number, source};
use crate::pack::item::NotApplicable;
use crate::program::{Arithmetic, Comparison, Node, NodeId, Program, Root, Selector, Tally, Verdict};

/// Numbers, and which of them are known, by their columns.
pub type Numbers = (u32, u32);

/// One step of a run. Columns are named by their index, as in [`Slot`]s; `out` is where the values go.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A fact.
    Input { input: u32, out: Slot },
    /// `!a`
    Not { out: u32, a: u32 },
    /// `a && b && …`
    And { out: u32, all: Box<[u32]> },
    /// `a || b || …`
    Or { out: u32, any: Box<[u32]> },
    /// Two numbers compare.
    CompareNumbers { out: u32, comparison: Comparison, a: Numbers, b: Numbers },
    /// Two bounds compare.
    CompareBounds { out: u32, comparison: Comparison, a: u32, b: u32 },
    /// An option is in a mask; the options come with which of them are known.
    OneOf { out: u32, options: (u32, u32), mask: u64 },
    /// Arithmetic with two numbers.
    Arithmetic { node: NodeId, operation: Arithmetic, out: Numbers, a: Numbers, b: Numbers },
    /// Both ends of bounds rounded.
    Rounded { out: u32, bounds: u32, decimals: u32 },
    /// How many truths hold.
    Count { out: u32, truths: Box<[u32]> },
    /// The sum of points that are the same in every row: where they count, the least and the most of each.
    Points { out: u32, points: Box<[(u32, f64, f64)]> },
    /// Any other node.
    Node(NodeId),
    /// Decide a check, by its position in the plan, that has a rule and points that are the same in every row.
    Rule { check: u32, applies_if: Option<u32>, fails_if: u32, applies: u32, failed: u32 },
    /// Decide any other check, by its position in the plan.
    Check(u32),
    /// Find the levels of the pack, or of a result.
    Levels(Option<u32>),
}

impl Step {
    /// The step of a node.
    pub fn of(node: NodeId, program: &Program, plan: &Plan) -> Self {
        if let Node::Input(input) = &program.nodes[node as usize] {
            return Self::Input { input: *input, out: plan.slot(node) };
        }
        let Slot::Truth(out) = plan.slot(node) else { return Self::of_numbers(node, program, plan) };
        let truth = |node: &NodeId| match plan.slot(*node) {
            Slot::Truth(at) => Some(at),
            _ => None,
        };
        let truths = |nodes: &[NodeId]| nodes.iter().map(truth).collect::<Option<Box<[u32]>>>();
        let step = match &program.nodes[node as usize] {
            Node::Not(a) => truth(a).map(|a| Self::Not { out, a }),
            Node::And(list) => truths(list).map(|all| Self::And { out, all }),
            Node::Or(list) => truths(list).map(|any| Self::Or { out, any }),
            Node::Compare(comparison, a, b) => match (plan.slot(*a), plan.slot(*b)) {
                (Slot::Number(a, a_known), Slot::Number(b, b_known)) => {
                    Some(Self::CompareNumbers { out, comparison: *comparison, a: (a, a_known), b: (b, b_known) })
                }
                (Slot::Bounds(a), Slot::Bounds(b)) => Some(Self::CompareBounds { out, comparison: *comparison, a, b }),
                _ => None,
            },
            Node::OneOf(a, list) if !list.is_empty() => match plan.slot(*a) {
                Slot::Choice(options, known) => Some(Self::OneOf { out, options: (options, known), mask: mask(list) }),
                _ => None,
            },
            _ => None,
        };
        step.unwrap_or(Self::Node(node))
    }

    /// The step that decides a check, by its position in the plan.
    pub fn of_check(position: u32, program: &Program, plan: &Plan) -> Self {
        let state = &plan.checks[position as usize];
        let check = &program.checks[state.index as usize];
        let truth = |root: &Root| match plan.slot(root.node) {
            Slot::Truth(at) => Some(at),
            _ => None,
        };
        let applies = check.applies.as_ref().map(truth);
        match (&check.verdict, applies, state.contribution()) {
            (Verdict::Rule(root), None | Some(Some(_)), Contribution::Fixed(_)) => {
                truth(root).map(|fails_if| Self::Rule {
                    check: position,
                    applies_if: applies.flatten(),
                    fails_if,
                    applies: state.applies_at(),
                    failed: state.failed_at(),
                })
            }
            _ => None,
        }
        .unwrap_or(Self::Check(position))
    }

    fn of_numbers(node: NodeId, program: &Program, plan: &Plan) -> Self {
        let step = match (&program.nodes[node as usize], plan.slot(node)) {
            (Node::Score, Slot::Bounds(out)) => match plan.slot(program.score.root.node) {
                Slot::Bounds(bounds) => Some(Self::Rounded { out, bounds, decimals: program.score.decimals }),
                _ => None,
            },
            (Node::Arithmetic(operation, a, b), Slot::Number(out, known)) => match (plan.slot(*a), plan.slot(*b)) {
                (Slot::Number(a, a_known), Slot::Number(b, b_known)) => Some(Self::Arithmetic {
                    node,
                    operation: *operation,
                    out: (out, known),
                    a: (a, a_known),
                    b: (b, b_known),
                }),
                _ => None,
            },
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
            Tally::Failed => Some(Self::Count { out, truths: states.iter().map(|state| state.failed_at()).collect() }),
            Tally::Applies => {
                Some(Self::Count { out, truths: states.iter().map(|state| state.applies_at()).collect() })
            }
            Tally::Points => states.iter().map(fixed).collect::<Option<_>>().map(|points| Self::Points { out, points }),
            _ => None,
        }
    }
}

impl Run<'_> {
    /// Takes some steps. The commonest are taken here; what takes more room is called, so that these stay small.
    pub(super) fn take(&mut self, steps: &[Step]) {
        for step in steps {
            let values = &mut self.values;
            match step {
                Step::And { out, all } => {
                    let truth = all.iter().fold(Truth::same(Some(true)), |truth, at| truth.and(values.truth(*at)));
                    values.put_truth(*out, truth);
                }
                Step::Or { out, any } => {
                    let truth = any.iter().fold(Truth::same(Some(false)), |truth, at| truth.or(values.truth(*at)));
                    values.put_truth(*out, truth);
                }
                Step::Not { out, a } => {
                    let truth = values.truth(*a).not();
                    values.put_truth(*out, truth);
                }
                Step::CompareNumbers { out, comparison, a, b } => {
                    let truth = compare_numbers(values, *comparison, a.0, b.0);
                    values.put_truth(*out, Truth::known(truth, values.known(a.1) & values.known(b.1)));
                }
                Step::CompareBounds { out, comparison, a, b } => {
                    let truth = compare_bounds(values, *comparison, *a, *b);
                    values.put_truth(*out, truth);
                }
                Step::OneOf { out, options: (options, known), mask } => {
                    let truth = values.each_small(*options, |option| mask >> (option & 63) & 1 == 1);
                    values.put_truth(*out, Truth::known(truth, values.known(*known)));
                }
                Step::Input { input, out } => self.input(*input, *out),
                Step::Rule { applies_if, fails_if, applies, failed, .. } if self.excuses.is_none() => {
                    let there = applies_if.map_or(Truth::same(Some(true)), |at| values.truth(at));
                    let fails = there.and(values.truth(*fails_if));
                    values.put_truth(*applies, there);
                    values.put_truth(*failed, fails);
                }
                step => self.other(step),
            }
        }
    }

    fn input(&mut self, input: u32, slot: Slot) {
        let column = match self.rows {
            Rows::Places(_, group, start) => group.columns.get(input as usize).map(|column| (column, start)),
            Rows::One(place) => return source::one(&mut self.values, slot, place.value(input)),
            _ => None,
        };
        match column {
            Some((column, start)) => source::input(&mut self.values, slot, column, start),
            None => source::unknown(&mut self.values, slot),
        }
    }

    #[inline(never)]
    fn other(&mut self, step: &Step) {
        let values = &mut self.values;
        match step {
            Step::Count { out, truths } => {
                let (written, least, most) = values.bounds_out(*out);
                count(least, most, truths.iter().map(|at| written.truth_at(*at)));
            }
            Step::Points { out, points } => add_points(values, *out, points),
            Step::Rounded { out, bounds, decimals } => {
                let (written, least, most) = values.bounds_out(*out);
                number::rounded(least, most, written.value(Slot::Bounds(*bounds)), *decimals);
            }
            Step::Arithmetic { node, operation, out, a, b } => {
                let known = values.known(a.1) & values.known(b.1);
                let (written, numbers) = values.reals_out(out.0);
                let (a, b) = (written.reals(a.0), written.reals(b.0));
                let mut failures = Failures::new();
                let known = arithmetic(numbers, known, *operation, a, b, &mut failures);
                values.put_known(out.1, known);
                self.fail(*node, failures);
            }
            Step::Rule { check, .. } | Step::Check(check) => self.check(*check as usize),
            Step::Node(node) => self.compute(*node),
            Step::Levels(result) => self.find_levels(*result),
            // The commonest steps are taken before.
            Step::And { .. }
            | Step::Or { .. }
            | Step::Not { .. }
            | Step::CompareNumbers { .. }
            | Step::CompareBounds { .. }
            | Step::OneOf { .. }
            | Step::Input { .. } => {}
        }
    }
}

fn add_points(values: &mut Values, out: u32, list: &[(u32, f64, f64)]) {
    let (written, least, most) = values.bounds_out(out);
    least.fill(0.0);
    most.fill(0.0);
    for (at, low, high) in list {
        number::add_points(least, most, written.truth_at(*at), (*low, *high));
    }
}
