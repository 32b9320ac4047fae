//! What fields mean together: checks, points, levels, results, duties, windows, functions.

use super::{WORDS, codes, help, loaded, only, pointed, problem, problems, shown};
use crate::diagnostic::Code;
use crate::pack::item::{
    Adjustment, Band, BasisStatus, CheckRule, FactType, FirstPeriod, Frequency, Grade, GradeRule, Interval, Items,
    NotApplicable, Per, Points, SameDay,
};

fn items(text: &str) -> Items {
    let loaded = loaded(text);
    let items = loaded.items.unwrap();
    let problems = loaded.diagnostics.finish();
    assert!(problems.is_empty(), "{text}\n{}", shown(&problems));
    items
}

fn check(fields: &str) -> String {
    format!("{WORDS}[[check]]\nid = \"c\"\ntitle = \"t\"\n{fields}\n")
}

fn refused(text: &str, code: Code, word: &str) {
    let problems = problems(text);
    assert_eq!(codes(&problems), [code], "{text}\n{}", shown(&problems));
    assert!(problems[0].message.zh.contains(word) || help(&problems[0]).contains(word), "{text}\n{}", shown(&problems));
}

#[test]
fn how_a_check_comes_to_its_outcome() {
    let rule = |fields: &str| items(&check(fields)).checks[0].rule.clone();
    assert_eq!(rule(""), CheckRule::Observed);
    assert_eq!(rule("observed = true"), CheckRule::Observed);
    assert_eq!(rule("scored = true"), CheckRule::Scored);
    let by = "points_by = { fact = \"area\", bands = [{ points = 1 }] }";
    assert_eq!(rule(by), CheckRule::Scored);
    assert_eq!(rule(&format!("{by}\nobserved = true")), CheckRule::Observed);
    assert!(matches!(rule(&format!("{by}\nfails_if = 'x'")), CheckRule::Derived { .. }));
    refused(&check("fails_if = 'x'\nscored = true"), Code::FieldsExclude, "scored");
    refused(&check("fails_if = 'x'\nobserved = true"), Code::FieldsExclude, "observed");
    refused(&check("scored = true\nobserved = true"), Code::FieldsExclude, "observed");
    refused(&check(&format!("{by}\npoints = 3")), Code::FieldsExclude, "points_by");
}

#[test]
fn the_fields_of_a_check() {
    let text = "kinds = [\"shop\", \"restaurant\", \"shop\"]\naliases = [\"别名\"]\napplies_if = 'x'\nfails_if = 'y'\npoints = 'z * 2'\ngrade = \"major\"\nsection = \"fire\"\ngroups = [\"g\", \"h\", \"g\"]\nwithin = \"3个月\"\nrefer_to = \"住建\"\nfix = \"装\"\nbasis = { law = \"某法\", status = \"secondary\", note = \"n\" }\neffective = { from = 2022-01-01 }";
    let items = items(&check(text));
    let check = &items.checks[0];
    assert_eq!(check.finding, "不符合：t");
    assert_eq!(check.kinds, ["shop", "restaurant"]);
    assert_eq!(check.groups, ["g", "h"]);
    assert!(matches!(&check.points, Points::Expression(points) if points.text == "z * 2"));
    assert_eq!(check.grade, GradeRule::Fixed(Grade::Major));
    assert_eq!(check.within, Some(Interval::Months(3)));
    assert_eq!(check.basis.as_ref().unwrap().status, BasisStatus::Secondary);
    assert_eq!(check.effective.from.unwrap().to_string(), "2022-01-01");
    let groups = items.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>();
    assert_eq!((items.sections[0].label.as_str(), groups), ("fire", vec!["g", "h"]));
}

