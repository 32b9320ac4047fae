//! Calls of script functions, row by row.

use super::value::{full, set};
use super::{NodeError, Rows, Run, Truth, Value};
use crate::program::{Node, NodeId};
use crate::script::functions::Argument;

impl<'a> Run<'a> {
    /// Calls a function for every row; unknown where an argument is.
    pub(super) fn call(&mut self, id: NodeId, function: usize, arguments: &[NodeId]) -> Value<'a> {
        let returns_truth = self.context.scripts.is_none_or(|scripts| scripts.returns_truth(function));
        let mut truth = Truth::constant(None, self.len);
        let (mut values, mut known) = (vec![0.0; self.len], full(false, self.len));
        for (row, value) in values.iter_mut().enumerate() {
            let arguments: Option<Vec<Argument>> =
                arguments.iter().map(|argument| self.argument(*argument, row)).collect();
            let (Some(arguments), Some(scripts), false) =
                (arguments, self.context.scripts, matches!(self.rows, Rows::Anything))
            else {
                continue;
            };
            match scripts.call(function, &arguments) {
                Ok(Argument::Bool(true)) => set(&mut truth.yes, row),
                Ok(Argument::Bool(false)) => set(&mut truth.no, row),
                Ok(Argument::Number(number)) => {
                    *value = number + 0.0;
                    set(&mut known, row);
                }
                Ok(Argument::Text(_)) => {}
                Err(failure) => {
                    self.errors.push(NodeError { node: id, row, code: failure.code, message: failure.message });
                }
            }
        }
        if returns_truth { Value::Truth(truth) } else { Value::Number(values, known) }
    }

    fn argument(&self, node: NodeId, row: usize) -> Option<Argument> {
        use crate::table::InputType;
        let value = self.value(node);
        if value.undetermined(row) {
            return None;
        }
        match value {
            Value::Truth(truth) => truth.get(row).map(Argument::Bool),
            Value::Text(texts) => texts[row].map(|text| Argument::Text(text.to_owned())),
            Value::Number(..) | Value::Bounds(..) => {
                let (number, _) = value.bounds(row);
                match &self.context.program.nodes[node as usize] {
                    Node::Input(input) => {
                        match self.context.inputs.list().get(*input as usize).map(|input| &input.input_type) {
                            Some(InputType::Choice(options)) => {
                                options.get(number as usize).map(|option| Argument::Text(option.id.clone()))
                            }
                            Some(InputType::Date) => {
                                crate::Date::from_day_number(number).map(|date| Argument::Text(date.to_string()))
                            }
                            _ => Some(Argument::Number(number)),
                        }
                    }
                    Node::AsOf | Node::Since => {
                        crate::Date::from_day_number(number).map(|date| Argument::Text(date.to_string()))
                    }
                    _ => Some(Argument::Number(number)),
                }
            }
            Value::Tags(..) | Value::Nothing => None,
        }
    }
}
