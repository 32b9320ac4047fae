//! From the files of places and records to the core's readers: which format, which sheet, row after row, block after block.
//!
//! What cells and keys mean is the core's; printing is `output`'s.

use crate::args::Inputs;
use crate::failure::Failure;
use crate::output::{Notices, Screen};
use crate::read::spreadsheet::Book;
use crate::read::{self, Content, Opened, delimited, json};
use paicha::Message;
use paicha::table::{
    Block, Cell, JsonReader, PlaceReader, Problem, ReadOptions, RecordReader, Records, Source, Vocabulary,
};
use std::path::Path;

/// Takes a block, with the headers of the columns that mean nothing. Answers whether to go on.
pub type TakeBlock<'a> = dyn FnMut(Block, &[String]) -> Result<bool, Failure> + 'a;

/// What rows go into: the core's reader of places, or of records.
trait Sink {
    fn start(&mut self, source: Source) -> Result<(), Box<Problem>>;
    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), Box<Problem>>;
    fn json(&mut self, row: u64, text: &str);
    fn end(&mut self) -> Result<(), Box<Problem>>;
    /// After each row: passes on what has come together. Answers whether to go on.
    fn pass_on(&mut self) -> Result<bool, Failure>;
    /// Forgets what was noticed about a table that could not be read.
    fn forget(&mut self);
}

/// Reads the places of a file and hands them on in blocks. What people should know about the tables is told as it is
/// found, in the end also which records no place claimed, unless reading was stopped early.
pub fn places(
    inputs: &Inputs,
    vocabulary: &Vocabulary,
    keep_unused: bool,
    records: Option<Records>,
    screen: &Screen,
    take: &mut TakeBlock<'_>,
) -> Result<(), Failure> {
    let options = ReadOptions { keep_unused, default_kind: inputs.kind.clone(), ..ReadOptions::default() };
    let opened = read::open(&inputs.places)?;
    let reader =
        Reader::new(&opened.content, vocabulary, &options, records).map_err(|problem| told(&problem, screen))?;
    let mut sink = PlaceSink { reader, notices: Notices::new(*screen), take };
    let finished = feed(opened, inputs.sheet.as_deref(), &mut sink, screen)?;
    if finished && sink.take_block()? {
        sink.notices.tell(&sink.reader.take_unclaimed());
    }
    sink.notices.finish();
    Ok(())
}

/// Reads a file of records. Answers with them and the problems of rows left out.
pub fn records(
    path: &Path,
    inputs: &Inputs,
    vocabulary: &Vocabulary,
    screen: &Screen,
) -> Result<(Records, Vec<Problem>), Failure> {
    let task = inputs.records_task.as_deref();
    let mut reader = RecordReader::new(vocabulary, task).map_err(|problem| told(&problem, screen))?;
    feed(read::open(path)?, inputs.records_sheet.as_deref(), &mut reader, screen)?;
    let mut notices = Notices::new(*screen);
    notices.tell(&reader.take_notices());
    notices.finish();
    let problems = reader.take_problems();
    Ok((reader.finish(), problems))
}

/// Reads a file into a sink; answers whether it was read to its end.
fn feed(opened: Opened, sheet: Option<&str>, sink: &mut dyn Sink, screen: &Screen) -> Result<bool, Failure> {
    let Opened { path, content } = opened;
    let file = if path.as_os_str() == "-" {
        screen.word("标准输入", "standard input").to_owned()
    } else {
        path.display().to_string()
    };
    let source = Source { file: Some(file.clone()), ..Source::default() };
    if sheet.is_some() && !matches!(content, Content::Book(_)) {
        return Err(Failure::new(
            "F007",
            "这个文件没有工作表，不能用 --sheet",
            "the file has no sheets; leave --sheet out",
        )
        .at(file));
    }
    let tell = |problem: Box<Problem>| told(&problem, screen);
    if let Content::Book(book) = content {
        return feed_book(*book, &file, sheet, sink, screen);
    }
    sink.start(source).map_err(tell)?;
    let mut finished = true;
    let mut json = |row: u64, text: &str, sink: &mut dyn Sink| {
        sink.json(row, text);
        finished = sink.pass_on()?;
        Ok(finished)
    };
    match content {
        Content::JsonArray(text) => json::array(&path, text, &mut |row, value| json(row, value, sink))?,
        Content::JsonLines(text) => json::lines(&path, text, &mut |row, value| json(row, value, sink))?,
        Content::JsonValues(text) => json::values(&path, text, &mut |row, value| json(row, value, sink))?,
        Content::Book(_) => {}
        Content::Delimited(text) => {
            delimited::rows(&path, text, |row, record| {
                let cells: Vec<Cell<'_>> = record.iter().map(Cell::from).collect();
                sink.row(row, &cells).map_err(tell)?;
                finished = sink.pass_on()?;
                Ok(finished)
            })?;
            sink.end().map_err(tell)?;
        }
    }
    Ok(finished)
}

/// Reads the sheet asked for, or the first that can be read, and says which where there are several.
fn feed_book(
    mut book: Book,
    file: &str,
    sheet: Option<&str>,
    sink: &mut dyn Sink,
    screen: &Screen,
) -> Result<bool, Failure> {
    let names = match sheet {
        Some(name) => vec![book.named(name)?],
        None => book.names(),
    };
    let mut problems: Vec<(String, Box<Problem>)> = Vec::new();
    for name in &names {
        match feed_sheet(&mut book, file, name, sink)? {
            Ok(finished) => {
                if names.len() > 1 {
                    screen.notice(&sheet_taken(file, name, &names));
                }
                return Ok(finished);
            }
            Err(problem) => {
                sink.forget();
                problems.push((name.clone(), problem));
            }
        }
    }
    Err(no_sheet(file, &problems, screen))
}