#[test]
fn facts_of_every_type() {
    let items = items(&format!(
        "{WORDS}[fact.since_when]\nlabel = \"安装日期\"\ntype = \"date\"\n[fact.words]\nlabel = \"标签\"\ntype = \"tags\"\noptions = [\"a\", \"b\"]\n"
    ));
    assert_eq!(items.facts[1].fact_type, FactType::Number { unit: Some("㎡".to_owned()) });
    let FactType::Choice(options) = &items.facts[2].fact_type else { panic!("a choice") };
    assert_eq!((options[1].id.as_str(), options[1].label.as_str()), ("pipeline", "管道"));
    assert_eq!(items.facts[3].fact_type, FactType::Date);
    refused("[fact.a]\nlabel = \"甲\"\ntype = \"bool\"\nunit = \"kg\"\n", Code::FieldsExclude, "unit");
    refused("[fact.a]\nlabel = \"甲\"\ntype = \"text\"\noptions = [\"a\"]\n", Code::FieldsExclude, "options");
    refused("[fact.a]\nlabel = \"甲\"\ntype = \"choice\"\n", Code::MissingField, "options");
    refused("[fact.a]\nlabel = \"甲\"\ntype = \"choice\"\noptions = [\"a\", \"A\"]\n", Code::NameCollision, "A");
    let options = (0..65).map(|index| format!("\"o{index}\",")).collect::<String>();
    refused(&format!("[fact.a]\nlabel = \"甲\"\ntype = \"tags\"\noptions = [{options}]\n"), Code::BadFieldValue, "64");
}

#[test]
fn derived_facts_in_both_forms() {
    let items = items("[derive]\nbig = '1 > 0'\n[derive.small]\nvalue = '1 < 0'\nlabel = \"小\"\n");
    let derived =
        items.derived.iter().map(|derived| (derived.id.as_str(), derived.label.as_str(), derived.value.text.as_str()));
    assert_eq!(derived.collect::<Vec<_>>(), [("big", "big", "1 > 0"), ("small", "小", "1 < 0")]);
}

#[test]
fn references_to_kinds() {
    refused(&check("kinds = [\"restaurnat\"]"), Code::UnknownReference, "restaurant");
    refused(&check("kinds = [\"餐馆\"]"), Code::UnknownReference, "写编号：restaurant");
    refused(&check("kinds = [\"river\"]"), Code::UnknownReference, "[kind.ID]");
    let often = "[[check]]\nid = \"d\"\ntitle = \"u\"\nkinds = [\"river\"]\n";
    let problem = problem(&format!("{}{often}", check("kinds = [\"river\"]")));
    assert!(problem.message.zh.contains("另有 1 处"), "{problem}");
    assert_eq!(problem.related.len(), 1);
}

#[test]
fn sections_and_groups() {
    let text = "[section.fire]\nlabel = \"消防\"\ncap = 30\nmax = 50\nnot_applicable = \"rescale\"\n[group.direct]\nlabel = \"直接判定\"\n[[check]]\nid = \"c\"\ntitle = \"t\"\nsection = \"fire\"\ngroups = [\"direct\"]\n";
    let section = &items(text).sections[0];
    assert_eq!((section.cap, section.max, section.not_applicable), (Some(30.0), Some(50.0), NotApplicable::Rescale));
    refused(&text.replace("section = \"fire\"\n", ""), Code::UnusedSection, "fire");
    refused(&text.replace("groups = [\"direct\"]\n", ""), Code::UnusedSection, "direct");
    refused(&text.replace("section = \"fire\"", "section = \"消防\""), Code::UnknownReference, "fire");
    refused(&check("section = \"用电\""), Code::BadFieldValue, "[section.fire]");
}

fn bands(bands: &str) -> String {
    check(&format!("points_by = {{ fact = \"面积\", bands = {bands} }}"))
}

