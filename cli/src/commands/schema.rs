//! `paicha schema`: the JSON Schema of rule files, generated from the code that reads them.

use crate::args::SchemaArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json;
use crate::output::target::Target;

/// Runs the command.
pub fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let text = json::pretty(&paicha::pack::schema())?;
    let mut target = Target::open(args.output.as_deref())?;
    target.put(text.as_bytes())?;
    target.finish()?;
    Ok(Exit::Well)
}
