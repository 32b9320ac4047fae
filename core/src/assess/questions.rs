//! What to ask next: the inputs that something undecided waits for, most telling first.

use super::{ROW, View};
use crate::assessment::Outcome;
use crate::eval::check_roots;
use crate::explain::Question;
use crate::program::{LevelsProgram, Node, NodeId, Selector, Verdict};
use crate::table::Bits;

/// Walks down from what is undecided through what is undecided, and gathers the inputs it ends at.
struct Walk<'w> {
    view: &'w View<'w, 'w>,
    seen: Bits,
    checks: Bits,
    inputs: Bits,
}

impl View<'_, '_> {
    pub(super) fn questions(&self) -> Vec<Question> {
        let (items, list) = (self.pack().items(), self.run.context.inputs.list());
        // The points and checks that hang on each input.
        let mut open: Vec<(f64, Vec<String>)> = vec![Default::default(); list.len()];
        let (level, others) = (self.could_change_level(), self.wait_elsewhere());
        for state in &self.plan.checks {
            let (least, most) = self.run.contribution(state, ROW);
            let mut walk = self.walk();
            walk.check(state.index);
            for input in walk.inputs.ones() {
                let (points, checks) = &mut open[input];
                *points += most - least;
                checks.push(items.checks[state.index as usize].id.clone());
            }
        }
        let asked = |(index, (_, checks)): &(usize, (f64, Vec<String>))| {
            !checks.is_empty() || level.get(*index) || others.get(*index)
        };
        let mut questions: Vec<Question> = open
            .into_iter()
            .enumerate()
            .filter(asked)
            .map(|(index, (points, checks))| {
                let input = &list[index];
                let question = input.question.clone().unwrap_or_else(|| input.label.clone());
                Question {
                    input: input.id.clone(),
                    label: input.label.clone(),
                    question,
                    changes_level: level.get(index),
                    points: points + 0.0,
                    checks,
                }
            })
            .collect();
        questions.sort_by(|a, b| b.changes_level.cmp(&a.changes_level).then(b.points.total_cmp(&a.points)));
        questions
    }

    fn walk(&self) -> Walk<'_> {
        Walk { view: self, seen: Bits::default(), checks: Bits::default(), inputs: Bits::default() }
    }

    /// Inputs that a level between both ends, or an adjust, waits for.
    fn could_change_level(&self) -> Bits {
        let mut walk = self.walk();
        if let (Some(program), Some(levels)) = (&self.run.context.program.levels, self.run.levels(None))
            && levels.level[ROW] != levels.worst[ROW]
        {
            walk.levels(program);
        }
        walk.inputs
    }

    /// Inputs that the score, results or duties wait for, besides the checks.
    fn wait_elsewhere(&self) -> Bits {
        let mut walk = self.walk();
        for (_, root) in self.roots_after_checks() {
            walk.node(root.node);
            root.assumptions.iter().for_each(|assumption| walk.node(assumption.operand));
        }
        walk.inputs
    }
}

impl Walk<'_> {
    fn node(&mut self, node: NodeId) {
        let run = &self.view.run;
        if !run.value(node).undetermined(ROW) || !self.seen.insert(node as usize) {
            return;
        }
        let program = run.context.program;
        match &program.nodes[node as usize] {
            Node::Input(input) => self.input(*input),
            Node::Check(_, check) => self.check(*check),
            Node::Tally(_, selector) => self.selector(*selector),
            Node::Score => self.node(program.score.root.node),
            Node::Result(result) => {
                program.results[*result as usize].number.iter().for_each(|number| self.node(number.root.node))
            }
            Node::ResultTruth(result) => {
                program.results[*result as usize].truth.iter().for_each(|root| self.node(root.node))
            }
            Node::LevelIs(_) => program.levels.iter().for_each(|levels| self.levels(levels)),
            Node::ResultLevelIs(result, _) => {
                program.results[*result as usize].levels.iter().for_each(|levels| self.levels(levels))
            }
            node => node.operands().into_iter().for_each(|operand| self.node(operand)),
        }
    }

    fn input(&mut self, input: u32) {
        if !self.view.is_known(input) {
            self.inputs.set(input as usize);
        }
    }

    fn levels(&mut self, levels: &LevelsProgram) {
        levels.whens.iter().flatten().for_each(|root| self.node(root.node));
        levels.adjusts.iter().for_each(|adjust| self.node(adjust.when.node));
    }

    fn selector(&mut self, selector: Selector) {
        let program = self.view.run.context.program;
        let checks = match selector {
            Selector::All | Selector::General | Selector::Major => {
                return self.view.plan.checks.iter().for_each(|state| self.check(state.index));
            }
            Selector::Section(section) => &program.sections[section as usize].checks,
            Selector::Group(group) => &program.groups[group as usize],
            Selector::Check(check) => return self.check(check),
        };
        checks.iter().for_each(|check| self.check(*check));
    }

    /// What a check waits for: its outcome, its points and grade unless it certainly does not count, and its assumptions.
    fn check(&mut self, index: u32) {
        let (plan, run) = (self.view.plan, &self.view.run);
        let Some(state) = plan.check(index) else { return };
        if !self.checks.insert(index as usize) {
            return;
        }
        let check = &run.context.program.checks[index as usize];
        if matches!(run.outcome(state, ROW), Outcome::Unknown | Outcome::NotFailed) {
            check.applies.iter().for_each(|root| self.node(root.node));
            match &check.verdict {
                Verdict::Rule(root) => self.node(root.node),
                Verdict::Answer(input) => self.input(*input),
                Verdict::Scored => {}
            }
        }
        if run.counts(state, ROW) != Some(false) {
            self.node(check.points.node);
            self.node(check.major.node);
        }
        for root in check_roots(check) {
            root.assumptions.iter().for_each(|assumption| self.node(assumption.operand));
        }
    }
}
