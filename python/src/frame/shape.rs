//! What a row of the results is: a place, or something of a place.

use super::engine::words_type;
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, StringDictionaryBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, StringArray};
use arrow_schema::{DataType, Field};
use paicha::Date;
use paicha::assessment::Assessment;
use paicha::explain::Explanation;
use std::sync::Arc;

/// What a row of the results is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A place.
    Places,
    /// A failed check of a place.
    Failed,
    /// A task of a place.
    Tasks,
    /// Something to ask at a place.
    Questions,
}

impl Shape {
    /// The shape of a word.
    pub fn named(explode: Option<&str>) -> Option<Self> {
        match explode {
            None => Some(Self::Places),
            Some("failed") => Some(Self::Failed),
            Some("tasks") => Some(Self::Tasks),
            Some("questions") => Some(Self::Questions),
            Some(_) => None,
        }
    }

    /// Whether everything about each place is wanted.
    pub fn needs_rows(self) -> bool {
        self != Self::Places
    }

    /// The columns after those that say who the place is; none for places.
    pub fn fields(self) -> Option<Vec<Field>> {
        let text = |name: &str| Field::new(name, DataType::Utf8, true);
        let word = |name: &str| Field::new(name, words_type(), true);
        let number = |name: &str| Field::new(name, DataType::Float64, true);
        let date = |name: &str| Field::new(name, DataType::Date32, true);
        let whole = |name: &str| Field::new(name, DataType::Int64, true);
        Some(match self {
            Self::Places => return None,
            Self::Failed => vec![
                word("check"),
                word("title"),
                word("finding"),
                word("grade"),
                number("points_least"),
                number("points_most"),
                number("counted_least"),
                number("counted_most"),
                word("section"),
                word("fix"),
                date("deadline"),
                word("refer_to"),
            ],
            Self::Tasks => vec![
                word("task"),
                word("label"),
                whole("required"),
                whole("required_at_worst"),
                whole("done"),
                date("next_due"),
                date("next_due_at_worst"),
                whole("days_overdue"),
                whole("days_overdue_at_worst"),
            ],
            Self::Questions => vec![
                word("input"),
                word("label"),
                word("question"),
                Field::new("changes_level", DataType::Boolean, true),
                number("points"),
                text("checks"),
            ],
        })
    }
}

/// Which places the rows are of.
#[derive(Default)]
pub struct Whose {
    row: Int64Builder,
    id: StringBuilder,
    name: StringBuilder,
    kinds: StringDictionaryBuilder<Int32Type>,
    region: StringDictionaryBuilder<Int32Type>,
}

impl Whose {
    /// A place that was assessed.
    pub fn place(&mut self, row: u64, place: &Assessment) {
        let kinds = place.kinds.join(";");
        self.add(row, Some(&place.id), place.name.as_deref(), Some(&kinds), place.region.as_deref());
    }

    /// A row.
    pub fn add(&mut self, row: u64, id: Option<&str>, name: Option<&str>, kinds: Option<&str>, region: Option<&str>) {
        self.row.append_value(row as i64);
        self.id.append_option(id);
        self.name.append_option(name);
        self.kinds.append_option(kinds);
        self.region.append_option(region);
    }

    pub fn finish(mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.row.finish()),
            Arc::new(self.id.finish()),
            Arc::new(self.name.finish()),
            Arc::new(self.kinds.finish()),
            Arc::new(self.region.finish()),
        ]
    }
}

/// The other columns of a shape that is not places.
pub enum Exploded {
    Failed(Box<Failed>),
    Tasks(Box<Tasks>),
    Questions(Box<Questions>),
}

type Word = StringDictionaryBuilder<Int32Type>;

#[derive(Default)]
pub struct Failed {
    check: Word,
    title: Word,
    finding: Word,
    grade: Word,
    points: [Float64Builder; 2],
    counted: [Float64Builder; 2],
    section: Word,
    fix: Word,
    deadline: Date32Builder,
    refer_to: Word,
}

#[derive(Default)]
pub struct Tasks {
    task: Word,
    label: Word,
    required: [Int64Builder; 2],
    done: Int64Builder,
    next_due: [Date32Builder; 2],
    days_overdue: [Int64Builder; 2],
}

#[derive(Default)]
pub struct Questions {
    input: Word,
    label: Word,
    question: Word,
    changes_level: BooleanBuilder,
    points: Float64Builder,
    checks: StringBuilder,
}

