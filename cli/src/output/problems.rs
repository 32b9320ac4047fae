//! Problems of places and records on standard error: where, what, what to do; so many of them and no more.

use super::Screen;
use paicha::Message;
use paicha::table::{Problem, ProblemCode};

/// So many problems are told one by one; the rest is counted. All of them stand in the output.
const TOLD: usize = 20;
/// So many notices of one code are told.
const NOTICES: usize = 5;

/// Tells problems as they come.
pub struct Problems {
    screen: Screen,
    rows: usize,
    told: usize,
}

impl Problems {
    /// None yet.
    pub fn new(screen: Screen) -> Self {
        Self { screen, rows: 0, told: 0 }
    }

    /// Tells what is wrong with a row.
    pub fn wrong_row(&mut self, problems: &[Problem]) {
        self.rows += 1;
        for problem in problems {
            if self.told < TOLD {
                self.screen.problem(problem);
            }
            self.told += 1;
        }
    }

    /// Counts what was not told; answers whether any row was wrong.
    pub fn finish(&self) -> bool {
        if self.told > TOLD {
            let rest = self.told - TOLD;
            self.screen.notice(&Message::new(
                format!("还有 {rest} 处错误没有一一列出"),
                format!("{rest} more problems are not listed here"),
            ));
        }
        if self.rows > 0 {
            let rows = self.rows;
            self.screen.notice(&Message::new(
                format!("{rows} 行有误，其余照常处理（退出码 3）"),
                format!("{rows} rows are wrong; the others were processed (exit code 3)"),
            ));
        }
        self.rows > 0
    }
}

/// Tells what people should know about tables though no row is wrong; of many alike only the first.
pub struct Notices {
    screen: Screen,
    counts: Vec<(ProblemCode, usize)>,
}

impl Notices {
    /// None yet.
    pub fn new(screen: Screen) -> Self {
        Self { screen, counts: Vec::new() }
    }

    /// Tells them as they come.
    pub fn tell(&mut self, notices: &[Problem]) {
        for notice in notices {
            let count = match self.counts.iter().position(|(code, _)| *code == notice.code) {
                Some(index) => index,
                None => {
                    self.counts.push((notice.code, 0));
                    self.counts.len() - 1
                }
            };
            let Some((_, count)) = self.counts.get_mut(count) else { continue };
            *count += 1;
            if *count <= NOTICES {
                self.screen.notice_about(notice);
            }
        }
    }

    /// Counts those that were not told.
    pub fn finish(&self) {
        for (code, count) in self.counts.iter().filter(|(_, count)| *count > NOTICES) {
            let (title, rest) = (code.title(), count - NOTICES);
            self.screen.notice(&Message::new(
                format!("另有 {rest} 处同样的情况：{}", title.zh),
                format!("{rest} more of the same: {}", title.en),
            ));
        }
    }
}

impl Screen {
    /// Where a problem is, as people look for it.
    pub fn location(&self, problem: &Problem) -> String {
        let mut parts: Vec<String> = problem.file.iter().cloned().collect();
        parts.extend(Some(self.location_in_file(problem)).filter(|place| !place.is_empty()));
        parts.join(" ")
    }

    /// Where a problem is within its file.
    fn location_in_file(&self, problem: &Problem) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(problem.sheet.as_ref().map(|sheet| match self.word("zh", "en") {
            "zh" => format!("工作表“{sheet}”"),
            _ => format!("sheet \"{sheet}\""),
        }));
        parts.extend(problem.row.map(|row| match self.word("zh", "en") {
            "zh" => format!("第 {row} 行"),
            _ => format!("row {row}"),
        }));
        parts.extend(self.column(problem));
        parts.extend(problem.pointer.clone());
        parts.join(" ")
    }

    fn column(&self, problem: &Problem) -> Option<String> {
        let zh = self.word("zh", "en") == "zh";
        match (&problem.letter, &problem.column) {
            (Some(letter), Some(column)) if zh => Some(format!("{letter} 列“{column}”")),
            (Some(letter), Some(column)) => Some(format!("column {letter} \"{column}\"")),
            (Some(letter), None) if zh => Some(format!("{letter} 列")),
            (Some(letter), None) => Some(format!("column {letter}")),
            (None, column) => column.clone(),
        }
    }

    /// A problem as one sentence, with what to do about it.
    pub fn problem_text(&self, problem: &Problem) -> String {
        let mut text = self.say(&problem.message);
        if let Some(value) = problem.value.as_deref().filter(|value| !value.is_empty() && !text.contains(value)) {
            text.push_str(&match self.word("zh", "en") {
                "zh" => format!("，内容是“{value}”"),
                _ => format!(", which says \"{value}\""),
            });
        }
        match &problem.help {
            Some(help) if self.word("zh", "en") == "zh" => format!("{text}（{}）", self.say(help)),
            Some(help) => format!("{text} ({})", self.say(help)),
            None => text,
        }
    }

    /// A problem in a report: where in the file, and what. What to do about it has been told on standard error.
    pub fn placed_text(&self, problem: &Problem) -> String {
        let (place, text) = (self.location_in_file(problem), self.say(&problem.message));
        if place.is_empty() { text } else { format!("{place}{}{text}", self.word("：", ": ")) }
    }

    /// Tells what is wrong with a cell or row, on standard error.
    pub fn problem(&self, problem: &Problem) {
        let head = self.error_paint.error(&format!("{}[{}]", self.word("错误", "error"), problem.code.as_str()));
        self.tell(
            &head,
            Some(&self.location(problem)).filter(|place| !place.is_empty()).map(String::as_str),
            &self.problem_text(problem),
        );
    }

    fn notice_about(&self, notice: &Problem) {
        let head = self.error_paint.note(&format!("{}[{}]", self.word("提示", "note"), notice.code.as_str()));
        let place = self.location(notice);
        self.tell(&head, Some(place.as_str()).filter(|place| !place.is_empty()), &self.problem_text(notice));
    }
}
