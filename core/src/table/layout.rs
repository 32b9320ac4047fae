//! Which column of a table holds what, once its header is found; and what to tell people about the columns.

use super::header::Header;
use super::headings::Headings;
use super::problem::{Problem, ProblemCode, Source, column_letter, cut, listed};
use super::vocabulary::{PlaceColumn, PlaceField, RecordField, Vocabulary};
use crate::message::Message;
use std::sync::Arc;

/// Which column of a table of places holds what.
#[derive(Debug)]
pub(super) struct PlaceLayout {
    pub(super) header: Header<PlaceColumn>,
    pub(super) id: usize,
    pub(super) name: Option<usize>,
    pub(super) kinds: Option<usize>,
    pub(super) region: Option<usize>,
    pub(super) since: Option<usize>,
    /// Columns of inputs, with the inputs each may mean.
    pub(super) inputs: Vec<(usize, Vec<usize>)>,
    /// Columns with a header that means nothing here.
    pub(super) unused: Vec<usize>,
    /// Columns without a header.
    pub(super) unnamed: Vec<usize>,
}

impl PlaceLayout {
    /// Lays a table out. The notices are about columns that are not used, or not alone in their meaning.
    ///
    /// # Errors
    /// `C009` without a column of ids; `C008` without one of kinds, unless all rows have a default.
    pub(super) fn new(
        header: Header<PlaceColumn>,
        vocabulary: &Vocabulary,
        has_default_kind: bool,
        notices: &mut Vec<Problem>,
    ) -> Result<Self, Box<Problem>> {
        let mut pick = |field| own_column(&header, field, notices);
        let id = pick(PlaceField::Id);
        let (name, kinds) = (pick(PlaceField::Name), pick(PlaceField::Kinds));
        let (region, since) = (pick(PlaceField::Region), pick(PlaceField::Since));
        let id = id.ok_or_else(|| no_id_column(Some(&header)))?;
        if kinds.is_none() && !has_default_kind && vocabulary.has_kinds() {
            return Err(no_kinds_column(vocabulary));
        }
        let own: Vec<usize> = [Some(id), name, kinds, region, since].into_iter().flatten().collect();
        notices.extend(own.iter().filter_map(|column| shadowed(&header, *column, vocabulary)));
        let (mut inputs, mut unused, mut unnamed) = (Vec::new(), Vec::new(), Vec::new());
        for (index, column) in header.columns.iter().enumerate() {
            match &column.meaning {
                Some(PlaceColumn::Inputs(list)) => inputs.push((index, list.clone())),
                _ if own.contains(&index) => {}
                _ if column.text.is_empty() => unnamed.push(index),
                _ => unused.push(index),
            }
        }
        notices.extend(same_inputs(&header, &inputs));
        notices.extend(unused_notice(&header, &unused, &vocabulary.place_columns));
        Ok(Self { header, id, name, kinds, region, since, inputs, unused, unnamed })
    }

    /// What is written above a column.
    pub(super) fn text(&self, column: usize) -> &str {
        self.header.columns.get(column).map_or("", |column| &column.text)
    }
}

/// The column of a field; of several that with the most telling name, and a notice about the others.
fn own_column(header: &Header<PlaceColumn>, wanted: PlaceField, notices: &mut Vec<Problem>) -> Option<usize> {
    let candidates = header.columns.iter().enumerate().filter_map(|(index, column)| match column.meaning {
        Some(PlaceColumn::Own { field, rank, .. }) if field == wanted => Some((rank, index)),
        _ => None,
    });
    most_telling(header, candidates, wanted.label(), notices)
}

/// The column of a field of records.
pub(super) fn record_column(
    header: &Header<(RecordField, usize)>,
    wanted: RecordField,
    notices: &mut Vec<Problem>,
) -> Option<usize> {
    let candidates = header.columns.iter().enumerate().filter_map(|(index, column)| match column.meaning {
        Some((field, rank)) if field == wanted => Some((rank, index)),
        _ => None,
    });
    most_telling(header, candidates, wanted.label(), notices)
}

fn most_telling<M>(
    header: &Header<M>,
    candidates: impl Iterator<Item = (usize, usize)>,
    label: &str,
    notices: &mut Vec<Problem>,
) -> Option<usize> {
    let mut candidates: Vec<(usize, usize)> = candidates.collect();
    candidates.sort_unstable();
    let (_, chosen) = *candidates.first()?;
    if candidates.len() > 1 {
        let text = |index: usize| header.columns.get(index).map_or("", |column| column.text.as_str());
        let all = listed(candidates.iter().map(|(_, index)| text(*index)));
        notices.push(*Problem::new(
            ProblemCode::SameMeaning,
            format!("{}都可以是{label}，用了“{}”", all.zh, cut(text(chosen))),
            format!("{} may all be the {label}; \"{}\" is used", all.en, cut(text(chosen))),
        ));
    }
    Some(chosen)
}

