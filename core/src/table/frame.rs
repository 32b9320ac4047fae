//! Tables that programs hold as columns: read column by column, with the meaning that [`super::PlaceReader`] gives them
//! row by row.

mod cache;
mod column;
mod fill;
mod who;

pub use column::{BitSlice, FrameColumn, LONG, NO_TEXT, Texts};

use super::block::{ErrorRow, Intake, ReadOptions, ReadPlace};
use super::field::name_of;
use super::header::{HEADER_ROWS, find_header};
use super::layout::PlaceLayout;
use super::place_row::RowReading;
use super::problem::{Problem, Source};
use super::reader::skipped;
use super::rows::{RowKind, kind_of_row};
use super::typed::TypedPlaces;
use super::{Cell, Column, KindSet, Places, Value, Vocabulary};
use fill::{Odd, fill};
use std::sync::Arc;
use who::{Coded, Ids};

/// Reads places from columns. Where the names of the columns are the header, and each means one thing, it is as
/// [`super::PlaceReader`] with the names as the first row, but for who the places are: of that it tells kinds and region.
///
/// ```
/// # use paicha::table::{FrameColumn, FrameReader, ReadOptions, Texts, Vocabulary};
/// # let vocabulary = Vocabulary::from_parts(paicha::table::Inputs::default(), &[], &[]);
/// struct Ids(&'static [&'static str]);
///
/// impl Texts for Ids {
///     fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]) {
///         into.iter_mut().zip(&self.0[start..]).for_each(|(own, text)| *own = Some(text));
///     }
/// }
///
/// let ids = Ids(&["P-1", "P-2", "P-1", "合计"]);
/// let columns = [FrameColumn::Texts(&ids)];
/// let mut reader = FrameReader::new(&vocabulary, &ReadOptions::default(), &["编号"], &columns, 4)?.unwrap();
/// let mut frame = reader.read(&columns, 0, 4);
/// reader.settle(&mut frame, &columns);
///
/// assert_eq!(frame.wrong[0].1.problems[0].code.as_str(), "C005");
/// assert_eq!((frame.wrong[0].0, frame.skipped), (2, vec![3]));
/// # Ok::<(), Box<paicha::table::Problem>>(())
/// ```
#[derive(Debug)]
pub struct FrameReader<'v> {
    intake: Intake<'v>,
    layout: PlaceLayout,
    default_kinds: Option<KindSet>,
    /// The columns of inputs: a column, an input.
    inputs: Vec<(usize, usize)>,
    source: Arc<Source>,
    /// The last id, as long as each came after the one before.
    last: Option<String>,
}

/// Rows that were read: each is a place of the index of its row, though nothing is to be concluded about those that are
/// wrong or were skipped.
#[derive(Debug)]
pub struct ReadFrame {
    /// The places.
    pub places: Places,
    /// The rows of which something could not be read, ascending.
    pub wrong: Vec<(usize, ErrorRow)>,
    /// The rows that are no places, ascending: blank ones, totals, the header over again.
    pub skipped: Vec<usize>,
    /// The sets of kinds there are.
    pub kinds: Vec<KindSet>,
    /// Which of them each place has; all have the first where this is empty.
    pub kinds_of: Vec<u32>,
    /// The region paths there are.
    pub regions: Vec<String>,
    /// Which of them each place has; one past the last is none. Empty without a column of regions.
    pub regions_of: Vec<u32>,
    /// The ids, as they are read, of rows that write them otherwise.
    pub own_ids: Vec<(usize, Option<String>)>,
    /// The names, as they are read, of rows that write them otherwise.
    pub own_names: Vec<(usize, Option<String>)>,
    /// The number of the first row.
    first_row: u64,
    ids: Ids,
    /// The places of the rows that were read again.
    again: Vec<(usize, ReadPlace)>,
    notices: Vec<Problem>,
}

