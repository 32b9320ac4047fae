//! From a file into a reader of places or records: row after row, of the sheet asked for or the first that can be read.

use super::book::Book;
use super::{Content, Form, Reader, no_sheets};
use crate::error::{Error, ErrorKind};
use crate::message::Message;
use crate::table::{Cell, Problem, RecordReader, Source};

/// What a file is fed into: a [`Reader`] of places, or a [`RecordReader`].
pub trait Sink {
    /// Begins a table or a file.
    ///
    /// # Errors
    /// What is wrong with the table before.
    fn start(&mut self, source: Source) -> Result<(), Box<Problem>>;

    /// Takes a row of the table.
    ///
    /// # Errors
    /// Why the table cannot be read at all.
    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), Box<Problem>>;

    /// Takes a JSON value.
    fn json(&mut self, row: u64, text: &str);

    /// Ends the table.
    ///
    /// # Errors
    /// Why the table cannot be read at all.
    fn end(&mut self) -> Result<(), Box<Problem>>;

    /// Forgets what was noticed about a table that could not be read.
    fn forget(&mut self);
}

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fed {
    /// Whether it was read to its end.
    pub finished: bool,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// The sheets it was chosen from, itself among them: one if it was asked for.
    pub sheets: Vec<String>,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum FeedError<E> {
    /// The file cannot be read as what it is.
    File(Error),
    /// No sheet of several is a table the sink can read (`F008`); the help says of each why.
    NoSheet(Error),
    /// The only table is none the sink can read.
    Table(Box<Problem>),
    /// What `pass_on` failed with.
    Stopped(E),
}

impl<E> From<Error> for FeedError<E> {
    fn from(error: Error) -> Self {
        Self::File(error)
    }
}

/// Reads a file into a sink. Problems name the file `file`. After each row or value `pass_on` may take from the sink
/// what has come together, and answers whether to go on.
///
/// Of a workbook the sheet named is read; where none is, the first that can be.
///
/// ```
/// use paicha::Error;
/// use paicha::sheet::{self, FeedError, Reader};
/// use paicha::table::{ReadOptions, Vocabulary};
/// # let vocabulary = Vocabulary::from_parts(paicha::table::Inputs::default(), &[], &[]);
///
/// let content = sheet::open("编号,名称\nP-1,小叮当超市\nP-2,大众澡堂\n".as_bytes())?;
/// let mut reader =
///     Reader::new(content.kind(), &vocabulary, &ReadOptions::default()).map_err(FeedError::Table)?;
/// let mut blocks = Vec::new();
/// let fed = sheet::feed(content, "places.csv", None, &mut reader, |reader| {
///     if reader.is_full() {
///         blocks.push(reader.take_block());
///     }
///     Ok(true)
/// })?;
/// blocks.push(reader.take_block());
/// assert!(fed.finished);
/// assert_eq!(blocks[0].rows[1].row, 3);
/// # Ok::<(), FeedError<Error>>(())
/// ```
///
/// # Errors
/// See [`FeedError`].
pub fn feed<S: Sink, E>(
    content: Content<'_>,
    file: &str,
    sheet: Option<&str>,
    sink: &mut S,
    mut pass_on: impl FnMut(&mut S) -> Result<bool, E>,
) -> Result<Fed, FeedError<E>> {
    let mut content = match content {
        Content(Form::Book(book)) => return feed_book(*book, file, sheet, sink, pass_on),
        _ if sheet.is_some() => return Err(no_sheets().into()),
        text => text,
    };
    let mut finished = true;
    let mut pass_on = |sink: &mut S| {
        finished = pass_on(sink).map_err(FeedError::Stopped)?;
        Ok::<bool, FeedError<E>>(finished)
    };
    sink.start(Source { file: Some(file.to_owned()), ..Source::default() }).map_err(FeedError::Table)?;
    if matches!(content.0, Form::Delimited(_)) {
        content.rows(None, |row, cells| {
            sink.row(row, cells).map_err(FeedError::Table)?;
            pass_on(sink)
        })?;
        sink.end().map_err(FeedError::Table)?;
    } else {
        content.values(|row, text| {
            sink.json(row, text);
            pass_on(sink)
        })?;
    }
    Ok(Fed { finished, sheet: None, sheets: Vec::new() })
}

fn feed_book<S: Sink, E>(
    mut book: Book,
    file: &str,
    sheet: Option<&str>,
    sink: &mut S,
    mut pass_on: impl FnMut(&mut S) -> Result<bool, E>,
) -> Result<Fed, FeedError<E>> {
    let sheets = match sheet {
        Some(name) => vec![book.named(name)?],
        None => book.names(),
    };
    let mut problems: Vec<(&str, Box<Problem>)> = Vec::new();
    for name in &sheets {
        match feed_sheet(&mut book, file, name, sink, &mut pass_on)? {
            Ok(finished) => return Ok(Fed { finished, sheet: Some(name.clone()), sheets }),
            Err(problem) => {
                sink.forget();
                problems.push((name, problem));
            }
        }
    }
    Err(match <[_; 1]>::try_from(problems) {
        Ok([(_, problem)]) => FeedError::Table(problem),
        Err(problems) => FeedError::NoSheet(no_sheet(&problems)),
    })
}

/// Reads one sheet; the inner result is the problem of a sheet that is no such table.
fn feed_sheet<S: Sink, E>(
    book: &mut Book,
    file: &str,
    name: &str,
    sink: &mut S,
    pass_on: &mut impl FnMut(&mut S) -> Result<bool, E>,
) -> Result<Result<bool, Box<Problem>>, FeedError<E>> {
    // What was wrong with the sheet before has been told already.
    let _ = sink.start(Source { file: Some(file.to_owned()), sheet: Some(name.to_owned()), first_column: 0 });
    let mut finished = true;
    let mut wrong = None;
    book.rows(name, |row, cells| {
        if let Err(problem) = sink.row(row, cells) {
            wrong = Some(problem);
            return Ok(false);
        }
        finished = pass_on(sink).map_err(FeedError::Stopped)?;
        Ok::<bool, FeedError<E>>(finished)
    })?;
    Ok(match wrong {
        Some(problem) => Err(problem),
        None => sink.end().map(|()| finished),
    })
}

fn no_sheet(problems: &[(&str, Box<Problem>)]) -> Error {
    let list = |text: fn(&Message) -> &str, divider: &str| {
        let one = |(name, problem): &(&str, Box<Problem>)| format!("{name}: {}", text(&problem.message));
        problems.iter().map(one).collect::<Vec<_>>().join(divider)
    };
    let message = Message::new("没有一张工作表认得出表头", "the header of no sheet was recognised");
    let help = Message::new(list(|message| &message.zh, "；"), list(|message| &message.en, "; "));
    Error::new(ErrorKind::Input, "F008", message).with_help(help)
}

impl Sink for Reader<'_> {
    fn start(&mut self, source: Source) -> Result<(), Box<Problem>> {
        match self {
            Self::Rows(reader) => reader.start(source),
            Self::Json(reader) => {
                reader.start(source);
                Ok(())
            }
        }
    }

    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), Box<Problem>> {
        match self {
            Self::Rows(reader) => reader.push(row, cells),
            Self::Json(_) => Ok(()),
        }
    }

    fn json(&mut self, row: u64, text: &str) {
        if let Self::Json(reader) = self {
            reader.push_text(row, text);
        }
    }

    fn end(&mut self) -> Result<(), Box<Problem>> {
        match self {
            Self::Rows(reader) => reader.end(),
            Self::Json(_) => Ok(()),
        }
    }

    fn forget(&mut self) {
        self.take_notices();
    }
}

