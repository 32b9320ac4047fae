//! One expression: names resolved, types checked, lowered to nodes. The tree is rewritten in its canonical form on the way.

mod call;
mod compare;
mod name;

use super::compile::Compiler;
use super::types::{Stage, Type, Typed};
use super::{Arithmetic, Assumption, Function, Node, NodeId, TermNode};
use crate::diagnostic::{Code, Reported, Span};
use crate::message::Message;
use crate::pack::item::Expression;
use crate::script::expr::{Binary, Expr, ExprKind, Unary};
use crate::script::token_at;

/// The expression being lowered.
pub struct Lower<'c, 'a> {
    pub(super) compiler: &'c mut Compiler<'a>,
    pub(super) source: &'c Expression,
    pub(super) stage: Stage,
    /// Kinds of the item it belongs to; empty: all.
    pub(super) kinds: &'c [String],
    /// The result whose levels these are: `value` names its number.
    pub(super) own_result: Option<usize>,
    /// Whether numbers are bounds; `known()` looks at plain values.
    pub(super) bounded: bool,
    pub(super) terms: Vec<TermNode>,
    pub(super) assumptions: Vec<Assumption>,
}

/// `None`: an error has been reported.
pub(super) type Lowered<T = Typed> = Option<T>;

impl<'a> Lower<'_, 'a> {
    /// Lowers an expression of any type.
    pub fn expr(&mut self, expr: &mut Expr) -> Lowered {
        let at = expr.at;
        match &mut expr.kind {
            ExprKind::Number(number) => {
                let node = self.compiler.number(*number, self.bounded);
                Some(Typed { node, value: Type::Number })
            }
            ExprKind::Truth(truth) => self.typed(Node::Truth(*truth), Type::Truth),
            ExprKind::Text(text) => {
                let text = text.clone();
                self.report(
                    Code::WrongType,
                    at,
                    Message::new(
                        format!("这里不能单独写文字 \"{text}\""),
                        format!("the text \"{text}\" cannot stand here"),
                    ),
                )
                .help(Message::new(
                    "文字只能与选项、文字类事实比较；日期写 date(\"2022-01-01\")",
                    "compare it with a choice or a text fact; write a date as date(\"2022-01-01\")",
                ));
                None
            }
            ExprKind::List(_) => {
                self.report(
                    Code::NotSupported,
                    at,
                    Message::new("列表只能写在 in 的右边", "a list can only stand right of `in`"),
                );
                None
            }
            ExprKind::Name(_) | ExprKind::Member(..) => self.name(expr),
            ExprKind::And(items) => {
                let nodes = self.truths(items)?;
                self.typed(Node::And(nodes), Type::Truth)
            }
            ExprKind::Or(items) => {
                let nodes = self.truths(items)?;
                self.typed(Node::Or(nodes), Type::Truth)
            }
            ExprKind::Unary(Unary::Not, operand) => {
                let node = self.of(operand, Type::Truth)?;
                self.typed(Node::Not(node), Type::Truth)
            }
            ExprKind::Unary(Unary::Negative, operand) => {
                let node = self.of(operand, Type::Number)?;
                self.typed(Node::Function(Function::Negative, node), Type::Number)
            }
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.of(condition, Type::Truth);
                let then_value = self.expr(then);
                let otherwise_value = self.expr(otherwise);
                let (condition, then_value, otherwise_value) = (condition?, then_value?, otherwise_value?);
                self.same_type(then_value, otherwise_value, otherwise.at)?;
                self.typed(Node::Choose(condition, then_value.node, otherwise_value.node), then_value.value)
            }
            ExprKind::Coalesce(items) => self.coalesce(items),
            ExprKind::Binary(operator, left, right) => match operator {
                Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
                    self.arithmetic(*operator, left, right, at)
                }
                Binary::In => self.contained(left, right, at),
                _ => self.comparison(*operator, left, right, at),
            },
            ExprKind::Call(..) => self.call(expr),
        }
    }

    /// Lowers an expression that must have a type.
    pub fn of(&mut self, expr: &mut Expr, wanted: Type) -> Lowered<NodeId> {
        let found = self.expr(expr)?;
        if found.value == wanted {
            return Some(found.node);
        }
        let (found_name, wanted_name) = (found.value.name(), wanted.name());
        let help = match (wanted, &expr.kind) {
            (Type::Truth, ExprKind::Binary(..)) | (Type::Truth, ExprKind::Name(_)) if found.value == Type::Number => {
                Some(Message::new("数字要比较后才有真假，例如 > 0", "compare a number to get a truth, for example > 0"))
            }
            (Type::Number, ExprKind::Binary(..)) if found.value == Type::Truth => Some(Message::new(
                "连续比较请分开写：1 < x && x < 5",
                "write a chained comparison apart: 1 < x && x < 5",
            )),
            _ => None,
        };
        let report = self.report(
            Code::WrongType,
            expr.at,
            Message::new(
                format!("这里要{}，写的却是{}", wanted_name.zh, found_name.zh),
                format!("{} is wanted here, not {}", wanted_name.en, found_name.en),
            ),
        );
        if let Some(help) = help {
            report.help(help);
        }
        None
    }

    fn truths(&mut self, items: &mut [Expr]) -> Lowered<Vec<NodeId>> {
        // All are lowered before giving up, so that every mistake is reported at once.
        let nodes: Vec<Lowered<NodeId>> = items.iter_mut().map(|item| self.of(item, Type::Truth)).collect();
        nodes.into_iter().collect()
    }

    fn coalesce(&mut self, items: &mut [Expr]) -> Lowered {
        let text = items.iter().map(Expr::printed).collect::<Vec<_>>().join(" ?? ");
        let at = items.first().map_or(0, |item| item.at);
        let lowered: Vec<Lowered> = items.iter_mut().map(|item| self.expr(item)).collect();
        let lowered = lowered.into_iter().collect::<Option<Vec<Typed>>>()?;
        let mut result = *lowered.last()?;
        for (index, item) in items.iter_mut().enumerate().rev().skip(1) {
            let typed = lowered[index];
            self.same_type(typed, result, item.at)?;
            let known = self.known_of(item, &text, at)?;
            result = self.typed(Node::Choose(known, typed.node, result.node), typed.value)?;
        }
        Some(result)
    }

    /// The node that says whether an expression is known; an assumption.
    pub(super) fn known_of(&mut self, expr: &mut Expr, text: &str, at: usize) -> Lowered<NodeId> {
        if !self.compiler.items.info.assumptions {
            self.report(
                Code::AssumptionForbidden,
                at,
                Message::new("本规则包不允许用 ?? 或 known()", "this pack forbids ?? and known()"),
            )
            .help(Message::new("[pack] 里 assumptions = false", "[pack] says assumptions = false"));
            return None;
        }
        let bounded = std::mem::replace(&mut self.bounded, false);
        let operand = self.expr(expr);
        self.bounded = bounded;
        let operand = operand?.node;
        self.assumptions.push(Assumption { text: text.to_owned(), operand });
        Some(self.compiler.add(Node::Known(operand)))
    }

    fn arithmetic(&mut self, operator: Binary, left: &mut Expr, right: &mut Expr, at: usize) -> Lowered {
        let (left_value, right_value) = (self.expr(left), self.expr(right));
        let (left_value, right_value) = (left_value?, right_value?);
        let node = |kind| Node::Arithmetic(kind, left_value.node, right_value.node);
        match (operator, left_value.value, right_value.value) {
            (Binary::Add, Type::Number, Type::Number) => self.typed(node(Arithmetic::Add), Type::Number),
            (Binary::Subtract, Type::Number, Type::Number) => self.typed(node(Arithmetic::Subtract), Type::Number),
            (Binary::Multiply, Type::Number, Type::Number) => self.typed(node(Arithmetic::Multiply), Type::Number),
            (Binary::Divide, Type::Number, Type::Number) => self.typed(node(Arithmetic::Divide), Type::Number),
            (Binary::Add, Type::Date, Type::Number) => self.typed(node(Arithmetic::AddDays), Type::Date),
            (Binary::Subtract, Type::Date, Type::Number) => {
                let days = self.compiler.add(Node::Function(Function::Negative, right_value.node));
                self.typed(Node::Arithmetic(Arithmetic::AddDays, left_value.node, days), Type::Date)
            }
            (Binary::Subtract, Type::Date, Type::Date) => {
                self.typed(Node::Arithmetic(Arithmetic::DaysBetween, right_value.node, left_value.node), Type::Number)
            }
            _ => {
                let (left_name, right_name) = (left_value.value.name(), right_value.value.name());
                self.report(
                    Code::WrongType,
                    at,
                    Message::new(
                        format!("{} 不能用于{}和{}", operator.symbol(), left_name.zh, right_name.zh),
                        format!("{} does not work on {} and {}", operator.symbol(), left_name.en, right_name.en),
                    ),
                )
                .help(Message::new(
                    "算术只用于数字；日期可加减天数，也可相减",
                    "arithmetic is for numbers; a date takes ± days, and two dates subtract",
                ));
                None
            }
        }
    }

    pub(super) fn same_type(&mut self, left: Typed, right: Typed, at: usize) -> Lowered<()> {
        if left.value == right.value {
            return Some(());
        }
        let (left_name, right_name) = (left.value.name(), right.value.name());
        self.report(
            Code::WrongType,
            at,
            Message::new(
                format!("两边类型不同：{}与{}", left_name.zh, right_name.zh),
                format!("the two sides differ: {} and {}", left_name.en, right_name.en),
            ),
        );
        None
    }

    pub(super) fn typed(&mut self, node: Node, value: Type) -> Lowered {
        Some(Typed { node: self.compiler.add(node), value })
    }

    /// Reports a problem at an offset of the expression.
    pub(super) fn report(&mut self, code: Code, at: usize, message: Message) -> Reported<'_> {
        let span = place(self.source, at);
        self.compiler.diagnostics.report(code, span, message)
    }
}

/// The span of the token at an offset of an expression; the whole expression where escapes stand in between.
pub(super) fn place(source: &Expression, at: usize) -> Option<Span> {
    let whole = source.source?;
    if !whole.direct {
        return Some(whole.span);
    }
    let length = token_at(&source.text, at).len();
    let start = whole.span.start + at as u32;
    Some(Span { file: whole.span.file, start, end: start + length as u32 })
}
