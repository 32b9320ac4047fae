//! The commands, one file each: what is read, what is called, what is printed.

pub mod bundle;
pub mod check;
pub mod explain;
pub mod generate;
pub mod schema;
pub mod score;
pub mod test;
pub mod types;
