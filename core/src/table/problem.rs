//! Problems of places and records: what is wrong with a cell, a row, a file, where, and what to do about it.
//!
//! Problems of rule files are another thing: see [`crate::diagnostic`].

use crate::message::Message;
use serde::{Serialize, Serializer};
use std::sync::Arc;

macro_rules! codes {
    ($($name:ident $code:literal $zh:literal $en:literal)*) => {
        /// The stable code of a problem of places or records. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $(#[doc = $en] $name,)*
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As it is shown: `C002`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the code stands for, in general.
            pub fn title(self) -> Message {
                match self { $(Self::$name => Message::new($zh, $en),)* }
            }
        }
    };
}

codes! {
    UnknownColumn "C001" "不认识的列或键" "a column or key that means nothing"
    WrongCell "C002" "填写的内容读不懂" "a cell that cannot be read"
    OutOfRange "C003" "数值超出取值范围" "a number out of range"
    UnknownOption "C004" "不是该项的选项" "not one of the options"
    DuplicatePlace "C005" "场所编号重复" "a place id that was there before"
    MissingId "C006" "没有场所编号" "no place id"
    UnknownKind "C007" "不认识的场所类型" "an unknown kind"
    NoKind "C008" "没有场所类型" "no kind"
    NoIdColumn "C009" "找不到编号列" "no column of ids"
    SameMeaning "C010" "两列或两个键是同一个意思" "two columns or keys mean the same"
    EmptyTable "C011" "表里没有内容" "an empty table"
    NotJson "C012" "不是正确的 JSON" "no correct JSON"
    WrongJsonType "C013" "JSON 里的类型不对" "a wrong type in JSON"
    RaggedRow "C014" "一行里的格数多于列数" "a row with more cells than columns"
    RowSkipped "C015" "跳过的行" "a row that is no place and was skipped"
    WrongColumn "C016" "给的列不合用" "a typed column that does not fit"
    UnknownPlace "C020" "记录里的场所不在场所表中" "a record of an unknown place"
    UnknownTask "C021" "不认识的工作" "an unknown task"
    WrongDate "C022" "日期没有填或读不懂" "a wrong or missing date"
}

impl Serialize for ProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The file or sheet that rows come from, as problems name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name.
    pub file: Option<String>,
    /// The sheet's name.
    pub sheet: Option<String>,
    /// The column of the first cell of each row: 0 is A. The used range of a sheet may begin further to the right.
    pub first_column: usize,
}

