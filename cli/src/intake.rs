//! From the files of places and records to the core's readers, and block after block from there to who asked.
//!
//! What is in a file, and what cells and keys mean, is the core's; printing is `output`'s.

use crate::args::Inputs;
use crate::failure::Failure;
use crate::output::{Notices, Screen};
use crate::read::{self, Opened};
use paicha::Message;
use paicha::sheet::{self, FeedError, Kind, Reader, Sink};
use paicha::table::{Block, Problem, ReadOptions, RecordReader, Records, Vocabulary};
use std::path::Path;

/// Takes a block, with the headers of the columns that mean nothing. Answers whether to go on.
pub type TakeBlock<'a> = dyn FnMut(Block, &[String]) -> Result<bool, Failure> + 'a;

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
    let mut reader =
        Reader::new(opened.content.kind(), vocabulary, &options).map_err(|problem| told(&problem, screen))?;
    if let Some(records) = records {
        reader = reader.with_records(records);
    }
    let mut notices = Notices::new(*screen);
    let mut take_block = |reader: &mut Reader<'_>| {
        notices.tell(&reader.take_notices());
        take(reader.take_block(), reader.unused_columns())
    };
    let finished = feed(opened, inputs.sheet.as_deref(), &mut reader, screen, |reader| {
        if reader.is_full() { take_block(reader) } else { Ok(true) }
    })?;
    if finished && take_block(&mut reader)? {
        notices.tell(&reader.take_unclaimed());
    }
    notices.finish();
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
    feed(read::open(path)?, inputs.records_sheet.as_deref(), &mut reader, screen, |_| Ok(true))?;
    let mut notices = Notices::new(*screen);
    notices.tell(&reader.take_notices());
    notices.finish();
    let problems = reader.take_problems();
    Ok((reader.finish(), problems))
}

/// Reads a file into a sink, and says which sheet was read where there are several. Answers whether it was read to its
/// end.
fn feed<S: Sink>(
    opened: Opened,
    sheet: Option<&str>,
    sink: &mut S,
    screen: &Screen,
    pass_on: impl FnMut(&mut S) -> Result<bool, Failure>,
) -> Result<bool, Failure> {
    let Opened { path, content } = opened;
    let file = if path.as_os_str() == "-" {
        screen.word("标准输入", "standard input").to_owned()
    } else {
        path.display().to_string()
    };
    if sheet.is_some() && content.kind() != Kind::Workbook {
        return Err(Failure::new(
            "F007",
            "这个文件没有工作表，不能用 --sheet",
            "the file has no sheets; leave --sheet out",
        )
        .at(file));
    }
    let fed = sheet::feed(content, &file, sheet, sink, pass_on).map_err(|error| match error {
        FeedError::File(error) => Failure::content(&path, error),
        FeedError::NoSheet(error) => Failure::from(error).at(file.as_str()),
        FeedError::Table(problem) => told(&problem, screen),
        FeedError::Stopped(failure) => failure,
    })?;
    if let Some(name) = fed.sheet.filter(|_| fed.sheets.len() > 1) {
        screen.notice(&sheet_taken(&file, &name, &fed.sheets));
    }
    Ok(fed.finished)
}

fn sheet_taken(file: &str, name: &str, names: &[String]) -> Message {
    let others: Vec<&str> = names.iter().map(String::as_str).filter(|other| *other != name).collect();
    Message::new(
        format!("{file} 读的是工作表“{name}”；没有读 {}（用 --sheet 另选）", others.join("、")),
        format!("of {file}, sheet \"{name}\" was read, not {} (choose with --sheet)", others.join(", ")),
    )
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