impl<'v> FrameReader<'v> {
    /// A reader for columns of these names. Looks at their first rows, or at all, to see whether the names are the header;
    /// none where they are not (a title above the header, a second row of it, columns without a name, two of one meaning):
    /// such a frame is for [`super::PlaceReader`].
    ///
    /// # Errors
    /// Those of [`super::PlaceReader`] for its options and header.
    pub fn new(
        vocabulary: &'v Vocabulary,
        options: &ReadOptions,
        names: &[&str],
        columns: &[FrameColumn<'_>],
        rows: usize,
    ) -> Result<Option<Self>, Box<Problem>> {
        let default_kinds = options.default_kind.as_deref().map(|kinds| vocabulary.read_kinds(kinds)).transpose()?;
        let header: Vec<Cell<'_>> = names.iter().map(|name| Cell::from(*name)).collect();
        let first = (0..rows).map(|row| columns.iter().map(|column| column.cell(row)).collect::<Vec<_>>());
        let first = first.filter(|row| !row.iter().all(Cell::is_blank)).take(HEADER_ROWS - 1);
        let rows: Vec<Vec<Cell<'_>>> = std::iter::once(header).chain(first).collect();
        let header = find_header(&rows, |text| vocabulary.place_columns.find(text).cloned());
        let Some(header) = header.filter(|header| header.end == 1) else { return Ok(None) };
        let mut intake = Intake::new(vocabulary, 1);
        let layout = PlaceLayout::new(header, vocabulary, default_kinds.is_some(), &mut intake.notices)?;
        let Some(inputs) = one_meaning_each(&layout) else { return Ok(None) };
        let source = intake.source();
        Ok(Some(Self { intake, layout, default_kinds, inputs, source, last: Some(String::new()) }))
    }

    /// Reads rows. May be done for many parts of a frame at once.
    pub fn read(&self, columns: &[FrameColumn<'_>], first_row: u64, rows: usize) -> ReadFrame {
        let column = |index: usize| columns.get(index).copied().unwrap_or(FrameColumn::Empty);
        let vocabulary = self.intake.vocabulary;
        let mut odd = Odd::new(rows);
        let mut places = Places::new(vocabulary.inputs());
        let ids = who::ids(column(self.layout.id), rows, self.layout.text(self.layout.id), &mut odd);
        let Coded { texts: mut kinds, codes: mut kinds_of } = match self.layout.kinds {
            Some(index) => who::kinds(column(index), rows, vocabulary, &mut odd),
            None => Coded { texts: vec![self.default_kinds.clone().unwrap_or_default()], codes: Vec::new() },
        };
        let Coded { texts: regions, codes: regions_of } =
            self.layout.region.map(|index| who::regions(column(index), rows, &mut odd)).unwrap_or_default();
        let own_names = self.layout.name.map(|index| who::names(column(index), rows, &mut odd)).unwrap_or_default();
        self.layout.since.into_iter().for_each(|index| who::dates(column(index), rows, &mut odd));
        let inputs = vocabulary.inputs().list();
        let mut own: Vec<(usize, Column)> = self
            .inputs
            .iter()
            .filter_map(|(at, index)| {
                let input = inputs.get(*index)?;
                Some((*index, fill(&column(*at), rows, input, &mut places.texts, &mut odd)))
            })
            .collect();
        let mut read = ReadFrame {
            places: Places::new(vocabulary.inputs()),
            wrong: Vec::new(),
            skipped: Vec::new(),
            kinds: Vec::new(),
            kinds_of: Vec::new(),
            regions,
            regions_of,
            own_ids: Vec::new(),
            own_names,
            first_row,
            ids,
            again: Vec::new(),
            notices: Vec::new(),
        };
        let mut values = vec![Value::Unknown; inputs.len()];
        for row in odd.rows() {
            own.iter_mut().for_each(|(_, column)| column.unset(row));
            values.fill(Value::Unknown);
            let Some(place) = self.read_again(columns, row, &mut read, &mut values) else { continue };
            for (index, column) in &mut own {
                if let Some(value) = values.get(*index) {
                    column.set(row, value, &mut places.texts);
                }
            }
            if let (Some(code), Some(set)) = (kinds_of.get_mut(row), &place.kinds) {
                *code = who::code_of(&mut kinds, set);
            }
            if let (Some(code), Some(region)) = (read.regions_of.get_mut(row), &place.region) {
                *code = read.regions.len() as u32;
                read.regions.push(region.clone());
            }
            read.own_ids.push((row, place.id.clone()));
            read.own_names.push((row, place.name.clone()));
            read.again.push((row, place));
        }
        read.places = TypedPlaces::of_columns(vocabulary, rows, (kinds.clone(), kinds_of.clone()), own, places);
        (read.kinds, read.kinds_of) = (kinds, kinds_of);
        read
    }

    /// Reads an odd row cell by cell; none if it is no place.
    fn read_again(
        &self,
        columns: &[FrameColumn<'_>],
        row: usize,
        read: &mut ReadFrame,
        values: &mut [Value],
    ) -> Option<ReadPlace> {
        let cells: Vec<Cell<'_>> = columns.iter().map(|column| column.cell(row)).collect();
        let number = read.first_row.saturating_add(row as u64);
        match kind_of_row(&cells, self.layout.id, &self.layout.header) {
            RowKind::Data => {}
            kind => {
                if kind == RowKind::Footer {
                    read.notices.push(skipped(&cells, &self.source, number));
                }
                read.skipped.push(row);
                return None;
            }
        }
        let (layout, source) = (&self.layout, &self.source);
        let reading = RowReading { layout, vocabulary: self.intake.vocabulary, source, row: number, cells: &cells };
        Some(reading.read(self.default_kinds.as_ref(), values))
    }

    /// Settles what depends on the rows before: ids that were there already, and what is wrong with the rows. To be called
    /// for every part, in their order, with the columns it was read from.
    pub fn settle(&mut self, frame: &mut ReadFrame, columns: &[FrameColumn<'_>]) {
        self.intake.notices.append(&mut frame.notices);
        let Ids { hashes, plain, ascending } = std::mem::take(&mut frame.ids);
        let last = self.last.take();
        let follows = |first: &str| last.is_some_and(|last| who::is_after(first, &last));
        if let Some((first, last)) = ascending
            && frame.again.is_empty()
            && frame.skipped.is_empty()
            && follows(&first)
        {
            self.last = Some(last);
            return self.intake.new_hashes(&hashes, frame.first_row);
        }
        let mut again = std::mem::take(&mut frame.again).into_iter().peekable();
        for (row, (hash, plain)) in hashes.into_iter().zip(plain).enumerate() {
            let number = frame.first_row.saturating_add(row as u64);
            let mut place = again.next_if(|(own, _)| *own == row).map(|(_, place)| place);
            let seen = match (&place, plain) {
                (Some(place), _) => place.id.clone().and_then(|id| self.intake.seen_before(&id, number)),
                (None, true) => self.intake.hash_seen_before(hash, number).map(|first| {
                    let id = columns.get(self.layout.id).map(|column| column.cell(row).shown().into_owned());
                    self.intake.duplicate(&id.unwrap_or_default(), first, number)
                }),
                (None, false) => None,
            };
            if let Some(problem) = seen {
                let place = place.get_or_insert_with(|| self.plain_place(columns, row));
                place.problems.push(*problem);
            }
            if let Some(Err(error)) = place.map(ReadPlace::finish) {
                frame.wrong.push((row, *error));
            }
        }
    }

    /// A place whose row was not read again, as far as an error row tells of it.
    fn plain_place(&self, columns: &[FrameColumn<'_>], row: usize) -> ReadPlace {
        let shown = |index: usize| columns.get(index).map(|column| column.cell(row).shown().into_owned());
        let name = self.layout.name.and_then(shown).and_then(|name| name_of(&name));
        ReadPlace { id: shown(self.layout.id), name, ..Default::default() }
    }

    /// What people should know about the frame, though it is no mistake in a row.
    pub fn take_notices(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.intake.notices)
    }

    /// The columns that tell who the places are: of ids, names and regions, by their index.
    pub fn own_columns(&self) -> (usize, Option<usize>, Option<usize>) {
        (self.layout.id, self.layout.name, self.layout.region)
    }
}

/// Each column of an input with that input; none where a column may mean several, or two mean one, or one has no name.
fn one_meaning_each(layout: &PlaceLayout) -> Option<Vec<(usize, usize)>> {
    let mut inputs: Vec<(usize, usize)> = Vec::new();
    for (column, meant) in &layout.inputs {
        let [input] = meant.as_slice() else { return None };
        if inputs.iter().any(|(_, own)| own == input) {
            return None;
        }
        inputs.push((*column, *input));
    }
    layout.unnamed.is_empty().then_some(inputs)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::VOCABULARY;
    use super::super::{Entry, PlaceReader};
    use super::*;
    use proptest::prelude::*;

    /// A column that owns its values.
    #[derive(Clone, Debug)]
    enum Own {
        Texts(Vec<Option<String>>),
        Numbers(Vec<f64>),
        Integers(Vec<i64>, Vec<u8>),
        Truths(Vec<u8>, Vec<u8>),
        Days(Vec<i32>),
        Mixed(Vec<Option<String>>, Vec<f64>),
    }

    struct OwnTexts<'a>(&'a [Option<String>]);

    impl Texts for OwnTexts<'_> {
        fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]) {
            into.iter_mut().zip(&self.0[start..]).for_each(|(own, text)| *own = text.as_deref());
        }
    }

