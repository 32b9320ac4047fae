//! The items of a pack as frames, and made-up places for it.

use super::engine::Fault;
use super::table::Table;
use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, StringBuilder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use paicha::generate::Generator;
use paicha::pack::item::{CheckRule, FactOption, GradeRule, Points};
use paicha::table::{Input, InputType, Value, Vocabulary};
use std::sync::Arc;

/// Names with their columns, as a frame.
fn frame(columns: Vec<(&str, ArrayRef)>) -> Result<Table, Fault> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))?;
    Ok(Table::new(batch.schema(), vec![batch], Vec::new(), Vec::new()))
}

fn texts<'a, T>(list: &'a [T], text: impl Fn(&'a T) -> Option<String>) -> ArrayRef {
    Arc::new(list.iter().map(text).collect::<StringArray>())
}

fn numbers<T>(list: &[T], number: impl Fn(&T) -> Option<f64>) -> ArrayRef {
    Arc::new(list.iter().map(number).collect::<Float64Array>())
}

/// Ids in one cell.
fn joined<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(";")
}

fn type_name(input: &Input) -> &'static str {
    match input.input_type {
        InputType::Bool => "bool",
        InputType::Number(_) => "number",
        InputType::Text => "text",
        InputType::Choice(_) => "choice",
        InputType::Tags(_) => "tags",
        InputType::Date => "date",
        InputType::Answer => "answer",
    }
}

/// The options of an input in one cell, each by one of its names; none where it has no options.
fn options(input: &Input, name: fn(&FactOption) -> &str) -> Option<String> {
    let options = input.options();
    (!options.is_empty()).then(|| joined(options.iter().map(name)))
}

/// Everything a pack asks of places: facts, and observed checks.
pub fn questions(pack: &paicha::Pack) -> Result<Table, Fault> {
    let list = pack.inputs().list();
    let kinds = &pack.items().kinds;
    frame(vec![
        ("input", texts(list, |input| Some(input.id.clone()))),
        ("label", texts(list, |input| Some(input.label.clone()))),
        ("question", texts(list, |input| Some(input.question.clone().unwrap_or_else(|| input.label.clone())))),
        ("type", texts(list, |input| Some(type_name(input).to_owned()))),
        ("unit", texts(list, |input| input.unit().map(str::to_owned))),
        ("min", numbers(list, |input| input.range.min)),
        ("max", numbers(list, |input| input.range.max)),
        ("options", texts(list, |input| options(input, |option| &option.id))),
        ("option_labels", texts(list, |input| options(input, |option| &option.label))),
        (
            "kinds",
            texts(list, |input| {
                Some(joined(input.kinds.iter().filter_map(|kind| kinds.get(*kind)).map(|kind| kind.id.as_str())))
            }),
        ),
    ])
}

/// The facts of a pack.
pub fn facts(pack: &paicha::Pack) -> Result<Table, Fault> {
    let facts = &pack.items().facts;
    let inputs = pack.inputs().list();
    let input = |id: &str| inputs.iter().find(|input| input.id == id);
    frame(vec![
        ("id", texts(facts, |fact| Some(fact.id.clone()))),
        ("label", texts(facts, |fact| Some(fact.label.clone()))),
        ("type", texts(facts, |fact| input(&fact.id).map(|input| type_name(input).to_owned()))),
        ("unit", texts(facts, |fact| input(&fact.id)?.unit().map(str::to_owned))),
        ("min", numbers(facts, |fact| fact.range.min)),
        ("max", numbers(facts, |fact| fact.range.max)),
        ("options", texts(facts, |fact| options(input(&fact.id)?, |option| &option.id))),
        ("option_labels", texts(facts, |fact| options(input(&fact.id)?, |option| &option.label))),
        ("kinds", texts(facts, |fact| Some(joined(fact.kinds.iter().map(String::as_str))))),
        ("aliases", texts(facts, |fact| Some(joined(fact.aliases.iter().map(String::as_str))))),
        ("question", texts(facts, |fact| fact.question.clone())),
        ("help", texts(facts, |fact| fact.help.clone())),
    ])
}

/// The checks of a pack.
pub fn checks(pack: &paicha::Pack) -> Result<Table, Fault> {
    let checks = &pack.items().checks;
    frame(vec![
        ("id", texts(checks, |check| Some(check.id.clone()))),
        ("title", texts(checks, |check| Some(check.title.clone()))),
        ("finding", texts(checks, |check| Some(check.finding.clone()))),
        ("kinds", texts(checks, |check| Some(joined(check.kinds.iter().map(String::as_str))))),
        ("applies_if", texts(checks, |check| check.applies_if.as_ref().map(|rule| rule.text.clone()))),
        (
            "fails_if",
            texts(checks, |check| match &check.rule {
                CheckRule::Derived { fails_if } => Some(fails_if.text.clone()),
                _ => None,
            }),
        ),
        (
            "rule",
            texts(checks, |check| {
                Some(match check.rule {
                    CheckRule::Derived { .. } => "derived".to_owned(),
                    CheckRule::Observed => "observed".to_owned(),
                    CheckRule::Scored => "scored".to_owned(),
                })
            }),
        ),
        (
            "points",
            numbers(checks, |check| match &check.points {
                Points::Fixed(points) => Some(*points),
                _ => None,
            }),
        ),
        (
            "grade",
            texts(checks, |check| match &check.grade {
                GradeRule::Fixed(grade) => Some(grade.as_str().to_owned()),
                GradeRule::Expression(_) => None,
            }),
        ),
        ("section", texts(checks, |check| check.section.clone())),
        ("groups", texts(checks, |check| Some(joined(check.groups.iter().map(String::as_str))))),
        ("fix", texts(checks, |check| check.fix.clone())),
        ("refer_to", texts(checks, |check| check.refer_to.clone())),
        ("law", texts(checks, |check| check.basis.as_ref().map(|basis| basis.law.clone()))),
        ("status", texts(checks, |check| check.basis.as_ref().map(|basis| basis.status.as_str().to_owned()))),
        ("url", texts(checks, |check| check.basis.as_ref().and_then(|basis| basis.url.clone()))),
        ("campaign", texts(checks, |check| check.campaign.clone())),
    ])
}

