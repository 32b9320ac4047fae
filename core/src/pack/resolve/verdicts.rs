//! The score, results, levels and adjusts.

use super::{Resolver, item_name};
use crate::diagnostic::{Code, Span};
use crate::message::Message;
use crate::names::closest;
use crate::pack::format::ItemKind;
use crate::pack::item::{Adjust, Adjustment, Better, Level, ResultItem, ResultType, Score};
use crate::pack::read::Item;
use crate::pack::value::Node;

/// Decimals where none are given.
const DECIMALS: u32 = 2;
/// The most levels of a pack or a result: which of them hold is kept as the bits of one word.
const MOST_LEVELS: usize = 64;

/// The place of a level that does not say one.
const ORDER: i64 = 100;

impl Resolver<'_> {
    pub(super) fn score(&mut self) -> Score {
        let default = Score {
            value: None,
            better: Better::Low,
            decimals: DECIMALS,
            max: None,
            label: None,
            unit: None,
            span: None,
            provenance: Vec::new(),
        };
        let score = |resolver: &mut Self, item: &Item| {
            Some(Score {
                value: item.get("value").and_then(Node::expression),
                better: better(item),
                decimals: decimals(item),
                max: item.get("max").and_then(Node::number),
                label: item.text("label"),
                unit: item.text("unit"),
                span: Some(item.span),
                provenance: resolver.provenance(item),
            })
        };
        self.all(ItemKind::Score, score).pop().unwrap_or(default)
    }

    pub(super) fn result(&mut self, item: &Item) -> Option<ResultItem> {
        let levels = self.result_levels(item);
        let type_name = item.text("type");
        let result_type = match type_name.as_deref()? {
            "number" => ResultType::Number,
            "truth" => ResultType::Truth,
            _ => ResultType::Level,
        };
        let name = item_name(item);
        if result_type != ResultType::Level && item.field("value").is_none() && !item.damaged {
            let zh = format!("{name} 缺少 value（计算式）");
            self.report(Code::MissingField, item.span, zh, format!("{name} lacks a value"));
            return None;
        }
        if result_type == ResultType::Level && item.field("levels").is_none() && !item.damaged {
            let zh = format!("{name} 缺少 levels（等级）");
            self.report(Code::MissingField, item.span, zh, format!("{name} lacks levels"));
            return None;
        }
        if let Some(node) = item.get("levels").filter(|_| result_type == ResultType::Truth) {
            let zh = format!("{name} 是 truth，不能有 levels");
            self.report(Code::FieldsExclude, node.span, zh, format!("{name} is a truth and has no levels"));
            return None;
        }
        if item.is_broken("value") || item.is_broken("levels") {
            return None;
        }
        Some(ResultItem {
            id: item.id.clone(),
            label: item.label(),
            result_type,
            value: item.get("value").and_then(Node::expression),
            levels: levels?,
            better: better(item),
            decimals: decimals(item),
            span: Some(item.span),
            provenance: self.provenance(item),
        })
    }

    fn result_levels(&mut self, item: &Item) -> Option<Vec<Level>> {
        let Some(list) = item.get("levels") else { return Some(Vec::new()) };
        let mut levels: Vec<(Level, bool)> = Vec::new();
        for node in list.list() {
            let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
            let Some(id) = text("id") else { continue };
            if levels.iter().any(|(level, _)| level.id == id) {
                let (zh, en) = (format!("等级 {id} 写了两次"), format!("the level {id} is there twice"));
                self.report(Code::AlreadyDefined, node.span, zh, en);
                continue;
            }
            let open = node.get("when").is_none() && !node.doubtful;
            let level = Level {
                label: text("label").unwrap_or_else(|| id.clone()),
                id,
                color: text("color"),
                when: node.get("when").and_then(Node::expression),
                span: Some(node.span),
                provenance: vec![self.line(node.span)],
            };
            levels.push((level, open));
        }
        if levels.is_empty() {
            let (zh, en) = ("levels 是空的", "levels is empty");
            self.report(Code::BadLevels, list.span, zh, en);
            return None;
        }
        if levels.len() < list.list().len() || !self.ends_open(&levels, list.span) {
            return None;
        }
        Some(levels.into_iter().map(|(level, _)| level).collect())
    }

    /// The pack's levels, worst first.
    pub(super) fn levels(&mut self) -> Vec<Level> {
        let mut ordered: Vec<(bool, i64, Level)> = self.all(ItemKind::Level, |resolver, item| {
            let open = item.field("when").is_none() && !item.damaged;
            let order = item.get("order").and_then(Node::integer).unwrap_or(ORDER);
            let level = Level {
                id: item.id.clone(),
                label: item.label(),
                color: item.text("color"),
                when: item.get("when").and_then(Node::expression),
                span: Some(item.span),
                provenance: resolver.provenance(item),
            };
            Some((open, order, level))
        });
        ordered.sort_by_key(|(open, order, _)| (*open, *order));
        let levels: Vec<(Level, bool)> = ordered.into_iter().map(|(open, _, level)| (level, open)).collect();
        let damaged = self.merged.of(ItemKind::Level).any(|item| item.damaged);
        if let Some((last, _)) = levels.last().filter(|_| !damaged) {
            self.ends_open(&levels, last.span.unwrap_or_default());
        }
        levels.into_iter().map(|(level, _)| level).take(MOST_LEVELS).collect()
    }

    /// Whether there are not too many levels, and exactly one, the last, has no `when` (is open).
    fn ends_open(&mut self, levels: &[(Level, bool)], span: Span) -> bool {
        if let Some((level, _)) = levels.get(MOST_LEVELS) {
            let message = Message::new(
                format!("等级最多 {MOST_LEVELS} 个，这里有 {} 个", levels.len()),
                format!("{} levels, and {MOST_LEVELS} are the most", levels.len()),
            );
            self.diagnostics.report(Code::BadLevels, level.span.or(Some(span)), message);
            return false;
        }
        let mut open = levels.iter().filter(|(_, open)| *open);
        match (open.next(), open.next()) {
            (None, _) => {
                let message = Message::new("最后一级不能有 when", "the last level has a `when`");
                let help = Message::new(
                    "加一个没有 when 的等级，给其余的场所",
                    "add a level without `when` for all other places",
                );
                self.diagnostics.report(Code::BadLevels, Some(span), message).help(help);
                false
            }
            (Some((first, _)), Some((second, _))) => {
                let message = Message::new(
                    format!("{} 和 {} 都没有 when，只有最后一级可以不写", first.id, second.id),
                    format!("{} and {} both lack `when`; only the last level may", first.id, second.id),
                );
                self.diagnostics.report(Code::BadLevels, second.span.or(Some(span)), message);
                false
            }
            (Some((only, _)), None) if levels.last().is_some_and(|(last, _)| last.id != only.id) => {
                let message = Message::new(
                    format!("{} 没有 when，要放在最后", only.id),
                    format!("{} has no `when` and so comes last", only.id),
                );
                self.diagnostics.report(Code::BadLevels, only.span.or(Some(span)), message);
                false
            }
            _ => true,
        }
    }

    pub(super) fn adjust(&mut self, item: &Item, levels: &[Level]) -> Option<Adjust> {
        let result = item.get("result").map(|node| self.reference(ItemKind::Result, node));
        let known = match &result {
            None => Some(levels.iter().map(|level| level.id.clone()).collect()),
            Some(Some(id)) => self.levels_of(item, id),
            Some(None) => None,
        };
        let both = self.exclude(item, "to", "by");
        if item.field("to").or(item.field("by")).is_none() && !item.damaged {
            let name = item_name(item);
            self.report(
                Code::MissingField,
                item.span,
                format!("{name} 缺少 to（定为哪一级）或 by（调几级）"),
                format!("{name} lacks `to` (the level it sets) or `by` (levels worse or better)"),
            );
        }
        let adjustment = match (item.get("to"), item.get("by")) {
            (Some(node), _) => Adjustment::To(self.level(node, &known?)?),
            (None, Some(node)) => {
                if node.integer() == Some(0) {
                    self.report(Code::BadFieldValue, node.span, "by = 0 不起作用", "by = 0 does nothing");
                }
                Adjustment::By(i32::try_from(node.integer()?).ok()?)
            }
            (None, None) => return None,
        };
        if both {
            return None;
        }
        Some(Adjust {
            id: item.id.clone(),
            label: item.label(),
            when: item.get("when")?.expression()?,
            adjustment,
            result: result.flatten(),
            provenance: self.provenance(item),
        })
    }

    /// The ids of the levels of a result; it is reported when there are none.
    fn levels_of(&mut self, adjust: &Item, id: &str) -> Option<Vec<String>> {
        let levels = self.merged.get(ItemKind::Result, id).and_then(|result| result.field("levels"));
        let Some(levels) = levels else {
            let span = adjust.get("result").map_or(adjust.span, |node| node.span);
            self.report(
                Code::BadLevels,
                span,
                format!("结果 {id} 没有等级，无从调整"),
                format!("the result {id} has no levels to adjust"),
            );
            return None;
        };
        let ids = levels.list().iter().filter_map(|level| level.get("id")?.text());
        (!levels.is_broken()).then(|| ids.map(str::to_owned).collect())
    }

    /// The level a value names.
    fn level(&mut self, node: &Node, levels: &[String]) -> Option<String> {
        let id = node.text()?;
        if levels.iter().any(|level| level == id) {
            return Some(id.to_owned());
        }
        let list = levels.join(", ");
        let help = match closest(id, levels.iter().map(String::as_str)) {
            Some(near) => Message::new(format!("是不是 {near}？"), format!("did you mean {near}?")),
            None => Message::new(format!("等级有：{list}"), format!("the levels: {list}")),
        };
        let message = Message::new(format!("没有编号为 {id} 的等级"), format!("there is no level {id}"));
        self.diagnostics.report(Code::UnknownReference, Some(node.span), message).help(help);
        None
    }
}

fn better(item: &Item) -> Better {
    if item.text("better").as_deref() == Some("high") { Better::High } else { Better::Low }
}

fn decimals(item: &Item) -> u32 {
    item.get("decimals").and_then(Node::integer).and_then(|decimals| decimals.try_into().ok()).unwrap_or(DECIMALS)
}
