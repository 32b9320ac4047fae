//! Restaurants out of a seed: the same on every machine, each check failing for some of them.

/// How many facts a place has.
pub const FACTS: usize = 26;

// The options of choices as the pack numbers them.
const BOTTLED: usize = 0;
const PIPELINE: usize = 1;
const ALCOHOL: usize = 2;
const STREET: usize = 0;
const MALL: usize = 1;
const RESIDENTIAL: usize = 2;
const BASEMENT: usize = 3;
const BRICK: usize = 0;
const FIREPROOF_BOARD: usize = 1;
const WOOD: usize = 2;
const FOAM: usize = 3;

/// One known fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// The option of a choice, by index.
    Option(usize),
}

impl Fact {
    /// The truth of a bool fact; of others, no.
    pub fn truth(self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// The number of a number fact; of others, none.
    pub fn number(self) -> f64 {
        if let Self::Number(number) = self { number } else { f64::NAN }
    }

    /// The option of a choice; of others, one that there is not.
    pub fn option(self) -> usize {
        if let Self::Option(option) = self { option } else { usize::MAX }
    }
}

/// The facts of a place in the order of the pack.
pub type Row = [Fact; FACTS];

/// The same, some of them blank.
pub type BlankRow = [Option<Fact>; FACTS];

/// A linear congruential generator.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A whole number from `least` to `most`.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let sides = i64::from(most) - i64::from(least) + 1;
        // The high bits: the low ones of such a generator repeat soon.
        (i64::from(least) + ((self.0 >> 33) as i64) % sides) as i32
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of some things, by weights that add up to a hundred.
    fn pick<T: Copy + Default>(&mut self, weighted: &[(i32, T)]) -> T {
        let mut left = self.between(1, 100);
        let falls_here = |(weight, _): &&(i32, T)| {
            left -= weight;
            left <= 0
        };
        weighted.iter().find(falls_here).map(|(_, thing)| *thing).unwrap_or_default()
    }
}

/// Restaurants of which everything is known.
pub fn complete(count: usize) -> Vec<Row> {
    let mut dice = Dice::new(2022);
    (0..count).map(|_| restaurant(&mut dice)).collect()
}

/// Restaurants of which a fifth of the facts is blank.
pub fn blank(count: usize) -> Vec<BlankRow> {
    let mut dice = Dice::new(1118);
    let mut holes = Dice::new(7);
    (0..count).map(|_| restaurant(&mut dice).map(|fact| (!holes.chance(20)).then_some(fact))).collect()
}

fn restaurant(dice: &mut Dice) -> Row {
    let place = dice.pick(&[(55, STREET), (20, MALL), (20, RESIDENTIAL), (5, BASEMENT)]);
    let storey = match place {
        MALL => dice.pick(&[(8, -1), (20, 1), (20, 2), (20, 3), (12, 4), (10, 5), (10, 6)]),
        BASEMENT => -1,
        _ => dice.pick(&[(70, 1), (25, 2), (5, 3)]),
    };
    let (smallest, largest) = dice.pick(&[(70, (15, 150)), (25, (150, 600)), (5, (600, 3_000))]);
    let area = dice.between(smallest, largest);
    let seats = (area * 10 / dice.between(9, 30)).max(1);
    let exits = if dice.chance(if area > 120 { 15 } else { 50 }) { 1 } else { dice.between(2, 4) };
    let extinguishers = match (area / 75 + 1).max(2) {
        needed if dice.chance(85) => needed + dice.between(0, 2),
        needed => dice.between(0, needed - 1),
    };
    let cylinders = if dice.chance(20) { dice.between(10, 30) } else { dice.between(0, 8) };
    let kg_per_cylinder = if dice.chance(60) { 14.5 } else { 45.0 };
    [
        Fact::Bool(dice.chance(85)),
        Fact::Option(dice.pick(&[(45, BOTTLED), (45, PIPELINE), (10, ALCOHOL)])),
        Fact::Bool(dice.chance(80)),
        Fact::Bool(dice.chance(80)),
        Fact::Bool(dice.chance(88)),
        Fact::Bool(dice.chance(10)),
        Fact::Number(f64::from(dice.between(0, 10))),
        Fact::Number(f64::from(dice.between(1, 5)) / 2.0),
        Fact::Number(f64::from(cylinders)),
        Fact::Number(kg_per_cylinder),
        Fact::Bool(dice.chance(60)),
        Fact::Number(f64::from(area)),
        Fact::Number(f64::from(seats)),
        Fact::Number(f64::from(storey)),
        Fact::Number(f64::from(exits)),
        Fact::Number(f64::from(extinguishers)),
        Fact::Number(f64::from(dice.between(0, 110))),
        Fact::Option(place),
        Fact::Option(dice.pick(&[(60, BRICK), (25, FIREPROOF_BOARD), (10, WOOD), (5, FOAM)])),
        Fact::Bool(dice.chance(5)),
        Fact::Bool(dice.chance(8)),
        Fact::Bool(dice.chance(70)),
        Fact::Bool(dice.chance(6)),
        Fact::Bool(dice.chance(40)),
        Fact::Bool(dice.chance(50)),
        Fact::Bool(dice.chance(15)),
    ]
}
