//! Loading a pack, from rule files held in memory and from a bundle.

use criterion::Criterion;
use paicha::Pack;
use paicha_benches::{Result, Workload};
use std::hint::black_box;

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for name in ["20-checks", "base", "500-checks"] {
        let workload = Workload::named(name)?;
        let bundle = workload.pack.to_bundle()?;
        let mut group = criterion.benchmark_group("load");
        group.bench_function(format!("{name} from rule files"), |bencher| bencher.iter(|| workload.load().is_ok()));
        group.bench_function(format!("{name} from a bundle"), |bencher| {
            bencher.iter(|| Pack::from_bundle(black_box(&bundle)).is_ok())
        });
    }
    criterion.final_summary();
    Ok(())
}
