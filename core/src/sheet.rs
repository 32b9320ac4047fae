//! Files as users have them, from their bytes: what one is, and its rows of cells or its JSON values.
//!
//! CSV with any delimiter in UTF-8, UTF-16 or GB18030, workbooks (XLSX, XLS, XLSB, ODS), JSON. Opening files is the
//! shell's; what cells and keys mean is [`crate::table`]'s. Text is read as it comes, a workbook is held in memory.
//!
//! ```
//! use paicha::Error;
//! use paicha::sheet::{self, Kind};
//!
//! let bytes = "编号;面积\nP-1;1,5\n".as_bytes();
//! let mut content = sheet::open(bytes)?;
//! assert_eq!((content.kind(), content.sheets().len()), (Kind::Delimited, 0));
//!
//! let mut shown = Vec::new();
//! content.rows(None, |row, cells| {
//!     shown.push((row, cells.iter().map(|cell| cell.shown().into_owned()).collect::<Vec<_>>()));
//!     Ok::<bool, Error>(shown.len() < 10)
//! })?;
//! assert_eq!(shown[1], (2, vec!["P-1".to_owned(), "1,5".to_owned()]));
//! # Ok::<(), Error>(())
//! ```
//!
//! [`feed`] reads a file into a [`Reader`] of places or a [`crate::table::RecordReader`], whatever the file is.

mod book;
mod delimited;
mod feed;
mod json;
mod reader;
mod text;

pub use book::catches_panics;
pub use feed::{Fed, FeedError, Sink, feed};
pub use reader::Reader;

use crate::error::{Error, ErrorKind};
use crate::message::Message;
use crate::table::Cell;
use book::Book;
use serde::de::IgnoredAny;
use std::io::{BufRead, Cursor, Read};
use text::Decoded;

/// The largest workbook that is read; it has to be held in memory.
const BOOK_LIMIT: u64 = 512 << 20;
const HEAD: usize = 8;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rows of cells with a delimiter between them.
    Delimited,
    /// One JSON array.
    JsonArray,
    /// One JSON value a line.
    JsonLines,
    /// JSON values one after the other, over as many lines as they like.
    JsonValues,
    /// A workbook.
    Workbook,
}

/// A file whose kind is known. Text can be read once, the sheets of a workbook as often as one likes.
pub struct Content<'a>(Form<'a>);

/// Text as UTF-8, whatever the file had.
type Text<'a> = Decoded<Box<dyn Read + 'a>>;

