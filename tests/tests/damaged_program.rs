//! Bundles whose program was changed: refused, or run without a panic. The digest is of the rules, not of the program
//! made from them.

use paicha::generate::Generator;
use paicha::pack::Files;
use paicha::table::Places;
use paicha::{AssessOptions, Date, Pack};
use proptest::prelude::*;
use serde_json::Value;

const PACK: &str = include_str!("../../benches/workload/pack.toml");

/// Rules of every sort that the workload has not.
const MORE: &str = r#"
[fact.opened]
label = "开业日期"
type = "date"

[fact.goods]
label = "存放物品"
type = "tags"
options = [{ id = "paper", label = "纸品" }, { id = "paint", label = "油漆" }]

[fact.owner]
label = "负责人"
type = "text"

[section.extra]
label = "其他"
cap = 30

[[check]]
id = "goods"
title = "不存放易燃物"
fails_if = '"paint" in 存放物品 || starts_with(负责人, "张")'
points = 'if 营业面积 > 100 { 营业面积 / 50 } else { 2 }'
grade = 'if 使用燃气 { "major" } else { "general" }'
section = "extra"

[[check]]
id = "tidy"
title = "环境整洁"
points = 3

[result.old]
label = "年限"
type = "number"
value = 'clamp(years_between(开业日期 ?? as_of, as_of), 0, 40) + failed.major'

[result.grade]
label = "等次"
type = "level"
value = 'failed.all'
levels = [{ id = "bad", label = "差", when = 'value > 3 || result.old > 30' }, { id = "good", label = "好" }]

[[adjust]]
id = "worse"
when = 'failed("tidy")'
by = 1
"#;

fn pack() -> Pack {
    let files = Files::default().with("w/pack.toml", PACK).with("w/more.toml", MORE);
    Pack::load(&files, "w").unwrap_or_else(|error| {
        let all: Vec<_> = error.diagnostics().iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"))
    })
}

/// The numbers of a value, wherever they stand.
fn numbers<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Value>) {
    match value {
        Value::Number(_) => found.push(value),
        Value::Array(list) => list.iter_mut().for_each(|item| numbers(item, found)),
        Value::Object(map) => map.values_mut().for_each(|item| numbers(item, found)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn a_program_that_was_changed_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), 0..260i64), 1..4)) {
        let pack = pack();
        let mut bundle: Value = serde_json::from_str(&pack.to_bundle().unwrap()).unwrap();
        let mut found = Vec::new();
        numbers(bundle.get_mut("program").unwrap(), &mut found);
        for (at, number) in changes {
            let at = at.index(found.len());
            *found[at] = number.into();
        }
        if let Ok(changed) = Pack::from_bundle(&bundle.to_string()) {
            let mut places = Places::new(changed.inputs());
            Generator::new(&changed, 1, 0.3).take(70).for_each(|(row, values)| places.push(row, &values));
            let assessor = changed.assessor(Date::new(2022, 12, 31).unwrap(), AssessOptions::default());
            let assessed = assessor.assess(&places);
            for place in [0, 63, 69] {
                let explanation = assessed.explain(place);
                prop_assert!(!explanation.assessment.outcomes.is_empty());
            }
        }
    }
}
