//! Packs that extend others: what merges, what does not, and what becomes of it.

use super::{HEAD, codes, loaded_packs, only, shown};
use crate::diagnostic::Code;
use crate::pack::scope::Space;
use crate::pack::{Files, load};

const BASE: &str = r#"
[kind.shop]
label = "商店"
[fact.gas]
label = "燃气"
type = "bool"
help = "看厨房"
[[check]]
id = "alarm"
title = "报警器"
fails_if = '燃气'
points = 5
"#;

fn two(own: &str) -> super::Loaded {
    loaded_packs(&[("base", BASE), ("own", &format!("extends = [\"../base\"]\n{own}"))])
}

#[test]
fn an_override_changes_what_it_states() {
    let loaded = two(
        "[[check]]\nid = \"alarm\"\noverride = true\npoints = 20\n[fact.gas]\noverride = true\nunset = [\"help\"]\n",
    );
    assert!(!loaded.has_errors());
    let items = loaded.items.unwrap();
    let check = &items.checks[0];
    assert_eq!(check.points, crate::pack::item::Points::Fixed(20.0));
    assert_eq!(check.title, "报警器");
    assert_eq!(check.provenance, ["base/pack.toml:14", "own/pack.toml:8"]);
    assert_eq!(items.facts[0].help, None);
    assert_eq!(items.facts[0].label, "燃气");
    assert_eq!(loaded.scopes.len(), 2);
}

#[test]
fn the_order_is_parents_first_then_as_written() {
    let own = "[kind.zoo]\nlabel = \"z\"\n[kind.shop]\noverride = true\nlead = \"x\"\n[kind.bar]\nlabel = \"b\"\n";
    let items = two(own).items.unwrap();
    let ids = items.kinds.iter().map(|kind| kind.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids, ["shop", "zoo", "bar"]);
}

#[test]
fn removal() {
    let loaded = two("[[check]]\nid = \"alarm\"\nremove = true\n");
    assert!(!loaded.has_errors());
    assert!(loaded.items.unwrap().checks.is_empty());
    assert!(loaded.removed.contains_key(&(Space::Counted, "alarm".to_owned())));
    let again = two("[kind.shop]\nremove = true\n[[check]]\nid = \"c\"\ntitle = \"t\"\nkinds = [\"shop\"]\n");
    let problem = only(again.diagnostics.finish());
    assert_eq!(problem.code, Code::UnknownReference);
    assert_eq!(problem.related[0].0.file, "own/pack.toml");
    let more = two("[[check]]\nid = \"alarm\"\nremove = true\npoints = 3\n");
    assert_eq!(codes(&more.diagnostics.finish()), [Code::FieldsExclude]);
}

#[test]
fn reuse_names_both_places() {
    let problem = only(two("[[check]]\nid = \"alarm\"\ntitle = \"另一个\"\n").diagnostics.finish());
    assert_eq!(problem.code, Code::AlreadyDefined);
    assert_eq!(problem.place.as_ref().unwrap().file, "own/pack.toml");
    assert_eq!((problem.related[0].0.file.as_str(), problem.related[0].0.line), ("base/pack.toml", 14));
    assert!(problem.help.unwrap().zh.contains("override = true"));
    let twice = loaded_packs(&[("p", "[[level]]\nid = \"a\"\nlabel = \"a\"\n[[level]]\nid = \"a\"\nlabel = \"b\"\n")]);
    assert_eq!(codes(&twice.diagnostics.finish()), [Code::AlreadyDefined]);
    let files = Files::default().with("p/pack.toml", HEAD).with("p/a.toml", "[kind.a]\nlabel = \"a\"\n");
    let files = files.with("p/b.toml", "[kind.a]\nlabel = \"a\"\n");
    let problem = only(load(&files, "p").diagnostics.finish());
    assert_eq!((problem.code, problem.place.unwrap().file.as_str()), (Code::AlreadyDefined, "p/b.toml"));
}

#[test]
fn nothing_to_override() {
    for line in ["override", "remove"] {
        let problem = only(two(&format!("[[check]]\nid = \"alram\"\n{line} = true\n")).diagnostics.finish());
        assert_eq!(problem.code, Code::NothingToOverride);
        assert!(problem.help.unwrap().zh.contains("alarm"));
    }
    let loaded = loaded_packs(&[("p", "[kind.a]\noverride = true\nlabel = \"x\"\n")]);
    assert_eq!(codes(&loaded.diagnostics.finish()), [Code::NothingToOverride]);
}

