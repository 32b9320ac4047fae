//! Words for ids and values: what a pack calls them, in the sentences of one language.

use crate::assessment::{Bounds, InputValue, LevelRange};
use crate::explain::TermValue;
use crate::message::Language;
use crate::number::print;
use crate::pack::item::{BasisStatus, Fact, FactOption, FactType, Grade, Items};

/// Ids of levels that are colours, as people say them.
const COLORS: [(&str, &str); 6] =
    [("red", "红"), ("orange", "橙"), ("yellow", "黄"), ("blue", "蓝"), ("green", "绿"), ("grey", "灰")];

/// The names a pack gives, and a language.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) items: &'a Items,
    pub(super) language: Language,
}

impl Words<'_> {
    /// One of two texts.
    pub(super) fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self.language {
            Language::Chinese => zh.into(),
            Language::English => en.into(),
        }
    }

    /// A text in the brackets of the language.
    pub(super) fn bracketed(&self, text: &str) -> String {
        self.say(format!("（{text}）"), format!(" ({text})"))
    }

    /// Texts one after another, as a list.
    pub(super) fn list(&self, texts: &[String]) -> String {
        texts.join(&self.say("；", "; "))
    }

    /// Both ends, or the one where they are the same.
    pub(super) fn range(&self, one: String, other: String) -> String {
        if one == other { one } else { format!("{one}…{other}") }
    }

    /// A level by id and label: 红（重大风险）.
    pub(super) fn level(&self, id: &str, label: &str) -> String {
        let color = COLORS.iter().find(|(color, _)| *color == id).map(|(_, word)| *word);
        match (self.language, color) {
            (Language::Chinese, Some(word)) if !label.contains(word) => format!("{word}（{label}）"),
            (Language::Chinese, _) => label.to_owned(),
            (Language::English, _) if label.eq_ignore_ascii_case(id) => label.to_owned(),
            (Language::English, _) => format!("{id} ({label})"),
        }
    }

    /// Both ends of a level.
    pub(super) fn levels(&self, range: &LevelRange) -> String {
        self.range(
            self.level(&range.level, &range.level_label),
            self.level(&range.level_at_worst, &range.level_at_worst_label),
        )
    }

    /// A number, or that it could not be computed.
    pub(super) fn number(&self, number: Option<f64>) -> String {
        number.filter(|number| number.is_finite()).map_or_else(|| self.say("算不出", "not computable"), print)
    }

    /// A number between two ends.
    pub(super) fn bounds(&self, bounds: Bounds) -> String {
        let end = |end: f64| if end.is_finite() { print(end) } else { self.say("不限", "unbounded") };
        self.range(end(bounds.least), end(bounds.most))
    }

    /// Yes or no.
    pub(super) fn truth(&self, truth: bool) -> String {
        if truth { self.say("是", "yes") } else { self.say("否", "no") }
    }

    /// A grade, also one not yet known.
    pub(super) fn grade(&self, grade: Option<Grade>) -> String {
        match grade {
            Some(Grade::Major) => self.say("重大", "major"),
            Some(Grade::General) => self.say("一般", "general"),
            None => self.say("一般还是重大未定", "grade unknown"),
        }
    }

    /// How well the source of a rule is known.
    pub(super) fn basis_status(&self, status: BasisStatus) -> String {
        match status {
            BasisStatus::Quoted => self.say("原文", "text read in the source"),
            BasisStatus::Secondary => self.say("二手资料，未见原文", "second-hand, source not read"),
            BasisStatus::Unverified => self.say("待核实", "still to be verified"),
        }
    }

    /// The label of a kind.
    pub(super) fn kind<'t>(&'t self, id: &'t str) -> &'t str {
        self.items.kinds.iter().find(|kind| kind.id == id).map_or(id, |kind| &kind.label)
    }

    /// The title of a check, or the id of whatever else it is.
    pub(super) fn title<'t>(&'t self, id: &'t str) -> &'t str {
        self.items.checks.iter().find(|check| check.id == id).map_or(id, |check| &check.title)
    }

    fn fact(&self, id: &str) -> Option<&Fact> {
        self.items.facts.iter().find(|fact| fact.id == id)
    }

    /// The value of an input with its unit and the labels of its options.
    pub(super) fn value(&self, id: &str, value: &InputValue) -> String {
        match value {
            InputValue::Bool(truth) => self.truth(*truth),
            InputValue::Number(number) => format!("{}{}", print(*number), self.unit(id)),
            InputValue::Text(text) => {
                self.option(id, text).or_else(|| self.answer(id, text)).unwrap_or_else(|| text.clone())
            }
            InputValue::List(tags) if tags.is_empty() => self.say("无", "none"),
            InputValue::List(tags) => {
                let labels: Vec<String> =
                    tags.iter().map(|tag| self.option(id, tag).unwrap_or_else(|| tag.clone())).collect();
                labels.join(&self.say("、", ", "))
            }
        }
    }

    fn unit(&self, id: &str) -> String {
        let of_fact = self.fact(id).and_then(|fact| match &fact.fact_type {
            FactType::Number { unit } => unit.as_ref(),
            _ => None,
        });
        let of_derived =
            || self.items.derived.iter().find(|derived| derived.id == id).and_then(|derived| derived.unit.as_ref());
        of_fact.or_else(of_derived).map_or_else(String::new, |unit| format!(" {unit}"))
    }

    /// The label of an option of a fact.
    pub(super) fn option(&self, id: &str, option: &str) -> Option<String> {
        let label = |options: &[FactOption]| options.iter().find(|own| own.id == option).map(|own| own.label.clone());
        match &self.fact(id)?.fact_type {
            FactType::Choice(options) | FactType::Tags(options) => label(options),
            _ => None,
        }
    }

    /// An inspector's answer; only checks have one.
    fn answer(&self, id: &str, word: &str) -> Option<String> {
        self.items.checks.iter().find(|check| check.id == id)?;
        match word {
            "fails" => Some(self.say("不符合", "fails")),
            "passes" => Some(self.say("符合", "passes")),
            "not_applicable" => Some(self.say("不适用", "not applicable")),
            _ => None,
        }
    }

    /// The value of a term of a rule.
    pub(super) fn term_value(&self, term: &str, value: &TermValue) -> String {
        match value {
            TermValue::Number(bounds) => format!("{}{}", self.bounds(*bounds), self.unit(term)),
            TermValue::Text(text) => match text.as_str() {
                "true" => self.truth(true),
                "false" => self.truth(false),
                "unknown" => self.say("未知", "unknown"),
                other => self.option(term, other).unwrap_or_else(|| other.to_owned()),
            },
        }
    }
}
