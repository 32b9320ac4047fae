//! Names: facts, fields of records, built-in words, results; and what to say of a name that is none of them.

use super::{Lower, Lowered};
use crate::diagnostic::Code;
use crate::message::Message;
use crate::pack::Space;
use crate::pack::item::{FactType, ResultType};
use crate::program::name::{FactName, Found};
use crate::program::types::{Stage, Type, Typed};
use crate::program::{Comparison, Node, NodeId, Real, RecordField, TermNode, builtin};
use crate::script::expr::{Expr, ExprKind};

impl Lower<'_, '_> {
    pub(super) fn name(&mut self, expr: &mut Expr) -> Lowered {
        if let Some(fact) = self.named_fact(&expr.kind) {
            expr.kind = ExprKind::Name(self.compiler.fact_id(fact).to_owned());
            let typed = self.fact(fact)?;
            self.term(expr, typed.node);
            return Some(typed);
        }
        let at = expr.at;
        match expr.kind.clone() {
            ExprKind::Member(base, member) => {
                if base == "result" || base == "结果" {
                    expr.kind = ExprKind::Member("result".to_owned(), member.clone());
                    return self.result(expr, &member);
                }
                if builtin::find(&base).is_some_and(|entry| matches!(entry.builtin, builtin::Builtin::Tally(..))) {
                    expr.kind = ExprKind::Call(base, vec![Expr { kind: ExprKind::Name(member), at }]);
                    return self.call(expr);
                }
                self.report(
                    Code::NotSupported,
                    at,
                    Message::new(format!("{base} 后面不能用点号"), format!("a dot cannot follow {base}")),
                )
                .help(Message::new(
                    "点号只用于 failed、applies、points、possible、highest 和 result",
                    "dots follow failed, applies, points, possible, highest and result only",
                ));
                None
            }
            ExprKind::Name(name) if self.stage == Stage::Record => self.record_field(expr, &name),
            ExprKind::Name(name) => self.plain_name(expr, &name),
            _ => None,
        }
    }

    /// The fact that a name stands for, as most names do.
    fn named_fact(&self, name: &ExprKind) -> Option<FactName> {
        let ExprKind::Name(name) = name else { return None };
        let layer = self.source.source.map(|source| source.layer);
        let found = (self.stage != Stage::Record).then(|| self.compiler.names.fact(layer, name, self.kinds));
        if let Some(Found::One(fact)) = found { Some(fact) } else { None }
    }

    fn record_field(&mut self, expr: &mut Expr, name: &str) -> Lowered {
        let (canonical, field, value) = match name {
            "task" | "工作" | "任务" => ("task", RecordField::Task, Type::Text),
            "date" | "日期" => ("date", RecordField::Date, Type::Date),
            "checker" | "检查主体" => ("checker", RecordField::Checker, Type::Text),
            "outcome" | "结果" => ("outcome", RecordField::Outcome, Type::Text),
            "as_of" | "评估日期" => {
                expr.kind = ExprKind::Name("as_of".to_owned());
                return self.typed(Node::AsOf, Type::Date);
            }
            _ => {
                self.report(
                    Code::UnknownName,
                    expr.at,
                    Message::new(format!("记录里没有“{name}”"), format!("a record has no `{name}`")),
                )
                .help(Message::new("可用：task、date、checker、outcome", "there are: task, date, checker, outcome"));
                return None;
            }
        };
        expr.kind = ExprKind::Name(canonical.to_owned());
        self.typed(Node::Record(field), value)
    }

