//! What a program's own value says about an input where nothing about it is in doubt. The quick ways in take these; what
//! they leave is for the full reading, which says what it means or what is wrong.

use super::cell::read_text;
use super::field::{name_of, read_date, region_of};
use super::{Cell, Input, InputType, KindSet, PlaceRow, Value, Vocabulary};

impl Input {
    /// The value of a number, within the range of a number fact.
    #[inline]
    pub fn plain_number(&self, number: f64) -> Option<Value> {
        let is_number = matches!(self.input_type, InputType::Number(_)) && number.is_finite();
        (is_number && self.range.contains(number)).then_some(Value::Number(number + 0.0))
    }

    /// The value of a truth, for a bool fact.
    #[inline]
    pub fn plain_truth(&self, truth: bool) -> Option<Value> {
        (self.input_type == InputType::Bool).then_some(Value::Bool(truth))
    }

    /// The value of a text that reads without a mistake.
    pub fn plain_text(&self, text: &str) -> Option<Value> {
        if let InputType::Choice(options) = &self.input_type
            && let Some(option) = options.iter().position(|option| option.id == text)
        {
            return Some(Value::Choice(option));
        }
        read_text(text, self).ok()
    }
}

impl Vocabulary {
    /// The input of an id, or of a name that no other input has.
    pub fn plain_input(&self, key: &str) -> Option<usize> {
        let inputs = self.inputs();
        inputs.by_id(key).or_else(|| match inputs.by_name(key) {
            [one] => Some(*one),
            _ => None,
        })
    }
}

impl PlaceRow {
    /// Who a place is, from texts as they are given; none without an id, or where a date is none. Without records.
    pub fn plain(
        id: &str,
        name: Option<&str>,
        kinds: KindSet,
        region: Option<&str>,
        since: Option<&str>,
    ) -> Option<Self> {
        Some(Self {
            id: name_of(id)?,
            name: name.and_then(name_of),
            kinds,
            region: region.and_then(name_of).and_then(|path| region_of(&path)),
            since: read_date(&since.map_or(Cell::Empty, Cell::from), "").ok()?,
            records: None,
        })
    }
}
