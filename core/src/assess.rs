//! Assessing places with a pack: blocks in, a view for each place out.
//!
//! Columns are of a whole block; a view runs its one place again, by the same evaluator.

mod because;
mod bulk;
mod columns;
mod duties;
mod known;
mod plans;
mod questions;
mod reasons;

use crate::assessment::{Assessment, LevelRange, Outcome, ResultNumber, ResultValue, RunError};
use crate::date::Date;
use crate::duty::{earliest_due, most_overdue};
use crate::eval::{Context, LevelColumns, Plan, Rows, Run, Steps, check_roots};
use crate::explain::Explanation;
use crate::pack::Pack;
use crate::pack::item::{Better, Level};
use crate::program::{NodeId, NumberProgram, Root};
use crate::table::{Bits, OnePlace, Places};
use columns::Columns;
use plans::Plans;
use std::sync::Arc;

pub use bulk::NO_VALUE;

/// What an assessment is told besides places and date.
#[derive(Clone, Copy, Debug, Default)]
pub struct AssessOptions {
    /// Since when the records given are complete; periods that began before it are not judged.
    pub records_from: Option<Date>,
}

/// Score and level of one place, both ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The better end; none when it is not finite.
    pub score: Option<f64>,
    /// The worse end.
    pub score_at_worst: Option<f64>,
    /// The level and the level at worst, by their index in the pack, worst first; none where the pack has none.
    pub level: Option<(usize, usize)>,
}

/// Assesses places as of one date. Make it once: it keeps what it has worked out for each set of kinds it has met.
#[derive(Clone, Debug)]
pub struct Assessor {
    pack: Pack,
    as_of: Date,
    options: AssessOptions,
    plans: Arc<Plans>,
    #[cfg(feature = "threads")]
    threads: usize,
}

impl Pack {
    /// An assessor as of a date. There is no clock: the date is yours to give.
    pub fn assessor(&self, as_of: Date, options: AssessOptions) -> Assessor {
        Assessor {
            pack: self.clone(),
            as_of,
            options,
            plans: Arc::default(),
            #[cfg(feature = "threads")]
            threads: 1,
        }
    }
}

impl Assessor {
    /// Assesses blocks of places with so many threads, 64 at most; 0 and 1 are one. The results are the same.
    #[cfg(feature = "threads")]
    #[must_use]
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// Assesses a block of places.
    pub fn assess<'a>(&self, places: &'a Places) -> Assessed<'a> {
        let context = self.context();
        let items = self.pack.items();
        let plans = places.groups().iter().map(|group| self.plans.places(context, items, &group.kinds));
        let mut columns: Vec<Columns> = plans.map(|plan| Columns::new(context, plan)).collect();
        #[cfg(feature = "threads")]
        columns::threads::fill(context, places, &mut columns, self.threads);
        #[cfg(not(feature = "threads"))]
        columns::fill(context, places, &mut columns);
        Assessed { assessor: self.clone(), places, columns }
    }

    /// Score and level of one place, and nothing else of it.
    #[cfg_attr(paicha_small, optimize(speed))]
    pub fn score(&self, place: &OnePlace) -> Score {
        let context = self.context();
        let plan = self.plans.places(context, self.pack.items(), place.kinds());
        let mut run = Run::new(context, Rows::One(place), &plan, 1);
        run.block(Rows::One(place), 1, Steps::Results);
        let (score, score_at_worst) = ends(&run, &context.program.score);
        let index = |level: &[u8]| level.first().copied().map(usize::from);
        let level = run.levels(None).and_then(|levels| index(levels.level).zip(index(levels.worst)));
        Score { score, score_at_worst, level }
    }

    fn context(&self) -> Context<'_> {
        let pack = &self.pack;
        Context { program: pack.program(), inputs: pack.inputs(), scripts: pack.scripts(), as_of: self.as_of }
    }
}

