//! Checks, sections, groups and duties to their programs.

use super::Compiler;
use super::points::grade_node;
use crate::pack::item::{Campaign, Check, CheckRule, Duty, Grade, GradeRule};
use crate::program::types::{Stage, Type};
use crate::program::{CheckProgram, DutyProgram, Node, NodeId, Real, Root, SectionProgram, Verdict};

impl<'a> Compiler<'a> {
    pub(super) fn checks(&mut self) -> Option<Vec<CheckProgram>> {
        let items = self.items;
        let mut answers = items.facts.len() as u32;
        let mut checks = Vec::with_capacity(items.checks.len());
        for check in &items.checks {
            let answer = answers;
            answers += u32::from(check.rule == CheckRule::Observed);
            checks.push(self.check(check, answer));
        }
        checks.into_iter().collect()
    }

    fn check(&mut self, check: &Check, answer: u32) -> Option<CheckProgram> {
        let campaign = self.campaign(check.campaign.as_deref());
        let kinds =
            if check.kinds.is_empty() { campaign.map_or(&[][..], |campaign| &campaign.kinds) } else { &check.kinds };
        // Each part is lowered before giving up, so that every mistake is reported at once.
        let scope = self.scope(campaign, kinds);
        let applies = check.applies_if.as_ref().map(|applies| self.root(applies, Stage::Facts, kinds, Type::Truth));
        let verdict = match &check.rule {
            CheckRule::Derived { fails_if } => self.root(fails_if, Stage::Facts, kinds, Type::Truth).map(Verdict::Rule),
            CheckRule::Observed => Some(Verdict::Answer(answer)),
            CheckRule::Scored => Some(Verdict::Scored),
        };
        let points = self.points(&check.points, kinds);
        let major = self.grade(&check.grade, kinds);
        let applies = self.both(scope?, applies.map_or(Some(None), |root| root.map(Some))?);
        let (verdict, points, major) = (verdict?, points?, major?);
        let outcome_roots = applies.iter().chain(match &verdict {
            Verdict::Rule(root) => Some(root),
            Verdict::Answer(_) => None,
            Verdict::Scored => Some(&points),
        });
        let mut reads = self.inputs_of(outcome_roots.map(|root| root.node));
        if let Verdict::Answer(answer) = verdict {
            reads.push(answer);
        }
        let mut reads_besides = self.inputs_of([points.node, major.node]);
        reads_besides.retain(|input| !reads.contains(input));
        let section =
            check.section.as_ref().and_then(|id| self.items.sections.iter().position(|section| section.id == *id));
        Some(CheckProgram {
            kinds: self.kinds(kinds),
            effective: check.effective,
            campaign: campaign.map(|campaign| campaign.period),
            applies,
            verdict,
            points,
            least: Real(f64::NEG_INFINITY),
            most: Real(f64::INFINITY),
            major,
            section: section.map(|index| index as u32),
            reads,
            reads_besides,
        })
    }

    fn campaign(&self, id: Option<&str>) -> Option<&'a Campaign> {
        id.and_then(|id| self.items.campaigns.iter().find(|campaign| campaign.id == id))
    }

    /// The scope of a campaign; `None` is an error, `Some(None)` no scope.
    #[expect(clippy::option_option, reason = "an error, no scope, and a scope are three cases")]
    fn scope(&mut self, campaign: Option<&Campaign>, kinds: &[String]) -> Option<Option<Root>> {
        match campaign.and_then(|campaign| campaign.scope.as_ref()) {
            None => Some(None),
            Some(scope) => self.root(scope, Stage::Facts, kinds, Type::Truth).map(Some),
        }
    }

    /// Both must hold.
    fn both(&mut self, first: Option<Root>, second: Option<Root>) -> Option<Root> {
        match (first, second) {
            (Some(first), Some(second)) => Some(Root {
                node: self.add(Node::And(vec![first.node, second.node])),
                text: format!("({}) && ({})", first.text, second.text),
                terms: [first.terms, second.terms].concat(),
                assumptions: [first.assumptions, second.assumptions].concat(),
            }),
            (first, second) => first.or(second),
        }
    }

    fn kinds(&self, ids: &[String]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.items.kinds.iter().position(|kind| kind.id == *id)).collect()
    }

    /// The inputs that nodes are computed from, ascending.
    fn inputs_of(&mut self, roots: impl IntoIterator<Item = NodeId>) -> Vec<u32> {
        let mut inputs = Vec::new();
        let mut open: Vec<NodeId> = roots.into_iter().collect();
        self.walk += 1;
        self.walked.resize(self.nodes.len(), 0);
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut self.walked[node as usize], self.walk) == self.walk {
                continue;
            }
            match self.node(node) {
                Node::Input(input) => inputs.push(*input),
                node => open.extend(node.operands()),
            }
        }
        inputs.sort_unstable();
        inputs
    }

    fn grade(&mut self, grade: &GradeRule, kinds: &[String]) -> Option<Root> {
        match grade {
            GradeRule::Fixed(grade) => {
                let node = self.add(Node::Truth(*grade == Grade::Major));
                let text = if *grade == Grade::Major { "major" } else { "general" };
                Some(Root { node, text: text.to_owned(), terms: Vec::new(), assumptions: Vec::new() })
            }
            GradeRule::Expression(expression) => self.lowered(expression, Stage::Points, kinds, None, grade_node),
        }
    }

    pub(super) fn sections(&self) -> Vec<SectionProgram> {
        let sections = self.items.sections.iter();
        sections
            .map(|section| SectionProgram {
                cap: section.cap,
                not_applicable: section.not_applicable,
                checks: self.checks_where(|check| check.section.as_ref() == Some(&section.id)),
            })
            .collect()
    }

    pub(super) fn groups(&self) -> Vec<Vec<u32>> {
        self.items.groups.iter().map(|group| self.checks_where(|check| check.groups.contains(&group.id))).collect()
    }

    fn checks_where(&self, holds: impl Fn(&Check) -> bool) -> Vec<u32> {
        let checks = self.items.checks.iter().enumerate();
        checks.filter(|(_, check)| holds(check)).map(|(index, _)| index as u32).collect()
    }

    pub(super) fn duties(&mut self) -> Option<Vec<DutyProgram>> {
        let items = self.items;
        let duties: Vec<Option<DutyProgram>> = items.duties.iter().map(|duty| self.duty(duty)).collect();
        duties.into_iter().collect()
    }

    fn duty(&mut self, duty: &Duty) -> Option<DutyProgram> {
        let campaign = self.campaign(duty.campaign.as_deref());
        let kinds =
            if duty.kinds.is_empty() { campaign.map_or(&[][..], |campaign| &campaign.kinds) } else { &duty.kinds };
        let scope = self.scope(campaign, kinds);
        let when = duty.when.as_ref().map(|when| self.root(when, Stage::Duty, kinds, Type::Truth));
        let count_if = duty.count_if.as_ref().map(|count_if| self.root(count_if, Stage::Record, kinds, Type::Truth));
        let when = self.both(scope?, when.map_or(Some(None), |root| root.map(Some))?);
        Some(DutyProgram {
            kinds: self.kinds(kinds),
            campaign: campaign.map(|campaign| campaign.period),
            when,
            count_if: count_if.map_or(Some(None), |root| root.map(Some))?,
        })
    }
}
