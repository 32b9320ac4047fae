//! Goes through a JSON text piece by piece, and says where and why it is none.

use std::borrow::Cow;
use std::fmt;

/// Why a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Value,
    Key,
    Colon,
    Comma,
    Text,
    Escape,
    Number,
    Deep,
    After,
}

/// Lists and objects may lie this deep in each other.
const DEEPEST: u32 = 127;

/// A text as far as it was read.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The byte here.
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no white space; it is not taken.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes the next byte if it is this one.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == Some(byte);
        self.at += usize::from(is_here);
        is_here
    }

    /// Enters a list (`[`) or an object (`{`), if one is here.
    pub(crate) fn enter(&mut self, open: u8) -> Result<(), Fault> {
        if !self.take(open) {
            return Err(Fault::Value);
        }
        self.depth += 1;
        if self.depth > DEEPEST { Err(Fault::Deep) } else { Ok(()) }
    }

    /// Goes to the next item of a list (`]`) or object (`}`); `false` at its end, which is then taken.
    pub(crate) fn next(&mut self, first: &mut bool, close: u8) -> Result<bool, Fault> {
        let first = std::mem::take(first);
        if self.take(close) {
            self.depth -= 1;
            return Ok(false);
        }
        if first || self.take(b',') { Ok(true) } else { Err(Fault::Comma) }
    }

    /// A key and the colon after it.
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(Fault::Key);
        }
        let key = self.string()?;
        if self.take(b':') { Ok(key) } else { Err(Fault::Colon) }
    }

    /// `null`, `true` or `false`, if it is here.
    pub(crate) fn word(&mut self, word: &str) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(Fault::Value);
        }
        self.at += word.len();
        Ok(())
    }

    /// A text without escapes; none where there is no such text, and then nothing more is to be read.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'a str> {
        if !self.take(b'"') {
            return None;
        }
        let run = self.run();
        let is_closed = self.byte() == Some(b'"');
        self.at += usize::from(is_closed);
        is_closed.then_some(run)
    }

    /// A text, borrowed unless it has escapes.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        if !self.take(b'"') {
            return Err(Fault::Value);
        }
        let run = self.run();
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(run));
        }
        let mut text = run.to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => {
                    text.push(self.escape()?);
                    text.push_str(self.run());
                }
                _ => return Err(Fault::Text),
            }
        }
    }

    /// What of a text can be taken as it stands.
    #[inline]
    fn run(&mut self) -> &'a str {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let from = self.at;
        self.at += plain_bytes(rest);
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// The character an escape stands for.
    fn escape(&mut self) -> Result<char, Fault> {
        let letter = self.text.as_bytes().get(self.at + 1).copied().ok_or(Fault::Escape)?;
        let character = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(Fault::Escape),
        };
        self.at += 2;
        Ok(character)
    }

    /// `\u1234`, or two of them for a character beyond the first 65536.
    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.unit()?;
        let code = match first {
            0xD800..=0xDBFF => match self.unit()? {
                second @ 0xDC00..=0xDFFF => 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                _ => return Err(Fault::Escape),
            },
            _ => first,
        };
        char::from_u32(code).ok_or(Fault::Escape)
    }

    fn unit(&mut self) -> Result<u32, Fault> {
        let digits = self.text.get(self.at..self.at + 6).and_then(|escape| escape.strip_prefix("\\u"));
        let digits =
            digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())).ok_or(Fault::Escape)?;
        self.at += 6;
        u32::from_str_radix(digits, 16).map_err(|_| Fault::Escape)
    }

    /// A number, as near to what is written as an f64 can be; one too large for that is none.
    #[cfg_attr(paicha_small, optimize(speed))]
    pub(crate) fn number(&mut self) -> Result<f64, Fault> {
        self.peek();
        let (number, length) = self.text.as_bytes().get(self.at..).and_then(short_number).unwrap_or_default();
        self.at += length;
        if length > 0 { Ok(number) } else { self.long_number() }
    }

    fn long_number(&mut self) -> Result<f64, Fault> {
        let from = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        let whole = self.digits()?;
        let starts_with_zero = self.text.as_bytes().get(self.at - whole) == Some(&b'0');
        if whole > 1 && starts_with_zero {
            return Err(Fault::Number);
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        let text = self.text.get(from..self.at).unwrap_or_default();
        let number = crate::number::parse(text).ok_or(Fault::Number)?;
        if number.is_finite() { Ok(number) } else { Err(Fault::Number) }
    }

    /// Goes past digits, of which there is at least one.
    fn digits(&mut self) -> Result<usize, Fault> {
        let from = self.at;
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == from { Err(Fault::Number) } else { Ok(self.at - from) }
    }

    /// Nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        if self.peek().is_none() { Ok(()) } else { Err(Fault::After) }
    }

    /// The fault with its place, for people.
    pub(crate) fn wrong(&self, fault: Fault) -> NotJson {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let column = self.text.get(start..self.at).unwrap_or_default().chars().count() + 1;
        NotJson { fault: if self.at >= self.text.len() { None } else { Some(fault) }, line, column }
    }
}

