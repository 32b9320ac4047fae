//! Reads files written plainly, as nearly all are, in one pass: one line each, bare keys, no escapes, nothing wrong.
//!
//! Of anything else it says nothing: that is for the whole of TOML, and for whoever explains mistakes. Whatever is read
//! here is read there the same; a test holds it to that.

use crate::date::Date;
use crate::diagnostic::Span;
use crate::pack::format::known_name;
use crate::pack::item::{Expression, ExpressionSource};
use crate::pack::value::{Entry, Node, Value};
use std::borrow::Cow;

/// How deep lists and tables nest at most.
const DEPTH: usize = 16;
/// How far back a table is looked for that a header goes on with.
const BACK: usize = 64;
/// The most fields of one table; no format has more.
const FIELDS: usize = 32;
/// How many fields room is made for at once.
const ROOM: usize = 16;

/// The entries of a file, each table's in the order written; none where the file is not plain.
pub(super) fn entries(text: &str, file: u32, layer: u32) -> Option<Vec<Entry>> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, file, layer };
    let mut root = Vec::new();
    reader.fields(&mut root)?;
    while reader.peek().is_some() {
        let header = reader.header()?;
        let mut fields = Vec::with_capacity(ROOM);
        reader.fields(&mut fields)?;
        header.put(&mut root, fields)?;
    }
    distinct(&root).then_some(root)
}

/// Whether no table has a key twice; in small ones each key was looked for before it was added.
fn distinct(entries: &[Entry]) -> bool {
    let mut keys: Vec<&str> = Vec::new();
    if entries.len() > BACK {
        keys.extend(entries.iter().map(|entry| entry.key.as_ref()));
        keys.sort_unstable();
    }
    keys.windows(2).all(|pair| pair.first() != pair.last())
        && entries.iter().filter(|entry| is_of_headers(entry)).all(|entry| match &entry.node.value {
            Value::Table(entries) => distinct(entries),
            Value::List(list) => list.iter().all(|node| distinct(node.entries())),
            _ => true,
        })
}

/// Whether a value was begun by a header rather than written behind a `=`.
fn is_of_headers(entry: &Entry) -> bool {
    entry.node.span.start <= entry.key_span.start
}

/// `[a.b]` or `[[a.b]]`.
struct Header {
    /// The keys before the last.
    parents: Vec<(Cow<'static, str>, Span)>,
    key: (Cow<'static, str>, Span),
    span: Span,
    is_list: bool,
}

impl Header {
    /// Puts the table below a header where it belongs.
    fn put(self, root: &mut Vec<Entry>, fields: Vec<Entry>) -> Option<()> {
        let (key, key_span) = self.key;
        let mut parent = root;
        for (key, key_span) in self.parents {
            let at = match find(parent, &key) {
                Some(at) => at,
                None => {
                    let node = Node { span: key_span, value: Value::Table(Vec::new()), doubtful: false };
                    parent.push(Entry { key, key_span, node });
                    parent.len() - 1
                }
            };
            let entry = parent.get_mut(at).filter(|entry| is_of_headers(entry))?;
            let table = match &mut entry.node.value {
                Value::List(list) => &mut list.last_mut()?.value,
                value => value,
            };
            let Value::Table(entries) = table else { return None };
            parent = entries;
        }
        let table = Node { span: self.span, value: Value::Table(fields), doubtful: false };
        match find(parent, &key).and_then(|at| parent.get_mut(at)) {
            Some(entry) if self.is_list && is_of_headers(entry) => match &mut entry.node.value {
                Value::List(list) => list.push(table),
                _ => return None,
            },
            Some(_) => return None,
            None => {
                let list = |table| Node { span: self.span, value: Value::List(vec![table]), doubtful: false };
                let node = if self.is_list { list(table) } else { table };
                parent.push(Entry { key, key_span, node });
            }
        }
        Some(())
    }
}

/// Where the entry of a key is. One that lies too far back is not found, and then there twice.
fn find(entries: &[Entry], key: &str) -> Option<usize> {
    let near = entries.iter().enumerate().rev().take(BACK);
    near.filter(|(_, entry)| entry.key == key).map(|(at, _)| at).next()
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    file: u32,
    layer: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.takes(byte).then_some(())
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&skipped) {
            self.at += 1;
        }
    }

