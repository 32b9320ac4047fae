//! Reads tables of places, row by row: finds the header, reads the cells, gives out blocks.
//!
//! Splitting a file into rows and cells is `sheet`'s, or the shell's.

use super::block::{Block, Intake, ReadOptions, SourceRow};
use super::header::{HEADER_ROWS, find_header};
use super::layout::{PlaceLayout, no_id_column, unnamed_notice};
use super::place_row::RowReading;
use super::problem::{Problem, ProblemCode, Source, listed};
use super::records::Records;
use super::rows::{RowKind, kind_of_row};
use super::{Cell, KindSet, Value, Vocabulary};
use std::sync::Arc;

/// Reads one or more tables of places.
///
/// ```
/// # use paicha::table::{Cell, Entry, PlaceReader, ReadOptions, Source, Vocabulary};
/// # let vocabulary = Vocabulary::from_parts(paicha::table::Inputs::default(), &[], &[]);
/// let mut reader = PlaceReader::new(&vocabulary, &ReadOptions::default())?;
/// reader.start(Source { file: Some("places.csv".into()), ..Source::default() })?;
/// for (row, line) in [["编号", "名称"], ["P-1", "小叮当超市"]].iter().enumerate() {
///     let cells: Vec<Cell> = line.iter().map(|text| Cell::from(*text)).collect();
///     reader.push(row as u64 + 1, &cells)?;
///     if reader.is_full() {
///         let _scored = reader.take_block();
///     }
/// }
/// reader.end()?;
/// let block = reader.take_block();
/// assert_eq!(block.entries, [Entry::Place(0)]);
/// assert_eq!(block.rows[0].row, 2);
/// # Ok::<(), Box<paicha::table::Problem>>(())
/// ```
#[derive(Debug)]
pub struct PlaceReader<'v> {
    intake: Intake<'v>,
    keep_unused: bool,
    default_kinds: Option<KindSet>,
    source: Arc<Source>,
    table: Table,
    unused_columns: Vec<String>,
    values: Vec<Value>,
    has_rows: bool,
}

