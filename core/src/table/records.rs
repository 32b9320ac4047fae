//! Reads tables of records: what was done, where, when, by whom. Places claim their records by id.
//!
//! A wrong row is reported and left out, the others are kept. Equal records of one day are all kept: whether they count
//! once is the duty's to say.

use super::field::{read_date, read_id, read_name};
use super::header::{HEADER_ROWS, Header, find_header};
use super::layout::{no_id_column, record_column, unused_notice};
use super::problem::{Problem, ProblemCode, Source, listed};
use super::reader::{empty_table, only_a_header, skipped};
use super::rows::{RowKind, kind_of_row};
use super::vocabulary::RecordField;
use super::words::id_key;
use super::{Cell, Record, Vocabulary};
use crate::hash::Lookup;
use std::sync::Arc;

/// Records by the place they belong to.
#[derive(Debug, Default)]
pub struct Records {
    /// In the order in which they came first.
    places: Vec<OfPlace>,
    by_id: Lookup<String, usize>,
    withheld: Lookup<String, ()>,
}

/// The records of one place, in the order of the input.
#[derive(Debug)]
struct OfPlace {
    id: String,
    source: Arc<Source>,
    row: u64,
    count: usize,
    list: Vec<Record>,
    claimed: bool,
}

impl Records {
    fn add(&mut self, id: String, record: Record, source: &Arc<Source>, row: u64) {
        let key = id_key(&id);
        match self.by_id.get(key.as_ref()).and_then(|place| self.places.get_mut(*place)) {
            Some(place) => {
                place.count += 1;
                place.list.push(record);
            }
            None => {
                self.by_id.insert(key.into_owned(), self.places.len());
                let list = vec![record];
                self.places.push(OfPlace { id, source: source.clone(), row, count: 1, list, claimed: false });
            }
        }
    }

    /// Says that nobody gave the records of a place, which is not the same as that nothing was done there.
    pub fn withhold(&mut self, id: &str) {
        self.withheld.insert(id_key(id).into_owned(), ());
    }

    /// Adds the records of another.
    pub(super) fn extend(&mut self, other: Self) {
        self.withheld.extend(other.withheld);
        for OfPlace { id, source, row, list, .. } in other.places {
            list.into_iter().for_each(|record| self.add(id.clone(), record, &source, row));
        }
    }

    /// The records of a place, unless nobody gave them. They are given once.
    pub(super) fn claim(&mut self, key: &str) -> Option<Vec<Record>> {
        let place = self.by_id.get(key).and_then(|place| self.places.get_mut(*place));
        let Some(place) = place else { return self.withheld.remove(key).is_none().then(Vec::new) };
        place.claimed = true;
        Some(std::mem::take(&mut place.list))
    }

    /// The records of a place by its id, for callers that join places and records themselves.
    pub fn of_place(&self, id: &str) -> &[Record] {
        let place = self.by_id.get(id_key(id).as_ref()).and_then(|place| self.places.get(*place));
        place.map_or(&[], |place| &place.list)
    }

    /// A problem for each place nobody claimed, in the order of the input.
    pub(super) fn into_unclaimed(self) -> Vec<Problem> {
        self.places.iter().filter(|place| !place.claimed).map(|place| *unknown_place(place)).collect()
    }
}

fn unknown_place(place: &OfPlace) -> Box<Problem> {
    let shown = listed([place.id.as_str()]);
    Problem::new(
        ProblemCode::UnknownPlace,
        format!("场所表里没有编号{}，它的 {} 条记录没有用到", shown.zh, place.count),
        format!("no place has the id {}; its {} records are not used", shown.en, place.count),
    )
    .with_help("核对编号，或把场所补进场所表", "check the id, or add the place")
    .with_value(&place.id)
    .in_source(&place.source)
    .at_row(place.row)
}

/// Reads one or more tables of records.
#[derive(Debug)]
pub struct RecordReader<'v> {
    vocabulary: &'v Vocabulary,
    default_task: Option<String>,
    source: Arc<Source>,
    table: Table,
    has_rows: bool,
    records: Records,
    problems: Vec<Problem>,
    notices: Vec<Problem>,
}

