//! Finds the bracket that was left open, from the errors it leads to further down.

use super::line::{brackets, is_header, starts_statement};
use super::line_of;
use std::ops::Range;

/// How many lines are looked at from an error: no list is longer.
const LINES: usize = 1_000;

/// Whether an error may come from a bracket that was left open before it.
pub(super) fn is_told_by(message: &str) -> bool {
    let tells = [
        "missing comma",
        "missing key for inline",
        "missing assignment",
        "extra assignment",
        "extra comma",
        "invalid inline table",
        "unexpected `=` in array",
        "missing inline table opening",
        "missing array opening",
    ];
    tells.iter().any(|tell| message.starts_with(tell)) || is_told_at_the_end(message)
}

fn is_told_at_the_end(message: &str) -> bool {
    message.starts_with("unclosed array,") || message.starts_with("unclosed inline table")
}

/// The bracket that an error finds open: one on an earlier line, with a new statement begun since.
pub(super) fn bracket(error: &toml::de::Error, text: &str) -> Option<usize> {
    let line = line_of(text, error.span()?.start);
    let at_the_end = is_told_at_the_end(error.message());
    if !is_told_by(error.message()) || !(at_the_end || starts_statement(text.get(line.clone())?)) {
        return None;
    }
    let open = open_before(text.get(..if at_the_end { line.end } else { line.start })?)?;
    (at_the_end || !is_closed(text.get(open..)?)).then_some(open)
}

/// The last bracket of a text that nothing in it closes.
fn open_before(text: &str) -> Option<usize> {
    let mut at = text.len();
    let mut closed = 0;
    for line in text.split_inclusive('\n').rev().take(LINES) {
        at -= line.len();
        let (open, closing) = brackets(line);
        // A header is balanced; what closes here was opened further up.
        match open.len().checked_sub(closed + 1) {
            Some(last) if !is_header(line) => return open.get(last).map(|open| at + open),
            _ => closed = closed.saturating_sub(open.len()) + closing,
        }
    }
    None
}

/// Whether the bracket that a text starts with is closed before the next header.
fn is_closed(text: &str) -> bool {
    let mut depth = 0;
    for (index, line) in text.split_inclusive('\n').take(LINES).enumerate() {
        if index > 0 && is_header(line) && starts_statement(line) {
            return false;
        }
        let (open, closing) = brackets(line);
        depth = (depth + open.len()).saturating_sub(closing);
        if depth == 0 {
            return true;
        }
    }
    false
}

/// The lines of the statement around an offset, up to the next line that looks like a new one.
pub(super) fn statement(text: &str, at: usize) -> Range<usize> {
    let line = line_of(text, at);
    let mut start = line.start;
    let before = text.get(..line.start).unwrap_or("").split_inclusive('\n').rev().take(LINES);
    if !starts_statement(text.get(line.clone()).unwrap_or("")) {
        for line in before {
            start -= line.len();
            if starts_statement(line) {
                break;
            }
        }
    }
    let mut rest = text.get(line.end..).unwrap_or("").split_inclusive('\n');
    let mut end = line.end + rest.next().map_or(0, str::len);
    for line in rest {
        if starts_statement(line) {
            break;
        }
        end += line.len();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_bracket() {
        assert_eq!(open_before("a = [1, 2\n"), Some(4));
        assert_eq!(open_before("a = [1, [2]\nb = 1\n"), Some(4));
        assert_eq!(open_before("a = [\n  { b = 1 },\n  { c = 2,\n"), Some(21));
        assert_eq!(open_before("a = [\n  1,\n]\n[x]\n"), None);
        assert_eq!(open_before("a = \"[\" # [\n"), None);
    }

    #[test]
    fn closed_before_the_next_header() {
        assert!(is_closed("[1,\n2]\n[x]\n"));
        assert!(!is_closed("[1,\n2\n[x]\n]"));
        assert!(!is_closed("{ a = 1"));
    }

    #[test]
    fn statements_over_several_lines() {
        let text = "x = 1\na = [\n  1,\n  2\n\nb = 3\n";
        assert_eq!(statement(text, 10), 6..22);
        assert_eq!(statement(text, 15), 6..22);
    }
}
