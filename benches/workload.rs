//! A pack to measure with, the files it comes from, and made-up places for it.

use crate::Result;
use crate::big_pack::big_pack;
use crate::place_json::place_json;
use crate::records::records;
use paicha::generate::Generator;
use paicha::pack::Files;
use paicha::table::{PlaceRow, Places, Value};
use paicha::{AssessOptions, Assessor, Date, Pack};
use std::path::Path;

/// One pack with the day on which it is used.
#[derive(Debug)]
pub struct Workload {
    /// The pack, loaded.
    pub pack: Pack,
    /// Its rule files, read once so that benches measure no disk.
    files: Files,
    folder: &'static str,
    as_of: Date,
}

impl Workload {
    /// A workload by its name: `20-checks` (the pack beside this file, which the other engines are measured with too),
    /// `500-checks` (made up), `base` or `zhenru-2023` (in `rules/`).
    ///
    /// # Errors
    /// When there is no such workload, or its pack does not load.
    pub fn named(name: &str) -> Result<Self> {
        let (folder, files, as_of) = match name {
            "20-checks" => ("workload", rule_files(&["benches/workload"])?, Date::new(2022, 12, 31)),
            "500-checks" => ("pack", big_pack(500), Date::new(2022, 12, 31)),
            "base" => ("base", rule_files(&["rules/base"])?, Date::new(2022, 12, 31)),
            "zhenru-2023" => {
                ("zhenru-2023", rule_files(&["rules/base", "rules/zhenru-2023"])?, Date::new(2023, 12, 31))
            }
            _ => return Err(format!("there is no workload {name}").into()),
        };
        let pack = Pack::load(&files, folder)?;
        Ok(Self { pack, files, folder, as_of: as_of.ok_or("not a date")? })
    }

    /// Loads the pack anew.
    ///
    /// # Errors
    /// None, since it has loaded before.
    pub fn load(&self) -> Result<Pack> {
        Ok(Pack::load(&self.files, self.folder)?)
    }

    /// The pack on its day; records are complete since that year began.
    pub fn assessor(&self) -> Assessor {
        let records_from = Date::new(self.as_of.year(), 1, 1);
        self.pack.assessor(self.as_of, AssessOptions { records_from })
    }

    /// Made-up places, a fifth of their inputs unknown, without records; the same for the same count.
    pub fn places(&self, count: usize) -> Places {
        self.block(self.made_up(count))
    }

    /// The same places with none to five records each.
    pub fn places_with_records(&self, count: usize) -> Places {
        let with_records = |(index, (mut row, values)): (usize, (PlaceRow, Vec<Value>))| {
            row.records = Some(records(&self.pack, &row.kinds, index, self.as_of));
            (row, values)
        };
        self.block(self.made_up(count).enumerate().map(with_records))
    }

    /// The same places, each a block of its own.
    pub fn single_places(&self, count: usize) -> Vec<Places> {
        self.made_up(count).map(|place| self.block(std::iter::once(place))).collect()
    }

    /// The same places as JSON texts.
    pub fn texts(&self, count: usize) -> Vec<String> {
        self.made_up(count).map(|(row, values)| place_json(&self.pack, &row, &values)).collect()
    }

    fn made_up(&self, count: usize) -> impl Iterator<Item = (PlaceRow, Vec<Value>)> {
        Generator::new(&self.pack, 42, 0.2).take(count)
    }

    fn block(&self, made_up: impl Iterator<Item = (PlaceRow, Vec<Value>)>) -> Places {
        let mut places = Places::new(self.pack.inputs());
        made_up.for_each(|(row, values)| places.push(row, &values));
        places
    }
}

/// The rule files of packs, each in a folder of the repository, by the last part of its path.
fn rule_files(folders: &[&str]) -> Result<Files> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Files::default();
    for folder in folders {
        let pack = Path::new(folder).file_name().unwrap_or_default().to_string_lossy();
        for entry in std::fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            if let (true, Some(name)) = (path.extension().is_some_and(|end| end == "toml"), path.file_name()) {
                files = files.with(format!("{pack}/{}", name.to_string_lossy()), std::fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::Workload;
    use crate::OnePlace;

    #[test]
    fn texts_say_what_the_columns_say() {
        for name in ["20-checks", "base", "zhenru-2023"] {
            let workload = Workload::named(name).unwrap();
            let (places, assessor) = (workload.places(50), workload.assessor());
            let assessed = assessor.assess(&places);
            let mut one = OnePlace::new(&workload);
            for (place, text) in workload.texts(50).iter().enumerate() {
                assert_eq!(one.assess(text).unwrap(), assessed.level(place), "{text}");
            }
        }
    }

    #[test]
    fn records_count_for_duties() {
        let workload = Workload::named("zhenru-2023").unwrap();
        let (places, assessor) = (workload.places_with_records(500), workload.assessor());
        let assessed = assessor.assess(&places);
        let done: Vec<_> = (0..500).flat_map(|place| assessed.assessment(place).tasks).map(|task| task.done).collect();
        assert!(done.contains(&Some(0)) && done.contains(&Some(1)) && done.contains(&Some(2)), "{done:?}");
    }
}
