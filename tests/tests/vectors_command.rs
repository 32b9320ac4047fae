//! The conformance vectors through the built `paicha` command: files in a folder, a place in JSON or a table in CSV.

use paicha_tests::command::paicha;
use paicha_tests::{CASES, Got, Input, Run, run_all};
use serde_json::Value;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many cases the command cannot run; the reason of each is in its `skip`.
const SKIPPED: usize = 1;

#[test]
fn every_case() -> Result<(), String> {
    let counts = run_all("command", run).inspect_err(|report| eprintln!("{report}")).map_err(|_| "cases differ")?;
    assert_eq!(counts.ran + counts.skipped.len(), CASES, "cases of vectors/");
    assert_eq!(counts.skipped.len(), SKIPPED, "skipped: {:#?}", counts.skipped);
    Ok(())
}

fn run(run: &Run) -> Result<Got, String> {
    static FOLDERS: AtomicUsize = AtomicUsize::new(0);
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vectors-{}", FOLDERS.fetch_add(1, Ordering::Relaxed)));
    let _ = std::fs::remove_dir_all(&folder);
    let root = folder.join("rules");
    std::fs::create_dir_all(&root).map_err(text)?;
    for (path, contents) in &run.files {
        write(&root.join(path), contents)?;
    }
    let got = match &run.input {
        Input::Pack => check(run, &root),
        Input::Place(place) => score(run, &root, &folder.join("places.json"), format!("[{place}]").as_bytes()),
        Input::Table(rows) => score(run, &root, &folder.join("places.csv"), csv(rows).as_bytes()),
    };
    let _ = std::fs::remove_dir_all(&folder);
    got
}

fn check(run: &Run, root: &Path) -> Result<Got, String> {
    let output = paicha()?
        .arg("check")
        .arg(root.join(&run.pack))
        .arg("--root")
        .arg(root)
        .args(["--format", "json"])
        .output()
        .map_err(text)?;
    let report: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("{error}: {}", shown(&output)))?;
    let diagnostics = report["diagnostics"].as_array().cloned().unwrap_or_default();
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic["severity"] == "error");
    ended(&output, i32::from(wrong))?;
    Ok(Got { diagnostics, ..Got::default() })
}

fn score(run: &Run, root: &Path, places: &Path, contents: &[u8]) -> Result<Got, String> {
    write(places, contents)?;
    let mut command = paicha()?;
    let explained = run.case.expect_explain.is_some();
    command
        .arg(if explained { "explain" } else { "score" })
        .arg(root.join(&run.pack))
        .arg(places)
        .arg("--root")
        .arg(root);
    command.args(["--format", "json", "--as-of", &run.as_of]);
    if let (true, Input::Place(place)) = (explained, &run.input) {
        command.args(["--id", place["id"].as_str().unwrap_or_default()]);
    }
    if let Some(rows) = &run.case.records {
        let records = places.with_file_name("records.csv");
        write(&records, csv(rows).as_bytes())?;
        command.arg("--records").arg(records);
    }
    if let Some(from) = &run.case.records_from {
        command.args(["--records-from", from]);
    }
    let output = command.output().map_err(text)?;
    if output.status.code() == Some(1) {
        return check(run, root).and_then(|got| if got.diagnostics.is_empty() { Err(shown(&output)) } else { Ok(got) });
    }
    let printed: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("{error}: {}", shown(&output)))?;
    let rows = if let Value::Array(rows) = printed { rows } else { vec![printed] };
    ended(&output, if rows.iter().any(|row| row.get("problems").is_some()) { 3 } else { 0 })?;
    let warned = String::from_utf8_lossy(&output.stderr).contains("W0503");
    Ok(Got { rows, warned, ..Got::default() })
}

fn ended(output: &Output, code: i32) -> Result<(), String> {
    if output.status.code() == Some(code) {
        Ok(())
    } else {
        Err(format!("exit code {code} expected: {}", shown(output)))
    }
}

fn shown(output: &Output) -> String {
    format!("{}, stderr: {}", output.status, String::from_utf8_lossy(&output.stderr))
}

fn csv(rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

fn write(path: &Path, contents: &[u8]) -> Result<(), String> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, contents)).map_err(text)
}

fn text(error: std::io::Error) -> String {
    error.to_string()
}