/// A block of places, assessed: results as columns, and a view for each place, by its index in the block.
///
/// The columns hold outcomes, score, results and levels. What a view tells besides (reasons, tasks, questions) follows
/// from running the one place again: with the same plan and the same evaluator, as a block of one row.
#[derive(Debug)]
pub struct Assessed<'a> {
    assessor: Assessor,
    places: &'a Places,
    columns: Vec<Columns>,
}

impl<'a> Assessed<'a> {
    /// How many places.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn columns(&self, place: usize) -> Option<(&Columns, usize)> {
        let (group, row) = self.places.at(place)?;
        Some((self.columns.get(group)?, row))
    }

    /// The outcome of a check, by its index in the pack; none where the place does not have it.
    pub fn outcome(&self, place: usize, check: usize) -> Option<Outcome> {
        let (columns, row) = self.columns(place)?;
        columns.outcome(row, check as u32)
    }

    /// The better and the worse end of the score; an end that is not finite is none.
    pub fn score(&self, place: usize) -> (Option<f64>, Option<f64>) {
        self.columns(place).map_or((None, None), |(columns, row)| columns.number(row, 0))
    }

    /// The level and the level at worst, by their index in the pack, worst first; none where the pack has none.
    pub fn level(&self, place: usize) -> Option<(usize, usize)> {
        self.assessor.pack.program().levels.as_ref()?;
        let (columns, row) = self.columns(place)?;
        columns.level(row, 0)
    }

    /// The better and the worse end of a result that is a number, by its index in the pack.
    pub fn result_number(&self, place: usize, result: usize) -> (Option<f64>, Option<f64>) {
        match (self.columns(place), self.number_position(result)) {
            (Some((columns, row)), Some(position)) => columns.number(row, position),
            _ => (None, None),
        }
    }

    /// Where a result that is a number is among the numbers of a row: after the score.
    fn number_position(&self, result: usize) -> Option<usize> {
        let results = &self.assessor.pack.program().results;
        results.get(result)?.number.as_ref()?;
        Some(1 + results.iter().take(result).filter(|result| result.number.is_some()).count())
    }

    /// Whether a result that is a truth holds; none where that is not known.
    pub fn result_truth(&self, place: usize, result: usize) -> Option<bool> {
        self.assessor.pack.program().results.get(result)?.truth.as_ref()?;
        let (columns, row) = self.columns(place)?;
        columns.truth(row, result)
    }

    /// Both ends of a result that is a level, by their index in the result's levels, worst first.
    pub fn result_level(&self, place: usize, result: usize) -> Option<(usize, usize)> {
        let (columns, row) = self.columns(place)?;
        columns.level(row, self.level_position(result)?)
    }

    /// Where a result that is a level is among the levels of a row: after the pack's.
    fn level_position(&self, result: usize) -> Option<usize> {
        let program = self.assessor.pack.program();
        program.results.get(result)?.levels.as_ref()?;
        let before = program.results.iter().take(result).filter(|result| result.levels.is_some()).count();
        Some(before + usize::from(program.levels.is_some()))
    }

    /// Everything concluded about a place.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn assessment(&self, place: usize) -> Assessment {
        self.view(place).assessment()
    }

    /// Everything concluded about a place, with what it follows from and what to ask next.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn explain(&self, place: usize) -> Explanation {
        let view = self.view(place);
        let (level_because, level_at_worst_because) = view.levels_because();
        Explanation {
            assessment: view.assessment(),
            level_because,
            level_at_worst_because,
            score_terms: view.score_terms(),
            questions: view.questions(),
        }
    }

    fn view(&self, place: usize) -> View<'_, 'a> {
        let (group, row) = self.places.at(place).unwrap_or_default();
        let plan = &*self.columns[group].plan;
        let rows = Rows::Places(self.places, &self.places.groups()[group], row);
        View { assessed: self, plan, run: Run::whole(self.assessor.context(), rows, plan, 1), place }
    }
}

