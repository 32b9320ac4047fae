//! From PACK on the command line to a pack: a folder of rule files, or a bundle.

use crate::args::Common;
use crate::failure::Failure;
use paicha::Pack;
use paicha::case::CaseReport;
use paicha::pack::Checked;
use std::path::Path;

/// Loads a pack.
pub fn pack(path: &Path, common: &Common) -> Result<Pack, Failure> {
    Ok(paicha_folder::load(path, common.root.as_deref())?)
}

/// Loads a pack's folder with all its problems and cases.
pub fn check(path: &Path, common: &Common) -> Result<Checked, Failure> {
    Ok(paicha_folder::check(path, common.root.as_deref())?.0)
}

/// Runs the cases of a pack's folder.
pub fn test(path: &Path, common: &Common) -> Result<CaseReport, Failure> {
    let (checked, name) = paicha_folder::check(path, common.root.as_deref())?;
    match checked.pack {
        Some(pack) => Ok(pack.run_cases(&name, &checked.cases)),
        // A pack with errors is told as such; loading it again says all of them.
        None => {
            Err(paicha_folder::load(path, common.root.as_deref()).err().map_or_else(|| no_pack(path), Failure::from))
        }
    }
}

fn no_pack(path: &Path) -> Failure {
    Failure::new("F012", "找不到规则包", "no such rule pack").at(path.display().to_string())
}