/// A notice that a column is read as a field of the place though an input has the same name.
fn shadowed(header: &Header<PlaceColumn>, column: usize, vocabulary: &Vocabulary) -> Option<Problem> {
    let column = header.columns.get(column)?;
    let Some(PlaceColumn::Own { field, shadows: Some(input), .. }) = &column.meaning else { return None };
    let input = vocabulary.inputs().list().get(*input)?;
    let (text, id) = (cut(&column.text), &input.id);
    Some(*Problem::new(
        ProblemCode::SameMeaning,
        format!("“{text}”列按{}读，不按检查事实“{}”读；要填后者，列名请写 {id}", field.label(), input.label),
        format!(
            "\"{text}\" is read as {}, not as the fact \"{}\"; name the column {id} for that",
            field.label(),
            input.label
        ),
    ))
}

/// Notices about columns of one input.
fn same_inputs(header: &Header<PlaceColumn>, inputs: &[(usize, Vec<usize>)]) -> Vec<Problem> {
    let text = |index: usize| header.columns.get(index).map_or("", |column| column.text.as_str());
    let mut notices = Vec::new();
    for (position, (column, list)) in inputs.iter().enumerate() {
        let before = inputs.iter().take(position).find(|(_, earlier)| earlier.iter().any(|input| list.contains(input)));
        if let Some((first, _)) = before {
            let both = listed([text(*first), text(*column)]);
            notices.push(*Problem::new(
                ProblemCode::SameMeaning,
                format!("{}是同一项；两格填得不一样的行会报错", both.zh),
                format!("{} are the same; rows in which the two differ are errors", both.en),
            ));
        }
    }
    notices
}

/// Meanings of columns, of which a table has one each.
pub(super) trait SameColumn {
    /// Whether two columns hold the same.
    fn is_same(&self, other: &Self) -> bool;
}

impl SameColumn for PlaceColumn {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Own { field, .. }, Self::Own { field: other, .. }) => field == other,
            _ => self == other,
        }
    }
}

impl SameColumn for (RecordField, usize) {
    fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// One notice of all columns that mean nothing, with what they may have been meant to be.
pub(super) fn unused_notice<M: SameColumn>(
    header: &Header<M>,
    unused: &[usize],
    headings: &Headings<M>,
) -> Option<Problem> {
    if unused.is_empty() {
        return None;
    }
    let is_taken = |name: &str| {
        let mut taken = header.columns.iter().filter_map(|column| column.meaning.as_ref());
        headings.find(name).is_some_and(|meant| taken.any(|meaning| meaning.is_same(meant)))
    };
    let describe = |index: &usize| {
        let text = header.columns.get(*index).map_or("", |column| column.text.as_str());
        let meant = headings.closest(text).filter(|name| !is_taken(name));
        let (zh, en) = match meant {
            Some(meant) => (format!("（是不是“{meant}”？）"), format!(" (did you mean \"{meant}\"?)")),
            None => (String::new(), String::new()),
        };
        Message::new(format!("“{}”{zh}", cut(text)), format!("\"{}\"{en}", cut(text)))
    };
    let shown: Vec<Message> = unused.iter().map(describe).collect();
    let join = |divider: &str, text: fn(&Message) -> &str| shown.iter().map(text).collect::<Vec<_>>().join(divider);
    let (zh, en) = (join("、", |message| &message.zh), join(", ", |message| &message.en));
    Some(*Problem::new(
        ProblemCode::UnknownColumn,
        format!("有 {} 列没有用到：{zh}", unused.len()),
        format!("{} columns are not used: {en}", unused.len()),
    ))
}

/// A notice that a column without a header holds something.
pub(super) fn unnamed_notice(source: &Arc<Source>, column: usize, row: u64, value: &str) -> Problem {
    let column = source.first_column.saturating_add(column);
    let letter = column_letter(column);
    *Problem::new(
        ProblemCode::UnknownColumn,
        format!("{letter} 列没有列名，里面的内容没有用到"),
        format!("column {letter} has no header; what it holds is not used"),
    )
    .with_value(value)
    .in_source(source)
    .at_row(row)
    .at_column(column, "")
}

/// No header was found, or it has no column of ids.
pub(super) fn no_id_column<M>(header: Option<&Header<M>>) -> Box<Problem> {
    let seen = header
        .map(|header| listed(header.columns.iter().map(|column| column.text.as_str()).filter(|text| !text.is_empty())));
    let problem = match seen {
        Some(seen) => Problem::new(
            ProblemCode::NoIdColumn,
            format!("表头里没有编号列；读到的列有{}", seen.zh),
            format!("the header has no column of ids; its columns are {}", seen.en),
        ),
        None => Problem::new(
            ProblemCode::NoIdColumn,
            "没有找到表头：前 20 行里没有一行是列名",
            "no header was found: none of the first 20 rows holds names of columns",
        ),
    };
    problem.with_help(
        "每个场所要有自己的编号，列名写 编号 或 场所编号；检查事实的列名写规则包里的名称",
        "give every place an id, in a column named id or 编号; name the other columns as the pack names its facts",
    )
}

fn no_kinds_column(vocabulary: &Vocabulary) -> Box<Problem> {
    let mut problem = vocabulary.no_kind();
    problem.message = Message::new(
        "没有场所类型这一列，不知道该查哪些项目",
        "there is no column of kinds, so nobody knows which checks concern the places",
    );
    let known = problem.help.take().unwrap_or_else(|| Message::new("", ""));
    problem.with_help(
        format!("加一列“场所类型”；全表都是同一种场所的，也可以在命令里指定。{}", known.zh),
        format!("add a column named kinds, or state the kind of the whole table in the command; {}", known.en),
    )
}
