//! The loader from files to items: what each sort of mistake is answered with.

#![allow(clippy::indexing_slicing, reason = "a missing item fails the test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
mod fields;
mod generated;
mod overlays;
mod resolved;
mod robust;
mod scopes;
mod toml;

use super::{Files, Loaded, load};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// The head of a pack.
const HEAD: &str = "[pack]\nformat = 1\nid = \"p\"\ntitle = \"示例\"\nversion = \"1\"\n";

/// Two kinds, a fact of each type.
const WORDS: &str = r#"
[kind.restaurant]
label = "餐馆"
[kind.shop]
label = "商店"
[fact.uses_gas]
label = "使用燃气"
type = "bool"
[fact.area]
label = "面积"
type = "number"
unit = "㎡"
range = { min = 0, max = 1000 }
[fact.source]
label = "气源"
type = "choice"
options = ["bottled", { id = "pipeline", label = "管道", aliases = ["管道气"] }]
"#;

/// Loads one pack of one file, after the head.
fn loaded(text: &str) -> Loaded {
    load(&Files::default().with("p/pack.toml", format!("{HEAD}{text}")), "p")
}

/// Loads packs, each given as its folder and what follows the head (with `extends` first, if it has one).
fn loaded_packs(packs: &[(&str, &str)]) -> Loaded {
    let files = packs.iter().fold(Files::default(), |files, (folder, text)| {
        files.with(format!("{folder}/pack.toml"), format!("{HEAD}{text}"))
    });
    load(&files, packs.last().unwrap().0)
}

/// Every problem of a pack of one file.
fn problems(text: &str) -> Vec<Diagnostic> {
    loaded(text).diagnostics.finish()
}

/// The one problem of a pack of one file.
fn problem(text: &str) -> Diagnostic {
    only(problems(text))
}

fn only(mut problems: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(problems.len(), 1, "{}", shown(&problems));
    problems.pop().unwrap()
}

fn shown(problems: &[Diagnostic]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

fn codes(problems: &[Diagnostic]) -> Vec<Code> {
    problems.iter().map(|problem| problem.code).collect()
}

/// What a problem points to: line and the text under the caret.
fn pointed(problem: &Diagnostic) -> (u32, String) {
    let place = problem.place.as_ref().unwrap();
    let meant = place.text.chars().skip(place.column as usize - 1).take(place.length as usize);
    (place.line - HEAD.lines().count() as u32, meant.collect())
}

fn help(problem: &Diagnostic) -> &str {
    problem.help.as_ref().map_or("", |help| &help.zh)
}

#[test]
fn a_sound_pack_has_no_problems() {
    let loaded = loaded(WORDS);
    assert!(!loaded.has_errors());
    let items = loaded.items.unwrap();
    assert_eq!(items.info.title, "示例");
    assert_eq!((items.kinds.len(), items.facts.len()), (2, 3));
    assert_eq!(items.facts[1].provenance, ["p/pack.toml:14"]);
    assert_eq!(loaded.diagnostics.finish(), []);
}

#[test]
fn every_problem_is_in_both_languages_and_has_a_place() {
    let text = "[fact.a]\nlabel = 1\ntype = \"bol\"\nlabl = 2\n[check]\nx = 1\n[[level]]\nid = \"A\"\nlabel = \"a\"\nwhen = ''\n";
    let problems = problems(text);
    assert!(problems.len() >= 5, "{}", shown(&problems));
    for problem in &problems {
        assert!(!problem.message.zh.is_empty() && !problem.message.en.is_empty());
        assert!(problem.message.en.is_ascii() || problem.message.en.contains('“'), "{}", problem.message.en);
        assert!(problem.place.is_some(), "{problem}");
        assert_eq!(problem.severity == Severity::Error, problem.code.as_str().starts_with('E'));
    }
}
