//! Strategies for packs.

use super::day;
use super::expression::{Expressions, Scope, Stands, expressions};
use crate::reference::calendar;
use crate::reference::expression::{Aggregate, Comparison, Number, Target, Truth};
use crate::reference::model::*;
use crate::reference::vocabulary::CHECKS;
use proptest::prelude::*;
use proptest::sample::select;

/// What packs may have.
#[derive(Clone, Copy, Default)]
struct Style {
    /// `??` and `known`, which say what is not certain.
    assumptions: bool,
    /// Division by facts, which may be 0.
    division: bool,
    /// Sections that rescale, whose bounds the documents leave open.
    rescale: bool,
    /// Points below 0.
    negative: bool,
}

/// Packs of which the documents say exactly what comes out.
pub fn exact_pack() -> BoxedStrategy<Pack> {
    let style = Style { assumptions: true, division: true, ..Style::default() };
    prop_oneof![3 => pack(style), 1 => pack(Style { negative: true, ..style })].boxed()
}

/// Packs whose bounds must hold: no assumptions, and nothing that is not finite.
pub fn bounded_pack() -> BoxedStrategy<Pack> {
    let (rescale, negative) =
        (Style { rescale: true, ..Style::default() }, Style { negative: true, ..Style::default() });
    prop_oneof![3 => pack(rescale), 1 => pack(negative)].boxed()
}

const DEPTH: u32 = 3;

fn scope(style: Style, stands: Stands) -> Scope {
    let division = style.division && stands == Stands::Before;
    let unbounded = stands == Stands::Before;
    let fullest = !style.negative;
    Scope {
        stands,
        derived: 4,
        assumptions: style.assumptions,
        division,
        unbounded,
        results: true,
        fullest,
        date_choices: unbounded,
    }
}

fn pack(style: Style) -> BoxedStrategy<Pack> {
    let derived = |derived: usize, unbounded: bool| {
        let scope = Scope { derived, unbounded, division: false, date_choices: false, ..scope(style, Stands::Before) };
        expressions(scope, 2)
    };
    let derived = (derived(0, true).truth, derived(1, false).number, derived(2, true).truth, derived(3, false).number);
    let derived = derived.prop_map(|(first, number, second, last)| ([first, second], [number, last]));
    let checks = prop::collection::vec(check(style), 1..=CHECKS);
    let sections = [section(style), section(style)];
    let score = formula(expressions(scope(style, Stands::Score), 2).number.boxed(), true);
    let verdicts = prop_oneof![3 => verdicts(style, true), 1 => verdicts(style, false)];
    let campaign =
        (kinds(1), day(), 0..200i64, proptest::option::of(expressions(scope(style, Stands::Before), 1).truth));
    let campaign =
        campaign.prop_map(|(kinds, from, length, scope)| Campaign { window: (from - 60, from + length), kinds, scope });
    let asked = [kinds(1), kinds(1), kinds(1), kinds(1)];
    (derived, checks, sections, score, verdicts, (asked, campaign), prop_oneof![1 => Just(0u64), 7 => any::<u64>()])
        .prop_map(
            move |(
                (derived_truths, derived_numbers),
                checks,
                sections,
                score,
                (results, levels, adjusts),
                (asked, campaign),
                spelling,
            )| Pack {
                assumptions: style.assumptions,
                asked,
                derived_truths,
                derived_numbers,
                checks,
                sections,
                score,
                results,
                levels,
                adjusts,
                campaign,
                window: (calendar::number(2022, 6, 1), calendar::number(2022, 8, 31)),
                spelling,
            },
        )
        .boxed()
}

