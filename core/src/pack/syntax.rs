//! Reads TOML with as much recovery as can be had, and reports its mistakes in words.
//!
//! The parser stops at some mistakes and takes half a file for a list after others. So the lines at fault are mended or
//! blanked, every byte staying where it is, and the file is read again: all mistakes of a file are found in one run.

mod explain;
mod line;

use super::value::{Entry, Reading};
use crate::diagnostic::Diagnostics;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A file's top-level entries, and where it has mistakes.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub entries: Vec<Entry>,
    /// Where mistakes were found.
    pub mistakes: Vec<Range<usize>>,
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
    let mut mended = text.to_owned();
    let mut found = Found::default();
    let mut round = 0;
    loop {
        round += 1;
        let (table, errors) = DeTable::parse_recoverable(&mended);
        let mends = found.take(text, &mended, file, table.get_ref(), &errors, diagnostics);
        if mends.is_empty() || found.lines.len() == MOST || round == ROUNDS || round * text.len() > REREAD {
            let reading = Reading { text: &mended, file, layer, mistakes: &found.mistakes };
            let entries = reading.entries(table.get_ref());
            return Parsed { entries, mistakes: found.mistakes };
        }
        mended = replaced(&mended, &mends);
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
}

type Mend = (Range<usize>, String);

impl Found {
    /// Reports the errors of one round, one for each line; gives what to mend before the next.
    fn take(
        &mut self,
        text: &str,
        mended: &str,
        file: u32,
        table: &DeTable<'_>,
        errors: &[toml::de::Error],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Mend> {
        let unclosed =
            errors.iter().filter_map(|error| unclosed_at(error, table, mended)).min_by_key(|value| value.start);
        // Behind the first mistake that stops the parser nothing is known of lists and tables: that is for a later round.
        let stop = errors.iter().filter_map(|error| {
            let line = line_of(mended, error.span()?.start);
            stops(error.message(), mended.get(line.clone())?).then_some(line.end)
        });
        let known = stop.min().unwrap_or(mended.len());
        let mut mends: BTreeMap<usize, Mend> = BTreeMap::new();
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            // What follows an open bracket may only be wrong because of it.
            if at.start > known || unclosed.as_ref().is_some_and(|value| value.start <= at.start) {
                continue;
            }
            if let Some(mend) = mend(mended, line_of(mended, at.start), error.message()) {
                mends.insert(mend.0.start, mend);
            }
            self.report(text, file, error.message(), at, diagnostics);
        }
        if let Some(value) = unclosed {
            self.report(text, file, explain::UNCLOSED, value.start..value.start + 1, diagnostics);
            let statement = statement(mended, value.start);
            let blank = || (statement.clone(), blank(mended.get(statement.clone()).unwrap_or("")));
            let mend = mend(mended, line_of(mended, value.start), explain::UNCLOSED).unwrap_or_else(blank);
            self.mistakes.push(statement.clone());
            mends.insert(mend.0.start, mend);
        }
        mends.into_values().collect()
    }

    fn report(&mut self, text: &str, file: u32, message: &str, at: Range<usize>, diagnostics: &mut Diagnostics) {
        let line = line_of(text, at.start);
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
    } else if old.trim_start().starts_with('[') {
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
    let stops = ["key with no value", "unclosed table", "unclosed array table"];
    // The fields of a table that is there twice would be there twice too.
    let repeated_table = message.starts_with("duplicate key") && line.trim_start().starts_with('[');
    repeated_table || stops.iter().any(|stop| message.starts_with(stop))
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

/// The list or table that an error finds open.
fn unclosed_at(error: &toml::de::Error, table: &DeTable<'_>, text: &str) -> Option<Range<usize>> {
    let at = error.span()?.start;
    let value = outermost(table, at)?;
    let inside = text.get(value.clone()).filter(|inside| inside.starts_with(['[', '{']))?;
    let tells = ["unclosed array,", "unclosed inline table", "unexpected `=` in array"];
    let told = tells.iter().any(|tell| error.message().starts_with(tell));
    // A header or field further down was swallowed, unless it is a field of a table that goes over several lines.
    let swallows = || {
        let line = line_of(text, at);
        let header = |line: &str| line.trim_start().starts_with('[') && line::starts_statement(line);
        let closed = inside.starts_with('{') && inside.ends_with('}') && !inside.lines().skip(1).any(header);
        line.start > value.start && line::starts_statement(text.get(line).unwrap_or("")) && !closed
    };
    (told || swallows()).then_some(value)
}

/// The outermost inline list or table around an offset. (The span of a table with a header is the header's.)
fn outermost(table: &DeTable<'_>, at: usize) -> Option<Range<usize>> {
    table.iter().find_map(|(_, value)| {
        let span = value.span();
        match value.get_ref() {
            DeValue::Array(_) | DeValue::Table(_) if span.start < at && at <= span.end => Some(span),
            DeValue::Array(list) => list.iter().find_map(|item| outermost(item.get_ref().as_table()?, at)),
            DeValue::Table(table) => outermost(table, at),
            _ => None,
        }
    })
}

/// The lines of the statement that starts around an offset, up to the next line that looks like a new one.
fn statement(text: &str, at: usize) -> Range<usize> {
    let first = line_of(text, at);
    let mut rest = text.get(first.end..).unwrap_or("").split_inclusive('\n');
    let mut end = first.end + rest.next().map_or(0, str::len);
    for line in rest {
        if line::starts_statement(line) {
            break;
        }
        end += line.len();
    }
    first.start..end
}
