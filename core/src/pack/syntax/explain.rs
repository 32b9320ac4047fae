//! The TOML parser's errors in words for people who are no programmers, with what to do.

use super::line;
use crate::diagnostic::{Code, Diagnostics, Span};
use crate::message::Message;
use crate::pack::format::{Form, TABLES};
use std::ops::Range;

/// The error of an open bracket, however the parser came to notice it.
pub(super) const UNCLOSED: &str = "unclosed bracket";

/// What is wrong, where, and what to do about it.
struct Explained {
    at: Range<usize>,
    message: Message,
    help: Option<Message>,
}

/// A mistake on its way to being explained.
struct Mistake<'a> {
    /// The parser's words.
    parser: &'a str,
    /// What the parser points to.
    at: &'a Range<usize>,
    pointed: &'a str,
    line: &'a str,
    line_at: usize,
    text: &'a str,
}

/// Reports an error of the parser.
pub(super) fn report(
    parser: &str,
    text: &str,
    file: u32,
    at: &Range<usize>,
    line: &Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let mistake = Mistake {
        parser,
        at,
        pointed: text.get(at.clone()).unwrap_or(""),
        line: text.get(line.clone()).unwrap_or(""),
        line_at: line.start,
        text,
    };
    let explained = explain(&mistake);
    let span = |range: &Range<usize>| Span { file, start: range.start as u32, end: range.end as u32 };
    let reported = diagnostics.report(Code::Syntax, Some(span(&explained.at)), explained.message);
    let reported = match explained.help {
        Some(help) => reported.help(help),
        None => reported,
    };
    if parser.starts_with("duplicate key")
        && other_header(&mistake).is_none()
        && let Some(first) = first_use(&mistake)
    {
        reported.related(span(&first), Message::new("先写在这里", "first written here"));
    }
}

type Reader = fn(&Mistake<'_>) -> Option<Explained>;

fn explain(mistake: &Mistake<'_>) -> Explained {
    let readers: [Reader; 9] =
        [wide, missing_equals, quotes, unclosed, unquoted, separators, headers_and_keys, values, structure];
    readers.iter().find_map(|read| read(mistake)).unwrap_or_else(|| Explained {
        at: mistake.at.clone(),
        message: Message::new(
            format!("TOML 写法有误：{}", mistake.parser),
            format!("a mistake in TOML: {}", mistake.parser),
        ),
        help: None,
    })
}

impl Mistake<'_> {
    fn says(&self, words: &str) -> bool {
        self.parser.starts_with(words)
    }

    fn explained(&self, message: (&str, &str), help: (&str, &str)) -> Option<Explained> {
        self.explained_at(self.at.clone(), message, help)
    }

    fn explained_at(&self, at: Range<usize>, message: (&str, &str), help: (&str, &str)) -> Option<Explained> {
        let help = Some(Message::new(help.0, help.1)).filter(|help| !help.zh.is_empty());
        Some(Explained { at, message: Message::new(message.0, message.1), help })
    }
}

fn wide(mistake: &Mistake<'_>) -> Option<Explained> {
    let (at, wide, ascii) = line::full_width(mistake.line)?;
    let at = mistake.line_at + at;
    Some(Explained {
        at: at..at + wide.len_utf8(),
        message: Message::new(format!("这里用了全角的 {wide}"), format!("a full-width {wide}")),
        help: Some(Message::new(
            format!("换成半角的 {ascii}（输入法切到英文标点）"),
            format!("write {ascii} (switch the input method to ASCII punctuation)"),
        )),
    })
}

fn unclosed(mistake: &Mistake<'_>) -> Option<Explained> {
    match (mistake.parser == UNCLOSED, mistake.pointed) {
        (true, "{") => mistake.explained(
            ("花括号没有合上，缺 }", "the table { … is not closed: } is missing"),
            ("在最后一个字段后面加 }", "add } after the last field"),
        ),
        (true, _) => mistake.explained(
            ("方括号没有合上，缺 ]", "the list [ … is not closed: ] is missing"),
            ("在最后一项后面加 ]", "add ] after the last item"),
        ),
        _ => None,
    }
}

fn missing_equals(mistake: &Mistake<'_>) -> Option<Explained> {
    if !mistake.says("key with no value") {
        return None;
    }
    if let Some(comment) = comment(mistake) {
        return Some(comment);
    }
    if line::open_quote(mistake.line).is_some() {
        return None;
    }
    if let Some(colon) = mistake.line.find(':') {
        let at = mistake.line_at + colon;
        return mistake.explained_at(
            at..at + 1,
            ("字段和值之间要用 =，不用冒号", "a field and its value are joined by =, not by a colon"),
            ("改成：字段 = 值", "write: field = value"),
        );
    }
    mistake.explained(
        ("这一行缺 =", "this line has no ="),
        ("写成：字段 = 值；说明文字前面加 #", "write: field = value; put # before a remark"),
    )
}

