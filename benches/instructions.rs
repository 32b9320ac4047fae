//! Does the work of one case so many times and prints how many places or loads that were; tests/instructions counts the
//! instructions it takes.

use paicha_benches::{OnePlace, Result, Workload};
use std::hint::black_box;

/// A block as the command line reads them.
const BLOCK: usize = 4_096;
/// The places that come one after the other.
const TEXTS: usize = 360;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [case, workload, times] = arguments.as_slice() else {
        return Err("usage: instructions batch|one-place|load WORKLOAD TIMES".into());
    };
    let (workload, times) = (Workload::named(workload)?, times.parse()?);
    let done = match case.as_str() {
        "batch" => batch(&workload, times),
        "one-place" => one_place(&workload, times)?,
        "load" => load(&workload, times)?,
        _ => return Err(format!("there is no case {case}").into()),
    };
    println!("{done}");
    Ok(())
}

fn batch(workload: &Workload, times: usize) -> usize {
    let (places, assessor) = (workload.places(BLOCK), workload.assessor());
    (0..times).map(|_| black_box(assessor.assess(&places)).len()).sum()
}

fn one_place(workload: &Workload, times: usize) -> Result<usize> {
    let (texts, mut one) = (workload.texts(TEXTS), OnePlace::new(workload));
    for text in texts.iter().cycle().take(times * TEXTS) {
        black_box(one.assess(text)?);
    }
    Ok(times * TEXTS)
}

fn load(workload: &Workload, times: usize) -> Result<usize> {
    for _ in 0..times {
        black_box(workload.load()?);
    }
    Ok(times)
}
