//! regorus: a Rego policy compiled for its register machine, which is kept from place to place.

use crate::Result;
use crate::contender::Peer;
use crate::places::Row;
use crate::workload::Workload;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};

const ENTRY_POINT: &str = "data.restaurant.failed";

/// regorus, as a peer.
///
/// # Errors
/// When the policy does not compile.
pub fn peer(work: &Workload, rows: &[Row]) -> Result<Peer<'static>> {
    let mut engine = Engine::new();
    engine.add_policy("checks.rego".to_owned(), include_str!("../../rules/checks.rego").to_owned())?;
    let policy = engine.compile_with_entrypoint(&Rc::from(ENTRY_POINT))?;
    let mut machine = RegoVM::new();
    machine.load_program(Compiler::compile_from_policy(&policy, &[ENTRY_POINT])?);
    machine.set_data(Value::new_object())?;

    let checks: Vec<Value> = work.pack.items().checks.iter().map(|check| check.id.as_str().into()).collect();
    let places = rows.iter().map(|row| Value::from_json_str(&work.facts_json(row).to_string()));
    let failed = move |place: &Value| {
        machine.set_input(place.clone());
        let mut failed = 0;
        for id in machine.execute()?.as_set()? {
            failed |= 1 << checks.iter().position(|check| check == id).ok_or("an unknown check")?;
        }
        Ok(failed)
    };
    Ok(Peer::new("regorus (Rego)", "its own values", places.collect::<std::result::Result<_, _>>()?, failed))
}
