//! Workloads the benches share: the base pack from its files, a pack of any size, and places made from a pack's inputs.

#[expect(clippy::indexing_slicing, reason = "tables of words, each index within its table")]
mod big_pack;

pub use big_pack::big_pack;

use paicha::pack::Files;
use paicha::table::{InputType, KindSet, PlaceRow, Places, Value};
use paicha::{Date, Pack};
use std::path::Path;

/// The rule files of a pack in `rules/`, read once so that benches measure no disk.
///
/// # Errors
/// When the folder cannot be read.
pub fn rule_files(pack: &str) -> std::io::Result<Files> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules").join(pack);
    let mut files = Files::default();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.extension().is_some_and(|end| end == "toml"), path.file_name()) {
            files = files.with(format!("{pack}/{}", name.to_string_lossy()), std::fs::read(&path)?);
        }
    }
    Ok(files)
}

/// The day the benches assess.
pub fn day() -> Date {
    Date::new(2022, 12, 31).unwrap_or(Date::EPOCH)
}

/// `count` places, kinds in turn, a fifth of their inputs unknown; the same for the same count.
pub fn places(pack: &Pack, count: usize) -> Places {
    let mut places = Places::new(pack.inputs());
    let mut state = 42_u64;
    let mut draw = move |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let kinds = pack.items().kinds.len();
    for index in 0..count {
        let mut value = |input: &InputType| match (draw(5), input) {
            (0, _) => Value::Unknown,
            (_, InputType::Bool) => Value::Bool(draw(4) == 0),
            (_, InputType::Answer) => Value::Fails(draw(4) == 0),
            (_, InputType::Number(_)) => Value::Number(draw(500) as f64),
            (_, InputType::Choice(options)) => Value::Choice(draw(options.len() as u64) as usize),
            (_, InputType::Tags(options)) => Value::Tags(draw(1 << options.len().min(16))),
            (_, InputType::Date) => day().add_days(-(draw(3_000) as i64)).map_or(Value::Unknown, Value::Date),
            (_, InputType::Text) => Value::Text(format!("文字{}", draw(100))),
        };
        let values: Vec<Value> = pack.inputs().list().iter().map(|input| value(&input.input_type)).collect();
        let row = PlaceRow {
            id: format!("P-{index}"),
            name: None,
            kinds: KindSet::new(vec![(index % kinds) as u16]),
            region: None,
            since: None,
            records: None,
        };
        places.push(row, &values);
    }
    places
}
