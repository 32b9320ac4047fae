//! The format of rule files as data: which tables there are, their fields, and the type of each.
//!
//! Reading, "did you mean", missing fields and the JSON schema all follow this one table. What the values mean together
//! is [`super::resolve`]'s.

use crate::hash::Lookup;
use std::sync::LazyLock;

mod tables;

pub(super) use tables::TABLES;

/// Every name of a table or a field, of whatever table.
static NAMES: LazyLock<Lookup<&str, &str>> = LazyLock::new(|| {
    let mut names = Lookup::default();
    for table in &TABLES {
        names.insert(table.name, table.name);
        table.fields().for_each(|field| field.add_names(&mut names));
    }
    names
});

/// The name of a table or a field as the format has it, so that a key which is one needs no text of its own.
pub(super) fn known_name(key: &str) -> Option<&'static str> {
    NAMES.get(key).copied()
}

/// What a value may be.
#[derive(Debug)]
pub(super) enum Type {
    /// A text that is not blank.
    Text,
    /// Any text, the empty one too.
    AnyText,
    /// The id of an item, where it is defined.
    Id,
    /// The id of a pack: hyphens too.
    PackId,
    /// `true` or `false`.
    Bool,
    /// A finite number.
    Number,
    /// A finite number, 0 or more.
    Amount,
    /// A whole number within bounds.
    Integer(i64, i64),
    /// A calendar date.
    Date,
    /// `#rrggbb`.
    Color,
    /// `15 days`, `3个月`, `立即`.
    Interval,
    /// An expression.
    Expression,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A list.
    List(&'static Type),
    /// A table of fixed fields.
    Table(&'static [Field]),
    /// A table of free keys.
    Map(&'static Type),
    /// One of several types that differ in TOML's types.
    Either(&'static [Type]),
}

/// A field of a table.
#[derive(Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub ty: Type,
    pub required: bool,
    /// What it says, in Chinese.
    pub zh: &'static str,
    /// What it says, in English.
    pub en: &'static str,
}

impl Field {
    fn add_names(&'static self, names: &mut Lookup<&str, &str>) {
        names.insert(self.name, self.name);
        self.ty.add_names(names);
    }
}

/// How the items of a kind are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[score]`: at most one.
    Single,
    /// `[fact.ID]`.
    Named,
    /// `[[check]]` with an `id`.
    List,
}

/// The kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ItemKind {
    Pack,
    Kind,
    Fact,
    Derive,
    Check,
    Section,
    Group,
    Score,
    Result,
    Level,
    Adjust,
    Window,
    Task,
    Duty,
    Campaign,
    Function,
    Case,
}

/// A kind of items: its table in a file and its fields.
#[derive(Debug)]
pub(super) struct TableFormat {
    pub kind: ItemKind,
    pub name: &'static str,
    pub form: Form,
    pub fields: &'static [Field],
    pub zh: &'static str,
    pub en: &'static str,
}

/// The sorts of files, by where they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileSort {
    /// `pack.toml`.
    Pack,
    /// Any other file of rules.
    Rules,
    /// `campaigns/*.toml`.
    Campaign,
    /// `tests/*.toml`.
    Tests,
}

impl ItemKind {
    /// Every kind of items that packs consist of.
    pub const ALL: &[Self] = &[
        Self::Kind,
        Self::Fact,
        Self::Derive,
        Self::Check,
        Self::Section,
        Self::Group,
        Self::Score,
        Self::Result,
        Self::Level,
        Self::Adjust,
        Self::Window,
        Self::Task,
        Self::Duty,
        Self::Campaign,
        Self::Function,
    ];

    /// The table of this kind.
    pub fn format(self) -> &'static TableFormat {
        // INVARIANT: TABLES has one entry for each kind, in the order of the kinds; a test holds it to that.
        &TABLES[self as usize]
    }

    /// Whether items of this kind may stand in a file.
    pub fn belongs_in(self, file: FileSort) -> bool {
        match self {
            Self::Pack => file == FileSort::Pack,
            Self::Campaign => file == FileSort::Campaign,
            Self::Case => file == FileSort::Tests,
            _ => file != FileSort::Tests,
        }
    }

    /// Whether packs that extend this one may change its items.
    pub fn merges(self) -> bool {
        !matches!(self, Self::Pack | Self::Case)
    }
}

impl TableFormat {
    /// A field by its name, those of every overlay included.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }

    /// All fields that may be written.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        let overlay: &'static [Field] = if self.kind.merges() { tables::OVERLAY } else { &[] };
        self.fields.iter().chain(overlay)
    }

    /// How an item's header is written: `[fact.ID]`.
    pub fn header(&self) -> String {
        match self.form {
            Form::Single => format!("[{}]", self.name),
            Form::Named => format!("[{}.ID]", self.name),
            Form::List => format!("[[{}]]", self.name),
        }
    }
}

impl Type {
    /// Adds the names of the fields of tables in it.
    fn add_names(&'static self, names: &mut Lookup<&str, &str>) {
        match self {
            Self::Table(fields) => fields.iter().for_each(|field| field.add_names(names)),
            Self::List(of) | Self::Map(of) => of.add_names(names),
            Self::Either(types) => types.iter().for_each(|ty| ty.add_names(names)),
            _ => {}
        }
    }

    /// What is expected, in words: Chinese, English.
    pub fn describe(&self) -> (String, String) {
        let fixed = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Text | Self::AnyText => fixed("文字", "a text"),
            Self::Id | Self::PackId => fixed("编号（文字）", "an id (a text)"),
            Self::Bool => fixed("true 或 false", "true or false"),
            Self::Number | Self::Amount => fixed("数字", "a number"),
            Self::Integer(..) => fixed("整数", "a whole number"),
            Self::Date => fixed("日期，如 2022-08-03", "a date such as 2022-08-03"),
            Self::Color => fixed("颜色，如 \"#d7191c\"", "a colour such as \"#d7191c\""),
            Self::Interval => fixed("时间长度，如 \"15天\"", "a length of time such as \"15 days\""),
            Self::Expression => fixed("表达式（加引号）", "an expression (in quotes)"),
            Self::OneOf(words) => {
                let list = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>();
                (list.join("、"), list.join(", "))
            }
            Self::List(of) => {
                let (zh, en) = of.describe();
                (format!("列表 […]，每项是{zh}"), format!("a list […], each of it {en}"))
            }
            Self::Table(_) | Self::Map(_) => fixed("表 { … }", "a table { … }"),
            Self::Either(types) => {
                let (zh, en): (Vec<_>, Vec<_>) = types.iter().map(Self::describe).unzip();
                (zh.join("，或"), en.join(", or "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_the_order_of_the_kinds() {
        for (index, table) in TABLES.iter().enumerate() {
            assert_eq!(table.kind as usize, index, "{}", table.name);
            assert!(std::ptr::eq(table.kind.format(), table));
        }
        assert_eq!(ItemKind::Case as usize + 1, TABLES.len());
    }

    #[test]
    fn no_field_is_listed_twice() {
        for table in &TABLES {
            let mut names = table.fields().map(|field| field.name).collect::<Vec<_>>();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{}", table.name);
        }
    }
}
