//! What a name in an expression stands for, in the layer that wrote it.

use super::Selector;
use crate::diagnostic::Span;
use crate::names::closest;
use crate::pack::item::Items;
use crate::pack::{Scope, Space};
use std::collections::{BTreeMap, HashMap};

/// What a name was found to be.
pub enum Found<T> {
    /// This.
    One(T),
    /// Several things, by id.
    Many(Vec<String>),
    /// Something an overlay removed, and where.
    Removed(String, Span),
    /// Something left out because of an error already reported.
    Broken,
    /// Nothing; perhaps this was meant.
    None(Option<String>),
}

/// A fact or derived fact, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactName {
    /// A fact.
    Fact(usize),
    /// A derived fact.
    Derived(usize),
}

/// The names of a pack.
pub struct Names<'a> {
    items: &'a Items,
    scopes: &'a [Scope],
    removed: &'a BTreeMap<(Space, String), Span>,
    facts: HashMap<&'a str, FactName>,
    counted: HashMap<&'a str, Selector>,
}

impl<'a> Names<'a> {
    /// The names of a pack.
    pub fn new(items: &'a Items, scopes: &'a [Scope], removed: &'a BTreeMap<(Space, String), Span>) -> Self {
        let facts = items.facts.iter().enumerate().map(|(index, fact)| (fact.id.as_str(), FactName::Fact(index)));
        let derived =
            items.derived.iter().enumerate().map(|(index, derived)| (derived.id.as_str(), FactName::Derived(index)));
        let checks =
            items.checks.iter().enumerate().map(|(index, check)| (check.id.as_str(), Selector::Check(index as u32)));
        let sections = items
            .sections
            .iter()
            .enumerate()
            .map(|(index, section)| (section.id.as_str(), Selector::Section(index as u32)));
        let groups =
            items.groups.iter().enumerate().map(|(index, group)| (group.id.as_str(), Selector::Group(index as u32)));
        let grades = [("all", Selector::All), ("general", Selector::General), ("major", Selector::Major)];
        Self {
            items,
            scopes,
            removed,
            facts: facts.chain(derived).collect(),
            counted: checks.chain(sections).chain(groups).chain(grades).collect(),
        }
    }

    /// The names of a layer.
    pub fn scope(&self, layer: Option<u32>) -> Option<&'a Scope> {
        layer.and_then(|layer| self.scopes.get(layer as usize)).or(self.scopes.last())
    }

    /// The fact of a name. Where kinds that never meet share a name, the kinds of the item that asks decide.
    pub fn fact(&self, layer: Option<u32>, name: &str, kinds: &[String]) -> Found<FactName> {
        let Some(scope) = self.scope(layer) else { return Found::None(None) };
        let ids: Vec<&String> = scope.facts(name).iter().collect();
        let meeting: Vec<&String> = ids.iter().copied().filter(|id| self.meets(id, kinds)).collect();
        let ids = if ids.len() > 1 && !meeting.is_empty() { meeting } else { ids };
        self.pick(Space::Fact, &ids, &self.facts)
            .unwrap_or_else(|| Found::None(closest(name, scope.candidates(Space::Fact)).map(str::to_owned)))
    }

    /// The checks of a name.
    pub fn counted(&self, layer: Option<u32>, name: &str) -> Found<Selector> {
        if let Some(selector @ (Selector::All | Selector::General | Selector::Major)) = self.counted.get(name) {
            return Found::One(*selector);
        }
        let Some(scope) = self.scope(layer) else { return Found::None(None) };
        let ids: Vec<&String> = scope.counted(name).iter().collect();
        self.pick(Space::Counted, &ids, &self.counted)
            .unwrap_or_else(|| Found::None(closest(name, scope.candidates(Space::Counted)).map(str::to_owned)))
    }

    /// The index of something else that is named by id or label: results, kinds, windows.
    pub fn other(&self, layer: Option<u32>, space: Space, name: &str) -> Found<usize> {
        let Some(scope) = self.scope(layer) else { return Found::None(None) };
        let ids: Vec<&String> = scope.find(space, name).iter().collect();
        let list: HashMap<&str, usize> = match space {
            Space::Result => {
                self.items.results.iter().enumerate().map(|(index, result)| (result.id.as_str(), index)).collect()
            }
            Space::Kind => self.items.kinds.iter().enumerate().map(|(index, kind)| (kind.id.as_str(), index)).collect(),
            Space::Function => {
                self.items.functions.iter().enumerate().map(|(index, function)| (function.id.as_str(), index)).collect()
            }
            Space::Window => {
                let windows = self.items.windows.iter().map(|window| window.id.as_str());
                let campaigns = self.items.campaigns.iter().map(|campaign| campaign.id.as_str());
                windows.chain(campaigns).enumerate().map(|(index, id)| (id, index)).collect()
            }
            Space::Fact | Space::Counted | Space::Task => HashMap::new(),
        };
        self.pick(space, &ids, &list)
            .unwrap_or_else(|| Found::None(closest(name, scope.candidates(space)).map(str::to_owned)))
    }

    fn pick<T: Copy>(&self, space: Space, ids: &[&String], list: &HashMap<&str, T>) -> Option<Found<T>> {
        match ids {
            [] => None,
            [id] => Some(match (list.get(id.as_str()), self.removed.get(&(space, (*id).clone()))) {
                (Some(found), _) => Found::One(*found),
                (None, Some(span)) => Found::Removed((*id).clone(), *span),
                (None, None) => Found::Broken,
            }),
            many => Some(Found::Many(many.iter().map(|id| (*id).clone()).collect())),
        }
    }

    fn meets(&self, id: &str, kinds: &[String]) -> bool {
        let own = match self.facts.get(id) {
            Some(FactName::Fact(index)) => &self.items.facts[*index].kinds,
            Some(FactName::Derived(index)) => &self.items.derived[*index].kinds,
            None => return false,
        };
        own.is_empty() || kinds.is_empty() || own.iter().any(|kind| kinds.contains(kind))
    }
}