/// The better and the worse end of a number of the only row, rounded; none where not finite.
#[cfg_attr(paicha_small, optimize(speed))]
fn ends(run: &Run<'_>, program: &NumberProgram) -> (Option<f64>, Option<f64>) {
    let (least, most) = run.value(program.root.node).bounds(ROW);
    let shown = |end: f64| end.is_finite().then(|| crate::number::round(end, program.decimals) + 0.0);
    match program.better {
        Better::Low => (shown(least), shown(most)),
        Better::High => (shown(most), shown(least)),
    }
}

/// One place of a block.
struct View<'v, 'a> {
    assessed: &'v Assessed<'a>,
    plan: &'v Plan,
    /// Everything about it, as the only row of a run.
    run: Run<'v>,
    /// Its index in the block.
    place: usize,
}

/// The row of the place in its view's run.
const ROW: usize = 0;

impl View<'_, '_> {
    fn pack(&self) -> &Pack {
        &self.assessed.assessor.pack
    }

    fn assessment(&self) -> Assessment {
        let (items, row) = (self.pack().items(), &self.assessed.places.row(self.place));
        let (score, score_at_worst) = ends(&self.run, &self.run.context.program.score);
        let tasks = self.tasks();
        let (failed, scored) = self.reasons();
        Assessment {
            id: row.id.clone(),
            name: row.name.clone(),
            kinds: self
                .assessed
                .places
                .kinds(self.place)
                .iter()
                .map(|kind| items.kinds[usize::from(*kind)].id.clone())
                .collect(),
            region: row.region.clone(),
            as_of: self.assessed.assessor.as_of,
            level: self.run.levels(None).map(|levels| self.level_range(levels, &items.levels)),
            score,
            score_at_worst,
            known_share: self.known_share(),
            results: self.results(),
            failed,
            scored,
            outcomes: self.outcomes(),
            adjusted: self.adjusted(),
            assumed: self.assumed(),
            errors: self.errors(),
            next_due: earliest_due(&tasks),
            days_overdue: most_overdue(&tasks),
            tasks,
            out_of_force: self.plan.out_of_force,
            pack: self.pack().reference().clone(),
        }
    }

    fn level_range(&self, levels: LevelColumns<'_>, items: &[Level]) -> LevelRange {
        let of = |index: u8| {
            items.get(index as usize).map_or_else(Default::default, |level| (level.id.clone(), level.label.clone()))
        };
        let ((level, level_label), (level_at_worst, level_at_worst_label)) =
            (of(levels.level[ROW]), of(levels.worst[ROW]));
        LevelRange { level, level_at_worst, level_label, level_at_worst_label }
    }

    fn results(&self) -> Vec<(String, ResultValue)> {
        let items = &self.pack().items().results;
        let programs = &self.run.context.program.results;
        let result = |(index, item): (usize, &crate::pack::item::ResultItem)| {
            let program = &programs[index];
            let (value, at_worst) = match (&program.number, &program.truth) {
                (Some(number), _) => {
                    let (value, at_worst) = ends(&self.run, number);
                    (Some(ResultNumber::Number(value)), Some(ResultNumber::Number(at_worst)))
                }
                (None, Some(root)) => {
                    let truth = self.run.value(root.node).truth(ROW);
                    (Some(ResultNumber::Truth(truth)), Some(ResultNumber::Truth(truth)))
                }
                (None, None) => (None, None),
            };
            let level = self.run.levels(Some(index)).map(|levels| self.level_range(levels, &item.levels));
            (item.id.clone(), ResultValue { value, at_worst, level })
        };
        let mut results: Vec<_> = items.iter().enumerate().map(result).collect();
        results.sort_by(|one, two| one.0.cmp(&two.0));
        results
    }

    fn outcomes(&self) -> Vec<(String, Outcome)> {
        let items = &self.pack().items().checks;
        let checks = self.plan.checks.iter();
        checks.map(|state| (items[state.index as usize].id.clone(), self.run.outcome(state, ROW))).collect()
    }

