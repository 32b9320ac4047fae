//! datalogic-rs: one rule that is a list of the twenty checks, evaluated in an arena that is reset for every place.

use crate::Result;
use crate::contender::{Peer, bits};
use crate::places::Row;
use crate::workload::Workload;
use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{DataValue, Engine, EvalInput, Logic, ParsedData};

const ENGINE: &str = "datalogic-rs (JSONLogic)";

/// datalogic-rs on values parsed before.
///
/// # Errors
/// When the rule does not compile.
pub fn from_values(work: &Workload, rows: &[Row]) -> Result<Peer<'static>> {
    let places = rows.iter().map(|row| ParsedData::from_json(&work.facts_json(row).to_string()));
    let mut rule = Rule::new()?;
    let failed = move |place: &ParsedData| rule.failed(place);
    Ok(Peer::new(ENGINE, "its own values", places.collect::<std::result::Result<_, _>>()?, failed))
}

/// datalogic-rs on JSON text, parsed for every place.
///
/// # Errors
/// When the rule does not compile.
pub fn from_text(work: &Workload, rows: &[Row]) -> Result<Peer<'static>> {
    let places = rows.iter().map(|row| work.facts_json(row).to_string()).collect();
    let mut rule = Rule::new()?;
    let failed = move |place: &String| rule.failed(place.as_str());
    Ok(Peer::new(ENGINE, "JSON text", places, failed))
}

struct Rule {
    engine: Engine,
    logic: Logic,
    arena: Bump,
}

impl Rule {
    fn new() -> Result<Self> {
        let engine = Engine::new();
        let logic = engine.compile(include_str!("../../rules/checks.json"))?;
        Ok(Self { engine, logic, arena: Bump::new() })
    }

    fn failed<'a>(&'a mut self, place: impl EvalInput<'a>) -> Result<u32> {
        self.arena.reset();
        let failed = self.engine.evaluate(&self.logic, place, &self.arena)?.as_array().ok_or("not a list")?;
        Ok(bits(failed.iter().map(|failed| matches!(failed, DataValue::Bool(true)))))
    }
}
