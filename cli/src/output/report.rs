//! What every format of `paicha score` takes: rows in, one after the other, and an end.

use crate::failure::Failure;
use paicha::Date;
use paicha::assessment::{Assessment, PackRef};
use paicha::pack::item::Items;
use std::rc::Rc;

pub use paicha::table::ErrorRow;

/// What a report knows before the first row.
#[derive(Clone, Copy)]
pub struct ReportInfo<'a> {
    /// The pack's items: labels and colours.
    pub items: &'a Items,
    /// Which pack it is.
    pub pack: &'a PackRef,
    /// The date of the assessment.
    pub as_of: Date,
}

/// One row of the input, scored or not. Boxed: assessments are large and rows move.
pub enum Row {
    /// A place assessed.
    Place(Box<PlaceRow>),
    /// A row that could not be read.
    Error(Box<WrongRow>),
}

/// A place assessed.
pub struct PlaceRow {
    /// What was concluded.
    pub assessment: Assessment,
    /// Columns the pack does not use, where they are kept.
    pub kept: Kept,
}

/// A row that could not be read.
pub struct WrongRow {
    /// What is known of it.
    pub row: ErrorRow,
    /// Columns the pack does not use, where they are kept.
    pub kept: Kept,
}

/// Headers and cells of columns the pack does not use; nothing where they are not kept.
#[derive(Clone, Default)]
pub struct Kept {
    headers: Rc<[String]>,
    cells: Vec<String>,
}

impl Kept {
    /// The cells of a row under their headers, which many rows share.
    pub fn new(headers: &Rc<[String]>, cells: Vec<String>) -> Self {
        Self { headers: Rc::clone(headers), cells }
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.headers.is_empty() || self.cells.is_empty()
    }

    /// Each header with its cell.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().zip(&self.cells).map(|(header, cell)| (header.as_str(), cell.as_str()))
    }
}

/// A format of `paicha score`.
pub trait Report {
    /// Counts a row, whether it will be shown or not. Called once for every row, before any that is shown is taken.
    fn count(&mut self, _row: &Row) {}

    /// Takes the next row, in the order of the input.
    fn row(&mut self, row: Row) -> Result<(), Failure>;

    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<(), Failure>;
}
