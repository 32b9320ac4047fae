//! What a level and a score follow from: the rule, with the values of its terms at the place.

use super::{ROW, View};
use crate::explain::{LevelBecause, Term};
use crate::program::{LevelsProgram, Root};

impl View<'_, '_> {
    /// What both ends of the level follow from; the second only where they differ.
    pub(super) fn levels_because(&self) -> (Option<LevelBecause>, Option<LevelBecause>) {
        let (Some(program), Some(levels)) = (&self.run.context.program.levels, self.run.levels(None)) else {
            return (None, None);
        };
        let (level, worst) = (levels.level_before[ROW], levels.worst_before[ROW]);
        let level_because = self.level_because(program, level);
        (Some(level_because), (level != worst).then(|| self.level_because(program, worst)))
    }

    fn level_because(&self, program: &LevelsProgram, level: u8) -> LevelBecause {
        let id = self.pack().items().levels.get(usize::from(level)).map_or_else(String::new, |level| level.id.clone());
        let root = program.whens.get(usize::from(level)).and_then(Option::as_ref);
        LevelBecause {
            level: id,
            when: root.map(|root| root.text.clone()),
            terms: root.map_or_else(Vec::new, |root| self.terms(root)),
        }
    }

    /// The terms of the score, where it is a formula.
    pub(super) fn score_terms(&self) -> Vec<Term> {
        let score = &self.run.context.program.score;
        if score.formula { self.terms(&score.root) } else { Vec::new() }
    }

    fn terms(&self, root: &Root) -> Vec<Term> {
        root.terms.iter().map(|term| Term { term: term.text.clone(), value: self.shown(term.node) }).collect()
    }
}
