//! Reads many places in JSON, one after the other: looks for duplicates, adds records, gives out blocks.

use super::super::block::{Block, Intake, ReadOptions, ReadPlace, SourceRow};
use super::super::problem::{Problem, Source};
use super::super::records::Records;
use super::super::{KindSet, Vocabulary};
use super::flat::FlatLayout;
use super::key_order::KeyOrder;
use super::{Read, parse, plain, read_place};
use crate::json::Json;

/// Reads places in JSON: the lines of a JSON Lines file, or the items of an array. Splitting the file is
/// `sheet`'s, or the shell's.
///
/// ```
/// # use paicha::table::{Entry, JsonReader, ReadOptions, Vocabulary};
/// # let vocabulary = Vocabulary::from_parts(paicha::table::Inputs::default(), &[], &[]);
/// let mut reader = JsonReader::new(&vocabulary, &ReadOptions::default())?;
/// reader.push_text(1, r#"{ "id": "P-1", "name": "小叮当超市", "facts": {} }"#);
/// reader.push_text(2, r#"{ "id": "P-1" "#);
/// let block = reader.take_block();
/// assert_eq!(block.entries[0], Entry::Place(0));
/// assert!(matches!(&block.entries[1], Entry::Error(row) if row.problems[0].code.as_str() == "C012"));
/// # Ok::<(), Box<paicha::table::Problem>>(())
/// ```
#[derive(Debug)]
pub struct JsonReader<'v> {
    intake: Intake<'v>,
    default_kinds: Option<KindSet>,
    layout: Option<FlatLayout>,
    key_order: KeyOrder,
}

impl<'v> JsonReader<'v> {
    /// Makes a reader. [`ReadOptions::keep_unused`] is for tables and does nothing here.
    ///
    /// # Errors
    /// `C007` or `C008` when [`ReadOptions::default_kind`] is no kind of the pack.
    pub fn new(vocabulary: &'v Vocabulary, options: &ReadOptions) -> Result<Self, Box<Problem>> {
        let default_kinds = options.default_kind.as_deref().map(|kinds| vocabulary.read_kinds(kinds)).transpose()?;
        Ok(Self {
            intake: Intake::new(vocabulary, options.block_rows),
            default_kinds,
            layout: None,
            key_order: KeyOrder::default(),
        })
    }

    /// Adds records from a table of its own to those inside the places.
    #[must_use]
    pub fn with_records(mut self, records: Records) -> Self {
        self.intake.set_records(records);
        self
    }

    /// Begins another file, which problems then name.
    pub fn start(&mut self, source: Source) {
        self.intake.start(source);
        self.layout = None;
    }

    /// Takes one place as text; `row` is its line or its number in the array, from 1.
    pub fn push_text(&mut self, row: u64, text: &str) {
        if let Some(mut plain) = plain::read(self.intake.vocabulary, &mut self.key_order, text) {
            let values = plain.all_values(self.intake.vocabulary);
            return self.admit(row, Read { place: plain.place.into(), values, notices: Vec::new() });
        }
        match parse(text) {
            Ok(json) => self.push_parsed(row, &json),
            Err(problem) => {
                let place = ReadPlace { problems: vec![*problem], ..ReadPlace::default() };
                self.admit(row, Read { place, values: Vec::new(), notices: Vec::new() });
            }
        }
    }

    /// Takes one place as a value.
    pub fn push(&mut self, row: u64, value: &serde_json::Value) {
        self.push_parsed(row, &Json::of(value));
    }

    fn push_parsed(&mut self, row: u64, json: &Json<'_>) {
        let read = read_place(self.intake.vocabulary, json, self.default_kinds.as_ref(), &mut self.layout);
        self.admit(row, read);
    }

    fn admit(&mut self, row: u64, read: Read) {
        let Read { mut place, values, notices } = read;
        let source = self.intake.source();
        let locate = |problem: Problem| *Box::new(problem).in_source(&source).at_row(row);
        place.problems = place.problems.into_iter().map(locate).collect();
        self.intake.notices.extend(notices.into_iter().map(locate));
        self.intake.admit(place, &values, SourceRow { row, unused: Vec::new() });
    }

    /// Whether enough places have come together for a block.
    pub fn is_full(&self) -> bool {
        self.intake.is_full()
    }

    /// The places since the last block, few or many.
    pub fn take_block(&mut self) -> Block {
        self.intake.take_block()
    }

    /// What people should know though it is no mistake of a place: keys and records that are not used.
    pub fn take_notices(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.intake.notices)
    }

    /// After the last place: a problem `C020` for each place that has records but was not there.
    pub fn take_unclaimed(&mut self) -> Vec<Problem> {
        self.intake.unclaimed()
    }
}
