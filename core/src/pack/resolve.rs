//! From merged items to typed ones: required fields, references, and what fields must mean together.
//!
//! What has a mistake is reported and left out, so that all mistakes come to light in one run.

mod checks;
mod duties;
mod facts;
mod points;
pub(super) use points::meet;
mod verdicts;

use super::format::{Field, ItemKind};
use super::item::{Basis, BasisStatus, Items, PackInfo, Provenance, Range};
use super::overlay::Merged;
use super::read::Item;
use super::scope::{Scope, Space};
use super::value::Node;
use crate::date::Effective;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use crate::names::closest;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

/// Resolves a pack. `scopes` are the names of all its layers.
pub(super) fn resolve(
    merged: &mut Merged,
    info: Option<&Item>,
    folder: &str,
    scopes: &[&Scope],
    diagnostics: &mut Diagnostics,
) -> Items {
    let mut resolver = Resolver { merged, scopes, diagnostics, unknown: BTreeMap::new() };
    let info = resolver.info(info, folder);
    let kinds = resolver.all(ItemKind::Kind, Resolver::kind);
    let facts = resolver.all_taken(ItemKind::Fact, Resolver::fact);
    let derived = resolver.all_taken(ItemKind::Derive, Resolver::derived);
    let checks = resolver.all_taken(ItemKind::Check, Resolver::check);
    let (sections, groups) = resolver.sections_and_groups();
    let levels = resolver.levels();
    let tasks = resolver.tasks();
    let items = Items {
        kinds,
        facts,
        derived,
        checks,
        sections,
        groups,
        score: resolver.score(),
        results: resolver.all(ItemKind::Result, Resolver::result),
        adjusts: resolver.all(ItemKind::Adjust, |resolver, item| resolver.adjust(item, &levels)),
        levels,
        windows: resolver.all(ItemKind::Window, Resolver::window),
        campaigns: resolver.all(ItemKind::Campaign, |resolver, item| resolver.campaign(item, info.effective, &tasks)),
        tasks,
        duties: resolver.all_taken(ItemKind::Duty, Resolver::duty),
        functions: resolver.all(ItemKind::Function, Resolver::function),
        scripts: Vec::new(),
        info,
    };
    resolver.report_unknown();
    items
}

struct Resolver<'a> {
    merged: &'a mut Merged,
    scopes: &'a [&'a Scope],
    diagnostics: &'a mut Diagnostics,
    /// Ids that references name and no item has, with their places: one problem each, however often it is named.
    unknown: BTreeMap<(ItemKind, String), Vec<Span>>,
}

/// How many more places of an unknown id are shown.
const MORE_PLACES: usize = 3;

/// Room for a colon and the number of a line.
const LINE: usize = 8;

impl<'a> Resolver<'a> {
    /// Resolves the items of a kind; those with mistakes are left out.
    fn all<T>(&mut self, kind: ItemKind, mut resolve: impl FnMut(&mut Self, &Item) -> Option<T>) -> Vec<T> {
        self.all_taken(kind, |resolver, item| resolve(resolver, item))
    }

    /// The same, where texts are taken out of the items rather than copied: those that nothing asks for later.
    fn all_taken<T>(&mut self, kind: ItemKind, mut resolve: impl FnMut(&mut Self, &mut Item) -> Option<T>) -> Vec<T> {
        let places = self.merged.places(kind);
        let mut resolved = Vec::with_capacity(places.len());
        for at in places {
            let Some(mut item) = self.merged.lend(at) else { continue };
            self.require(&item);
            resolved.extend(resolve(self, Rc::make_mut(&mut item)));
            self.merged.give_back(at, item);
        }
        resolved
    }

