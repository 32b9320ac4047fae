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
        match &self.kind {
            ExprKind::Number(number) => f.write_str(&crate::number::print(*number)),
            ExprKind::Text(text) => write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            ExprKind::Truth(truth) => write!(f, "{truth}"),
            ExprKind::Name(name) => f.write_str(name),
            ExprKind::Member(base, member) => write!(f, "{base}.{member}"),
            ExprKind::List(items) => {
                f.write_str("[")?;
                joined(f, items, ", ")?;
                f.write_str("]")
            }
            ExprKind::Unary(operator, operand) => {
                f.write_str(if *operator == Unary::Not { "!" } else { "-" })?;
                bracketed(f, operand, 10)
            }
            ExprKind::Binary(operator, left, right) => {
                bracketed(f, left, operator.binds())?;
                write!(f, " {} ", operator.symbol())?;
                bracketed(f, right, operator.binds() + 1)
            }
            ExprKind::And(items) => chain(f, items, " && ", 3),
            ExprKind::Or(items) => chain(f, items, " || ", 2),
            ExprKind::Coalesce(items) => chain(f, items, " ?? ", 7),
            ExprKind::If(condition, then, otherwise) => write!(f, "if {condition} {{ {then} }} else {{ {otherwise} }}"),
            ExprKind::Call(name, arguments) => {
                write!(f, "{name}(")?;
                joined(f, arguments, ", ")?;
                f.write_str(")")
            }
        }
    }
}

fn bracketed(f: &mut fmt::Formatter<'_>, expr: &Expr, least: u8) -> fmt::Result {
    if expr.binds() < least { write!(f, "({expr})") } else { write!(f, "{expr}") }
}

fn chain(f: &mut fmt::Formatter<'_>, items: &[Expr], symbol: &str, least: u8) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(symbol)?;
        }
        bracketed(f, item, least)?;
    }
    Ok(())
}

fn joined(f: &mut fmt::Formatter<'_>, items: &[Expr], separator: &str) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}