enum Form<'a> {
    Delimited(Text<'a>),
    JsonArray(Text<'a>),
    JsonLines(Text<'a>),
    JsonValues(Text<'a>),
    Book(Box<Book>),
}

/// Finds out what a file is, from its bytes: `&[u8]`, or what gives them as they are read.
///
/// # Errors
/// `F003` when the source fails (what it said is the error's source), `F004` for an empty file, `F005` for bytes that
/// are no text, `F006` for a workbook that is damaged or has a password, `F013` for one that is too large, `F016` for a
/// web page.
pub fn open<'a>(mut source: impl Read + 'a) -> Result<Content<'a>, Error> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(Error::reading)?;
    let book = head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let whole = Cursor::new(head).chain(source);
    if book {
        let mut bytes = Vec::new();
        whole.take(BOOK_LIMIT + 1).read_to_end(&mut bytes).map_err(Error::reading)?;
        if bytes.len() as u64 > BOOK_LIMIT {
            return Err(too_large());
        }
        return Ok(Content(Form::Book(Box::new(Book::open(bytes)?))));
    }
    open_text(Decoded::new(Box::new(whole))).map(Content)
}

fn open_text(mut text: Text<'_>) -> Result<Form<'_>, Error> {
    let head = text.fill_buf().map_err(Error::reading)?;
    let seen = head.trim_ascii_start();
    match seen.first() {
        None => Err(Error::new(ErrorKind::Input, "F004", Message::new("文件是空的", "the file is empty"))),
        Some(b'<') => Err(web_page()),
        Some(b'[') => Ok(Form::JsonArray(text)),
        Some(b'{') if one_a_line(seen) => Ok(Form::JsonLines(text)),
        Some(b'{') => Ok(Form::JsonValues(text)),
        Some(_) => Ok(Form::Delimited(text)),
    }
}

/// Whether the first line holds more than the beginning of a value. A line with a mistake in it counts: the others may
/// be right.
fn one_a_line(head: &[u8]) -> bool {
    let Some(line) = head.split_inclusive(|byte| *byte == b'\n').next().filter(|line| line.ends_with(b"\n")) else {
        return true;
    };
    !serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof())
}

impl Content<'_> {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self.0 {
            Form::Delimited(_) => Kind::Delimited,
            Form::JsonArray(_) => Kind::JsonArray,
            Form::JsonLines(_) => Kind::JsonLines,
            Form::JsonValues(_) => Kind::JsonValues,
            Form::Book(_) => Kind::Workbook,
        }
    }

    /// The names of a workbook's sheets that are not hidden, all if all are. Other files have none.
    pub fn sheets(&self) -> Vec<String> {
        match &self.0 {
            Form::Book(book) => book.names(),
            _ => Vec::new(),
        }
    }

    /// Hands every row to `take`, with its number as a spreadsheet or an editor shows it, until it answers false: of the
    /// sheet named, or of the first. JSON has no rows.
    ///
    /// # Errors
    /// `F003`, `F005` and `F006` as [`open`], `F007` when there is no such sheet, `F009` for a quotation mark that is
    /// never closed, and what `take` fails with.
    pub fn rows<E: From<Error>>(
        &mut self,
        sheet: Option<&str>,
        take: impl FnMut(u64, &[Cell<'_>]) -> Result<bool, E>,
    ) -> Result<(), E> {
        match &mut self.0 {
            Form::Book(book) => {
                let name = sheet.map_or_else(|| Ok(book.names().into_iter().next()), |name| book.named(name).map(Some));
                name?.map_or(Ok(()), |name| book.rows(&name, take))
            }
            _ if sheet.is_some() => Err(no_sheets().into()),
            Form::Delimited(text) => delimited::rows(text, take),
            Form::JsonArray(_) | Form::JsonLines(_) | Form::JsonValues(_) => Ok(()),
        }
    }

    /// Hands the text of every JSON value to `take`, with its line (of JSON Lines) or its number, from 1, until it
    /// answers false. Other files have no values.
    ///
    /// # Errors
    /// `F003` and `F005` as [`open`], `F009` for JSON that is wrong or cut, `F013` for a line that is too long, and what
    /// `take` fails with.
    pub fn values<E: From<Error>>(&mut self, take: impl FnMut(u64, &str) -> Result<bool, E>) -> Result<(), E> {
        match &mut self.0 {
            Form::JsonArray(text) => json::array(text, take),
            Form::JsonLines(text) => json::lines(text, take),
            Form::JsonValues(text) => json::values(text, take),
            Form::Delimited(_) | Form::Book(_) => Ok(()),
        }
    }
}

fn too_large() -> Error {
    let message = Message::new(
        "工作簿超过 512 MB，读不了；请另存为 CSV",
        "a workbook of more than 512 MB cannot be read; save it as CSV",
    );
    Error::new(ErrorKind::Limit, "F013", message)
}

fn web_page() -> Error {
    let message = Message::new(
        "这是网页或 XML，不是表格（有些系统导出的 .xls 其实是网页）",
        "this is a web page or XML, not a table",
    );
    Error::new(ErrorKind::Input, "F016", message).with_help(Message::new(
        "用 Excel 或 WPS 打开后另存为 .xlsx 再试",
        "open it in a spreadsheet program and save it as .xlsx",
    ))
}

fn no_sheets() -> Error {
    Error::new(ErrorKind::Input, "F007", Message::new("这个文件没有工作表", "the file has no sheets"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    fn kind(bytes: &[u8]) -> Result<Kind, String> {
        open(bytes).map(|content| content.kind()).map_err(|error| error.code().to_owned())
    }

    #[test]
    fn finds_out_what_a_file_is() {
        assert_eq!(kind("编号,名称\n1,甲\n".as_bytes()), Ok(Kind::Delimited));
        assert_eq!(kind(b" \n[{\"id\":1}]"), Ok(Kind::JsonArray));
        assert_eq!(kind(b"{\"id\":1}\n{\"id\":2}\n"), Ok(Kind::JsonLines));
        assert_eq!(kind(b"{\"id\":1"), Ok(Kind::JsonLines));
        assert_eq!(kind(b"{\"id\":x}\n{\"id\":2}\n"), Ok(Kind::JsonLines));
        assert_eq!(kind(b"{\n \"id\":1\n}\n"), Ok(Kind::JsonValues));
        // What many systems export as .xls.
        assert_eq!(kind(b"\xB1\xE0\xBA\xC5\tb\n1\t2\n"), Ok(Kind::Delimited));
    }

    #[test]
    fn tells_what_is_wrong_with_a_file() {
        assert_eq!(kind(b""), Err("F004".to_owned()));
        assert_eq!(kind(b"\xEF\xBB\xBF"), Err("F004".to_owned()));
        assert_eq!(kind(b" \r\n\n"), Err("F004".to_owned()));
        assert_eq!(kind(b"<html><table>"), Err("F016".to_owned()));
        assert_eq!(kind(b"PK\x03\x04 cut"), Err("F006".to_owned()));
        assert_eq!(kind(b"\x00\x01\x02"), Err("F005".to_owned()));
    }

    #[test]
    fn keeps_what_a_source_said() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::PermissionDenied.into())
            }
        }
        let error = open("编号,名称\n".as_bytes().chain(Broken)).err().unwrap();
        let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(error.code(), "F003");
        assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::PermissionDenied));
    }

    #[test]
    fn rows_stop_when_told_and_only_workbooks_have_sheets() {
        let mut rows = 0;
        let mut count = |bytes: &[u8], sheet| {
            open(bytes)?.rows(sheet, |_, _| {
                rows += 1;
                Ok::<_, Error>(false)
            })
        };
        count(b"a,b\n1,2\n", None).unwrap();
        count(b"[1, 2]", None).unwrap();
        assert_eq!(count(b"a,b\n1,2\n", Some("Sheet1")).unwrap_err().code(), "F007");
        assert_eq!(rows, 1);
    }
}
