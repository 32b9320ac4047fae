//! Made-up records of places: none to five a place, always the same, of the tasks that the pack wants done there.

use crate::kind_ids;
use paicha::pack::item::Duty;
use paicha::table::{KindSet, Record};
use paicha::{Date, Pack};

const CHECKERS: [&str; 3] = ["street", "街道", "社区"];

/// The records of the place with a number, some weeks apart, the latest not long before the day of the assessment.
pub fn records(pack: &Pack, kinds: &KindSet, place: usize, as_of: Date) -> Vec<Record> {
    let own = kind_ids(pack, kinds);
    let concerns = |duty: &&Duty| duty.kinds.is_empty() || duty.kinds.iter().any(|kind| own.contains(&kind.as_str()));
    let wanted: Vec<&str> = pack.items().duties.iter().filter(concerns).map(|duty| duty.task.as_str()).collect();
    let tasks = wanted.iter().cycle().skip(place % wanted.len().max(1));
    let checkers = CHECKERS.iter().cycle().skip(place % CHECKERS.len());
    let made = tasks.zip(checkers).zip(0..).take(place % 6);
    made.filter_map(|((task, checker), nth)| {
        Some(Record {
            task: (*task).to_owned(),
            date: as_of.add_days(-(place as i64 * 31 % 60) - nth * 45)?,
            checker: Some((*checker).to_owned()),
            outcome: None,
        })
    })
    .collect()
}
