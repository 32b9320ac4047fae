//! The JSON schema of rule files, from the same table that reads them: editors complete and check by it.

use super::format::{Field, Form, ItemKind, TABLES, TableFormat, Type};
use serde_json::{Map, Value, json};

const ID: &str = "^[a-z][a-z0-9_]{0,63}$";

/// The JSON schema (draft 7) of rule files: `pack.toml`, rules, campaigns and cases in one.
pub fn schema() -> Value {
    let tables = TABLES.iter().map(|format| (format.name.to_owned(), table(format)));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://github.com/paicha/paicha/rules/paicha.schema.json",
        "title": "paicha 规则文件 / rule files",
        "type": "object",
        "properties": tables.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

fn table(format: &TableFormat) -> Value {
    let mut item = item(format);
    let description = describe(format.zh, format.en);
    match format.form {
        Form::Single => {
            item["description"] = description;
            item
        }
        Form::List => json!({ "description": description, "type": "array", "items": item }),
        Form::Named => {
            let item = match format.kind {
                // The short form of a derived fact is its value alone.
                ItemKind::Derive => json!({ "anyOf": [{ "type": "string" }, item] }),
                _ => item,
            };
            json!({
                "description": description,
                "type": "object",
                "patternProperties": { ID: item },
                "additionalProperties": false,
            })
        }
    }
}

/// One item. What changes an inherited item states only what changes.
fn item(format: &TableFormat) -> Value {
    let fields = format.fields().map(property).collect::<Map<_, _>>();
    let required = required(format.fields);
    let mut item = json!({ "type": "object", "properties": fields, "additionalProperties": false });
    let identified = format.fields.iter().any(|field| field.name == "id");
    if format.kind.merges() && !required.is_empty() {
        if identified {
            item["required"] = json!(["id"]);
        }
        item["anyOf"] = json!([{ "required": required }, { "required": ["override"] }, { "required": ["remove"] }]);
    } else if !required.is_empty() {
        item["required"] = required.into();
    }
    item
}

fn required(fields: &[Field]) -> Vec<&'static str> {
    fields.iter().filter(|field| field.required).map(|field| field.name).collect()
}

fn property(field: &Field) -> (String, Value) {
    let mut schema = value(&field.ty);
    schema["description"] = describe(field.zh, field.en);
    (field.name.to_owned(), schema)
}

fn describe(zh: &str, en: &str) -> Value {
    format!("{zh} / {en}").into()
}

fn value(ty: &Type) -> Value {
    match ty {
        Type::Text | Type::Expression | Type::Interval => json!({ "type": "string", "minLength": 1 }),
        Type::AnyText => json!({ "type": "string" }),
        Type::Id => json!({ "type": "string", "pattern": ID }),
        Type::PackId => json!({ "type": "string", "pattern": "^[a-z][a-z0-9_-]{0,63}$" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Number => json!({ "type": "number" }),
        Type::Amount => json!({ "type": "number", "minimum": 0 }),
        Type::Integer(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
        Type::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        // TOML's dates are strings to editors that check it by a JSON schema.
        Type::Date => json!({ "type": "string", "format": "date" }),
        Type::Color => json!({ "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" }),
        Type::OneOf(words) => json!({ "type": "string", "enum": words }),
        Type::List(of) => json!({ "type": "array", "items": value(of) }),
        Type::Map(of) => json!({ "type": "object", "additionalProperties": value(of) }),
        Type::Either(types) => json!({ "anyOf": types.iter().map(value).collect::<Vec<_>>() }),
        Type::Table(fields) => {
            let properties = fields.iter().map(property).collect::<Map<_, _>>();
            let mut table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
            let required = required(fields);
            if !required.is_empty() {
                table["required"] = required.into();
            }
            table
        }
    }
}
