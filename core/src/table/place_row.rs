//! One row of a table of places: its cells become who the place is and a value for each input, or problems.

use super::block::ReadPlace;
use super::cell::read_cell;
use super::field::{read_date, read_id, read_name, read_region};
use super::layout::PlaceLayout;
use super::problem::{Problem, ProblemCode, Source, listed};
use super::vocabulary::PlaceField;
use super::{Cell, KindSet, Value, Vocabulary};
use std::sync::Arc;

/// One row of data with all it takes to read it.
pub(super) struct RowReading<'a> {
    pub(super) layout: &'a PlaceLayout,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) source: &'a Arc<Source>,
    pub(super) row: u64,
    pub(super) cells: &'a [Cell<'a>],
}

impl RowReading<'_> {
    /// Reads the place, and a value for each input it gives.
    pub(super) fn read(&self, default_kinds: Option<&KindSet>, values: &mut [Value]) -> ReadPlace {
        let mut place = ReadPlace::default();
        let layout = self.layout;
        place.id = place.note(self.field(layout.id, PlaceField::Id, read_id));
        place.name =
            layout.name.and_then(|column| place.note(self.field(column, PlaceField::Name, read_name))).flatten();
        place.kinds = match layout.kinds {
            Some(column) => place.note(self.kinds(column)),
            None => Some(default_kinds.cloned().unwrap_or_default()),
        };
        place.region =
            layout.region.and_then(|column| place.note(self.field(column, PlaceField::Region, read_region))).flatten();
        place.since =
            layout.since.and_then(|column| place.note(self.field(column, PlaceField::Since, read_date))).flatten();
        for (column, inputs) in &layout.inputs {
            if let Err(problem) = self.input(*column, inputs, place.kinds.as_ref(), values) {
                place.problems.push(*problem);
            }
        }
        place.problems.extend(self.too_many_cells());
        place
    }

    /// The cell of a column; rows may end early.
    pub(super) fn cell(&self, column: usize) -> &Cell<'_> {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    fn at(&self, column: usize, problem: Box<Problem>) -> Box<Problem> {
        let index = self.source.first_column.saturating_add(column);
        problem.in_source(self.source).at_row(self.row).at_column(index, self.layout.text(column))
    }

    fn field<T>(
        &self,
        column: usize,
        field: PlaceField,
        read: impl Fn(&Cell<'_>, &str) -> Result<T, Box<Problem>>,
    ) -> Result<T, Box<Problem>> {
        read(self.cell(column), field.label()).map_err(|problem| self.at(column, problem))
    }

    fn kinds(&self, column: usize) -> Result<KindSet, Box<Problem>> {
        let read = |cell: &Cell<'_>, label: &str| {
            let name = read_name(cell, label)?;
            self.vocabulary.read_kinds(name.as_deref().unwrap_or(""))
        };
        self.field(column, PlaceField::Kinds, read)
    }

    /// Reads a cell of an input. What nobody asks of places of these kinds may be written in any way.
    fn input(
        &self,
        column: usize,
        inputs: &[usize],
        kinds: Option<&KindSet>,
        values: &mut [Value],
    ) -> Result<(), Box<Problem>> {
        let cell = self.cell(column);
        if *cell == Cell::Empty {
            return Ok(());
        }
        let list = self.vocabulary.inputs().list();
        let concerns =
            |index: usize| list.get(index).is_some_and(|input| kinds.is_none_or(|kinds| kinds.meets(&input.kinds)));
        let index = match inputs {
            [one] => *one,
            several => {
                let mut meant = several.iter().filter(|index| concerns(**index));
                match (meant.next(), meant.next()) {
                    (Some(one), None) => *one,
                    (Some(_), Some(_)) if kinds.is_some() && !cell.is_blank() => {
                        return Err(self.at(column, self.ambiguous(several)));
                    }
                    _ => return Ok(()),
                }
            }
        };
        let Some(input) = list.get(index) else { return Ok(()) };
        let value = match read_cell(cell, input) {
            Ok(value) => value,
            Err(problem) if concerns(index) => return Err(self.at(column, problem)),
            Err(_) => return Ok(()),
        };
        match values.get_mut(index) {
            Some(old) if *old == Value::Unknown => *old = value,
            Some(old) if value != Value::Unknown && *old != value => {
                let problem = contradiction(&input.label).with_value(&cell.shown());
                return Err(self.at(column, problem));
            }
            _ => {}
        }
        Ok(())
    }

    fn ambiguous(&self, inputs: &[usize]) -> Box<Problem> {
        let list = self.vocabulary.inputs().list();
        let ids = listed(inputs.iter().filter_map(|index| list.get(*index)).map(|input| input.id.as_str()));
        Problem::new(
            ProblemCode::SameMeaning,
            format!("这个列名在该场所的几种类型里各指一样东西：{}", ids.zh),
            format!("for the kinds of this place the header means several things: {}", ids.en),
        )
        .with_help("分成几列，列名用这些编号", "use a column for each, named by these ids")
    }

    /// A cell past the last column: a comma too many in a CSV file shifts all that follows.
    fn too_many_cells(&self) -> Option<Problem> {
        let width = self.layout.header.columns.len();
        let (column, cell) = self.cells.iter().enumerate().skip(width).find(|(_, cell)| !cell.is_blank())?;
        let problem = Problem::new(
            ProblemCode::RaggedRow,
            format!("这一行比表头多：表头 {width} 列，第 {} 格还有内容", column + 1),
            format!("the row is longer than the header, which has {width} columns: cell {} is not blank", column + 1),
        )
        .with_help(
            "看看是不是内容里的逗号没有加引号，后面的格都错了位",
            "look for a comma without quotes, which shifts all cells after it",
        )
        .with_value(&cell.shown());
        Some(*self.at(column, problem))
    }
}

/// Two columns or keys of one input do not say the same.
pub(super) fn contradiction(label: &str) -> Box<Problem> {
    Problem::new(
        ProblemCode::SameMeaning,
        format!("“{label}”填了两处，内容不一样"),
        format!("\"{label}\" is given twice, and not the same"),
    )
    .with_help("核对后只留一处", "check which is right and keep that one")
}
