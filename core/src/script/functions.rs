//! Script functions: compiled once, run in a sandbox that sees its arguments only and stops at its limits.

use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use crate::number::print;
use crate::pack::item::{Function, Items, ScriptType};
use rhai::{AST, Dynamic, Engine, EvalAltResult, FLOAT, INT, Scope};
use std::sync::LazyLock;

/// The most operations of one call.
pub const MAX_OPERATIONS: u64 = 100_000;

/// How deep calls may nest.
pub const MAX_CALL_DEPTH: usize = 16;

/// The longest text, in bytes.
pub const MAX_TEXT: usize = 4_096;

/// The longest list.
pub const MAX_LIST: usize = 1_000;

/// The largest map.
pub const MAX_MAP: usize = 100;

/// The longest script file, in bytes.
pub const MAX_SCRIPT: usize = 256 * 1024;

/// An argument or value of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text, an option's id, or a date as text.
    Text(String),
}

/// Why a call gave no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFailure {
    /// `R001` not finite, `R003` stopped by a limit, `R004` an error of its own.
    pub code: &'static str,
    /// What happened.
    pub message: Message,
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = super::raw_engine();
    engine.set_fast_operators(false);
    engine.set_strict_variables(true);
    engine.set_max_operations(MAX_OPERATIONS);
    engine.set_max_call_levels(MAX_CALL_DEPTH);
    engine.set_max_expr_depths(64, 32);
    engine.set_max_string_size(MAX_TEXT);
    engine.set_max_array_size(MAX_LIST);
    engine.set_max_map_size(MAX_MAP);
    engine.set_max_variables(64);
    engine.set_max_functions(256);
    for symbol in ["eval", "print", "debug", "Fn", "call", "curry", "is_shared"] {
        engine.disable_symbol(symbol);
    }
    operators(&mut engine);
    functions(&mut engine);
    engine
});

/// Numbers are f64 throughout, as in expressions: division is real, and comparison exact.
fn operators(engine: &mut Engine) {
    macro_rules! numeric {
        ($symbol:literal, $operation:expr) => {
            engine.register_fn($symbol, |a: FLOAT, b: FLOAT| $operation(a, b));
            engine.register_fn($symbol, |a: INT, b: FLOAT| $operation(a as FLOAT, b));
            engine.register_fn($symbol, |a: FLOAT, b: INT| $operation(a, b as FLOAT));
            engine.register_fn($symbol, |a: INT, b: INT| $operation(a as FLOAT, b as FLOAT));
        };
    }
    numeric!("+", |a: FLOAT, b: FLOAT| a + b);
    numeric!("-", |a: FLOAT, b: FLOAT| a - b);
    numeric!("*", |a: FLOAT, b: FLOAT| a * b);
    numeric!("/", |a: FLOAT, b: FLOAT| a / b);
    numeric!("%", |a: FLOAT, b: FLOAT| a % b);
    numeric!("==", |a: FLOAT, b: FLOAT| a == b);
    numeric!("!=", |a: FLOAT, b: FLOAT| a != b);
    numeric!("<", |a: FLOAT, b: FLOAT| a < b);
    numeric!("<=", |a: FLOAT, b: FLOAT| a <= b);
    numeric!(">", |a: FLOAT, b: FLOAT| a > b);
    numeric!(">=", |a: FLOAT, b: FLOAT| a >= b);
    numeric!("min", |a: FLOAT, b: FLOAT| if b < a { b } else { a });
    numeric!("max", |a: FLOAT, b: FLOAT| if b > a { b } else { a });
    numeric!("pow", libm::pow);
    engine.register_fn("-", |a: FLOAT| -a);
    engine.register_fn("-", |a: INT| -(a as FLOAT));
    engine.register_fn("!", |a: bool| !a);
    engine.register_fn("==", |a: bool, b: bool| a == b);
    engine.register_fn("!=", |a: bool, b: bool| a != b);
    engine.register_fn("==", |a: &str, b: &str| a == b);
    engine.register_fn("!=", |a: &str, b: &str| a != b);
    engine.register_fn("<", |a: &str, b: &str| a < b);
    engine.register_fn(">", |a: &str, b: &str| a > b);
    engine.register_fn("+", |a: &str, b: &str| format!("{a}{b}"));
}

