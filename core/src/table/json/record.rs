//! Records in JSON: those inside a place, and those that name their place.

use super::super::field::{id_of_number, missing_id, name_of};
use super::super::problem::{Problem, ProblemCode};
use super::super::records::{RecordReader, read_day_done, read_task};
use super::super::vocabulary::RecordField;
use super::super::{Cell, Record, Vocabulary};
use super::{Entries, double_key, parse, pointer, unknown_key, wrong_type};
use crate::json::Json;
use crate::names::closest;

const KEYS: &[&str] = &["place", "task", "date", "checker", "outcome", "answers"];

/// Reads the records inside a place; null and none are no records given, an empty array is none done. Records of tasks
/// the pack does not know are left out with a notice: a ledger is longer than one pack.
pub(super) fn read_records(
    vocabulary: &Vocabulary,
    json: &Json<'_>,
    notices: &mut Vec<Problem>,
) -> Result<Option<Vec<Record>>, Vec<Problem>> {
    let list = match json {
        Json::Null => return Ok(None),
        Json::List(list) => list,
        other => return Err(vec![*wrong_type("/records", "records", "records", "数组", "an array", other)]),
    };
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    for (index, json) in list.iter().enumerate() {
        match read_record(vocabulary, json, &format!("/records/{index}"), None) {
            Ok((_, record)) => records.push(record),
            Err(wrong) if wrong.iter().all(is_unknown_task) => notices.extend(wrong),
            Err(wrong) => problems.extend(wrong),
        }
    }
    if problems.is_empty() { Ok(Some(records)) } else { Err(problems) }
}

fn is_unknown_task(problem: &Problem) -> bool {
    problem.code == ProblemCode::UnknownTask && problem.value.is_some()
}

impl RecordReader<'_> {
    /// Takes one record as the text of a JSON object with the keys `place`, `task`, `date`, `checker`, `outcome`.
    pub fn push_json_text(&mut self, row: u64, text: &str) {
        let read = parse(text).map_err(|problem| vec![*problem]);
        self.push_parsed(row, read);
    }

    /// Takes one record as a JSON object.
    pub fn push_json(&mut self, row: u64, value: &serde_json::Value) {
        self.push_parsed(row, Ok(Json::of(value)));
    }

    fn push_parsed(&mut self, row: u64, read: Result<Json<'_>, Vec<Problem>>) {
        let read = read.and_then(|json| {
            let (place, record) = read_record(self.vocabulary(), &json, "", self.default_task())?;
            let place = place.ok_or_else(|| vec![*missing_id(RecordField::Place.label()).at_pointer("/place")])?;
            Ok((place, record))
        });
        self.add_json(row, read);
    }
}

/// Reads one record, and the place it names, if it does.
fn read_record(
    vocabulary: &Vocabulary,
    json: &Json<'_>,
    base: &str,
    default_task: Option<&str>,
) -> Result<(Option<String>, Record), Vec<Problem>> {
    let Json::Object(entries) = json else {
        return Err(vec![*wrong_type(base, "记录", "a record", "一个对象", "an object", json)]);
    };
    let mut problems = wrong_keys(entries, base);
    let get = |wanted: &str| entries.iter().find(|(key, _)| key == wanted).map_or(&Json::Null, |(_, value)| value);
    let mut note = |key: &str, problem: Box<Problem>| {
        let problem = if problem.pointer.is_some() { problem } else { problem.at_pointer(pointer(base, key)) };
        problems.push(*problem);
    };
    let mut text = |key: &str, field: RecordField| match get(key) {
        Json::Null => None,
        Json::Text(text) => Some(text.as_ref()),
        other => {
            note(key, wrong_type(&pointer(base, key), field.label(), key, "文字", "a text", other));
            None
        }
    };
    let checker = text("checker", RecordField::Checker).and_then(name_of);
    let outcome = text("outcome", RecordField::Outcome).and_then(name_of);
    let place = match get("place") {
        Json::Number(id) => id_of_number(*id),
        _ => text("place", RecordField::Place).and_then(name_of),
    };
    let task = match (get("task"), default_task) {
        (Json::Null, Some(task)) => Ok(task.to_owned()),
        (Json::Null | Json::Text(_), _) => read_task(vocabulary, &cell(text("task", RecordField::Task))),
        (other, _) => Err(wrong_type(&pointer(base, "task"), "工作", "task", "文字", "a text", other)),
    };
    let date = match get("date") {
        Json::Null | Json::Text(_) => read_day_done(&cell(text("date", RecordField::Date))),
        other => Err(wrong_type(
            &pointer(base, "date"),
            "日期",
            "date",
            "日期，如 \"2022-08-03\"",
            "a date such as \"2022-08-03\"",
            other,
        )),
    };
    let task = task.map_err(|problem| note("task", problem));
    let date = date.map_err(|problem| note("date", problem));
    match (task, date) {
        (Ok(task), Ok(date)) if problems.is_empty() => Ok((place, Record { task, date, checker, outcome })),
        _ => Err(problems),
    }
}

fn cell(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Empty, Cell::from)
}

fn wrong_keys(entries: &Entries<'_>, base: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, (key, _)) in entries.iter().enumerate() {
        if !KEYS.contains(&key.as_ref()) {
            let meant = closest(key, KEYS.iter().copied());
            let known = "记录的键有 place、task、date、checker、outcome、answers";
            problems.push(*unknown_key(
                pointer(base, key),
                key,
                meant,
                known,
                "the keys of a record are place, task, date, checker, outcome, answers",
            ));
        } else if entries.iter().take(index).any(|(earlier, _)| earlier == key) {
            problems.push(*double_key(pointer(base, key), key));
        }
    }
    problems
}