/// The values of an input, row by row.
enum Making {
    Truths(BooleanBuilder),
    Numbers(Float64Builder),
    Dates(Date32Builder),
    Texts(StringBuilder),
    Words(StringDictionaryBuilder<Int32Type>),
}

impl Making {
    fn new(input: &Input) -> Self {
        match input.input_type {
            InputType::Bool => Self::Truths(BooleanBuilder::new()),
            // As a bare number, 1 might be 100 % too.
            InputType::Number(_) if input.unit() == Some("%") => Self::Texts(StringBuilder::new()),
            InputType::Number(_) => Self::Numbers(Float64Builder::new()),
            InputType::Date => Self::Dates(Date32Builder::new()),
            InputType::Text => Self::Texts(StringBuilder::new()),
            InputType::Choice(_) | InputType::Tags(_) | InputType::Answer => {
                Self::Words(StringDictionaryBuilder::new())
            }
        }
    }

    fn add(&mut self, value: &Value, input: &Input) {
        match (self, value) {
            (Self::Truths(own), Value::Bool(truth)) => own.append_value(*truth),
            (Self::Numbers(own), Value::Number(number)) => own.append_value(*number),
            (Self::Dates(own), Value::Date(date)) => own.append_value(super::shape::day(*date)),
            (Self::Texts(own), Value::Text(text)) => own.append_value(text),
            (Self::Texts(own), Value::Number(number)) => own.append_value(format!("{number}%")),
            (Self::Words(own), value) => own.append_option(word(value, input)),
            (Self::Truths(own), _) => own.append_null(),
            (Self::Numbers(own), _) => own.append_null(),
            (Self::Dates(own), _) => own.append_null(),
            (Self::Texts(own), _) => own.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Truths(mut own) => Arc::new(own.finish()),
            Self::Numbers(mut own) => Arc::new(own.finish()),
            Self::Dates(mut own) => Arc::new(own.finish()),
            Self::Texts(mut own) => Arc::new(own.finish()),
            Self::Words(mut own) => Arc::new(own.finish()),
        }
    }
}

/// The word that is read back as a value.
fn word(value: &Value, input: &Input) -> Option<String> {
    let id = |index: usize| input.options().get(index).map(|option| option.id.clone());
    match value {
        Value::Choice(index) => id(*index),
        Value::Tags(0) => Some("none".to_owned()),
        Value::Tags(tags) => {
            Some((0..64).filter(|index| tags >> index & 1 == 1).filter_map(id).collect::<Vec<_>>().join(";"))
        }
        Value::Fails(fails) => Some(if *fails { "fails" } else { "passes" }.to_owned()),
        _ => None,
    }
}

/// Made-up places: who they are, then a column for each input, by the header that means it alone.
pub fn generate(
    pack: &paicha::Pack,
    vocabulary: &Vocabulary,
    rows: usize,
    seed: u64,
    unknown: f64,
) -> Result<Table, Fault> {
    let inputs = pack.inputs().list();
    let kinds = &pack.items().kinds;
    let mut who: [StringBuilder; 4] = Default::default();
    let mut since = Date32Builder::new();
    let mut columns: Vec<Making> = inputs.iter().map(Making::new).collect();
    for (row, values) in Generator::new(pack, seed, unknown).take(rows) {
        let [id, name, kind, region] = &mut who;
        id.append_value(&row.id);
        name.append_option(row.name.as_ref());
        let own = row.kinds.list().iter().filter_map(|kind| kinds.get(usize::from(*kind))).map(|kind| kind.id.as_str());
        kind.append_value(joined(own));
        region.append_option(row.region.as_ref());
        since.append_option(row.since.map(super::shape::day));
        for ((column, value), input) in columns.iter_mut().zip(&values).zip(inputs) {
            column.add(value, input);
        }
    }
    let [id, name, kind, region] = who.map(|mut own| Arc::new(own.finish()) as ArrayRef);
    let mut list =
        vec![("id", id), ("name", name), ("kinds", kind), ("region", region), ("since", Arc::new(since.finish()))];
    let inputs = columns.into_iter().enumerate();
    list.extend(inputs.filter_map(|(input, column)| Some((vocabulary.header(input)?, column.finish()))));
    frame(list)
}
