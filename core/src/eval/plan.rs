//! What concerns places of one set of kinds on one date: checks, duties, nodes, inputs; and the steps of a run over them.

use super::check::CheckState;
use super::layout::{Layout, Sizes, Slot};
use super::step::Step;
use super::values::Values;
use super::{Context, Rows, Run};
use crate::date::Date;
use crate::pack::item::Items;
use crate::program::{CheckProgram, Node, NodeId, Program, Root, Verdict};
use crate::table::KindSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whom a plan is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Places of these kinds.
    Places(KindSet),
    /// Records.
    Records,
    /// Nothing is known, not even the date.
    Anything,
}

/// What a run computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Outcomes, score, results and levels.
    Results,
    /// Also duties, and what explains the results.
    All,
}

/// So many spare values are kept, one for each thread that is likely to run.
const SPARES: usize = 8;

/// What concerns places of one set of kinds on one date.
#[derive(Debug)]
pub struct Plan {
    /// Whom it is for.
    pub subject: Subject,
    /// Checks there, in the order of the pack.
    pub checks: Vec<CheckState>,
    /// Where a check stands in `checks`.
    position: Vec<Option<u32>>,
    /// Duties there, by index.
    pub duties: Vec<u32>,
    /// Checks of the kinds that are out of force.
    pub out_of_force: usize,
    /// Inputs that the checks read, ascending.
    pub inputs: Vec<u32>,
    /// Columns of the levels of the pack.
    pub levels: Option<u32>,
    /// The same of each result.
    pub result_levels: Vec<Option<u32>>,
    /// Nodes that are the same for every row.
    pub(super) constants: Vec<NodeId>,
    /// The values of one row, with what is the same for every row.
    template: Values,
    /// Values of one row that a run has done with, for the next.
    spare: Mutex<Vec<Values>>,
    layout: Layout,
    results: Vec<Step>,
    all: Vec<Step>,
}

impl Plan {
    /// The plan for a set of kinds on the date of the context.
    pub fn places(context: Context<'_>, items: &Items, kinds: &KindSet) -> Self {
        let (program, as_of) = (context.program, context.as_of);
        let of_kind: Vec<u32> = numbered(&program.checks, |check| kinds.meets(&check.kinds));
        let in_force = |check: &CheckProgram| {
            check.effective.contains(as_of) && check.campaign.is_none_or(|campaign| campaign.contains(as_of))
        };
        let checks: Vec<u32> =
            of_kind.iter().copied().filter(|index| in_force(&program.checks[*index as usize])).collect();
        let duties = duties(program, items, kinds, as_of);
        let out_of_force = of_kind.len() - checks.len();
        let mut plan = Self::new(context, Subject::Places(kinds.clone()), &checks, duties);
        plan.out_of_force = out_of_force;
        plan
    }

    /// The plan for any place at all: every check and duty.
    #[cfg(feature = "script")]
    pub fn everything(context: Context<'_>) -> Self {
        let checks = numbered(&context.program.checks, |_| true);
        let duties = numbered(&context.program.duties, |_| true);
        Self::new(context, Subject::Anything, &checks, duties)
    }

    /// The plan for records: only what `count_if` needs.
    pub fn records(context: Context<'_>, count_if: NodeId) -> Self {
        let mut needs = Needs::new(context.program);
        needs.root(count_if);
        needs.close();
        let mut plan = Self::blank(context.program, Subject::Records);
        plan.lay_out(context, &needs, &[]);
        plan.all = plan.schedule(context.program, &needs);
        plan
    }

    fn new(context: Context<'_>, subject: Subject, checks: &[u32], duties: Vec<u32>) -> Self {
        let program = context.program;
        let own = || checks.iter().map(|index| &program.checks[*index as usize]);
        let mut needs = Needs::new(program);
        own().flat_map(check_roots).chain(verdict_roots(program)).for_each(|root| needs.root(root.node));
        let mut all = needs.clone();
        needs.close();
        own().flat_map(check_roots).chain(verdict_roots(program)).for_each(|root| all.explained(root));
        let whens = duties.iter().filter_map(|index| program.duties[*index as usize].when.as_ref());
        whens.for_each(|root| all.explained(root));
        all.close();
        let mut plan = Self { duties, ..Self::blank(program, subject) };
        plan.inputs = own().flat_map(|check| check.reads.iter().chain(&check.reads_besides)).copied().collect();
        plan.inputs.sort_unstable();
        plan.inputs.dedup();
        plan.lay_out(context, &all, checks);
        // Where nothing is known, everything is asked at once.
        if plan.subject != Subject::Anything {
            plan.results = plan.schedule(program, &needs);
        }
        plan.all = plan.schedule(program, &all);
        plan
    }