    /// Reports required fields that are missing.
    fn require(&mut self, item: &Item) {
        if item.damaged {
            return;
        }
        let format = item.kind.format();
        // A missing id has been reported where the item was read.
        let missing = |field: &&Field| field.required && field.name != "id" && item.field(field.name).is_none();
        for field in format.fields.iter().filter(missing) {
            let name = item_name(item);
            let message = Message::new(
                format!("{name} 缺少 {}（{}）", field.name, field.zh),
                format!("{name} lacks {} ({})", field.name, field.en),
            );
            self.diagnostics.report(Code::MissingField, Some(item.span), message);
        }
    }

    fn info(&mut self, item: Option<&Item>, folder: &str) -> PackInfo {
        let Some(item) = item else { return pack_info(folder) };
        self.require(item);
        if let Some(node) = item.get("format").filter(|node| node.integer() != Some(1)) {
            let message = Message::new("不支持的格式版本", "an unsupported format version");
            let help = Message::new("这个版本的程序读 format = 1", "this program reads format = 1");
            self.diagnostics.report(Code::UnsupportedFormat, Some(node.span), message).help(help);
        }
        PackInfo {
            id: item.id.clone(),
            title: item.text("title").unwrap_or_else(|| item.id.clone()),
            version: item.text("version").unwrap_or_default(),
            effective: self.effective(item),
            region: item.text("region"),
            assumptions: item.get("assumptions").and_then(Node::truth).unwrap_or(true),
        }
    }

    /// Where an item was defined and changed, as `file:line`.
    fn provenance(&self, item: &Item) -> Provenance {
        item.origin.iter().map(|span| self.line(*span)).collect()
    }

    fn line(&self, span: Span) -> String {
        let sources = &self.diagnostics.sources;
        let name = sources.name(span.file);
        let mut line = String::with_capacity(name.len() + LINE);
        _ = write!(line, "{name}:{}", sources.line(span));
        line
    }

    /// The kinds a field names; what is no kind is reported.
    fn kinds(&mut self, item: &Item) -> Vec<String> {
        item.get("kinds").map_or_else(Vec::new, |node| self.references(ItemKind::Kind, node))
    }

