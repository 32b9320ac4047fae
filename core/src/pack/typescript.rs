//! TypeScript types of what a pack asks, for portals that write their places by hand: a mistyped fact is then found by
//! the compiler. Only text is made here; what the facts mean is elsewhere.

use super::item::{Check, CheckRule, Fact, FactOption, FactType, Items, Kind, Range};
use crate::number::print;
use std::fmt::Write;

const HEAD: &str = "\
/** 不涉及：这个场所没有这回事 / There is no such thing at the place. */
export type NotApplicable = \"/\";

/** 不知道就写 null，或者不写 / What nobody knows is null, or left out. */
export type Known<Value> = Value | NotApplicable | null | undefined;

/** 符合、不符合、不适用；没查就不写 / Left out: nobody looked. */
export type Answer = \"passes\" | \"fails\" | \"not_applicable\" | null | undefined;
";

/// The text of a `.d.ts` file: for each kind an interface of its facts and one of its answers to observed checks, named
/// after the kind's id (`RestaurantFacts`, `RestaurantAnswers`), and two maps of them by that id. They are the parameters
/// of `Place` in the npm package `paicha`.
///
/// ```
/// # #[cfg(feature = "script")] {
/// # use paicha::pack::{Files, Pack};
/// # let pack = "[pack]\nformat = 1\nid = 'p'\ntitle = '试'\nversion = '1'\n[kind.shop]\nlabel = '门店'\n[fact.gas]\nlabel = '使用燃气'\ntype = 'bool'\n[[check]]\nid = 'c'\ntitle = '不用燃气'\nfails_if = 'gas'";
/// # let files = Files([("p/pack.toml".to_owned(), pack.into())].into());
/// let pack = Pack::load(&files, "p")?;
/// let text = paicha::pack::typescript(pack.items());
/// assert!(text.contains("export interface ShopFacts {"));
/// assert!(text.contains("  gas?: Known<boolean>;"));
/// # }
/// # Ok::<(), paicha::Error>(())
/// ```
pub fn typescript(items: &Items) -> String {
    let info = &items.info;
    let mut text = format!(
        "// paicha types 生成，不要手改 / Made by `paicha types`: do not edit.\n// {}\n\n{HEAD}",
        plain(&format!("{} {} {}", info.id, info.version, info.title))
    );
    let names = names(&items.kinds);
    for (kind, name) in items.kinds.iter().zip(&names) {
        interface(&mut text, &format!("{name}Facts"), &format!("{}：检查事实 / facts", kind.label), facts(items, kind));
        let answers = answers(items, kind);
        interface(
            &mut text,
            &format!("{name}Answers"),
            &format!("{}：现场检查项 / observed checks", kind.label),
            answers,
        );
    }
    for (map, of) in [("FactsByKind", "Facts"), ("AnswersByKind", "Answers")] {
        let members =
            items.kinds.iter().zip(&names).map(|(kind, name)| format!("  {}: {name}{of};\n", kind.id)).collect();
        interface(&mut text, map, "按场所类型 / By kind", members);
    }
    text
}

/// The names of kinds: `elderly_home` is `ElderlyHome`. Two ids that come to the same keep their underscores.
fn names(kinds: &[Kind]) -> Vec<String> {
    let joined = |id: &str| id.split('_').map(capitalised).collect::<String>();
    let name = |kind: &Kind| {
        let name = joined(&kind.id);
        let shared = kinds.iter().any(|other| other.id != kind.id && joined(&other.id) == name);
        if shared { capitalised(&kind.id) } else { name }
    };
    kinds.iter().map(name).collect()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// An interface; without members a type that no fact fits, where an empty interface would take any.
fn interface(text: &mut String, name: &str, about: &str, members: String) {
    let _ = write!(text, "\n/** {} */\n", plain(about));
    let _ = if members.is_empty() {
        writeln!(text, "export type {name} = Record<string, never>;")
    } else {
        writeln!(text, "export interface {name} {{\n{members}}}")
    };
}

fn concerns(kinds: &[String], kind: &Kind) -> bool {
    kinds.is_empty() || kinds.contains(&kind.id)
}

fn facts(items: &Items, kind: &Kind) -> String {
    let own = items.facts.iter().filter(|fact| concerns(&fact.kinds, kind));
    own.map(|fact| member(&fact.id, &known(&fact.fact_type), &about_fact(fact))).collect()
}

fn answers(items: &Items, kind: &Kind) -> String {
    let observed = |check: &&Check| matches!(check.rule, CheckRule::Observed) && concerns(&check.kinds, kind);
    let own = items.checks.iter().filter(observed);
    own.map(|check| member(&check.id, "Answer", &about_check(check))).collect()
}

fn member(id: &str, of: &str, about: &[String]) -> String {
    let mut text = String::from("  /**\n");
    for line in about.iter().map(|line| plain(line)).filter(|line| !line.is_empty()) {
        let _ = writeln!(text, "   * {line}");
    }
    let _ = write!(text, "   */\n  {id}?: {of};\n");
    text
}

fn known(fact_type: &FactType) -> String {
    match fact_type {
        FactType::Bool => "Known<boolean>".to_owned(),
        FactType::Number { .. } => "Known<number>".to_owned(),
        FactType::Text | FactType::Date => "Known<string>".to_owned(),
        FactType::Choice(options) => format!("Known<{}>", union(options)),
        FactType::Tags(options) => format!("Known<readonly ({})[]>", union(options)),
    }
}

fn union(options: &[FactOption]) -> String {
    options.iter().map(|option| format!("\"{}\"", option.id)).collect::<Vec<_>>().join(" | ")
}

fn about_fact(fact: &Fact) -> Vec<String> {
    let mut lines = vec![fact.label.clone()];
    lines.extend(fact.question.clone());
    lines.extend(match &fact.fact_type {
        FactType::Number { unit } => amount(fact.range, unit.as_deref()),
        FactType::Choice(options) | FactType::Tags(options) => Some(labels(options)),
        FactType::Date => Some("YYYY-MM-DD".to_owned()),
        FactType::Bool | FactType::Text => None,
    });
    lines.extend(fact.help.clone());
    lines.extend(fact.provenance.first().map(|place| format!("@see {place}")));
    lines
}

fn about_check(check: &Check) -> Vec<String> {
    let mut lines = vec![check.title.clone()];
    lines.extend(check.basis.as_ref().map(|basis| basis.law.clone()));
    lines.extend(check.provenance.first().map(|place| format!("@see {place}")));
    lines
}

fn labels(options: &[FactOption]) -> String {
    options.iter().map(|option| format!("{} {}", option.id, option.label)).collect::<Vec<_>>().join("；")
}

/// `0 … 5000 kg`.
fn amount(range: Range, unit: Option<&str>) -> Option<String> {
    let end = |end: Option<f64>| end.map_or_else(String::new, print);
    let bounds = match (range.min, range.max) {
        (None, None) => return unit.map(str::to_owned),
        (min, max) => format!("{} … {}", end(min), end(max)),
    };
    Some(format!("{} {}", bounds.trim(), unit.unwrap_or_default()).trim_end().to_owned())
}

/// A text as a line of a comment: one line, which does not end the comment.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("*/", "*\u{200b}/")
}

#[cfg(test)]
mod tests;
