//! What is due at a place, in a pack with duties: its assessment with none to five records, and without, for comparison.

use criterion::Criterion;
use paicha::table::Places;
use paicha_benches::{Result, Workload};
use std::hint::black_box;

const PACK: &str = "zhenru-2023";
/// The places looked at in turn.
const PLACES: usize = 900;

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    let workload = Workload::named(PACK)?;
    duties(&mut criterion, "no records given", &workload, &workload.places(PLACES));
    duties(&mut criterion, "with records", &workload, &workload.places_with_records(PLACES));
    criterion.final_summary();
    Ok(())
}

fn duties(criterion: &mut Criterion, what: &str, workload: &Workload, places: &Places) {
    let assessor = workload.assessor();
    let assessed = assessor.assess(places);
    let mut next = (0..PLACES).cycle();
    let mut group = criterion.benchmark_group("duties");
    group.bench_function(format!("{PACK}, {what}"), |bencher| {
        bencher.iter(|| next.next().map(|place| assessed.assessment(black_box(place)).tasks))
    });
}
