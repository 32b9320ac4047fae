//! The columns that say who the places are. What is not plain makes a row an odd one.

use super::super::field::{name_of, read_date, read_region};
use super::super::rows::is_footer;
use super::super::words::is_formula_error;
use super::super::{KindSet, Vocabulary};
use super::cache::Cache;
use super::column::FrameColumn;
use super::fill::Odd;
use crate::hash::hash_of;

/// The different texts of a column, and which of them each row has.
#[derive(Debug)]
pub struct Coded<T> {
    pub texts: Vec<T>,
    pub codes: Vec<u32>,
}

impl<T> Default for Coded<T> {
    fn default() -> Self {
        Self { texts: Vec::new(), codes: Vec::new() }
    }
}

/// No text.
const NONE: u32 = u32::MAX;

/// The code of a set of kinds, new or old.
pub fn code_of(sets: &mut Vec<KindSet>, set: &KindSet) -> u32 {
    let index = sets.iter().position(|own| own == set).unwrap_or_else(|| {
        sets.push(set.clone());
        sets.len() - 1
    });
    index as u32
}

/// The ids of rows.
#[derive(Debug, Default)]
pub struct Ids {
    /// The hash of each.
    pub hashes: Vec<u64>,
    /// Whether each is plain; the hash of one that is not means nothing.
    pub plain: Vec<bool>,
    /// The first and the last, where all are plain and each comes after the one before: a shorter one first, then by its
    /// letters. Numbered ids mostly do.
    pub ascending: Option<(String, String)>,
}

/// Whether an id comes after another.
pub fn is_after(id: &str, other: &str) -> bool {
    (id.len(), id) > (other.len(), other)
}

/// Reads ids.
pub fn ids(column: FrameColumn<'_>, rows: usize, header: &str, odd: &mut Odd) -> Ids {
    let mut ids = Ids { hashes: Vec::with_capacity(rows), plain: vec![true; rows], ascending: None };
    let mut add = |id: Option<&str>| {
        let plain = id.filter(|id| is_plain_id(id, header));
        if plain.is_none() {
            odd.add(ids.hashes.len());
            if let Some(own) = ids.plain.get_mut(ids.hashes.len()) {
                *own = false;
            }
        }
        ids.hashes.push(plain.map_or(0, hash_of));
        plain.is_some()
    };
    let Some(mut texts) = column.texts(rows) else {
        // The digits of a whole number.
        let digits = |row| matches!(column, FrameColumn::Integers(..)).then(|| column.cell(row).shown().into_owned());
        (0..rows).for_each(|row| _ = add(digits(row).as_deref()));
        return ids;
    };
    let (mut last, mut first, mut ascends) = ("", None, true);
    for _ in 0..rows.div_ceil(64) {
        for id in texts.block() {
            let is_plain = add(*id);
            let id = id.unwrap_or_default();
            ascends &= is_plain & is_after(id, last);
            first = first.or(Some(id));
            last = id;
        }
    }
    ids.ascending = first.filter(|_| ascends).map(|first| (first.to_owned(), last.to_owned()));
    ids
}

/// Whether an id needs no second look: nothing to be cut, no sign of a number that lost digits, of a formula, of a total
/// or of the header over again.
fn is_plain_id(id: &str, header: &str) -> bool {
    let (mut is_graphic, mut has_digit, mut has_plus) = (true, false, false);
    for byte in id.bytes() {
        is_graphic &= byte.is_ascii_graphic();
        has_digit |= byte.is_ascii_digit();
        has_plus |= byte == b'+';
    }
    let is_graphic = is_graphic || id.chars().all(|c| c.is_ascii_graphic() || matches!(c, '\u{4e00}'..='\u{9fff}'));
    let begins_plainly = match id.bytes().next() {
        None | Some(b'#' | b't' | b'T' | b's' | b'S' | b'n' | b'N' | 0x80..) => !is_formula_error(id) && !is_footer(id),
        Some(_) => true,
    };
    is_graphic && has_digit && !has_plus && begins_plainly && !id.eq_ignore_ascii_case(header)
}

/// The kinds of each row.
pub fn kinds(column: FrameColumn<'_>, rows: usize, vocabulary: &Vocabulary, odd: &mut Odd) -> Coded<KindSet> {
    let read = |text: &str, sets: &mut Vec<KindSet>| {
        let name = name_of(text).filter(|name| !is_formula_error(name))?;
        vocabulary.read_kinds(&name).ok().map(|set| code_of(sets, &set))
    };
    let mut coded = code(column, rows, None, read, odd);
    if coded.texts.is_empty() {
        coded.texts.push(KindSet::default());
    }
    let sets = coded.texts.len() as u32;
    coded.codes.iter_mut().filter(|code| **code >= sets).for_each(|code| *code = 0);
    coded
}

/// The region of each row.
pub fn regions(column: FrameColumn<'_>, rows: usize, odd: &mut Odd) -> Coded<String> {
    let read = |text: &str, regions: &mut Vec<String>| {
        let region = read_region(&super::Cell::from(text), "").ok()?;
        let Some(region) = region else { return Some(NONE) };
        regions.push(region);
        Some(regions.len() as u32 - 1)
    };
    code(column, rows, Some(NONE), read, odd)
}

/// Codes a column of texts: `read` gives the code of a text, or none for an odd one; rows without a text have `blank`.
fn code<'t, T>(
    column: FrameColumn<'t>,
    rows: usize,
    blank: Option<u32>,
    mut read: impl FnMut(&'t str, &mut Vec<T>) -> Option<u32>,
    odd: &mut Odd,
) -> Coded<T> {
    let Some(mut column) = column.texts(rows) else {
        (0..rows).for_each(|row| odd.add(row));
        return Coded { texts: Vec::new(), codes: vec![NONE; rows] };
    };
    let mut coded = Coded { texts: Vec::new(), codes: Vec::with_capacity(rows) };
    let mut cache = Cache::new(blank);
    let mut keys = [0; 64];
    while coded.codes.len() < rows {
        let (start, keys) = column.keys(&mut keys);
        for (row, key) in (start..).zip(keys) {
            let code = cache.get(*key, row, &column, |text| read(text, &mut coded.texts));
            if code.is_none() {
                odd.add(row);
            }
            coded.codes.push(code.unwrap_or(NONE));
        }
    }
    coded
}

/// The names that are not what is written there: without blanks around them, or none at all.
pub fn names(column: FrameColumn<'_>, rows: usize, odd: &mut Odd) -> Vec<(usize, Option<String>)> {
    let mut own = Vec::new();
    for (row, name) in column.texts(rows).into_iter().flatten().enumerate() {
        let Some(name) = name else { continue };
        if name.contains('#') {
            odd.add(row);
        } else if !is_plain_name(name) {
            let read = name_of(name);
            if read.as_deref() != Some(name) {
                own.push((row, read));
            }
        }
    }
    own
}

/// Whether a name is plainly one: Chinese characters only, and more of them than any word for nothing has.
fn is_plain_name(name: &str) -> bool {
    const LONGEST_WORD: usize = "不涉及此项".len();
    name.len() > LONGEST_WORD && name.chars().all(|character| matches!(character, '\u{4e00}'..='\u{9fff}'))
}

/// Looks for dates that are none.
pub fn dates(column: FrameColumn<'_>, rows: usize, odd: &mut Odd) {
    (0..rows).filter(|row| read_date(&column.cell(*row), "").is_err()).for_each(|row| odd.add(row));
}
