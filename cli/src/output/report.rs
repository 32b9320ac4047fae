//! What every format of `paicha score` takes: rows in, one after the other, and an end.

use crate::failure::Failure;
use paicha::Date;
use paicha::assessment::{Assessment, PackRef};
use paicha::pack::item::Items;

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

/// Headers and cells of columns the pack does not use.
pub type Kept = Vec<(String, String)>;

/// A format of `paicha score`.
pub trait Report {
    /// Counts a row, whether it will be shown or not. Called once for every row, before any that is shown is taken.
    fn count(&mut self, _row: &Row) {}

    /// Takes the next row, in the order of the input.
    fn row(&mut self, row: Row) -> Result<(), Failure>;

    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<(), Failure>;
}
