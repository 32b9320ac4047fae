//! The values of one node for all rows of a block, from the values of its operands.

use super::arithmetic::Failure;
use super::layout::Slot;
use super::number::Failures;
use super::plan::{Plan, Subject};
use super::truth::Truth;
use super::values::{Value, Written};
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
        let (context, plan, rows, slot) = (self.context, self.plan, self.rows, self.plan.slot(id));
        let values = &mut self.values;
        let node = &context.program.nodes[id as usize];
        let reading = |written| Reading { context, plan, rows, written };
        let mut failures = Failures::new();
        match (node, slot) {
            #[cfg(feature = "script")]
            (Node::Call(function, arguments), slot) => {
                let returned = reading(values.all()).call(id, *function as usize, arguments, self.errors.as_mut());
                returned.put(values, slot);
            }
            (node, Slot::Truth(at)) => {
                let truth = reading(values.all()).truths_of(node);
                values.put_truth(at, truth);
            }
            (node, Slot::Bounds(at)) => {
                let (written, least, most) = values.bounds_out(at);
                reading(written).bounds_of(node, least, most, &mut failures);
            }
            (node, Slot::Number(at, known)) => {
                let (written, out) = values.reals_out(at);
                let own = reading(written).numbers_of(node, out, &mut failures);
                values.put_known(known, own);
            }
            (node, Slot::Tags(at, known) | Slot::Text(at, known)) => {
                let (written, out) = values.wide_out(at);
                let own = reading(written).words_of(node, out);
                values.put_known(known, own);
            }
            (_, Slot::Choice(..) | Slot::Nothing) => source::unknown(values, slot),
        }
        self.fail(id, failures);
    }

    /// Notes why a node has no value in some rows, if anyone asks.
    pub(super) fn fail(&mut self, node: NodeId, failures: Failures) {
        if let (Some(errors), false) = (&mut self.errors, failures.is_empty()) {
            errors.extend(failures.into_iter().map(|(row, failure)| error(node, row, failure)));
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
    pub fn truth(&self, node: NodeId) -> Truth {
        self.written.truth(self.plan.slot(node))
    }

    /// Whether nothing is known of the rows, not even the date.
    pub fn is_anything(&self) -> bool {
        self.plan.subject == Subject::Anything
    }

    /// A node that yields truths.
    fn truths_of(&self, node: &Node) -> Truth {
        let rows = self.written.rows;
        let dictionary = |index| source::text(self.rows, index);
        match node {
            Node::And(list) => list.iter().fold(Truth::same(Some(true)), |all, node| all.and(self.truth(*node))),
            Node::Or(list) => list.iter().fold(Truth::same(Some(false)), |any, node| any.or(self.truth(*node))),
            Node::Not(a) => self.truth(*a).not(),
            Node::Compare(Comparison::Equal, a, b) if matches!(self.value(*a), Value::Text(..)) => {
                logic::same_text(rows, self.value(*a), self.value(*b), dictionary)
            }
            Node::Compare(comparison, a, b) => logic::compare(rows, *comparison, self.value(*a), self.value(*b)),
            Node::OneOf(a, list) => logic::one_of(rows, self.value(*a), list),
            Node::Same(a, b) => self.truth(*a).equals(self.truth(*b)),
            Node::Choose(condition, a, b) => self.truth(*condition).choose(self.truth(*a), self.truth(*b)),
            Node::HasTag(a, mask) => logic::has_tag(self.value(*a), mask.0),
            Node::TextIs(a, list) => {
                logic::text(rows, self.value(*a), dictionary, &|text| list.iter().any(|own| own == text))
            }
            Node::TextStarts(a, start) => {
                logic::text(rows, self.value(*a), dictionary, &|text| text.starts_with(start.as_str()))
            }
            Node::TextContains(a, part) => {
                logic::text(rows, self.value(*a), dictionary, &|text| text.contains(part.as_str()))
            }
            Node::Known(_) if self.is_anything() => Truth::UNKNOWN,
            Node::Known(a) => logic::known(rows, self.value(*a)),
            node => self.truths_of_place(node),
        }
    }

    /// A node that yields truths about places, dates, checks and results.
    fn truths_of_place(&self, node: &Node) -> Truth {
        let program = self.context.program;
        match node {
            Node::Truth(truth) => Truth::same(Some(*truth)),
            Node::Kind(kind) => Truth::same(self.plan.is_kind(usize::from(*kind))),
            Node::Region(path) => source::region(self.rows, self.written.rows, path),
            Node::During(_) if self.is_anything() => Truth::UNKNOWN,
            Node::During(window) => {
                let dates = program.windows.get(*window as usize).map_or(&[][..], Vec::as_slice);
                Truth::same(Some(dates.iter().any(|period| period.contains(self.context.as_of))))
            }
            Node::Check(truth, check) => self.check_truth(*truth, *check),
            Node::ResultTruth(result) => {
                let root = program.results[*result as usize].truth.as_ref();
                root.map_or(Truth::UNKNOWN, |root| self.truth(root.node))
            }
            Node::LevelIs(mask) => self.level_is(self.plan.levels, mask.0),
            Node::ResultLevelIs(result, mask) => {
                self.level_is(self.plan.result_levels.get(*result as usize).copied().flatten(), mask.0)
            }
            _ => Truth::UNKNOWN,
        }
    }

    /// A node that yields numbers between two ends.
    fn bounds_of(&self, node: &Node, least: &mut [f64], most: &mut [f64], failures: &mut Failures) {
        let program = self.context.program;
        match node {
            Node::Tally(tally, selector) => self.tally(*tally, *selector, least, most),
            Node::Count(list) => {
                number::count(least, most, list.iter().map(|node| self.truth(*node)));
            }
            Node::Widen(a, Real(low), Real(high)) => number::widen(least, most, self.value(*a), (*low, *high)),
            Node::Choose(condition, a, b) => {
                number::choose_bounds(least, most, self.truth(*condition), self.value(*a), self.value(*b));
            }
            Node::Arithmetic(operation, a, b) => {
                number::arithmetic_bounds((least, most), *operation, self.value(*a), self.value(*b), failures);
            }
            Node::Function(function, a) => {
                number::function_bounds((least, most), *function, self.value(*a), failures);
            }
            Node::Score => {
                number::rounded(least, most, self.value(program.score.root.node), program.score.decimals);
            }
            Node::Result(result) => {
                if let Some(number) = &program.results[*result as usize].number {
                    number::rounded(least, most, self.value(number.root.node), number.decimals);
                }
            }
            _ => {
                least.fill(f64::NEG_INFINITY);
                most.fill(f64::INFINITY);
            }
        }
    }

    /// A node that yields numbers. Answers which rows are known.
    fn numbers_of(&self, node: &Node, out: &mut [f64], failures: &mut Failures) -> u64 {
        match node {
            Node::Arithmetic(operation, a, b) => match (self.value(*a), self.value(*b)) {
                (Value::Number(a, a_known), Value::Number(b, b_known)) => {
                    number::arithmetic(out, a_known & b_known, *operation, a, b, failures)
                }
                _ => 0,
            },
            Node::Function(function, a) => number::function(out, *function, self.value(*a), failures),
            Node::Choose(condition, a, b) => {
                number::choose(out, self.truth(*condition), self.value(*a), self.value(*b))
            }
            Node::TagCount(a) => number::tag_count(out, self.value(*a)),
            Node::Number(Real(number)) => {
                out.fill(*number);
                u64::MAX
            }
            Node::AsOf => {
                out.fill(self.context.as_of.day_number());
                if self.is_anything() { 0 } else { u64::MAX }
            }
            Node::Since => source::of_places(self.rows, out, |place| place.since.map(crate::Date::day_number)),
            Node::Record(_) => source::record_days(self.rows, out),
            _ => 0,
        }
    }

    /// A node that yields texts or tags. Answers which rows are known.
    fn words_of(&self, node: &Node, out: &mut [u64]) -> u64 {
        match node {
            Node::Choose(condition, a, b) => {
                let dictionary = |index| source::text(self.rows, index);
                number::choose_wide(out, self.truth(*condition), self.value(*a), self.value(*b), dictionary)
            }
            Node::Record(field) => source::record_texts(self.rows, *field, out),
            _ => 0,
        }
    }
}
