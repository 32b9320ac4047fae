//! Counts in how many cases each check came out which way.

use crate::pack::item::{Check, CheckRule, Items};
use serde::Serialize;
use serde_json::Value;

/// In how many cases a check came out which way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckCoverage {
    /// The check's id.
    pub check: String,
    /// Its title.
    pub title: String,
    /// Whether the pack only inherits it; its parents' cases cover it then.
    pub inherited: bool,
    /// Whether the cases show all of it.
    pub covered: bool,
    /// Cases in which it failed.
    pub failed: u32,
    /// Cases in which it passed.
    pub passed: u32,
    /// Cases in which it could not fail, though nobody knows whether it applies.
    pub not_failed: u32,
    /// Cases in which it did not apply.
    pub not_applicable: u32,
    /// Cases in which it was unknown.
    pub unknown: u32,
    /// Cases in which it was scored.
    pub scored: u32,
    /// Cases that stand on its limit.
    pub boundary: u32,
    #[serde(skip)]
    is_scored: bool,
}

impl CheckCoverage {
    fn count(&mut self, outcome: &str) {
        match outcome {
            "failed" => self.failed += 1,
            "passed" => self.passed += 1,
            "not_failed" => self.not_failed += 1,
            "not_applicable" => self.not_applicable += 1,
            "unknown" => self.unknown += 1,
            "scored" => self.scored += 1,
            _ => {}
        }
    }

    fn is_covered(&self) -> bool {
        if self.is_scored {
            let others = self.not_failed + self.not_applicable + self.unknown + self.boundary;
            return self.scored >= 2 || (self.scored == 1 && others > 0);
        }
        self.failed > 0 && self.passed > 0 && self.unknown + self.boundary > 0
    }
}

/// The checks of a pack, none covered yet.
pub(super) fn start(items: &Items, pack: &str) -> Vec<CheckCoverage> {
    let blank = |check: &Check| CheckCoverage {
        check: check.id.clone(),
        title: check.title.clone(),
        inherited: !is_own(check, pack),
        is_scored: check.rule == CheckRule::Scored,
        ..CheckCoverage::default()
    };
    items.checks.iter().map(blank).collect()
}

/// Counts one case.
pub(super) fn count(coverage: &mut [CheckCoverage], boundary: &[String], assessment: &Value) {
    for check in coverage {
        if let Some(outcome) = assessment.get("outcomes").and_then(|outcomes| outcomes.get(&check.check)?.as_str()) {
            check.count(outcome);
        }
        check.boundary += u32::from(boundary.contains(&check.check));
        check.covered = check.is_covered();
    }
}

/// Whether the pack defined the check, or changed it.
fn is_own(check: &Check, pack: &str) -> bool {
    let folder = pack.trim_end_matches('/');
    check.provenance.iter().any(|place| place.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}
