//! JSON as a tree that borrows its texts: what a place or a bundle is read from.

use super::scan::{Fault, NotJson, Scanner};
use std::borrow::Cow;

/// A JSON value. Keys keep their order, and keys that occur twice are there twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// The tree of a value.
    pub(crate) fn of(value: &'a serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(list) => Self::List(list.iter().map(Self::of).collect()),
            Value::Object(map) => {
                Self::Object(map.iter().map(|(key, value)| (Cow::Borrowed(key.as_str()), Self::of(value))).collect())
            }
        }
    }

    /// What it is, for messages.
    pub(crate) fn describe(&self) -> (&'static str, &'static str) {
        match self {
            Self::Null => ("null", "null"),
            Self::Bool(_) => ("true 或 false", "true or false"),
            Self::Number(_) => ("数字", "a number"),
            Self::Text(_) => ("文字", "a text"),
            Self::List(_) => ("数组", "an array"),
            Self::Object(_) => ("对象", "an object"),
        }
    }
}

impl<'a> Json<'a> {
    /// The value of a key; null where there is none.
    pub(crate) fn into_field(self, name: &str) -> Self {
        let Self::Object(entries) = self else { return Self::Null };
        entries.into_iter().find(|(key, _)| key == name).map_or(Self::Null, |(_, value)| value)
    }

    /// Prints it without white space, with numbers as ECMAScript prints them.
    pub(crate) fn print(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(true) => text.push_str("true"),
            Self::Bool(false) => text.push_str("false"),
            Self::Number(number) => text.push_str(&crate::number::print(*number)),
            Self::Text(own) => quote(own, text),
            Self::List(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    item.print(text);
                }
                text.push(']');
            }
            Self::Object(entries) => {
                text.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    quote(key, text);
                    text.push(':');
                    value.print(text);
                }
                text.push('}');
            }
        }
    }
}

/// Prints a text in quotes.
pub(super) fn quote(own: &str, text: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    text.push('"');
    let mut start = 0;
    for (at, byte) in own.bytes().enumerate() {
        let escaped = match byte {
            b'"' | b'\\' => char::from(byte),
            b' '.. => continue,
            8 => 'b',
            b'\t' => 't',
            b'\n' => 'n',
            12 => 'f',
            b'\r' => 'r',
            _ => 'u',
        };
        text.push_str(own.get(start..at).unwrap_or_default());
        start = at + 1;
        text.push('\\');
        text.push(escaped);
        if escaped == 'u' {
            text.push_str(if byte < 16 { "000" } else { "001" });
            text.push(DIGITS.get(usize::from(byte % 16)).copied().map_or('0', char::from));
        }
    }
    text.push_str(own.get(start..).unwrap_or_default());
    text.push('"');
}

/// The tree of a text.
pub(crate) fn parse(text: &str) -> Result<Json<'_>, NotJson> {
    let mut scanner = Scanner::new(text);
    let tree = value(&mut scanner).and_then(|tree| scanner.end().map(|()| tree));
    tree.map_err(|fault| scanner.wrong(fault))
}

fn value<'a>(scanner: &mut Scanner<'a>) -> Result<Json<'a>, Fault> {
    Ok(match scanner.peek() {
        Some(b'"') => Json::Text(scanner.string()?),
        Some(b'{') => {
            scanner.enter(b'{')?;
            let (mut entries, mut first) = (Vec::new(), true);
            while scanner.next(&mut first, b'}')? {
                entries.push((scanner.key()?, value(scanner)?));
            }
            Json::Object(entries)
        }
        Some(b'[') => {
            scanner.enter(b'[')?;
            let (mut items, mut first) = (Vec::new(), true);
            while scanner.next(&mut first, b']')? {
                items.push(value(scanner)?);
            }
            Json::List(items)
        }
        Some(b'n') => scanner.word("null").map(|()| Json::Null)?,
        Some(b't') => scanner.word("true").map(|()| Json::Bool(true))?,
        Some(b'f') => scanner.word("false").map(|()| Json::Bool(false))?,
        Some(b'-' | b'0'..=b'9') => Json::Number(scanner.number()?),
        _ => return Err(Fault::Value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_borrowed_unless_escaped() {
        let tree = parse(r#"{"a":"是","b":"\u662f","c":[1,-2.5,null,true],"a":{}}"#).unwrap();
        let entries = match &tree {
            Json::Object(entries) => entries.as_slice(),
            _ => &[],
        };
        assert!(matches!(&entries[0], (Cow::Borrowed("a"), Json::Text(Cow::Borrowed("是")))));
        assert!(matches!(&entries[1].1, Json::Text(Cow::Owned(text)) if text == "是"));
        assert_eq!(entries[2].1, Json::List(vec![Json::Number(1.0), Json::Number(-2.5), Json::Null, Json::Bool(true)]));
        assert_eq!(entries.len(), 4, "both values of a key are kept");
    }

    #[test]
    fn text_and_value_give_the_same() {
        let text = r#"{"a":[1,2.5,"x"],"b":{"c":null,"d":false}}"#;
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text).unwrap(), Json::of(&value));
    }

    #[test]
    fn deep_nesting_is_an_error() {
        assert!(parse(&"[".repeat(100_000)).is_err());
    }
}