#[test]
fn points_by_bands() {
    let items = items(&bands(
        "[{ below = 5, points = 0 }, { up_to = 5, points = 1 }, { up_to = 500, points = 2.5 }, { points = 6 }]",
    ));
    let Points::Bands { fact, bands: read, .. } = &items.checks[0].points else { panic!("bands") };
    assert_eq!((fact.as_str(), read.len()), ("area", 4));
    assert_eq!(read[1], Band { limit: Some(5.0), inclusive: true, points: 1.0 });
    let bad = Code::BadPointsBy;
    refused(&bands("[]"), bad, "空的");
    refused(&bands("[{ up_to = 5, points = 1 }]"), bad, "最后一档");
    refused(&bands("[{ up_to = 5, points = 1 }, { up_to = 3, points = 2 }, { points = 3 }]"), bad, "由小到大");
    refused(&bands("[{ up_to = 5, points = 1 }, { up_to = 5, points = 2 }, { points = 3 }]"), bad, "由小到大");
    refused(&bands("[{ up_to = 5, points = 1 }, { below = 5, points = 2 }, { points = 3 }]"), bad, "由小到大");
    refused(&bands("[{ points = 1 }, { points = 3 }]"), bad, "其中一个");
    refused(&bands("[{ up_to = 1, below = 2, points = 1 }, { points = 3 }]"), bad, "其中一个");
    refused(&bands("[{ up_to = 1 }, { points = 3 }]"), Code::MissingField, "points");
    refused(&check("points_by = { fact = \"气源\", bands = [{ points = 1 }] }"), bad, "choice");
    refused(&check("points_by = { fact = \"面机\", bands = [{ points = 1 }] }"), Code::UnknownReference, "面积");
    refused(&check("points_by = { fact = \"area\" }"), Code::MissingField, "bands");
    refused(
        &check("points_by = { fact = \"area\", bands = [{ points = 1 }], map = { a = 1 } }"),
        Code::FieldsExclude,
        "map",
    );
}

#[test]
fn points_by_map() {
    let map = |fact: &str, map: &str| check(&format!("points_by = {{ fact = \"{fact}\", map = {map} }}"));
    let points = |text: &str| match &items(text).checks[0].points {
        Points::Map { map, .. } => map.clone(),
        _ => panic!("a map"),
    };
    let options = vec![("pipeline".to_owned(), 1.0), ("bottled".to_owned(), 5.0)];
    assert_eq!(points(&map("source", "{ pipeline = 1, bottled = 5 }")), options);
    assert_eq!(points(&map("source", "{ \"管道\" = 1, bottled = 5 }")), options);
    assert_eq!(points(&map("uses_gas", "{ true = 1, false = 0 }")).len(), 2);
    let bad = Code::BadPointsBy;
    refused(&map("source", "{ pipeline = 1 }"), bad, "bottled");
    refused(&map("uses_gas", "{ true = 1 }"), bad, "false");
    refused(&map("source", "{ pipelin = 1, bottled = 2 }"), Code::NotAnOption, "pipeline");
    refused(&map("source", "{ pipeline = 1, \"管道\" = 2, bottled = 3 }"), bad, "两次");
    refused(&map("area", "{ a = 1 }"), bad, "number");
    refused(&map("source", "{ pipeline = \"1\", bottled = 2 }"), Code::WrongFieldType, "去掉引号");
}

#[test]
fn levels_are_sorted_and_end_open() {
    let level = |id: &str, rest: &str| format!("[[level]]\nid = \"{id}\"\nlabel = \"{id}\"\n{rest}\n");
    let text = [level("blue", ""), level("red", "when = 'x'"), level("orange", "when = 'y'\norder = 50")].concat();
    let ids = items(&text).levels.iter().map(|level| level.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids, ["orange", "red", "blue"]);
    refused(&level("red", "when = 'x'"), Code::BadLevels, "when");
    refused(&[level("a", ""), level("b", "")].concat(), Code::BadLevels, "a 和 b");
    assert!(items("").levels.is_empty());
}

