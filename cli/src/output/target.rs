//! Where a report goes: standard output, or a file that appears only when it is complete.

use crate::failure::Failure;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where bytes go.
pub enum Target {
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
    /// A file, written under another name until it is complete.
    File(Partial),
}

/// A file under way.
pub struct Partial {
    file: BufWriter<File>,
    path: PathBuf,
    partial: Option<PathBuf>,
}

impl Target {
    /// Opens a file, or standard output when there is none.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout(BufWriter::with_capacity(64 << 10, io::stdout())));
        };
        if path.is_dir() {
            return Err(Failure::new("F010", "写不了：这是文件夹", "cannot write: this is a folder")
                .at(path.display().to_string()));
        }
        // A pipe or device cannot be replaced; it is written as it is.
        let partial = (!path.exists() || path.is_file()).then(|| with_suffix(path));
        let file = File::create(partial.as_deref().unwrap_or(path)).map_err(|error| Failure::writing(path, &error))?;
        let file = BufWriter::with_capacity(64 << 10, file);
        Ok(Self::File(Partial { file, path: path.to_path_buf(), partial }))
    }

    /// Whether it is a file.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Writes bytes.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.write_all(bytes).map_err(|error| self.failed(&error))
    }

    /// The failure of a write.
    pub fn failed(&self, error: &io::Error) -> Failure {
        match self {
            Self::Stdout(_) => Failure::printing(error),
            Self::File(partial) => Failure::writing(&partial.path, error),
        }
    }

    /// Completes it: the file gets its name now.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.flush().map_err(|error| self.failed(&error))?;
        if let Self::File(file) = &mut self
            && let Some(partial) = file.partial.take()
        {
            fs::rename(&partial, &file.path).map_err(|error| {
                let _ = fs::remove_file(&partial);
                Failure::writing(&file.path, &error)
            })?;
        }
        Ok(())
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File(partial) => partial.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File(partial) => partial.file.flush(),
        }
    }
}

impl Drop for Partial {
    /// What was not completed goes; the old file stays as it was.
    fn drop(&mut self) {
        if let Some(partial) = &self.partial {
            let _ = fs::remove_file(partial);
        }
    }
}

fn with_suffix(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_only_when_complete() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("out.csv");
        fs::write(&path, "old").unwrap();
        let mut target = Target::open(Some(&path)).unwrap();
        target.put(b"half").unwrap();
        drop(target);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let mut target = Target::open(Some(&path)).unwrap();
        target.put(b"new").unwrap();
        target.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_no_file() {
        let temp = tempfile::tempdir().unwrap();
        assert!(matches!(Target::open(Some(temp.path())), Err(Failure::Told(told)) if told.code == "F010"));
        assert!(Target::open(Some(&temp.path().join("none/out.csv"))).is_err());
    }
}
