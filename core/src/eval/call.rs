//! Calls of script functions, row by row.

use super::bits::{bit, set};
use super::compute::Reading;
use super::source::text;
use super::values::{Out, Value};
use super::{NodeError, Rows};
use crate::Date;
use crate::program::{Node, NodeId};
use crate::script::functions::{Argument, CallFailure};
use crate::table::InputType;

impl Reading<'_> {
    /// Calls a function for every row; unknown where an argument is.
    pub(super) fn call(
        &self,
        id: NodeId,
        function: usize,
        arguments: &[NodeId],
        mut out: Out<'_>,
        mut errors: Option<&mut Vec<NodeError>>,
    ) {
        match &mut out {
            Out::Truth(truth) => truth.fill(None),
            Out::Number(_, known) => known.fill(0),
            _ => return,
        }
        for row in 0..self.written.rows {
            match (self.returned(function, arguments, row), &mut out) {
                (Some(Ok(Argument::Bool(true))), Out::Truth(truth)) => set(truth.yes, row),
                (Some(Ok(Argument::Bool(false))), Out::Truth(truth)) => set(truth.no, row),
                (Some(Ok(Argument::Number(number))), Out::Number(values, known)) => {
                    values[row] = number + 0.0;
                    set(known, row);
                }
                (Some(Err(failure)), _) => {
                    let CallFailure { code, message } = failure;
                    if let Some(errors) = &mut errors {
                        errors.push(NodeError { node: id, row, code, message });
                    }
                }
                _ => {}
            }
        }
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
