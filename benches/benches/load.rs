//! Loading a pack of 500 checks from rule files held in memory.

use criterion::Criterion;
use paicha::Pack;
use paicha_benches::big_pack;
use std::hint::black_box;

const CHECKS: usize = 500;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files = big_pack(CHECKS);
    let checked = Pack::check(&files, "pack");
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    let mut criterion = Criterion::default().configure_from_args();
    criterion
        .bench_function("load 500 checks", |bencher| bencher.iter(|| Pack::load(black_box(&files), "pack").is_ok()));
    criterion.final_summary();
    Ok(())
}
