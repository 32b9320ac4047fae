//! What concerns places of one set of kinds on one date: checks, duties, nodes, inputs.

use crate::date::Date;
use crate::pack::item::Items;
use crate::program::{CheckProgram, NodeId, Program, Root, Verdict};
use crate::table::KindSet;

/// What concerns places of one set of kinds on one date.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The kinds; none: nothing is known of them.
    pub kinds: Option<KindSet>,
    /// Checks there, by index, in the order of the pack.
    pub checks: Vec<u32>,
    /// Where a check stands in `checks`.
    pub position: Vec<Option<u32>>,
    /// Duties there, by index.
    pub duties: Vec<u32>,
    /// Checks of the kinds that are out of force.
    pub out_of_force: usize,
    /// Inputs that the checks read, ascending.
    pub inputs: Vec<u32>,
    needed: Vec<bool>,
}

impl Plan {
    /// The plan for a set of kinds on a date.
    pub fn new(program: &Program, items: &Items, kinds: &KindSet, as_of: Date) -> Self {
        let of_kind: Vec<u32> = numbered(&program.checks, |check| kinds.meets(&check.kinds));
        let in_force = |check: &CheckProgram| {
            check.effective.contains(as_of) && check.campaign.is_none_or(|campaign| campaign.contains(as_of))
        };
        let checks: Vec<u32> =
            of_kind.iter().copied().filter(|index| in_force(&program.checks[*index as usize])).collect();
        let duties = program.duties.iter().zip(&items.duties).enumerate();
        let duties = duties.filter(|(_, (duty, item))| {
            kinds.meets(&duty.kinds)
                && item.effective.contains(as_of)
                && duty.campaign.is_none_or(|campaign| campaign.contains(as_of))
        });
        let duties = duties.map(|(index, _)| index as u32).collect();
        Self::with(program, Some(kinds.clone()), checks.clone(), duties, of_kind.len() - checks.len())
    }

    /// The plan for any place at all: every check and duty.
    pub fn everything(program: &Program) -> Self {
        let checks = numbered(&program.checks, |_| true);
        let duties = numbered(&program.duties, |_| true);
        Self::with(program, None, checks, duties, 0)
    }

    /// The plan for records: only what `count_if` needs.
    pub fn records(program: &Program, count_if: NodeId) -> Self {
        let mut plan = Self::empty(program, None);
        plan.need(program, count_if);
        plan
    }

    fn empty(program: &Program, kinds: Option<KindSet>) -> Self {
        Self {
            kinds,
            checks: Vec::new(),
            position: vec![None; program.checks.len()],
            duties: Vec::new(),
            out_of_force: 0,
            inputs: Vec::new(),
            needed: vec![false; program.nodes.len()],
        }
    }

    fn with(
        program: &Program,
        kinds: Option<KindSet>,
        checks: Vec<u32>,
        duties: Vec<u32>,
        out_of_force: usize,
    ) -> Self {
        let mut plan = Self { checks, duties, out_of_force, ..Self::empty(program, kinds) };
        for (position, index) in plan.checks.clone().into_iter().enumerate() {
            let check = &program.checks[index as usize];
            plan.position[index as usize] = Some(position as u32);
            plan.inputs.extend(check.reads.iter().chain(&check.reads_besides));
            for root in check_roots(check) {
                plan.need_root(program, root);
            }
        }
        plan.inputs.sort_unstable();
        plan.inputs.dedup();
        for root in verdict_roots(program) {
            plan.need_root(program, root);
        }
        for index in plan.duties.clone() {
            if let Some(when) = &program.duties[index as usize].when {
                plan.need_root(program, when);
            }
        }
        plan
    }

    /// Whether a node is computed.
    pub fn needs(&self, node: NodeId) -> bool {
        self.needed[node as usize]
    }

    fn need_root(&mut self, program: &Program, root: &Root) {
        self.need(program, root.node);
        for operand in
            root.assumptions.iter().map(|assumption| assumption.operand).chain(root.terms.iter().map(|term| term.node))
        {
            self.need(program, operand);
        }
    }

    fn need(&mut self, program: &Program, node: NodeId) {
        if std::mem::replace(&mut self.needed[node as usize], true) {
            return;
        }
        for operand in program.nodes[node as usize].operands() {
            self.need(program, operand);
        }
    }
}

fn numbered<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Vec<u32> {
    list.iter().enumerate().filter(|(_, item)| holds(item)).map(|(index, _)| index as u32).collect()
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
pub fn verdict_roots(program: &Program) -> Vec<&Root> {
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
