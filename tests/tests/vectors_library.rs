//! The conformance vectors through the Rust library, with files in memory.

use paicha::diagnostic::Code;
use paicha_tests::{CASES, all, library, run_all};
use std::collections::BTreeSet;

/// How many cases the library cannot run; the reason of each is in its `skip`.
const SKIPPED: usize = 0;

#[test]
fn every_case() -> Result<(), String> {
    let counts = run_all("library", |run| library::run(run)?.read())
        .inspect_err(|report| eprintln!("{report}"))
        .map_err(|_| "cases differ")?;
    assert_eq!(counts.ran + counts.skipped.len(), CASES, "cases of vectors/");
    assert_eq!(counts.skipped.len(), SKIPPED, "skipped: {:#?}", counts.skipped);
    Ok(())
}

/// Codes that no vector can bring about: a file that the system will not read; a pack used outside its dates, which
/// is `expect_warned`.
const WITHOUT_CASE: [&str; 2] = ["E0112", "W0503"];

#[test]
fn every_code_has_a_case() -> Result<(), String> {
    let topics = all()?;
    let expected =
        topics.iter().flat_map(|topic| &topic.cases).filter_map(|case| case.expect_diagnostics.as_ref()).flatten();
    let codes: BTreeSet<&str> = expected.filter_map(|diagnostic| diagnostic["code"].as_str()).collect();
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !codes.contains(code)).collect();
    assert_eq!(missing, WITHOUT_CASE, "diagnostic codes without a case");
    Ok(())
}
