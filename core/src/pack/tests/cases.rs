//! Cases of a pack's tests: read whole, with names as ids; mistakes in them are problems too.

use super::{HEAD, WORDS, codes, only, shown};
use crate::diagnostic::Code;
use crate::pack::{Files, Loaded, load};
use serde_json::json;

const RULES: &str = "
[fact.tags]
label = \"标签\"
type = \"tags\"
options = [\"a\", \"b\"]
[fact.fitted]
label = \"安装日期\"
type = \"date\"
[derive]
big = '面积 > 1'
[[check]]
id = \"wall\"
title = \"外墙无脱落\"
[[check]]
id = \"alarm\"
title = \"报警器\"
fails_if = '使用燃气'
[[level]]
id = \"red\"
label = \"红\"
when = 'score > 1'
[[level]]
id = \"blue\"
label = \"蓝\"
[result.lec]
label = \"作业\"
type = \"number\"
value = '1'
[[duty]]
id = \"d\"
task = \"inspection\"
every = \"1 month\"
";

fn with(case: &str) -> Loaded {
    let files = Files::default().with("p/pack.toml", format!("{HEAD}{WORDS}{RULES}")).with("p/tests/a.toml", case);
    load(&files, "p")
}

fn case(rest: &str) -> Loaded {
    with(&format!("[[case]]\nname = \"n\"\nas_of = 2022-10-31\nkinds = [\"restaurant\"]\n{rest}"))
}

#[test]
fn a_case_with_everything() {
    let loaded = case(
        "region = \"甲/乙\"
since = 2021-01-01
facts = { \"使用燃气\" = true, area = 12.5, source = \"管道\", tags = [\"a\"], fitted = 2020-05-01 }
answers = { wall = \"fails\" }
records_from = 2022-01-01
records = [{ task = \"inspection\", date = 2022-03-05, checker = \"street\" }]
boundary = [\"alarm\"]
[case.expect]
level = \"red\"
score = 20
outcomes = { alarm = \"failed\", wall = \"unknown\" }
failed = [\"报警器\"]
results = { lec = 120 }
tasks = { inspection = { required = 4, next_due = 2022-12-31, days_overdue = \"unknown\" } }
",
    );
    let problems = loaded.diagnostics.finish();
    assert!(problems.is_empty(), "{}", shown(&problems));
    let case = &loaded.cases[0];
    assert_eq!((case.file.as_str(), case.line), ("p/tests/a.toml", 1));
    let facts = json!({ "uses_gas": true, "area": 12.5, "source": "管道", "tags": ["a"], "fitted": "2020-05-01" });
    assert_eq!(serde_json::Value::from(case.facts.clone()), facts);
    assert_eq!(serde_json::Value::from(case.answers.clone()), json!({ "wall": "fails" }));
    let record = json!({ "task": "inspection", "date": "2022-03-05", "checker": "street" });
    assert_eq!(case.records, Some(vec![record]));
    assert_eq!(case.boundary, ["alarm"]);
    assert_eq!(case.expect.failed.as_deref(), Some(&["alarm".to_owned()][..]));
    let tasks = json!({ "inspection": { "required": 4, "next_due": "2022-12-31", "days_overdue": "unknown" } });
    assert_eq!(serde_json::Value::from(case.expect.tasks.clone()), tasks);
}

#[test]
fn mistakes_in_cases() {
    for (rest, code, word) in [
        ("facts = { use_gas = true }\n", Code::UnknownReference, "uses_gas"),
        ("facts = { big = true }\n", Code::UnknownReference, "推算"),
        ("facts = { uses_gas = \"yes\" }\n", Code::WrongFieldType, "true"),
        ("facts = { area = \"大\" }\n", Code::WrongFieldType, "数字"),
        ("facts = { source = \"瓶装\" }\n", Code::NotAnOption, "source"),
        ("facts = { tags = [\"a\", \"z\"] }\n", Code::NotAnOption, "z"),
        ("facts = { fitted = \"去年\" }\n", Code::WrongFieldType, "日期"),
        ("answers = { alarm = \"fails\" }\n", Code::UnknownReference, "现场判断"),
        ("answers = { wall = \"failed\" }\n", Code::BadFieldValue, "fails"),
        ("answers = { wal = \"fails\" }\n", Code::UnknownReference, "wall"),
        ("records = [{ task = \"drill\", date = 2022-01-01 }]\n", Code::UnknownReference, "drill"),
        ("records = [{ task = \"inspection\" }]\n", Code::MissingField, "date"),
        ("boundary = [\"alram\"]\n", Code::UnknownReference, "alarm"),
        ("[case.expect]\nlevel = \"rde\"\n", Code::UnknownReference, "red"),
        ("[case.expect]\noutcomes = { alarm = \"fails\" }\n", Code::BadFieldValue, "failed"),
        ("[case.expect]\noutcomes = { x = \"failed\" }\n", Code::UnknownReference, "x"),
        ("[case.expect]\nfailed = [\"walls\"]\n", Code::UnknownReference, "wall"),
        ("[case.expect]\nresults = { lce = 1 }\n", Code::UnknownReference, "lce"),
        ("[case.expect]\ntasks = { inspektion = { done = 1 } }\n", Code::UnknownReference, "inspection"),
        ("[case.expect]\ntasks = { inspection = { don = 1 } }\n", Code::UnknownField, "done"),
        ("[case.expect]\nscor = 1\n", Code::UnknownField, "score"),
    ] {
        let loaded = case(rest);
        assert!(loaded.items.is_some());
        assert!(loaded.cases.is_empty() || code == Code::UnknownField || code == Code::MissingField, "{rest}");
        let problem = only(loaded.diagnostics.finish());
        assert_eq!(problem.code, code, "{rest}\n{problem}");
        let help = problem.help.as_ref().map_or("", |help| &help.zh);
        assert!(problem.message.zh.contains(word) || help.contains(word), "{rest}\n{problem}");
    }
}

#[test]
fn unknown_and_not_applicable_suit_every_fact() {
    let loaded = case("facts = { uses_gas = \"unknown\", area = \"/\", source = \"unknown\", tags = \"/\" }\n");
    assert_eq!(loaded.diagnostics.finish(), []);
    assert_eq!(loaded.cases[0].facts.len(), 4);
}

#[test]
fn what_a_case_lacks() {
    let problems = with("[[case]]\n").diagnostics.finish();
    assert_eq!(codes(&problems), [Code::MissingField; 3], "{}", shown(&problems));
    let kinds = with("[[case]]\nname = \"n\"\nas_of = 2022-01-01\nkinds = [\"餐馆\"]\n");
    assert_eq!(codes(&kinds.diagnostics.finish()), [Code::UnknownReference]);
    let other = with("[kind.a]\nlabel = \"a\"\n");
    assert_eq!(codes(&other.diagnostics.finish()), [Code::UnknownTable]);
}

#[test]
fn only_the_packs_own_cases_are_read() {
    let files = Files::default()
        .with("base/pack.toml", format!("{HEAD}{WORDS}"))
        .with("base/tests/a.toml", "[[case]]\nname = \"n\"\nas_of = 2022-01-01\nkinds = []\n")
        .with("own/pack.toml", format!("{HEAD}extends = [\"../base\"]\n"));
    assert_eq!(load(&files, "own").cases.len(), 0);
    assert_eq!(load(&files, "base").cases.len(), 1);
}
