//! Files as users have them: opens one, finds out what it is, and gives its content as text, JSON or a workbook.
//!
//! What cells and keys mean is the core's.

pub mod delimited;
pub mod json;
pub mod spreadsheet;
mod text;

use crate::failure::Failure;
use serde::de::IgnoredAny;
use spreadsheet::Book;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read};
use std::path::{Path, PathBuf};
use text::Decoded;

/// The largest workbook that is read; it has to be held in memory.
const BOOK_LIMIT: u64 = 512 << 20;
const HEAD: usize = 8;

/// Text as UTF-8, whatever the file had.
pub type Text = Decoded<Box<dyn Read>>;

/// A file opened.
pub struct Opened {
    /// Its path, `-` for standard input.
    pub path: PathBuf,
    /// What it is.
    pub content: Content,
}

/// What a file is.
pub enum Content {
    /// Rows of cells with a delimiter between them.
    Delimited(Text),
    /// One JSON array.
    JsonArray(Text),
    /// One JSON value a line.
    JsonLines(Text),
    /// JSON values one after the other, over as many lines as they like.
    JsonValues(Text),
    /// A workbook.
    Book(Box<Book>),
}

/// Opens a file, or standard input for `-`.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    let failure = |error: io::Error| Failure::reading(path, &error);
    let mut source = raw(path)?;
    let mut head = Vec::new();
    source.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(failure)?;
    let book = head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let whole: Box<dyn Read> = Box::new(Cursor::new(head).chain(source));
    if book {
        let mut bytes = Vec::new();
        whole.take(BOOK_LIMIT + 1).read_to_end(&mut bytes).map_err(failure)?;
        if bytes.len() as u64 > BOOK_LIMIT {
            return Err(too_large(path));
        }
        let book = Book::open(path, bytes)?;
        return Ok(Opened { path: path.to_path_buf(), content: Content::Book(Box::new(book)) });
    }
    let text = Decoded::new(whole);
    Ok(Opened { path: path.to_path_buf(), content: text_content(path, text)? })
}

fn raw(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let failure = |error: io::Error| Failure::reading(path, &error);
    if path.is_dir() {
        return Err(failure(io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(File::open(path).map_err(failure)?))
}

fn text_content(path: &Path, mut text: Text) -> Result<Content, Failure> {
    let head = text.fill_buf().map_err(|error| Failure::reading(path, &error))?;
    let seen = head.trim_ascii_start();
    match seen.first() {
        None => Err(Failure::new("F004", "文件是空的", "the file is empty").at(path.display().to_string())),
        Some(b'<') => Err(web_page(path)),
        Some(b'[') => Ok(Content::JsonArray(text)),
        Some(b'{') if one_a_line(seen) => Ok(Content::JsonLines(text)),
        Some(b'{') => Ok(Content::JsonValues(text)),
        Some(_) => Ok(Content::Delimited(text)),
    }
}

/// Whether the first line holds more than the beginning of a value. A line with a mistake in it counts: the others may
/// be right.
fn one_a_line(head: &[u8]) -> bool {
    let Some(line) = head.split_inclusive(|byte| *byte == b'\n').next().filter(|line| line.ends_with(b"\n")) else {
        return true;
    };
    !serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof())
}

fn too_large(path: &Path) -> Failure {
    Failure::new(
        "F013",
        "工作簿超过 512 MB，读不了；请另存为 CSV",
        "a workbook of more than 512 MB cannot be read; save it as CSV",
    )
    .at(path.display().to_string())
}

fn web_page(path: &Path) -> Failure {
    Failure::new(
        "F016",
        "这是网页或 XML，不是表格（有些系统导出的 .xls 其实是网页）",
        "this is a web page or XML, not a table",
    )
    .at(path.display().to_string())
    .help("用 Excel 或 WPS 打开后另存为 .xlsx 再试", "open it in a spreadsheet program and save it as .xlsx")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn content(name: &str, bytes: &[u8]) -> Result<&'static str, String> {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join(name);
        fs::write(&path, bytes).unwrap();
        match open(&path) {
            Ok(Opened { content: Content::Delimited(_), .. }) => Ok("delimited"),
            Ok(Opened { content: Content::JsonArray(_), .. }) => Ok("array"),
            Ok(Opened { content: Content::JsonLines(_), .. }) => Ok("lines"),
            Ok(Opened { content: Content::JsonValues(_), .. }) => Ok("values"),
            Ok(Opened { content: Content::Book(_), .. }) => Ok("book"),
            Err(Failure::Told(told)) => Err(told.code),
            Err(Failure::ReaderGone) => Err("gone".to_owned()),
        }
    }

    #[test]
    fn finds_out_what_a_file_is() {
        assert_eq!(content("a.csv", "编号,名称\n1,甲\n".as_bytes()), Ok("delimited"));
        assert_eq!(content("a.txt", b" \n[{\"id\":1}]"), Ok("array"));
        assert_eq!(content("a.json", b"{\"id\":1}\n{\"id\":2}\n"), Ok("lines"));
        assert_eq!(content("a.json", b"{\"id\":1"), Ok("lines"));
        assert_eq!(content("a.json", b"{\"id\":x}\n{\"id\":2}\n"), Ok("lines"));
        assert_eq!(content("a.json", b"{\n \"id\":1\n}\n"), Ok("values"));
        // What many systems export as .xls.
        assert_eq!(content("a.xls", b"\xB1\xE0\xBA\xC5\tb\n1\t2\n"), Ok("delimited"));
    }

    #[test]
    fn tells_what_is_wrong_with_a_file() {
        assert_eq!(content("a.csv", b""), Err("F004".to_owned()));
        assert_eq!(content("a.csv", b"\xEF\xBB\xBF"), Err("F004".to_owned()));
        assert_eq!(content("a.csv", b" \r\n\n"), Err("F004".to_owned()));
        assert_eq!(content("a.xlsx", b""), Err("F004".to_owned()));
        assert_eq!(content("a.xls", b"<html><table>"), Err("F016".to_owned()));
        assert_eq!(content("a.xlsx", b"PK\x03\x04 cut"), Err("F006".to_owned()));
        assert_eq!(content("a.bin", b"\x00\x01\x02"), Err("F005".to_owned()));
        let temp = tempfile::tempdir().unwrap();
        assert!(matches!(open(temp.path()), Err(Failure::Told(told)) if told.code == "F002"));
        assert!(matches!(open(&temp.path().join("none")), Err(Failure::Told(told)) if told.code == "F001"));
    }
}
