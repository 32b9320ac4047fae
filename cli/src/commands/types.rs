//! `paicha types`: TypeScript types of what a pack asks.

use crate::args::{Common, TypesArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::load;
use crate::output::target::Target;

/// Runs the command.
pub fn run(args: &TypesArgs, common: &Common) -> Result<Exit, Failure> {
    let pack = load::pack(&args.pack, common)?;
    let text = paicha::pack::typescript(pack.items());
    let mut target = Target::open(args.output.as_deref())?;
    target.put(text.as_bytes())?;
    target.finish()?;
    Ok(Exit::Well)
}
