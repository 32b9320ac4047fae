//! `paicha explain`: one place, told in full.

use super::score;
use crate::args::{Common, ExplainArgs, TextFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Problems, Screen, json};
use crate::{intake, load};
use paicha::AssessOptions;
use paicha::explain::Explanation;
use paicha::names::{closest, fold};
use paicha::table::{Block, Entry, ErrorRow, Vocabulary};

/// What was found under the id.
enum Found {
    Place(Box<Explanation>),
    Wrong(Box<ErrorRow>),
}

/// Runs the command.
pub fn run(args: &ExplainArgs, common: &Common, screen: &Screen) -> Result<Exit, Failure> {
    let inputs = &args.inputs;
    let as_of = score::as_of(inputs)?;
    let pack = load::pack(&inputs.pack, common)?;
    screen.warn(pack.warning(as_of).as_slice());
    let vocabulary = Vocabulary::new(pack.items());
    let mut problems = Problems::new(*screen);
    let records = score::records(inputs, &vocabulary, screen, &mut problems)?;
    let assessor = pack.assessor(as_of, AssessOptions { records_from: inputs.records_from });
    let wanted = fold(&args.id);
    let mut found = None;
    let mut ids = Vec::new();
    intake::places(inputs, &vocabulary, false, records, screen, &mut |block, _| {
        let Block { places, entries, .. } = block;
        for entry in entries {
            match entry {
                Entry::Place(index) => match places.rows().get(index).map(|row| row.id.as_str()) {
                    Some(id) if fold(id) == wanted => {
                        found = Some(Found::Place(Box::new(assessor.assess(&places).explain(index))));
                        return Ok(false);
                    }
                    Some(id) if ids.len() < 100_000 => ids.push(id.to_owned()),
                    _ => {}
                },
                Entry::Error(row) if row.id.as_deref().is_some_and(|id| fold(id) == wanted) => {
                    found = Some(Found::Wrong(Box::new(row)));
                    return Ok(false);
                }
                Entry::Error(_) => {}
            }
        }
        Ok(true)
    })?;
    let wrong_records = problems.finish();
    match found {
        Some(Found::Place(explanation)) => {
            screen.print(&match args.format {
                TextFormat::Json => json::pretty(&*explanation)?,
                TextFormat::Text => paicha::explain::text(&explanation, pack.items(), screen.language),
            })?;
            Ok(if wrong_records { Exit::WrongRows } else { Exit::Well })
        }
        Some(Found::Wrong(mut row)) => {
            row.as_of = Some(as_of);
            if args.format == TextFormat::Json {
                screen.print(&json::pretty(&*row)?)?;
            }
            let mut problems = Problems::new(*screen);
            problems.wrong_row(&row.problems);
            problems.finish();
            Ok(Exit::WrongRows)
        }
        None => Err(not_found(&args.id, &ids).at(inputs.places.display().to_string())),
    }
}

fn not_found(id: &str, ids: &[String]) -> Failure {
    let failure = Failure::new("F011", format!("没有编号为“{id}”的场所"), format!("no place has the id \"{id}\""));
    match closest(id, ids.iter().map(String::as_str)) {
        Some(close) => failure.help(format!("是不是 {close}？"), format!("did you mean {close}?")),
        None => failure,
    }
}
