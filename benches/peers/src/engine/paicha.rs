//! paicha: a batch held as columns, one place at a time, and one place at a time from JSON text.

use crate::Result;
use crate::agreement::Answer;
use crate::contender::{Contender, Data};
use crate::places::Row;
use crate::verdict::CHECKS;
use crate::workload::Workload;
use paicha::Assessor;
use paicha::assessment::{Assessment, Outcome};
use paicha::table::{Places, read_json_into};
use std::hint::black_box;

const ENGINE: &str = "**paicha**";

/// All places of a batch in one call.
pub fn batch<'w>(work: &'w Workload, places: &'w Places, data: Data) -> Contender<'w> {
    let assessor = work.assessor();
    let run = move || {
        black_box(assessor.assess(places));
        Ok(())
    };
    contender("columns, one batch", data, places.len(), run)
}

/// Each place in a call of its own, already read.
pub fn one_read<'w>(work: &'w Workload, rows: &[Row]) -> Contender<'w> {
    let assessor = work.assessor();
    let places: Vec<Places> = rows.iter().map(|row| work.places(&[row.map(Some)])).collect();
    let run = move || {
        for place in &places {
            black_box(assessor.assess(place));
        }
        Ok(())
    };
    contender("columns, one place a call", Data::Complete, rows.len(), run)
}

/// Each place in a call of its own, from the text of a JSON object. The table of one row is kept, as a server would.
pub fn one_from_text<'w>(work: &'w Workload, rows: &[Row]) -> Contender<'w> {
    let assessor = work.assessor();
    let texts: Vec<String> =
        rows.iter().enumerate().map(|(index, row)| work.place_json(index, row).to_string()).collect();
    let mut places = Places::new(work.pack.inputs());
    let run = move || texts.iter().try_for_each(|text| assess_text(work, &assessor, text, &mut places));
    contender("JSON text, one place a call", Data::Complete, rows.len(), run)
}

fn assess_text(work: &Workload, assessor: &Assessor, text: &str, places: &mut Places) -> Result<()> {
    places.clear();
    read_json_into(&work.vocabulary, text, places).map_err(|error| format!("{error:?}"))?;
    black_box(assessor.assess(places));
    Ok(())
}

fn contender<'w>(
    input: &'static str,
    data: Data,
    places: usize,
    run: impl FnMut() -> Result<()> + 'w,
) -> Contender<'w> {
    Contender { engine: ENGINE, input, data, places, yardstick: None, run: Box::new(run) }
}

/// What paicha says of each place: the reference for all others.
///
/// # Errors
/// When an assessment has not the checks or levels of the pack.
pub fn answers(work: &Workload, places: &Places) -> Result<Vec<Answer>> {
    let assessed = work.assessor().assess(places);
    (0..places.len()).map(|place| answer(work, &assessed.assessment(place))).collect()
}

fn answer(work: &Workload, assessment: &Assessment) -> Result<Answer> {
    let outcomes: Vec<Outcome> = assessment.outcomes.iter().map(|(_, outcome)| *outcome).collect();
    let outcomes: [Outcome; CHECKS] = outcomes.try_into().map_err(|_| "not twenty outcomes")?;
    let levels = &work.pack.items().levels;
    let level = assessment.level.as_ref().ok_or("no level")?;
    let index = |id: &str| levels.iter().position(|level| level.id == id).ok_or("an unknown level");
    let (score, score_at_worst) = assessment.score.zip(assessment.score_at_worst).ok_or("no finite score")?;
    Ok(Answer {
        outcomes,
        score: [score, score_at_worst],
        level: [index(&level.level)?, index(&level.level_at_worst)?],
    })
}
