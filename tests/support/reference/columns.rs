//! What the columns of a block say of a place, and what its assessment says of the same.

use paicha::Assessed;
use paicha::Pack;
use paicha::assessment::{Assessment, Outcome, ResultNumber};
use paicha::pack::item::Level;

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
