//! One cell as a shell gives it, and what it says about an input. The only place where written words become values.
//!
//! Nothing is guessed: what can be understood in two ways is a problem that says how to write it.

use super::amount::read_amount;
use super::day::{from_serial, read_day};
use super::problem::Problem;
use super::words::{Absent, absent, clean, fold_cell, is_formula_error, none_of_them, passes, truth};
use super::wrong;
use super::{Input, InputType, Value};
use crate::date::Date;
use crate::number;
use std::borrow::Cow;

/// A cell of a table. CSV has texts only; a spreadsheet has types.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    #[default]
    Empty,
    /// A text, white space and all.
    Text(Cow<'a, str>),
    /// A number; in a column of dates a serial number of Excel's 1900 system.
    Number(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date; the time of day is the shell's to cut.
    Date(Date),
    /// A formula that went wrong, such as `#DIV/0!`.
    Error(Cow<'a, str>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'static> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl Cell<'_> {
    /// The same cell, owning its text.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Empty => Cell::Empty,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Number(number) => Cell::Number(number),
            Cell::Bool(truth) => Cell::Bool(truth),
            Cell::Date(date) => Cell::Date(date),
            Cell::Error(text) => Cell::Error(Cow::Owned(text.into_owned())),
        }
    }

    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => clean(text).is_empty(),
            _ => false,
        }
    }

    /// What a person sees in it, without white space at the ends.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => clean(text),
            Self::Number(number) => Cow::Owned(number::print(*number)),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Date(date) => Cow::Owned(date.to_string()),
        }
    }
}

/// Reads what a cell says about an input.
///
/// # Errors
/// [`Problem`]s `C002` (cannot be read), `C003` (out of range), `C004` (not an option), without a place.
pub fn read_cell(cell: &Cell<'_>, input: &Input) -> Result<Value, Box<Problem>> {
    match cell {
        Cell::Empty => Ok(Value::Unknown),
        Cell::Text(text) => read_text(text, input),
        Cell::Number(number) => read_number(*number, input),
        Cell::Bool(truth) => read_bool(*truth, input),
        Cell::Date(date) => match input.input_type {
            InputType::Date => Ok(Value::Date(*date)),
            _ => Err(wrong::date_instead(input, *date)),
        },
        Cell::Error(text) => Err(wrong::formula(&input.label, text)),
    }
}

pub(super) fn read_text(text: &str, input: &Input) -> Result<Value, Box<Problem>> {
    let text = clean(text);
    let folded = fold_cell(&text);
    let read = match input.input_type {
        InputType::Bool => truth(&folded).map(Value::Bool),
        InputType::Answer => passes(&folded).map(|passes| Value::Fails(!passes)),
        // An option may be called 无 or 不详.
        _ => input.option(&folded).map(|option| chosen(option, input)),
    };
    if let Some(value) = read {
        return Ok(value);
    }
    match absent(&folded) {
        Some(Absent::Unknown) => return Ok(Value::Unknown),
        Some(Absent::NotApplicable) => return Ok(Value::NotApplicable),
        None if is_formula_error(&text) => return Err(wrong::formula(&input.label, &text)),
        None => {}
    }
    match &input.input_type {
        InputType::Bool => Err(wrong::truth(input, &text)),
        InputType::Answer => Err(wrong::answer(input, &text)),
        InputType::Number(unit) => {
            let number = read_amount(&text, unit.as_deref()).map_err(|fault| wrong::amount(input, &text, &fault))?;
            in_range(number, input, &text)
        }
        InputType::Text => Ok(Value::Text(text.into_owned())),
        InputType::Choice(_) => Err(wrong::option(input, &text, &[&text])),
        InputType::Tags(_) => read_tags(&text, &folded, input),
        InputType::Date => read_day(&text).map(Value::Date).map_err(|fault| wrong::day(input, &text, fault)),
    }
}

fn read_number(number: f64, input: &Input) -> Result<Value, Box<Problem>> {
    let text = number::print(number);
    match &input.input_type {
        _ if !number.is_finite() => Err(wrong::not_finite(input, &text)),
        // Spreadsheets store 30% as 0.3 and do not say which was meant.
        InputType::Number(Some(unit)) if unit == "%" && number > 0.0 && number <= 1.0 => {
            Err(wrong::percent(input, number))
        }
        InputType::Number(_) => in_range(number + 0.0, input, &text),
        InputType::Bool if number == 1.0 => Ok(Value::Bool(true)),
        InputType::Bool if number == 0.0 => Ok(Value::Bool(false)),
        InputType::Bool => Err(wrong::truth(input, &text)),
        InputType::Date => from_serial(number).map(Value::Date).map_err(|fault| wrong::day(input, &text, fault)),
        InputType::Text if keeps_digits(number) => Ok(Value::Text(text)),
        InputType::Text => Err(wrong::digits_lost(&input.label, &text)),
        InputType::Answer => Err(wrong::answer(input, &text)),
        InputType::Choice(_) | InputType::Tags(_) => named(&text, input),
    }
}