fn comment(mistake: &Mistake<'_>) -> Option<Explained> {
    let start = mistake.line.len() - mistake.line.trim_start().len();
    let mark = ["//", "--", "/*", ";"].into_iter().find(|mark| mistake.line.trim_start().starts_with(mark))?;
    let at = mistake.line_at + start;
    mistake.explained_at(
        at..at + mark.len(),
        ("注释要以 # 开头", "a comment starts with #"),
        ("把它换成 #", "write # instead"),
    )
}

fn quotes(mistake: &Mistake<'_>) -> Option<Explained> {
    if mistake.says("invalid multi-line") {
        let quote = if mistake.parser.contains("literal") { "'''" } else { "\"\"\"" };
        let at = mistake.text.rfind(quote).unwrap_or(mistake.at.start);
        return mistake.explained_at(
            at..at + 3,
            ("三个引号开头的文字没有结束", "the text opened by three quotes is not closed"),
            ("在文字末尾加上同样的三个引号", "add the same three quotes at its end"),
        );
    }
    let open = line::open_quote(mistake.line)?;
    let at = mistake.line_at + open;
    mistake.explained_at(
        at..at + 1,
        ("引号没有成对", "a quote is not closed"),
        (
            "在文字末尾加上同样的引号；文字里面有双引号时，外面用单引号",
            "add the same quote at the end of the text; a text that has double quotes in it goes in single quotes",
        ),
    )
}

fn unquoted(mistake: &Mistake<'_>) -> Option<Explained> {
    let word = mistake.pointed.trim();
    if mistake.says("invalid boolean") {
        let help = ("只能写小写的 true 或 false", "write true or false, in lower case");
        return mistake.explained(("真假值写法有误", "a wrong truth value"), help);
    }
    if !mistake.says("string values must be quoted") {
        return None;
    }
    let number = word.trim_end_matches(|last: char| !last.is_ascii_digit());
    match word {
        "" => mistake.explained(
            ("= 后面缺少值", "no value after ="),
            ("写上值，或删掉这一行", "write a value, or drop the line"),
        ),
        "是" | "对" | "真" | "yes" | "Yes" | "YES" | "on" => {
            mistake.explained(("这里要写 true 或 false", "write true or false here"), ("改成 true", "write true"))
        }
        "否" | "不" | "假" | "no" | "No" | "NO" | "off" => {
            mistake.explained(("这里要写 true 或 false", "write true or false here"), ("改成 false", "write false"))
        }
        _ if word.parse::<crate::Date>().is_ok() => mistake.explained(
            ("日期写法有误", "a date that is not written as TOML wants it"),
            ("写成 2022-08-03 这样", "write it as 2022-08-03"),
        ),
        _ if number.parse::<f64>().is_ok() => mistake.explained(
            ("数字后面不能带别的字", "a number takes nothing after it"),
            ("只写数字；要写文字，就加上引号", "write the number only; a text goes in quotes"),
        ),
        _ => mistake.explained(
            ("文字没有加引号", "a text without quotes"),
            ("文字和表达式都要放在引号里", "texts and expressions go in quotes"),
        ),
    }
}

fn separators(mistake: &Mistake<'_>) -> Option<Explained> {
    if mistake.says("missing comma") || mistake.says("extra assignment") {
        return mistake
            .explained(("两项之间缺逗号", "a comma is missing between two items"), ("在这里加 ,", "add , here"));
    }
    if mistake.says("extra comma") {
        return mistake.explained(("多了一个逗号", "a comma too many"), ("删掉它", "drop it"));
    }
    if mistake.says("extra `=`") || mistake.says("unexpected `=`") {
        return mistake.explained(
            ("多了一个 =", "an = too many"),
            ("字段和值之间只写一个 =", "one = joins a field and its value"),
        );
    }
    None
}

fn headers_and_keys(mistake: &Mistake<'_>) -> Option<Explained> {
    if mistake.says("unclosed table") || mistake.says("unclosed array table") {
        return mistake.explained(
            ("表头没有合上，缺 ]", "the header is not closed: ] is missing"),
            ("表头写成 [fact.编号] 或 [[check]]", "a header is written as [fact.id] or [[check]]"),
        );
    }
    if mistake.says("unquoted keys cannot be empty") {
        return mistake.explained(("= 前面缺少字段名", "no field before ="), ("", ""));
    }
    if mistake.says("invalid unquoted key") {
        return comment(mistake).or_else(|| {
            mistake.explained(
                (
                    &format!("字段名和编号不能有“{}”", mistake.pointed),
                    &format!("“{}” cannot stand in a field name or id", mistake.pointed),
                ),
                (
                    "用小写英文字母、数字和下划线；中文名称写在 label 里",
                    "use lower-case letters, digits and _; names in other scripts go in label",
                ),
            )
        });
    }
    None
}

