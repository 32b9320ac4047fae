//! A block of places: who they are, and a column for each input.

use super::column::Texts;
use super::json::KeyOrder;
use super::{Column, Inputs, Value};
use crate::date::Date;
use serde::Serialize;
use std::sync::{Arc, LazyLock};

/// The kinds of one place, by index in the pack, ascending, none twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindSet(Arc<[u16]>);

impl KindSet {
    /// The set of some kinds.
    pub fn new(mut kinds: Vec<u16>) -> Self {
        kinds.sort_unstable();
        kinds.dedup();
        Self(kinds.into())
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
#[derive(Clone, Debug, Default, PartialEq)]
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

/// Who a place is that only columns were given of.
static NOBODY: LazyLock<PlaceRow> = LazyLock::new(PlaceRow::default);

/// Places of one set of kinds, a column for each input.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) kinds: KindSet,
    /// The index in the block of each.
    pub(crate) places: Vec<u32>,
    pub(crate) columns: Vec<Column>,
    /// Whether anything at any of the places was said not to apply.
    pub(crate) any_not_applicable: bool,
}

impl Group {
    fn clear(&mut self) {
        self.any_not_applicable = false;
        self.places.clear();
        self.columns.iter_mut().for_each(Column::clear);
    }
}

/// A block of places. Those of the same kinds lie together, so that no place pays for the checks of other kinds.
#[derive(Clone, Debug)]
pub struct Places {
    columns: Vec<Column>,
    pub(crate) rows: Vec<PlaceRow>,
    pub(crate) texts: Texts,
    pub(super) groups: Vec<Group>,
    /// The group of each place, and its row there.
    pub(super) at: Vec<(u32, u32)>,
    /// The groups in the order of their kinds.
    order: Vec<usize>,
    /// How the places read so far wrote their facts.
    pub(super) key_order: KeyOrder,
}

impl Places {
    /// No places yet, of which each input can be known.
    pub fn new(inputs: &Inputs) -> Self {
        Self {
            columns: inputs.list().iter().map(|input| Column::new(&input.input_type)).collect(),
            rows: Vec::new(),
            texts: Texts::default(),
            groups: Vec::new(),
            at: Vec::new(),
            order: Vec::new(),
            key_order: KeyOrder::default(),
        }
    }

    /// Adds a place; `values` has a value for each input, in order (missing ones are unknown).
    pub fn push(&mut self, row: PlaceRow, values: &[Value]) {
        self.push_known(row, values.iter().enumerate());
    }

    /// Adds a place with the values of some inputs, by their index, each at most once; the others are unknown.
    pub fn push_known<'v>(&mut self, row: PlaceRow, values: impl Iterator<Item = (usize, &'v Value)>) {
        let index = self.group(&row.kinds);
        if let Some(group) = self.groups.get_mut(index) {
            let own = group.places.len();
            for (input, value) in values {
                if let Some(column) = group.columns.get_mut(input) {
                    column.set(own, value, &mut self.texts);
                    group.any_not_applicable |= matches!(value, Value::NotApplicable);
                }
            }
            group.places.push(self.at.len() as u32);
            self.at.push((index as u32, own as u32));
        }
        // Places may stand before it of which only columns were given.
        self.rows.resize(self.at.len().saturating_sub(1), PlaceRow::default());
        self.rows.push(row);
    }

    /// The group of a set of kinds, new or old.
    pub(super) fn group(&mut self, kinds: &KindSet) -> usize {
        let last = self.at.last().map_or(0, |(group, _)| *group as usize);
        if self.groups.get(last).is_some_and(|group| group.kinds == *kinds) {
            return last;
        }
        let kinds_of = |group: &usize| self.groups.get(*group).map(|group| &group.kinds);
        let place = match self.order.binary_search_by(|group| kinds_of(group).cmp(&Some(kinds))) {
            Ok(place) => return self.order.get(place).copied().unwrap_or(0),
            Err(place) => place,
        };
        let group = self.groups.len();
        self.order.insert(place, group);
        self.groups.push(Group {
            kinds: kinds.clone(),
            places: Vec::new(),
            columns: self.columns.clone(),
            any_not_applicable: false,
        });
        group
    }

    /// Drops all places and keeps the room they took, for the next block.
    pub fn clear(&mut self) {
        self.groups.iter_mut().for_each(Group::clear);
        self.rows.clear();
        self.at.clear();
        self.texts.clear();
    }

    /// The places of each set of kinds; a set may have lost all of its places.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group of a place, and its row there.
    pub(crate) fn at(&self, place: usize) -> Option<(usize, usize)> {
        self.at.get(place).map(|(group, row)| (*group as usize, *row as usize))
    }

    /// The column that holds an input of a place, and its row there.
    pub(crate) fn column(&self, place: usize, input: u32) -> Option<(&Column, usize)> {
        let (group, row) = self.at(place)?;
        Some((self.groups.get(group)?.columns.get(input as usize)?, row))
    }

    /// How many places.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Who the places are, up to the last of which more was given than columns.
    pub fn rows(&self) -> &[PlaceRow] {
        &self.rows
    }

    /// Who a place is; nobody, past the end and where only columns were given.
    pub fn row(&self, place: usize) -> &PlaceRow {
        self.rows.get(place).unwrap_or(&NOBODY)
    }

    /// The kinds of a place.
    pub fn kinds(&self, place: usize) -> &[u16] {
        self.at(place).and_then(|(group, _)| self.groups.get(group)).map_or(&[], |group| group.kinds.list())
    }
}
