//! The columns of results: which there are, how they are filled from what was assessed, and the arrays made of them.

use super::engine::Fault;
use super::threads::in_threads;
use arrow_array::builder::BooleanBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, DictionaryArray, Float64Array, PrimitiveArray, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{ArrowError, DataType, Field};
use paicha::assessment::Outcome;
use paicha::pack::item::{Items, Level, ResultType};
use paicha::{Assessed, NO_VALUE};
use std::collections::HashMap;
use std::sync::Arc;

/// What a column, or two of both ends, shows.
#[derive(Clone, Copy)]
enum Shown {
    Level,
    Score,
    ResultNumber(usize),
    ResultTruth(usize),
    ResultLevel(usize),
    Outcome(usize),
}

/// The columns of what was concluded.
pub struct Layout {
    shown: Vec<Shown>,
    fields: Vec<Field>,
    /// The words of the pack's levels, of each result's, and of outcomes.
    levels: ArrayRef,
    result_levels: Vec<ArrayRef>,
    outcomes: ArrayRef,
}

/// Values of rows: a buffer for each column of numbers, and for each of codes.
#[derive(Clone, Default)]
pub struct Values {
    pub numbers: Vec<Vec<f64>>,
    pub codes: Vec<Vec<u8>>,
}

/// A part of the rows of [`Values`].
pub struct Part<'a> {
    numbers: Vec<&'a mut [f64]>,
    codes: Vec<&'a mut [u8]>,
}

impl Values {
    /// The values in parts of so many rows.
    pub fn parts(&mut self, rows: usize) -> Vec<Part<'_>> {
        let mut numbers: Vec<_> = self.numbers.iter_mut().map(|own| own.chunks_mut(rows)).collect();
        let mut codes: Vec<_> = self.codes.iter_mut().map(|own| own.chunks_mut(rows)).collect();
        let mut parts = Vec::new();
        loop {
            let part = Part {
                numbers: numbers.iter_mut().filter_map(Iterator::next).collect(),
                codes: codes.iter_mut().filter_map(Iterator::next).collect(),
            };
            if part.numbers.is_empty() {
                return parts;
            }
            parts.push(part);
        }
    }

    /// Takes the values of a row away.
    pub fn clear(&mut self, row: usize) {
        self.numbers.iter_mut().filter_map(|own| own.get_mut(row)).for_each(|own| *own = f64::NAN);
        self.codes.iter_mut().filter_map(|own| own.get_mut(row)).for_each(|own| *own = NO_VALUE);
    }

    /// The values of some rows; one past the last has none.
    pub fn rows(&self, rows: &[usize]) -> Self {
        let numbers = |own: &Vec<f64>| rows.iter().map(|row| own.get(*row).copied().unwrap_or(f64::NAN)).collect();
        let codes = |own: &Vec<u8>| rows.iter().map(|row| own.get(*row).copied().unwrap_or(NO_VALUE)).collect();
        Self { numbers: self.numbers.iter().map(numbers).collect(), codes: self.codes.iter().map(codes).collect() }
    }
}

impl Layout {
    pub fn new(items: &Items, outcomes: bool) -> Self {
        let words = |words: &[&str]| Arc::new(StringArray::from(words.to_vec())) as ArrayRef;
        let of_levels = |levels: &[Level]| words(&levels.iter().map(|level| level.id.as_str()).collect::<Vec<_>>());
        let mut layout = Self {
            shown: Vec::new(),
            fields: Vec::new(),
            levels: of_levels(&items.levels),
            result_levels: items.results.iter().map(|result| of_levels(&result.levels)).collect(),
            outcomes: words(&Outcome::ALL.map(Outcome::as_str)),
        };
        if !items.levels.is_empty() {
            layout.add(Shown::Level, ["level".into(), "level_at_worst".into()], &coded(&layout.levels));
        }
        layout.add(Shown::Score, ["score".into(), "score_at_worst".into()], &(DataType::Float64, None));
        for (index, result) in items.results.iter().enumerate() {
            let id = &result.id;
            let (own, at_worst) = (format!("result.{id}"), format!("result.{id}.at_worst"));
            if result.result_type == ResultType::Truth {
                layout.add(Shown::ResultTruth(index), [own, at_worst], &(DataType::Boolean, None));
            } else if result.result_type == ResultType::Number || result.value.is_some() {
                layout.add(Shown::ResultNumber(index), [own, at_worst], &(DataType::Float64, None));
            }
            if result.result_type == ResultType::Level {
                let names = [format!("result.{id}.level"), format!("result.{id}.level_at_worst")];
                let levels = layout.result_levels.get(index).map(coded);
                layout.add(Shown::ResultLevel(index), names, &levels.unwrap_or((DataType::Null, None)));
            }
        }
        if outcomes {
            for (index, check) in items.checks.iter().enumerate() {
                let (data_type, metadata) = coded(&layout.outcomes);
                layout.shown.push(Shown::Outcome(index));
                layout.fields.push(field(format!("outcome.{}", check.id), data_type, metadata));
            }
        }
        layout
    }

    fn add(&mut self, shown: Shown, names: [String; 2], (data_type, metadata): &(DataType, Option<String>)) {
        self.shown.push(shown);
        self.fields.extend(names.map(|name| field(name, data_type.clone(), metadata.clone())));
    }

