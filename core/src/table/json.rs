//! Places in JSON: nested as `docs/results.md` shows them, or flat as a table exports them.
//!
//! Nested places come from programs and are held to their shape: a key that means nothing is a problem, for a
//! misspelt fact must not pass for an unknown one. Flat ones are rows of a table, and read as such.

mod flat;
mod key_order;
mod nested;
mod plain;
mod reader;
mod record;

pub(crate) use key_order::KeyOrder;
pub use reader::JsonReader;

use super::block::{ErrorRow, ReadPlace};
use super::problem::{Problem, ProblemCode};
use super::{KindSet, PlaceRow, Places, Value, Vocabulary};
use crate::json::{self, Json};
use crate::message::Message;
use flat::FlatLayout;

/// One place that was read from JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonPlace {
    /// Who it is, and its records.
    pub place: PlaceRow,
    /// A value for each input of the pack.
    pub values: Vec<Value>,
    /// What was not used: records of tasks the pack does not know, keys of a flat object.
    pub notices: Vec<Problem>,
}

/// Reads one place from the text of a JSON object.
///
/// # Errors
/// The place as an error row with all its problems; text that is no JSON is one with `C012`.
pub fn read_json_text(vocabulary: &Vocabulary, text: &str) -> Result<JsonPlace, Box<ErrorRow>> {
    if let Some(mut plain) = plain::read(vocabulary, &mut KeyOrder::default(), text) {
        let values = plain.all_values(vocabulary);
        return Ok(JsonPlace { place: plain.place, values, notices: Vec::new() });
    }
    read_any_text(vocabulary, text)
}

/// Reads one place from the text of a JSON object straight into a table, without a value for each input in between.
/// Answers with the notices of [`JsonPlace`].
///
/// ```
/// # use paicha::table::{Places, Vocabulary, read_json_into};
/// # let inputs = paicha::table::Inputs::default();
/// # let vocabulary = Vocabulary::from_parts(inputs.clone(), &[], &[]);
/// let mut places = Places::new(&inputs);
/// for text in [r#"{ "id": "P-1", "facts": {} }"#, r#"{ "id": "P-2", "facts": {} }"#] {
///     places.clear();
///     read_json_into(&vocabulary, text, &mut places)?;
///     assert_eq!(places.len(), 1);
/// }
/// # Ok::<(), Box<paicha::table::ErrorRow>>(())
/// ```
///
/// # Errors
/// The place as an error row with all its problems; nothing is added then.
pub fn read_json_into(vocabulary: &Vocabulary, text: &str, places: &mut Places) -> Result<Vec<Problem>, Box<ErrorRow>> {
    if let Some(plain) = plain::read(vocabulary, &mut places.key_order, text) {
        let plain::PlainPlace { place, mut values } = plain;
        places.push_known(place, values.iter().map(|(index, value)| (*index, value)));
        values.clear();
        places.key_order.room = values;
        return Ok(Vec::new());
    }
    let JsonPlace { place, values, notices } = read_any_text(vocabulary, text)?;
    places.push(place, &values);
    Ok(notices)
}

fn read_any_text(vocabulary: &Vocabulary, text: &str) -> Result<JsonPlace, Box<ErrorRow>> {
    match parse(text) {
        Ok(json) => read_one(vocabulary, &json),
        Err(problem) => Err(Box::new(ErrorRow { problems: vec![*problem], ..ErrorRow::default() })),
    }
}

/// Reads one place from a JSON object.
///
/// # Errors
/// The place as an error row with all its problems.
pub fn read_json(vocabulary: &Vocabulary, value: &serde_json::Value) -> Result<JsonPlace, Box<ErrorRow>> {
    read_one(vocabulary, &Json::of(value))
}

fn read_one(vocabulary: &Vocabulary, json: &Json<'_>) -> Result<JsonPlace, Box<ErrorRow>> {
    let Read { place, values, notices } = read_place(vocabulary, json, None, &mut None);
    Ok(JsonPlace { place: place.finish()?, values, notices })
}

