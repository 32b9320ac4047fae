//! The conformance vectors: reading them, making runs of them, comparing what came out.
//!
//! How the rules are run is an adapter's: `tests/vectors_library.rs`, `tests/vectors_command.rs`, and in other
//! languages `wasm/tests/vectors`. The format is described in `README.md`.

pub mod command;
mod compare;
mod expand;
pub mod library;
pub mod reference;
mod vector;

pub use compare::differences;
pub use expand::{Input, Run, run_of};
pub use vector::{Case, CellCase, Contents, Mode, Topic, ValueType, all};

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many cases there are in `vectors/`. A case that is lost is noticed here.
pub const CASES: usize = 1_185;

/// What an adapter made of a run, as JSON.
#[derive(Clone, Debug, Default)]
pub struct Got {
    /// The problems of the pack: objects with `code`, `severity`, `place`, `help`.
    pub diagnostics: Vec<Value>,
    /// An assessment or an error row for each place, in order; empty where the pack has errors.
    pub rows: Vec<Value>,
    /// Whether it was said that the pack is used outside its dates.
    pub warned: bool,
}

/// Runs every case and tells how many ran and were skipped, or every case that differs.
///
/// `adapter` is the name that skips use; `reason` is why a case was skipped.
pub fn run_all(adapter: &str, run: impl Fn(&Run) -> Result<Got, String> + Sync) -> Result<Counts, String> {
    let topics = all()?;
    let runs = topics.iter().flat_map(|topic| topic.cases.iter().map(move |case| run_of(topic, case)));
    let runs = runs.collect::<Result<Vec<_>, String>>()?;
    let mut counts = Counts::default();
    let mut open = Vec::new();
    for one in &runs {
        match one.case.skip.get(adapter) {
            Some(reason) if reason.trim().is_empty() => {
                return Err(format!("{}: a skip needs a reason", one.case.name));
            }
            Some(reason) => counts.skipped.push((one.case.name.clone(), reason.clone())),
            None => open.push(one),
        }
    }
    counts.ran = open.len();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = open.len().div_ceil(threads).max(1);
    let told: Vec<(String, Vec<String>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = open
            .chunks(share)
            .map(|chunk| {
                scope.spawn(|| chunk.iter().map(|one| (one.case.name.clone(), tell(one, run(one)))).collect::<Vec<_>>())
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| {
                worker.join().unwrap_or_else(|_| vec![("a worker".to_owned(), vec!["panicked".to_owned()])])
            })
            .collect()
    });
    let wrong: Vec<_> = told.into_iter().filter(|(_, differences)| !differences.is_empty()).collect();
    if wrong.is_empty() { Ok(counts) } else { Err(report(&wrong, counts.ran)) }
}

/// How many cases ran, and which did not.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Cases that ran.
    pub ran: usize,
    /// Cases that did not, with the reason of each.
    pub skipped: Vec<(String, String)>,
}

fn tell(run: &Run, got: Result<Got, String>) -> Vec<String> {
    match got {
        Ok(got) => differences(run, &got),
        Err(failure) => vec![format!("did not run: {failure}")],
    }
}

fn report(wrong: &[(String, Vec<String>)], ran: usize) -> String {
    let mut text = format!("{} of {ran} cases differ\n", wrong.len());
    for (name, differences) in wrong {
        let _ = writeln!(text, "\n{name}");
        for difference in differences {
            let _ = writeln!(text, "    {difference}");
        }
    }
    text
}

/// Rule files by their path under the rules root.
pub type FileMap = BTreeMap<String, Vec<u8>>;
