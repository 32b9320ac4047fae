//! The value of one node for all rows, from the values of its operands.

use super::arithmetic::{ANYTHING, Failure, compare, of_bounds, of_number, on_bounds, on_numbers};
use super::value::{bit, both, full, set};
use super::{NodeError, Rows, Run, Truth, Value};
use crate::message::Message;
use crate::names::fold;
use crate::program::{Arithmetic, Comparison, Function, Node, NodeId, Real, RecordField};
use crate::table::{InputType, PlaceRow, Record, Values as Stored};

impl<'a> Run<'a> {
    pub(super) fn compute(&mut self, id: NodeId) -> Value<'a> {
        let len = self.len;
        let program = self.context.program;
        match &program.nodes[id as usize] {
            Node::Number(Real(number)) => Value::Number(vec![*number; len], full(true, len)),
            Node::Truth(truth) => Value::Truth(Truth::constant(Some(*truth), len)),
            Node::Input(input) => self.input(*input as usize),
            Node::AsOf => {
                let known = !matches!(self.rows, Rows::Anything);
                Value::Number(vec![self.context.as_of.day_number(); len], full(known, len))
            }
            Node::Since => self.of_places(|place| place.since.map(|since| since.day_number())),
            Node::Record(field) => self.record(*field),
            Node::Kind(kind) => {
                let kinds = self.plan.kinds.as_ref();
                Value::Truth(Truth::constant(kinds.map(|kinds| kinds.contains(usize::from(*kind))), len))
            }
            Node::Region(path) => self.region(path),
            Node::During(window) => {
                let dates = program.windows.get(*window as usize).map_or(&[][..], Vec::as_slice);
                let during = dates.iter().any(|period| period.contains(self.context.as_of));
                Value::Truth(Truth::constant((!matches!(self.rows, Rows::Anything)).then_some(during), len))
            }
            Node::Known(operand) => Value::Truth(self.known(*operand)),
            Node::Not(a) => Value::Truth(self.truth(*a).not()),
            Node::And(list) => Value::Truth(self.fold(list, true, Truth::and)),
            Node::Or(list) => Value::Truth(self.fold(list, false, Truth::or)),
            Node::Same(a, b) => {
                let (a, b) = (self.truth(*a), self.truth(*b));
                Value::Truth(a.and(b).or(&a.not().and(&b.not())))
            }
            Node::Compare(comparison, a, b) => Value::Truth(self.compare(*comparison, *a, *b)),
            Node::OneOf(a, list) => Value::Truth(self.one_of(*a, list)),
            Node::TextIs(a, list) => Value::Truth(self.texts(*a, |text| list.iter().any(|own| own == text))),
            Node::TextStarts(a, start) => Value::Truth(self.texts(*a, |text| text.starts_with(start.as_str()))),
            Node::TextContains(a, part) => Value::Truth(self.texts(*a, |text| text.contains(part.as_str()))),
            Node::HasTag(a, mask) => match self.value(*a) {
                Value::Tags(tags, known) => {
                    Value::Truth(Truth::from_rows(len, |row| bit(known, row).then(|| tags[row] & mask != 0)))
                }
                _ => Value::Truth(Truth::constant(None, len)),
            },
            Node::TagCount(a) => match self.value(*a) {
                Value::Tags(tags, known) => {
                    Value::Number(tags.iter().map(|tags| f64::from(tags.count_ones())).collect(), known.clone())
                }
                _ => Value::Number(vec![0.0; len], full(false, len)),
            },
            Node::Choose(condition, a, b) => self.choose(*condition, *a, *b),
            Node::Arithmetic(operation, a, b) => self.arithmetic(id, *operation, *a, *b),
            Node::Function(function, a) => self.function(id, *function, *a),
            Node::Count(list) => self.count(list),
            #[cfg(feature = "script")]
            Node::Call(function, arguments) => self.call(id, *function as usize, arguments),
            // A bundle that has functions is refused when it is loaded.
            #[cfg(not(feature = "script"))]
            Node::Call(..) => Value::Nothing,
            Node::Widen(a, Real(least), Real(most)) => self.widen(*a, *least, *most),
            Node::Check(truth, check) => Value::Truth(self.check_truth(*truth, *check)),
            Node::Tally(tally, selector) => self.tally(*tally, *selector),
            Node::Score => self.rounded(program.score.root.node, program.score.decimals),
            Node::Result(result) => {
                match program.results.get(*result as usize).and_then(|result| result.number.as_ref()) {
                    Some(number) => self.rounded(number.root.node, number.decimals),
                    None => Value::Nothing,
                }
            }
            Node::ResultTruth(result) => {
                match program.results.get(*result as usize).and_then(|result| result.truth.as_ref()) {
                    Some(root) => self.value(root.node).clone(),
                    None => Value::Nothing,
                }
            }
            Node::LevelIs(mask) => Value::Truth(self.level_is(None, *mask)),
            Node::ResultLevelIs(result, mask) => Value::Truth(self.level_is(Some(*result as usize), *mask)),
        }
    }

    fn input(&self, input: usize) -> Value<'a> {
        let Rows::Places(places, rows) = self.rows else { return self.unknown_input(input) };
        let Some(column) = places.columns.get(input) else { return self.unknown_input(input) };
        let gathered = |words: &[u64]| {
            let mut result = full(false, rows.len());
            for (row, source) in rows.iter().enumerate() {
                if bit(words, *source as usize) {
                    set(&mut result, row);
                }
            }
            result
        };
        let known = gathered(column.known.words());
        match &column.values {
            Stored::Bits(bits) => {
                let bits = gathered(bits.words());
                let no = known.iter().zip(&bits).map(|(known, bits)| known & !bits).collect();
                Value::Truth(Truth { yes: both(&known, &bits), no })
            }
            Stored::Tags(tags) => Value::Tags(rows.iter().map(|row| tags[*row as usize]).collect(), known),
            Stored::Numbers(numbers) if self.is_text(input) => {
                let text = |(row, source): (usize, &u32)| {
                    bit(&known, row).then(|| places.texts.text(numbers[*source as usize]))
                };
                Value::Text(rows.iter().enumerate().map(text).collect())
            }
            Stored::Numbers(numbers) => Value::Number(rows.iter().map(|row| numbers[*row as usize]).collect(), known),
        }
    }

    fn is_text(&self, input: usize) -> bool {
        self.context.inputs.list().get(input).is_some_and(|input| input.input_type == InputType::Text)
    }

    fn unknown_input(&self, input: usize) -> Value<'a> {
        let len = self.len;
        match self.context.inputs.list().get(input).map(|input| &input.input_type) {
            Some(InputType::Bool | InputType::Answer) => Value::Truth(Truth::constant(None, len)),
            Some(InputType::Tags(_)) => Value::Tags(vec![0; len], full(false, len)),
            Some(InputType::Text) => Value::Text(vec![None; len]),
            _ => Value::Number(vec![0.0; len], full(false, len)),
        }
    }

    fn of_places(&self, value: impl Fn(&PlaceRow) -> Option<f64>) -> Value<'a> {
        let mut known = full(false, self.len);
        let mut values = vec![0.0; self.len];
        if let Rows::Places(places, rows) = self.rows {
            for (row, source) in rows.iter().enumerate() {
                if let Some(value) = value(&places.rows[*source as usize]) {
                    values[row] = value;
                    set(&mut known, row);
                }
            }
        }
        Value::Number(values, known)
    }

    fn region(&self, path: &str) -> Value<'a> {
        let Rows::Places(places, rows) = self.rows else { return Value::Truth(Truth::constant(None, self.len)) };
        let within = |region: &str| {
            let mut parts = region.split(['/', '／', '>']).map(fold).filter(|part| !part.is_empty());
            path.split('/').all(|wanted| parts.next().is_some_and(|part| part == wanted))
        };
        Value::Truth(Truth::from_rows(self.len, |row| places.rows[rows[row] as usize].region.as_deref().map(within)))
    }

    fn record(&self, field: RecordField) -> Value<'a> {
        let Rows::Records(records) = self.rows else {
            return if field == RecordField::Date {
                Value::Number(vec![0.0; self.len], full(false, self.len))
            } else {
                Value::Text(vec![None; self.len])
            };
        };
        let text = |value: fn(&'a Record) -> Option<&'a str>| {
            Value::Text(records.iter().map(|record| value(record)).collect())
        };
        match field {
            RecordField::Date => {
                Value::Number(records.iter().map(|record| record.date.day_number()).collect(), full(true, self.len))
            }
            RecordField::Task => text(|record| Some(record.task.as_str())),
            RecordField::Checker => text(|record| record.checker.as_deref()),
            RecordField::Outcome => text(|record| record.outcome.as_deref()),
        }
    }

    pub(super) fn truth(&self, node: NodeId) -> &Truth {
        static UNKNOWN: Truth = Truth { yes: Vec::new(), no: Vec::new() };
        match self.value(node) {
            Value::Truth(truth) => truth,
            _ => &UNKNOWN,
        }
    }

    fn fold(&self, list: &[NodeId], start: bool, operation: impl Fn(&Truth, &Truth) -> Truth) -> Truth {
        list.iter().fold(Truth::constant(Some(start), self.len), |truth, node| operation(&truth, self.truth(*node)))
    }

    fn known(&self, operand: NodeId) -> Truth {
        if matches!(self.rows, Rows::Anything) {
            return Truth::constant(None, self.len);
        }
        let value = self.value(operand);
        Truth::from_rows(self.len, |row| Some(!value.undetermined(row)))
    }

    fn compare(&self, comparison: Comparison, a: NodeId, b: NodeId) -> Truth {
        match (self.value(a), self.value(b)) {
            (Value::Number(a, a_known), Value::Number(b, b_known)) => {
                let known = both(a_known, b_known);
                Truth::from_rows(self.len, |row| {
                    bit(&known, row).then(|| match comparison {
                        Comparison::Equal => a[row] == b[row],
                        Comparison::Less => a[row] < b[row],
                        Comparison::LessEqual => a[row] <= b[row],
                    })
                })
            }
            (Value::Text(a), Value::Text(b)) => {
                Truth::from_rows(self.len, |row| a[row].zip(b[row]).map(|(a, b)| a == b))
            }
            (a, b) => Truth::from_rows(self.len, |row| compare(comparison, a.bounds(row), b.bounds(row))),
        }
    }

    fn one_of(&self, a: NodeId, list: &[Real]) -> Truth {
        let value = self.value(a);
        Truth::from_rows(self.len, |row| {
            let (least, most) = value.bounds(row);
            if least == most {
                return Some(list.iter().any(|Real(number)| *number == least));
            }
            let possible = list.iter().any(|Real(number)| (least..=most).contains(number));
            (!possible).then_some(false)
        })
    }

    fn texts(&self, a: NodeId, holds: impl Fn(&str) -> bool) -> Truth {
        match self.value(a) {
            Value::Text(texts) => Truth::from_rows(self.len, |row| texts[row].map(&holds)),
            _ => Truth::constant(None, self.len),
        }
    }

    fn choose(&self, condition: NodeId, a: NodeId, b: NodeId) -> Value<'a> {
        let condition = self.truth(condition);
        let len = self.len;
        match (self.value(a), self.value(b)) {
            (Value::Truth(a), Value::Truth(b)) => {
                let chosen = condition.and(a).or(&condition.not().and(b));
                // Where both branches agree, the condition does not matter.
                Value::Truth(Truth {
                    yes: chosen.yes.iter().zip(both(&a.yes, &b.yes)).map(|(chosen, agree)| chosen | agree).collect(),
                    no: chosen.no.iter().zip(both(&a.no, &b.no)).map(|(chosen, agree)| chosen | agree).collect(),
                })
            }
            (Value::Number(a, a_known), Value::Number(b, b_known)) => {
                let mut known = full(false, len);
                let mut values = vec![0.0; len];
                for (row, value) in values.iter_mut().enumerate() {
                    let branch = |values: &[f64], known: &[u64]| bit(known, row).then(|| values[row]);
                    let (a, b) = (branch(a, a_known), branch(b, b_known));
                    let chosen = match condition.get(row) {
                        Some(true) => a,
                        Some(false) => b,
                        None => a.filter(|a| b == Some(*a)),
                    };
                    if let Some(chosen) = chosen {
                        *value = chosen;
                        set(&mut known, row);
                    }
                }
                Value::Number(values, known)
            }
            (Value::Text(a), Value::Text(b)) => {
                let chosen = |row: usize| match condition.get(row) {
                    Some(true) => a[row],
                    Some(false) => b[row],
                    None => a[row].filter(|a| b[row] == Some(a)),
                };
                Value::Text((0..len).map(chosen).collect())
            }
            (Value::Tags(a, a_known), Value::Tags(b, b_known)) => {
                let mut known = full(false, len);
                let mut values = vec![0; len];
                for (row, value) in values.iter_mut().enumerate() {
                    let branch = match condition.get(row) {
                        Some(true) => (a, a_known),
                        Some(false) => (b, b_known),
                        None => continue,
                    };
                    if bit(branch.1, row) {
                        *value = branch.0[row];
                        set(&mut known, row);
                    }
                }
                Value::Tags(values, known)
            }
            (a, b) => Value::bounds_from_rows(len, |row| {
                let (a, b) = (a.bounds(row), b.bounds(row));
                match condition.get(row) {
                    Some(true) => a,
                    Some(false) => b,
                    None => (a.0.min(b.0), a.1.max(b.1)),
                }
            }),
        }
    }

    fn arithmetic(&mut self, id: NodeId, operation: Arithmetic, a: NodeId, b: NodeId) -> Value<'a> {
        let mut failures = Vec::new();
        let value = match (self.value(a), self.value(b)) {
            (Value::Number(a, a_known), Value::Number(b, b_known)) => {
                let known = both(a_known, b_known);
                numbers_from_rows(self.len, &mut failures, |row| {
                    bit(&known, row).then(|| on_numbers(operation, a[row], b[row]))
                })
            }
            (a, b) => {
                bounds_or_anything(self.len, &mut failures, |row| on_bounds(operation, a.bounds(row), b.bounds(row)))
            }
        };
        self.fail(id, failures);
        value
    }

    fn function(&mut self, id: NodeId, function: Function, a: NodeId) -> Value<'a> {
        let mut failures = Vec::new();
        let value = match self.value(a) {
            Value::Number(a, known) => {
                numbers_from_rows(self.len, &mut failures, |row| bit(known, row).then(|| of_number(function, a[row])))
            }
            a => bounds_or_anything(self.len, &mut failures, |row| of_bounds(function, a.bounds(row))),
        };
        self.fail(id, failures);
        value
    }

    fn fail(&mut self, node: NodeId, failures: Vec<(usize, Failure)>) {
        self.errors.extend(failures.into_iter().map(|(row, failure)| match failure {
            Failure::NotFinite => NodeError {
                node,
                row,
                code: "R001",
                message: Message::new(
                    "算出的不是有限的数（例如除以 0）",
                    "the number is not finite (a division by 0, for example)",
                ),
            },
            Failure::NoDate => NodeError {
                node,
                row,
                code: "R002",
                message: Message::new("日期超出 0001–9999 年", "the date lies outside the years 0001 to 9999"),
            },
        }));
    }

    fn count(&self, list: &[NodeId]) -> Value<'a> {
        Value::bounds_from_rows(self.len, |row| {
            list.iter().fold((0.0, 0.0), |(least, most), node| match self.truth(*node).get(row) {
                Some(true) => (least + 1.0, most + 1.0),
                Some(false) => (least, most),
                None => (least, most + 1.0),
            })
        })
    }

    fn widen(&self, a: NodeId, least: f64, most: f64) -> Value<'a> {
        let value = self.value(a);
        Value::bounds_from_rows(self.len, |row| if value.undetermined(row) { (least, most) } else { value.bounds(row) })
    }

    fn rounded(&self, node: NodeId, decimals: u32) -> Value<'a> {
        let value = self.value(node);
        Value::bounds_from_rows(self.len, |row| {
            let (least, most) = value.bounds(row);
            (crate::number::round(least, decimals) + 0.0, crate::number::round(most, decimals) + 0.0)
        })
    }
}