#[test]
fn unset_of_what_is_no_field_or_is_stated() {
    let problems =
        two("[[check]]\nid = \"alarm\"\noverride = true\nunset = [\"point\", \"fails_if\"]\nfails_if = 'x'\n");
    assert_eq!(codes(&problems.diagnostics.finish()), [Code::UnknownField, Code::FieldsExclude]);
    let required = two("[[check]]\nid = \"alarm\"\noverride = true\nunset = [\"title\"]\n");
    assert_eq!(codes(&required.diagnostics.finish()), [Code::MissingField]);
}

#[test]
fn exclusion_across_layers_tells_the_way_out() {
    let own = "[fact.n]\nlabel = \"n\"\ntype = \"number\"\n[[check]]\nid = \"alarm\"\noverride = true\npoints_by = { fact = \"n\", bands = [{ points = 1 }] }\n";
    let problem = only(two(own).diagnostics.finish());
    assert_eq!(problem.code, Code::FieldsExclude);
    assert!(problem.help.unwrap().zh.contains("unset = [\"points\"]"));
    assert!(!two(&own.replace("override = true", "override = true\nunset = [\"points\"]")).has_errors());
}

#[test]
fn a_diamond_is_one() {
    let loaded = loaded_packs(&[
        ("base", BASE),
        ("a", "extends = [\"../base\"]\n"),
        ("b", "extends = [\"../base\"]\n"),
        ("own", "extends = [\"../a\", \"../b\"]\n"),
    ]);
    assert_eq!(loaded.diagnostics.finish(), []);
    assert_eq!(loaded.items.unwrap().checks.len(), 1);
    assert_eq!(loaded.scopes.len(), 4);
}

fn differing(own: &str) -> super::Loaded {
    loaded_packs(&[
        ("base", BASE),
        ("a", "extends = [\"../base\"]\n[[check]]\nid = \"alarm\"\noverride = true\npoints = 1\n"),
        ("b", "extends = [\"../base\"]\n[[check]]\nid = \"alarm\"\noverride = true\npoints = 2\n"),
        ("own", &format!("extends = [\"../a\", \"../b\"]\n{own}")),
    ])
}

#[test]
fn parents_that_differ() {
    let problem = only(differing("").diagnostics.finish());
    assert_eq!(problem.code, Code::ParentsDiffer);
    let files = problem.related.iter().map(|(place, _)| place.file.as_str()).collect::<Vec<_>>();
    assert_eq!(files, ["a/pack.toml", "b/pack.toml"]);
    assert_eq!(differing("[[check]]\nid = \"alarm\"\noverride = true\npoints = 3\n").diagnostics.finish(), []);
    assert_eq!(
        differing("[[check]]\nid = \"alarm\"\noverride = true\nunset = [\"points\"]\n").diagnostics.finish(),
        []
    );
    assert_eq!(differing("[[check]]\nid = \"alarm\"\nremove = true\n").diagnostics.finish(), []);
    // Stating another field settles nothing.
    let other = differing("[[check]]\nid = \"alarm\"\noverride = true\nfix = \"x\"\n").diagnostics.finish();
    assert_eq!(codes(&other), [Code::ParentsDiffer]);
}

#[test]
fn one_parent_removes_what_the_other_keeps() {
    let packs = |own: &str| {
        loaded_packs(&[
            ("base", BASE),
            ("a", "extends = [\"../base\"]\n[[check]]\nid = \"alarm\"\nremove = true\n"),
            ("own", &format!("extends = {own}")),
        ])
    };
    assert_eq!(codes(&packs("[\"../a\", \"../base\"]\n").diagnostics.finish()), [Code::ParentsDiffer]);
    assert_eq!(codes(&packs("[\"../base\", \"../a\"]\n").diagnostics.finish()), [Code::ParentsDiffer]);
    let settled = packs("[\"../base\", \"../a\"]\n[[check]]\nid = \"alarm\"\nremove = true\n");
    assert_eq!(settled.diagnostics.finish(), []);
}

