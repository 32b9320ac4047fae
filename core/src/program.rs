//! A pack compiled: every stage of an assessment as nodes and roots, ordered so that what is needed comes first.
//!
//! Serialisable, so that a bundle can carry it. How it runs is `eval`'s.

#[cfg(feature = "script")]
mod builtin;
#[cfg(feature = "script")]
mod compile;
mod fits;
#[cfg(feature = "script")]
mod lower;
#[cfg(feature = "script")]
mod name;
mod node;
#[cfg(feature = "script")]
mod review;
#[cfg(feature = "script")]
mod types;

#[cfg(feature = "script")]
pub(crate) use compile::compile;
pub use node::{Arithmetic, CheckTruth, Comparison, Function, Mask, Node, NodeId, Real, RecordField, Selector, Tally};

use crate::date::{Effective, Period};
use crate::json::from_json;
use crate::pack::item::{Better, NotApplicable};
use serde::Serialize;

/// A sub-expression worth showing with its value: `failed.direct`, `score`, a fact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermNode {
    /// Printed with ids.
    pub text: String,
    /// Where its value is.
    pub node: NodeId,
}

from_json!(struct TermNode { text, node });

/// An expression of a pack as a root, with what a person may want to see of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Root {
    /// Where its value is.
    pub node: NodeId,
    /// The expression printed with ids.
    pub text: String,
    /// Its terms.
    pub terms: Vec<TermNode>,
    /// What it assumes where something is unknown.
    pub assumptions: Vec<Assumption>,
}

from_json!(struct Root { node, text, terms, assumptions });

/// `a ?? b` or `known(a)`: an assumption is made where `a` is unknown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumption {
    /// Printed with ids.
    pub text: String,
    /// What may be unknown.
    pub operand: NodeId,
}

from_json!(struct Assumption { text, operand });

/// A check compiled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckProgram {
    /// Kinds it is for, by index; empty: all.
    pub kinds: Vec<usize>,
    /// Outside these dates it does not exist.
    pub effective: Effective,
    /// The window of its campaign.
    pub campaign: Option<Period>,
    /// When it applies; none: always.
    pub applies: Option<Root>,
    /// How it comes to its outcome.
    pub verdict: Verdict,
    /// Its points.
    pub points: Root,
    /// The least and most its points can be.
    pub least: Real,
    /// The most its points can be.
    pub most: Real,
    /// Whether a failure is major.
    pub major: Root,
    /// The section, by index.
    pub section: Option<u32>,
    /// Inputs its outcome depends on.
    pub reads: Vec<u32>,
    /// Inputs its points and grade depend on besides.
    pub reads_besides: Vec<u32>,
}

from_json!(struct CheckProgram {
    kinds, effective, campaign, applies, verdict, points, least, most, major, section, reads, reads_besides
});

/// How a check comes to its outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// By a rule: it fails where this is true.
    Rule(Root),
    /// By an answer, an input by index.
    Answer(u32),
    /// None.
    Scored,
}

from_json!(enum Verdict { Rule(a) | Answer(a) | Scored });

/// A section compiled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionProgram {
    /// The most it counts.
    pub cap: Option<f64>,
    /// What does not apply.
    pub not_applicable: NotApplicable,
    /// Its checks, by index, in the order of the pack.
    pub checks: Vec<u32>,
}

from_json!(struct SectionProgram { cap, not_applicable, checks });

/// A number compiled: its root, and how its ends are rounded and named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NumberProgram {
    /// Where its value is.
    pub root: Root,
    /// Which end is better.
    pub better: Better,
    /// Decimals both ends are rounded to.
    pub decimals: u32,
    /// Whether it is a formula of the pack's own.
    pub formula: bool,
}

from_json!(struct NumberProgram { root, better, decimals, formula });

/// A named result compiled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResultProgram {
    /// Its number, if it has one.
    pub number: Option<NumberProgram>,
    /// Its truth, if it is one.
    pub truth: Option<Root>,
    /// Its levels, if it has any.
    pub levels: Option<LevelsProgram>,
}

from_json!(struct ResultProgram { number, truth, levels });

/// Levels compiled, worst first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelsProgram {
    /// When each holds; none on the last.
    pub whens: Vec<Option<Root>>,
    /// Adjusts, in order.
    pub adjusts: Vec<AdjustProgram>,
}

from_json!(struct LevelsProgram { whens, adjusts });

/// An adjust compiled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AdjustProgram {
    /// The adjust's id.
    pub id: String,
    /// When it applies.
    pub when: Root,
    /// The level it sets, by index; none: it moves `by`.
    pub to: Option<u32>,
    /// Levels worse.
    pub by: i32,
}

from_json!(struct AdjustProgram { id, when, to, by });

/// A duty compiled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyProgram {
    /// Kinds it is for, by index; empty: all.
    pub kinds: Vec<usize>,
    /// The window of its campaign.
    pub campaign: Option<Period>,
    /// When it holds; none: always.
    pub when: Option<Root>,
    /// Which records count; none: all.
    pub count_if: Option<Root>,
}

from_json!(struct DutyProgram { kinds, campaign, when, count_if });

/// A pack compiled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Program {
    /// Nodes, children first.
    pub nodes: Vec<Node>,
    /// Nodes from here on may look at the outcomes of checks; those before it do not.
    pub after_checks: NodeId,
    /// The dates of windows and campaigns.
    pub windows: Vec<Vec<Period>>,
    /// Checks, as in the pack.
    pub checks: Vec<CheckProgram>,
    /// Sections, as in the pack.
    pub sections: Vec<SectionProgram>,
    /// Checks of each group, by index.
    pub groups: Vec<Vec<u32>>,
    /// The score.
    pub score: NumberProgram,
    /// Results, as in the pack.
    pub results: Vec<ResultProgram>,
    /// Results in the order in which they are computed.
    pub result_order: Vec<u32>,
    /// The level, if the pack has any.
    pub levels: Option<LevelsProgram>,
    /// Duties, as in the pack.
    pub duties: Vec<DutyProgram>,
}

from_json!(struct Program {
    nodes, after_checks, windows, checks, sections, groups, score, results, result_order, levels, duties
});
