//! A block of places: who they are, and a column for each input.

use super::column::Texts;
use super::{Column, Inputs, Value};
use crate::date::Date;
use serde::Serialize;
use std::collections::HashMap;

/// The kinds of one place, by index in the pack, ascending, none twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindSet(Vec<u16>);

impl KindSet {
    /// The set of some kinds.
    pub fn new(mut kinds: Vec<u16>) -> Self {
        kinds.sort_unstable();
        kinds.dedup();
        Self(kinds)
    }

    /// The kinds.
    pub fn list(&self) -> &[u16] {
        &self.0
    }

    /// Whether the place is of a kind.
    pub fn contains(&self, kind: usize) -> bool {
        self.0.iter().any(|own| usize::from(*own) == kind)
    }

    /// Whether something for these kinds (none: for all) concerns the place.
    pub fn meets(&self, kinds: &[usize]) -> bool {
        kinds.is_empty() || kinds.iter().any(|kind| self.contains(*kind))
    }
}

/// A task done at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The task's id.
    pub task: String,
    /// The day.
    pub date: Date,
    /// Who did it: an id such as `street`.
    pub checker: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
}

/// Who a place is.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its kinds.
    pub kinds: KindSet,
    /// Its region path, parts divided by `/`.
    pub region: Option<String>,
    /// In the register since.
    pub since: Option<Date>,
    /// What was done there; none: nobody gave records.
    pub records: Option<Vec<Record>>,
}

/// A block of places, a column for each input of the pack.
#[derive(Clone, Debug)]
pub struct Places {
    pub(crate) rows: Vec<PlaceRow>,
    pub(crate) columns: Vec<Column>,
    pub(crate) texts: Texts,
    groups: Vec<(KindSet, Vec<u32>)>,
    group_of: HashMap<KindSet, usize>,
}

impl Places {
    /// No places yet, with a column for each input.
    pub fn new(inputs: &Inputs) -> Self {
        let columns = inputs.list().iter().map(|input| Column::new(&input.input_type)).collect();
        Self { rows: Vec::new(), columns, texts: Texts::default(), groups: Vec::new(), group_of: HashMap::new() }
    }

    /// Adds a place; `values` has a value for each input, in order (missing ones are unknown).
    pub fn push(&mut self, row: PlaceRow, values: &[Value]) {
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.push(values.get(index).unwrap_or(&Value::Unknown), &mut self.texts);
        }
        let group = *self.group_of.entry(row.kinds.clone()).or_insert(self.groups.len());
        if group == self.groups.len() {
            self.groups.push((row.kinds.clone(), Vec::new()));
        }
        if let Some((_, rows)) = self.groups.get_mut(group) {
            rows.push(self.rows.len() as u32);
        }
        self.rows.push(row);
    }

    /// The rows of each set of kinds, sets in the order of their first place.
    pub fn groups(&self) -> &[(KindSet, Vec<u32>)] {
        &self.groups
    }

    /// How many places.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Who the places are.
    pub fn rows(&self) -> &[PlaceRow] {
        &self.rows
    }
}
