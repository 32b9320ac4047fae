//! The pack of twenty checks with its two sets of places, and the forms they are handed over in.

use crate::Result;
use crate::places::{self, BlankRow, FACTS, Fact, Row};
use crate::verdict::CHECKS;
use paicha::pack::Files;
use paicha::table::{KindSet, PlaceRow, Places, Value, Vocabulary};
use paicha::{AssessOptions, Assessor, Date, Pack};

/// How many places there are in a set.
pub const PLACES: usize = 100_000;

/// The rules and the places.
pub struct Workload {
    /// The rules.
    pub pack: Pack,
    /// The words of the pack, for reading JSON.
    pub vocabulary: Vocabulary,
    /// Places of which everything is known.
    pub complete: Vec<Row>,
    /// Places of which a fifth is blank.
    pub blank: Vec<BlankRow>,
    as_of: Date,
}

impl Workload {
    /// The pack of `../workload`, and places for it.
    ///
    /// # Errors
    /// When the pack does not load, or has not the shape that the engines were written for.
    pub fn new() -> Result<Self> {
        let files = Files::default().with("workload/pack.toml", include_str!("../../workload/pack.toml"));
        let pack = Pack::load(&files, "workload")?;
        if pack.inputs().list().len() != FACTS || pack.items().checks.len() != CHECKS {
            return Err("the pack has other facts or checks than the engines know".into());
        }
        Ok(Self {
            vocabulary: Vocabulary::new(pack.items()),
            pack,
            complete: places::complete(PLACES),
            blank: places::blank(PLACES),
            as_of: Date::new(2022, 12, 31).ok_or("not a date")?,
        })
    }

    /// The pack on the day of the assessment.
    pub fn assessor(&self) -> Assessor {
        self.pack.assessor(self.as_of, AssessOptions::default())
    }

    /// The complete places as rows that could have blanks.
    pub fn complete_rows(&self) -> Vec<BlankRow> {
        self.complete.iter().map(|row| row.map(Some)).collect()
    }

    /// Places as paicha's columns.
    pub fn places(&self, rows: &[BlankRow]) -> Places {
        let mut places = Places::new(self.pack.inputs());
        for (index, row) in rows.iter().enumerate() {
            let row = row.map(|fact| fact.map_or(Value::Unknown, value));
            places.push(place_row(index), &row);
        }
        places
    }

    /// The id of an option of a choice.
    pub fn option_id(&self, fact: usize, option: usize) -> &str {
        let input = self.pack.inputs().list().get(fact);
        input.and_then(|input| input.options().get(option)).map_or("", |option| option.id.as_str())
    }

    /// Facts as a flat JSON object by id, as the other engines take it.
    pub fn facts_json(&self, row: &Row) -> serde_json::Value {
        let value = |(index, fact): (usize, &Fact)| -> serde_json::Value {
            match fact {
                Fact::Bool(truth) => (*truth).into(),
                // Whole numbers without a fraction, as programs write them.
                Fact::Number(number) if number.fract() == 0.0 => (*number as i64).into(),
                Fact::Number(number) => (*number).into(),
                Fact::Option(option) => self.option_id(index, *option).into(),
            }
        };
        let ids = self.pack.inputs().list().iter().map(|input| input.id.clone());
        serde_json::Value::Object(ids.zip(row.iter().enumerate().map(value)).collect())
    }

    /// A place as paicha reads it from JSON.
    pub fn place_json(&self, index: usize, row: &Row) -> serde_json::Value {
        serde_json::json!({ "id": format!("P-{index}"), "kinds": ["restaurant"], "facts": self.facts_json(row) })
    }
}

fn value(fact: Fact) -> Value {
    match fact {
        Fact::Bool(truth) => Value::Bool(truth),
        Fact::Number(number) => Value::Number(number),
        Fact::Option(option) => Value::Choice(option),
    }
}

fn place_row(index: usize) -> PlaceRow {
    PlaceRow {
        id: format!("P-{index}"),
        name: None,
        kinds: KindSet::new(vec![0]),
        region: None,
        since: None,
        records: None,
    }
}
