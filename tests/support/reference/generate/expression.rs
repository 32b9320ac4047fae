//! Strategies for expressions: of each type, to a depth, from the names that can be seen where the expression stands.

use super::{day, small};
use crate::reference::expression::{Aggregate, Arithmetic, Comparison, Day, Number, Target, Truth, Unit};
use proptest::prelude::*;
use proptest::sample::select;

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Derived facts, `applies_if`, `fails_if`, scope.
    Before,
    /// Points and grades: after the checks, but they see facts only.
    Points,
    /// The score.
    Score,
    /// The first result: also the score.
    Result,
    /// The second result: also the first.
    SecondResult,
    /// The levels of the level result.
    ResultLevels,
    /// Levels and adjusts: also all results.
    Levels,
}

/// What an expression may name.
#[derive(Clone, Copy)]
pub struct Scope {
    pub stands: Stands,
    /// How many derived facts there are yet, in the order truth, number, truth, number.
    pub derived: usize,
    /// `??` and `known`.
    pub assumptions: bool,
    /// Division by facts, which may be 0.
    pub division: bool,
    /// Numbers without bounds.
    pub unbounded: bool,
    pub results: bool,
    /// `possible` and `highest`.
    pub fullest: bool,
    /// `min` and `if` of dates: after the checks the documents do not say what an unknown date could be.
    pub date_choices: bool,
}

/// Strategies for the three types.
#[derive(Clone)]
pub struct Expressions {
    pub truth: BoxedStrategy<Truth>,
    pub number: BoxedStrategy<Number>,
    day: BoxedStrategy<Day>,
}

/// A weighted choice that is put together bit by bit.
struct Choices<T>(Vec<(u32, BoxedStrategy<T>)>);

impl<T: std::fmt::Debug + 'static> Choices<T> {
    fn with(mut self, weight: u32, strategy: impl Strategy<Value = T> + 'static) -> Self {
        self.0.push((weight, strategy.boxed()));
        self
    }

    fn given(self, condition: bool, weight: u32, strategy: impl Strategy<Value = T> + 'static) -> Self {
        if condition { self.with(weight, strategy) } else { self }
    }

    fn boxed(self) -> BoxedStrategy<T> {
        proptest::strategy::Union::new_weighted(self.0).boxed()
    }
}

/// Expressions of at most some depth.
pub fn expressions(scope: Scope, depth: u32) -> Expressions {
    let leaves = Expressions { truth: truth_leaf(scope), number: number_leaf(scope), day: day_leaf() };
    (0..depth).fold(leaves.clone(), |inner, _| deeper(scope, &leaves, &inner))
}

fn deeper(scope: Scope, leaves: &Expressions, inner: &Expressions) -> Expressions {
    Expressions {
        truth: truth(scope, leaves, inner),
        number: number(scope, leaves, inner),
        day: dates(scope, leaves, inner),
    }
}

fn comparison() -> impl Strategy<Value = Comparison> {
    select(vec![
        Comparison::Less,
        Comparison::LessOrEqual,
        Comparison::Greater,
        Comparison::GreaterOrEqual,
        Comparison::Equal,
        Comparison::NotEqual,
    ])
}

fn unit() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Days, Unit::Months, Unit::Years])
}

fn truth_leaf(scope: Scope) -> BoxedStrategy<Truth> {
    let storage =
        |(comparison, limit)| Truth::Compare(comparison, Box::new(Number::Fact(2)), Box::new(Number::Literal(limit)));
    let text = prop_oneof![
        (any::<bool>(), 0..3usize).prop_map(|(is, text)| Truth::TextIs(is, text)),
        (0..3usize).prop_map(Truth::TextStarts),
        (0..3usize).prop_map(Truth::TextContains),
    ];
    let after = scope.stands >= Stands::Score;
    let results = scope.results && scope.stands >= Stands::Levels;
    Choices(Vec::new())
        .with(8, (0..4usize).prop_map(Truth::Fact))
        .with(1, any::<bool>().prop_map(Truth::Literal))
        .with(2, (any::<bool>(), 0..2usize, 0..3usize).prop_map(|(is, fact, option)| Truth::ChoiceIs(is, fact, option)))
        .with(
            1,
            (0..2usize, prop::collection::vec(0..3usize, 1..3))
                .prop_map(|(fact, options)| Truth::ChoiceIn(fact, options)),
        )
        .with(1, (0..3usize).prop_map(Truth::Tagged))
        .with(1, text)
        .with(1, (0..3usize).prop_map(Truth::Kind))
        .with(1, prop_oneof![Just(Truth::During), Just(Truth::InRegister), (0..2usize).prop_map(Truth::Region)])
        .with(1, (comparison(), small()).prop_map(storage))
        .given(scope.derived >= 1, 2, (0..scope.derived.div_ceil(2)).prop_map(Truth::Derived))
        .given(after, 3, (0..6usize).prop_map(Truth::Failed))
        .given(after, 1, (0..6usize).prop_map(Truth::Applies))
        .given(after && scope.assumptions, 1, (0..6usize).prop_map(Truth::KnownCheck))
        .given(
            scope.assumptions,
            1,
            prop_oneof![(0..4usize).prop_map(Truth::KnownBool), (0..2usize).prop_map(Truth::KnownNumber)],
        )
        .given(results, 2, Just(Truth::ResultTruth))
        .given(results, 2, (any::<bool>(), 0..3usize).prop_map(|(is, level)| Truth::ResultLevel(is, level)))
        .boxed()
}

