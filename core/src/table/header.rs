//! Where the header of a sheet is: below title rows, in one row or two, with titles over groups of columns.

use super::Cell;
use super::words::{fold_cell, squeeze};
use crate::names::fold;

/// How many rows that are not blank may be looked at for the header.
pub(super) const HEADER_ROWS: usize = 20;

/// A header that was found.
#[derive(Clone, Debug)]
pub(super) struct Header<M> {
    /// One for each column.
    pub(super) columns: Vec<HeaderColumn<M>>,
    /// The index of the row after it.
    pub(super) end: usize,
    /// Its rows as they are, folded, for finding them again further down.
    rows: Vec<Vec<String>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeaderColumn<M> {
    /// What is written above it, empty if nothing.
    pub(super) text: String,
    /// What it means, if anything.
    pub(super) meaning: Option<M>,
}

impl<M> Header<M> {
    /// A header that is given, not found: the keys of a JSON object.
    pub(super) fn of_columns(columns: Vec<HeaderColumn<M>>) -> Self {
        Self { columns, end: 0, rows: Vec::new() }
    }

    /// Whether a row is one of the header's rows over again, as on every page of a printed list.
    pub(super) fn is_repeated_by(&self, cells: &[Cell<'_>]) -> bool {
        self.rows.iter().any(|row| {
            let mut pairs = cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
            let mut same = 0;
            let all = pairs.all(|(index, cell)| {
                same += 1;
                row.get(index).is_some_and(|text| *text == squeeze(&fold_cell(&cell.shown())))
            });
            all && same * 2 >= row.iter().filter(|text| !text.is_empty()).count() && same > 0
        })
    }

    fn known(&self) -> usize {
        self.columns.iter().filter(|column| column.meaning.is_some()).count()
    }
}

/// Finds the row, or the two rows, with the most columns that mean something; none if no column does.
pub(super) fn find_header<M: Clone>(rows: &[Vec<Cell<'_>>], find: impl Fn(&str) -> Option<M>) -> Option<Header<M>> {
    let texts: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect()).collect();
    let mut best: Option<Header<M>> = None;
    let mut known = 0;
    for (index, upper) in texts.iter().enumerate() {
        let one = single(upper, index, &find);
        let upper_known = one.known();
        if upper_known > known {
            known = upper_known;
            best = Some(one);
        }
        let Some(lower) = texts.get(index + 1) else { continue };
        let (two, all_joined) = double(upper, lower, index, &find);
        // A lower row that adds nothing may still belong to the header: a row of units.
        let both = two.known();
        let lower_known = lower.iter().filter(|text| find(text).is_some()).count();
        if both > known.max(lower_known) || (both == known && upper_known == known && both > 0 && all_joined) {
            known = both;
            best = Some(two);
        }
    }
    best
}

fn single<M>(row: &[String], index: usize, find: impl Fn(&str) -> Option<M>) -> Header<M> {
    let columns = row.iter().map(|text| HeaderColumn { text: text.clone(), meaning: find(text) }).collect();
    Header { columns, end: index + 1, rows: vec![fold_row(row)] }
}

/// Reads two rows as one header, and says whether every cell of the lower one has its meaning from both together.
fn double<M>(upper: &[String], lower: &[String], index: usize, find: impl Fn(&str) -> Option<M>) -> (Header<M>, bool) {
    let empty = String::new();
    let mut group = &empty;
    let mut all_joined = lower.iter().any(|text| !text.is_empty());
    let mut columns = Vec::new();
    for column in 0..upper.len().max(lower.len()) {
        let (above, below) = (upper.get(column).unwrap_or(&empty), lower.get(column).unwrap_or(&empty));
        // A merged title is given in its first column only.
        group = if above.is_empty() { group } else { above };
        if below.is_empty() {
            columns.push(HeaderColumn { text: above.clone(), meaning: find(above) });
            continue;
        }
        let joined = under(group, below, &find);
        all_joined &= joined.is_some();
        columns.push(joined.unwrap_or_else(|| alone(group, below, &find)));
    }
    (Header { columns, end: index + 2, rows: vec![fold_row(upper), fold_row(lower)] }, all_joined)
}

/// A column and the title over it, if they mean something together: 软管 over 长度, 面积 over ㎡.
fn under<M>(group: &str, below: &str, find: impl Fn(&str) -> Option<M>) -> Option<HeaderColumn<M>> {
    if group.is_empty() {
        return None;
    }
    let meaning = find(&format!("{group}{below}")).or_else(|| find(&format!("{group}({below})")))?;
    Some(HeaderColumn { text: format!("{group} {below}"), meaning: Some(meaning) })
}

/// A column whose meaning, if any, does not depend on the title over it.
fn alone<M>(group: &str, below: &str, find: impl Fn(&str) -> Option<M>) -> HeaderColumn<M> {
    let meaning = find(below);
    let text = if meaning.is_some() || group.is_empty() { below.to_owned() } else { format!("{group} {below}") };
    HeaderColumn { text, meaning }
}

fn fold_row(row: &[String]) -> Vec<String> {
    row.iter().map(|text| squeeze(&fold(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[&[&'static str]]) -> Vec<Vec<Cell<'static>>> {
        texts.iter().map(|row| row.iter().map(|text| Cell::from(*text)).collect()).collect()
    }

    fn find(text: &str) -> Option<&'static str> {
        ["编号", "名称", "类型", "社区", "面积", "软管长度", "长度", "通道堵塞"]
            .into_iter()
            .find(|name| *name == text || *text == format!("{name}(㎡)"))
    }

    fn header(texts: &[&[&'static str]]) -> (usize, Vec<Option<&'static str>>) {
        let header = find_header(&rows(texts), find).unwrap();
        (header.end, header.columns.iter().map(|column| column.meaning).collect())
    }

    #[test]
    fn the_first_row() {
        assert_eq!(
            header(&[&["编号", "名称", "备注"], &["P-1", "甲", ""]]),
            (1, vec![Some("编号"), Some("名称"), None])
        );
    }

    #[test]
    fn below_titles() {
        assert_eq!(
            header(&[
                &["2022年排查表"],
                &["填报单位：街道", "", "日期：2022.8.3"],
                &["编号", "名称", "面积"],
                &["P-1", "社区", "1"],
                &["P-2", "河道", "社区"],
            ]),
            (3, vec![Some("编号"), Some("名称"), Some("面积")])
        );
    }

    #[test]
    fn a_title_is_no_part_of_the_header_below_it() {
        let rows = rows(&[&["填报单位：街道", "", ""], &["编号", "面积", "备注"]]);
        let header = find_header(&rows, find).unwrap();
        assert_eq!(header.columns[2].text, "备注");
    }

    #[test]
    fn two_rows_with_merged_titles() {
        assert_eq!(
            header(&[
                &["编号", "软管", "", "消防", ""],
                &["", "长度", "面积", "通道堵塞", "其他"],
                &["P-1", "1", "2", "是", ""]
            ]),
            (2, vec![Some("编号"), Some("软管长度"), Some("面积"), Some("通道堵塞"), None])
        );
        let header =
            find_header(&rows(&[&["编号", "软管", "", "消防", ""], &["", "长度", "面积", "通道堵塞", "其他"]]), find)
                .unwrap();
        let texts: Vec<&str> = header.columns.iter().map(|column| column.text.as_str()).collect();
        assert_eq!(texts, ["编号", "软管 长度", "面积", "通道堵塞", "消防 其他"]);
    }

    #[test]
    fn a_row_of_units_belongs_to_the_header() {
        assert_eq!(
            header(&[&["编号", "名称", "面积"], &["", "", "㎡"], &["P-1", "甲", "1"]]),
            (2, vec![Some("编号"), Some("名称"), Some("面积")])
        );
    }

    #[test]
    fn data_is_not_taken_for_a_second_row() {
        assert_eq!(header(&[&["编号", "类型"], &["P-1", "社区"]]).0, 1);
        assert_eq!(header(&[&["编号"], &["P-1"]]).0, 1);
        assert_eq!(
            header(&[&["编号", "类型"], &["", "社区"]]).0,
            1,
            "a place without an id is to be reported, not swallowed"
        );
    }

    #[test]
    fn nothing_known() {
        assert!(find_header(&rows(&[&["甲", "乙"], &["1", "2"]]), find).is_none());
        assert!(find_header(&rows(&[]), find).is_none());
    }

    #[test]
    fn repeated_headers() {
        let header = find_header(&rows(&[&["编号", "软管", ""], &["", "长度", "面积"]]), find).unwrap();
        let is_repeated = |row: &[&'static str]| header.is_repeated_by(&rows(&[row])[0]);
        assert!(is_repeated(&["编号", "软管", ""]));
        assert!(is_repeated(&[" 编 号", "软管"]));
        assert!(is_repeated(&["", "长度", "面积"]));
        assert!(!is_repeated(&["编号", "甲", ""]));
        assert!(!is_repeated(&["", "", ""]));
        assert!(!is_repeated(&["P-1", "1", "2"]));
    }
}
