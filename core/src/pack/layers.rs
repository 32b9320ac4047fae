//! Reads a pack and the packs it extends, parents first, each once, and merges them.

use super::files::{FILE_LIMIT, ReadFailure, RuleFiles};
use super::format::{FileSort, ItemKind};
use super::overlay::{Merged, merge};
use super::path::{inside, join};
use super::read::{Item, Written, read};
use super::scope::Scope;
use super::source::{NotText, decode};
use super::syntax::{self, Parsed};
use super::value::Node;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use std::collections::BTreeMap;

/// The most bytes of all files of a pack and the packs it extends.
const PACK_LIMIT: usize = 32 << 20;
/// The most items of a pack after merging.
const ITEM_LIMIT: usize = 20_000;
/// How many packs may extend one another in a row.
const DEPTH_LIMIT: usize = 32;

/// One pack of a chain, with what it inherits.
#[derive(Debug)]
pub(super) struct Layer {
    pub merged: Merged,
    pub scope: Scope,
    /// `[pack]`.
    pub info: Option<Item>,
}

/// What is read while packs are read.
pub(super) struct Layers<'a> {
    files: &'a dyn RuleFiles,
    pub diagnostics: Diagnostics,
    pub layers: Vec<Layer>,
    /// `functions.rhai` of the layers: the source file.
    pub scripts: Vec<u32>,
    /// The layer of each folder read; none where it could not be.
    done: BTreeMap<String, Option<usize>>,
    stack: Vec<String>,
    bytes: usize,
    /// Some file or pack could not be read: what refers to it is not at fault.
    pub incomplete: bool,
}

impl<'a> Layers<'a> {
    pub fn new(files: &'a dyn RuleFiles) -> Self {
        Self {
            files,
            diagnostics: Diagnostics::default(),
            layers: Vec::new(),
            scripts: Vec::new(),
            done: BTreeMap::new(),
            stack: Vec::new(),
            bytes: 0,
            incomplete: false,
        }
    }

    /// Reads the pack in a folder; gives its layer. `from` is where another pack extends it.
    pub fn read(&mut self, folder: &str, from: Option<Span>) -> Option<usize> {
        if let Some(known) = self.done.get(folder) {
            return *known;
        }
        if let Some(start) = self.stack.iter().position(|open| open == folder) {
            self.incomplete = true;
            self.circle(start, folder, from);
            return None;
        }
        if self.stack.len() >= DEPTH_LIMIT {
            self.incomplete = true;
            let message = Message::new(
                "规则包继承的层数太多",
                format!("more than {DEPTH_LIMIT} packs extend one another in a row"),
            );
            self.diagnostics.report(Code::TooLarge, from, message);
            return None;
        }
        self.stack.push(folder.to_owned());
        let layer = self.read_new(folder, from);
        self.stack.pop();
        self.done.insert(folder.to_owned(), layer);
        layer
    }

    fn circle(&mut self, start: usize, folder: &str, from: Option<Span>) {
        let mut way: Vec<&str> = self.stack.iter().skip(start).map(String::as_str).collect();
        way.push(folder);
        let way = way.join(" → ");
        let message =
            Message::new(format!("规则包循环继承：{way}"), format!("packs extend each other in a circle: {way}"));
        self.diagnostics.report(Code::ExtendsCycle, from, message);
    }

    fn read_new(&mut self, folder: &str, from: Option<Span>) -> Option<usize> {
        let path = inside(folder, "pack.toml");
        let Some(bytes) = self.files.read(&path) else {
            self.incomplete = true;
            self.no_pack(folder, from);
            return None;
        };
        let file = self.source(&path, bytes)?;
        let mut parsed = self.parse(file);
        let parents = self.parents(folder, &parsed);
        let mut extended: Vec<usize> = Vec::new();
        for (parent, span) in &parents {
            let layer = self.read(parent, Some(*span));
            extended.extend(layer.filter(|layer| !extended.contains(layer)));
        }
        // The number of this layer is known only now: its parents come first.
        parsed.set_layer(self.layers.len() as u32);
        let mut own = read(parsed, FileSort::Pack, &mut self.diagnostics);
        let info = own.iter().position(|written| written.item.kind == ItemKind::Pack).map(|at| own.remove(at).item);
        if info.is_none() {
            self.no_head(file);
        }
        own.extend(self.other_files(folder));
        let extends = parents.first().map(|(_, span)| *span);
        let parents: Vec<&Merged> =
            extended.iter().filter_map(|at| self.layers.get(*at)).map(|layer| &layer.merged).collect();
        let merged = merge(&parents, own, extends, !self.incomplete, &mut self.diagnostics);
        self.check_count(&merged, file);
        let scope = Scope::of(&merged);
        self.read_script(folder);
        self.layers.push(Layer { merged, scope, info });
        Some(self.layers.len() - 1)
    }

