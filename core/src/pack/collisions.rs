//! One name for two things: ids, labels, titles and aliases that would be ambiguous in expressions or column headers.

use super::format::ItemKind;
use super::item::{CheckRule, Items};
use super::overlay::Merged;
use super::read::Item;
use super::value::Node;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::hash::Lookup;
use crate::message::Message;
use crate::names::folded;
use crate::script::RESERVED;
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

/// Names that expressions and tables give a meaning of their own, next to the facts.
const BUILT_IN: &str = "as_of 评估日期 since 纳入日期 登记日期 入库日期 in_register 在册 score 得分总计 level 风险等级 result \
    failed 不符合 applies 适用 points 得分 possible 应得分 highest 最高分 id 编号 场所编号 单位编号 name 名称 场所名称 单位名称 \
    kinds kind 类型 场所类型 region 区域 所属区域 社区 且 或 非";

/// Reports the collisions of a pack.
pub(super) fn report(merged: &Merged, items: &Items, diagnostics: &mut Diagnostics) {
    let observed = items.checks.iter().filter(|check| check.rule == CheckRule::Observed).map(|check| check.id.as_str());
    let observed: BTreeSet<&str> = observed.collect();
    let of = |kind: ItemKind| merged.of(kind).map(Rc::as_ref);
    let checks = of(ItemKind::Check).filter(|item| observed.contains(item.id.as_str()));
    let columns = named(of(ItemKind::Fact).chain(of(ItemKind::Derive)).chain(checks));
    built_in(&columns, diagnostics);
    reserved(of(ItemKind::Fact).chain(of(ItemKind::Derive)).chain(of(ItemKind::Check)), diagnostics);
    names(columns, diagnostics);
    names(named(of(ItemKind::Kind)), diagnostics);
    names(named(of(ItemKind::Task)), diagnostics);
    names(named(of(ItemKind::Result)), diagnostics);
    names(named(of(ItemKind::Window).chain(of(ItemKind::Campaign))), diagnostics);
    names(named(of(ItemKind::Function)), diagnostics);
    counted(merged, diagnostics);
}

/// A name of an item.
struct Name<'a> {
    text: &'a str,
    folded: Cow<'a, str>,
    span: Span,
    item: &'a Item,
    kinds: &'a [Node],
    is_id: bool,
}

impl Name<'_> {
    fn meets(&self, other: &Self) -> bool {
        (self.is_id && other.is_id) || meet(self.kinds, other.kinds)
    }
}

/// Whether two lists of kinds can meet at one place; one that names none is all kinds.
fn meet(one: &[Node], two: &[Node]) -> bool {
    let (mut ones, mut twos) = (texts(one).peekable(), texts(two).peekable());
    ones.peek().is_none() || twos.peek().is_none() || ones.any(|kind| texts(two).any(|other| kind == other))
}

fn texts(list: &[Node]) -> impl Iterator<Item = &str> {
    list.iter().filter_map(Node::text)
}

/// The names of items, those of one item one after another, its id first.
fn named<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<Name<'a>> {
    let mut names = Vec::new();
    for item in items {
        let single = ["label", "title"].into_iter().filter_map(|field| item.get(field));
        let aliases = item.get("aliases").map_or(&[][..], Node::list);
        let texts = single.chain(aliases).filter_map(|node| Some((node.text()?, node.span, false)));
        let texts = [(item.id.as_str(), item.span, true)].into_iter().chain(texts);
        let kinds = item.get("kinds").map_or(&[][..], Node::list);
        let name = |(text, span, is_id)| Name { text, folded: folded(text), span, item, kinds, is_id };
        names.extend(texts.map(name));
    }
    names
}

