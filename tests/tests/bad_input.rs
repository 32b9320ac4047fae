//! Bad input through the command: a clear error with code and place, nothing lost, no panic.

use paicha_tests::command::paicha;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

const PACK: &str = r#"
[pack]
format = 1
id = "p"
title = "试验"
version = "1"
effective = { from = 2022-01-01, to = 2022-12-31 }

[kind.shop]
label = "商铺"

[fact.area]
label = "面积"
type = "number"
unit = "㎡"
range = { min = 0, max = 5000 }

[fact.exit_locked]
label = "出口锁闭"
type = "bool"

[[check]]
id = "exits"
title = "出口畅通"
fails_if = '出口锁闭'
points = 30

[[check]]
id = "large"
title = "面积不超过3000平方米"
fails_if = '面积 > 3000'
points = 10

[[level]]
id = "red"
label = "红"
when = 'score >= 30'

[[level]]
id = "blue"
label = "蓝"
"#;

struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// A folder of its own with a pack `p`.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static FOLDERS: AtomicUsize = AtomicUsize::new(0);
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bad-{}", FOLDERS.fetch_add(1, Ordering::Relaxed)));
        let _ = std::fs::remove_dir_all(&path);
        let folder = Self(path);
        folder.with("rules/p/pack.toml", PACK.as_bytes())
    }

    fn with(self, path: &str, contents: &[u8]) -> Self {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let output = paicha().unwrap().args(arguments).current_dir(&self.0).output().unwrap();
        let ended = Ended {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(!ended.err.contains("panicked"), "{arguments:?}: {}", ended.err);
        ended
    }

    fn score(&self, places: &str) -> Ended {
        self.run(&["score", "rules/p", places, "--as-of", "2022-06-30", "--format", "json"])
    }

    /// The pack has errors of these codes, each with a place.
    fn is_refused(&self, codes: &[&str]) {
        let ended = self.run(&["check", "rules/p", "--format", "json"]);
        assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
        let report: Value = serde_json::from_str(&ended.out).unwrap();
        let found: Vec<&str> =
            report["diagnostics"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
        for code in codes {
            assert!(found.contains(code), "{code} wanted, found {found:?}");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn rows(ended: &Ended) -> Vec<Value> {
    serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {}{}", ended.out, ended.err))
}

fn appended(rule: &str) -> Vec<u8> {
    format!("{PACK}\n{rule}\n").into_bytes()
}

#[test]
fn mistakes_in_rule_files() {
    let cases: &[(&str, &[&str])] = &[
        ("[[check]\nid = \"x\"", &["E0103"]),
        ("[[check]]\nid = \"x\"\ntitle = \"x\"\nfails_fi = 'true'", &["E0106"]),
        ("[[check]]\nid = \"x\"\ntitle = 3\nfails_if = '面积 > 1'", &["E0107"]),
        ("[[check]]\nid = \"exits\"\ntitle = \"again\"", &["E0201"]),
        ("[[check]]\nid = \"x\"\ntitle = \"x\"\nfails_if = '面积 > \"大\" || 出口锁死'", &["E0305", "E0303"]),
        ("[derive]\na = 'b + 1'\nb = 'a + 1'\n[[check]]\nid = \"x\"\ntitle = \"x\"\nfails_if = 'a > 1'", &["E0309"]),
    ];
    for (rule, codes) in cases {
        Folder::new().with("rules/p/pack.toml", &appended(rule)).is_refused(codes);
    }
}

#[test]
fn packs_that_extend_badly() {
    let extending =
        |parent: &str| PACK.replace("version = \"1\"", &format!("version = \"1\"\nextends = [\"{parent}\"]"));
    Folder::new().with("rules/p/pack.toml", extending("../p").as_bytes()).is_refused(&["E0204"]);
    Folder::new().with("rules/p/pack.toml", extending("../../outside").as_bytes()).is_refused(&["E0205"]);
    Folder::new().with("rules/p/pack.toml", extending("../missing").as_bytes()).is_refused(&["E0206"]);
}

#[test]
fn depth_length_and_size() {
    let deep = format!("{}面积{}", "(".repeat(10_000), ")".repeat(10_000));
    let rule = format!("[[check]]\nid = \"x\"\ntitle = \"x\"\nfails_if = '{deep} > 1'");
    Folder::new().with("rules/p/pack.toml", &appended(&rule)).is_refused(&["E0302"]);
    let shallow = format!("{}面积{}", "(".repeat(1_000), ")".repeat(1_000));
    let rule = format!("[[check]]\nid = \"x\"\ntitle = \"x\"\nfails_if = '{shallow} > 1'");
    Folder::new().with("rules/p/pack.toml", &appended(&rule)).is_refused(&["E0302"]);
    let nested = format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    Folder::new().with("rules/p/nested.toml", nested.as_bytes()).is_refused(&["E0103"]);
    Folder::new().with("rules/p/large.toml", &vec![b'#'; 50 << 20]).is_refused(&["E0102"]);
    Folder::new().with("rules/p/odd.toml", &[0xff, 0xfe, 0x00, 0x81, 0xff]).is_refused(&["E0101"]);
}

#[test]
fn scripts_are_stopped() {
    for bomb in ["loop {}", "let a = [0]; loop { a = [a, a]; }", "let s = \"ab\"; loop { s += s; }", "bomb(x)"] {
        let rule = "[function.bomb]\nparams = [\"number\"]\nreturns = \"number\"\nrange = { min = 0, max = 1 }\n\
                    [[check]]\nid = \"scripted\"\ntitle = \"x\"\nfails_if = 'bomb(面积) > 0'";
        let folder = Folder::new()
            .with("rules/p/pack.toml", &appended(rule))
            .with("rules/p/functions.rhai", format!("fn bomb(x) {{ {bomb} }}").as_bytes())
            .with("places.csv", "编号,名称,类型,面积,出口锁闭\n1,甲,商铺,100,是\n".as_bytes());
        let ended = folder.score("places.csv");
        assert_eq!(ended.code, 0, "{}", ended.err);
        let row = &rows(&ended)[0];
        assert_eq!(row["outcomes"]["scripted"], "unknown");
        assert_eq!(row["errors"][0]["code"], "R003", "{bomb}: {}", row["errors"]);
        assert_eq!(row["outcomes"]["exits"], "failed", "the other checks are decided");
    }
}

#[test]
fn wrong_cells_and_rows_are_told_and_the_others_scored() {
    let table = "编号,名称,类型,面积,出口锁闭,面基\n1,甲,商铺,一百,否,\n2,乙,商铺,100,是,\n3,丙,仓库,100,否,\n\
                 2,丁,商铺,100,否,\n5,戊,商铺,9999,否,\n6,己,,1,否,\n";
    let ended = Folder::new().with("places.csv", table.as_bytes()).score("places.csv");
    assert_eq!(ended.code, 3, "{}", ended.err);
    let rows = rows(&ended);
    assert_eq!(rows.len(), 6, "nothing is lost");
    let codes: Vec<&str> = rows.iter().map(|row| row["problems"][0]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["C002", "", "C007", "C005", "C003", "C008"]);
    assert_eq!(rows[1]["level"], "red");
    for row in rows.iter().filter(|row| row.get("problems").is_some()) {
        assert!(row.get("level").is_none() && row.get("score").is_none(), "an error row is no assessment: {row}");
    }
    let problem = &rows[0]["problems"][0];
    assert_eq!((&problem["row"], &problem["column"], &problem["value"]), (&2.into(), &"面积".into(), &"一百".into()));
    assert!(problem["file"].as_str().is_some_and(|file| file.ends_with("places.csv")), "{problem}");
    assert!(
        ended.err.contains("面基") && ended.err.contains("面积"),
        "the unknown column, and what it likely means: {}",
        ended.err
    );
}

#[test]
fn files_that_cannot_be_read() {
    let folder = Folder::new()
        .with("empty.csv", b"")
        .with("cut.xlsx", &b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"[..])
        .with("headless.csv", b"a,b,c\n1,2,3\n")
        .with("cut.json", b"[{\"id\": 1,");
    for file in ["empty.csv", "cut.xlsx", "headless.csv", "cut.json", "missing.csv", "rules"] {
        let ended = folder.score(file);
        assert_eq!(ended.code, 1, "{file}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(file) || ended.err.contains("C0"), "{file}: {}", ended.err);
        assert!(ended.err.chars().any(|character| ('一'..='龥').contains(&character)), "in Chinese too: {}", ended.err);
    }
}

#[test]
fn outside_its_dates_a_pack_warns() {
    let folder = Folder::new().with("places.csv", "编号,类型,面积,出口锁闭\n1,商铺,100,否\n".as_bytes());
    let ended = folder.run(&["score", "rules/p", "places.csv", "--as-of", "2023-01-01", "--format", "json"]);
    assert_eq!(ended.code, 0);
    assert!(ended.err.contains("W0503"), "{}", ended.err);
    let ended = folder.run(&["score", "rules/p", "places.csv", "--as-of", "2022-12-31", "--format", "json"]);
    assert!(!ended.err.contains("W0503"), "{}", ended.err);
}

#[test]
fn there_is_no_clock() {
    let folder = Folder::new().with("places.csv", "编号,类型\n1,商铺\n".as_bytes());
    let ended = folder.run(&["score", "rules/p", "places.csv"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("--as-of"), "{}", ended.err);
}

#[test]
fn a_bundle_that_was_changed_is_refused() {
    let folder = Folder::new().with("places.csv", "编号,类型,出口锁闭\n1,商铺,是\n".as_bytes());
    assert_eq!(folder.run(&["bundle", "rules/p", "-o", "p.json"]).code, 0);
    let scored = folder.run(&["score", "p.json", "places.csv", "--as-of", "2022-06-30", "--format", "json"]);
    assert_eq!(rows(&scored), rows(&folder.score("places.csv")), "a bundle says what its pack says");
    let text = std::fs::read_to_string(folder.0.join("p.json")).unwrap();
    std::fs::write(folder.0.join("p.json"), text.replace("出口畅通", "出口通畅")).unwrap();
    let ended = folder.run(&["score", "p.json", "places.csv", "--as-of", "2022-06-30"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("B003"), "{}", ended.err);
}
