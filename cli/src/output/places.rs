//! Places as CSV, in words that the core reads back to the same values.

use super::delimited::CsvTable;
use super::target::Target;
use crate::failure::Failure;
use paicha::number;
use paicha::pack::item::{FactOption, Items};
use paicha::table::{Cell, Input, PlaceRow, Value, Vocabulary, read_cell};
use std::borrow::Cow;

/// The columns that say who a place is; a column for each input follows.
const WHO: [&str; 5] = ["编号", "名称", "类型", "所属区域", "纳入日期"];

/// Writes places, a row each.
pub struct PlacesTable<'a> {
    items: &'a Items,
    vocabulary: &'a Vocabulary,
    /// The inputs that have a column.
    columns: Vec<usize>,
    table: CsvTable,
}

impl<'a> PlacesTable<'a> {
    /// Begins with the header.
    pub fn new(items: &'a Items, vocabulary: &'a Vocabulary, target: Target) -> Result<Self, Failure> {
        let inputs = 0..vocabulary.inputs().list().len();
        let named = inputs.filter_map(|input| vocabulary.header(input).map(|header| (input, header)));
        let (columns, headers): (Vec<usize>, Vec<&str>) = named.unzip();
        let mut table = CsvTable::new(target)?;
        table.put(WHO.into_iter().chain(headers))?;
        Ok(Self { items, vocabulary, columns, table })
    }

    /// Writes a place, with a value for each input.
    pub fn place(&mut self, row: &PlaceRow, values: &[Value]) -> Result<(), Failure> {
        let since = row.since.map(|date| date.to_string());
        let who = [
            row.id.as_str().into(),
            row.name.as_deref().unwrap_or_default().into(),
            self.kinds(row),
            row.region.as_deref().unwrap_or_default().into(),
            since.unwrap_or_default().into(),
        ];
        let inputs = self.vocabulary.inputs().list();
        let cell = |index: &usize| inputs.get(*index).zip(values.get(*index)).map(|(input, value)| words(value, input));
        let cells = self.columns.iter().map(|index| cell(index).unwrap_or_default());
        let cells: Vec<Cow<'_, str>> = who.into_iter().chain(cells).collect();
        self.table.put(cells.iter().map(|cell| cell.as_bytes()))
    }

    /// The kinds of a place by their labels, or by their ids where a label means another kind.
    fn kinds(&self, row: &PlaceRow) -> Cow<'a, str> {
        let name = |kind: &u16| {
            let kind = usize::from(*kind);
            let item = self.items.kinds.get(kind)?;
            let means_it = self.vocabulary.kind(&item.label) == Some(kind);
            Some(if means_it { item.label.as_str() } else { item.id.as_str() })
        };
        let mut names = row.kinds.list().iter().filter_map(name);
        match (names.next(), names.next()) {
            (None, _) => "".into(),
            (Some(one), None) => one.into(),
            (Some(one), Some(other)) => [one, other].into_iter().chain(names).collect::<Vec<_>>().join("、").into(),
        }
    }

    /// Completes the table.
    pub fn finish(self) -> Result<(), Failure> {
        self.table.finish()
    }
}

/// The words for a value that read back as it; none where it is unknown or no words do.
fn words<'a>(value: &'a Value, input: &'a Input) -> Cow<'a, str> {
    let reads_back =
        |words: &Cow<'_, str>| read_cell(&Cell::from(words.as_ref()), input).is_ok_and(|read| read == *value);
    let plain: &[&str] = match value {
        Value::Unknown => &[],
        Value::NotApplicable => &["不适用"],
        Value::Bool(true) => &["是"],
        Value::Bool(false) => &["否"],
        Value::Fails(true) => &["不符合"],
        Value::Fails(false) => &["符合"],
        Value::Tags(0) => &["无", "均无", "none"],
        Value::Number(number) => return number::print(*number).into(),
        Value::Date(date) => return date.to_string().into(),
        Value::Text(text) => return text.into(),
        Value::Choice(_) | Value::Tags(_) => {
            let names: [fn(&FactOption) -> &str; 2] = [|option| &option.label, |option| &option.id];
            return names.into_iter().map(|name| named(value, input, name)).find(reads_back).unwrap_or_default();
        }
    };
    plain.iter().map(|words| Cow::Borrowed(*words)).find(reads_back).unwrap_or_default()
}