fn values(mistake: &Mistake<'_>) -> Option<Explained> {
    let escape =
        ["missing escaped value", "too few unicode", "invalid escape", "invalid unicode", "invalid value for unicode"];
    if escape.iter().any(|words| mistake.says(words)) {
        return mistake.explained(
            ("双引号里的 \\ 有特别的意思", "in double quotes \\ has a meaning of its own"),
            ("外面改用单引号，或把 \\ 写成 \\\\", "use single quotes, or write \\\\ for \\"),
        );
    }
    if mistake.says("invalid date") || mistake.says("invalid time") || mistake.says("invalid datetime") {
        return mistake.explained(("日期写法有误", "a wrong date"), ("写成 2022-08-03 这样", "write it as 2022-08-03"));
    }
    if ["basic string", "literal string", "comment"].iter().any(|what| mistake.parser.contains(what)) {
        return mistake.explained(
            ("这里有看不见的控制字符", "a control character that cannot be seen"),
            ("删掉重打这几个字", "delete and retype the characters here"),
        );
    }
    let number = ["unexpected leading zero", "redundant", "invalid fraction", "invalid mantissa", "invalid exponent"];
    let integer = [
        "invalid integer",
        "invalid decimal",
        "invalid hexadecimal",
        "invalid octal",
        "invalid binary",
        "`_` may only",
    ];
    if number.iter().chain(&integer).any(|words| mistake.says(words)) {
        return mistake
            .explained(("数字写法有误", "a wrong number"), ("写成 20、0.5、-3 这样", "write it as 20, 0.5 or -3"));
    }
    None
}

fn structure(mistake: &Mistake<'_>) -> Option<Explained> {
    if let Some(header) = other_header(mistake) {
        return mistake.explained(
            (&format!("这里要写成 {header}"), &format!("write {header} here")),
            ("单方括号和双方括号不能混用", "single and double brackets do not mix"),
        );
    }
    if mistake.says("duplicate key") || mistake.says("cannot extend value") {
        return mistake.explained(
            (&format!("“{}”写了两次", mistake.pointed), &format!("“{}” is written twice", mistake.pointed)),
            (
                "删掉一个，或改成不同的名称；如果是另一个条目，前面缺了表头",
                "drop one of them, or give it another name; another item needs a header of its own",
            ),
        );
    }
    if mistake.says("unexpected key or value") || mistake.says("unexpected content") {
        return trailing(mistake);
    }
    if mistake.says("cannot recurse") || mistake.says("recursion limit") {
        return mistake.explained(("括号或名称嵌套太深", "nested too deep"), ("", ""));
    }
    if mistake.says("carriage return") {
        return mistake.explained(
            ("换行方式不对", "a line ends in an unusual way"),
            ("用记事本或其他编辑器另存一次", "save the file again with another editor"),
        );
    }
    None
}

/// How a table should be written whose header has the wrong brackets.
fn other_header(mistake: &Mistake<'_>) -> Option<String> {
    let line = mistake.line.trim_start();
    let is_list = line.starts_with("[[");
    let format = TABLES.iter().find(|format| format.name == mistake.pointed)?;
    let wrong = mistake.says("duplicate key") && line.starts_with('[') && is_list != (format.form == Form::List);
    wrong.then(|| format.header())
}

/// Something stands after a value.
fn trailing(mistake: &Mistake<'_>) -> Option<Explained> {
    let rest = mistake.text.get(mistake.at.start..mistake.line_at + mistake.line.len()).unwrap_or("");
    let before = mistake.line.get(..mistake.at.start.saturating_sub(mistake.line_at)).unwrap_or("");
    let help = if rest.starts_with([',', ';']) && before.ends_with(|last: char| last.is_ascii_digit()) && rest.len() > 1
    {
        ("数字里不写逗号", "no commas in numbers")
    } else if rest.starts_with([',', ';']) {
        ("行末不写逗号或分号", "no comma or semicolon at the end of a line")
    } else if rest.starts_with("//") {
        ("注释要以 # 开头", "a comment starts with #")
    } else if before.contains('"') && rest.contains('"') {
        ("文字里面有双引号时，外面用单引号", "a text that has double quotes in it goes in single quotes")
    } else {
        ("一行只写一个字段；说明文字前面加 #", "one field a line; put # before a remark")
    };
    let end = mistake.at.start + rest.trim_end().len();
    mistake.explained_at(mistake.at.start..end, ("值的后面多了东西", "something stands after the value"), help)
}

/// Where the key of a duplicate was written first.
fn first_use(mistake: &Mistake<'_>) -> Option<Range<usize>> {
    let before = mistake.text.get(..mistake.line_at)?;
    let is_header = mistake.line.trim_start().starts_with('[');
    let key = |line: &str| line.split('=').next().unwrap_or("").trim().to_owned();
    let mut at = before.len();
    for line in before.split_inclusive('\n').rev() {
        at -= line.len();
        let found = if is_header { line.trim() == mistake.line.trim() } else { key(line) == key(mistake.line) };
        if found {
            return Some(at..at + line.trim_end().len());
        }
        if !is_header && line.trim_start().starts_with('[') {
            return None;
        }
    }
    None
}
