//! Windows, campaigns, tasks and duties; and the declarations of script functions.

use super::{Resolver, item_name};
use crate::date::{Date, Effective, Period};
use crate::diagnostic::Code;
use crate::message::Message;
use crate::pack::format::ItemKind;
use crate::pack::interval;
use crate::pack::item::{
    Campaign, Duty, FirstPeriod, Frequency, Function, Interval, Per, SameDay, ScriptType, Target, Task, Window,
};
use crate::pack::read::Item;
use crate::pack::shape;
use crate::pack::value::Node;
use std::collections::BTreeSet;

impl Resolver<'_> {
    pub(super) fn window(&mut self, item: &Item) -> Option<Window> {
        let single = item.field("from").or(item.field("to")).is_some();
        let several = item.get("dates");
        let other = if item.field("from").is_some() { "from" } else { "to" };
        if single && several.is_some() {
            self.exclude(item, other, "dates");
            return None;
        }
        let dates = match several {
            Some(list) => {
                let periods: Vec<_> = list.list().iter().map(|node| self.period(node)).collect();
                periods.into_iter().collect::<Option<Vec<_>>>()?
            }
            None => vec![self.own_period(item)?],
        };
        if dates.is_empty() {
            self.report(Code::BadPeriod, item.span, "dates 是空的", "dates is empty");
            return None;
        }
        let provenance = self.provenance(item);
        Some(Window { id: item.id.clone(), label: item.label(), dates, provenance })
    }

    fn period(&mut self, node: &Node) -> Option<Period> {
        let date = |key| node.get(key).and_then(Node::date);
        let (from, to) = (date("from")?, date("to")?);
        self.in_order(node, from, to).then_some(Period { from, to })
    }

    /// The period of the fields `from` and `to`; missing ones are reported.
    fn own_period(&mut self, item: &Item) -> Option<Period> {
        for field in ["from", "to"] {
            let required = item.kind.format().field(field).is_some_and(|field| field.required);
            if item.field(field).is_none() && !item.damaged && !required {
                let name = item_name(item);
                let (zh, en) = (format!("{name} 缺少 {field}"), format!("{name} lacks {field}"));
                self.report(Code::MissingField, item.span, zh, en);
            }
        }
        let (from, to) = (item.get("from")?, item.get("to")?);
        let (first, last) = (from.date()?, to.date()?);
        self.in_order(to, first, last).then_some(Period { from: first, to: last })
    }

    pub(super) fn campaign(&mut self, item: &Item, pack: Effective, tasks: &[Task]) -> Option<Campaign> {
        let kinds = self.kinds(item);
        let targets = self.targets(item, tasks);
        let period = self.own_period(item)?;
        let starts_outside = pack.from.is_some_and(|from| period.from < from);
        let ends_outside = pack.to.is_some_and(|to| period.to > to);
        if starts_outside || ends_outside {
            let day = |date: Option<Date>| date.map_or("…".to_owned(), |date| date.to_string());
            let (from, to) = (day(pack.from), day(pack.to));
            self.report(
                Code::CampaignOutside,
                item.span,
                format!("专项行动 {}（{} 至 {}）超出规则包有效期（{from} 至 {to}）", item.id, period.from, period.to),
                format!(
                    "the campaign {} ({} to {}) exceeds the pack's dates ({from} to {to})",
                    item.id, period.from, period.to
                ),
            );
        }
        if item.is_broken("scope") {
            return None;
        }
        Some(Campaign {
            id: item.id.clone(),
            title: item.label(),
            period,
            scope: item.get("scope").and_then(Node::expression),
            kinds,
            targets,
            span: Some(item.span),
            provenance: self.provenance(item),
        })
    }

    fn targets(&mut self, item: &Item, tasks: &[Task]) -> Vec<Target> {
        let list = item.get("targets").map_or(&[][..], Node::list);
        let mut targets: Vec<Target> = Vec::new();
        for node in list {
            let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
            let Some(id) = text("id") else { continue };
            if targets.iter().any(|target| target.id == id) {
                let (zh, en) = (format!("目标 {id} 写了两次"), format!("the target {id} is there twice"));
                self.report(Code::AlreadyDefined, node.span, zh, en);
            }
            let share = node.get("share");
            if let Some(share) = share.filter(|share| share.number().is_some_and(|number| number > 1.0)) {
                self.report(Code::BadFieldValue, share.span, "share 是 0 到 1 的比例", "share lies between 0 and 1");
            }
            if let Some(task) =
                node.get("task").filter(|task| !tasks.iter().any(|known| Some(known.id.as_str()) == task.text()))
            {
                self.reference(ItemKind::Task, task);
            }
            targets.push(Target {
                label: text("label").unwrap_or_else(|| id.clone()),
                id,
                task: text("task"),
                kinds: node.get("kinds").map_or_else(Vec::new, |kinds| self.references(ItemKind::Kind, kinds)),
                at_least: node.get("at_least").and_then(Node::number),
                share: share.and_then(Node::number),
            });
        }
        targets
    }

    /// Tasks: those declared, then those that duties only name.
    pub(super) fn tasks(&mut self) -> Vec<Task> {
        let mut tasks = self.all(ItemKind::Task, |resolver, item| {
            Some(Task {
                id: item.id.clone(),
                label: item.label(),
                aliases: item.texts("aliases"),
                by: item.text("by"),
                provenance: resolver.provenance(item),
            })
        });
        let mut known: BTreeSet<String> = tasks.iter().map(|task| task.id.clone()).collect();
        for duty in self.merged.of(ItemKind::Duty) {
            let Some(id) = duty.text("task").filter(|id| shape::is_id(id, false)) else { continue };
            if known.insert(id.clone()) {
                let provenance = self.provenance(duty);
                tasks.push(Task { label: id.clone(), id, aliases: Vec::new(), by: None, provenance });
            }
        }
        tasks
    }

    pub(super) fn duty(&mut self, item: &mut Item) -> Option<Duty> {
        let kinds = self.kinds(item);
        let effective = self.effective(item);
        let frequency = self.frequency(item);
        let task = item.get("task").and_then(|node| self.task(node));
        self.campaign_stands(item);
        if item.is_broken("when") || item.is_broken("count_if") {
            return None;
        }
        let is = |name: &str, word: &str| item.text(name).as_deref() == Some(word);
        Some(Duty {
            id: item.id.clone(),
            task: task?,
            label: item.text("label"),
            kinds,
            frequency: frequency?,
            when: item.get("when").and_then(Node::expression),
            count_if: item.get("count_if").and_then(Node::expression),
            same_day: if is("same_day", "each") { SameDay::Each } else { SameDay::Once },
            first_period: match item.text("first_period").as_deref() {
                Some("prorate") => FirstPeriod::Prorate,
                Some("skip") => FirstPeriod::Skip,
                _ => FirstPeriod::Full,
            },
            by: item.text("by"),
            basis: Self::basis(item),
            effective,
            campaign: item.campaign.clone(),
            span: Some(item.span),
            provenance: self.provenance(item),
        })
    }

    /// The task a duty names. It need not be declared, but its name must be an id then.
    fn task(&mut self, node: &Node) -> Option<String> {
        let id = node.text()?;
        if shape::is_id(id, false) || self.merged.get(ItemKind::Task, id).is_some() {
            return Some(id.to_owned());
        }
        self.unknown(ItemKind::Task, node, id);
        None
    }

    fn frequency(&mut self, item: &Item) -> Option<Frequency> {
        match (item.field("per"), item.field("every")) {
            (Some(per), None) => self.per(item, per),
            (None, Some(every)) => self.every(item, every),
            (Some(_), Some(every)) => {
                let (zh, en) = ("per 和 every 只能写一个", "a duty has per or every, not both");
                self.report(Code::BadPeriod, every.span, zh, en);
                None
            }
            (None, None) if item.damaged => None,
            (None, None) => {
                let name = item_name(item);
                let message = Message::new(
                    format!("{name} 缺少 per（周期）或 every（间隔）"),
                    format!("{name} lacks per (the period) or every (the interval)"),
                );
                let help = Message::new(
                    "如 at_least = 4 和 per = \"year\"，或 every = \"6 months\"",
                    "such as at_least = 4 and per = \"year\", or every = \"6 months\"",
                );
                self.diagnostics.report(Code::BadPeriod, Some(item.span), message).help(help);
                None
            }
        }
    }

    fn per(&mut self, item: &Item, node: &Node) -> Option<Frequency> {
        let times = |name: &str| item.get(name).and_then(Node::integer).and_then(|times| u32::try_from(times).ok());
        let (at_least, at_most) = (times("at_least"), times("at_most"));
        let spread = item.get("spread").and_then(Node::truth).unwrap_or(false);
        let name = item_name(item);
        if let (Some(least), Some(most)) = (at_least, at_most)
            && least > most
        {
            let span = item.get("at_most").map_or(item.span, |node| node.span);
            self.report(
                Code::BadPeriod,
                span,
                format!("{name} 至少 {least} 次，又至多 {most} 次"),
                format!("{name} asks at least {least} and at most {most}"),
            );
        }
        let counted = item.field("at_least").or(item.field("at_most")).is_some();
        if !counted && !item.damaged {
            let (zh, en) = (format!("{name} 缺少 at_least（至少几次）"), format!("{name} lacks at_least"));
            self.report(Code::BadPeriod, node.span, zh, en);
        }
        if spread && item.field("at_least").is_none() && counted {
            let span = item.get("spread").map_or(item.span, |node| node.span);
            self.report(Code::BadPeriod, span, "spread 要和 at_least 一起用", "spread goes with at_least");
        }
        let per = match node.text()? {
            "day" => Per::Day,
            "week" => Per::Week,
            "month" => Per::Month,
            "quarter" => Per::Quarter,
            "half_year" => Per::HalfYear,
            "year" => Per::Year,
            _ => Per::Campaign,
        };
        if per == Per::Campaign && item.campaign.is_none() {
            let message = Message::new(
                format!("{name} 不属于专项行动，不能用 per = \"campaign\""),
                format!("{name} belongs to no campaign and cannot have per = \"campaign\""),
            );
            let help = Message::new("把它移到 campaigns 里的文件中", "move it to the campaign's file");
            self.diagnostics.report(Code::BadPeriod, Some(node.span), message).help(help);
        }
        Some(Frequency::Per { per, at_least, at_most, spread })
    }

    fn every(&mut self, item: &Item, node: &Node) -> Option<Frequency> {
        for field in ["at_least", "at_most", "spread", "first_period"] {
            self.exclude(item, "every", field);
        }
        let interval = interval::parse(node.text()?).ok()?;
        if matches!(interval, Interval::Days(0) | Interval::Months(0)) {
            self.report(Code::BadPeriod, node.span, "间隔要大于 0", "the interval is more than 0");
            return None;
        }
        Some(Frequency::Every(interval))
    }

    pub(super) fn function(&mut self, item: &Item) -> Option<Function> {
        let range = self.range(item);
        let params = item.get("params")?;
        let returns = script_type(item.get("returns")?)?;
        if let Some(node) = item.get("range").filter(|_| returns != ScriptType::Number) {
            let (zh, en) = ("range 只用于返回数字的函数", "a range is for functions that return a number");
            self.report(Code::FieldsExclude, node.span, zh, en);
        }
        let types: Option<Vec<_>> = params.list().iter().map(script_type).collect();
        Some(Function {
            id: item.id.clone(),
            label: item.label(),
            params: types?,
            returns,
            range,
            span: Some(item.span),
            provenance: self.provenance(item),
        })
    }
}

fn script_type(node: &Node) -> Option<ScriptType> {
    Some(match node.text()? {
        "bool" => ScriptType::Bool,
        "number" => ScriptType::Number,
        "text" => ScriptType::Text,
        _ => ScriptType::Date,
    })
}
