//! `--top N`: hands the N worst places on, worst first; wrong rows are handed on as they come.

use super::report::{PlaceRow, Report, ReportInfo, Row};
use super::summary::Rank;
use super::worst::Worst;
use crate::failure::Failure;

/// Passes the N worst places on to another report.
pub struct Top<'a> {
    info: ReportInfo<'a>,
    worst: Worst<Box<PlaceRow>>,
    report: Box<dyn Report + 'a>,
}

impl<'a> Top<'a> {
    /// Passes `most` places on.
    pub fn new(most: usize, info: ReportInfo<'a>, report: Box<dyn Report + 'a>) -> Self {
        Self { info, worst: Worst::new(most), report }
    }
}

impl Report for Top<'_> {
    fn count(&mut self, row: &Row) {
        self.report.count(row);
    }

    fn row(&mut self, row: Row) -> Result<(), Failure> {
        match row {
            Row::Place(place) => self.worst.offer(Rank::new(&place.assessment, self.info.items), || place),
            wrong @ Row::Error(_) => self.report.row(wrong)?,
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        for place in self.worst.into_list() {
            self.report.row(Row::Place(place))?;
        }
        self.report.finish()
    }
}
