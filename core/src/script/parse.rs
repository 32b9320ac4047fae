//! Text to syntax tree, by rhai's parser. What our expressions do not have is refused here, with a hint.

use super::expr::{Binary, Expr, ExprKind, Unary};
use super::normalize::{Normalized, normalize};
use super::plain;
use crate::diagnostic::Code;
use crate::message::Message;
use crate::names::is_word;
use rhai::{Engine, Expr as Rhai, FnCallExpr, LexError, ParseErrorType, Position, Stmt, Token};
use std::sync::LazyLock;

/// The longest expression, in characters.
pub const MAX_CHARACTERS: usize = 4_096;

/// How deep rhai may nest while it parses: about 31 brackets.
const MAX_DEPTH: usize = 64;

/// Words that begin a statement of rhai.
const STATEMENTS: &[&str] =
    &["while", "loop", "for", "do", "let", "const", "fn", "return", "throw", "try", "break", "continue"];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = super::raw_engine();
    engine.set_max_expr_depths(MAX_DEPTH, MAX_DEPTH);
    engine.set_max_string_size(MAX_CHARACTERS);
    engine
});

/// Why a text is no expression.
#[derive(Debug, PartialEq)]
pub struct ParseProblem {
    /// The code.
    pub code: Code,
    /// The byte offset in the text.
    pub at: usize,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
}

/// Parses one expression.
pub fn parse(text: &str) -> Result<Expr, ParseProblem> {
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(ParseProblem {
            code: Code::ExpressionTooLarge,
            at: 0,
            message: Message::new(
                format!("表达式有 {characters} 个字符，最多 {MAX_CHARACTERS} 个"),
                format!("the expression has {characters} characters; the most is {MAX_CHARACTERS}"),
            ),
            help: Some(Message::new(
                "把其中一部分写成 [derive] 派生事实，或写进 functions.rhai",
                "move a part of it to a derived fact, or to functions.rhai",
            )),
        });
    }
    match plain::parse(text) {
        Some(expr) => Ok(expr),
        None => by_rhai(text),
    }
}

/// Parses any expression.
pub(super) fn by_rhai(text: &str) -> Result<Expr, ParseProblem> {
    let normalized = normalize(text);
    let parsed = ENGINE.compile_expression(&normalized.text).map_err(|error| explain(&error, &normalized, text))?;
    let reader = Reader { normalized: &normalized };
    match parsed.statements() {
        [Stmt::Expr(expr)] => reader.expr(expr),
        [statement] => reader.statement(statement),
        _ => Err(reader.refuse(Position::START, "这里只能写一个表达式", "only one expression can stand here", None)),
    }
}

