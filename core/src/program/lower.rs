//! One expression: names resolved, types checked, lowered to nodes. The tree is rewritten in its canonical form on the way.

mod call;
mod compare;

use super::compile::Compiler;
use super::name::{FactName, Found};
use super::types::{Stage, Type, Typed};
use super::{Arithmetic, Assumption, Function, Node, NodeId, Real, RecordField, TermNode, builtin};
use crate::diagnostic::{Code, Reported, Span};
use crate::message::Message;
use crate::pack::Space;
use crate::pack::item::{Expression, FactType, ResultType};
use crate::script::expr::{Binary, Expr, ExprKind, Unary};
use crate::script::token_at;

/// The expression being lowered.
pub struct Lower<'c, 'a> {
    pub(super) compiler: &'c mut Compiler<'a>,
    pub(super) source: &'c Expression,
    pub(super) stage: Stage,
    /// Kinds of the item it belongs to; empty: all.
    pub(super) kinds: &'c [String],
    /// The result whose levels these are: `value` names its number.
    pub(super) own_result: Option<usize>,
    /// Whether numbers are bounds; `known()` looks at plain values.
    pub(super) bounded: bool,
    pub(super) terms: Vec<TermNode>,
    pub(super) assumptions: Vec<Assumption>,
}

/// `None`: an error has been reported.
pub(super) type Lowered<T = Typed> = Option<T>;