    fn span(&self, start: usize) -> Span {
        Span { file: self.file, start: start as u32, end: self.at as u32 }
    }

    /// Blanks, a comment if there is one, and the end of the line.
    fn rest_of_line(&mut self) -> Option<()> {
        self.skip(is_blank);
        if self.peek() == Some(b'#') {
            self.skip(is_text);
        }
        match self.peek() {
            None => Some(()),
            Some(b'\r') => {
                self.at += 1;
                self.take(b'\n')
            }
            Some(_) => self.take(b'\n'),
        }
    }

    /// Blank lines and comments; the blanks before what comes next too.
    fn gap(&mut self) -> Option<()> {
        loop {
            self.skip(is_blank);
            match self.peek() {
                Some(b'#' | b'\n' | b'\r') => self.rest_of_line()?,
                _ => return Some(()),
            }
        }
    }

    /// The fields up to the next header.
    fn fields(&mut self, fields: &mut Vec<Entry>) -> Option<()> {
        loop {
            self.gap()?;
            if matches!(self.peek(), None | Some(b'[')) {
                return Some(());
            }
            self.field(fields, 0)?;
            self.rest_of_line()?;
        }
    }

    fn field(&mut self, fields: &mut Vec<Entry>, depth: usize) -> Option<()> {
        let (key, key_span) = self.key()?;
        if fields.len() >= FIELDS || fields.iter().any(|field| field.key == key) {
            return None;
        }
        self.skip(is_blank);
        self.take(b'=')?;
        self.skip(is_blank);
        let node = self.node(depth)?;
        fields.push(Entry { key, key_span, node });
        Some(())
    }

    fn key(&mut self) -> Option<(Cow<'static, str>, Span)> {
        let start = self.at;
        self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let key = self.text.get(start..self.at).filter(|key| !key.is_empty())?;
        let known = known_name(key).map(Cow::Borrowed);
        Some((known.unwrap_or_else(|| Cow::Owned(key.to_owned())), self.span(start)))
    }

    fn header(&mut self) -> Option<Header> {
        let start = self.at;
        self.take(b'[')?;
        let is_list = self.takes(b'[');
        let (mut parents, mut key) = (Vec::new(), self.key()?);
        while self.takes(b'.') {
            parents.push(std::mem::replace(&mut key, self.key()?));
        }
        self.take(b']')?;
        if is_list {
            self.take(b']')?;
        }
        let span = self.span(start);
        self.rest_of_line()?;
        (parents.len() < DEPTH).then_some(Header { parents, key, span, is_list })
    }