fn truth(scope: Scope, leaves: &Expressions, inner: &Expressions) -> BoxedStrategy<Truth> {
    let (truth, number, day) = (&inner.truth, &inner.number, &inner.day);
    let pair = || (truth.clone(), truth.clone());
    let counted = (comparison(), prop::collection::vec(truth.clone(), 2..5), 0..4u8);
    let counted = counted.prop_map(|(comparison, list, limit)| {
        Truth::Compare(comparison, Box::new(Number::Count(list)), Box::new(Number::Literal(f64::from(limit))))
    });
    Choices(Vec::new())
        .with(5, leaves.truth.clone())
        .with(3, pair().prop_map(|(left, right)| Truth::And(Box::new(left), Box::new(right))))
        .with(3, pair().prop_map(|(left, right)| Truth::Or(Box::new(left), Box::new(right))))
        .with(2, truth.clone().prop_map(|truth| Truth::Not(Box::new(truth))))
        .with(
            1,
            (any::<bool>(), pair())
                .prop_map(|(same, (left, right))| Truth::Same(same, Box::new(left), Box::new(right))),
        )
        .with(
            1,
            (truth.clone(), pair())
                .prop_map(|(condition, (yes, no))| Truth::If(Box::new(condition), Box::new(yes), Box::new(no))),
        )
        .with(
            6,
            (comparison(), number.clone(), leaves.number.clone())
                .prop_map(|(comparison, left, right)| Truth::Compare(comparison, Box::new(left), Box::new(right))),
        )
        .with(
            1,
            (comparison(), day.clone(), leaves.day.clone())
                .prop_map(|(comparison, left, right)| Truth::CompareDays(comparison, Box::new(left), Box::new(right))),
        )
        .with(
            1,
            (number.clone(), prop::collection::vec(small(), 1..4))
                .prop_map(|(number, list)| Truth::NumberIn(Box::new(number), list)),
        )
        .with(2, counted)
        .given(
            scope.assumptions,
            1,
            (0..4usize, leaves.truth.clone()).prop_map(|(fact, other)| Truth::Assume(fact, Box::new(other))),
        )
        .boxed()
}

fn target(with_checks: bool, grades: bool) -> BoxedStrategy<Target> {
    Choices(Vec::new())
        .with(2, (0..2usize).prop_map(Target::Section))
        .with(2, (0..2usize).prop_map(Target::Group))
        .given(with_checks, 2, (0..6usize).prop_map(Target::Check))
        .given(grades, 2, select(vec![Target::Major, Target::General]))
        .boxed()
}

fn aggregate(scope: Scope) -> BoxedStrategy<Number> {
    let of = |aggregate: Aggregate| move |target: Target| Number::Of(aggregate, target);
    let all = [Aggregate::Failed, Aggregate::Points];
    Choices(Vec::new())
        .with(4, target(false, true).prop_map(of(Aggregate::Failed)))
        .with(1, target(false, false).prop_map(of(Aggregate::Applies)))
        .with(3, target(true, false).prop_map(of(Aggregate::Points)))
        .with(2, select(all.to_vec()).prop_map(|aggregate| Number::Of(aggregate, Target::All)))
        .given(scope.fullest, 1, target(true, false).prop_map(of(Aggregate::Possible)))
        .given(scope.fullest, 1, Just(Number::Of(Aggregate::Possible, Target::All)))
        .given(scope.fullest, 1, target(false, false).prop_map(of(Aggregate::Highest)))
        .given(scope.assumptions, 1, target(false, false).prop_map(of(Aggregate::Known)))
        .boxed()
}

