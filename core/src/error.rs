//! The one error of this crate: the call itself failed. Opaque; asks are `kind`, `code`, `message`, `location`, `help`.

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use std::io;

/// What sort of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The rule files have errors; [`Error::diagnostics`] lists them.
    Pack,
    /// A bundle cannot be read.
    Bundle,
    /// Places or records cannot be read at all.
    Input,
    /// A limit was passed.
    Limit,
}

/// Why a call failed.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    code: &'static str,
    message: Message,
    help: Option<Message>,
    diagnostics: Vec<Diagnostic>,
    /// Where in the file, which only the shell knows the name of.
    place: Option<(usize, usize)>,
    /// What the source of a file's bytes said.
    source: Option<io::Error>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, code: &'static str, message: Message) -> Self {
        let (help, diagnostics) = (None, Vec::new());
        Self(Box::new(Inner { kind, code, message, help, diagnostics, place: None, source: None }))
    }

    pub(crate) fn with_help(mut self, help: Message) -> Self {
        self.0.help = Some(help);
        self
    }

    #[cfg(feature = "script")]
    pub(crate) fn pack(diagnostics: Vec<Diagnostic>) -> Self {
        let first = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let (code, message, help) = match first {
            Some(first) => (
                first.code.as_str(),
                Message::new(
                    format!("规则包有 {errors} 处错误；第一处：{}", first.message.zh),
                    format!("the pack has {errors} errors; the first: {}", first.message.en),
                ),
                first.help.clone(),
            ),
            None => ("E0000", Message::new("规则包有错误", "the pack has errors"), None),
        };
        let kind = ErrorKind::Pack;
        Self(Box::new(Inner { kind, code, message, help, diagnostics, place: None, source: None }))
    }

    pub(crate) fn json(error: impl std::fmt::Display) -> Self {
        Self::new(ErrorKind::Input, "I001", Message::new(format!("JSON 有误：{error}"), format!("wrong JSON: {error}")))
    }

    #[cfg(feature = "sheet")]
    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        self.0.place = Some((line, column));
        self
    }

    /// What a source of bytes said: an error of ours on its way through [`io::Read`], or one of its own.
    #[cfg(feature = "sheet")]
    pub(crate) fn reading(error: io::Error) -> Self {
        error.downcast().unwrap_or_else(|error| {
            let message = Message::new(format!("读不了：{error}"), format!("cannot be read: {error}"));
            let mut own = Self::new(ErrorKind::Input, "F003", message);
            own.0.source = Some(error);
            own
        })
    }

    /// What sort of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// A stable code, the first diagnostic's for a pack.
    pub fn code(&self) -> &str {
        self.0.code
    }

    /// What went wrong, in Chinese and English.
    pub fn message(&self) -> &Message {
        &self.0.message
    }

    /// Where, as `file:line:column`, if it lies in a file; as `line:column` in a file that came without its name.
    pub fn location(&self) -> Option<String> {
        if let Some((line, column)) = self.0.place {
            return Some(format!("{line}:{column}"));
        }
        let first = self.0.diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error)?;
        first.place.as_ref().map(|place| format!("{}:{}:{}", place.file, place.line, place.column))
    }

    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<&Message> {
        self.0.help.as_ref()
    }

    /// All problems of the pack, when that is why the call failed.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0.diagnostics
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(location) = self.location() {
            write!(f, "{location}: ")?;
        }
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|error| error as _)
    }
}
