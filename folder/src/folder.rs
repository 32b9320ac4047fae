//! Rule files on disk: a rules root that nothing is read outside of, whatever paths and links say.

use crate::failure::{Failure, Told};
use paicha::Message;
use paicha::pack::{FILE_LIMIT, ReadFailure, RuleFiles};
use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A rules root on disk.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    unlisted: RefCell<Option<Told>>,
}

impl Folder {
    /// Opens the root of a pack (its parent folder, or the one given) and gives the pack's path below it.
    ///
    /// # Errors
    /// `F012` when there is no such folder or it does not lie in the root; `F001` to `F003` when it cannot be read.
    pub fn open(pack: &Path, root: Option<&Path>) -> Result<(Self, String), Failure> {
        let folder = pack.canonicalize().map_err(|error| not_a_pack(pack, &error))?;
        let root = match root {
            Some(root) => root.canonicalize().map_err(|error| Told::reading(root, &error))?,
            None => folder.parent().unwrap_or(&folder).to_path_buf(),
        };
        let Ok(below) = folder.strip_prefix(&root) else {
            return Err(Told::new(
                "F012",
                format!("规则包不在规则根目录 {} 里面", root.display()),
                format!("the pack does not lie inside the rules root {}", root.display()),
            )
            .at(pack.display().to_string())
            .into());
        };
        let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        Ok((Self { root, unlisted: RefCell::new(None) }, parts.join("/")))
    }

    /// A folder that exists but could not be listed: the pack would be incomplete without a word.
    pub fn unlisted(&self) -> Option<Told> {
        self.unlisted.take()
    }

    /// The real path of something in the root; an error of kind `PermissionDenied` where a link leads out of it.
    fn resolve(&self, path: &str) -> io::Result<Option<PathBuf>> {
        let real = match self.root.join(path).canonicalize() {
            Ok(real) => real,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        Ok(Some(real))
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let Some(real) = self.resolve(folder)?.filter(|real| real.starts_with(&self.root) && real.is_dir()) else {
            return Ok(Vec::new());
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(real)? {
            let entry = entry?;
            if !entry.path().is_dir()
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(name);
            }
        }
        Ok(names)
    }
}

impl RuleFiles for Folder {
    fn list(&self, folder: &str) -> Vec<String> {
        self.names(folder).unwrap_or_else(|error| {
            self.unlisted.replace(Some(Told::reading(&self.root.join(folder), &error)));
            Vec::new()
        })
    }

    fn read(&self, path: &str) -> Option<Result<Vec<u8>, ReadFailure>> {
        match self.resolve(path) {
            Ok(None) => None,
            Ok(Some(real)) if !real.starts_with(&self.root) => Some(Err(ReadFailure::OutsideRoot)),
            Ok(Some(real)) => Some(read_limited(&real)),
            Err(error) => Some(Err(other(&error))),
        }
    }
}

fn read_limited(path: &Path) -> Result<Vec<u8>, ReadFailure> {
    let metadata = fs::metadata(path).map_err(|error| other(&error))?;
    if !metadata.is_file() {
        return Err(ReadFailure::Other(Message::new("不是普通文件", "it is not a regular file")));
    }
    if metadata.len() > FILE_LIMIT as u64 {
        return Err(ReadFailure::TooLarge);
    }
    let file = File::open(path).map_err(|error| other(&error))?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // One byte more than the limit: the file may have grown since.
    file.take(FILE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(|error| other(&error))?;
    if bytes.len() > FILE_LIMIT { Err(ReadFailure::TooLarge) } else { Ok(bytes) }
}

fn other(error: &io::Error) -> ReadFailure {
    ReadFailure::Other(match error.kind() {
        io::ErrorKind::PermissionDenied => Message::new("没有读取权限", "no permission to read it"),
        _ => Message::new(error.to_string(), error.to_string()),
    })
}

fn not_a_pack(pack: &Path, error: &io::Error) -> Told {
    match error.kind() {
        io::ErrorKind::NotFound => Told::new("F012", "找不到规则包", "no such rule pack")
            .at(pack.display().to_string())
            .help("写出规则包文件夹，例如 rules/base", "name the folder of a pack, such as rules/base"),
        _ => Told::reading(pack, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> tempfile::TempDir {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir_all(temp.path().join("rules/base/tests")).unwrap();
        fs::write(temp.path().join("rules/base/pack.toml"), "[pack]").unwrap();
        fs::write(temp.path().join("rules/base/tests/a.toml"), "").unwrap();
        fs::write(temp.path().join("secret.toml"), "secret").unwrap();
        temp
    }

    #[test]
    fn lists_files_and_reads_them() {
        let temp = sample();
        let (folder, pack) = Folder::open(&temp.path().join("rules/base"), None).unwrap();
        assert_eq!(pack, "base");
        assert_eq!(folder.list("base"), ["pack.toml"]);
        assert_eq!(folder.list("base/tests"), ["a.toml"]);
        assert!(folder.list("base/campaigns").is_empty());
        assert_eq!(folder.read("base/pack.toml"), Some(Ok(b"[pack]".to_vec())));
        assert_eq!(folder.read("base/none.toml"), None);
    }

    #[test]
    fn reads_nothing_outside_the_root() {
        let temp = sample();
        let (folder, _) = Folder::open(&temp.path().join("rules/base"), None).unwrap();
        assert_eq!(folder.read("base/../../secret.toml"), Some(Err(ReadFailure::OutsideRoot)));
        assert!(folder.list("..").is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn follows_no_link_out_of_the_root() {
        let temp = sample();
        std::os::unix::fs::symlink(temp.path().join("secret.toml"), temp.path().join("rules/base/link.toml")).unwrap();
        let (folder, _) = Folder::open(&temp.path().join("rules/base"), None).unwrap();
        assert_eq!(folder.read("base/link.toml"), Some(Err(ReadFailure::OutsideRoot)));
    }

    #[test]
    fn refuses_large_files_unread() {
        let temp = sample();
        let file = File::create(temp.path().join("rules/base/large.toml")).unwrap();
        file.set_len(50 << 20).unwrap();
        let (folder, _) = Folder::open(&temp.path().join("rules/base"), None).unwrap();
        assert_eq!(folder.read("base/large.toml"), Some(Err(ReadFailure::TooLarge)));
    }

    #[test]
    fn a_pack_must_lie_in_the_root() {
        let temp = sample();
        let failure = Folder::open(&temp.path().join("rules/base"), Some(&temp.path().join("rules/base/tests")));
        assert!(matches!(failure, Err(Failure::Disk(told)) if told.code == "F012"));
    }
}
