//! Workbooks (XLSX, XLS, ODS, XLSB): sheets, and rows of typed cells. XLSX sheets are read row by row.

use crate::date::Date;
use crate::error::{Error, ErrorKind};
use crate::message::Message;
use crate::names::fold;
use crate::table::Cell;
use calamine::{Data, Dimensions, ExcelDateTime, Ods, Reader, SheetVisible, Sheets, Xls, Xlsb, Xlsx, XlsxError};
use std::cell::Cell as Flag;
use std::cmp::Reverse;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

type Bytes = Cursor<Arc<[u8]>>;

/// A workbook opened.
pub(super) struct Book(Sheets<Bytes>);

impl Book {
    /// Opens a workbook from its bytes.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Error> {
        let bytes: Bytes = Cursor::new(Arc::from(bytes));
        guarded(|| open(&bytes))?.map(Self).map_err(|error| damaged(&error))
    }

    /// The names of the sheets that are not hidden; all if all are.
    pub fn names(&self) -> Vec<String> {
        let all = self.0.sheets_metadata();
        let visible = all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
        if visible.is_empty() { self.0.sheet_names() } else { visible }
    }

    /// Finds the sheet of a name, hidden ones too.
    pub fn named(&self, name: &str) -> Result<String, Error> {
        let names = self.0.sheet_names();
        let folded = fold(name);
        names.iter().find(|own| fold(own) == folded).cloned().ok_or_else(|| {
            let message =
                Message::new(format!("没有名为“{name}”的工作表"), format!("there is no sheet named \"{name}\""));
            let help = (format!("工作表有：{}", names.join("、")), format!("the sheets are: {}", names.join(", ")));
            Error::new(ErrorKind::Input, "F007", message).with_help(Message::new(help.0, help.1))
        })
    }

    /// Hands the rows of a sheet that have cells to `take`, each with its number as the spreadsheet shows it and its
    /// cells from column A on, until it answers false. A cell merged over several rows has its value in each of them;
    /// one merged over several columns only in the first, as titles over columns do.
    pub fn rows<E: From<Error>>(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(u64, &[Cell<'_>]) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut merged = Merged::new(guarded(|| regions(&mut self.0, sheet))?);
        let take = |number: u64, cells: &mut Vec<Cell<'static>>| {
            merged.fill(number, cells);
            take(number, cells)
        };
        match &mut self.0 {
            Sheets::Xlsx(book) => xlsx_rows(book, sheet, take),
            other => {
                let range = guarded(|| other.worksheet_range(sheet).map_err(|error| error.to_string()))?;
                range_rows(&range.map_err(|error| damaged(&error))?, take)
            }
        }
    }
}

/// Cells merged over several rows, and their values once seen.
struct Merged {
    /// Regions not begun yet, the next one last.
    ahead: Vec<Dimensions>,
    /// Regions begun, with the value of their first cell.
    open: Vec<(Dimensions, Cell<'static>)>,
}

impl Merged {
    fn new(mut regions: Vec<Dimensions>) -> Self {
        regions.retain(|region| region.end.0 > region.start.0);
        regions.sort_unstable_by_key(|region| Reverse(region.start));
        Self { ahead: regions, open: Vec::new() }
    }

