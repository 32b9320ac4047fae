//! The digest of a pack: SHA-256 over its resolved items as JSON with sorted keys, wherever they were defined.

#[cfg(feature = "script")]
mod canonical;

#[cfg(feature = "script")]
use super::item::Items;
use crate::json::Json;
use sha2::{Digest, Sha256};
#[cfg(feature = "script")]
use std::borrow::Cow;

/// The key that says where an item was defined.
const PROVENANCE: &str = "provenance";

/// The digest of a pack, in hex.
#[cfg(feature = "script")]
pub(super) fn digest(items: &Items) -> String {
    let text = canonical::canonical(unnamed(items).as_ref()).unwrap_or_default();
    hash(&text)
}

/// The same of the items of a bundle as they were read, so that a page that only reads bundles needs nothing that
/// writes items.
pub(super) fn digest_of_json(mut items: Json<'_>) -> String {
    number_scripts(&mut items);
    settle(&mut items);
    let mut text = String::new();
    items.print(&mut text);
    hash(text.as_bytes())
}

fn hash(text: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().map_or('0', char::from);
    Sha256::digest(text).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect()
}

/// Puts the keys in order and leaves out where items were defined.
fn settle(json: &mut Json<'_>) {
    match json {
        Json::List(items) => items.iter_mut().for_each(settle),
        Json::Object(entries) => {
            entries.retain(|(key, _)| key != PROVENANCE);
            entries.sort_unstable_by(|one, two| one.0.cmp(&two.0));
            entries.iter_mut().for_each(|(_, value)| settle(value));
        }
        _ => {}
    }
}

/// As [`unnamed`] does.
fn number_scripts(items: &mut Json<'_>) {
    let Json::Object(entries) = items else { return };
    let Some((_, Json::List(scripts))) = entries.iter_mut().find(|(key, _)| key == "scripts") else { return };
    for (index, script) in scripts.iter_mut().enumerate() {
        if let Json::List(script) = script
            && let Some(name) = script.first_mut()
        {
            *name = Json::Text(index.to_string().into());
        }
    }
}

/// The items with their scripts numbered: what the files are called does not matter.
#[cfg(feature = "script")]
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

#[cfg(all(test, feature = "script"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::canonical::canonical;
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