fn functions(engine: &mut Engine) {
    engine.register_fn("abs", |a: FLOAT| a.abs());
    engine.register_fn("floor", |a: FLOAT| a.floor());
    engine.register_fn("ceil", |a: FLOAT| a.ceil());
    engine.register_fn("round", |a: FLOAT| crate::number::round(a, 0));
    engine.register_fn("round", |a: FLOAT, decimals: INT| crate::number::round(a, decimals.clamp(0, 6) as u32));
    engine.register_fn("sqrt", |a: FLOAT| a.sqrt());
    engine.register_fn("len", |list: &mut rhai::Array| list.len() as INT);
    engine.register_fn("len", |text: &str| text.chars().count() as INT);
    engine.register_fn("push", |list: &mut rhai::Array, item: Dynamic| list.push(item));
    engine.register_fn("contains", |text: &str, part: &str| text.contains(part));
    engine.register_fn("starts_with", |text: &str, part: &str| text.starts_with(part));
    engine.register_iterator::<rhai::Array>();
    engine.register_iterator::<std::ops::Range<INT>>();
    engine.register_iterator::<std::ops::RangeInclusive<INT>>();
    engine.register_fn("..", |from: INT, to: INT| from..to);
    engine.register_fn("..=", |from: INT, to: INT| from..=to);
}

/// The scripts of a pack, ready to run.
#[derive(Debug)]
pub struct Scripts {
    ast: AST,
    functions: Vec<Function>,
}

impl Scripts {
    /// Compiles scripts that [`review`] found right.
    pub fn new(scripts: &[(String, String)], functions: &[Function]) -> Self {
        let mut ast = AST::empty();
        for (_, text) in scripts {
            if let Ok(more) = ENGINE.compile(text) {
                ast.combine(more.clone_functions_only());
            }
        }
        Self { ast, functions: functions.to_vec() }
    }

    /// Whether a function gives a truth, and not a number.
    pub fn returns_truth(&self, function: usize) -> bool {
        self.functions.get(function).is_none_or(|function| function.returns == ScriptType::Bool)
    }

    /// Calls a function, by its index in the pack.
    pub fn call(&self, function: usize, arguments: &[Argument]) -> Result<Argument, CallFailure> {
        let function =
            self.functions.get(function).ok_or_else(|| failure("R004", "没有这个函数", "there is no such function"))?;
        let arguments: Vec<Dynamic> = arguments
            .iter()
            .map(|argument| match argument {
                Argument::Bool(truth) => Dynamic::from_bool(*truth),
                Argument::Number(number) => Dynamic::from_float(*number),
                Argument::Text(text) => text.clone().into(),
            })
            .collect();
        let options = rhai::CallFnOptions::new().eval_ast(false).rewind_scope(true);
        let value = ENGINE
            .call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &self.ast, &function.id, arguments)
            .map_err(|error| explain(&function.id, &error))?;
        returned(function, &value)
    }
}

fn returned(function: &Function, value: &Dynamic) -> Result<Argument, CallFailure> {
    let found = match function.returns {
        ScriptType::Bool => value.as_bool().ok().map(Argument::Bool),
        _ => value.as_float().ok().or_else(|| value.as_int().ok().map(|number| number as f64)).map(Argument::Number),
    };
    match found {
        Some(Argument::Number(number)) if !number.is_finite() => Err(failure(
            "R001",
            &format!("{}() 的结果不是有限的数", function.id),
            &format!("{}() gave a number that is not finite", function.id),
        )),
        Some(Argument::Number(number))
            if function.range.min.is_some_and(|min| number < min)
                || function.range.max.is_some_and(|max| number > max) =>
        {
            let number = print(number);
            Err(failure(
                "R004",
                &format!("{}() 的结果 {number} 超出声明的范围", function.id),
                &format!("{}() gave {number}, outside its declared range", function.id),
            ))
        }
        Some(found) => Ok(found),
        None => Err(failure(
            "R004",
            &format!("{}() 的结果类型与声明不符（{}）", function.id, value.type_name()),
            &format!("{}() gave {}, not what it declares", function.id, value.type_name()),
        )),
    }
}

fn failure(code: &'static str, zh: &str, en: &str) -> CallFailure {
    CallFailure { code, message: Message::new(zh, en) }
}

fn explain(function: &str, error: &EvalAltResult) -> CallFailure {
    let limit = |what_zh: &str, what_en: &str| {
        failure(
            "R003",
            &format!("{function}() 超过限制：{what_zh}，已停止"),
            &format!("{function}() was stopped: {what_en}"),
        )
    };
    match error.unwrap_inner() {
        EvalAltResult::ErrorTooManyOperations(_) => {
            limit(&format!("超过 {MAX_OPERATIONS} 步"), &format!("more than {MAX_OPERATIONS} operations"))
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            limit(&format!("调用超过 {MAX_CALL_DEPTH} 层"), &format!("calls nested deeper than {MAX_CALL_DEPTH}"))
        }
        EvalAltResult::ErrorDataTooLarge(what, _) => limit(&format!("{what}太大"), &format!("{what} too large")),
        EvalAltResult::ErrorTooManyVariables(_) => limit("变量太多", "too many variables"),
        other => failure("R004", &format!("{function}() 出错：{other}"), &format!("{function}() failed: {other}")),
    }
}

