//! What the columns of a block say of a place, and what its assessment says of the same.

use paicha::Assessed;
use paicha::assessment::{Assessment, Outcome, ResultNumber};
use paicha::pack::item::Level;
use paicha::{NO_VALUE, Pack};

/// Both ends of a number.
type Ends = (Option<f64>, Option<f64>);
/// The ids of both ends of a level.
type Levels = Option<(String, String)>;

/// All that columns hold of one place.
#[derive(Debug, PartialEq)]
pub struct Place {
    outcomes: Vec<Option<Outcome>>,
    score: Ends,
    level: Levels,
    results: Vec<(Ends, Option<bool>, Levels)>,
}

fn levels(ends: Option<(usize, usize)>, levels: &[Level]) -> Levels {
    ends.map(|(level, worst)| (levels[level].id.clone(), levels[worst].id.clone()))
}

/// What the columns say.
pub fn of(pack: &Pack, assessed: &Assessed<'_>, place: usize) -> Place {
    let items = pack.items();
    let results = items.results.iter().enumerate().map(|(index, item)| {
        let level = levels(assessed.result_level(place, index), &item.levels);
        (assessed.result_number(place, index), assessed.result_truth(place, index), level)
    });
    Place {
        outcomes: (0..items.checks.len()).map(|check| assessed.outcome(place, check)).collect(),
        score: assessed.score(place),
        level: levels(assessed.level(place), &items.levels),
        results: results.collect(),
    }
}

/// What the columns say of all places, taken at once.
pub fn at_once(pack: &Pack, assessed: &Assessed<'_>) -> Vec<Place> {
    let (items, len) = (pack.items(), assessed.len());
    let bytes = || (vec![0_u8; len], vec![0_u8; len]);
    let numbers = || (vec![0.0; len], vec![0.0; len]);
    let ends = |(better, worse): &(Vec<f64>, Vec<f64>), place: usize| {
        let known = |end: f64| (!end.is_nan()).then_some(end);
        (known(better[place]), known(worse[place]))
    };
    let level = |(level, worst): &(Vec<u8>, Vec<u8>), list: &[Level], place: usize| {
        let index = |code: u8| (code != NO_VALUE).then_some(usize::from(code));
        levels(index(level[place]).zip(index(worst[place])), list)
    };
    let outcomes: Vec<Vec<u8>> = (0..items.checks.len())
        .map(|check| {
            let mut codes = vec![0; len];
            assessed.outcomes(check, &mut codes);
            codes
        })
        .collect();
    let (mut scores, mut own_levels) = (numbers(), bytes());
    assessed.scores(&mut scores.0, &mut scores.1);
    assessed.levels(&mut own_levels.0, &mut own_levels.1);
    let results: Vec<_> = (0..items.results.len())
        .map(|result| {
            let (mut own, mut truths, mut levels) = (numbers(), vec![0; len], bytes());
            assessed.result_numbers(result, &mut own.0, &mut own.1);
            assessed.result_truths(result, &mut truths);
            assessed.result_levels(result, &mut levels.0, &mut levels.1);
            (own, truths, levels)
        })
        .collect();
    let place = |place: usize| Place {
        outcomes: outcomes.iter().map(|codes| Outcome::ALL.get(usize::from(codes[place])).copied()).collect(),
        score: ends(&scores, place),
        level: level(&own_levels, &items.levels, place),
        results: results
            .iter()
            .zip(&items.results)
            .map(|((numbers, truths, levels), item)| {
                let truth = [Some(false), Some(true)].get(usize::from(truths[place])).copied().flatten();
                (ends(numbers, place), truth, level(levels, &item.levels, place))
            })
            .collect(),
    };
    (0..len).map(place).collect()
}

/// What the assessment says.
pub fn expected(pack: &Pack, assessment: &Assessment) -> Place {
    let items = pack.items();
    let results = items.results.iter().map(|item| {
        let value = assessment.result(&item.id).unwrap();
        let (number, truth) = match (value.value, value.at_worst) {
            (Some(ResultNumber::Number(value)), Some(ResultNumber::Number(worst))) => ((value, worst), None),
            (Some(ResultNumber::Truth(truth)), _) => ((None, None), truth),
            _ => ((None, None), None),
        };
        let level = value.level.as_ref().map(|range| (range.level.clone(), range.level_at_worst.clone()));
        (number, truth, level)
    });
    Place {
        outcomes: items.checks.iter().map(|check| assessment.outcome(&check.id)).collect(),
        score: (assessment.score, assessment.score_at_worst),
        level: assessment.level.as_ref().map(|range| (range.level.clone(), range.level_at_worst.clone())),
        results: results.collect(),
    }
}
