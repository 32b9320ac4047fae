//! Assessing places with a pack: blocks in, a view for each place out.
//!
//! Plain and explained results come from the same run.

mod because;
mod duties;
mod questions;
mod reasons;

use crate::assessment::{Assessment, LevelRange, ResultNumber, ResultValue, RunError};
use crate::date::Date;
use crate::duty::{earliest_due, most_overdue};
use crate::eval::{Context, Levels, Plan, Rows, Run, check_roots};
use crate::explain::Explanation;
use crate::pack::Pack;
use crate::pack::item::{Better, Level};
use crate::program::{NodeId, NumberProgram, Root};
use crate::table::Places;
use duties::CountedRecords;
use std::collections::{BTreeMap, HashSet};

/// What an assessment is told besides places and date.
#[derive(Clone, Copy, Debug, Default)]
pub struct AssessOptions {
    /// Since when the records given are complete; periods that began before it are not judged.
    pub records_from: Option<Date>,
}

/// Assesses places as of one date.
#[derive(Clone, Copy, Debug)]
pub struct Assessor<'a> {
    pack: &'a Pack,
    as_of: Date,
    options: AssessOptions,
}

impl Pack {
    /// An assessor as of a date. There is no clock: the date is yours to give.
    pub fn assessor(&self, as_of: Date, options: AssessOptions) -> Assessor<'_> {
        Assessor { pack: self, as_of, options }
    }
}

impl<'a> Assessor<'a> {
    /// Assesses a block of places.
    pub fn assess(&self, places: &'a Places) -> Assessed<'a> {
        let program = self.pack.program();
        let context = Context { program, inputs: self.pack.inputs(), scripts: self.pack.scripts(), as_of: self.as_of };
        let mut at = vec![(0, 0); places.len()];
        let mut runs = Vec::new();
        let mut records = Vec::new();
        for (group, (kinds, rows)) in places.groups().iter().enumerate() {
            let plan = Plan::new(program, self.pack.items(), kinds, self.as_of);
            for (row, source) in rows.iter().enumerate() {
                at[*source as usize] = (group, row);
            }
            let mut run = Run::new(context, Rows::Places(places, rows), plan);
            run.ensure_levels(None);
            (0..program.results.len()).for_each(|result| run.ensure_levels(Some(result)));
            records.push(CountedRecords::new(context, places, rows, &run.plan));
            runs.push(run);
        }
        Assessed { pack: self.pack, as_of: self.as_of, options: self.options, places, runs, records, at }
    }
}

/// A block of places, assessed; a view for each, by its index in the block.
#[derive(Debug)]
pub struct Assessed<'a> {
    pack: &'a Pack,
    as_of: Date,
    options: AssessOptions,
    places: &'a Places,
    runs: Vec<Run<'a>>,
    records: Vec<CountedRecords>,
    at: Vec<(usize, usize)>,
}

impl<'a> Assessed<'a> {
    /// How many places.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Everything concluded about a place.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn assessment(&self, place: usize) -> Assessment {
        let view = self.view(place);
        let (items, row) = (self.pack.items(), &self.places.rows()[place]);
        let (score, score_at_worst) = view.number(&view.run.context.program.score);
        let tasks = view.tasks();
        let (failed, scored) = view.reasons();
        Assessment {
            id: row.id.clone(),
            name: row.name.clone(),
            kinds: row.kinds.list().iter().map(|kind| items.kinds[usize::from(*kind)].id.clone()).collect(),
            region: row.region.clone(),
            as_of: self.as_of,
            level: view.run.levels.as_ref().map(|levels| view.level_range(levels, &items.levels)),
            score,
            score_at_worst,
            known_share: view.known_share(),
            results: view.results(),
            failed,
            scored,
            outcomes: view.outcomes(),
            adjusted: view.adjusted(),
            assumed: view.assumed(),
            errors: view.errors(),
            next_due: earliest_due(&tasks),
            days_overdue: most_overdue(&tasks),
            tasks,
            out_of_force: view.run.plan.out_of_force,
            pack: self.pack.reference().clone(),
        }
    }

    /// Everything concluded about a place, with what it follows from and what to ask next.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn explain(&self, place: usize) -> Explanation {
        let view = self.view(place);
        let (level_because, level_at_worst_because) = view.levels_because();
        Explanation {
            assessment: self.assessment(place),
            level_because,
            level_at_worst_because,
            score_terms: view.score_terms(),
            questions: view.questions(),
        }
    }

    fn view(&self, place: usize) -> View<'_, 'a> {
        let (group, row) = self.at[place];
        View { assessed: self, run: &self.runs[group], records: &self.records[group], row, place }
    }
}

/// One place of a block.
struct View<'v, 'a> {
    assessed: &'v Assessed<'a>,
    run: &'v Run<'a>,
    records: &'v CountedRecords,
    /// Its row in the run.
    row: usize,
    /// Its index in the block.
    place: usize,
}

