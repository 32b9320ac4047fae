//! `points_by`: bands of a number, or a map of the options of a choice or a bool.

use super::Resolver;
use crate::diagnostic::Code;
use crate::message::Message;
use crate::names::closest;
use crate::pack::format::ItemKind;
use crate::pack::item::{Band, Points};
use crate::pack::read::Item;
use crate::pack::scope::Space;
use crate::pack::value::{Entry, Node, Value};

impl Resolver<'_> {
    pub(super) fn points_by(&mut self, item: &Item, node: &Node, kinds: &[String]) -> Option<Points> {
        let fact = node.get("fact").and_then(|fact| self.points_fact(fact, kinds));
        let (bands, map) = (node.get("bands"), node.get("map"));
        let span = Some(node.span);
        let points = match (bands, map) {
            (Some(bands), None) => self.bands(bands).map(|bands| Points::Bands { fact: String::new(), bands, span }),
            (None, Some(map)) => {
                let fact = fact.as_deref()?;
                self.map(fact, map).map(|map| Points::Map { fact: String::new(), map, span })
            }
            (Some(_), Some(map)) => {
                self.report(
                    Code::FieldsExclude,
                    map.span,
                    "bands 和 map 只能写一个",
                    "points_by has bands or map, not both",
                );
                None
            }
            (None, None) => {
                if !node.doubtful && !item.damaged {
                    self.report(
                        Code::MissingField,
                        node.span,
                        "points_by 缺少 bands（数字分档）或 map（各选项的分值）",
                        "points_by lacks bands (of a number) or map (of options)",
                    );
                }
                None
            }
        };
        let id = fact?;
        let numeric = matches!(points.as_ref()?, Points::Bands { .. });
        if !self.fits_fact(&id, numeric, node) {
            return None;
        }
        points.map(|points| match points {
            Points::Bands { bands, span, .. } => Points::Bands { fact: id, bands, span },
            Points::Map { map, span, .. } => Points::Map { fact: id, map, span },
            other => other,
        })
    }

    /// The fact or derived fact of a name, in the layer that wrote it.
    fn points_fact(&mut self, node: &Node, kinds: &[String]) -> Option<String> {
        let name = node.expression()?;
        let layer = name.source.map_or(0, |source| source.layer);
        let scope = self.scopes.get(layer as usize)?;
        let ids = scope.facts(&name.text);
        let meets = |id: &&String| self.fact_item(id).is_none_or(|item| meet(&item.texts("kinds"), kinds));
        let meeting: Vec<&String> = ids.iter().filter(meets).collect();
        let one = match (ids, meeting.as_slice()) {
            ([id], _) => Some(id),
            (_, [id]) => Some(*id),
            _ => None,
        };
        match (one, ids) {
            (Some(id), _) if self.fact_item(id).is_some() => Some(id.clone()),
            (Some(id), _) => {
                let id = id.clone();
                self.unknown(ItemKind::Fact, node, &id);
                None
            }
            (None, []) => {
                let message = Message::new(
                    format!("没有叫“{}”的检查事实", name.text),
                    format!("there is no fact “{}”", name.text),
                );
                let near = closest(&name.text, scope.candidates(Space::Fact)).map(str::to_owned);
                let reported = self.diagnostics.report(Code::UnknownReference, Some(node.span), message);
                near.map(|near| {
                    reported.help(Message::new(format!("是不是 {near}？"), format!("did you mean {near}?")))
                });
                None
            }
            (None, several) => {
                let several = several.join(", ");
                self.report(
                    Code::AmbiguousName,
                    node.span,
                    format!("“{}”指几样事实：{several}；这里写编号", name.text),
                    format!("“{}” stands for several facts: {several}; write the id here", name.text),
                );
                None
            }
        }
    }

    fn fact_item(&self, id: &str) -> Option<&Item> {
        self.merged.get(ItemKind::Fact, id).or_else(|| self.merged.get(ItemKind::Derive, id))
    }

    /// Whether a fact is of a type that bands (or a map) can be made of. Derived facts have their types later.
    fn fits_fact(&mut self, id: &str, numeric: bool, node: &Node) -> bool {
        let fact_type = self.merged.get(ItemKind::Fact, id).and_then(|item| item.text("type"));
        let fits = match fact_type.as_deref() {
            None => true,
            Some("number") => numeric,
            Some("choice" | "bool") => !numeric,
            Some(_) => false,
        };
        if !fits {
            let (zh, en) = if numeric {
                ("bands 只用于数字", "bands are for numbers")
            } else {
                ("map 只用于单选和是否", "a map is for a choice or a bool")
            };
            let fact_type = fact_type.unwrap_or_default();
            self.report(
                Code::BadPointsBy,
                node.span,
                format!("{zh}，{id} 是 {fact_type}"),
                format!("{en}; {id} is {fact_type}"),
            );
        }
        fits
    }

    /// Bands ascending, each with one limit, the last with none.
    fn bands(&mut self, node: &Node) -> Option<Vec<Band>> {
        let list = node.list();
        let Some((last, limited)) = list.split_last() else {
            self.report(Code::BadPointsBy, node.span, "bands 是空的", "bands is empty");
            return None;
        };
        let mut bands: Vec<Band> = Vec::with_capacity(list.len());
        let mut sound = true;
        for band in limited {
            let read = self.limited_band(band);
            sound &= read.is_some();
            let Some(read) = read else { continue };
            if bands.last().is_some_and(|previous| !ascends(previous, &read)) {
                self.report(Code::BadPointsBy, band.span, "各档的上限要由小到大", "the limits of bands ascend");
                sound = false;
            }
            bands.push(read);
        }
        if last.get("up_to").or(last.get("below")).is_some() {
            let message = Message::new("最后一档不写 up_to 和 below", "the last band has no limit");
            let help =
                Message::new("再加一档 { points = … }，给超出的数", "add a band { points = … } for what is beyond");
            self.diagnostics.report(Code::BadPointsBy, Some(last.span), message).help(help);
            return None;
        }
        bands.push(Band { limit: None, inclusive: false, points: last.get("points").and_then(Node::number)? });
        sound.then_some(bands)
    }

    fn limited_band(&mut self, node: &Node) -> Option<Band> {
        let (up_to, below) = (node.get("up_to"), node.get("below"));
        let (limit, inclusive) = match (up_to, below) {
            (Some(limit), None) => (limit, true),
            (None, Some(limit)) => (limit, false),
            (None, None) if node.is_broken() || node.doubtful => return None,
            _ => {
                self.report(
                    Code::BadPointsBy,
                    node.span,
                    "除最后一档外，每档写 up_to（含）或 below（不含）其中一个",
                    "every band but the last has up_to (included) or below (not included)",
                );
                return None;
            }
        };
        Some(Band { limit: Some(limit.number()?), inclusive, points: node.get("points").and_then(Node::number)? })
    }

    /// A map with points for every option.
    fn map(&mut self, fact: &str, node: &Node) -> Option<Vec<(String, f64)>> {
        let options = match self.merged.get(ItemKind::Fact, fact) {
            Some(item) if item.text("type").as_deref() == Some("choice") => Some(option_ids(item)),
            Some(item) if item.text("type").as_deref() == Some("bool") => Some(vec!["true".into(), "false".into()]),
            _ => None,
        };
        let mut points: Vec<(String, f64)> = Vec::new();
        for entry in node.entries() {
            let id = self.option(fact, entry, options.as_deref())?;
            if points.iter().any(|(known, _)| *known == id) {
                let zh = format!("选项 {id} 写了两次");
                self.report(Code::BadPointsBy, entry.key_span, zh, format!("the option {id} is there twice"));
            }
            points.push((id, entry.node.number()?));
        }
        let missing = options.iter().flatten().filter(|option| !points.iter().any(|(id, _)| id == *option));
        let missing = missing.map(String::as_str).collect::<Vec<_>>().join(", ");
        if points.is_empty() || !missing.is_empty() {
            self.report(
                Code::BadPointsBy,
                node.span,
                format!("map 缺少选项：{missing}"),
                format!("the map lacks options: {missing}"),
            );
            return None;
        }
        Some(points)
    }

    /// The option that a key of a map names.
    fn option(&mut self, fact: &str, entry: &Entry, options: Option<&[String]>) -> Option<String> {
        let key = entry.key.as_ref();
        let Some(options) = options else { return Some(key.to_owned()) };
        if options.iter().any(|option| option == key) {
            return Some(key.to_owned());
        }
        let named = self.scopes.iter().rev().find_map(|scope| scope.options(fact, key).first());
        if let Some(id) = named.filter(|id| options.contains(id)) {
            return Some(id.clone());
        }
        let message = Message::new(format!("“{key}”不是 {fact} 的选项"), format!("“{key}” is not an option of {fact}"));
        let list = options.join(", ");
        let help = match closest(key, options.iter().map(String::as_str)) {
            Some(near) => Message::new(format!("是不是 {near}？"), format!("did you mean {near}?")),
            None => Message::new(format!("选项有：{list}"), format!("the options: {list}")),
        };
        self.diagnostics.report(Code::NotAnOption, Some(entry.key_span), message).help(help);
        None
    }
}

/// Whether one band may follow another: its limit is higher, or the same and included now.
fn ascends(previous: &Band, next: &Band) -> bool {
    match (previous.limit, next.limit) {
        (Some(one), Some(two)) => one < two || (one == two && !previous.inclusive && next.inclusive),
        _ => false,
    }
}

fn option_ids(fact: &Item) -> Vec<String> {
    let options = fact.get("options").map_or(&[][..], Node::list);
    let id = |node: &Node| match &node.value {
        Value::Text(text) => Some(text.text.clone()),
        _ => node.get("id")?.text().map(str::to_owned),
    };
    options.iter().filter_map(id).collect()
}

/// Whether two lists of kinds can meet at one place; an empty list is all kinds.
pub(in crate::pack) fn meet<T: PartialEq>(one: &[T], two: &[T]) -> bool {
    one.is_empty() || two.is_empty() || one.iter().any(|kind| two.contains(kind))
}
