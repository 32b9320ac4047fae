//! Function calls.

use super::{Lower, Lowered};
use crate::Date;
use crate::diagnostic::Code;
use crate::message::Message;
use crate::names::{closest, fold};
use crate::pack::Space;
use crate::pack::item::{FactType, ScriptType};
use crate::program::builtin::{self, BUILTINS, Builtin};
use crate::program::name::Found;
use crate::program::types::{Type, Typed};
use crate::program::{Arithmetic, CheckTruth, Function, Node, NodeId, Real, Selector, Tally};
use crate::script::expr::{Expr, ExprKind};

impl Lower<'_, '_> {
    pub(super) fn call(&mut self, expr: &mut Expr) -> Lowered {
        let at = expr.at;
        let ExprKind::Call(name, arguments) = &mut expr.kind else { return None };
        let layer = self.source.source.map(|source| source.layer);
        if let Found::One(index) = self.compiler.names.other(layer, Space::Function, name) {
            *name = self.compiler.items.functions[index].id.clone();
            return self.script_call(index, arguments, at);
        }
        let Some(entry) = builtin::find(name) else {
            let own = self.compiler.items.functions.iter().map(|function| function.id.as_str());
            let near = closest(name, BUILTINS.iter().flat_map(|entry| [entry.name, entry.chinese]).chain(own))
                .map(str::to_owned);
            let name = name.clone();
            let report = self.report(
                Code::UnknownFunction,
                at,
                Message::new(format!("不认识的函数 {name}()"), format!("unknown function {name}()")),
            );
            match near {
                Some(near) => {
                    report.help(Message::new(format!("是不是 {near}()？"), format!("did you mean {near}()?")))
                }
                None => report.help(Message::new(
                    "自己的函数写进 functions.rhai，并用 [function.名称] 声明",
                    "put your own in functions.rhai and declare it with [function.ID]",
                )),
            };
            return None;
        };
        entry.name.clone_into(name);
        if arguments.len() < entry.least || arguments.len() > entry.most {
            let (least, most, found, name) = (entry.least, entry.most, arguments.len(), entry.name);
            let wanted = if least == most { least.to_string() } else { format!("{least}–{most}") };
            self.report(
                Code::WrongArguments,
                at,
                Message::new(
                    format!("{name}() 要 {wanted} 个参数，写了 {found} 个"),
                    format!("{name}() takes {wanted} arguments, not {found}"),
                ),
            );
            return None;
        }
        match entry.builtin {
            Builtin::Tally(tally, truth) => self.tally(expr, tally, truth),
            other => self.function(other, arguments, at),
        }
    }

