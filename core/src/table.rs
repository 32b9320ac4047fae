//! Places as columns: what is known of them, with validity.
//!
//! Text cells, JSON and typed columns become columns here, and only here, so that every shell reads alike.

mod amount;
mod bits;
mod block;
mod cell;
mod cell_json;
mod column;
mod day;
mod field;
#[cfg(test)]
mod fixture;
mod frame;
mod header;
mod headings;
mod inputs;
mod json;
mod layout;
mod one_place;
mod place_row;
mod places;
mod plain_value;
mod problem;
mod reader;
mod records;
mod rows;
mod seen;
mod typed;
mod vocabulary;
mod words;
mod wrong;

pub use bits::Bits;
pub use block::{Block, Entry, ErrorRow, ReadOptions, SourceRow};
pub use cell::{Cell, read_cell};
pub use cell_json::{CellRow, read_json_cells};
pub(crate) use column::Values;
pub use column::{Column, Value};
pub use field::id_to_compare;
pub use frame::{BitSlice, FrameColumn, FrameReader, LONG, NO_TEXT, ReadFrame, Texts};
pub use inputs::{Input, InputType, Inputs};
pub use json::{JsonPlace, JsonReader, read_json, read_json_into, read_json_text};
pub(crate) use one_place::Known;
pub use one_place::OnePlace;
pub(crate) use places::Group;
pub use places::{KindSet, PlaceRow, Places, Record};
pub use problem::{Problem, ProblemCode, Source};
pub use reader::PlaceReader;
pub use records::{RecordReader, Records};
pub use typed::{Codes, TypedColumn, TypedPlaces};
pub use vocabulary::Vocabulary;
