//! Fields: unknown ones, wrong types, missing ones, values that will not do.

use super::{HEAD, WORDS, codes, help, loaded, only, pointed, problem, problems, shown};
use crate::diagnostic::Code;
use crate::pack::{Files, load};

/// A check with some more lines.
fn check(fields: &str) -> String {
    format!("{WORDS}[[check]]\nid = \"c\"\ntitle = \"t\"\n{fields}\n")
}

/// What one mistaken line of a check is answered with: code, what is pointed to, a word of message or help.
fn expect(text: &str, code: Code, meant: &str, word: &str) {
    let problems = problems(text);
    assert_eq!(codes(&problems), [code], "{text}\n{}", shown(&problems));
    let problem = &problems[0];
    assert_eq!(pointed(problem).1, meant, "{text}\n{problem}");
    assert!(problem.message.zh.contains(word) || help(problem).contains(word), "{text}\n{problem}");
}

#[test]
fn unknown_fields_and_tables() {
    expect(&check("sections = \"x\""), Code::UnknownField, "sections", "section");
    expect(&check("\"整改期限\" = \"x\""), Code::UnknownField, "\"整改期限\"", "within");
    expect(&check("zzzzzz = 1"), Code::UnknownField, "zzzzzz", "可以写：id、title");
    expect("[kind.a]\nname = \"甲\"\n", Code::UnknownField, "name", "label");
    expect(
        &check("basis = { law = \"x\", status = \"quoted\", link = \"y\" }"),
        Code::UnknownField,
        "link",
        "law、status",
    );
    expect("[kinds.a]\nlabel = \"甲\"\n", Code::UnknownTable, "kinds", "[kind.ID]");
    expect("[wat]\nx = 1\n", Code::UnknownTable, "wat", "[[check]]");
    expect("[[case]]\nname = \"x\"\n", Code::UnknownTable, "case", "tests");
    expect("[campaign]\nid = \"x\"\n", Code::UnknownTable, "campaign", "campaigns");
    let stray = load(&Files::default().with("p/pack.toml", format!("label = \"x\"\n{HEAD}")), "p");
    let problem = only(stray.diagnostics.finish());
    assert_eq!((problem.code, problem.place.as_ref().unwrap().line), (Code::UnknownTable, 1));
    assert!(problem.message.zh.contains("没有表头"));
}

#[test]
fn a_misspelt_required_field_is_not_missing_too() {
    expect("[kind.a]\nlabl = \"甲\"\n", Code::UnknownField, "labl", "label");
    let loaded = loaded("[kind.a]\nlabl = \"甲\"\n");
    assert_eq!(loaded.items.unwrap().kinds[0].label, "甲");
}

#[test]
fn tables_in_the_wrong_form() {
    for (text, header) in [
        ("[[kind]]\nid = \"a\"\nlabel = \"甲\"\n", "[kind.ID]"),
        ("[kind]\nlabel = \"甲\"\n", "[kind.ID]"),
        ("[check]\nid = \"a\"\ntitle = \"甲\"\n", "[[check]]"),
        ("[check.a]\ntitle = \"甲\"\n", "[[check]]"),
        ("[[check]]\nid = \"a\"\ntitle = \"甲\"\n[check.b]\ntitle = \"乙\"\n", "[[check]]"),
        ("[[score]]\nmax = 1\n", "[score]"),
        ("check = 1\n[kind.a]\nlabel = \"甲\"\n", "[[check]]"),
    ] {
        let files = Files::default().with("p/pack.toml", HEAD).with("p/a.toml", text);
        let problem = only(load(&files, "p").diagnostics.finish());
        assert_eq!(problem.code, Code::WrongFieldType, "{text}\n{problem}");
        assert!(problem.message.zh.contains(header), "{text}\n{problem}");
    }
    // The items are read all the same.
    let items = loaded("[[kind]]\nid = \"a\"\nlabel = \"甲\"\n[check.c]\ntitle = \"t\"\n").items.unwrap();
    assert_eq!((items.kinds.len(), items.checks.len()), (1, 1));
}

#[test]
fn wrong_types() {
    let wrong = Code::WrongFieldType;
    expect(&check("kinds = \"restaurant\""), wrong, "\"restaurant\"", "[\"restaurant\"]");
    expect(&check("kinds = [1]"), wrong, "1", "加上引号");
    expect(&check("points = true"), wrong, "true", "加上引号");
    expect(&check("observed = \"true\""), wrong, "\"true\"", "去掉引号");
    expect(&check("observed = \"是\""), wrong, "\"是\"", "写 true");
    expect(&check("fix = 5"), wrong, "5", "加上引号");
    expect(&check("fix = { a = 1 }"), wrong, "{ a = 1 }", "文字");
    expect(&check("basis = \"安全生产法\""), wrong, "\"安全生产法\"", "表");
    expect(&check("effective = { from = \"去年\" }"), wrong, "\"去年\"", "2022-08-03");
    expect("[score]\ndecimals = \"2\"\n", wrong, "\"2\"", "去掉引号");
    expect("[score]\ndecimals = 2.5\n", wrong, "2.5", "整数");
    expect("[[check]]\nid = 5\ntitle = \"t\"\n", wrong, "5", "编号");
    expect("[score]\nmax = 2022-01-01\n", wrong, "2022-01-01", "数字");
}

