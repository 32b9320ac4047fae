//! CSV as it is written: UTF-8, in a file with a BOM, which Excel needs; its failures as people are told them.

use super::target::Target;
use crate::failure::Failure;
use csv::{Writer, WriterBuilder};
use std::io;

/// A table under way.
pub struct CsvTable {
    writer: Writer<Target>,
}

impl CsvTable {
    /// Begins a table, without a row yet.
    pub fn new(mut target: Target) -> Result<Self, Failure> {
        if target.is_file() {
            target.put("\u{FEFF}".as_bytes())?;
        }
        Ok(Self { writer: WriterBuilder::new().flexible(false).from_writer(target) })
    }

    /// Writes the next row.
    pub fn put<C: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = C>) -> Result<(), Failure> {
        self.writer.write_record(cells).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => self.writer.get_ref().failed(&error),
            kind => self.writer.get_ref().failed(&io::Error::other(format!("{kind:?}"))),
        })
    }

    /// Completes the table.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.writer.flush().map_err(|error| self.writer.get_ref().failed(&error))?;
        match self.writer.into_inner() {
            Ok(target) => target.finish(),
            Err(error) => Err(Failure::printing(error.error())),
        }
    }
}
