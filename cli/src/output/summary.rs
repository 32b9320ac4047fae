//! What the sorted reports keep of each place: little enough to hold a million of them. And which place is worse.

use super::report::Row;
use paicha::Date;
use paicha::assessment::Assessment;
use paicha::number;
use paicha::pack::item::{Better, Items};
use std::collections::BTreeMap;

/// How many failed checks a summary names.
pub const NAMED: usize = 3;

/// Where a place stands among the others: the smaller, the worse.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    level: usize,
    level_at_worst: usize,
    /// No score, because it could not be computed, is worse than any.
    score: Option<i64>,
    score_at_worst: Option<i64>,
    id: String,
}

/// The two ends of a level, as indices into the pack's levels: worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LevelEnds {
    /// The first level that certainly holds.
    pub level: usize,
    /// The first that is not certainly false.
    pub at_worst: usize,
}

/// What is known of what was done at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownTasks {
    /// Nothing is to be done there.
    None,
    /// There are records.
    Known,
    /// Nobody gave records.
    Unknown,
}

/// What is kept of one place.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Where it stands.
    pub rank: Rank,
    /// Its name.
    pub name: Option<String>,
    /// Its kinds, as indices into the pack's.
    kinds: Box<[u16]>,
    /// Its region path.
    pub region: Option<String>,
    /// Its level, if the pack has levels.
    pub level: Option<LevelEnds>,
    /// The score, both ends.
    pub score: (Option<f64>, Option<f64>),
    /// The share of inputs known.
    pub known_share: f64,
    /// The gravest failed checks, as indices into the pack's.
    gravest: Box<[u32]>,
    /// How many checks failed.
    pub failed: usize,
    /// Whether anybody knows what was done.
    pub tasks: KnownTasks,
    /// The earliest next due, certainly and at worst.
    pub next_due: (Option<Date>, Option<Date>),
    /// Days overdue, certainly and at worst.
    pub days_overdue: (Option<i64>, Option<i64>),
}

impl Summary {
    /// Sums up an assessment made with the pack of these items.
    pub fn new(assessment: &Assessment, items: &Items) -> Self {
        let level = level_ends(assessment, items);
        let tasks = &assessment.tasks;
        let failed = assessment.failed.iter().take(NAMED);
        let gravest = failed.filter_map(|reason| items.checks.iter().position(|check| check.id == reason.check));
        Self {
            rank: Rank::new(assessment, items),
            name: assessment.name.clone(),
            kinds: assessment
                .kinds
                .iter()
                .filter_map(|kind| items.kinds.iter().position(|own| own.id == *kind))
                .map(|index| index as u16)
                .collect(),
            region: assessment.region.clone(),
            level,
            score: (assessment.score, assessment.score_at_worst),
            known_share: assessment.known_share,
            gravest: gravest.map(|index| index as u32).collect(),
            failed: assessment.failed.len(),
            tasks: match tasks.as_slice() {
                [] => KnownTasks::None,
                tasks if tasks.iter().any(|task| task.done.is_some() || task.days_overdue.is_some()) => {
                    KnownTasks::Known
                }
                _ => KnownTasks::Unknown,
            },
            next_due: (assessment.next_due, tasks.iter().filter_map(|task| task.next_due_at_worst).min()),
            days_overdue: (assessment.days_overdue, tasks.iter().filter_map(|task| task.days_overdue_at_worst).max()),
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.rank.id
    }

    /// The labels of its kinds.
    pub fn kinds<'a>(&'a self, items: &'a Items) -> impl Iterator<Item = &'a str> {
        self.kinds.iter().filter_map(|index| items.kinds.get(usize::from(*index))).map(|kind| kind.label.as_str())
    }

    /// The gravest findings.
    pub fn findings<'a>(&'a self, items: &'a Items) -> impl Iterator<Item = &'a str> {
        self.gravest.iter().filter_map(|index| items.checks.get(*index as usize)).map(|check| check.finding.as_str())
    }

    /// The score as people read it: `45…210`, one number where both ends are the same.
    pub fn score_text(&self) -> String {
        bounds_text(self.score.0, self.score.1)
    }

    /// The share of inputs known, as whole per cent; 1 % and 99 % where it is not quite 0 or 1.
    pub fn known_text(&self) -> String {
        let percent = (self.known_share * 100.0).round();
        let shown = match percent {
            p if p < 1.0 && self.known_share > 0.0 => 1.0,
            p if p > 99.0 && self.known_share < 1.0 => 99.0,
            p => p,
        };
        format!("{}%", number::print(shown))
    }
}

impl Rank {
    /// Where an assessment stands among others of the same pack.
    pub fn new(assessment: &Assessment, items: &Items) -> Self {
        let level = level_ends(assessment, items);
        let key = |score: f64| match items.score.better {
            Better::Low => -ordered(score),
            Better::High => ordered(score),
        };
        Self {
            level: level.map_or(0, |ends| ends.level),
            level_at_worst: level.map_or(0, |ends| ends.at_worst),
            score: assessment.score.map(key),
            score_at_worst: assessment.score_at_worst.map(key),
            id: assessment.id.clone(),
        }
    }
}

/// The ends of an assessment's level among the pack's.
pub fn level_ends(assessment: &Assessment, items: &Items) -> Option<LevelEnds> {
    let range = assessment.level.as_ref()?;
    let index = |id: &str| items.levels.iter().position(|level| level.id == id);
    Some(LevelEnds { level: index(&range.level)?, at_worst: index(&range.level_at_worst)? })
}

/// Two ends of a number: `45…210`; `?` for an end that could not be computed.
pub fn bounds_text(least: Option<f64>, most: Option<f64>) -> String {
    let text = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), number::print);
    if least == most { text(least) } else { format!("{}…{}", text(least), text(most)) }
}

/// A whole number in the order of a float, symmetric around zero. NaN never comes.
fn ordered(value: f64) -> i64 {
    let magnitude = (value.abs().to_bits()) as i64;
    if value < 0.0 { -magnitude } else { magnitude }
}

/// How many places there are, by level.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Places assessed.
    pub places: usize,
    /// Places by level, worst first.
    pub levels: BTreeMap<LevelEnds, usize>,
    /// Error rows.
    pub errors: usize,
}

impl Counts {
    /// Counts one more row.
    pub fn add(&mut self, row: &Row, items: &Items) {
        match row {
            Row::Error(_) => self.errors += 1,
            Row::Place(place) => {
                self.places += 1;
                if let Some(level) = level_ends(&place.assessment, items) {
                    *self.levels.entry(level).or_default() += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_keep_their_order() {
        let values = [-1e300, -2.5, -0.0, 0.0, 1e-300, 3.0, 1e300];
        for pair in values.windows(2) {
            assert!(ordered(pair[0]) <= ordered(pair[1]));
        }
        assert_eq!(ordered(-0.0), ordered(0.0));
    }

    #[test]
    fn bounds_read_well() {
        assert_eq!(bounds_text(Some(45.0), Some(210.0)), "45…210");
        assert_eq!(bounds_text(Some(45.0), Some(45.0)), "45");
        assert_eq!(bounds_text(Some(45.0), None), "45…?");
        assert_eq!(bounds_text(None, None), "?");
    }
}
