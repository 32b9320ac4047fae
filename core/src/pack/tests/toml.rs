//! Mistakes in TOML: each is found, explained, and hides no other.

use super::{codes, help, only, pointed, problem, problems, shown};
use crate::diagnostic::Code;

/// Each mistake alone: what it points to (line and text) and a word of the help or message.
const MISTAKES: &[(&str, (u32, &str), &str)] = &[
    // Quotes.
    ("[kind.a]\nlabel = \"甲\nlead = \"乙\"\n", (2, "\""), "引号"),
    ("[kind.a]\nlabel = '甲\n", (2, "'"), "引号"),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\", \"丙]\n", (3, "\""), "引号"),
    ("[kind.a]\nlabel = '''甲\nlead = \"乙\"\n", (2, "'''"), "三个引号"),
    ("[kind.a]\nlabel = \"\"\"甲\n", (2, "\"\"\""), "三个引号"),
    ("[kind.a]\nlabel = \"叫\"甲\"的\"\n", (2, "甲\"的\""), "单引号"),
    ("[kind.a]\nlabel = 甲\n", (2, "甲"), "引号里"),
    ("[kind.a]\nlabel = restaurant\n", (2, "restaurant"), "引号里"),
    ("[[check]]\nid = \"c\"\ntitle = \"t\"\nfails_if = !a\n", (4, "!a"), "引号里"),
    // Full-width punctuation.
    ("[kind.a]\nlabel ＝ \"甲\"\n", (2, "＝"), "全角的 ＝"),
    ("[kind.a]\nlabel = “甲”\n", (2, "“"), "全角的 “"),
    ("[kind.a]\nlabel = ‘甲’\n", (2, "‘"), "全角的 ‘"),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\"，\"丙\"]\n", (3, "，"), "全角的 ，"),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\"、\"丙\"]\n", (3, "、"), "全角的 、"),
    ("[kind.a]\nlabel：\"甲\"\n", (2, "："), "全角的 ："),
    ("【kind.a】\nlabel = \"甲\"\n", (1, "【"), "全角的 【"),
    ("[kind。a]\nlabel = \"甲\"\n", (1, "。"), "全角的 。"),
    ("［kind.a］\nlabel = \"甲\"\n", (1, "［"), "全角的 ［"),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\"］\n", (3, "］"), "全角的 ］"),
    // Separators.
    ("[kind.a]\nlabel \"甲\"\n", (2, "\""), "缺 ="),
    ("[kind.a]\nlabel\n", (2, ""), "缺 ="),
    ("[kind.a]\nlabel: \"甲\"\n", (2, ":"), "冒号"),
    ("[kind.a]\nlabel == \"甲\"\n", (2, "="), "多了一个 ="),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\" \"丙\"]\n", (3, "\""), "缺逗号"),
    ("[fact.a]\nlabel = \"甲\"\ntype = \"number\"\nrange = { min = 0 max = 1 }\n", (4, "="), "缺逗号"),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\",, \"丙\"]\n", (3, ","), "多了一个逗号"),
    ("[kind.a]\nlabel = \"甲\",\n", (2, ","), "行末不写逗号"),
    (
        "[section.a]\nlabel = \"甲\"\ncap = 1,000\n[[check]]\nid = \"c\"\ntitle = \"t\"\nsection = \"a\"\n",
        (3, ",000"),
        "数字里不写逗号",
    ),
    ("[kind.a]\nlabel = \"甲\" // 注\n", (2, "// 注"), "# 开头"),
    ("// 注\n[kind.a]\nlabel = \"甲\"\n", (1, "//"), "# 开头"),
    ("-- 注\n[kind.a]\nlabel = \"甲\"\n", (1, "--"), "# 开头"),
    // Brackets.
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\", \"丙\"\nlead = \"丁\"\n", (3, "["), "缺 ]"),
    ("[kind.a]\nlabel = \"甲\"\naliases = [\"乙\"", (3, "["), "缺 ]"),
    ("[fact.a]\nlabel = \"甲\"\ntype = \"number\"\nrange = { min = 0, max = 1\nhelp = \"丁\"\n", (4, "{"), "缺 }"),
    ("[kind.a\nlabel = \"甲\"\n", (1, ""), "缺 ]"),
    ("[[level]\nid = \"a\"\nlabel = \"甲\"\n", (1, ""), "缺 ]"),
    // Values.
    ("[fact.a]\nlabel = \"甲\"\ntype = \"number\"\nrange = { min = 01 }\n", (4, "0"), "数字写法"),
    ("[fact.a]\nlabel = \"甲\"\ntype = \"number\"\nrange = { min = .5 }\n", (4, "."), "数字写法"),
    ("[fact.a]\nlabel = \"甲\"\ntype = \"number\"\nrange = { min = 5分 }\n", (4, "5分"), "数字后面"),
    ("[kind.a]\nlabel = \n", (2, ""), "缺少值"),
    ("[kind.a]\nlabel = \"甲\\乙\"\n", (2, ""), "\\"),
    ("[[check]]\nid = \"c\"\ntitle = \"t\"\nobserved = True\n", (4, "True"), "小写的 true"),
    ("[[check]]\nid = \"c\"\ntitle = \"t\"\nobserved = 是\n", (4, "是"), "改成 true"),
    ("[[check]]\nid = \"c\"\ntitle = \"t\"\neffective = { from = 2022-1-1 }\n", (4, "2022-1-1"), "2022-08-03"),
    ("[[check]]\nid = \"c\"\ntitle = \"t\"\neffective = { from = 2022/01/01 }\n", (4, "2022/01/01"), "2022-08-03"),
    ("[[check]]\nid = \"c\"\ntitle = \"t\"\neffective = { from = 2022-02-30 }\n", (4, "2022-02-30"), "2022-08-03"),
    // Names.
    ("[kind.a]\nlabel = \"甲\"\nlabel = \"乙\"\n", (3, "label"), "写了两次"),
    ("[kind.a]\nlabel = \"甲\"\n[kind.a]\nlabel = \"乙\"\n", (3, "a"), "写了两次"),
    ("[kind.餐馆]\nlabel = \"甲\"\n", (1, "餐馆"), "label 里"),
    ("[kind.a]\n名称 = \"甲\"\nlabel = \"甲\"\n", (2, "名称"), "label 里"),
    ("[kind.a]\nlabel = \"甲\"\n= 1\n", (3, ""), "缺少字段名"),
    ("[kind.a]\nlabel = \"甲\"\n[[kind]]\nid = \"b\"\nlabel = \"乙\"\n", (3, "kind"), "[kind.ID]"),
    ("[kind.a]\nlabel = \"甲\u{0}乙\"\n", (2, "\u{0}"), "控制字符"),
];

