//! What is timed: an engine on places that already have the form it takes.

use crate::Result;
use crate::verdict::Verdict;

/// Which of the two sets of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// Every fact is known.
    Complete,
    /// A fifth of the facts is blank.
    Blank,
}

/// What the times of the others are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// Rust written by hand that does all that paicha does.
    Hand,
    /// paicha on a batch.
    Paicha,
}

/// An engine, ready to be timed.
pub struct Contender<'w> {
    /// What it is called in the table.
    pub engine: &'static str,
    /// What the places are when the clock starts.
    pub input: &'static str,
    /// Which places.
    pub data: Data,
    /// How many places one run assesses.
    pub places: usize,
    /// What it is the measure of.
    pub yardstick: Option<Yardstick>,
    /// Assesses all its places once.
    pub run: Box<dyn FnMut() -> Result<()> + 'w>,
}

impl Contender<'_> {
    /// The same, as a measure of others on the same data.
    pub fn measuring(self, yardstick: Yardstick) -> Self {
        Self { yardstick: Some(yardstick), ..self }
    }
}

/// Assesses all places of a peer, a verdict for each.
type Assess<'w> = Box<dyn FnMut(&mut Vec<Verdict>) -> Result<()> + 'w>;

/// An engine that knows yes and no only, on places without blanks; a contender once it has agreed.
pub struct Peer<'w> {
    /// What it is called in the table.
    pub engine: &'static str,
    /// What the places are when the clock starts.
    pub input: &'static str,
    /// How many places it was given.
    pub places: usize,
    /// Fills in the verdicts.
    pub assess: Assess<'w>,
}

impl<'w> Peer<'w> {
    /// A peer that says of one place which checks fail, as bits in the order of the pack. Score and level are added in
    /// Rust for all peers alike, which costs them next to nothing.
    pub fn new<P: 'w>(
        engine: &'static str,
        input: &'static str,
        places: Vec<P>,
        mut failed: impl FnMut(&P) -> Result<u32> + 'w,
    ) -> Self {
        let count = places.len();
        let assess = move |verdicts: &mut Vec<Verdict>| {
            verdicts.clear();
            for place in &places {
                verdicts.push(Verdict::of(failed(place)?));
            }
            Ok(())
        };
        Self { engine, input, places: count, assess: Box::new(assess) }
    }
}

/// The bits of twenty truths in the order of the pack.
pub fn bits(failed: impl IntoIterator<Item = bool>) -> u32 {
    failed.into_iter().enumerate().fold(0, |bits, (index, failed)| bits | u32::from(failed) << index)
}
