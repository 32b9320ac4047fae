//! Calls of script functions, row by row.

use super::bits::bit;
use super::compute::Reading;
use super::layout::Slot;
use super::source::text;
use super::truth::Truth;
use super::values::{Value, Values};
use super::{NodeError, Rows};
use crate::Date;
use crate::program::{Node, NodeId};
use crate::script::functions::{Argument, CallFailure};
use crate::table::InputType;

/// What a function returned for each row.
#[derive(Debug, Default)]
pub struct Returned {
    yes: u64,
    no: u64,
    known: u64,
    numbers: Vec<f64>,
}

impl Returned {
    /// Puts it into the slot of the call.
    pub(super) fn put(self, values: &mut Values, slot: Slot) {
        match slot {
            Slot::Truth(at) => values.put_truth(at, Truth { yes: self.yes, no: self.no }),
            Slot::Number(at, known) => {
                values.reals_out(at).1.copy_from_slice(&self.numbers);
                values.put_known(known, self.known);
            }
            _ => {}
        }
    }
}

impl Reading<'_> {
    /// Calls a function for every row; unknown where an argument is.
    pub(super) fn call(
        &self,
        id: NodeId,
        function: usize,
        arguments: &[NodeId],
        mut errors: Option<&mut Vec<NodeError>>,
    ) -> Returned {
        let mut all = Returned { numbers: vec![0.0; self.written.rows], ..Returned::default() };
        for row in 0..self.written.rows {
            match self.returned(function, arguments, row) {
                Some(Ok(Argument::Bool(true))) => all.yes |= 1 << row,
                Some(Ok(Argument::Bool(false))) => all.no |= 1 << row,
                Some(Ok(Argument::Number(number))) => {
                    all.numbers[row] = number + 0.0;
                    all.known |= 1 << row;
                }
                Some(Err(CallFailure { code, message })) => {
                    if let Some(errors) = &mut errors {
                        errors.push(NodeError { node: id, row, code, message });
                    }
                }
                Some(Ok(Argument::Text(_))) | None => {}
            }
        }
        all
    }

    fn returned(&self, function: usize, arguments: &[NodeId], row: usize) -> Option<Result<Argument, CallFailure>> {
        let scripts = self.context.scripts.filter(|_| !matches!(self.rows, Rows::Anything))?;
        let arguments: Option<Vec<Argument>> = arguments.iter().map(|argument| self.argument(*argument, row)).collect();
        Some(scripts.call(function, &arguments?))
    }

    fn argument(&self, node: NodeId, row: usize) -> Option<Argument> {
        let value = self.value(node);
        if value.undetermined(row) {
            return None;
        }
        let date = |number| Date::from_day_number(number).map(|date| Argument::Text(date.to_string()));
        match value {
            Value::Truth(truth) => truth.get(row).map(Argument::Bool),
            Value::Text(texts, known) => {
                bit(known, row).then(|| Argument::Text(text(self.rows, texts[row]).to_owned()))
            }
            Value::Number(..) | Value::Bounds(..) | Value::Choice(..) => {
                let (number, _) = value.bounds(row);
                match &self.context.program.nodes[node as usize] {
                    Node::Input(input) => {
                        match self.context.inputs.list().get(*input as usize).map(|input| &input.input_type) {
                            Some(InputType::Choice(options)) => {
                                options.get(number as usize).map(|option| Argument::Text(option.id.clone()))
                            }
                            Some(InputType::Date) => date(number),
                            _ => Some(Argument::Number(number)),
                        }
                    }
                    Node::AsOf | Node::Since => date(number),
                    _ => Some(Argument::Number(number)),
                }
            }
            Value::Tags(..) | Value::Nothing => None,
        }
    }
}