/// A place as far as it could be read.
struct Read {
    place: ReadPlace,
    values: Vec<Value>,
    notices: Vec<Problem>,
}

/// Reads a place of either shape. `layout` is that of the flat object before: most lines of a file have the same keys.
fn read_place(
    vocabulary: &Vocabulary,
    json: &Json<'_>,
    default_kinds: Option<&KindSet>,
    layout: &mut Option<FlatLayout>,
) -> Read {
    match json {
        Json::Object(entries) if is_nested(entries) => nested::read(vocabulary, entries, default_kinds),
        Json::Object(entries) => flat::read(vocabulary, entries, default_kinds, layout),
        other => {
            let problem = wrong_type("", "场所", "a place", "一个对象", "an object", other);
            Read {
                place: ReadPlace { problems: vec![*problem], ..ReadPlace::default() },
                values: Vec::new(),
                notices: Vec::new(),
            }
        }
    }
}

type Entries<'a> = [(std::borrow::Cow<'a, str>, Json<'a>)];

fn is_nested(entries: &Entries<'_>) -> bool {
    entries.iter().any(|(key, _)| matches!(key.as_ref(), "facts" | "answers" | "records"))
}

fn parse(text: &str) -> Result<Json<'_>, Box<Problem>> {
    json::parse(text.trim_start_matches('\u{feff}')).map_err(|wrong| {
        Problem::new(
            ProblemCode::NotJson,
            format!("不是正确的 JSON：{}", wrong.zh()),
            format!("this is no correct JSON: {wrong}"),
        )
        .with_help("每个场所是一个 JSON 对象", "each place is a JSON object")
    })
}

/// A value of a type that cannot stand there.
fn wrong_type(pointer: &str, label: &str, label_en: &str, zh: &str, en: &str, found: &Json<'_>) -> Box<Problem> {
    let (found_zh, found_en) = found.describe();
    let message = Message::new(
        format!("“{label}”要写{zh}，这里是{found_zh}"),
        format!("\"{label_en}\" takes {en}, but this is {found_en}"),
    );
    let problem = Problem::new(ProblemCode::WrongJsonType, message.zh, message.en).at_pointer(pointer);
    match found {
        Json::Bool(truth) => problem.with_value(&truth.to_string()),
        Json::Number(number) => problem.with_value(&crate::number::print(*number)),
        Json::Text(text) => problem.with_value(text),
        _ => problem,
    }
}

/// A key that means nothing.
fn unknown_key(pointer: String, key: &str, meant: Option<&str>, known_zh: &str, known_en: &str) -> Box<Problem> {
    let shown = super::problem::listed([key]);
    Problem::new(
        ProblemCode::UnknownColumn,
        format!("不认识{}这个键", shown.zh),
        format!("the key {} means nothing", shown.en),
    )
    .with_help(
        format!("{}{known_zh}", super::wrong::did_you_mean_zh(meant)),
        format!("{}{known_en}", super::wrong::did_you_mean_en(meant)),
    )
    .at_pointer(pointer)
}

/// A key that occurs twice in one object.
fn double_key(pointer: String, key: &str) -> Box<Problem> {
    let shown = super::problem::listed([key]);
    Problem::new(
        ProblemCode::SameMeaning,
        format!("键{}出现了两次", shown.zh),
        format!("the key {} is there twice", shown.en),
    )
    .with_help("只留一处", "keep one of them")
    .at_pointer(pointer)
}

