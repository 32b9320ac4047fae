//! From a case as written to what an adapter runs: files, a date, and a place or a table.

use crate::FileMap;
use crate::vector::{Case, Contents, Mode, Topic, ValueType};
use serde_json::{Map, Value, json};

/// What is assessed.
#[derive(Clone, Debug)]
pub enum Input {
    /// Nothing: the pack alone is checked.
    Pack,
    /// One place, as JSON.
    Place(Value),
    /// A table of texts.
    Table(Vec<Vec<String>>),
}

/// One run of a pack.
#[derive(Clone, Debug)]
pub struct Run {
    /// The case as written.
    pub case: Case,
    /// The rule files by path.
    pub files: FileMap,
    /// The pack's folder.
    pub pack: String,
    /// The date.
    pub as_of: String,
    /// What is assessed.
    pub input: Input,
}

/// What an adapter runs for a case.
pub fn run_of(topic: &Topic, case: &Case) -> Result<Run, String> {
    let mut files = FileMap::new();
    for (path, contents) in topic.files.iter().chain(&case.files) {
        files.insert(path.clone(), bytes(topic, contents)?);
    }
    for (path, contents) in &case.append {
        files.entry(path.clone()).or_default().extend(bytes(topic, contents)?);
    }
    let pack = case.pack.as_ref().unwrap_or(&topic.pack).clone();
    if let Some(expr) = &case.expr {
        files
            .entry(format!("{pack}/pack.toml"))
            .or_default()
            .extend(probes(expr, value_type(case), mode(case)).into_bytes());
    }
    Ok(Run {
        files,
        pack,
        as_of: case.as_of.as_ref().unwrap_or(&topic.as_of).clone(),
        input: input(topic, case),
        case: case.clone(),
    })
}

fn bytes(topic: &Topic, contents: &Contents) -> Result<Vec<u8>, String> {
    match contents {
        Contents::Lines(lines) => {
            let part = |line: &String| match line.strip_prefix('@') {
                Some(name) => topic.parts.get(name).cloned().ok_or_else(|| format!("no part {name}")),
                None => Ok(vec![line.clone()]),
            };
            let lines = lines.iter().map(part).collect::<Result<Vec<_>, _>>()?;
            Ok(lines.concat().iter().flat_map(|line| line.bytes().chain([b'\n'])).collect())
        }
        Contents::Repeat { repeat, times } => Ok(repeat.repeat(*times).into_bytes()),
        Contents::Hex { hex } => {
            let pair = |start: usize| hex.get(start..start + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
            (0..hex.len()).step_by(2).map(pair).collect::<Option<_>>().ok_or_else(|| format!("no hexadecimal: {hex}"))
        }
    }
}

pub(crate) fn value_type(case: &Case) -> ValueType {
    case.value_type.unwrap_or(ValueType::Truth)
}

/// A truth is asked for in both places, unless the case says where; a number is a result.
pub(crate) fn mode(case: &Case) -> Mode {
    case.mode.unwrap_or(match value_type(case) {
        ValueType::Truth => Mode::Both,
        ValueType::Number => Mode::Result,
    })
}

fn probes(expr: &str, value_type: ValueType, mode: Mode) -> String {
    let mut text = String::new();
    if mode != Mode::Result {
        text += &format!("\n[[check]]\nid = \"probe\"\ntitle = \"试\"\nfails_if = '{expr}'\n");
    }
    if mode != Mode::Check {
        let value_type = if value_type == ValueType::Truth { "truth" } else { "number" };
        let decimals = if value_type == "number" { "decimals = 6\n" } else { "" };
        text +=
            &format!("\n[result.probe_value]\nlabel = \"试值\"\ntype = \"{value_type}\"\n{decimals}value = '{expr}'\n");
    }
    text
}

fn input(topic: &Topic, case: &Case) -> Input {
    if let Some(table) = &case.table {
        return Input::Table(table.clone());
    }
    if let Some(cell) = &case.cell {
        let header = cell.column.as_ref().unwrap_or(&cell.fact).clone();
        let kinds = topic.place.get("kinds").and_then(|kinds| kinds.get(0)).and_then(Value::as_str).unwrap_or_default();
        return Input::Table(vec![
            vec!["id".to_owned(), "kinds".to_owned(), header],
            vec!["P-1".to_owned(), kinds.to_owned(), cell.text.clone()],
        ]);
    }
    if case.expect_diagnostics.is_some() {
        return Input::Pack;
    }
    let mut place: Map<String, Value> = topic.place.clone();
    place.extend(case.place.clone());
    for (key, over) in [("facts", &case.facts), ("answers", &case.answers)] {
        if let Value::Object(own) = place.entry(key).or_insert_with(|| json!({})) {
            own.extend(over.clone());
        }
    }
    Input::Place(Value::Object(place))
}
