//! Items to program: each stage in turn, every expression once.

mod checks;
mod points;
mod verdicts;

use super::lower::{Lower, place};
use super::name::{FactName, Names};
use super::types::{Stage, Type, Typed};
use super::{Node, NodeId, NumberProgram, Program, Real, ResultProgram, Root, Selector, review};
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::hash::Lookup;
use crate::message::Message;
use crate::pack::Loaded;
use crate::pack::item::{Expression, FactType, Items};
use crate::script::parse;
use crate::table::Inputs;
use std::collections::hash_map::Entry;

/// The printed form of every expression, by its place.
pub type Printed = Lookup<Span, String>;

/// A pack compiled, with what was made on the way.
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// The inputs its nodes name.
    pub inputs: Inputs,
    /// Its expressions printed.
    pub printed: Printed,
}

/// Compiles the items of a pack; problems go to its diagnostics. `None` where there are errors.
pub fn compile(loaded: &mut Loaded) -> Option<Compiled> {
    let items = loaded.items.take()?;
    let names = Names::new(&items, &loaded.scopes, &loaded.removed);
    let mut compiler = Compiler {
        items: &items,
        names,
        diagnostics: &mut loaded.diagnostics,
        nodes: Vec::new(),
        index: Lookup::with_capacity_and_hasher(items.checks.len() * 2, Default::default()),
        derived: Lookup::default(),
        deriving: Vec::new(),
        score: Progress::NotYet,
        results: items.results.iter().map(|_| Progress::NotYet).collect(),
        result_order: Vec::new(),
        printed: Lookup::with_capacity_and_hasher(items.checks.len() * 2, Default::default()),
        walked: Vec::new(),
        walk: 0,
    };
    let program = compiler.program();
    let printed = compiler.printed;
    crate::script::functions::review(&items, &loaded.script_files, &mut loaded.diagnostics);
    let compiled = program.map(|mut program| {
        let inputs = Inputs::new(&items);
        review::review(&mut program, &items, &inputs, &mut loaded.diagnostics);
        Compiled { program, inputs, printed }
    });
    loaded.items = Some(items);
    compiled.filter(|_| !loaded.diagnostics.has_errors())
}

/// How far something that others may refer to is compiled.
enum Progress<T> {
    NotYet,
    Doing,
    Failed,
    Done(T),
}

/// Compiles one pack.
pub struct Compiler<'a> {
    pub(super) items: &'a Items,
    pub(super) names: Names<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    nodes: Vec<Node>,
    index: Lookup<Node, NodeId>,
    derived: Lookup<(usize, bool), Option<Typed>>,
    deriving: Vec<usize>,
    score: Progress<NumberProgram>,
    results: Vec<Progress<ResultProgram>>,
    result_order: Vec<u32>,
    printed: Printed,
    /// For each node, the last walk through the nodes that came to it; and the number of that walk.
    walked: Vec<u32>,
    walk: u32,
}

