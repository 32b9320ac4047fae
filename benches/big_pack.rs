//! A pack of any size, written as the base pack is: kinds with their facts and checks, one file each, and what counts them.

use paicha::pack::Files;
use std::fmt::Write;

/// The kinds: id and label.
const KINDS: [(&str, &str); 8] = [
    ("restaurant", "餐饮"),
    ("shop", "商铺"),
    ("compound", "小区"),
    ("elderly_home", "养老院"),
    ("school", "学校"),
    ("rental_house", "出租屋"),
    ("factory", "厂房"),
    ("hotel", "旅馆"),
];
const ROOMS: [&str; 10] = ["厨房", "大厅", "仓库", "楼梯间", "配电间", "疏散通道", "安全出口", "屋面", "外墙", "宿舍"];
const THINGS: [&str; 10] = ["灭火器", "消火栓", "报警器", "软管", "阀门", "线路", "插座", "防火门", "指示灯", "排烟道"];
/// What a fact says of a thing in a room, in turn: most are yes or no.
const STATES: [(&str, Asked); 7] = [
    ("已损坏", Asked::Truth),
    ("数量", Asked::Number("个", 500)),
    ("被遮挡", Asked::Truth),
    ("间距", Asked::Number("m", 1_000)),
    ("型号", Asked::Choice),
    ("上次检验日期", Asked::Date),
    ("未登记", Asked::Truth),
];
const SECTIONS: [(&str, &str); 5] =
    [("fire", "消防"), ("gas", "燃气"), ("power", "用电"), ("building", "建筑与设备"), ("management", "日常管理")];
const GROUPS: [(&str, &str); 3] =
    [("direct", "一条即够重大隐患认定的情形"), ("crowded", "人员密集场所的要素"), ("elements", "综合判定要素")];

#[derive(Clone, Copy)]
enum Asked {
    Truth,
    Number(&'static str, u32),
    Choice,
    Date,
}

/// A pack in the folder `pack` with so many checks, at most 5,000; always the same for the same number.
pub fn big_pack(checks: usize) -> Files {
    let mut files = Files::default()
        .with("pack/pack.toml", "[pack]\nformat = 1\nid = \"big\"\ntitle = \"大规则包\"\nversion = \"1.0\"\n")
        .with("pack/kinds.toml", kinds())
        .with("pack/scoring.toml", scoring())
        .with("pack/duties.toml", duties());
    for (kind, (id, _)) in KINDS.iter().enumerate() {
        let count = checks / KINDS.len() + usize::from(kind < checks % KINDS.len());
        files = files.with(format!("pack/{id}.toml"), Kind { kind, checks: count }.file());
    }
    files
}

fn kinds() -> String {
    let kind = |(id, label): &(&str, &str)| {
        format!(
            "[kind.{id}]\nlabel = \"{label}场所\"\naliases = [\"{label}类\", \"{label}单位\"]\nlead = \"社区平安办\"\n\n"
        )
    };
    KINDS.iter().map(kind).collect()
}

fn scoring() -> String {
    let section = |(id, label): &(&str, &str)| format!("[section.{id}]\nlabel = \"{label}\"\ncap = 400\n\n");
    let group = |(id, label): &(&str, &str)| format!("[group.{id}]\nlabel = \"{label}\"\n\n");
    let mut text: String = SECTIONS.iter().map(section).chain(GROUPS.iter().map(group)).collect();
    text += r##"
[score]
label = "风险分"
unit = "分"
better = "low"

[result.fire_major]
label = "重大火灾隐患判定"
type = "level"

[[result.fire_major.levels]]
id = "candidate"
label = "够得上判定"
color = "#d7191c"
when = 'failed.direct > 0 || failed.crowded >= 3 || failed.elements >= 6'

[[result.fire_major.levels]]
id = "none"
label = "够不上判定"
color = "#2c7bb6"

[[level]]
id = "red"
label = "重大风险"
color = "#d7191c"
when = '(kind("school") && failed.major > 0) || result.fire_major == "candidate" || score >= 70'

[[level]]
id = "orange"
label = "较大风险"
color = "#fdae61"
when = 'failed.major > 0 || score >= 50'

[[level]]
id = "yellow"
label = "一般风险"
color = "#e6c700"
when = 'score >= 20'

[[level]]
id = "blue"
label = "低风险"
color = "#2c7bb6"
"##;
    text
}

fn duties() -> String {
    let duty = |(id, label): &(&str, &str)| {
        format!(
            r#"[task.{id}_visit]
label = "{label}巡查"
aliases = ["{label}检查"]

[[duty]]
id = "{id}_monthly"
task = "{id}_visit"
label = "每月巡查{label}场所"
kinds = ["{id}"]
at_least = 1
per = "month"
count_if = 'checker in ["street", "街道", "社区"]'
by = "社区"
basis = {{ law = "年度安全生产工作要点 三", status = "unverified" }}

[[duty]]
id = "{id}_weekly"
task = "{id}_visit"
label = "{label}为重大风险的，每周巡查"
kinds = ["{id}"]
at_least = 1
per = "week"
when = 'level == "red" || failed.direct > 0'
by = "街道"

"#
        )
    };
    KINDS.iter().map(duty).collect()
}

/// The facts and checks of one kind.
struct Kind {
    kind: usize,
    checks: usize,
}

impl Kind {
    fn id(&self) -> &'static str {
        KINDS[self.kind].0
    }

    /// Three facts for five checks: some checks share theirs.
    fn facts(&self) -> usize {
        (self.checks * 3).div_ceil(5).max(1)
    }

