//! The plans of an assessor: made once for each set of kinds met, and once for the records that duties count.

use crate::eval::{Context, Plan};
use crate::pack::item::Items;
use crate::table::KindSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The plans of an assessor.
#[derive(Debug, Default)]
pub struct Plans {
    /// In the order of the kinds.
    places: Mutex<Vec<(KindSet, Arc<Plan>)>>,
    records: OnceLock<Vec<Option<Plan>>>,
}

impl Plans {
    /// The plan for places of some kinds.
    pub fn places(&self, context: Context<'_>, items: &Items, kinds: &KindSet) -> Arc<Plan> {
        // A plan is complete when it is put in, so a thread that died left nothing half done.
        let mut plans = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let at = plans.partition_point(|(own, _)| own < kinds);
        if let Some((own, plan)) = plans.get(at)
            && own == kinds
        {
            return Arc::clone(plan);
        }
        let plan = Arc::new(Plan::places(context, items, kinds));
        plans.insert(at, (kinds.clone(), Arc::clone(&plan)));
        plan
    }

    /// The plan for what a duty counts, by the duty's index; none where it counts every record.
    pub fn records(&self, context: Context<'_>, duty: u32) -> Option<&Plan> {
        let plans = self.records.get_or_init(|| {
            let duties = context.program.duties.iter();
            duties.map(|duty| duty.count_if.as_ref().map(|root| Plan::records(context, root.node))).collect()
        });
        plans.get(duty as usize)?.as_ref()
    }
}
