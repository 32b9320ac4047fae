//! Reads TOML with as much recovery as can be had, and reports its mistakes in words.
//!
//! The parser stops at some mistakes and takes half a file for a list after others. So the lines at fault are mended or
//! blanked, every byte staying where it is, and the file is read again: all mistakes of a file are found in one run.

mod explain;
mod line;
mod open;
mod plain;

use super::value::{Entry, Reading};
use crate::diagnostic::Diagnostics;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::DeTable;

/// A file's top-level entries, and where it has mistakes.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub entries: Vec<Entry>,
    /// Where mistakes were found.
    pub mistakes: Vec<Range<usize>>,
}

impl Parsed {
    /// Says which layer the file belongs to.
    pub fn set_layer(&mut self, layer: u32) {
        self.entries.iter_mut().for_each(|entry| entry.node.set_layer(layer));
    }
}

/// The name of the table that stands in for a header that cannot be read.
pub(super) const UNREADABLE: &str = "-";

/// How often a file is mended and read again.
const ROUNDS: usize = 50;
/// How many bytes are read again at most: a huge file of rubbish is not read fifty times.
const REREAD: usize = 16 << 20;
/// How many mistakes of one file are reported.
const MOST: usize = 50;

/// Reads the text of a file that [`Diagnostics::sources`] knows as `file`.
pub(super) fn parse(text: &str, file: u32, layer: u32, diagnostics: &mut Diagnostics) -> Parsed {
    match plain::entries(text, file, layer) {
        Some(entries) => Parsed { entries, mistakes: Vec::new() },
        None => parse_any(text, file, layer, diagnostics),
    }
}

/// Reads a text with whatever mistakes.
fn parse_any(text: &str, file: u32, layer: u32, diagnostics: &mut Diagnostics) -> Parsed {
    let mut mended = Cow::Borrowed(text);
    let mut found = Found::default();
    let mut round = 0;
    loop {
        round += 1;
        let (table, errors) = DeTable::parse_recoverable(&mended);
        let mends = found.take(text, &mended, file, &errors, diagnostics);
        if mends.is_empty() || found.lines.len() == MOST || round == ROUNDS || round * text.len() > REREAD {
            let reading = Reading { text: &mended, file, layer, mistakes: &found.mistakes };
            let entries = reading.entries(table.get_ref());
            return Parsed { entries, mistakes: found.mistakes };
        }
        mended = Cow::Owned(replaced(&mended, &mends));
    }
}

/// A text with some stretches replaced; they are in order, and one that overlaps the last is left out.
fn replaced(text: &str, mends: &[Mend]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    for (range, replacement) in mends {
        if range.start < from {
            continue;
        }
        result.push_str(text.get(from..range.start).unwrap_or(""));
        result.push_str(replacement);
        from = range.end;
    }
    result.push_str(text.get(from..).unwrap_or(""));
    result
}

#[derive(Default)]
struct Found {
    lines: BTreeSet<usize>,
    mistakes: Vec<Range<usize>>,
    /// Where the last field that is there twice ends.
    repeated: Option<usize>,
}

type Mend = (Range<usize>, String);

impl Found {
    /// Reports the errors of one round, one for each line; gives what to mend before the next.
    fn take(
        &mut self,
        text: &str,
        mended: &str,
        file: u32,
        errors: &[toml::de::Error],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Mend> {
        // The first error that an open bracket leads to is among the first of all.
        let open = errors.iter().take(4 * MOST).filter_map(|error| open::bracket(error, mended)).min();
        // Behind the first mistake that leads the parser astray little is known: that is for a later round.
        let stop = errors.iter().filter_map(|error| {
            let line = line_of(mended, error.span()?.start);
            stops(error.message(), mended.get(line.clone())?).then_some(line.end)
        });
        let known = stop.min().unwrap_or(mended.len());
        let mut mends: BTreeMap<usize, Mend> = BTreeMap::new();
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            // What follows an open bracket may only be wrong because of it.
            if at.start > known || open.is_some_and(|open| open <= at.start) {
                continue;
            }
            if let Some(mend) = mend(mended, line_of(mended, at.start), error.message()) {
                mends.insert(mend.0.start, mend);
            }
            self.report(text, file, error.message(), at, diagnostics);
        }
        if let Some(open) = open {
            self.report(text, file, explain::UNCLOSED, open..open + 1, diagnostics);
            let statement = open::statement(mended, open);
            let blank = || (statement.clone(), blank(mended.get(statement.clone()).unwrap_or("")));
            let mend = mend(mended, line_of(mended, open), explain::UNCLOSED).unwrap_or_else(blank);
            self.mistakes.push(statement.clone());
            mends.insert(mend.0.start, mend);
        }
        mends.into_values().collect()
    }

    fn report(&mut self, text: &str, file: u32, message: &str, at: Range<usize>, diagnostics: &mut Diagnostics) {
        let line = line_of(text, at.start);
        // Several in a row are one mistake: a header left out, or lines copied.
        if message.starts_with("duplicate key") {
            let previous = self.repeated.replace(line.end);
            if previous.is_some_and(|end| {
                end < line.start && text.get(end..line.start).is_some_and(|gap| gap.trim().is_empty())
            }) {
                self.mistakes.push(line);
                return;
            }
        }
        if self.lines.len() < MOST && self.lines.insert(line.start) {
            explain::report(message, text, file, &at, &line, diagnostics);
            self.mistakes.push(line);
        }
    }
}

/// The line around an offset, without its newline. The end of a file belongs to its last line that is not blank.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if at == text.len() {
        at = text.trim_end().len();
    }
    let start = text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |newline| newline + 1);
    let length = text.get(start..).and_then(|tail| tail.lines().next()).map_or(0, str::len);
    start..start + length
}

/// What to put in place of a line so that the parser goes on behind it.
fn mend(text: &str, line: Range<usize>, message: &str) -> Option<Mend> {
    let old = text.get(line.clone())?;
    let new = if line::full_width(old).is_some() {
        line::to_ascii(old)
    } else if !stops(message, old) {
        return None;
    } else if line::is_header(old) {
        stand_in(old)
    } else if let Some((key, value)) = old.split_once(':').filter(|(key, _)| !key.contains(['"', '\'', ' ', '/'])) {
        format!("{key}={value}")
    } else {
        blank(old)
    };
    (new != old).then_some((line, new))
}

/// Whether the parser goes astray behind an error on a line.
fn stops(message: &str, line: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|words| message.starts_with(words));
    if line::is_header(line) {
        // The fields below belong to another table then, or to one that is there already.
        return !says(&["invalid unquoted key", "unexpected"]) && !open::is_told_by(message);
    }
    says(&["key with no value"])
}

/// A header of the same length under which fields are read without meaning anything.
fn stand_in(header: &str) -> String {
    let stand_in = format!("[[{UNREADABLE}]]");
    match header.len().checked_sub(stand_in.len()) {
        Some(rest) => stand_in + " ".repeat(rest).as_str(),
        None => blank(header),
    }
}

/// Spaces instead of everything but newlines.
fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}
