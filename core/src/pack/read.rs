//! From the tables of a file to its items, each with its id and fields, held against the format.

use super::format::{Field, FileSort, Form, ItemKind, TABLES, TableFormat};
use super::item::Expression;
use super::shape;
use super::syntax::{Parsed, UNREADABLE};
use super::value::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use crate::names::closest;

/// An item: its fields as written, overlays merged.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub kind: ItemKind,
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// Where it was defined, then where it was changed.
    pub origin: Vec<Span>,
    pub fields: Vec<(&'static str, Node)>,
    /// The campaign whose file it stands in.
    pub campaign: Option<String>,
    /// A mistake in TOML lies within it: fields may be missing because of that.
    pub damaged: bool,
}

/// An item as one file has it, and what it does to an inherited one.
#[derive(Debug)]
pub(super) struct Written {
    pub item: Item,
    pub overrides: bool,
    pub removes: bool,
    pub unset: Vec<(String, Span)>,
}

impl Item {
    /// A field that is there and has no mistake.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.field(name).filter(|node| !node.is_broken())
    }

    /// A field that is there, with a mistake or without.
    pub fn field(&self, name: &str) -> Option<&Node> {
        self.fields.iter().find(|(field, _)| *field == name).map(|(_, node)| node)
    }

    /// Whether a field has a mistake that has been reported.
    pub fn is_broken(&self, name: &str) -> bool {
        self.field(name).is_some_and(Node::is_broken)
    }

    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.text().map(str::to_owned)
    }

    pub fn texts(&self, name: &str) -> Vec<String> {
        let list = self.get(name).map_or(&[][..], Node::list);
        list.iter().filter_map(Node::text).map(str::to_owned).collect()
    }

    /// Takes out an expression that nobody asks for again.
    pub fn take_expression(&mut self, name: &str) -> Option<Expression> {
        self.field_mut(name)?.take_expression()
    }

    /// Takes out a text that nobody asks for again.
    pub fn take_text(&mut self, name: &str) -> Option<String> {
        Some(self.take_expression(name)?.text)
    }

    pub fn field_mut(&mut self, name: &str) -> Option<&mut Node> {
        self.fields.iter_mut().find(|(field, _)| *field == name).map(|(_, node)| node)
    }

    /// What people call it: its label or title; the id if it has none.
    pub fn label(&self) -> String {
        self.text("label").or_else(|| self.text("title")).unwrap_or_else(|| self.id.clone())
    }
}

/// Reads the items of a file, in the order written.
pub(super) fn read(parsed: Parsed, sort: FileSort, diagnostics: &mut Diagnostics) -> Vec<Written> {
    let mut reader = Reader { sort, diagnostics, items: Vec::new() };
    for entry in parsed.entries {
        if entry.key != UNREADABLE {
            reader.table(entry);
        }
    }
    let mut items = reader.items;
    items.sort_by_key(|(start, _)| *start);
    let starts: Vec<u32> = items.iter().map(|(start, _)| *start).skip(1).chain([u32::MAX]).collect();
    for ((start, written), end) in items.iter_mut().zip(starts) {
        let within = |at: usize| *start as usize <= at && at < end as usize;
        written.item.damaged = parsed.mistakes.iter().any(|mistake| within(mistake.start) || within(mistake.end));
    }
    items.into_iter().map(|(_, written)| written).collect()
}

/// Whether a key stands in a header, as `x` in `[check.x]`, rather than before an `=`.
fn is_header(entry: &Entry) -> bool {
    matches!(entry.node.value, Value::Table(_)) && entry.node.span.start < entry.key_span.start
}

struct Reader<'a> {
    sort: FileSort,
    diagnostics: &'a mut Diagnostics,
    items: Vec<(u32, Written)>,
}

