//! Which duties hold at a place and which records count, handed to the duty engine.

use super::View;
use crate::date::Date;
use crate::duty::{Holds, Situation, TaskStatus, duty_status, task_status};
use crate::eval::{Context, Plan, Rows, Run, Truth};
use crate::table::{Places, Record};

/// Which records count for which duty, for all rows of a group at once.
#[derive(Debug, Default)]
pub struct CountedRecords {
    /// Where the records of each row begin.
    starts: Vec<usize>,
    /// For each duty with a `count_if`: its index and which records count.
    counts: Vec<(u32, Truth)>,
}

impl CountedRecords {
    /// Runs every `count_if` over all records of some places.
    pub fn new(context: Context<'_>, places: &Places, rows: &[u32], plan: &Plan) -> Self {
        let mut starts = Vec::with_capacity(rows.len());
        let mut records: Vec<&Record> = Vec::new();
        for row in rows {
            starts.push(records.len());
            records.extend(places.rows()[*row as usize].records.iter().flatten());
        }
        let with_rule = plan
            .duties
            .iter()
            .filter_map(|duty| context.program.duties[*duty as usize].count_if.as_ref().map(|root| (*duty, root)));
        let counts = with_rule
            .filter(|_| !records.is_empty())
            .map(|(duty, root)| {
                let run = Run::new(context, Rows::Records(&records), Plan::records(context.program, root.node));
                let truth = Truth::from_rows(records.len(), |record| run.value(root.node).truth(record));
                (duty, truth)
            })
            .collect();
        Self { starts, counts }
    }

    /// Whether a record of a row counts for a duty.
    fn counts(&self, duty: u32, row: usize, record: usize) -> bool {
        match self.counts.iter().find(|(own, _)| *own == duty) {
            None => true,
            Some((_, truth)) => truth.get(self.starts[row] + record) == Some(true),
        }
    }
}

impl View<'_, '_> {
    /// What is due at the place, a status for each task.
    pub(super) fn tasks(&self) -> Vec<TaskStatus> {
        let items = self.assessed.pack.items();
        let place = &self.assessed.places.rows()[self.place];
        let situation = Situation {
            as_of: self.assessed.as_of,
            since: place.since,
            records_from: self.assessed.options.records_from,
            effective_from: items.info.effective.from,
        };
        let mut tasks = Vec::new();
        for task in &items.tasks {
            let mut duties = Vec::new();
            for index in self.run.plan.duties.iter().filter(|index| items.duties[**index as usize].task == task.id) {
                let program = &self.run.context.program.duties[*index as usize];
                let holds =
                    match program.when.as_ref().map_or(Some(true), |root| self.run.value(root.node).truth(self.row)) {
                        Some(true) => Holds::True,
                        Some(false) => continue,
                        None => Holds::Unknown,
                    };
                let duty = &items.duties[*index as usize];
                let counted = place.records.as_ref().map(|records| self.dates(records, *index, &task.id));
                duties.push((duty, duty_status(duty, program.campaign, holds, counted.as_deref(), &situation)));
            }
            if !duties.is_empty() {
                tasks.push(task_status(task, &duties));
            }
        }
        tasks
    }

    fn dates(&self, records: &[Record], duty: u32, task: &str) -> Vec<Date> {
        let own = records
            .iter()
            .enumerate()
            .filter(|(index, record)| record.task == task && self.records.counts(duty, self.row, *index));
        own.map(|(_, record)| record.date).collect()
    }
}