/// One problem of a place or record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The stable code.
    pub code: ProblemCode,
    /// What is wrong.
    #[serde(flatten)]
    pub message: Message,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Message>,
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row as the spreadsheet numbers it, from 1; the line of JSON Lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column's header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The column's letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
    /// The JSON pointer within the place: `/facts/floor_area`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What is written there, cut to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: ProblemCode, zh: impl Into<String>, en: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            code,
            message: Message::new(zh, en),
            help: None,
            file: None,
            sheet: None,
            row: None,
            column: None,
            letter: None,
            pointer: None,
            value: None,
        })
    }

    pub(crate) fn with_help(mut self: Box<Self>, zh: impl Into<String>, en: impl Into<String>) -> Box<Self> {
        self.help = Some(Message::new(zh, en));
        self
    }

    pub(crate) fn with_value(mut self: Box<Self>, value: &str) -> Box<Self> {
        self.value = Some(cut(value));
        self
    }

    pub(crate) fn in_source(mut self: Box<Self>, source: &Arc<Source>) -> Box<Self> {
        self.file.clone_from(&source.file);
        self.sheet.clone_from(&source.sheet);
        self
    }

    pub(crate) fn at_row(mut self: Box<Self>, row: u64) -> Box<Self> {
        self.row = Some(row);
        self
    }

    pub(crate) fn at_column(mut self: Box<Self>, index: usize, header: &str) -> Box<Self> {
        self.column = Some(header.to_owned()).filter(|header| !header.is_empty());
        self.letter = Some(column_letter(index));
        self
    }

    pub(crate) fn at_pointer(mut self: Box<Self>, pointer: impl Into<String>) -> Box<Self> {
        self.pointer = Some(pointer.into());
        self
    }

    /// A column that cannot be read, by its header.
    pub fn of_column(header: &str, zh: impl Into<String>, en: impl Into<String>) -> Box<Self> {
        let mut problem = Self::new(ProblemCode::WrongColumn, zh, en);
        problem.column = Some(header.to_owned());
        problem
    }

    /// Where it is, for people: `places.csv 3 面积（㎡）(C)`, empty when that is not known.
    pub fn location(&self) -> String {
        let row = self.row.map(|row| row.to_string());
        let column = match (&self.column, &self.letter) {
            (Some(column), Some(letter)) => Some(format!("{column}({letter})")),
            (column, letter) => column.clone().or_else(|| letter.clone()),
        };
        let parts = [&self.file, &self.sheet, &row, &column, &self.pointer];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join(" ")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let location = self.location();
        if !location.is_empty() {
            write!(f, "{location}: ")?;
        }
        write!(f, "{}: {}", self.code.as_str(), self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// The letter a spreadsheet gives a column: 0 is A, 26 is AA.
pub(super) fn column_letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// A text short enough to show in a message.
pub(super) fn cut(text: &str) -> String {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.split_at(end).0),
        None => text.to_owned(),
    }
}

/// Some names for a message, the first dozen of them: `“a”、“b”` and `"a", "b"`.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> Message {
    list(&names.into_iter().collect::<Vec<_>>())
}

fn list(names: &[&str]) -> Message {
    const MOST: usize = 12;
    let (mut zh, mut en) = (String::new(), String::new());
    for (index, name) in names.iter().take(MOST).enumerate() {
        if index > 0 {
            zh.push('、');
            en.push_str(", ");
        }
        let name = cut(name);
        zh.push_str(&format!("“{name}”"));
        en.push_str(&format!("\"{name}\""));
    }
    if names.len() > MOST {
        zh.push_str(&format!("等 {} 个", names.len()));
        en.push_str(&format!(" and {} more", names.len() - MOST));
    }
    Message { zh, en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_letters() {
        for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(index), letter);
        }
    }

    #[test]
    fn codes_are_unique_and_ascend() {
        let codes: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        assert!(ProblemCode::ALL.iter().all(|code| !code.title().zh.is_empty() && !code.title().en.is_empty()));
    }

    #[test]
    fn json_has_the_fields_of_error_rows() {
        let source = Arc::new(Source { file: Some("a.xlsx".into()), sheet: Some("餐饮".into()), first_column: 0 });
        let problem = Problem::new(ProblemCode::WrongCell, "读不懂", "cannot be read")
            .with_value("maybe")
            .in_source(&source)
            .at_row(3)
            .at_column(2, "使用燃气");
        assert_eq!(
            serde_json::to_value(&problem).unwrap(),
            serde_json::json!({ "code": "C002", "zh": "读不懂", "en": "cannot be read", "file": "a.xlsx", "sheet": "餐饮",
                "row": 3, "column": "使用燃气", "letter": "C", "value": "maybe" })
        );
        assert_eq!(problem.to_string(), "a.xlsx 餐饮 3 使用燃气(C): C002: 读不懂 / cannot be read");
    }

    #[test]
    fn long_values_are_cut() {
        assert_eq!(cut(&"长".repeat(101)).chars().count(), 101);
        assert_eq!(cut(&"长".repeat(100)), "长".repeat(100));
        let names: Vec<String> = (0..14).map(|number| number.to_string()).collect();
        let list = listed(names.iter().map(String::as_str));
        assert!(list.zh.ends_with("等 14 个") && list.en.ends_with("and 2 more"));
    }
}