    /// The columns.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Room for the values of so many rows.
    pub fn room(&self, rows: usize) -> Values {
        let mut values = Values::default();
        for shown in &self.shown {
            match shown {
                Shown::Score | Shown::ResultNumber(_) => values.numbers.extend([vec![0.0; rows], vec![0.0; rows]]),
                Shown::Level | Shown::ResultLevel(_) => values.codes.extend([vec![0; rows], vec![0; rows]]),
                Shown::ResultTruth(_) | Shown::Outcome(_) => values.codes.push(vec![0; rows]),
            }
        }
        values
    }

    /// Fills a part with what was concluded about its places.
    pub fn fill(&self, assessed: &Assessed<'_>, part: Part<'_>) {
        let (mut numbers, mut codes) = (part.numbers.into_iter(), part.codes.into_iter());
        for shown in &self.shown {
            match shown {
                Shown::Score | Shown::ResultNumber(_) => {
                    let (Some(better), Some(worse)) = (numbers.next(), numbers.next()) else { return };
                    match shown {
                        Shown::ResultNumber(result) => assessed.result_numbers(*result, better, worse),
                        _ => assessed.scores(better, worse),
                    }
                }
                Shown::Level | Shown::ResultLevel(_) => {
                    let (Some(level), Some(worst)) = (codes.next(), codes.next()) else { return };
                    match shown {
                        Shown::ResultLevel(result) => assessed.result_levels(*result, level, worst),
                        _ => assessed.levels(level, worst),
                    }
                }
                Shown::ResultTruth(result) => {
                    codes.next().into_iter().for_each(|own| assessed.result_truths(*result, own))
                }
                Shown::Outcome(check) => codes.next().into_iter().for_each(|own| assessed.outcomes(*check, own)),
            }
        }
    }

    /// The arrays of all columns, by so many threads.
    pub fn arrays(&self, values: Values, threads: usize) -> Result<Vec<ArrayRef>, Fault> {
        let (mut numbers, mut codes) = (values.numbers.into_iter(), values.codes.into_iter());
        let mut made = Vec::new();
        for shown in &self.shown {
            match shown {
                Shown::Score | Shown::ResultNumber(_) => {
                    made.extend(numbers.by_ref().take(2).map(Making::Numbers));
                }
                Shown::ResultTruth(_) => made.extend(codes.next().map(Making::Truths)),
                Shown::Level => made.extend(codes.by_ref().take(2).map(|own| Making::Words(own, &self.levels))),
                Shown::ResultLevel(result) => {
                    let words = self.result_levels.get(*result).unwrap_or(&self.levels);
                    made.extend(codes.by_ref().take(2).map(|own| Making::Words(own, words)));
                }
                Shown::Outcome(_) => made.extend(codes.next().map(|own| Making::Words(own, &self.outcomes))),
            }
        }
        let arrays = in_threads(made, threads, Making::arrays)?;
        Ok(arrays.into_iter().collect::<Result<Vec<_>, ArrowError>>()?.into_iter().flatten().collect())
    }
}

/// A column, or two alike, to be made of values.
enum Making<'a> {
    Numbers(Vec<f64>),
    Truths(Vec<u8>),
    Words(Vec<u8>, &'a ArrayRef),
}

impl Making<'_> {
    fn arrays(self) -> Result<Vec<ArrayRef>, ArrowError> {
        Ok(match self {
            Self::Numbers(values) => vec![Arc::new(of_numbers(values))],
            // Both ends of a truth are the same.
            Self::Truths(codes) => vec![of_truths(&codes); 2],
            Self::Words(codes, words) => vec![of_codes(codes, words)?],
        })
    }
}

fn field(name: String, data_type: DataType, words: Option<String>) -> Field {
    let field = Field::new(name, data_type, true);
    match words {
        // What polars takes for an Enum of its own.
        Some(words) => field.with_metadata(HashMap::from([("_PL_ENUM_VALUES2".to_owned(), words)])),
        None => field,
    }
}

/// The type of a column of words, and the words as polars' metadata lists them.
fn coded(words: &ArrayRef) -> (DataType, Option<String>) {
    let listed = words.as_string::<i32>().iter().flatten().map(|word| format!("{};{word}", word.len())).collect();
    (DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8)), Some(listed))
}

fn of_numbers(values: Vec<f64>) -> Float64Array {
    let all_known = values.iter().fold(true, |all, value| all & !value.is_nan());
    let nulls = (!all_known).then(|| {
        NullBuffer::from(BooleanBuffer::collect_bool(values.len(), |row| {
            values.get(row).is_some_and(|value| !value.is_nan())
        }))
    });
    Float64Array::new(values.into(), nulls)
}

fn of_codes(codes: Vec<u8>, words: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let all_known = codes.iter().fold(true, |all, code| all & (*code != NO_VALUE));
    let nulls = (!all_known).then(|| {
        NullBuffer::from(BooleanBuffer::collect_bool(codes.len(), |row| {
            codes.get(row).is_some_and(|code| *code != NO_VALUE)
        }))
    });
    // Signed, as pandas has them; no code is above 64.
    let codes: Vec<i8> = codes.into_iter().map(|code| code as i8).collect();
    let keys = PrimitiveArray::<Int8Type>::new(codes.into(), nulls);
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(words))?))
}

fn of_truths(codes: &[u8]) -> ArrayRef {
    let mut truths = BooleanBuilder::with_capacity(codes.len());
    codes.iter().for_each(|code| truths.append_option((*code != NO_VALUE).then_some(*code == 1)));
    Arc::new(truths.finish())
}
