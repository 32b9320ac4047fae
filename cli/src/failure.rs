//! Why a command failed, as a person is told: a stable code, the words, the place, what to do. Printing is `output`'s.

use crate::exit::Exit;
use paicha::diagnostic::Diagnostic;
use paicha::{Error, Message};
use std::error::Error as _;
use std::io;
use std::path::Path;

/// Why a command stopped.
#[derive(Debug)]
pub enum Failure {
    /// Something a person can act on.
    Told(Box<Told>),
    /// The reader of our output went away (`| head`); nothing to say.
    ReaderGone,
}

/// What a person is told.
#[derive(Debug)]
pub struct Told {
    /// `F…` of this command line, or the core's own code.
    pub code: String,
    /// What went wrong.
    pub message: Message,
    /// Where.
    pub place: Option<String>,
    /// What to do about it.
    pub help: Option<Message>,
    /// The problems of the pack, where that is why.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the command line itself was wrong.
    pub usage: bool,
}

impl Failure {
    /// A failure of the command line itself.
    pub fn new(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let message = Message::new(zh, en);
        let code = code.to_owned();
        Self::Told(Box::new(Told { code, message, place: None, help: None, diagnostics: Vec::new(), usage: false }))
    }

    /// A command line that asks for something impossible.
    pub fn usage(code: &str, zh: &str, en: &str) -> Self {
        let mut failure = Self::new(code, zh, en);
        if let Self::Told(told) = &mut failure {
            told.usage = true;
        }
        failure
    }

    /// The exit code it ends the command with.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Told(told) if told.usage => Exit::WrongUsage,
            Self::Told(_) => Exit::Failed,
            Self::ReaderGone => Exit::Well,
        }
    }

    /// Says where.
    pub fn at(mut self, place: impl Into<String>) -> Self {
        if let Self::Told(told) = &mut self {
            told.place = Some(place.into());
        }
        self
    }

    /// Says what to do about it.
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        if let Self::Told(told) = &mut self {
            told.help = Some(Message::new(zh, en));
        }
        self
    }

    /// A file that cannot be opened or read.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        Self::from(paicha_folder::Told::reading(path, error))
    }

    /// A file whose content cannot be read.
    pub fn content(path: &Path, error: Error) -> Self {
        if let Some(error) = error.source().and_then(|source| source.downcast_ref()) {
            return Self::reading(path, error);
        }
        let place = match error.location() {
            Some(within) => format!("{}:{within}", path.display()),
            None => path.display().to_string(),
        };
        Self::from(error).at(place)
    }

    /// A file that cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let failure = match error.kind() {
            io::ErrorKind::NotFound => Self::new("F010", "写不了：没有这个文件夹", "cannot write: no such folder"),
            io::ErrorKind::IsADirectory => Self::new("F010", "写不了：这是文件夹", "cannot write: this is a folder"),
            io::ErrorKind::PermissionDenied => Self::new("F010", "写不了：没有权限", "cannot write: no permission"),
            _ => Self::new("F010", format!("写不了：{error}"), format!("cannot write: {error}")),
        };
        failure.at(path.display().to_string())
    }

    /// A failed write to standard output.
    pub fn printing(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::ReaderGone;
        }
        Self::new("F010", format!("输出失败：{error}"), format!("cannot print: {error}"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Told(Box::new(Told {
            code: error.code().to_owned(),
            message: error.message().clone(),
            place: error.location(),
            help: error.help().cloned(),
            diagnostics: error.diagnostics().to_vec(),
            usage: false,
        }))
    }
}

impl From<paicha_folder::Told> for Failure {
    fn from(told: paicha_folder::Told) -> Self {
        let paicha_folder::Told { code, message, place, help } = told;
        let code = code.to_owned();
        Self::Told(Box::new(Told { code, message, place, help, diagnostics: Vec::new(), usage: false }))
    }
}

impl From<paicha_folder::Failure> for Failure {
    fn from(failure: paicha_folder::Failure) -> Self {
        match failure {
            paicha_folder::Failure::Disk(told) => Self::from(*told),
            paicha_folder::Failure::Core(error) => Self::from(error),
        }
    }
}