    const HEADERS: [&str; 14] = [
        "编号",
        "类型",
        "名称",
        "社区",
        "登记日期",
        "使用燃气",
        "面积",
        "用气类型",
        "存放物品",
        "安装日期",
        "负责人",
        "损坏率",
        "外墙",
        "备注",
    ];

    fn texts() -> impl Strategy<Value = Option<String>> {
        let written = "编号|类型|P-[0-9]{1,2}|p-1|T-[0-9]|合计|合计1|商铺1|小计：|total|商铺|餐饮、河道|河道|网吧|/|不详|是|否|√|有|符合\
            |瓶装|瓶装液化气|管道|无|油漆、气瓶|2020[.]1[.][1-9]|1,200㎡|[0-9]{1,6}|-3|30%|0[.]5|1[.]5E[+]17|#REF!| [ab]|新城 / 龙兴|\\PC{0,3}";
        prop_oneof![1 => Just(None), 6 => written.prop_map(Some)]
    }

    fn column(rows: usize) -> impl Strategy<Value = Own> {
        let bits = proptest::collection::vec(any::<u8>(), rows / 8 + 2);
        let number = prop_oneof![
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(0.0),
            Just(-0.0),
            Just(0.5),
            Just(1.0),
            -5.0..300_000.0
        ];
        let integer =
            prop_oneof![0i64..3, -5i64..300_000, Just(i64::MAX), 1_000_000_000_000_000i64..2_000_000_000_000_000];
        let mixed = (proptest::collection::vec(texts(), rows), proptest::collection::vec(number.clone(), rows));
        prop_oneof![
            4 => proptest::collection::vec(texts(), rows).prop_map(Own::Texts),
            1 => mixed.prop_map(|(texts, numbers)| Own::Mixed(texts, numbers)),
            1 => proptest::collection::vec(number, rows).prop_map(Own::Numbers),
            1 => (proptest::collection::vec(integer, rows), bits.clone()).prop_map(|(values, bits)| Own::Integers(values, bits)),
            1 => (bits.clone(), bits).prop_map(|(values, bits)| Own::Truths(values, bits)),
            1 => proptest::collection::vec(prop_oneof![-1000i32..40_000, Just(i32::MAX)], rows).prop_map(Own::Days),
        ]
    }

