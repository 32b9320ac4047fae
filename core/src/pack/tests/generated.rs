//! Files written from the tables of this crate: they are committed, and must not drift. `PAICHA_BLESS=1` writes them anew.

use crate::diagnostic::{Code, Severity};
use crate::pack::schema;
use crate::table::ProblemCode;
use std::path::Path;

fn is_current(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if std::env::var_os("PAICHA_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == text,
        "{} is out of date: run `PAICHA_BLESS=1 cargo test -p paicha generated`",
        path.display()
    );
}

/// Codes without a table of their own.
const OTHERS: &str = "
## One place, undecided / 一个场所，无法判定

| code | 中文 | English |
|---|---|---|
| R001 | 算出的不是有限的数 | a number is not finite |
| R002 | 日期超出 0001–9999 年 | a date lies outside the years 0001 to 9999 |
| R003 | 脚本函数超过限制，已停止 | a script function was stopped at a limit |
| R004 | 脚本函数出错 | a script function failed |

## Bundles and JSON / 规则包文件和 JSON

| code | 中文 | English |
|---|---|---|
| B001 | 不是规则包文件 | not a bundle |
| B002 | 规则包文件的格式版本不同 | a bundle of another format |
| B003 | 内容与摘要不符 | the bundle does not match its digest |
| B004 | 程序与条目不符 | the bundle's program does not fit its items |
| B005 | 有脚本函数，这个版本不能运行 | the bundle has functions, which this build cannot run |
| I001 | JSON 有误 | wrong JSON |

## The Python package / Python 包

| code | 中文 | English |
|---|---|---|
| A001 | 日期写法有误 | a date that is none |
| A005 | 值不知道怎样读，或不是有限的数 | a value that means nothing, or a number that is not finite |
| A007 | 参数的类型不对 | an argument of a wrong type |
| A101 | 图要的列没有 | a picture lacks columns |
| A102 | 没有安装能读结果的库 | no library is installed that reads results |
| A103 | 规则包没有风险等级 | the pack has no levels |
| A104 | 结果里有规则包没有的等级 | results have a level that the pack does not |
| A105 | 参数不能是这个值 | a value that an argument cannot have |

## The npm package / npm 包

| code | 中文 | English |
|---|---|---|
| A001 | 日期写法有误 | a date that is none |
| A002 | 没有这一行 | no such row |
| A003 | 这一行没有评估结果 | a row without results |
| A005 | 写不成 JSON，或不是有限的数 | what JSON cannot say, or a number that is not finite |
| A006 | 没有这个检查项 | no such check |
| A007 | 参数的类型不对 | an argument of a wrong type |
| W000 | 没有说明的错误 | an error without a description |
| W001 | 引擎停止了，下次加载时重新启动 | the engine stopped; the next load starts it anew |
| W002 | 引擎已重新启动，原来的对象不能再用 | the engine was restarted, and the object is lost |
| W003 | 找不到 WebAssembly 文件 | the WebAssembly file was not found |
| W004 | WebAssembly 无法启动 | WebAssembly cannot be started |
| W005 | 对象已经释放 | the object was given back |
| W006 | 检查表的规则包取不到 | the bundle of a checklist cannot be fetched |

Codes `F0xx` are those of shells that have a disk, the command line and Python: files they cannot read or write.
";

#[test]
fn the_list_of_diagnostics() {
    let mut text = String::from(
        "# Diagnostics / 诊断代码\n\nWritten from `core/src/diagnostic/code.rs`. A code never changes its meaning. `E…` are errors: the pack cannot be used. `W…` are warnings.\n",
    );
    let mut part = "";
    for code in Code::ALL {
        let heading = match code.as_str().get(..3) {
            Some("E01") => "Files and fields / 文件和字段",
            Some("E02") => "Items, overlays, names / 条目、继承、名称",
            Some("E03") => "Expressions / 表达式",
            Some("E04") => "What the rules say / 规则内容",
            _ if code.severity() == Severity::Warning => "Warnings / 警告",
            _ => "Others / 其他",
        };
        if heading != part {
            text += &format!("\n## {heading}\n\n| code | 中文 | English |\n|---|---|---|\n");
            part = heading;
        }
        let title = code.title();
        text += &format!("| {} | {} | {} |\n", code.as_str(), title.zh, title.en);
    }
    text += "\n## Rows of places and records / 场所和记录的行\n\nWritten from `core/src/table/problem.rs`.\n\n| code | 中文 | English |\n|---|---|---|\n";
    for code in ProblemCode::ALL {
        let title = code.title();
        text += &format!("| {} | {} | {} |\n", code.as_str(), title.zh, title.en);
    }
    text += OTHERS;
    is_current("docs/diagnostics.md", &text);
}

#[test]
fn codes_are_distinct_and_in_order() {
    let codes = Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn the_json_schema() {
    is_current("rules/paicha.schema.json", &format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap()));
}

#[test]
fn the_schema_knows_every_table() {
    let schema = schema();
    for table in ["pack", "kind", "fact", "check", "duty", "campaign", "case"] {
        assert!(schema["properties"][table].is_object(), "{table}");
    }
    let check = &schema["properties"]["check"]["items"];
    assert_eq!(check["properties"]["points"]["anyOf"][0]["type"], "number");
    assert_eq!(check["anyOf"][0]["required"], serde_json::json!(["id", "title"]));
}