    /// A name that is no fact's.
    fn plain_name(&mut self, expr: &mut Expr, name: &str) -> Lowered {
        let layer = self.source.source.map(|source| source.layer);
        match self.compiler.names.fact(layer, name, self.kinds) {
            Found::None(_) => {
                if let Some(word) = builtin::WORDS.iter().find(|(id, chinese, _)| *id == name || *chinese == name) {
                    expr.kind = ExprKind::Name(word.0.to_owned());
                    return self.word(expr, word.2);
                }
                if let (true, Some(result)) = (name == "value", self.own_result) {
                    return self.result_number(expr, result);
                }
                if self.stage.after_checks()
                    && matches!(self.compiler.names.other(layer, Space::Result, name), Found::One(_))
                {
                    expr.kind = ExprKind::Member("result".to_owned(), name.to_owned());
                    return self.result(expr, name);
                }
                self.unknown_name(expr.at, name);
            }
            other => self.not_found(other, expr.at, name),
        }
        None
    }

    fn unknown_name(&mut self, at: usize, name: &str) {
        let layer = self.source.source.map(|source| source.layer);
        let stripped = name
            .strip_prefix(['非', '未', '不'])
            .filter(|rest| matches!(self.compiler.names.fact(layer, rest, self.kinds), Found::One(_)));
        let help = match stripped {
            Some(rest) => Some(Message::new(
                format!("要表示“不是”，写 !{rest} 或 非 {rest}（非 后面空一格）"),
                format!("for `not`, write !{rest}"),
            )),
            None => self.did_you_mean(Space::Fact, name),
        };
        let report = self.report(
            Code::UnknownName,
            at,
            Message::new(format!("不认识的名称“{name}”"), format!("unknown name `{name}`")),
        );
        if let Some(help) = help {
            report.help(help);
        }
    }

    /// Reports a name that stands for several things, or for something removed.
    pub(super) fn not_found<T>(&mut self, found: Found<T>, at: usize, name: &str) {
        match found {
            // The collision itself has been reported, with both places.
            Found::Many(_) if self.compiler.diagnostics.has(Code::NameCollision) => {}
            Found::Many(ids) => {
                let ids = ids.join(", ");
                self.report(
                    Code::AmbiguousName,
                    at,
                    Message::new(format!("“{name}”有歧义：{ids}"), format!("`{name}` is ambiguous: {ids}")),
                )
                .help(Message::new("改用编号", "use the id"));
            }
            Found::Removed(id, span) => {
                self.report(
                    Code::UnknownReference,
                    at,
                    Message::new(
                        format!("“{name}”（{id}）已被上层规则包删除"),
                        format!("`{name}` ({id}) was removed by an overlay"),
                    ),
                )
                .related(span, Message::new("在这里删除", "removed here"));
            }
            Found::None(space) => {
                let help = self.did_you_mean(space, name);
                let report = self.report(
                    Code::UnknownName,
                    at,
                    Message::new(format!("不认识的名称“{name}”"), format!("unknown name `{name}`")),
                );
                if let Some(help) = help {
                    report.help(help);
                }
            }
            Found::One(_) | Found::Broken => {}
        }
    }

    fn did_you_mean(&self, space: Space, name: &str) -> Option<Message> {
        let layer = self.source.source.map(|source| source.layer);
        let closest = self.compiler.names.closest(layer, space, name)?;
        Some(Message::new(format!("是不是“{closest}”？"), format!("did you mean `{closest}`?")))
    }

    fn fact(&mut self, fact: FactName) -> Lowered {
        match fact {
            FactName::Derived(index) => self.compiler.derived(index, self.bounded),
            FactName::Fact(index) => {
                let fact = &self.compiler.items.facts[index];
                let (value, range) = match &fact.fact_type {
                    FactType::Bool => (Type::Truth, None),
                    FactType::Number { .. } => (Type::Number, Some(fact.range)),
                    FactType::Text => (Type::Text, None),
                    FactType::Choice(_) => (Type::Choice(index), None),
                    FactType::Tags(_) => (Type::Tags(index), None),
                    FactType::Date => (Type::Date, Some(Default::default())),
                };
                let mut node = self.compiler.add(Node::Input(index as u32));
                if let (true, Some(range)) = (self.bounded, range) {
                    let (least, most) = (range.min.unwrap_or(f64::NEG_INFINITY), range.max.unwrap_or(f64::INFINITY));
                    node = self.compiler.add(Node::Widen(node, Real(least), Real(most)));
                }
                Some(Typed { node, value })
            }
        }
    }

