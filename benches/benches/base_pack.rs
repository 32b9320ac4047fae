//! The base pack: loading it, a bundle of it, one place, a block of places, an explanation.

use criterion::{Criterion, Throughput};
use paicha::{AssessOptions, Pack};
use paicha_benches::{day, places, rule_files};
use std::hint::black_box;

/// A block as the command line reads them.
const BLOCK: usize = 4_096;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files = rule_files("base")?;
    let pack = Pack::load(&files, "base")?;
    let bundle = pack.to_bundle()?;
    let (one, many) = (places(&pack, 1), places(&pack, BLOCK));
    let assessor = pack.assessor(day(), AssessOptions::default());
    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("load from rule files", |bencher| {
        bencher.iter(|| Pack::load(black_box(&files), "base").is_ok())
    });
    criterion
        .bench_function("load from a bundle", |bencher| bencher.iter(|| Pack::from_bundle(black_box(&bundle)).is_ok()));
    criterion.bench_function("assess one place", |bencher| bencher.iter(|| assessor.assess(black_box(&one)).len()));
    criterion
        .bench_function("explain one place", |bencher| bencher.iter(|| assessor.assess(black_box(&one)).explain(0)));
    let mut group = criterion.benchmark_group("block");
    group.throughput(Throughput::Elements(BLOCK as u64));
    group.bench_function("assess", |bencher| bencher.iter(|| assessor.assess(black_box(&many)).len()));
    group.finish();
    criterion.final_summary();
    Ok(())
}