    fn blank(program: &Program, subject: Subject) -> Self {
        Self {
            subject,
            checks: Vec::new(),
            position: vec![None; program.checks.len()],
            duties: Vec::new(),
            out_of_force: 0,
            inputs: Vec::new(),
            levels: None,
            result_levels: Vec::new(),
            constants: Vec::new(),
            template: Values::new(Sizes::default(), 1),
            spare: Mutex::default(),
            layout: Layout::new(program.nodes.len()),
            results: Vec::new(),
            all: Vec::new(),
        }
    }

    /// Gives every node that is needed its slot, and computes once what is the same for every row.
    fn lay_out(&mut self, context: Context<'_>, needs: &Needs<'_>, checks: &[u32]) {
        let Context { program, inputs, scripts, .. } = context;
        let varying = varying(program);
        let after = program.after_checks as usize;
        let add = |layout: &mut Layout, nodes: std::ops::Range<usize>| {
            nodes
                .filter(|node| needs.needed[*node])
                .for_each(|node| layout.add(node as NodeId, program, inputs, scripts));
        };
        add(&mut self.layout, 0..after);
        for (position, index) in checks.iter().enumerate() {
            let varies = varying[program.checks[*index as usize].points.node as usize];
            self.position[*index as usize] = Some(position as u32);
            self.checks.push(CheckState::new(*index, &program.checks[*index as usize], varies, &mut self.layout));
        }
        add(&mut self.layout, after..program.nodes.len());
        self.levels = program.levels.as_ref().map(|_| self.layout.small(super::level::COLUMNS));
        let result_levels = program.results.iter().map(|result| result.levels.as_ref());
        self.result_levels =
            result_levels.map(|levels| levels.map(|_| self.layout.small(super::level::COLUMNS))).collect();
        self.constants = (0..varying.len())
            .filter(|node| needs.needed[*node] && !varying[*node])
            .map(|node| node as NodeId)
            .collect();
        self.template = Values::new(self.layout.sizes, 1);
        let (template, failed) = {
            let mut run = Run::new(context, Rows::Anything, self, 1);
            run.errors = Some(Vec::new());
            run.nodes(&self.constants);
            let failed: Vec<NodeId> = run.errors().iter().map(|error| error.node).collect();
            (std::mem::take(&mut run.values), failed)
        };
        // What fails is left to each run with all that follows from it, so that its rows tell the error.
        let mut unsettled = vec![false; program.nodes.len()];
        for (node, own) in program.nodes.iter().enumerate() {
            let follows = own.operands().iter().any(|operand| unsettled[*operand as usize]);
            unsettled[node] = follows || failed.contains(&(node as NodeId));
        }
        self.constants.retain(|node| !unsettled[*node as usize]);
        self.template = template;
        for check in &mut self.checks {
            check.settle(&program.checks[check.index as usize], &self.layout, &self.template);
        }
    }

    /// The nodes that are needed and differ between rows, in order, with the checks and levels in their places.
    fn schedule(&self, program: &Program, needs: &Needs<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        let wanted = |node: &NodeId| needs.needed[*node as usize] && self.constants.binary_search(node).is_err();
        let step = |node| Step::of(node, program, self);
        if self.subject == Subject::Records {
            return (0..program.nodes.len() as NodeId).filter(wanted).map(step).collect();
        }
        steps.extend((0..program.after_checks).filter(wanted).map(step));
        steps.extend((0..self.checks.len() as u32).map(|check| Step::of_check(check, program, self)));
        let once = |steps: &mut Vec<Step>, step: Step| {
            if !steps.contains(&step) {
                steps.push(step);
            }
        };
        for node in (program.after_checks..program.nodes.len() as NodeId).filter(wanted) {
            match program.nodes[node as usize] {
                Node::LevelIs(_) => once(&mut steps, Step::Levels(None)),
                Node::ResultLevelIs(result, _) => once(&mut steps, Step::Levels(Some(result))),
                _ => {}
            }
            steps.push(step(node));
        }
        let with_levels = self.result_levels.iter().enumerate().filter(|(_, levels)| levels.is_some());
        with_levels.for_each(|(result, _)| once(&mut steps, Step::Levels(Some(result as u32))));
        if self.levels.is_some() {
            once(&mut steps, Step::Levels(None));
        }
        steps
    }

    /// The steps of a run.
    pub(super) fn steps(&self, steps: Steps) -> &[Step] {
        match steps {
            Steps::Results => &self.results,
            Steps::All => &self.all,
        }
    }

    /// The room that one row takes.
    pub(super) fn sizes(&self) -> Sizes {
        self.layout.sizes
    }

