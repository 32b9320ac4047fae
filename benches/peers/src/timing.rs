//! Medians over rounds in which every engine runs once, so that whatever slows the machine down meets all alike.

use crate::Result;
use crate::contender::{Contender, Data, Yardstick};
use std::fmt::Write;
use std::time::Instant;

/// One engine's time; the other fields are the contender's.
pub struct Measured {
    engine: &'static str,
    input: &'static str,
    data: Data,
    places: usize,
    yardstick: Option<Yardstick>,
    /// For one place, the median.
    pub nanoseconds: f64,
}

/// Runs all contenders in turn, `rounds` times and once before, and takes the medians.
///
/// # Errors
/// What a contender fails with.
pub fn measure(contenders: &mut [Contender<'_>], rounds: usize) -> Result<Vec<Measured>> {
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..=rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (contender.run)()?;
            let time = start.elapsed().as_nanos() as f64 / contender.places as f64;
            if round > 0 {
                times.push(time);
            }
        }
    }
    let measured = |(contender, mut times): (&Contender<'_>, Vec<f64>)| Measured {
        engine: contender.engine,
        input: contender.input,
        data: contender.data,
        places: contender.places,
        yardstick: contender.yardstick,
        nanoseconds: median(&mut times),
    };
    Ok(contenders.iter().zip(times).map(measured).collect())
}

/// The median of some times.
fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The times as a Markdown table, fastest first. Ratios are to the yardsticks on the same data.
pub fn table(measured: &[Measured]) -> String {
    let yardstick = |data: Data, wanted: Yardstick| {
        let own = measured.iter().find(|own| own.data == data && own.yardstick == Some(wanted));
        own.map_or(f64::NAN, |own| own.nanoseconds)
    };
    let mut rows: Vec<&Measured> = measured.iter().collect();
    rows.sort_by(|a, b| a.nanoseconds.total_cmp(&b.nanoseconds));
    let mut table = String::from(
        "| engine | input | facts | places | ns per place | × hand, missing data | × paicha, batch |\n\
         |---|---|---|---:|---:|---:|---:|\n",
    );
    for row in rows {
        let Measured { engine, input, data, places, nanoseconds, .. } = row;
        let facts = match data {
            Data::Complete => "complete",
            Data::Blank => "a fifth blank",
        };
        let [hand, paicha] = [Yardstick::Hand, Yardstick::Paicha].map(|wanted| nanoseconds / yardstick(*data, wanted));
        // Writing to a text cannot fail.
        let _ =
            writeln!(table, "| {engine} | {input} | {facts} | {places} | {nanoseconds:.1} | {hand:.2} | {paicha:.2} |");
    }
    table
}
