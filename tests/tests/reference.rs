//! The compiled evaluator beside a slow, independent one, on generated packs and places with facts missing.
//!
//! The packs and places are the same in every run. `PROPTEST_CASES` makes more of them, `PROPTEST_RNG_SEED` others.

use paicha::assessment::{Assessment, Outcome};
use paicha::number::to_json;
use paicha::table::Places;
use paicha::{AssessOptions, Pack};
use paicha_tests::reference::assess::{Assessed, Reference, Settled};
use paicha_tests::reference::columns;
use paicha_tests::reference::compare::{self, Difference};
use paicha_tests::reference::complete::completions;
use paicha_tests::reference::concrete::Concrete;
use paicha_tests::reference::generate;
use paicha_tests::reference::model::{Pack as Model, Place};
use paicha_tests::reference::mutation::Mutation;
use paicha_tests::reference::refine::refined;
use paicha_tests::reference::{rows, write};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, RngSeed, TestCaseError, TestRunner};
use std::slice::from_ref;

/// As many cases as `PROPTEST_CASES` says, 256 by default. What failed once is tried first.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(1);
    }
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct("tests/reference.proptest-regressions")));
    config.max_shrink_iters = 2_000;
    config
}

fn loaded(model: &Model) -> Result<Pack, TestCaseError> {
    Pack::load(&write::files(model), write::FOLDER).map_err(|error| {
        let all: Vec<_> =
            error.diagnostics().iter().map(|one| format!("{} {}", one.code.as_str(), one.message.en)).collect();
        TestCaseError::fail(all.join("\n"))
    })
}

fn assessed(pack: &Pack, as_of: i64, places: &Places) -> Vec<Assessment> {
    let assessed = pack.assessor(rows::date(as_of), AssessOptions::default()).assess(places);
    (0..places.len()).map(|place| assessed.assessment(place)).collect()
}

fn assess(pack: &Pack, as_of: i64, place: &Place) -> Assessment {
    assessed(pack, as_of, &rows::block(pack.inputs(), [(0, place)])).remove(0)
}

fn at(place: &Place) -> impl Fn(String) -> TestCaseError {
    let place = format!("{place:?}");
    move |difference| TestCaseError::fail(format!("{difference}\nat {place}"))
}

fn reference(model: &Model, as_of: i64) -> Reference<'_> {
    Reference { pack: model, as_of, mutation: None }
}

fn differences(model: &Model, actual: &Assessment, expected: &Assessed) -> Difference {
    compare::outcomes(model, actual, expected)?;
    if expected.verdicts.iter().flatten().any(|verdict| verdict.settled != Settled::Fully) {
        return Ok(());
    }
    compare::verdicts(model, actual, expected)?;
    compare::reasons(actual, expected)
}

