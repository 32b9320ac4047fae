//! `paicha test`: runs the cases of a pack.

use crate::args::{Common, TestArgs, TextFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::load;
use crate::output::{Screen, cases, json};

/// Runs the command.
pub fn run(args: &TestArgs, common: &Common, screen: &Screen) -> Result<Exit, Failure> {
    let report = load::test(&args.pack, common)?;
    screen.print(&match args.format {
        TextFormat::Json => json::pretty(&report)?,
        TextFormat::Text => cases::render(&report, screen),
    })?;
    let failed = report.summary.passed < report.summary.cases;
    let uncovered = report.summary.covered < report.summary.checks && !args.allow_uncovered;
    Ok(if failed || uncovered { Exit::Failed } else { Exit::Well })
}
