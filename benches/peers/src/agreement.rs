//! That every engine says the same as paicha, before any is timed.

use crate::Result;
use crate::contender::{Contender, Data, Peer, bits};
use crate::verdict::{CHECKS, Verdict};
use crate::workload::Workload;
use paicha::assessment::Outcome;
use std::hint::black_box;

/// What paicha says of a place: two ends of what a blank leaves open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The outcomes of the checks in the order of the pack.
    pub outcomes: [Outcome; CHECKS],
    /// The score, and the score at worst.
    pub score: [f64; 2],
    /// The level, and the level at worst, by index, worst first.
    pub level: [usize; 2],
}

/// That a peer gives the verdicts that follow from paicha's answers; then it may be timed.
///
/// # Errors
/// The first place and check of which it says something else.
pub fn agreed<'w>(mut peer: Peer<'w>, work: &Workload, answers: &[Answer]) -> Result<Contender<'w>> {
    let mut verdicts = Vec::with_capacity(peer.places);
    (peer.assess)(&mut verdicts)?;
    if verdicts.len() != peer.places {
        return Err(format!("{}: {} verdicts for {} places", peer.engine, verdicts.len(), peer.places).into());
    }
    for (place, (verdict, answer)) in verdicts.iter().zip(answers).enumerate() {
        compare(verdict, answer, work)
            .map_err(|why| format!("{} ({}), place {place}: {why}", peer.engine, peer.input))?;
    }
    let Peer { engine, input, places, mut assess } = peer;
    let run = move || {
        assess(&mut verdicts)?;
        black_box(&verdicts);
        Ok(())
    };
    Ok(Contender { engine, input, data: Data::Complete, places, yardstick: None, run: Box::new(run) })
}

fn compare(verdict: &Verdict, answer: &Answer, work: &Workload) -> Result<()> {
    let expected = bits(answer.outcomes.map(|outcome| outcome == Outcome::Failed));
    if verdict.failed != expected {
        let check = (verdict.failed ^ expected).trailing_zeros() as usize;
        return Err(format!("check {} came out otherwise than paicha has it", check_id(work, check)).into());
    }
    if [f64::from(verdict.score); 2] != answer.score || [usize::from(verdict.level); 2] != answer.level {
        return Err(format!("score {} and level {}, but paicha has {answer:?}", verdict.score, verdict.level).into());
    }
    Ok(())
}

/// That answers of places with blanks are the same as paicha's.
///
/// # Errors
/// The first place and check where they differ.
pub fn same(engine: &str, found: &[Answer], answers: &[Answer], work: &Workload) -> Result<()> {
    if found.len() != answers.len() {
        return Err(format!("{engine}: {} answers for {} places", found.len(), answers.len()).into());
    }
    for (place, (found, expected)) in found.iter().zip(answers).enumerate() {
        let outcomes = found.outcomes.iter().zip(&expected.outcomes).enumerate();
        if let Some((check, (found, expected))) = outcomes.into_iter().find(|(_, (found, expected))| found != expected)
        {
            let check = check_id(work, check);
            return Err(format!("{engine}, place {place}, check {check}: {found:?}, not {expected:?}").into());
        }
        if found != expected {
            return Err(format!("{engine}, place {place}: {found:?}, not {expected:?}").into());
        }
    }
    Ok(())
}

/// That the places are a fair trial: every check fails for some and passes for most, and every level occurs.
///
/// # Errors
/// The check that fails too seldom or too often, or the level that is missing.
pub fn is_varied(work: &Workload, answers: &[Answer]) -> Result<()> {
    for (index, check) in work.pack.items().checks.iter().enumerate() {
        let failed = answers.iter().filter(|answer| answer.outcomes.get(index) == Some(&Outcome::Failed)).count();
        let share = failed as f64 / answers.len() as f64;
        if !(0.03..=0.3).contains(&share) {
            return Err(format!("check {} fails for {share} of the places", check.id).into());
        }
    }
    for (index, level) in work.pack.items().levels.iter().enumerate() {
        if !answers.iter().any(|answer| answer.level == [index; 2]) {
            return Err(format!("no place has the level {}", level.id).into());
        }
    }
    Ok(())
}

fn check_id(work: &Workload, check: usize) -> &str {
    work.pack.items().checks.get(check).map_or("?", |check| check.id.as_str())
}
