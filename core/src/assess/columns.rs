//! The results of a block of places as columns: outcomes, numbers, levels. What a person wants besides is left to views.

use crate::assessment::Outcome;
use crate::eval::{BLOCK, Context, Plan, Rows, Run, Steps, Truth, Value, outcome};
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

/// The results of places of one set of kinds, block after block. All blocks but the last are full.
#[derive(Debug)]
pub struct Columns {
    /// Their plan.
    pub plan: Arc<Plan>,
    /// How many truths, numbers and levels a row has.
    widths: Widths,
    results: Results,
}

#[derive(Debug, Default)]
struct Results {
    rows: usize,
    /// Of each check, whether it applies and whether it fails, then of each result whether it holds.
    truths: Vec<Truth>,
    /// Of the score and of each result that is a number, the better and the worse end; NaN where not finite.
    numbers: Vec<f64>,
    /// Of the pack and of each result that is a level, both ends.
    levels: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Widths {
    truths: usize,
    numbers: usize,
    levels: usize,
}

impl Results {
    /// Adds the results of one block.
    fn take(&mut self, run: &Run<'_>, rows: usize) {
        let program = run.context.program;
        for state in &run.plan.checks {
            let (applies, failed) = run.check_truths(state);
            self.truths.push(applies);
            self.truths.push(failed);
        }
        for result in &program.results {
            self.truths.push(result.truth.as_ref().map_or(Truth::UNKNOWN, |root| run.truth(root.node)));
        }
        let of_results = program.results.iter().filter_map(|result| result.number.as_ref());
        let of_pack = std::iter::once(&program.score);
        of_pack.chain(of_results).for_each(|number| add_ends(run, number, rows, &mut self.numbers));
        let of_results = (0..program.results.len()).map(|result| run.levels(Some(result)));
        for levels in std::iter::once(run.levels(None)).chain(of_results).flatten() {
            self.levels.extend_from_slice(levels.level);
            self.levels.extend_from_slice(levels.worst);
        }
        self.rows += rows;
    }
}

impl Columns {
    /// No results yet.
    pub fn new(context: Context<'_>, plan: Arc<Plan>) -> Self {
        let program = context.program;
        let numbers = program.results.iter().filter(|result| result.number.is_some()).count();
        let levels = program.results.iter().filter(|result| result.levels.is_some()).count();
        let widths = Widths {
            truths: plan.checks.len() * 2 + program.results.len(),
            numbers: 2 + numbers * 2,
            levels: (usize::from(program.levels.is_some()) + levels) * 2,
        };
        Self { plan, widths, results: Results::default() }
    }

    /// How many blocks the rows of a group are.
    pub fn count(group: &Group) -> usize {
        group.places.len().div_ceil(BLOCK)
    }

    /// Adds the results of some blocks of a group, in order.
    pub fn add(&mut self, context: Context<'_>, places: &Places, group: &Group, blocks: Range<usize>) {
        let rows = (blocks.end * BLOCK).min(group.places.len()).saturating_sub(blocks.start * BLOCK);
        if rows == 0 {
            return;
        }
        self.results.truths.reserve_exact(blocks.len() * self.widths.truths);
        self.results.numbers.reserve_exact(rows * self.widths.numbers);
        self.results.levels.reserve_exact(rows * self.widths.levels);
        let Self { plan, results, .. } = self;
        let mut run = Run::new(context, Rows::Places(places, group, 0), plan, rows);
        for start in blocks.map(|block| block * BLOCK) {
            let count = (group.places.len() - start).min(BLOCK);
            run.block(Rows::Places(places, group, start), count, Steps::Results);
            results.take(&run, count);
        }
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.results.rows.div_ceil(BLOCK)
    }

    /// The truths of a block: of each check whether it applies and whether it fails, then of each result.
    pub fn truths(&self, block: usize, position: usize) -> Truth {
        self.results.truths[block * self.widths.truths + position]
    }

    /// One column of a block's numbers: of the score and of each result the better end, then the worse.
    pub fn numbers(&self, block: usize, column: usize) -> &[f64] {
        self.part(&self.results.numbers, self.widths.numbers, block, column)
    }

    /// One column of a block's levels: of the pack and of each result the level, then the level at worst.
    pub fn levels(&self, block: usize, column: usize) -> &[u8] {
        self.part(&self.results.levels, self.widths.levels, block, column)
    }

    fn part<'v, T>(&self, values: &'v [T], width: usize, block: usize, column: usize) -> &'v [T] {
        let start = block * BLOCK;
        let rows = (self.results.rows - start).min(BLOCK);
        &values[start * width + rows * column..][..rows]
    }

    /// Puts the blocks of another behind its own, which are full.
    #[cfg(feature = "threads")]
    pub fn append(&mut self, other: Self) {
        let Results { rows, truths, numbers, levels } = other.results;
        self.results.rows += rows;
        self.results.truths.extend(truths);
        self.results.numbers.extend(numbers);
        self.results.levels.extend(levels);
    }

    /// The outcome of a check at a row; none where the place does not have it.
    pub fn outcome(&self, row: usize, check: u32) -> Option<Outcome> {
        let position = self.plan.position(check)?;
        let (applies, failed) = (self.truth_at(row, position * 2), self.truth_at(row, position * 2 + 1));
        Some(outcome(applies, failed, self.plan.checks[position].scored))
    }

    /// Whether a result holds at a row; none where that is not known, or it is no truth.
    pub fn truth(&self, row: usize, result: usize) -> Option<bool> {
        self.truth_at(row, self.plan.checks.len() * 2 + result)
    }

    fn truth_at(&self, row: usize, position: usize) -> Option<bool> {
        self.results.truths.get(row / BLOCK * self.widths.truths + position)?.get(row % BLOCK)
    }

    /// Where a value of a row is among values that come in columns, block by block.
    fn offset(&self, row: usize, width: usize, column: usize) -> usize {
        let start = row / BLOCK * BLOCK;
        start * width + (self.results.rows - start).min(BLOCK) * column + row % BLOCK
    }

    /// The better and the worse end of a number at a row, rounded; none where not finite.
    pub fn number(&self, row: usize, position: usize) -> (Option<f64>, Option<f64>) {
        let end = |column: usize| {
            let end = self.results.numbers.get(self.offset(row, self.widths.numbers, column)).copied();
            end.filter(|end| end.is_finite())
        };
        (end(position * 2), end(position * 2 + 1))
    }

    /// Both ends of a level at a row, by index, worst first.
    pub fn level(&self, row: usize, position: usize) -> Option<(usize, usize)> {
        let end = |column: usize| {
            self.results.levels.get(self.offset(row, self.widths.levels, column)).copied().map(usize::from)
        };
        end(position * 2).zip(end(position * 2 + 1))
    }
}

/// The better end of a number for each row, then the worse.
fn add_ends(run: &Run<'_>, number: &NumberProgram, rows: usize, ends: &mut Vec<f64>) {
    let value = run.value(number.root.node);
    let shown = |end: f64| if end.is_finite() { round(end, number.decimals) + 0.0 } else { f64::NAN };
    let Value::Bounds(least, most) = value else {
        let known = |row| value.number(row).map_or(f64::NAN, shown);
        return ends.extend((0..rows).chain(0..rows).map(known));
    };
    let (better, worse) = match number.better {
        Better::Low => (least, most),
        Better::High => (most, least),
    };
    ends.extend(better.iter().chain(worse).map(|end| shown(*end)));
}
