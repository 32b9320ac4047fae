#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::assessment::{InputValue, LevelRange, PackRef, ReasonInput, RunError};
use crate::date::{Date, Period};
use crate::duty::{DutyStatus, Holds, TaskStatus};
use crate::explain::{LevelBecause, Term, TermValue};
use crate::message::Message;
use crate::pack::item::{BasisStatus, Grade};
use serde_json::{Value, json};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn one(value: f64) -> Bounds {
    Bounds { least: value, most: value }
}

fn check(id: &str, title: &str) -> Value {
    json!({
        "id": id, "title": title, "finding": title, "rule": "observed",
        "points": { "fixed": 1.0 }, "grade": { "fixed": "general" },
    })
}

fn items() -> Items {
    crate::json::from_value(&json!({
        "info": { "id": "xincheng-2022", "title": "新城街道 2022 年度", "version": "2022.3", "assumptions": true },
        "kinds": [{ "id": "residential_compound", "label": "住宅小区" }, { "id": "shop", "label": "商铺" }],
        "facts": [
            { "id": "fire_tank_has_water", "label": "消防水箱有水", "fact_type": "bool" },
            { "id": "floors", "label": "层数", "fact_type": { "number": { "unit": "层" } } },
            { "id": "heating", "label": "供暖方式", "fact_type": { "choice": [{ "id": "gas", "label": "燃气" }] } },
            { "id": "uses", "label": "用途", "fact_type": { "tags": [{ "id": "live", "label": "居住" }, { "id": "sell", "label": "经营" }] } },
            { "id": "lift_date", "label": "电梯启用日期", "fact_type": "date" },
        ],
        "derived": [],
        "checks": [
            check("fire_water", "消防水箱、管网有水且压力足够"),
            check("wall_tiles", "外墙面砖、墙皮、屋面瓦无松动脱落"),
            check("exit_locked", "疏散出口不锁闭"),
        ],
        "sections": [], "groups": [{ "id": "direct", "label": "直接判定" }],
        "score": { "decimals": 2, "better": "low" },
        "results": [
            { "id": "site", "label": "现场评价", "result_type": "level", "decimals": 2, "levels": [{ "id": "good", "label": "好" }] },
            { "id": "lec", "label": "LEC 值", "result_type": "number", "decimals": 2 },
        ],
        "levels": [
            { "id": "red", "label": "重大风险" }, { "id": "orange", "label": "较大风险" },
            { "id": "yellow", "label": "一般风险" }, { "id": "blue", "label": "低风险" },
        ],
        "adjusts": [{ "id": "refused", "label": "拒不整改", "when": "refused >= 3", "adjustment": { "to": "orange" } }],
        "windows": [{ "id": "flood", "label": "汛期", "dates": [] }], "campaigns": [], "tasks": [], "duties": [], "functions": [],
    }))
}

fn reasons() -> Vec<Reason> {
    let input = |id: &str, label: &str, value| ReasonInput { id: id.into(), label: label.into(), value };
    let basis = |law: &str, status, note: Option<&str>| Basis {
        law: law.into(),
        status,
        url: None,
        note: note.map(str::to_owned),
    };
    vec![
        Reason {
            check: "fire_water".into(),
            title: "消防水箱、管网有水且压力足够".into(),
            finding: "消防水箱无水".into(),
            points: one(30.0),
            counted: one(20.0),
            grade: Some(Grade::Major),
            section: Some("fire".into()),
            inputs: vec![
                input("fire_tank_has_water", "消防水箱有水", InputValue::Bool(false)),
                input("floors", "层数", InputValue::Number(11.0)),
                input("heating", "供暖方式", InputValue::Text("gas".into())),
                input("uses", "用途", InputValue::List(vec!["live".into(), "sell".into()])),
                input("lift_date", "电梯启用日期", InputValue::Text("2007-10-31".into())),
            ],
            basis: Some(basis("消防法 第十六条", BasisStatus::Quoted, Some("综合要素见 GB 35181"))),
            fix: Some("查漏补水，恢复消防泵".into()),
            deadline: Some(date("2022-11-15")),
            refer_to: Some("消防救援机构".into()),
        },
        Reason {
            check: "exit_locked".into(),
            title: "疏散出口不锁闭".into(),
            finding: "疏散出口锁闭".into(),
            points: Bounds { least: 5.0, most: 10.0 },
            counted: Bounds { least: 5.0, most: 10.0 },
            grade: None,
            section: None,
            inputs: vec![input("exit_locked", "疏散出口不锁闭", InputValue::Text("fails".into()))],
            basis: Some(basis("九小场所整治方案", BasisStatus::Unverified, None)),
            fix: None,
            deadline: None,
            refer_to: None,
        },
    ]
}