impl Reader<'_> {
    fn table(&mut self, entry: Entry) {
        let Some(format) = TABLES.iter().find(|format| format.name == entry.key) else {
            return self.unknown_table(&entry);
        };
        if !format.kind.belongs_in(self.sort) {
            return self.misplaced(format, entry.key_span);
        }
        match (format.form, entry.node.value) {
            (Form::Single, Value::Table(fields)) => self.item(format, None, entry.node.span, fields),
            (Form::Named, Value::Table(entries)) => self.named(format, entry.key_span, entries),
            (Form::List, Value::List(list)) => self.list(format, list),
            (_, Value::Broken) => {}
            (form, value) => {
                self.wrong_form(format, entry.key_span);
                // Read it all the same: what else is wrong can be said in the same run.
                match (form, value) {
                    (Form::Single | Form::Named, Value::List(list)) => self.list(format, list),
                    (_, Value::Table(fields)) if fields.iter().any(|field| field.key == "id") => {
                        self.item(format, None, entry.node.span, fields);
                    }
                    (_, Value::Table(entries)) => self.named(format, entry.key_span, entries),
                    _ => {}
                }
            }
        }
    }

    fn list(&mut self, format: &'static TableFormat, list: Vec<Node>) {
        for node in list {
            match node.value {
                Value::Table(fields) => self.item(format, None, node.span, fields),
                Value::Broken => {}
                _ => self.wrong_form(format, node.span),
            }
        }
    }

    fn named(&mut self, format: &'static TableFormat, header: Span, entries: Vec<Entry>) {
        let mut without_id = false;
        for entry in entries {
            match entry.node.value {
                Value::Table(fields) if format.field(&entry.key).is_none() || !without_id => {
                    let id = Some((entry.key.into_owned(), entry.key_span, entry.node.doubtful));
                    self.item(format, id, entry.node.span, fields);
                }
                Value::Text(_) if format.kind == ItemKind::Derive && format.field(&entry.key).is_none() => {
                    let doubtful = entry.node.doubtful;
                    let value = Entry { key: "value".into(), key_span: entry.key_span, node: entry.node };
                    let id = Some((entry.key.into_owned(), entry.key_span, doubtful));
                    self.item(format, id, entry.key_span, vec![value]);
                }
                _ if !std::mem::replace(&mut without_id, true) => self.wrong_form(format, header),
                _ => {}
            }
        }
    }

    fn item(
        &mut self,
        format: &'static TableFormat,
        id: Option<(String, Span, bool)>,
        header: Span,
        entries: Vec<Entry>,
    ) {
        let mut misspelt = Vec::new();
        // Collected where the entries lie.
        let mut fields: Vec<(&'static str, Node)> =
            entries.into_iter().filter_map(|entry| self.field(format, entry, &mut misspelt)).collect();
        // Taken for what was meant, so that nothing is missing because of it; whatever else is wrong can wait.
        for (field, mut node) in misspelt {
            if !fields.iter().any(|(name, _)| *name == field.name) {
                node.doubtful = true;
                shape::check(&mut node, &field.ty, field.name, self.diagnostics);
                fields.push((field.name, node));
            }
        }
        let Some((id, span)) = self.id(format, id, header, &fields) else { return };
        let flag = |name: &str| fields.iter().any(|(field, node)| *field == name && node.truth() == Some(true));
        let (overrides, removes) = (flag("override"), flag("remove"));
        let unset = fields.iter().filter(|(name, _)| *name == "unset").flat_map(|(_, node)| node.list());
        let unset = unset.filter_map(|node| Some((node.text()?.to_owned(), node.span))).collect();
        let own = |name: &str| !matches!(name, "override" | "remove" | "unset");
        fields.retain(|(name, _)| own(name));
        let item = Item { kind: format.kind, id, span, origin: vec![span], fields, campaign: None, damaged: false };
        self.items.push((header.start, Written { item, overrides, removes, unset }));
    }

    /// The field of an entry, if it is one; else it is reported, with the field that was likely meant.
    fn field(
        &mut self,
        format: &'static TableFormat,
        mut entry: Entry,
        misspelt: &mut Vec<(&'static Field, Node)>,
    ) -> Option<(&'static str, Node)> {
        match format.field(&entry.key) {
            Some(field) => {
                shape::check(&mut entry.node, &field.ty, field.name, self.diagnostics);
                return Some((field.name, entry.node));
            }
            None if entry.key == "id" && format.form == Form::Named => return Some(("id", entry.node)),
            None if entry.node.doubtful => {}
            None if is_header(&entry) => self.wrong_form(format, entry.node.span),
            None => {
                let fields = format.fields();
                let meant = shape::unknown_field(&entry.key, entry.key_span, fields, self.diagnostics);
                misspelt.extend(meant.map(|field| (field, entry.node)));
            }
        }
        None
    }

    /// The id of an item and where it stands; a missing or impossible one is reported.
    fn id(
        &mut self,
        format: &'static TableFormat,
        key: Option<(String, Span, bool)>,
        header: Span,
        fields: &[(&'static str, Node)],
    ) -> Option<(String, Span)> {
        if let Some((id, span, doubtful)) = key {
            if !shape::is_id(&id, false) && !doubtful {
                let (message, help) = shape::bad_id(&id);
                let reported = self.diagnostics.report(Code::BadFieldValue, Some(span), message);
                help.map(|help| reported.help(help));
            }
            return Some((id, span));
        }
        if format.kind == ItemKind::Case {
            return Some(("case".to_owned(), header));
        }
        if format.form == Form::Single && format.field("id").is_none() {
            return Some((format.name.to_owned(), header));
        }
        // A pack without an id is a pack all the same: what else it says is read.
        let unnamed = || (format.kind == ItemKind::Pack).then(|| (format.name.to_owned(), header));
        match fields.iter().find(|(name, _)| *name == "id") {
            Some((_, node)) => node.text().map(|id| (id.to_owned(), node.span)).or_else(unnamed),
            None => {
                let message = Message::new(
                    format!("{} 缺少 id（编号）", format.header()),
                    format!("{} lacks an id", format.header()),
                );
                self.diagnostics.report(Code::MissingField, Some(header), message);
                unnamed()
            }
        }
    }

    fn wrong_form(&mut self, format: &TableFormat, span: Span) {
        let header = format.header();
        let message =
            Message::new(format!("{}要写成 {header}", format.zh), format!("{} is written as {header}", format.en));
        let help = match format.form {
            Form::Single => Message::new("只有一个，用单方括号", "there is one: single brackets"),
            Form::Named => Message::new(
                format!("编号写在表头里，如 [{}.my_id]", format.name),
                format!("the id stands in the header: [{}.my_id]", format.name),
            ),
            Form::List => Message::new(
                format!("用双方括号，编号写在 id 里：{header} 换行 id = \"…\""),
                format!("double brackets, and the id in a field: {header}, then id = \"…\""),
            ),
        };
        self.diagnostics.report(Code::WrongFieldType, Some(span), message).help(help);
    }

    fn misplaced(&mut self, format: &TableFormat, span: Span) {
        let header = format.header();
        let message =
            Message::new(format!("{header} 不能写在这个文件里"), format!("{header} does not belong in this file"));
        let help = match (format.kind, self.sort) {
            (ItemKind::Pack, _) => Message::new("写在 pack.toml 里", "write it in pack.toml"),
            (ItemKind::Campaign, _) => Message::new(
                "一个专项行动一个文件，放在 campaigns 文件夹里",
                "one file for each campaign, in the folder campaigns",
            ),
            (ItemKind::Case, _) => Message::new("用例放在 tests 文件夹里", "cases go in the folder tests"),
            _ => Message::new("tests 文件夹里只放 [[case]]", "the folder tests holds [[case]] only"),
        };
        self.diagnostics.report(Code::UnknownTable, Some(span), message).help(help);
    }

    fn unknown_table(&mut self, entry: &Entry) {
        let key = &entry.key;
        let is_table = matches!(entry.node.value, Value::Table(_) | Value::List(_));
        let here = || TABLES.iter().filter(|format| format.kind.belongs_in(self.sort));
        let headers = || here().map(TableFormat::header).collect::<Vec<_>>();
        let near = closest(key, here().map(|format| format.name))
            .and_then(|name| here().find(|format| format.name == name))
            .or_else(|| here().find(|format| key.strip_suffix('s') == Some(format.name) || format.zh == key));
        let message = if is_table {
            Message::new(format!("不认识的表 {key}"), format!("an unknown table {key}"))
        } else {
            Message::new(format!("{key} 前面没有表头"), format!("{key} stands under no header"))
        };
        let help = match near.filter(|_| is_table) {
            Some(format) => Message::new(
                format!("是不是 {}（{}）？", format.header(), format.zh),
                format!("did you mean {} ({})?", format.header(), format.en),
            ),
            None => Message::new(
                format!("可以写：{}", headers().join("、")),
                format!("tables here: {}", headers().join(", ")),
            ),
        };
        self.diagnostics.report(Code::UnknownTable, Some(entry.key_span), message).help(help);
    }
}
