//! Made-up places for a pack, so that it can be tried, measured and shown before there are real ones.
//!
//! Values are drawn by type alone and say nothing about any real place. Writing them as cells is the shell's.

use crate::date::Date;
use crate::pack::Pack;
use crate::pack::item::Range;
use crate::table::{Input, InputType, KindSet, PlaceRow, Value};

/// No date is later: 2022-12-31, as a day number. A fixed day, since there is no clock.
const LAST_DAY: f64 = 19_357.0;
/// Dates go back so many days, 20 years.
const DAYS: u64 = 7_304;
/// From so many steps on a range is wide.
const WIDE: u64 = 1_000;
/// How wide a range is taken to be whose end the pack leaves open.
const OPEN: f64 = 100.0;

const NAMES: [&str; 8] = ["安福", "长兴", "同乐", "春晖", "万和", "金桥", "东升", "丽景"];
const REGIONS: [&str; 4] = ["示范街道/东园社区", "示范街道/南湖社区", "示范街道/西桥社区", "示范街道/北苑社区"];
const TEXTS: [&str; 4] = ["张三", "李四", "王五", "赵六"];

/// Makes places up, one after the other, without end: who each is, and a value for each input of the pack, in order.
///
/// The same pack, seed and share of blanks give the same places on every platform. The share changes no value, it only
/// takes some away.
///
/// - Kinds come in turn, one a place; only inputs that concern the kind get values.
/// - Truths, choices, tags and texts come equally often; of ten answers eight pass, one fails, one does not apply.
/// - Numbers lie within the range of their fact; an end left open lies 100 from the other, or from 0. They are whole where
///   the range holds at least three whole numbers, else hundredths. In a range wider than 1,000, small numbers are as
///   frequent as large ones: their size is drawn first.
/// - Dates lie in the 20 years before 2023, those of facts more often near the end.
///
/// ```
/// use paicha::generate::Generator;
/// use paicha::pack::Files;
/// use paicha::table::{Places, Value};
/// use paicha::{AssessOptions, Date, Pack};
///
/// let files = Files::default().with("shops/pack.toml", r#"
/// [pack]
/// format = 1
/// id = "shops"
/// title = "商铺"
/// version = "1"
///
/// [fact.exit_locked]
/// label = "出口锁闭"
/// type = "bool"
///
/// [[check]]
/// id = "exits"
/// title = "安全出口畅通"
/// fails_if = '出口锁闭'
/// "#);
/// let pack = Pack::load(&files, "shops")?;
/// let mut places = Places::new(pack.inputs());
/// for (row, values) in Generator::new(&pack, 7, 0.0).take(1_000) {
///     assert!(matches!(values[..], [Value::Bool(_)]));
///     places.push(row, &values);
/// }
/// assert_eq!(places.row(999).id, "P-0001000");
/// let as_of = Date::new(2022, 12, 31).unwrap();
/// assert_eq!(pack.assessor(as_of, AssessOptions::default()).assess(&places).len(), 1_000);
/// # Ok::<(), paicha::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Generator<'p> {
    pack: &'p Pack,
    blank: f64,
    random: Random,
    made: u64,
}

impl<'p> Generator<'p> {
    /// Places of a pack by a seed; `blank`, from 0 to 1, is the share of values left unknown.
    pub fn new(pack: &'p Pack, seed: u64, blank: f64) -> Self {
        Self { pack, blank, random: Random(seed), made: 0 }
    }

    fn row(&mut self) -> PlaceRow {
        let kinds = &self.pack.items().kinds;
        let kind = self.made.checked_rem(kinds.len() as u64).map(|index| index as u16);
        let label = kind.and_then(|kind| kinds.get(usize::from(kind))).map_or("场所", |kind| &kind.label);
        self.made += 1;
        PlaceRow {
            id: format!("P-{:07}", self.made),
            name: Some(format!("{}{label}", self.random.one_of(&NAMES))),
            kinds: KindSet::new(kind.into_iter().collect()),
            region: Some(self.random.one_of(&REGIONS).to_owned()),
            since: self.random.day(Random::up_to),
            records: None,
        }
    }