fn duty(id: &str, holds: Holds, required: Option<u32>, by: Option<&str>) -> DutyStatus {
    DutyStatus {
        duty: id.into(),
        holds,
        required,
        done: Some(1),
        period: Some(Period { from: date("2022-01-01"), to: date("2022-12-31") }),
        missed: Some(Vec::new()),
        next_due: None,
        days_overdue: None,
        suggested: None,
        by: by.map(str::to_owned),
        exceeded: false,
    }
}

fn tasks() -> Vec<TaskStatus> {
    let month = |month: u32| {
        let from = Date::new(2022, month, 1).unwrap();
        Period { from, to: from.month_end() }
    };
    let inspection = TaskStatus {
        task: "inspection".into(),
        label: "检查".into(),
        required: Some(2),
        required_at_worst: Some(4),
        done: Some(1),
        missed: Some(Vec::new()),
        next_due: Some(date("2022-12-31")),
        days_overdue: Some(0),
        next_due_at_worst: Some(date("2022-09-30")),
        days_overdue_at_worst: Some(31),
        suggested: Some(date("2022-11-15")),
        clash: true,
        exceeded: true,
        duties: vec![
            duty("base", Holds::True, Some(2), Some("街道")),
            duty("key", Holds::Unknown, Some(4), Some("社区")),
        ],
    };
    let patrol = TaskStatus {
        task: "patrol".into(),
        label: "巡查".into(),
        required: Some(1),
        required_at_worst: Some(1),
        done: Some(0),
        missed: Some((3..=9).map(month).collect()),
        next_due: Some(date("2022-09-30")),
        days_overdue: Some(31),
        next_due_at_worst: Some(date("2022-09-30")),
        days_overdue_at_worst: Some(31),
        suggested: Some(date("2022-10-31")),
        clash: false,
        exceeded: false,
        duties: vec![DutyStatus { period: Some(month(10)), ..duty("monthly", Holds::True, Some(1), None) }],
    };
    let meter = TaskStatus {
        task: "meter".into(),
        label: "燃气表检查".into(),
        required: None,
        required_at_worst: None,
        done: None,
        missed: None,
        next_due: None,
        days_overdue: None,
        next_due_at_worst: None,
        days_overdue_at_worst: None,
        suggested: None,
        clash: false,
        exceeded: false,
        duties: vec![duty("meter", Holds::True, None, None)],
    };
    vec![inspection, patrol, meter]
}

fn level(level: &str, label: &str, level_at_worst: &str, worst_label: &str) -> LevelRange {
    LevelRange {
        level: level.into(),
        level_at_worst: level_at_worst.into(),
        level_label: label.into(),
        level_at_worst_label: worst_label.into(),
    }
}

fn explanation() -> Explanation {
    let number = |number| Some(ResultNumber::Number(Some(number)));
    let site = Some(level("good", "好", "poor", "差"));
    let results = vec![
        ("lec".to_owned(), ResultValue { value: number(90.0), at_worst: number(270.0), level: None }),
        ("site".to_owned(), ResultValue { value: None, at_worst: None, level: site }),
    ];
    let term = |term: &str, value| Term { term: term.to_owned(), value };
    let outcomes =
        [("fire_water", Outcome::Failed), ("wall_tiles", Outcome::Unknown), ("exit_locked", Outcome::Failed)];
    Explanation {
        assessment: Assessment {
            id: "P-0006".into(),
            name: Some("北岸华庭小区".into()),
            kinds: vec!["residential_compound".into(), "shop".into()],
            region: Some("新城街道/龙兴社区".into()),
            as_of: date("2022-10-31"),
            level: Some(level("yellow", "一般风险", "red", "重大风险")),
            score: Some(25.0),
            score_at_worst: Some(210.5),
            known_share: 0.129,
            results,
            failed: reasons(),
            scored: vec![ScoredPoints {
                check: "area".into(),
                title: "建筑面积".into(),
                points: one(4.0),
                counted: one(4.0),
            }],
            outcomes: outcomes.map(|(id, outcome)| (id.to_owned(), outcome)).to_vec(),
            adjusted: vec!["refused".into()],
            assumed: vec!["fire_water: floors ?? 1".into()],
            errors: vec![RunError {
                item: "wall_tiles".into(),
                code: "R001".into(),
                message: Message::new("除数为零", "division by zero"),
            }],
            tasks: tasks(),
            next_due: Some(date("2022-09-30")),
            days_overdue: Some(31),
            out_of_force: 2,
            pack: PackRef { id: "xincheng-2022".into(), version: "2022.3".into(), digest: "0123456789abcdef".into() },
        },
        level_because: Some(LevelBecause {
            level: "yellow".into(),
            when: Some("score >= 20 && !(heating == \"gas\") || failed(\"direct\") != 0".into()),
            terms: vec![
                term("score", TermValue::Number(Bounds { least: 25.0, most: 210.5 })),
                term("heating", TermValue::Text("gas".into())),
                term("failed(\"direct\")", TermValue::Number(one(1.0))),
            ],
        }),
        level_at_worst_because: Some(LevelBecause {
            level: "red".into(),
            when: Some("failed.direct > 0 || result.lec >= 70.5 || floors > 33".into()),
            terms: vec![
                term("failed.direct", TermValue::Number(Bounds { least: 0.0, most: 3.0 })),
                term("result.lec", TermValue::Number(Bounds { least: 90.0, most: f64::INFINITY })),
                term("floors", TermValue::Number(one(11.0))),
                term("heating", TermValue::Text("gas".into())),
            ],
        }),
        score_terms: vec![term("points()", TermValue::Number(one(25.0)))],
        questions: vec![
            Question {
                input: "wall_tiles".into(),
                label: "外墙面砖、墙皮、屋面瓦无松动脱落".into(),
                question: String::new(),
                changes_level: true,
                points: 10.0,
                checks: vec!["wall_tiles".into()],
            },
            Question {
                input: "floors".into(),
                label: "层数".into(),
                question: "地上几层？".into(),
                changes_level: false,
                points: 0.0,
                checks: vec!["fire_water".into(), "exit_locked".into()],
            },
        ],
    }
}

