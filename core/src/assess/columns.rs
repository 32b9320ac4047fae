//! The results of a block of places as columns: outcomes, numbers, levels. What a person wants besides is left to views.

use crate::assessment::Outcome;
use crate::eval::{BLOCK, Context, Plan, Rows, Run, Steps, Truth, outcome, words};
use crate::number::round;
use crate::pack::item::Better;
use crate::program::NumberProgram;
use crate::table::{Group, Places};
use std::ops::Range;
use std::sync::Arc;

#[cfg(feature = "threads")]
pub mod threads;

/// Computes the columns of every group of places.
pub fn fill(context: Context<'_>, places: &Places, columns: &mut [Columns]) {
    for (columns, group) in columns.iter_mut().zip(places.groups()) {
        columns.add(context, places, group, 0..Columns::count(group));
    }
}

/// The results of places of one set of kinds.
#[derive(Debug)]
pub struct Columns {
    /// Their plan.
    pub plan: Arc<Plan>,
    blocks: Vec<Block>,
}

/// The results of up to [`BLOCK`] rows.
#[derive(Debug)]
struct Block {
    rows: usize,
    /// Of each check, whether it applies and whether it fails, then of each result whether it holds: certainly, and
    /// certainly not.
    truths: Vec<u64>,
    /// Of the score and of each result that is a number, the better and the worse end; NaN where not finite.
    numbers: Vec<f64>,
    /// Of the pack and of each result that is a level, both ends.
    levels: Vec<u8>,
}

impl Columns {
    /// No results yet.
    pub fn new(plan: Arc<Plan>) -> Self {
        Self { plan, blocks: Vec::new() }
    }

    /// How many blocks the rows of a group are.
    pub fn count(group: &Group) -> usize {
        group.places.len().div_ceil(BLOCK)
    }

    /// Adds the results of some blocks of a group, in order.
    pub fn add(&mut self, context: Context<'_>, places: &Places, group: &Group, blocks: Range<usize>) {
        let len = group.places.len();
        let count = |block: usize| len.saturating_sub(block * BLOCK).min(BLOCK);
        let Some(room) = blocks.clone().map(count).max().filter(|room| *room > 0) else { return };
        let mut run = Run::new(context, Rows::Places(places, group, 0), &self.plan, room);
        let of_group = blocks.map(|block| {
            run.block(Rows::Places(places, group, block * BLOCK), count(block), Steps::Results);
            Block::new(&run, count(block))
        });
        self.blocks.extend(of_group);
    }

    /// Puts the blocks of another behind its own.
    #[cfg(feature = "threads")]
    pub fn append(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }

    /// The outcome of a check at a row; none where the place does not have it.
    pub fn outcome(&self, row: usize, check: u32) -> Option<Outcome> {
        let position = self.plan.position(check)?;
        let block = self.blocks.get(row / BLOCK)?;
        let (applies, failed) = (block.truth(position * 2, row % BLOCK), block.truth(position * 2 + 1, row % BLOCK));
        Some(outcome(applies, failed, self.plan.checks[position].scored))
    }

    /// Whether a result holds at a row; none where that is not known, or it is no truth.
    pub fn truth(&self, row: usize, result: usize) -> Option<bool> {
        self.blocks.get(row / BLOCK)?.truth(self.plan.checks.len() * 2 + result, row % BLOCK)
    }

    /// The better and the worse end of a number at a row, rounded; none where not finite.
    pub fn number(&self, row: usize, position: usize) -> (Option<f64>, Option<f64>) {
        let Some(block) = self.blocks.get(row / BLOCK) else { return (None, None) };
        let end = |column: usize| {
            let end = block.numbers.get((position * 2 + column) * block.rows + row % BLOCK).copied();
            end.filter(|end| end.is_finite())
        };
        (end(0), end(1))
    }

    /// Both ends of a level at a row, by index, worst first.
    pub fn level(&self, row: usize, position: usize) -> Option<(usize, usize)> {
        let block = self.blocks.get(row / BLOCK)?;
        let end = |column: usize| {
            block.levels.get((position * 2 + column) * block.rows + row % BLOCK).copied().map(usize::from)
        };
        end(0).zip(end(1))
    }
}

impl Block {
    fn new(run: &Run<'_>, rows: usize) -> Self {
        let program = run.context.program;
        let mut truths = Vec::with_capacity((run.plan.checks.len() + program.results.len()) * 4 * words(rows));
        let mut keep = |truth: Truth<'_>| {
            truths.extend_from_slice(truth.yes);
            truths.extend_from_slice(truth.no);
        };
        for state in &run.plan.checks {
            let (applies, failed) = run.check_truths(state);
            keep(applies);
            keep(failed);
        }
        program.results.iter().for_each(|result| keep(run.truth(result.truth.as_ref().map(|root| root.node))));
        let of_results = program.results.iter().filter_map(|result| result.number.as_ref());
        let of_pack = std::iter::once(&program.score);
        let mut numbers = Vec::with_capacity(2 * rows);
        of_pack.chain(of_results).for_each(|number| add_ends(run, number, rows, &mut numbers));
        let mut levels = Vec::with_capacity(2 * rows);
        let own = std::iter::once(run.levels(None)).chain((0..program.results.len()).map(|at| run.levels(Some(at))));
        for own in own.flatten() {
            levels.extend_from_slice(own.level);
            levels.extend_from_slice(own.worst);
        }
        Self { rows, truths, numbers, levels }
    }

    /// The truth of a row in one of the pairs of columns.
    fn truth(&self, pair: usize, row: usize) -> Option<bool> {
        let words = words(self.rows);
        let (yes, no) = self.truths.get(pair * 2 * words..(pair + 1) * 2 * words)?.split_at(words);
        Truth { yes, no }.get(row)
    }
}

/// The better end of a number for each row, then the worse.
fn add_ends(run: &Run<'_>, number: &NumberProgram, rows: usize, ends: &mut Vec<f64>) {
    let value = run.value(number.root.node);
    let shown = |end: f64| if end.is_finite() { round(end, number.decimals) + 0.0 } else { f64::NAN };
    let (least, most) = match number.better {
        Better::Low => (0, 1),
        Better::High => (1, 0),
    };
    for end in [least, most] {
        ends.extend((0..rows).map(|row| {
            let (low, high) = value.bounds(row);
            shown(if end == 0 { low } else { high })
        }));
    }
}
