//! What a program's own value says about an input where nothing about it is in doubt. The quick ways in take these; what
//! they leave is for the full reading, which says what it means or what is wrong.

use super::cell::read_text;
use super::{Input, InputType, Value, Vocabulary};

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
