//! The values of one node for all rows of a block, from the values of its operands.

use super::arithmetic::Failure;
use super::number::Failures;
use super::plan::{Plan, Subject};
use super::values::{Out, Truth, TruthOut, Value, Written};
use super::{Context, NodeError, Rows, Run, logic, number, source};
use crate::message::Message;
use crate::program::{Comparison, Node, NodeId, Real};

/// What a node is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'r> {
    /// The program and more.
    pub context: Context<'r>,
    /// Where values are.
    pub plan: &'r Plan,
    /// Where facts come from.
    pub rows: Rows<'r>,
    /// The values so far.
    pub written: Written<'r>,
}

impl Run<'_> {
    pub(super) fn compute(&mut self, id: NodeId) {
        let Self { context, plan, rows, values, errors } = self;
        let node = &context.program.nodes[id as usize];
        let slot = plan.slot(id);
        match node {
            Node::LevelIs(mask) => return self.level_is(slot, None, *mask),
            Node::ResultLevelIs(result, mask) => return self.level_is(slot, Some(*result as usize), *mask),
            _ => {}
        }
        let (written, out) = values.split(slot);
        let reading = Reading { context: *context, plan, rows: *rows, written };
        let mut failures = Failures::new();
        match (node, out) {
            (Node::Input(input), out) => reading.input(*input, out),
            (Node::Arithmetic(operation, a, b), out) => {
                number::arithmetic(out, *operation, reading.value(*a), reading.value(*b), &mut failures);
            }
            (Node::Function(function, a), out) => number::function(out, *function, reading.value(*a), &mut failures),
            #[cfg(feature = "script")]
            (Node::Call(function, arguments), out) => {
                reading.call(id, *function as usize, arguments, out, errors.as_mut());
            }
            (node, Out::Truth(out)) => reading.truth_of(node, out),
            (node, Out::Bounds(least, most)) => reading.bounds_of(node, least, most),
            (node, out) => reading.known_of(node, out),
        }
        if let (Some(errors), false) = (errors, failures.is_empty()) {
            errors.extend(failures.into_iter().map(|(row, failure)| error(id, row, failure)));
        }
    }
}

fn error(node: NodeId, row: usize, failure: Failure) -> NodeError {
    let (code, message) = match failure {
        Failure::NotFinite => (
            "R001",
            Message::new("算出的不是有限的数（例如除以 0）", "the number is not finite (a division by 0, for example)"),
        ),
        Failure::NoDate => {
            ("R002", Message::new("日期超出 0001–9999 年", "the date lies outside the years 0001 to 9999"))
        }
    };
    NodeError { node, row, code, message }
}

