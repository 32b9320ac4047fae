#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::pack::item::{CheckRule, Items};
use serde_json::json;

fn items(checks: Value) -> Items {
    crate::json::from_value(&json!({
        "info": { "id": "xincheng", "title": "新城", "version": "1", "assumptions": true },
        "kinds": [], "facts": [], "derived": [], "checks": checks, "sections": [], "groups": [],
        "score": { "decimals": 2 }, "results": [], "levels": [], "adjusts": [], "windows": [], "campaigns": [],
        "tasks": [], "duties": [], "functions": [],
    }))
}

fn check(id: &str, provenance: &[&str]) -> Value {
    json!({
        "id": id, "title": id, "finding": id, "rule": "observed", "points": { "fixed": 1.0 },
        "grade": { "fixed": "general" }, "provenance": provenance,
    })
}

fn case(name: &str, expect: Value) -> Case {
    let map = |name: &str| expect.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
    let text = |name: &str| expect.get(name).and_then(Value::as_str).map(str::to_owned);
    Case {
        name: name.to_owned(),
        file: "xincheng/tests/a.toml".to_owned(),
        line: 3,
        span: Default::default(),
        as_of: "2022-10-31".parse().unwrap(),
        kinds: vec!["restaurant".to_owned()],
        id: None,
        region: Some("新城街道".to_owned()),
        since: None,
        facts: json!({ "uses_gas": true }).as_object().cloned().unwrap(),
        answers: Map::new(),
        records: None,
        records_from: None,
        boundary: Vec::new(),
        expect: crate::pack::case::Expect {
            level: text("level"),
            level_at_worst: text("level_at_worst"),
            score: expect.get("score").and_then(Value::as_f64),
            score_at_worst: expect.get("score_at_worst").and_then(Value::as_f64),
            outcomes: map("outcomes"),
            failed: expect.get("failed").map(|ids| serde_json::from_value(ids.clone()).unwrap()),
            results: map("results"),
            tasks: map("tasks"),
        },
    }
}

fn assessment() -> Value {
    json!({
        "level": "orange", "level_at_worst": "red", "score": 20.0, "score_at_worst": null,
        "outcomes": { "gas_alarm": "failed", "room": "unknown", "door": "failed" },
        "failed": [{ "check": "gas_alarm" }, { "check": "door" }],
        "results": {
            "lec": { "value": 120.0, "at_worst": 120.0, "level": "yellow", "level_at_worst": "orange" },
            "risk": { "value": 0.3, "at_worst": 0.9 },
            "endless": { "value": null, "at_worst": null },
            "veto": { "value": true, "at_worst": true },
            "doubt": { "value": null, "at_worst": null },
            "site": { "level": "good", "level_at_worst": "good" },
        },
        "tasks": [{
            "task": "inspection", "required": 4, "done": null, "next_due": "2022-12-31", "clash": false,
            "missed": [{ "from": "2022-04-01", "to": "2022-06-30" }],
        }],
    })
}

fn differences(expect: Value) -> Vec<(String, Value, Value)> {
    let report = run(&items(json!([])), "xincheng", &[case("a", expect)], |_| Ok(assessment()));
    let differences = report.cases.into_iter().flat_map(|case| case.differences);
    differences.map(|difference| (difference.path, difference.expected, difference.actual)).collect()
}

#[test]
fn what_is_as_expected() {
    let expect = json!({
        "level": "orange", "level_at_worst": "red", "score": 20,
        "outcomes": { "gas_alarm": "failed", "room": "unknown" },
        "failed": ["door", "gas_alarm"],
        "results": { "lec": "unknown", "risk": "unknown", "endless": "unknown", "veto": true, "doubt": "unknown", "site": "good" },
        "tasks": { "inspection": { "required": 4, "done": "unknown", "next_due": "2022-12-31", "clash": false, "missed": 1 } },
    });
    assert_eq!(differences(expect), []);
    assert_eq!(differences(json!({ "results": { "lec": 120 } })), []);
    let missed = json!([{ "from": "2022-04-01", "to": "2022-06-30" }]);
    assert_eq!(differences(json!({ "tasks": { "inspection": { "missed": missed } } })), []);
    assert_eq!(differences(json!({})), []);
}