fn read_bool(truth: bool, input: &Input) -> Result<Value, Box<Problem>> {
    let text = if truth { "TRUE" } else { "FALSE" };
    match &input.input_type {
        InputType::Bool => Ok(Value::Bool(truth)),
        InputType::Text => Ok(Value::Text(text.to_owned())),
        InputType::Choice(_) | InputType::Tags(_) => named(text, input),
        InputType::Answer => Err(wrong::answer(input, text)),
        InputType::Number(_) => Err(wrong::amount(input, text, &super::amount::AmountFault::NotANumber)),
        InputType::Date => Err(wrong::day(input, text, super::day::DayFault::NotADate)),
    }
}

/// Spreadsheets keep 15 digits of a number; longer ids lose their end.
pub(super) fn keeps_digits(number: f64) -> bool {
    number.abs() < 1e15
}

/// Checks a number against the range of its fact.
pub(super) fn in_range(number: f64, input: &Input, text: &str) -> Result<Value, Box<Problem>> {
    if input.range.contains(number) { Ok(Value::Number(number)) } else { Err(wrong::range(input, text)) }
}

fn chosen(option: usize, input: &Input) -> Value {
    match input.input_type {
        InputType::Tags(_) => Value::Tags(tag(option)),
        _ => Value::Choice(option),
    }
}

fn named(text: &str, input: &Input) -> Result<Value, Box<Problem>> {
    let option = input.option(&fold_cell(text)).ok_or_else(|| wrong::option(input, text, &[text]))?;
    Ok(chosen(option, input))
}

/// The bit of an option. The loader allows 64 options at most.
fn tag(option: usize) -> u64 {
    u32::try_from(option).ok().and_then(|option| 1u64.checked_shl(option)).unwrap_or(0)
}

fn read_tags(text: &str, folded: &str, input: &Input) -> Result<Value, Box<Problem>> {
    if none_of_them(folded) {
        return Ok(Value::Tags(0));
    }
    tags_of(split_list(text), input).map_err(|unknown| wrong::option(input, text, &unknown))
}

/// The tags of some names, or the names that are no options.
pub(super) fn tags_of<'a>(names: impl Iterator<Item = &'a str>, input: &Input) -> Result<Value, Vec<&'a str>> {
    let mut tags = 0;
    let mut unknown = Vec::new();
    for name in names {
        match input.option(&fold_cell(&clean(name))) {
            Some(option) => tags |= tag(option),
            None => unknown.push(name),
        }
    }
    if unknown.is_empty() { Ok(Value::Tags(tags)) } else { Err(unknown) }
}

