//! The compiled evaluator beside a slow, independent one, on generated packs and places.

use paicha::assessment::Assessment;
use paicha::{AssessOptions, Pack};
use paicha_tests::reference::assess::Reference;
use paicha_tests::reference::compare;
use paicha_tests::reference::complete;
use paicha_tests::reference::concrete::Concrete;
use paicha_tests::reference::generate::{self, Style};
use paicha_tests::reference::model::{Pack as Model, Place};
use paicha_tests::reference::{rows, write};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed, TestCaseError};

fn loaded(model: &Model) -> Result<Pack, TestCaseError> {
    Pack::load(&write::files(model), write::FOLDER).map_err(|error| {
        let texts: Vec<_> = error.diagnostics().iter().map(|one| format!("{} {}", one.code.as_str(), one.message.en)).collect();
        TestCaseError::fail(format!("{error}\n{}", texts.join("\n")))
    })
}

fn assessments(pack: &Pack, as_of: i64, places: &[Place]) -> Vec<Assessment> {
    let block = rows::block(pack.inputs(), places);
    let assessed = pack.assessor(rows::date(as_of), AssessOptions::default()).assess(&block);
    (0..places.len()).map(|place| assessed.assessment(place)).collect()
}

fn at(place: &Place) -> impl Fn(String) -> TestCaseError {
    let place = format!("{place:?}");
    move |difference| TestCaseError::fail(format!("{difference}\nat {place}"))
}

/// As many cases as `PROPTEST_CASES` says, 256 by default; the same ones every time, unless `PROPTEST_RNG_SEED` says
/// which.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(1);
    }
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct("tests/reference.proptest-regressions")));
    config.max_shrink_iters = 4_000;
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn outcomes_are_exactly_the_references(model in generate::pack(Style::EXACT), places in generate::places(), as_of in generate::day()) {
        let pack = loaded(&model)?;
        let reference = Reference { pack: &model, as_of, mutation: None };
        for (place, actual) in places.iter().zip(assessments(&pack, as_of, &places)) {
            compare::outcomes(&model, &actual, &reference.assess(place)).map_err(at(place))?;
        }
    }

    #[test]
    fn scores_and_levels_are_exactly_the_references(model in generate::pack(Style::EXACT), places in generate::places(), as_of in generate::day()) {
        let pack = loaded(&model)?;
        let reference = Reference { pack: &model, as_of, mutation: None };
        for (place, actual) in places.iter().zip(assessments(&pack, as_of, &places)) {
            let expected = reference.assess(place);
            if expected.verdicts.iter().flatten().any(|verdict| verdict.either) {
                continue;
            }
            compare::verdicts(&model, &actual, &expected).map_err(at(place))?;
            compare::reasons(&actual, &expected).map_err(at(place))?;
        }
    }

    #[test]
    fn every_completion_lies_within_the_bounds(model in generate::pack(Style::BOUNDED), place in generate::place(false), as_of in generate::day()) {
        let pack = loaded(&model)?;
        let (start, completions) = complete::completions(&model, &place, as_of);
        let actual = assessments(&pack, as_of, std::slice::from_ref(&start)).remove(0);
        let reference = Reference { pack: &model, as_of, mutation: None };
        let (full, has) = (reference.full_points(), reference.assess(&start).has());
        for completion in &completions {
            let Ok(concrete) = Concrete::assess(&model, completion, as_of, &full, &has) else { continue };
            compare::contains(&model, &actual, &concrete).map_err(at(&start)).map_err(|error| {
                TestCaseError::fail(format!("{error}\ncompletion {completion:?}"))
            })?;
        }
    }
}