/// Says in our words what rhai's parser found.
fn explain(error: &rhai::ParseError, normalized: &Normalized, text: &str) -> ParseProblem {
    let at = match (error.position().line(), error.position().position()) {
        (Some(line), Some(column)) => normalized.offset(line, column),
        _ => text.len(),
    };
    let (code, message, help) = match error.err_type() {
        ParseErrorType::ExprTooDeep => (
            Code::ExpressionTooLarge,
            Message::new(
                "表达式嵌套太深或太长（大约 30 层括号、60 项）",
                "the expression nests too deep or is too long (about 30 brackets, 60 terms)",
            ),
            Some(Message::new("用 count(…) 或 [derive] 派生事实拆开写", "split it with count(…) or a derived fact")),
        ),
        ParseErrorType::UnexpectedEOF => (
            Code::ExpressionSyntax,
            if text.trim().is_empty() {
                Message::new("表达式是空的", "the expression is empty")
            } else {
                Message::new("表达式没有写完", "the expression is not complete")
            },
            Some(Message::new(
                "检查括号、引号是否成对，运算符后面是否缺内容",
                "check brackets and quotes, and what should follow the last operator",
            )),
        ),
        ParseErrorType::BadInput(LexError::UnexpectedInput(token)) if token == "=" => (
            Code::NotSupported,
            Message::new("“=” 是赋值，表达式里不能赋值", "`=` assigns; an expression cannot"),
            Some(Message::new("比较相等写 ==", "to compare, write ==")),
        ),
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            (Code::ExpressionSyntax, Message::new("文字的引号没有成对", "a text lacks its closing quote"), None)
        }
        _ if STATEMENTS.contains(&token_at(text, at)) => {
            let word = token_at(text, at);
            (
                Code::NotSupported,
                Message::new(format!("表达式里不能写 {word}"), format!("`{word}` cannot stand in an expression")),
                Some(Message::new("较长的逻辑写进 functions.rhai", "longer logic goes to functions.rhai")),
            )
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(_)) => (
            Code::ExpressionSyntax,
            Message::new(format!("这里不该出现 {}", token_at(text, at)), format!("unexpected {}", token_at(text, at))),
            Some(Message::new(
                "两项之间可能缺少运算符（&&、||、+、< 等）",
                "an operator may be missing between two terms",
            )),
        ),
        ParseErrorType::MissingToken(token, _) => {
            (Code::ExpressionSyntax, Message::new(format!("缺少 {token}"), format!("`{token}` is missing")), None)
        }
        ParseErrorType::Reserved(word) => (
            Code::ExpressionSyntax,
            Message::new(
                format!("{word} 是保留字，不能作名称"),
                format!("`{word}` is a reserved word and cannot be a name"),
            ),
            Some(Message::new("改用这一项的中文名称或另一个编号", "use the item's label, or give it another id")),
        ),
        other => (
            Code::ExpressionSyntax,
            Message::new(format!("表达式写法有误（{other}）"), format!("a mistake in the expression: {other}")),
            None,
        ),
    };
    ParseProblem { code, at: at.min(text.len()), message, help }
}

/// The word, or else the one character, that stands at an offset of the text as written.
pub fn token_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let word: usize = rest.chars().take_while(|character| is_word(*character)).map(char::len_utf8).sum();
    let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    rest.get(..length).unwrap_or(rest)
}

struct Reader<'a> {
    normalized: &'a Normalized,
}

type Parsed = Result<Expr, ParseProblem>;