/// The table being read.
#[derive(Debug)]
enum Table {
    /// The header is not found yet: its first rows with their numbers.
    Looking(Vec<(u64, Vec<Cell<'static>>)>),
    /// The header is found.
    Reading(Box<PlaceLayout>),
    /// It cannot be read, or is at its end.
    Closed,
}

impl<'v> PlaceReader<'v> {
    /// Makes a reader; the first table begins at once, without a name, unless [`PlaceReader::start`] names it.
    ///
    /// # Errors
    /// `C007` or `C008` when [`ReadOptions::default_kind`] is no kind of the pack.
    pub fn new(vocabulary: &'v Vocabulary, options: &ReadOptions) -> Result<Self, Box<Problem>> {
        let default_kinds = options.default_kind.as_deref().map(|kinds| vocabulary.read_kinds(kinds)).transpose()?;
        Ok(Self {
            intake: Intake::new(vocabulary, options.block_rows),
            keep_unused: options.keep_unused,
            default_kinds,
            source: Arc::default(),
            table: Table::Looking(Vec::new()),
            unused_columns: Vec::new(),
            values: Vec::new(),
            has_rows: false,
        })
    }

    /// Gives the places their records. Without it nobody gave any: what was done and is due is then unknown.
    #[must_use]
    pub fn with_records(mut self, records: Records) -> Self {
        self.intake.set_records(records);
        self
    }

    /// Gives records of places that are still to be read, beside those given before.
    pub fn add_records(&mut self, records: Records) {
        self.intake.add_records(records);
    }

    /// Begins a table: another file or sheet, with a header of its own. Ids must differ from those of the tables before.
    ///
    /// # Errors
    /// Those of [`PlaceReader::end`], for the table before.
    pub fn start(&mut self, source: Source) -> Result<(), Box<Problem>> {
        let ended = match &self.table {
            Table::Looking(rows) if rows.is_empty() => Ok(()),
            _ => self.end(),
        };
        self.intake.start(source);
        self.source = self.intake.source();
        self.table = Table::Looking(Vec::new());
        self.unused_columns.clear();
        self.has_rows = false;
        ended
    }

    /// Takes one row, numbered from 1 as the spreadsheet does.
    ///
    /// # Errors
    /// `C009` or `C008` when the table cannot be read at all. Further rows of the table are then passed over.
    pub fn push(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), Box<Problem>> {
        match &mut self.table {
            Table::Reading(_) => self.read_row(row, cells),
            Table::Closed => {}
            Table::Looking(_) if cells.iter().all(Cell::is_blank) => {}
            Table::Looking(rows) => {
                rows.push((row, cells.iter().map(|cell| cell.clone().into_owned()).collect()));
                if rows.len() == HEADER_ROWS {
                    return self.read_header();
                }
            }
        }
        Ok(())
    }

    /// Ends the table. [`PlaceReader::take_block`] then gives the rest of its rows.
    ///
    /// # Errors
    /// `C011` when it was empty, and those of [`PlaceReader::push`] when its header had still to be looked for.
    pub fn end(&mut self) -> Result<(), Box<Problem>> {
        let read = match &self.table {
            Table::Looking(rows) if rows.is_empty() => Err(empty_table().in_source(&self.source)),
            Table::Looking(_) => self.read_header(),
            _ => Ok(()),
        };
        if matches!(self.table, Table::Reading(_)) && !self.has_rows {
            self.intake.notices.push(*only_a_header().in_source(&self.source));
        }
        self.table = Table::Closed;
        read
    }

    /// Whether enough rows have come together for a block.
    pub fn is_full(&self) -> bool {
        self.intake.is_full()
    }

    /// The rows since the last block, few or many.
    pub fn take_block(&mut self) -> Block {
        self.intake.take_block()
    }

    /// What people should know about the tables read so far, though it is no mistake in a row: columns that are not
    /// used, rows that were skipped.
    pub fn take_notices(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.intake.notices)
    }

    /// After the last table: a problem `C020` for each place that has records but is in no table.
    pub fn take_unclaimed(&mut self) -> Vec<Problem> {
        self.intake.unclaimed()
    }

    /// The headers of the current table's columns that mean nothing, once its header is found.
    pub fn unused_columns(&self) -> &[String] {
        &self.unused_columns
    }

    fn read_header(&mut self) -> Result<(), Box<Problem>> {
        let Table::Looking(rows) = std::mem::replace(&mut self.table, Table::Closed) else { return Ok(()) };
        let (numbers, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
        let vocabulary = self.intake.vocabulary;
        let header = find_header(&rows, |text| vocabulary.place_columns.find(text).cloned())
            .ok_or_else(|| no_id_column::<()>(None).in_source(&self.source))?;
        let (end, mut notices) = (header.end, Vec::new());
        let header_row = numbers.get(end - 1).copied();
        let layout = PlaceLayout::new(header, vocabulary, self.default_kinds.is_some(), &mut notices);
        let place = |problem: Box<Problem>| {
            let problem = problem.in_source(&self.source);
            header_row.map_or(problem.clone(), |row| problem.at_row(row))
        };
        self.intake.notices.extend(notices.into_iter().map(|notice| *place(Box::new(notice))));
        let layout = layout.map_err(place)?;
        self.unused_columns = layout.unused.iter().map(|column| layout.text(*column).to_owned()).collect();
        self.table = Table::Reading(Box::new(layout));
        for (number, cells) in numbers.iter().zip(&rows).skip(end) {
            self.read_row(*number, cells);
        }
        Ok(())
    }

    fn read_row(&mut self, row: u64, cells: &[Cell<'_>]) {
        let Table::Reading(layout) = &mut self.table else { return };
        match kind_of_row(cells, layout.id, &layout.header) {
            RowKind::Data => {}
            RowKind::Footer => {
                self.intake.notices.push(skipped(cells, &self.source, row));
                return;
            }
            RowKind::Blank | RowKind::Header => return,
        }
        layout.unnamed.retain(|column| {
            let Some(cell) = cells.get(*column).filter(|cell| !cell.is_blank()) else { return true };
            self.intake.notices.push(unnamed_notice(&self.source, *column, row, &cell.shown()));
            false
        });
        self.values.clear();
        self.values.resize(self.intake.vocabulary.inputs().list().len(), Value::Unknown);
        let reading = RowReading { layout, vocabulary: self.intake.vocabulary, source: &self.source, row, cells };
        let place = reading.read(self.default_kinds.as_ref(), &mut self.values);
        let kept = if self.keep_unused { layout.unused.as_slice() } else { &[] };
        let unused = kept.iter().map(|column| reading.cell(*column).shown().into_owned()).collect();
        self.intake.admit(place, &self.values, SourceRow { row, unused });
        self.has_rows = true;
    }
}

pub(super) fn empty_table() -> Box<Problem> {
    Problem::new(ProblemCode::EmptyTable, "表是空的", "the table is empty")
        .with_help("第一行写列名，下面每个场所一行", "begin with a row of column names, then one row for each place")
}

pub(super) fn only_a_header() -> Box<Problem> {
    Problem::new(ProblemCode::EmptyTable, "表里只有表头，没有内容", "the table has a header and nothing below it")
}

/// A notice of a row that was skipped.
pub(super) fn skipped(cells: &[Cell<'_>], source: &Arc<Source>, row: u64) -> Problem {
    let text = cells.iter().find(|cell| !cell.is_blank()).map(|cell| cell.shown().into_owned()).unwrap_or_default();
    let shown = listed([text.as_str()]);
    *Problem::new(
        ProblemCode::RowSkipped,
        format!("{}这一行是合计或说明，跳过了", shown.zh),
        format!("the row {} is a total or a note and was skipped", shown.en),
    )
    .with_value(&text)
    .in_source(source)
    .at_row(row)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::VOCABULARY;
    use super::super::{Column, Entry, ErrorRow, RecordReader, Values};
    use super::*;

    type Rows<'a> = &'a [&'a [&'static str]];

    fn cells(row: &[&'static str]) -> Vec<Cell<'static>> {
        row.iter().map(|text| Cell::from(*text)).collect()
    }

    fn push_all(reader: &mut PlaceReader<'_>, rows: Rows<'_>) -> Result<(), Box<Problem>> {
        for (index, row) in rows.iter().enumerate() {
            reader.push(index as u64 + 1, &cells(row))?;
        }
        reader.end()
    }

    fn read_with(options: &ReadOptions, rows: Rows<'_>) -> (Block, Vec<Problem>) {
        let vocabulary = &*VOCABULARY;
        let mut reader = PlaceReader::new(vocabulary, options).unwrap();
        push_all(&mut reader, rows).unwrap();
        (reader.take_block(), reader.take_notices())
    }

    fn read(rows: Rows<'_>) -> (Block, Vec<Problem>) {
        read_with(&ReadOptions::default(), rows)
    }

    fn error(block: &Block, entry: usize) -> &ErrorRow {
        match &block.entries[entry] {
            Entry::Error(row) => row,
            Entry::Place(_) => unreachable!("entry {entry} is a place"),
        }
    }

    fn codes(problems: &[Problem]) -> Vec<&'static str> {
        problems.iter().map(|problem| problem.code.as_str()).collect()
    }

    fn known(block: &Block, input: &str) -> Vec<bool> {
        let input = VOCABULARY.inputs().by_id(input).unwrap() as u32;
        let places = 0..block.places.len();
        places
            .map(|place| block.places.column(place, input).is_some_and(|(column, row)| column.known.get(row)))
            .collect()
    }

    fn numbers(block: &Block, input: &str) -> Vec<f64> {
        let input = VOCABULARY.inputs().by_id(input).unwrap() as u32;
        let number = |place| match block.places.column(place, input) {
            Some((Column { values: Values::Numbers(numbers), known, .. }, row)) if known.get(row) => numbers[row],
            _ => 0.0,
        };
        (0..block.places.len()).map(number).collect()
    }

    #[test]
    fn a_plain_table() {
        let (block, notices) = read(&[
            &["编号", "单位名称", "类型", "所属区域", "登记日期", "使用燃气（是/否）", "面积(平方米)", "外墙"],
            &["P-1", "小叮当", "超市、餐饮", "新城街道 / 龙兴社区", "2020.1.1", "√", "1,200", "不符合"],
            &["P-2", "胜利河", "河道", "", "", "/", "", ""],
        ]);
        assert_eq!(block.entries, [Entry::Place(0), Entry::Place(1)]);
        assert!(notices.is_empty(), "{notices:?}");
        let place = &block.places.row(0);
        assert_eq!((place.id.as_str(), place.name.as_deref()), ("P-1", Some("小叮当")));
        assert_eq!(place.kinds.list(), [0, 1]);
        assert_eq!(place.region.as_deref(), Some("新城街道/龙兴社区"));
        assert_eq!(place.since.unwrap().to_string(), "2020-01-01");
        assert_eq!(place.records, None, "nobody gave records");
        assert_eq!(known(&block, "uses_gas"), [true, false]);
        assert_eq!(known(&block, "floor_area"), [true, false]);
        assert_eq!(numbers(&block, "floor_area"), [1200.0, 0.0]);
        assert_eq!(known(&block, "wall_tiles"), [true, false]);
        assert_eq!(block.rows[1], SourceRow { row: 3, unused: vec![] });
    }

    #[test]
    fn all_problems_of_a_row_at_once_in_order() {
        let (block, _) = read(&[
            &["编号", "类型", "纳入日期", "使用燃气", "面积", "用气类型"],
            &["P-1", "网吧", "去年", "maybe", "400余", "煤"],
            &["", "", "", "", "300000", ""],
            &["P-3", "商铺", "", "是", "1", "瓶装"],
        ]);
        assert_eq!(codes(&error(&block, 0).problems), ["C007", "C022", "C002", "C002", "C004"]);
        assert_eq!(error(&block, 0).id.as_deref(), Some("P-1"));
        assert_eq!(codes(&error(&block, 1).problems), ["C006", "C008", "C003"]);
        assert_eq!(block.entries[2], Entry::Place(0));
        let problem = &error(&block, 0).problems[3];
        assert_eq!(
            (problem.row, problem.column.as_deref(), problem.letter.as_deref()),
            (Some(2), Some("面积"), Some("E"))
        );
        assert_eq!(problem.value.as_deref(), Some("400余"));
    }

    #[test]
    fn an_error_row_in_json() {
        let vocabulary = &*VOCABULARY;
        let mut reader = PlaceReader::new(vocabulary, &ReadOptions::default()).unwrap();
        let source = Source { file: Some("场所.xlsx".into()), sheet: Some("餐饮".into()), first_column: 1 };
        reader.start(source).unwrap();
        push_all(&mut reader, &[&["编号", "名称", "类型", "使用燃气"], &["P-1", "甲", "饭店", "也许"]]).unwrap();
        let block = reader.take_block();
        assert_eq!(
            serde_json::to_value(error(&block, 0)).unwrap(),
            serde_json::json!({ "id": "P-1", "name": "甲", "problems": [{
                "code": "C002", "zh": "“使用燃气”填的是“也许”，看不出是还是否",
                "en": "\"使用燃气\" says \"也许\", which is neither yes nor no",
                "help": { "zh": "写 是 或 否；不知道就空着，不涉及写 /",
                          "en": "write yes or no; leave it blank if nobody knows, / if it does not apply" },
                "file": "场所.xlsx", "sheet": "餐饮", "row": 2, "column": "使用燃气", "letter": "E", "value": "也许" }] })
        );
    }

    #[test]
    fn a_messy_sheet() {
        let (block, notices) = read(&[
            &["2022年场所排查表", "", "", "", "", ""],
            &["填报单位：新城街道", "", "", "", "", ""],
            &["", "", "", "", "", ""],
            &["序号", "场所编号", "场所类型", "基本情况", "", "备注"],
            &["", "", "", "面积（㎡）", "层数", ""],
            &["1", "P-1", "餐饮场所", "120", "2层", "x"],
            &["", "", "", "", "", ""],
            &["序号", "场所编号", "场所类型", "基本情况", "", "备注"],
            &["", "", "", "面积（㎡）", "层数", ""],
            &["2", "P-2", "商铺", "80", "1", ""],
            &["合计", "", "", "200", "", ""],
            &["填表人：张三", "", "审核人：李四", "", "", ""],
        ]);
        assert_eq!(block.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [6, 10]);
        assert_eq!(codes(&error(&block, 0).problems), ["C002"], "层数 has no unit");
        assert_eq!(block.entries[1], Entry::Place(0));
        assert_eq!(numbers(&block, "floor_area"), [80.0]);
        assert_eq!(codes(&notices), ["C001", "C015", "C015"]);
        assert_eq!(notices[0].message.zh, "有 2 列没有用到：“序号”、“备注”");
        assert_eq!((notices[0].row, notices[1].row), (Some(5), Some(11)));
    }

    #[test]
    fn unused_columns_are_listed_and_kept_on_request() {
        let options = ReadOptions { keep_unused: true, ..ReadOptions::default() };
        let rows: Rows<'_> = &[&["编号", "类型", "使用然气", "面积", "面积2"], &["P-1", "商铺", "是", "", "5"]];
        let (block, notices) = read_with(&options, rows);
        assert_eq!(notices[0].message.zh, "有 2 列没有用到：“使用然气”（是不是“使用燃气”？）、“面积2”");
        assert_eq!(
            notices[0].message.en,
            "2 columns are not used: \"使用然气\" (did you mean \"使用燃气\"?), \"面积2\""
        );
        assert_eq!(block.rows[0].unused, ["是", "5"]);
        assert!(read(rows).0.rows[0].unused.is_empty());
    }

    #[test]
    fn a_column_without_a_header_is_told_once() {
        let (block, notices) =
            read(&[&["编号", "类型", "", "面积"], &["P-1", "商铺", "甲", "1"], &["P-2", "商铺", "乙", "1"]]);
        assert_eq!(block.places.len(), 2);
        assert_eq!(codes(&notices), ["C001"]);
        assert_eq!((notices[0].letter.as_deref(), notices[0].row), (Some("C"), Some(2)));
    }

    #[test]
    fn shifted_rows_are_errors_and_short_ones_are_not() {
        let (block, _) = read(&[
            &["编号", "类型", "负责人"],
            &["P-1", "商铺", "甲", "乙"],
            &["P-2", "商铺"],
            &["P-3", "商铺", "甲", ""],
        ]);
        assert_eq!(codes(&error(&block, 0).problems), ["C014"]);
        assert_eq!(block.places.len(), 2);
    }

    #[test]
    fn duplicates_name_the_first() {
        let vocabulary = &*VOCABULARY;
        let mut reader = PlaceReader::new(vocabulary, &ReadOptions::default()).unwrap();
        reader.start(Source { file: Some("a.csv".into()), ..Source::default() }).unwrap();
        push_all(
            &mut reader,
            &[&["编号", "类型"], &["P-1", "商铺"], &["P-1", "商铺"], &["p-1", "商铺"], &["P-2", "网吧"]],
        )
        .unwrap();
        let first = reader.take_block();
        assert_eq!(codes(&error(&first, 1).problems), ["C005"]);
        assert_eq!(error(&first, 1).problems[0].message.zh, "编号“P-1”已经用在第 2 行");
        assert_eq!(first.entries[2], Entry::Place(1), "capitals count in ids");
        reader.start(Source { file: Some("b.csv".into()), ..Source::default() }).unwrap();
        push_all(&mut reader, &[&["编号", "类型"], &["Ｐ－１", "商铺"], &["P-2", "商铺"]]).unwrap();
        let second = reader.take_block();
        assert_eq!(error(&second, 0).problems[0].message.zh, "编号“Ｐ－１”已经用在a.csv 第 2 行");
        assert_eq!(
            codes(&error(&second, 1).problems),
            ["C005"],
            "the first one was an error row, and was there all the same"
        );
    }

    #[test]
    fn names_that_differ_by_kind() {
        let (block, _) = read(&[
            &["编号", "类型", "长度"],
            &["P-1", "餐饮", "1.5m"],
            &["P-2", "河道", "3公里"],
            &["P-3", "餐饮、河道", "1"],
            &["P-4", "餐饮、河道", ""],
            &["P-5", "商铺", "若干"],
        ]);
        assert_eq!(
            (numbers(&block, "hose_length"), numbers(&block, "river_length")),
            (vec![1.5, 0.0, 0.0, 0.0], vec![0.0, 3.0, 0.0, 0.0])
        );
        assert_eq!(codes(&error(&block, 2).problems), ["C010"]);
        assert!(error(&block, 2).problems[0].message.zh.contains("“river_length”、“hose_length”"));
        assert_eq!(block.entries[3], Entry::Place(2));
        assert_eq!(block.entries[4], Entry::Place(3), "nobody asks a shop for it");
    }

    #[test]
    fn cells_nobody_asks_for_may_be_odd() {
        let (block, _) = read(&[
            &["编号", "类型", "面积"],
            &["P-1", "河道", "约3公里"],
            &["P-2", "河道", "5"],
            &["P-3", "商铺", "约3"],
        ]);
        assert_eq!(block.entries[..2], [Entry::Place(0), Entry::Place(1)]);
        assert_eq!(known(&block, "floor_area"), [false, true]);
        assert_eq!(codes(&error(&block, 2).problems), ["C002"]);
    }

    #[test]
    fn two_columns_of_one_fact() {
        let (block, notices) = read(&[
            &["编号", "类型", "面积", "经营面积"],
            &["P-1", "商铺", "5", ""],
            &["P-2", "商铺", "", "6"],
            &["P-3", "商铺", "7", "7㎡"],
            &["P-4", "商铺", "7", "8"],
            &["P-5", "商铺", "/", "8"],
        ]);
        assert_eq!(codes(&notices), ["C010"]);
        assert_eq!(numbers(&block, "floor_area"), [5.0, 6.0, 7.0]);
        assert_eq!(
            (codes(&error(&block, 3).problems), codes(&error(&block, 4).problems)),
            (vec!["C010"], vec!["C010"])
        );
    }

    #[test]
    fn the_more_telling_name_wins() {
        let (block, notices) = read(&[&["编号", "场所编号", "类型", "场所类型"], &["1", "P-1", "个体", "商铺"]]);
        assert_eq!(block.places.row(0).id, "P-1");
        assert_eq!(codes(&notices), ["C010", "C010", "C001"]);
        assert!(notices[0].message.zh.contains("用了“场所编号”"));
    }

    #[test]
    fn one_kind_for_the_whole_table() {
        let options = ReadOptions { default_kind: Some("饭店".into()), ..ReadOptions::default() };
        let (block, _) = read_with(&options, &[&["编号", "面积"], &["P-1", "5"]]);
        assert_eq!(block.places.row(0).kinds.list(), [0]);
        let (block, _) = read_with(&options, &[&["编号", "类型"], &["P-1", ""]]);
        assert_eq!(codes(&error(&block, 0).problems), ["C008"], "a blank cell is no default");
        let vocabulary = &*VOCABULARY;
        let options = ReadOptions { default_kind: Some("网吧".into()), ..ReadOptions::default() };
        assert_eq!(PlaceReader::new(vocabulary, &options).unwrap_err().code.as_str(), "C007");
    }

    #[test]
    fn tables_that_cannot_be_read() {
        let vocabulary = &*VOCABULARY;
        let read = |rows: Rows<'_>| {
            let mut reader = PlaceReader::new(vocabulary, &ReadOptions::default()).unwrap();
            push_all(&mut reader, rows).map_err(|problem| problem.code.as_str())
        };
        assert_eq!(read(&[]), Err("C011"));
        assert_eq!(read(&[&["", " "]]), Err("C011"));
        assert_eq!(read(&[&["甲", "乙"], &["1", "2"]]), Err("C009"));
        assert_eq!(read(&[&["名称", "类型", "面积"], &["甲", "商铺", "1"]]), Err("C009"));
        assert_eq!(read(&[&["编号", "面积"], &["P-1", "1"]]), Err("C008"));
        assert_eq!(read(&[&["编号", "类型"]]), Ok(()));
        assert_eq!(read(&[&["无关"][..]; 30]), Err("C009"));
    }

    #[test]
    fn a_table_with_only_a_header_is_told() {
        let (block, notices) = read(&[&["编号", "类型"]]);
        assert!(block.places.is_empty());
        assert_eq!(codes(&notices), ["C011"]);
    }

    #[test]
    fn blocks_stream() {
        let vocabulary = &*VOCABULARY;
        let options = ReadOptions { block_rows: 10, ..ReadOptions::default() };
        let mut reader = PlaceReader::new(vocabulary, &options).unwrap();
        reader.push(1, &cells(&["编号", "类型", "使用燃气"])).unwrap();
        let mut ids = Vec::new();
        let mut blocks = 0;
        for row in 0..95 {
            reader
                .push(
                    row + 2,
                    &[Cell::from(format!("P-{row}")), "商铺".into(), if row % 7 == 0 { "?!" } else { "是" }.into()],
                )
                .unwrap();
            if reader.is_full() {
                blocks += 1;
                ids.extend(reader.take_block().places.rows().iter().map(|place| place.id.clone()));
            }
        }
        reader.end().unwrap();
        let last = reader.take_block();
        assert_eq!(last.entries.len(), last.rows.len());
        ids.extend(last.places.rows().iter().map(|place| place.id.clone()));
        assert!(blocks >= 8, "{blocks}");
        let expected: Vec<String> = (0..95).filter(|row| row % 7 != 0).map(|row| format!("P-{row}")).collect();
        assert_eq!(ids, expected);
    }

    #[test]
    fn typed_cells() {
        let vocabulary = &*VOCABULARY;
        let mut reader = PlaceReader::new(vocabulary, &ReadOptions::default()).unwrap();
        reader.push(1, &cells(&["编号", "类型", "使用燃气", "面积", "安装日期", "负责人"])).unwrap();
        let date = crate::Date::new(2022, 8, 3).unwrap();
        reader
            .push(
                2,
                &[
                    Cell::Number(17.0),
                    "商铺".into(),
                    Cell::Bool(true),
                    Cell::Number(5.5),
                    Cell::Date(date),
                    Cell::Number(138.0),
                ],
            )
            .unwrap();
        reader.push(3, &[Cell::Number(18.0), "商铺".into(), Cell::Error("#REF!".into()), Cell::Date(date)]).unwrap();
        reader.push(4, &[Cell::Error("#REF!".into()), Cell::Error("#N/A".into())]).unwrap();
        reader.end().unwrap();
        let block = reader.take_block();
        assert_eq!(block.places.row(0).id, "17");
        assert_eq!(numbers(&block, "installed"), [date.day_number()]);
        assert_eq!(codes(&error(&block, 1).problems), ["C002", "C002"]);
        assert_eq!(codes(&error(&block, 2).problems), ["C002", "C002"]);
    }

    #[test]
    fn places_claim_their_records() {
        let vocabulary = &*VOCABULARY;
        let mut records = RecordReader::new(vocabulary, None).unwrap();
        for (index, row) in [
            ["编号", "工作", "日期"],
            ["P-1", "检查", "2022.3.5"],
            ["Ｐ-1", "演练", "2022.4.5"],
            ["P-9", "检查", "2022.3.5"],
            ["P-2", "检查", "2022.3.6"],
            ["P-9", "检查", "2022.3.7"],
        ]
        .iter()
        .enumerate()
        {
            records.push(index as u64 + 1, &cells(row)).unwrap();
        }
        records.end().unwrap();
        let mut records = records.finish();
        records.withhold("P-4");
        let mut reader = PlaceReader::new(vocabulary, &ReadOptions::default()).unwrap().with_records(records);
        let places: [&[&str]; 5] =
            [&["编号", "类型"], &["P-1", "商铺"], &["P-2", "网吧"], &["P-3", "商铺"], &["P-4", "商铺"]];
        push_all(&mut reader, &places).unwrap();
        let block = reader.take_block();
        let done = block.places.rows().iter().map(|place| place.records.as_ref().map(Vec::len));
        let done: Vec<Option<usize>> = done.collect();
        assert_eq!(done, [Some(2), Some(0), None], "no record is not the same as no records given");
        let unclaimed = reader.take_unclaimed();
        assert_eq!(codes(&unclaimed), ["C020"], "an error row has its records too");
        assert_eq!(unclaimed[0].message.zh, "场所表里没有编号“P-9”，它的 2 条记录没有用到");
        assert_eq!(unclaimed[0].row, Some(4));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(48))]

        #[test]
        fn any_table_is_read_without_panic(
            rows in proptest::collection::vec(
                proptest::collection::vec("编号|类型|面积|面积（㎡）|长度|合计|商铺|河道|餐饮、河道|P-[0-9]|/|[0-9]{0,4}|\\PC{0,4}", 0..6), 0..30),
        ) {
            let vocabulary = &*VOCABULARY;
            let options = ReadOptions { keep_unused: true, ..ReadOptions::default() };
            let mut reader = PlaceReader::new(vocabulary, &options).unwrap();
            for (index, row) in rows.iter().enumerate() {
                let cells: Vec<Cell<'_>> = row.iter().map(|text| Cell::from(text.as_str())).collect();
                let _ = reader.push(index as u64 + 1, &cells);
            }
            let _ = reader.end();
            let block = reader.take_block();
            assert_eq!(block.entries.len(), block.rows.len());
            for entry in &block.entries {
                if let Entry::Error(row) = entry {
                    assert!(!row.problems.is_empty());
                }
            }
        }
    }
}