/// A JSON pointer one step further.
fn pointer(base: &str, key: &str) -> String {
    format!("{base}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::VOCABULARY;
    use super::super::{Entry, ReadOptions, RecordReader, Source};
    use super::*;
    use crate::date::Date;
    use serde_json::json;

    fn read(value: serde_json::Value) -> Result<JsonPlace, Vec<(&'static str, String)>> {
        let vocabulary = &*VOCABULARY;
        let from_value = read_json(vocabulary, &value);
        assert_eq!(from_value, read_json_text(vocabulary, &value.to_string()), "text and value say the same");
        assert_eq!(from_value, read_any_text(vocabulary, &value.to_string()), "plain or not, text says the same");
        from_value.map_err(|row| problems(&row.problems))
    }

    fn problems(list: &[Problem]) -> Vec<(&'static str, String)> {
        list.iter().map(|problem| (problem.code.as_str(), problem.pointer.clone().unwrap_or_default())).collect()
    }

    fn value(place: &JsonPlace, input: &str) -> Value {
        let vocabulary = &*VOCABULARY;
        place.values[vocabulary.inputs().by_id(input).unwrap()].clone()
    }

    fn facts(facts: serde_json::Value) -> Result<JsonPlace, Vec<(&'static str, String)>> {
        read(json!({ "id": "P-1", "kinds": ["restaurant"], "facts": facts }))
    }

    fn wrong(code: &'static str, pointer: &str) -> (&'static str, String) {
        (code, pointer.to_owned())
    }

    #[test]
    fn what_programs_write_is_plain() {
        let text = r#"{ "id": "P-1", "name": "小叮当", "kinds": ["shop"], "region": null, "since": "2020-01-01",
            "facts": { "uses_gas": true, "floor_area": 120.5, "fuel": "bottled", "owner": "张三", "installed": null },
            "answers": { "wall_tiles": "fails" }, "records": [] }"#;
        assert!(plain::read(&VOCABULARY, &mut KeyOrder::default(), text).is_some());
        for other in
            [r#"{ "id": "P-1", "kinds": ["shop"], "面积": 1 }"#, r#"{ "id": "P-1", "kinds": [], "facts": {} }"#]
        {
            assert!(plain::read(&VOCABULARY, &mut KeyOrder::default(), other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_nested_place() {
        let place = read(json!({
            "id": "P-1", "name": "小叮当超市", "kinds": ["shop", "餐饮"], "region": "新城街道/龙兴社区", "since": "2020-01-01",
            "facts": { "uses_gas": true, "floor_area": 120.5, "fuel": "bottled", "goods": ["paper", "油漆"],
                       "installed": "2022-08-03", "owner": "张三", "hose_length": null },
            "answers": { "wall_tiles": "fails", "clean": "not_applicable" },
            "records": [{ "task": "inspection", "date": "2022-03-05", "checker": "street", "outcome": "passed", "answers": {} }]
        }))
        .unwrap();
        assert_eq!((place.place.id.as_str(), place.place.name.as_deref()), ("P-1", Some("小叮当超市")));
        assert_eq!(place.place.kinds.list(), [0, 1]);
        assert_eq!(place.place.since, Date::new(2020, 1, 1));
        assert_eq!(place.place.records.as_ref().unwrap()[0].checker.as_deref(), Some("street"));
        assert_eq!(value(&place, "uses_gas"), Value::Bool(true));
        assert_eq!(value(&place, "floor_area"), Value::Number(120.5));
        assert_eq!(value(&place, "fuel"), Value::Choice(0));
        assert_eq!(value(&place, "goods"), Value::Tags(0b11));
        assert_eq!(value(&place, "installed"), Value::Date(Date::new(2022, 8, 3).unwrap()));
        assert_eq!(value(&place, "owner"), Value::Text("张三".into()));
        assert_eq!(value(&place, "hose_length"), Value::Unknown);
        assert_eq!(value(&place, "wall_tiles"), Value::Fails(true));
        assert_eq!(value(&place, "clean"), Value::NotApplicable);
        assert_eq!(value(&place, "broken"), Value::Unknown);
    }

    #[test]
    fn texts_are_read_as_cells_are() {
        let place = facts(json!({ "使用燃气": "是", "经营面积": "1,200㎡", "goods": "纸品、气瓶", "installed": "2022.8.3", "fuel": "/", "owner": "不详" })).unwrap();
        assert_eq!(value(&place, "uses_gas"), Value::Bool(true));
        assert_eq!(value(&place, "floor_area"), Value::Number(1200.0));
        assert_eq!(value(&place, "goods"), Value::Tags(0b101));
        assert_eq!(value(&place, "fuel"), Value::NotApplicable);
        assert_eq!(value(&place, "owner"), Value::Unknown);
        // In a program's own numbers a percentage is one.
        assert_eq!(value(&facts(json!({ "broken": 0.3 })).unwrap(), "broken"), Value::Number(0.3));
        assert_eq!(value(&facts(json!({ "uses_gas": 1 })).unwrap(), "uses_gas"), Value::Bool(true));
        assert_eq!(value(&facts(json!({ "goods": [] })).unwrap(), "goods"), Value::Tags(0));
    }

    #[test]
    fn names_are_those_of_the_kinds() {
        assert_eq!(value(&facts(json!({ "长度": 2 })).unwrap(), "hose_length"), Value::Number(2.0));
        assert_eq!(
            read(json!({ "id": "P-1", "kinds": ["restaurant", "river"], "facts": { "长度": 2 } })),
            Err(vec![wrong("C010", "/facts/长度")])
        );
    }

    #[test]
    fn all_problems_at_once_with_pointers() {
        assert_eq!(
            read(json!({
                "id": 1.5, "name": [], "kinds": ["网吧"], "region": 3, "since": 44776, "note": "x",
                "facts": { "use_gas": true, "floor_area": "400余", "fuel": "煤", "goods": ["纸品", 3], "installed": 44776, "owner": 5,
                           "a/b~c": 1, "storeys": 0, "uses_gas": [] },
                "answers": { "wall_tiles": true, "clean": "有" },
                "records": [{ "task": "检查", "date": 5 }, 3, { "task": "检查", "date": "2022-03-05", "when": 1 }]
            })),
            Err(vec![
                wrong("C001", "/note"),
                wrong("C013", "/id"),
                wrong("C013", "/name"),
                wrong("C007", "/kinds"),
                wrong("C013", "/region"),
                wrong("C013", "/since"),
                wrong("C001", "/facts/use_gas"),
                wrong("C002", "/facts/floor_area"),
                wrong("C004", "/facts/fuel"),
                wrong("C013", "/facts/goods"),
                wrong("C013", "/facts/installed"),
                wrong("C013", "/facts/owner"),
                wrong("C001", "/facts/a~1b~0c"),
                wrong("C003", "/facts/storeys"),
                wrong("C013", "/facts/uses_gas"),
                wrong("C013", "/answers/wall_tiles"),
                wrong("C002", "/answers/clean"),
                wrong("C013", "/records/0/date"),
                wrong("C013", "/records/1"),
                wrong("C001", "/records/2/when"),
            ])
        );
    }

    #[test]
    fn a_misspelt_fact_says_what_was_meant() {
        let vocabulary = &*VOCABULARY;
        let value = json!({ "id": "P-1", "kinds": ["shop"], "facts": { "use_gas": true } });
        let row = read_json(vocabulary, &value).unwrap_err();
        assert!(row.problems[0].help.as_ref().unwrap().en.starts_with("did you mean \"uses_gas\"?"));
        assert_eq!(row.id.as_deref(), Some("P-1"));
    }

    #[test]
    fn what_must_be_there() {
        assert_eq!(read(json!({ "facts": {} })), Err(vec![wrong("C006", "/id"), wrong("C008", "/kinds")]));
        assert_eq!(read(json!({})), Err(vec![wrong("C006", "/id")]));
        assert_eq!(read(json!({ "id": "P-1" })), Err(vec![wrong("C008", "/kinds")]));
        assert_eq!(
            read(json!({ "id": " ", "kinds": [], "facts": {} })),
            Err(vec![wrong("C006", "/id"), wrong("C008", "/kinds")])
        );
        assert_eq!(read(json!([1])), Err(vec![wrong("C013", "")]));
        let place = read(json!({ "id": 17, "kinds": "商铺", "facts": null })).unwrap();
        assert_eq!((place.place.id.as_str(), place.place.records), ("17", None));
    }

    #[test]
    fn keys_that_are_there_twice() {
        let vocabulary = &*VOCABULARY;
        let read = |text: &str| read_json_text(vocabulary, text).map_err(|row| problems(&row.problems));
        let twice = r#"{"id":"P-1","kinds":["shop"],"facts":{"uses_gas":true,"使用燃气":false},"id":"P-2"}"#;
        assert_eq!(read(twice), Err(vec![wrong("C010", "/id"), wrong("C010", "/facts/使用燃气")]));
        assert!(read(r#"{"id":"P-1","kinds":["shop"],"facts":{"uses_gas":true,"使用燃气":"是"}}"#).is_ok());
        assert_eq!(read("{"), Err(vec![wrong("C012", "")]));
        assert_eq!(read(r#"{"id":"P-1","kinds":["shop"],"facts":{"floor_area":1e999}}"#), Err(vec![wrong("C012", "")]));
    }

    #[test]
    fn records_of_unknown_tasks_are_left_out_with_a_notice() {
        let place = read(json!({ "id": "P-1", "kinds": ["shop"], "records": [
            { "task": "巡河", "date": "2022-03-05" }, { "task": "检查", "date": "2022-03-05" }, { "task": "检查", "date": "2022-03-05" } ] }))
        .unwrap();
        assert_eq!(place.place.records.unwrap().len(), 2);
        assert_eq!(problems(&place.notices), [wrong("C021", "/records/0/task")]);
        let none = read(json!({ "id": "P-1", "kinds": ["shop"], "records": [] })).unwrap();
        assert_eq!(none.place.records, Some(vec![]));
    }

    #[test]
    fn a_flat_place_is_a_row_of_a_table() {
        let place = read(json!({
            "场所编号": "P-1", "名称": "甲", "类型": ["商铺"], "使用燃气（是/否）": "√", "面积(㎡)": "1,200", "安装日期": 44776,
            "goods": ["纸品", "气瓶"], "外墙": null, "使用然气": true
        }))
        .unwrap();
        assert_eq!(place.place.kinds.list(), [1]);
        assert_eq!(value(&place, "uses_gas"), Value::Bool(true));
        assert_eq!(value(&place, "floor_area"), Value::Number(1200.0));
        assert_eq!(value(&place, "installed"), Value::Date(Date::new(2022, 8, 3).unwrap()));
        assert_eq!(value(&place, "goods"), Value::Tags(0b101));
        assert_eq!(problems(&place.notices), [wrong("C001", "")]);
        assert_eq!(
            read(json!({ "id": "P-1", "kinds": "商铺", "面积": "很大", "fact": { "uses_gas": true } })),
            Err(vec![wrong("C002", "/面积"), wrong("C013", "/fact")])
        );
    }

    #[test]
    fn many_places() {
        let vocabulary = &*VOCABULARY;
        let mut records = RecordReader::new(vocabulary, None).unwrap();
        records.push_json_text(1, r#"{"place":"P-1","task":"检查","date":"2022-03-05"}"#);
        let options = ReadOptions { default_kind: Some("商铺".into()), ..ReadOptions::default() };
        let mut reader = JsonReader::new(vocabulary, &options).unwrap().with_records(records.finish());
        reader.start(Source { file: Some("places.jsonl".into()), ..Source::default() });
        reader.push_text(1, r#"{"id":"P-1","facts":{},"records":[{"task":"演练","date":"2022-03-05"}]}"#);
        reader.push_text(2, r#"{"id":"P-2","面积":5,"备注":"x"}"#);
        reader.push_text(3, r#"{"id":"P-3","面积":6,"备注":"y"}"#);
        reader.push_text(4, r#"{"id":"P-1","面积":"很大","备注":"z"}"#);
        reader.push_text(5, "nonsense");
        let block = reader.take_block();
        assert_eq!(block.entries[..3], [Entry::Place(0), Entry::Place(1), Entry::Place(2)]);
        assert_eq!(block.places.row(0).records.as_ref().unwrap().len(), 2);
        assert!(matches!(&block.entries[3], Entry::Error(row)
            if problems(&row.problems) == [wrong("C002", "/面积"), wrong("C005", "")]
            && row.problems[0].row == Some(4) && row.problems[0].file.as_deref() == Some("places.jsonl")));
        assert!(matches!(&block.entries[4], Entry::Error(row) if problems(&row.problems) == [wrong("C012", "")]));
        assert_eq!(problems(&reader.take_notices()), [wrong("C001", "")], "told once, not for every line");
        assert!(reader.take_unclaimed().is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_json_is_read_without_panic(
            key in "id|kinds|facts|answers|records|使用燃气|长度|\\PC{0,6}",
            inner in "uses_gas|floor_area|fuel|goods|installed|owner|长度|task|date",
            leaf in "null|true|-0|1e308|12|\"\\PC{0,6}\"|\\[\\]|\\[1,\"纸品\"\\]|\\{\\}",
        ) {
            let vocabulary = &*VOCABULARY;
            for text in [
                format!("{{\"id\":\"P\",\"kinds\":[\"shop\"],{}:{{\"{inner}\":{leaf}}}}}", json!(key)),
                format!("{{\"id\":\"P\",\"kinds\":\"河道\",{}:{leaf},\"records\":[{{\"{inner}\":{leaf}}}]}}", json!(key)),
                format!("{{\"id\":\"P\",\"kinds\":\"河道\",{}:{leaf}}}", json!(key)),
            ] {
                if let Err(row) = read_json_text(vocabulary, &text) {
                    assert!(!row.problems.is_empty());
                }
                assert_eq!(read_json_text(vocabulary, &text), read_any_text(vocabulary, &text), "{text}");
            }
        }

        #[test]
        fn the_quick_way_says_what_the_full_one_says(
            id in "\"P\"|\" P-1 \"|\"/\"|17|null",
            kinds in "\\[\"shop\"\\]|\\[\"河道\",\"饭店\"\\]|\\[\"river\",\"river\"\\]|\\[\\]|\"shop\"|null",
            fields in proptest::collection::vec(
                "\"name\":(\"甲\"|\"不详\"|null|\\[\\])|\"region\":\" 新城 / 龙兴 \"|\"since\":(\"2020.1.1\"|\"去年\"|null)|\"records\":(null|\\[\\]|\\[1\\])|\"id\":\"Q\"|\"x\":1",
                0..3,
            ),
            facts in proptest::collection::vec(
                "\"(uses_gas|燃气|floor_area|fuel|goods|installed|owner|broken|长度|hose_length|storeys|wall_tiles|clean|u\\\\u0073es_gas|nothing)\":(null|true|false|1|0|-1|0.5|1e99|\"是\"|\"bottled\"|\"无\"|\"/\"|\"1,200㎡\"|\"2022.8.3\"|\"passes\"|\"不符合\"|\"纸品、气瓶\"|\"\\\\u662f\"|\\[\"paper\"\\]|\\{\\})",
                0..8,
            ),
            cut in 0..9usize,
        ) {
            let vocabulary = &*VOCABULARY;
            let (facts, answers) = facts.split_at(cut.min(facts.len()));
            let mut fields = [fields, vec![format!("\"facts\":{{{}}}", facts.join(","))]].concat();
            if !answers.is_empty() {
                fields.push(format!("\"answers\":{{{}}}", answers.join(",")));
            }
            let text = format!("{{\"id\":{id},\"kinds\":{kinds},{}}}", fields.join(","));
            let read = read_any_text(vocabulary, &text);
            assert_eq!(read_json_text(vocabulary, &text), read, "{text}");
            let mut places = Places::new(vocabulary.inputs());
            let into = read_json_into(vocabulary, &text, &mut places);
            assert_eq!(into.is_ok(), read.is_ok());
            if let Ok(read) = read {
                let mut pushed = Places::new(vocabulary.inputs());
                pushed.push(read.place, &read.values);
                assert_eq!(places.rows(), pushed.rows());
                assert_eq!(format!("{:?}", places.groups()), format!("{:?}", pushed.groups()), "{text}");
            }
        }
    }
}
