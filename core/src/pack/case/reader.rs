//! From `[[case]]` tables to cases: names become ids, values become JSON as in a place's JSON.

use super::{Case, Expect};
use crate::diagnostic::{Code, Diagnostics};
use crate::message::Message;
use crate::names::closest;
use crate::pack::format::ItemKind;
use crate::pack::item::{CheckRule, Fact, FactType, Items};
use crate::pack::overlay::Merged;
use crate::pack::read::Item;
use crate::pack::resolve::meet;
use crate::pack::scope::{Scope, Space};
use crate::pack::value::{Entry, Node, Value as Written};
use serde_json::{Map, Value};

/// Reads cases; those with mistakes are left out.
pub(in crate::pack) fn read(
    cases: &[Item],
    merged: &Merged,
    scope: &Scope,
    items: &Items,
    diagnostics: &mut Diagnostics,
) -> Vec<Case> {
    let mut reader = Reader { merged, scope, items, diagnostics, sound: true };
    cases.iter().filter_map(|item| reader.case(item)).collect()
}

struct Reader<'a> {
    merged: &'a Merged,
    scope: &'a Scope,
    items: &'a Items,
    diagnostics: &'a mut Diagnostics,
    /// Whether the case at hand has no mistake so far.
    sound: bool,
}

impl<'a> Reader<'a> {
    fn case(&mut self, item: &Item) -> Option<Case> {
        self.sound = !item.fields.iter().any(|(_, node)| node.is_broken());
        self.require(item);
        let kinds = item.get("kinds").map_or_else(Vec::new, |node| self.kinds(node));
        let facts = item.get("facts").map_or_else(Map::new, |node| self.facts(node, &kinds));
        let answers = item.get("answers").map_or_else(Map::new, |node| self.checks(node, true));
        let records = item.get("records").map(|node| node.list().iter().filter_map(|node| self.record(node)).collect());
        let expect = item.get("expect").map_or_else(Expect::default, |node| self.expect(node));
        let date = |name| item.get(name).and_then(Node::date);
        let case = Case {
            name: item.text("name")?,
            file: self.diagnostics.sources.name(item.span.file).to_owned(),
            line: self.diagnostics.sources.line(item.span),
            span: item.span,
            as_of: date("as_of")?,
            kinds,
            id: item.text("id"),
            region: item.text("region"),
            since: date("since"),
            facts,
            answers,
            records,
            records_from: date("records_from"),
            boundary: item.get("boundary").map_or_else(Vec::new, |list| self.check_list(list)),
            expect,
        };
        self.sound.then_some(case)
    }

    fn require(&mut self, item: &Item) {
        let missing =
            item.kind.format().fields.iter().filter(|field| field.required && item.field(field.name).is_none());
        for field in missing.filter(|_| !item.damaged) {
            let message = Message::new(
                format!("[[case]] 缺少 {}（{}）", field.name, field.zh),
                format!("[[case]] lacks {} ({})", field.name, field.en),
            );
            self.diagnostics.report(Code::MissingField, Some(item.span), message);
        }
    }

    fn kinds(&mut self, node: &Node) -> Vec<String> {
        let known = |id: &str| self.merged.get(ItemKind::Kind, id).is_some();
        let mut kinds = Vec::new();
        for node in node.list() {
            match node.text() {
                Some(id) if known(id) => kinds.push(id.to_owned()),
                Some(id) => {
                    let named = self.scope.find(Space::Kind, id).iter().find(|id| known(id)).cloned();
                    let near = named.or_else(|| closest(id, self.scope.candidates(Space::Kind)).map(str::to_owned));
                    refuse(self.diagnostics, Code::UnknownReference, node, unknown("场所类型", "kind", id), near);
                    self.sound = false;
                }
                None => {}
            }
        }
        kinds
    }

    fn facts(&mut self, node: &Node, kinds: &[String]) -> Map<String, Value> {
        let mut facts = Map::new();
        for entry in node.entries() {
            let Some(fact) = self.fact(entry, kinds) else { continue };
            match json(&entry.node) {
                Some(value) if self.fits(fact, &entry.node) => {
                    facts.insert(fact.id.clone(), value);
                }
                _ => self.sound = false,
            }
        }
        facts
    }