    fn file(&self) -> String {
        let mut text = format!("# {}场所。\n\n", KINDS[self.kind].1);
        for check in 0..self.checks {
            if check < self.facts() {
                text += &self.fact(check);
            }
            text += &self.check(check);
        }
        text + self.derived().as_str()
    }

    /// Each fact of a kind has a label of its own as long as there are at most 700.
    fn label(&self, fact: usize) -> String {
        let (room, thing) = (ROOMS[fact % 10], THINGS[fact / 10 % 10]);
        format!("{}{room}{thing}{}", KINDS[self.kind].1, state(fact).0)
    }

    fn fact(&self, fact: usize) -> String {
        let (id, label) = (self.id(), self.label(fact));
        let (room, thing) = (ROOMS[fact % 10], THINGS[fact / 10 % 10]);
        let asked = match state(fact).1 {
            Asked::Truth => "type = \"bool\"\n".to_owned(),
            Asked::Number(unit, most) => {
                format!("type = \"number\"\nunit = \"{unit}\"\nrange = {{ min = 0, max = {most} }}\n")
            }
            Asked::Choice => {
                "type = \"choice\"\noptions = [\n    { id = \"old\", label = \"旧型\", aliases = [\"老式\"] },\n    \
                              { id = \"new\", label = \"新型\" },\n    { id = \"none\", label = \"没有\" },\n]\n"
                    .to_owned()
            }
            Asked::Date => "type = \"date\"\n".to_owned(),
        };
        let aliases = if fact.is_multiple_of(3) { format!("aliases = [\"{label}情况\"]\n") } else { String::new() };
        format!(
            "[fact.{id}_{fact}]\nlabel = \"{label}\"\n{asked}{aliases}kinds = [\"{id}\"]\n\
             question = \"{room}的{thing}，{}是怎样的？\"\n\n",
            state(fact).0
        )
    }

    /// A truth over one fact, as an expression.
    fn truth(&self, fact: usize) -> String {
        let fact = fact % self.facts();
        let label = self.label(fact);
        match state(fact).1 {
            Asked::Truth => label,
            Asked::Number(..) => format!("{label} < {}", 5 + fact % 10),
            Asked::Choice => format!("{label} == \"old\""),
            Asked::Date => format!("months_between({label}, as_of) > {}", 12 + fact % 24),
        }
    }

    fn derived(&self) -> String {
        let (id, label) = (self.id(), KINDS[self.kind].1);
        format!(
            "[derive.{id}_exposed]\nlabel = \"{label}风险较大\"\nkinds = [\"{id}\"]\nvalue = '{} || {}'\n\n",
            self.truth(0),
            self.truth(2)
        )
    }

    fn check(&self, check: usize) -> String {
        let id = self.id();
        let (room, thing) = (ROOMS[check % 10], THINGS[check / 10 % 10]);
        let mut text = format!(
            "[[check]]\nid = \"{id}_check_{check}\"\ntitle = \"{room}的{thing}按要求设置、定期检验，编号{check}\"\n\
             finding = \"{room}的{thing}不符合要求\"\nkinds = [\"{id}\"]\n"
        );
        text += &self.rule(check);
        text += &self.points(check);
        let section = SECTIONS[check % SECTIONS.len()].0;
        let within = ["立即", "15天", "30天"][check % 3];
        _ = write!(
            text,
            "section = \"{section}\"\nwithin = \"{within}\"\nrefer_to = \"住建部门\"\nfix = \"更换{thing}，清理{room}\"\n\
             basis = {{ law = \"建筑设计防火规范 GB 50016\", status = \"secondary\", note = \"转述页面：example.org/{check}\" }}\n"
        );
        if check.is_multiple_of(4) {
            _ = writeln!(text, "groups = [\"{}\"]", GROUPS[check / 4 % GROUPS.len()].0);
        }
        if check % 10 == 3 {
            text += "effective = { from = 2021-09-01 }\n";
        }
        text + "\n"
    }

    /// When a check applies and fails; every tenth is observed.
    fn rule(&self, check: usize) -> String {
        if check % 10 == 9 && check >= self.facts() {
            return "observed = true\n".to_owned();
        }
        let applies = match check % 3 {
            0 => format!("applies_if = '{}风险较大'\n", KINDS[self.kind].1),
            1 => format!("applies_if = '{}'\n", self.truth(check * 7 + 3)),
            _ => String::new(),
        };
        let (one, two, three) = (self.truth(check), self.truth(check * 3 + 1), self.truth(check * 11 + 2));
        let fails = match check % 8 {
            0..=3 => one,
            4 | 5 => format!("{one} || {two}"),
            6 => format!("{one} 且 非（{two}）"),
            _ => format!("{one} && ({two} || {three})"),
        };
        format!("{applies}fails_if = '{fails}'\n")
    }

    fn points(&self, check: usize) -> String {
        let grade = if check % 16 == 5 { "grade = \"major\"\n" } else { "" };
        match check % 20 {
            7 => format!("points = 'if {} {{ 20 }} else {{ 10 }}'\n", self.truth(check + 1)),
            fixed => format!("points = {}\n{grade}", 5 + fixed),
        }
    }
}

/// Neighbours differ in what they say, and so do facts of the same thing in the same room.
fn state(fact: usize) -> (&'static str, Asked) {
    STATES[(fact / 100 + fact) % STATES.len()]
}

#[cfg(test)]
mod tests {
    use super::big_pack;
    use paicha::Pack;

    #[test]
    fn has_so_many_checks_and_no_problem() {
        for count in [100, 500, 5_000] {
            let checked = Pack::check(&big_pack(count), "pack");
            assert_eq!(checked.diagnostics, []);
            assert_eq!(checked.pack.map(|pack| pack.items().checks.len()), Some(count));
        }
    }
}