/// Compares declarations with scripts; problems are diagnostics.
pub fn review(items: &Items, files: &[u32], diagnostics: &mut Diagnostics) {
    let mut defined: Vec<(String, usize)> = Vec::new();
    for (index, (name, text)) in items.scripts.iter().enumerate() {
        let file = files.get(index).copied();
        if text.len() > MAX_SCRIPT {
            let span = file.map(|file| Span { file, start: 0, end: 0 });
            diagnostics.report(
                Code::TooLarge,
                span,
                Message::new(
                    format!("{name} 超过 {MAX_SCRIPT} 字节"),
                    format!("{name} is larger than {MAX_SCRIPT} bytes"),
                ),
            );
            continue;
        }
        match ENGINE.compile(text) {
            Ok(ast) => {
                defined.extend(ast.iter_functions().map(|function| (function.name.to_owned(), function.params.len())))
            }
            Err(error) => {
                let span = file.map(|file| {
                    let start =
                        offset(text, error.position().line().unwrap_or(1), error.position().position().unwrap_or(1));
                    Span { file, start, end: start + 1 }
                });
                diagnostics.report(
                    Code::BadFunction,
                    span,
                    Message::new(
                        format!("脚本写法有误：{}", error.err_type()),
                        format!("a mistake in the script: {}", error.err_type()),
                    ),
                );
            }
        }
    }
    for function in &items.functions {
        let arities: Vec<usize> =
            defined.iter().filter(|(name, _)| *name == function.id).map(|(_, arity)| *arity).collect();
        if arities.contains(&function.params.len()) {
            continue;
        }
        let (id, wanted) = (&function.id, function.params.len());
        let message = match arities.first() {
            None => Message::new(format!("functions.rhai 里没有 fn {id}"), format!("functions.rhai has no fn {id}")),
            Some(found) => Message::new(
                format!("{id} 声明了 {wanted} 个参数，脚本里是 {found} 个"),
                format!("{id} declares {wanted} parameters, the script has {found}"),
            ),
        };
        diagnostics.report(Code::BadFunction, function.span, message).help(Message::new(
            format!("写成 fn {id}(…) {{ … }}，参数与 params 一致"),
            format!("write fn {id}(…) {{ … }} with the declared parameters"),
        ));
    }
}

fn offset(text: &str, line: usize, column: usize) -> u32 {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    let within: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    (start + within) as u32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn call(body: &str, arguments: &[Argument]) -> Result<Argument, CallFailure> {
        let function = Function {
            id: "f".to_owned(),
            label: "f".to_owned(),
            params: arguments.iter().map(|_| ScriptType::Number).collect(),
            returns: ScriptType::Number,
            range: Default::default(),
            span: None,
            provenance: Vec::new(),
        };
        Scripts::new(&[("f".to_owned(), body.to_owned())], &[function]).call(0, arguments)
    }

    #[test]
    fn computes_in_f64() {
        assert_eq!(call("fn f(a) { a / 2 }", &[Argument::Number(3.0)]), Ok(Argument::Number(1.5)));
        assert_eq!(call("fn f() { 1 / 2 }", &[]), Ok(Argument::Number(0.5)));
        assert_eq!(
            call("fn f(a) { if a >= 80 { 1 } else { 0 } }", &[Argument::Number(79.99999999999999)]),
            Ok(Argument::Number(0.0))
        );
        assert_eq!(
            call("fn f(a) { let sum = 0; for i in 0..4 { sum += i * a; } sum }", &[Argument::Number(2.0)]),
            Ok(Argument::Number(12.0))
        );
    }

    #[test]
    fn stops_at_its_limits() {
        for bomb in [
            "fn f() { loop {} }",
            "fn f() { f() }",
            "fn f() { let s = \"ab\"; loop { s += s; } }",
            "fn f() { let a = []; loop { a.push(1); } }",
            "fn f() { let a = [0]; loop { a = [a, a]; } }",
        ] {
            assert_eq!(call(bomb, &[]).unwrap_err().code, "R003", "{bomb}");
        }
    }

    #[test]
    fn sees_nothing_but_its_arguments() {
        for text in
            ["fn f() { eval(\"1\") }", "fn f() { x }", "fn f() { timestamp() }", "fn f() { 1 / 0 }", "fn f() { \"a\" }"]
        {
            assert!(call(text, &[]).is_err(), "{text}");
        }
    }
}
