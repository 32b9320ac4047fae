//! Columns that line up, East Asian characters and colours included; a line under the header, no borders.
//!
//! Rows are asked for twice, to measure and to print, so that a table of a million rows is never held as text.

use anstream::adapter::strip_str;
use unicode_width::UnicodeWidthStr;

/// What stands between two columns.
const GAP: &str = "  ";

/// What stays free on the right: a line as wide as the terminal would make some of them go on to the next.
const MARGIN: usize = 1;

/// The side on which the cells of a column line up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// The widths of a table's columns.
pub struct Grid {
    sides: Vec<Side>,
    widths: Vec<usize>,
}

impl Grid {
    /// A grid with a column for each side.
    pub fn new(sides: Vec<Side>) -> Self {
        Self { widths: vec![0; sides.len()], sides }
    }

    /// Makes room for a row. Cells may have several lines.
    pub fn measure(&mut self, cells: &[String]) {
        for (widest, cell) in self.widths.iter_mut().zip(cells) {
            *widest = cell.lines().map(width).max().unwrap_or(0).max(*widest);
        }
    }

    /// The width of each column.
    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// The width of all columns, what stands between them, and the margin.
    pub fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP.len() * self.widths.len().saturating_sub(1) + MARGIN
    }

    /// Appends a row.
    pub fn row(&self, cells: &[String], text: &mut String) {
        let height = cells.iter().map(|cell| cell.lines().count()).max().unwrap_or(0);
        let mut columns: Vec<_> = cells.iter().map(|cell| cell.lines()).collect();
        for _ in 0..height {
            let start = text.len();
            for ((lines, room), side) in columns.iter_mut().zip(&self.widths).zip(&self.sides) {
                let line = lines.next().unwrap_or("");
                let blank = " ".repeat(room.saturating_sub(width(line)));
                match side {
                    Side::Left => text.extend([line, &blank, GAP]),
                    Side::Right => text.extend([&blank, line, GAP]),
                }
            }
            text.truncate(start + text.get(start..).unwrap_or_default().trim_end().len());
            text.push('\n');
        }
    }

    /// Appends the line under the header.
    pub fn rule(&self, text: &mut String) {
        text.push_str(&"─".repeat(self.width()));
        text.push('\n');
    }
}

/// The columns of the screen that a text takes.
pub fn width(text: &str) -> usize {
    if text.contains('\u{1b}') { strip_str(text).to_string().width() } else { text.width() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows =
            [["编号", "分"], ["\u{1b}[1mA\u{1b}[0m\n乙店", "45…210"], ["B", ""]].map(|row| row.map(str::to_owned));
        let mut grid = Grid::new(vec![Side::Left, Side::Right]);
        rows.iter().for_each(|row| grid.measure(row));
        let mut text = String::new();
        grid.row(&rows[0], &mut text);
        grid.rule(&mut text);
        rows[1..].iter().for_each(|row| grid.row(row, &mut text));
        assert_eq!(text, "编号      分\n─────────────\n\u{1b}[1mA\u{1b}[0m     45…210\n乙店\nB\n");
    }
}