#[test]
fn values_that_will_not_do() {
    let bad = Code::BadFieldValue;
    expect(&check("within = \"soon\""), bad, "\"soon\"", "15天");
    expect(&check("within = \"10个工作日\""), bad, "\"10个工作日\"", "日历天数");
    expect(&check("fix = \" \""), bad, "\" \"", "空的");
    expect(&check("points = nan"), bad, "nan", "有限");
    expect(&check("points = -inf"), bad, "-inf", "有限");
    expect(&check("points = 1e999"), bad, "1e999", "有限");
    expect(&check("basis = { law = \"x\", status = \"qoted\" }"), bad, "\"qoted\"", "quoted");
    expect(&check("effective = { from = 2022-01-01T08:00:00 }"), bad, "2022-01-01T08:00:00", "不带时间");
    expect("[score]\ndecimals = 7\n", bad, "7", "0 到 6");
    expect("[kind.Gas]\nlabel = \"甲\"\n", bad, "Gas", "小写");
    expect("[kind.a-b]\nlabel = \"甲\"\n", bad, "a-b", "下划线");
    expect("[kind.\"餐馆\"]\nlabel = \"甲\"\n", bad, "\"餐馆\"", "label");
    expect("[[level]]\nid = \"a\"\nlabel = \"甲\"\ncolor = \"red\"\n", bad, "\"red\"", "#d7191c");
    expect(
        "[section.s]\nlabel = \"甲\"\ncap = -1\n[[check]]\nid = \"c\"\ntitle = \"t\"\nsection = \"s\"\n",
        bad,
        "-1",
        "小于 0",
    );
    expect(
        "[fact.a]\nlabel = \"甲\"\ntype = \"number\"\nrange = { min = 5, max = 1 }\n",
        bad,
        "{ min = 5, max = 1 }",
        "大于",
    );
    expect("[fact.a]\nlabel = \"甲\"\ntype = \"choice\"\noptions = []\n", bad, "[]", "1 到 64");
    expect(&format!("[kind.{}]\nlabel = \"甲\"\n", "a".repeat(65)), bad, &"a".repeat(65), "64");
}

#[test]
fn missing_fields() {
    for (text, name) in [
        ("[kind.a]\n", "label"),
        ("[fact.a]\nlabel = \"甲\"\n", "type"),
        ("[[check]]\nid = \"a\"\n", "title"),
        ("[[check]]\ntitle = \"a\"\n", "id"),
        ("[derive.a]\nlabel = \"甲\"\n", "value"),
        ("[[adjust]]\nid = \"a\"\nwhen = 'x'\n", "by"),
        ("[[adjust]]\nid = \"a\"\nwhen = 'x'\n", "to"),
        ("[[window]]\nid = \"w\"\nto = 2022-01-01\n", "from"),
        ("[function.f]\nparams = []\n", "returns"),
        ("[result.r]\nlabel = \"甲\"\ntype = \"number\"\n", "value"),
        ("[result.r]\nlabel = \"甲\"\ntype = \"level\"\n", "levels"),
        ("[[check]]\nid = \"a\"\ntitle = \"t\"\nbasis = { law = \"x\" }\n", "status"),
        ("[[check]]\nid = \"a\"\ntitle = \"t\"\npoints_by = { bands = [{ points = 1 }] }\n", "fact"),
    ] {
        let problem = problem(text);
        assert_eq!(problem.code, Code::MissingField, "{text}\n{problem}");
        assert!(problem.message.zh.contains(name), "{text}\n{problem}");
    }
}

#[test]
fn the_head_of_a_pack() {
    let of = |text: &str| load(&Files::default().with("p/pack.toml", text), "p").diagnostics.finish();
    assert_eq!(codes(&of("")), [Code::MissingField]);
    assert_eq!(codes(&of("[kind.a]\nlabel = \"x\"\n")), [Code::MissingField]);
    let three = of("[pack]\nformat = 2\n");
    assert_eq!(codes(&three)[0], Code::MissingField);
    assert!(codes(&three).contains(&Code::UnsupportedFormat), "{}", shown(&three));
    assert_eq!(three.len(), 4, "{}", shown(&three));
    assert_eq!(codes(&of(&HEAD.replace("\"p\"", "\"Xin Cheng\""))), [Code::BadFieldValue]);
    assert_eq!(codes(&of(&HEAD.replace("\"p\"", "\"xin-cheng\""))), []);
    let outside = load(&Files::default().with("p/pack.toml", HEAD).with("p/x.toml", HEAD), "p");
    assert_eq!(codes(&outside.diagnostics.finish()), [Code::UnknownTable]);
}

#[test]
fn five_mistakes_are_five_problems() {
    let text = "[fact.a]\nlabel = 1\ntype = \"bol\"\n[kind.b]\nlabl = \"乙\"\n[[check]]\nid = \"c\"\nfix = 3\n[wat]\n";
    let problems = problems(text);
    assert_eq!(
        codes(&problems),
        [
            Code::WrongFieldType,
            Code::BadFieldValue,
            Code::UnknownField,
            Code::MissingField,
            Code::WrongFieldType,
            Code::UnknownTable,
        ],
        "{}",
        shown(&problems)
    );
}
