//! Comparisons: of numbers and dates, of options and texts with literals, and `in`.

use super::{Lower, Lowered};
use crate::diagnostic::Code;
use crate::message::Message;
use crate::names::{closest, fold};
use crate::pack::Space;
use crate::pack::item::{FactOption, FactType, Level, ResultType};
use crate::program::name::Found;
use crate::program::types::{Stage, Type, Typed};
use crate::program::{Comparison, Mask, Node, Real};
use crate::script::expr::{Binary, Expr, ExprKind};

impl Lower<'_, '_> {
    pub(super) fn comparison(&mut self, operator: Binary, left: &mut Expr, right: &mut Expr, at: usize) -> Lowered {
        let negated = operator == Binary::NotEqual;
        if matches!(operator, Binary::Equal | Binary::NotEqual) {
            let literal_left = matches!(left.kind, ExprKind::Text(_));
            if literal_left || matches!(right.kind, ExprKind::Text(_)) {
                let (side, literal) = if literal_left { (&mut *right, &mut *left) } else { (&mut *left, &mut *right) };
                let typed = self.one_of(side, std::slice::from_mut(literal))?;
                return if negated { self.typed(Node::Not(typed.node), Type::Truth) } else { Some(typed) };
            }
        }
        let (left_value, right_value) = (self.expr(left), self.expr(right));
        let (left_value, right_value) = (left_value?, right_value?);
        let ordered = matches!(left_value.value, Type::Number | Type::Date);
        if left_value.value != right_value.value && !self.same_options(left_value, right_value) {
            return self.mismatch(left_value, right_value, left, at);
        }
        let node = match (operator, left_value.value) {
            (Binary::Equal | Binary::NotEqual, Type::Truth) => Node::Same(left_value.node, right_value.node),
            (Binary::Equal | Binary::NotEqual, Type::Tags(_)) => return self.unordered(operator, left_value, at),
            (Binary::Equal | Binary::NotEqual, _) => {
                Node::Compare(Comparison::Equal, left_value.node, right_value.node)
            }
            _ if !ordered => return self.unordered(operator, left_value, at),
            (Binary::Less, _) => Node::Compare(Comparison::Less, left_value.node, right_value.node),
            (Binary::LessEqual, _) => Node::Compare(Comparison::LessEqual, left_value.node, right_value.node),
            (Binary::Greater, _) => Node::Compare(Comparison::Less, right_value.node, left_value.node),
            _ => Node::Compare(Comparison::LessEqual, right_value.node, left_value.node),
        };
        self.warn_never(&node, at);
        let typed = self.typed(node, Type::Truth)?;
        if negated { self.typed(Node::Not(typed.node), Type::Truth) } else { Some(typed) }
    }

    fn same_options(&self, left: Typed, right: Typed) -> bool {
        match (left.value, right.value) {
            (Type::Choice(left), Type::Choice(right)) => {
                self.compiler.items.facts[left].fact_type == self.compiler.items.facts[right].fact_type
            }
            _ => false,
        }
    }

    fn mismatch(&mut self, left: Typed, right: Typed, left_expr: &Expr, at: usize) -> Lowered {
        let (left_name, right_name) = (left.value.name(), right.value.name());
        let chained = left.value == Type::Truth && matches!(left_expr.kind, ExprKind::Binary(..));
        let report = self.report(
            Code::WrongType,
            at,
            Message::new(
                format!("{}不能与{}比较", left_name.zh, right_name.zh),
                format!("{} cannot be compared with {}", left_name.en, right_name.en),
            ),
        );
        if chained {
            report.help(Message::new(
                "连续比较请分开写：1 < x && x < 5",
                "write a chained comparison apart: 1 < x && x < 5",
            ));
        }
        None
    }

    fn unordered(&mut self, operator: Binary, side: Typed, at: usize) -> Lowered {
        let name = side.value.name();
        self.report(
            Code::WrongType,
            at,
            Message::new(
                format!("{}不能用 {} 比较", name.zh, operator.symbol()),
                format!("{} cannot be compared with {}", name.en, operator.symbol()),
            ),
        );
        None
    }

    /// Warns of `fact < constant` that the fact's range rules out.
    fn warn_never(&mut self, node: &Node, at: usize) {
        let Node::Compare(comparison, left, right) = *node else { return };
        let (Some((left_least, left_most)), Some((right_least, right_most))) =
            (self.compiler.span_of(left), self.compiler.span_of(right))
        else {
            return;
        };
        let never = match comparison {
            Comparison::Less => left_least >= right_most,
            Comparison::LessEqual => left_least > right_most,
            Comparison::Equal => left_least > right_most || left_most < right_least,
        };
        if never {
            self.report(
                Code::NeverHolds,
                at,
                Message::new("按取值范围，这个比较永远不成立", "within the fact's range this comparison never holds"),
            )
            .help(Message::new("检查数字、单位和 range", "check the number, the unit and the range"));
        }
    }