#[test]
fn circles_and_paths() {
    let circle = loaded_packs(&[("a", "extends = [\"../b\"]\n"), ("b", "extends = [\"../a\"]\n")]);
    let problem = only(circle.diagnostics.finish());
    assert_eq!(problem.code, Code::ExtendsCycle);
    assert!(problem.message.zh.contains("b → a → b"), "{problem}");
    let own = loaded_packs(&[("a", "extends = [\".\"]\n")]);
    assert_eq!(codes(&own.diagnostics.finish()), [Code::ExtendsCycle]);
    for outside in ["../../x", "/x", "..\\\\x", "C:/x"] {
        let loaded = loaded_packs(&[("a", &format!("extends = [\"{outside}\"]\n"))]);
        assert_eq!(codes(&loaded.diagnostics.finish()), [Code::OutsideRoot], "{outside}");
        assert!(loaded.items.is_none());
    }
    assert_eq!(codes(&load(&Files::default(), "../x").diagnostics.finish()), [Code::OutsideRoot]);
    assert_eq!(codes(&load(&Files::default(), "x").diagnostics.finish()), [Code::NoPackFile]);
    let missing = loaded_packs(&[("a", "extends = [\"../nowhere\"]\n[kind.x]\noverride = true\nlead = \"y\"\n")]);
    let problem = only(missing.diagnostics.finish());
    assert_eq!(problem.code, Code::ParentNotFound);
    let files = Files::default().with("a/pack.toml", format!("{HEAD}extends = [\"../b\"]\n")).with("b/x.toml", "");
    assert_eq!(codes(&load(&files, "a").diagnostics.finish()), [Code::NoPackFile]);
}

#[test]
fn a_pack_may_be_the_root() {
    let files = Files::default().with("pack.toml", HEAD).with("base/pack.toml", HEAD);
    assert!(!load(&files, "").has_errors());
    assert!(!load(&files, ".").has_errors());
    assert!(!load(&files, "base/").has_errors());
}

#[test]
fn campaigns_own_the_checks_of_their_file() {
    let campaign = "[campaign]\nid = \"gas\"\ntitle = \"燃气百日\"\nfrom = 2022-01-01\nto = 2022-04-10\n[[check]]\nid = \"own\"\ntitle = \"t\"\n[[check]]\nid = \"alarm\"\noverride = true\nfix = \"x\"\n[[duty]]\nid = \"d\"\ntask = \"visit\"\nat_least = 1\nper = \"campaign\"\n";
    let files = Files::default().with("p/pack.toml", format!("{HEAD}extends = [\"../base\"]\n"));
    let files = files.with("base/pack.toml", format!("{HEAD}{BASE}")).with("p/campaigns/gas.toml", campaign);
    let loaded = load(&files, "p");
    let problems = loaded.diagnostics.finish();
    assert!(problems.is_empty(), "{}", shown(&problems));
    let items = loaded.items.unwrap();
    let campaigns = items.checks.iter().map(|check| check.campaign.as_deref()).collect::<Vec<_>>();
    assert_eq!(campaigns, [None, Some("gas")]);
    assert_eq!(items.duties[0].campaign.as_deref(), Some("gas"));
    let without = Files::default().with("p/pack.toml", HEAD).with("p/campaigns/x.toml", "[kind.a]\nlabel = \"a\"\n");
    assert_eq!(codes(&load(&without, "p").diagnostics.finish()), [Code::MissingField]);
    let removed = files.with("q/pack.toml", format!("{HEAD}extends = [\"../p\"]\n"));
    let removed = removed.with("q/campaigns/x.toml", "[campaign]\nid = \"gas\"\nremove = true\n");
    let problems = load(&removed, "q").diagnostics.finish();
    assert_eq!(codes(&problems), [Code::UnknownReference, Code::UnknownReference], "{}", shown(&problems));
}

#[test]
fn a_campaign_outside_the_packs_dates_is_a_warning() {
    let campaign = "[campaign]\nid = \"gas\"\ntitle = \"t\"\nfrom = 2022-11-01\nto = 2023-02-01\n";
    let head = format!("{HEAD}effective = {{ from = 2022-01-01, to = 2022-12-31 }}\n");
    let files = Files::default().with("p/pack.toml", head).with("p/campaigns/gas.toml", campaign);
    let loaded = load(&files, "p");
    assert!(!loaded.has_errors());
    assert_eq!(codes(&loaded.diagnostics.finish()), [Code::CampaignOutside]);
}
