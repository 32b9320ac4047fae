//! The digest of a pack: SHA-256 over its resolved items as JSON with sorted keys, wherever they were defined.

mod canonical;

use super::item::Items;
use canonical::canonical;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The digest of a pack, in hex.
pub(super) fn digest(items: &Items) -> String {
    let text = canonical(unnamed(items).as_ref()).unwrap_or_default();
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
