//! Rules and risk scoring for places.

mod assess;
pub mod assessment;
#[cfg(feature = "script")]
pub mod case;
pub mod date;
pub mod diagnostic;
pub mod duty;
mod error;
pub mod eval;
pub mod explain;
pub mod message;
pub mod names;
pub mod number;
pub mod pack;
pub mod program;
pub mod script;
pub mod table;

pub use assess::{AssessOptions, Assessed, Assessor};
pub use date::Date;
pub use error::{Error, ErrorKind};
pub use message::{Language, Message};
pub use pack::Pack;
