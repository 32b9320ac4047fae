//! Runs a program over blocks of places: facts to outcomes, outcomes to score and level.
//!
//! One evaluator: one place is a block of one row. A [`Plan`] says once, for a set of kinds on a date, which nodes there
//! are and where their values lie; a [`Run`] then goes over its rows in blocks of 64, a bit of a word for each, in room
//! that it keeps.

mod arithmetic;
mod bits;
#[cfg(feature = "script")]
mod call;
mod check;
mod compute;
mod layout;
mod level;
mod logic;
mod number;
mod plan;
mod source;
mod step;
mod tally;
mod truth;
mod values;

pub use bits::{BLOCK, pack_each, spread};
pub use check::{CheckState, outcome};
pub use level::LevelColumns;
pub use plan::{Plan, Steps, check_roots};
pub use truth::Truth;
pub use values::Value;

use crate::date::Date;
use crate::program::{NodeId, Program};
use crate::script::Scripts;
use crate::table::{Group, Inputs, OnePlace, Places, Record};
use values::Values;

/// What the rows of a run are.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'a> {
    /// Places of one set of kinds, from this row on.
    Places(&'a Places, &'a Group, usize),
    /// One place.
    One(&'a OnePlace),
    /// Records, for `count_if`.
    Records(&'a [Record]),
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

/// The values of a block of rows, and room for those of the next.
#[derive(Debug)]
pub struct Run<'a> {
    pub(crate) context: Context<'a>,
    pub(crate) rows: Rows<'a>,
    pub(crate) plan: &'a Plan,
    values: Values,
    /// The places, and the first row, where something was said not to apply.
    excuses: Option<(&'a Group, usize)>,
    /// None: nobody asks.
    errors: Option<Vec<NodeError>>,
}

impl Drop for Run<'_> {
    /// Gives the room of one row back to the plan, for the next run.
    fn drop(&mut self) {
        if self.values.is_one_row() {
            self.plan.give_back(std::mem::take(&mut self.values));
        }
    }
}

impl<'a> Run<'a> {
    /// Room for blocks of so many rows, with all that is the same for every row.
    #[cfg_attr(paicha_small, optimize(speed))]
    pub fn new(context: Context<'a>, rows: Rows<'a>, plan: &'a Plan, room: usize) -> Self {
        let values = if room == 1 { plan.one_row() } else { Values::new(plan.sizes(), room) };
        let mut run = Self { context, rows, plan, values, excuses: None, errors: None };
        if room != 1 {
            run.nodes(&plan.constants);
        }
        run
    }

    /// Everything about one block of rows, with the errors met.
    pub fn whole(context: Context<'a>, rows: Rows<'a>, plan: &'a Plan, count: usize) -> Self {
        let mut run = Self::new(context, rows, plan, count);
        run.errors = Some(Vec::new());
        run.block(rows, count, Steps::All);
        run
    }

    /// Goes on to some rows, no more than there is room for.
    #[cfg_attr(paicha_small, optimize(speed))]
    pub fn block(&mut self, rows: Rows<'a>, count: usize, steps: Steps) {
        self.rows = rows;
        self.values.set_rows(count);
        self.excuses = match rows {
            Rows::Places(_, group, start) if group.any_not_applicable => Some((group, start)),
            _ => None,
        };
        self.take(self.plan.steps(steps));
    }

    /// Computes some nodes and nothing else.
    fn nodes(&mut self, nodes: &[NodeId]) {
        nodes.iter().for_each(|node| self.compute(*node));
    }

    /// What has been computed so far.
    fn reading(&self) -> compute::Reading<'_> {
        compute::Reading { context: self.context, plan: self.plan, rows: self.rows, written: self.values.all() }
    }

    /// The values of a node the plan needs.
    pub fn value(&self, node: NodeId) -> Value<'_> {
        self.values.all().value(self.plan.slot(node))
    }

    /// The truths of a node; unknown where it has none.
    pub fn truth(&self, node: NodeId) -> Truth {
        self.values.all().truth(self.plan.slot(node))
    }

    /// The errors met, if anyone asks.
    pub fn errors(&self) -> &[NodeError] {
        self.errors.as_deref().unwrap_or_default()
    }

    /// The text of an index.
    pub fn text(&self, index: u64) -> &'a str {
        source::text(self.rows, index)
    }
}
