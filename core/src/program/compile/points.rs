//! Points and grades to nodes: fixed numbers, expressions, bands, maps.

use super::Compiler;
use crate::diagnostic::{Code, Span};
use crate::message::Message;
use crate::number::print;
use crate::pack::item::{Band, Expression, FactType, Points};
use crate::program::lower::{Lower, place};
use crate::program::types::{Stage, Type, Typed};
use crate::program::{Comparison, Node, NodeId, Real, Root};
use crate::script::expr::{Expr, ExprKind};

impl Compiler<'_> {
    pub(super) fn points(&mut self, points: &Points, kinds: &[String]) -> Option<Root> {
        match points {
            Points::Fixed(number) => {
                let node = self.number(*number, true);
                Some(root(node, print(*number)))
            }
            Points::Expression(expression) => self.root(expression, Stage::Points, kinds, Type::Number),
            Points::Bands { fact, bands, span } => {
                let value = self.points_fact(fact, kinds, *span)?;
                if value.value != Type::Number {
                    self.diagnostics.report(
                        Code::WrongType,
                        *span,
                        Message::new(
                            format!("bands 只用于数字，{fact} 不是数字"),
                            format!("bands are for numbers; {fact} is none"),
                        ),
                    );
                    return None;
                }
                let node = self.bands(value.node, bands)?;
                let text = bands.iter().map(printed_band).collect::<Vec<_>>().join(", ");
                Some(root(node, format!("{fact}: {text}")))
            }
            Points::Map { fact, map, span } => {
                let value = self.points_fact(fact, kinds, *span)?;
                let node = self.map(value, map)?;
                let text = map
                    .iter()
                    .map(|(option, points)| format!("{option} = {}", print(*points)))
                    .collect::<Vec<_>>()
                    .join(", ");
                Some(root(node, format!("{fact}: {text}")))
            }
        }
    }

    /// The value of the fact that points are made from, as bounds.
    fn points_fact(&mut self, fact: &str, kinds: &[String], span: Option<Span>) -> Option<Typed> {
        let source = Expression { text: fact.to_owned(), source: None };
        let mut value = None;
        self.lowered(&source, Stage::Points, kinds, None, |lower, expr| {
            value = lower.expr(expr);
            value.map(|typed| typed.node)
        });
        if value.is_none() && !self.diagnostics.has_errors() {
            self.diagnostics.report(
                Code::UnknownName,
                span,
                Message::new(format!("不认识的检查事实 {fact}"), format!("unknown fact {fact}")),
            );
        }
        value
    }

    fn bands(&mut self, value: NodeId, bands: &[Band]) -> Option<NodeId> {
        let (last, limited) = bands.split_last()?;
        let mut node = self.number(last.points, true);
        for band in limited.iter().rev() {
            let limit = self.number(band.limit?, true);
            let comparison = if band.inclusive { Comparison::LessEqual } else { Comparison::Less };
            let holds = self.add(Node::Compare(comparison, value, limit));
            let points = self.number(band.points, true);
            node = self.add(Node::Choose(holds, points, node));
        }
        Some(node)
    }

    fn map(&mut self, value: Typed, map: &[(String, f64)]) -> Option<NodeId> {
        let (last, others) = map.split_last()?;
        let mut node = self.number(last.1, true);
        for (option, points) in others.iter().rev() {
            let holds = self.option_holds(value, option)?;
            let points = self.number(*points, true);
            node = self.add(Node::Choose(holds, points, node));
        }
        Some(node)
    }

    fn option_holds(&mut self, value: Typed, option: &str) -> Option<NodeId> {
        match value.value {
            Type::Truth if option == "true" => Some(value.node),
            Type::Truth => Some(self.add(Node::Not(value.node))),
            Type::Choice(fact) => {
                let FactType::Choice(options) = &self.items.facts[fact].fact_type else { return None };
                let code = options.iter().position(|own| own.id == option)?;
                Some(self.add(Node::OneOf(value.node, vec![Real(code as f64)])))
            }
            _ => None,
        }
    }
}

fn root(node: NodeId, text: String) -> Root {
    Root { node, text, terms: Vec::new(), assumptions: Vec::new() }
}

fn printed_band(band: &Band) -> String {
    let points = print(band.points);
    match band.limit {
        Some(limit) => format!("{} {} = {points}", if band.inclusive { "<=" } else { "<" }, print(limit)),
        None => format!("= {points}"),
    }
}

/// A grade as a truth: `"major"` is true, `"general"` false.
pub(super) fn grade_node(lower: &mut Lower<'_, '_>, expr: &mut Expr) -> Option<NodeId> {
    let at = expr.at;
    match &mut expr.kind {
        ExprKind::Text(text) if text == "major" || text == "general" => {
            let is_major = text == "major";
            Some(lower.compiler.add(Node::Truth(is_major)))
        }
        ExprKind::If(condition, then, otherwise) => {
            let condition = lower.of(condition, Type::Truth);
            let (then, otherwise) = (grade_node(lower, then), grade_node(lower, otherwise));
            Some(lower.compiler.add(Node::Choose(condition?, then?, otherwise?)))
        }
        _ => {
            let span = place(lower.source, at);
            lower
                .compiler
                .diagnostics
                .report(
                    Code::WrongType,
                    span,
                    Message::new("grade 的结果要是 \"general\" 或 \"major\"", "a grade is \"general\" or \"major\""),
                )
                .help(Message::new(
                    "例如 if 楼内充电 { \"major\" } else { \"general\" }",
                    "for example if x { \"major\" } else { \"general\" }",
                ));
            None
        }
    }
}