/// The parts of a list in one cell. `/` and spaces do not divide: names contain them.
pub(super) fn split_list(text: &str) -> impl Iterator<Item = &str> {
    text.split(&['、', '，', ',', '；', ';', '|', '｜', '\n', '\r'][..]).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::ProblemCode;
    use super::super::fixture::VOCABULARY;
    use super::*;

    fn read(id: &str, cell: impl Into<Cell<'static>>) -> Result<Value, ProblemCode> {
        let inputs = VOCABULARY.inputs();
        read_cell(&cell.into(), &inputs.list()[inputs.by_id(id).unwrap()]).map_err(|problem| problem.code)
    }

    fn problem(id: &str, cell: impl Into<Cell<'static>>) -> Problem {
        let inputs = VOCABULARY.inputs();
        *read_cell(&cell.into(), &inputs.list()[inputs.by_id(id).unwrap()]).unwrap_err()
    }

    fn date(year: i32, month: u32, day: u32) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn bools() {
        for text in ["是", "有", "√", " ✓ ", "对", "TRUE", "１", "Ｙ", "yes", "\u{feff}是"] {
            assert_eq!(read("uses_gas", text), Ok(Value::Bool(true)), "{text}");
        }
        for text in ["否", "无", "×", "错", "False", "0", "n", "No"] {
            assert_eq!(read("uses_gas", text), Ok(Value::Bool(false)), "{text}");
        }
        assert_eq!(read("uses_gas", Cell::Bool(true)), Ok(Value::Bool(true)));
        assert_eq!(read("uses_gas", Cell::Number(0.0)), Ok(Value::Bool(false)));
        for text in ["maybe", "x", "是否", "2", "☐"] {
            assert_eq!(read("uses_gas", text), Err(ProblemCode::WrongCell), "{text}");
        }
        assert_eq!(read("uses_gas", Cell::Number(2.0)), Err(ProblemCode::WrongCell));
        assert_eq!(read("uses_gas", Cell::Date(date(2022, 8, 3))), Err(ProblemCode::WrongCell));
    }

    #[test]
    fn unknown_and_not_applicable_for_every_type() {
        for id in ["uses_gas", "floor_area", "fuel", "goods", "installed", "owner", "wall_tiles"] {
            assert_eq!(read(id, Cell::Empty), Ok(Value::Unknown), "{id}");
            for text in ["", " \u{3000}", "*", "？", "不详", "未知", "XX", "unknown"] {
                assert_eq!(read(id, text), Ok(Value::Unknown), "{id} {text}");
            }
            for text in ["/", "／", "—", "－－", "不涉及", "无此项", "不适用", "N/A"] {
                assert_eq!(read(id, text), Ok(Value::NotApplicable), "{id} {text}");
            }
            assert_eq!(read(id, Cell::Error("#DIV/0!".into())), Err(ProblemCode::WrongCell), "{id}");
            assert_eq!(read(id, "#N/A"), Err(ProblemCode::WrongCell), "{id}");
        }
    }

    #[test]
    fn answers() {
        for text in ["符合", "合格", "通过", "√", "是", "passes", "OK"] {
            assert_eq!(read("wall_tiles", text), Ok(Value::Fails(false)), "{text}");
        }
        for text in ["不符合", "不合格", "×", "否", "fails", "FAILED"] {
            assert_eq!(read("wall_tiles", text), Ok(Value::Fails(true)), "{text}");
        }
        // Whether these speak of the requirement or of the hazard nobody can tell.
        for text in ["有", "无", "1", "0", "true", "基本符合", "不符合：脱落"] {
            assert_eq!(read("wall_tiles", text), Err(ProblemCode::WrongCell), "{text}");
        }
        assert_eq!(read("wall_tiles", Cell::Bool(true)), Err(ProblemCode::WrongCell));
        assert_eq!(read("wall_tiles", Cell::Number(1.0)), Err(ProblemCode::WrongCell));
        assert_eq!(read("wall_tiles", "not_applicable"), Ok(Value::NotApplicable));
    }

    #[test]
    fn numbers() {
        for text in ["1200", "1,200", "１２００㎡", "1200 平方米", "0.12万"] {
            assert_eq!(read("floor_area", text), Ok(Value::Number(1200.0)), "{text}");
        }
        assert_eq!(read("floor_area", Cell::Number(-0.0)), Ok(Value::Number(0.0)));
        for text in ["400余", "约30", "2亩", "无", "很大", "3-5", "二百"] {
            assert_eq!(read("floor_area", text), Err(ProblemCode::WrongCell), "{text}");
        }
        for number in [f64::NAN, f64::INFINITY] {
            assert_eq!(read("floor_area", Cell::Number(number)), Err(ProblemCode::WrongCell));
        }
        assert_eq!(read("floor_area", "1e999"), Err(ProblemCode::WrongCell));
        assert_eq!(read("floor_area", Cell::Date(date(2022, 3, 5))), Err(ProblemCode::WrongCell));
        assert_eq!(read("floor_area", Cell::Bool(true)), Err(ProblemCode::WrongCell));
        assert!(problem("floor_area", "400余").message.zh.contains("大概"));
    }

    #[test]
    fn ranges_are_inclusive() {
        assert_eq!(read("floor_area", "0"), Ok(Value::Number(0.0)));
        assert_eq!(read("floor_area", "200000"), Ok(Value::Number(200_000.0)));
        assert_eq!(read("floor_area", "200000.1"), Err(ProblemCode::OutOfRange));
        assert_eq!(read("floor_area", Cell::Number(-1.0)), Err(ProblemCode::OutOfRange));
        assert_eq!(read("storeys", "0"), Err(ProblemCode::OutOfRange));
        assert_eq!(problem("storeys", "0").message.zh, "“层数”填的是“0”，应为至少 1");
        assert_eq!(problem("floor_area", "-1").message.en, "\"面积\" says \"-1\"; it should be 0 to 200000 ㎡");
    }

    #[test]
    fn a_percentage_cell_may_be_a_share() {
        assert_eq!(read("broken", "30%"), Ok(Value::Number(30.0)));
        assert_eq!(read("broken", "0.3"), Ok(Value::Number(0.3)));
        assert_eq!(read("broken", Cell::Number(30.0)), Ok(Value::Number(30.0)));
        assert_eq!(read("broken", Cell::Number(0.0)), Ok(Value::Number(0.0)));
        assert_eq!(read("broken", Cell::Number(0.3)), Err(ProblemCode::WrongCell));
        assert!(problem("broken", Cell::Number(0.07)).message.zh.contains("0.07% 还是 7%"));
    }

    #[test]
    fn choices() {
        for text in ["bottled", "瓶装液化气", "液化气", " ＢＯＴＴＬＥＤ "] {
            assert_eq!(read("fuel", text), Ok(Value::Choice(0)), "{text}");
        }
        assert_eq!(read("fuel", "无"), Ok(Value::Choice(2)));
        assert_eq!(read("fuel", "煤"), Err(ProblemCode::UnknownOption));
        let help = problem("fuel", "管道天燃气").help.unwrap();
        assert!(help.zh.contains("是不是“管道天然气”？") && help.zh.contains("“瓶装液化气”"), "{help}");
    }

    #[test]
    fn tags() {
        assert_eq!(read("goods", "纸品、气瓶"), Ok(Value::Tags(0b101)));
        assert_eq!(read("goods", "纸品；气瓶\n油漆|纸品"), Ok(Value::Tags(0b111)));
        // An option's own label may hold a comma.
        assert_eq!(read("goods", "油漆、涂料"), Ok(Value::Tags(0b10)));
        assert_eq!(read("goods", "无"), Ok(Value::Tags(0)));
        assert_eq!(read("goods", "纸品、木材"), Err(ProblemCode::UnknownOption));
        assert_eq!(read("goods", "纸品、不详"), Err(ProblemCode::UnknownOption));
        assert_eq!(read("goods", "纸品/气瓶"), Err(ProblemCode::UnknownOption));
        assert_eq!(problem("goods", "纸品、木材").message.zh, "“存放物品”没有“木材”这个选项");
    }

    #[test]
    fn dates() {
        for text in ["2022-08-03", "2022.8.3", "2022/8/3", "2022年8月3日", "20220803"] {
            assert_eq!(read("installed", text), Ok(Value::Date(date(2022, 8, 3))), "{text}");
        }
        assert_eq!(read("installed", Cell::Number(44_776.0)), Ok(Value::Date(date(2022, 8, 3))));
        assert_eq!(read("installed", Cell::Date(date(2022, 8, 3))), Ok(Value::Date(date(2022, 8, 3))));
        for text in ["2022", "2022年8月", "44776", "去年"] {
            assert_eq!(read("installed", text), Err(ProblemCode::WrongCell), "{text}");
        }
        for number in [2022.0, 60.0, 0.0, f64::NAN] {
            assert_eq!(read("installed", Cell::Number(number)), Err(ProblemCode::WrongCell), "{number}");
        }
        assert!(problem("installed", "44776").help.unwrap().zh.contains("2022-08-03"));
    }

    #[test]
    fn texts() {
        assert_eq!(read("owner", " 张三 "), Ok(Value::Text("张三".into())));
        assert_eq!(read("owner", "无"), Ok(Value::Text("无".into())));
        assert_eq!(read("owner", Cell::Number(13_800_001_111.0)), Ok(Value::Text("13800001111".into())));
        assert_eq!(read("owner", Cell::Number(150_422_199_001_011_234.0)), Err(ProblemCode::WrongCell));
        assert_eq!(read("owner", Cell::Bool(true)), Ok(Value::Text("TRUE".into())));
        assert_eq!(read("owner", Cell::Date(date(2022, 3, 5))), Err(ProblemCode::WrongCell));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,12}|[0-9０-９,，.万亿eE+-]{0,10}|[年月日0-9 ./-]{0,12}") {
            let inputs = VOCABULARY.inputs();
            for input in inputs.list() {
                if let Ok(Value::Number(number)) = read_cell(&Cell::from(text.clone()), input) {
                    assert!(number.is_finite());
                }
            }
        }

        #[test]
        fn any_number_is_read_without_panic(number in proptest::num::f64::ANY) {
            for input in VOCABULARY.inputs().list() {
                let _ = read_cell(&Cell::Number(number), input);
            }
        }
    }
}
