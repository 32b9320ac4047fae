//! All printing: what the screen can do, messages to people on standard error, and the report formats below.

pub mod cases;
mod delimited;
pub mod diagnostics;
pub mod flat;
mod grid;
pub mod json;
pub mod paint;
pub mod places;
mod problems;
pub mod progress;
pub mod report;
pub mod summary;
pub mod table;
pub mod target;
pub mod top;
pub mod workbook;
mod worst;

pub use problems::{Notices, Problems};

use crate::args::{ColorWhen, Common, Lang};
use crate::failure::Failure;
use anstream::{AutoStream, ColorChoice};
use paicha::diagnostic::{Diagnostic, Severity};
use paicha::{Language, Message};
use paint::Paint;
use std::io::{self, IsTerminal, Write};

/// The width of a terminal that does not tell.
const UNKNOWN_WIDTH: u16 = 80;

/// What the screen can do and which language it shows.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// The language of tables, labels and explanations.
    pub language: Language,
    lang: Option<Lang>,
    /// Colours on standard output.
    pub paint: Paint,
    /// Colours on standard error.
    pub error_paint: Paint,
    /// Columns of the terminal; none when standard output is not one.
    pub width: Option<u16>,
    /// Whether someone watches standard error.
    pub watched: bool,
}

impl Screen {
    /// The screen as it is, with what the command line asks of it.
    pub fn new(common: &Common) -> Self {
        let width = || terminal_size::terminal_size_of(io::stdout()).map_or(UNKNOWN_WIDTH, |(width, _)| width.0);
        Self {
            language: common.language(),
            lang: common.lang,
            paint: Paint::new(wanted(common.color, AutoStream::choice(&io::stdout()))),
            error_paint: Paint::new(wanted(common.color, AutoStream::choice(&io::stderr()))),
            width: io::stdout().is_terminal().then(width),
            watched: io::stderr().is_terminal(),
        }
    }

    /// A message in the language asked for, or in both.
    pub fn say(&self, message: &Message) -> String {
        match self.lang {
            Some(Lang::Both) if message.zh != message.en => message.to_string(),
            _ => message.text(self.language).to_owned(),
        }
    }

    /// A message in both languages unless one was asked for: what must be understood by whoever runs the command.
    fn say_to_all(&self, message: &Message) -> String {
        if self.lang.is_none() && message.zh != message.en { message.to_string() } else { self.say(message) }
    }

    /// One of two words.
    pub fn word<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Prints to standard output.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let choice = if self.paint.on() { ColorChoice::AlwaysAnsi } else { ColorChoice::Never };
        let mut stream = AutoStream::new(io::stdout(), choice);
        stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).map_err(|error| Failure::printing(&error))
    }

    /// Tells something by the way, on standard error.
    pub fn notice(&self, message: &Message) {
        self.tell(&self.error_paint.note(self.word("提示", "note")), None, &self.say(message));
    }

    /// Tells what is probably not as meant, on standard error.
    pub fn warn(&self, warnings: &[Diagnostic]) {
        write_error(&diagnostics::render(warnings, self, self.error_paint));
    }

    /// Tells why the command stopped, on standard error.
    pub fn failure(&self, failure: &Failure) {
        let Failure::Told(told) = failure else { return };
        if !told.diagnostics.is_empty() {
            return self.broken_pack(&told.diagnostics);
        }
        let head = self.error_paint.error(&format!("{}[{}]", self.word("错误", "error"), told.code));
        self.tell(&head, told.place.as_deref(), &self.say_to_all(&told.message));
        if let Some(help) = &told.help {
            self.tell(&self.error_paint.help(self.word("办法", "help")), None, &self.say_to_all(help));
        }
    }

    /// Tells everything that is wrong with a pack, and counts it.
    fn broken_pack(&self, diagnostics: &[Diagnostic]) {
        write_error(&diagnostics::render(diagnostics, self, self.error_paint));
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let message = Message::new(
            format!("规则包有 {errors} 处错误，不能使用"),
            format!("the pack has {errors} errors and cannot be used"),
        );
        self.tell(&self.error_paint.error(self.word("错误", "error")), None, &self.say_to_all(&message));
    }

    fn tell(&self, head: &str, place: Option<&str>, text: &str) {
        let colon = self.word("：", ": ");
        let place = place.map(|place| format!("{place}{colon}")).unwrap_or_default();
        write_error(&format!("{head}{colon}{place}{text}\n"));
    }
}

/// Writes to standard error. Nobody can be told when that fails.
fn write_error(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

fn wanted(when: ColorWhen, auto: ColorChoice) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => auto != ColorChoice::Never,
    }
}

#[cfg(test)]
mod tests;