    fn word(&mut self, expr: &Expr, word: builtin::Word) -> Lowered {
        use builtin::Word;
        let typed = match word {
            Word::AsOf => self.typed(Node::AsOf, Type::Date)?,
            Word::Since => {
                let mut node = self.compiler.add(Node::Since);
                if self.bounded {
                    node = self.compiler.add(Node::Widen(node, Real(f64::NEG_INFINITY), Real(f64::INFINITY)));
                }
                Typed { node, value: Type::Date }
            }
            Word::InRegister => {
                let (since, as_of) = (self.compiler.add(Node::Since), self.compiler.add(Node::AsOf));
                self.typed(Node::Compare(Comparison::LessEqual, since, as_of), Type::Truth)?
            }
            Word::Score if matches!(self.stage, Stage::Levels | Stage::Duty) => {
                self.compiler.need_score(expr.at, self.source)?;
                self.typed(Node::Score, Type::Number)?
            }
            Word::Score | Word::Level => {
                let (zh, en) = match (word, self.stage) {
                    (Word::Level, Stage::Duty) => (
                        "level 只能与等级编号比较，例如 level == \"red\"",
                        "compare `level` with level ids, as in level == \"red\"",
                    ),
                    (Word::Level, _) => {
                        ("level 只能在 duty 的 when 里用", "`level` can be used in a duty's `when` only")
                    }
                    _ => (
                        "score 只能在结果、等级、调整和频次的表达式里用",
                        "`score` can be used in results, levels, adjusts and duties only",
                    ),
                };
                self.report(Code::NotAvailableHere, expr.at, Message::new(zh, en));
                return None;
            }
        };
        self.term(expr, typed.node);
        Some(typed)
    }

    fn result(&mut self, expr: &Expr, name: &str) -> Lowered {
        let layer = self.source.source.map(|source| source.layer);
        if !matches!(self.stage, Stage::Levels | Stage::Duty | Stage::Score) {
            self.report(
                Code::NotAvailableHere,
                expr.at,
                Message::new("结果在这里还没有算出", "results are not computed yet here"),
            );
            return None;
        }
        let index = match self.compiler.names.other(layer, Space::Result, name) {
            Found::One(index) => index,
            other => {
                self.not_found(other, expr.at, name);
                return None;
            }
        };
        self.result_number(expr, index)
    }

    fn result_number(&mut self, expr: &Expr, index: usize) -> Lowered {
        if self.own_result != Some(index) {
            self.compiler.need_result(index, expr.at, self.source)?;
        }
        let result = &self.compiler.items.results[index];
        let typed = match (result.result_type, &result.value) {
            (ResultType::Truth, _) => self.typed(Node::ResultTruth(index as u32), Type::Truth)?,
            (ResultType::Number, _) | (ResultType::Level, Some(_)) => {
                self.typed(Node::Result(index as u32), Type::Number)?
            }
            (ResultType::Level, None) => {
                let id = result.id.clone();
                self.report(
                    Code::WrongType,
                    expr.at,
                    Message::new("等级只能与等级编号比较", "compare a level with level ids"),
                )
                .help(Message::new(format!("例如 result.{id} == \"…\""), format!("for example result.{id} == \"…\"")));
                return None;
            }
        };
        self.term(expr, typed.node);
        Some(typed)
    }

    /// Remembers a sub-expression worth showing with its value.
    pub(super) fn term(&mut self, expr: &Expr, node: NodeId) {
        if !self.terms.iter().any(|term| term.node == node) {
            self.terms.push(TermNode { text: expr.printed(), node });
        }
    }
}
