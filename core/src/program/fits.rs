//! Whether a program read from a bundle fits its items: every index points to something, children before parents.

use super::{CheckProgram, LevelsProgram, Node, Program, ResultProgram, Root, Selector, Verdict};
use crate::pack::item::{CheckRule, Items};

impl Program {
    /// Whether every index of the program points to something of these items, so that running it is sound.
    pub fn fits(&self, items: &Items) -> bool {
        let answers = items.checks.iter().filter(|check| check.rule == CheckRule::Observed).count();
        let inputs = items.facts.len() + answers;
        let fit = Fit { program: self, items, inputs };
        self.after_checks as usize <= self.nodes.len()
            && self.checks.len() == items.checks.len()
            && self.sections.len() == items.sections.len()
            && self.groups.len() == items.groups.len()
            && self.results.len() == items.results.len()
            && self.duties.len() == items.duties.len()
            && self.levels.is_some() != items.levels.is_empty()
            && self.nodes.iter().enumerate().all(|(index, node)| fit.node(index, node))
            && self.checks.iter().all(|check| fit.check(check))
            && self.sections.iter().all(|section| section.checks.iter().all(|check| fit.has_check(*check)))
            && self.groups.iter().flatten().all(|check| fit.has_check(*check))
            && fit.root(&self.score.root)
            && self.result_order.iter().all(|result| (*result as usize) < self.results.len())
            && self.levels.iter().all(|levels| fit.levels(levels, items.levels.len()))
            && self.results.iter().zip(&items.results).all(|(result, item)| {
                result.number.iter().all(|number| fit.root(&number.root))
                    && result.truth.iter().all(|root| fit.root(root))
                    && result.levels.iter().all(|levels| fit.levels(levels, item.levels.len()))
            })
            && self.duties.iter().all(|duty| {
                duty.kinds.iter().all(|kind| *kind < items.kinds.len())
                    && duty.when.iter().chain(&duty.count_if).all(|root| fit.root(root))
            })
    }
}

struct Fit<'a> {
    program: &'a Program,
    items: &'a Items,
    inputs: usize,
}

impl Fit<'_> {
    fn has_check(&self, check: u32) -> bool {
        (check as usize) < self.program.checks.len()
    }

    fn root(&self, root: &Root) -> bool {
        let nodes = self.program.nodes.len();
        let others =
            root.terms.iter().map(|term| term.node).chain(root.assumptions.iter().map(|assumption| assumption.operand));
        std::iter::once(root.node).chain(others).all(|node| (node as usize) < nodes)
    }

    fn levels(&self, levels: &LevelsProgram, count: usize) -> bool {
        levels.whens.len() == count
            && count > 0
            && levels.whens.iter().flatten().all(|root| self.root(root))
            && levels
                .adjusts
                .iter()
                .all(|adjust| self.root(&adjust.when) && adjust.to.is_none_or(|to| (to as usize) < count))
    }

    fn check(&self, check: &CheckProgram) -> bool {
        let before = |root: &Root| self.root(root) && root.node < self.program.after_checks;
        let verdict = match &check.verdict {
            Verdict::Rule(root) => before(root),
            Verdict::Answer(input) => (*input as usize) < self.inputs,
            Verdict::Scored => true,
        };
        verdict
            && check.applies.iter().chain([&check.points, &check.major]).all(before)
            && check.kinds.iter().all(|kind| *kind < self.items.kinds.len())
            && check.section.is_none_or(|section| (section as usize) < self.program.sections.len())
            && check.reads.iter().chain(&check.reads_besides).all(|input| (*input as usize) < self.inputs)
    }

    fn node(&self, index: usize, node: &Node) -> bool {
        let own = match node {
            Node::Input(input) => (*input as usize) < self.inputs,
            Node::Kind(kind) => usize::from(*kind) < self.items.kinds.len(),
            Node::During(window) => (*window as usize) < self.program.windows.len(),
            Node::Call(function, _) => (*function as usize) < self.items.functions.len(),
            Node::Check(_, check) => self.has_check(*check) && self.after(index),
            Node::Tally(_, selector) => self.after(index) && self.selector(*selector),
            Node::Score => self.after(index) && (self.program.score.root.node as usize) < index,
            Node::Result(result) => self.result(*result, |result| {
                result.number.as_ref().is_none_or(|number| (number.root.node as usize) < index)
            }),
            Node::ResultTruth(result) => {
                self.result(*result, |result| result.truth.as_ref().is_none_or(|root| (root.node as usize) < index))
            }
            Node::ResultLevelIs(result, _) => {
                self.after(index)
                    && self.result(*result, |result| {
                        result.levels.as_ref().is_none_or(|levels| levels_before(levels, index))
                    })
            }
            Node::LevelIs(_) => {
                self.after(index) && self.program.levels.as_ref().is_some_and(|levels| levels_before(levels, index))
            }
            _ => true,
        };
        own && node.operands().iter().all(|operand| (*operand as usize) < index)
    }

    fn result(&self, result: u32, fits: impl Fn(&ResultProgram) -> bool) -> bool {
        self.program.results.get(result as usize).is_some_and(fits)
    }

    fn after(&self, index: usize) -> bool {
        index >= self.program.after_checks as usize
    }

    fn selector(&self, selector: Selector) -> bool {
        match selector {
            Selector::All | Selector::General | Selector::Major => true,
            Selector::Section(section) => (section as usize) < self.program.sections.len(),
            Selector::Group(group) => (group as usize) < self.program.groups.len(),
            Selector::Check(check) => self.has_check(check),
        }
    }
}

/// Whether all that levels are found from comes before a node.
fn levels_before(levels: &LevelsProgram, index: usize) -> bool {
    let adjusts = levels.adjusts.iter().map(|adjust| &adjust.when);
    levels.whens.iter().flatten().chain(adjusts).all(|root| (root.node as usize) < index)
}