/// The number at the beginning, and its length, where it has 15 digits at most and no exponent. Its digits as a whole
/// number, and the power of ten by which to divide it, are then exact, so that the one division is all there is to round.
fn short_number(bytes: &[u8]) -> Option<(f64, usize)> {
    const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let is_negative = bytes.first() == Some(&b'-');
    let start = usize::from(is_negative);
    let (mut at, mut whole) = (start, 0_u64);
    let mut digits = |at: &mut usize| {
        while let Some(digit @ b'0'..=b'9') = bytes.get(*at) {
            whole = whole.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            *at += 1;
        }
    };
    digits(&mut at);
    let (before, mut after) = (at - start, 0);
    if bytes.get(at) == Some(&b'.') {
        let point = at;
        at += 1;
        digits(&mut at);
        after = at - point - 1;
        if after == 0 {
            return None;
        }
    }
    let has_padding = before > 1 && bytes.get(start) == Some(&b'0');
    if before == 0 || has_padding || before + after > 15 || matches!(bytes.get(at), Some(b'e' | b'E')) {
        return None;
    }
    let number = whole as f64 / POWERS.get(after)?;
    Some((if is_negative && whole > 0 { -number } else { number }, at))
}

/// How many bytes stand before the first quote, backslash or control character: eight at a time, as one word.
fn plain_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // The lowest of the bits that come out is right; above it they mean nothing.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGHS;
    let (words, rest) = bytes.as_chunks();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let ends = below(word ^ (ONES * u64::from(b'"')), 1)
            | below(word ^ (ONES * u64::from(b'\\')), 1)
            | below(word, u64::from(b' '));
        if ends != 0 {
            return at * 8 + ends.trailing_zeros() as usize / 8;
        }
    }
    let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    words.len() * 8 + rest.iter().position(ends).unwrap_or(rest.len())
}

/// Why and where a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotJson {
    /// None where the text ends too early.
    fault: Option<Fault>,
    line: usize,
    column: usize,
}

impl NotJson {
    /// What was wanted, in Chinese.
    pub(crate) fn zh(&self) -> String {
        let what = match self.fault {
            None => "文字不完整",
            Some(Fault::Value) => "这里要有一个值",
            Some(Fault::Key) => "这里要有一个键",
            Some(Fault::Colon) => "键后面要有冒号",
            Some(Fault::Comma) => "这里要有逗号，或者结束",
            Some(Fault::Text) => "文字里有控制字符",
            Some(Fault::Escape) => "转义写法有误",
            Some(Fault::Number) => "数字写法有误或太大",
            Some(Fault::Deep) => "嵌套太深",
            Some(Fault::After) => "后面有多余的内容",
        };
        format!("{what}（第 {} 行第 {} 列）", self.line, self.column)
    }
}

