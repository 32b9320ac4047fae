//! Reads the expressions that most rules are made of: names, numbers, texts and calls, compared and joined.
//!
//! Of anything longer, deeper or rarer it says nothing: that is for rhai, and so are all mistakes. Whatever is read here
//! rhai reads the same; a test holds it to that.

use super::expr::{Binary, Expr, ExprKind, Unary};

/// Words that rhai keeps for itself, in order: no expression can use them as names.
#[rustfmt::skip]
pub const RESERVED: &[&str] = &[
    "as", "async", "await", "break", "call", "case", "catch", "const", "continue", "curry", "debug", "default",
    "do", "else", "eval", "exit", "export", "false", "fn", "for", "global", "go", "goto", "if", "import", "in",
    "is", "is_def_fn", "is_def_var", "is_shared", "let", "loop", "match", "module", "new", "nil", "null",
    "package", "print", "private", "protected", "public", "return", "shared", "spawn", "static", "super",
    "switch", "sync", "this", "thread", "throw", "true", "try", "type_of", "until", "use", "var", "void",
    "while", "with", "yield",
];

/// The longest plain expression in bytes, and how many brackets and operators it may have: well within rhai's limits.
const LONGEST: usize = 1_024;
const OPERATORS: usize = 20;

/// How closely `||`, `&&` and the other operators bind.
const OR: u8 = 1;
const AND: u8 = 2;

/// The expression of a text; none where it is not plain.
pub(super) fn parse(text: &str) -> Option<Expr> {
    let mut reader = Reader { text, at: 0, operators: 0 };
    let expr = (text.len() <= LONGEST).then(|| reader.whole()).flatten()?;
    (reader.at == text.len()).then_some(expr)
}

enum Operator {
    Or,
    And,
    Binary(Binary),
}

