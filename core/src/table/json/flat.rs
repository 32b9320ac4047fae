//! The flat shape of a place: an object whose keys are the headers of a table and whose values are its cells.

use super::super::block::ReadPlace;
use super::super::field::missing_id;
use super::super::header::{Header, HeaderColumn};
use super::super::layout::PlaceLayout;
use super::super::place_row::RowReading;
use super::super::problem::{Problem, ProblemCode, Source};
use super::super::vocabulary::PlaceField;
use super::super::{Cell, KindSet, Value, Vocabulary};
use super::{Entries, Read, pointer, wrong_type};
use crate::json::Json;
use std::borrow::Cow;
use std::sync::Arc;

/// The layout of objects with the same keys.
pub(super) struct FlatLayout {
    layout: PlaceLayout,
    source: Arc<Source>,
}

impl std::fmt::Debug for FlatLayout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.layout.fmt(f)
    }
}

/// Reads a flat place. The layout is made anew, with notices, when the keys differ from those before.
pub(super) fn read(
    vocabulary: &Vocabulary,
    entries: &Entries<'_>,
    default_kinds: Option<&KindSet>,
    last: &mut Option<FlatLayout>,
) -> Read {
    let mut notices = Vec::new();
    let mut values = vec![Value::Unknown; vocabulary.inputs().list().len()];
    let keys = || entries.iter().map(|(key, _)| key.as_ref());
    let is_same = last
        .as_ref()
        .is_some_and(|flat| flat.layout.header.columns.iter().map(|column| column.text.as_str()).eq(keys()));
    if !is_same {
        let columns = keys()
            .map(|key| HeaderColumn { text: key.to_owned(), meaning: vocabulary.place_columns.find(key).cloned() });
        let header = Header::of_columns(columns.collect());
        *last = match PlaceLayout::new(header, vocabulary, default_kinds.is_some(), &mut notices) {
            Ok(layout) => Some(FlatLayout { layout, source: Arc::default() }),
            Err(problem) => {
                let mut problems = wrong_values(entries);
                problems.push(*in_words_of_json(vocabulary, problem));
                return Read { place: ReadPlace { problems, ..ReadPlace::default() }, values, notices };
            }
        };
    }
    let Some(flat) = last else { return Read { place: ReadPlace::default(), values, notices } };
    let cells: Vec<Cell<'_>> = entries.iter().map(|(_, json)| cell_of(json)).collect();
    let reading = RowReading { layout: &flat.layout, vocabulary, source: &flat.source, row: 0, cells: &cells };
    let mut place = reading.read(default_kinds, &mut values);
    place.problems = place.problems.into_iter().map(at_key).collect();
    place.problems.extend(wrong_values(entries));
    Read { place, values, notices }
}

/// The cell a value would be in a table. Lists of texts are lists in one cell.
fn cell_of<'a>(json: &'a Json<'_>) -> Cell<'a> {
    match json {
        Json::Bool(truth) => Cell::Bool(*truth),
        Json::Number(number) => Cell::Number(*number),
        Json::Text(text) => Cell::Text(Cow::Borrowed(text)),
        Json::List(list) => Cell::from(list.iter().filter_map(text_of).collect::<Vec<_>>().join("\n")),
        Json::Null | Json::Object(_) => Cell::Empty,
    }
}

fn text_of<'a>(json: &'a Json<'_>) -> Option<&'a str> {
    match json {
        Json::Text(text) => Some(text),
        _ => None,
    }
}

/// Values that no cell holds.
fn wrong_values(entries: &Entries<'_>) -> Vec<Problem> {
    let is_wrong = |json: &Json<'_>| match json {
        Json::Object(_) => true,
        Json::List(list) => list.iter().any(|item| text_of(item).is_none()),
        _ => false,
    };
    let wrong = entries.iter().filter(|(_, json)| is_wrong(json));
    wrong
        .map(|(key, json)| {
            let problem = wrong_type(&pointer("", key), key, key, "一个值", "one value", json);
            *problem.with_help(
                "检查事实要么都写在 facts 里，要么像表格一样每项一个键",
                "put the facts under facts, or give each a key of its own as in a table",
            )
        })
        .collect()
}

/// A problem with a key in place of a column.
fn at_key(mut problem: Problem) -> Problem {
    problem.pointer = problem.column.take().map(|key| pointer("", &key));
    (problem.row, problem.letter) = (None, None);
    problem
}

/// What a table's missing column is for an object.
fn in_words_of_json(vocabulary: &Vocabulary, problem: Box<Problem>) -> Box<Problem> {
    match problem.code {
        ProblemCode::NoIdColumn => missing_id(PlaceField::Id.label()).at_pointer("/id"),
        ProblemCode::NoKind => vocabulary.no_kind().at_pointer("/kinds"),
        _ => problem,
    }
}
