//! Holds values against the types of the format: wrong types, values out of bounds, unknown and missing fields.
//!
//! A value that does not fit is reported once and becomes [`Value::Broken`], so that nobody reports it again.

use super::format::{Field, Type};
use super::interval;
use super::value::{Node, Value};
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use crate::names::closest;

/// Checks a field's value.
pub(super) fn check(node: &mut Node, ty: &Type, name: &str, diagnostics: &mut Diagnostics) {
    if node.is_broken() {
        return;
    }
    if !accepts(ty, &node.value) {
        return wrong_type(node, ty, name, diagnostics);
    }
    match (ty, &mut node.value) {
        (Type::Either(types), _) => {
            if let Some(ty) = types.iter().find(|ty| accepts(ty, &node.value)) {
                check(node, ty, name, diagnostics);
            }
        }
        (Type::List(of), Value::List(list)) => list.iter_mut().for_each(|item| check(item, of, name, diagnostics)),
        (Type::Map(of), Value::Table(entries)) => {
            entries.iter_mut().for_each(|entry| check(&mut entry.node, of, &entry.key, diagnostics));
        }
        (Type::Table(fields), Value::Table(_)) => check_table(node, fields, name, diagnostics),
        _ => {
            if let Some((message, help)) = not_allowed(node, ty, name) {
                refuse(node, Code::BadFieldValue, message, help, diagnostics);
            }
        }
    }
}

fn check_table(node: &mut Node, fields: &[Field], name: &str, diagnostics: &mut Diagnostics) {
    let (doubtful, span) = (node.doubtful, node.span);
    let Value::Table(entries) = &mut node.value else { return };
    let mut misspelt = Vec::new();
    for entry in entries.iter_mut() {
        match fields.iter().find(|field| field.name == entry.key) {
            Some(field) => check(&mut entry.node, &field.ty, field.name, diagnostics),
            None if entry.node.doubtful => {}
            None => misspelt.extend(unknown_field(&entry.key, entry.key_span, fields.iter(), diagnostics)),
        }
    }
    let misspelt = |name: &str| misspelt.iter().any(|field| field.name == name);
    for field in fields.iter().filter(|field| field.required && !doubtful) {
        if !misspelt(field.name) && !entries.iter().any(|entry| entry.key == field.name) {
            let message = Message::new(
                format!("{name} 缺少 {}（{}）", field.name, field.zh),
                format!("{name} lacks {} ({})", field.name, field.en),
            );
            diagnostics.report(Code::MissingField, Some(span), message);
        }
    }
}

/// Reports a field that the format does not have; gives the one that was likely meant.
pub(super) fn unknown_field<'a>(
    key: &str,
    span: Span,
    fields: impl Iterator<Item = &'a Field> + Clone,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Field> {
    let message = Message::new(format!("不认识的字段 {key}"), format!("an unknown field {key}"));
    let meant = meant(key, fields.clone());
    let help = match meant {
        Some(field) => Message::new(
            format!("是不是 {}（{}）？", field.name, field.zh),
            format!("did you mean {} ({})?", field.name, field.en),
        ),
        None => {
            let names = fields.map(|field| field.name).collect::<Vec<_>>();
            Message::new(format!("可以写：{}", names.join("、")), format!("fields here: {}", names.join(", ")))
        }
    };
    diagnostics.report(Code::UnknownField, Some(span), message).help(help);
    meant
}

/// The field that was likely meant: near in spelling, or known by what it says in Chinese.
fn meant<'a>(key: &str, fields: impl Iterator<Item = &'a Field> + Clone) -> Option<&'a Field> {
    // Names that other formats use for the same.
    let same = [("name", "label"), ("title", "label"), ("label", "title"), ("score", "points"), ("deadline", "within")];
    let synonym = || same.iter().filter(|(other, _)| *other == key).map(|(_, name)| *name);
    let named = |name: &str| fields.clone().find(|field| field.name == name);
    closest(key, fields.clone().map(|field| field.name))
        .and_then(named)
        .or_else(|| fields.clone().find(|field| field.zh.starts_with(key)))
        .or_else(|| synonym().find_map(named))
}

/// Whether a value is of TOML's type for a type.
fn accepts(ty: &Type, value: &Value) -> bool {
    match (ty, value) {
        (Type::Date, Value::Date(_) | Value::Time) => true,
        (Type::Date, Value::Text(text)) => text.text.parse::<crate::Date>().is_ok(),
        (Type::Bool, Value::Bool(_)) | (Type::Integer(..), Value::Integer(_)) => true,
        (Type::Number | Type::Amount, Value::Integer(_) | Value::Number(_)) => true,
        (Type::List(_), Value::List(_)) | (Type::Table(_) | Type::Map(_), Value::Table(_)) => true,
        (Type::Either(types), value) => types.iter().any(|ty| accepts(ty, value)),
        (
            Type::Text
            | Type::AnyText
            | Type::Id
            | Type::PackId
            | Type::Color
            | Type::Interval
            | Type::Expression
            | Type::OneOf(_),
            Value::Text(_),
        ) => true,
        _ => false,
    }
}