#[test]
fn what_differs() {
    let rows = [
        (json!({ "level": "red" }), "level", json!("red"), json!("orange")),
        (json!({ "score": 20.000000000000004 }), "score", json!(20.000000000000004), json!(20.0)),
        (json!({ "score_at_worst": 45 }), "score_at_worst", json!(45.0), json!(null)),
        (json!({ "outcomes": { "gas_alarm": "passed" } }), "outcomes.gas_alarm", json!("passed"), json!("failed")),
        (json!({ "outcomes": { "gone": "unknown" } }), "outcomes.gone", json!("unknown"), json!(null)),
        (json!({ "failed": ["door"] }), "failed", json!(["door"]), json!(["gas_alarm", "door"])),
        (json!({ "failed": [] }), "failed", json!([]), json!(["gas_alarm", "door"])),
        (json!({ "results": { "veto": false } }), "results.veto", json!(false), json!(true)),
        (
            json!({ "results": { "veto": "unknown" } }),
            "results.veto",
            json!("unknown"),
            assessment()["results"]["veto"].clone(),
        ),
        (json!({ "results": { "risk": 0.3 } }), "results.risk", json!(0.3), json!({ "value": 0.3, "at_worst": 0.9 })),
        (json!({ "results": { "site": "bad" } }), "results.site", json!("bad"), json!("good")),
        (json!({ "results": { "site": "unknown" } }), "results.site", json!("unknown"), json!("good")),
        (
            json!({ "results": { "lec": "yellow" } }),
            "results.lec",
            json!("yellow"),
            assessment()["results"]["lec"].clone(),
        ),
        (json!({ "results": { "none": "unknown" } }), "results.none", json!("unknown"), json!(null)),
        (json!({ "tasks": { "inspection": { "done": 0 } } }), "tasks.inspection.done", json!(0), json!(null)),
        (
            json!({ "tasks": { "inspection": { "missed": 0 } } }),
            "tasks.inspection.missed",
            json!(0),
            assessment()["tasks"][0]["missed"].clone(),
        ),
        (json!({ "tasks": { "patrol": { "done": 0 } } }), "tasks.patrol", json!({ "done": 0 }), json!(null)),
    ];
    for (expect, path, expected, actual) in rows {
        assert_eq!(differences(expect.clone()), [(path.to_owned(), expected, actual)], "{expect}");
    }
}

#[test]
fn a_place_that_cannot_be_assessed_is_no_pass() {
    let report =
        run(&items(json!([])), "xincheng", &[case("a", json!({}))], |_| Err(vec![Message::new("没有", "none")]));
    assert_eq!((report.summary.cases, report.summary.passed), (1, 0));
    assert_eq!(report.cases[0].problems.len(), 1);
    assert_eq!((report.cases[0].file.as_str(), report.cases[0].line), ("xincheng/tests/a.toml", 3));
}

#[test]
fn coverage_of_own_checks() {
    let mut items = items(json!([
        check("whole", &["xincheng/a.toml:1"]),
        check("changed", &["base/a.toml:1", "xincheng/a.toml:9"]),
        check("inherited", &["base/a.toml:20"]),
        check("namesake", &["xincheng-2022/a.toml:20"]),
        check("scored", &["xincheng/a.toml:30"]),
    ]));
    items.checks[4].rule = CheckRule::Scored;
    let outcomes = [
        json!({ "whole": "failed", "changed": "failed", "inherited": "failed", "scored": "scored" }),
        json!({ "whole": "passed", "changed": "passed", "scored": "not_applicable" }),
        json!({ "whole": "unknown", "changed": "not_failed" }),
    ];
    let cases = ["0", "1", "2"].map(|name| case(name, json!({})));
    let assess = |case: &Case| Ok(json!({ "outcomes": outcomes[case.name.parse::<usize>().unwrap()] }));
    let report = run(&items, "xincheng", &cases, assess);
    let covered = |report: &CaseReport| -> Vec<(String, bool, bool)> {
        report.coverage.iter().map(|check| (check.check.clone(), check.inherited, check.covered)).collect()
    };
    assert_eq!(
        covered(&report),
        [
            ("whole".to_owned(), false, true),
            ("changed".to_owned(), false, false),
            ("inherited".to_owned(), true, false),
            ("namesake".to_owned(), true, false),
            ("scored".to_owned(), false, true),
        ]
    );
    assert_eq!(report.summary, CaseSummary { cases: 3, passed: 3, checks: 3, covered: 2, inherited: 2 });
    let mut cases = cases;
    cases[0].boundary = vec!["changed".to_owned()];
    assert!(covered(&run(&items, "xincheng/", &cases, assess))[1].2);
}

#[test]
fn the_place_of_a_case() {
    let mut case = case("燃气未装报警", json!({}));
    assert_eq!(
        place(&case),
        json!({
            "id": "燃气未装报警", "name": "燃气未装报警", "kinds": ["restaurant"], "region": "新城街道",
            "facts": { "uses_gas": true }, "answers": {},
        })
    );
    case.id = Some("P-1".to_owned());
    case.since = Some("2022-01-01".parse().unwrap());
    case.records = Some(Vec::new());
    let place = place(&case);
    assert_eq!((&place["id"], &place["since"], &place["records"]), (&json!("P-1"), &json!("2022-01-01"), &json!([])));
}
