//! The quick way through a nested place that is written plainly, as programs write it: from a dict to its values with no
//! text in between. What is not plain is left to the full reading, which says what it means or what is wrong.

use paicha::table::{KindSet, OnePlace, PlaceRow, Places, Value, Vocabulary};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};

/// What was read of a plain place: all that its results follow from.
#[derive(Debug)]
pub struct PlainPlace {
    pub row: PlaceRow,
    values: Box<[(usize, Value)]>,
}

impl PlainPlace {
    /// The place as a block of one.
    pub fn places(&self, vocabulary: &Vocabulary) -> Places {
        let mut places = Places::new(vocabulary.inputs());
        places.push_known(self.row.clone(), self.values.iter().map(|(input, value)| (*input, value)));
        places
    }
}

/// Reads plain places, one after the other.
#[derive(Debug)]
pub struct PlainReader {
    place: OnePlace,
    values: Vec<(usize, Value)>,
    keys: Keys,
    kinds: Kinds,
}

/// The kinds of the last place: how they were written, and what they are.
#[derive(Debug, Default)]
struct Kinds {
    /// A text may name several, so it is not a list of one.
    is_text: bool,
    written: Vec<String>,
    known: KindSet,
}

/// The fields of a place while it is read.
#[derive(Default)]
struct Fields<'py> {
    id: Option<Bound<'py, PyString>>,
    name: Option<Bound<'py, PyString>>,
    region: Option<Bound<'py, PyString>>,
    since: Option<Bound<'py, PyString>>,
    has_kinds: bool,
    is_nested: bool,
    none_done: bool,
}

