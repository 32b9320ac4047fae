//! The part of the page about tasks: what is due, by when, by whom, and what was missed.

use super::Page;
use crate::date::Period;
use crate::duty::{Holds, TaskStatus};

/// How many missed periods are listed, the latest.
const LISTED: usize = 5;

impl Page<'_> {
    pub(super) fn tasks(&mut self, tasks: &[TaskStatus]) {
        if tasks.is_empty() {
            return;
        }
        self.heading("要做的工作", "Tasks");
        for task in tasks {
            self.task(task);
        }
    }

    fn task(&mut self, task: &TaskStatus) {
        let headline = self.headline(task);
        self.entry(headline.clone(), headline);
        self.due(task);
        self.missed(task.missed.as_deref().unwrap_or_default());
        self.at_worst(task);
        let mut by: Vec<&str> = task.duties.iter().filter_map(|duty| duty.by.as_deref()).collect();
        by.sort_unstable();
        by.dedup();
        self.field("由谁", "By", &by.join(&self.words.say("、", ", ")));
        if task.clash {
            self.note(
                "注意：各项要求相互矛盾，次数上限低于应做次数。",
                "Note: the duties clash: one allows less than another asks.",
            );
        }
        if task.exceeded {
            self.note("注意：已超过次数上限。", "Note: more was done than is allowed.");
        }
    }

    /// 检查：本期（2022-01-01 至 2022-12-31）应做 4 次，已做 1 次
    fn headline(&self, task: &TaskStatus) -> String {
        let label = &task.label;
        let Some(required) = task.required else { return label.clone() };
        let asking = |holds| task.duties.iter().find(|duty| duty.holds == holds && duty.required == Some(required));
        let period = asking(Holds::True).and_then(|duty| duty.period).map_or_else(String::new, |period| {
            let period = self.period(&period);
            self.words.bracketed(&period)
        });
        let done = task
            .done
            .map_or_else(String::new, |done| self.words.say(format!("，已做 {done} 次"), format!(", done {done}")));
        self.words.say(
            format!("{label}：本期{period}应做 {required} 次{done}"),
            format!("{label}: required {required}{period}{done}"),
        )
    }

    fn due(&mut self, task: &TaskStatus) {
        match (task.next_due, task.days_overdue) {
            (Some(due), Some(days)) if days > 0 => self.note(
                format!("已逾期 {days} 天：应在 {due} 前（含当日）完成，请马上去。"),
                format!("Overdue by {days} days: it was due on {due}. Go at once."),
            ),
            (Some(due), _) => {
                let go = task.suggested.filter(|day| *day != due);
                let go = go.map_or_else(String::new, |day| self.words.say(format!("，建议 {day} 前去"), format!("; better by {day}")));
                self.note(format!("下次：{due} 前（含当日）{go}。"), format!("Next due: {due}{go}."));
            }
            (None, Some(_)) => self.note("目前没有到期的。", "Nothing is due."),
            (None, None) => self.note(
                "没有给出记录，或不知道从哪天算起：何时到期不知道，不等于没有到期。",
                "No records were given, or nobody knows from when it counts: when it is due is unknown, which is not “not due”.",
            ),
        }
    }

    fn missed(&mut self, missed: &[Period]) {
        let skipped = missed.len().saturating_sub(LISTED);
        let listed: Vec<String> = missed.iter().skip(skipped).map(|period| self.period(period)).collect();
        let listed = self.words.list(&listed);
        let count = missed.len();
        match (count, skipped) {
            (0, _) => {}
            (_, 0) => self.note(format!("漏做 {count} 期：{listed}"), format!("Missed ({count}): {listed}")),
            _ => self
                .note(format!("漏做 {count} 期，最近的：{listed}"), format!("Missed ({count}), the latest: {listed}")),
        }
    }

    /// What would be asked if the duties held that might.
    fn at_worst(&mut self, task: &TaskStatus) {
        let mut parts = Vec::new();
        if let Some(required) = task.required_at_worst.filter(|_| task.required_at_worst != task.required) {
            parts.push(self.words.say(format!("应做 {required} 次"), format!("required {required}")));
        }
        if let Some(due) = task.next_due_at_worst.filter(|_| task.next_due_at_worst != task.next_due) {
            parts.push(self.words.say(format!("{due} 前（含当日）要做"), format!("due {due}")));
        }
        if let Some(days) = task.days_overdue_at_worst.filter(|days| *days > 0 && task.days_overdue != Some(*days)) {
            parts.push(self.words.say(format!("已逾期 {days} 天"), format!("overdue by {days} days")));
        }
        if !parts.is_empty() {
            let parts = parts.join(&self.words.say("，", ", "));
            self.note(
                format!("还有条件没查清，最坏时：{parts}。"),
                format!("Some conditions are unknown; at worst: {parts}."),
            );
        }
    }

    fn period(&self, period: &Period) -> String {
        let (from, to) = (period.from, period.to);
        if from == to {
            return from.to_string();
        }
        self.words.say(format!("{from} 至 {to}"), format!("{from} to {to}"))
    }
}