#[derive(Debug)]
enum Table {
    Looking(Vec<(u64, Vec<Cell<'static>>)>),
    Reading(Box<RecordLayout>),
    Closed,
}

/// Which column of a table of records holds what.
#[derive(Debug)]
struct RecordLayout {
    header: Header<(RecordField, usize)>,
    place: usize,
    task: Option<usize>,
    date: usize,
    checker: Option<usize>,
    outcome: Option<usize>,
}

impl<'v> RecordReader<'v> {
    /// Makes a reader; the first table begins at once. `default_task` is the task of tables that have no column of tasks.
    ///
    /// # Errors
    /// `C021` when the default is no task of the pack.
    pub fn new(vocabulary: &'v Vocabulary, default_task: Option<&str>) -> Result<Self, Box<Problem>> {
        let find = |task: &str| vocabulary.task(task).map(str::to_owned).ok_or_else(|| vocabulary.unknown_task(task));
        Ok(Self {
            vocabulary,
            default_task: default_task.map(find).transpose()?,
            source: Arc::default(),
            table: Table::Looking(Vec::new()),
            has_rows: false,
            records: Records::default(),
            problems: Vec::new(),
            notices: Vec::new(),
        })
    }

    /// Begins a table: another file or sheet, with a header of its own.
    ///
    /// # Errors
    /// Those of [`RecordReader::end`], for the table before.
    pub fn start(&mut self, source: Source) -> Result<(), Box<Problem>> {
        let ended = match &self.table {
            Table::Looking(rows) if rows.is_empty() => Ok(()),
            _ => self.end(),
        };
        self.source = Arc::new(source);
        self.table = Table::Looking(Vec::new());
        self.has_rows = false;
        ended
    }

    /// Takes one row, numbered from 1 as the spreadsheet does.
    ///
    /// # Errors
    /// `C009`, `C021` or `C022` when there is no column of places, tasks or dates. Further rows are then passed over.
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

    /// Ends the table.
    ///
    /// # Errors
    /// `C011` when it was empty, and those of [`RecordReader::push`] when its header had still to be looked for.
    pub fn end(&mut self) -> Result<(), Box<Problem>> {
        let read = match &self.table {
            Table::Looking(rows) if rows.is_empty() => Err(empty_table().in_source(&self.source)),
            Table::Looking(_) => self.read_header(),
            _ => Ok(()),
        };
        if matches!(self.table, Table::Reading(_)) && !self.has_rows {
            self.notices.push(*only_a_header().in_source(&self.source));
        }
        self.table = Table::Closed;
        read
    }

    /// The problems of rows that were left out.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// What people should know about the tables read so far, though it is no mistake in a row.
    pub fn take_notices(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.notices)
    }

    /// All records read.
    pub fn finish(self) -> Records {
        self.records
    }

    fn read_header(&mut self) -> Result<(), Box<Problem>> {
        let Table::Looking(rows) = std::mem::replace(&mut self.table, Table::Closed) else { return Ok(()) };
        let (numbers, rows): (Vec<u64>, Vec<_>) = rows.into_iter().unzip();
        let vocabulary = self.vocabulary;
        let header = find_header(&rows, |text| vocabulary.record_columns.find(text).copied())
            .ok_or_else(|| no_id_column::<()>(None).in_source(&self.source))?;
        let (end, mut notices) = (header.end, Vec::new());
        let header_row = numbers.get(end - 1).copied().unwrap_or(1);
        let place = |problem: Box<Problem>| problem.in_source(&self.source).at_row(header_row);
        let layout = self.lay_out(header, &mut notices).map_err(place);
        self.notices.extend(notices.into_iter().map(|notice| *place(Box::new(notice))));
        self.table = Table::Reading(Box::new(layout?));
        for (number, cells) in numbers.iter().zip(&rows).skip(end) {
            self.read_row(*number, cells);
        }
        Ok(())
    }

    fn lay_out(
        &self,
        header: Header<(RecordField, usize)>,
        notices: &mut Vec<Problem>,
    ) -> Result<RecordLayout, Box<Problem>> {
        let mut pick = |field| record_column(&header, field, notices);
        let (place, task, date) = (pick(RecordField::Place), pick(RecordField::Task), pick(RecordField::Date));
        let (checker, outcome) = (pick(RecordField::Checker), pick(RecordField::Outcome));
        let place = place.ok_or_else(|| no_id_column(Some(&header)))?;
        if task.is_none() && self.default_task.is_none() {
            return Err(no_column(
                ProblemCode::UnknownTask,
                "工作",
                "task",
                "也可以在命令里指定全表的工作",
                "or state the task of the whole table in the command",
            ));
        }
        let date = date.ok_or_else(|| {
            no_column(
                ProblemCode::WrongDate,
                "日期",
                "date",
                "写做这项工作的那一天",
                "for the day on which it was done",
            )
        })?;
        let used = [Some(place), task, Some(date), checker, outcome];
        let unused: Vec<usize> = header
            .columns
            .iter()
            .enumerate()
            .filter(|(index, column)| !used.contains(&Some(*index)) && !column.text.is_empty())
            .map(|(index, _)| index)
            .collect();
        notices.extend(unused_notice(&header, &unused, &self.vocabulary.record_columns));
        Ok(RecordLayout { header, place, task, date, checker, outcome })
    }

    fn read_row(&mut self, row: u64, cells: &[Cell<'_>]) {
        let Table::Reading(layout) = &self.table else { return };
        match kind_of_row(cells, layout.place, &layout.header) {
            RowKind::Data => {}
            RowKind::Footer => return self.notices.push(skipped(cells, &self.source, row)),
            RowKind::Blank | RowKind::Header => return,
        }
        self.has_rows = true;
        let at = |column: usize, problem: Box<Problem>| {
            let text = layout.header.columns.get(column).map_or("", |column| &column.text);
            problem.in_source(&self.source).at_row(row).at_column(self.source.first_column.saturating_add(column), text)
        };
        let cell = |column: usize| cells.get(column).unwrap_or(&Cell::Empty);
        let mut problems = Vec::new();
        let mut note = |column: usize, problem: Box<Problem>| problems.push(*at(column, problem));
        let place =
            read_id(cell(layout.place), RecordField::Place.label()).map_err(|problem| note(layout.place, problem));
        let task = match layout.task {
            Some(column) => read_task(self.vocabulary, cell(column)).map_err(|problem| note(column, problem)),
            None => self.default_task.clone().ok_or(()),
        };
        let date = read_day_done(cell(layout.date)).map_err(|problem| note(layout.date, problem));
        let mut text = |column: Option<usize>, field: RecordField| {
            let column = column?;
            read_name(cell(column), field.label()).unwrap_or_else(|problem| {
                note(column, problem);
                None
            })
        };
        let checker = text(layout.checker, RecordField::Checker);
        let outcome = text(layout.outcome, RecordField::Outcome);
        match (place, task, date) {
            (Ok(place), Ok(task), Ok(date)) if problems.is_empty() => {
                let record = Record { task, date, checker, outcome };
                self.records.add(place, record, &self.source, row);
            }
            _ => self.problems.extend(problems),
        }
    }

    pub(super) fn add_json(&mut self, row: u64, read: Result<(String, Record), Vec<Problem>>) {
        match read {
            Ok((place, record)) => self.records.add(place, record, &self.source, row),
            Err(problems) => {
                let placed = problems.into_iter().map(|problem| *Box::new(problem).in_source(&self.source).at_row(row));
                self.problems.extend(placed);
            }
        }
    }

    pub(super) fn vocabulary(&self) -> &'v Vocabulary {
        self.vocabulary
    }

    pub(super) fn default_task(&self) -> Option<&str> {
        self.default_task.as_deref()
    }
}

/// Reads the task of a record.
pub(super) fn read_task(vocabulary: &Vocabulary, cell: &Cell<'_>) -> Result<String, Box<Problem>> {
    let name = read_name(cell, RecordField::Task.label())?;
    let name = name.ok_or_else(|| {
        Problem::new(ProblemCode::UnknownTask, "没有填做的是哪项工作", "no task is given")
            .with_help("写规则包里的工作名称", "name a task of the pack")
    })?;
    vocabulary.task(&name).map(str::to_owned).ok_or_else(|| vocabulary.unknown_task(&name))
}

/// Reads the date of a record, which must be there.
pub(super) fn read_day_done(cell: &Cell<'_>) -> Result<crate::date::Date, Box<Problem>> {
    read_date(cell, RecordField::Date.label())?.ok_or_else(|| {
        Problem::new(
            ProblemCode::WrongDate,
            "没有填日期，不知道算在哪一期",
            "no date is given, so nobody knows what it counts for",
        )
        .with_help("写成 2022-08-03", "write it as 2022-08-03")
    })
}

fn no_column(code: ProblemCode, zh: &str, en: &str, more_zh: &str, more_en: &str) -> Box<Problem> {
    Problem::new(code, format!("记录表里没有“{zh}”这一列"), format!("the table of records has no column named {en}"))
        .with_help(format!("加一列“{zh}”，{more_zh}"), format!("add a column named {en}, {more_en}"))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::VOCABULARY;
    use super::*;

    fn cells(row: &[&'static str]) -> Vec<Cell<'static>> {
        row.iter().map(|text| Cell::from(*text)).collect()
    }

    fn read(
        task: Option<&str>,
        rows: &[&[&'static str]],
    ) -> Result<(Records, Vec<Problem>, Vec<Problem>), Box<Problem>> {
        let vocabulary = &*VOCABULARY;
        let mut reader = RecordReader::new(vocabulary, task)?;
        reader.start(Source { file: Some("records.csv".into()), ..Source::default() })?;
        for (index, row) in rows.iter().enumerate() {
            reader.push(index as u64 + 1, &cells(row))?;
        }
        reader.end()?;
        let (problems, notices) = (reader.take_problems(), reader.take_notices());
        Ok((reader.finish(), problems, notices))
    }

    fn codes(problems: &[Problem]) -> Vec<&'static str> {
        problems.iter().map(|problem| problem.code.as_str()).collect()
    }

    #[test]
    fn a_ledger() {
        let (records, problems, notices) = read(
            None,
            &[
                &["2022年检查台账"],
                &["序号", "场所编号", "任务", "日期", "检查主体", "结果"],
                &["1", "P-1", "检查", "2022年3月5日", "street", "passed"],
                &["2", "P-1", "安全检查", "2022-03-05", "", ""],
                &["3", "P-2", "drill", "2022/4/1", "/", "不详"],
                &["合计", "", "", "", "", ""],
            ],
        )
        .unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(codes(&notices), ["C001", "C015"]);
        let day = |month, day| crate::Date::new(2022, month, day).unwrap();
        let record = |task: &str, date, checker: Option<&str>, outcome: Option<&str>| Record {
            task: task.into(),
            date,
            checker: checker.map(Into::into),
            outcome: outcome.map(Into::into),
        };
        // Two of one day are two; whether they count once is the duty's to say.
        assert_eq!(
            records.of_place("P-1"),
            [
                record("inspection", day(3, 5), Some("street"), Some("passed")),
                record("inspection", day(3, 5), None, None)
            ]
        );
        assert_eq!(records.of_place(" Ｐ-2 "), [record("drill", day(4, 1), None, None)]);
        assert!(records.of_place("P-3").is_empty());
    }

    #[test]
    fn wrong_rows_are_told_and_the_others_kept() {
        let (records, problems, _) = read(
            None,
            &[
                &["编号", "工作", "日期"],
                &["P-1", "检察", "2022.3.5"],
                &["", "检查", "去年"],
                &["P-1", "", ""],
                &["P-1", "检查", "2022.3.5"],
            ],
        )
        .unwrap();
        assert_eq!(codes(&problems), ["C021", "C006", "C022", "C021", "C022"]);
        assert!(problems[0].help.as_ref().unwrap().zh.contains("“检查”"));
        assert_eq!(
            (problems[2].file.as_deref(), problems[2].row, problems[2].letter.as_deref()),
            (Some("records.csv"), Some(3), Some("C"))
        );
        assert_eq!(records.of_place("P-1").len(), 1);
    }

    #[test]
    fn one_task_for_the_whole_table() {
        let (records, problems, _) = read(Some("检查"), &[&["编号", "日期"], &["P-1", "2022.3.5"]]).unwrap();
        assert!(problems.is_empty());
        assert_eq!(records.of_place("P-1")[0].task, "inspection");
        assert_eq!(read(Some("巡河"), &[]).unwrap_err().code.as_str(), "C021");
    }

    #[test]
    fn tables_that_cannot_be_read() {
        let code = |rows: &[&[&'static str]]| read(None, rows).unwrap_err().code.as_str();
        assert_eq!(code(&[]), "C011");
        assert_eq!(code(&[&["甲"], &["乙"]]), "C009");
        assert_eq!(code(&[&["工作", "日期"], &["检查", "2022.3.5"]]), "C009");
        assert_eq!(code(&[&["编号", "日期"], &["P-1", "2022.3.5"]]), "C021");
        assert_eq!(code(&[&["编号", "工作"], &["P-1", "检查"]]), "C022");
    }

    #[test]
    fn records_in_json() {
        let vocabulary = &*VOCABULARY;
        let mut reader = RecordReader::new(vocabulary, None).unwrap();
        reader.push_json_text(
            1,
            r#"{"place":"P-1","task":"检查","date":"2022-03-05","checker":"street","answers":{"a":1}}"#,
        );
        reader.push_json_text(2, r#"{"place":17,"task":"drill","date":"2022-03-05"}"#);
        reader.push_json_text(3, r#"{"place":"P-1","task":"巡河","date":20220305,"by":"x"}"#);
        reader.push_json_text(4, r#"{"task":"drill","date":"2022-03-05"}"#);
        reader.push_json_text(5, "[]");
        reader.push_json_text(6, "{");
        let problems = reader.take_problems();
        assert_eq!(codes(&problems), ["C001", "C021", "C013", "C006", "C013", "C012"]);
        assert_eq!((problems[2].row, problems[2].pointer.as_deref()), (Some(3), Some("/date")));
        let records = reader.finish();
        assert_eq!((records.of_place("P-1").len(), records.of_place("17").len()), (1, 1));
    }
}
