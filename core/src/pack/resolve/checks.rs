//! Checks, and the sections and groups that count them.

use super::Resolver;
use crate::diagnostic::Code;
use crate::message::Message;
use crate::pack::format::ItemKind;
use crate::pack::interval;
use crate::pack::item::{Check, CheckRule, Grade, GradeRule, Group, NotApplicable, Points, Section};
use crate::pack::read::Item;
use crate::pack::scope::Space;
use crate::pack::shape;
use crate::pack::value::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The groups that count by grade.
const BUILT_IN_GROUPS: [&str; 3] = ["major", "general", "all"];

impl Resolver<'_> {
    pub(super) fn check(&mut self, item: &mut Item) -> Option<Check> {
        let kinds = self.kinds(item);
        let effective = self.effective(item);
        let rule = self.rule(item);
        let points = self.points(item, &kinds);
        let section = item.get("section").and_then(|node| self.counter(ItemKind::Section, node));
        let groups = item.get("groups").map_or(&[][..], Node::list);
        let mut distinct: Vec<String> = Vec::new();
        for node in groups {
            distinct.extend(self.counter(ItemKind::Group, node).filter(|id| !distinct.contains(id)));
        }
        self.campaign_stands(item);
        let broken = ["fails_if", "applies_if", "points", "points_by", "grade"].iter().any(|name| item.is_broken(name));
        if broken {
            return None;
        }
        let title = item.text("title").unwrap_or_else(|| item.id.clone());
        Some(Check {
            id: item.id.clone(),
            finding: item.take_text("finding").unwrap_or_else(|| format!("不符合：{title}")),
            title,
            kinds,
            aliases: item.texts("aliases"),
            applies_if: item.take_expression("applies_if"),
            rule,
            points: points?,
            grade: grade(item),
            section,
            groups: distinct,
            within: item.get("within").and_then(Node::text).and_then(|text| interval::parse(text).ok()),
            refer_to: item.take_text("refer_to"),
            fix: item.take_text("fix"),
            basis: Self::basis(item),
            effective,
            campaign: item.campaign.clone(),
            span: Some(item.span),
            provenance: self.provenance(item),
        })
    }

    /// How a check comes to its outcome; ways that exclude each other are reported.
    fn rule(&mut self, item: &mut Item) -> CheckRule {
        let flag = |name: &str| item.get(name).and_then(Node::truth);
        let (scored, observed) = (flag("scored"), flag("observed"));
        if scored == Some(true) {
            self.exclude(item, "fails_if", "scored");
        }
        if observed == Some(true) {
            self.exclude(item, "fails_if", "observed");
        }
        if scored == Some(true) && observed == Some(true) {
            self.exclude(item, "scored", "observed");
        }
        if let Some(fails_if) = item.take_expression("fails_if") {
            return CheckRule::Derived { fails_if };
        }
        let by_points = item.field("points_by").is_some() && scored != Some(false);
        if observed != Some(true) && (scored == Some(true) || by_points) {
            CheckRule::Scored
        } else {
            CheckRule::Observed
        }
    }

    fn points(&mut self, item: &Item, kinds: &[String]) -> Option<Points> {
        if self.exclude(item, "points", "points_by") {
            return None;
        }
        if let Some(node) = item.get("points_by") {
            return self.points_by(item, node, kinds);
        }
        match item.get("points") {
            Some(node) => node.number().map(Points::Fixed).or_else(|| node.expression().map(Points::Expression)),
            None => Some(Points::Fixed(0.0)),
        }
    }

    /// The section or group a check names. It need not be declared, but its name must be an id then.
    fn counter(&mut self, kind: ItemKind, node: &Node) -> Option<String> {
        let id = node.text()?;
        if BUILT_IN_GROUPS.contains(&id) {
            self.report(
                Code::NameCollision,
                node.span,
                format!("{id} 是内置的组，按严重程度自动计数，不能另用"),
                format!("{id} is built in; it counts by grade on its own"),
            );
            return None;
        }
        if shape::is_id(id, false) || self.merged.get(kind, id).is_some() {
            return Some(id.to_owned());
        }
        let ids = self.scopes.last().map_or(&[][..], |scope| scope.find(Space::Counted, id));
        if ids.iter().any(|other| other != id && self.merged.get(kind, other).is_some()) {
            self.unknown(kind, node, id);
        } else if !node.doubtful {
            let table = kind.format().name;
            let (message, _) = shape::bad_id(id);
            let help = Message::new(
                format!("另起一个编号，如 fire，再写 [{table}.fire] label = \"{id}\""),
                format!("choose an id such as fire, and declare [{table}.fire] with label = \"{id}\""),
            );
            self.diagnostics.report(Code::BadFieldValue, Some(node.span), message).help(help);
        }
        None
    }

    /// The campaign of an item may have been removed by an overlay; nothing may refer to it then.
    pub(super) fn campaign_stands(&mut self, item: &Item) {
        let Some(campaign) = item.campaign.as_ref().filter(|id| self.merged.get(ItemKind::Campaign, id).is_none())
        else {
            return;
        };
        let removal = self.merged.removed.get(&(ItemKind::Campaign, campaign.clone())).copied();
        let message = Message::new(
            format!("{} 属于专项行动 {campaign}，而它已被删除", item.id),
            format!("{} belongs to the campaign {campaign}, which was removed", item.id),
        );
        let help = Message::new("也用 remove = true 删除它", "drop it with remove = true too");
        let reported = self.diagnostics.report(Code::UnknownReference, Some(item.span), message).help(help);
        if let Some(removal) = removal {
            reported.related(removal, Message::new("在这里删除", "removed here"));
        }
    }

    /// Sections and groups: those declared, then those that checks only name.
    pub(super) fn sections_and_groups(&mut self) -> (Vec<Section>, Vec<Group>) {
        let mut sections = self.all(ItemKind::Section, Self::section);
        let mut groups = self.all(ItemKind::Group, |resolver, item| {
            Some(Group {
                id: item.id.clone(),
                label: item.label(),
                span: Some(item.span),
                provenance: resolver.provenance(item),
            })
        });
        let used_sections = self.used(|check| check.get("section").map_or(&[][..], std::slice::from_ref));
        let used_groups = self.used(|check| check.get("groups").map_or(&[][..], Node::list));
        self.unused(ItemKind::Section, &used_sections);
        self.unused(ItemKind::Group, &used_groups);
        let declared: BTreeSet<String> = sections.iter().map(|section| section.id.clone()).collect();
        for (id, provenance) in in_order(used_sections).filter(|(id, _)| !declared.contains(id)) {
            sections.push(Section {
                label: id.clone(),
                id,
                cap: None,
                max: None,
                not_applicable: NotApplicable::Zero,
                span: None,
                provenance: vec![provenance],
            });
        }
        let declared: BTreeSet<String> = groups.iter().map(|group| group.id.clone()).collect();
        for (id, provenance) in in_order(used_groups).filter(|(id, _)| !declared.contains(id)) {
            groups.push(Group { label: id.clone(), id, span: None, provenance: vec![provenance] });
        }
        (sections, groups)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as for items that may be left out")]
    fn section(&mut self, item: &Item) -> Option<Section> {
        let number = |name: &str| item.get(name).and_then(Node::number);
        let rescales = item.text("not_applicable").as_deref() == Some("rescale");
        Some(Section {
            id: item.id.clone(),
            label: item.label(),
            cap: number("cap"),
            max: number("max"),
            not_applicable: if rescales { NotApplicable::Rescale } else { NotApplicable::Zero },
            span: Some(item.span),
            provenance: self.provenance(item),
        })
    }

    /// The ids that checks name, each with its rank and where it is named first.
    fn used<'i>(&'i self, names: impl Fn(&'i Item) -> &'i [Node]) -> Used {
        let mut used = Used::new();
        for check in self.merged.of(ItemKind::Check) {
            for node in names(check) {
                let Some(name) = node.text().filter(|name| !BUILT_IN_GROUPS.contains(name)) else { continue };
                // A label where the id belongs is reported elsewhere; its section or group is used all the same.
                let named = || self.scopes.last().and_then(|scope| scope.counted(name).first()).map(String::as_str);
                let Some(id) = Some(name).filter(|name| shape::is_id(name, false)).or_else(named) else { continue };
                if !used.contains_key(id) {
                    used.insert(id.to_owned(), (used.len(), self.line(node.span)));
                }
            }
        }
        used
    }

    fn unused(&mut self, kind: ItemKind, used: &Used) {
        let counts = |id: &str| used.contains_key(id) || BUILT_IN_GROUPS.contains(&id);
        for item in self.merged.of(kind).filter(|item| !counts(&item.id)) {
            let (table, zh) = (kind.format().name, kind.format().zh);
            let message = Message::new(
                format!("没有检查项计入{zh} {}", item.id),
                format!("no check counts in {table} {}", item.id),
            );
            self.diagnostics.report(Code::UnusedSection, Some(item.span), message);
        }
    }
}

type Used = BTreeMap<String, (usize, String)>;

/// Ids and their provenance, in the order of their first use.
fn in_order(used: Used) -> impl Iterator<Item = (String, String)> {
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by_key(|(_, (rank, _))| *rank);
    used.into_iter().map(|(id, (_, provenance))| (id, provenance))
}

fn grade(item: &Item) -> GradeRule {
    match item.get("grade").and_then(Node::expression) {
        None => GradeRule::Fixed(Grade::General),
        Some(expression) => match expression.text.trim() {
            "general" => GradeRule::Fixed(Grade::General),
            "major" => GradeRule::Fixed(Grade::Major),
            _ => GradeRule::Expression(expression),
        },
    }
}