    fn fill(&mut self, number: u64, cells: &mut Vec<Cell<'static>>) {
        let row = u32::try_from(number).unwrap_or(u32::MAX).saturating_sub(1);
        self.open.retain(|(region, _)| row <= region.end.0);
        for (region, value) in &self.open {
            let column = region.start.1 as usize;
            cells.resize(cells.len().max(column + 1), Cell::Empty);
            if let Some(cell) = cells.get_mut(column).filter(|cell| cell.is_blank()) {
                *cell = value.clone();
            }
        }
        while let Some(region) = self.ahead.pop_if(|region| region.start.0 <= row) {
            let value = cells.get(region.start.1 as usize).filter(|value| region.start.0 == row && !value.is_blank());
            self.open.extend(value.map(|value| (region, value.clone())));
        }
    }
}

fn regions(sheets: &mut Sheets<Bytes>, sheet: &str) -> Vec<Dimensions> {
    match sheets {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

thread_local! {
    static CATCHING: Flag<bool> = const { Flag::new(false) };
}

/// Whether a panic of this thread now is a workbook's damage, which is caught and told as such: nothing for a hook to
/// print.
pub fn catches_panics() -> bool {
    CATCHING.get()
}

/// The reader of old formats can panic on damaged files; that is a damaged file, told as one.
fn guarded<T>(read: impl FnOnce() -> T) -> Result<T, Error> {
    CATCHING.set(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    CATCHING.set(false);
    result.map_err(|_| damaged("unreadable structure"))
}

fn open(bytes: &Bytes) -> Result<Sheets<Bytes>, String> {
    let zip = bytes.get_ref().starts_with(b"PK");
    let xlsx = || Xlsx::new(bytes.clone());
    if !zip {
        // A workbook with a password is wrapped in the old container; only the XLSX reader says so.
        return Xls::new(bytes.clone()).map(Sheets::Xls).map_err(|error| match xlsx() {
            Err(XlsxError::Password) => XlsxError::Password.to_string(),
            _ => error.to_string(),
        });
    }
    let error = match xlsx() {
        Ok(book) => return Ok(Sheets::Xlsx(book)),
        Err(error) => error.to_string(),
    };
    if let Ok(book) = Ods::new(bytes.clone()) {
        return Ok(Sheets::Ods(book));
    }
    Xlsb::new(bytes.clone()).map(Sheets::Xlsb).map_err(|_| error)
}

fn damaged(error: &str) -> Error {
    if error.to_ascii_lowercase().contains("password") {
        let message = Message::new(
            "工作簿设了密码，读不了；请取消密码后再试",
            "the workbook has a password; remove it and try again",
        );
        return Error::new(ErrorKind::Input, "F006", message);
    }
    let message = Message::new(
        format!("工作簿读不了，可能已损坏或没有下载完整（{error}）"),
        format!("the workbook is damaged or incomplete ({error})"),
    );
    Error::new(ErrorKind::Input, "F006", message).with_help(Message::new(
        "用 Excel 或 WPS 打开后另存为 .xlsx 再试",
        "open it in a spreadsheet program and save it again as .xlsx",
    ))
}

fn xlsx_rows<E: From<Error>>(
    book: &mut Xlsx<Bytes>,
    sheet: &str,
    mut take: impl FnMut(u64, &mut Vec<Cell<'static>>) -> Result<bool, E>,
) -> Result<(), E> {
    let broken = |error: XlsxError| damaged(&error.to_string());
    let mut hand_on = |row: u32, cells: &mut Vec<Cell<'static>>| {
        let more = cells.is_empty() || take(u64::from(row) + 1, cells)?;
        cells.clear();
        Ok::<bool, E>(more)
    };
    let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut row: Vec<Cell<'static>> = Vec::new();
    let mut number = 0;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (at, column) = cell.get_position();
        if at != number {
            if !hand_on(number, &mut row)? {
                return Ok(());
            }
            number = at;
        }
        let value = to_cell(cell.get_value().clone().into());
        if value != Cell::Empty {
            let column = column as usize;
            row.resize(row.len().max(column + 1), Cell::Empty);
            if let Some(place) = row.get_mut(column) {
                *place = value;
            }
        }
    }
    hand_on(number, &mut row).map(|_| ())
}

fn range_rows<E>(
    range: &calamine::Range<Data>,
    mut take: impl FnMut(u64, &mut Vec<Cell<'static>>) -> Result<bool, E>,
) -> Result<(), E> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (index, row) in range.rows().enumerate() {
        if row.iter().all(|cell| *cell == Data::Empty) {
            continue;
        }
        let mut cells = vec![Cell::Empty; first_column as usize];
        cells.extend(row.iter().map(|cell| to_cell(cell.clone())));
        if !take(u64::from(first_row) + index as u64 + 1, &mut cells)? {
            return Ok(());
        }
    }
    Ok(())
}

fn to_cell(data: Data) -> Cell<'static> {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::String(text) | Data::DurationIso(text) => Cell::from(text),
        Data::Bool(truth) => Cell::Bool(truth),
        Data::DateTime(date) => from_date(&date),
        Data::DateTimeIso(text) => text.parse().map_or_else(|_| Cell::from(text), Cell::Date),
        Data::Error(error) => Cell::Error(error.to_string().into()),
    }
}

/// A date; a number where the cell holds only a time of day or a duration.
fn from_date(date: &ExcelDateTime) -> Cell<'static> {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let calendar =
        Date::new(year.into(), month.into(), day.into()).filter(|_| date.is_datetime() && date.as_f64() >= 1.0);
    calendar.map_or(Cell::Number(date.as_f64()), Cell::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime as WriteDate, Format, Workbook};

