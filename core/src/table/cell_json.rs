//! Rows of cells in JSON: how a shell without Rust's types hands over a table it has split itself.

use super::Cell;
use crate::error::Error;
use crate::json::{Json, parse};
use crate::message::Message;

/// A row by its number, from 1.
pub type CellRow<'a> = (u64, Vec<Cell<'a>>);

/// Reads rows of cells: `[[row, [cell, …]], …]`, the row numbered from 1 as the spreadsheet does. A cell is a text, a number,
/// a truth or null; a date is `{ "date": "2022-12-31" }`, a formula that went wrong `{ "error": "#DIV/0!" }`.
///
/// ```
/// use paicha::table::{Cell, read_json_cells};
///
/// let rows = read_json_cells(r#"[[1, ["编号", "面积"]], [2, ["P-1", 80]]]"#)?;
/// assert_eq!(rows[1], (2, vec![Cell::from("P-1"), Cell::Number(80.0)]));
/// # Ok::<(), paicha::Error>(())
/// ```
///
/// # Errors
/// `I001` when the text is no JSON, or not of that shape.
pub fn read_json_cells(text: &str) -> Result<Vec<CellRow<'_>>, Error> {
    let Json::List(rows) = parse(text).map_err(Error::json)? else { return Err(wrong_row(0)) };
    rows.into_iter().enumerate().map(|(at, row)| read_row(row).ok_or_else(|| wrong_row(at + 1))).collect()
}

fn read_row(row: Json<'_>) -> Option<CellRow<'_>> {
    let Json::List(parts) = row else { return None };
    let [Json::Number(number), Json::List(cells)] = <[Json<'_>; 2]>::try_from(parts).ok()? else { return None };
    let is_row = number >= 1.0 && number.fract() == 0.0 && number < 9_007_199_254_740_992.0;
    let cells = cells.into_iter().map(read_cell).collect::<Option<_>>()?;
    is_row.then_some((number as u64, cells))
}

fn read_cell(json: Json<'_>) -> Option<Cell<'_>> {
    Some(match json {
        Json::Null => Cell::Empty,
        Json::Bool(truth) => Cell::Bool(truth),
        Json::Number(number) => Cell::Number(number),
        Json::Text(text) => Cell::Text(text),
        Json::List(_) => return None,
        Json::Object(entries) => match <[_; 1]>::try_from(entries).ok()? {
            [(key, Json::Text(text))] if key == "date" => Cell::Date(text.parse().ok()?),
            [(key, Json::Text(text))] if key == "error" => Cell::Error(text),
            _ => return None,
        },
    })
}

fn wrong_row(at: usize) -> Error {
    Error::json(Message::new(
        format!("第 {at} 项不是 [行号, [单元格, …]]"),
        format!("item {at} is not [row, [cell, …]]"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn every_sort_of_cell() {
        let text = r##"[[7, ["文", 1.5, true, null, { "date": "2022-08-03" }, { "error": "#DIV/0!" }]]]"##;
        let date = Date::new(2022, 8, 3).unwrap();
        let error = Cell::Error("#DIV/0!".into());
        let cells = vec![Cell::from("文"), Cell::Number(1.5), Cell::Bool(true), Cell::Empty, Cell::Date(date), error];
        assert_eq!(read_json_cells(text).unwrap(), [(7, cells)]);
        assert_eq!(read_json_cells("[]").unwrap(), []);
    }

    #[test]
    fn what_are_no_rows() {
        for text in [
            "",
            "{}",
            "[1]",
            "[[0, []]]",
            "[[1.5, []]]",
            "[[1, [], 2]]",
            "[[1, [[]]]]",
            r#"[[1, [{ "date": "2022-13-01" }]]]"#,
            r#"[[1, [{ "date": "2022-01-01", "error": "x" }]]]"#,
            r#"[[1, [{}]]]"#,
        ] {
            assert_eq!(read_json_cells(text).unwrap_err().code(), "I001", "{text}");
        }
    }
}