impl Sink for RecordReader<'_> {
    fn start(&mut self, source: Source) -> Result<(), Box<Problem>> {
        RecordReader::start(self, source)
    }

    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), Box<Problem>> {
        self.push(row, cells)
    }

    fn json(&mut self, row: u64, text: &str) {
        self.push_json_text(row, text);
    }

    fn end(&mut self) -> Result<(), Box<Problem>> {
        RecordReader::end(self)
    }

    fn forget(&mut self) {
        self.take_notices();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::open;
    use crate::table::{Inputs, ReadOptions, Vocabulary};
    use rust_xlsxwriter::Workbook;

    fn book(sheets: &[(&str, &[&str])]) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, column) in sheets {
            let sheet = book.add_worksheet().set_name(*name).unwrap();
            sheet.write_column(0, 0, column.iter().copied()).unwrap();
        }
        book.save_to_buffer().unwrap()
    }

    /// How it was read, and the sheet and rows of the places.
    fn read(bytes: &[u8], sheet: Option<&str>) -> Result<(Fed, Vec<u64>), FeedError<()>> {
        let vocabulary = Vocabulary::from_parts(Inputs::default(), &[], &[]);
        let content = open(bytes)?;
        let mut reader = Reader::new(content.kind(), &vocabulary, &ReadOptions::default()).unwrap();
        let fed = feed(content, "a.xlsx", sheet, &mut reader, |_| Ok(true))?;
        Ok((fed, reader.take_block().rows.iter().map(|row| row.row).collect()))
    }

    #[test]
    fn takes_the_sheet_asked_for_or_the_first_that_can_be_read() {
        let bytes = book(&[("说明", &["填表说明"]), ("餐饮", &["编号", "P-1"]), ("商铺", &["编号", "", "P-2"])]);
        let (fed, rows) = read(&bytes, None).unwrap();
        assert_eq!((fed.sheet.as_deref(), fed.sheets.len(), rows), (Some("餐饮"), 3, vec![2]));
        let (fed, rows) = read(&bytes, Some(" 商铺 ")).unwrap();
        assert_eq!((fed.sheet.as_deref(), fed.sheets.len(), rows), (Some("商铺"), 1, vec![3]));
        assert!(matches!(read(&bytes, Some("小区")), Err(FeedError::File(error)) if error.code() == "F007"));
    }

    #[test]
    fn tells_why_no_sheet_was_read() {
        let several = read(&book(&[("说明", &["填表说明"]), ("空", &[])]), None);
        let Err(FeedError::NoSheet(error)) = several else { panic!("{several:?}") };
        let help = &error.help().unwrap().zh;
        assert!(error.code() == "F008" && help.contains("说明: ") && help.contains("；空: "), "{error} {help}");
        let one = read(&book(&[("空", &[])]), None);
        assert!(matches!(one, Err(FeedError::Table(problem)) if problem.sheet.as_deref() == Some("空")));
    }

    #[test]
    fn reads_text_and_json_alike() {
        for text in ["编号,名称\nP-1,甲\n", "[\n{\"id\":\"P-0\"},{\"id\":\"P-1\"}]"] {
            let (fed, rows) = read(text.as_bytes(), None).unwrap();
            assert_eq!((fed.finished, fed.sheet, rows.last()), (true, None, Some(&2)));
            assert!(
                matches!(read(text.as_bytes(), Some("餐饮")), Err(FeedError::File(error)) if error.code() == "F007")
            );
        }
        assert!(
            matches!(read("甲\n乙\n".as_bytes(), None), Err(FeedError::Table(problem)) if problem.code.as_str() == "C009")
        );
    }

    #[test]
    fn stops_when_the_caller_does() {
        let vocabulary = Vocabulary::from_parts(Inputs::default(), &[], &[]);
        let run = |answer: Result<bool, &'static str>| {
            let content = open(&b"id\nP-1\n"[..])?;
            let mut reader = Reader::new(content.kind(), &vocabulary, &ReadOptions::default()).unwrap();
            feed(content, "a.csv", None, &mut reader, |_| answer)
        };
        assert!(run(Ok(false)).is_ok_and(|fed| !fed.finished));
        assert!(matches!(run(Err("full")), Err(FeedError::Stopped("full"))));
    }
}