    fn sample() -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "填表说明").unwrap();
        let sheet = book.add_worksheet().set_name("餐饮").unwrap();
        sheet.merge_range(0, 1, 0, 3, "2022年餐饮场所", &Format::new()).unwrap();
        sheet.write_string(2, 1, "编号").unwrap().write_string(2, 2, "安装日期").unwrap();
        sheet.write_number(3, 1, 17.0).unwrap();
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(3, 2, WriteDate::from_ymd(2022, 8, 3).unwrap(), &format).unwrap();
        sheet.write_boolean(3, 4, true).unwrap();
        book.save_to_buffer().unwrap()
    }

    fn rows(book: &mut Book, sheet: &str) -> Vec<(u64, Vec<Cell<'static>>)> {
        let mut rows = Vec::new();
        book.rows(sheet, |number, cells| {
            rows.push((number, cells.iter().map(|cell| cell.clone().into_owned()).collect()));
            Ok::<_, Error>(true)
        })
        .unwrap();
        rows
    }

    #[test]
    fn reads_cells_with_their_types() {
        let mut book = Book::open(sample()).unwrap();
        assert_eq!(book.names(), ["说明", "餐饮"]);
        let rows = rows(&mut book, "餐饮");
        assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 3, 4]);
        let date = Date::new(2022, 8, 3).unwrap();
        assert_eq!(rows[2].1, [Cell::Empty, Cell::Number(17.0), Cell::Date(date), Cell::Empty, Cell::Bool(true)]);
        assert!(book.named(" 餐饮 ").is_ok());
        assert!(book.named("商铺").is_err());
    }

    #[test]
    fn merged_cells_count_for_every_row() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet
            .merge_range(0, 0, 1, 0, "社区", &Format::new())
            .unwrap()
            .merge_range(0, 1, 0, 2, "消防", &Format::new())
            .unwrap();
        sheet.merge_range(2, 0, 4, 0, "龙兴", &Format::new()).unwrap();
        for row in 1..5 {
            sheet.write_number(row, 1, f64::from(row)).unwrap();
        }
        let mut book = Book::open(book.save_to_buffer().unwrap()).unwrap();
        let rows = rows(&mut book, "Sheet1");
        let first: Vec<String> = rows.iter().map(|(_, cells)| cells[0].shown().into_owned()).collect();
        assert_eq!(first, ["社区", "社区", "龙兴", "龙兴", "龙兴"]);
        assert!(rows[0].1.get(2).is_none_or(Cell::is_blank));
    }

    #[test]
    fn damaged_files_are_told() {
        let whole = sample();
        for length in [2, 10, whole.len() / 4, whole.len() / 2, whole.len() - 30] {
            assert!(Book::open(whole[..length].to_vec()).is_err(), "{length}");
        }
        let ole = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[7; 600]].concat();
        assert!(Book::open(ole).is_err());
    }
}
