//! Runs a program over blocks of places: facts to outcomes, outcomes to score and level.
//!
//! One evaluator: one place is a block of one row. Rows are grouped by their set of kinds, so that no place pays for
//! the checks of other kinds.

mod arithmetic;
#[cfg(feature = "script")]
mod call;
mod check;
mod compute;
mod level;
mod plan;
mod tally;
mod value;

pub use check::CheckState;
pub use level::Levels;
pub use plan::{Plan, check_roots};
pub use value::{Truth, Value};

use crate::date::Date;
use crate::program::{NodeId, Program};
use crate::script::Scripts;
use crate::table::{Inputs, Places, Record};

/// What the rows of a run are.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'a> {
    /// Some places of a block, by index.
    Places(&'a Places, &'a [u32]),
    /// Records, for `count_if`.
    Records(&'a [&'a Record]),
    /// One row of which nothing is known, not even the date: what can be said of every place.
    Anything,
}

/// What a run needs besides its rows.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The program.
    pub program: &'a Program,
    /// The inputs of the pack.
    pub inputs: &'a Inputs,
    /// The scripts of the pack, if it has any.
    pub scripts: Option<&'a Scripts>,
    /// The date of the assessment.
    pub as_of: Date,
}

/// Why a value that could be computed has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeError {
    /// The node.
    pub node: NodeId,
    /// The row.
    pub row: usize,
    /// The code: `R001` to `R004`.
    pub code: &'static str,
    /// What happened.
    pub message: crate::Message,
}

/// All values of a run.
#[derive(Debug)]
pub struct Run<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) rows: Rows<'a>,
    pub(crate) plan: Plan,
    pub(crate) len: usize,
    pub(crate) values: Vec<Option<Value<'a>>>,
    pub(crate) checks: Vec<CheckState>,
    pub(crate) errors: Vec<NodeError>,
    pub(crate) levels: Option<Levels>,
    pub(crate) result_levels: Vec<Option<Levels>>,
}

impl<'a> Run<'a> {
    /// Computes everything a plan needs.
    pub fn new(context: Context<'a>, rows: Rows<'a>, plan: Plan) -> Self {
        let len = match rows {
            Rows::Places(_, rows) => rows.len(),
            Rows::Records(records) => records.len(),
            Rows::Anything => 1,
        };
        let nodes = context.program.nodes.len();
        let mut run = Self {
            context,
            rows,
            plan,
            len,
            values: std::iter::repeat_with(|| None).take(nodes).collect(),
            checks: Vec::new(),
            errors: Vec::new(),
            levels: None,
            result_levels: Vec::new(),
        };
        let after = context.program.after_checks;
        run.compute_nodes(0..after);
        if !matches!(rows, Rows::Records(_)) {
            run.decide_checks();
        }
        run.result_levels.resize_with(context.program.results.len(), || None);
        run.compute_nodes(after..nodes as NodeId);
        run
    }

    fn compute_nodes(&mut self, nodes: std::ops::Range<NodeId>) {
        for node in nodes {
            if self.plan.needs(node) {
                let value = self.compute(node);
                self.values[node as usize] = Some(value);
            }
        }
    }

    /// The value of a node the plan needs.
    pub(crate) fn value(&self, node: NodeId) -> &Value<'a> {
        self.values.get(node as usize).and_then(Option::as_ref).unwrap_or(&Value::Nothing)
    }
}