fn narrows(model: &Model, place: &Place, refined: &Place, as_of: i64) -> Result<(), TestCaseError> {
    let pack = loaded(model)?;
    let (before, after) = (assess(&pack, as_of, place), assess(&pack, as_of, refined));
    let narrower = compare::narrower(model, &before, &after);
    narrower.map_err(|difference| at(place)(format!("{difference}\nwhen it is known that {refined:?}")))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn all_is_exactly_as_the_reference_says(model in generate::exact_pack(), places in generate::places(), as_of in generate::day()) {
        let pack = loaded(&model)?;
        for place in &places {
            differences(&model, &assess(&pack, as_of, place), &reference(&model, as_of).assess(place)).map_err(at(place))?;
        }
    }

    #[test]
    fn every_completion_lies_within_the_bounds(model in generate::bounded_pack(), place in generate::applicable_place(), as_of in generate::day()) {
        let pack = loaded(&model)?;
        let (start, completions) = completions(&model, &place, as_of);
        let actual = assess(&pack, as_of, &start);
        let (full, has) = (reference(&model, as_of).full_points(), reference(&model, as_of).assess(&start).has());
        for completion in &completions {
            let Ok(concrete) = Concrete::assess(&model, completion, as_of, &full, &has) else { continue };
            let within = compare::contains(&model, &actual, &concrete);
            within.map_err(|difference| at(&start)(format!("{difference}\nin the completion {completion:?}")))?;
        }
    }

    #[test]
    fn nothing_unknown_leaves_nothing_open(model in generate::bounded_pack(), place in generate::known_place(), as_of in generate::day()) {
        let pack = loaded(&model)?;
        let actual = assess(&pack, as_of, &place);
        let (full, has) = (reference(&model, as_of).full_points(), reference(&model, as_of).assess(&place).has());
        let concrete = Concrete::assess(&model, &place, as_of, &full, &has).map_err(|_| TestCaseError::reject("not finite"))?;
        compare::contains(&model, &actual, &concrete).map_err(at(&place))?;
        prop_assert_eq!(actual.score, actual.score_at_worst);
        prop_assert_eq!(actual.known_share, 1.0);
        let level = actual.level.as_ref();
        prop_assert_eq!(level.map(|range| &range.level), level.map(|range| &range.level_at_worst));
        prop_assert_eq!(actual.count(Outcome::Unknown) + actual.count(Outcome::NotFailed), 0);
        if model.score.value.is_none() {
            compare::counted_adds_up(&model, &actual).map_err(at(&place))?;
        }
    }

    #[test]
    fn the_bounds_of_plain_packs_are_reached(model in generate::plain_pack(), place in generate::applicable_place()) {
        let (pack, as_of) = (loaded(&model)?, 19_000);
        let (start, completions) = completions(&model, &place, as_of);
        let actual = assess(&pack, as_of, &start);
        let (full, has) = (reference(&model, as_of).full_points(), reference(&model, as_of).assess(&start).has());
        let scores = completions.iter().filter_map(|place| Concrete::assess(&model, place, as_of, &full, &has).ok());
        let scores: Vec<f64> = scores.map(|concrete| concrete.score).collect();
        let (least, most) = (scores.iter().copied().reduce(f64::min), scores.iter().copied().reduce(f64::max));
        let expected = if model.score.better_high { (most, least) } else { (least, most) };
        prop_assert_eq!((actual.score, actual.score_at_worst), expected, "at {:?}", start);
    }

    #[test]
    fn knowing_more_never_widens(
        model in generate::bounded_pack(),
        (place, known) in (generate::applicable_place(), generate::known_place()),
        which in any::<u32>(),
        as_of in generate::day(),
    ) {
        narrows(&model, &place, &refined(&place, &known, which), as_of)?;
    }

    #[test]
    fn knowing_more_beside_what_is_not_applicable_never_widens(
        model in generate::bounded_pack(),
        (place, known) in (generate::place(), generate::known_place()),
        which in any::<u32>(),
        as_of in generate::day(),
    ) {
        narrows(&model, &place, &refined(&place, &known, which), as_of)?;
    }

    #[test]
    fn a_block_is_its_places_one_by_one(model in generate::exact_pack(), places in generate::places(), turn in 0..6usize, as_of in generate::day()) {
        let pack = loaded(&model)?;
        let mut numbered: Vec<_> = places.iter().enumerate().collect();
        let texts = |numbered: &[(usize, &Place)]| -> Result<Vec<_>, TestCaseError> {
            let places = rows::block(pack.inputs(), numbered.iter().copied());
            assessed(&pack, as_of, &places).iter().map(|one| to_json(one).map_err(|error| TestCaseError::fail(error.to_string()))).collect()
        };
        let block = texts(&numbered)?;
        for (place, expected) in numbered.iter().zip(&block) {
            prop_assert_eq!(&texts(from_ref(place))?[0], expected);
        }
        numbered.reverse();
        let turn = turn % numbered.len();
        numbered.rotate_left(turn);
        let permuted = texts(&numbered)?;
        for ((index, _), text) in numbered.iter().zip(&permuted) {
            prop_assert_eq!(text, &block[*index]);
        }
    }

    #[test]
    fn columns_say_what_each_place_says(
        model in generate::exact_pack(),
        places in generate::places(),
        (count, threads) in (1..1_400usize, 1..4usize),
        as_of in generate::day(),
    ) {
        let pack = loaded(&model)?;
        let alone: Vec<_> = places.iter().map(|place| assess(&pack, as_of, place)).collect();
        let many = rows::block(pack.inputs(), places.iter().cycle().take(count).enumerate());
        let assessor = pack.assessor(rows::date(as_of), AssessOptions::default()).with_threads(threads);
        let assessed = assessor.assess(&many);
        let at_once = columns::at_once(&pack, &assessed);
        prop_assert_eq!(at_once.len(), count);
        for (place, expected) in (0..count).zip(alone.iter().cycle()) {
            let expected = columns::expected(&pack, expected);
            prop_assert_eq!(&at_once[place], &expected);
            prop_assert_eq!(columns::of(&pack, &assessed, place), expected);
        }
    }

    #[test]
    fn a_bundle_says_the_same(model in generate::exact_pack(), places in generate::places(), as_of in generate::day()) {
        let pack = loaded(&model)?;
        let fail = |error: paicha::Error| TestCaseError::fail(error.to_string());
        let text = pack.to_bundle().map_err(fail)?;
        let unpacked = Pack::from_bundle(&text).map_err(fail)?;
        prop_assert_eq!(&unpacked.to_bundle().map_err(fail)?, &text);
        let texts = |pack: &Pack| -> Result<Vec<_>, TestCaseError> {
            let places = rows::block(pack.inputs(), places.iter().enumerate());
            let assessed = pack.assessor(rows::date(as_of), AssessOptions::default()).assess(&places);
            (0..places.len()).map(|place| to_json(&assessed.explain(place)).map_err(fail)).collect()
        };
        prop_assert_eq!(texts(&unpacked)?, texts(&pack)?);
    }
}

/// Every deliberate mistake of the reference is noticed within these many packs.
#[test]
fn mistakes_are_noticed() {
    const PACKS: usize = 400;
    let mut runner = TestRunner::new(ProptestConfig {
        rng_seed: RngSeed::Fixed(2),
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let cases = (generate::exact_pack(), generate::places(), generate::day());
    let mut unnoticed = Mutation::ALL.to_vec();
    for _ in 0..PACKS {
        let (model, places, as_of) = cases.new_tree(&mut runner).expect("a case").current();
        let pack = loaded(&model).expect("a pack");
        for place in &places {
            let actual = assess(&pack, as_of, place);
            unnoticed.retain(|mutation| {
                let mistaken = Reference { mutation: Some(*mutation), ..reference(&model, as_of) };
                differences(&model, &actual, &mistaken.assess(place)).is_ok()
            });
        }
        if unnoticed.is_empty() {
            return;
        }
    }
    panic!("{PACKS} packs do not show {unnoticed:?}");
}