impl<'r> Reading<'r> {
    /// The values of a node.
    pub fn value(&self, node: NodeId) -> Value<'r> {
        self.written.value(self.plan.slot(node))
    }

    /// The truths of a node; unknown where it has none.
    pub fn truth(&self, node: NodeId) -> Truth<'r> {
        self.written.truth(self.plan.slot(node))
    }

    fn truths(&self, nodes: &[NodeId]) -> impl Iterator<Item = Truth<'r>> {
        nodes.iter().map(|node| self.truth(*node))
    }

    /// Whether nothing is known of the rows, not even the date.
    pub fn is_anything(&self) -> bool {
        self.plan.subject == Subject::Anything
    }

    fn input(&self, input: u32, out: Out<'_>) {
        match self.rows {
            Rows::Places(_, group, start) => source::input(group.columns.get(input as usize), start, out),
            _ => source::unknown(out),
        }
    }

    /// A node that yields truths.
    fn truth_of(&self, node: &Node, mut out: TruthOut<'_>) {
        let (program, rows) = (self.context.program, self.written.rows);
        let dictionary = |index| source::text(self.rows, index);
        match node {
            Node::Truth(truth) => out.fill(Some(*truth)),
            Node::Kind(kind) => out.fill(self.plan.is_kind(usize::from(*kind))),
            Node::Region(path) => source::region(self.rows, path, out, rows),
            Node::During(window) => {
                let dates = program.windows.get(*window as usize).map_or(&[][..], Vec::as_slice);
                let during = dates.iter().any(|period| period.contains(self.context.as_of));
                out.fill((!self.is_anything()).then_some(during));
            }
            Node::Known(_) if self.is_anything() => out.fill(None),
            Node::Known(a) => logic::known(out, rows, self.value(*a)),
            Node::Not(a) => logic::not(out, self.truth(*a)),
            Node::And(list) => logic::and(out, self.truths(list)),
            Node::Or(list) => logic::or(out, self.truths(list)),
            Node::Same(a, b) => logic::same(out, self.truth(*a), self.truth(*b)),
            Node::Compare(comparison, a, b) => match (comparison, self.value(*a), self.value(*b)) {
                (Comparison::Equal, a @ Value::Text(..), b) => logic::same_text(out, rows, a, b, dictionary),
                (comparison, a, b) => logic::compare(out, rows, *comparison, a, b),
            },
            Node::OneOf(a, list) => logic::one_of(out, rows, self.value(*a), list),
            Node::TextIs(a, list) => {
                logic::text(out, rows, self.value(*a), dictionary, |text| list.iter().any(|own| own == text));
            }
            Node::TextStarts(a, start) => {
                logic::text(out, rows, self.value(*a), dictionary, |text| text.starts_with(start.as_str()));
            }
            Node::TextContains(a, part) => {
                logic::text(out, rows, self.value(*a), dictionary, |text| text.contains(part.as_str()));
            }
            Node::HasTag(a, mask) => logic::has_tag(out, rows, self.value(*a), *mask),
            Node::Choose(condition, a, b) => {
                logic::choose(out, self.truth(*condition), self.truth(*a), self.truth(*b));
            }
            Node::Check(truth, check) => self.check_truth(*truth, *check, out),
            Node::ResultTruth(result) => match &program.results[*result as usize].truth {
                Some(root) => out.copy(self.truth(root.node)),
                None => out.fill(None),
            },
            _ => out.fill(None),
        }
    }

    /// A node that yields numbers between two ends.
    fn bounds_of(&self, node: &Node, least: &mut [f64], most: &mut [f64]) {
        let program = self.context.program;
        match node {
            Node::Tally(tally, selector) => self.tally(*tally, *selector, least, most),
            Node::Count(list) => number::count(least, most, &self.truths(list).collect::<Vec<_>>()),
            Node::Widen(a, Real(low), Real(high)) => number::widen(least, most, self.value(*a), (*low, *high)),
            Node::Choose(condition, a, b) => {
                number::choose_bounds(least, most, self.truth(*condition), self.value(*a), self.value(*b));
            }
            Node::Score => {
                number::rounded(least, most, self.value(program.score.root.node), program.score.decimals);
            }
            Node::Result(result) => {
                if let Some(number) = &program.results[*result as usize].number {
                    number::rounded(least, most, self.value(number.root.node), number.decimals);
                }
            }
            _ => source::unknown(Out::Bounds(least, most)),
        }
    }

    /// A node that yields values that are known or not.
    fn known_of(&self, node: &Node, out: Out<'_>) {
        match (node, out) {
            (Node::Number(Real(number)), Out::Number(values, known)) => {
                values.fill(*number);
                known.fill(u64::MAX);
            }
            (Node::AsOf, Out::Number(values, known)) => {
                values.fill(self.context.as_of.day_number());
                known.fill(if self.is_anything() { 0 } else { u64::MAX });
            }
            (Node::Since, out) => source::of_places(self.rows, out, |place| place.since.map(crate::Date::day_number)),
            (Node::Record(field), out) => source::record(self.rows, *field, out),
            (Node::TagCount(a), out) => number::tag_count(out, self.value(*a)),
            (Node::Choose(condition, a, b), out) => {
                number::choose(out, self.truth(*condition), self.value(*a), self.value(*b));
            }
            (_, out) => source::unknown(out),
        }
    }
}