    pub(super) fn contained(&mut self, item: &mut Expr, container: &mut Expr, at: usize) -> Lowered {
        if let ExprKind::List(literals) = &mut container.kind {
            return self.one_of(item, literals);
        }
        let literal = match &item.kind {
            ExprKind::Text(text) => text.clone(),
            _ => {
                self.report(
                    Code::NotSupported,
                    at,
                    Message::new(
                        "in 的右边要写列表 […]，或左边写选项、右边写多选事实",
                        "`in` takes a list […] on its right, or an option on its left and tags on its right",
                    ),
                );
                return None;
            }
        };
        let tags = self.expr(container)?;
        let Type::Tags(fact) = tags.value else {
            let name = tags.value.name();
            self.report(
                Code::WrongType,
                container.at,
                Message::new(
                    format!("in 的右边要列表或多选，写的却是{}", name.zh),
                    format!("`in` takes a list or tags, not {}", name.en),
                ),
            );
            return None;
        };
        let option = self.option(fact, &literal, item.at)?;
        item.kind = ExprKind::Text(self.options(fact)[option].id.clone());
        self.typed(Node::HasTag(tags.node, Mask(1 << option)), Type::Truth)
    }

    /// `side == "a"`, `side in ["a", "b"]`, `side in [1, 2]`.
    fn one_of(&mut self, side: &mut Expr, literals: &mut [Expr]) -> Lowered {
        if let Some(levels) = self.level_side(side) {
            return self.level_in(side, levels?, literals);
        }
        let typed = self.expr(side)?;
        match typed.value {
            Type::Choice(fact) => {
                let mut codes = Vec::new();
                for literal in literals.iter_mut() {
                    let text = self.text(literal)?;
                    let option = self.option(fact, &text, literal.at)?;
                    literal.kind = ExprKind::Text(self.options(fact)[option].id.clone());
                    codes.push(Real(option as f64));
                }
                self.typed(Node::OneOf(typed.node, codes), Type::Truth)
            }
            Type::Text => {
                let texts = literals.iter().map(|literal| self.text(literal)).collect::<Option<Vec<_>>>()?;
                self.typed(Node::TextIs(typed.node, texts), Type::Truth)
            }
            Type::Number => {
                let mut numbers = Vec::new();
                for literal in literals.iter() {
                    match literal.kind {
                        ExprKind::Number(number) => numbers.push(Real(number)),
                        _ => {
                            self.report(
                                Code::WrongType,
                                literal.at,
                                Message::new("数字只能与数字比较", "a number compares with numbers"),
                            );
                            return None;
                        }
                    }
                }
                self.typed(Node::OneOf(typed.node, numbers), Type::Truth)
            }
            other => {
                let name = other.name();
                let report = self.report(
                    Code::WrongType,
                    side.at,
                    Message::new(format!("{}不能这样比较", name.zh), format!("{} cannot be compared so", name.en)),
                );
                if matches!(other, Type::Tags(_)) {
                    report.help(Message::new("多选写 \"选项\" in 标签", "for tags write \"option\" in tags"));
                } else if other == Type::Date {
                    report.help(Message::new("日期写 date(\"2022-01-01\")", "write a date as date(\"2022-01-01\")"));
                }
                None
            }
        }
    }

    fn text(&mut self, literal: &Expr) -> Lowered<String> {
        match &literal.kind {
            ExprKind::Text(text) => Some(text.clone()),
            _ => {
                self.report(
                    Code::WrongType,
                    literal.at,
                    Message::new("这里要写带引号的文字", "a quoted text is wanted here"),
                );
                None
            }
        }
    }

    fn options(&self, fact: usize) -> &[FactOption] {
        match &self.compiler.items.facts[fact].fact_type {
            FactType::Choice(options) | FactType::Tags(options) => options,
            _ => &[],
        }
    }