    /// A frame: some headers, a column for each.
    fn frame() -> impl Strategy<Value = (Vec<&'static str>, usize, Vec<Own>)> {
        let headers = proptest::sample::subsequence(HEADERS.to_vec(), 2..HEADERS.len());
        (headers, prop_oneof![5 => 1usize..6, 1 => 60usize..140]).prop_flat_map(|(headers, rows)| {
            let columns = proptest::collection::vec(column(rows), headers.len());
            (Just(headers), Just(rows), columns)
        })
    }

    /// Ids that are plain, so that most rows are.
    fn plain_frame() -> impl Strategy<Value = (Vec<&'static str>, usize, Vec<Own>)> {
        frame().prop_map(|(mut headers, rows, mut columns)| {
            for (header, column) in headers.iter().zip(&mut columns) {
                let text = |row: usize| match *header {
                    "编号" => Some(format!("P-{row}")),
                    "类型" => Some(["商铺", "餐饮", "餐饮、河道"][row % 3].to_owned()),
                    _ => None,
                };
                if text(0).is_some() {
                    *column = Own::Texts((0..rows).map(text).collect());
                }
            }
            if !headers.contains(&"编号") {
                headers.push("编号");
                columns.push(Own::Texts((0..rows).map(|row| Some(format!("P-{row}"))).collect()));
            }
            (headers, rows, columns)
        })
    }

