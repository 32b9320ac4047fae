//! Comparing what came out with what a case expects: named keys only, lists in full, numbers exactly.

use crate::expand::{Run, mode, value_type};
use crate::vector::{Mode, ValueType};
use crate::{Got, Input};
use serde_json::{Value, json};

/// What differs, one line each.
pub fn differences(run: &Run, got: &Got) -> Vec<String> {
    let mut told = Told::default();
    let case = &run.case;
    if let Some(expected) = &case.expect_diagnostics {
        diagnostics(&mut told, expected, &got.diagnostics);
        return told.0;
    }
    if got.rows.is_empty() && !matches!(run.input, Input::Table(_)) {
        told.say(format!(
            "no assessment; the pack has {}",
            json!(got.diagnostics.iter().filter(is_error).map(brief).collect::<Vec<_>>())
        ));
        return told.0;
    }
    if let Some(rows) = &case.expect_rows {
        told.values("rows", rows, &Value::Array(got.rows.clone()));
        return told.0;
    }
    let row = got.rows.first().unwrap_or(&Value::Null);
    if got.rows.len() != 1 {
        told.say(format!(
            "{} rows instead of one; the pack has {}",
            got.rows.len(),
            json!(got.diagnostics.iter().map(brief).collect::<Vec<_>>())
        ));
        return told.0;
    }
    if let Some(warned) = case.expect_warned
        && warned != got.warned
    {
        told.say(format!("outside its dates: expected {warned}, actual {}", got.warned));
    }
    if let Some(expected) = &case.expect_problems {
        told.values("problems", expected, &row["problems"]);
        return told.0;
    }
    if let Some(problems) = row.get("problems").filter(|_| case.cell.is_none()) {
        told.say(format!("an error row: {problems}"));
        return told.0;
    }
    if let Some(expected) = &case.expect_value {
        match &case.cell {
            Some(cell) => told.values("value", expected, &seen(row, &cell.fact)),
            None => expression(&mut told, run, expected, row),
        }
    }
    for expected in [&case.expect, &case.expect_explain].into_iter().flatten() {
        told.values("", expected, row);
    }
    for path in &case.expect_absent {
        if let Some(there) = find(row, path) {
            told.say(format!("{path}: expected to be absent, actual {there}"));
        }
    }
    told.0
}

#[derive(Default)]
struct Told(Vec<String>);

impl Told {
    fn say(&mut self, difference: String) {
        self.0.push(difference);
    }

    fn differ(&mut self, path: &str, expected: &Value, actual: &Value) {
        self.say(format!("{path}: expected {expected}, actual {actual}"));
    }

    /// Objects by the expected keys, lists by length and element, numbers as doubles without minus zero.
    fn values(&mut self, path: &str, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => {
                for (key, value) in expected {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    match actual.get(key) {
                        Some(own) => self.values(&path, value, own),
                        None => self.say(format!("{path}: expected {value}, actual nothing")),
                    }
                }
            }
            (Value::Array(expected_list), Value::Array(actual_list)) if expected_list.len() == actual_list.len() => {
                for (index, (expected, actual)) in expected_list.iter().zip(actual_list).enumerate() {
                    self.values(&format!("{path}.{index}"), expected, actual);
                }
            }
            (Value::Number(wanted), Value::Number(own)) => {
                let same = wanted.as_f64() == own.as_f64()
                    && own.as_f64().is_none_or(|number| number != 0.0 || number.is_sign_positive());
                if !same {
                    self.differ(path, expected, actual);
                }
            }
            _ if expected == actual => {}
            _ => self.differ(path, expected, actual),
        }
    }
}

fn find<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| match key.parse::<usize>() {
        Ok(index) if value.is_array() => value.get(index),
        _ => value.get(key),
    })
}

/// The value of an expression: the outcome of the check `probe`, and the result `probe_value`.
fn expression(told: &mut Told, run: &Run, expected: &Value, row: &Value) {
    let (value_type, mode) = (value_type(&run.case), mode(&run.case));
    let unknown = expected == "unknown";
    if mode != Mode::Result {
        let outcome = if unknown {
            "unknown"
        } else if expected == &json!(true) {
            "failed"
        } else {
            "passed"
        };
        told.values("in a check", &json!(outcome), &row["outcomes"]["probe"]);
    }
    if mode != Mode::Check {
        let value = &row["results"]["probe_value"];
        let (least, most) = match (value_type, expected) {
            (ValueType::Number, Value::Array(ends)) if ends.len() == 2 => (ends[0].clone(), ends[1].clone()),
            _ if unknown => (Value::Null, Value::Null),
            _ => (expected.clone(), expected.clone()),
        };
        told.values("in a result, least", &least, &value["value"]);
        told.values("in a result, most", &most, &value["at_worst"]);
    }
}

/// What a cell was read as: the input that made the check `see_FACT` fail, or the outcome of an observed check.
fn seen(row: &Value, fact: &str) -> Value {
    if let Some(problems) = row.get("problems").and_then(Value::as_array) {
        return json!({ "problem": problems.first().map(|problem| problem["code"].clone()) });
    }
    let check = format!("see_{fact}");
    match row["outcomes"].get(&check).and_then(Value::as_str) {
        None => row["outcomes"][fact].clone(),
        Some("failed") => {
            let reason = row["failed"]
                .as_array()
                .and_then(|failed| failed.iter().find(|reason| reason["check"] == check.as_str()));
            let inputs = reason.and_then(|reason| reason["inputs"].as_array());
            inputs
                .and_then(|inputs| inputs.iter().find(|input| input["id"] == fact))
                .map_or(Value::Null, |input| input["value"].clone())
        }
        Some(outcome) => json!(outcome),
    }
}

fn diagnostics(told: &mut Told, expected: &[Value], actual: &[Value]) {
    let fits = |expected: &Value, actual: &Value| {
        let mut told = Told::default();
        one_diagnostic(&mut told, expected, actual);
        told.0.is_empty()
    };
    if expected.len() == actual.len() && expected.iter().zip(actual).all(|(expected, actual)| fits(expected, actual)) {
        return;
    }
    told.say(format!("expected {}", Value::Array(expected.to_vec())));
    told.say(format!("actual   {}", Value::Array(actual.iter().map(brief).collect())));
}

fn one_diagnostic(told: &mut Told, expected: &Value, actual: &Value) {
    for (key, wanted) in expected.as_object().into_iter().flatten() {
        match key.as_str() {
            "code" => told.values("code", wanted, &actual["code"]),
            "suggests" => {
                let help = actual["help"]["zh"].as_str().unwrap_or_default();
                if !wanted.as_str().is_some_and(|wanted| help.contains(wanted)) {
                    told.say(format!("help: expected to name {wanted}, actual {help:?}"));
                }
            }
            "related" => {
                let places = actual["related"].as_array().into_iter().flatten().map(|related| &related[0]);
                let places: Vec<Value> = places.map(|place| json!([place["file"], place["line"]])).collect();
                told.values("related", wanted, &Value::Array(places));
            }
            _ => told.values(key, wanted, &actual["place"][key]),
        }
    }
}

fn brief(diagnostic: &Value) -> Value {
    let place = &diagnostic["place"];
    json!({ "code": diagnostic["code"], "file": place["file"], "line": place["line"], "column": place["column"], "zh": diagnostic["message"]["zh"], "help": diagnostic["help"]["zh"] })
}

fn is_error(diagnostic: &&Value) -> bool {
    diagnostic["severity"] == "error"
}