fn number_leaf(scope: Scope) -> BoxedStrategy<Number> {
    let after = scope.stands >= Stands::Score;
    let facts = if scope.unbounded { 3usize } else { 2 };
    Choices(Vec::new())
        .with(3, small().prop_map(Number::Literal))
        .with(3, (0..facts).prop_map(Number::Fact))
        .with(1, Just(Number::TagCount))
        .given(scope.derived >= 2, 2, (0..scope.derived / 2).prop_map(Number::Derived))
        .given(after, 8, aggregate(scope))
        .given(scope.stands >= Stands::Result, 5, Just(Number::Score))
        .given(scope.stands >= Stands::SecondResult && scope.results, 3, Just(Number::ResultNumber))
        .given(scope.stands == Stands::ResultLevels, 8, Just(Number::Value))
        .boxed()
}

fn number(scope: Scope, leaves: &Expressions, inner: &Expressions) -> BoxedStrategy<Number> {
    let (truth, number, leaf) = (&inner.truth, &inner.number, &leaves.number);
    let boxed = Box::new;
    let list = || prop::collection::vec(number.clone(), 2..4);
    let one = |make: fn(Box<Number>) -> Number| number.clone().prop_map(move |number| make(Box::new(number)));
    let sums = select(vec![Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply]);
    let clamp = |(number, low, width): (Number, f64, u8)| Number::Clamp(Box::new(number), low, low + f64::from(width));
    let between = (unit(), inner.day.clone(), leaves.day.clone())
        .prop_map(|(unit, from, to)| Number::Between(unit, Box::new(from), Box::new(to)))
        .boxed();
    let clamped = between.clone().prop_map(|between| Number::Clamp(Box::new(between), 0.0, 30.0));
    let divisor = prop_oneof![select(vec![2.0, 4.0, -2.0, 0.5]).prop_map(Number::Literal)].boxed();
    let divisor =
        if scope.division { prop_oneof![divisor, (0..2usize).prop_map(Number::Fact)].boxed() } else { divisor };
    Choices(Vec::new())
        .with(6, leaf.clone())
        .with(
            5,
            (sums, number.clone(), leaf.clone())
                .prop_map(move |(operation, left, right)| Number::Arithmetic(operation, boxed(left), boxed(right))),
        )
        .with(
            1,
            (number.clone(), divisor)
                .prop_map(move |(left, right)| Number::Arithmetic(Arithmetic::Divide, boxed(left), boxed(right))),
        )
        .with(1, one(Number::Negate))
        .with(1, list().prop_map(Number::Min))
        .with(1, list().prop_map(Number::Max))
        .with(1, prop_oneof![one(Number::Abs), one(Number::Floor), one(Number::Ceil), one(Number::Round)])
        .with(1, (number.clone(), 1..3u32).prop_map(move |(number, decimals)| Number::RoundTo(boxed(number), decimals)))
        .with(1, (number.clone(), small(), 0..6u8).prop_map(clamp))
        .with(1, (leaf.clone(), 2..4u32).prop_map(move |(number, exponent)| Number::Power(boxed(number), exponent)))
        // Before the checks, the documents do not say what a count comes to among numbers that are unknown.
        .given(scope.stands > Stands::Before, 3, prop::collection::vec(truth.clone(), 2..5).prop_map(Number::Count))
        .with(
            2,
            (truth.clone(), number.clone(), leaf.clone())
                .prop_map(move |(condition, yes, no)| Number::If(Box::new(condition), boxed(yes), boxed(no))),
        )
        .with(1, clamped)
        .given(scope.unbounded, 1, between)
        .given(
            scope.unbounded,
            1,
            (unit(), inner.day.clone()).prop_map(|(unit, day)| Number::Part(unit, Box::new(day))),
        )
        .given(
            scope.assumptions,
            1,
            (0..2usize, leaf.clone()).prop_map(move |(fact, other)| Number::Assume(fact, boxed(other))),
        )
        .boxed()
}

fn day_leaf() -> BoxedStrategy<Day> {
    prop_oneof![
        4 => (0..2usize).prop_map(Day::Fact),
        2 => Just(Day::AsOf),
        1 => Just(Day::Since),
        1 => day().prop_map(Day::Literal),
    ]
    .boxed()
}

fn dates(scope: Scope, leaves: &Expressions, inner: &Expressions) -> BoxedStrategy<Day> {
    let (leaf, truth) = (&leaves.day, &leaves.truth);
    let add = (unit(), leaf.clone(), -40i64..40).prop_map(|(unit, day, count)| Day::Add(unit, Box::new(day), count));
    let earliest =
        (inner.day.clone(), leaf.clone()).prop_map(|(left, right)| Day::Earliest(Box::new(left), Box::new(right)));
    let choice = (truth.clone(), inner.day.clone(), leaf.clone());
    let choice = choice.prop_map(|(condition, yes, no)| Day::If(Box::new(condition), Box::new(yes), Box::new(no)));
    Choices(Vec::new())
        .with(5, leaf.clone())
        .with(2, add)
        .given(scope.date_choices, 1, earliest)
        .given(scope.date_choices, 1, choice)
        .boxed()
}
