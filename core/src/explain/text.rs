//! An explanation as a page of plain text that an inspector or a clerk can read, in Chinese or English.
//!
//! What is unknown is said to be unknown, and both ends are shown wherever they differ. Nothing is concluded here.

mod because;
mod due;
mod rule;
mod words;

use super::{Explanation, Question};
use crate::assessment::{Assessment, Bounds, Outcome, Reason, ResultNumber, ResultValue, ScoredPoints};
use crate::message::Language;
use crate::pack::item::{Basis, Better, Items};
use words::Words;

/// Renders an explanation. `items` is the resolved pack that gave it: the labels come from there.
pub fn text(explanation: &Explanation, items: &Items, language: Language) -> String {
    let mut page = Page { words: Words { items, language }, text: String::new() };
    let assessment = &explanation.assessment;
    page.place(assessment);
    page.verdict(assessment);
    page.results(assessment);
    page.reasons(assessment);
    page.scored(&assessment.scored);
    page.because(explanation);
    page.questions(&explanation.questions);
    page.tasks(&assessment.tasks);
    page.doubts(assessment);
    page.pack(assessment);
    page.text
}

struct Page<'a> {
    words: Words<'a>,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        let heading = self.words.say(zh, en);
        self.text.push('\n');
        self.line(&heading);
    }

    /// An entry of a list.
    fn entry(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        let entry = self.words.say(zh, en);
        self.line(&format!("- {entry}"));
    }

    /// A line of its own, indented under an entry.
    fn note(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        let note = self.words.say(zh, en);
        self.line(&format!("   {note}"));
    }

    /// `依据：…`, indented under an entry; nothing for an empty value.
    fn field(&mut self, zh: &str, en: &str, value: &str) {
        if !value.is_empty() {
            self.note(format!("{zh}：{value}"), format!("{en}: {value}"));
        }
    }

    /// The same at the margin.
    fn fact(&mut self, zh: &str, en: &str, value: &str) {
        let line = self.words.say(format!("{zh}：{value}"), format!("{en}: {value}"));
        self.line(&line);
    }

    fn place(&mut self, assessment: &Assessment) {
        let id = &assessment.id;
        match &assessment.name {
            Some(name) => self.line(&format!("{name}{}", self.words.bracketed(id))),
            None => self.line(id),
        }
        let kinds: Vec<&str> = assessment.kinds.iter().map(|kind| self.words.kind(kind)).collect();
        let kinds = kinds.join(&self.words.say("、", ", "));
        self.fact("类型", "Kinds", &kinds);
        if let Some(region) = &assessment.region {
            self.fact("区域", "Region", region);
        }
        self.fact("评估日期", "As of", &assessment.as_of.to_string());
    }

    fn verdict(&mut self, assessment: &Assessment) {
        self.text.push('\n');
        if let Some(range) = &assessment.level {
            let open = if range.level == range.level_at_worst {
                String::new()
            } else {
                self.words.say("，要看还没查清的事项", ", depending on what is still unknown")
            };
            self.fact("风险等级", "Level", &format!("{}{open}", self.words.levels(range)));
        }
        self.score(assessment);
        self.known(assessment);
        let counts: Vec<String> = [
            (Outcome::Failed, "不符合", "failed"),
            (Outcome::Passed, "符合", "passed"),
            (Outcome::NotFailed, "未不符合", "not failed"),
            (Outcome::Unknown, "未知", "unknown"),
            (Outcome::NotApplicable, "不适用", "not applicable"),
            (Outcome::Scored, "计分", "scored"),
        ]
        .into_iter()
        .map(|(outcome, zh, en)| (assessment.count(outcome), self.words.say(zh, en)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{word} {count}"))
        .collect();
        let counts = counts.join(&self.words.say("，", ", "));
        self.fact("检查项", "Checks", if counts.is_empty() { "0" } else { &counts });
    }

    fn score(&mut self, assessment: &Assessment) {
        let score = &self.words.items.score;
        let (least, most) = (assessment.score, assessment.score_at_worst);
        let number = self.words.range(self.words.number(least), self.words.number(most));
        let unit = || score.unit.clone().unwrap_or_else(|| self.words.say("分", "points"));
        let unit = least.and(most).map_or_else(String::new, |_| format!(" {}", unit()));
        let sense = match score.better {
            Better::Low => self.words.say("越高风险越大", "higher is worse"),
            Better::High => self.words.say("越高越好", "higher is better"),
        };
        let label = self.words.score();
        self.fact(&label, &label, &format!("{number}{unit}{}", self.words.bracketed(&sense)));
    }

    fn known(&mut self, assessment: &Assessment) {
        let share = assessment.known_share * 100.0;
        let percent = if share > 0.0 && share < 1.0 {
            self.words.say("不到 1%", "under 1%")
        } else {
            format!("{}%", crate::number::print(share.floor()))
        };
        let rest = if share < 100.0 {
            self.words.say("。没查清的不等于没问题", ". What nobody looked at is not safe")
        } else {
            String::new()
        };
        self.fact("已查清", "Known", &format!("{percent}{rest}"));
    }

    fn results(&mut self, assessment: &Assessment) {
        if assessment.results.is_empty() {
            return;
        }
        self.heading("其他结论", "Other results");
        // In the order of the pack, which a person wrote for persons.
        for item in &self.words.items.results {
            if let Some(result) = assessment.result(&item.id) {
                let (label, value) = (&item.label, self.result(result));
                self.entry(format!("{label}：{value}"), format!("{label}: {value}"));
            }
        }
    }

    fn result(&self, result: &ResultValue) -> String {
        let end = |end: ResultNumber| match end {
            ResultNumber::Truth(Some(truth)) => self.words.truth(truth),
            ResultNumber::Truth(None) => self.words.say("未知", "unknown"),
            ResultNumber::Number(number) => self.words.number(number),
        };
        let number = result.value.zip(result.at_worst).map(|(value, worst)| self.words.range(end(value), end(worst)));
        let level = result.level.as_ref().map(|range| self.words.levels(range));
        let both: Vec<String> = number.into_iter().chain(level).collect();
        both.join(&self.words.say("，", ", "))
    }

    fn reasons(&mut self, assessment: &Assessment) {
        let (failed, unknown) = (assessment.failed.len(), assessment.count(Outcome::Unknown));
        match (failed, unknown) {
            (0, 0) => self.heading("没有不符合的检查项", "No check failed"),
            (0, _) => self.heading(
                format!("目前没有发现不符合的检查项，还有 {unknown} 项未知"),
                format!("No check is known to fail; unknown: {unknown}"),
            ),
            _ => self.heading(format!("不符合 {failed} 项"), format!("Failed ({failed})")),
        }
        for (index, reason) in assessment.failed.iter().enumerate() {
            self.reason(index + 1, reason);
        }
    }

    fn reason(&mut self, number: usize, reason: &Reason) {
        let words = self.words;
        let grade = words.grade(reason.grade);
        let points = self.points(reason.points, reason.counted);
        let head = words.bracketed(&words.say(format!("{grade}，{points}"), format!("{grade}, {points}")));
        self.line(&format!("{number}. {}{head}", reason.finding));
        self.field("要求", "Requirement", &reason.title);
        let inputs = reason.inputs.iter();
        let inputs = inputs.map(|input| format!("{} = {}", input.label, words.value(&input.id, &input.value)));
        self.field("因为", "Because", &words.list(&inputs.collect::<Vec<_>>()));
        if let Some(basis) = &reason.basis {
            self.basis(basis);
        }
        self.field("整改", "Fix", reason.fix.as_deref().unwrap_or_default());
        if let Some(deadline) = reason.deadline {
            self.field("期限", "Deadline", &words.say(format!("{deadline} 前（含当日）"), deadline.to_string()));
        }
        self.field("部门", "Department", reason.refer_to.as_deref().unwrap_or_default());
    }

    /// 计 20 分, and the check's own points where caps or rescaling made another number of them.
    fn points(&self, own: Bounds, counted: Bounds) -> String {
        let (own, counted) = (self.words.bounds(own), self.words.bounds(counted));
        if own == counted {
            return self.words.say(format!("计 {counted} 分"), format!("{counted} points"));
        }
        self.words.say(format!("计 {counted} 分，本项 {own} 分"), format!("{counted} points counted of {own}"))
    }

    fn basis(&mut self, basis: &Basis) {
        let status = self.words.bracketed(&self.words.basis_status(basis.status));
        self.field("依据", "Basis", &format!("{}{status}", basis.law));
        self.field("说明", "Note", basis.note.as_deref().unwrap_or_default());
        self.field("来源", "Source", basis.url.as_deref().unwrap_or_default());
    }

    fn scored(&mut self, scored: &[ScoredPoints]) {
        if !scored.is_empty() {
            self.heading("计分项", "Scored checks");
        }
        for check in scored {
            let points = self.points(check.points, check.counted);
            let title = &check.title;
            self.entry(format!("{title}：{points}"), format!("{title}: {points}"));
        }
    }

    fn questions(&mut self, questions: &[Question]) {
        let count = questions.len();
        if count > 0 {
            self.heading(
                format!("还要问清 {count} 项，重要的在前"),
                format!("To find out ({count}), most telling first"),
            );
        }
        for (index, question) in questions.iter().enumerate() {
            self.question(index + 1, question);
        }
    }

    fn question(&mut self, number: usize, question: &Question) {
        let words = self.words;
        let ask = if question.question.is_empty() || question.question == question.label {
            question.label.clone()
        } else {
            format!("{}{}", question.question, words.bracketed(&question.label))
        };
        self.line(&format!("{number}. {ask}"));
        let mut why = Vec::new();
        if question.changes_level {
            why.push(words.say("可能改变等级", "could change the level"));
        }
        if question.points > 0.0 {
            let points = words.number(Some(question.points));
            why.push(words.say(format!("涉及 {points} 分"), format!("{points} points at stake")));
        }
        why.extend(self.decides(question));
        self.field("为什么", "Why", &words.list(&why));
    }

    /// The checks that wait for an answer, unless the answer is the check itself.
    fn decides(&self, question: &Question) -> Option<String> {
        let first = question.checks.first().filter(|_| question.checks.as_slice() != [question.input.as_str()])?;
        let (first, others) = (self.words.title(first), question.checks.len() - 1);
        Some(match others {
            0 => self.words.say(format!("关系到“{first}”"), format!("decides “{first}”")),
            _ => self
                .words
                .say(format!("关系到“{first}”等 {} 项", others + 1), format!("decides “{first}” and {others} more")),
        })
    }

    /// What the reader must not take for certain: assumptions, errors, checks out of force.
    fn doubts(&mut self, assessment: &Assessment) {
        if !assessment.assumed.is_empty() {
            self.heading(
                "不知道而作了假定（?? 后面是假定的值）",
                "Assumed where nobody knows (after ?? stands what was assumed)",
            );
        }
        for assumed in &assessment.assumed {
            let (item, rule) = assumed.split_once(": ").unwrap_or(("", assumed));
            let (item, rule) = (self.words.what(item), self.words.rule(rule));
            match item.as_str() {
                "" => self.entry(rule.clone(), rule),
                _ => self.entry(format!("{item}：{rule}"), format!("{item}: {rule}")),
            }
        }
        if !assessment.errors.is_empty() {
            self.heading("没能算出", "Could not be computed");
        }
        for error in &assessment.errors {
            let item = self.words.what(&error.item);
            let message = error.message.text(self.words.language);
            let code = self.words.bracketed(&error.code);
            self.entry(format!("{item}：{message}{code}"), format!("{item}: {message}{code}"));
        }
        let count = assessment.out_of_force;
        if count > 0 {
            self.heading(
                format!("另有 {count} 项检查在评估日不在有效期内，没有评。"),
                format!("Checks out of force on the day, not judged: {count}."),
            );
        }
    }

    fn pack(&mut self, assessment: &Assessment) {
        let pack = &assessment.pack;
        let digest: String = pack.digest.chars().take(12).collect();
        let title = &self.words.items.info.title;
        let (id, version) = (&pack.id, &pack.version);
        self.heading(
            format!("规则包：{title}（{id}），版本 {version}，校验值 {digest}"),
            format!("Pack: {title} ({id}), version {version}, digest {digest}"),
        );
    }
}

#[cfg(test)]
mod tests;
