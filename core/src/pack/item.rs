//! The items of a resolved pack, typed: what is left once files are read and overlays merged.
//!
//! References are ids that the loader has checked. Nothing here computes.

mod check;
mod duty;
mod fact;
mod function;
mod verdict;

pub use check::{Band, Basis, BasisStatus, Check, CheckRule, Grade, GradeRule, Group, NotApplicable, Points, Section};
pub use duty::{Campaign, Duty, FirstPeriod, Frequency, Interval, Per, SameDay, Target, Task, Window};
pub use fact::{Derived, Fact, FactOption, FactType, Kind, Range};
pub use function::{Function, ScriptType};
pub use verdict::{Adjust, Adjustment, Better, Level, ResultItem, ResultType, Score};

use crate::date::Effective;
use crate::diagnostic::Span;
use crate::json::{FromJson, Json, Reader, from_json};
use serde::Serialize;

/// An expression as written, with its place for diagnostics.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Expression {
    /// The text.
    pub text: String,
    /// Where it stands; not in bundles.
    #[serde(skip)]
    pub source: Option<ExpressionSource>,
}

impl FromJson for Expression {
    fn from_json<'j>(json: &'j Json<'j>, reader: &mut Reader<'j>) -> Self {
        Self { text: FromJson::from_json(json, reader), source: None }
    }
}

/// Where an expression stands in its file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpressionSource {
    /// The text between the quotes.
    pub span: Span,
    /// Whether positions in the text are positions in the file (no escapes in between).
    pub direct: bool,
    /// The layer (pack) that wrote it, whose names it uses: an index into the scopes of the loaded pack.
    pub layer: u32,
}

/// Where an item or field was defined, and where overlays changed it: `base/restaurant.toml:12`.
pub type Provenance = Vec<String>;

/// `[pack]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PackInfo {
    /// The pack's id.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// Any text.
    pub version: String,
    /// When the pack may be used.
    pub effective: Effective,
    /// Where it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether `??` and `known()` are allowed.
    pub assumptions: bool,
}

from_json!(struct PackInfo { id, title, version, effective, region, assumptions });

/// A resolved pack: everything a pack says, overlays merged, in the order written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Items {
    /// `[pack]`.
    pub info: PackInfo,
    /// Kinds.
    pub kinds: Vec<Kind>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Derived facts.
    pub derived: Vec<Derived>,
    /// Checks.
    pub checks: Vec<Check>,
    /// Sections, those only used in checks included.
    pub sections: Vec<Section>,
    /// Groups, those only used in checks included.
    pub groups: Vec<Group>,
    /// The score.
    pub score: Score,
    /// Named results.
    pub results: Vec<ResultItem>,
    /// Levels, worst first.
    pub levels: Vec<Level>,
    /// Adjusts.
    pub adjusts: Vec<Adjust>,
    /// Windows.
    pub windows: Vec<Window>,
    /// Campaigns.
    pub campaigns: Vec<Campaign>,
    /// Tasks, those only used in duties included.
    pub tasks: Vec<Task>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Declared script functions.
    pub functions: Vec<Function>,
    /// The scripts that define them, in the order of the packs: (file, text).
    pub scripts: Vec<(String, String)>,
}

from_json!(struct Items {
    info, kinds, facts, derived, checks, sections, groups, score, results, levels, adjusts, windows, campaigns, tasks,
    duties, functions, scripts
});