    fn known_share(&self) -> f64 {
        let inputs = &self.plan.inputs;
        if inputs.is_empty() {
            return 1.0;
        }
        let known = inputs.iter().filter(|input| self.is_known(**input)).count();
        known as f64 / inputs.len() as f64
    }

    /// Whether an input is known, or does not apply.
    fn is_known(&self, input: u32) -> bool {
        let column = self.assessed.places.column(self.place, input);
        column.is_some_and(|(column, row)| column.known.get(row) || column.not_applicable.get(row))
    }

    fn adjusted(&self) -> Vec<String> {
        let program = self.run.context.program;
        let levels = program.levels.iter().chain(program.results.iter().filter_map(|result| result.levels.as_ref()));
        let holding = levels
            .flat_map(|levels| &levels.adjusts)
            .filter(|adjust| self.run.value(adjust.when.node).truth(ROW) == Some(true));
        holding.map(|adjust| adjust.id.clone()).collect()
    }

    /// Every root with the item it belongs to.
    fn roots(&self) -> Vec<(&str, &Root)> {
        let (program, items) = (self.run.context.program, self.pack().items());
        let mut roots = Vec::new();
        for state in &self.plan.checks {
            let id = items.checks[state.index as usize].id.as_str();
            roots.extend(check_roots(&program.checks[state.index as usize]).map(|root| (id, root)));
        }
        roots.extend(self.roots_after_checks());
        roots
    }

    /// The roots of score, results, levels and duties, with the item each belongs to.
    fn roots_after_checks(&self) -> Vec<(&str, &Root)> {
        let (program, items) = (self.run.context.program, self.pack().items());
        let mut roots = vec![("score", &program.score.root)];
        for (result, item) in program.results.iter().zip(&items.results) {
            let levels = result.levels.iter().flat_map(|levels| levels.whens.iter().flatten());
            let own = result.number.iter().map(|number| &number.root).chain(&result.truth).chain(levels);
            roots.extend(own.map(|root| (item.id.as_str(), root)));
        }
        if let Some(levels) = &program.levels {
            roots.extend(levels.whens.iter().flatten().map(|root| ("level", root)));
            roots.extend(levels.adjusts.iter().map(|adjust| (adjust.id.as_str(), &adjust.when)));
        }
        for index in &self.plan.duties {
            let id = items.duties[*index as usize].id.as_str();
            roots.extend(program.duties[*index as usize].when.iter().map(|root| (id, root)));
        }
        roots
    }

    fn assumed(&self) -> Vec<String> {
        let mut assumed = Vec::new();
        for (id, root) in self.roots() {
            let made =
                root.assumptions.iter().filter(|assumption| self.run.value(assumption.operand).undetermined(ROW));
            for text in made.map(|assumption| format!("{id}: {}", assumption.text)) {
                if !assumed.contains(&text) {
                    assumed.push(text);
                }
            }
        }
        assumed
    }

    /// Errors that leave something undecided.
    fn errors(&self) -> Vec<RunError> {
        let here: Vec<_> = self.run.errors().iter().collect();
        let mut errors: Vec<RunError> = Vec::new();
        if here.is_empty() {
            return errors;
        }
        for (id, root) in self.roots() {
            if !self.run.value(root.node).undetermined(ROW) {
                continue;
            }
            let reached = self.reach(root.node);
            for error in here.iter().filter(|error| reached.get(error.node as usize)) {
                let error =
                    RunError { item: id.to_owned(), code: error.code.to_owned(), message: error.message.clone() };
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
        }
        errors
    }

    fn reach(&self, root: NodeId) -> Bits {
        let mut reached = Bits::default();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if reached.insert(node as usize) {
                open.extend(self.run.context.program.nodes[node as usize].operands());
            }
        }
        reached
    }
}

#[cfg(test)]
#[cfg(feature = "script")]
mod tests;
