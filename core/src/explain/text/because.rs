//! The part of the page about the level: the rules it follows from, with their terms, and adjusts.

use super::Page;
use crate::explain::{Explanation, LevelBecause, Term};
use crate::message::Language;
use crate::pack::item::{Adjust, Adjustment};

impl Page<'_> {
    pub(super) fn because(&mut self, explanation: &Explanation) {
        let rules = [&explanation.level_because, &explanation.level_at_worst_because];
        let adjusted = &explanation.assessment.adjusted;
        if rules.iter().any(|because| because.is_some()) || !adjusted.is_empty() {
            self.heading("等级从何而来", "What the level follows from");
        }
        for because in rules.into_iter().flatten() {
            self.level_because(because);
        }
        for adjust in self.words.items.adjusts.iter().filter(|adjust| adjusted.contains(&adjust.id)) {
            self.adjusted(adjust);
        }
        if !explanation.score_terms.is_empty() {
            let label = self.words.score();
            self.heading(format!("{label}从何而来"), format!("What “{label}” follows from"));
            let terms = self.terms(&explanation.score_terms);
            self.entry(terms.clone(), terms);
        }
    }

    fn level_because(&mut self, because: &LevelBecause) {
        let label = self.words.items.levels.iter().find(|level| level.id == because.level).map(|level| &level.label);
        let level = self.words.level(&because.level, label.unwrap_or(&because.level));
        let rule = match &because.when {
            Some(rule) => self.words.rule(rule),
            None => self.words.say("更差的等级都不成立", "no worse level holds"),
        };
        self.entry(format!("{level}：{rule}"), format!("{level}: {rule}"));
        let terms = self.terms(&because.terms);
        self.field("其中", "Where", &terms);
    }

    fn terms(&self, terms: &[Term]) -> String {
        let shown =
            |term: &Term| format!("{} = {}", self.name(&term.term), self.words.term_value(&term.term, &term.value));
        self.words.list(&terms.iter().map(shown).collect::<Vec<_>>())
    }

    /// What a term is called; in English after the term itself, for labels are Chinese as a rule.
    fn name(&self, term: &str) -> String {
        let name = self.words.term(term);
        match self.words.language {
            Language::Chinese => name.unwrap_or_else(|| self.words.rule(term)),
            Language::English => {
                let name = name.filter(|name| name != term).map(|name| self.words.bracketed(&name));
                format!("{term}{}", name.unwrap_or_default())
            }
        }
    }

    fn adjusted(&mut self, adjust: &Adjust) {
        let effect = match &adjust.adjustment {
            Adjustment::To(level) => {
                let level = self.level_of(adjust, level);
                self.words.say(format!("定为{level}"), format!("set to {level}"))
            }
            Adjustment::By(steps) => {
                let count = steps.unsigned_abs();
                let (zh, en) = if *steps > 0 { ("调差", "worse") } else { ("调好", "better") };
                self.words.say(format!("{zh} {count} 级"), format!("{en} by {count}"))
            }
        };
        let result = self.words.items.results.iter().find(|result| adjust.result.as_ref() == Some(&result.id));
        let of = result.map_or_else(String::new, |result| self.words.bracketed(&result.label));
        let label = &adjust.label;
        self.entry(format!("调整{of}：{label}，{effect}"), format!("Adjusted{of}: {label}, {effect}"));
    }

    /// The level an adjust names: of the result it adjusts, or of the pack.
    fn level_of(&self, adjust: &Adjust, id: &str) -> String {
        let items = self.words.items;
        let of_result = items.results.iter().find(|result| adjust.result.as_ref() == Some(&result.id));
        let levels = of_result.map_or(&items.levels, |result| &result.levels);
        let label = levels.iter().find(|level| level.id == id).map_or(id, |level| &level.label);
        self.words.level(id, label)
    }
}
