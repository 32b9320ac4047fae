//! CSV: a row a place, in the order of the input. The columns are documented in `COLUMNS`.

use super::Screen;
use super::report::{Kept, PlaceRow, Report, ReportInfo, Row, WrongRow};
use super::target::Target;
use crate::failure::Failure;
use csv::{Writer, WriterBuilder};
use paicha::Date;
use paicha::assessment::{Assessment, Outcome, ResultNumber, ResultValue};
use paicha::duty::TaskStatus;
use paicha::number;
use paicha::pack::item::{Items, ResultItem, ResultType};
use paicha::table::Problem;
use std::io;

/// The columns every pack has. After them come, by id: `result.ID` and `result.ID.at_worst` of each named result that is
/// a number or a truth, `result.ID.level` and `result.ID.level_at_worst` of each that is a level; `task.ID.…` of each
/// task, see `TASK_FIELDS`; then the columns kept from the input. Ids in one cell are separated by `;`. A wrong row has
/// `error` and otherwise only what could be read of it.
const COLUMNS: [&str; 18] = [
    "id",
    "name",
    "kinds",
    "region",
    "as_of",
    "level",
    "level_at_worst",
    "level_label",
    "level_at_worst_label",
    "score",
    "score_at_worst",
    "known_share",
    "failed_count",
    "unknown_count",
    "failed",
    "findings",
    "next_due",
    "days_overdue",
];
/// The last of the fixed columns.
const ERROR: &str = "error";
/// The columns of each task.
const TASK_FIELDS: [&str; 7] =
    ["required", "required_at_worst", "done", "next_due", "next_due_at_worst", "days_overdue", "days_overdue_at_worst"];

/// Writes rows as CSV.
pub struct CsvReport<'a> {
    info: ReportInfo<'a>,
    screen: Screen,
    writer: Writer<Target>,
    started: bool,
}

impl<'a> CsvReport<'a> {
    /// CSV in UTF-8; in a file with a BOM, which Excel needs.
    pub fn new(info: ReportInfo<'a>, screen: Screen, mut target: Target) -> Result<Self, Failure> {
        if target.is_file() {
            target.put("\u{FEFF}".as_bytes())?;
        }
        let writer = WriterBuilder::new().flexible(false).from_writer(target);
        Ok(Self { info, screen, writer, started: false })
    }

    /// The header, once the first row tells which columns are kept.
    fn start(&mut self, kept: &Kept) -> Result<(), Failure> {
        if std::mem::replace(&mut self.started, true) {
            return Ok(());
        }
        let items = self.info.items;
        let mut header: Vec<String> = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
        header.push(ERROR.to_owned());
        for result in &items.results {
            header.extend(result_fields(result).into_iter().map(|field| format!("result.{}{field}", result.id)));
        }
        for task in &items.tasks {
            header.extend(TASK_FIELDS.iter().map(|field| format!("task.{}.{field}", task.id)));
        }
        header.extend(kept.iter().map(|(header, _)| header.clone()));
        self.put(&header)
    }

    fn put(&mut self, cells: &[String]) -> Result<(), Failure> {
        self.writer.write_record(cells).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => self.writer.get_ref().failed(&error),
            kind => self.writer.get_ref().failed(&io::Error::other(format!("{kind:?}"))),
        })
    }

    fn place(&mut self, place: &PlaceRow) -> Result<(), Failure> {
        self.start(&place.kept)?;
        let mut cells = place_cells(&place.assessment);
        cells.push(String::new());
        cells.extend(result_cells(&place.assessment, self.info.items));
        cells.extend(task_cells(&place.assessment, self.info.items));
        cells.extend(place.kept.iter().map(|(_, cell)| cell.clone()));
        self.put(&cells)
    }

    fn error(&mut self, error: &WrongRow) -> Result<(), Failure> {
        self.start(&error.kept)?;
        let mut cells = vec![String::new(); COLUMNS.len()];
        for (index, text) in
            [(0, error.row.id.clone()), (1, error.row.name.clone()), (4, Some(self.info.as_of.to_string()))]
        {
            if let (Some(cell), Some(text)) = (cells.get_mut(index), text) {
                *cell = text;
            }
        }
        let problem = |problem: &Problem| format!("{} {}", problem.code.as_str(), self.screen.placed_text(problem));
        let problems: Vec<String> = error.row.problems.iter().map(problem).collect();
        cells.push(problems.join("; "));
        let items = self.info.items;
        let of_results: usize = items.results.iter().map(|result| result_fields(result).len()).sum();
        let blank = of_results + items.tasks.len() * TASK_FIELDS.len();
        cells.extend(std::iter::repeat_n(String::new(), blank));
        cells.extend(error.kept.iter().map(|(_, cell)| cell.clone()));
        self.put(&cells)
    }
}

