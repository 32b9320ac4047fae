//! Records of what was done, as a frame.

use super::columns::{Unreadable, all_readable, hold};
use super::engine::Fault;
use super::held::Held;
use super::rows::{HEADER, without_header_row};
use arrow_array::RecordBatchReader;
use paicha::table::{Cell, FrameColumn, Problem, RecordReader, Records, Vocabulary};

/// Reads all records. Rows that cannot be read are left out; the problems say which and why.
pub fn read(
    vocabulary: &Vocabulary,
    (batches, unreadable): (Box<dyn RecordBatchReader + Send>, Vec<Unreadable>),
) -> Result<(Records, Vec<Problem>), Fault> {
    let mut reader = RecordReader::new(vocabulary, None)?;
    let schema = batches.schema();
    all_readable(&schema, &unreadable, |name| vocabulary.means_something_of_records(name))?;
    let names: Vec<Cell<'_>> = schema.fields().iter().map(|field| Cell::from(field.name().as_str())).collect();
    reader.push(HEADER, &names)?;
    let mut row = 0;
    for batch in batches {
        let batch = batch?;
        let held = hold(&batch)?;
        let columns: Vec<FrameColumn<'_>> = held.iter().map(Held::lent).collect();
        for own in 0..batch.num_rows() {
            reader.push(row, &columns.iter().map(|column| column.cell(own)).collect::<Vec<_>>())?;
            row += 1;
        }
    }
    reader.end()?;
    let mut notices = reader.take_notices();
    without_header_row(&mut notices);
    notices.extend(reader.take_problems());
    Ok((reader.finish(), notices))
}
