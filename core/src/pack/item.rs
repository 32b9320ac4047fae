//! The items of a resolved pack, typed: what is left once files are read and overlays merged.
//!
//! References are ids that the loader has checked. Nothing here computes.

use crate::date::{Date, Effective, Period};
use crate::diagnostic::Span;
use serde::{Deserialize, Serialize};

/// An expression as written, with its place for diagnostics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Expression {
    /// The text.
    pub text: String,
    /// Where it stands; not in bundles.
    #[serde(skip)]
    pub source: Option<ExpressionSource>,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackInfo {
    /// The pack's id.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// Any text.
    pub version: String,
    /// When the pack may be used.
    #[serde(default)]
    pub effective: Effective,
    /// Where it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether `??` and `known()` are allowed.
    pub assumptions: bool,
}

/// `[kind.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kind {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// More names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The department that leads for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// One option of a choice or of tags.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactOption {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// More names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    /// Yes or no.
    Bool,
    /// A number, f64.
    Number {
        /// The unit cells may carry.
        unit: Option<String>,
    },
    /// Free text.
    Text,
    /// One of the options.
    Choice(Vec<FactOption>),
    /// Any of the options, at most 64.
    Tags(Vec<FactOption>),
    /// A calendar date.
    Date,
}

/// The inclusive range of a number.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Range {
    /// The least, if bounded.
    pub min: Option<f64>,
    /// The most, if bounded.
    pub max: Option<f64>,
}

/// `[fact.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The id.
    pub id: String,
    /// Name and column header.
    pub label: String,
    /// What it holds.
    pub fact_type: FactType,
    /// Kinds that are asked it; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// More names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Bounds of a number.
    #[serde(default)]
    pub range: Range,
    /// How to ask it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// How to find out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where the label stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[derive.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Derived {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// More names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The unit of its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Kinds it belongs to; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What it is.
    pub value: Expression,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// How a check comes to its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckRule {
    /// By a rule over facts.
    Derived {
        /// When it fails.
        fails_if: Expression,
    },
    /// By the inspector's answer.
    Observed,
    /// It has no verdict; its points count when it applies.
    Scored,
}

/// The points of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Points {
    /// Always these.
    Fixed(f64),
    /// Computed.
    Expression(Expression),
    /// By bands of a number: the first that holds.
    Bands {
        /// The fact.
        fact: String,
        /// The bands, ascending; the last has no limit.
        bands: Vec<Band>,
        /// Where it stands.
        #[serde(skip)]
        span: Option<Span>,
    },
    /// By the option of a choice, or `true` and `false` of a bool.
    Map {
        /// The fact.
        fact: String,
        /// Points of each option.
        map: Vec<(String, f64)>,
        /// Where it stands.
        #[serde(skip)]
        span: Option<Span>,
    },
}

/// One band of `points_by`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The limit; none on the last.
    pub limit: Option<f64>,
    /// Whether the limit belongs to the band (`up_to`) or not (`below`).
    pub inclusive: bool,
    /// The points.
    pub points: f64,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 一般隐患.
    General,
    /// 重大隐患.
    Major,
}

/// A grade, fixed or computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeRule {
    /// Always this.
    Fixed(Grade),
    /// An expression whose branches are `"general"` and `"major"`.
    Expression(Expression),
}

/// How well the source of a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisStatus {
    /// The text was read in the source.
    Quoted,
    /// A reliable report of it.
    Secondary,
    /// Still to be verified.
    Unverified,
}

/// The source of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    /// Law or document and clause.
    pub law: String,
    /// How well it is known.
    pub status: BasisStatus,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A length of time in calendar units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Days (weeks are 7).
    Days(u32),
    /// Months (years are 12).
    Months(u32),
}

impl Interval {
    /// The date one interval after another.
    pub fn after(self, date: Date) -> Option<Date> {
        match self {
            Self::Days(days) => date.add_days(days.into()),
            Self::Months(months) => date.add_months(months.into()),
        }
    }
}

