//! A pack, from a bundle.

use crate::assessor::Assessor;
use crate::failure::{date, json, of_error};
use paicha::AssessOptions;
use paicha::table::Vocabulary;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// A pack ready to assess places.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Pack {
    pub(crate) pack: paicha::Pack,
    vocabulary: Rc<Vocabulary>,
}

impl Pack {
    pub(crate) fn new(pack: paicha::Pack) -> Self {
        let vocabulary = Rc::new(Vocabulary::new(pack.items()));
        Self { pack, vocabulary }
    }
}

#[wasm_bindgen]
impl Pack {
    /// Reads a bundle.
    ///
    /// # Errors
    /// `B001` to `B005`.
    #[wasm_bindgen(js_name = fromBundle)]
    pub fn from_bundle(text: &str) -> Result<Pack, String> {
        paicha::Pack::from_bundle(text).map(Self::new).map_err(|error| of_error(&error))
    }

    /// The diagnostic that says the pack is used outside its dates, as JSON; `undefined` when it is not.
    ///
    /// # Errors
    /// `A001` when the date is none.
    pub fn warning(&self, as_of: &str) -> Result<Option<String>, String> {
        self.pack.warning(date(as_of)?).map(|warning| json(&warning)).transpose()
    }

    /// An assessor as of a date.
    ///
    /// # Errors
    /// `A001` when a date is none.
    pub fn assessor(&self, as_of: &str, records_from: Option<String>) -> Result<Assessor, String> {
        let records_from = records_from.as_deref().map(date).transpose()?;
        let assessor = self.pack.assessor(date(as_of)?, AssessOptions { records_from });
        Ok(Assessor::new(&self.pack, Rc::clone(&self.vocabulary), assessor))
    }
}
