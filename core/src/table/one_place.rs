//! One place whose values are set one after the other and taken at once, for a score: no table, no text, no memory asked for.
//!
//! What only some places have (texts, answers that something does not apply) goes into [`super::Places`].

use super::{InputType, Inputs, KindSet, PlaceRow, Value};
use crate::pack::item::Range;

/// One place. Made once for a pack, then filled again and again.
///
/// ```
/// # use paicha::pack::Files;
/// # let pack = r#"
/// # [pack]
/// # format = 1
/// # id = "shops"
/// # title = "商铺"
/// # version = "1"
/// # [kind.shop]
/// # label = "商铺"
/// # [fact.exit_locked]
/// # label = "出口锁闭"
/// # type = "bool"
/// # [[check]]
/// # id = "exits"
/// # title = "安全出口畅通"
/// # fails_if = '出口锁闭'
/// # points = 30
/// # "#;
/// # let pack = paicha::Pack::load(&Files::default().with("shops/pack.toml", pack), "shops")?;
/// use paicha::table::{OnePlace, PlaceRow, Value, Vocabulary};
///
/// let vocabulary = Vocabulary::new(pack.items());
/// let assessor = pack.assessor(paicha::Date::EPOCH, Default::default());
/// let shop = PlaceRow { kinds: vocabulary.read_kinds("shop").unwrap(), ..PlaceRow::default() };
///
/// let mut place = OnePlace::new(pack.inputs());
/// place.start(&shop);
/// assert_eq!(assessor.score(&place).score_at_worst, Some(30.0));
/// assert!(place.set(0, &Value::Bool(false)));
/// assert_eq!(assessor.score(&place).score_at_worst, Some(0.0));
/// # Ok::<(), paicha::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct OnePlace {
    pub(crate) row: PlaceRow,
    values: Box<[Known]>,
    given: Vec<u32>,
    /// What may be set as a number, and as a truth.
    takes: Box<[Takes]>,
}

#[derive(Clone, Copy, Debug)]
enum Takes {
    Number(Range),
    Truth,
    Other,
}

/// What is known of an input.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Whether anything is.
    pub(crate) known: bool,
    /// A number, a date as its day number.
    pub(crate) number: f64,
    /// A truth, an option, or the bits of tags.
    pub(crate) code: u64,
}

impl OnePlace {
    /// A place of which each input can be known.
    pub fn new(inputs: &Inputs) -> Self {
        let count = inputs.list().len();
        let takes = inputs.list().iter().map(|input| match input.input_type {
            InputType::Number(_) => Takes::Number(input.range),
            InputType::Bool => Takes::Truth,
            _ => Takes::Other,
        });
        Self {
            row: PlaceRow::default(),
            values: vec![Known::default(); count].into(),
            given: Vec::with_capacity(count),
            takes: takes.collect(),
        }
    }

    /// Begins a place: who it is, and nothing known of it. Records are for duties, which are not looked at.
    pub fn start(&mut self, row: &PlaceRow) {
        self.clear();
        self.set_row(row);
    }

    /// Says who the place is whose values are set.
    pub fn set_row(&mut self, row: &PlaceRow) {
        self.row.clone_from(row);
    }

    /// Begins a place that differs from the one before by what is known of it only.
    #[cfg_attr(paicha_small, optimize(speed))]
    pub fn clear(&mut self) {
        for input in &self.given {
            if let Some(value) = self.values.get_mut(*input as usize) {
                value.known = false;
            }
        }
        self.given.clear();
    }

    /// Sets what is known of an input; unknown need not be. Answers no for a text, for what does not apply, and for an
    /// input that was set before: such a place is for [`super::Places`].
    #[cfg_attr(paicha_small, optimize(speed))]
    pub fn set(&mut self, input: usize, value: &Value) -> bool {
        let (number, code) = match value {
            Value::Unknown => return true,
            Value::Bool(truth) | Value::Fails(truth) => (0.0, u64::from(*truth)),
            Value::Number(number) => (*number, 0),
            Value::Date(date) => (date.day_number(), 0),
            Value::Choice(option) => (0.0, *option as u64),
            Value::Tags(tags) => (0.0, *tags),
            Value::Text(_) | Value::NotApplicable => return false,
        };
        self.put(input, number, code)
    }

    /// Sets a number fact: as [`Self::set`] with [`super::Input::plain_number`], but quicker. Answers no for what is no
    /// number fact, and for a number out of its range.
    #[inline(always)]
    pub fn set_number(&mut self, input: usize, number: f64) -> bool {
        match self.takes.get(input) {
            Some(Takes::Number(range)) if number.is_finite() && range.contains(number) => {
                self.put(input, number + 0.0, 0)
            }
            _ => false,
        }
    }

    /// Sets a bool fact: as [`Self::set`] with [`super::Input::plain_truth`], but quicker. Answers no for what is none.
    #[inline(always)]
    pub fn set_truth(&mut self, input: usize, truth: bool) -> bool {
        matches!(self.takes.get(input), Some(Takes::Truth)) && self.put(input, 0.0, u64::from(truth))
    }

    #[inline(always)]
    fn put(&mut self, input: usize, number: f64, code: u64) -> bool {
        match self.values.get_mut(input) {
            Some(own) if !own.known => {
                *own = Known { known: true, number, code };
                self.given.push(input as u32);
                true
            }
            _ => false,
        }
    }

    /// Its kinds.
    pub(crate) fn kinds(&self) -> &KindSet {
        &self.row.kinds
    }

    /// What is known of an input.
    #[inline(always)]
    pub(crate) fn value(&self, input: u32) -> Known {
        self.values.get(input as usize).copied().unwrap_or_default()
    }
}
