//! Which inputs of a place an expression reads, derived facts followed, whatever their values.

use super::expression::{Day, Number, Truth};
use super::model::{Check, Pack, Points, Rule};
use std::collections::BTreeSet;

/// Something a place may leave unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    Bool(usize),
    Number(usize),
    Choice(usize),
    Tags,
    Text,
    Date(usize),
    Since,
    Region,
    Answer(usize),
}

/// The inputs read, and the numbers written.
#[derive(Debug)]
pub struct Reads<'a> {
    pack: &'a Pack,
    pub inputs: BTreeSet<Input>,
    pub literals: Vec<f64>,
}

impl<'a> Reads<'a> {
    pub fn new(pack: &'a Pack) -> Self {
        Self { pack, inputs: BTreeSet::new(), literals: Vec::new() }
    }

    /// What decides a check: its rule, and when it applies.
    pub fn outcome_of(pack: &'a Pack, check: &'a Check) -> Self {
        let mut reads = Self::new(pack);
        check.applies_if.iter().for_each(|truth| reads.truth(truth));
        if let Rule::Derived(fails_if) = &check.rule {
            reads.truth(fails_if);
        }
        if check.in_campaign {
            pack.campaign.scope.iter().for_each(|truth| reads.truth(truth));
        }
        reads
    }

    /// All a check reads.
    pub fn check(&mut self, index: usize) {
        let check = &self.pack.checks[index];
        let decided_by = Self::outcome_of(self.pack, check);
        self.inputs.extend(decided_by.inputs);
        self.literals.extend(decided_by.literals);
        self.points(&check.points);
        if let super::model::Grade::MajorIf(truth) = &check.grade {
            self.truth(truth);
        }
        if check.rule == Rule::Observed {
            self.inputs.insert(Input::Answer(index));
        }
    }

    pub fn points(&mut self, points: &Points) {
        match points {
            Points::None | Points::Fixed(_) => {}
            Points::Expression(number) => self.number(number),
            Points::Bands(number, bands, _) => {
                self.number(number);
                self.literals.extend(bands.iter().map(|band| band.limit));
            }
            Points::ChoiceMap(choice, _) => drop(self.inputs.insert(Input::Choice(*choice))),
            Points::BoolMap(fact, ..) => drop(self.inputs.insert(Input::Bool(*fact))),
        }
    }

    /// All the pack reads.
    pub fn all(pack: &'a Pack) -> Self {
        let mut reads = Self::new(pack);
        (0..pack.checks.len()).for_each(|index| reads.check(index));
        pack.score.value.iter().for_each(|number| reads.number(number));
        if let Some(results) = &pack.results {
            results.number.value.iter().for_each(|number| reads.number(number));
            reads.number(&results.value);
            reads.truth(&results.truth);
            results.levels.iter().for_each(|truth| reads.truth(truth));
        }
        pack.levels.iter().chain(pack.adjusts.iter().map(|adjust| &adjust.when)).for_each(|truth| reads.truth(truth));
        reads
    }

    pub fn truth(&mut self, truth: &Truth) {
        match truth {
            Truth::Fact(fact) | Truth::KnownBool(fact) => drop(self.inputs.insert(Input::Bool(*fact))),
            Truth::KnownNumber(fact) => drop(self.inputs.insert(Input::Number(*fact))),
            Truth::Derived(derived) => self.truth(&self.pack.derived_truths[*derived]),
            Truth::Not(truth) => self.truth(truth),
            Truth::And(left, right) | Truth::Or(left, right) | Truth::Same(_, left, right) => {
                self.truth(left);
                self.truth(right);
            }
            Truth::If(condition, yes, no) => [condition, yes, no].into_iter().for_each(|truth| self.truth(truth)),
            Truth::Compare(_, left, right) => {
                self.number(left);
                self.number(right);
            }
            Truth::CompareDays(_, left, right) => {
                self.day(left);
                self.day(right);
            }
            Truth::NumberIn(number, list) => {
                self.number(number);
                self.literals.extend(list);
            }
            Truth::ChoiceIs(_, fact, _) | Truth::ChoiceIn(fact, _) => drop(self.inputs.insert(Input::Choice(*fact))),
            Truth::Tagged(_) => drop(self.inputs.insert(Input::Tags)),
            Truth::TextIs(..) | Truth::TextStarts(_) | Truth::TextContains(_) => drop(self.inputs.insert(Input::Text)),
            Truth::Assume(fact, other) => {
                self.inputs.insert(Input::Bool(*fact));
                self.truth(other);
            }
            Truth::InRegister => drop(self.inputs.insert(Input::Since)),
            Truth::Region(_) => drop(self.inputs.insert(Input::Region)),
            Truth::Literal(_) | Truth::Kind(_) | Truth::During => {}
            Truth::Failed(_)
            | Truth::Applies(_)
            | Truth::KnownCheck(_)
            | Truth::ResultTruth
            | Truth::ResultLevel(..) => {}
        }
    }

    pub fn number(&mut self, number: &Number) {
        match number {
            Number::Literal(number) => self.literals.push(*number),
            Number::Fact(fact) => drop(self.inputs.insert(Input::Number(*fact))),
            Number::Derived(derived) => self.number(&self.pack.derived_numbers[*derived]),
            Number::Negate(number)
            | Number::Abs(number)
            | Number::Floor(number)
            | Number::Ceil(number)
            | Number::Round(number) => {
                self.number(number);
            }
            Number::RoundTo(number, _) | Number::Power(number, _) => self.number(number),
            Number::Arithmetic(_, left, right) => {
                self.number(left);
                self.number(right);
            }
            Number::Min(list) | Number::Max(list) => list.iter().for_each(|number| self.number(number)),
            Number::Clamp(number, low, high) => {
                self.number(number);
                self.literals.extend([low, high]);
            }
            Number::Count(list) => list.iter().for_each(|truth| self.truth(truth)),
            Number::If(condition, yes, no) => {
                self.truth(condition);
                self.number(yes);
                self.number(no);
            }
            Number::Assume(fact, other) => {
                self.inputs.insert(Input::Number(*fact));
                self.number(other);
            }
            Number::TagCount => drop(self.inputs.insert(Input::Tags)),
            Number::Between(_, from, to) => {
                self.day(from);
                self.day(to);
            }
            Number::Part(_, day) => self.day(day),
            Number::Of(..) | Number::Score | Number::ResultNumber | Number::Value => {}
        }
    }

    pub fn day(&mut self, day: &Day) {
        match day {
            Day::Fact(fact) => drop(self.inputs.insert(Input::Date(*fact))),
            Day::Since => drop(self.inputs.insert(Input::Since)),
            Day::Add(_, day, _) => self.day(day),
            Day::Earliest(left, right) => {
                self.day(left);
                self.day(right);
            }
            Day::If(condition, yes, no) => {
                self.truth(condition);
                self.day(yes);
                self.day(no);
            }
            Day::Literal(_) | Day::AsOf => {}
        }
    }
}
