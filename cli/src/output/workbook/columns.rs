//! The columns of the workbook's sheets, and what stands in them for a place, a failed check, a task.

use super::sheet::Entry;
use crate::output::Screen;
use crate::output::report::ErrorRow;
use crate::output::summary::{Counts, LevelEnds, NAMED, Summary, bounds_text};
use paicha::Date;
use paicha::assessment::{Assessment, InputValue, PackRef, Reason};
use paicha::duty::TaskStatus;
use paicha::number;
use paicha::pack::item::{BasisStatus, Fact, FactType, Grade, Items};
use std::collections::HashMap;

/// The words of the sheets: labels of what assessments name by id.
pub struct Labels<'a> {
    items: &'a Items,
    screen: Screen,
    sections: HashMap<String, String>,
    levels: Vec<(String, String)>,
    /// Labels of options, by fact and option.
    options: HashMap<(String, String), String>,
}

impl<'a> Labels<'a> {
    /// The labels of a pack, in the language of the screen.
    pub fn new(items: &'a Items, screen: Screen) -> Self {
        Self {
            items,
            screen,
            sections: items.sections.iter().map(|section| (section.id.clone(), section.label.clone())).collect(),
            levels: items.levels.iter().map(|level| (level.id.clone(), level.label.clone())).collect(),
            options: items.facts.iter().flat_map(options).collect(),
        }
    }

