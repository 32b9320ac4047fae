//! rhai: one function of all facts, parsed and optimised once; its arguments are found by position.
//!
//! It shares paicha's rhai, whose `sync` feature comes along.

use crate::Result;
use crate::contender::{Peer, bits};
use crate::places::{Fact, Row};
use crate::workload::Workload;
use rhai::{Array, Dynamic, Engine, OptimizationLevel, Scope};

/// rhai, as a peer.
///
/// # Errors
/// When the script does not parse.
pub fn peer(work: &Workload, rows: &[Row]) -> Result<Peer<'static>> {
    let mut engine = Engine::new();
    engine.set_optimization_level(OptimizationLevel::Full);
    let ast = engine.compile(include_str!("../../rules/checks.rhai"))?;
    let mut scope = Scope::new();
    let places = rows.iter().map(|row| arguments(work, row)).collect();
    let failed = move |place: &Vec<Dynamic>| {
        let failed: Array = engine.call_fn(&mut scope, &ast, "failed", place.clone())?;
        Ok(bits(failed.iter().map(|failed| failed.as_bool() == Ok(true))))
    };
    Ok(Peer::new("rhai, interpreted", "its own values", places, failed))
}

fn arguments(work: &Workload, row: &Row) -> Vec<Dynamic> {
    let value = |(index, fact): (usize, &Fact)| match fact {
        Fact::Bool(truth) => Dynamic::from_bool(*truth),
        Fact::Number(number) => Dynamic::from_float(*number),
        Fact::Option(option) => work.option_id(index, *option).into(),
    };
    row.iter().enumerate().map(value).collect()
}
