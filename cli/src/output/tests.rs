//! The same few rows through every format.

use super::flat::CsvReport;
use super::json::JsonReport;
use super::report::{Kept, PlaceRow, Report, ReportInfo, Row, WrongRow};
use super::table::TableReport;
use super::target::Target;
use super::top::Top;
use super::workbook::XlsxReport;
use super::{Paint, Screen};
use calamine::{Data, Reader, Xlsx};
use paicha::assessment::Assessment;
use paicha::pack::Files;
use paicha::table::{self, Cell, Entry, ErrorRow, KindSet, PlaceReader, Places, ReadOptions, Source, Vocabulary};
use paicha::{AssessOptions, Date, Language, Pack};
use std::fs;
use std::io::Cursor;

const PACK: &str = r##"
[pack]
format = 1
id = "shops"
title = "商铺"
version = "1"

[kind.shop]
label = "商铺"

[fact.exit_blocked]
label = "出口堵塞"
type = "bool"

[fact.rooms]
label = "间数"
type = "number"
range = { min = 0, max = 9 }

[[check]]
id = "exits"
title = "安全出口畅通"
finding = "安全出口堵塞"
fails_if = '出口堵塞'
points = 30

[[check]]
id = "many"
title = "间数不多"
finding = "间数过多"
fails_if = '间数 > 5'
points = 10

[[level]]
id = "red"
label = "高"
color = "#d7191c"
when = 'score >= 30'

[[level]]
id = "blue"
label = "低"
color = "#2c7bb6"

[[duty]]
id = "visit"
task = "inspection"
at_least = 1
per = "year"
"##;

const ROWS: [[&str; 5]; 5] = [
    ["编号", "名称", "出口堵塞", "间数", "电话"],
    ["A", "甲店", "否", "3", "1"],
    ["B", "乙店", "", "9", "2"],
    ["C", "丙店", "是", "9", "3"],
    ["D", "丁店", "也许", "", "=4"],
];

fn screen(language: Language) -> Screen {
    let paint = Paint::new(false);
    Screen { language, lang: None, paint, error_paint: paint, width: None, watched: false }
}

/// Sends the rows through a report that writes into a file, and gives the file.
fn reported<F>(make: F) -> Vec<u8>
where
    F: for<'a> FnOnce(ReportInfo<'a>, Target) -> Box<dyn Report + 'a>,
{
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("out");
    let pack = Pack::load(&Files::default().with("shops/pack.toml", PACK), "shops").unwrap();
    let vocabulary = Vocabulary::new(pack.items());
    let options = ReadOptions { keep_unused: true, default_kind: Some("商铺".into()), ..ReadOptions::default() };
    let mut reader = PlaceReader::new(&vocabulary, &options).unwrap();
    reader.start(Source { file: Some("a.csv".into()), ..Source::default() }).unwrap();
    for (row, cells) in (1..).zip(ROWS) {
        reader.push(row, &cells.map(Cell::from)).unwrap();
    }
    reader.end().unwrap();
    let block = reader.take_block();
    let as_of = Date::new(2022, 12, 31).unwrap();
    let assessor = pack.assessor(as_of, AssessOptions::default());
    let assessed = assessor.assess(&block.places);
    let info = ReportInfo { items: pack.items(), pack: pack.reference(), as_of };
    let mut report = make(info, Target::open(Some(&path)).unwrap());
    for (entry, source) in block.entries.into_iter().zip(block.rows) {
        let kept = Kept::new(&reader.unused_columns().into(), source.unused);
        let row = match entry {
            Entry::Place(index) => Row::Place(Box::new(PlaceRow { assessment: assessed.assessment(index), kept })),
            Entry::Error(row) => Row::Error(Box::new(WrongRow { row, kept })),
        };
        report.count(&row);
        report.row(row).unwrap();
    }
    report.finish().unwrap();
    fs::read(path).unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_table_is_sorted_worst_first_with_both_ends() {
    let table =
        text(reported(|info, target| Box::new(TableReport::new(info, screen(Language::Chinese), target, None))));
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "商铺 1  评估日期 2022-12-31");
    assert_eq!(lines[1], "3 个场所：高 1，低…高 1，低 1；1 行有误，未评分");
    assert!(lines[3].starts_with("风险等级"), "{table}");
    assert!(lines[5].starts_with("有误") && lines[5].contains("丁店") && lines[5].contains("第 5 行"), "{table}");
    assert!(lines[6].starts_with("高") && lines[6].contains("安全出口堵塞；间数过多"), "{table}");
    assert!(lines[7].starts_with("低…高") && lines[7].contains("10…40") && lines[7].contains("50%"), "{table}");
    assert!(lines[8].starts_with("低 ") && lines[8].contains("未知"), "{table}");
    assert!(table.ends_with("没有给出工作记录（--records），下次应做和逾期未知。\n"), "{table}");
}

#[test]
fn the_table_speaks_english() {
    let table =
        text(reported(|info, target| Box::new(TableReport::new(info, screen(Language::English), target, None))));
    assert!(
        table.contains("3 places: 高 1") && table.contains("next due") && table.contains("row 5 column C"),
        "{table}"
    );
}

