//! Everything about one place of a block that is assessed: its assessment, and its explanation.

use criterion::Criterion;
use paicha_benches::{Result, Workload};
use std::hint::black_box;

/// The places explained in turn.
const PLACES: usize = 900;

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for name in ["20-checks", "base"] {
        let workload = Workload::named(name)?;
        let (places, assessor) = (workload.places(PLACES), workload.assessor());
        let assessed = assessor.assess(&places);
        let mut next = (0..PLACES).cycle();
        let mut group = criterion.benchmark_group("explain");
        group.bench_function(format!("{name}, assessment"), |bencher| {
            bencher.iter(|| next.next().map(|place| assessed.assessment(black_box(place))))
        });
        group.bench_function(format!("{name}, explanation"), |bencher| {
            bencher.iter(|| next.next().map(|place| assessed.explain(black_box(place))))
        });
    }
    criterion.final_summary();
    Ok(())
}