impl Report for CsvReport<'_> {
    fn row(&mut self, row: Row) -> Result<(), Failure> {
        match row {
            Row::Place(place) => self.place(&place),
            Row::Error(error) => self.error(&error),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.start(&Vec::new())?;
        self.writer.flush().map_err(|error| self.writer.get_ref().failed(&error))?;
        match self.writer.into_inner() {
            Ok(target) => target.finish(),
            Err(error) => Err(Failure::printing(error.error())),
        }
    }
}

fn place_cells(assessment: &Assessment) -> Vec<String> {
    let level = assessment.level.as_ref();
    let failed = assessment.failed.iter();
    vec![
        assessment.id.clone(),
        assessment.name.clone().unwrap_or_default(),
        assessment.kinds.join(";"),
        assessment.region.clone().unwrap_or_default(),
        assessment.as_of.to_string(),
        level.map(|level| level.level.clone()).unwrap_or_default(),
        level.map(|level| level.level_at_worst.clone()).unwrap_or_default(),
        level.map(|level| level.level_label.clone()).unwrap_or_default(),
        level.map(|level| level.level_at_worst_label.clone()).unwrap_or_default(),
        numeral(assessment.score),
        numeral(assessment.score_at_worst),
        number::print(assessment.known_share),
        assessment.failed.len().to_string(),
        assessment.count(Outcome::Unknown).to_string(),
        failed.clone().map(|reason| reason.check.as_str()).collect::<Vec<_>>().join(";"),
        failed.map(|reason| reason.finding.as_str()).collect::<Vec<_>>().join("；"),
        day(assessment.next_due),
        assessment.days_overdue.map(|days| days.to_string()).unwrap_or_default(),
    ]
}

/// A level result has its own number only where it is given a value.
fn result_fields(result: &ResultItem) -> Vec<&'static str> {
    let mut fields = Vec::new();
    if result.value.is_some() || result.result_type != ResultType::Level {
        fields.extend(["", ".at_worst"]);
    }
    if result.result_type == ResultType::Level {
        fields.extend([".level", ".level_at_worst"]);
    }
    fields
}

fn result_cells(assessment: &Assessment, items: &Items) -> Vec<String> {
    let empty = ResultValue::default();
    let cell = |value: &ResultValue, field: &str| match field {
        "" => value.value.map(result_number).unwrap_or_default(),
        ".at_worst" => value.at_worst.map(result_number).unwrap_or_default(),
        ".level" => value.level.as_ref().map(|level| level.level.clone()).unwrap_or_default(),
        _ => value.level.as_ref().map(|level| level.level_at_worst.clone()).unwrap_or_default(),
    };
    let mut cells = Vec::new();
    for result in &items.results {
        let value = assessment.results.get(&result.id).unwrap_or(&empty);
        cells.extend(result_fields(result).into_iter().map(|field| cell(value, field)));
    }
    cells
}

fn result_number(value: ResultNumber) -> String {
    match value {
        ResultNumber::Truth(Some(truth)) => truth.to_string(),
        ResultNumber::Number(Some(value)) => number::print(value),
        ResultNumber::Truth(None) | ResultNumber::Number(None) => String::new(),
    }
}

fn task_cells(assessment: &Assessment, items: &Items) -> Vec<String> {
    let cells = |status: Option<&TaskStatus>| match status {
        None => [const { String::new() }; TASK_FIELDS.len()],
        Some(status) => [
            status.required.map(|times| times.to_string()).unwrap_or_default(),
            status.required_at_worst.map(|times| times.to_string()).unwrap_or_default(),
            status.done.map(|times| times.to_string()).unwrap_or_default(),
            day(status.next_due),
            day(status.next_due_at_worst),
            status.days_overdue.map(|days| days.to_string()).unwrap_or_default(),
            status.days_overdue_at_worst.map(|days| days.to_string()).unwrap_or_default(),
        ],
    };
    items.tasks.iter().flat_map(|task| cells(assessment.tasks.iter().find(|status| status.task == task.id))).collect()
}

fn numeral(value: Option<f64>) -> String {
    value.map(number::print).unwrap_or_default()
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
