//! Exit codes, as `--help` documents them.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Well,
    /// The pack has errors, a file cannot be read or written, or cases fail.
    Failed,
    /// The command line asks for something impossible.
    WrongUsage,
    /// Scored, but some rows were wrong.
    WrongRows,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Well => Self::SUCCESS,
            Exit::Failed => Self::from(1),
            Exit::WrongUsage => Self::from(2),
            Exit::WrongRows => Self::from(3),
        }
    }
}
