//! Workloads the benches share: the base pack from its files, a pack of any size, and places made from a pack's inputs.

#[expect(clippy::indexing_slicing, reason = "tables of words, each index within its table")]
mod big_pack;

pub use big_pack::big_pack;

use paicha::generate::Generator;
use paicha::pack::Files;
use paicha::table::Places;
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

/// `count` made-up places, a fifth of their inputs unknown; the same for the same count.
pub fn places(pack: &Pack, count: usize) -> Places {
    let mut places = Places::new(pack.inputs());
    for (row, values) in Generator::new(pack, 42, 0.2).take(count) {
        places.push(row, &values);
    }
    places
}