    fn no_head(&mut self, file: u32) {
        let message = Message::new("pack.toml 里没有可用的 [pack]", "pack.toml has no [pack] that can be used");
        let help = Message::new("写明 format = 1、id、title、version", "it has format = 1, id, title and version");
        let span = Span { file, start: 0, end: 0 };
        self.diagnostics.report(Code::MissingField, Some(span), message).help(help);
    }

    fn no_pack(&mut self, folder: &str, from: Option<Span>) {
        let shown = if folder.is_empty() { "." } else { folder };
        let help = Message::new("规则包是一个文件夹，里面有 pack.toml", "a pack is a folder with a pack.toml");
        let exists = !self.files.list(folder).is_empty();
        let (code, message) = if exists || from.is_none() {
            let message = Message::new(
                format!("文件夹 {shown} 里没有 pack.toml"),
                format!("the folder {shown} has no pack.toml"),
            );
            (Code::NoPackFile, message)
        } else {
            let message = Message::new(
                format!("找不到被继承的规则包 {shown}"),
                format!("the pack {shown} that this one extends cannot be found"),
            );
            (Code::ParentNotFound, message)
        };
        self.diagnostics.report(code, from, message).help(help);
    }

    /// The folders a pack extends, each with the place that says so.
    fn parents(&mut self, folder: &str, parsed: &Parsed) -> Vec<(String, Span)> {
        let pack = parsed.entries.iter().find(|entry| entry.key == "pack");
        let extends = pack.and_then(|entry| entry.node.get("extends")).map_or(&[][..], Node::list);
        let mut parents = Vec::new();
        for node in extends {
            match node.text().map(|relative| join(folder, relative)) {
                Some(Ok(parent)) => parents.push((parent, node.span)),
                Some(Err(help)) => {
                    self.incomplete = true;
                    let message = Message::new("extends 的路径不对", "a path of extends that will not do");
                    self.diagnostics.report(Code::OutsideRoot, Some(node.span), message).help(help);
                }
                None => {}
            }
        }
        parents
    }

    /// The items of the files beside pack.toml and of the campaigns.
    fn other_files(&mut self, folder: &str) -> Vec<Written> {
        let mut items = Vec::new();
        for name in self.names(folder, ".toml").into_iter().filter(|name| name != "pack.toml") {
            if let Some(file) = self.open(&inside(folder, &name)) {
                items.extend(self.items(file, FileSort::Rules));
            }
        }
        let campaigns = inside(folder, "campaigns");
        for name in self.names(&campaigns, ".toml") {
            if let Some(file) = self.open(&inside(&campaigns, &name)) {
                items.extend(self.campaign(file));
            }
        }
        items
    }

    /// The items of a campaign's file: its checks and duties belong to it.
    fn campaign(&mut self, file: u32) -> Vec<Written> {
        let mut items = self.items(file, FileSort::Campaign);
        match items
            .iter()
            .find(|written| written.item.kind == ItemKind::Campaign)
            .map(|written| written.item.id.clone())
        {
            Some(id) => {
                let belongs = |kind| matches!(kind, ItemKind::Check | ItemKind::Duty);
                for written in items.iter_mut().filter(|written| belongs(written.item.kind) && !written.overrides) {
                    written.item.campaign = Some(id.clone());
                }
            }
            None if items.iter().any(|written| written.item.damaged) => {}
            None => {
                let span = Span { file, start: 0, end: 0 };
                let message = Message::new(
                    "campaigns 里的文件要有 [campaign]，写明 id、title、from、to",
                    "a file in campaigns has a [campaign] with id, title, from and to",
                );
                self.diagnostics.report(Code::MissingField, Some(span), message);
            }
        }
        items
    }

    fn items(&mut self, file: u32, sort: FileSort) -> Vec<Written> {
        let parsed = self.parse(file);
        read(parsed, sort, &mut self.diagnostics)
    }

    fn parse(&mut self, file: u32) -> Parsed {
        let layer = self.layers.len() as u32;
        let text = self.diagnostics.sources.shared_text(file);
        syntax::parse(&text, file, layer, &mut self.diagnostics)
    }

