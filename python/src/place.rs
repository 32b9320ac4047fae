//! A place of Python's: a plain dict goes straight into the core's values, anything else by way of JSON, so that what it
//! means is said in one place.

mod plain;
mod written;

pub use plain::{PlainPlace, PlainReader};

use crate::failure::{of_argument, of_place};
use paicha::table::{JsonPlace, PlaceRow, Places, Problem, Vocabulary, read_json_text};
use pyo3::prelude::*;
use pyo3::types::PyList;
use written::Writer;

/// A place as JSON, and the records that a flat one cannot hold.
#[derive(Clone, Debug)]
pub struct Texts {
    pub place: String,
    pub records: Option<String>,
}

/// Writes a place as JSON, with these records instead of its own.
pub fn texts(place: &Bound<'_, PyAny>, records: Option<&Bound<'_, PyAny>>) -> PyResult<Texts> {
    let entries = entries(place)?;
    let is_nested = entries.iter().any(|(key, _)| matches!(key.as_str(), "facts" | "answers" | "records"));
    let mut writer = Writer::default();
    match records {
        Some(records) if is_nested => {
            let own = entries.into_iter().filter(|(key, _)| key != "records");
            writer.object(own.chain([("records".to_owned(), listed(records)?)]))?;
            Ok(Texts { place: writer.text, records: None })
        }
        _ => {
            writer.object(entries.into_iter())?;
            let place = writer.text;
            let records = match records {
                None => None,
                Some(records) => {
                    let mut writer = Writer::default();
                    writer.object([("records".to_owned(), listed(records)?)].into_iter())?;
                    Some(writer.text)
                }
            };
            Ok(Texts { place, records })
        }
    }
}

/// Reads a place, with what was not used of it.
pub fn read(
    py: Python<'_>,
    vocabulary: &Vocabulary,
    kinds: &[&str],
    texts: &Texts,
) -> PyResult<(Places, Vec<Problem>)> {
    let JsonPlace { mut place, values, mut notices } =
        read_json_text(vocabulary, &texts.place).map_err(|row| of_place(py, &row))?;
    if let Some(records) = &texts.records {
        let read = read_json_text(vocabulary, &with_records(&place, kinds, records));
        let JsonPlace { place: PlaceRow { records, .. }, notices: more, .. } =
            read.map_err(|row| of_place(py, &row))?;
        place.records = records;
        notices.extend(more);
    }
    let mut places = Places::new(vocabulary.inputs());
    places.push(place, &values);
    Ok((places, notices))
}

/// A nested place of the same kinds that has the records. `records` is an object with that one key.
fn with_records(place: &PlaceRow, kinds: &[&str], records: &str) -> String {
    let own = place.kinds.list().iter().filter_map(|kind| kinds.get(usize::from(*kind)));
    let own = own.map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(",");
    let rest = records.strip_prefix('{').unwrap_or(records);
    format!("{{\"id\":\"records\",\"kinds\":[{own}],{rest}")
}

/// The fields of a place: of a mapping, a dataclass, a named tuple, or a row of pandas.
fn entries<'py>(place: &Bound<'py, PyAny>) -> PyResult<Vec<(String, Bound<'py, PyAny>)>> {
    if let Some(entries) = written::entries(place)? {
        return Ok(entries);
    }
    let method = if place.get_type().qualname()? == "Series" { "to_dict" } else { "_asdict" };
    if let Some(method) = place.getattr_opt(method)?
        && let Some(entries) = written::entries(&method.call0()?)?
    {
        return Ok(entries);
    }
    let found = place.get_type().fully_qualified_name()?;
    Err(of_argument(
        place.py(),
        "A007",
        &format!("place 要写成字典（或 Mapping、dataclass），这里是 {found}"),
        &format!("place takes a dict (or a Mapping or dataclass), but this is {found}"),
    ))
}

/// Records as a list, from whatever can be gone through.
fn listed<'py>(records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let list = PyList::empty(records.py());
    let wrong = || {
        let found = records.get_type().fully_qualified_name()?;
        PyResult::Ok(of_argument(
            records.py(),
            "A007",
            &format!("records 要写成由记录组成的列表，这里是 {found}"),
            &format!("records takes a list of records, but this is {found}"),
        ))
    };
    if written::entries(records)?.is_some() {
        return Err(wrong()?);
    }
    let Ok(iterator) = records.try_iter() else { return Err(wrong()?) };
    for record in iterator {
        list.append(record?)?;
    }
    Ok(list.into_any())
}
