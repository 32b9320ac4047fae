//! The syntax tree of an expression, and how it is printed.

use std::fmt;

/// An expression with the place of its first or telling token: a byte offset into the text as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub at: usize,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// `true`, `false`.
    Truth(bool),
    /// A name.
    Name(String),
    /// `failed.direct`, `result.lec`.
    Member(String, String),
    /// `[a, b]`, right of `in`.
    List(Vec<Expr>),
    /// `!a`, `-a`.
    Unary(Unary, Box<Expr>),
    /// `a + b`, `a < b`, `a in b`.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a && b && c`.
    And(Vec<Expr>),
    /// `a || b || c`.
    Or(Vec<Expr>),
    /// `a ?? b ?? c`.
    Coalesce(Vec<Expr>),
    /// `if a { b } else { c }`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `f(a, b)`.
    Call(String, Vec<Expr>),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `!`
    Not,
    /// `-`
    Negative,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `in`
    In,
}

impl Binary {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
        }
    }

    pub(super) fn binds(self) -> u8 {
        match self {
            Self::Equal | Self::NotEqual => 3,
            Self::In => 4,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => 5,
            Self::Add | Self::Subtract => 7,
            Self::Multiply | Self::Divide => 8,
        }
    }
}

impl Expr {
    fn binds(&self) -> u8 {
        match &self.kind {
            ExprKind::Coalesce(_) => 6,
            ExprKind::Or(_) => 1,
            ExprKind::And(_) => 2,
            ExprKind::Binary(operator, ..) => operator.binds(),
            ExprKind::Unary(..) => 9,
            ExprKind::Number(number) if *number < 0.0 => 9,
            _ => 10,
        }
    }
}

/// Prints the one canonical form: the least brackets, one space around operators.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed())
    }
}

/// Room for the text of most expressions.
const ROOM: usize = 64;

impl Expr {
    /// The one canonical form as a text.
    pub fn printed(&self) -> String {
        let mut text = String::with_capacity(ROOM);
        self.print(&mut text);
        text
    }

    /// Adds the canonical form to a text.
    fn print(&self, to: &mut String) {
        match &self.kind {
            ExprKind::Number(number) => to.push_str(&crate::number::print(*number)),
            ExprKind::Text(text) => all(to, &["\"", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""]),
            ExprKind::Truth(truth) => to.push_str(if *truth { "true" } else { "false" }),
            ExprKind::Name(name) => to.push_str(name),
            ExprKind::Member(base, member) => all(to, &[base, ".", member]),
            ExprKind::List(items) => {
                to.push('[');
                joined(to, items, ", ", 0);
                to.push(']');
            }
            ExprKind::Unary(operator, operand) => {
                to.push(if *operator == Unary::Not { '!' } else { '-' });
                operand.bracketed(to, 10);
            }
            ExprKind::Binary(operator, left, right) => {
                left.bracketed(to, operator.binds());
                all(to, &[" ", operator.symbol(), " "]);
                right.bracketed(to, operator.binds() + 1);
            }
            ExprKind::And(items) => joined(to, items, " && ", 3),
            ExprKind::Or(items) => joined(to, items, " || ", 2),
            ExprKind::Coalesce(items) => joined(to, items, " ?? ", 7),
            ExprKind::If(condition, then, otherwise) => {
                for (before, part) in [("if ", condition), (" { ", then), (" } else { ", otherwise)] {
                    to.push_str(before);
                    part.print(to);
                }
                to.push_str(" }");
            }
            ExprKind::Call(name, arguments) => {
                all(to, &[name, "("]);
                joined(to, arguments, ", ", 0);
                to.push(')');
            }
        }
    }

    fn bracketed(&self, to: &mut String, least: u8) {
        let brackets = self.binds() < least;
        if brackets {
            to.push('(');
        }
        self.print(to);
        if brackets {
            to.push(')');
        }
    }
}

fn all(to: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| to.push_str(part));
}

fn joined(to: &mut String, items: &[Expr], separator: &str, least: u8) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            to.push_str(separator);
        }
        item.bracketed(to, least);
    }
}