    /// One of two words.
    pub fn word<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        self.screen.word(zh, en)
    }

    fn headers(&self, columns: &[(&str, &str, f64)]) -> Vec<(String, f64)> {
        columns.iter().map(|(zh, en, width)| (self.word(zh, en).to_owned(), *width)).collect()
    }

    /// The columns of places.
    pub fn place_columns(&self) -> Vec<(String, f64)> {
        self.headers(&[
            ("风险等级", "level", 12.0),
            ("最坏风险等级", "level at worst", 14.0),
            ("评分", "score", 8.0),
            ("最坏评分", "score at worst", 10.0),
            ("编号", "id", 14.0),
            ("名称", "name", 28.0),
            ("场所类型", "kinds", 16.0),
            ("区域", "region", 20.0),
            ("不符合项数", "failed", 10.0),
            ("主要不符合项", "main failed checks", 60.0),
            ("已知", "known", 8.0),
            ("下次应做", "next due", 12.0),
            ("逾期天数", "days overdue", 10.0),
            ("问题", "problems", 40.0),
        ])
    }

    /// A place.
    pub fn place(&self, place: &Summary) -> Vec<Entry> {
        let (level, worst) = match place.level {
            Some(LevelEnds { level, at_worst }) => (self.level(level), self.level(at_worst)),
            None => (Entry::Blank, Entry::Blank),
        };
        vec![
            level,
            worst,
            Entry::number(place.score.0),
            Entry::number(place.score.1),
            Entry::Text(place.id().to_owned()),
            Entry::text(place.name.as_deref()),
            Entry::Text(place.kinds(self.items).collect::<Vec<_>>().join(self.word("、", ", "))),
            Entry::text(place.region.as_deref()),
            Entry::Number(place.failed as f64),
            Entry::text(Some(self.findings(place)).filter(|text| !text.is_empty())),
            Entry::Share(place.known_share),
            Entry::date(place.next_due.0),
            Entry::number(place.days_overdue.0.map(|days| days as f64)),
        ]
    }

    /// A row that could not be read.
    pub fn wrong(&self, row: &ErrorRow) -> Vec<Entry> {
        let problems: Vec<String> = row.problems.iter().map(|problem| self.screen.placed_text(problem)).collect();
        let mut entries = vec![Entry::Blank; 14];
        let known = [
            (0, Entry::Text(self.word("有误", "wrong").to_owned())),
            (4, Entry::text(row.id.as_deref())),
            (5, Entry::text(row.name.as_deref())),
            (13, Entry::Text(problems.join("\n"))),
        ];
        for (index, entry) in known {
            if let Some(place) = entries.get_mut(index) {
                *place = entry;
            }
        }
        entries
    }

    /// The columns of failed checks.
    pub fn hazard_columns(&self) -> Vec<(String, f64)> {
        self.headers(&[
            ("编号", "id", 14.0),
            ("名称", "name", 28.0),
            ("区域", "region", 20.0),
            ("隐患", "finding", 44.0),
            ("等级", "grade", 8.0),
            ("计分", "counted", 8.0),
            ("分项", "section", 14.0),
            ("事实", "facts", 36.0),
            ("整改措施", "fix", 36.0),
            ("整改期限", "deadline", 12.0),
            ("移交部门", "refer to", 14.0),
            ("要求", "requirement", 44.0),
            ("依据", "basis", 36.0),
            ("依据核对", "basis status", 12.0),
            ("检查项", "check", 20.0),
        ])
    }

    /// A failed check.
    pub fn hazard(&self, assessment: &Assessment, reason: &Reason) -> Vec<Entry> {
        let facts =
            reason.inputs.iter().map(|input| format!("{}：{}", input.label, self.value(&input.id, &input.value)));
        let facts: Vec<String> = facts.collect();
        let basis = reason.basis.as_ref();
        let section = reason.section.as_ref();
        vec![
            Entry::Text(assessment.id.clone()),
            Entry::text(assessment.name.as_deref()),
            Entry::text(assessment.region.as_deref()),
            Entry::Text(reason.finding.clone()),
            Entry::Text(self.grade(reason.grade).to_owned()),
            if reason.counted.least == reason.counted.most {
                Entry::Number(reason.counted.least)
            } else {
                Entry::Text(bounds_text(Some(reason.counted.least), Some(reason.counted.most)))
            },
            Entry::text(section.map(|id| self.sections.get(id).unwrap_or(id).as_str())),
            Entry::Text(facts.join("\n")),
            Entry::text(reason.fix.as_deref()),
            Entry::date(reason.deadline),
            Entry::text(reason.refer_to.as_deref()),
            Entry::Text(reason.title.clone()),
            Entry::text(basis.map(|basis| basis.law.as_str())),
            Entry::text(basis.map(|basis| self.status(basis.status))),
            Entry::Text(reason.check.clone()),
        ]
    }

    /// The columns of tasks.
    pub fn task_columns(&self) -> Vec<(String, f64)> {
        self.headers(&[
            ("编号", "id", 14.0),
            ("名称", "name", 28.0),
            ("区域", "region", 20.0),
            ("工作", "task", 18.0),
            ("应做", "required", 8.0),
            ("最多应做", "required at worst", 10.0),
            ("已做", "done", 8.0),
            ("缺做的时段", "missed", 28.0),
            ("下次应做", "next due", 12.0),
            ("逾期天数", "days overdue", 10.0),
            ("建议日期", "suggested", 12.0),
            ("责任人", "by", 16.0),
            ("备注", "remarks", 28.0),
        ])
    }

    /// A task at a place.
    pub fn task(&self, assessment: &Assessment, status: &TaskStatus) -> Vec<Entry> {
        let missed = status.missed.as_ref().map(|periods| {
            periods.iter().map(|period| format!("{}…{}", period.from, period.to)).collect::<Vec<_>>().join("\n")
        });
        let mut by: Vec<&str> = status.duties.iter().filter_map(|duty| duty.by.as_deref()).collect();
        by.dedup();
        let mut remarks = Vec::new();
        if status.clash {
            remarks.push(self.word("几项频次要求互相矛盾", "duties contradict each other"));
        }
        if status.exceeded {
            remarks.push(self.word("次数超过上限", "more than is allowed"));
        }
        let times = |times: Option<u32>| Entry::number(times.map(f64::from));
        vec![
            Entry::Text(assessment.id.clone()),
            Entry::text(assessment.name.as_deref()),
            Entry::text(assessment.region.as_deref()),
            Entry::Text(status.label.clone()),
            times(status.required),
            times(status.required_at_worst),
            times(status.done),
            Entry::text(missed),
            Entry::date(status.next_due),
            Entry::number(status.days_overdue.map(|days| days as f64)),
            Entry::date(status.suggested),
            Entry::Text(by.join("；")),
            Entry::Text(remarks.join("；")),
        ]
    }

    /// The columns of the sheet that says what the results follow from.
    pub fn about_columns(&self) -> Vec<(String, f64)> {
        self.headers(&[("项目", "what", 18.0), ("内容", "value", 70.0)])
    }

    /// What the results follow from.
    pub fn about(&self, pack: &PackRef, as_of: Date, counts: &Counts) -> Vec<(String, Entry)> {
        let row = |zh: &str, en: &str, entry: Entry| (self.word(zh, en).to_owned(), entry);
        vec![
            row("规则包", "pack", Entry::Text(format!("{}（{}）", self.items.info.title, pack.id))),
            row("版本", "version", Entry::Text(pack.version.clone())),
            row("规则摘要", "digest", Entry::Text(pack.digest.clone())),
            row("评估日期", "as of", Entry::Date(as_of)),
            row("场所数", "places", Entry::Number(counts.places as f64)),
            row("有误的行", "wrong rows", Entry::Number(counts.errors as f64)),
        ]
    }

    fn level(&self, index: usize) -> Entry {
        self.levels.get(index).map_or(Entry::Blank, |(_, label)| Entry::Level(index, label.clone()))
    }

    fn findings(&self, place: &Summary) -> String {
        let mut text = place.findings(self.items).collect::<Vec<_>>().join("\n");
        if place.failed > NAMED {
            text.push_str(&match self.word("zh", "en") {
                "zh" => format!("\n等 {} 项，见“隐患”表", place.failed),
                _ => format!("\n{} in all, see the next sheet", place.failed),
            });
        }
        text
    }

    fn grade(&self, grade: Option<Grade>) -> &str {
        match grade {
            Some(Grade::Major) => self.word("重大", "major"),
            Some(Grade::General) => self.word("一般", "general"),
            None => self.word("未定", "unknown"),
        }
    }

    fn status(&self, status: BasisStatus) -> &str {
        match status {
            BasisStatus::Quoted => self.word("已读原文", "quoted"),
            BasisStatus::Secondary => self.word("据转述", "secondary"),
            BasisStatus::Unverified => self.word("未核对", "unverified"),
        }
    }

    fn value(&self, input: &str, value: &InputValue) -> String {
        match value {
            InputValue::Bool(true) => self.word("是", "yes").to_owned(),
            InputValue::Bool(false) => self.word("否", "no").to_owned(),
            InputValue::Number(value) => number::print(*value),
            InputValue::Text(text) => self.option(input, text),
            InputValue::List(list) => {
                let labels: Vec<String> = list.iter().map(|text| self.option(input, text)).collect();
                labels.join(self.word("、", ", "))
            }
        }
    }

    /// The label of an option, the word for an answer, or the text itself.
    fn option(&self, input: &str, text: &str) -> String {
        if let Some(label) = self.options.get(&(input.to_owned(), text.to_owned())) {
            return label.clone();
        }
        match text {
            "fails" => self.word("不符合", "fails").to_owned(),
            "passes" => self.word("符合", "passes").to_owned(),
            "not_applicable" => self.word("不适用", "not applicable").to_owned(),
            text => text.to_owned(),
        }
    }
}

fn options(fact: &Fact) -> Vec<((String, String), String)> {
    let (FactType::Choice(options) | FactType::Tags(options)) = &fact.fact_type else { return Vec::new() };
    options.iter().map(|option| ((fact.id.clone(), option.id.clone()), option.label.clone())).collect()
}