#[test]
fn results() {
    let text = "[result.lec]\nlabel = \"作业\"\ntype = \"number\"\nvalue = '1'\ndecimals = 0\nbetter = \"high\"\nlevels = [{ id = \"bad\", label = \"差\", when = 'value > 1' }, { id = \"good\", label = \"好\" }]\n";
    let result = &items(text).results[0];
    assert_eq!((result.decimals, result.levels.len()), (0, 2));
    assert!(result.levels[0].when.is_some());
    refused(&text.replace("\"number\"", "\"truth\""), Code::FieldsExclude, "levels");
    refused(&text.replace(" }, { id = \"good\", label = \"好\" }", " }"), Code::BadLevels, "when");
    refused(&text.replace("\"good\"", "\"bad\""), Code::AlreadyDefined, "bad");
    refused(&text.replace(", when = 'value > 1'", ""), Code::BadLevels, "都没有 when");
    let swapped = "levels = [{ id = \"a\", label = \"a\" }, { id = \"b\", label = \"b\", when = 'x' }]";
    refused(&format!("[result.r]\nlabel = \"r\"\ntype = \"level\"\n{swapped}\n"), Code::BadLevels, "最后");
}

#[test]
fn adjusts() {
    let level = "[[level]]\nid = \"red\"\nlabel = \"红\"\nwhen = 'x'\n[[level]]\nid = \"blue\"\nlabel = \"蓝\"\n[result.r]\nlabel = \"r\"\ntype = \"level\"\nlevels = [{ id = \"good\", label = \"好\" }]\n[result.n]\nlabel = \"n\"\ntype = \"number\"\nvalue = '1'\n";
    let adjust = |rest: &str| format!("{level}[[adjust]]\nid = \"a\"\nwhen = 'x'\n{rest}\n");
    let of = |rest: &str| items(&adjust(rest)).adjusts[0].clone();
    assert_eq!(of("to = \"red\"").adjustment, Adjustment::To("red".to_owned()));
    assert_eq!(of("by = -1").adjustment, Adjustment::By(-1));
    assert_eq!(of("to = \"good\"\nresult = \"r\"").result.as_deref(), Some("r"));
    refused(&adjust("to = \"rde\""), Code::UnknownReference, "red");
    refused(&adjust("to = \"good\""), Code::UnknownReference, "red, blue");
    refused(&adjust("to = \"red\"\nby = 1"), Code::FieldsExclude, "by");
    refused(&adjust("by = 0"), Code::BadFieldValue, "不起作用");
    refused(&adjust("by = 1\nresult = \"n\""), Code::BadLevels, "没有等级");
    refused(&adjust("by = 1\nresult = \"m\""), Code::UnknownReference, "m");
}

fn duty(rest: &str) -> String {
    format!("[[duty]]\nid = \"d\"\ntask = \"visit\"\n{rest}\n")
}

#[test]
fn duties() {
    let of = |rest: &str| items(&duty(rest)).duties[0].clone();
    let per = of(
        "at_least = 4\nat_most = 6\nper = \"half_year\"\nspread = true\nsame_day = \"each\"\nfirst_period = \"skip\"\ncount_if = 'x'",
    );
    assert_eq!(per.frequency, Frequency::Per { per: Per::HalfYear, at_least: Some(4), at_most: Some(6), spread: true });
    assert_eq!((per.same_day, per.first_period), (SameDay::Each, FirstPeriod::Skip));
    assert_eq!(of("every = \"2 weeks\"").frequency, Frequency::Every(Interval::Days(14)));
    assert_eq!(items(&duty("every = \"1 year\"")).tasks[0].id, "visit");
    let bad = Code::BadPeriod;
    refused(&duty(""), bad, "per");
    refused(&duty("per = \"year\""), bad, "at_least");
    refused(&duty("per = \"year\"\nat_least = 5\nat_most = 3"), bad, "至多 3");
    refused(&duty("per = \"year\"\nat_least = 5\nevery = \"1 month\""), bad, "只能写一个");
    refused(&duty("every = \"0 days\""), bad, "大于 0");
    refused(&duty("per = \"campaign\"\nat_least = 1"), bad, "专项行动");
    refused(&duty("per = \"year\"\nat_most = 1\nspread = true"), bad, "spread");
    refused(&duty("every = \"1 month\"\nat_least = 1"), Code::FieldsExclude, "at_least");
    refused(&duty("per = \"yaer\"\nat_least = 1"), Code::BadFieldValue, "year");
    refused(&duty("per = \"year\"\nat_least = -1"), Code::BadFieldValue, "0 到");
    let task = "[task.visit]\nlabel = \"检查\"\n[[duty]]\nid = \"d\"\ntask = \"检查\"\nevery = \"1 month\"\n";
    refused(task, Code::UnknownReference, "visit");
}