    /// The fact a key names, by id, label or alias, for a place of these kinds.
    fn fact(&mut self, entry: &Entry, kinds: &[String]) -> Option<&'a Fact> {
        let items = self.items;
        let ids = self.scope.facts(&entry.key);
        let facts: Vec<&Fact> = items.facts.iter().filter(|fact| ids.contains(&fact.id)).collect();
        let asked: Vec<&Fact> = facts.iter().copied().filter(|fact| meet(&fact.kinds, kinds)).collect();
        let key = &entry.key;
        match (asked.as_slice(), facts.as_slice()) {
            ([fact], _) | ([], [fact]) => return Some(fact),
            ([], []) if ids.iter().any(|id| items.derived.iter().any(|derived| derived.id == *id)) => {
                let message = Message::new(
                    format!("“{key}”是推算出来的，不能直接给值"),
                    format!("“{key}” is derived and cannot be given"),
                );
                self.at_key(entry, Code::UnknownReference, message, None);
            }
            // Left out because of a mistake that has been reported.
            ([], []) if !ids.is_empty() => {}
            ([], []) => {
                let near = closest(key, self.scope.candidates(Space::Fact)).map(str::to_owned);
                self.at_key(entry, Code::UnknownReference, unknown("检查事实", "fact", key), near);
            }
            _ => {
                let message = Message::new(format!("“{key}”指几样事实"), format!("“{key}” stands for several facts"));
                self.at_key(entry, Code::AmbiguousName, message, None);
            }
        }
        self.sound = false;
        None
    }

    /// Whether a value suits a fact: unknown and not applicable always do.
    fn fits(&mut self, fact: &Fact, node: &Node) -> bool {
        if matches!(node.text(), Some("unknown" | "/")) {
            return true;
        }
        let fits = match &fact.fact_type {
            FactType::Bool => node.truth().is_some(),
            FactType::Number { .. } => node.number().is_some(),
            FactType::Text => node.text().is_some(),
            FactType::Date => node.date().is_some(),
            FactType::Choice(_) => return self.option(fact, node),
            FactType::Tags(_) => match &node.value {
                Written::List(list) => return list.iter().all(|node| self.option(fact, node)),
                _ => return self.option(fact, node),
            },
        };
        if !fits {
            let (zh, en) = match fact.fact_type {
                FactType::Bool => ("true 或 false", "true or false"),
                FactType::Number { .. } => ("数字", "a number"),
                FactType::Text => ("文字", "a text"),
                _ => ("日期", "a date"),
            };
            let message = Message::new(format!("{} 的值应是{zh}", fact.id), format!("{} should be {en}", fact.id));
            refuse(self.diagnostics, Code::WrongFieldType, node, message, None);
        }
        fits
    }

    fn option(&mut self, fact: &Fact, node: &Node) -> bool {
        let text = node.text().unwrap_or("");
        let is_option = !self.scope.options(&fact.id, text).is_empty();
        if !is_option {
            let near = closest(text, self.scope.option_candidates(&fact.id)).map(str::to_owned);
            let message = Message::new(
                format!("“{text}”不是 {} 的选项", fact.id),
                format!("“{text}” is not an option of {}", fact.id),
            );
            refuse(self.diagnostics, Code::NotAnOption, node, message, near);
        }
        is_option
    }

    /// A table of checks by id; for answers the checks must be observed.
    fn checks(&mut self, node: &Node, answers: bool) -> Map<String, Value> {
        let mut checks = Map::new();
        for entry in node.entries() {
            let Some(id) =
                self.check(&entry.key, |reader, code, message, near| reader.at_key(entry, code, message, near))
            else {
                continue;
            };
            let observed = self.items.checks.iter().any(|check| check.id == id && check.rule == CheckRule::Observed);
            if answers && !observed {
                let message = Message::new(
                    format!("{id} 不由现场判断，没有答案"),
                    format!("{id} is not observed and takes no answer"),
                );
                self.at_key(entry, Code::UnknownReference, message, None);
                continue;
            }
            match json(&entry.node) {
                Some(value) => {
                    checks.insert(id, value);
                }
                None => self.sound = false,
            }
        }
        checks
    }

    /// The check of a name.
    fn check(&mut self, name: &str, report: impl Fn(&mut Self, Code, Message, Option<String>)) -> Option<String> {
        let ids = self.scope.counted(name);
        let mut checks = self.items.checks.iter().filter(|check| ids.contains(&check.id));
        match (checks.next(), checks.next()) {
            (Some(check), None) => return Some(check.id.clone()),
            (Some(_), Some(_)) => {
                let message =
                    Message::new(format!("“{name}”指几个检查项"), format!("“{name}” stands for several checks"));
                report(self, Code::AmbiguousName, message, None);
            }
            (None, _) if ids.iter().any(|id| self.merged.get(ItemKind::Check, id).is_some()) => {}
            (None, _) => {
                let near = closest(name, self.items.checks.iter().map(|check| check.id.as_str())).map(str::to_owned);
                report(self, Code::UnknownReference, unknown("检查项", "check", name), near);
            }
        }
        self.sound = false;
        None
    }

    /// The checks that a list names.
    fn check_list(&mut self, list: &Node) -> Vec<String> {
        let checks = list.list().iter().filter_map(|node| {
            self.check(node.text()?, |reader, code, message, near| {
                refuse(reader.diagnostics, code, node, message, near)
            })
        });
        checks.collect()
    }

    fn record(&mut self, node: &Node) -> Option<Value> {
        let task = node.get("task")?;
        let id = self.named(Space::Task, task, "工作", "task");
        let mut record = Map::new();
        record.insert("task".to_owned(), id?.into());
        for field in ["date", "checker", "outcome"] {
            if let Some(value) = node.get(field) {
                let date = value.date().filter(|_| field == "date").map(|date| Value::from(date.to_string()));
                record.insert(field.to_owned(), date.or_else(|| json(value))?);
            }
        }
        Some(record.into())
    }

    /// The one id of a name that is a value.
    fn named(&mut self, space: Space, node: &Node, zh: &str, en: &str) -> Option<String> {
        let name = node.text()?;
        if let [id] = self.scope.find(space, name) {
            return Some(id.clone());
        }
        let near = closest(name, self.scope.candidates(space)).map(str::to_owned);
        refuse(self.diagnostics, Code::UnknownReference, node, unknown(zh, en, name), near);
        self.sound = false;
        None
    }

    fn expect(&mut self, node: &Node) -> Expect {
        let number = |key: &str| node.get(key).and_then(Node::number);
        let failed = node.get("failed").map(|list| self.check_list(list));
        Expect {
            level: node.get("level").and_then(|node| self.level(node)),
            level_at_worst: node.get("level_at_worst").and_then(|node| self.level(node)),
            score: number("score"),
            score_at_worst: number("score_at_worst"),
            outcomes: node.get("outcomes").map_or_else(Map::new, |node| self.checks(node, false)),
            failed,
            results: node
                .get("results")
                .map_or_else(Map::new, |node| self.keyed(node, Space::Result, "结果", "result")),
            tasks: node.get("tasks").map_or_else(Map::new, |node| self.keyed(node, Space::Task, "工作", "task")),
        }
    }

    fn level(&mut self, node: &Node) -> Option<String> {
        let id = node.text()?;
        let levels = || self.items.levels.iter().map(|level| level.id.as_str());
        if levels().any(|level| level == id) {
            return Some(id.to_owned());
        }
        let near = closest(id, levels()).map(str::to_owned);
        refuse(self.diagnostics, Code::UnknownReference, node, unknown("等级", "level", id), near);
        self.sound = false;
        None
    }

    /// A table whose keys name things of a space.
    fn keyed(&mut self, node: &Node, space: Space, zh: &str, en: &str) -> Map<String, Value> {
        let mut map = Map::new();
        for entry in node.entries() {
            match (self.scope.find(space, &entry.key), json(&entry.node)) {
                ([id], Some(value)) => {
                    map.insert(id.clone(), value);
                }
                ([_], None) => self.sound = false,
                _ => {
                    let near = closest(&entry.key, self.scope.candidates(space)).map(str::to_owned);
                    self.at_key(entry, Code::UnknownReference, unknown(zh, en, &entry.key), near);
                }
            }
        }
        map
    }

    fn at_key(&mut self, entry: &Entry, code: Code, message: Message, near: Option<String>) {
        self.sound = false;
        let reported = self.diagnostics.report(code, Some(entry.key_span), message);
        if let Some(near) = near {
            reported.help(did_you_mean(&near));
        }
    }
}

