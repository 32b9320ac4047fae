//! Why a pack on disk could not be loaded.

use paicha::{Error, Message};
use std::io;
use std::path::Path;

/// Why a pack could not be loaded.
#[derive(Debug)]
pub enum Failure {
    /// The disk does not give what was asked for.
    Disk(Box<Told>),
    /// What the core says of the pack.
    Core(Error),
}

/// What a person is told: a stable code, the words, the path, what to do.
#[derive(Debug)]
pub struct Told {
    /// `F…`.
    pub code: &'static str,
    /// What went wrong.
    pub message: Message,
    /// Where.
    pub place: Option<String>,
    /// What to do about it.
    pub help: Option<Message>,
}

impl Told {
    /// Something that went wrong.
    pub fn new(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, message: Message::new(zh, en), place: None, help: None }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Message::new(zh, en));
        self
    }

    /// A file that cannot be opened or read.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let told = match error.kind() {
            io::ErrorKind::NotFound => Self::new("F001", "找不到文件", "no such file"),
            io::ErrorKind::IsADirectory => {
                Self::new("F002", "这是文件夹，要的是文件", "this is a folder; a file is wanted")
            }
            io::ErrorKind::PermissionDenied => Self::new("F003", "没有读取权限", "no permission to read it"),
            _ => Self::new("F003", format!("读不了：{error}"), format!("cannot be read: {error}")),
        };
        told.at(path.display().to_string())
    }
}

impl From<Told> for Failure {
    fn from(told: Told) -> Self {
        Self::Disk(Box::new(told))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}