    fn function(&mut self, builtin: Builtin, arguments: &mut [Expr], at: usize) -> Lowered {
        match (builtin, arguments) {
            (Builtin::Extreme(kind), arguments) => self.extreme(kind, arguments),
            (Builtin::Number(function), [operand]) => {
                let node = self.of(operand, Type::Number)?;
                self.typed(Node::Function(function, node), Type::Number)
            }
            (Builtin::Round, arguments) => self.round(arguments),
            (Builtin::Clamp, arguments) => {
                let nodes = self.numbers(arguments)?;
                let [value, least, most] = nodes.as_slice() else { return None };
                let raised = self.compiler.add(Node::Arithmetic(Arithmetic::Most, *value, *least));
                self.typed(Node::Arithmetic(Arithmetic::Least, raised, *most), Type::Number)
            }
            (Builtin::Power, arguments) => {
                let nodes = self.numbers(arguments)?;
                let [base, exponent] = nodes.as_slice() else { return None };
                self.typed(Node::Arithmetic(Arithmetic::Power, *base, *exponent), Type::Number)
            }
            (Builtin::Count, arguments) => {
                let nodes = self.truths(arguments)?;
                self.typed(Node::Count(nodes), Type::Number)
            }
            (Builtin::Date, [literal]) => {
                let text = self.literal(literal)?;
                match text.parse::<Date>() {
                    Ok(date) => {
                        literal.kind = ExprKind::Text(date.to_string());
                        let node = self.compiler.number(date.day_number(), self.bounded);
                        Some(Typed { node, value: Type::Date })
                    }
                    Err(_) => {
                        self.report(
                            Code::BadLiteral,
                            literal.at,
                            Message::new(
                                format!("没有这一天：\"{text}\""),
                                format!("there is no such day: \"{text}\""),
                            ),
                        )
                        .help(Message::new("写成 2022-08-03", "write it as 2022-08-03"));
                        None
                    }
                }
            }
            (Builtin::Between(kind), [from, to]) => {
                let (from, to) = (self.of(from, Type::Date), self.of(to, Type::Date));
                self.typed(Node::Arithmetic(kind, from?, to?), Type::Number)
            }
            (Builtin::AddTime(kind), [date, number]) => {
                let (date, number) = (self.of(date, Type::Date), self.of(number, Type::Number));
                self.typed(Node::Arithmetic(kind, date?, number?), Type::Date)
            }
            (Builtin::DatePart(function), [date]) => {
                let node = self.of(date, Type::Date)?;
                self.typed(Node::Function(function, node), Type::Number)
            }
            (Builtin::StartsWith | Builtin::Contains, [text, literal]) => {
                let node = self.of(text, Type::Text)?;
                let literal = self.literal(literal)?;
                let node = if builtin == Builtin::Contains {
                    Node::TextContains(node, literal)
                } else {
                    Node::TextStarts(node, literal)
                };
                self.typed(node, Type::Truth)
            }
            (Builtin::Size, [tags]) => self.size(tags),
            (Builtin::Kind, [name]) => self.kind(name),
            (Builtin::Region, [path]) => {
                let path = self.literal(path)?;
                let folded = path
                    .split(['/', '／', '>'])
                    .map(fold)
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("/");
                self.typed(Node::Region(folded), Type::Truth)
            }
            (Builtin::During, [name]) => self.during(name),
            (Builtin::Known, [operand]) => self.known(operand, at),
            _ => None,
        }
    }

    fn numbers(&mut self, arguments: &mut [Expr]) -> Lowered<Vec<NodeId>> {
        let nodes: Vec<Lowered<NodeId>> =
            arguments.iter_mut().map(|argument| self.of(argument, Type::Number)).collect();
        nodes.into_iter().collect()
    }

    fn extreme(&mut self, kind: Arithmetic, arguments: &mut [Expr]) -> Lowered {
        let lowered: Vec<Lowered> = arguments.iter_mut().map(|argument| self.expr(argument)).collect();
        let lowered = lowered.into_iter().collect::<Option<Vec<Typed>>>()?;
        let mut result = *lowered.first()?;
        if !matches!(result.value, Type::Number | Type::Date) {
            let wanted = result.value.name();
            self.report(
                Code::WrongType,
                arguments[0].at,
                Message::new(
                    format!("这里要数字或日期，写的却是{}", wanted.zh),
                    format!("a number or a date is wanted here, not {}", wanted.en),
                ),
            );
            return None;
        }
        for (next, argument) in lowered.iter().zip(arguments.iter()).skip(1) {
            self.same_type(result, *next, argument.at)?;
            result = self.typed(Node::Arithmetic(kind, result.node, next.node), result.value)?;
        }
        Some(result)
    }

    fn round(&mut self, arguments: &mut [Expr]) -> Lowered {
        let decimals = match arguments.get(1).map(|argument| (&argument.kind, argument.at)) {
            None => 0,
            Some((ExprKind::Number(number), _)) if (0.0..=6.0).contains(number) && number.fract() == 0.0 => {
                *number as u32
            }
            Some((_, at)) => {
                self.report(
                    Code::BadLiteral,
                    at,
                    Message::new("小数位数要写 0 到 6 的整数", "the decimals must be a whole number from 0 to 6"),
                );
                return None;
            }
        };
        let node = self.of(arguments.first_mut()?, Type::Number)?;
        self.typed(Node::Function(Function::Round(decimals), node), Type::Number)
    }