fn refuse(diagnostics: &mut Diagnostics, code: Code, node: &Node, message: Message, near: Option<String>) {
    let reported = diagnostics.report(code, Some(node.span), message);
    if let Some(near) = near {
        reported.help(did_you_mean(&near));
    }
}

fn unknown(zh: &str, en: &str, name: &str) -> Message {
    Message::new(format!("没有叫“{name}”的{zh}"), format!("there is no {en} “{name}”"))
}

fn did_you_mean(near: &str) -> Message {
    Message::new(format!("是不是 {near}？"), format!("did you mean {near}?"))
}

/// A value as in the JSON of a place; none where it has a mistake.
fn json(node: &Node) -> Option<Value> {
    Some(match &node.value {
        Written::Text(text) => text.text.clone().into(),
        Written::Integer(integer) => (*integer).into(),
        Written::Number(number) => serde_json::Number::from_f64(*number)?.into(),
        Written::Bool(truth) => (*truth).into(),
        Written::Date(date) => date.to_string().into(),
        Written::List(list) => list.iter().map(json).collect::<Option<Vec<_>>>()?.into(),
        Written::Table(entries) => {
            let entries = entries.iter().map(|entry| Some((entry.key.to_string(), json(&entry.node)?)));
            entries.collect::<Option<Map<_, _>>>()?.into()
        }
        Written::Time | Written::Broken => return None,
    })
}