/// Reads one sheet; the inner result is the problem of a sheet that is no such table.
fn feed_sheet(
    book: &mut Book,
    file: &str,
    name: &str,
    sink: &mut dyn Sink,
) -> Result<Result<bool, Box<Problem>>, Failure> {
    // What was wrong with the sheet before has been told already.
    let _ = sink.start(Source { file: Some(file.to_owned()), sheet: Some(name.to_owned()), first_column: 0 });
    let mut finished = true;
    let mut wrong = None;
    book.rows(name, &mut |row, cells| {
        if let Err(problem) = sink.row(row, cells) {
            wrong = Some(problem);
            return Ok(false);
        }
        finished = sink.pass_on()?;
        Ok(finished)
    })?;
    Ok(match wrong {
        Some(problem) => Err(problem),
        None => sink.end().map(|()| finished),
    })
}

fn sheet_taken(file: &str, name: &str, names: &[String]) -> Message {
    let others: Vec<&str> = names.iter().map(String::as_str).filter(|other| *other != name).collect();
    Message::new(
        format!("{file} 读的是工作表“{name}”；没有读 {}（用 --sheet 另选）", others.join("、")),
        format!("of {file}, sheet \"{name}\" was read, not {} (choose with --sheet)", others.join(", ")),
    )
}

fn no_sheet(file: &str, problems: &[(String, Box<Problem>)], screen: &Screen) -> Failure {
    if let [(_, problem)] = problems {
        return told(problem, screen);
    }
    let list = |text: fn(&Message) -> &str, divider: &str| {
        let one = |(name, problem): &(String, Box<Problem>)| format!("{name}: {}", text(&problem.message));
        problems.iter().map(one).collect::<Vec<_>>().join(divider)
    };
    Failure::new("F008", "没有一张工作表认得出表头", "the header of no sheet was recognised")
        .at(file)
        .help(list(|message| &message.zh, "；"), list(|message| &message.en, "; "))
}

/// A problem that stops the command.
pub fn told(problem: &Problem, screen: &Screen) -> Failure {
    let failure = Failure::new(problem.code.as_str(), problem.message.zh.clone(), problem.message.en.clone());
    let failure = match &problem.help {
        Some(help) => failure.help(help.zh.clone(), help.en.clone()),
        None => failure,
    };
    match screen.location(problem) {
        place if place.is_empty() => failure,
        place => failure.at(place),
    }
}

/// The core's reader of places: of rows, or of JSON.
enum Reader<'v> {
    Rows(PlaceReader<'v>),
    Json(JsonReader<'v>),
}

impl<'v> Reader<'v> {
    fn new(
        content: &Content,
        vocabulary: &'v Vocabulary,
        options: &ReadOptions,
        records: Option<Records>,
    ) -> Result<Self, Box<Problem>> {
        let records = |reader: Self| match (reader, records) {
            (reader, None) => reader,
            (Self::Rows(reader), Some(records)) => Self::Rows(reader.with_records(records)),
            (Self::Json(reader), Some(records)) => Self::Json(reader.with_records(records)),
        };
        Ok(records(match content {
            Content::Delimited(_) | Content::Book(_) => Self::Rows(PlaceReader::new(vocabulary, options)?),
            _ => Self::Json(JsonReader::new(vocabulary, options)?),
        }))
    }

    fn is_full(&self) -> bool {
        match self {
            Self::Rows(reader) => reader.is_full(),
            Self::Json(reader) => reader.is_full(),
        }
    }

    fn take_notices(&mut self) -> Vec<Problem> {
        match self {
            Self::Rows(reader) => reader.take_notices(),
            Self::Json(reader) => reader.take_notices(),
        }
    }

    fn take_unclaimed(&mut self) -> Vec<Problem> {
        match self {
            Self::Rows(reader) => reader.take_unclaimed(),
            Self::Json(reader) => reader.take_unclaimed(),
        }
    }
}

struct PlaceSink<'v, 't, 'b> {
    reader: Reader<'v>,
    notices: Notices,
    take: &'t mut TakeBlock<'b>,
}

impl PlaceSink<'_, '_, '_> {
    fn take_block(&mut self) -> Result<bool, Failure> {
        self.notices.tell(&self.reader.take_notices());
        match &mut self.reader {
            Reader::Rows(reader) => (self.take)(reader.take_block(), reader.unused_columns()),
            Reader::Json(reader) => (self.take)(reader.take_block(), &[]),
        }
    }
}

impl Sink for PlaceSink<'_, '_, '_> {
    fn start(&mut self, source: Source) -> Result<(), Box<Problem>> {
        match &mut self.reader {
            Reader::Rows(reader) => reader.start(source),
            Reader::Json(reader) => {
                reader.start(source);
                Ok(())
            }
        }
    }

    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), Box<Problem>> {
        match &mut self.reader {
            Reader::Rows(reader) => reader.push(row, cells),
            Reader::Json(_) => Ok(()),
        }
    }

    fn json(&mut self, row: u64, text: &str) {
        if let Reader::Json(reader) = &mut self.reader {
            reader.push_text(row, text);
        }
    }

    fn end(&mut self) -> Result<(), Box<Problem>> {
        match &mut self.reader {
            Reader::Rows(reader) => reader.end(),
            Reader::Json(_) => Ok(()),
        }
    }

    fn pass_on(&mut self) -> Result<bool, Failure> {
        if self.reader.is_full() { self.take_block() } else { Ok(true) }
    }

    fn forget(&mut self) {
        self.reader.take_notices();
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

    fn pass_on(&mut self) -> Result<bool, Failure> {
        Ok(true)
    }

    fn forget(&mut self) {
        self.take_notices();
    }
}
