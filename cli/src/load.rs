//! From PACK on the command line to a pack: a folder of rule files, or a bundle.

use crate::args::Common;
use crate::failure::Failure;
use crate::folder::Folder;
use paicha::Pack;
use paicha::case::CaseReport;
use paicha::pack::Checked;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The largest bundle that is read.
const BUNDLE_LIMIT: u64 = 64 << 20;

/// Loads a pack.
pub fn pack(path: &Path, common: &Common) -> Result<Pack, Failure> {
    if path.is_file() {
        return Ok(Pack::from_bundle(&bundle(path)?)?);
    }
    let (folder, name) = Folder::open(path, common.root.as_deref())?;
    let pack = Pack::load(&folder, &name)?;
    folder.unlisted().map_or(Ok(pack), Err)
}

/// Loads a pack's folder with all its problems and cases.
pub fn check(path: &Path, common: &Common) -> Result<Checked, Failure> {
    let (folder, name) = Folder::open(path, common.root.as_deref())?;
    let checked = Pack::check(&folder, &name);
    folder.unlisted().map_or(Ok(checked), Err)
}

/// Runs the cases of a pack's folder.
pub fn test(path: &Path, common: &Common) -> Result<CaseReport, Failure> {
    if path.is_file() {
        return Err(no_folder(path));
    }
    let (folder, name) = Folder::open(path, common.root.as_deref())?;
    let checked = Pack::check(&folder, &name);
    if let Some(failure) = folder.unlisted() {
        return Err(failure);
    }
    // A pack with errors is told as such; loading it again says all of them.
    let Some(pack) = checked.pack else {
        return Err(Pack::load(&folder, &name).err().map_or_else(|| no_folder(path), Failure::from));
    };
    Ok(pack.run_cases(&name, &checked.cases))
}

fn no_folder(path: &Path) -> Failure {
    Failure::new("F012", "这里要规则包文件夹，不是文件", "a pack's folder is wanted here, not a file")
        .at(path.display().to_string())
}

fn bundle(path: &Path) -> Result<String, Failure> {
    let failure = |error: std::io::Error| Failure::reading(path, &error);
    if fs::metadata(path).map_err(failure)?.len() > BUNDLE_LIMIT {
        return Err(Failure::new("F013", "规则包文件超过 64 MB", "the bundle is larger than 64 MB")
            .at(path.display().to_string()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(failure)?.take(BUNDLE_LIMIT).read_to_end(&mut bytes).map_err(failure)?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new("F012", "这不是 paicha bundle 写出的文件", "this is not a file that paicha bundle wrote")
            .at(path.display().to_string())
    })
}