    fn references(&mut self, kind: ItemKind, list: &Node) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for node in list.list() {
            ids.extend(self.reference(kind, node).filter(|id| !ids.contains(id)));
        }
        ids
    }

    /// The id a value names, if there is an item of it; reported otherwise.
    fn reference(&mut self, kind: ItemKind, node: &Node) -> Option<String> {
        let id = node.text()?;
        if self.merged.get(kind, id).is_some() {
            return Some(id.to_owned());
        }
        self.unknown(kind, node, id);
        None
    }

    fn unknown(&mut self, kind: ItemKind, node: &Node, id: &str) {
        if !node.doubtful {
            self.unknown.entry((kind, id.to_owned())).or_default().push(node.span);
        }
    }

    fn report_unknown(&mut self) {
        for ((kind, id), places) in std::mem::take(&mut self.unknown) {
            let Some((first, others)) = places.split_first() else { continue };
            let format = kind.format();
            let (zh, en) = match others.len() {
                0 => (String::new(), String::new()),
                more => (format!("（另有 {more} 处用到）"), format!(" ({more} more use it)")),
            };
            let message = Message::new(
                format!("没有编号为 {id} 的{}{zh}", format.zh),
                format!("there is no {} {id}{en}", format.name),
            );
            let help = self.unknown_help(kind, &id);
            let removal = self.merged.removed.get(&(kind, id));
            let mut reported = self.diagnostics.report(Code::UnknownReference, Some(*first), message).help(help);
            if let Some(removal) = removal {
                reported = reported.related(*removal, Message::new("在这里删除", "removed here"));
            }
            for place in others.iter().take(MORE_PLACES) {
                reported = reported.related(*place, Message::new("也用在这里", "used here too"));
            }
        }
    }

    fn unknown_help(&self, kind: ItemKind, id: &str) -> Message {
        let exists = |id: &str| self.merged.get(kind, id).is_some();
        let named = Space::of(kind).and_then(|space| {
            let ids = self.scopes.last().map_or(&[][..], |scope| scope.find(space, id));
            ids.iter().find(|id| exists(id))
        });
        if let Some(named) = named {
            return Message::new(format!("这里写编号：{named}"), format!("write its id: {named}"));
        }
        // Help for problems that are not listed would only cost time.
        let listed = !self.diagnostics.is_full();
        match listed.then(|| closest(id, self.merged.of(kind).map(|item| item.id.as_str()))).flatten() {
            Some(near) => Message::new(format!("是不是 {near}？"), format!("did you mean {near}?")),
            None => {
                let header = kind.format().header();
                Message::new(format!("先用 {header} 定义它"), format!("define it with {header}"))
            }
        }
    }

    /// Reports two fields of an item that exclude each other.
    fn exclude(&mut self, item: &Item, first: &str, second: &str) -> bool {
        let (Some(one), Some(two)) = (item.field(first), item.field(second)) else { return false };
        let name = item_name(item);
        let message = Message::new(
            format!("{name} 的 {first} 和 {second} 只能写一个"),
            format!("{name} has {first} or {second}, not both"),
        );
        let reported = self.diagnostics.report(Code::FieldsExclude, Some(two.span), message);
        let reported = reported.related(one.span, Message::new(format!("{first} 在这里"), format!("{first} is here")));
        if item.origin.len() > 1 {
            reported.help(Message::new(
                format!("要改用 {second}，加 unset = [\"{first}\"]"),
                format!("to use {second} instead add unset = [\"{first}\"]"),
            ));
        }
        true
    }

    fn report(&mut self, code: Code, span: Span, zh: impl Into<String>, en: impl Into<String>) {
        self.diagnostics.report(code, Some(span), Message::new(zh, en));
    }

    fn effective(&mut self, item: &Item) -> Effective {
        let Some(node) = item.get("effective") else { return Effective::default() };
        let date = |key| node.get(key).and_then(Node::date);
        let effective = Effective { from: date("from"), to: date("to") };
        if let (Some(from), Some(to)) = (effective.from, effective.to) {
            self.in_order(node, from, to);
        }
        effective
    }

    /// Whether a first day is not after the last.
    fn in_order(&mut self, node: &Node, from: crate::Date, to: crate::Date) -> bool {
        if from > to {
            self.report(
                Code::BadPeriod,
                node.span,
                format!("开始日期 {from} 晚于结束日期 {to}"),
                format!("it begins on {from}, after it ends on {to}"),
            );
        }
        from <= to
    }

    fn basis(item: &mut Item) -> Option<Basis> {
        let node = item.field_mut("basis")?;
        let status = match node.get("status")?.text()? {
            "quoted" => BasisStatus::Quoted,
            "secondary" => BasisStatus::Secondary,
            _ => BasisStatus::Unverified,
        };
        let mut text = |key: &str| Some(node.get_mut(key)?.take_expression()?.text);
        Some(Basis { law: text("law")?, status, url: text("url"), note: text("note") })
    }

    fn range(&mut self, item: &Item) -> Range {
        let Some(node) = item.get("range") else { return Range::default() };
        let bound = |key| node.get(key).and_then(Node::number);
        let range = Range { min: bound("min"), max: bound("max") };
        if let (Some(min), Some(max)) = (range.min, range.max)
            && min > max
        {
            self.report(
                Code::BadFieldValue,
                node.span,
                format!("最小值 {min} 大于最大值 {max}"),
                format!("the least, {min}, is more than the most, {max}"),
            );
        }
        range
    }
}

/// How an item is called in messages: `check gas_alarm`.
fn item_name(item: &Item) -> String {
    let table = item.kind.format().name;
    if item.id == table { format!("[{table}]") } else { format!("{table} {}", item.id) }
}

fn pack_info(id: &str) -> PackInfo {
    PackInfo {
        id: id.to_owned(),
        title: id.to_owned(),
        version: String::new(),
        effective: Effective::default(),
        region: None,
        assumptions: true,
    }
}
