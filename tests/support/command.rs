//! The `paicha` command, built for end-to-end tests.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The built `paicha` command.
///
/// # Errors
/// When it cannot be built.
pub fn paicha() -> Result<Command, String> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    BUILT.get_or_init(build).clone().map(Command::new)
}

/// Builds the command beside this test, in the same profile: `cargo test -p paicha-tests` alone would not.
fn build() -> Result<PathBuf, String> {
    let profile = std::env::current_exe()
        .ok()
        .and_then(|test| test.parent()?.parent().map(Path::to_owned))
        .ok_or("no target folder")?;
    let target = profile.parent().ok_or("no target folder")?;
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--quiet", "-p", "paicha-cli", "--target-dir"])
        .arg(target);
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let output = cargo.output().map_err(|error| error.to_string())?;
    let built = profile.join(format!("paicha{}", std::env::consts::EXE_SUFFIX));
    if output.status.success() && built.is_file() {
        Ok(built)
    } else {
        Err(format!("paicha could not be built: {}", String::from_utf8_lossy(&output.stderr)))
    }
}
