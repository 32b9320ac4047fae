//! What can be said of a program before any place is seen: bounds of points, unreachable levels, unused facts, maxima.
//!
//! It runs the program once over a row of which nothing is known: what comes out certain there is certain everywhere.

use super::lower::place;
use super::{CheckProgram, LevelsProgram, Node, Program, Real, Verdict};
use crate::Date;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::eval::{Context, Plan, Rows, Run};
use crate::message::Message;
use crate::number::print;
use crate::pack::item::{Check, CheckRule, Items, Level, Points};
use crate::table::Inputs;

/// Fills in the bounds of points, and reports what is wrong or odd.
pub fn review(program: &mut Program, items: &Items, inputs: &Inputs, diagnostics: &mut Diagnostics) {
    let plan = Plan::everything(context(program, inputs));
    let bounds = {
        let run = run(program, inputs, &plan);
        let ends = program.checks.iter().map(|check| run.value(check.points.node).bounds(0));
        ends.collect::<Vec<_>>()
    };
    for ((check, item), (least, most)) in program.checks.iter_mut().zip(&items.checks).zip(bounds) {
        if least.is_finite() && most.is_finite() {
            (check.least, check.most) = (Real(least), Real(most));
        } else {
            unbounded(points_span(item), &item.id, diagnostics);
        }
    }
    if diagnostics.has_errors() {
        return;
    }
    // The plan holds for this run too: points that are the same everywhere lie within their bounds as it is.
    let run = run(program, inputs, &plan);
    let (least, most) = run.value(program.score.root.node).bounds(0);
    if !least.is_finite() || !most.is_finite() {
        unbounded(items.score.value.as_ref().and_then(|value| place(value, 0)), "score", diagnostics);
    }
    if let Some(levels) = &program.levels {
        unreachable(&run, levels, &items.levels, diagnostics);
    }
    for (result, item) in program.results.iter().zip(&items.results) {
        if let Some(levels) = &result.levels {
            unreachable(&run, levels, &item.levels, diagnostics);
        }
    }
    constant_checks(&run, program, items, diagnostics);
    unused_facts(program, items, diagnostics);
    maxima(program, items, diagnostics);
}

fn context<'a>(program: &'a Program, inputs: &'a Inputs) -> Context<'a> {
    // No rule sees the date in this run.
    Context { program, inputs, scripts: None, as_of: Date::EPOCH }
}

fn run<'a>(program: &'a Program, inputs: &'a Inputs, plan: &'a Plan) -> Run<'a> {
    Run::whole(context(program, inputs), Rows::Anything, plan, 1)
}

fn points_span(check: &Check) -> Option<Span> {
    match &check.points {
        Points::Expression(expression) => place(expression, 0),
        _ => check.span,
    }
}

fn unbounded(span: Option<Span>, id: &str, diagnostics: &mut Diagnostics) {
    diagnostics
        .report(
            Code::Unbounded,
            span,
            Message::new(
                format!("信息不全时，{id} 的分值没有上下限"),
                format!("while facts are unknown, {id} has no bounds"),
            ),
        )
        .help(Message::new(
            "给用到的数字事实写 range = { min = …, max = … }，或用 clamp(x, 最小, 最大)",
            "give the number facts it reads a range, or use clamp(x, least, most)",
        ));
}

