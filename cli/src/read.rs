//! Opens files and standard input. What is in them the core finds out.

use crate::failure::Failure;
use paicha::sheet::{self, Content};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A file opened.
pub struct Opened {
    /// Its path, `-` for standard input.
    pub path: PathBuf,
    /// What is in it.
    pub content: Content<'static>,
}

/// Opens a file, or standard input for `-`.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    let content = sheet::open(raw(path)?).map_err(|error| Failure::content(path, error))?;
    Ok(Opened { path: path.to_path_buf(), content })
}

fn raw(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let failure = |error: io::Error| Failure::reading(path, &error);
    if path.is_dir() {
        return Err(failure(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(File::open(path).map_err(failure)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn failure(path: &Path) -> (String, Option<String>) {
        match open(path) {
            Err(Failure::Told(told)) => (told.code, told.place),
            _ => panic!("it can be opened"),
        }
    }

    #[test]
    fn tells_what_is_wrong_with_a_file() {
        let temp = tempfile::tempdir().unwrap();
        let (none, empty) = (temp.path().join("none"), temp.path().join("a.xlsx"));
        fs::write(&empty, b"").unwrap();
        for (path, code) in [(temp.path(), "F002"), (&none, "F001"), (&empty, "F004")] {
            assert_eq!(failure(path), (code.to_owned(), Some(path.display().to_string())));
        }
    }
}
