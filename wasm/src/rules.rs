//! Rule files: diagnostics, cases, bundles.

use crate::failure::{json, of_error};
use crate::pack::Pack;
use paicha::pack::Files;
use wasm_bindgen::prelude::wasm_bindgen;

/// What was found of a pack.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Checked {
    checked: paicha::pack::Checked,
    folder: String,
}

/// Rule files by their path under the rules root.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct RuleFiles(Files);

#[wasm_bindgen]
impl RuleFiles {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.0.0.insert(path, bytes);
    }

    /// Reads and compiles the pack of a folder.
    pub fn check(&self, folder: String) -> Checked {
        Checked { checked: paicha::Pack::check(&self.0, &folder), folder }
    }
}

#[wasm_bindgen]
impl Checked {
    /// The pack; `undefined` when it has errors.
    pub fn pack(&self) -> Option<Pack> {
        self.checked.pack.clone().map(Pack::new)
    }

    /// All problems, as JSON.
    ///
    /// # Errors
    /// None that is known.
    pub fn diagnostics(&self) -> Result<String, String> {
        json(&self.checked.diagnostics)
    }

    /// Runs the cases of the pack; a report as JSON, `undefined` when the pack has errors.
    ///
    /// # Errors
    /// None that is known.
    #[wasm_bindgen(js_name = runCases)]
    pub fn run_cases(&self) -> Result<Option<String>, String> {
        let report = |pack: &paicha::Pack| json(&pack.run_cases(&self.folder, &self.checked.cases));
        self.checked.pack.as_ref().map(report).transpose()
    }

    /// The bundle of the pack; `undefined` when it has errors.
    ///
    /// # Errors
    /// None that a sound pack meets.
    pub fn bundle(&self) -> Result<Option<String>, String> {
        let pack = self.checked.pack.as_ref();
        pack.map(|pack| pack.to_bundle().map_err(|error| of_error(&error))).transpose()
    }
}
