//! The words in which a wrong cell is explained: what was written, why it cannot be taken, how to write it.

use super::amount::AmountFault;
use super::day::DayFault;
use super::problem::{Problem, ProblemCode, cut, listed};
use super::{Input, InputType};
use crate::date::Date;
use crate::message::Message;
use crate::names::closest;
use crate::number;

fn wrong(label: &str, value: &str, zh: &str, en: &str) -> Box<Problem> {
    let shown = cut(value);
    Problem::new(
        ProblemCode::WrongCell,
        format!("“{label}”填的是“{shown}”，{zh}"),
        format!("\"{label}\" says \"{shown}\", {en}"),
    )
    .with_value(value)
}

/// A formula that went wrong.
pub(super) fn formula(label: &str, value: &str) -> Box<Problem> {
    wrong(label, value, "这是公式出错的提示", "which is a formula gone wrong").with_help(
        "改好公式，或直接填写内容；不知道就空着",
        "repair the formula or write the value; leave it blank if nobody knows",
    )
}

/// Neither yes nor no.
pub(super) fn truth(input: &Input, value: &str) -> Box<Problem> {
    wrong(&input.label, value, "看不出是还是否", "which is neither yes nor no").with_help(
        "写 是 或 否；不知道就空着，不涉及写 /",
        "write yes or no; leave it blank if nobody knows, / if it does not apply",
    )
}

/// Neither passes nor fails.
pub(super) fn answer(input: &Input, value: &str) -> Box<Problem> {
    wrong(&input.label, value, "看不出符合还是不符合", "which says neither that it passes nor that it fails").with_help(
        "写 符合 或 不符合；没有检查就空着，不适用写 /",
        "write passes or fails; leave it blank if nobody looked, / if it does not apply",
    )
}

/// No exact number in the fact's unit.
pub(super) fn amount(input: &Input, value: &str, fault: &AmountFault) -> Box<Problem> {
    let label = &input.label;
    let unit = input.unit().unwrap_or("");
    match fault {
        AmountFault::NotANumber => wrong(label, value, "不是数字", "which is not a number").with_help(
            format!("只填一个数{}；没有就填 0，不知道就空着，不涉及写 /", in_unit_zh(unit)),
            format!(
                "write one number{}; 0 if there are none, blank if nobody knows, / if it does not apply",
                in_unit_en(unit)
            ),
        ),
        AmountFault::Approximate => wrong(label, value, "只是个大概的数", "which is not an exact number").with_help(
            "填一个确定的数；查不到就空着，不要估",
            "write an exact number; leave it blank rather than guess",
        ),
        AmountFault::OtherUnit(rest) if unit.is_empty() => wrong(
            label,
            value,
            &format!("数字后面多了“{}”", cut(rest)),
            &format!("with \"{}\" behind the number", cut(rest)),
        )
        .with_help("只填数字", "write the number only"),
        AmountFault::OtherUnit(rest) => wrong(
            label,
            value,
            &format!("“{}”不是这一项的单位", cut(rest)),
            &format!("and \"{}\" is not its unit", cut(rest)),
        )
        .with_help(
            format!("换算成{unit}再填，只填数字也可以"),
            format!("convert it to {unit}; the number alone will do"),
        ),
        AmountFault::TooLarge => {
            wrong(label, value, "数太大了", "which is too large a number").with_help("请核对", "please check it")
        }
    }
}

fn in_unit_zh(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!("（单位 {unit}）") }
}

fn in_unit_en(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" in {unit}") }
}

/// NaN or infinite.
pub(super) fn not_finite(input: &Input, value: &str) -> Box<Problem> {
    wrong(&input.label, value, "不是一个可用的数", "which is not a finite number")
        .with_help("请核对；不知道就空着", "please check it; leave it blank if nobody knows")
}

/// A number cell that may be a share or a percentage.
pub(super) fn percent(input: &Input, value: f64) -> Box<Problem> {
    let (value, share) = (number::print(value), number::print(number::round(value * 100.0, 10)));
    wrong(
        &input.label,
        &value,
        &format!("分不清是 {value}% 还是 {share}%"),
        &format!("which may mean {value}% or {share}%"),
    )
    .with_help(
        format!("把单元格设为文本格式，写 {value}% 或 {share}%"),
        format!("format the cell as text and write {value}% or {share}%"),
    )
}