impl Reader<'_> {
    fn at(&self, position: Position) -> usize {
        match (position.line(), position.position()) {
            (Some(line), Some(column)) => self.normalized.offset(line, column),
            _ => 0,
        }
    }

    fn refuse(&self, position: Position, zh: &str, en: &str, help: Option<(&str, &str)>) -> ParseProblem {
        ParseProblem {
            code: Code::NotSupported,
            at: self.at(position),
            message: Message::new(zh, en),
            help: help.map(|(zh, en)| Message::new(zh, en)),
        }
    }

    fn make(&self, kind: ExprKind, position: Position) -> Parsed {
        Ok(Expr { kind, at: self.at(position) })
    }

    fn all<'e>(&self, list: impl IntoIterator<Item = &'e Rhai>) -> Result<Vec<Expr>, ParseProblem> {
        list.into_iter().map(|expr| self.expr(expr)).collect()
    }

    fn expr(&self, expr: &Rhai) -> Parsed {
        let position = expr.position();
        match expr {
            Rhai::BoolConstant(truth, position) => self.make(ExprKind::Truth(*truth), *position),
            Rhai::IntegerConstant(number, position) => self.make(ExprKind::Number(*number as f64), *position),
            Rhai::FloatConstant(number, position) if number.is_finite() => {
                self.make(ExprKind::Number(**number), *position)
            }
            Rhai::FloatConstant(_, position) => Err(ParseProblem {
                code: Code::BadLiteral,
                at: self.at(*position),
                message: Message::new("数字太大", "the number is too large"),
                help: None,
            }),
            Rhai::StringConstant(text, position) => self.make(ExprKind::Text(text.to_string()), *position),
            Rhai::Variable(variable, _, position) => self.make(ExprKind::Name(variable.1.to_string()), *position),
            Rhai::Array(items, position) => self.make(ExprKind::List(self.all(items.iter())?), *position),
            Rhai::And(items, position) => self.make(ExprKind::And(self.all(items.iter())?), *position),
            Rhai::Or(items, position) => self.make(ExprKind::Or(self.all(items.iter())?), *position),
            Rhai::Coalesce(items, position) => self.make(ExprKind::Coalesce(self.all(items.iter())?), *position),
            Rhai::FnCall(call, position) => self.call(call, *position),
            Rhai::Dot(pair, ..) => self.member(&pair.lhs, &pair.rhs, position),
            Rhai::Stmt(block) => match block.statements() {
                [statement] => self.statement(statement),
                _ => Err(self.refuse(position, "花括号里只能写一个表达式", "braces take exactly one expression", None)),
            },
            Rhai::CharConstant(_, position) => Err(self.refuse(
                *position,
                "文字要用双引号",
                "a text needs double quotes",
                Some(("写成 \"…\"", "write \"…\"")),
            )),
            Rhai::InterpolatedString(..) => Err(self.refuse(
                position,
                "不支持带 ${} 的文字",
                "texts with ${} are not supported",
                Some(("写成 \"…\"", "write \"…\"")),
            )),
            _ => Err(self.refuse(
                position,
                "表达式里不能这样写",
                "this cannot stand in an expression",
                Some((
                    "可用的写法见 rule-files.md 的 Expressions 一节；较长的逻辑写进 functions.rhai",
                    "rule-files.md, section Expressions, lists what can; longer logic goes to functions.rhai",
                )),
            )),
        }
    }

    fn statement(&self, statement: &Stmt) -> Parsed {
        match statement {
            Stmt::Expr(expr) => self.expr(expr),
            Stmt::FnCall(call, position) => self.call(call, *position),
            Stmt::If(flow, position) => {
                let condition = self.expr(&flow.expr)?;
                let then = self.branch(flow.body.statements(), *position)?;
                let otherwise = self.branch(flow.branch.statements(), *position)?;
                self.make(ExprKind::If(condition.into(), then.into(), otherwise.into()), *position)
            }
            Stmt::Switch(_, position) => Err(self.refuse(
                *position,
                "不支持 switch",
                "`switch` is not supported",
                Some(("用 if … else if …，或 points_by 的 map", "use if … else if …, or points_by's map")),
            )),
            other => {
                Err(self.refuse(other.position(), "表达式里不能写语句", "an expression cannot hold statements", None))
            }
        }
    }

    fn branch(&self, statements: &[Stmt], position: Position) -> Parsed {
        match statements {
            [statement] => self.statement(statement),
            [] => Err(self.refuse(
                position,
                "if 缺少 else",
                "`if` lacks its `else`",
                Some(("写成 if 条件 { … } else { … }", "write if condition { … } else { … }")),
            )),
            _ => Err(self.refuse(position, "花括号里只能写一个表达式", "braces take exactly one expression", None)),
        }
    }

    fn member(&self, base: &Rhai, member: &Rhai, position: Position) -> Parsed {
        match (base, member) {
            (Rhai::Variable(variable, _, at), Rhai::Property(property, _)) => {
                self.make(ExprKind::Member(variable.1.to_string(), property.2.to_string()), *at)
            }
            _ => Err(self.refuse(
                position,
                "这里不能用点号",
                "a dot cannot stand here",
                Some((
                    "点号只用于 failed.组、points.分项、result.结果 这类写法",
                    "dots are for failed.group, points.section, result.name",
                )),
            )),
        }
    }

    fn call(&self, call: &FnCallExpr, position: Position) -> Parsed {
        // `a in b` arrives as contains(b, a): the operator stands at the call's position.
        let word_at = |word: &str| {
            let start = self
                .normalized
                .text
                .split('\n')
                .take(position.line().unwrap_or(1) - 1)
                .map(|line| line.len() + 1)
                .sum::<usize>();
            let rest = self.normalized.text.get(start..).unwrap_or("");
            rest.chars().skip(position.position().unwrap_or(1) - 1).take(word.len()).eq(word.chars())
        };
        let mut arguments = self.all(call.args.iter())?;
        let is_in = call.name == "contains" && !word_at("contains") && (word_at("in") || word_at("!in"));
        let operator = if is_in { Some("in") } else { call.op_token.as_ref().map(Token::literal_syntax) };
        let Some(symbol) = operator else {
            return self.make(ExprKind::Call(call.name.to_string(), arguments), position);
        };
        let kind = match (arguments.pop(), arguments.pop(), arguments.pop()) {
            (Some(item), Some(container), None) if is_in => ExprKind::Binary(Binary::In, item.into(), container.into()),
            (Some(right), Some(left), None) => match binary(symbol) {
                Some(operator) => ExprKind::Binary(operator, left.into(), right.into()),
                None => return Err(self.unsupported_operator(symbol, position)),
            },
            (Some(operand), None, _) if symbol == "!" => ExprKind::Unary(Unary::Not, operand.into()),
            (Some(operand), None, _) if symbol == "-" => ExprKind::Unary(Unary::Negative, operand.into()),
            (Some(operand), None, _) if symbol == "+" => operand.kind,
            _ => return Err(self.unsupported_operator(symbol, position)),
        };
        self.make(kind, position)
    }

    fn unsupported_operator(&self, symbol: &str, position: Position) -> ParseProblem {
        let help = match symbol {
            "**" => Some(("乘方写 pow(x, y)", "for powers write pow(x, y)")),
            "&" => Some(("“并且”写 && 或 且", "for `and` write &&")),
            "|" => Some(("“或者”写 || 或 或", "for `or` write ||")),
            _ => None,
        };
        self.refuse(
            position,
            &format!("不支持运算符 {symbol}"),
            &format!("the operator {symbol} is not supported"),
            help,
        )
    }
}

