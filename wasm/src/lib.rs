//! The core for JavaScript: converts, makes one call, maps the error. What it gives is data (JSON texts, typed arrays);
//! the package in `js/` makes objects, types and errors of it.

mod assessed;
mod assessor;
mod columns;
mod failure;
#[cfg(feature = "sheet")]
mod file;
mod host;
mod pack;
#[cfg(feature = "script")]
mod rules;
#[cfg(feature = "sheet")]
mod table;
mod written;

pub use assessed::Assessed;
pub use assessor::Assessor;
pub use columns::ColumnReader;
#[cfg(feature = "sheet")]
pub use file::FileReader;
pub use pack::Pack;
#[cfg(feature = "script")]
pub use rules::{Checked, RuleFiles};
#[cfg(feature = "sheet")]
pub use table::TableReader;
