//! What is checked: checks, their points, grades and sources, sections and groups.

use super::{Expression, Interval, Provenance};
use crate::date::Effective;
use crate::diagnostic::Span;
use crate::json::from_json;
use serde::Serialize;

/// How a check comes to its outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

from_json!(enum CheckRule { Derived { fails_if } | Observed | Scored });

/// The points of a check.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

from_json!(enum Points { Fixed(a) | Expression(a) | Bands { fact, bands; span } | Map { fact, map; span } });

/// One band of `points_by`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    /// The limit; none on the last.
    pub limit: Option<f64>,
    /// Whether the limit belongs to the band (`up_to`) or not (`below`).
    pub inclusive: bool,
    /// The points.
    pub points: f64,
}

from_json!(struct Band { limit, inclusive, points });

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 一般隐患.
    General,
    /// 重大隐患.
    Major,
}

from_json!(enum Grade { General | Major });

impl Grade {
    /// As JSON writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Major => "major",
        }
    }
}

/// A grade, fixed or computed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeRule {
    /// Always this.
    Fixed(Grade),
    /// An expression whose branches are `"general"` and `"major"`.
    Expression(Expression),
}

from_json!(enum GradeRule { Fixed(a) | Expression(a) });

/// How well the source of a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisStatus {
    /// The text was read in the source.
    Quoted,
    /// A reliable report of it.
    Secondary,
    /// Still to be verified.
    Unverified,
}

from_json!(enum BasisStatus { Quoted | Secondary | Unverified });

impl BasisStatus {
    /// As JSON writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Secondary => "secondary",
            Self::Unverified => "unverified",
        }
    }
}

/// The source of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Basis {
    /// Law or document and clause.
    pub law: String,
    /// How well it is known.
    pub status: BasisStatus,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What to know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

from_json!(struct Basis { law, status, url, note });

/// `[[check]]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// The id.
    pub id: String,
    /// The requirement.
    pub title: String,
    /// The hazard.
    pub finding: String,
    /// Kinds it is for; empty: all.
    pub kinds: Vec<String>,
    /// More column headers of an observed check.
    pub aliases: Vec<String>,
    /// When it applies; none: always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_if: Option<Expression>,
    /// How it comes to its outcome.
    pub rule: CheckRule,
    /// Its points.
    pub points: Points,
    /// How grave a failure is.
    pub grade: GradeRule,
    /// The section it totals into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The groups that count it.
    pub groups: Vec<String>,
    /// Time to fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Interval>,
    /// The department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refer_to: Option<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// The source of the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Outside these dates it does not exist.
    pub effective: Effective,
    /// The campaign it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Check {
    id, title, finding, kinds, aliases, applies_if, rule, points, grade, section, groups, within, refer_to, fix,
    basis, effective, campaign, provenance; span
});

/// What a section does with checks that do not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicable {
    /// They count 0.
    #[default]
    Zero,
    /// The rest is scaled up to the full points.
    Rescale,
}

from_json!(default enum NotApplicable { Zero | Rescale });

/// `[section.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// The most it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// The declared maximum of its checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// What does not apply.
    pub not_applicable: NotApplicable,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Section { id, label, cap, max, not_applicable, provenance; span });

/// `[group.ID]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The id.
    pub id: String,
    /// Shown to people.
    pub label: String,
    /// Where it stands.
    #[serde(skip)]
    pub span: Option<Span>,
    /// Where it was defined and changed.
    pub provenance: Provenance,
}

from_json!(struct Group { id, label, provenance; span });
