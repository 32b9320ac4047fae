//! What a name in an expression stands for, in the layer that wrote it.

use super::Selector;
use crate::diagnostic::Span;
use crate::hash::Lookup;
use crate::names::closest;
use crate::pack::item::Items;
use crate::pack::{Scope, Space};
use std::collections::BTreeMap;

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
    /// Nothing of this sort; [`Names::closest`] tells what was likely meant.
    None(Space),
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
    facts: Lookup<&'a str, FactName>,
    counted: Lookup<&'a str, Selector>,
    results: Lookup<&'a str, usize>,
    kinds: Lookup<&'a str, usize>,
    functions: Lookup<&'a str, usize>,
    windows: Lookup<&'a str, usize>,
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
        let windows = items.windows.iter().map(|window| window.id.as_str());
        let campaigns = items.campaigns.iter().map(|campaign| campaign.id.as_str());
        Self {
            items,
            scopes,
            removed,
            facts: facts.chain(derived).collect(),
            counted: checks.chain(sections).chain(groups).chain(grades).collect(),
            results: indices(items.results.iter().map(|result| result.id.as_str())),
            kinds: indices(items.kinds.iter().map(|kind| kind.id.as_str())),
            functions: indices(items.functions.iter().map(|function| function.id.as_str())),
            windows: indices(windows.chain(campaigns)),
        }
    }

    /// The names of a layer.
    pub fn scope(&self, layer: Option<u32>) -> Option<&'a Scope> {
        layer.and_then(|layer| self.scopes.get(layer as usize)).or(self.scopes.last())
    }

    /// The fact of a name. Where kinds that never meet share a name, the kinds of the item that asks decide.
    pub fn fact(&self, layer: Option<u32>, name: &str, kinds: &[String]) -> Found<FactName> {
        match self.scope(layer).map_or(&[][..], |scope| scope.facts(name)) {
            several @ [_, _, ..] => {
                let meeting: Vec<&String> = several.iter().filter(|id| self.meets(id, kinds)).collect();
                match meeting.as_slice() {
                    [] => self.pick(Space::Fact, several, &self.facts),
                    [id] => self.one(Space::Fact, id, &self.facts),
                    meeting => Found::Many(meeting.iter().map(|id| (*id).clone()).collect()),
                }
            }
            ids => self.pick(Space::Fact, ids, &self.facts),
        }
    }

    /// The checks of a name.
    pub fn counted(&self, layer: Option<u32>, name: &str) -> Found<Selector> {
        if let Some(selector @ (Selector::All | Selector::General | Selector::Major)) = self.counted.get(name) {
            return Found::One(*selector);
        }
        let ids = self.scope(layer).map_or(&[][..], |scope| scope.counted(name));
        self.pick(Space::Counted, ids, &self.counted)
    }

    /// The index of something else that is named by id or label: results, kinds, windows.
    pub fn other(&self, layer: Option<u32>, space: Space, name: &str) -> Found<usize> {
        let list = match space {
            Space::Result => &self.results,
            Space::Kind => &self.kinds,
            Space::Function => &self.functions,
            Space::Window => &self.windows,
            Space::Fact | Space::Counted | Space::Task => return Found::None(space),
        };
        let ids = self.scope(layer).map_or(&[][..], |scope| scope.find(space, name));
        self.pick(space, ids, list)
    }

    /// The name of a sort that was likely meant by one that is not there.
    pub fn closest(&self, layer: Option<u32>, space: Space, name: &str) -> Option<&'a str> {
        closest(name, self.scope(layer)?.candidates(space))
    }

    fn pick<T: Copy>(&self, space: Space, ids: &[String], list: &Lookup<&str, T>) -> Found<T> {
        match ids {
            [] => Found::None(space),
            [id] => self.one(space, id, list),
            many => Found::Many(many.to_vec()),
        }
    }

    fn one<T: Copy>(&self, space: Space, id: &str, list: &Lookup<&str, T>) -> Found<T> {
        match list.get(id) {
            Some(found) => Found::One(*found),
            None => match self.removed.get(&(space, id.to_owned())) {
                Some(span) => Found::Removed(id.to_owned(), *span),
                None => Found::Broken,
            },
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

fn indices<'a>(ids: impl Iterator<Item = &'a str>) -> Lookup<&'a str, usize> {
    ids.enumerate().map(|(index, id)| (id, index)).collect()
}
