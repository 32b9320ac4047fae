//! The files of `vectors/` as they are written. README.md describes each field.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// One file of vectors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// What its cases pin, and by which page.
    pub about: String,
    /// The folder of the pack under the rules root.
    pub pack: String,
    /// The date of the assessments.
    pub as_of: String,
    /// What a place is where a case does not say otherwise.
    #[serde(default)]
    pub place: Map<String, Value>,
    /// Lines that several cases share, by name: a line `@name` stands for them.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<String>>,
    /// Files under the rules root, for all cases.
    #[serde(default)]
    pub files: BTreeMap<String, Contents>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// What a file holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Contents {
    /// Lines, each ended by a line feed; `@name` stands for a part of the topic.
    Lines(Vec<String>),
    /// Bytes in hexadecimal.
    Hex {
        /// Two digits a byte.
        hex: String,
    },
    /// One text many times over.
    Repeat {
        /// The text.
        repeat: String,
        /// How many times.
        times: usize,
    },
}

/// One case. Which of its fields are there says what sort of case it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// What it shows; no two cases of any files share one.
    pub name: String,
    /// Files added to or instead of the topic's.
    pub files: BTreeMap<String, Contents>,
    /// Lines put at the end of files.
    pub append: BTreeMap<String, Contents>,
    /// Instead of the topic's.
    pub pack: Option<String>,
    /// Instead of the topic's.
    pub as_of: Option<String>,
    /// Since when the records are complete.
    pub records_from: Option<String>,
    /// Fields of the place instead of the topic's.
    pub place: Map<String, Value>,
    /// Facts laid over those of the place.
    pub facts: Map<String, Value>,
    /// Answers laid over those of the place.
    pub answers: Map<String, Value>,
    /// A table of places instead of one place: the first row that holds headers, then rows, all texts.
    pub table: Option<Vec<Vec<String>>>,
    /// A table of records for the places: the header, then rows, all texts.
    pub records: Option<Vec<Vec<String>>>,
    /// A table of one row with one cell of interest.
    pub cell: Option<CellCase>,
    /// An expression instead of a pack's items.
    pub expr: Option<String>,
    /// What the expression gives.
    #[serde(rename = "type")]
    pub value_type: Option<ValueType>,
    /// Where the expression stands.
    pub mode: Option<Mode>,
    /// Why some adapters cannot run it.
    pub skip: BTreeMap<String, String>,

    /// Fields of the assessment.
    pub expect: Option<Value>,
    /// Fields of the explanation.
    pub expect_explain: Option<Value>,
    /// Paths that the assessment must not have.
    pub expect_absent: Vec<String>,
    /// The value of the expression or cell.
    #[serde(deserialize_with = "present")]
    pub expect_value: Option<Value>,
    /// Assessments or error rows of a table.
    pub expect_rows: Option<Value>,
    /// Problems of the one place.
    pub expect_problems: Option<Value>,
    /// All diagnostics of the pack, in order.
    pub expect_diagnostics: Option<Vec<Value>>,
    /// Whether the pack is used outside its dates.
    pub expect_warned: Option<bool>,
}

/// A cell of interest.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellCase {
    /// The id of the fact, or of an observed check.
    pub fact: String,
    /// The header, where it is not the id.
    pub column: Option<String>,
    /// What is written in the cell.
    pub text: String,
}

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// True, false or unknown.
    Truth,
    /// A number, or an interval.
    Number,
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In a check's `fails_if`.
    Check,
    /// In a result.
    Result,
    /// In both, with the same value.
    Both,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Reads every file of vectors, in the order of their names.
pub fn all() -> Result<Vec<Topic>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let listed = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = listed
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    let topics = paths.iter().map(|path| {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string());
        text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
            .map_err(|error| format!("{}: {error}", path.display()))
    });
    let topics: Vec<Topic> = topics.collect::<Result<_, String>>()?;
    let mut names: Vec<_> = topics.iter().flat_map(|topic| &topic.cases).map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("two cases are named {:?}", pair[0])),
        None => Ok(topics),
    }
}
