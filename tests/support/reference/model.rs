//! A generated pack and the places it is used on, as data.

use super::expression::{Number, Truth};
use super::vocabulary::CHECKS;
use std::fmt;

/// The dates of a check: (from, to), as day numbers.
pub type Effective = (Option<i64>, Option<i64>);

/// How a check comes to its outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    Derived(Truth),
    Observed,
    Scored,
}

/// One band of `points_by`.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub limit: f64,
    /// `up_to` rather than `below`.
    pub inclusive: bool,
    pub points: f64,
}

/// The points of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Points {
    None,
    Fixed(f64),
    Expression(Number),
    /// Bands of a number, a fact or derived, and the points of the last.
    Bands(Number, Vec<Band>, f64),
    ChoiceMap(usize, [f64; 3]),
    /// For a bool that is true, and false.
    BoolMap(usize, f64, f64),
}

/// The grade of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Grade {
    General,
    Major,
    /// Major where it holds.
    MajorIf(Truth),
}

/// A check.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Empty: all.
    pub kinds: Vec<usize>,
    pub applies_if: Option<Truth>,
    pub rule: Rule,
    pub points: Points,
    pub grade: Grade,
    pub section: Option<usize>,
    pub groups: Vec<usize>,
    pub effective: Effective,
    /// Whether it stands in the campaign's file.
    pub in_campaign: bool,
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub cap: Option<f64>,
    pub rescale: bool,
}

/// The score, or a result that is a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub value: Option<Number>,
    pub better_high: bool,
    pub decimals: u32,
}

/// The three results, one of each type.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    pub number: Score,
    pub truth: Truth,
    /// The value of the level result.
    pub value: Number,
    /// When its levels hold, all but the last.
    pub levels: [Truth; 2],
}

/// What an adjust does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    To(usize),
    By(i64),
}

/// An adjust.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjust {
    pub when: Truth,
    pub adjustment: Adjustment,
    /// Whether it adjusts the level result.
    pub of_result: bool,
}

/// A campaign: its window as day numbers, and its scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    pub window: (i64, i64),
    pub kinds: Vec<usize>,
    pub scope: Option<Truth>,
}

/// A pack. It shows itself as rule files.
#[derive(Clone, PartialEq)]
pub struct Pack {
    pub assumptions: bool,
    /// Which kinds are asked each bool fact; empty: all. What is read of a place does not depend on it.
    pub asked: [Vec<usize>; 4],
    /// The first sees no other derived fact; then number 0, truth 1, number 1, each seeing those before.
    pub derived_truths: [Truth; 2],
    pub derived_numbers: [Number; 2],
    pub checks: Vec<Check>,
    pub sections: [Section; 2],
    pub score: Score,
    pub results: Option<Results>,
    /// When each level holds, all but the last; empty: no levels.
    pub levels: Vec<Truth>,
    pub adjusts: Vec<Adjust>,
    pub campaign: Campaign,
    /// Dates of the window, as day numbers.
    pub window: (i64, i64),
    /// How expressions are spelled; 0 is plain.
    pub spelling: u64,
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (main, campaign) = super::write::texts(self);
        write!(f, "\n{main}\n# campaigns/gas.toml\n{campaign}")
    }
}

impl Pack {
    /// The check that an expression names by any index.
    pub fn check(&self, index: usize) -> usize {
        index % self.checks.len()
    }

    /// How many levels there are.
    pub fn level_count(&self) -> usize {
        if self.levels.is_empty() { 0 } else { self.levels.len() + 1 }
    }
}

/// A fact of a place.
#[derive(Clone, Copy, PartialEq)]
pub enum Cell<T> {
    Unknown,
    NotApplicable,
    Known(T),
}

impl<T: fmt::Debug> fmt::Debug for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("?"),
            Self::NotApplicable => f.write_str("/"),
            Self::Known(value) => write!(f, "{value:?}"),
        }
    }
}

impl<T: Copy> Cell<T> {
    /// The value, if known.
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(value) => Some(*value),
            _ => None,
        }
    }
}

/// A place. It shows itself on one line.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// Ascending, at least one.
    pub kinds: Vec<usize>,
    pub bools: [Cell<bool>; 4],
    pub numbers: [Cell<f64>; 3],
    pub choices: [Cell<usize>; 2],
    /// Bit i stands for tag i.
    pub tags: Cell<u64>,
    /// The index of a text.
    pub text: Cell<usize>,
    pub dates: [Cell<i64>; 2],
    /// Whether an observed check fails; `NotApplicable` is the answer 不适用.
    pub answers: [Cell<bool>; CHECKS],
    pub since: Option<i64>,
    pub region: Option<usize>,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kinds, bools, numbers, choices, tags, text, dates, answers, since, region } = self;
        write!(
            f,
            "kinds {kinds:?} bools {bools:?} numbers {numbers:?} choices {choices:?} tags {tags:?} text {text:?} "
        )?;
        write!(f, "dates {dates:?} answers {answers:?} since {since:?} region {region:?}")
    }
}
