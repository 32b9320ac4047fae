//! The `paicha` command: reads the command line, runs one command, ends with its exit code.

mod args;
mod commands;
mod exit;
mod failure;
mod intake;
mod load;
mod output;
mod read;

use args::{Arguments, Command};
use clap::Parser;
use exit::Exit;
use failure::Failure;
use output::Screen;
use std::panic;
use std::process::ExitCode;

fn main() -> ExitCode {
    keep_caught_panics_quiet();
    let arguments = Arguments::parse();
    let screen = Screen::new(&arguments.common);
    match run(&arguments, &screen) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            screen.failure(&failure);
            failure.exit().into()
        }
    }
}

fn keep_caught_panics_quiet() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |about| {
        if !paicha::sheet::catches_panics() {
            tell(about);
        }
    }));
}

fn run(arguments: &Arguments, screen: &Screen) -> Result<Exit, Failure> {
    let common = &arguments.common;
    match &arguments.command {
        Command::Score(args) => commands::score::run(args, common, screen),
        Command::Explain(args) => commands::explain::run(args, common, screen),
        Command::Check(args) => commands::check::run(args, common, screen),
        Command::Test(args) => commands::test::run(args, common, screen),
        Command::Bundle(args) => commands::bundle::run(args, common, screen),
        Command::Generate(args) => commands::generate::run(args, common, screen),
        Command::Schema(args) => commands::schema::run(args),
        Command::Types(args) => commands::types::run(args, common),
    }
}
