//! Made-up places through the command: the same for ever, and every one of them can be scored.

use paicha_tests::command::paicha;
use std::path::{Path, PathBuf};
use std::process::Output;

const ROWS: usize = 300;

const PACK: &str = r#"
[pack]
format = 1
id = "p"
title = "试验"
version = "1"

[kind.shop]
label = "商铺"

[kind.river]
label = "河道"

[fact.locked]
label = "出口锁闭"
type = "bool"

[fact.area]
label = "面积"
type = "number"
unit = "㎡"
kinds = ["shop"]
range = { min = 0, max = 200000 }

[fact.share]
label = "占比"
type = "number"
range = { min = 0, max = 1 }

[fact.fuel]
label = "燃料"
type = "choice"
options = [{ id = "gas", label = "燃气" }, { id = "coal", label = "煤" }, { id = "none", label = "无" }]

[fact.goods]
label = "货物"
type = "tags"
options = [{ id = "paper", label = "纸品" }, { id = "paint", label = "油漆、涂料" }, { id = "cloth", label = "布匹" }]

[fact.tested]
label = "检测日期"
type = "date"

[fact.owner]
label = "负责人"
type = "text"

[[check]]
id = "clean"
title = "环境整洁，没有垃圾"
"#;

const TABLE: &str = "\
编号,名称,类型,所属区域,纳入日期,出口锁闭,面积,占比,燃料,货物,检测日期,负责人,环境整洁，没有垃圾
P-0000001,万和商铺,商铺,示范街道/西桥社区,2003-07-31,否,14374,0.28,煤,无,2022-12-21,赵六,
P-0000002,安福河道,河道,示范街道/南湖社区,2020-07-15,,,0.52,燃气,布匹,2022-12-03,王五,符合
P-0000003,金桥商铺,商铺,示范街道/北苑社区,2008-11-01,否,55006,0.16,无,纸品、布匹,,,符合
";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    paicha().unwrap().args(arguments).current_dir(folder).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(folder.join("p")).unwrap();
    std::fs::write(folder.join("p/pack.toml"), PACK).unwrap();
    folder
}

/// Generates places into a file, scores them, and expects as many rows and no word about any.
fn all_are_scored(folder: &Path, pack: &str, as_of: &str) {
    let file = format!("{}.csv", pack.replace('/', "-"));
    let rows = ROWS.to_string();
    let made = run(folder, &["generate", pack, "--rows", &rows, "--seed", "9", "--output", &file]);
    assert_eq!(made.status.code(), Some(0), "{pack}: {}", String::from_utf8_lossy(&made.stderr));
    let scored = run(folder, &["score", pack, &file, "--as-of", as_of, "--format", "jsonl"]);
    let told = String::from_utf8_lossy(&scored.stderr);
    assert_eq!((scored.status.code(), told.as_ref()), (Some(0), ""), "{pack}");
    assert_eq!(String::from_utf8_lossy(&scored.stdout).lines().count(), ROWS, "{pack}");
}

#[test]
fn every_made_up_place_is_scored() {
    let folder = folder("generate-scored");
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let mut packs = 0;
    for entry in std::fs::read_dir(&rules).unwrap() {
        let path = entry.unwrap().path();
        if path.join("pack.toml").is_file() {
            let bundle = path.file_name().unwrap().to_str().unwrap().to_owned();
            let written = run(&folder, &["bundle", path.to_str().unwrap(), "--output", &bundle]);
            assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
            let as_of = if bundle.ends_with("2023") { "2023-12-31" } else { "2022-12-31" };
            all_are_scored(&folder, &bundle, as_of);
            packs += 1;
        }
    }
    assert!(packs >= 4, "{packs} packs");
    all_are_scored(&folder, "p", "2022-12-31");
}

#[test]
fn the_same_bytes_for_ever() {
    let folder = folder("generate-bytes");
    let made = |more: &[&str]| {
        let output = run(&folder, &[&["generate", "p", "--rows", "3"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(made(&["--seed", "1"]), TABLE);
    assert_eq!(made(&[]), TABLE, "one is the seed unless another is given");
    assert_ne!(made(&["--seed", "2"]), TABLE);
    let blank = made(&["--blank", "1"]);
    assert!(blank.lines().skip(1).all(|line| line.ends_with(",,,,,,,,")), "{blank}");
    let full = made(&["--blank", "0"]);
    assert_eq!(full.matches(",,").count(), 1, "only the river has no area: {full}");
}

#[test]
fn shares_and_rows_out_of_range_are_refused() {
    let folder = folder("generate-usage");
    for share in ["-0.1", "1.01", "NaN", "inf"] {
        let ended = run(&folder, &["generate", "p", "--rows", "3", "--blank", share]);
        let told = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{share}: {told}");
        assert!(told.contains("F023") && told.contains("--blank 0.2"), "{share}: {told}");
        assert!(ended.stdout.is_empty());
    }
    for wrong in [["--rows", "0"], ["--rows", "many"], ["--seed", "-1"]] {
        let ended = run(&folder, &[&["generate", "p"][..], &wrong].concat());
        assert_eq!(ended.status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(run(&folder, &["generate", "p", "--rows", "3", "--blank", "some"]).status.code(), Some(2));
}