/// The number Arrow has for a day.
pub fn day(date: Date) -> i32 {
    date.day_number() as i32
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

impl Exploded {
    /// Nothing yet; none for places.
    pub fn new(shape: Shape) -> Option<Self> {
        match shape {
            Shape::Places => None,
            Shape::Failed => Some(Self::Failed(Box::default())),
            Shape::Tasks => Some(Self::Tasks(Box::default())),
            Shape::Questions => Some(Self::Questions(Box::default())),
        }
    }

    /// Adds what there is of a place, a row each.
    pub fn add(&mut self, row: u64, place: &Explanation, whose: &mut Whose) {
        let assessment = &place.assessment;
        match self {
            Self::Failed(own) => {
                for reason in &assessment.failed {
                    whose.place(row, assessment);
                    own.check.append_value(&reason.check);
                    own.title.append_value(&reason.title);
                    own.finding.append_value(&reason.finding);
                    own.grade.append_option(reason.grade.map(paicha::pack::item::Grade::as_str));
                    for (ends, bounds) in [(&mut own.points, reason.points), (&mut own.counted, reason.counted)] {
                        let [least, most] = ends;
                        least.append_option(finite(bounds.least));
                        most.append_option(finite(bounds.most));
                    }
                    own.section.append_option(reason.section.as_ref());
                    own.fix.append_option(reason.fix.as_ref());
                    own.deadline.append_option(reason.deadline.map(day));
                    own.refer_to.append_option(reason.refer_to.as_ref());
                }
            }
            Self::Tasks(own) => {
                for task in &assessment.tasks {
                    whose.place(row, assessment);
                    own.task.append_value(&task.task);
                    own.label.append_value(&task.label);
                    let [required, at_worst] = &mut own.required;
                    required.append_option(task.required.map(|count| count as i64));
                    at_worst.append_option(task.required_at_worst.map(|count| count as i64));
                    own.done.append_option(task.done.map(|count| count as i64));
                    let [due, at_worst] = &mut own.next_due;
                    due.append_option(task.next_due.map(day));
                    at_worst.append_option(task.next_due_at_worst.map(day));
                    let [overdue, at_worst] = &mut own.days_overdue;
                    overdue.append_option(task.days_overdue);
                    at_worst.append_option(task.days_overdue_at_worst);
                }
            }
            Self::Questions(own) => {
                for question in &place.questions {
                    whose.place(row, assessment);
                    own.input.append_value(&question.input);
                    own.label.append_value(&question.label);
                    own.question.append_value(&question.question);
                    own.changes_level.append_value(question.changes_level);
                    own.points.append_value(question.points);
                    own.checks.append_value(question.checks.join(";"));
                }
            }
        }
    }

    pub fn finish(self) -> Vec<ArrayRef> {
        fn word(mut builder: Word) -> ArrayRef {
            Arc::new(builder.finish())
        }
        fn numbers(builders: [Float64Builder; 2]) -> [ArrayRef; 2] {
            builders.map(|mut builder| Arc::new(builder.finish()) as ArrayRef)
        }
        fn wholes(builders: [Int64Builder; 2]) -> [ArrayRef; 2] {
            builders.map(|mut builder| Arc::new(builder.finish()) as ArrayRef)
        }
        match self {
            Self::Failed(mut own) => {
                let mut arrays: Vec<ArrayRef> = [own.check, own.title, own.finding, own.grade].map(word).into();
                arrays.extend(numbers(own.points));
                arrays.extend(numbers(own.counted));
                arrays.extend([own.section, own.fix].map(word));
                arrays.push(Arc::new(own.deadline.finish()));
                arrays.push(word(own.refer_to));
                arrays
            }
            Self::Tasks(mut own) => {
                let mut arrays: Vec<ArrayRef> = [own.task, own.label].map(word).into();
                arrays.extend(wholes(own.required));
                arrays.push(Arc::new(own.done.finish()));
                arrays.extend(own.next_due.map(|mut builder| Arc::new(builder.finish()) as ArrayRef));
                arrays.extend(wholes(own.days_overdue));
                arrays
            }
            Self::Questions(mut own) => {
                let mut arrays: Vec<ArrayRef> = [own.input, own.label, own.question].map(word).into();
                arrays.push(Arc::new(own.changes_level.finish()));
                arrays.push(Arc::new(own.points.finish()));
                let checks: StringArray = own.checks.finish();
                arrays.push(Arc::new(checks));
                arrays
            }
        }
    }
}
