//! The reader of places that a file needs: of its rows, or of its JSON values.

use super::Kind;
use crate::table::{Block, JsonReader, PlaceReader, Problem, ReadOptions, Records, Vocabulary};

/// Reads the places of a file, whatever it is; [`super::feed`] feeds it.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for a whole file")]
pub enum Reader<'v> {
    /// Of the rows of a table.
    Rows(PlaceReader<'v>),
    /// Of JSON values.
    Json(JsonReader<'v>),
}

impl<'v> Reader<'v> {
    /// Makes the reader for a kind of file.
    ///
    /// # Errors
    /// `C007` or `C008` when [`ReadOptions::default_kind`] is no kind of the pack.
    pub fn new(kind: Kind, vocabulary: &'v Vocabulary, options: &ReadOptions) -> Result<Self, Box<Problem>> {
        Ok(match kind {
            Kind::Delimited | Kind::Workbook => Self::Rows(PlaceReader::new(vocabulary, options)?),
            Kind::JsonArray | Kind::JsonLines | Kind::JsonValues => Self::Json(JsonReader::new(vocabulary, options)?),
        })
    }

    /// Gives the places their records.
    #[must_use]
    pub fn with_records(self, records: Records) -> Self {
        match self {
            Self::Rows(reader) => Self::Rows(reader.with_records(records)),
            Self::Json(reader) => Self::Json(reader.with_records(records)),
        }
    }

    /// Whether enough places have come together for a block.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Rows(reader) => reader.is_full(),
            Self::Json(reader) => reader.is_full(),
        }
    }

    /// The places since the last block, few or many.
    pub fn take_block(&mut self) -> Block {
        match self {
            Self::Rows(reader) => reader.take_block(),
            Self::Json(reader) => reader.take_block(),
        }
    }

    /// The headers of the columns that mean nothing, once the header is found.
    pub fn unused_columns(&self) -> &[String] {
        match self {
            Self::Rows(reader) => reader.unused_columns(),
            Self::Json(_) => &[],
        }
    }

    /// What people should know about what was read so far, though it is no mistake of a place.
    pub fn take_notices(&mut self) -> Vec<Problem> {
        match self {
            Self::Rows(reader) => reader.take_notices(),
            Self::Json(reader) => reader.take_notices(),
        }
    }

    /// After the last place: a problem `C020` for each place that has records but was not there.
    pub fn take_unclaimed(&mut self) -> Vec<Problem> {
        match self {
            Self::Rows(reader) => reader.take_unclaimed(),
            Self::Json(reader) => reader.take_unclaimed(),
        }
    }
}
