//! zen-expression: twenty expressions compiled to bytecode, run on one machine.

use crate::Result;
use crate::contender::Peer;
use crate::places::Row;
use crate::workload::Workload;
use zen_expression::vm::VM;
use zen_expression::{Scope, Variable, compile_expression};

/// zen-expression, as a peer.
///
/// # Errors
/// When an expression does not compile.
pub fn peer(work: &Workload, rows: &[Row]) -> Result<Peer<'static>> {
    let lines = include_str!("../../rules/checks.zen").lines().filter(|line| !line.starts_with("//"));
    let expressions = lines.map(compile_expression).collect::<std::result::Result<Vec<_>, _>>()?;
    let places = rows.iter().map(|row| Scope::new(Variable::from(work.facts_json(row)))).collect();
    let mut machine = VM::new();
    let failed = move |place: &Scope| {
        let mut failed = 0;
        for (index, expression) in expressions.iter().enumerate() {
            let value = expression.evaluate_with_scope(place, &mut machine)?;
            failed |= u32::from(value.as_bool().ok_or("not a truth")?) << index;
        }
        Ok(failed)
    };
    Ok(Peer::new("zen-expression", "its own values", places, failed))
}