impl View<'_, '_> {
    /// The better and the worse end, rounded; none where not finite.
    fn number(&self, program: &NumberProgram) -> (Option<f64>, Option<f64>) {
        let (least, most) = self.run.value(program.root.node).bounds(self.row);
        let shown = |end: f64| end.is_finite().then(|| crate::number::round(end, program.decimals) + 0.0);
        match program.better {
            Better::Low => (shown(least), shown(most)),
            Better::High => (shown(most), shown(least)),
        }
    }

    fn level_range(&self, levels: &Levels, items: &[Level]) -> LevelRange {
        let of = |index: u32| {
            items.get(index as usize).map_or_else(Default::default, |level| (level.id.clone(), level.label.clone()))
        };
        let ((level, level_label), (level_at_worst, level_at_worst_label)) =
            (of(levels.level[self.row]), of(levels.worst[self.row]));
        LevelRange { level, level_at_worst, level_label, level_at_worst_label }
    }

    fn results(&self) -> BTreeMap<String, ResultValue> {
        let items = &self.assessed.pack.items().results;
        let programs = &self.run.context.program.results;
        let result = |(index, item): (usize, &crate::pack::item::ResultItem)| {
            let program = &programs[index];
            let (value, at_worst) = match (&program.number, &program.truth) {
                (Some(number), _) => {
                    let (value, at_worst) = self.number(number);
                    (Some(ResultNumber::Number(value)), Some(ResultNumber::Number(at_worst)))
                }
                (None, Some(root)) => {
                    let truth = self.run.value(root.node).truth(self.row);
                    (Some(ResultNumber::Truth(truth)), Some(ResultNumber::Truth(truth)))
                }
                (None, None) => (None, None),
            };
            let level = self.run.result_levels[index].as_ref().map(|levels| self.level_range(levels, &item.levels));
            (item.id.clone(), ResultValue { value, at_worst, level })
        };
        items.iter().enumerate().map(result).collect()
    }

    fn outcomes(&self) -> Vec<(String, crate::assessment::Outcome)> {
        let items = &self.assessed.pack.items().checks;
        let checks = self.run.plan.checks.iter().zip(&self.run.checks);
        checks.map(|(index, state)| (items[*index as usize].id.clone(), state.outcome(self.row))).collect()
    }

    fn known_share(&self) -> f64 {
        let inputs = &self.run.plan.inputs;
        if inputs.is_empty() {
            return 1.0;
        }
        let known = inputs.iter().filter(|input| self.is_known(**input)).count();
        known as f64 / inputs.len() as f64
    }

    /// Whether an input is known, or does not apply.
    fn is_known(&self, input: u32) -> bool {
        self.assessed
            .places
            .columns
            .get(input as usize)
            .is_some_and(|column| column.known.get(self.place) || column.not_applicable.get(self.place))
    }

    fn adjusted(&self) -> Vec<String> {
        let program = self.run.context.program;
        let levels = program.levels.iter().chain(program.results.iter().filter_map(|result| result.levels.as_ref()));
        let holding = levels
            .flat_map(|levels| &levels.adjusts)
            .filter(|adjust| self.run.value(adjust.when.node).truth(self.row) == Some(true));
        holding.map(|adjust| adjust.id.clone()).collect()
    }

    /// Every root with the item it belongs to.
    fn roots(&self) -> Vec<(&str, &Root)> {
        let (program, items) = (self.run.context.program, self.assessed.pack.items());
        let mut roots = Vec::new();
        for index in &self.run.plan.checks {
            let id = items.checks[*index as usize].id.as_str();
            roots.extend(check_roots(&program.checks[*index as usize]).map(|root| (id, root)));
        }
        roots.extend(self.roots_after_checks());
        roots
    }

    /// The roots of score, results, levels and duties, with the item each belongs to.
    fn roots_after_checks(&self) -> Vec<(&str, &Root)> {
        let (program, items) = (self.run.context.program, self.assessed.pack.items());
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
        for index in &self.run.plan.duties {
            let id = items.duties[*index as usize].id.as_str();
            roots.extend(program.duties[*index as usize].when.iter().map(|root| (id, root)));
        }
        roots
    }

    fn assumed(&self) -> Vec<String> {
        let mut assumed = Vec::new();
        for (id, root) in self.roots() {
            let made =
                root.assumptions.iter().filter(|assumption| self.run.value(assumption.operand).undetermined(self.row));
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
        let here: Vec<_> = self.run.errors.iter().filter(|error| error.row == self.row).collect();
        let mut errors: Vec<RunError> = Vec::new();
        if here.is_empty() {
            return errors;
        }
        for (id, root) in self.roots() {
            if !self.run.value(root.node).undetermined(self.row) {
                continue;
            }
            let reached = self.reach(root.node);
            for error in here.iter().filter(|error| reached.contains(&error.node)) {
                let error =
                    RunError { item: id.to_owned(), code: error.code.to_owned(), message: error.message.clone() };
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
        }
        errors
    }

    fn reach(&self, root: NodeId) -> HashSet<NodeId> {
        let mut reached = HashSet::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                open.extend(self.run.context.program.nodes[node as usize].operands());
            }
        }
        reached
    }
}
