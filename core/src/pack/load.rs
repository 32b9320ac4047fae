//! From the folder of a pack to its resolved items, with all problems found on the way.

use super::case::{self, Case};
use super::collisions;
use super::files::RuleFiles;
use super::format::ItemKind;
use super::item::Items;
use super::layers::Layers;
use super::overlay::Merged;
use super::path::join;
use super::resolve::resolve;
use super::scope::{Scope, Space};
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use std::collections::BTreeMap;

/// A pack as read from its files.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The items. They are there even when there are errors, so that mistakes in expressions can be found in the same
    /// run: items with errors are left out then. None when files could not be read at all.
    pub items: Option<Items>,
    /// The names of each layer; [`super::item::ExpressionSource::layer`] is an index into them. The last is the pack's own.
    pub scopes: Vec<Scope>,
    /// The source files of [`Items::scripts`], in the same order.
    pub script_files: Vec<u32>,
    /// What overlays removed, and where. An id that is neither here nor in the items was left out because of an error
    /// already reported.
    pub removed: BTreeMap<(Space, String), Span>,
    /// The cases of the pack's own tests.
    pub cases: Vec<Case>,
    /// The problems so far, open for more.
    pub diagnostics: Diagnostics,
}

impl Loaded {
    /// Whether any error has been found, so that the pack cannot be used.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }
}

/// Reads a pack: `pack` is its folder relative to the rules root, `/`-separated; empty for the root itself.
///
/// ```
/// use paicha::pack::{Files, load};
///
/// let files = Files::default().with("demo/pack.toml", r#"
///     [pack]
///     format = 1
///     id = "demo"
///     title = "示例"
///     version = "1"
///
///     [fact.uses_gas]
///     label = "使用燃气"
///     type = "bool"
/// "#);
/// let loaded = load(&files, "demo");
/// assert!(!loaded.has_errors());
/// assert_eq!(loaded.items.map(|items| items.facts.len()), Some(1));
/// ```
pub fn load(files: &dyn RuleFiles, pack: &str) -> Loaded {
    let mut layers = Layers::new(files);
    let folder = match join("", pack) {
        Ok(folder) => folder,
        Err(help) => {
            let message = Message::new(format!("规则包的路径 {pack} 不对"), format!("{pack} is no path of a pack"));
            layers.diagnostics.report(Code::OutsideRoot, None, message).help(help);
            return Loaded { diagnostics: layers.diagnostics, ..Loaded::default() };
        }
    };
    layers.read(&folder, None);
    let rules = if layers.incomplete { None } else { rules(&mut layers, &folder) };
    // Cases of rules with mistakes would mostly be wrong because of them.
    let sound = rules.is_some() && !layers.diagnostics.has_errors();
    let cases = layers.cases(&folder);
    let Layers { mut diagnostics, layers, scripts: script_files, .. } = layers;
    let cases = match (&rules, layers.last()) {
        (Some(items), Some(own)) if sound => case::read(&cases, &own.merged, &own.scope, items, &mut diagnostics),
        _ => Vec::new(),
    };
    let removed = layers.last().filter(|_| rules.is_some()).map(|own| removed(&own.merged)).unwrap_or_default();
    let scopes = layers.into_iter().map(|layer| layer.scope).collect();
    Loaded { items: rules, scopes, script_files, removed, cases, diagnostics }
}

/// The items of the pack read last, with its scripts.
fn rules(layers: &mut Layers<'_>, folder: &str) -> Option<Items> {
    let mut merged = std::mem::take(&mut layers.layers.last_mut()?.merged);
    // What the pack inherits is among its own items by now; nobody else is to hold them while texts are taken out.
    layers.layers.iter_mut().for_each(|layer| layer.merged = Merged::default());
    let scopes: Vec<&Scope> = layers.layers.iter().map(|layer| &layer.scope).collect();
    let info = layers.layers.last()?.info.as_ref();
    let diagnostics = &mut layers.diagnostics;
    let mut items = resolve(&mut merged, info, folder, &scopes, diagnostics);
    collisions::report(&merged, &items, diagnostics);
    layers.layers.last_mut()?.merged = merged;
    let sources = &diagnostics.sources;
    let script = |file: &u32| (sources.name(*file).to_owned(), sources.text(*file).to_owned());
    items.scripts = layers.scripts.iter().map(script).collect();
    Some(items)
}

/// What overlays removed and nothing replaced.
fn removed(merged: &Merged) -> BTreeMap<(Space, String), Span> {
    let gone = |space: Space, id: &str| {
        ItemKind::ALL.iter().all(|kind| Space::of(*kind) != Some(space) || merged.get(*kind, id).is_none())
    };
    let removed = merged.removed.iter().filter_map(|((kind, id), span)| {
        let space = Space::of(*kind)?;
        gone(space, id).then(|| ((space, id.clone()), *span))
    });
    removed.collect()
}