    fn node(&mut self, depth: usize) -> Option<Node> {
        let start = self.at;
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => self.quoted(quote)?,
            b'[' if depth < DEPTH => self.list(depth + 1)?,
            b'{' if depth < DEPTH => self.table(depth + 1)?,
            _ => self.word()?,
        };
        Some(Node { span: self.span(start), value, doubtful: false })
    }

    fn quoted(&mut self, quote: u8) -> Option<Value> {
        self.at += 1;
        let start = self.at;
        self.at += memchr::memchr(quote, self.bytes.get(start..)?)?;
        let (text, span) = (self.text.get(start..self.at)?, self.span(start));
        // Without a way out, so that it takes many bytes at a time.
        let is_escape = |byte| byte == b'\\' && quote == b'"';
        if !text.bytes().fold(true, |plain, byte| plain & is_text(byte) & !is_escape(byte)) {
            return None;
        }
        self.at += 1;
        if text.is_empty() && self.peek() == Some(quote) {
            return None;
        }
        let source = ExpressionSource { span, direct: true, layer: self.layer };
        Some(Value::Text(Expression { text: text.to_owned(), source: Some(source) }))
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.gap()?;
            if self.takes(b']') {
                return Some(Value::List(list));
            }
            list.push(self.node(depth)?);
            self.gap()?;
            if self.peek() != Some(b']') {
                self.take(b',')?;
            }
        }
    }

    fn table(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut fields = Vec::new();
        self.skip(is_blank);
        if self.takes(b'}') {
            return Some(Value::Table(fields));
        }
        loop {
            self.field(&mut fields, depth)?;
            self.skip(is_blank);
            if self.takes(b'}') {
                return Some(Value::Table(fields));
            }
            self.take(b',')?;
            self.skip(is_blank);
        }
    }

    /// `true`, `false`, a plain number, a date.
    fn word(&mut self) -> Option<Value> {
        let start = self.at;
        self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_' | b':'));
        let word = self.text.get(start..self.at)?;
        match word {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => number(word).or_else(|| date(word)),
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// What may stand in quotes and comments, quotes and escapes aside.
fn is_text(byte: u8) -> bool {
    (byte >= b' ') & (byte != 0x7f) | (byte == b'\t')
}

/// `12`, `-3.5`: digits without a 0 in front.
fn number(word: &str) -> Option<Value> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    if !are_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    match decimals {
        Some(decimals) => are_digits(decimals).then(|| word.parse().ok().map(Value::Number)).flatten(),
        None => word.parse().ok().map(Value::Integer),
    }
}

/// `2022-08-03`.
fn date(word: &str) -> Option<Value> {
    let shape = word.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    shape.eq(*b"0000-00-00").then(|| word.parse::<Date>().ok().map(Value::Date)).flatten()
}

#[cfg(test)]
mod tests {
    use super::entries;
    use crate::diagnostic::Diagnostics;
    use crate::pack::syntax::parse_any;
    use proptest::prelude::*;

    /// Whether a text is plain; if so, all of TOML reads it the same.
    fn is_plain(text: &str) -> bool {
        let Some(plain) = entries(text, 1, 2) else { return false };
        let mut diagnostics = Diagnostics::default();
        let parsed = parse_any(text, 1, 2, &mut diagnostics);
        assert_eq!(diagnostics.finish(), [], "{text}");
        assert_eq!(format!("{plain:?}"), format!("{:?}", parsed.entries), "{text}");
        true
    }

    #[test]
    fn what_is_plain() {
        for text in [
            "",
            "# 注",
            "a = 1\r\n\r\n[b]\r\n",
            "[a.b]\nc = [ 1, # 注\n  -2.50,\n]\n[a.d]\n[[e]]\n[[e]]\n[[e.f]]\ng = {}\n[[e.f]]\n[e.h.i]\n",
            "a = { b = '“\\', c = { d = \"\" } }\t# 注\nd = 2022-08-03",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "a = 1\r",
            "a = 1\na = 2",
            "[a]\n[a]",
            "[a]\nb = 1\n[a.b]",
            "[a.b]\n[a]",
            "a = []\n[[a]]",
            "a = 01",
            "a = 2022-13-01",
            "a = '''b'''",
            "a = \"\\t\"",
            "a = 1 b",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn a_key_that_is_there_twice_far_apart() {
        let tables = (0..200).map(|table| format!("[a.t{table}]\n")).collect::<String>();
        assert!(is_plain(&tables));
        assert!(!is_plain(&format!("{tables}[a.t0]\n")));
    }

    /// Pieces of plain files and of others.
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "[a]\n", "[a.b]\n", "[a.b.c]\n", "[[a]]\n", "[[a.b]]\n", "[b]\n", "[[b]]\n", "[b.a]\n", "a = 1\n", "b = 1\n",
        "c = '文'\n", "d = \"\"\n", "e = [1, 2.5, [], 'x',]\n", "f = { a = 1, b = {} }\n", "g = 2022-08-03\n", "h = true\n",
        "# 注\n", "\n", "\r\n", " ", "\t", "\r", "a", "b", ".", "=", " = ", "1", "-", "0", "'", "\"", "[", "]", "{", "}", ",",
        "x = 1 # 注\n", "a.b = 1\n", "y = 1e3\n", "z = '''x'''\n", "\u{7f}", "\\", "inf", "07:32:00", "2022-02-30", "\u{feff}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn is_read_as_all_of_toml_is(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..16)) {
            is_plain(&pieces.concat());
        }
    }
}
