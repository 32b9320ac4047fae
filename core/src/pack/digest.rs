//! The digest of a pack: SHA-256 over its resolved items as JSON with sorted keys, wherever they were defined.

use super::item::Items;
use crate::number::EcmaScript;
use serde::Serialize;
use serde_json::ser::Formatter;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io;
use std::ops::Range;
use std::rc::Rc;

/// How an entry starts that says where an item was defined.
const PROVENANCE: &[u8] = b"\"provenance\":";

/// The digest of a pack, in hex.
pub(super) fn digest(items: &Items) -> String {
    let text = canonical(&unnamed(items)).unwrap_or_default();
    Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The items with their scripts numbered: what the files are called does not matter.
fn unnamed(items: &Items) -> Cow<'_, Items> {
    if items.scripts.is_empty() {
        return Cow::Borrowed(items);
    }
    let mut items = items.clone();
    for (index, script) in items.scripts.iter_mut().enumerate() {
        script.0 = index.to_string();
    }
    Cow::Owned(items)
}

/// JSON with sorted keys, without any `provenance`. Written in one go: a tree of values would cost many times as much.
fn canonical(items: &Items) -> serde_json::Result<Vec<u8>> {
    let text = Text::default();
    let sorted = Sorted {
        text: text.clone(),
        starts: Vec::new(),
        objects: Vec::new(),
        written: Vec::new(),
        entries: Vec::new(),
    };
    items.serialize(&mut serde_json::Serializer::with_formatter(text.clone(), sorted))?;
    Ok(text.0.take())
}

/// What has been written, for the serialiser that writes and the formatter that sorts.
#[derive(Clone, Default)]
struct Text(Rc<RefCell<Vec<u8>>>);

impl io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts the entries of each object in order when it ends; those of the objects in it are in order by then.
struct Sorted {
    text: Text,
    /// Where the entries of the open objects start.
    starts: Vec<usize>,
    /// For each open object, how many entries were there before it.
    objects: Vec<usize>,
    /// The entries of the object that ends, as they were written.
    written: Vec<u8>,
    /// The same, where each lies.
    entries: Vec<Entry>,
}

/// An entry, with its first bytes as a number: these alone nearly always tell which comes first.
struct Entry {
    first: u64,
    range: Range<usize>,
}

impl Entry {
    fn new(written: &[u8], range: Range<usize>) -> Self {
        let mut first = [0; 8];
        let bytes = written.get(range.clone()).unwrap_or_default();
        first.iter_mut().zip(bytes).for_each(|(first, byte)| *first = *byte);
        Self { first: u64::from_be_bytes(first), range }
    }
}

impl Formatter for Sorted {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, number: f64) -> io::Result<()> {
        EcmaScript.write_f64(writer, number)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.objects.push(self.starts.len());
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W, _: bool) -> io::Result<()> {
        self.starts.push(self.text.0.borrow().len());
        Ok(())
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let text = &mut *self.text.0.borrow_mut();
        let before = self.objects.pop().unwrap_or_default();
        let starts = self.starts.get(before..).unwrap_or_default();
        let from = starts.first().copied().unwrap_or(text.len());
        if starts.len() == 1 && !text.get(from..).unwrap_or_default().starts_with(PROVENANCE) {
            text.push(b'}');
            self.starts.truncate(before);
            return Ok(());
        }
        self.written.clear();
        self.written.extend_from_slice(text.get(from..).unwrap_or_default());
        text.truncate(from);
        let ends = starts.iter().skip(1).map(|start| start - from).chain([self.written.len()]);
        self.entries.clear();
        self.entries.extend(starts.iter().zip(ends).map(|(start, end)| Entry::new(&self.written, start - from..end)));
        // Keys are names of fields: a quote ends each, and comes before every letter.
        let written = |entry: &Entry| self.written.get(entry.range.clone()).unwrap_or_default();
        self.entries
            .sort_unstable_by(|one, two| one.first.cmp(&two.first).then_with(|| written(one).cmp(written(two))));
        for entry in self.entries.iter().map(written).filter(|entry| !entry.starts_with(PROVENANCE)) {
            if text.len() > from {
                text.push(b',');
            }
            text.extend_from_slice(entry);
        }
        text.push(b'}');
        self.starts.truncate(before);
        Ok(())
    }
}

#[cfg(all(test, feature = "script"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::canonical;
    use crate::pack::{Files, load};
    use serde_json::Value;

    fn without_provenance(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("provenance");
                map.values_mut().for_each(without_provenance);
            }
            Value::Array(list) => list.iter_mut().for_each(without_provenance),
            _ => {}
        }
    }

    #[test]
    fn writes_what_sorting_a_tree_of_values_gives() {
        let files = Files::default().with(
            "p/pack.toml",
            r#"
            [pack]
            format = 1
            id = "p"
            title = "示例"
            version = "1"
            [fact.area]
            label = "面积 \"{provenance}\""
            type = "number"
            range = { min = 0.5, max = 1e21 }
            [fact.source]
            label = "气源"
            type = "choice"
            options = ["b", { id = "a", label = "甲", aliases = ["乙", "丙"] }]
            [[check]]
            id = "c"
            title = "不堵塞\n出口"
            fails_if = '面积 < 10'
            points_by = { fact = "面积", bands = [{ up_to = 5, points = 1 }, { points = 2 }] }
            effective = { from = 2022-01-01 }
            basis = { law = "规定", status = "quoted" }
            "#,
        );
        let items = load(&files, "p").items.unwrap();
        let mut value = serde_json::to_value(&items).unwrap();
        without_provenance(&mut value);
        value.sort_all_objects();
        let written = String::from_utf8(canonical(&items).unwrap()).unwrap();
        assert_eq!(written, crate::number::to_json(&value).unwrap());
    }
}