    fn size(&mut self, tags: &mut Expr) -> Lowered {
        let typed = self.expr(tags)?;
        let Type::Tags(fact) = typed.value else {
            self.report(Code::WrongType, tags.at, Message::new("size() 只用于多选", "size() is for tags only"));
            return None;
        };
        let FactType::Tags(options) = &self.compiler.items.facts[fact].fact_type else { return None };
        let most = options.len() as f64;
        let count = self.compiler.add(Node::TagCount(typed.node));
        if self.bounded {
            self.typed(Node::Widen(count, Real(0.0), Real(most)), Type::Number)
        } else {
            Some(Typed { node: count, value: Type::Number })
        }
    }

    fn kind(&mut self, name: &mut Expr) -> Lowered {
        let text = self.literal(name)?;
        let layer = self.source.source.map(|source| source.layer);
        match self.compiler.names.other(layer, Space::Kind, &text) {
            Found::One(index) => {
                name.kind = ExprKind::Text(self.compiler.items.kinds[index].id.clone());
                self.typed(Node::Kind(index as u16), Type::Truth)
            }
            other => {
                self.not_found(other, name.at, &text);
                None
            }
        }
    }

    fn during(&mut self, name: &mut Expr) -> Lowered {
        let text = self.literal(name)?;
        let layer = self.source.source.map(|source| source.layer);
        match self.compiler.names.other(layer, Space::Window, &text) {
            Found::One(index) => {
                let items = self.compiler.items;
                let windows = items.windows.iter().map(|window| &window.id);
                let id = windows.chain(items.campaigns.iter().map(|campaign| &campaign.id)).nth(index)?;
                name.kind = ExprKind::Text(id.clone());
                self.typed(Node::During(index as u32), Type::Truth)
            }
            other => {
                self.not_found(other, name.at, &text);
                None
            }
        }
    }

    fn known(&mut self, operand: &mut Expr, at: usize) -> Lowered {
        let layer = self.source.source.map(|source| source.layer);
        if let ExprKind::Name(name) | ExprKind::Text(name) = &operand.kind {
            let is_fact = !matches!(self.compiler.names.fact(layer, name, self.kinds), Found::None(_));
            if self.stage.after_checks()
                && !is_fact
                && let Found::One(selector) = self.compiler.names.counted(layer, name)
            {
                operand.kind = ExprKind::Name(self.compiler.selector_id(selector).to_owned());
                return match selector {
                    Selector::Check(check) => self.typed(Node::Check(CheckTruth::Decided, check), Type::Truth),
                    _ => self.typed(Node::Tally(Tally::Decided, selector), Type::Number),
                };
            }
        }
        let text = format!("known({operand})");
        let node = self.known_of(operand, &text, at)?;
        Some(Typed { node, value: Type::Truth })
    }

