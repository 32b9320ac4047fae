//! Rows of a table that are neither header nor data: blank ones, headers over again, totals, signatures.

use super::Cell;
use super::header::Header;
use super::words::squeeze;
use crate::names::fold;

/// What a row below the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Nothing in it.
    Blank,
    /// The header over again.
    Header,
    /// A total, a note or a signature.
    Footer,
    /// Anything else.
    Data,
}

/// Says what a row is. The column of ids decides in doubt: where an id stands, there is data.
pub(super) fn kind_of_row<M>(cells: &[Cell<'_>], id_column: usize, header: &Header<M>) -> RowKind {
    let Some(first) = cells.iter().position(|cell| !cell.is_blank()) else { return RowKind::Blank };
    let has_id = cells.get(id_column).is_some_and(|cell| !cell.is_blank());
    if has_id && first != id_column {
        return if header.is_repeated_by(cells) { RowKind::Header } else { RowKind::Data };
    }
    let Some(Cell::Text(text)) = cells.get(first) else { return RowKind::Data };
    if header.is_repeated_by(cells) {
        RowKind::Header
    } else if is_footer(text) {
        RowKind::Footer
    } else {
        RowKind::Data
    }
}

pub(super) fn is_footer(text: &str) -> bool {
    const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "total", "subtotal", "sum"];
    const NOTES: &[&str] = &["注", "备注", "说明", "填表说明", "填报说明", "note", "notes"];
    const SIGNED: &[&str] = &[
        "填表人",
        "填报人",
        "制表人",
        "制表",
        "填表",
        "填报",
        "填报单位",
        "填表单位",
        "填报日期",
        "填表日期",
        "审核人",
        "审核",
        "审批",
        "单位负责人",
        "负责人",
        "检查人",
        "检查人员",
        "联系人",
        "联系电话",
        "签字",
        "盖章",
    ];
    // Nothing of what is looked for begins like most ids.
    if text.starts_with(|first: char| first.is_ascii() && !matches!(first.to_ascii_lowercase(), 't' | 's' | 'n' | ' '))
    {
        return false;
    }
    let text = squeeze(&fold(&text.chars().take(20).collect::<String>()));
    let (head, rest) = match text.find([':', '(', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        Some(end) => text.split_at(end),
        None => (text.as_str(), ""),
    };
    TOTALS.contains(&head)
        || (rest.starts_with(':') && SIGNED.contains(&head))
        || (rest.contains(':') && NOTES.contains(&head))
}

#[cfg(test)]
mod tests {
    use super::super::header::find_header;
    use super::*;

    fn kind(row: &[&'static str]) -> RowKind {
        let cells = |row: &[&'static str]| row.iter().map(|text| Cell::from(*text)).collect::<Vec<_>>();
        let header = find_header(&[cells(&["序号", "编号", "名称"])], |text| (text != "序号").then_some(())).unwrap();
        kind_of_row(&cells(row), 1, &header)
    }

    #[test]
    fn rows_that_are_no_places() {
        assert_eq!(kind(&["", " ", "\u{3000}"]), RowKind::Blank);
        assert_eq!(kind(&[]), RowKind::Blank);
        assert_eq!(kind(&["序号", "编号", "名称"]), RowKind::Header);
        assert_eq!(kind(&["", "编 号", "名称"]), RowKind::Header);
        for text in [
            "合计",
            "合 计",
            "总计：",
            "小计",
            "合计（12家）",
            "合计12家",
            "Total",
            "注：本表一式两份",
            "注1：",
            "备注: 无",
            "填表人：张三",
            "审核：",
            "填报日期：2022.8.3",
        ] {
            assert_eq!(kind(&[text, "", "3"]), RowKind::Footer, "{text}");
            assert_eq!(kind(&["", text, ""]), RowKind::Footer, "{text}");
        }
    }

    #[test]
    fn rows_that_are_places() {
        assert_eq!(kind(&["1", "P-1", "合计"]), RowKind::Data);
        assert_eq!(kind(&["合计", "P-1", "甲"]), RowKind::Data);
        assert_eq!(kind(&["1", "", "甲"]), RowKind::Data, "its id is missing");
        assert_eq!(kind(&["", "合计小区", ""]), RowKind::Data);
        assert_eq!(kind(&["", "注册地", ""]), RowKind::Data);
        assert_eq!(kind(&["", "负责人", ""]), RowKind::Data);
        assert_eq!(kind(&["", "总计划1", ""]), RowKind::Data);
    }
}