impl PlainReader {
    /// A reader for the places of a pack.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self {
            place: OnePlace::new(vocabulary.inputs()),
            values: Vec::new(),
            keys: Keys::default(),
            kinds: Kinds::default(),
        }
    }

    /// Reads a place; none where it is not plain.
    pub fn read(&mut self, vocabulary: &Vocabulary, place: &Bound<'_, PyAny>) -> Option<(&OnePlace, PlainPlace)> {
        let place = place.cast_exact::<PyDict>().ok()?;
        self.place.clear();
        self.values.clear();
        self.keys.at = 0;
        let mut fields = Fields::default();
        for (key, value) in place {
            match key.cast_exact::<PyString>().ok()?.to_str().ok()? {
                "id" => fields.id = Some(value.cast_into_exact().ok()?),
                "kinds" => fields.has_kinds = self.kinds.read(vocabulary, &value)?,
                "facts" | "answers" => {
                    self.inputs(vocabulary, &value)?;
                    fields.is_nested = true;
                }
                "name" => fields.name = text_or_none(value)?,
                "region" => fields.region = text_or_none(value)?,
                "since" => fields.since = text_or_none(value)?,
                "records" => {
                    fields.none_done = !value.is_none();
                    fields.is_nested = true;
                    if fields.none_done && !value.cast_exact::<PyList>().ok()?.is_empty() {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        let mut row = fields.row(&self.kinds.known)?;
        if fields.none_done {
            row.records = Some(Vec::new());
        }
        self.place.set_row(&row);
        Some((&self.place, PlainPlace { row, values: self.values.as_slice().into() }))
    }

    /// The facts or answers of a place.
    fn inputs(&mut self, vocabulary: &Vocabulary, group: &Bound<'_, PyAny>) -> Option<()> {
        if group.is_none() {
            return Some(());
        }
        let list = vocabulary.inputs().list();
        for (key, value) in group.cast_exact::<PyDict>().ok()? {
            let index = self.keys.find(vocabulary, &key)?;
            if value.is_none() {
                continue;
            }
            if let Ok(truth) = value.cast_exact::<PyBool>() {
                let truth = truth.is_true();
                self.place.set_truth(index, truth).then_some(())?;
                self.values.push((index, Value::Bool(truth)));
            } else if let Some(number) = number(&value) {
                if number.is_nan() {
                    continue;
                }
                self.place.set_number(index, number).then_some(())?;
                self.values.push((index, Value::Number(number + 0.0)));
            } else {
                let text = value.cast_exact::<PyString>().ok()?;
                let value = list.get(index)?.plain_text(text.to_str().ok()?)?;
                self.place.set(index, &value).then_some(())?;
                if value != Value::Unknown {
                    self.values.push((index, value));
                }
            }
        }
        Some(())
    }
}

impl Kinds {
    fn read(&mut self, vocabulary: &Vocabulary, kinds: &Bound<'_, PyAny>) -> Option<bool> {
        if let Ok(text) = kinds.cast_exact::<PyString>() {
            let text = text.to_str().ok()?;
            if !(self.is_text && self.written.first().is_some_and(|own| own == text)) {
                self.known = vocabulary.read_kinds(text).ok()?;
                self.is_text = true;
                self.written = vec![text.to_owned()];
            }
            return Some(true);
        }
        let list = kinds.cast_exact::<PyList>().ok()?;
        let is_own = |(item, own): (Bound<'_, PyAny>, &String)| {
            item.cast_exact::<PyString>().is_ok_and(|item| item.to_str().is_ok_and(|item| item == own))
        };
        let same = !self.is_text && list.len() == self.written.len() && list.iter().zip(&self.written).all(is_own);
        if !same {
            let names = list.iter().map(|item| Some(item.cast_exact::<PyString>().ok()?.to_str().ok()?.to_owned()));
            let names: Vec<String> = names.collect::<Option<_>>()?;
            let indices = names.iter().map(|name| u16::try_from(vocabulary.kind(name)?).ok());
            self.known = KindSet::new(indices.collect::<Option<_>>()?);
            self.is_text = false;
            self.written = names;
        }
        Some(!self.written.is_empty())
    }
}

impl Fields<'_> {
    fn row(&self, kinds: &KindSet) -> Option<PlaceRow> {
        fn text<'a>(field: &'a Option<Bound<'_, PyString>>) -> Option<Option<&'a str>> {
            field.as_ref().map(|text| text.to_str().ok()).map_or(Some(None), |text| text.map(Some))
        }
        if !self.has_kinds || !self.is_nested {
            return None;
        }
        let id = text(&self.id)??;
        PlaceRow::plain(id, text(&self.name)?, kinds.clone(), text(&self.region)?, text(&self.since)?)
    }
}

fn text_or_none(value: Bound<'_, PyAny>) -> Option<Option<Bound<'_, PyString>>> {
    if value.is_none() { Some(None) } else { value.cast_into_exact().ok().map(Some) }
}

/// A number that a double holds as JSON would read it.
fn number(value: &Bound<'_, PyAny>) -> Option<f64> {
    if let Ok(number) = value.cast_exact::<PyFloat>() {
        return Some(number.value());
    }
    let number = value.cast_exact::<PyInt>().ok()?;
    number.extract::<i64>().ok().map(|number| number as f64)
}

/// Which input a key means. Most places give their keys in the order of the one before, as the same objects.
#[derive(Debug, Default)]
struct Keys {
    order: Vec<Key>,
    /// How far along the order the present place is.
    at: usize,
}

#[derive(Debug)]
struct Key {
    object: Py<PyString>,
    text: Box<str>,
    input: usize,
}

/// So many keys of the order are tried before a key is looked up.
const NEAR: usize = 4;
/// So many keys are remembered.
const REMEMBERED: usize = 4096;

impl Keys {
    fn find(&mut self, vocabulary: &Vocabulary, key: &Bound<'_, PyAny>) -> Option<usize> {
        if let Some(known) = self.order.get(self.at)
            && known.object.is(key)
        {
            self.at += 1;
            return Some(known.input);
        }
        let key = key.cast_exact::<PyString>().ok()?;
        let text = key.to_str().ok()?;
        let near = self.order.iter_mut().skip(self.at).take(NEAR);
        if let Some((ahead, known)) = near.enumerate().find(|(_, known)| *known.text == *text) {
            self.at += ahead + 1;
            known.object = key.clone().unbind();
            return Some(known.input);
        }
        let input = vocabulary.plain_input(text)?;
        self.learn(key, text, input);
        Some(input)
    }

    /// Puts a key where the place gave it, unless it stands further on: places of other kinds leave some out.
    fn learn(&mut self, key: &Bound<'_, PyString>, text: &str, input: usize) {
        if self.order.len() == REMEMBERED {
            self.order.clear();
            self.at = 0;
        }
        let before = self.order.iter().position(|known| *known.text == *text);
        if let Some(before) = before.filter(|before| *before >= self.at) {
            self.at = before + 1;
            return;
        }
        if let Some(before) = before {
            self.order.remove(before);
            self.at -= 1;
        }
        self.order.insert(self.at, Key { object: key.clone().unbind(), text: text.into(), input });
        self.at += 1;
    }
}