    /// Room for the values of one row, with what is the same for every row. What else stands there means nothing.
    pub(super) fn one_row(&self) -> Values {
        self.spares().pop().unwrap_or_else(|| self.template.clone())
    }

    /// Takes the values of a run that is done.
    pub(super) fn give_back(&self, values: Values) {
        let mut spares = self.spares();
        if spares.len() < SPARES {
            spares.push(values);
        }
    }

    fn spares(&self) -> MutexGuard<'_, Vec<Values>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the values of a node are.
    pub(super) fn slot(&self, node: NodeId) -> Slot {
        self.layout.slots[node as usize]
    }

    /// Where a check stands in `checks`, by its index in the program; none where the place does not have it.
    pub fn position(&self, check: u32) -> Option<usize> {
        self.position.get(check as usize)?.map(|position| position as usize)
    }

    /// The state of a check, by its index in the program; none where the place does not have it.
    pub fn check(&self, check: u32) -> Option<&CheckState> {
        self.checks.get(self.position(check)?)
    }

    /// The states of those of some checks that the places have.
    pub fn states(&self, checks: &[u32]) -> Vec<&CheckState> {
        checks.iter().filter_map(|check| self.check(*check)).collect()
    }

    /// Whether the places are of a kind; none where nobody knows.
    pub fn is_kind(&self, kind: usize) -> Option<bool> {
        match &self.subject {
            Subject::Places(kinds) => Some(kinds.contains(kind)),
            _ => None,
        }
    }
}

fn duties(program: &Program, items: &Items, kinds: &KindSet, as_of: Date) -> Vec<u32> {
    let duties = program.duties.iter().zip(&items.duties).enumerate();
    let there = duties.filter(|(_, (duty, item))| {
        kinds.meets(&duty.kinds)
            && item.effective.contains(as_of)
            && duty.campaign.is_none_or(|campaign| campaign.contains(as_of))
    });
    there.map(|(index, _)| index as u32).collect()
}

fn numbered<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Vec<u32> {
    list.iter().enumerate().filter(|(_, item)| holds(item)).map(|(index, _)| index as u32).collect()
}

/// The nodes that some roots are computed from.
#[derive(Clone)]
struct Needs<'p> {
    program: &'p Program,
    needed: Vec<bool>,
}

impl<'p> Needs<'p> {
    fn new(program: &'p Program) -> Self {
        Self { program, needed: vec![false; program.nodes.len()] }
    }

    fn root(&mut self, node: NodeId) {
        self.needed[node as usize] = true;
    }

    /// Adds what the roots are computed from. Operands come before their node, so one way back finds all.
    fn close(&mut self) {
        for node in (0..self.needed.len()).rev() {
            if self.needed[node] {
                self.program.nodes[node].operands().iter().for_each(|operand| self.needed[*operand as usize] = true);
            }
        }
    }

    /// A root with what a person may want to see of it.
    fn explained(&mut self, root: &Root) {
        self.root(root.node);
        root.assumptions.iter().for_each(|assumption| self.root(assumption.operand));
        root.terms.iter().for_each(|term| self.root(term.node));
    }
}

/// Which nodes can differ between rows.
fn varying(program: &Program) -> Vec<bool> {
    let mut varying = Vec::with_capacity(program.nodes.len());
    for node in &program.nodes {
        let varies = match node {
            Node::Number(_) | Node::Truth(_) | Node::AsOf | Node::Kind(_) | Node::During(_) => false,
            Node::Input(_) | Node::Since | Node::Record(_) | Node::Region(_) | Node::Call(..) => true,
            Node::Check(..) | Node::Tally(..) | Node::Score | Node::Result(_) | Node::ResultTruth(_) => true,
            Node::LevelIs(_) | Node::ResultLevelIs(..) => true,
            node => node.operands().iter().any(|operand| varying[*operand as usize]),
        };
        varying.push(varies);
    }
    varying
}

/// The roots of a check.
pub fn check_roots(check: &CheckProgram) -> impl Iterator<Item = &Root> {
    let rule = match &check.verdict {
        Verdict::Rule(root) => Some(root),
        _ => None,
    };
    check.applies.iter().chain(rule).chain([&check.points, &check.major])
}

/// The roots of score, results and levels.
fn verdict_roots(program: &Program) -> Vec<&Root> {
    let mut roots = vec![&program.score.root];
    let mut levels: Vec<_> = program.levels.iter().collect();
    for result in &program.results {
        roots.extend(result.number.as_ref().map(|number| &number.root));
        roots.extend(&result.truth);
        levels.extend(&result.levels);
    }
    for levels in levels {
        roots.extend(levels.whens.iter().flatten());
        roots.extend(levels.adjusts.iter().map(|adjust| &adjust.when));
    }
    roots
}
