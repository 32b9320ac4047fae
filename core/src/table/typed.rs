//! Places from whole columns, as programs hold them in arrays: no text in between, no value touched twice.

use super::block::ErrorRow;
use super::places::Group;
use super::problem::{Problem, ProblemCode};
use super::{Bits, Cell, Column, Input, InputType, KindSet, PlaceRow, Places, Vocabulary, read_cell, wrong};
use crate::number;

/// The values of one input, a row for each place.
#[derive(Clone, Debug)]
pub enum TypedColumn<'a> {
    /// For a number fact: NaN is unknown.
    Numbers(Vec<f64>),
    /// For a bool fact: 0 is no, 1 is yes, 255 is unknown.
    Truths(&'a [u8]),
    /// For any input: each row has the text of its code, read as a cell is; a code past the last text is unknown.
    Codes(Codes<'a>, &'a [&'a str]),
}

/// Codes of rows.
#[derive(Clone, Copy, Debug)]
pub enum Codes<'a> {
    /// Up to 255 texts, and 255 for none.
    Small(&'a [u8]),
    /// Any number of texts.
    Wide(&'a [u32]),
}

impl Codes<'_> {
    fn len(self) -> usize {
        match self {
            Self::Small(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    fn get(self, row: usize) -> usize {
        let code = match self {
            Self::Small(codes) => codes.get(row).map(|code| usize::from(*code)),
            Self::Wide(codes) => codes.get(row).map(|code| *code as usize),
        };
        code.unwrap_or(usize::MAX)
    }
}

/// Places given as columns.
///
/// ```
/// # use paicha::pack::Files;
/// # let pack = r#"
/// # [pack]
/// # format = 1
/// # id = "shops"
/// # title = "商铺"
/// # version = "1"
/// # [kind.shop]
/// # label = "商铺"
/// # [fact.area]
/// # label = "面积"
/// # type = "number"
/// # range = { min = 0, max = 10000 }
/// # [[check]]
/// # id = "small"
/// # title = "面积不超过500"
/// # fails_if = 'area > 500'
/// # points = 5
/// # "#;
/// # let pack = paicha::Pack::load(&Files::default().with("shops/pack.toml", pack), "shops")?;
/// use paicha::assessment::Outcome;
/// use paicha::table::{TypedColumn, TypedPlaces, Vocabulary};
///
/// let vocabulary = Vocabulary::new(pack.items());
/// let mut typed = TypedPlaces::new(&vocabulary, 4, vocabulary.read_kinds("shop").unwrap());
/// typed.column("area", TypedColumn::Numbers(vec![80.0, 600.0, f64::NAN, -1.0])).unwrap();
/// let (places, wrong) = typed.finish();
///
/// let assessed = pack.assessor(paicha::Date::EPOCH, Default::default()).assess(&places);
/// let outcomes = [0, 1, 2].map(|place| assessed.outcome(place, 0).unwrap());
/// assert_eq!(outcomes, [Outcome::Passed, Outcome::Failed, Outcome::Unknown]);
/// assert_eq!((wrong[0].0, wrong[0].1.problems[0].code.as_str()), (3, "C003"));
/// # Ok::<(), paicha::Error>(())
/// ```
#[derive(Debug)]
pub struct TypedPlaces<'v> {
    vocabulary: &'v Vocabulary,
    len: usize,
    /// The sets of kinds there are, and which of them each place has; all have the first where there is but one.
    kinds: Vec<KindSet>,
    kinds_of: Vec<u32>,
    ids: Vec<String>,
    columns: Vec<(usize, Column)>,
    places: Places,
    /// Problems by row, as they were met.
    wrong: Vec<(usize, Problem)>,
}

impl<'v> TypedPlaces<'v> {
    /// So many places, all of the same kinds, of which nothing is known yet.
    pub fn new(vocabulary: &'v Vocabulary, len: usize, kinds: KindSet) -> Self {
        Self {
            vocabulary,
            len,
            kinds: vec![kinds],
            kinds_of: Vec::new(),
            ids: Vec::new(),
            columns: Vec::new(),
            places: Places::new(vocabulary.inputs()),
            wrong: Vec::new(),
        }
    }

    /// Gives each place one of several sets of kinds, by its index.
    ///
    /// # Errors
    /// `C016` when there are not as many as places, or an index means no set.
    pub fn with_kinds(mut self, kinds: Vec<KindSet>, of: Vec<u32>) -> Result<Self, Box<Problem>> {
        self.fits("kinds", of.len())?;
        if of.iter().any(|index| *index as usize >= kinds.len()) {
            return Err(unfit("kinds", "有的编码没有对应的场所类型", "a code stands for no kinds"));
        }
        (self.kinds, self.kinds_of) = (kinds, of);
        Ok(self)
    }

    /// Gives the places ids.
    ///
    /// # Errors
    /// `C016` when there are not as many as places.
    pub fn with_ids(mut self, ids: Vec<String>) -> Result<Self, Box<Problem>> {
        self.fits("ids", ids.len())?;
        self.ids = ids;
        Ok(self)
    }

    /// Gives the values of an input; `key` is its id, or a name that no other input has.
    ///
    /// # Errors
    /// `C001` when there is no such input, `C010` when it was given before, `C016` when the column has not as many rows
    /// as there are places or is not of the input's type. A value that cannot be read makes its place an error row.
    pub fn column(&mut self, key: &str, values: TypedColumn<'_>) -> Result<(), Box<Problem>> {
        let index = self.vocabulary.plain_input(key).ok_or_else(|| unknown(key))?;
        let Some(input) = self.vocabulary.inputs().list().get(index) else { return Err(unknown(key)) };
        if self.columns.iter().any(|(own, _)| *own == index) {
            return Err(given_twice(key));
        }
        let column = match (values, &input.input_type) {
            (TypedColumn::Numbers(numbers), InputType::Number(_)) => {
                self.fits(key, numbers.len())?;
                self.numbers(key, input, numbers)
            }
            (TypedColumn::Truths(bytes), InputType::Bool) => {
                self.fits(key, bytes.len())?;
                self.truths(key, input, bytes)
            }
            (TypedColumn::Codes(codes, texts), _) => {
                self.fits(key, codes.len())?;
                self.codes(key, input, codes, texts)
            }
            _ => {
                return Err(unfit(key, "列的类型与检查事实的类型不符", "the column is not of the fact's type"));
            }
        };
        self.columns.push((index, column));
        Ok(())
    }

    fn fits(&self, key: &str, rows: usize) -> Result<(), Box<Problem>> {
        if rows == self.len {
            return Ok(());
        }
        let len = self.len;
        Err(unfit(key, &format!("有 {rows} 行，场所有 {len} 个"), &format!("{rows} rows for {len} places")))
    }

    fn numbers(&mut self, key: &str, input: &Input, mut numbers: Vec<f64>) -> Column {
        let (mut known, mut sound) = (Vec::with_capacity(numbers.len().div_ceil(64)), true);
        for block in numbers.chunks_mut(64) {
            let mut word = 0;
            for (row, number) in block.iter_mut().enumerate() {
                let is_known = !number.is_nan();
                sound &= !is_known | (number.is_finite() & input.range.contains(*number));
                // What stands where nothing is known means nothing; a zero is never negative.
                *number = if is_known { *number + 0.0 } else { 0.0 };
                word |= u64::from(is_known) << row;
            }
            known.push(word);
        }
        let known = Bits::from_words(&known);
        if !sound {
            for (row, number) in numbers.iter().enumerate().filter(|(row, _)| known.get(*row)) {
                let text = number::print(*number);
                if !number.is_finite() {
                    self.is_wrong(key, row, wrong::not_finite(input, &text));
                } else if !input.range.contains(*number) {
                    self.is_wrong(key, row, wrong::range(input, &text));
                }
            }
        }
        Column { values: super::Values::Numbers(numbers), known, not_applicable: Bits::default() }
    }

    fn truths(&mut self, key: &str, input: &Input, bytes: &[u8]) -> Column {
        let (mut known, mut yes) = (Vec::new(), Vec::new());
        for (start, block) in bytes.chunks(64).enumerate() {
            let (mut is_known, mut is_yes) = (0_u64, 0_u64);
            for (row, byte) in block.iter().enumerate() {
                is_known |= u64::from(*byte < 2) << row;
                is_yes |= u64::from(*byte == 1) << row;
            }
            known.push(is_known);
            yes.push(is_yes);
            if block.iter().any(|byte| (2..255).contains(byte)) {
                for (row, byte) in block.iter().enumerate().filter(|(_, byte)| (2..255).contains(*byte)) {
                    self.is_wrong(key, start * 64 + row, wrong::truth(input, &byte.to_string()));
                }
            }
        }
        let values = super::Values::Bits(Bits::from_words(&yes));
        Column { values, known: Bits::from_words(&known), not_applicable: Bits::default() }
    }

    fn codes(&mut self, key: &str, input: &Input, codes: Codes<'_>, texts: &[&str]) -> Column {
        let read: Vec<_> = texts.iter().map(|text| read_cell(&Cell::from(*text), input)).collect();
        let mut column = Column::new(&input.input_type);
        for row in 0..self.len {
            match read.get(codes.get(row)) {
                Some(Ok(value)) => column.set(row, value, &mut self.places.texts),
                Some(Err(problem)) => self.is_wrong(key, row, problem.clone()),
                None => {}
            }
        }
        column
    }

    fn is_wrong(&mut self, key: &str, row: usize, problem: Box<Problem>) {
        let problem = *problem.at_row(row as u64 + 1).at_pointer(key);
        self.wrong.push((row, problem));
    }

    /// The places of columns that were read already, with the sets of kinds there are and which of them each place has.
    pub(super) fn of_columns(
        vocabulary: &'v Vocabulary,
        len: usize,
        (kinds, kinds_of): (Vec<KindSet>, Vec<u32>),
        columns: Vec<(usize, Column)>,
        places: Places,
    ) -> Places {
        Self { vocabulary, len, kinds, kinds_of, ids: Vec::new(), columns, places, wrong: Vec::new() }.finish().0
    }

    /// The places, and those of which a value could not be read, each with its index, in order; nothing is to be concluded
    /// about them.
    pub fn finish(self) -> (Places, Vec<(usize, ErrorRow)>) {
        let Self { len, kinds, kinds_of, ids, columns, mut places, wrong, .. } = self;
        if kinds_of.is_empty() {
            let group = kinds.first().map(|kinds| places.group(kinds)).unwrap_or_default();
            places.at = (0..len as u32).map(|row| (group as u32, row)).collect();
            if let Some(group) = places.groups.get_mut(group) {
                group.places = (0..len as u32).collect();
                columns.into_iter().for_each(|(index, column)| group.put(index, column));
            }
        } else {
            share_out(&mut places, &kinds, &kinds_of, columns);
        }
        let wrong = by_row(wrong, &ids);
        places.rows = ids.into_iter().map(|id| PlaceRow { id, ..PlaceRow::default() }).collect();
        (places, wrong)
    }
}

/// The problems of each row together.
fn by_row(mut wrong: Vec<(usize, Problem)>, ids: &[String]) -> Vec<(usize, ErrorRow)> {
    wrong.sort_by_key(|(row, _)| *row);
    let mut rows: Vec<(usize, ErrorRow)> = Vec::new();
    for (row, problem) in wrong {
        match rows.last_mut() {
            Some((last, error)) if *last == row => error.problems.push(problem),
            _ => {
                let id = ids.get(row).cloned();
                rows.push((row, ErrorRow { id, problems: vec![problem], ..ErrorRow::default() }));
            }
        }
    }
    rows
}

/// Puts each place into the group of its kinds.
fn share_out(places: &mut Places, kinds: &[KindSet], of: &[u32], columns: Vec<(usize, Column)>) {
    let groups: Vec<usize> = kinds.iter().map(|kinds| places.group(kinds)).collect();
    for (place, set) in of.iter().enumerate() {
        let index = groups.get(*set as usize).copied().unwrap_or_default();
        if let Some(group) = places.groups.get_mut(index) {
            places.at.push((index as u32, group.places.len() as u32));
            group.places.push(place as u32);
        }
    }
    for group in &mut places.groups {
        for (index, column) in &columns {
            let own = column.rows(&group.places);
            group.put(*index, own);
        }
    }
}

impl Group {
    fn put(&mut self, index: usize, column: Column) {
        self.any_not_applicable |= !column.not_applicable.is_empty();
        if let Some(own) = self.columns.get_mut(index) {
            *own = column;
        }
    }
}

fn unfit(key: &str, zh: &str, en: &str) -> Box<Problem> {
    Problem::new(ProblemCode::WrongColumn, format!("{key}：{zh}"), format!("{key}: {en}")).at_pointer(key)
}

fn given_twice(key: &str) -> Box<Problem> {
    Problem::new(ProblemCode::SameMeaning, format!("{key} 给了两次"), format!("{key} is given twice"))
        .with_help("只留一列", "keep one of the columns")
        .at_pointer(key)
}

fn unknown(key: &str) -> Box<Problem> {
    Problem::new(
        ProblemCode::UnknownColumn,
        format!("规则包里没有检查事实或检查项 {key}"),
        format!("the pack has no fact or check {key}"),
    )
    .at_pointer(key)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::VOCABULARY;
    use super::*;

    fn seen(places: &Places, place: usize, input: &str) -> Option<String> {
        let index = VOCABULARY.inputs().by_id(input).unwrap();
        let (column, row) = places.column(place, index as u32).unwrap();
        if column.not_applicable.get(row) {
            return Some("/".to_owned());
        }
        column.known.get(row).then(|| match &column.values {
            super::super::Values::Numbers(numbers) => numbers[row].to_string(),
            super::super::Values::Bits(bits) => bits.get(row).to_string(),
            super::super::Values::Choices(choices) => choices[row].to_string(),
            other => format!("{other:?}"),
        })
    }

    fn kinds(names: &str) -> KindSet {
        VOCABULARY.read_kinds(names).unwrap()
    }

    #[test]
    fn columns_of_one_set_of_kinds() {
        let len = 130;
        let mut typed = TypedPlaces::new(&VOCABULARY, len, kinds("shop"));
        let areas = (0..len).map(|row| if row % 3 == 0 { f64::NAN } else { row as f64 }).collect();
        typed.column("floor_area", TypedColumn::Numbers(areas)).unwrap();
        let gas: Vec<u8> = (0..len).map(|row| [0, 1, 255][row % 3]).collect();
        typed.column("使用燃气", TypedColumn::Truths(&gas)).unwrap();
        let fuel: Vec<u8> = (0..len).map(|row| (row % 4) as u8).collect();
        typed.column("fuel", TypedColumn::Codes(Codes::Small(&fuel), &["bottled", "不详", "/"])).unwrap();
        let (places, wrong) = typed.finish();
        assert!(wrong.is_empty());
        assert_eq!((places.len(), places.rows().len(), places.row(5)), (len, 0, &PlaceRow::default()));
        for row in 0..len {
            let area = (row % 3 != 0).then(|| (row as f64).to_string());
            assert_eq!(seen(&places, row, "floor_area"), area, "{row}");
            assert_eq!(seen(&places, row, "uses_gas"), [Some("false".into()), Some("true".into()), None][row % 3]);
            assert_eq!(seen(&places, row, "fuel"), [Some("0".into()), None, Some("/".into()), None][row % 4]);
            assert_eq!(seen(&places, row, "owner"), None);
        }
    }

    #[test]
    fn places_of_several_kinds_and_with_ids() {
        let typed = TypedPlaces::new(&VOCABULARY, 3, kinds("shop"));
        let mut typed = typed.with_kinds(vec![kinds("shop"), kinds("river")], vec![1, 0, 1]).unwrap();
        typed.column("uses_gas", TypedColumn::Truths(&[1, 0, 255])).unwrap();
        typed.column("clean", TypedColumn::Codes(Codes::Wide(&[0, 1, 0]), &["不符合", "符合"])).unwrap();
        let typed = typed.with_ids(["A", "B", "C"].map(String::from).to_vec()).unwrap();
        let (places, _) = typed.finish();
        assert_eq!(
            [0, 1, 2].map(|place| places.kinds(place).to_vec()),
            [kinds("river"), kinds("shop"), kinds("river")].map(|kinds| kinds.list().to_vec())
        );
        assert_eq!(
            [0, 1, 2].map(|place| seen(&places, place, "uses_gas")),
            [Some("true".into()), Some("false".into()), None]
        );
        assert_eq!([0, 1, 2].map(|place| seen(&places, place, "clean").unwrap()), ["true", "false", "true"]);
        assert_eq!(places.row(2).id, "C");
    }

    #[test]
    fn what_cannot_be_read_is_told_by_row() {
        let mut typed = TypedPlaces::new(&VOCABULARY, 3, kinds("shop"));
        typed.column("floor_area", TypedColumn::Numbers(vec![f64::INFINITY, 5.0, -3.0])).unwrap();
        typed.column("uses_gas", TypedColumn::Truths(&[7, 1, 0])).unwrap();
        typed.column("fuel", TypedColumn::Codes(Codes::Small(&[0, 1, 9]), &["煤", "bottled"])).unwrap();
        let (_, wrong) = typed.finish();
        let codes: Vec<_> = wrong
            .iter()
            .map(|(row, error)| (*row, error.problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(codes, [(0, vec!["C002", "C002", "C004"]), (2, vec!["C003"])]);
    }

    #[test]
    fn columns_that_do_not_fit_are_refused() {
        let mut typed = TypedPlaces::new(&VOCABULARY, 2, kinds("shop"));
        let code = |result: Result<(), Box<Problem>>| result.unwrap_err().code.as_str();
        assert_eq!(code(typed.column("nothing", TypedColumn::Truths(&[0, 0]))), "C001");
        assert_eq!(code(typed.column("uses_gas", TypedColumn::Truths(&[0]))), "C016");
        assert_eq!(code(typed.column("uses_gas", TypedColumn::Numbers(vec![0.0, 0.0]))), "C016");
        typed.column("uses_gas", TypedColumn::Truths(&[0, 0])).unwrap();
        assert_eq!(code(typed.column("使用燃气", TypedColumn::Truths(&[0, 0]))), "C010");
        assert_eq!(code(typed.with_kinds(vec![], vec![0, 0]).map(|_| ())), "C016");
    }
}
