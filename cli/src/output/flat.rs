//! CSV: a row a place, in the order of the input. The columns are documented in `COLUMNS`.

use super::Screen;
use super::delimited::CsvTable;
use super::report::{Kept, PlaceRow, Report, ReportInfo, Row, WrongRow};
use super::target::Target;
use crate::failure::Failure;
use paicha::assessment::{Assessment, LevelRange, Outcome, ResultNumber, ResultValue};
use paicha::duty::TaskStatus;
use paicha::number;
use paicha::pack::item::{Items, ResultItem, ResultType};
use paicha::table::Problem;
use std::borrow::Cow;

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
    table: CsvTable,
    started: bool,
}

impl<'a> CsvReport<'a> {
    /// A table without its header yet.
    pub fn new(info: ReportInfo<'a>, screen: Screen, target: Target) -> Result<Self, Failure> {
        Ok(Self { info, screen, table: CsvTable::new(target)?, started: false })
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
        header.extend(kept.columns().map(|(header, _)| header.to_owned()));
        self.table.put(&header)
    }

    fn place(&mut self, place: &PlaceRow) -> Result<(), Failure> {
        self.start(&place.kept)?;
        let mut cells = place_cells(&place.assessment);
        cells.push("".into());
        result_cells(&place.assessment, self.info.items, &mut cells);
        task_cells(&place.assessment, self.info.items, &mut cells);
        cells.extend(place.kept.columns().map(|(_, cell)| Cow::Borrowed(cell)));
        self.table.put(cells.iter().map(|cell| cell.as_bytes()))
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
        cells.extend(error.kept.columns().map(|(_, cell)| cell.to_owned()));
        self.table.put(&cells)
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
        self.start(&Kept::default())?;
        self.table.finish()
    }
}

/// A cell of a row; most are there already in what was concluded.
type Text<'a> = Cow<'a, str>;

fn place_cells(assessment: &Assessment) -> Vec<Text<'_>> {
    let of_level = |text: fn(&LevelRange) -> &String| assessment.level.as_ref().map_or("", |level| text(level)).into();
    let failed = assessment.failed.iter();
    vec![
        assessment.id.as_str().into(),
        assessment.name.as_deref().unwrap_or_default().into(),
        assessment.kinds.join(";").into(),
        assessment.region.as_deref().unwrap_or_default().into(),
        assessment.as_of.to_string().into(),
        of_level(|level| &level.level),
        of_level(|level| &level.level_at_worst),
        of_level(|level| &level.level_label),
        of_level(|level| &level.level_at_worst_label),
        numeral(assessment.score),
        numeral(assessment.score_at_worst),
        number::print(assessment.known_share).into(),
        assessment.failed.len().to_string().into(),
        assessment.count(Outcome::Unknown).to_string().into(),
        failed.clone().map(|reason| reason.check.as_str()).collect::<Vec<_>>().join(";").into(),
        failed.map(|reason| reason.finding.as_str()).collect::<Vec<_>>().join("；").into(),
        shown(assessment.next_due),
        shown(assessment.days_overdue),
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

fn result_cells<'a>(assessment: &'a Assessment, items: &Items, cells: &mut Vec<Text<'a>>) {
    let cell = |value: &'a ResultValue, field: &str| match (field, &value.level) {
        ("", _) => value.value.map(result_number).unwrap_or_default(),
        (".at_worst", _) => value.at_worst.map(result_number).unwrap_or_default(),
        (_, None) => "".into(),
        (".level", Some(level)) => level.level.as_str().into(),
        (_, Some(level)) => level.level_at_worst.as_str().into(),
    };
    for result in &items.results {
        let value = assessment.result(&result.id);
        cells
            .extend(result_fields(result).into_iter().map(|field| value.map_or("".into(), |value| cell(value, field))));
    }
}

fn result_number(value: ResultNumber) -> Text<'static> {
    match value {
        ResultNumber::Truth(Some(truth)) => if truth { "true" } else { "false" }.into(),
        ResultNumber::Number(Some(value)) => number::print(value).into(),
        ResultNumber::Truth(None) | ResultNumber::Number(None) => "".into(),
    }
}

fn task_cells(assessment: &Assessment, items: &Items, cells: &mut Vec<Text<'_>>) {
    for task in &items.tasks {
        match assessment.tasks.iter().find(|status| status.task == task.id) {
            None => cells.extend([const { Cow::Borrowed("") }; TASK_FIELDS.len()]),
            Some(status) => cells.extend(fields_of(status)),
        }
    }
}

fn fields_of(status: &TaskStatus) -> [Text<'static>; TASK_FIELDS.len()] {
    [
        shown(status.required),
        shown(status.required_at_worst),
        shown(status.done),
        shown(status.next_due),
        shown(status.next_due_at_worst),
        shown(status.days_overdue),
        shown(status.days_overdue_at_worst),
    ]
}

fn numeral(value: Option<f64>) -> Text<'static> {
    value.map(number::print).unwrap_or_default().into()
}

fn shown(value: Option<impl ToString>) -> Text<'static> {
    value.map_or("".into(), |value| value.to_string().into())
}
