//! The table for people: worst first, error rows on top, wrapped in a terminal, one line a place in a pipe. Of very many
//! rows it lists only some, and says so.

use super::Screen;
use super::grid::{Grid, Side};
use super::report::{ErrorRow, Report, ReportInfo, Row};
use super::summary::{Counts, KnownTasks, LevelEnds, NAMED, Rank, Summary};
use super::target::Target;
use super::worst::Worst;
use crate::failure::Failure;
use unicode_width::UnicodeWidthStr;

/// So many places are listed, the worst, unless more are asked for: nobody reads on, and no more must be held.
const LISTED: usize = 10_000;
/// So many wrong rows are listed, the first.
const LISTED_ERRORS: usize = 1_000;
/// Names and findings wider than this are cut in a pipe, where a line has one place.
const WIDEST: usize = 40;
/// The narrowest terminal a table is fitted to.
const NARROWEST: u16 = 60;
/// Below this width columns give way.
const NARROW: u16 = 100;
/// So much text is written at once.
const CHUNK: usize = 1 << 20;
/// The narrowest name or finding.
const NARROWEST_CELL: usize = 12;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Level,
    Score,
    Id,
    Name,
    Findings,
    Known,
    NextDue,
    Overdue,
}

/// Collects the summaries of the worst places and prints them at the end.
pub struct TableReport<'a> {
    table: Table<'a>,
    target: Target,
    worst: Worst<Summary>,
}

/// What is printed.
struct Table<'a> {
    info: ReportInfo<'a>,
    screen: Screen,
    width: Option<u16>,
    places: Vec<Summary>,
    errors: Vec<ErrorRow>,
    counts: Counts,
    /// Places that came to be shown, listed or not.
    came: usize,
}

impl<'a> TableReport<'a> {
    /// A table on the screen or in a file (never in colour there). `wanted` are the places asked for, if a number was.
    pub fn new(info: ReportInfo<'a>, mut screen: Screen, target: Target, wanted: Option<usize>) -> Self {
        let width = screen.width.filter(|_| !target.is_file()).map(|width| width.max(NARROWEST));
        if target.is_file() {
            screen.paint = super::paint::Paint::new(false);
        }
        let counts = Counts::default();
        let table = Table { info, screen, width, places: Vec::new(), errors: Vec::new(), counts, came: 0 };
        Self { table, target, worst: Worst::new(wanted.unwrap_or(0).max(LISTED)) }
    }
}

impl Report for TableReport<'_> {
    fn count(&mut self, row: &Row) {
        self.table.counts.add(row, self.table.info.items);
    }

    fn row(&mut self, row: Row) -> Result<(), Failure> {
        let table = &mut self.table;
        match row {
            Row::Place(place) => {
                let (assessment, items) = (&place.assessment, table.info.items);
                table.came += 1;
                self.worst.offer(Rank::new(assessment, items), || Summary::new(assessment, items));
            }
            Row::Error(error) if table.errors.len() < LISTED_ERRORS => table.errors.push(error.row),
            Row::Error(_) => {}
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.table.places = self.worst.into_list();
        self.table.write(&mut self.target)?;
        self.target.finish()
    }
}

