//! Whatever bytes a folder holds, loading ends, and tells.

use super::{HEAD, WORDS, codes, shown};
use crate::diagnostic::Code;
use crate::message::Message;
use crate::pack::{FILE_LIMIT, Files, ReadFailure, RuleFiles, load};
use proptest::prelude::*;

#[test]
fn files_past_the_limits() {
    let file = vec![b' '; FILE_LIMIT + 1];
    let files = Files::default().with("p/pack.toml", HEAD).with("p/big.toml", file);
    let loaded = load(&files, "p");
    assert!(loaded.items.is_none());
    let problems = loaded.diagnostics.finish();
    assert_eq!(codes(&problems), [Code::TooLarge]);
    assert_eq!(problems[0].place.as_ref().unwrap().file, "p/big.toml");
    let comment = format!("#{}", "x".repeat(FILE_LIMIT - 1));
    let many = (0..9).fold(Files::default().with("p/pack.toml", HEAD), |files, index| {
        files.with(format!("p/{index}.toml"), comment.clone())
    });
    assert_eq!(codes(&load(&many, "p").diagnostics.finish()), [Code::TooLarge]);
}

#[test]
fn too_many_items() {
    let text = (0..20_001).map(|index| format!("[kind.k{index}]\nlabel = \"k{index}\"\n")).collect::<String>();
    let loaded = load(&Files::default().with("p/pack.toml", format!("{HEAD}{text}")), "p");
    assert_eq!(codes(&loaded.diagnostics.finish()), [Code::TooLarge]);
}

#[test]
fn too_long_a_chain() {
    let files = (0..100).fold(Files::default(), |files, index| {
        files.with(format!("p{index}/pack.toml"), format!("{HEAD}extends = [\"../p{}\"]\n", index + 1))
    });
    assert_eq!(codes(&load(&files, "p0").diagnostics.finish()), [Code::TooLarge]);
}

/// A pack whose second file cannot be read.
struct Unreadable(ReadFailure);

impl RuleFiles for Unreadable {
    fn list(&self, folder: &str) -> Vec<String> {
        if folder == "p" {
            vec!["pack.toml".into(), "x.toml".into(), ".hidden.toml".into(), "y.csv".into()]
        } else {
            Vec::new()
        }
    }

    fn read(&self, path: &str) -> Option<Result<Vec<u8>, ReadFailure>> {
        match path {
            "p/pack.toml" => Some(Ok(HEAD.into())),
            "p/x.toml" => Some(Err(self.0.clone())),
            _ => None,
        }
    }
}

#[test]
fn files_that_cannot_be_read() {
    for (failure, code) in [
        (ReadFailure::TooLarge, Code::TooLarge),
        (ReadFailure::OutsideRoot, Code::OutsideRoot),
        (ReadFailure::Other(Message::new("没有权限", "no permission")), Code::Unreadable),
    ] {
        let problems = load(&Unreadable(failure), "p").diagnostics.finish();
        assert_eq!(codes(&problems), [code]);
        assert_eq!(problems[0].place.as_ref().unwrap().file, "p/x.toml");
    }
}

#[test]
fn text_and_what_is_none() {
    let with = |bytes: Vec<u8>| load(&Files::default().with("p/pack.toml", HEAD).with("p/x.toml", bytes), "p");
    assert!(!with(b"\xEF\xBB\xBF[kind.a]\nlabel = \"\xE7\x94\xB2\"\n".to_vec()).has_errors());
    assert!(!with(Vec::new()).has_errors());
    let problems = with(b"# ok\nx = \"\xFF\xFF\"\n".to_vec()).diagnostics.finish();
    assert_eq!(codes(&problems), [Code::NotText]);
    assert_eq!(problems[0].place.as_ref().unwrap().line, 2);
    let utf16 = "[kind.a]".encode_utf16().flat_map(u16::to_le_bytes);
    let utf16 = b"\xFF\xFE".iter().copied().chain(utf16).collect::<Vec<_>>();
    assert!(with(utf16).diagnostics.finish()[0].help.as_ref().unwrap().zh.contains("UTF-8"));
    assert!(with(vec![0; 100]).has_errors());
}

#[cfg(feature = "gb18030")]
#[test]
fn gb18030_is_read() {
    let mut bytes = b"[kind.a]\nlabel = \"".to_vec();
    bytes.extend(b"\xB2\xCD\xB9\xDD");
    bytes.extend(b"\"\n");
    let files = Files::default().with("p/pack.toml", HEAD).with("p/x.toml", bytes);
    assert_eq!(load(&files, "p").items.unwrap().kinds[0].label, "餐馆");
}

#[test]
fn one_slip_is_a_few_problems_at_most() {
    let rules = format!(
        "{WORDS}[[check]]\nid = \"c\"\ntitle = \"t\"\nkinds = [\n  \"shop\",\n]\npoints_by = {{ fact = \"area\", bands = [{{ up_to = 5, points = 1 }}, {{ points = 2 }}] }}\n[[level]]\nid = \"l\"\nlabel = \"级\"\n"
    );
    for slip in ["{", "}", "[", "]", "\"", "'", "=", ",", "\n", "＝", "“", "【", "\0"] {
        for (at, _) in rules.char_indices().step_by(3) {
            let (before, after) = rules.split_at(at);
            let files = Files::default().with("p/pack.toml", HEAD).with("p/a.toml", [before, slip, after].concat());
            let problems = load(&files, "p").diagnostics.finish();
            let syntax = problems.iter().filter(|problem| problem.code == Code::Syntax).count();
            assert!(syntax <= 4, "{slip} after\n{before}\n=> {}", shown(&problems));
        }
    }
}

/// Pieces that rule files are made of, and pieces that break them.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "\"", "'", "'''", "\"\"\"", "\n", " ", "#", "\\", "\0", "\r",
    "：", "＝", "“", "【", "check", "fact", "kind", "level", "duty", "case", "pack", "id", "label", "type",
    "points_by", "bands", "fact.a", "kind.b", "\"bool\"", "\"choice\"", "options", "true", "1", "-1.5", "nan",
    "2022-01-01", "2022-13-01", "餐馆", "override", "remove", "unset", "[[check]]\nid = \"c\"\n",
    "[fact.a]\nlabel = \"甲\"\n", "points_by = { fact = \"a\", ", "when = 'x'\n", "[[level]]\nid = \"r\"\n",
    "[case.expect]\n", "extends", "[\"../q\"]", "[campaign]\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), cut in 0usize..200) {
        let text = pieces.concat();
        let cut = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
        let base = format!("{HEAD}[fact.a]\nlabel = \"甲\"\ntype = \"bool\"\n[[check]]\nid = \"c\"\ntitle = \"t\"\n");
        let files = Files::default()
            .with("q/pack.toml", base)
            .with("p/pack.toml", format!("{HEAD}extends = [\"../q\"]\n{}", text.get(..cut).unwrap_or("")))
            .with("p/x.toml", text.clone())
            .with("p/campaigns/x.toml", text.clone())
            .with("p/tests/x.toml", text.clone())
            .with("r/pack.toml", text);
        for pack in ["p", "r"] {
            let loaded = load(&files, pack);
            for problem in loaded.diagnostics.finish() {
                prop_assert!(!problem.to_string().is_empty());
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        load(&Files::default().with("p/pack.toml", bytes), "p").diagnostics.finish();
    }
}