#[test]
fn the_top_counts_all_and_keeps_wrong_rows() {
    let table = text(reported(|info, target| {
        let report = TableReport::new(info, screen(Language::Chinese), target, Some(1));
        Box::new(Top::new(1, info, Box::new(report)))
    }));
    assert!(table.contains("3 个场所"), "{table}");
    assert!(table.contains("丙店") && table.contains("丁店") && !table.contains("乙店"), "{table}");
}

/// The table of so many places and wrong rows, of which it wants some.
fn table_of(places: usize, errors: usize, wanted: Option<usize>) -> String {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("out");
    let pack = Pack::load(&Files::default().with("shops/pack.toml", PACK), "shops").unwrap();
    let as_of = Date::new(2022, 12, 31).unwrap();
    let mut one = Places::new(pack.inputs());
    let kinds = KindSet::new(vec![0]);
    let row = table::PlaceRow { id: "A".into(), name: None, kinds, region: None, since: None, records: None };
    one.push(row, &[]);
    let assessment = pack.assessor(as_of, AssessOptions::default()).assess(&one).assessment(0);
    let info = ReportInfo { items: pack.items(), pack: pack.reference(), as_of };
    let target = Target::open(Some(&path)).unwrap();
    let mut report: Box<dyn Report> = Box::new(TableReport::new(info, screen(Language::Chinese), target, wanted));
    let mut put = |row: Row| {
        report.count(&row);
        report.row(row).unwrap();
    };
    for number in (0..places).rev() {
        let assessment = Assessment { id: format!("P-{number:05}"), ..assessment.clone() };
        put(Row::Place(Box::new(PlaceRow { assessment, kept: Kept::default() })));
    }
    for _ in 0..errors {
        put(Row::Error(Box::new(WrongRow { row: ErrorRow::default(), kept: Kept::default() })));
    }
    report.finish().unwrap();
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_table_lists_so_many_rows_and_counts_all() {
    let table = table_of(10_002, 1_001, None);
    assert!(table.contains("10002 个场所") && table.contains("1001 行有误"));
    assert_eq!(table.lines().filter(|line| line.contains("P-")).count(), 10_000);
    assert_eq!(table.lines().filter(|line| line.starts_with("有误")).count(), 1_000);
    assert!(table.contains("P-09999 ") && !table.contains("P-10000 "), "the first by rank stay");
    let foot = "另有 2 个场所没有列出：表格只列最差的 10000 个。要全部的，用 --format csv；要更多的，用 --top。\n\
                另有 1 行有误没有列出：表格只列前 1000 行。要全部的，用 --format csv。\n";
    assert!(table.contains(foot), "{}", table.lines().rev().take(4).collect::<String>());
    assert!(!table_of(10_000, 1_000, None).contains("没有列出"));
    assert!(!table_of(10_002, 0, Some(20_000)).contains("没有列出"));
}

#[test]
fn json_keeps_the_order_and_the_columns() {
    let json = text(reported(|_, target| Box::new(JsonReport::new(target, true))));
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["A", "B", "C", "D"]);
    assert_eq!((&rows[1]["score"], &rows[1]["score_at_worst"]), (&10.into(), &40.into()));
    assert_eq!(rows[1]["columns"]["电话"], "2");
    assert!(rows[3]["problems"].is_array() && rows[3]["level"].is_null());
    let lines = text(reported(|_, target| Box::new(JsonReport::new(target, false))));
    assert_eq!(lines.lines().count(), 4);
}

#[test]
fn csv_is_flat_and_begins_with_a_bom() {
    let csv = text(reported(|info, target| Box::new(CsvReport::new(info, screen(Language::Chinese), target).unwrap())));
    let csv = csv.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|own| own == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(&rows[2][column("failed")], "exits;many");
    assert_eq!(&rows[1][column("level_at_worst")], "red");
    assert_eq!(&rows[0][column("task.inspection.required")], "1");
    assert_eq!(&rows[3][column("level")], "");
    assert!(rows[3][column("error")].starts_with("C002 第 5 行 C 列"), "{:?}", rows[3]);
    assert_eq!(&rows[3][column("电话")], "=4");
}

#[test]
fn the_workbook_has_its_sheets() {
    let bytes = reported(|info, target| Box::new(XlsxReport::new(info, screen(Language::Chinese), target).unwrap()));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["结果", "隐患", "频次", "说明"]);
    let places = book.worksheet_range("结果").unwrap();
    let shown = |row: u32, column: u32| places.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(shown(1, 0), Data::String("有误".into()));
    assert_eq!(
        (shown(2, 0), shown(2, 1), shown(2, 4)),
        (Data::String("高".into()), Data::String("高".into()), Data::String("C".into()))
    );
    assert_eq!((shown(3, 2), shown(3, 3)), (Data::Float(10.0), Data::Float(40.0)));
    assert_eq!(shown(1, 14), Data::String("=4".into()));
    assert_eq!(book.worksheet_range("隐患").unwrap().height(), 4);
    assert_eq!(book.worksheet_range("频次").unwrap().height(), 4);
    let again = reported(|info, target| Box::new(XlsxReport::new(info, screen(Language::Chinese), target).unwrap()));
    assert!(bytes == again, "the same input gives the same bytes");
}
