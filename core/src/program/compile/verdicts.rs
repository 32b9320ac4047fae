//! Score, results, levels and adjusts to their programs, in the order in which they need each other.

use super::{Compiler, Progress};
use crate::diagnostic::{Code, Span};
use crate::message::Message;
use crate::pack::item::{Adjustment, Expression, Level, ResultItem, ResultType};
use crate::program::lower::place;
use crate::program::types::{Stage, Type};
use crate::program::{AdjustProgram, LevelsProgram, Node, NumberProgram, ResultProgram, Root, Selector, Tally};

impl Compiler<'_> {
    /// Compiles the score, unless that is done; reports a circle.
    pub(in crate::program) fn need_score(&mut self, at: usize, source: &Expression) -> Option<()> {
        match self.score {
            Progress::Done(_) => return Some(()),
            Progress::Failed => return None,
            Progress::Doing => return self.circle("score", place(source, at)),
            Progress::NotYet => self.score = Progress::Doing,
        }
        let items = self.items;
        let root = match &items.score.value {
            Some(value) => self.root(value, Stage::Score, &[], Type::Number),
            None => {
                let node = self.add(Node::Tally(Tally::Points, Selector::All));
                Some(Root { node, text: "points()".to_owned(), terms: Vec::new(), assumptions: Vec::new() })
            }
        };
        let formula = items.score.value.is_some();
        let score = root.map(|root| NumberProgram {
            root,
            better: items.score.better,
            decimals: items.score.decimals,
            formula,
        });
        let done = score.is_some();
        self.score = score.map_or(Progress::Failed, Progress::Done);
        done.then_some(())
    }

    /// Compiles a result, unless that is done; reports a circle.
    pub(in crate::program) fn need_result(&mut self, index: usize, at: usize, source: &Expression) -> Option<()> {
        let items = self.items;
        let item = &items.results[index];
        match self.results[index] {
            Progress::Done(_) => return Some(()),
            Progress::Failed => return None,
            Progress::Doing => return self.circle(&item.id, place(source, at)),
            Progress::NotYet => self.results[index] = Progress::Doing,
        }
        let result = self.result(index, item);
        let done = result.is_some();
        if done {
            self.result_order.push(index as u32);
        }
        self.results[index] = result.map_or(Progress::Failed, Progress::Done);
        done.then_some(())
    }

    fn circle(&mut self, id: &str, span: Option<Span>) -> Option<()> {
        self.diagnostics.report(
            Code::Cycle,
            span,
            Message::new(format!("{id} 的定义绕回到了自己"), format!("the definition of {id} comes back to itself")),
        );
        None
    }

    fn result(&mut self, index: usize, item: &ResultItem) -> Option<ResultProgram> {
        let wanted = if item.result_type == ResultType::Truth { Type::Truth } else { Type::Number };
        let value = item.value.as_ref().map(|value| self.root(value, Stage::Levels, &[], wanted));
        let value = value.map_or(Some(None), |root| root.map(Some));
        let levels = match item.result_type {
            ResultType::Level => self.levels(&item.levels, Some(index), Some(&item.id)).map(Some),
            _ => Some(None),
        };
        let (value, levels) = (value?, levels?);
        let (number, truth) = match item.result_type {
            ResultType::Truth => (None, value),
            _ => (
                value.map(|root| NumberProgram { root, better: item.better, decimals: item.decimals, formula: true }),
                None,
            ),
        };
        Some(ResultProgram { number, truth, levels })
    }

    /// The level of the pack; `Some(None)` where it has none.
    #[expect(clippy::option_option, reason = "an error, no levels, and levels are three cases")]
    pub(super) fn level(&mut self) -> Option<Option<LevelsProgram>> {
        let items = self.items;
        if items.levels.is_empty() {
            return Some(None);
        }
        self.levels(&items.levels, None, None).map(Some)
    }

    fn levels(
        &mut self,
        levels: &[Level],
        own_result: Option<usize>,
        adjusts_of: Option<&str>,
    ) -> Option<LevelsProgram> {
        let items = self.items;
        let whens: Vec<Option<Option<Root>>> = levels
            .iter()
            .map(|level| match &level.when {
                None => Some(None),
                Some(when) => self
                    .lowered(when, Stage::Levels, &[], own_result, |lower, expr| lower.of(expr, Type::Truth))
                    .map(Some),
            })
            .collect();
        let adjusts: Vec<Option<AdjustProgram>> = items
            .adjusts
            .iter()
            .filter(|adjust| adjust.result.as_deref() == adjusts_of)
            .map(|adjust| {
                let when = self.root(&adjust.when, Stage::Levels, &[], Type::Truth)?;
                let (to, by) = match &adjust.adjustment {
                    Adjustment::To(id) => {
                        (levels.iter().position(|level| level.id == *id).map(|index| index as u32), 0)
                    }
                    Adjustment::By(by) => (None, *by),
                };
                Some(AdjustProgram { id: adjust.id.clone(), when, to, by })
            })
            .collect();
        Some(LevelsProgram {
            whens: whens.into_iter().collect::<Option<_>>()?,
            adjusts: adjusts.into_iter().collect::<Option<_>>()?,
        })
    }
}