/// `[[check]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// The id.
    pub id: String,
    /// The requirement.
    pub title: String,
    /// The hazard.
    pub finding: String,
    /// Kinds it is for; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// More column headers of an observed check.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// When it applies; none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_if: Option<Expression>,
    /// How it comes to its outcome.
    pub rule: CheckRule,
    /// Its points.
    pub points: Points,
    /// How grave a failure is.
    pub grade: GradeRule,
    /// The section it totals into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The groups that count it.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Time to fix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Interval>,
    /// The department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refer_to: Option<String>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// The source of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Outside these dates it does not exist.
    #[serde(default)]
    pub effective: Effective,
    /// The campaign it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What a section does with checks that do not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicable {
    /// They count 0.
    #[default]
    Zero,
    /// The rest is scaled up to the full points.
    Rescale,
}

/// `[section.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// The most it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// The declared maximum of its checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// What does not apply.
    #[serde(default)]
    pub not_applicable: NotApplicable,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[group.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// Which end of a number is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Points are risk.
    #[default]
    Low,
    /// Points are merit.
    High,
}

/// `[score]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The formula; none: the sum of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Expression>,
    /// Which end is better.
    #[serde(default)]
    pub better: Better,
    /// Decimals it is rounded to.
    pub decimals: u32,
    /// The declared maximum of all checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Shown to people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[[level]]`, and the levels of a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// When it holds; none on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What a result holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultType {
    /// A number.
    Number,
    /// A truth.
    Truth,
    /// One of its own levels.
    Level,
}

/// `[result.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResultItem {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// What it holds.
    pub result_type: ResultType,
    /// How it is computed; may be missing for a level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Expression>,
    /// Its own levels, worst first.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Which end is better.
    #[serde(default)]
    pub better: Better,
    /// Decimals it is rounded to.
    pub decimals: u32,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What an adjust does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Sets the level.
    To(String),
    /// So many levels worse (positive) or better (negative).
    By(i32),
}

/// `[[adjust]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adjust {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// When it applies.
    pub when: Expression,
    /// What it does.
    pub adjustment: Adjustment,
    /// The level result it adjusts; none: the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[[window]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// When it occurs.
    pub dates: Vec<Period>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// What a campaign promised, as data for summaries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// The task counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Kinds counted; empty: those of the campaign.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// How many places or tasks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Which share of the places, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

/// `[campaign]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub title: String,
    /// The window.
    pub period: Period,
    /// Places it is about; none: all of its kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Expression>,
    /// Kinds it is about; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What it promised.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// `[task.ID]`; also made for tasks that only duties name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// More names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// January to March, and so on.
    Quarter,
    /// January to June, July to December.
    HalfYear,
    /// A calendar year.
    Year,
    /// The window of the duty's campaign.
    Campaign,
}

/// When a duty wants its task done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// So many times in each period.
    Per {
        /// The period.
        per: Per,
        /// Times at least; none: only `at_most`.
        at_least: Option<u32>,
        /// Times at most.
        at_most: Option<u32>,
        /// Slots bind.
        spread: bool,
    },
    /// So long after the last.
    Every(Interval),
}

/// How records of one day count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameDay {
    /// Once.
    #[default]
    Once,
    /// Each.
    Each,
}

/// What a duty asks in the period in which the place entered the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstPeriod {
    /// The full number.
    #[default]
    Full,
    /// By the remaining share of days, rounded up.
    Prorate,
    /// Nothing.
    Skip,
}

/// `[[duty]]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// The id.
    pub id: String,
    /// The task.
    pub task: String,
    /// Shown to people; the task's label if none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Kinds it is for; empty: all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// How often.
    pub frequency: Frequency,
    /// When it holds; none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expression>,
    /// Which records count; none: all of the task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_if: Option<Expression>,
    /// Records of one day.
    #[serde(default)]
    pub same_day: SameDay,
    /// The period of entry.
    #[serde(default)]
    pub first_period: FirstPeriod,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The source of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Outside these dates it does not exist.
    #[serde(default)]
    pub effective: Effective,
    /// The campaign it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// The type of a script function's parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScriptType {
    /// Yes or no.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A date, seen by the script as text `2022-08-03`.
    Date,
}

/// `[function.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// The id.
    pub id: String,
    /// Shown to people; the id if none was given.
    pub label: String,
    /// Types of its parameters.
    pub params: Vec<ScriptType>,
    /// Type of its value: bool or number.
    pub returns: ScriptType,
    /// Bounds of a number it returns.
    #[serde(default)]
    pub range: Range,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A resolved pack: everything a pack says, overlays merged, in the order written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[serde(default)]
    pub scripts: Vec<(String, String)>,
}
