//! The rule files a shell hands in. The core itself reads no file.

use crate::message::Message;
use std::collections::BTreeMap;

/// Why a file that exists was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadFailure {
    /// It is larger than [`FILE_LIMIT`].
    TooLarge,
    /// It lies outside the rules root: a link that leads out.
    OutsideRoot,
    /// Anything else, such as a missing permission, in words.
    Other(Message),
}

/// The most bytes of one rule file.
pub const FILE_LIMIT: usize = 4 << 20;

/// The rules root: folders of rule files. Paths are relative to it and separated by `/`.
pub trait RuleFiles {
    /// The names of the files directly in a folder, in any order; none when there is no such folder. `""` is the root.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The bytes of a file; `None` when there is no such file.
    ///
    /// A shell answers [`ReadFailure::TooLarge`] without reading a file of more than [`FILE_LIMIT`] bytes, and
    /// [`ReadFailure::OutsideRoot`] when a link leads out of the root.
    fn read(&self, path: &str) -> Option<Result<Vec<u8>, ReadFailure>>;
}

/// Rule files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.into(), text.into());
        self
    }
}

impl RuleFiles for Files {
    fn list(&self, folder: &str) -> Vec<String> {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let names = self.0.keys().filter_map(|path| path.strip_prefix(folder.as_str()));
        names.filter(|name| !name.contains('/')).map(str::to_owned).collect()
    }

    fn read(&self, path: &str) -> Option<Result<Vec<u8>, ReadFailure>> {
        self.0.get(path).cloned().map(Ok)
    }
}
