//! The same twenty checks in paicha, in other rule engines and in Rust written by hand: first that all say the same,
//! then how long each takes.
//!
//! `cargo run --release` prints the engines; `cargo run --release -- scaling` how paicha's cost grows.

mod agreement;
mod contender;
mod engine;
mod places;
mod scaling;
mod timing;
mod verdict;
mod workload;

use contender::{Data, Yardstick};
use engine::{cel, datalogic, hand, hand_missing, paicha, regorus, rhai, zen};
use workload::Workload;

/// What any step may fail with; the text says where.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How many places an engine gets that takes microseconds for each.
const FEW: usize = 2_000;

/// How often every engine runs; one more round before warms caches and branch predictors.
const ROUNDS: usize = 15;

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        None => engines(),
        Some("scaling") => scaling::print(),
        Some(other) => Err(format!("there is no measurement {other}; give none, or scaling").into()),
    }
}

fn engines() -> Result<()> {
    let work = Workload::new()?;
    let few = work.complete.get(..FEW).unwrap_or_default();
    let complete_rows = work.complete_rows();
    let (complete, blank) = (work.places(&complete_rows), work.places(&work.blank));
    let answers = paicha::answers(&work, &complete)?;
    agreement::is_varied(&work, &answers)?;

    let mut contenders = vec![
        hand_missing::contender(&work, &complete_rows, &answers, Data::Complete)?.measuring(Yardstick::Hand),
        hand_missing::contender(&work, &work.blank, &paicha::answers(&work, &blank)?, Data::Blank)?
            .measuring(Yardstick::Hand),
        paicha::batch(&work, &complete, Data::Complete).measuring(Yardstick::Paicha),
        paicha::batch(&work, &blank, Data::Blank).measuring(Yardstick::Paicha),
        paicha::one_read(&work, few),
        paicha::one_from_text(&work, few),
    ];
    let peers = [
        hand::peer(&work.complete)?,
        datalogic::from_values(&work, few)?,
        datalogic::from_text(&work, few)?,
        zen::peer(&work, few)?,
        cel::peer(few)?,
        rhai::peer(&work, few)?,
        regorus::peer(&work, few)?,
    ];
    for peer in peers {
        contenders.push(agreement::agreed(peer, &work, &answers)?);
    }
    println!("{}", timing::table(&timing::measure(&mut contenders, ROUNDS)?));
    Ok(())
}