    /// The option of a fact that a literal means, in the layer of the expression.
    fn option(&mut self, fact: usize, literal: &str, at: usize) -> Lowered<usize> {
        let id = self.compiler.items.facts[fact].id.clone();
        let scope = self.compiler.names.scope(self.source.source.map(|source| source.layer));
        let named = scope.and_then(|scope| scope.options(&id, literal).first()).cloned();
        let found = self.options(fact).iter().position(|option| match &named {
            Some(named) => option.id == *named,
            None => option.id == literal || fold(&option.label) == fold(literal),
        });
        if found.is_none() {
            let label = self.compiler.items.facts[fact].label.clone();
            let options =
                self.options(fact).iter().map(|option| format!("\"{}\"", option.id)).collect::<Vec<_>>().join(", ");
            let near = closest(
                literal,
                self.options(fact).iter().flat_map(|option| [option.id.as_str(), option.label.as_str()]),
            )
            .map(str::to_owned);
            let (did_you_zh, did_you_en) = near.map_or_else(Default::default, |near| {
                (format!("是不是 \"{near}\"？"), format!("did you mean \"{near}\"? "))
            });
            self.report(
                Code::NotAnOption,
                at,
                Message::new(format!("“{label}”没有选项 \"{literal}\""), format!("`{id}` has no option \"{literal}\"")),
            )
            .help(Message::new(format!("{did_you_zh}可选：{options}"), format!("{did_you_en}options: {options}")));
        }
        found
    }

    /// Whether a side names levels: `level`, or a result of levels. `Some(None)`: it does, but cannot here.
    #[expect(clippy::option_option, reason = "not levels, levels in error, and levels are three cases")]
    fn level_side(&mut self, side: &mut Expr) -> Option<Option<Option<usize>>> {
        let layer = self.source.source.map(|source| source.layer);
        let name = match &side.kind {
            ExprKind::Name(name) if name == "level" || name == "风险等级" => {
                if !matches!(self.compiler.names.fact(layer, name, self.kinds), Found::None(_)) {
                    return None;
                }
                side.kind = ExprKind::Name("level".to_owned());
                if self.stage != Stage::Duty {
                    self.report(
                        Code::NotAvailableHere,
                        side.at,
                        Message::new("level 只能在 duty 的 when 里用", "`level` can be used in a duty's `when` only"),
                    );
                    return Some(None);
                }
                return Some(Some(None));
            }
            ExprKind::Member(base, name) if base == "result" || base == "结果" => name.clone(),
            ExprKind::Name(name) if matches!(self.compiler.names.fact(layer, name, self.kinds), Found::None(_)) => {
                name.clone()
            }
            _ => return None,
        };
        match self.compiler.names.other(layer, Space::Result, &name) {
            Found::One(index) if self.compiler.items.results[index].result_type == ResultType::Level => {
                side.kind = ExprKind::Member("result".to_owned(), self.compiler.items.results[index].id.clone());
                if !matches!(self.stage, Stage::Levels | Stage::Duty | Stage::Score) {
                    self.report(
                        Code::NotAvailableHere,
                        side.at,
                        Message::new("结果在这里还没有算出", "results are not computed yet here"),
                    );
                    return Some(None);
                }
                let source = self.source;
                Some(self.compiler.need_result(index, side.at, source).map(|()| Some(index)))
            }
            _ => None,
        }
    }

    fn level_in(&mut self, side: &Expr, result: Option<usize>, literals: &mut [Expr]) -> Lowered {
        let levels: &[Level] = match result {
            Some(index) => &self.compiler.items.results[index].levels,
            None => &self.compiler.items.levels,
        };
        let mut mask = 0;
        for literal in literals.iter_mut() {
            let text = self.text(literal)?;
            let Some(index) = levels.iter().position(|level| level.id == text || fold(&level.label) == fold(&text))
            else {
                let known = levels.iter().map(|level| format!("\"{}\"", level.id)).collect::<Vec<_>>().join(", ");
                self.report(
                    Code::NotAnOption,
                    literal.at,
                    Message::new(format!("没有等级 \"{text}\""), format!("there is no level \"{text}\"")),
                )
                .help(Message::new(format!("可用：{known}"), format!("there are: {known}")));
                return None;
            };
            literal.kind = ExprKind::Text(levels[index].id.clone());
            mask |= 1 << index;
        }
        let node = match result {
            Some(index) => Node::ResultLevelIs(index as u32, Mask(mask)),
            None => Node::LevelIs(Mask(mask)),
        };
        let typed = self.typed(node, Type::Truth)?;
        let kind = match literals {
            [literal] => ExprKind::Binary(Binary::Equal, side.clone().into(), literal.clone().into()),
            _ => {
                let list = Expr { kind: ExprKind::List(literals.to_vec()), at: side.at };
                ExprKind::Binary(Binary::In, side.clone().into(), list.into())
            }
        };
        self.term(&Expr { kind, at: side.at }, typed.node);
        Some(typed)
    }
}
