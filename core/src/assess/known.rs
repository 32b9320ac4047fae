//! What was known of a place: its inputs with their values.

use super::{Assessed, View};
use crate::assessment::{InputValue, ReasonInput};

impl Assessed<'_> {
    /// The inputs of a place of which something is known, with their values, in the order of the pack. One that does not
    /// apply says `not_applicable`. As facts and answers of a place they give the same assessment again.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn known(&self, place: usize) -> Vec<ReasonInput> {
        let view = self.view(place);
        let inputs = self.assessor.pack.inputs().list().len() as u32;
        (0..inputs).filter_map(|input| view.input(input).or_else(|| view.not_applicable(input))).collect()
    }
}

impl View<'_, '_> {
    /// An input that was said not to apply.
    fn not_applicable(&self, index: u32) -> Option<ReasonInput> {
        let input = self.run.context.inputs.list().get(index as usize)?;
        let (column, row) = self.assessed.places.column(self.place, index)?;
        column.not_applicable.get(row).then(|| ReasonInput {
            id: input.id.clone(),
            label: input.label.clone(),
            value: InputValue::Text("not_applicable".to_owned()),
        })
    }
}
