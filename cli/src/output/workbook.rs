//! XLSX: sheets of places, failed checks and tasks. Places are sorted worst first; the other two keep the order in which
//! rows come and are written at once, so that only summaries are held.

mod columns;
mod sheet;

use super::Screen;
use super::paint::rgb;
use super::report::{Kept, Report, ReportInfo, Row, WrongRow};
use super::summary::{Counts, Summary};
use super::target::Target;
use crate::failure::Failure;
use columns::Labels;
use paicha::assessment::{Assessment, PackRef};
use rust_xlsxwriter::{DocProperties, Workbook};
use sheet::{Entry, Looks, Sheet, broken, excel_date};

/// Writes rows as a workbook.
pub struct XlsxReport<'a> {
    info: ReportInfo<'a>,
    screen: Screen,
    labels: Labels<'a>,
    target: Target,
    book: Workbook,
    looks: Looks,
    places: Sheet,
    hazards: Sheet,
    tasks: Sheet,
    summaries: Vec<(Summary, Kept)>,
    wrong: Vec<WrongRow>,
    counts: Counts,
}

impl<'a> XlsxReport<'a> {
    /// A workbook in a file or on standard output.
    pub fn new(info: ReportInfo<'a>, screen: Screen, target: Target) -> Result<Self, Failure> {
        let mut book = Workbook::new();
        // No clock here either: the same input gives the same bytes.
        if let Some(date) = excel_date(info.as_of) {
            book.set_properties(&DocProperties::new().set_creation_datetime(&date));
        }
        let looks = Looks::new(info.items.levels.iter().map(|level| level.color.as_deref().and_then(rgb)));
        let labels = Labels::new(info.items, screen);
        let places = Sheet::add(&mut book, &looks, labels.word("结果", "places"), labels.place_columns())?;
        let hazards = Sheet::add(&mut book, &looks, labels.word("隐患", "failed checks"), labels.hazard_columns())?;
        let tasks = Sheet::add(&mut book, &looks, labels.word("频次", "tasks"), labels.task_columns())?;
        Ok(Self {
            info,
            screen,
            labels,
            target,
            book,
            looks,
            places,
            hazards,
            tasks,
            summaries: Vec::new(),
            wrong: Vec::new(),
            counts: Counts::default(),
        })
    }

    fn write_details(&mut self, assessment: &Assessment) -> Result<(), Failure> {
        for reason in &assessment.failed {
            let entries = self.labels.hazard(assessment, reason);
            self.hazards.write(&mut self.book, &self.looks, &entries)?;
        }
        for status in &assessment.tasks {
            let entries = self.labels.task(assessment, status);
            self.tasks.write(&mut self.book, &self.looks, &entries)?;
        }
        Ok(())
    }

    fn write_places(&mut self) -> Result<(), Failure> {
        let kept = self.summaries.first().map(|(_, kept)| kept).or(self.wrong.first().map(|wrong| &wrong.kept));
        let headers: Vec<String> =
            kept.into_iter().flat_map(Kept::columns).map(|(header, _)| header.to_owned()).collect();
        self.places.widen(&mut self.book, &self.looks, headers.into_iter())?;
        self.summaries.sort_by(|one, other| one.0.rank.cmp(&other.0.rank));
        for wrong in &self.wrong {
            let entries = [self.labels.wrong(&wrong.row), kept_entries(&wrong.kept)].concat();
            self.places.write(&mut self.book, &self.looks, &entries)?;
        }
        for (summary, kept) in &self.summaries {
            let entries = [self.labels.place(summary), kept_entries(kept)].concat();
            self.places.write(&mut self.book, &self.looks, &entries)?;
        }
        Ok(())
    }

    /// What the results follow from, for whoever finds the file later.
    fn write_about(&mut self) -> Result<(), Failure> {
        let pack: &PackRef = self.info.pack;
        let rows = self.labels.about(pack, self.info.as_of, &self.counts);
        let name = self.labels.word("说明", "about");
        let mut sheet = Sheet::add(&mut self.book, &self.looks, name, self.labels.about_columns())?;
        for (name, value) in rows {
            sheet.write(&mut self.book, &self.looks, &[Entry::Text(name), value])?;
        }
        Ok(())
    }
}

fn kept_entries(kept: &Kept) -> Vec<Entry> {
    kept.columns().map(|(_, cell)| Entry::text(Some(cell).filter(|cell| !cell.is_empty()))).collect()
}

impl Report for XlsxReport<'_> {
    fn count(&mut self, row: &Row) {
        self.counts.add(row, self.info.items);
    }

    fn row(&mut self, row: Row) -> Result<(), Failure> {
        match row {
            Row::Place(place) => {
                self.write_details(&place.assessment)?;
                let summary = Summary::new(&place.assessment, self.info.items);
                self.summaries.push((summary, place.kept));
            }
            Row::Error(wrong) => self.wrong.push(*wrong),
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.write_places()?;
        for sheet in [&self.places, &self.hazards, &self.tasks] {
            sheet.finish(&mut self.book)?;
            if let Some(notice) = sheet.continued() {
                self.screen.notice(&notice);
            }
        }
        self.write_about()?;
        let bytes = self.book.save_to_buffer().map_err(|error| broken(&error))?;
        self.target.put(&bytes)?;
        self.target.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::sheet::{Entry, Looks, Sheet};
    use calamine::{Data, Reader, Xlsx};
    use rust_xlsxwriter::Workbook;
    use std::io::Cursor;

    #[test]
    fn sheets_keep_types_and_never_make_formulas() {
        let mut book = Workbook::new();
        let looks = Looks::new([Some([0xd7, 0x19, 0x1c])].into_iter());
        let mut sheet =
            Sheet::add(&mut book, &looks, "结果", vec![("编号".into(), 10.0), ("评分".into(), 8.0)]).unwrap();
        sheet.widen(&mut book, &looks, ["备注".to_owned()].into_iter()).unwrap();
        let entries = [Entry::Text("=1+1".into()), Entry::Number(45.0), Entry::Level(0, "重大风险".into())];
        sheet.write(&mut book, &looks, &entries).unwrap();
        sheet.finish(&mut book).unwrap();
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let range = read.worksheet_range("结果").unwrap();
        assert_eq!(range.get((0, 2)), Some(&Data::String("备注".into())));
        assert_eq!(range.get((1, 0)), Some(&Data::String("=1+1".into())));
        assert_eq!(range.get((1, 1)), Some(&Data::Float(45.0)));
        assert_eq!(range.get((1, 2)), Some(&Data::String("重大风险".into())));
    }

    #[test]
    fn a_full_sheet_goes_on_in_another_and_says_so() {
        let mut book = Workbook::new();
        let looks = Looks::new([].into_iter());
        let mut sheet = Sheet::add(&mut book, &looks, "隐患", vec![("编号".into(), 10.0)]).unwrap();
        for _ in 1..1_048_576 {
            sheet.write(&mut book, &looks, &[Entry::Blank]).unwrap();
        }
        assert!(sheet.continued().is_none());
        sheet.write(&mut book, &looks, &[Entry::Text("P-1".into())]).unwrap();
        sheet.finish(&mut book).unwrap();
        assert!(sheet.continued().unwrap().zh.contains("续到工作表“隐患 (2)”"));
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        assert_eq!(read.worksheet_range("隐患 (2)").unwrap().get((1, 0)), Some(&Data::String("P-1".into())));
    }
}