impl Value<'_> {
    /// Bounds made row by row.
    pub(super) fn bounds_from_rows(len: usize, ends: impl Fn(usize) -> (f64, f64)) -> Self {
        let (least, most) = (0..len).map(ends).unzip();
        Self::Bounds(least, most)
    }
}

fn numbers_from_rows<'v>(
    len: usize,
    failures: &mut Vec<(usize, Failure)>,
    number: impl Fn(usize) -> Option<Result<f64, Failure>>,
) -> Value<'v> {
    let mut known = full(false, len);
    let mut values = vec![0.0; len];
    for (row, value) in values.iter_mut().enumerate() {
        match number(row) {
            Some(Ok(number)) => {
                *value = number;
                set(&mut known, row);
            }
            Some(Err(failure)) => failures.push((row, failure)),
            None => {}
        }
    }
    Value::Number(values, known)
}

fn bounds_or_anything<'v>(
    len: usize,
    failures: &mut Vec<(usize, Failure)>,
    ends: impl Fn(usize) -> Result<(f64, f64), Failure>,
) -> Value<'v> {
    let mut least = Vec::with_capacity(len);
    let mut most = Vec::with_capacity(len);
    for row in 0..len {
        let ends = ends(row).unwrap_or_else(|failure| {
            failures.push((row, failure));
            ANYTHING
        });
        least.push(ends.0);
        most.push(ends.1);
    }
    Value::Bounds(least, most)
}
