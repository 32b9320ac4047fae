//! Assessing: a batch of places, one place at a time that is already read, and one place at a time from JSON text.

use criterion::{Criterion, Throughput};
use paicha_benches::{OnePlace, Result, Workload};
use std::hint::black_box;

const BATCH: usize = 100_000;
/// Places that come one at a time, over and over: of all kinds, and few enough to stay in the cache.
const SINGLE: usize = 900;

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for name in ["20-checks", "base"] {
        let workload = Workload::named(name)?;
        batch(&mut criterion, name, &workload);
        one_place(&mut criterion, name, &workload);
    }
    criterion.final_summary();
    Ok(())
}

fn batch(criterion: &mut Criterion, name: &str, workload: &Workload) {
    let (places, assessor) = (workload.places(BATCH), workload.assessor());
    let mut group = criterion.benchmark_group("batch");
    // A block takes so long that the usual hundred samples would take minutes.
    group.throughput(Throughput::Elements(BATCH as u64)).sample_size(20);
    group.bench_function(name, |bencher| bencher.iter(|| assessor.assess(black_box(&places)).len()));
}

fn one_place(criterion: &mut Criterion, name: &str, workload: &Workload) {
    let mut group = criterion.benchmark_group("one place");
    let (places, assessor) = (workload.single_places(SINGLE), workload.assessor());
    let mut next = places.iter().cycle();
    group.bench_function(format!("{name}, already read"), |bencher| {
        bencher.iter(|| next.next().map(|place| assessor.assess(black_box(place)).level(0)))
    });
    let (texts, mut one) = (workload.texts(SINGLE), OnePlace::new(workload));
    let mut next = texts.iter().cycle();
    group.bench_function(format!("{name}, from JSON text"), |bencher| {
        bencher.iter(|| next.next().map(|text| one.assess(black_box(text)).is_ok()))
    });
}
