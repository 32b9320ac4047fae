//! The nested shape of a place: `id`, `name`, `kinds`, `region`, `since`, `facts`, `answers`, `records`.

use super::super::block::ReadPlace;
use super::super::cell::{in_range, read_cell, read_text, tags_of};
use super::super::field::{id_of_number, missing_id, name_of, read_date, region_of};
use super::super::place_row::contradiction;
use super::super::problem::{Problem, ProblemCode, cut, listed};
use super::super::vocabulary::PlaceField;
use super::super::wrong;
use super::super::{Cell, Input, InputType, KindSet, Value, Vocabulary};
use super::record::read_records;
use super::{Entries, Read, double_key, pointer, unknown_key, wrong_type};
use crate::date::Date;
use crate::json::Json;
use crate::names::closest;
use crate::number;

const KEYS: &[&str] = &["id", "name", "kinds", "region", "since", "facts", "answers", "records"];

/// Reads a nested place.
pub(super) fn read(vocabulary: &Vocabulary, entries: &Entries<'_>, default_kinds: Option<&KindSet>) -> Read {
    let mut place = ReadPlace::default();
    let mut notices = Vec::new();
    let values = vec![Value::Unknown; vocabulary.inputs().list().len()];
    place.problems.extend(wrong_keys(entries));
    let get = |wanted: &str| entries.iter().find(|(key, _)| key == wanted).map_or(&Json::Null, |(_, value)| value);
    place.id = place.note(read_id(get("id")));
    place.name = place.note(read_name(get("name"), "/name", PlaceField::Name)).flatten();
    place.kinds = place.note(read_kinds(vocabulary, get("kinds"), default_kinds));
    place.region =
        place.note(read_name(get("region"), "/region", PlaceField::Region)).flatten().and_then(|path| region_of(&path));
    place.since = place.note(read_since(get("since"))).flatten();
    let mut inputs = InputReading { vocabulary, kinds: place.kinds.as_ref(), values, problems: Vec::new() };
    inputs.read_group("/facts", get("facts"));
    inputs.read_group("/answers", get("answers"));
    let InputReading { values, problems, .. } = inputs;
    place.problems.extend(problems);
    let records = read_records(vocabulary, get("records"), &mut notices);
    place.records = match records {
        Ok(records) => records,
        Err(problems) => {
            place.problems.extend(problems);
            None
        }
    };
    Read { place, values, notices }
}

/// Keys that mean nothing, and keys that are there twice.
fn wrong_keys(entries: &Entries<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, (key, _)) in entries.iter().enumerate() {
        if !KEYS.contains(&key.as_ref()) {
            let meant = closest(key, KEYS.iter().copied());
            problems.push(*unknown_key(
                pointer("", key),
                key,
                meant,
                "检查事实写在 facts 里，检查项的答案写在 answers 里",
                "facts belong under facts, answers of checks under answers",
            ));
        } else if entries.iter().take(index).any(|(earlier, _)| earlier == key) {
            problems.push(*double_key(pointer("", key), key));
        }
    }
    problems
}

fn read_id(json: &Json<'_>) -> Result<String, Box<Problem>> {
    let label = PlaceField::Id.label();
    let wrong = || wrong_type("/id", label, "id", "文字", "a text", json);
    match json {
        Json::Null => Err(missing_id(label).at_pointer("/id")),
        Json::Text(text) => name_of(text).ok_or_else(|| missing_id(label).at_pointer("/id")),
        Json::Number(id) => id_of_number(*id).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn read_name(json: &Json<'_>, pointer: &str, field: PlaceField) -> Result<Option<String>, Box<Problem>> {
    match json {
        Json::Null => Ok(None),
        Json::Text(text) => Ok(name_of(text)),
        other => Err(wrong_type(pointer, field.label(), pointer.trim_start_matches('/'), "文字", "a text", other)),
    }
}

fn read_kinds(vocabulary: &Vocabulary, json: &Json<'_>, default: Option<&KindSet>) -> Result<KindSet, Box<Problem>> {
    let wrong = |found| {
        wrong_type("/kinds", PlaceField::Kinds.label(), "kinds", "由文字组成的数组", "an array of texts", found)
    };
    let kinds = match json {
        Json::Null => match default {
            Some(kinds) => Ok(kinds.clone()),
            None => vocabulary.read_kinds(""),
        },
        Json::Text(text) => vocabulary.read_kinds(text),
        Json::List(list) => {
            let names = list.iter().map(|item| match item {
                Json::Text(text) => Ok(text.as_ref()),
                other => Err(wrong(other)),
            });
            let names: Vec<&str> = names.collect::<Result<_, _>>()?;
            vocabulary.kinds_of(names.into_iter())
        }
        other => Err(wrong(other)),
    };
    kinds.map_err(|problem| problem.at_pointer("/kinds"))
}

fn read_since(json: &Json<'_>) -> Result<Option<Date>, Box<Problem>> {
    let label = PlaceField::Since.label();
    match json {
        Json::Null => Ok(None),
        Json::Text(text) => {
            read_date(&Cell::from(text.as_ref()), label).map_err(|problem| problem.at_pointer("/since"))
        }
        other => {
            Err(wrong_type("/since", label, "since", "日期，如 \"2022-08-03\"", "a date such as \"2022-08-03\"", other))
        }
    }
}

/// The facts and answers of a place while they are read.
struct InputReading<'a> {
    vocabulary: &'a Vocabulary,
    kinds: Option<&'a KindSet>,
    values: Vec<Value>,
    problems: Vec<Problem>,
}

impl InputReading<'_> {
    fn read_group(&mut self, base: &str, json: &Json<'_>) {
        let entries = match json {
            Json::Null => return,
            Json::Object(entries) => entries,
            other => {
                let name = base.trim_start_matches('/');
                return self.problems.push(*wrong_type(base, name, name, "一个对象", "an object", other));
            }
        };
        // Keys mostly come in the order of the pack, which saves looking them up.
        let mut likely = 0;
        for (key, json) in entries {
            let here = || pointer(base, key);
            let read = self.find(base, key, likely).and_then(|index| {
                likely = index + 1;
                self.read(index, json, &here)
            });
            if let Err(problem) = read {
                self.problems.push(*if problem.pointer.is_some() { problem } else { problem.at_pointer(here()) });
            }
        }
    }

    fn read(&mut self, index: usize, json: &Json<'_>, here: &impl Fn() -> String) -> Result<(), Box<Problem>> {
        let Some(input) = self.vocabulary.inputs().list().get(index) else { return Ok(()) };
        let value = read_value(json, input, here)?;
        match self.values.get_mut(index) {
            Some(old) if *old == Value::Unknown => *old = value,
            Some(old) if value != Value::Unknown && *old != value => return Err(contradiction(&input.label)),
            _ => {}
        }
        Ok(())
    }

    /// The input of a key: an id, or a name that means one thing for the place's kinds.
    fn find(&self, base: &str, key: &str, likely: usize) -> Result<usize, Box<Problem>> {
        let inputs = self.vocabulary.inputs();
        let list = inputs.list();
        if list.get(likely).is_some_and(|input| input.id == key) {
            return Ok(likely);
        }
        if let Some(index) = inputs.by_id(key) {
            return Ok(index);
        }
        let named = inputs.by_name(key);
        let concerns = |input: &Input| self.kinds.is_none_or(|kinds| kinds.meets(&input.kinds));
        let mut meant = named.iter().filter(|index| list.get(**index).is_some_and(concerns));
        match (named, meant.next(), meant.next()) {
            ([one], _, _) | (_, Some(one), None) => Ok(*one),
            ([], _, _) => Err(unknown_input(self.vocabulary, base, key)),
            _ => Err(ambiguous(key, named.iter().filter_map(|index| list.get(*index)))),
        }
    }
}