    fn check((headers, rows, own): (Vec<&'static str>, usize, Vec<Own>)) -> Result<bool, TestCaseError> {
        let texts: Vec<OwnTexts<'_>> = own
            .iter()
            .map(|own| match own {
                Own::Texts(texts) | Own::Mixed(texts, _) => OwnTexts(texts),
                _ => OwnTexts(&[]),
            })
            .collect();
        let columns: Vec<FrameColumn<'_>> = own
            .iter()
            .zip(&texts)
            .map(|(own, texts)| match own {
                Own::Texts(_) => FrameColumn::Texts(texts),
                Own::Numbers(values) => FrameColumn::Numbers(values, None),
                Own::Integers(values, bits) => FrameColumn::Integers(values, Some(BitSlice::new(bits, 3))),
                Own::Truths(values, bits) => {
                    FrameColumn::Truths(BitSlice::new(values, 1), Some(BitSlice::new(bits, 0)))
                }
                Own::Days(values) => FrameColumn::Days(values, None),
                Own::Mixed(_, numbers) => FrameColumn::Mixed(texts, numbers),
            })
            .collect();
        let options = ReadOptions { default_kind: Some("shop".into()), ..ReadOptions::default() };
        let vocabulary = &*VOCABULARY;

        let mut rowwise =
            PlaceReader::new(vocabulary, &ReadOptions { block_rows: usize::MAX, ..options.clone() }).unwrap();
        let header: Vec<Cell<'_>> = headers.iter().map(|text| Cell::from(*text)).collect();
        let mut refused = rowwise.push(0, &header).err();
        for row in 0..rows {
            let cells: Vec<Cell<'_>> = columns.iter().map(|column| column.cell(row)).collect();
            refused = refused.or(rowwise.push(row as u64, &cells).err());
        }
        let refused = refused.or(rowwise.end().err());
        let block = rowwise.take_block();

        let reader = match FrameReader::new(vocabulary, &options, &headers, &columns, rows) {
            Ok(Some(reader)) => reader,
            Ok(None) => return Ok(false),
            Err(_) => {
                prop_assert!(refused.is_some());
                return Ok(true);
            }
        };
        prop_assert!(refused.is_none());
        let mut reader = reader;
        let mut frame = reader.read(&columns, 0, rows);
        reader.settle(&mut frame, &columns);

        let (mut expected_wrong, mut places) = (Vec::new(), Vec::new());
        for (entry, row) in block.entries.iter().zip(&block.rows) {
            match entry {
                Entry::Place(place) => places.push((row.row as usize, *place)),
                Entry::Error(error) => expected_wrong.push((row.row as usize, error.clone())),
            }
        }
        prop_assert_eq!(&frame.wrong, &expected_wrong);
        let mut rest: Vec<usize> =
            places.iter().map(|(row, _)| *row).chain(expected_wrong.iter().map(|(row, _)| *row)).collect();
        rest.extend(&frame.skipped);
        rest.sort_unstable();
        prop_assert_eq!(rest, (0..rows).collect::<Vec<_>>());
        for (row, place) in &places {
            prop_assert_eq!(frame.places.kinds(*row), block.places.kinds(*place));
            let set = frame.kinds_of.get(*row).map_or(0, |code| *code as usize);
            prop_assert_eq!(frame.kinds[set].list(), block.places.kinds(*place));
            let region = frame.regions_of.get(*row).and_then(|code| frame.regions.get(*code as usize));
            let who = block.places.row(*place);
            prop_assert_eq!(region, who.region.as_ref());
            let text =
                |header: &str, own: &[(usize, Option<String>)]| match own.iter().rev().find(|(own, _)| own == row) {
                    Some((_, text)) => text.clone(),
                    None => {
                        let cell = columns[headers.iter().position(|own| *own == header)?].cell(*row);
                        (!cell.is_blank()).then(|| cell.shown().into_owned())
                    }
                };
            prop_assert_eq!(text("编号", &frame.own_ids), Some(who.id.clone()));
            prop_assert_eq!(text("名称", &frame.own_names), who.name.clone());
            for input in 0..vocabulary.inputs().list().len() {
                let seen = |places: &Places, place: usize| {
                    let (column, row) = places.column(place, input as u32)?;
                    if column.not_applicable.get(row) {
                        return Some("/".to_owned());
                    }
                    column.known.get(row).then(|| match &column.values {
                        super::super::Values::Bits(bits) => bits.get(row).to_string(),
                        super::super::Values::Numbers(numbers) => format!("{:?}", numbers[row]),
                        super::super::Values::Choices(choices) => choices[row].to_string(),
                        super::super::Values::Tags(tags) => tags[row].to_string(),
                        super::super::Values::Texts(codes) => places.texts.text(codes[row]).to_owned(),
                    })
                };
                prop_assert_eq!(seen(&frame.places, *row), seen(&block.places, *place), "{} row {}", input, row);
            }
        }
        let notices: Vec<_> = reader.take_notices().into_iter().map(|notice| (notice.code, notice.message)).collect();
        let expected: Vec<_> = rowwise.take_notices().into_iter().map(|notice| (notice.code, notice.message)).collect();
        prop_assert_eq!(notices.iter().filter(|notice| !expected.contains(notice)).count(), 0);
        Ok(true)
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]

        #[test]
        fn any_columns_mean_what_their_rows_mean(frame in frame()) {
            check(frame)?;
        }

        #[test]
        fn plain_columns_mean_what_their_rows_mean(frame in plain_frame()) {
            prop_assert!(check(frame)?);
        }
    }
}