fn built_in(names: &[Name<'_>], diagnostics: &mut Diagnostics) {
    let words: HashSet<&str> = BUILT_IN.split(' ').collect();
    for Name { text, span, .. } in names.iter().filter(|name| words.contains(name.folded.as_ref())) {
        let message = Message::new(format!("“{text}”是内置的名称"), format!("“{text}” is a built-in name"));
        let help = Message::new("换一个名称", "choose another name");
        diagnostics.report(Code::NameCollision, Some(*span), message).help(help);
    }
}

fn reserved<'a>(items: impl Iterator<Item = &'a Item>, diagnostics: &mut Diagnostics) {
    for item in items.filter(|item| RESERVED.binary_search(&item.id.as_str()).is_ok()) {
        let id = &item.id;
        let message = Message::new(
            format!("{id} 是表达式的保留字，不能作编号"),
            format!("{id} is a reserved word of expressions"),
        );
        let help = Message::new(format!("换一个编号，如 {id}_item"), format!("choose another id such as {id}_item"));
        diagnostics.report(Code::NameCollision, Some(item.span), message).help(help);
    }
}

/// Reports names that two items share, unless their kinds never meet.
fn names(names: Vec<Name<'_>>, diagnostics: &mut Diagnostics) {
    // The first of a name, and those after it.
    let mut owners: Lookup<&str, (&Name<'_>, Vec<&Name<'_>>)> = Lookup::default();
    owners.reserve(names.len());
    for name in &names {
        let (first, others) = match owners.entry(&name.folded) {
            Entry::Occupied(same) => same.into_mut(),
            Entry::Vacant(new) => {
                new.insert((name, Vec::new()));
                continue;
            }
        };
        // The names of one item come one after another.
        if std::ptr::eq(others.last().unwrap_or(first).item, name.item) {
            continue;
        }
        if let Some(rival) = std::iter::once(&*first).chain(&*others).find(|owner| owner.meets(name)) {
            collision(name, rival, diagnostics);
        }
        others.push(name);
    }
}

fn collision(name: &Name<'_>, rival: &Name<'_>, diagnostics: &mut Diagnostics) {
    let (text, item, rival_item) = (name.text, name.item, rival.item);
    let (one, two) = (rival_item.kind.format(), item.kind.format());
    let message = Message::new(
        format!("“{text}”既指{} {}，又指{} {}", one.zh, rival_item.id, two.zh, item.id),
        format!("“{text}” stands for both {} {} and {} {}", one.name, rival_item.id, two.name, item.id),
    );
    let help = Message::new("给其中一个换个名称", "give one of them another name");
    let reported = diagnostics.report(Code::NameCollision, Some(name.span), message).help(help);
    reported.related(rival.span, Message::new("另一处", "the other place"));
}

/// Ids of checks, sections and groups are one space, those that checks only name included. Each id is reported once,
/// at the later of the two places.
fn counted(merged: &Merged, diagnostics: &mut Diagnostics) {
    let kinds = [ItemKind::Section, ItemKind::Group, ItemKind::Check];
    let mut used: Vec<(&str, ItemKind, Span)> = kinds
        .into_iter()
        .flat_map(|kind| merged.of(kind).map(move |item| (item.id.as_str(), kind, item.span)))
        .collect();
    used.sort_by_key(|(_, _, span)| *span);
    let named = merged.of(ItemKind::Check).flat_map(|check| {
        let sections = check.get("section").into_iter().map(|node| (node, ItemKind::Section));
        let groups = check.get("groups").map_or(&[][..], Node::list);
        sections.chain(groups.iter().map(|node| (node, ItemKind::Group)))
    });
    used.extend(named.filter_map(|(node, kind)| Some((node.text()?, kind, node.span))));
    let mut owners: Lookup<&str, (ItemKind, Span)> = Lookup::default();
    let mut said = BTreeSet::new();
    for (id, kind, span) in used {
        let (other, first) = *owners.entry(id).or_insert((kind, span));
        if other == kind || !said.insert(id) {
            continue;
        }
        let (one, two) = (other.format(), kind.format());
        let message = Message::new(
            format!("编号 {id} 既是{}，又是{}", one.zh, two.zh),
            format!("the id {id} is both a {} and a {}", one.name, two.name),
        );
        let help = Message::new("给其中一个换个编号", "give one of them another id");
        let reported = diagnostics.report(Code::NameCollision, Some(span), message).help(help);
        reported.related(first, Message::new("另一处", "the other place"));
    }
}