/// The options of a value, each by one of its names.
fn named<'a>(value: &Value, input: &'a Input, name: fn(&FactOption) -> &str) -> Cow<'a, str> {
    let options = input.options();
    match value {
        Value::Choice(index) => options.get(*index).map(name).unwrap_or_default().into(),
        Value::Tags(tags) => {
            let chosen = options.iter().enumerate().filter(|(index, _)| tags >> index & 1 == 1);
            chosen.map(|(_, option)| name(option)).collect::<Vec<_>>().join("、").into()
        }
        _ => Cow::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paicha::generate::Generator;
    use paicha::pack::Files;
    use paicha::table::{Entry, PlaceReader, Places, ReadOptions};
    use paicha::{AssessOptions, Date, Pack};
    use paicha_folder::Folder;
    use proptest::prelude::*;
    use std::fs;
    use std::path::Path;

    const PLACES: usize = 60;

    /// Writes made-up places of a pack and reads them again: every value must come back, without a word about the table.
    fn come_back(pack: &Pack) {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("places.csv");
        let vocabulary = Vocabulary::new(pack.items());
        let mut table = PlacesTable::new(pack.items(), &vocabulary, Target::open(Some(&path)).unwrap()).unwrap();
        let mut made = Places::new(pack.inputs());
        for (row, values) in Generator::new(pack, 11, 0.1).take(PLACES) {
            for (value, input) in values.iter().zip(pack.inputs().list()) {
                let words = words(value, input);
                assert_eq!(
                    read_cell(&Cell::from(words.as_ref()), input).as_ref(),
                    Ok(value),
                    "{words} for {}",
                    input.id
                );
            }
            table.place(&row, &values).unwrap();
            made.push(row, &values);
        }
        assert_eq!(table.columns.len(), pack.inputs().list().len(), "every input has a column");
        table.finish().unwrap();
        let read = read(&vocabulary, &fs::read_to_string(path).unwrap());
        assert_eq!(read.rows(), made.rows());
        let assessor = pack.assessor(Date::new(2022, 12, 31).unwrap(), AssessOptions::default());
        let (read, made) = (assessor.assess(&read), assessor.assess(&made));
        for place in 0..PLACES {
            assert_eq!(number::to_json(&read.explain(place)).unwrap(), number::to_json(&made.explain(place)).unwrap());
        }
    }

    fn read(vocabulary: &Vocabulary, text: &str) -> Places {
        let mut reader = PlaceReader::new(vocabulary, &ReadOptions::default()).unwrap();
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
        for (number, row) in (1..).zip(rows) {
            reader.push(number, &row.unwrap().iter().map(Cell::from).collect::<Vec<_>>()).unwrap();
        }
        reader.end().unwrap();
        assert_eq!(reader.take_notices(), []);
        let block = reader.take_block();
        assert_eq!(block.entries, (0..PLACES).map(Entry::Place).collect::<Vec<_>>());
        block.places
    }

    #[test]
    fn places_of_our_packs_come_back() {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
        let mut packs = 0;
        for entry in fs::read_dir(rules).unwrap() {
            let path = entry.unwrap().path();
            if path.join("pack.toml").is_file() {
                let (folder, name) = Folder::open(&path, None).unwrap();
                come_back(&Pack::load(&folder, &name).unwrap());
                packs += 1;
            }
        }
        assert!(packs >= 4, "{packs} packs");
    }

    /// Names that are easily taken for something else.
    const NAMES: [&str; 20] = [
        "面积（㎡）",
        "是",
        "否",
        "无",
        "均无",
        "不详",
        "不适用",
        "/",
        "1",
        "2022-01-01",
        "a, b",
        "油漆、涂料",
        "x;y",
        "C|D",
        "\"引号\"",
        "编 码",
        "Ｆｕｌｌ",
        "第1项",
        "合计",
        "f0",
    ];

    fn fact() -> impl Strategy<Value = String> {
        let name = || prop::sample::select(&NAMES[..]);
        let options = prop::sample::subsequence(&NAMES[..], 1..6).prop_map(|labels| {
            let option = |(index, label): (usize, &&str)| format!("{{ id = \"o{index}\", label = {label:?} }}");
            labels.iter().enumerate().map(option).collect::<Vec<_>>().join(", ")
        });
        let end = || prop::option::of(-1000..1000_i32);
        let range = (end(), end()).prop_map(|(one, other)| {
            let (min, max) = if one > other && other.is_some() { (other, one) } else { (one, other) };
            let text = |end: Option<i32>, name| end.map(|end| format!("{name} = {end}"));
            format!(
                "range = {{ {} }}",
                [text(min, "min"), text(max, "max")].into_iter().flatten().collect::<Vec<_>>().join(", ")
            )
        });
        let of_type = prop_oneof![
            Just("type = \"bool\"".to_owned()),
            Just("type = \"text\"".to_owned()),
            Just("type = \"date\"".to_owned()),
            range.prop_map(|range| format!("type = \"number\"\n{range}")),
            (prop::sample::select(&["choice", "tags"][..]), options)
                .prop_map(|(name, options)| format!("type = {name:?}\noptions = [{options}]")),
        ];
        let kinds = prop::sample::select(&["", "kinds = [\"k0\"]", "kinds = [\"k1\"]"][..]);
        (name(), of_type, kinds).prop_map(|(label, of_type, kinds)| format!("label = {label:?}\n{of_type}\n{kinds}\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn places_of_any_pack_come_back(facts in prop::collection::vec(fact(), 1..6)) {
            let mut text = String::from(
                "[pack]\nformat = 1\nid = \"p\"\ntitle = \"p\"\nversion = \"1\"\n[kind.k0]\nlabel = \"甲类\"\n[kind.k1]\nlabel = \"社区\"\n\
                 [[check]]\nid = \"seen\"\ntitle = \"看过，没有问题\"\n",
            );
            for (index, fact) in facts.iter().enumerate() {
                text += &format!("[fact.f{index}]\n{fact}");
            }
            // Some of these packs use one name for two things.
            let Ok(pack) = Pack::load(&Files::default().with("p/pack.toml", text), "p") else {
                return Err(TestCaseError::reject("no pack"));
            };
            come_back(&pack);
        }
    }
}
