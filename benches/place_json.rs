//! A place as the nested JSON of docs/results.md, the way a program sends it: only what is known.

use crate::kind_ids;
use paicha::Pack;
use paicha::table::{Input, InputType, PlaceRow, Value};
use serde_json::{Map, Value as Json, json};

/// The text of a place. Its records are left out.
pub fn place_json(pack: &Pack, row: &PlaceRow, values: &[Value]) -> String {
    let known = pack.inputs().list().iter().zip(values).filter(|(_, value)| **value != Value::Unknown);
    let (answers, facts): (Vec<_>, Vec<_>) = known.partition(|(input, _)| input.input_type == InputType::Answer);
    let place = json!({
        "id": row.id,
        "name": row.name,
        "kinds": kind_ids(pack, &row.kinds),
        "region": row.region,
        "since": row.since.map(|since| since.to_string()),
        "facts": by_id(facts),
        "answers": by_id(answers),
    });
    place.to_string()
}

fn by_id(values: Vec<(&Input, &Value)>) -> Map<String, Json> {
    values.into_iter().map(|(input, value)| (input.id.clone(), json(input, value))).collect()
}

fn json(input: &Input, value: &Value) -> Json {
    match value {
        Value::Unknown => Json::Null,
        Value::NotApplicable => "not_applicable".into(),
        Value::Bool(truth) => (*truth).into(),
        // Whole numbers without a fraction, as programs write them.
        Value::Number(number) if number.fract() == 0.0 => (*number as i64).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Choice(option) => input.options().get(*option).map(|option| option.id.as_str()).into(),
        Value::Tags(tags) => {
            let chosen = input.options().iter().enumerate().filter(|(index, _)| tags >> index & 1 == 1);
            chosen.map(|(_, option)| option.id.as_str()).collect()
        }
        Value::Date(date) => date.to_string().into(),
        Value::Fails(fails) => if *fails { "fails" } else { "passes" }.into(),
    }
}