impl<'a> Lower<'_, 'a> {
    /// Lowers an expression of any type.
    pub fn expr(&mut self, expr: &mut Expr) -> Lowered {
        let at = expr.at;
        match &mut expr.kind {
            ExprKind::Number(number) => {
                let node = self.compiler.number(*number, self.bounded);
                Some(Typed { node, value: Type::Number })
            }
            ExprKind::Truth(truth) => self.typed(Node::Truth(*truth), Type::Truth),
            ExprKind::Text(text) => {
                let text = text.clone();
                self.report(Code::WrongType, at, Message::new(format!("这里不能单独写文字 \"{text}\""), format!("the text \"{text}\" cannot stand here")))
                    .help(Message::new("文字只能与选项、文字类事实比较；日期写 date(\"2022-01-01\")", "compare it with a choice or a text fact; write a date as date(\"2022-01-01\")"));
                None
            }
            ExprKind::List(_) => {
                self.report(Code::NotSupported, at, Message::new("列表只能写在 in 的右边", "a list can only stand right of `in`"));
                None
            }
            ExprKind::Name(_) | ExprKind::Member(..) => self.name(expr),
            ExprKind::And(items) => {
                let nodes = self.truths(items)?;
                self.typed(Node::And(nodes), Type::Truth)
            }
            ExprKind::Or(items) => {
                let nodes = self.truths(items)?;
                self.typed(Node::Or(nodes), Type::Truth)
            }
            ExprKind::Unary(Unary::Not, operand) => {
                let node = self.of(operand, Type::Truth)?;
                self.typed(Node::Not(node), Type::Truth)
            }
            ExprKind::Unary(Unary::Negative, operand) => {
                let node = self.of(operand, Type::Number)?;
                self.typed(Node::Function(Function::Negative, node), Type::Number)
            }
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.of(condition, Type::Truth);
                let then_value = self.expr(then);
                let otherwise_value = self.expr(otherwise);
                let (condition, then_value, otherwise_value) = (condition?, then_value?, otherwise_value?);
                self.same_type(then_value, otherwise_value, otherwise.at)?;
                self.typed(Node::Choose(condition, then_value.node, otherwise_value.node), then_value.value)
            }
            ExprKind::Coalesce(items) => self.coalesce(items),
            ExprKind::Binary(operator, left, right) => match operator {
                Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => self.arithmetic(*operator, left, right, at),
                Binary::In => self.contained(left, right, at),
                _ => self.comparison(*operator, left, right, at),
            },
            ExprKind::Call(..) => self.call(expr),
        }
    }

    /// Lowers an expression that must have a type.
    pub fn of(&mut self, expr: &mut Expr, wanted: Type) -> Lowered<NodeId> {
        let found = self.expr(expr)?;
        if found.value == wanted {
            return Some(found.node);
        }
        let (found_name, wanted_name) = (found.value.name(), wanted.name());
        let help = match (wanted, &expr.kind) {
            (Type::Truth, ExprKind::Binary(..)) | (Type::Truth, ExprKind::Name(_)) if found.value == Type::Number => {
                Some(Message::new("数字要比较后才有真假，例如 > 0", "compare a number to get a truth, for example > 0"))
            }
            (Type::Number, ExprKind::Binary(..)) if found.value == Type::Truth => {
                Some(Message::new("连续比较请分开写：1 < x && x < 5", "write a chained comparison apart: 1 < x && x < 5"))
            }
            _ => None,
        };
        let report = self.report(
            Code::WrongType,
            expr.at,
            Message::new(format!("这里要{}，写的却是{}", wanted_name.zh, found_name.zh), format!("{} is wanted here, not {}", wanted_name.en, found_name.en)),
        );
        if let Some(help) = help {
            report.help(help);
        }
        None
    }

    fn truths(&mut self, items: &mut [Expr]) -> Lowered<Vec<NodeId>> {
        // All are lowered before giving up, so that every mistake is reported at once.
        let nodes: Vec<Lowered<NodeId>> = items.iter_mut().map(|item| self.of(item, Type::Truth)).collect();
        nodes.into_iter().collect()
    }

    fn coalesce(&mut self, items: &mut [Expr]) -> Lowered {
        let text = items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ?? ");
        let at = items.first().map_or(0, |item| item.at);
        let lowered: Vec<Lowered> = items.iter_mut().map(|item| self.expr(item)).collect();
        let lowered = lowered.into_iter().collect::<Option<Vec<Typed>>>()?;
        let mut result = *lowered.last()?;
        for (index, item) in items.iter_mut().enumerate().rev().skip(1) {
            let typed = lowered[index];
            self.same_type(typed, result, item.at)?;
            let known = self.known_of(item, &text, at)?;
            result = self.typed(Node::Choose(known, typed.node, result.node), typed.value)?;
        }
        Some(result)
    }

    /// The node that says whether an expression is known; an assumption.
    pub(super) fn known_of(&mut self, expr: &mut Expr, text: &str, at: usize) -> Lowered<NodeId> {
        if !self.compiler.items.info.assumptions {
            self.report(Code::AssumptionForbidden, at, Message::new("本规则包不允许用 ?? 或 known()", "this pack forbids ?? and known()"))
                .help(Message::new("[pack] 里 assumptions = false", "[pack] says assumptions = false"));
            return None;
        }
        let bounded = std::mem::replace(&mut self.bounded, false);
        let operand = self.expr(expr);
        self.bounded = bounded;
        let operand = operand?.node;
        self.assumptions.push(Assumption { text: text.to_owned(), operand });
        Some(self.compiler.add(Node::Known(operand)))
    }

    fn arithmetic(&mut self, operator: Binary, left: &mut Expr, right: &mut Expr, at: usize) -> Lowered {
        let (left_value, right_value) = (self.expr(left), self.expr(right));
        let (left_value, right_value) = (left_value?, right_value?);
        let node = |kind| Node::Arithmetic(kind, left_value.node, right_value.node);
        match (operator, left_value.value, right_value.value) {
            (Binary::Add, Type::Number, Type::Number) => self.typed(node(Arithmetic::Add), Type::Number),
            (Binary::Subtract, Type::Number, Type::Number) => self.typed(node(Arithmetic::Subtract), Type::Number),
            (Binary::Multiply, Type::Number, Type::Number) => self.typed(node(Arithmetic::Multiply), Type::Number),
            (Binary::Divide, Type::Number, Type::Number) => self.typed(node(Arithmetic::Divide), Type::Number),
            (Binary::Add, Type::Date, Type::Number) => self.typed(node(Arithmetic::AddDays), Type::Date),
            (Binary::Subtract, Type::Date, Type::Number) => {
                let days = self.compiler.add(Node::Function(Function::Negative, right_value.node));
                self.typed(Node::Arithmetic(Arithmetic::AddDays, left_value.node, days), Type::Date)
            }
            (Binary::Subtract, Type::Date, Type::Date) => {
                self.typed(Node::Arithmetic(Arithmetic::DaysBetween, right_value.node, left_value.node), Type::Number)
            }
            _ => {
                let (left_name, right_name) = (left_value.value.name(), right_value.value.name());
                self.report(
                    Code::WrongType,
                    at,
                    Message::new(
                        format!("{} 不能用于{}和{}", operator.symbol(), left_name.zh, right_name.zh),
                        format!("{} does not work on {} and {}", operator.symbol(), left_name.en, right_name.en),
                    ),
                )
                .help(Message::new("算术只用于数字；日期可加减天数，也可相减", "arithmetic is for numbers; a date takes ± days, and two dates subtract"));
                None
            }
        }
    }

    pub(super) fn same_type(&mut self, left: Typed, right: Typed, at: usize) -> Lowered<()> {
        if left.value == right.value {
            return Some(());
        }
        let (left_name, right_name) = (left.value.name(), right.value.name());
        self.report(
            Code::WrongType,
            at,
            Message::new(format!("两边类型不同：{}与{}", left_name.zh, right_name.zh), format!("the two sides differ: {} and {}", left_name.en, right_name.en)),
        );
        None
    }

    fn name(&mut self, expr: &mut Expr) -> Lowered {
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
                self.report(Code::NotSupported, at, Message::new(format!("{base} 后面不能用点号"), format!("a dot cannot follow {base}")))
                    .help(Message::new("点号只用于 failed、applies、points、possible、highest 和 result", "dots follow failed, applies, points, possible, highest and result only"));
                None
            }
            ExprKind::Name(name) if self.stage == Stage::Record => self.record_field(expr, &name),
            ExprKind::Name(name) => self.plain_name(expr, &name),
            _ => None,
        }
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
                self.report(Code::UnknownName, expr.at, Message::new(format!("记录里没有“{name}”"), format!("a record has no `{name}`")))
                    .help(Message::new("可用：task、date、checker、outcome", "there are: task, date, checker, outcome"));
                return None;
            }
        };
        expr.kind = ExprKind::Name(canonical.to_owned());
        self.typed(Node::Record(field), value)
    }

    fn plain_name(&mut self, expr: &mut Expr, name: &str) -> Lowered {
        let layer = self.source.source.map(|source| source.layer);
        match self.compiler.names.fact(layer, name, self.kinds) {
            Found::One(fact) => {
                expr.kind = ExprKind::Name(self.compiler.fact_id(fact).to_owned());
                let typed = self.fact(fact)?;
                self.term(expr, typed.node);
                return Some(typed);
            }
            Found::None(closest) => {
                if let Some(word) = builtin::WORDS.iter().find(|(id, chinese, _)| *id == name || *chinese == name) {
                    expr.kind = ExprKind::Name(word.0.to_owned());
                    return self.word(expr, word.2);
                }
                if let (true, Some(result)) = (name == "value", self.own_result) {
                    return self.result_number(expr, result);
                }
                if self.stage.after_checks() && matches!(self.compiler.names.other(layer, Space::Result, name), Found::One(_)) {
                    expr.kind = ExprKind::Member("result".to_owned(), name.to_owned());
                    return self.result(expr, name);
                }
                self.unknown_name(expr.at, name, closest);
            }
            other => self.not_found(other, expr.at, name),
        }
        None
    }

    fn unknown_name(&mut self, at: usize, name: &str, closest: Option<String>) {
        let stripped = name.strip_prefix(['非', '未', '不']).filter(|rest| {
            let layer = self.source.source.map(|source| source.layer);
            matches!(self.compiler.names.fact(layer, rest, self.kinds), Found::One(_))
        });
        let help = match (stripped, closest) {
            (Some(rest), _) => Some(Message::new(format!("要表示“不是”，写 !{rest} 或 非 {rest}（非 后面空一格）"), format!("for `not`, write !{rest}"))),
            (None, Some(closest)) => Some(Message::new(format!("是不是“{closest}”？"), format!("did you mean `{closest}`?"))),
            (None, None) => None,
        };
        let report = self.report(Code::UnknownName, at, Message::new(format!("不认识的名称“{name}”"), format!("unknown name `{name}`")));
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
                self.report(Code::AmbiguousName, at, Message::new(format!("“{name}”有歧义：{ids}"), format!("`{name}` is ambiguous: {ids}")))
                    .help(Message::new("改用编号", "use the id"));
            }
            Found::Removed(id, span) => {
                self.report(Code::UnknownReference, at, Message::new(format!("“{name}”（{id}）已被上层规则包删除"), format!("`{name}` ({id}) was removed by an overlay")))
                    .related(span, Message::new("在这里删除", "removed here"));
            }
            Found::None(closest) => {
                let report = self.report(Code::UnknownName, at, Message::new(format!("不认识的名称“{name}”"), format!("unknown name `{name}`")));
                if let Some(closest) = closest {
                    report.help(Message::new(format!("是不是“{closest}”？"), format!("did you mean `{closest}`?")));
                }
            }
            Found::One(_) | Found::Broken => {}
        }
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
                self.typed(Node::Compare(super::Comparison::LessEqual, since, as_of), Type::Truth)?
            }
            Word::Score if matches!(self.stage, Stage::Levels | Stage::Duty) => {
                self.compiler.need_score(expr.at, self.source)?;
                self.typed(Node::Score, Type::Number)?
            }
            Word::Score | Word::Level => {
                let (zh, en) = match (word, self.stage) {
                    (Word::Level, Stage::Duty) => ("level 只能与等级编号比较，例如 level == \"red\"", "compare `level` with level ids, as in level == \"red\""),
                    (Word::Level, _) => ("level 只能在 duty 的 when 里用", "`level` can be used in a duty's `when` only"),
                    _ => ("score 只能在结果、等级、调整和频次的表达式里用", "`score` can be used in results, levels, adjusts and duties only"),
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
            self.report(Code::NotAvailableHere, expr.at, Message::new("结果在这里还没有算出", "results are not computed yet here"));
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
            (ResultType::Number, _) | (ResultType::Level, Some(_)) => self.typed(Node::Result(index as u32), Type::Number)?,
            (ResultType::Level, None) => {
                let id = result.id.clone();
                self.report(Code::WrongType, expr.at, Message::new("等级只能与等级编号比较", "compare a level with level ids"))
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
            self.terms.push(TermNode { text: expr.to_string(), node });
        }
    }

    pub(super) fn typed(&mut self, node: Node, value: Type) -> Lowered {
        Some(Typed { node: self.compiler.add(node), value })
    }

    /// Reports a problem at an offset of the expression.
    pub(super) fn report(&mut self, code: Code, at: usize, message: Message) -> Reported<'_> {
        let span = place(self.source, at);
        self.compiler.diagnostics.report(code, span, message)
    }
}

/// The span of the token at an offset of an expression; the whole expression where escapes stand in between.
pub(super) fn place(source: &Expression, at: usize) -> Option<Span> {
    let whole = source.source?;
    if !whole.direct {
        return Some(whole.span);
    }
    let length = token_at(&source.text, at).len();
    let start = whole.span.start + at as u32;
    Some(Span { file: whole.span.file, start, end: start + length as u32 })
}