#[test]
fn each_mistake_is_one_explained_problem() {
    let mut wrong = String::new();
    for (text, (line, meant), word) in MISTAKES {
        let problems = problems(text);
        let sound = matches!(problems.as_slice(), [problem] if problem.code == Code::Syntax
            && pointed(problem).0 == *line
            && (meant.is_empty() || pointed(problem).1 == *meant)
            && (problem.message.zh.contains(word) || help(problem).contains(word)));
        if !sound {
            let places = problems.iter().map(pointed).collect::<Vec<_>>();
            wrong += &format!("--- {text}=> {places:?}\n{}", shown(&problems));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn several_mistakes_are_several_problems() {
    let text = "
[fact.uses_gas]
label ＝ “使用燃气”
type = bool
kinds = [\"restaurant\"， \"shop\"]

[fact.area]
label \"经营面积\"
type = \"number\"
range = { min = 0, max = 100

[fact.grade]
label = \"等级\"
type = \"choice\"
options = [\"a\", \"b\"

【fact.wide】
label: \"宽\"
type = \"txt\"

[[check]]
id = \"gas\"
title = '燃气
points = \"20
within = \"15个工作日\"
sections = \"fire\"
";
    let problems = problems(text);
    let lines = problems.iter().map(|problem| pointed(problem).0).collect::<Vec<_>>();
    assert_eq!(lines, [3, 4, 5, 8, 10, 15, 17, 18, 19, 23, 24, 25, 26], "{}", shown(&problems));
}

#[test]
fn what_follows_a_mistake_is_read() {
    for mistake in
        ["label \"x\"\n", "aliases = [\"a\"\n", "[kind.b\n", "x = '\n", "[kind.c]\nlabel = \"c\"\n[kind.c]\n"]
    {
        let loaded = super::loaded(&format!("[kind.a]\nlabel = \"甲\"\n{mistake}[kind.d]\nlabel = \"丁\"\n"));
        let kinds = loaded.items.unwrap().kinds;
        assert_eq!(kinds.last().map(|kind| kind.label.as_str()), Some("丁"), "{mistake}");
    }
}

#[test]
fn a_mended_value_keeps_its_name() {
    let loaded = super::loaded("[fact.a]\nlabel = “使用燃气”\ntype = bool\n");
    assert_eq!(loaded.scopes[0].facts("使用燃气"), ["a"]);
}

#[test]
fn related_places_of_duplicates() {
    let problem = problem("[kind.a]\nlabel = \"甲\"\nlead = \"x\"\nlabel = \"乙\"\n");
    let (first, _) = &problem.related[0];
    assert_eq!((first.line, first.text.as_str()), (7, "label = \"甲\""));
}

#[test]
fn many_mistakes_of_one_file_are_cut() {
    let text = (0..200).map(|index| format!("[kind.k{index}]\nlabel = x{index}\n")).collect::<String>();
    assert_eq!(problems(&text).len(), 50);
}

#[test]
fn nesting_is_refused_not_followed() {
    for deep in
        [format!("x = {}{}\n", "[".repeat(100_000), "]".repeat(100_000)), format!("x = {}", "[".repeat(100_000))]
    {
        let problems = problems(&deep);
        assert!(codes(&problems).contains(&Code::Syntax), "{}", shown(&problems));
    }
    for deep in ["{a=".repeat(5_000), "a.".repeat(5_000) + "b = 1", format!("[{}b]\n", "a.".repeat(5_000))] {
        assert!(!problems(&format!("x = {deep}\n{deep}")).is_empty());
    }
}

#[test]
fn line_endings_of_windows_are_fine() {
    let text = super::WORDS.replace('\n', "\r\n");
    assert_eq!(problems(&text), []);
    let problem = only(problems("[kind.a]\r\nlabel = 甲\r\n"));
    assert_eq!(pointed(&problem), (2, "甲".to_owned()));
}