fn binary(symbol: &str) -> Option<Binary> {
    Some(match symbol {
        "+" => Binary::Add,
        "-" => Binary::Subtract,
        "*" => Binary::Multiply,
        "/" => Binary::Divide,
        "==" => Binary::Equal,
        "!=" => Binary::NotEqual,
        "<" => Binary::Less,
        "<=" => Binary::LessEqual,
        ">" => Binary::Greater,
        ">=" => Binary::GreaterEqual,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::parse;

    fn printed(text: &str) -> String {
        parse(text).map_or_else(
            |problem| format!("{}@{} {}", problem.code.as_str(), problem.at, problem.message.en),
            |expr| expr.to_string(),
        )
    }

    #[test]
    fn prints_what_it_parsed() {
        for (written, canonical) in [
            ("a&&(b||c)", "a && (b || c)"),
            ("甲 且 非 乙", "甲 && !乙"),
            ("a in [\"x\",\"y\"]", "a in [\"x\", \"y\"]"),
            ("\"x\" in 标签", "\"x\" in 标签"),
            ("a !in [1]", "!(a in [1])"),
            ("contains(a, \"x\")", "contains(a, \"x\")"),
            ("1 - (2 - 3)", "1 - (2 - 3)"),
            ("(1 + 2) * 3", "(1 + 2) * 3"),
            ("if a {1} else if b {2} else {3}", "if a { 1 } else { if b { 2 } else { 3 } }"),
            ("failed.direct>0", "failed.direct > 0"),
            ("x ≥ ３", "x >= 3"),
            ("(a ?? 1) > 2", "a ?? 1 > 2"),
            ("a ?? (1 + 2)", "a ?? 1 + 2"),
            ("甲 不等于", "E0301@4 unexpected 不等于"),
            ("a = 3", "E0307@2 `=` assigns; an expression cannot"),
            ("a ** 2", "E0307@2 the operator ** is not supported"),
            ("1e400", "E0312@0 the number is too large"),
        ] {
            assert_eq!(printed(written), canonical, "{written}");
        }
    }

    #[test]
    fn refuses_depth_and_length_without_harm() {
        let deep = format!("{}1{}", "(".repeat(2_000), ")".repeat(2_000));
        assert!(printed(&deep).starts_with("E0302"));
        assert!(printed(&"!".repeat(4_000)).starts_with("E0302"));
        assert!(printed(&"a".repeat(5_000)).starts_with("E0302"));
    }
}
