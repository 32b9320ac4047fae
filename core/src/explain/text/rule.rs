//! Rules as people read them: `failed.direct > 0 || score >= 70` as 不符合项数（直接判定）> 0 或 得分 ≥ 70.

use super::words::Words;
use crate::message::Language;

/// Operators as people write them.
const OPERATORS: [(&str, &str); 8] =
    [("in", "属于"), ("||", "或"), ("&&", "且"), (">=", "≥"), ("<=", "≤"), ("==", "="), ("!=", "≠"), ("!", "非")];

impl Words<'_> {
    /// A rule with the names of what it speaks of; in English with its ids, as it is written in the pack.
    pub(super) fn rule(&self, rule: &str) -> String {
        if self.language == Language::English {
            return rule.to_owned();
        }
        let mut text = String::with_capacity(rule.len());
        let mut rest = rule;
        let mut fact = "";
        while let Some(first) = rest.chars().next() {
            let (token, after) = match self.call(rest) {
                Some(call) => call,
                None => rest.split_at(length(first, rest)),
            };
            text.push_str(&self.token(token, fact));
            fact = if is_name(first) && token != "in" { token } else { fact };
            rest = after;
        }
        text
    }

    /// `failed("direct")` and its like at the beginning of a rule, and what follows it.
    fn call<'t>(&self, rule: &'t str) -> Option<(&'t str, &'t str)> {
        let bracket = rule.find(|character| !is_name(character)).filter(|at| rule.split_at(*at).1.starts_with('('))?;
        let end = bracket + rule.get(bracket..)?.find(')')? + 1;
        let (call, after) = rule.split_at(end);
        self.term(call).map(|_| (call, after))
    }

    /// One word of a rule; a text may be an option of the fact named last, or a level of the result.
    fn token(&self, token: &str, fact: &str) -> String {
        if let Some(text) = token.strip_prefix('"').and_then(|token| token.strip_suffix('"')) {
            return self
                .option(fact, text)
                .or_else(|| self.level_of(fact, text))
                .map_or_else(|| token.to_owned(), |label| format!("“{label}”"));
        }
        match OPERATORS.iter().find(|(operator, _)| *operator == token) {
            Some(("!", word)) => format!("{word} "),
            Some((_, word)) => (*word).to_owned(),
            None => self.term(token).unwrap_or_else(|| token.to_owned()),
        }
    }

    /// What a check, result, duty or the score or level is called.
    pub(super) fn what(&self, id: &str) -> String {
        let label = match id {
            "score" => return self.score(),
            "level" => return self.say("风险等级", "Level"),
            _ => self.items.duties.iter().find(|duty| duty.id == id).and_then(|duty| duty.label.clone()),
        };
        label.or_else(|| self.result(id)).unwrap_or_else(|| self.title(id).to_owned())
    }

    /// What a term is called: `failed.direct` is the number of failed checks of the group 直接判定.
    pub(super) fn term(&self, term: &str) -> Option<String> {
        if let Some((function, of)) = term.split_once('.') {
            return if function == "result" { self.result(of) } else { self.counted(function, of) };
        }
        if let Some((function, of)) = term.strip_suffix(')').and_then(|term| term.split_once('(')) {
            let of = of.trim_matches('"');
            return self.asked(function, of).or_else(|| self.counted(function, of));
        }
        match term {
            "score" => Some(self.score()),
            "level" => Some(self.say("风险等级", "Level")),
            "as_of" => Some(self.say("评估日期", "date of the assessment")),
            "since" => Some(self.say("纳入日期", "in the register since")),
            "in_register" => Some(self.say("在册", "in the register")),
            _ => self.name(term),
        }
    }

    /// What the score is called.
    pub(super) fn score(&self) -> String {
        self.items.score.label.clone().unwrap_or_else(|| self.say("得分", "Score"))
    }

    fn name(&self, id: &str) -> Option<String> {
        let fact = self.items.facts.iter().find(|fact| fact.id == id).map(|fact| &fact.label);
        let derived = || self.items.derived.iter().find(|derived| derived.id == id).map(|derived| &derived.label);
        fact.or_else(derived).cloned().or_else(|| self.result(id))
    }

    fn result(&self, id: &str) -> Option<String> {
        self.items.results.iter().find(|result| result.id == id).map(|result| result.label.clone())
    }

    /// The label of a level of a result, or of the pack.
    fn level_of(&self, result: &str, id: &str) -> Option<String> {
        let result = result.strip_prefix("result.").unwrap_or(result);
        let of_result = self.items.results.iter().find(|own| own.id == result).map(|own| &own.levels);
        let levels = of_result.or_else(|| (result == "level").then_some(&self.items.levels))?;
        levels.iter().find(|level| level.id == id).map(|level| level.label.clone())
    }

    /// `kind("school")` and other questions about the place itself.
    fn asked(&self, function: &str, of: &str) -> Option<String> {
        let items = self.items;
        match function {
            "kind" => Some(self.say(format!("是{}", self.kind(of)), format!("is {}", self.kind(of)))),
            "region" => Some(self.say(format!("在{of}"), format!("in {of}"))),
            "during" => {
                let window = items.windows.iter().find(|window| window.id == of).map(|window| &window.label);
                let campaign =
                    || items.campaigns.iter().find(|campaign| campaign.id == of).map(|campaign| &campaign.title);
                let label = window.or_else(campaign)?;
                Some(self.say(format!("正值{label}"), format!("during {label}")))
            }
            _ => None,
        }
    }

    fn counted(&self, function: &str, of: &str) -> Option<String> {
        let check = self.items.checks.iter().find(|check| check.id == of).map(|check| check.title.as_str());
        let what = match (function, check.is_some()) {
            ("failed", true) => self.say("不符合", "failed"),
            ("failed", false) => self.say("不符合项数", "number failed"),
            ("applies", true) => self.say("适用", "applies"),
            ("applies", false) => self.say("适用项数", "number that apply"),
            ("points", _) if of.is_empty() => self.say("各项得分合计", "sum of all points"),
            ("points", _) => self.say("得分", "points"),
            ("possible", _) => self.say("应得分", "possible points"),
            ("highest", _) => self.say("最高分", "highest points"),
            ("known", _) => self.say("已知", "known"),
            _ => return None,
        };
        let label = match of {
            "" | "all" => return Some(what),
            "major" => self.say("重大", "major"),
            "general" => self.say("一般", "general"),
            _ => check.or_else(|| self.section_or_group(of))?.to_owned(),
        };
        Some(format!("{what}{}", self.bracketed(&label)))
    }

    fn section_or_group(&self, id: &str) -> Option<&str> {
        let section = self.items.sections.iter().find(|section| section.id == id).map(|section| section.label.as_str());
        section.or_else(|| self.items.groups.iter().find(|group| group.id == id).map(|group| group.label.as_str()))
    }
}

/// How long the token at the beginning of a rule is.
fn length(first: char, rule: &str) -> usize {
    match first {
        '"' => rule.get(1..).and_then(|rest| rest.find('"')).map_or(rule.len(), |end| end + 2),
        _ if is_name(first) => rule.find(|character| !is_name(character)).unwrap_or(rule.len()),
        _ => {
            let operator = OPERATORS.iter().find(|(operator, _)| rule.starts_with(operator));
            operator.map_or(first.len_utf8(), |(operator, _)| operator.len())
        }
    }
}

/// Letters, digits, `_`, and the dot between a function and what it speaks of or within a number.
fn is_name(character: char) -> bool {
    character == '_' || character == '.' || character.is_alphanumeric()
}