/// Why a value of the right TOML type will not do: what is wrong, and help.
fn not_allowed(node: &Node, ty: &Type, name: &str) -> Option<(Message, Option<Message>)> {
    let text = node.text().unwrap_or("");
    match ty {
        Type::Text | Type::Expression if text.chars().all(char::is_whitespace) => {
            Some((Message::new(format!("{name} 是空的"), format!("{name} is empty")), None))
        }
        Type::Id | Type::PackId if !is_id(text, matches!(ty, Type::PackId)) => Some(bad_id(text)),
        Type::OneOf(words) if !words.contains(&text) => Some(not_one_of(name, text, words, ty)),
        Type::Color if !is_color(text) => Some((
            Message::new(format!("颜色“{text}”写法有误"), format!("“{text}” is not a colour")),
            Some(Message::new("写成 # 加六位十六进制数，如 #d7191c", "write # and six hexadecimal digits: #d7191c")),
        )),
        Type::Interval => interval::parse(text).err().map(|help| {
            (Message::new(format!("看不懂时间长度“{text}”"), format!("“{text}” is not a length of time")), Some(help))
        }),
        Type::Number | Type::Amount if !node.number().is_some_and(f64::is_finite) => {
            Some((Message::new(format!("{name} 不是有限的数"), format!("{name} is not a finite number")), None))
        }
        Type::Amount if node.number().is_some_and(|number| number < 0.0) => {
            Some((Message::new(format!("{name} 不能小于 0"), format!("{name} cannot be below 0")), None))
        }
        Type::Integer(least, most) if !node.integer().is_some_and(|number| (*least..=*most).contains(&number)) => {
            Some((
                Message::new(
                    format!("{name} 要在 {least} 到 {most} 之间"),
                    format!("{name} lies between {least} and {most}"),
                ),
                None,
            ))
        }
        Type::Date if node.date().is_none() => Some((
            Message::new(format!("{name} 只写日期，不带时间"), format!("{name} is a date without a time")),
            Some(Message::new("写成 2022-08-03", "write 2022-08-03")),
        )),
        _ => None,
    }
}

fn not_one_of(name: &str, text: &str, words: &[&str], ty: &Type) -> (Message, Option<Message>) {
    let (zh, en) = ty.describe();
    let help = match closest(text, words.iter().copied()) {
        Some(word) => {
            Message::new(format!("是不是 \"{word}\"？可以写：{zh}"), format!("did you mean \"{word}\"? one of: {en}"))
        }
        None => Message::new(format!("可以写：{zh}"), format!("one of: {en}")),
    };
    (Message::new(format!("{name} 不能是“{text}”"), format!("{name} cannot be “{text}”")), Some(help))
}

fn wrong_type(node: &mut Node, ty: &Type, name: &str, diagnostics: &mut Diagnostics) {
    let ((expected_zh, expected_en), (found_zh, found_en)) = (ty.describe(), describe(&node.value));
    let message = Message::new(
        format!("{name} 应是{expected_zh}，这里是{found_zh}"),
        format!("{name} should be {expected_en}, not {found_en}"),
    );
    let help = type_help(&node.value, ty);
    refuse(node, Code::WrongFieldType, message, help, diagnostics);
}

/// Reports a value unless a mistake in TOML has been reported there already, and breaks it.
fn refuse(node: &mut Node, code: Code, message: Message, help: Option<Message>, diagnostics: &mut Diagnostics) {
    if !node.doubtful {
        let reported = diagnostics.report(code, Some(node.span), message);
        if let Some(help) = help {
            reported.help(help);
        }
    }
    node.value = Value::Broken;
}

fn describe(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::Text(_) => ("文字", "a text"),
        Value::Integer(_) | Value::Number(_) => ("数字", "a number"),
        Value::Bool(_) => ("真假值", "a truth value"),
        Value::Date(_) => ("日期", "a date"),
        Value::Time => ("时间", "a time"),
        Value::List(_) => ("列表", "a list"),
        Value::Table(_) => ("表", "a table"),
        Value::Broken => ("有误的值", "a mistake"),
    }
}

fn type_help(value: &Value, ty: &Type) -> Option<Message> {
    let takes = |value: &Value| accepts(ty, value);
    match value {
        Value::Text(text) if takes(&Value::Bool(true)) => match text.text.trim() {
            "true" | "false" => Some(Message::new("去掉引号", "drop the quotes")),
            "是" | "有" | "yes" => Some(Message::new("写 true", "write true")),
            "否" | "无" | "no" => Some(Message::new("写 false", "write false")),
            _ => None,
        },
        Value::Text(text) if takes(&Value::Integer(0)) && text.text.trim().parse::<f64>().is_ok() => {
            Some(Message::new("去掉引号", "drop the quotes"))
        }
        Value::Text(text) if takes(&Value::List(Vec::new())) => {
            Some(Message::new(format!("写成 [\"{}\"]", text.text), format!("write [\"{}\"]", text.text)))
        }
        Value::Integer(_) | Value::Number(_) | Value::Bool(_) | Value::Date(_) if matches!(ty, Type::List(_)) => {
            Some(Message::new("加上方括号", "put it in brackets"))
        }
        Value::Integer(_) | Value::Number(_) | Value::Bool(_) | Value::Date(_)
            if takes(&Value::Text(super::item::Expression { text: String::new(), source: None })) =>
        {
            Some(Message::new("加上引号", "put it in quotes"))
        }
        _ => None,
    }
}

/// Whether a text can be an id.
pub(super) fn is_id(text: &str, hyphens: bool) -> bool {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || (hyphens && byte == b'-');
    text.len() <= 64 && text.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && text.bytes().all(fits)
}

/// What to say of a text that cannot be an id.
pub(super) fn bad_id(text: &str) -> (Message, Option<Message>) {
    let message = Message::new(format!("“{text}”不能作编号"), format!("“{text}” cannot be an id"));
    let help = Message::new(
        "编号以小写英文字母开头，只有小写字母、数字和下划线，最多 64 个字符；中文名称写在 label（检查项写在 title）里",
        "an id starts with a lower-case letter and has lower-case letters, digits and _ only, at most 64; names go in label (title of a check)",
    );
    (message, Some(help))
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