impl Operator {
    fn binds(&self) -> u8 {
        match self {
            Self::Or => OR,
            Self::And => AND,
            Self::Binary(operator) => operator.binds(),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    operators: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        self.at += if is_next { token.len() } else { 0 };
        is_next
    }

    fn blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// Counts an operator or bracket.
    fn count(&mut self) -> Option<()> {
        self.operators += 1;
        (self.operators <= OPERATORS).then_some(())
    }

    /// Operands joined by operators that bind at least so closely, and the blanks behind them.
    fn chain(&mut self, least: u8) -> Option<Expr> {
        let mut left = self.operand()?;
        loop {
            let at = self.at;
            let Some(operator) = self.operator() else { return Some(left) };
            if operator.binds() < least {
                self.at = at;
                return Some(left);
            }
            self.count()?;
            let right = self.chain(operator.binds() + 1)?;
            left = joined(operator, left, right, at)?;
        }
    }

    fn operator(&mut self) -> Option<Operator> {
        let at = self.at;
        let (operator, length) = match self.rest().as_bytes() {
            [b'|', b'|', ..] => (Operator::Or, 2),
            [b'&', b'&', ..] => (Operator::And, 2),
            [b'=', b'=', ..] => (Operator::Binary(Binary::Equal), 2),
            [b'!', b'=', ..] => (Operator::Binary(Binary::NotEqual), 2),
            [b'<', b'=', ..] => (Operator::Binary(Binary::LessEqual), 2),
            [b'>', b'=', ..] => (Operator::Binary(Binary::GreaterEqual), 2),
            [b'<', ..] => (Operator::Binary(Binary::Less), 1),
            [b'>', ..] => (Operator::Binary(Binary::Greater), 1),
            [first, ..] if !first.is_ascii() => return self.operator_word(),
            _ => return None,
        };
        self.at += length;
        // `<<`, `==>` and their like are others.
        let is_whole = !matches!(self.peek(), Some(b'<' | b'>' | b'=' | b'&' | b'|' | b'-' | b'+' | b'*' | b'/'));
        self.at = if is_whole { self.at } else { at };
        is_whole.then_some(operator)
    }

    fn operator_word(&mut self) -> Option<Operator> {
        let at = self.at;
        match self.word() {
            "且" => Some(Operator::And),
            "或" => Some(Operator::Or),
            _ => {
                self.at = at;
                None
            }
        }
    }

    /// One operand and the blanks behind it.
    fn operand(&mut self) -> Option<Expr> {
        self.blanks();
        let at = self.at;
        let expr = match self.peek()? {
            b'!' => {
                self.at += 1;
                return self.negated(at);
            }
            _ if self.opens() => {
                let expr = self.bracketed()?;
                if matches!(self.peek(), Some(b'(' | b'.' | b'[' | b'{')) {
                    return None;
                }
                expr
            }
            b'"' => Expr { kind: ExprKind::Text(self.quoted()?), at },
            b'0'..=b'9' => Expr { kind: ExprKind::Number(self.number()?), at },
            _ => match self.word() {
                "非" => return self.negated(at),
                word => Expr { kind: self.named(word)?, at },
            },
        };
        self.blanks();
        Some(expr)
    }

    fn negated(&mut self, at: usize) -> Option<Expr> {
        if matches!(self.peek(), Some(b'=' | b'!')) {
            return None;
        }
        self.count()?;
        let operand = self.operand()?;
        is_no_literal(&operand).then(|| Expr { kind: ExprKind::Unary(Unary::Not, operand.into()), at })
    }

    fn bracketed(&mut self) -> Option<Expr> {
        self.count()?;
        let expr = self.chain(0)?;
        self.closes().then_some(expr)
    }

    /// A bracket, full-width or not.
    fn opens(&mut self) -> bool {
        self.takes("(") || self.takes("（")
    }

    fn closes(&mut self) -> bool {
        self.takes(")") || self.takes("）")
    }

    fn quoted(&mut self) -> Option<String> {
        self.at += 1;
        let text = self.rest().split('"').next()?;
        self.at += text.len();
        let is_plain = !text.contains(|character: char| character == '\\' || character.is_control());
        (self.takes("\"") && is_plain).then(|| text.to_owned())
    }

    /// Digits, and a point with digits.
    fn number(&mut self) -> Option<f64> {
        let rest = self.rest();
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let number = rest.get(..length)?;
        self.at += length;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        let has_end = !matches!(self.peek(), Some(b'_' | b'a'..=b'z' | b'A'..=b'Z' | 0x80..));
        // A 0 in front may begin a number of another base; more digits than these may not fit.
        let is_plain = (1..=9).contains(&whole.len()) && (whole == "0" || !whole.starts_with('0'));
        let has_decimals = (1..=9).contains(&decimals.len()) && !decimals.contains('.');
        (has_end && is_plain && has_decimals).then(|| number.parse().ok()).flatten()
    }

    /// Letters, digits and `_`, or nothing.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(
            |character: char| !matches!(character, '\u{4e00}'..='\u{9fa5}' | 'a'..='z' | 'A'..='Z' | '0'..='9' | '_'),
        );
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or("");
        self.at += word.len();
        word
    }

    /// A name, a member, or a call.
    fn named(&mut self, name: &str) -> Option<ExprKind> {
        if !is_name(name) {
            return None;
        }
        match self.peek() {
            Some(b'.') => {
                self.at += 1;
                let member = self.word();
                let ends = is_name(member) && !matches!(self.peek(), Some(b'(' | b'.' | b'[' | b'{'));
                ends.then(|| ExprKind::Member(name.to_owned(), member.to_owned()))
            }
            Some(b'(') => {
                self.at += 1;
                Some(ExprKind::Call(name.to_owned(), self.arguments()?))
            }
            _ => Some(ExprKind::Name(name.to_owned())),
        }
    }

    /// An expression or a branch as a whole: only there `if` is plain, where nothing can be joined to it.
    fn whole(&mut self) -> Option<Expr> {
        self.blanks();
        let at = self.at;
        if self.word() != "if" {
            self.at = at;
            return self.chain(0);
        }
        self.count()?;
        let (condition, then) = (self.chain(0)?, self.branch()?);
        self.blanks();
        let otherwise = (self.word() == "else").then(|| self.branch()).flatten()?;
        self.blanks();
        Some(Expr { kind: ExprKind::If(condition.into(), then.into(), otherwise.into()), at })
    }

    /// `{ a }`, and blanks before it.
    fn branch(&mut self) -> Option<Expr> {
        self.blanks();
        if !self.takes("{") {
            return None;
        }
        let expr = self.whole()?;
        self.takes("}").then_some(expr)
    }

    fn arguments(&mut self) -> Option<Vec<Expr>> {
        self.count()?;
        let mut arguments = Vec::new();
        self.blanks();
        if self.closes() {
            return Some(arguments);
        }
        loop {
            arguments.push(self.chain(0)?);
            if self.closes() {
                // What follows may go on with the value of the call.
                return (!matches!(self.peek(), Some(b'(' | b'.' | b'[' | b'{'))).then_some(arguments);
            }
            self.count()?;
            if !self.takes(",") {
                return None;
            }
        }
    }
}