fn points(style: Style) -> BoxedStrategy<Points> {
    let least = if style.negative { -10 } else { 0 };
    let number = move || (least..=20i32).prop_map(f64::from);
    let low = f64::from(least);
    let number_expression = expressions(scope(style, Stands::Points), 2).number.boxed();
    let expression =
        number_expression.prop_map(move |number| Points::Expression(Number::Clamp(Box::new(number), low, 20.0)));
    let fact = prop_oneof![(0..2usize).prop_map(Number::Fact), (0..2usize).prop_map(Number::Derived)];
    let bands = (fact, prop::collection::vec((0..12u8, any::<bool>(), number()), 1..4), number());
    let bands = bands.prop_map(|(fact, mut bands, last)| {
        bands.sort_by_key(|(limit, ..)| *limit);
        bands.dedup_by_key(|(limit, ..)| *limit);
        let bands =
            bands.into_iter().map(|(limit, inclusive, points)| Band { limit: f64::from(limit), inclusive, points });
        Points::Bands(fact, bands.collect(), last)
    });
    prop_oneof![
        1 => Just(Points::None),
        5 => number().prop_map(Points::Fixed),
        2 => expression,
        2 => bands,
        1 => (0..2usize, [number(), number(), number()]).prop_map(|(fact, points)| Points::ChoiceMap(fact, points)),
        1 => (0..4usize, number(), number()).prop_map(|(fact, yes, no)| Points::BoolMap(fact, yes, no)),
    ]
    .boxed()
}

fn check(style: Style) -> BoxedStrategy<Check> {
    let Expressions { truth, .. } = expressions(scope(style, Stands::Before), DEPTH);
    let grade_truth = expressions(scope(style, Stands::Points), 1).truth;
    let rule =
        prop_oneof![5 => truth.clone().prop_map(Rule::Derived), 2 => Just(Rule::Observed), 2 => Just(Rule::Scored)];
    let grade =
        prop_oneof![3 => Just(Grade::General), 2 => Just(Grade::Major), 1 => grade_truth.prop_map(Grade::MajorIf)];
    let effective = prop_oneof![
        6 => Just((None, None)),
        1 => day().prop_map(|from| (Some(from), None)),
        1 => day().prop_map(|to| (None, Some(to))),
        1 => (day(), 0..400i64).prop_map(|(from, length)| (Some(from), Some(from + length))),
    ];
    let applies_if = prop_oneof![1 => Just(None), 1 => truth.prop_map(Some)];
    let place =
        (proptest::option::of(0..2usize), prop::sample::subsequence(vec![0, 1], 0..=2), prop::bool::weighted(0.15));
    (kinds(2), applies_if, rule, points(style), grade, place, effective)
        .prop_map(|(kinds, applies_if, rule, points, grade, (section, groups, in_campaign), effective)| Check {
            kinds,
            applies_if,
            rule,
            points,
            grade,
            section,
            groups,
            effective,
            in_campaign,
        })
        .boxed()
}

/// All kinds, or rarely some.
fn kinds(some: u32) -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![3 => Just(Vec::new()), some => prop::sample::subsequence(vec![0, 1, 2], 1..=2)]
}

fn section(style: Style) -> impl Strategy<Value = Section> {
    let cap = proptest::option::of((0..=30i32).prop_map(f64::from));
    (cap, prop::bool::weighted(if style.rescale { 0.4 } else { 0.0 }))
        .prop_map(|(cap, rescale)| Section { cap, rescale })
}

fn formula(value: BoxedStrategy<Number>, may_be_default: bool) -> BoxedStrategy<Score> {
    let value = if may_be_default {
        prop_oneof![2 => Just(None), 1 => value.prop_map(Some)].boxed()
    } else {
        value.prop_map(Some).boxed()
    };
    (value, any::<bool>(), 0..4u32)
        .prop_map(|(value, better_high, decimals)| Score { value, better_high, decimals })
        .boxed()
}

type Verdicts = (Option<Results>, Vec<Truth>, Vec<Adjust>);

