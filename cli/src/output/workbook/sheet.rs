//! One sheet that grows row by row: header, widths, filter; goes on in a further sheet where Excel's rows end.

use crate::failure::Failure;
use paicha::number;
use paicha::{Date, Message};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// The last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;
/// The most characters of a cell.
const LONGEST: usize = 32_000;

/// The paper to print on, as Excel numbers it.
const A4: u8 = 9;
/// The height of a line, and of the highest row Excel has.
const LINE: f64 = 15.0;
const HIGHEST_ROW: f64 = 409.0;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Nothing.
    Blank,
    /// A text, never a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A share, shown as per cent.
    Share(f64),
    /// A date.
    Date(Date),
    /// A text on the colour of the pack's level of this index.
    Level(usize, String),
}

impl Entry {
    /// A text, or nothing.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Blank, |text| Self::Text(text.into()))
    }

    /// A number, or nothing.
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }

    /// A date, or nothing.
    pub fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Blank, Self::Date)
    }
}

/// The looks of cells.
pub struct Looks {
    header: Format,
    text: Format,
    date: Format,
    share: Format,
    levels: Vec<Format>,
}

impl Looks {
    /// Looks with a fill for each level's colour.
    pub fn new(colors: impl Iterator<Item = Option<[u8; 3]>>) -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let header = top().set_bold().set_text_wrap().set_background_color(Color::RGB(0xE8_EC_F0));
        Self {
            header: header.set_border_bottom(FormatBorder::Thin),
            text: top().set_text_wrap(),
            date: top().set_num_format("yyyy-mm-dd"),
            share: top().set_num_format("0%"),
            levels: colors.map(level).collect(),
        }
    }
}

/// A level's colour as the cell's, with letters that can be read on it.
fn level(color: Option<[u8; 3]>) -> Format {
    let format = Format::new().set_align(FormatAlign::Top).set_bold();
    let Some([red, green, blue]) = color else { return format };
    let fill = u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue);
    let bright = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 > 140_000;
    let letters = if bright { Color::Black } else { Color::White };
    format.set_background_color(Color::RGB(fill)).set_font_color(letters)
}

/// A sheet under way.
pub struct Sheet {
    index: usize,
    name: String,
    part: u32,
    columns: Vec<(String, f64)>,
    row: u32,
}

impl Sheet {
    /// Adds a sheet with a header that stays in view.
    pub fn add(book: &mut Workbook, looks: &Looks, name: &str, columns: Vec<(String, f64)>) -> Result<Self, Failure> {
        let mut sheet = Self { index: 0, name: name.to_owned(), part: 0, columns, row: 0 };
        sheet.begin(book, looks).map_err(|error| broken(&error))?;
        Ok(sheet)
    }

    /// Adds columns on the right before the first row is written.
    pub fn widen(
        &mut self,
        book: &mut Workbook,
        looks: &Looks,
        headers: impl Iterator<Item = String>,
    ) -> Result<(), Failure> {
        self.columns.extend(headers.map(|header| (header, 16.0)));
        let sheet = book.worksheet_from_index(self.index).map_err(|error| broken(&error))?;
        write_header(sheet, looks, &self.columns).map_err(|error| broken(&error))
    }

    fn begin(&mut self, book: &mut Workbook, looks: &Looks) -> Result<(), XlsxError> {
        self.part += 1;
        let name = if self.part == 1 { self.name.clone() } else { format!("{} ({})", self.name, self.part) };
        self.index = book.worksheets().len();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet
            .set_name(name)?
            .set_freeze_panes(1, 0)?
            .set_landscape()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(0, 0)?;
        write_header(sheet, looks, &self.columns)?;
        self.row = 1;
        Ok(())
    }

    /// Writes the next row.
    pub fn write(&mut self, book: &mut Workbook, looks: &Looks, entries: &[Entry]) -> Result<(), Failure> {
        self.write_row(book, looks, entries).map_err(|error| broken(&error))
    }

    fn write_row(&mut self, book: &mut Workbook, looks: &Looks, entries: &[Entry]) -> Result<(), XlsxError> {
        if self.row > LAST_ROW {
            self.close(book)?;
            self.begin(book, looks)?;
        }
        let lines = self.lines(entries);
        let sheet = book.worksheet_from_index(self.index)?;
        if lines > 1 {
            sheet.set_row_height(self.row, (LINE * lines as f64).min(HIGHEST_ROW))?;
        }
        for (column, entry) in (0u16..).zip(entries) {
            write_entry(sheet, looks, self.row, column, entry)?;
        }
        self.row += 1;
        Ok(())
    }

    /// How many lines the row needs; not every program works that out when it opens the file.
    fn lines(&self, entries: &[Entry]) -> usize {
        let lines = |(entry, (_, width)): (&Entry, &(String, f64))| match entry {
            Entry::Text(text) => {
                text.lines().map(|line| line.width().div_ceil((*width as usize).max(2) - 1).max(1)).sum()
            }
            _ => 1,
        };
        entries.iter().zip(&self.columns).map(lines).max().unwrap_or(1)
    }

    /// What people should know where one sheet did not hold all rows.
    pub fn continued(&self) -> Option<Message> {
        let (name, last) = (&self.name, format!("{} ({})", self.name, self.part));
        (self.part > 1).then(|| {
            Message::new(
                format!("工作表“{name}”放不下全部的行（Excel 每张最多 1,048,576 行），续到工作表“{last}”"),
                format!("sheet \"{name}\" cannot hold all rows (Excel has 1,048,576 a sheet); they go on up to sheet \"{last}\""),
            )
        })
    }

    /// Ends the sheet: a filter over all of it.
    pub fn finish(&self, book: &mut Workbook) -> Result<(), Failure> {
        self.close(book).map_err(|error| broken(&error))
    }

    fn close(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let last_column = u16::try_from(self.columns.len()).unwrap_or(1).saturating_sub(1);
        book.worksheet_from_index(self.index)?.autofilter(0, 0, self.row.saturating_sub(1), last_column)?;
        Ok(())
    }
}

fn write_header(sheet: &mut Worksheet, looks: &Looks, columns: &[(String, f64)]) -> Result<(), XlsxError> {
    for (index, (header, width)) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, index, cut(header), &looks.header)?;
        sheet.set_column_width(index, *width)?;
    }
    Ok(())
}

fn write_entry(sheet: &mut Worksheet, looks: &Looks, row: u32, column: u16, entry: &Entry) -> Result<(), XlsxError> {
    match entry {
        Entry::Blank => return Ok(()),
        Entry::Text(text) => sheet.write_string_with_format(row, column, cut(text), &looks.text)?,
        Entry::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, &looks.text)?
        }
        Entry::Number(number) => sheet.write_string_with_format(row, column, number::print(*number), &looks.text)?,
        Entry::Share(share) => sheet.write_number_with_format(row, column, *share, &looks.share)?,
        Entry::Date(date) => match excel_date(*date) {
            Some(day) => sheet.write_datetime_with_format(row, column, &day, &looks.date)?,
            None => sheet.write_string_with_format(row, column, date.to_string(), &looks.date)?,
        },
        Entry::Level(level, label) => {
            let look = looks.levels.get(*level).unwrap_or(&looks.text);
            sheet.write_string_with_format(row, column, cut(label), look)?
        }
    };
    Ok(())
}

/// A date as Excel has it; none before 1900.
pub fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// A failure of the library, which can only be the disk's.
pub fn broken(error: &XlsxError) -> Failure {
    Failure::new("F010", format!("工作簿写不了：{error}"), format!("the workbook cannot be written: {error}"))
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