    /// The `[[case]]`s of a pack's tests.
    pub fn cases(&mut self, folder: &str) -> Vec<Item> {
        let tests = inside(folder, "tests");
        let mut cases = Vec::new();
        for name in self.names(&tests, ".toml") {
            if let Some(file) = self.open(&inside(&tests, &name)) {
                cases.extend(self.items(file, FileSort::Tests).into_iter().map(|written| written.item));
            }
        }
        cases
    }

    fn read_script(&mut self, folder: &str) {
        let path = inside(folder, "functions.rhai");
        if let Some(file) = self.open(&path) {
            self.scripts.push(file);
        }
    }

    /// The names in a folder that end so, in order. Hidden files are editors' business.
    fn names(&self, folder: &str, ending: &str) -> Vec<String> {
        let mut names = self.files.list(folder);
        names.retain(|name| name.ends_with(ending) && !name.starts_with(['.', '~']));
        names.sort_unstable();
        names
    }

    fn open(&mut self, path: &str) -> Option<u32> {
        let bytes = self.files.read(path)?;
        self.source(path, bytes)
    }

    /// Decodes a file and adds it to the sources, unless something is in the way, which is reported.
    fn source(&mut self, path: &str, bytes: Result<Vec<u8>, ReadFailure>) -> Option<u32> {
        let bytes = match bytes {
            Ok(bytes) if bytes.len() > FILE_LIMIT => return self.unreadable(path, ReadFailure::TooLarge),
            Ok(bytes) => bytes,
            Err(failure) => return self.unreadable(path, failure),
        };
        self.bytes += bytes.len();
        if self.bytes > PACK_LIMIT {
            self.incomplete = true;
            let message =
                Message::new("规则包的文件合计超过 32 MiB", "the files of the pack are more than 32 MiB together");
            // Once is enough: every further file is past the limit too.
            if self.bytes - bytes.len() <= PACK_LIMIT {
                self.report_file(path, Code::TooLarge, message);
            }
            return None;
        }
        match decode(&bytes) {
            Ok(text) => Some(self.diagnostics.sources.add(path, text)),
            Err(error) => {
                self.not_text(path, error);
                None
            }
        }
    }

    fn unreadable(&mut self, path: &str, failure: ReadFailure) -> Option<u32> {
        self.incomplete = true;
        let (code, message) = match failure {
            ReadFailure::TooLarge => (Code::TooLarge, Message::new("文件超过 4 MiB", "the file is larger than 4 MiB")),
            ReadFailure::OutsideRoot => (
                Code::OutsideRoot,
                Message::new("文件是指向规则根目录之外的链接", "the file is a link that leads out of the rules root"),
            ),
            ReadFailure::Other(reason) => (
                Code::Unreadable,
                Message::new(format!("文件读不了：{}", reason.zh), format!("the file cannot be read: {}", reason.en)),
            ),
        };
        self.report_file(path, code, message);
        None
    }

    fn not_text(&mut self, path: &str, error: NotText) {
        self.incomplete = true;
        let at = error.readable.len() as u32;
        let file = self.diagnostics.sources.add(path, error.readable);
        let message = Message::new("文件既不是 UTF-8 也不是 GB18030", "the file is neither UTF-8 nor GB18030");
        let help = if error.utf16 {
            Message::new("用记事本另存为，编码选 UTF-8", "save it as UTF-8, not as UTF-16 (\"Unicode\")")
        } else {
            Message::new(
                "另存为 UTF-8；从标出的地方起读不懂",
                "save it as UTF-8; it makes no sense from the place shown",
            )
        };
        self.diagnostics.report(Code::NotText, Some(Span { file, start: at, end: at }), message).help(help);
    }

    /// Reports something about a file as a whole.
    fn report_file(&mut self, path: &str, code: Code, message: Message) {
        let file = self.diagnostics.sources.add(path, "");
        self.diagnostics.report(code, Some(Span { file, start: 0, end: 0 }), message);
    }

    fn check_count(&mut self, merged: &Merged, file: u32) {
        if merged.len() > ITEM_LIMIT {
            let message = Message::new(
                format!("规则包有 {} 个条目，超过 {ITEM_LIMIT} 个", merged.len()),
                format!("the pack has {} items, more than {ITEM_LIMIT}", merged.len()),
            );
            self.diagnostics.report(Code::TooLarge, Some(Span { file, start: 0, end: 0 }), message);
        }
    }
}