#[test]
fn windows_and_dates() {
    let window = |rest: &str| format!("[[window]]\nid = \"w\"\n{rest}\n");
    let of = |rest: &str| items(&window(rest)).windows[0].dates.len();
    assert_eq!(of("from = 2022-01-01\nto = 2022-01-07"), 1);
    assert_eq!(of("from = \"2022-01-01\"\nto = \"2022年1月7日\""), 1);
    assert_eq!(of("dates = [{ from = 2022-01-01, to = 2022-01-07 }, { from = 2023-01-01, to = 2023-01-07 }]"), 2);
    refused(&window("from = 2022-01-07\nto = 2022-01-01"), Code::BadPeriod, "晚于");
    refused(&window("dates = [{ from = 2022-01-07, to = 2022-01-01 }]"), Code::BadPeriod, "晚于");
    refused(&window("dates = []"), Code::BadPeriod, "空的");
    refused(&window("from = 2022-01-07\ndates = []"), Code::FieldsExclude, "dates");
    let both = problems(&window(""));
    assert_eq!(codes(&both), [Code::MissingField, Code::MissingField]);
    refused(&check("effective = { from = 2022-02-01, to = 2022-01-01 }"), Code::BadPeriod, "晚于");
}

#[test]
fn functions() {
    let text = "[function.f]\nparams = [\"number\", \"text\"]\nreturns = \"number\"\nrange = { min = 0, max = 10 }\n";
    assert_eq!(items(text).functions[0].params.len(), 2);
    refused(&text.replace("returns = \"number\"", "returns = \"bool\""), Code::FieldsExclude, "range");
    refused(&text.replace("\"text\"", "\"txt\""), Code::BadFieldValue, "text");
}

#[test]
fn scripts_come_in_the_order_of_the_packs() {
    use crate::pack::{Files, load};
    let files = Files::default()
        .with("base/pack.toml", super::HEAD)
        .with("base/functions.rhai", "fn a() {}")
        .with("own/pack.toml", format!("{}extends = [\"../base\"]\n", super::HEAD))
        .with("own/functions.rhai", "fn b() {}");
    let loaded = load(&files, "own");
    let scripts = loaded.items.unwrap().scripts;
    let names = scripts.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["base/functions.rhai", "own/functions.rhai"]);
    let of = |file: &u32| loaded.diagnostics.sources.text(*file);
    assert_eq!(loaded.script_files.iter().map(of).collect::<Vec<_>>(), ["fn a() {}", "fn b() {}"]);
}

#[test]
fn a_mistake_does_not_hide_what_depends_on_it() {
    // The fact is left out, and nothing that names it is reported for that.
    let loaded = loaded(
        "[fact.a]\nlabel = \"甲\"\ntype = \"bol\"\n[[check]]\nid = \"c\"\ntitle = \"t\"\npoints_by = { fact = \"甲\", map = { true = 1, false = 0 } }\n",
    );
    assert!(loaded.items.as_ref().unwrap().facts.is_empty());
    assert_eq!(loaded.scopes[0].facts("甲"), ["a"]);
    let problem = only(loaded.diagnostics.finish());
    assert_eq!(pointed(&problem), (3, "\"bol\"".to_owned()));
}

#[test]
fn maximum_of_a_problem_list() {
    let text = (0..1_200).map(|index| format!("[kind.k{index}]\nlabel = {index}\n")).collect::<String>();
    let problems = problems(&text);
    assert_eq!(problems.len(), 1_001);
    assert!(problems.iter().any(|problem| problem.code == Code::TooLarge && problem.message.zh.contains("200")));
    assert_eq!(problem("[kind.a]\nlabel = 1\n").code, Code::WrongFieldType);
}
