//! The names that expressions of one layer can use, and the ids they stand for.
//!
//! A layer is one pack of a chain of packs that extend each other. Names resolve in the layer that wrote them, so that
//! an overlay which relabels a fact does not break the expressions it inherits.

use super::format::ItemKind;
use super::overlay::Merged;
use super::read::Item;
use super::shape::is_id;
use super::value::Node;
use crate::hash::Lookup;
use crate::names::{folded, is_identifier};

/// What sort of thing a name stands for. Each sort has names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Facts and derived facts.
    Fact,
    /// Checks, sections and groups: what `failed()` and its like name.
    Counted,
    /// Results.
    Result,
    /// Kinds of places.
    Kind,
    /// Windows and campaigns.
    Window,
    /// Tasks of duties.
    Task,
    /// Declared script functions.
    Function,
}

/// The names of one layer.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: Lookup<Space, Lookup<String, Entry>>,
    options: Lookup<String, Lookup<String, Entry>>,
}

/// The most ids kept of one name: past a few it is only ambiguous.
const MOST_MEANINGS: usize = 100;

#[derive(Clone, Debug)]
struct Entry {
    /// The name as written first, where that is not how it compares.
    written: Option<String>,
    /// The ids it stands for, in the order of the pack.
    ids: Ids,
}

#[derive(Clone, Debug)]
enum Ids {
    /// The name itself.
    Same,
    One(String),
    Many(Vec<String>),
}

impl Entry {
    fn add(entries: &mut Lookup<String, Self>, name: &str, id: &str) {
        let folded = folded(name);
        match entries.get_mut(folded.as_ref()) {
            Some(entry) => entry.ids.add(&folded, id),
            None => {
                let written = (folded != name).then(|| name.to_owned());
                let ids = if folded == id { Ids::Same } else { Ids::One(id.to_owned()) };
                entries.insert(folded.into_owned(), Self { written, ids });
            }
        }
    }
}

impl Ids {
    /// The ids of the entry of a name.
    fn of<'a>(&'a self, name: &'a String) -> &'a [String] {
        match self {
            Self::Same => std::slice::from_ref(name),
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }

    fn add(&mut self, name: &str, id: &str) {
        match self {
            Self::Same if name == id => {}
            Self::Same => *self = Self::Many(vec![name.to_owned(), id.to_owned()]),
            Self::One(known) if known == id => {}
            Self::One(known) => *self = Self::Many(vec![std::mem::take(known), id.to_owned()]),
            Self::Many(ids) if ids.len() >= MOST_MEANINGS || ids.iter().any(|known| known == id) => {}
            Self::Many(ids) => ids.push(id.to_owned()),
        }
    }
}

/// The names of some entries as written, in the order of how they compare.
fn in_order(entries: Option<&Lookup<String, Entry>>) -> impl Iterator<Item = &str> {
    let mut entries: Vec<_> = entries.into_iter().flatten().collect();
    entries.sort_unstable_by_key(|(folded, _)| folded.as_str());
    entries.into_iter().map(|(folded, entry)| entry.written.as_deref().unwrap_or(folded))
}

impl Scope {
    /// The ids a name stands for: none when it is unknown, several when it is ambiguous.
    ///
    /// An id may be missing from the items of the pack: an overlay removed it, or it was left out because of a mistake
    /// that has been reported.
    pub fn find(&self, space: Space, name: &str) -> &[String] {
        self.names
            .get(&space)
            .and_then(|names| names.get_key_value(folded(name).as_ref()))
            .map_or(&[], |(name, entry)| entry.ids.of(name))
    }

    /// The facts and derived facts of a name, by id, label or alias.
    pub fn facts(&self, name: &str) -> &[String] {
        self.find(Space::Fact, name)
    }

    /// The checks, sections and groups of a name, by id, label, title or alias.
    pub fn counted(&self, name: &str) -> &[String] {
        self.find(Space::Counted, name)
    }

    /// The ids of the options of a fact that have a name, by id, label or alias.
    pub fn options(&self, fact: &str, name: &str) -> &[String] {
        self.options
            .get(fact)
            .and_then(|names| names.get_key_value(folded(name).as_ref()))
            .map_or(&[], |(name, entry)| entry.ids.of(name))
    }

    /// The names of a space that can be written in an expression, for "did you mean".
    pub fn candidates(&self, space: Space) -> impl Iterator<Item = &str> {
        in_order(self.names.get(&space)).filter(|name| is_identifier(name))
    }

    /// The names of the options of a fact, for "did you mean".
    pub fn option_candidates(&self, fact: &str) -> impl Iterator<Item = &str> {
        in_order(self.options.get(fact))
    }

    /// The names of a pack after merging.
    pub(super) fn of(merged: &Merged) -> Self {
        let mut scope = Self::default();
        for item in ItemKind::ALL.iter().flat_map(|kind| merged.of(*kind)) {
            scope.add_item(item);
        }
        scope
    }

    fn add_item(&mut self, item: &Item) {
        let text = |field: &str| item.get(field).and_then(Node::text);
        let texts = |field: &str| item.get(field).map_or(&[][..], Node::list).iter().filter_map(Node::text);
        // What is only used need not be declared.
        let mut used = |space: Space, id: &str| {
            if is_id(id, false) {
                self.add(space, id, id);
            }
        };
        match item.kind {
            ItemKind::Check => {
                text("section").into_iter().chain(texts("groups")).for_each(|id| used(Space::Counted, id))
            }
            ItemKind::Duty => text("task").into_iter().for_each(|id| used(Space::Task, id)),
            _ => {}
        }
        let Some(space) = Space::of(item.kind) else { return };
        let names = text("label").into_iter().chain(text("title")).chain(texts("aliases"));
        [item.id.as_str()].into_iter().chain(names).for_each(|name| self.add(space, name, &item.id));
        let options = item.get("options").map_or(&[][..], Node::list);
        for option in options {
            let id = option.text().or_else(|| option.get("id")?.text()).unwrap_or("");
            let label = option.get("label").and_then(Node::text);
            let aliases = option.get("aliases").map_or(&[][..], Node::list);
            let names = label.into_iter().chain(aliases.iter().filter_map(Node::text));
            [id].into_iter().chain(names).for_each(|name| self.add_option(&item.id, name, id));
        }
    }

    fn add(&mut self, space: Space, name: &str, id: &str) {
        Entry::add(self.names.entry(space).or_default(), name, id);
    }

    fn add_option(&mut self, fact: &str, name: &str, id: &str) {
        match self.options.get_mut(fact) {
            Some(options) => Entry::add(options, name, id),
            None => Entry::add(self.options.entry(fact.to_owned()).or_default(), name, id),
        }
    }
}

impl Space {
    /// Where the names of a kind of items live.
    pub(super) fn of(kind: ItemKind) -> Option<Self> {
        Some(match kind {
            ItemKind::Fact | ItemKind::Derive => Self::Fact,
            ItemKind::Check | ItemKind::Section | ItemKind::Group => Self::Counted,
            ItemKind::Result => Self::Result,
            ItemKind::Kind => Self::Kind,
            ItemKind::Window | ItemKind::Campaign => Self::Window,
            ItemKind::Task => Self::Task,
            ItemKind::Function => Self::Function,
            ItemKind::Pack | ItemKind::Score | ItemKind::Level | ItemKind::Adjust | ItemKind::Duty | ItemKind::Case => {
                return None;
            }
        })
    }
}
