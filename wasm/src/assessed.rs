//! Many places assessed: columns, and everything about one place when asked.

use crate::failure::{json, of_argument};
use paicha::NO_VALUE;
use paicha::assessment::Outcome;
use paicha::table::{Block, Entry, ErrorRow, PlaceRow, Places, Problem, SourceRow};
use self_cell::self_cell;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

type Results<'a> = paicha::Assessed<'a>;

self_cell!(
    struct Held {
        owner: Given,
        #[covariant]
        dependent: Results,
    }

    impl {Debug}
);

/// The places, and the rows they come from.
#[derive(Debug)]
struct Given {
    places: Places,
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    /// Of a table or a list.
    Read(Vec<Entry>, Vec<SourceRow>),
    /// The places themselves, and those of them of which a value could not be read, by their index.
    Columns(usize, Vec<(usize, ErrorRow)>),
}

impl Given {
    fn len(&self) -> usize {
        match &self.rows {
            Rows::Read(entries, _) => entries.len(),
            Rows::Columns(len, _) => *len,
        }
    }

    /// The place of a row, or why it has none; nothing past the end.
    fn get(&self, row: usize) -> Option<Result<usize, &ErrorRow>> {
        match &self.rows {
            Rows::Read(entries, _) => entries.get(row).map(|entry| match entry {
                Entry::Place(place) => Ok(*place),
                Entry::Error(error) => Err(error),
            }),
            Rows::Columns(len, wrong) if row < *len => Some(match wrong.binary_search_by_key(&row, |(own, _)| *own) {
                Ok(at) => wrong.get(at).map_or(Ok(row), |(_, error)| Err(error)),
                Err(_) => Ok(row),
            }),
            Rows::Columns(..) => None,
        }
    }

    /// The number of a row in its table.
    fn number(&self, row: usize) -> u64 {
        match &self.rows {
            Rows::Read(_, rows) => rows.get(row).map_or(0, |row| row.row),
            Rows::Columns(..) => row as u64 + 1,
        }
    }
}

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
    fn of_place(row: u64, places: &'a Places, place: usize) -> Self {
        let PlaceRow { id, name, region, .. } = places.row(place);
        let (name, region) = (name.as_deref(), region.as_deref());
        Self { row, id: Some(id), name, kinds: places.kinds(place), region, problems: None }
    }

    fn of_error(row: u64, error: &'a ErrorRow) -> Self {
        let (id, name) = (error.id.as_deref(), error.name.as_deref());
        Self { row, id, name, kinds: &[], region: None, problems: Some(&error.problems) }
    }
}

impl Assessed {
    pub(crate) fn new(assessor: &paicha::Assessor, block: Block, notices: Vec<Problem>) -> Self {
        let Block { places, entries, rows } = block;
        let given = Given { places, rows: Rows::Read(entries, rows) };
        Self { held: Held::new(given, |given| assessor.assess(&given.places)), notices }
    }

    pub(crate) fn of_columns(assessor: &paicha::Assessor, places: Places, wrong: Vec<(usize, ErrorRow)>) -> Self {
        let given = Given { rows: Rows::Columns(places.len(), wrong), places };
        Self { held: Held::new(given, |given| assessor.assess(&given.places)), notices: Vec::new() }
    }

    fn given(&self) -> &Given {
        self.held.borrow_owner()
    }

    fn column<T>(&self, none: T, value: impl Fn(&Results<'_>, usize) -> Option<T>) -> Vec<T>
    where
        T: Copy,
    {
        let results = self.held.borrow_dependent();
        let mut column = vec![none; self.given().len()];
        for (row, own) in column.iter_mut().enumerate() {
            if let Some(Ok(place)) = self.given().get(row) {
                *own = value(results, place).unwrap_or(none);
            }
        }
        column
    }

    fn place(&self, row: usize) -> Result<usize, String> {
        match self.given().get(row) {
            Some(Ok(place)) => Ok(place),
            Some(Err(_)) => Err(of_argument(
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
        self.given().len()
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
        self.column(NO_VALUE, |results, place| results.level(place).map(|(level, _)| level as u8))
    }

    /// The level at worst of each row.
    #[wasm_bindgen(js_name = levelsAtWorst)]
    pub fn levels_at_worst(&self) -> Vec<u8> {
        self.column(NO_VALUE, |results, place| results.level(place).map(|(_, worst)| worst as u8))
    }

    /// The outcome of a check, by its index, in each row: the position among failed, passed, not_applicable, unknown,
    /// not_failed, scored; 255 where the place does not have it.
    pub fn outcomes(&self, check: usize) -> Vec<u8> {
        self.column(NO_VALUE, |results, place| results.outcome(place, check).map(Outcome::code))
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
        let given = self.given();
        let shown = |row: usize| match given.get(row)? {
            Ok(place) => Some(RowShown::of_place(given.number(row), &given.places, place)),
            Err(error) => Some(RowShown::of_error(given.number(row), error)),
        };
        json(&(0..given.len()).filter_map(shown).collect::<Vec<_>>())
    }

    /// What was not used of the rows, as JSON.
    ///
    /// # Errors
    /// None that sound rows meet.
    pub fn notices(&self) -> Result<String, String> {
        json(&self.notices)
    }
}
