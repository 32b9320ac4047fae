//! Deliberate mistakes of the reference, to show that the comparison would notice them.

/// One mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// `true && unknown` is false.
    UnknownIsFalse,
    /// `<=` is `<`.
    AtMostIsBelow,
    /// An unknown number counts as its range before the checks.
    RangeBeforeChecks,
    /// `count` takes unknown truths as false.
    CountForgetsUnknown,
    /// A check that waits for facts that are not applicable is unknown.
    NotApplicableIsUnknown,
    /// A check that cannot be failed has passed, though it may not apply.
    NotFailedIsPassed,
    /// An unknown check counts nothing.
    UnknownCountsNothing,
    /// Sections have no cap.
    CapForgotten,
    /// Both ends of the level are the better one.
    WorseLevelForgotten,
    /// An adjust whose condition is unknown does nothing.
    UnknownAdjustForgotten,
    /// `by` stops nowhere and is turned.
    AdjustTurned,
    /// The score is not rounded.
    RoundingForgotten,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::UnknownIsFalse,
        Self::AtMostIsBelow,
        Self::RangeBeforeChecks,
        Self::CountForgetsUnknown,
        Self::NotApplicableIsUnknown,
        Self::NotFailedIsPassed,
        Self::UnknownCountsNothing,
        Self::CapForgotten,
        Self::WorseLevelForgotten,
        Self::UnknownAdjustForgotten,
        Self::AdjustTurned,
        Self::RoundingForgotten,
    ];
}
