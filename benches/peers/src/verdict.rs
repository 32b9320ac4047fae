//! Score and level from the checks that fail, as `../workload/pack.toml` has them. Shared by all that is not paicha.

/// How many checks there are.
pub const CHECKS: usize = 20;

/// The points of each check in the order of the pack.
pub const POINTS: [u32; CHECKS] = [20, 10, 10, 10, 8, 6, 20, 15, 40, 30, 20, 10, 10, 40, 10, 15, 6, 25, 12, 5];

/// How many checks, the first ones, are of the group `gas`; the others are of `fire`.
pub const GAS: usize = 9;

/// What is said of a place of which everything is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which checks fail, as bits in the order of the pack.
    pub failed: u32,
    /// The sum of their points.
    pub score: u32,
    /// The level, by index, worst first.
    pub level: u8,
}

impl Verdict {
    /// The verdict that follows from the checks that fail.
    pub fn of(failed: u32) -> Self {
        let score = POINTS.iter().enumerate().map(|(index, points)| points * (failed >> index & 1)).sum();
        let gas = (failed & ((1 << GAS) - 1)).count_ones();
        let fire = (failed >> GAS).count_ones();
        Self { failed, score, level: level(score, gas, fire) }
    }
}

/// The level of a score and of how many checks fail in each group.
pub fn level(score: u32, gas: u32, fire: u32) -> u8 {
    if score >= 110 || (gas >= 3 && fire >= 3) {
        0
    } else if score >= 70 || gas >= 3 || fire >= 4 {
        1
    } else if score >= 30 || fire >= 2 {
        2
    } else {
        3
    }
}
