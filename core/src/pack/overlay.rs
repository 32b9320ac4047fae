//! Merges the items of a pack over those of the packs it extends.

use super::format::ItemKind;
use super::read::{Item, Written};
use super::shape;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::hash::Lookup;
use crate::message::Message;
use crate::names::closest;
use std::collections::BTreeMap;
use std::rc::Rc;

type Key = (ItemKind, String);

/// Where the item of a kind and id is.
#[derive(Clone, Debug, Default)]
struct Index(Lookup<ItemKind, Lookup<String, usize>>);

impl Index {
    fn get(&self, kind: ItemKind, id: &str) -> Option<usize> {
        self.0.get(&kind)?.get(id).copied()
    }

    fn insert(&mut self, kind: ItemKind, id: &str, at: usize) {
        self.0.entry(kind).or_default().insert(id.to_owned(), at);
    }

    fn remove(&mut self, (kind, id): &Key) -> Option<usize> {
        self.0.get_mut(kind)?.remove(id)
    }

    /// The ids of a kind, in order.
    fn ids(&self, kind: ItemKind) -> impl Iterator<Item = &str> {
        let mut ids: Vec<&str> = self.0.get(&kind).into_iter().flat_map(|ids| ids.keys()).map(String::as_str).collect();
        ids.sort_unstable();
        ids.into_iter()
    }
}

/// The items of a pack after merging: those of its parents first, then its own, as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Merged {
    /// None: lent out.
    items: Vec<Option<Rc<Item>>>,
    index: Index,
    /// What was removed on the way, and where.
    pub removed: BTreeMap<Key, Span>,
}

impl Merged {
    pub fn get(&self, kind: ItemKind, id: &str) -> Option<&Item> {
        self.items.get(self.index.get(kind, id)?)?.as_deref()
    }

    /// The items of a kind, in order.
    pub fn of(&self, kind: ItemKind) -> impl Iterator<Item = &Rc<Item>> {
        self.items.iter().flatten().filter(move |item| item.kind == kind)
    }

    /// Where the items of a kind are, in order.
    pub fn places(&self, kind: ItemKind) -> Vec<usize> {
        let is_of_kind = |item: &Option<Rc<Item>>| item.as_ref().is_some_and(|item| item.kind == kind);
        self.items.iter().enumerate().filter(|(_, item)| is_of_kind(item)).map(|(at, _)| at).collect()
    }

    /// Lends an item out, until it is given back.
    pub fn lend(&mut self, at: usize) -> Option<Rc<Item>> {
        self.items.get_mut(at)?.take()
    }

    pub fn give_back(&mut self, at: usize, item: Rc<Item>) {
        if let Some(place) = self.items.get_mut(at) {
            *place = Some(item);
        }
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }
}

/// Merges; `extends` is where a conflict between parents is reported. Where not everything inherited could be read
/// (`complete` is false), an override of what is not there is let pass.
pub(super) fn merge(
    parents: &[&Merged],
    own: Vec<Written>,
    extends: Option<Span>,
    complete: bool,
    diagnostics: &mut Diagnostics,
) -> Merged {
    let mut merger = Merger { complete, ..Merger::default() };
    for parent in parents {
        merger.inherit(parent);
    }
    merger.items.reserve(own.len());
    merger.written.reserve(own.len());
    for written in own {
        merger.own(written, diagnostics);
    }
    merger.finish(extends, diagnostics)
}

#[derive(Default)]
struct Merger {
    items: Vec<Option<Rc<Item>>>,
    index: Index,
    removed: BTreeMap<Key, Span>,
    /// What other parents make of an inherited item: another item, or its removal.
    conflicts: BTreeMap<Key, Vec<Other>>,
    /// What this pack itself wrote, by the place of the first.
    written: Lookup<Key, Span>,
    complete: bool,
}

enum Other {
    Item(Rc<Item>),
    Removal(Span),
}