/// Out of the fact's range.
pub(super) fn range(input: &Input, value: &str) -> Box<Problem> {
    let unit = input.unit().unwrap_or("");
    let shown = cut(value);
    let (min, max) = (input.range.min.map(number::print), input.range.max.map(number::print));
    let (zh, en) = match (min, max) {
        (Some(min), Some(max)) => (format!("{min} 至 {max} {unit}"), format!("{min} to {max} {unit}")),
        (Some(min), None) => (format!("至少 {min} {unit}"), format!("{min} {unit} or more")),
        (None, Some(max)) => (format!("至多 {max} {unit}"), format!("{max} {unit} or less")),
        (None, None) => (String::new(), String::new()),
    };
    Problem::new(
        ProblemCode::OutOfRange,
        format!("“{}”填的是“{shown}”，应为{}", input.label, zh.trim_end()),
        format!("\"{}\" says \"{shown}\"; it should be {}", input.label, en.trim_end()),
    )
    .with_value(value)
    .with_help(
        "请核对数字和单位；确实如此的，请维护规则的人放宽取值范围",
        "check the number and its unit; if it is right, ask those who keep the rules to widen the range",
    )
}

/// No option of the fact has these names.
pub(super) fn option(input: &Input, value: &str, unknown: &[&str]) -> Box<Problem> {
    let options = input.options();
    let names = options.iter().flat_map(|option| [&option.id, &option.label].into_iter().chain(&option.aliases));
    let meant = match unknown {
        [one] => closest(one, names.map(String::as_str)),
        _ => None,
    };
    let unknown = listed(unknown.iter().copied());
    let known = listed(options.iter().map(|option| option.label.as_str()));
    let several = matches!(input.input_type, InputType::Tags(_));
    let help = Message::new(
        format!("{}可填：{}{}", did_you_mean_zh(meant), known.zh, if several { "；几项之间用顿号" } else { "" }),
        format!(
            "{}the options are {}{}",
            did_you_mean_en(meant),
            known.en,
            if several { ", divided by commas" } else { "" }
        ),
    );
    Problem::new(
        ProblemCode::UnknownOption,
        format!("“{}”没有{}这个选项", input.label, unknown.zh),
        format!("\"{}\" has no option {}", input.label, unknown.en),
    )
    .with_value(value)
    .with_help(help.zh, help.en)
}

pub(super) fn did_you_mean_zh(meant: Option<&str>) -> String {
    meant.map(|meant| format!("是不是“{meant}”？")).unwrap_or_default()
}

pub(super) fn did_you_mean_en(meant: Option<&str>) -> String {
    meant.map(|meant| format!("did you mean \"{meant}\"? ")).unwrap_or_default()
}

/// A date where something else is asked.
pub(super) fn date_instead(input: &Input, date: Date) -> Box<Problem> {
    wrong(&input.label, &date.to_string(), "这一项不是日期", "but this is no date").with_help(
        "表格软件会把 3-5 之类的内容变成日期：把单元格设为文本格式，重新填写",
        "spreadsheets turn texts like 3-5 into dates: format the cell as text and write it again",
    )
}

/// A number whose last digits a spreadsheet has dropped.
pub(super) fn digits_lost(label: &str, value: &str) -> Box<Problem> {
    wrong(
        label,
        value,
        "超过 15 位的数字，末尾几位已经丢了",
        "a number of more than 15 digits, whose last ones are lost",
    )
    .with_help("把这一列设为文本格式，重新填写", "format the column as text and write it again")
}

/// A cell whose type no id has.
pub(super) fn id(label: &str, value: &str) -> Box<Problem> {
    wrong(label, value, "不是编号", "which is not an id")
        .with_help("把这一列设为文本格式，重新填写", "format the column as text and write it again")
}

/// No date for a fact.
pub(super) fn day(input: &Input, value: &str, fault: DayFault) -> Box<Problem> {
    day_of(ProblemCode::WrongCell, &input.label, value, fault)
}

/// No date for anything.
pub(super) fn day_of(code: ProblemCode, label: &str, value: &str, fault: DayFault) -> Box<Problem> {
    let (zh, en) = match fault {
        DayFault::NotADate => ("不是日期", "which is not a date"),
        DayFault::Incomplete => ("缺少具体的日子", "which lacks the day"),
        DayFault::SerialAsText(_) => {
            ("像是表格软件里的日期序号", "which looks like a spreadsheet's serial number of a date")
        }
        DayFault::NotASerial => ("不是日期，也不是日期序号", "which is neither a date nor the serial number of one"),
    };
    let help = match fault {
        DayFault::SerialAsText(date) => {
            Message::new(format!("如果是 {date}，就这样写"), format!("if it is {date}, write so"))
        }
        _ => Message::new("写成 2022-08-03；不知道就空着", "write it as 2022-08-03; leave it blank if nobody knows"),
    };
    let mut problem = wrong(label, value, zh, en).with_help(help.zh, help.en);
    problem.code = code;
    problem
}