fn unreachable(run: &Run<'_>, program: &LevelsProgram, levels: &[Level], diagnostics: &mut Diagnostics) {
    let mut settled: Option<&Level> = None;
    for (when, level) in program.whens.iter().zip(levels) {
        let truth = when.as_ref().map(|root| run.value(root.node).truth(0));
        // An adjust may still lead there.
        let adjusted = program
            .adjusts
            .iter()
            .any(|adjust| adjust.to.is_none_or(|to| levels.get(to as usize).is_some_and(|to| to.id == level.id)));
        let span = level.when.as_ref().and_then(|when| place(when, 0)).or(level.span);
        match (settled, truth) {
            _ if adjusted => {}
            (Some(earlier), _) => {
                diagnostics.report(
                    Code::UnreachableLevel,
                    span,
                    Message::new(
                        format!("永远到不了“{}”：前面的“{}”总是成立", level.label, earlier.label),
                        format!("`{}` is never reached: `{}` before it always holds", level.id, earlier.id),
                    ),
                );
            }
            (None, Some(Some(false))) => {
                diagnostics.report(
                    Code::UnreachableLevel,
                    span,
                    Message::new(
                        format!("“{}”的条件永远不成立", level.label),
                        format!("the condition of `{}` never holds", level.id),
                    ),
                );
            }
            _ => {}
        }
        if truth == Some(Some(true)) {
            settled = settled.or(Some(level));
        }
    }
}

fn constant_checks(run: &Run<'_>, program: &Program, items: &Items, diagnostics: &mut Diagnostics) {
    for (check, item) in program.checks.iter().zip(&items.checks) {
        let (Verdict::Rule(root), CheckRule::Derived { fails_if }) = (&check.verdict, &item.rule) else { continue };
        let Some(truth) = run.value(root.node).truth(0) else { continue };
        let (zh, en) =
            if truth { ("总是不符合", "always fails") } else { ("永远不会不符合", "never fails") };
        diagnostics.report(
            Code::ConstantCheck,
            place(fails_if, 0),
            Message::new(
                format!("不论事实如何，“{}”{zh}", item.title),
                format!("whatever the facts, `{}` {en}", item.id),
            ),
        );
    }
}

fn unused_facts(program: &Program, items: &Items, diagnostics: &mut Diagnostics) {
    let mut used = vec![false; items.facts.len()];
    for node in &program.nodes {
        if let Node::Input(input) = node
            && let Some(used) = used.get_mut(*input as usize)
        {
            *used = true;
        }
    }
    for (fact, used) in items.facts.iter().zip(used) {
        if !used {
            diagnostics
                .report(
                    Code::UnusedFact,
                    fact.span,
                    Message::new(format!("没有规则用到“{}”", fact.label), format!("no rule reads `{}`", fact.id)),
                )
                .help(Message::new("删掉它，或写一条用到它的检查项", "drop it, or write a check that reads it"));
        }
    }
}

/// Declared maxima against the sum of the most points, for each kind that has checks there.
fn maxima(program: &Program, items: &Items, diagnostics: &mut Diagnostics) {
    for (index, section) in items.sections.iter().enumerate() {
        if let Some(max) = section.max {
            let belongs = |check: &CheckProgram| check.section == Some(index as u32);
            maximum(program, items, &section.id, max, section.span, &belongs, diagnostics);
        }
    }
    if let Some(max) = items.score.max {
        maximum(program, items, "score", max, items.score.span, &|_| true, diagnostics);
    }
}

fn maximum(
    program: &Program,
    items: &Items,
    id: &str,
    max: f64,
    span: Option<Span>,
    belongs: &dyn Fn(&CheckProgram) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let date = items.info.effective.from.or(items.info.effective.to);
    let counts = |check: &&CheckProgram| {
        belongs(check) && check.campaign.is_none() && date.is_none_or(|date| check.effective.contains(date))
    };
    for (kind, item) in items.kinds.iter().enumerate() {
        let of_kind = || {
            program.checks.iter().filter(counts).filter(|check| check.kinds.is_empty() || check.kinds.contains(&kind))
        };
        let sum: f64 = of_kind().map(|check| check.most.0).sum();
        if of_kind().next().is_some() && (sum - max).abs() > 1e-9 {
            let (sum, max) = (print(sum), print(max));
            diagnostics.report(
                Code::MaximumMissed,
                span,
                Message::new(
                    format!("“{}”在 {id} 的分值合计 {sum}，声明的满分是 {max}", item.label),
                    format!("the points of {} in {id} add up to {sum}, not the declared {max}", item.id),
                ),
            );
        }
    }
}
