//! Runs the cases of a pack and says where an assessment differs from what a case expects, and which checks they cover.
//!
//! Cases are read by [`crate::pack`]; a place's assessment is [`crate::Assessor`]'s; here results are only compared.

mod compare;
mod coverage;

pub use coverage::CheckCoverage;

use crate::message::Message;
use crate::pack::case::Case;
use crate::pack::item::Items;
use crate::table::{ErrorRow, Places, Vocabulary, read_json};
use crate::{AssessOptions, Pack};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Something that is not as a case expects.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What, as in the case: `outcomes.gas_alarm`, `tasks.inspection.next_due`.
    pub path: String,
    /// What the case expects.
    pub expected: Value,
    /// What the assessment says; null where it says nothing. An undecided result shows both its ends.
    pub actual: Value,
}

/// How one case came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseResult {
    /// The case's name.
    pub name: String,
    /// The file it is in, relative to the rules root.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// What is not as expected.
    pub differences: Vec<Difference>,
    /// Why the place of the case could not be assessed at all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Message>,
}

impl CaseResult {
    /// Whether all is as expected.
    pub fn passed(&self) -> bool {
        self.differences.is_empty() && self.problems.is_empty()
    }
}

/// The counts of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseSummary {
    /// Cases run.
    pub cases: usize,
    /// Those in which all was as expected.
    pub passed: usize,
    /// Checks the pack defines or changes itself.
    pub checks: usize,
    /// Those of them that the cases cover.
    pub covered: usize,
    /// Checks it inherits unchanged: its parents' cases cover them.
    pub inherited: usize,
}

/// How all cases of a pack came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseReport {
    /// The counts.
    pub summary: CaseSummary,
    /// Each case, in the order given.
    pub cases: Vec<CaseResult>,
    /// Each check of the resolved pack, in its order.
    pub coverage: Vec<CheckCoverage>,
}

/// Runs cases. `pack` is the folder of the pack relative to the rules root, as in provenance; `assess` gives the
/// assessment of a case as JSON (see [`place`]), or why there is none.
pub(crate) fn run(
    items: &Items,
    pack: &str,
    cases: &[Case],
    mut assess: impl FnMut(&Case) -> Result<Value, Vec<Message>>,
) -> CaseReport {
    let mut coverage = coverage::start(items, pack);
    let results: Vec<CaseResult> = cases
        .iter()
        .map(|case| {
            let assessed = assess(case);
            if let Ok(assessment) = &assessed {
                coverage::count(&mut coverage, &case.boundary, assessment);
            }
            result(case, assessed)
        })
        .collect();
    let own = || coverage.iter().filter(|check| !check.inherited);
    let summary = CaseSummary {
        cases: results.len(),
        passed: results.iter().filter(|result| result.passed()).count(),
        checks: own().count(),
        covered: own().filter(|check| check.covered).count(),
        inherited: coverage.len() - own().count(),
    };
    CaseReport { summary, cases: results, coverage }
}

fn result(case: &Case, assessed: Result<Value, Vec<Message>>) -> CaseResult {
    let (differences, problems) = match assessed {
        Ok(assessment) => (compare::differences(&case.expect, &assessment), Vec::new()),
        Err(problems) => (Vec::new(), problems),
    };
    CaseResult { name: case.name.clone(), file: case.file.clone(), line: case.line, differences, problems }
}

/// The place of a case as the JSON of a place; a case without `id` is known by its name.
fn place(case: &Case) -> Value {
    let mut place = Map::new();
    place.insert("id".to_owned(), json!(case.id.as_ref().unwrap_or(&case.name)));
    place.insert("name".to_owned(), json!(case.name));
    place.insert("kinds".to_owned(), json!(case.kinds));
    let optional = [
        ("region", case.region.as_ref().map(|region| json!(region))),
        ("since", case.since.map(|since| json!(since))),
        ("records", case.records.as_ref().map(|records| json!(records))),
    ];
    for (name, value) in optional {
        place.extend(value.map(|value| (name.to_owned(), value)));
    }
    place.insert("facts".to_owned(), Value::Object(case.facts.clone()));
    place.insert("answers".to_owned(), Value::Object(case.answers.clone()));
    Value::Object(place)
}

impl Pack {
    /// Runs cases of the pack. `folder` is the pack's, relative to the rules root, as in provenance: coverage is asked of
    /// the checks that it defines or changes itself.
    pub fn run_cases(&self, folder: &str, cases: &[Case]) -> CaseReport {
        let vocabulary = Vocabulary::new(self.items());
        run(self.items(), folder, cases, |case| self.assess_case(&vocabulary, case))
    }

    fn assess_case(&self, vocabulary: &Vocabulary, case: &Case) -> Result<Value, Vec<Message>> {
        let wrong = |row: Box<ErrorRow>| row.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>();
        let read = read_json(vocabulary, &place(case)).map_err(wrong)?;
        let mut places = Places::new(self.inputs());
        places.push(read.place, &read.values);
        let options = AssessOptions { records_from: case.records_from };
        let assessment = self.assessor(case.as_of, options).assess(&places).assessment(0);
        serde_json::to_value(&assessment).map_err(|error| vec![Message::new(error.to_string(), error.to_string())])
    }
}

#[cfg(test)]
mod tests;
