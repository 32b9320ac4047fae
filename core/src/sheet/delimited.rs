//! Delimited text (CSV): which delimiter, and rows of text cells with their row numbers, one after the other.

use crate::error::{Error, ErrorKind};
use crate::message::Message;
use crate::table::Cell;
use csv::{ReaderBuilder, StringRecord};
use std::collections::VecDeque;
use std::io::{self, BufRead, Cursor, Read};

const HEAD: u64 = 64 << 10;
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Hands every row to `take`, with its line in the file, until it answers false.
pub(super) fn rows<E: From<Error>>(
    mut text: impl BufRead,
    mut take: impl FnMut(u64, &[Cell<'_>]) -> Result<bool, E>,
) -> Result<(), E> {
    let mut head = Vec::new();
    text.by_ref().take(HEAD).read_to_end(&mut head).map_err(Error::reading)?;
    let (said, start) = said_delimiter(&head);
    let delimiter = said.unwrap_or_else(|| likely_delimiter(&head));
    let mut source = Cursor::new(head).chain(text);
    source.read_exact(&mut vec![0; start]).map_err(Error::reading)?;
    let source = Lines { source, read: 0, ends: VecDeque::new(), passed: u64::from(start > 0), odd_quotes: false };
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(source);
    let mut record = StringRecord::new();
    let mut last = (0, 0);
    while read(&mut reader, &mut record)? {
        let end = reader.position().byte();
        let inside = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        // A cell that takes in the file's last line break was never closed; that break ends no row.
        let open = u64::from(record.iter().next_back().is_some_and(|cell| cell.ends_with('\n')));
        let line = (reader.get_mut().line_of(end) + open).saturating_sub(inside);
        last = (line, inside);
        let cells: Vec<Cell<'_>> = record.iter().map(Cell::from).collect();
        if !take(line, &cells)? {
            return Ok(());
        }
    }
    match last {
        (line, 1..) if reader.get_ref().odd_quotes => Err(open_quote(line).into()),
        _ => Ok(()),
    }
}

fn read<R: Read>(reader: &mut csv::Reader<R>, record: &mut StringRecord) -> Result<bool, Error> {
    reader.read_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::reading(error),
        kind => Error::reading(io::Error::other(format!("{kind:?}"))),
    })
}

fn open_quote(line: u64) -> Error {
    let message = Message::new(
        format!("第 {line} 行起有一个引号没有配对，其后各行都读进了一个格子；请补上引号"),
        format!(
            "a quotation mark in the row from line {line} is never closed, so all lines after it fell into one cell; close it"
        ),
    );
    Error::new(ErrorKind::Input, "F009", message)
}

/// Excel's `sep=;` in the first line: the delimiter it names and how many bytes the line takes.
fn said_delimiter(head: &[u8]) -> (Option<u8>, usize) {
    match head {
        [b's', b'e', b'p', b'=', delimiter, b'\n', ..] => (Some(*delimiter), 6),
        [b's', b'e', b'p', b'=', delimiter, b'\r', b'\n', ..] => (Some(*delimiter), 7),
        _ => (None, 0),
    }
}

/// The delimiter that cuts most rows into the same number of cells.
fn likely_delimiter(head: &[u8]) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(head);
        let widths: Vec<usize> =
            reader.into_byte_records().map_while(Result::ok).take(50).map(|row| row.len()).collect();
        let agreeing = |width: &usize| widths.iter().filter(|other| *other == width).count() * (width - 1);
        let fit = widths.iter().map(agreeing).max().unwrap_or(0);
        if fit > best.0 {
            best = (fit, delimiter);
        }
    }
    best.1
}

/// Passes text through and minds where its lines end and whether its quotation marks come in pairs.
/// (The parser's own line numbers fall behind where lines end in CR LF.)
struct Lines<R> {
    source: R,
    read: u64,
    ends: VecDeque<u64>,
    passed: u64,
    odd_quotes: bool,
}

impl<R> Lines<R> {
    /// The line that a row ends on whose last byte, or that of its CR, lies just before `end`.
    fn line_of(&mut self, end: u64) -> u64 {
        let mut terminated = false;
        while let Some(newline) = self.ends.front().copied().filter(|newline| *newline <= end) {
            if newline == end && terminated {
                break;
            }
            self.ends.pop_front();
            self.passed += 1;
            terminated = newline + 1 >= end;
        }
        if terminated { self.passed } else { self.passed + 1 }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        for (index, byte) in buffer.iter().take(count).enumerate() {
            match byte {
                b'\n' => self.ends.push_back(self.read + index as u64),
                b'"' => self.odd_quotes = !self.odd_quotes,
                _ => {}
            }
        }
        self.read += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Result<Vec<(u64, Vec<String>)>, Error> {
        let mut all = Vec::new();
        rows(text.as_bytes(), |line, cells| {
            all.push((line, cells.iter().map(|cell| cell.shown().into_owned()).collect()));
            Ok::<_, Error>(true)
        })?;
        Ok(all)
    }

    fn widths(text: &str) -> Vec<usize> {
        read_all(text).unwrap().into_iter().map(|(_, row)| row.len()).collect()
    }

    #[test]
    fn finds_the_delimiter() {
        assert_eq!(widths("a,b,c\n1,x;y;z,3\n"), [3, 3]);
        assert_eq!(widths("a\tb\tc\n1\t2,5\t3\n"), [3, 3]);
        assert_eq!(widths("a;b;c\n1,5;2,5;3\n"), [3, 3]);
        assert_eq!(widths("一张表\na,b,c\n1,2,3\n"), [1, 3, 3]);
        assert_eq!(widths("sep=;\na;b,c\n"), [2]);
        assert_eq!(widths("编号\n1\n"), [1, 1]);
        assert!(widths("").is_empty());
    }

    #[test]
    fn counts_lines_as_editors_do() {
        let lines = |text: &str| read_all(text).unwrap().into_iter().map(|(line, _)| line).collect::<Vec<_>>();
        assert_eq!(lines("a,b\n1,2\n3,4\n"), [1, 2, 3]);
        assert_eq!(lines("a,b\r\n\r\n1,2\r\n"), [1, 3]);
        assert_eq!(lines("a,b\n\"x\ny\",2\n3,4\n"), [1, 2, 4]);
        assert_eq!(lines("a,b\r\n1,2\r\n\"x\r\ny\",4\r\n\r\n\r\n5,6"), [1, 2, 3, 7]);
        assert_eq!(lines("\n\na,b\n\n1,2"), [3, 5]);
        assert_eq!(lines("sep=,\na,b\n1,2\n"), [2, 3]);
    }

    #[test]
    fn an_open_quote_is_an_error() {
        let error = read_all("a,b\n1,\"x\n2,y\n3,z\n").unwrap_err();
        assert!(error.code() == "F009" && error.message().en.contains("line 2"), "{error}");
        assert_eq!(widths("a,b\n1,5\" pipe\n2,y\n"), [2, 2, 2]);
    }
}