/// Two operands joined; what is joined the same way already takes one more.
fn joined(operator: Operator, left: Expr, right: Expr, at: usize) -> Option<Expr> {
    let Operator::Binary(operator) = operator else {
        let is_and = matches!(operator, Operator::And);
        if !is_no_literal(&left) || !is_no_literal(&right) {
            return None;
        }
        let parts = |expr: Expr| match (expr.kind, is_and) {
            (ExprKind::And(items), true) | (ExprKind::Or(items), false) => (items, Some(expr.at)),
            (kind, _) => (vec![Expr { kind, at: expr.at }], None),
        };
        let ((mut items, first), (others, _)) = (parts(left), parts(right));
        items.extend(others);
        let kind = if is_and { ExprKind::And(items) } else { ExprKind::Or(items) };
        return Some(Expr { kind, at: first.unwrap_or(at) });
    };
    Some(Expr { kind: ExprKind::Binary(operator, left.into(), right.into()), at })
}

/// Whether an operand may be a truth: of others rhai says so.
fn is_no_literal(expr: &Expr) -> bool {
    !matches!(expr.kind, ExprKind::Number(_) | ExprKind::Text(_))
}

fn is_name(word: &str) -> bool {
    let starts = word.starts_with(|first: char| first.is_ascii_alphabetic() || !first.is_ascii());
    starts && !matches!(word, "且" | "或" | "非") && (!word.is_ascii() || RESERVED.binary_search(&word).is_err())
}

#[cfg(test)]
mod tests {
    use super::RESERVED;
    use crate::script::parse::by_rhai;
    use proptest::prelude::*;

    /// Whether an expression is plain; if so, rhai reads it the same.
    fn is_plain(text: &str) -> bool {
        let Some(plain) = super::parse(text) else { return false };
        assert_eq!(by_rhai(text), Ok(plain), "{text}");
        true
    }

    #[test]
    fn what_is_plain() {
        for text in [
            "甲",
            " 甲 && 乙||(丙 且 丁) 或 非 戊",
            "甲 且 非（乙 或 (丙）)&&丁",
            "(a && b) && (c && d)",
            "a && (b && c)",
            "a == b == c < 2.50 != 0",
            "!a == !(b < 3)",
            "months_between(甲, as_of) > 12 && kind(\"学校\")",
            "failed.direct>0",
            "f()",
            "if a > 1 { 20 } else {if b {1} else { c } }",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "",
            "a b",
            "a = 1",
            "非!甲",
            "a.b.c",
            "f(a).b",
            "01",
            "1.",
            "\"a\\n\"",
            "a <- b",
            "a && 1",
            "非甲 乙",
            "_",
            "f（a)",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        assert!(!is_plain(&["a"; 40].join(" + ")));
        assert!(RESERVED.is_sorted() && RESERVED.iter().all(|word| !is_plain(word)));
    }

    const PIECES: &[&str] = &[
        "甲", "乙", "a", "failed", "direct", "且", "或", "非", " ", "  ", "&&", "||", "==", "!=", "<", "<=", ">", ">=",
        "!", "(", ")", ",", ".", "1", "20", "2.5", "0", "\"x\"", "\"", "f(", "in", "if", "-", "+", "=", "[", "{",
        "kind(", "_", "true", "this", "go", "as", "é", "\n", "//", "且甲", "if 甲 {", "} else {", "}", "（", "）",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn is_read_as_rhai_reads_it(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
            is_plain(&pieces.concat());
        }

        #[test]
        fn operands_in_turn_with_operators(
            pieces in prop::collection::vec((prop::sample::select(&PIECES[..26]), prop::sample::select(&PIECES[..29])), 0..8),
        ) {
            let text = pieces.iter().map(|(one, two)| format!("甲{one} {two} ")).collect::<String>();
            is_plain(&text);
        }
    }
}
