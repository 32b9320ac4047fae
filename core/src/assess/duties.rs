//! Which duties hold at a place and which records count, handed to the duty engine.

use super::{ROW, View};
use crate::date::Date;
use crate::duty::{Holds, Situation, TaskStatus, duty_status, task_status};
use crate::eval::{BLOCK, Rows, Run};
use crate::table::{Bits, Record};

impl View<'_, '_> {
    /// What is due at the place, a status for each task.
    pub(super) fn tasks(&self) -> Vec<TaskStatus> {
        let items = self.pack().items();
        let place = &self.assessed.places.row(self.place);
        let situation = Situation {
            as_of: self.assessed.assessor.as_of,
            since: place.since,
            records_from: self.assessed.assessor.options.records_from,
            effective_from: items.info.effective.from,
        };
        let mut tasks = Vec::new();
        for task in &items.tasks {
            let mut duties = Vec::new();
            for index in self.plan.duties.iter().filter(|index| items.duties[**index as usize].task == task.id) {
                let program = &self.run.context.program.duties[*index as usize];
                let holds = match program.when.as_ref().map_or(Some(true), |root| self.run.value(root.node).truth(ROW))
                {
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

    /// The days of the records of a task that count for a duty.
    fn dates(&self, records: &[Record], duty: u32, task: &str) -> Vec<Date> {
        let counted = self.counted_records(records, duty);
        let counts = |index: usize| counted.as_ref().is_none_or(|counted| counted.get(index));
        let own = records.iter().enumerate().filter(|(index, record)| record.task == task && counts(*index));
        own.map(|(_, record)| record.date).collect()
    }

    /// The records that certainly count for a duty, by index; none where all do.
    fn counted_records(&self, records: &[Record], duty: u32) -> Option<Bits> {
        let context = self.run.context;
        let root = context.program.duties[duty as usize].count_if.as_ref()?;
        let plan = self.assessed.assessor.plans.records(context, duty)?;
        let mut counted = Bits::default();
        for (index, block) in records.chunks(BLOCK).enumerate() {
            let run = Run::whole(context, Rows::Records(block), plan, block.len());
            let truth = run.truth(root.node);
            let certain = (0..block.len()).filter(|row| truth.get(*row) == Some(true));
            certain.for_each(|row| counted.set(index * BLOCK + row));
        }
        Some(counted)
    }
}

#[cfg(all(test, feature = "script"))]
mod tests {
    use crate::pack::Files;
    use crate::table::{KindSet, PlaceRow, Places, Record};
    use crate::{AssessOptions, Date, Pack};

    const PACK: &str = r#"
        [pack]
        format = 1
        id = "t"
        title = "t"
        version = "1"

        [task.patrol]
        label = "巡查"

        [[duty]]
        id = "patrols"
        task = "patrol"
        at_least = 100
        per = "year"
        count_if = 'checker == "street"'
    "#;

    #[test]
    fn more_records_than_a_block_has_rows() {
        let pack = Pack::load(&Files::default().with("t/pack.toml", PACK), "t").unwrap();
        let day = |index: i64| Date::new(2022, 1, 1).unwrap().add_days(index).unwrap();
        let record = |index: i64| Record {
            task: "patrol".to_owned(),
            date: day(index),
            checker: (index % 3 != 0).then(|| if index % 3 == 1 { "street" } else { "other" }.to_owned()),
            outcome: None,
        };
        let records = (0..200).map(record).collect();
        let row = PlaceRow {
            id: "P-1".to_owned(),
            name: None,
            kinds: KindSet::default(),
            region: None,
            since: None,
            records: Some(records),
        };
        let mut places = Places::new(pack.inputs());
        places.push(row, &[]);
        let as_of = Date::new(2022, 12, 31).unwrap();
        let assessment = pack.assessor(as_of, AssessOptions::default()).assess(&places).assessment(0);
        assert_eq!(assessment.tasks[0].done, Some((0..200).filter(|index| index % 3 == 1).count() as u32));
    }
}
