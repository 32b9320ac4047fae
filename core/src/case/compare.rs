//! Compares an assessment with what a case expects: only what the case names.

use super::Difference;
use crate::pack::case::Expect;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What a case writes for something that is not known.
const UNKNOWN: &str = "unknown";

/// What is not as expected, in the order of the fields of a case.
pub(super) fn differences(expect: &Expect, assessment: &Value) -> Vec<Difference> {
    let mut differences = ends(expect, assessment);
    differences.extend(outcomes(&expect.outcomes, assessment));
    differences.extend(failed(expect.failed.as_deref(), assessment));
    differences.extend(results(&expect.results, assessment));
    differences.extend(tasks(&expect.tasks, assessment));
    differences
}

fn ends(expect: &Expect, assessment: &Value) -> Vec<Difference> {
    let named = [
        ("level", expect.level.as_ref().map(|level| json!(level))),
        ("level_at_worst", expect.level_at_worst.as_ref().map(|level| json!(level))),
        ("score", expect.score.map(|score| json!(score))),
        ("score_at_worst", expect.score_at_worst.map(|score| json!(score))),
    ];
    named
        .into_iter()
        .filter_map(|(name, expected)| differing(name.to_owned(), &expected?, member(assessment, name)))
        .collect()
}

fn outcomes(expected: &Map<String, Value>, assessment: &Value) -> Vec<Difference> {
    let actual = member(assessment, "outcomes");
    let differing = |(check, expected): (&String, &Value)| {
        let actual = member(actual, check);
        (expected != actual).then(|| difference(format!("outcomes.{check}"), expected, actual))
    };
    expected.iter().filter_map(differing).collect()
}

fn failed(expected: Option<&[String]>, assessment: &Value) -> Option<Difference> {
    let expected = expected?;
    let failed = member(assessment, "failed").as_array().map(Vec::as_slice).unwrap_or_default();
    let actual: Vec<&str> = failed.iter().filter_map(|reason| member(reason, "check").as_str()).collect();
    let set: BTreeSet<&str> = actual.iter().copied().collect();
    let same = set == expected.iter().map(String::as_str).collect();
    (!same).then(|| difference("failed".to_owned(), &json!(expected), &json!(actual)))
}

fn results(expected: &Map<String, Value>, assessment: &Value) -> Vec<Difference> {
    let results = member(assessment, "results");
    let differing = |(id, expected): (&String, &Value)| {
        let actual = member(results, id);
        (!is_result(expected, actual)).then(|| difference(format!("results.{id}"), expected, shown(expected, actual)))
    };
    expected.iter().filter_map(differing).collect()
}

/// Whether a result is the number, truth or level that is expected, without doubt; or in doubt, as expected.
fn is_result(expected: &Value, actual: &Value) -> bool {
    let both = |one: &str, other: &str| (actual.get(one), actual.get(other));
    let (value, at_worst) = both("value", "at_worst");
    let (level, level_at_worst) = both("level", "level_at_worst");
    match expected.as_str() {
        Some(UNKNOWN) => {
            let nothing = value.is_some_and(Value::is_null);
            actual.is_object() && (nothing || value != at_worst || level != level_at_worst)
        }
        Some(_) => level == Some(expected) && level_at_worst == Some(expected),
        None => [value, at_worst].into_iter().all(|end| end.is_some_and(|end| same(expected, end))),
    }
}

/// The one value of a decided result, else all of it.
fn shown<'a>(expected: &Value, actual: &'a Value) -> &'a Value {
    let (one, other) = if expected.is_string() { ("level", "level_at_worst") } else { ("value", "at_worst") };
    match (actual.get(one), actual.get(other)) {
        (Some(end), Some(worst)) if end == worst && !end.is_null() => end,
        _ => actual,
    }
}

fn tasks(expected: &Map<String, Value>, assessment: &Value) -> Vec<Difference> {
    let tasks = member(assessment, "tasks").as_array().map(Vec::as_slice).unwrap_or_default();
    let mut differences = Vec::new();
    for (id, expected) in expected {
        let actual = tasks.iter().find(|task| member(task, "task") == id);
        match (expected.as_object(), actual) {
            (Some(fields), Some(actual)) => differences.extend(fields.iter().filter_map(|(name, expected)| {
                differing(format!("tasks.{id}.{name}"), expected, member(actual, name))
            })),
            _ => differences.push(difference(format!("tasks.{id}"), expected, actual.unwrap_or(&Value::Null))),
        }
    }
    differences
}

fn differing(path: String, expected: &Value, actual: &Value) -> Option<Difference> {
    (!same(expected, actual)).then(|| difference(path, expected, actual))
}

/// Whether a value is as expected: numbers by their value, null as `unknown`, a number for a list by its length.
fn same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Number(expected), Value::Number(actual)) => expected.as_f64() == actual.as_f64(),
        (Value::Number(expected), Value::Array(actual)) => expected.as_u64() == u64::try_from(actual.len()).ok(),
        (Value::String(word), Value::Null) => word == UNKNOWN,
        (Value::Array(expected), Value::Array(actual)) => {
            expected.len() == actual.len()
                && expected.iter().zip(actual).all(|(expected, actual)| same(expected, actual))
        }
        (Value::Object(expected), Value::Object(_)) => {
            expected.iter().all(|(name, expected)| same(expected, member(actual, name)))
        }
        _ => expected == actual,
    }
}

fn difference(path: String, expected: &Value, actual: &Value) -> Difference {
    Difference { path, expected: expected.clone(), actual: actual.clone() }
}

fn member<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}