fn ambiguous<'a>(key: &str, inputs: impl Iterator<Item = &'a Input>) -> Box<Problem> {
    let (key, ids) = (cut(key), listed(inputs.map(|input| input.id.as_str())));
    Problem::new(
        ProblemCode::SameMeaning,
        format!("“{key}”指好几样东西：{}", ids.zh),
        format!("\"{key}\" means several things: {}", ids.en),
    )
    .with_help("用编号作键", "use an id as the key")
}

fn unknown_input(vocabulary: &Vocabulary, base: &str, key: &str) -> Box<Problem> {
    let list = vocabulary.inputs().list();
    let written = list.iter().flat_map(|input| [input.id.as_str(), input.label.as_str()]);
    let meant = closest(key, written.chain(vocabulary.inputs().names()));
    unknown_key(
        pointer(base, key),
        key,
        meant,
        "键要是规则包里检查事实或检查项的编号或名称；多余的请去掉",
        "keys are ids or names of the pack's facts and checks; leave out what is none",
    )
}

/// Reads a value. Texts are read as cells are, so that `"是"` and `"不详"` mean the same everywhere.
fn read_value(json: &Json<'_>, input: &Input, here: &impl Fn() -> String) -> Result<Value, Box<Problem>> {
    match (json, &input.input_type) {
        (Json::Null, _) => Ok(Value::Unknown),
        (Json::Text(text), _) => read_text(text, input),
        (Json::Bool(truth), InputType::Bool) => Ok(Value::Bool(*truth)),
        (Json::Number(value), InputType::Number(_)) if value.is_finite() => {
            in_range(value + 0.0, input, &number::print(*value))
        }
        (Json::Number(value), InputType::Bool | InputType::Choice(_)) => read_cell(&Cell::Number(*value), input),
        (Json::List(list), InputType::Tags(_)) => read_tags(list, input, here),
        _ => {
            let (zh, en) = expected(&input.input_type);
            Err(wrong_type(&here(), &input.label, &input.id, zh, en, json))
        }
    }
}

fn read_tags(list: &[Json<'_>], input: &Input, here: &impl Fn() -> String) -> Result<Value, Box<Problem>> {
    let (zh, en) = expected(&input.input_type);
    let names = list.iter().map(|item| match item {
        Json::Text(text) => Ok(text.as_ref()),
        other => Err(wrong_type(&here(), &input.label, &input.id, zh, en, other)),
    });
    let names: Vec<&str> = names.collect::<Result<_, _>>()?;
    tags_of(names.iter().copied(), input).map_err(|unknown| wrong::option(input, &names.join("、"), &unknown))
}

/// What to write for an input of a type.
fn expected(input_type: &InputType) -> (&'static str, &'static str) {
    match input_type {
        InputType::Bool => (" true 或 false", "true or false"),
        InputType::Number(_) => ("数字", "a number"),
        InputType::Text => ("文字", "a text"),
        InputType::Choice(_) => ("选项的编号", "the id of an option"),
        InputType::Tags(_) => ("由选项编号组成的数组", "an array of ids of options"),
        InputType::Date => ("日期，如 \"2022-08-03\"", "a date such as \"2022-08-03\""),
        InputType::Answer => {
            (" \"passes\"、\"fails\" 或 \"not_applicable\"", "\"passes\", \"fails\" or \"not_applicable\"")
        }
    }
}