impl Merger {
    fn inherit(&mut self, parent: &Merged) {
        for (key, span) in &parent.removed {
            if self.index.get(key.0, &key.1).is_some() {
                self.conflicts.entry(key.clone()).or_default().push(Other::Removal(*span));
            } else {
                self.removed.insert(key.clone(), *span);
            }
        }
        for item in parent.items.iter().flatten() {
            let key = (item.kind, item.id.clone());
            if let Some(removal) = self.removed.remove(&key) {
                self.conflicts.entry(key.clone()).or_default().push(Other::Removal(removal));
            }
            match self.existing(&key) {
                None => self.push(Rc::clone(item)),
                Some(existing) if existing.origin == item.origin => {}
                Some(_) => self.conflicts.entry(key).or_default().push(Other::Item(Rc::clone(item))),
            }
        }
    }

    fn existing(&self, key: &Key) -> Option<&Rc<Item>> {
        self.index.get(key.0, &key.1).and_then(|at| self.items.get(at)).and_then(Option::as_ref)
    }

    fn push(&mut self, item: Rc<Item>) {
        self.index.insert(item.kind, &item.id, self.items.len());
        self.items.push(Some(item));
    }

    fn own(&mut self, written: Written, diagnostics: &mut Diagnostics) {
        let key = (written.item.kind, written.item.id.clone());
        if let Some(first) = self.written.get(&key) {
            return already_defined(&written.item, *first, false, diagnostics);
        }
        let span = written.item.span;
        let changes = written.overrides || written.removes;
        match self.existing(&key) {
            None if changes => self.nothing_to_change(&key, written, diagnostics),
            None => {
                self.removed.remove(&key);
                self.push(Rc::new(written.item));
            }
            Some(existing) if !changes => {
                let defined = existing.span;
                already_defined(&written.item, defined, true, diagnostics);
            }
            Some(_) if written.removes => self.remove(&key, &written, diagnostics),
            Some(existing) => {
                let existing = Rc::clone(existing);
                self.change(&key, &existing, written, diagnostics);
            }
        }
        self.written.insert(key, span);
    }

    fn nothing_to_change(&mut self, key: &Key, written: Written, diagnostics: &mut Diagnostics) {
        if self.complete {
            self.report_nothing(key, &written, diagnostics);
        }
        if written.overrides {
            // Kept so that what refers to it is not reported too; what it lacks is not its mistake.
            self.push(Rc::new(Item { damaged: true, ..written.item }));
        }
    }

    fn report_nothing(&self, key: &Key, written: &Written, diagnostics: &mut Diagnostics) {
        let (table, id) = (key.0.format().name, &key.1);
        let message = Message::new(
            format!("上级规则包里没有 {table} {id}，无从修改或删除"),
            format!("no pack that this one extends has a {table} {id} to change or remove"),
        );
        let help = match closest(id, self.index.ids(key.0)) {
            Some(near) => Message::new(format!("是不是 {near}？"), format!("did you mean {near}?")),
            None => Message::new("新条目不写 override", "a new item takes no override"),
        };
        let reported = diagnostics.report(Code::NothingToOverride, Some(written.item.span), message).help(help);
        if let Some(removal) = self.removed.get(key) {
            reported.related(*removal, Message::new("在这里删除", "removed here"));
        }
    }

    fn remove(&mut self, key: &Key, written: &Written, diagnostics: &mut Diagnostics) {
        if let Some((name, node)) = written.item.fields.iter().find(|(name, _)| *name != "id") {
            let message = Message::new(
                format!("remove = true 的条目不能再写 {name}"),
                format!("an item with remove = true takes no {name}"),
            );
            diagnostics.report(Code::FieldsExclude, Some(node.span), message);
        }
        if let Some(slot) = self.index.remove(key).and_then(|at| self.items.get_mut(at)) {
            *slot = None;
        }
        self.conflicts.remove(key);
        self.removed.insert(key.clone(), written.item.span);
    }

    fn change(&mut self, key: &Key, existing: &Item, written: Written, diagnostics: &mut Diagnostics) {
        self.settle(key, existing, &written);
        let mut item = existing.clone();
        for (name, span) in &written.unset {
            unset(&mut item, name, *span, &written.item, diagnostics);
        }
        item.origin.push(written.item.span);
        item.damaged |= written.item.damaged;
        for (name, node) in written.item.fields {
            match item.fields.iter_mut().find(|(field, _)| *field == name) {
                Some((_, old)) => *old = node,
                None => item.fields.push((name, node)),
            }
        }
        if let Some(slot) = self.index.get(key.0, &key.1).and_then(|at| self.items.get_mut(at)) {
            *slot = Some(Rc::new(item));
        }
    }