    fn value(&mut self, input: &Input) -> Value {
        // Drawn even where it is left blank, so that the share changes nothing else.
        let value = self.random.value(input);
        if self.random.share() < self.blank { Value::Unknown } else { value }
    }
}

impl Iterator for Generator<'_> {
    type Item = (PlaceRow, Vec<Value>);

    fn next(&mut self) -> Option<Self::Item> {
        let (pack, row) = (self.pack, self.row());
        let value = |input: &Input| if row.kinds.meets(&input.kinds) { self.value(input) } else { Value::Unknown };
        let values = pack.inputs().list().iter().map(value).collect();
        Some((row, values))
    }
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): whole numbers only, so
/// that every platform draws the same.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not, 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number from 0 to `most`, each as likely.
    fn up_to(&mut self, most: u64) -> u64 {
        ((u128::from(self.next()) * (u128::from(most) + 1)) >> 64) as u64
    }

    /// A whole number from 0 to `most`; where that is wide, one digit or many are as likely.
    fn of_any_size(&mut self, most: u64) -> u64 {
        if most <= WIDE {
            return self.up_to(most);
        }
        let bits = 1 + self.up_to(u64::from(most.ilog2())) as u32;
        self.up_to(most.min(u64::MAX >> (64 - bits)))
    }

    fn one_of(&mut self, texts: &'static [&str]) -> &'static str {
        let index = self.up_to(texts.len() as u64 - 1) as usize;
        texts.get(index).copied().unwrap_or_default()
    }

    fn day(&mut self, draw: fn(&mut Self, u64) -> u64) -> Option<Date> {
        Date::from_day_number(LAST_DAY - draw(self, DAYS) as f64)
    }

    fn value(&mut self, input: &Input) -> Value {
        let options = input.options().len() as u64;
        match input.input_type {
            InputType::Bool => Value::Bool(self.up_to(1) == 1),
            InputType::Answer => match self.up_to(9) {
                0 => Value::NotApplicable,
                one => Value::Fails(one == 1),
            },
            InputType::Number(_) => Value::Number(self.number(input.range)),
            InputType::Text => Value::Text(self.one_of(&TEXTS).to_owned()),
            InputType::Choice(_) => Value::Choice(self.up_to(options.saturating_sub(1)) as usize),
            InputType::Tags(_) => {
                Value::Tags(self.next() & u64::MAX.checked_shr(64 - options.min(64) as u32).unwrap_or(0))
            }
            InputType::Date => self.day(Self::of_any_size).map_or(Value::Unknown, Value::Date),
        }
    }

    fn number(&mut self, range: Range) -> f64 {
        let (least, most) = match (range.min, range.max) {
            (Some(min), Some(max)) => (min, max),
            (Some(min), None) => (min, min + OPEN),
            (None, Some(max)) => ((max - OPEN).min(0.0), max),
            (None, None) => (0.0, OPEN),
        };
        let scale = if most.floor() - least.ceil() >= 2.0 { 1.0 } else { 100.0 };
        let first = (least * scale).ceil();
        // A cast keeps within the bounds of the type, and a step within those of the range.
        let steps = ((most * scale).floor() - first) as u64;
        ((first + self.of_any_size(steps) as f64) / scale).max(least).min(most)
    }
}

#[cfg(test)]
#[cfg(feature = "script")]
mod tests {
    use super::*;
    use crate::pack::Files;

    const PACK: &str = r#"
[pack]
format = 1
id = "p"
title = "试验"
version = "1"

[kind.shop]
label = "商铺"

[kind.river]
label = "河道"

[fact.locked]
label = "出口锁闭"
type = "bool"

[fact.area]
label = "面积"
type = "number"
kinds = ["shop"]
range = { min = 0, max = 200000 }

[fact.share]
label = "占比"
type = "number"
range = { min = 0, max = 1 }

[fact.fuel]
label = "燃料"
type = "choice"
options = ["gas", "coal", "none"]

[fact.goods]
label = "货物"
type = "tags"
options = ["paper", "paint", "cloth"]

[fact.tested]
label = "检测日期"
type = "date"

[fact.owner]
label = "负责人"
type = "text"

[[check]]
id = "clean"
title = "环境整洁"
"#;

