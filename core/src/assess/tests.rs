//! Where columns, single places and odd rules meet.

use crate::pack::Files;
use crate::table::{KindSet, PlaceRow, Places, Record, Value};
use crate::{AssessOptions, Assessor, Date, Pack};

const HEAD: &str = "[pack]\nformat = 1\nid = \"t\"\ntitle = \"t\"\nversion = \"1\"\n";

fn pack(rules: &str) -> Pack {
    Pack::load(&Files::default().with("t/pack.toml", format!("{HEAD}{rules}")), "t").unwrap()
}

fn assessor(pack: &Pack) -> Assessor {
    pack.assessor(Date::new(2022, 1, 15).unwrap(), AssessOptions::default())
}

fn row(records: Option<Vec<Record>>) -> PlaceRow {
    let id = "P".to_owned();
    PlaceRow { id, name: None, kinds: KindSet::default(), region: None, since: None, records }
}

fn places(pack: &Pack, count: usize, values: &[Value]) -> Places {
    let mut places = Places::new(pack.inputs());
    (0..count).for_each(|_| places.push(row(None), values));
    places
}

#[test]
fn what_follows_from_a_constant_that_fails_is_open_in_every_block() {
    let pack = pack(
        "[fact.a]\nlabel = \"甲\"\ntype = \"bool\"\n[[check]]\nid = \"c\"\ntitle = \"c\"\nfails_if = '甲'\npoints = 2\n[score]\nvalue = 'points() + clamp(1 / (month(as_of) - 1), 0, 5)'\n",
    );
    for count in [1, 2, 64, 65] {
        let places = places(&pack, count, &[Value::Bool(true)]);
        let assessed = assessor(&pack).assess(&places);
        for place in [0, count - 1] {
            assert_eq!(assessed.score(place), (Some(2.0), Some(7.0)), "of {count}");
            let assessment = assessed.assessment(place);
            assert_eq!((assessment.score, assessment.score_at_worst), (Some(2.0), Some(7.0)));
            assert_eq!(assessment.errors[0].code, "R001");
        }
    }
}

#[test]
fn nothing_is_in_an_empty_list() {
    let rules = "[fact.n]\nlabel = \"数\"\ntype = \"number\"\n[fact.c]\nlabel = \"选\"\ntype = \"choice\"\noptions = [\"x\", \"y\"]\n[[check]]\nid = \"a\"\ntitle = \"a\"\nfails_if = '数 in []'\n[[check]]\nid = \"b\"\ntitle = \"b\"\nfails_if = '选 in []'\n";
    let pack = pack(rules);
    let places = places(&pack, 3, &[]);
    let assessed = assessor(&pack).assess(&places);
    for check in 0..2 {
        assert_eq!(assessed.outcome(1, check), Some(crate::assessment::Outcome::Passed));
    }
}

#[test]
fn a_text_that_is_the_same_either_way_is_known() {
    let pack = pack(
        "[task.t]\nlabel = \"巡查\"\n[[duty]]\nid = \"d\"\ntask = \"t\"\nat_least = 1\nper = \"year\"\ncount_if = '(if outcome == \"ok\" { task } else { checker }) == \"t\"'\n",
    );
    let record = |checker: &str| Record {
        task: "t".to_owned(),
        date: Date::new(2022, 1, 3).unwrap(),
        checker: Some(checker.to_owned()),
        outcome: None,
    };
    for (checker, done) in [("t", 1), ("u", 0)] {
        let mut places = Places::new(pack.inputs());
        places.push(row(Some(vec![record(checker)])), &[]);
        assert_eq!(assessor(&pack).assess(&places).assessment(0).tasks[0].done, Some(done), "{checker}");
    }
}

#[test]
fn what_is_no_result_has_none() {
    let pack =
        pack("[fact.a]\nlabel = \"甲\"\ntype = \"bool\"\n[[check]]\nid = \"c\"\ntitle = \"c\"\nfails_if = '甲'\n");
    let places = places(&pack, 65, &[Value::Bool(true)]);
    let assessed = assessor(&pack).assess(&places);
    assert_eq!(assessed.result_truth(0, 0), None);
    assert_eq!((assessed.result_number(0, 0), assessed.result_level(0, 0)), ((None, None), None));
    assert_eq!((assessed.outcome(65, 0), assessed.outcome(0, 1), assessed.level(0)), (None, None, None));
}

#[test]
fn more_levels_than_bits_are_an_error() {
    let level = |index: usize| {
        format!("[[level]]\nid = \"l{index}\"\nlabel = \"l{index}\"\nwhen = 'score > {}'\n", 1_000 - index)
    };
    let levels = |count: usize| {
        let last =
            "[[level]]\nid = \"last\"\nlabel = \"末\"\n[[adjust]]\nid = \"a\"\nwhen = 'score > 1000'\nto = \"last\"\n";
        let rules = (1..count).map(level).chain([last.to_owned()]).collect::<String>();
        let checked = Pack::check(&Files::default().with("t/pack.toml", format!("{HEAD}{rules}")), "t");
        checked.diagnostics.iter().filter(|one| one.message.en.contains("64 are the most")).count()
    };
    assert_eq!((levels(64), levels(65), levels(300)), (0, 1, 1));
}

#[test]
fn what_is_known_is_told_and_says_the_same_again() {
    let rules = "[fact.b]\nlabel = \"甲\"\ntype = \"bool\"\n[fact.n]\nlabel = \"数\"\ntype = \"number\"\n[fact.c]\nlabel = \"选\"\ntype = \"choice\"\noptions = [\"x\", \"y\"]\n[fact.d]\nlabel = \"日\"\ntype = \"date\"\n[fact.u]\nlabel = \"未\"\ntype = \"bool\"\n[fact.a]\nlabel = \"无\"\ntype = \"bool\"\n[[check]]\nid = \"o\"\ntitle = \"看\"\n";
    let pack = pack(rules);
    let known = |id: &str| pack.inputs().by_id(id).unwrap();
    let day = Date::new(2021, 3, 4).unwrap();
    let values = [
        (known("b"), Value::Bool(false)),
        (known("n"), Value::Number(2.5)),
        (known("c"), Value::Choice(1)),
        (known("d"), Value::Date(day)),
        (known("a"), Value::NotApplicable),
        (known("o"), Value::Fails(true)),
    ];
    let mut places = Places::new(pack.inputs());
    places.push(row(None), &[]);
    places.push_known(row(None), values.iter().map(|(input, value)| (*input, value)));
    let assessor = assessor(&pack);
    let assessed = assessor.assess(&places);
    assert!(assessed.known(0).is_empty());
    let told: Vec<String> =
        assessed.known(1).iter().map(|input| serde_json::to_string(&(&input.id, &input.value)).unwrap()).collect();
    assert_eq!(
        told,
        [
            r#"["b",false]"#,
            r#"["n",2.5]"#,
            r#"["c","y"]"#,
            r#"["d","2021-03-04"]"#,
            r#"["a","not_applicable"]"#,
            r#"["o","fails"]"#
        ]
    );
}
