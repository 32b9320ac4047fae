//! One place at a time from JSON text, as a service answers for them.

use crate::{Result, Workload};
use paicha::Assessor;
use paicha::table::{Places, Vocabulary, read_json_into};

/// What such a service keeps between two places.
#[derive(Debug)]
pub struct OnePlace {
    vocabulary: Vocabulary,
    assessor: Assessor,
    places: Places,
}

impl OnePlace {
    /// Makes ready for places of a workload.
    pub fn new(workload: &Workload) -> Self {
        Self {
            vocabulary: Vocabulary::new(workload.pack.items()),
            assessor: workload.assessor(),
            places: Places::new(workload.pack.inputs()),
        }
    }

    /// Reads the text of a place and assesses it: its level and level at worst.
    ///
    /// # Errors
    /// When the place cannot be read.
    pub fn assess(&mut self, text: &str) -> Result<Option<(usize, usize)>> {
        self.places.clear();
        read_json_into(&self.vocabulary, text, &mut self.places).map_err(|error| format!("{:?}", error.problems))?;
        Ok(self.assessor.assess(&self.places).level(0))
    }
}