fn golden(name: &str, expected: &str, actual: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = format!("{}/src/explain/text/golden/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, actual).unwrap();
        return;
    }
    assert_eq!(actual, expected, "{name}; run with UPDATE_GOLDEN=1 and read the difference");
}

#[test]
fn whole_pages() {
    let (items, explanation) = (items(), explanation());
    golden("zh.txt", include_str!("golden/zh.txt"), &text(&explanation, &items, Language::Chinese));
    golden("en.txt", include_str!("golden/en.txt"), &text(&explanation, &items, Language::English));
}

#[test]
fn a_place_without_a_fault() {
    let mut items = items();
    items.score.better = Better::High;
    items.score.label = Some("考核分".into());
    let mut explanation = explanation();
    let pack = explanation.assessment.pack.clone();
    explanation = Explanation {
        assessment: Assessment {
            name: None,
            region: None,
            level: None,
            score: Some(100.0),
            score_at_worst: None,
            known_share: 1.0,
            results: Vec::new(),
            failed: Vec::new(),
            scored: Vec::new(),
            outcomes: Vec::new(),
            adjusted: Vec::new(),
            assumed: Vec::new(),
            errors: Vec::new(),
            tasks: Vec::new(),
            out_of_force: 0,
            pack,
            ..explanation.assessment
        },
        level_because: None,
        level_at_worst_because: None,
        score_terms: Vec::new(),
        questions: Vec::new(),
    };
    golden("zh_blank.txt", include_str!("golden/zh_blank.txt"), &text(&explanation, &items, Language::Chinese));
    golden("en_blank.txt", include_str!("golden/en_blank.txt"), &text(&explanation, &items, Language::English));
    explanation.assessment.outcomes = vec![("wall_tiles".to_owned(), Outcome::Unknown)];
    explanation.assessment.known_share = 0.004;
    let page = text(&explanation, &items, Language::Chinese);
    assert!(page.contains("已查清：不到 1%。没查清的不等于没问题\n"), "{page}");
    assert!(page.contains("目前没有发现不符合的检查项，还有 1 项未知\n"), "{page}");
}

#[test]
fn rules_in_chinese() {
    let items = items();
    let words = Words { items: &items, language: Language::Chinese };
    for (rule, shown) in [
        ("failed.direct > 0 || failed.major >= 3", "不符合项数（直接判定） > 0 或 不符合项数（重大） ≥ 3"),
        ("failed() > 2 && points.fire <= 0.5", "不符合项数 > 2 且 points.fire ≤ 0.5"),
        ("failed.fire_water", "不符合（消防水箱、管网有水且压力足够）"),
        ("!(heating != \"gas || oil\")", "非 (供暖方式 ≠ \"gas || oil\")"),
        ("uses in [\"live\", \"sell\"] && heating == \"gas\"", "用途 属于 [“居住”, “经营”] 且 供暖方式 = “燃气”"),
        (
            "kind(\"shop\") && during(\"flood\") && result.site in [\"good\", \"fine\"]",
            "是商铺 且 正值汛期 且 现场评价 属于 [“好”, \"fine\"]",
        ),
        (
            "level == \"red\" && during(\"none\") || region(\"新城街道\")",
            "风险等级 = “重大风险” 且 during(\"none\") 或 在新城街道",
        ),
        ("years_between(lift_date, as_of) >= 15", "years_between(电梯启用日期, 评估日期) ≥ 15"),
        ("\"unfinished", "\"unfinished"),
        ("层数 > 3", "层数 > 3"),
        ("", ""),
    ] {
        assert_eq!(words.rule(rule), shown);
    }
}
