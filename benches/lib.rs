//! What the benches share: packs with made-up places to measure with, and the way from a text to a result.

#[expect(clippy::indexing_slicing, reason = "tables of words, each index within its table")]
mod big_pack;
mod one_place;
mod place_json;
mod records;
mod workload;

pub use one_place::OnePlace;
pub use workload::Workload;

use paicha::Pack;
use paicha::table::KindSet;

/// A result of the benches, which only pass errors on.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The ids of the kinds of a place.
fn kind_ids<'p>(pack: &'p Pack, kinds: &KindSet) -> Vec<&'p str> {
    let all = &pack.items().kinds;
    kinds.list().iter().filter_map(|kind| all.get(usize::from(*kind))).map(|kind| kind.id.as_str()).collect()
}
