//! The functions of expressions: their names in both languages, and how many arguments they take.

use super::{Arithmetic, CheckTruth, Function, Tally};

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Builtin {
    /// `min`, `max`.
    Extreme(Arithmetic),
    /// Of one number.
    Number(Function),
    /// `round`.
    Round,
    /// `clamp`.
    Clamp,
    /// `pow`.
    Power,
    /// `count`.
    Count,
    /// `date`.
    Date,
    /// Time between two dates.
    Between(Arithmetic),
    /// A date and a number.
    AddTime(Arithmetic),
    /// Part of a date.
    DatePart(Function),
    /// `starts_with`.
    StartsWith,
    /// `contains`.
    Contains,
    /// `size`.
    Size,
    /// `kind`.
    Kind,
    /// `region`.
    Region,
    /// `during`.
    During,
    /// `known`.
    Known,
    /// Over checks; the truth for a single one, if it has one.
    Tally(Tally, Option<CheckTruth>),
}

/// One function.
pub struct Entry {
    /// The canonical name.
    pub name: &'static str,
    /// The Chinese name.
    pub chinese: &'static str,
    /// What it is.
    pub builtin: Builtin,
    /// Arguments at least.
    pub least: usize,
    /// Arguments at most.
    pub most: usize,
}

const MANY: usize = 64;

const fn entry(name: &'static str, chinese: &'static str, builtin: Builtin, least: usize, most: usize) -> Entry {
    Entry { name, chinese, builtin, least, most }
}

/// Every function.
pub const BUILTINS: &[Entry] = &[
    entry("min", "最小", Builtin::Extreme(Arithmetic::Least), 2, MANY),
    entry("max", "最大", Builtin::Extreme(Arithmetic::Most), 2, MANY),
    entry("abs", "绝对值", Builtin::Number(Function::Absolute), 1, 1),
    entry("floor", "下取整", Builtin::Number(Function::Floor), 1, 1),
    entry("ceil", "上取整", Builtin::Number(Function::Ceil), 1, 1),
    entry("round", "四舍五入", Builtin::Round, 1, 2),
    entry("clamp", "限定", Builtin::Clamp, 3, 3),
    entry("pow", "乘方", Builtin::Power, 2, 2),
    entry("count", "计数", Builtin::Count, 1, MANY),
    entry("date", "日期", Builtin::Date, 1, 1),
    entry("days_between", "相隔天数", Builtin::Between(Arithmetic::DaysBetween), 2, 2),
    entry("months_between", "相隔月数", Builtin::Between(Arithmetic::MonthsBetween), 2, 2),
    entry("years_between", "相隔年数", Builtin::Between(Arithmetic::YearsBetween), 2, 2),
    entry("add_days", "加天数", Builtin::AddTime(Arithmetic::AddDays), 2, 2),
    entry("add_months", "加月数", Builtin::AddTime(Arithmetic::AddMonths), 2, 2),
    entry("add_years", "加年数", Builtin::AddTime(Arithmetic::AddYears), 2, 2),
    entry("year", "年", Builtin::DatePart(Function::Year), 1, 1),
    entry("month", "月", Builtin::DatePart(Function::Month), 1, 1),
    entry("day", "日", Builtin::DatePart(Function::Day), 1, 1),
    entry("starts_with", "开头是", Builtin::StartsWith, 2, 2),
    entry("contains", "包含", Builtin::Contains, 2, 2),
    entry("size", "个数", Builtin::Size, 1, 1),
    entry("kind", "是场所类型", Builtin::Kind, 1, 1),
    entry("region", "属于区域", Builtin::Region, 1, 1),
    entry("during", "处于时段", Builtin::During, 1, 1),
    entry("known", "已知", Builtin::Known, 1, 1),
    entry("failed", "不符合", Builtin::Tally(Tally::Failed, Some(CheckTruth::Failed)), 0, 1),
    entry("applies", "适用", Builtin::Tally(Tally::Applies, Some(CheckTruth::Applies)), 0, 1),
    entry("points", "得分", Builtin::Tally(Tally::Points, None), 0, 1),
    entry("possible", "应得分", Builtin::Tally(Tally::Possible, None), 0, 1),
    entry("highest", "最高分", Builtin::Tally(Tally::Highest, None), 0, 1),
];

/// Finds a function by either name.
pub fn find(name: &str) -> Option<&'static Entry> {
    BUILTINS.iter().find(|entry| entry.name == name || entry.chinese == name)
}

/// A name that stands for something outside the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The date of the assessment.
    AsOf,
    /// The day of entry into the register.
    Since,
    /// `since <= as_of`
    InRegister,
    /// The score.
    Score,
    /// The level.
    Level,
}

/// Built-in names, canonical and Chinese.
pub const WORDS: &[(&str, &str, Word)] = &[
    ("as_of", "评估日期", Word::AsOf),
    ("since", "纳入日期", Word::Since),
    ("in_register", "在册", Word::InRegister),
    ("score", "得分总计", Word::Score),
    ("level", "风险等级", Word::Level),
];
