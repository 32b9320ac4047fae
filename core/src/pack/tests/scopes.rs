//! Names: each layer its own, ambiguous ones, collisions, and where expressions stand.

use super::{WORDS, codes, loaded, loaded_packs, only, problem};
use crate::diagnostic::Code;
use crate::pack::item::CheckRule;
use crate::pack::scope::Space;

#[test]
fn names_of_every_space() {
    let loaded = loaded(&format!(
        "{WORDS}
[derive.big]
value = '面积 > 500'
label = \"大\"
[[check]]
id = \"alarm\"
title = \"已装报警器\"
fails_if = '!使用燃气'
section = \"fire\"
groups = [\"direct\"]
[group.direct]
label = \"直接判定\"
[result.lec]
label = \"作业风险\"
type = \"number\"
value = '1'
[[window]]
id = \"spring\"
label = \"春节\"
from = 2022-01-31
to = 2022-02-06
[task.inspection]
label = \"检查\"
[[duty]]
id = \"d\"
task = \"drill\"
at_least = 1
per = \"year\"
[function.f]
params = [\"number\"]
returns = \"number\"
label = \"折算\"
"
    ));
    let scope = &loaded.scopes[0];
    assert_eq!(scope.facts("使用燃气"), ["uses_gas"]);
    assert_eq!(scope.facts("ＢＩＧ"), ["big"]);
    assert_eq!(scope.facts("大"), ["big"]);
    assert_eq!(scope.facts("alarm"), [""; 0]);
    assert_eq!(scope.counted("已装报警器"), ["alarm"]);
    assert_eq!(scope.counted("fire"), ["fire"]);
    assert_eq!(scope.counted("直接判定"), ["direct"]);
    assert_eq!(scope.find(Space::Kind, "餐馆"), ["restaurant"]);
    assert_eq!(scope.find(Space::Result, "作业风险"), ["lec"]);
    assert_eq!(scope.find(Space::Window, "春节"), ["spring"]);
    assert_eq!(scope.find(Space::Task, "检查"), ["inspection"]);
    assert_eq!(scope.find(Space::Task, "drill"), ["drill"]);
    assert_eq!(scope.find(Space::Function, "折算"), ["f"]);
    assert_eq!(scope.options("source", "管道气"), ["pipeline"]);
    assert_eq!(scope.options("source", "bottled"), ["bottled"]);
    assert!(scope.candidates(Space::Fact).any(|name| name == "使用燃气"));
    assert!(scope.option_candidates("source").any(|name| name == "管道"));
}

#[test]
fn a_layer_keeps_the_names_it_was_written_with() {
    let base =
        "[fact.gas]\nlabel = \"燃气\"\ntype = \"bool\"\n[[check]]\nid = \"c\"\ntitle = \"t\"\nfails_if = '燃气'\n";
    let own = "extends = [\"../base\"]\n[fact.gas]\noverride = true\nlabel = \"天然气\"\n[[check]]\nid = \"d\"\ntitle = \"u\"\nfails_if = '天然气'\n";
    let loaded = loaded_packs(&[("base", base), ("own", own)]);
    assert!(!loaded.has_errors());
    let [base, own] = loaded.scopes.as_slice() else { panic!("two layers") };
    assert_eq!((base.facts("燃气"), base.facts("天然气").len()), (&["gas".to_owned()][..], 0));
    assert_eq!((own.facts("天然气"), own.facts("燃气").len()), (&["gas".to_owned()][..], 0));
    let items = loaded.items.unwrap();
    let layers = items.checks.iter().map(|check| match &check.rule {
        CheckRule::Derived { fails_if } => fails_if.source.unwrap().layer,
        _ => panic!("derived"),
    });
    assert_eq!(layers.collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn expressions_know_where_they_stand() {
    let text = "[[check]]\nid = \"a\"\ntitle = \"t\"\nfails_if = 'x > 1'\n[[check]]\nid = \"b\"\ntitle = \"u\"\nfails_if = \"y == \\\"z\\\"\"\n[[check]]\nid = \"c\"\ntitle = \"v\"\nfails_if = '''\nx &&\n  y'''\n[[check]]\nid = \"d\"\ntitle = \"w\"\nfails_if = \"x\"\n";
    let loaded = loaded(text);
    let items = loaded.items.unwrap();
    let shown = items.checks.iter().map(|check| {
        let CheckRule::Derived { fails_if } = &check.rule else { panic!("derived") };
        let source = fails_if.source.unwrap();
        let text = loaded.diagnostics.sources.text(source.span.file);
        let content = text.get(source.span.start as usize..source.span.end as usize).unwrap();
        assert_eq!(source.direct, content == fails_if.text);
        (content, source.direct)
    });
    let shown = shown.collect::<Vec<_>>();
    assert_eq!(shown, [("x > 1", true), ("y == \\\"z\\\"", false), ("x &&\n  y", true), ("x", true)]);
}

#[test]
fn one_name_for_two_facts() {
    let problem = problem(
        "[fact.a]\nlabel = \"燃气\"\ntype = \"bool\"\n[fact.b]\nlabel = \"甲\"\naliases = [\"燃气\"]\ntype = \"bool\"\n",
    );
    assert_eq!(problem.code, Code::NameCollision);
    assert_eq!((problem.place.unwrap().line, problem.related[0].0.line), (11, 7));
}

#[test]
fn kinds_that_never_meet_may_share_a_name() {
    let text = |second: &str| {
        format!(
            "{WORDS}[fact.a]\nlabel = \"甲\"\ntype = \"bool\"\nkinds = [\"shop\"]\n[fact.b]\nlabel = \"甲\"\ntype = \"bool\"\nkinds = [\"{second}\"]\n"
        )
    };
    let apart = loaded(&text("restaurant"));
    assert_eq!(apart.scopes[0].facts("甲"), ["a", "b"]);
    assert_eq!(apart.diagnostics.finish(), []);
    assert_eq!(codes(&loaded(&text("shop")).diagnostics.finish()), [Code::NameCollision]);
}

#[test]
fn observed_checks_share_the_space_of_facts() {
    let fact = "[fact.wall]\nlabel = \"外墙\"\ntype = \"bool\"\n";
    let with = |check: &str| loaded(&format!("{fact}{check}")).diagnostics.finish();
    assert_eq!(codes(&with("[[check]]\nid = \"wall\"\ntitle = \"t\"\n")), [Code::NameCollision]);
    assert_eq!(codes(&with("[[check]]\nid = \"w\"\ntitle = \"外墙\"\n")), [Code::NameCollision]);
    assert_eq!(codes(&with("[[check]]\nid = \"w\"\ntitle = \"t\"\naliases = [\"外墙\"]\n")), [Code::NameCollision]);
    // A derived check is no column.
    assert_eq!(with("[[check]]\nid = \"wall\"\ntitle = \"外墙\"\nfails_if = '外墙'\n"), []);
}

#[test]
fn ids_of_checks_sections_and_groups_are_one_space() {
    let declared = problem(
        "[section.fire]\nlabel = \"s\"\n[[check]]\nid = \"fire\"\ntitle = \"t\"\nsection = \"fire\"\nfails_if = 'x'\n",
    );
    assert_eq!(declared.code, Code::NameCollision);
    let used = problem("[[check]]\nid = \"fire\"\ntitle = \"t\"\ngroups = [\"fire\"]\nfails_if = 'x'\n");
    assert_eq!(used.code, Code::NameCollision);
    let both = problem("[[check]]\nid = \"a\"\ntitle = \"t\"\nsection = \"x\"\ngroups = [\"x\"]\nfails_if = 'x'\n");
    assert_eq!(both.code, Code::NameCollision);
    let built_in = problem("[[check]]\nid = \"a\"\ntitle = \"t\"\ngroups = [\"major\"]\nfails_if = 'x'\n");
    assert_eq!(built_in.code, Code::NameCollision);
}

#[test]
fn built_in_and_reserved_names() {
    for name in ["评估日期", "得分总计", "类型", "不符合", "Since"] {
        let problem = problem(&format!("[fact.a]\nlabel = \"{name}\"\ntype = \"bool\"\n"));
        assert_eq!(problem.code, Code::NameCollision, "{name}");
    }
    for id in ["level", "case", "switch"] {
        let problem = problem(&format!("[fact.{id}]\nlabel = \"甲\"\ntype = \"bool\"\n"));
        assert_eq!(problem.code, Code::NameCollision, "{id}");
    }
}

#[test]
fn kinds_tasks_and_windows_collide_among_themselves() {
    for text in [
        "[kind.a]\nlabel = \"甲\"\n[kind.b]\nlabel = \"甲\"\n",
        "[task.a]\nlabel = \"甲\"\n[task.b]\nlabel = \"乙\"\naliases = [\"甲\"]\n",
        "[[window]]\nid = \"a\"\nfrom = 2022-01-01\nto = 2022-01-02\n[[window]]\nid = \"b\"\nlabel = \"a\"\nfrom = 2022-01-01\nto = 2022-01-02\n",
        "[result.a]\nlabel = \"甲\"\ntype = \"number\"\nvalue = '1'\n[result.b]\nlabel = \"甲\"\ntype = \"number\"\nvalue = '1'\n",
    ] {
        assert_eq!(only(super::problems(text)).code, Code::NameCollision, "{text}");
    }
    assert_eq!(super::problems("[kind.a]\nlabel = \"甲\"\n[task.b]\nlabel = \"甲\"\n"), []);
}

#[test]
fn one_text_is_printed_with_the_ids_of_each_place() {
    let kind = |id: &str| {
        format!(
            "[kind.{id}]\nlabel = \"{id}\"\n[fact.{id}_gas]\nlabel = \"用气\"\ntype = \"bool\"\nkinds = [\"{id}\"]\n\
             [[check]]\nid = \"{id}_no_gas\"\ntitle = \"{id} 不用气\"\nkinds = [\"{id}\"]\nfails_if = '用气'\n"
        )
    };
    let head = "[pack]\nformat = 1\nid = \"p\"\ntitle = \"示例\"\nversion = \"1\"\n".to_owned();
    let files = crate::pack::Files::default().with("p/pack.toml", [head, kind("shop"), kind("school")].concat());
    let pack = crate::Pack::load(&files, "p").unwrap();
    let rules = pack.items().checks.iter().map(|check| match &check.rule {
        CheckRule::Derived { fails_if } => fails_if.text.as_str(),
        _ => "",
    });
    assert!(rules.eq(["shop_gas", "school_gas"]));
}