    /// A conflict of parents is settled where this pack states (or clears) every field in which they differ.
    fn settle(&mut self, key: &Key, existing: &Item, written: &Written) {
        let states =
            |name: &str| written.item.field(name).is_some() || written.unset.iter().any(|(unset, _)| unset == name);
        let settled = |other: &Other| match other {
            Other::Removal(_) => true,
            Other::Item(other) => {
                let names = existing.fields.iter().chain(&other.fields).map(|(name, _)| *name);
                names.filter(|name| !states(name)).all(|name| match (existing.field(name), other.field(name)) {
                    (Some(one), Some(two)) => one.same(two),
                    (one, two) => one.is_none() && two.is_none(),
                })
            }
        };
        if self.conflicts.get(key).is_some_and(|others| others.iter().all(settled)) {
            self.conflicts.remove(key);
        }
    }

    fn finish(self, extends: Option<Span>, diagnostics: &mut Diagnostics) -> Merged {
        for ((kind, id), others) in &self.conflicts {
            let Some(existing) = self.existing(&(*kind, id.clone())) else { continue };
            let table = kind.format().name;
            let message = Message::new(
                format!("两个上级规则包对 {table} {id} 定义不同"),
                format!("two packs that this one extends define {table} {id} differently"),
            );
            let help = Message::new(
                "在本规则包里用 override = true 写明有分歧的字段，或用 remove = true 删除",
                "state the fields that differ here with override = true, or drop it with remove = true",
            );
            let mut reported = diagnostics.report(Code::ParentsDiffer, extends, message).help(help);
            reported = reported.related(*existing.origin.last().unwrap_or(&existing.span), Message::new("一处", "one"));
            for other in others {
                let (span, message) = match other {
                    Other::Item(item) => {
                        (*item.origin.last().unwrap_or(&item.span), Message::new("另一处", "the other"))
                    }
                    Other::Removal(span) => (*span, Message::new("在这里删除", "removed here")),
                };
                reported = reported.related(span, message);
            }
        }
        if self.items.iter().all(Option::is_some) {
            return Merged { items: self.items, index: self.index, removed: self.removed };
        }
        let items: Vec<_> = self.items.into_iter().filter(Option::is_some).collect();
        let mut index = Index::default();
        items.iter().flatten().enumerate().for_each(|(at, item)| index.insert(item.kind, &item.id, at));
        Merged { items, index, removed: self.removed }
    }
}

fn already_defined(item: &Item, first: Span, inherited: bool, diagnostics: &mut Diagnostics) {
    let (table, id) = (item.kind.format().name, &item.id);
    let message = Message::new(format!("{table} {id} 已经定义过"), format!("{table} {id} is already defined"));
    let help = if inherited {
        Message::new(
            "要修改上级规则包的条目，加 override = true，只写要改的字段；要新增，换一个编号",
            "to change the inherited item add override = true and state only what changes; to add one choose another id",
        )
    } else {
        Message::new("换一个编号，或删掉一处", "choose another id, or drop one of them")
    };
    let reported = diagnostics.report(Code::AlreadyDefined, Some(item.span), message).help(help);
    reported.related(first, Message::new("先定义在这里", "first defined here"));
}

fn unset(item: &mut Item, name: &str, span: Span, written: &Item, diagnostics: &mut Diagnostics) {
    let format = item.kind.format();
    if format.field(name).is_none() || name == "id" {
        _ = shape::unknown_field(name, span, format.fields.iter(), diagnostics);
    } else if let Some(node) = written.field(name) {
        let message =
            Message::new(format!("{name} 既清除又写了值"), format!("{name} is both cleared and given a value"));
        diagnostics
            .report(Code::FieldsExclude, Some(span), message)
            .related(node.span, Message::new("值", "the value"));
    } else {
        item.fields.retain(|(field, _)| *field != name);
    }
}