/// In English.
impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            None => "the text is incomplete",
            Some(Fault::Value) => "a value should be here",
            Some(Fault::Key) => "a key should be here",
            Some(Fault::Colon) => "a colon should follow the key",
            Some(Fault::Comma) => "a comma or the end should be here",
            Some(Fault::Text) => "a control character in a text",
            Some(Fault::Escape) => "a wrong escape",
            Some(Fault::Number) => "a wrong number, or one too large",
            Some(Fault::Deep) => "nested too deep",
            Some(Fault::After) => "more text after the end",
        };
        write!(f, "{what} (line {}, column {})", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Json, parse};

    fn fault(text: &str) -> String {
        parse(text).map_or_else(|wrong| wrong.to_string(), |json| format!("{json:?}"))
    }

    #[test]
    fn faults_have_a_place() {
        assert_eq!(fault("{\"a\": 1,\n \"二\" 2}"), "a colon should follow the key (line 2, column 6)");
        assert_eq!(fault("[1 2]"), "a comma or the end should be here (line 1, column 4)");
        assert_eq!(fault("[1,]"), "a value should be here (line 1, column 4)");
        assert_eq!(fault("{a:1}"), "a key should be here (line 1, column 2)");
        assert_eq!(fault("{\"a\""), "the text is incomplete (line 1, column 5)");
        assert_eq!(fault("1 2"), "more text after the end (line 1, column 3)");
        assert_eq!(fault("\"a\u{1}\""), "a control character in a text (line 1, column 3)");
        assert_eq!(fault("[01]"), "a wrong number, or one too large (line 1, column 4)");
    }

    proptest::proptest! {
        /// serde_json, which reads the same language, is the reference.
        #[test]
        fn any_text_is_read_as_serde_json_reads_it(text in "[\\[\\]{},:\"\\\\ \\n0-9.eE+\\-truefalsn一u\u{1}]{0,12}") {
            let reference = serde_json::from_str::<serde_json::Value>(&text);
            match (parse(&text), &reference) {
                (Ok(Json::Object(entries)), Ok(serde_json::Value::Object(map))) => assert!(entries.len() >= map.len()),
                (Ok(json), Ok(value)) => assert_eq!(json, Json::of(value), "{text}"),
                (Err(_), Err(_)) => {}
                (json, _) => panic!("{text}: {json:?} {reference:?}"),
            }
        }

        #[test]
        fn numbers_of_any_length_are_the_nearest(text in "-?[0-9]{0,9}([.][0-9]{0,11})?([eE][+-]?[0-9]{1,2})?") {
            let number = match parse(&text) {
                Ok(Json::Number(number)) => Some(number),
                _ => None,
            };
            // serde_json says whether it is a number, the standard library which.
            let expected = serde_json::from_str::<f64>(&text).ok().and_then(|_| text.parse().ok());
            assert_eq!(number, expected);
        }

        #[test]
        fn any_text_and_number_is_read_back(text in "\\PC{0,12}[\u{0}-\u{1f}\"\\\\]?\\PC{0,3}", number in proptest::num::f64::NORMAL) {
            let value = serde_json::json!([text, number]);
            let written = crate::number::to_json(&value).unwrap();
            assert_eq!(parse(&written), Ok(Json::List(vec![Json::Text(text.into()), Json::Number(number)])));
            let ascii: String = written.encode_utf16().map(|unit| match u8::try_from(unit) {
                Ok(byte @ b' '..=b'~') => char::from(byte).to_string(),
                _ => format!("\\u{unit:04x}"),
            }).collect();
            assert_eq!(parse(&ascii), parse(&written));
        }
    }

    #[test]
    fn halves_of_characters_are_no_text() {
        for text in [r#""\ud800""#, r#""\udc00""#, r#""\ud800\ud800""#, r#""\ud83d\u0041""#, r#""\u+123""#, r#""\u12"#]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse(r#""\ud83d\ude00\/""#), Ok(Json::Text("😀/".into())));
    }
}