    fn tally(&mut self, expr: &mut Expr, tally: Tally, truth: Option<CheckTruth>) -> Lowered {
        let at = expr.at;
        if !self.stage.after_checks() {
            self.report(Code::NotAvailableHere, at, Message::new("检查结论在这里还没有得出，不能统计", "checks are not decided yet here"))
                .help(Message::new("failed、applies、points 等用在 [score]、[result]、[[level]]、[[adjust]] 和 duty 的 when 里", "failed, applies, points and the like belong in [score], [result], [[level]], [[adjust]] and a duty's `when`"));
            return None;
        }
        let ExprKind::Call(function, arguments) = &mut expr.kind else { return None };
        let layer = self.source.source.map(|source| source.layer);
        let selector = match arguments.first_mut() {
            None => Selector::All,
            Some(argument) => {
                let (ExprKind::Name(name) | ExprKind::Text(name)) = &argument.kind else {
                    let at = argument.at;
                    self.report(
                        Code::WrongType,
                        at,
                        Message::new(
                            "这里要写检查项、分项或组的编号",
                            "the id of a check, section or group is wanted here",
                        ),
                    );
                    return None;
                };
                match self.compiler.names.counted(layer, name) {
                    Found::One(selector) => selector,
                    other => {
                        let (name, at) = (name.clone(), argument.at);
                        self.not_found(other, at, &name);
                        return None;
                    }
                }
            }
        };
        let function = function.clone();
        expr.kind = match selector {
            Selector::All if arguments.is_empty() => ExprKind::Call(function, Vec::new()),
            _ => ExprKind::Member(function, self.compiler.selector_id(selector).to_owned()),
        };
        let typed = match (selector, truth) {
            (Selector::Check(check), Some(truth)) => self.typed(Node::Check(truth, check), Type::Truth)?,
            _ => self.typed(Node::Tally(tally, selector), Type::Number)?,
        };
        self.term(expr, typed.node);
        Some(typed)
    }

    fn script_call(&mut self, index: usize, arguments: &mut [Expr], at: usize) -> Lowered {
        let function = &self.compiler.items.functions[index];
        if arguments.len() != function.params.len() {
            let (name, wanted, found) = (function.id.clone(), function.params.len(), arguments.len());
            self.report(
                Code::WrongArguments,
                at,
                Message::new(
                    format!("{name}() 要 {wanted} 个参数，写了 {found} 个"),
                    format!("{name}() takes {wanted} arguments, not {found}"),
                ),
            );
            return None;
        }
        let wanted = function.params.iter().map(|param| script_type(*param));
        let nodes: Vec<Lowered<NodeId>> =
            arguments.iter_mut().zip(wanted).map(|(argument, wanted)| self.script_argument(argument, wanted)).collect();
        let nodes = nodes.into_iter().collect::<Option<Vec<_>>>()?;
        let call = self.compiler.add(Node::Call(index as u32, nodes));
        let value = script_type(function.returns);
        if self.bounded && value == Type::Number {
            let (least, most) =
                (function.range.min.unwrap_or(f64::NEG_INFINITY), function.range.max.unwrap_or(f64::INFINITY));
            return self.typed(Node::Widen(call, Real(least), Real(most)), value);
        }
        Some(Typed { node: call, value })
    }

    /// A choice fact may stand where a script wants a text: it sees the option's id.
    fn script_argument(&mut self, argument: &mut Expr, wanted: Type) -> Lowered<NodeId> {
        if wanted != Type::Text {
            return self.of(argument, wanted);
        }
        let typed = self.expr(argument)?;
        let is_fact = matches!(self.compiler.node(typed.node), Node::Input(_));
        if typed.value == Type::Text || (is_fact && matches!(typed.value, Type::Choice(_))) {
            return Some(typed.node);
        }
        let name = typed.value.name();
        self.report(
            Code::WrongType,
            argument.at,
            Message::new(format!("这里要文字，写的却是{}", name.zh), format!("a text is wanted here, not {}", name.en)),
        );
        None
    }

    /// A quoted text, or a bare name standing for itself.
    fn literal(&mut self, expr: &Expr) -> Lowered<String> {
        match &expr.kind {
            ExprKind::Text(text) => Some(text.clone()),
            _ => {
                self.report(
                    Code::WrongType,
                    expr.at,
                    Message::new("这里要写带引号的文字", "a quoted text is wanted here"),
                );
                None
            }
        }
    }
}

fn script_type(script: ScriptType) -> Type {
    match script {
        ScriptType::Bool => Type::Truth,
        ScriptType::Number => Type::Number,
        ScriptType::Text => Type::Text,
        ScriptType::Date => Type::Date,
    }
}