fn verdicts(style: Style, with_results: bool) -> BoxedStrategy<Verdicts> {
    let results = with_results.then(|| results(style));
    let results = results.map_or_else(|| Just(None).boxed(), |results| results.prop_map(Some).boxed());
    let levels = expressions(Scope { results: with_results, ..scope(style, Stands::Levels) }, 2);
    let by_score = (select(vec![Comparison::GreaterOrEqual, Comparison::Greater, Comparison::Less]), -3..40i32);
    let by_score = by_score.prop_map(|(comparison, limit)| {
        Truth::Compare(comparison, Box::new(Number::Score), Box::new(Number::Literal(f64::from(limit))))
    });
    let by_count = (prop_oneof![(0..2usize).prop_map(Target::Group), Just(Target::Major), Just(Target::All)], 1..=3u8);
    let by_count = by_count.prop_map(|(target, count)| {
        let failed = Number::Of(Aggregate::Failed, target);
        Truth::Compare(Comparison::GreaterOrEqual, Box::new(failed), Box::new(Number::Literal(f64::from(count))))
    });
    let when = prop_oneof![2 => by_score, 1 => by_count, 3 => levels.truth.clone()];
    let adjustment =
        prop_oneof![(0..4usize).prop_map(Adjustment::To), select(vec![-2, -1, 1, 2]).prop_map(Adjustment::By)];
    let adjust =
        (levels.truth, adjustment).prop_map(|(when, adjustment)| Adjust { when, adjustment, of_result: false });
    let of_result = expressions(Scope { results: false, ..scope(style, Stands::Levels) }, 1).truth;
    let of_result = (of_result, (0..3usize).prop_map(Adjustment::To)).prop_map(|(when, adjustment)| Adjust {
        when,
        adjustment,
        of_result: true,
    });
    let adjust = if with_results { prop_oneof![3 => adjust, 1 => of_result].boxed() } else { adjust.boxed() };
    let levels = prop::collection::vec(when, 0..=3);
    let all = (results, levels, prop::collection::vec(adjust, 0..3));
    all.prop_map(|(results, levels, mut adjusts)| {
        adjusts.retain(|adjust| adjust.of_result || !levels.is_empty());
        (results, levels, adjusts)
    })
    .boxed()
}

fn results(style: Style) -> impl Strategy<Value = Results> {
    let number = expressions(scope(style, Stands::Result), 2).number;
    let second = expressions(scope(style, Stands::SecondResult), 2);
    let levels = expressions(scope(style, Stands::ResultLevels), 1).truth;
    (formula(number, false), second.truth, second.number, [levels.clone(), levels])
        .prop_map(|(number, truth, value, levels)| Results { number, truth, value, levels })
}

/// Packs of fixed points and the default score, in which no two checks read the same fact and every comparison can
/// turn out either way: the ends of their bounds are reached.
pub fn plain_pack() -> BoxedStrategy<Pack> {
    let rules = vec![
        Rule::Derived(Truth::Fact(0)),
        Rule::Derived(Truth::Not(Box::new(Truth::Fact(1)))),
        Rule::Derived(Truth::Compare(
            Comparison::GreaterOrEqual,
            Box::new(Number::Fact(0)),
            Box::new(Number::Literal(5.0)),
        )),
        Rule::Derived(Truth::ChoiceIs(true, 0, 1)),
        Rule::Derived(Truth::Tagged(2)),
        Rule::Observed,
        Rule::Derived(Truth::Compare(Comparison::Less, Box::new(Number::Fact(1)), Box::new(Number::Literal(0.5)))),
    ];
    let rules = prop::sample::subsequence(rules, 1..=CHECKS - 1).prop_shuffle();
    let gates = prop::sample::subsequence(
        vec![Some(Truth::Fact(2)), Some(Truth::ChoiceIn(1, vec![0, 2])), None, None, None, None],
        CHECKS,
    )
    .prop_shuffle();
    let each = prop::collection::vec((-5..=20i32, proptest::option::of(0..2usize)), CHECKS);
    let sections = [section(Style::default()), section(Style::default())];
    (rules, gates, each, sections, 0..3u32, any::<bool>())
        .prop_map(|(rules, gates, each, sections, decimals, better_high)| {
            let checks = rules.into_iter().zip(gates).zip(each).map(|((rule, applies_if), (points, section))| Check {
                kinds: Vec::new(),
                applies_if,
                rule,
                points: Points::Fixed(f64::from(points)),
                grade: Grade::General,
                section,
                groups: Vec::new(),
                effective: (None, None),
                in_campaign: false,
            });
            Pack {
                assumptions: false,
                asked: Default::default(),
                derived_truths: [Truth::Literal(true), Truth::Literal(true)],
                derived_numbers: [Number::Literal(0.0), Number::Literal(0.0)],
                checks: checks.collect(),
                sections,
                score: Score { value: None, better_high, decimals },
                results: None,
                levels: Vec::new(),
                adjusts: Vec::new(),
                campaign: Campaign { window: (0, 1), kinds: Vec::new(), scope: None },
                window: (0, 1),
                spelling: 0,
            }
        })
        .boxed()
}
