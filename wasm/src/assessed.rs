//! Many places assessed: columns, and everything about one place when asked.

use crate::failure::{json, of_argument};
use paicha::assessment::Outcome;
use paicha::table::{Block, Entry, ErrorRow, PlaceRow, Problem, SourceRow};
use self_cell::self_cell;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What stands in a column of bytes where there is no value.
const NONE: u8 = u8::MAX;

type Results<'a> = paicha::Assessed<'a>;

self_cell!(
    struct Held {
        owner: Block,
        #[covariant]
        dependent: Results,
    }

    impl {Debug}
);

/// Rows assessed, in the order given. A row that cannot be read has no results but its problems.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Assessed {
    held: Held,
    notices: Vec<Problem>,
}

/// Who the place of a row is.
#[derive(Serialize)]
struct RowShown<'a> {
    row: u64,
    id: Option<&'a str>,
    name: Option<&'a str>,
    kinds: &'a [u16],
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<&'a [Problem]>,
}

impl<'a> RowShown<'a> {
    fn of_place(row: u64, place: Option<&'a PlaceRow>) -> Self {
        Self {
            row,
            id: place.map(|place| place.id.as_str()),
            name: place.and_then(|place| place.name.as_deref()),
            kinds: place.map(|place| place.kinds.list()).unwrap_or_default(),
            region: place.and_then(|place| place.region.as_deref()),
            problems: None,
        }
    }

    fn of_error(row: u64, error: &'a ErrorRow) -> Self {
        let (id, name) = (error.id.as_deref(), error.name.as_deref());
        Self { row, id, name, kinds: &[], region: None, problems: Some(&error.problems) }
    }
}

impl Assessed {
    pub(crate) fn new(assessor: &paicha::Assessor, block: Block, notices: Vec<Problem>) -> Self {
        Self { held: Held::new(block, |block| assessor.assess(&block.places)), notices }
    }

    fn entries(&self) -> &[Entry] {
        &self.held.borrow_owner().entries
    }

    fn column<T>(&self, none: T, value: impl Fn(&Results<'_>, usize) -> Option<T>) -> Vec<T>
    where
        T: Copy,
    {
        let results = self.held.borrow_dependent();
        let value = |entry: &Entry| match entry {
            Entry::Place(place) => value(results, *place).unwrap_or(none),
            Entry::Error(_) => none,
        };
        self.entries().iter().map(value).collect()
    }

    fn place(&self, row: usize) -> Result<usize, String> {
        match self.entries().get(row) {
            Some(Entry::Place(place)) => Ok(*place),
            Some(Entry::Error(_)) => Err(of_argument(
                "A003",
                "这一行没有评估结果，请看它的问题",
                "this row has no assessment; see its problems",
            )),
            None => Err(of_argument("A002", "没有这一行", "there is no such row")),
        }
    }
}

#[wasm_bindgen]
impl Assessed {
    /// How many rows.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.entries().len()
    }

    /// The better end of each score; NaN where there is none.
    pub fn scores(&self) -> Vec<f64> {
        self.column(f64::NAN, |results, place| results.score(place).0)
    }

    /// The worse end of each score; NaN where there is none.
    #[wasm_bindgen(js_name = scoresAtWorst)]
    pub fn scores_at_worst(&self) -> Vec<f64> {
        self.column(f64::NAN, |results, place| results.score(place).1)
    }

    /// The level of each row by its index, worst first; 255 where there is none.
    pub fn levels(&self) -> Vec<u8> {
        self.column(NONE, |results, place| results.level(place).map(|(level, _)| level as u8))
    }

    /// The level at worst of each row.
    #[wasm_bindgen(js_name = levelsAtWorst)]
    pub fn levels_at_worst(&self) -> Vec<u8> {
        self.column(NONE, |results, place| results.level(place).map(|(_, worst)| worst as u8))
    }

    /// The outcome of a check, by its index, in each row: the position among failed, passed, not_applicable, unknown,
    /// not_failed, scored; 255 where the place does not have it.
    pub fn outcomes(&self, check: usize) -> Vec<u8> {
        self.column(NONE, |results, place| results.outcome(place, check).map(code))
    }

    /// Everything concluded about the place of a row, as JSON.
    ///
    /// # Errors
    /// `A002` when there is no such row, `A003` when it has no results.
    pub fn assessment(&self, row: usize) -> Result<String, String> {
        json(&self.held.borrow_dependent().assessment(self.place(row)?))
    }

    /// As `assessment`, with what it follows from and what to ask next.
    ///
    /// # Errors
    /// `A002` when there is no such row, `A003` when it has no results.
    pub fn explain(&self, row: usize) -> Result<String, String> {
        json(&self.held.borrow_dependent().explain(self.place(row)?))
    }

    /// The facts and answers known of the place of a row, as JSON.
    ///
    /// # Errors
    /// `A002` when there is no such row, `A003` when it has no results.
    pub fn known(&self, row: usize) -> Result<String, String> {
        json(&self.held.borrow_dependent().known(self.place(row)?))
    }

    /// Who the places are, or what is wrong with the rows, as JSON.
    ///
    /// # Errors
    /// None that sound rows meet.
    pub fn rows(&self) -> Result<String, String> {
        let block = self.held.borrow_owner();
        let shown = |(entry, source): (_, &SourceRow)| match entry {
            &Entry::Place(place) => RowShown::of_place(source.row, block.places.rows().get(place)),
            Entry::Error(error) => RowShown::of_error(source.row, error),
        };
        json(&block.entries.iter().zip(&block.rows).map(shown).collect::<Vec<_>>())
    }

    /// What was not used of the rows, as JSON.
    ///
    /// # Errors
    /// None that sound rows meet.
    pub fn notices(&self) -> Result<String, String> {
        json(&self.notices)
    }
}

fn code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Failed => 0,
        Outcome::Passed => 1,
        Outcome::NotApplicable => 2,
        Outcome::Unknown => 3,
        Outcome::NotFailed => 4,
        Outcome::Scored => 5,
    }
}