impl Table<'_> {
    fn write(&self, target: &mut Target) -> Result<(), Failure> {
        target.put(self.head().as_bytes())?;
        self.write_body(target)?;
        target.put(self.foot().as_bytes())
    }

    fn head(&self) -> String {
        let (screen, info) = (&self.screen, &self.info.items.info);
        let title = screen.paint.heading(&format!("{} {}", info.title, info.version));
        let date = format!("{}{}", screen.word("评估日期 ", "as of "), self.info.as_of);
        let mut counts = match screen.word("zh", "en") {
            "zh" => format!("{} 个场所", self.counts.places),
            _ => format!("{} places", self.counts.places),
        };
        let by_level = self.counts.levels.iter().map(|(ends, count)| format!("{} {count}", self.level(*ends, false)));
        let by_level: Vec<String> = by_level.collect();
        if !by_level.is_empty() {
            counts += screen.word("：", ": ");
            counts += &by_level.join(screen.word("，", ", "));
        }
        if self.counts.errors > 0 {
            let errors = match screen.word("zh", "en") {
                "zh" => format!("{} 行有误，未评分", self.counts.errors),
                _ => format!("{} wrong rows, not scored", self.counts.errors),
            };
            counts = format!("{counts}{}{}", screen.word("；", "; "), screen.paint.error(&errors));
        }
        format!("{title}  {date}\n{counts}\n\n")
    }

    fn write_body(&self, target: &mut Target) -> Result<(), Failure> {
        if self.places.is_empty() && self.errors.is_empty() {
            return Ok(());
        }
        let columns = self.columns();
        let sides = columns.iter().map(|column| match column {
            Column::Score | Column::Known => Side::Right,
            _ => Side::Left,
        });
        let header: Vec<String> =
            columns.iter().map(|column| self.screen.paint.heading(self.header(*column))).collect();
        let room = self.room(&columns, &header);
        let mut grid = Grid::new(sides.collect());
        grid.measure(&header);
        self.rows(&columns, room).for_each(|row| grid.measure(&row));
        let mut text = String::new();
        grid.row(&header, &mut text);
        grid.rule(&mut text);
        for row in 0..self.errors.len() + self.places.len() {
            grid.row(&self.row_cells(&columns, room, row), &mut text);
            if text.len() > CHUNK {
                target.put(text.as_bytes())?;
                text.clear();
            }
        }
        target.put(text.as_bytes())
    }

    fn rows<'t>(&'t self, columns: &'t [Column], room: Option<Room>) -> impl Iterator<Item = Vec<String>> + 't {
        (0..self.errors.len() + self.places.len()).map(move |row| self.row_cells(columns, room, row))
    }

    /// The cells of a row: error rows first, then places.
    fn row_cells(&self, columns: &[Column], room: Option<Room>, row: usize) -> Vec<String> {
        let cell = |column: &Column| {
            let cell = match (self.errors.get(row), self.places.get(row.saturating_sub(self.errors.len()))) {
                (Some(error), _) => self.error_cell(*column, error),
                (None, Some(place)) => self.cell(*column, place),
                (None, None) => String::new(),
            };
            match (column, room) {
                (Column::Name, Some(room)) => wrapped(&cell, room.name),
                (Column::Findings, Some(room)) => wrapped(&cell, room.findings),
                _ => cell,
            }
        };
        columns.iter().map(cell).collect()
    }

    /// In a terminal: the room for what can wrap, once everything else has its line.
    fn room(&self, columns: &[Column], header: &[String]) -> Option<Room> {
        let width = usize::from(self.width?);
        let mut grid = Grid::new(vec![Side::Left; columns.len()]);
        grid.measure(header);
        self.rows(columns, None).for_each(|row| grid.measure(&row));
        let of = |wanted: Column| {
            let index = columns.iter().position(|column| *column == wanted);
            index.and_then(|index| grid.widths().get(index)).copied().unwrap_or(0)
        };
        let fixed = grid.width() - of(Column::Name) - of(Column::Findings);
        Some(Room::new(width.saturating_sub(fixed), of(Column::Name)))
    }

    /// The columns that have something to say. What is unknown of every place takes no room where there is little.
    fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        if !self.info.items.levels.is_empty() {
            columns.push(Column::Level);
        }
        columns.extend([Column::Score, Column::Id, Column::Name, Column::Findings, Column::Known]);
        if self.has_duties() && !(self.is_narrow() && self.nothing_known_of_tasks()) {
            columns.extend([Column::NextDue, Column::Overdue]);
        }
        columns
    }

    fn header(&self, column: Column) -> &str {
        let word = |zh, en| self.screen.word(zh, en);
        match column {
            Column::Level => word("风险等级", "level"),
            Column::Score => self.info.items.score.label.as_deref().unwrap_or(word("评分", "score")),
            Column::Id => word("编号", "id"),
            Column::Name => word("名称", "name"),
            Column::Findings => word("主要不符合项", "failed checks"),
            Column::Known => word("已知", "known"),
            Column::NextDue => word("下次应做", "next due"),
            Column::Overdue => word("逾期", "overdue"),
        }
    }

    fn cell(&self, column: Column, place: &Summary) -> String {
        match column {
            Column::Level => place.level.map_or_else(|| "—".to_owned(), |ends| self.level(ends, self.is_narrow())),
            Column::Score => place.score_text(),
            Column::Id => place.id().to_owned(),
            Column::Name => match (place.name.as_deref(), self.width) {
                (Some(name), None) => cut(name),
                (name, _) => name.unwrap_or("—").to_owned(),
            },
            Column::Findings => self.findings(place),
            Column::Known => place.known_text(),
            Column::NextDue => self.next_due(place),
            Column::Overdue => self.overdue(place),
        }
    }

    fn error_cell(&self, column: Column, error: &ErrorRow) -> String {
        match column {
            Column::Level => self.screen.paint.error(self.screen.word("有误", "wrong")),
            Column::Id => error.id.clone().unwrap_or_else(|| "—".to_owned()),
            Column::Name => error.name.clone().unwrap_or_else(|| "—".to_owned()),
            Column::Findings => {
                let problems: Vec<String> =
                    error.problems.iter().map(|problem| self.screen.placed_text(problem)).collect();
                self.joined(&problems)
            }
            _ => "—".to_owned(),
        }
    }

    fn findings(&self, place: &Summary) -> String {
        let mut shown: Vec<String> = match self.width {
            Some(_) => place.findings(self.info.items).map(str::to_owned).collect(),
            None => place.findings(self.info.items).map(cut).collect(),
        };
        if place.failed > NAMED {
            shown.push(match self.screen.word("zh", "en") {
                "zh" => format!("等 {} 项", place.failed),
                _ => format!("{} in all", place.failed),
            });
        }
        if shown.is_empty() { "—".to_owned() } else { self.joined(&shown) }
    }

    /// One below the other in a terminal; on one line in a pipe, where tools count lines.
    fn joined(&self, texts: &[String]) -> String {
        texts.join(if self.width.is_some() { "\n" } else { self.screen.word("；", "; ") })
    }

    fn next_due(&self, place: &Summary) -> String {
        match place.next_due {
            (Some(due), Some(worst)) if worst < due => format!("{due}…{worst}"),
            (Some(due), _) => due.to_string(),
            (None, Some(worst)) => format!("—…{worst}"),
            (None, None) => self.nothing_due(place),
        }
    }

    fn overdue(&self, place: &Summary) -> String {
        let days = match place.days_overdue {
            (Some(days), Some(worst)) if worst > days => format!("{days}…{worst}"),
            (Some(0), _) | (None, Some(0)) => return "—".to_owned(),
            (Some(days), _) => days.to_string(),
            (None, Some(worst)) => format!("0…{worst}"),
            (None, None) => return self.nothing_due(place),
        };
        self.screen.paint.error(&format!("{days}{}", self.screen.word(" 天", " days")))
    }

    fn nothing_due(&self, place: &Summary) -> String {
        match place.tasks {
            KnownTasks::Unknown => self.screen.word("未知", "unknown").to_owned(),
            KnownTasks::None | KnownTasks::Known => "—".to_owned(),
        }
    }

    fn level(&self, ends: LevelEnds, broken: bool) -> String {
        let name = |index: usize| {
            let level = self.info.items.levels.get(index);
            level.map_or_else(String::new, |level| self.screen.paint.level(level.color.as_deref(), &level.label))
        };
        if ends.level == ends.at_worst {
            return name(ends.level);
        }
        format!("{}…{}{}", name(ends.level), if broken { "\n" } else { "" }, name(ends.at_worst))
    }

    /// What is to be known of the table: what it leaves out, and why something is unknown.
    fn foot(&self) -> String {
        let mut notes = self.left_out();
        if self.has_duties() && self.nothing_known_of_tasks() {
            let note = self.screen.word(
                "没有给出工作记录（--records），下次应做和逾期未知。",
                "No records were given (--records), so what is due is unknown.",
            );
            notes.push(note.to_owned());
        }
        let lines: String = notes.iter().map(|note| format!("{}\n", self.screen.paint.dim(note))).collect();
        if lines.is_empty() { lines } else { format!("\n{lines}") }
    }

    fn left_out(&self) -> Vec<String> {
        let zh = self.screen.word("zh", "en") == "zh";
        let (places, errors) = (self.places.len(), self.errors.len());
        let mut notes = Vec::new();
        match self.came - places {
            0 => {}
            rest if zh => notes.push(format!(
                "另有 {rest} 个场所没有列出：表格只列最差的 {places} 个。要全部的，用 --format csv；要更多的，用 --top。"
            )),
            rest => notes.push(format!(
                "{rest} more places are not listed: the table holds the worst {places}. For all of them use --format csv, for more --top."
            )),
        }
        match self.counts.errors - errors {
            0 => {}
            rest if zh => notes.push(format!(
                "另有 {rest} 行有误没有列出：表格只列前 {errors} 行。要全部的，用 --format csv。"
            )),
            rest => notes.push(format!(
                "{rest} more wrong rows are not listed: the table holds the first {errors}. For all of them use --format csv."
            )),
        }
        notes
    }

    fn has_duties(&self) -> bool {
        !self.info.items.duties.is_empty()
    }

    fn nothing_known_of_tasks(&self) -> bool {
        let unknown = |place: &Summary| place.tasks == KnownTasks::Unknown && place.next_due == (None, None);
        self.places.iter().any(unknown) && !self.places.iter().any(|place| place.tasks == KnownTasks::Known)
    }

    fn is_narrow(&self) -> bool {
        self.width.is_some_and(|width| width < NARROW)
    }
}