impl Compiler<'_> {
    /// Adds a node, or finds the one that is already there: what several checks share is computed once.
    pub(super) fn add(&mut self, node: Node) -> NodeId {
        match self.index.entry(node) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let id = self.nodes.len() as NodeId;
                self.nodes.push(new.key().clone());
                *new.insert(id)
            }
        }
    }

    /// A constant, as bounds where numbers are bounds: the hull of two constants is no constant.
    pub(super) fn number(&mut self, number: f64, bounded: bool) -> NodeId {
        let number = Real(number + 0.0);
        let node = self.add(Node::Number(number));
        if bounded { self.add(Node::Widen(node, number, number)) } else { node }
    }

    /// The node of an id.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// The range of a constant or a fact, where it is plain to see.
    pub(super) fn span_of(&self, id: NodeId) -> Option<(f64, f64)> {
        match self.node(id) {
            Node::Number(Real(number)) => Some((*number, *number)),
            Node::Widen(_, Real(least), Real(most)) => Some((*least, *most)),
            Node::Input(input) => {
                let fact = self.items.facts.get(*input as usize)?;
                let is_number = matches!(fact.fact_type, FactType::Number { .. });
                is_number
                    .then(|| (fact.range.min.unwrap_or(f64::NEG_INFINITY), fact.range.max.unwrap_or(f64::INFINITY)))
            }
            _ => None,
        }
    }

    /// The id of a fact or derived fact.
    pub(super) fn fact_id(&self, fact: FactName) -> &str {
        match fact {
            FactName::Fact(index) => &self.items.facts[index].id,
            FactName::Derived(index) => &self.items.derived[index].id,
        }
    }

    /// The id of a check, section or group.
    pub(super) fn selector_id(&self, selector: Selector) -> &str {
        match selector {
            Selector::All => "all",
            Selector::General => "general",
            Selector::Major => "major",
            Selector::Section(index) => &self.items.sections[index as usize].id,
            Selector::Group(index) => &self.items.groups[index as usize].id,
            Selector::Check(index) => &self.items.checks[index as usize].id,
        }
    }

    fn program(&mut self) -> Option<Program> {
        for index in 0..self.items.derived.len() {
            self.derived(index, false);
        }
        let windows = self.items.windows.iter().map(|window| window.dates.clone());
        let windows = windows.chain(self.items.campaigns.iter().map(|campaign| vec![campaign.period])).collect();
        let checks = self.checks();
        let after_checks = self.nodes.len() as NodeId;
        self.need_score(0, &Expression { text: String::new(), source: None });
        for index in 0..self.items.results.len() {
            self.need_result(index, 0, &Expression { text: String::new(), source: None });
        }
        let levels = self.level();
        let duties = self.duties();
        let results =
            self.results.drain(..).map(|result| if let Progress::Done(result) = result { Some(result) } else { None });
        let results = results.collect::<Option<Vec<_>>>();
        let Progress::Done(score) = std::mem::replace(&mut self.score, Progress::NotYet) else { return None };
        Some(Program {
            nodes: std::mem::take(&mut self.nodes),
            after_checks,
            windows,
            checks: checks?,
            sections: self.sections(),
            groups: self.groups(),
            score,
            results: results?,
            result_order: std::mem::take(&mut self.result_order),
            levels: levels?,
            duties: duties?,
        })
    }

    /// Parses and lowers an expression that must have a type.
    pub(super) fn root(&mut self, source: &Expression, stage: Stage, kinds: &[String], wanted: Type) -> Option<Root> {
        self.lowered(source, stage, kinds, None, |lower, expr| lower.of(expr, wanted))
    }

    fn lowered(
        &mut self,
        source: &Expression,
        stage: Stage,
        kinds: &[String],
        own_result: Option<usize>,
        with: impl FnOnce(&mut Lower<'_, '_>, &mut crate::script::expr::Expr) -> Option<NodeId>,
    ) -> Option<Root> {
        let mut expr = match parse(&source.text) {
            Ok(expr) => expr,
            Err(problem) => {
                let report = self.diagnostics.report(problem.code, place(source, problem.at), problem.message);
                if let Some(help) = problem.help {
                    report.help(help);
                }
                return None;
            }
        };
        let mut lower = Lower {
            compiler: self,
            source,
            stage,
            kinds,
            own_result,
            bounded: stage.bounded(),
            terms: Vec::new(),
            assumptions: Vec::new(),
        };
        let node = with(&mut lower, &mut expr)?;
        let (terms, assumptions) = (lower.terms, lower.assumptions);
        let text = expr.printed();
        if let Some(source) = source.source {
            self.printed.insert(source.span, text.clone());
        }
        Some(Root { node, text, terms, assumptions })
    }

    /// A derived fact, lowered where it is first used, plain or as bounds.
    pub(super) fn derived(&mut self, index: usize, bounded: bool) -> Option<Typed> {
        if let Some(known) = self.derived.get(&(index, bounded)) {
            return *known;
        }
        let items = self.items;
        let derived = &items.derived[index];
        if self.deriving.contains(&index) {
            let names = self
                .deriving
                .iter()
                .map(|index| items.derived[*index].id.as_str())
                .chain([derived.id.as_str()])
                .collect::<Vec<_>>()
                .join(" → ");
            self.diagnostics.report(
                Code::Cycle,
                place(&derived.value, 0),
                Message::new(
                    format!("派生事实互相循环引用：{names}"),
                    format!("derived facts refer to each other in a circle: {names}"),
                ),
            );
            return None;
        }
        self.deriving.push(index);
        let stage = if bounded { Stage::Points } else { Stage::Facts };
        let mut value = None;
        let root = self.lowered(&derived.value, stage, &derived.kinds, None, |lower, expr| {
            let typed = lower.expr(expr)?;
            value = Some(typed.value);
            Some(typed.node)
        });
        self.deriving.pop();
        let typed = root.zip(value).map(|(root, value)| Typed { node: root.node, value });
        self.derived.insert((index, bounded), typed);
        typed
    }
}
