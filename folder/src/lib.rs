//! Rule packs on disk: from a path that a person gave to a pack. The core does no I/O; the shells that have a disk share this.

mod failure;
mod folder;

pub use failure::{Failure, Told};
pub use folder::Folder;

use paicha::Pack;
use paicha::pack::Checked;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The largest bundle that is read.
const BUNDLE_LIMIT: u64 = 64 << 20;

/// Loads a pack: a folder of rule files, or a file that holds a bundle. `root` is the rules root, by default the folder
/// that the pack lies in.
///
/// # Errors
/// `F001` to `F003` for what cannot be read, `F012` for what is no pack, `F013` for a bundle of more than 64 MB, and the
/// core's own.
pub fn load(path: &Path, root: Option<&Path>) -> Result<Pack, Failure> {
    if path.is_file() {
        return Ok(Pack::from_bundle(&bundle(path)?)?);
    }
    let (folder, name) = Folder::open(path, root)?;
    let pack = Pack::load(&folder, &name)?;
    folder.unlisted().map_or(Ok(pack), |told| Err(told.into()))
}

/// Loads a pack's folder with all its problems and cases, and says its path under the rules root.
///
/// # Errors
/// As [`load`]; wrong rules are none.
pub fn check(path: &Path, root: Option<&Path>) -> Result<(Checked, String), Failure> {
    if path.is_file() {
        return Err(Told::new("F012", "这里要规则包文件夹，不是文件", "a pack's folder is wanted here, not a file")
            .at(path.display().to_string())
            .into());
    }
    let (folder, name) = Folder::open(path, root)?;
    let checked = Pack::check(&folder, &name);
    folder.unlisted().map_or(Ok((checked, name)), |told| Err(told.into()))
}

fn bundle(path: &Path) -> Result<String, Failure> {
    let reading = |error: std::io::Error| Told::reading(path, &error);
    if fs::metadata(path).map_err(reading)?.len() > BUNDLE_LIMIT {
        return Err(Told::new("F013", "规则包文件超过 64 MB", "the bundle is larger than 64 MB")
            .at(path.display().to_string())
            .into());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(reading)?.take(BUNDLE_LIMIT).read_to_end(&mut bytes).map_err(reading)?;
    String::from_utf8(bytes).map_err(|_| {
        Told::new("F012", "这不是 paicha bundle 写出的文件", "this is not a file that paicha bundle wrote")
            .at(path.display().to_string())
            .into()
    })
}
