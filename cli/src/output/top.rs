//! `--top N`: keeps the N worst places and hands them on worst first; wrong rows are handed on as they come.

use super::report::{PlaceRow, Report, ReportInfo, Row};
use super::summary::Rank;
use crate::failure::Failure;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Passes the N worst places on to another report.
pub struct Top<'a> {
    most: usize,
    info: ReportInfo<'a>,
    worst: BinaryHeap<Ranked>,
    report: Box<dyn Report + 'a>,
}

/// A place by its rank: the heap's greatest is the least bad, the first to go.
struct Ranked {
    rank: Rank,
    place: Box<PlaceRow>,
}

impl<'a> Top<'a> {
    /// Passes `most` places on.
    pub fn new(most: usize, info: ReportInfo<'a>, report: Box<dyn Report + 'a>) -> Self {
        Self { most, info, worst: BinaryHeap::new(), report }
    }
}

impl Report for Top<'_> {
    fn count(&mut self, row: &Row) {
        self.report.count(row);
    }

    fn row(&mut self, row: Row) -> Result<(), Failure> {
        let place = match row {
            Row::Place(place) => place,
            wrong @ Row::Error(_) => return self.report.row(wrong),
        };
        let rank = Rank::new(&place.assessment, self.info.items);
        if self.worst.len() < self.most || self.worst.peek().is_some_and(|last| rank < last.rank) {
            self.worst.push(Ranked { rank, place });
        }
        if self.worst.len() > self.most {
            self.worst.pop();
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        for ranked in self.worst.into_sorted_vec() {
            self.report.row(Row::Place(ranked.place))?;
        }
        self.report.finish()
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}
