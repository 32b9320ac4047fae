//! Problems of a rule pack: all of them at once, each with a stable code, a place, and help.
//!
//! Outcomes that could not be decided and calls that fail are other things: see [`crate::assessment`] and [`crate::Error`].

mod code;

pub use code::Code;

use crate::message::Message;
use serde::Serialize;
use std::sync::Arc;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack works, but probably not as meant.
    Warning,
}

/// A stretch of a source file: byte offsets into its decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file, by its index in [`Sources`].
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A place in a file as a person finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, relative to the rules root.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters of this line are meant.
    pub length: u32,
    /// The text of the line.
    pub text: String,
}

/// One problem of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where, if it lies in a file.
    pub place: Option<Place>,
    /// What to do about it; "did you mean".
    pub help: Option<Message>,
    /// Other places that have to do with it, such as the first definition.
    pub related: Vec<(Place, Message)>,
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:{}:{}: ", place.file, place.line, place.column)?;
        }
        write!(f, "{}: {}", self.code.as_str(), self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// The decoded texts of a pack's files, for finding places in them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    name: String,
    text: Arc<str>,
    /// Where each line starts, so that finding a line needs no walk through the file.
    lines: Vec<u32>,
}

impl Sources {
    /// Adds a file and gives its index.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> u32 {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        self.files.push(Source { name: name.into(), text, lines });
        (self.files.len() - 1) as u32
    }

    /// The text of a file.
    pub fn text(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |source| &source.text)
    }

    /// The text of a file, for who reports problems while reading it.
    #[cfg(feature = "script")]
    pub(crate) fn shared_text(&self, file: u32) -> Arc<str> {
        self.files.get(file as usize).map_or_else(Arc::default, |source| Arc::clone(&source.text))
    }

    /// The name of a file.
    pub fn name(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |source| &source.name)
    }

    /// The line of a span's start, from 1.
    pub fn line(&self, span: Span) -> u32 {
        let lines = self.files.get(span.file as usize).map_or(&[][..], |source| &source.lines);
        lines.partition_point(|start| *start <= span.start).max(1) as u32
    }

    /// Finds the line and column of a span.
    pub fn locate(&self, span: Span) -> Place {
        let text = self.text(span.file);
        let line = self.line(span);
        let lines = self.files.get(span.file as usize).map_or(&[][..], |source| &source.lines);
        let line_start = lines.get(line as usize - 1).map_or(0, |start| *start as usize);
        let start = floor(text, span.start as usize);
        let end = floor(text, span.end as usize).max(start);
        let whole = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let rest_of_line = whole.get(start - line_start..).unwrap_or("").chars().count();
        let meant = text.get(start..end).map_or(0, |meant| meant.chars().take(rest_of_line).count());
        Place {
            file: self.name(span.file).to_owned(),
            line,
            column: text.get(line_start..start).map_or(0, |head| head.chars().count()) as u32 + 1,
            length: meant.max(1) as u32,
            text: whole.chars().take(LONGEST_LINE).collect(),
        }
    }
}

/// Characters of a line that are shown; a longer one is no line anyone wrote.
const LONGEST_LINE: usize = 2_000;

/// The nearest character boundary at or before a byte offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Collects the problems of a pack while it is read.
#[derive(Debug, Default)]
pub struct Diagnostics {
    /// The texts that spans point into.
    pub sources: Sources,
    list: Vec<Diagnostic>,
    /// Errors past [`MOST`].
    unlisted: usize,
}

/// The most problems listed: nobody reads on, and a file of rubbish should not fill the memory.
const MOST: usize = 1_000;

impl Diagnostics {
    /// Starts with the given texts.
    pub fn new(sources: Sources) -> Self {
        Self { sources, list: Vec::new(), unlisted: 0 }
    }

    /// Adds a problem; the returned handle takes help and related places.
    pub fn report(&mut self, code: Code, span: Option<Span>, message: Message) -> Reported<'_> {
        let index = self.list.len();
        if index < MOST {
            let (place, severity) = (span.map(|span| self.sources.locate(span)), code.severity());
            self.list.push(Diagnostic { code, severity, message, place, help: None, related: Vec::new() });
            return Reported { diagnostics: self, index };
        }
        self.unlisted += usize::from(code.severity() == Severity::Error);
        Reported { diagnostics: self, index: usize::MAX }
    }

    /// Whether no more problems are listed: help for further ones need not be worked out.
    #[cfg(feature = "script")]
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Whether any error (not warning) has been reported.
    pub fn has_errors(&self) -> bool {
        self.unlisted > 0 || self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether a code has been reported.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.code == code)
    }

    /// The problems in the order of files, lines and columns; each only once.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let key = |diagnostic: &Diagnostic| {
            diagnostic.place.as_ref().map(|place| (place.file.clone(), place.line, place.column))
        };
        self.list.sort_by_key(|diagnostic| (key(diagnostic), diagnostic.code));
        self.list.dedup();
        if self.unlisted > 0 {
            let code = Code::TooLarge;
            let message = Message::new(
                format!("还有 {} 处错误没有列出", self.unlisted),
                format!("{} more errors are not listed", self.unlisted),
            );
            let severity = code.severity();
            self.list.push(Diagnostic { code, severity, message, place: None, help: None, related: Vec::new() });
        }
        self.list
    }
}

/// A problem just reported.
pub struct Reported<'a> {
    diagnostics: &'a mut Diagnostics,
    index: usize,
}

impl Reported<'_> {
    /// Says what to do about it.
    pub fn help(self, help: Message) -> Self {
        if let Some(diagnostic) = self.diagnostics.list.get_mut(self.index) {
            diagnostic.help = Some(help);
        }
        self
    }

    /// Points to another place that has to do with it.
    pub fn related(self, span: Span, message: Message) -> Self {
        let place = self.diagnostics.sources.locate(span);
        if let Some(diagnostic) = self.diagnostics.list.get_mut(self.index) {
            diagnostic.related.push((place, message));
        }
        self
    }
}