    fn pack() -> Pack {
        Pack::load(&Files::default().with("p/pack.toml", PACK), "p").unwrap()
    }

    fn values(blank: f64) -> Vec<Vec<Value>> {
        Generator::new(&pack(), 5, blank).take(400).map(|(_, values)| values).collect()
    }

    #[test]
    fn the_numbers_of_splitmix() {
        let mut random = Random(1_234_567);
        let first = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([random.next(), random.next(), random.next()], first);
    }

    #[test]
    fn the_same_places_for_ever() {
        let pack = pack();
        let places: Vec<(PlaceRow, Vec<Value>)> = Generator::new(&pack, 1, 0.2).take(2).collect();
        let date = |year, month, day| Date::new(year, month, day).unwrap();
        let (shop, river) = (&places[0], &places[1]);
        let first = PlaceRow {
            id: "P-0000001".into(),
            name: Some("万和商铺".into()),
            kinds: KindSet::new(vec![0]),
            region: Some("示范街道/西桥社区".into()),
            since: Some(date(2003, 7, 31)),
            records: None,
        };
        assert_eq!(shop.0, first);
        assert_eq!((river.0.id.as_str(), river.0.name.as_deref()), ("P-0000002", Some("安福河道")));
        assert_eq!(
            shop.1,
            [
                Value::Bool(false),
                Value::Number(14_374.0),
                Value::Number(0.28),
                Value::Choice(1),
                Value::Tags(0),
                Value::Date(date(2022, 12, 21)),
                Value::Text("赵六".into()),
                Value::Unknown,
            ]
        );
        assert_eq!(
            river.1,
            [
                Value::Unknown,
                Value::Unknown,
                Value::Number(0.52),
                Value::Choice(0),
                Value::Tags(0b100),
                Value::Date(date(2022, 12, 3)),
                Value::Text("王五".into()),
                Value::Fails(false),
            ]
        );
    }

    #[test]
    fn a_share_of_blanks_takes_away_and_changes_nothing() {
        let (all, most, none) = (values(0.0), values(0.2), values(1.0));
        let mut blanks = 0;
        for (row, ((all, most), none)) in all.iter().zip(&most).zip(&none).enumerate() {
            assert!(none.iter().all(|value| *value == Value::Unknown));
            for (input, (whole, left)) in all.iter().zip(most).enumerate() {
                // The area concerns shops only, and those are every second place.
                assert_eq!(*whole == Value::Unknown, input == 1 && row % 2 == 1, "{row} {input}");
                assert!(left == whole || *left == Value::Unknown);
                blanks += usize::from(left != whole);
            }
        }
        assert!((500..=700).contains(&blanks), "{blanks} of 3000");
    }

    #[test]
    fn small_numbers_are_as_frequent_as_large_ones() {
        let all = values(0.0);
        let areas = all.iter().filter_map(|values| match values[1] {
            Value::Number(area) => Some(area),
            _ => None,
        });
        let small = areas.filter(|area| *area < 1_000.0).count();
        assert!((80..=140).contains(&small), "{small} of 200");
    }

    proptest::proptest! {
        #[test]
        fn numbers_keep_to_their_range(
            seed: u64,
            min in proptest::option::of(-1e12..1e12_f64),
            width in proptest::option::of(0.0..1e12_f64),
        ) {
            let mut random = Random(seed);
            let max = width.map(|width| min.unwrap_or(0.0) + width);
            for _ in 0..20 {
                let number = random.number(Range { min, max });
                assert!(min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max), "{number}");
            }
        }

        #[test]
        fn any_bounds_give_a_finite_number(seed: u64, min in proptest::num::f64::NORMAL, max in proptest::num::f64::NORMAL) {
            assert!(Random(seed).number(Range { min: Some(min.min(max)), max: Some(min.max(max)) }).is_finite());
        }
    }
}
