//! How paicha's cost for a place grows with checks and with kinds, on packs and places made up in memory.

use crate::Result;
use crate::contender::{Contender, Data};
use crate::places::Dice;
use crate::timing::measure;
use paicha::pack::Files;
use paicha::table::{InputType, KindSet, PlaceRow, Places, Value};
use paicha::{AssessOptions, Date, Pack};
use std::fmt::Write;
use std::hint::black_box;

const PLACES: usize = 10_000;
const ROUNDS: usize = 7;

/// Facts of a kind, as many of each type as the workload has.
const BOOLS: i32 = 13;
const NUMBERS: i32 = 10;
const CHOICES: i32 = 3;

/// How large a pack is.
struct Size {
    kinds: usize,
    /// Checks of each kind.
    checks: usize,
}

const SIZES: [Size; 5] = [
    Size { kinds: 1, checks: 20 },
    Size { kinds: 1, checks: 200 },
    Size { kinds: 1, checks: 2_000 },
    Size { kinds: 5, checks: 20 },
    Size { kinds: 20, checks: 20 },
];

/// Measures all sizes in turn and prints a Markdown table.
///
/// # Errors
/// When a pack that was made up does not load.
pub fn print() -> Result<()> {
    let as_of = Date::new(2022, 12, 31).ok_or("not a date")?;
    let mut made = Vec::new();
    for size in &SIZES {
        let pack = Pack::load(&Files::default().with("made/pack.toml", rules(size)?), "made")?;
        let places = places(&pack, size);
        made.push((pack, places));
    }
    let mut contenders: Vec<_> = made.iter().map(|(pack, places)| contender(pack, places, as_of)).collect();
    println!("| kinds | checks of a kind | ns per place | ns per check of the place |\n|---:|---:|---:|---:|");
    for (size, measured) in SIZES.iter().zip(measure(&mut contenders, ROUNDS)?) {
        let Size { kinds, checks } = size;
        let nanoseconds = measured.nanoseconds;
        println!("| {kinds} | {checks} | {nanoseconds:.0} | {:.2} |", nanoseconds / *checks as f64);
    }
    Ok(())
}

fn contender<'w>(pack: &'w Pack, places: &'w Places, as_of: Date) -> Contender<'w> {
    let assessor = pack.assessor(as_of, AssessOptions::default());
    let run = move || {
        black_box(assessor.assess(places));
        Ok(())
    };
    Contender {
        engine: "paicha",
        input: "columns, one batch",
        data: Data::Complete,
        places: PLACES,
        yardstick: None,
        run: Box::new(run),
    }
}

/// A pack in which every kind has facts and checks of its own. Constants are drawn, so that hardly two checks share more
/// than facts.
fn rules(size: &Size) -> std::result::Result<String, std::fmt::Error> {
    let mut dice = Dice::new(20);
    let mut text = String::from("[pack]\nformat = 1\nid = \"made\"\ntitle = \"测速\"\nversion = \"1\"\n");
    for kind in 0..size.kinds {
        writeln!(text, "[kind.k{kind}]\nlabel = \"类型{kind}\"")?;
        write_facts(&mut text, kind)?;
        for check in 0..size.checks {
            let [a, b, c, d, e] = std::array::from_fn(|_| term(&mut dice, kind));
            let group = if check % 2 == 0 { "gas" } else { "fire" };
            let points = dice.between(1, 20);
            writeln!(
                text,
                "[[check]]\nid = \"k{kind}_check{check}\"\ntitle = \"要求 {kind}-{check}\"\nkinds = [\"k{kind}\"]\n\
                 applies_if = '{a} && {b}'\nfails_if = '{c} || ({d} && {e})'\n\
                 points = {points}\ngroups = [\"{group}\"]"
            )?;
        }
    }
    text.push_str(LEVELS);
    Ok(text)
}

const LEVELS: &str = r#"
[[level]]
id = "red"
label = "重大风险"
when = 'score >= 110 || (failed.gas >= 3 && failed.fire >= 3)'
[[level]]
id = "orange"
label = "较大风险"
when = 'score >= 70 || failed.gas >= 3 || failed.fire >= 4'
[[level]]
id = "yellow"
label = "一般风险"
when = 'score >= 30 || failed.fire >= 2'
[[level]]
id = "blue"
label = "低风险"
"#;

fn write_facts(text: &mut String, kind: usize) -> std::fmt::Result {
    let mut fact = |id: String, rest: &str| {
        writeln!(text, "[fact.k{kind}_{id}]\nlabel = \"事实 {kind}-{id}\"\nkinds = [\"k{kind}\"]\n{rest}")
    };
    for index in 0..BOOLS {
        fact(format!("b{index}"), "type = \"bool\"")?;
    }
    for index in 0..NUMBERS {
        fact(format!("n{index}"), "type = \"number\"\nrange = { min = 1, max = 1000 }")?;
    }
    for index in 0..CHOICES {
        fact(format!("c{index}"), "type = \"choice\"\noptions = [\"o0\", \"o1\", \"o2\", \"o3\"]")?;
    }
    Ok(())
}

/// One condition over the facts of a kind.
fn term(dice: &mut Dice, kind: usize) -> String {
    let mut draw = |facts: i32| dice.between(0, facts - 1);
    let (truth, number, other, choice, form) = (draw(BOOLS), draw(NUMBERS), draw(NUMBERS), draw(CHOICES), draw(6));
    match form {
        0 => format!("k{kind}_b{truth}"),
        1 => format!("!k{kind}_b{truth}"),
        2 => format!("k{kind}_n{number} < {}", dice.between(2, 999)),
        3 => format!("k{kind}_n{number} * k{kind}_n{other} > {}", dice.between(1_000, 900_000)),
        4 => format!("k{kind}_n{number} / k{kind}_n{other} < {}.5", dice.between(0, 9)),
        _ => format!("k{kind}_c{choice} in [\"o{}\", \"o3\"]", dice.between(0, 2)),
    }
}

/// Places of the kinds in turn, everything known that is asked of them.
fn places(pack: &Pack, size: &Size) -> Places {
    let mut dice = Dice::new(26);
    let mut places = Places::new(pack.inputs());
    for index in 0..PLACES {
        let kind = index % size.kinds;
        let mut value = |input_type: &InputType| match input_type {
            InputType::Number(_) => Value::Number(f64::from(dice.between(1, 1_000))),
            InputType::Choice(_) => Value::Choice(dice.between(0, 3) as usize),
            _ => Value::Bool(dice.chance(50)),
        };
        let inputs = pack.inputs().list().iter();
        let values: Vec<Value> = inputs
            .map(|input| if input.kinds.contains(&kind) { value(&input.input_type) } else { Value::Unknown })
            .collect();
        places.push(place_row(index, kind), &values);
    }
    places
}

fn place_row(index: usize, kind: usize) -> PlaceRow {
    PlaceRow {
        id: format!("P-{index}"),
        name: None,
        kinds: KindSet::new(vec![kind as u16]),
        region: None,
        since: None,
        records: None,
    }
}