/// The room for what can wrap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Room {
    name: usize,
    findings: usize,
}

impl Room {
    /// Divides what is left: names take what they need, but not much more than a third.
    fn new(free: usize, widest_name: usize) -> Self {
        let name = widest_name.min((free * 2 / 5).max(NARROWEST_CELL));
        Self { name, findings: free.saturating_sub(name).max(NARROWEST_CELL) }
    }
}

/// Breaks lines where both Chinese and English allow it.
fn wrapped(text: &str, width: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| textwrap::fill(line, width)).collect();
    lines.join("\n")
}

/// Cuts a text to the width a line of a pipe can bear.
fn cut(text: &str) -> String {
    if text.width() <= WIDEST {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        if short.width() + character.to_string().width() >= WIDEST {
            break;
        }
        short.push(character);
    }
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_width() {
        assert_eq!(cut("使用燃气而未装报警"), "使用燃气而未装报警");
        let short = cut(&"燃".repeat(50));
        assert!(short.width() <= WIDEST && short.ends_with('…'));
    }

    #[test]
    fn lines_break_where_both_languages_allow_it() {
        let name = wrapped("中铁国际城“小叮当”超市", 13);
        assert!(name.lines().all(|line| line.width() <= 13 && !line.starts_with('”')), "{name}");
        let finding = wrapped("占用、堵塞、封闭消防车通道\n二", 21);
        assert!(finding.lines().all(|line| line.width() <= 21 && !line.starts_with('、')), "{finding}");
        assert_eq!(finding.lines().count(), 3);
    }

    #[test]
    fn room_is_divided() {
        assert_eq!(Room::new(50, 10), Room { name: 10, findings: 40 });
        assert_eq!(Room::new(50, 90), Room { name: 20, findings: 30 });
        assert_eq!(Room::new(0, 90), Room { name: 12, findings: 12 });
    }
}
