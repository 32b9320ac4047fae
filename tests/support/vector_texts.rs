//! Writes what the library prints for every vector, a line of JSON each: `{"name", "diagnostics", "rows", "warning"}`.
//! Shells in other languages compare their own texts with these, byte for byte.

use paicha_tests::{all, library, run_of};
use serde_json::json;
use std::io::Write;

fn main() -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    for topic in &all()? {
        for case in &topic.cases {
            let library::Texts { diagnostics, rows, warning } = library::run(&run_of(topic, case)?)?;
            let line = json!({ "name": case.name, "diagnostics": diagnostics, "rows": rows, "warning": warning });
            writeln!(out, "{line}").map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
