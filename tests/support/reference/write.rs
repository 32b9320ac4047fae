//! A generated pack as rule files.

use super::calendar;
use super::expression::Number;
use super::model::{Adjustment, Check, Effective, Grade, Pack, Points, Rule, Score};
use super::print::Printer;
use super::vocabulary::*;
use paicha::pack::Files;
use std::fmt::Write;

/// The folder of the pack.
pub const FOLDER: &str = "generated";

/// The rule files of a pack.
pub fn files(pack: &Pack) -> Files {
    let (main, campaign) = texts(pack);
    Files::default().with(format!("{FOLDER}/pack.toml"), main).with(format!("{FOLDER}/campaigns/gas.toml"), campaign)
}

/// The text of `pack.toml`, and of the campaign.
pub fn texts(pack: &Pack) -> (String, String) {
    let mut writer = Writer { pack, printer: Printer::new(pack), text: String::new() };
    writer.head();
    writer.facts();
    writer.derived();
    writer.checks(false);
    writer.verdicts();
    let main = std::mem::take(&mut writer.text);
    writer.campaign();
    writer.checks(true);
    (main, writer.text)
}

struct Writer<'a> {
    pack: &'a Pack,
    printer: Printer<'a>,
    text: String,
}

fn ids(all: &[Named], indices: &[usize]) -> String {
    let ids: Vec<_> = indices.iter().map(|index| format!("\"{}\"", all[*index].0)).collect();
    format!("[{}]", ids.join(", "))
}

impl Writer<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn item(&mut self, table: &str, (id, label): Named) {
        let _ = writeln!(self.text, "\n[{table}.{id}]\nlabel = \"{label}\"");
    }

    fn head(&mut self) {
        self.line("[pack]\nformat = 1\nid = \"generated\"\ntitle = \"生成\"\nversion = \"1\"");
        self.line(format!("assumptions = {}", self.pack.assumptions));
        KINDS.iter().for_each(|kind| self.item("kind", *kind));
    }

    fn facts(&mut self) {
        let typed = |writer: &mut Self, fact: Named, fact_type: &str| {
            writer.item("fact", fact);
            writer.line(format!("type = \"{fact_type}\""));
        };
        for (fact, kinds) in BOOLS.iter().zip(&self.pack.asked) {
            typed(self, *fact, "bool");
            self.kinds(kinds);
        }
        for (fact, range) in NUMBERS.iter().zip(RANGES) {
            typed(self, *fact, "number");
            if let Some((least, most)) = range {
                self.line(format!("range = {{ min = {least}, max = {most} }}"));
            }
        }
        let options = |options: &[Named]| {
            let options: Vec<_> =
                options.iter().map(|(id, label)| format!("{{ id = \"{id}\", label = \"{label}\" }}")).collect();
            format!("options = [{}]", options.join(", "))
        };
        for (fact, own) in CHOICES.iter().zip(OPTIONS) {
            typed(self, *fact, "choice");
            self.line(options(&own));
        }
        typed(self, TAGS, "tags");
        self.line(options(&TAG_OPTIONS));
        typed(self, TEXT, "text");
        DATES.iter().for_each(|fact| typed(self, *fact, "date"));
    }

    fn derived(&mut self) {
        let mut all = Vec::new();
        for (name, truth) in DERIVED_TRUTHS.iter().zip(&self.pack.derived_truths) {
            all.push((*name, self.printer.truth(truth)));
        }
        for (name, number) in DERIVED_NUMBERS.iter().zip(&self.pack.derived_numbers) {
            all.push((*name, self.printer.number(number)));
        }
        if self.printer.choose(2) == 1 {
            all.reverse();
        }
        for (name, value) in all {
            self.item("derive", name);
            self.line(format!("value = '{value}'"));
        }
        for (name, section) in SECTIONS.iter().zip(&self.pack.sections) {
            self.item("section", *name);
            if let Some(cap) = section.cap {
                self.line(format!("cap = {cap}"));
            }
            if section.rescale {
                self.line("not_applicable = \"rescale\"");
            }
        }
        GROUPS.iter().for_each(|group| self.item("group", *group));
        let (from, to) = self.pack.window;
        self.line(format!("\n[[window]]\nid = \"{}\"\nlabel = \"{}\"", WINDOW.0, WINDOW.1));
        self.line(format!("from = {}\nto = {}", calendar::text(from), calendar::text(to)));
    }

    fn checks(&mut self, in_campaign: bool) {
        for (index, check) in self.pack.checks.iter().enumerate().filter(|(_, check)| check.in_campaign == in_campaign)
        {
            let id = check_id(index);
            self.line(format!("\n[[check]]\nid = \"{id}\"\ntitle = \"要求{}\"", index + 1));
            self.check(check);
        }
    }

    fn check(&mut self, check: &Check) {
        self.kinds(&check.kinds);
        if let Some(applies_if) = &check.applies_if {
            let text = self.printer.truth(applies_if);
            self.line(format!("applies_if = '{text}'"));
        }
        let by_fact = matches!(check.points, Points::Bands(..) | Points::ChoiceMap(..) | Points::BoolMap(..));
        match &check.rule {
            Rule::Derived(fails_if) => {
                let text = self.printer.truth(fails_if);
                self.line(format!("fails_if = '{text}'"));
            }
            Rule::Observed if by_fact || self.printer.choose(3) == 1 => self.line("observed = true"),
            Rule::Observed => {}
            Rule::Scored if by_fact && self.printer.choose(2) == 1 => {}
            Rule::Scored => self.line("scored = true"),
        }
        self.points(&check.points);
        match &check.grade {
            Grade::General => {}
            Grade::Major => self.line("grade = \"major\""),
            Grade::MajorIf(truth) => {
                let text = self.printer.truth(truth);
                self.line(format!("grade = 'if {text} {{ \"major\" }} else {{ \"general\" }}'"));
            }
        }
        if let Some(section) = check.section {
            self.line(format!("section = \"{}\"", SECTIONS[section].0));
        }
        if !check.groups.is_empty() {
            self.line(format!("groups = {}", ids(&GROUPS, &check.groups)));
        }
        self.effective(check.effective);
    }

    fn kinds(&mut self, kinds: &[usize]) {
        if !kinds.is_empty() {
            self.line(format!("kinds = {}", ids(&KINDS, kinds)));
        }
    }

    fn effective(&mut self, (from, to): Effective) {
        let from = from.map(|from| format!("from = {}", calendar::text(from)));
        let to = to.map(|to| format!("to = {}", calendar::text(to)));
        let dates: Vec<_> = from.into_iter().chain(to).collect();
        if !dates.is_empty() {
            self.line(format!("effective = {{ {} }}", dates.join(", ")));
        }
    }

    fn points(&mut self, points: &Points) {
        match points {
            Points::None => {}
            Points::Fixed(points) => self.line(format!("points = {points}")),
            Points::Expression(number) => {
                let text = self.printer.number(number);
                self.line(format!("points = '{text}'"));
            }
            Points::Bands(number, bands, last) => {
                let fact = match number {
                    Number::Fact(fact) => NUMBERS[*fact].0,
                    Number::Derived(derived) => DERIVED_NUMBERS[*derived].0,
                    _ => panic!("bands are of a fact"),
                };
                let word = |inclusive: bool| if inclusive { "up_to" } else { "below" };
                let bands = bands
                    .iter()
                    .map(|band| format!("{{ {} = {}, points = {} }}, ", word(band.inclusive), band.limit, band.points));
                let bands: String = bands.collect();
                self.line(format!("points_by = {{ fact = \"{fact}\", bands = [{bands}{{ points = {last} }}] }}"));
            }
            Points::ChoiceMap(fact, points) => {
                let map: Vec<_> =
                    OPTIONS[*fact].iter().zip(points).map(|((id, _), points)| format!("{id} = {points}")).collect();
                self.line(format!("points_by = {{ fact = \"{}\", map = {{ {} }} }}", CHOICES[*fact].0, map.join(", ")));
            }
            Points::BoolMap(fact, yes, no) => {
                self.line(format!(
                    "points_by = {{ fact = \"{}\", map = {{ true = {yes}, false = {no} }} }}",
                    BOOLS[*fact].0
                ));
            }
        }
    }

    fn formula(&mut self, score: &Score) {
        if let Some(value) = &score.value {
            let text = self.printer.number(value);
            self.line(format!("value = '{text}'"));
        }
        self.line(format!("decimals = {}", score.decimals));
        if score.better_high {
            self.line("better = \"high\"");
        }
    }

    fn verdicts(&mut self) {
        self.line("\n[score]");
        self.formula(&self.pack.score);
        if let Some(results) = &self.pack.results {
            self.item("result", RESULT_NUMBER);
            self.line("type = \"number\"");
            self.formula(&results.number);
            self.item("result", RESULT_TRUTH);
            let text = self.printer.truth(&results.truth);
            self.line(format!("type = \"truth\"\nvalue = '{text}'"));
            self.item("result", RESULT_LEVEL);
            let value = self.printer.number(&results.value);
            self.line(format!("type = \"level\"\nvalue = '{value}'"));
            let whens: Vec<_> =
                results.levels.iter().map(|when| format!(", when = '{}'", self.printer.truth(when))).collect();
            let levels = SITE_LEVELS.iter().zip(whens.iter().map(String::as_str).chain([""]));
            let levels: Vec<_> =
                levels.map(|((id, label), when)| format!("{{ id = \"{id}\", label = \"{label}\"{when} }}")).collect();
            self.line(format!("levels = [\n{}\n]", levels.join(",\n")));
        }
        for (level, (id, label)) in LEVELS.iter().enumerate().take(self.pack.level_count()) {
            self.line(format!("\n[[level]]\nid = \"{id}\"\nlabel = \"{label}\""));
            if let Some(when) = self.pack.levels.get(level) {
                let text = self.printer.truth(when);
                self.line(format!("when = '{text}'"));
            }
        }
        self.adjusts();
    }

    fn adjusts(&mut self) {
        for (index, adjust) in self.pack.adjusts.iter().enumerate() {
            let text = self.printer.truth(&adjust.when);
            self.line(format!("\n[[adjust]]\nid = \"adjust_{}\"\nwhen = '{text}'", index + 1));
            let levels: &[Named] = if adjust.of_result { &SITE_LEVELS } else { &LEVELS[..self.pack.level_count()] };
            match adjust.adjustment {
                Adjustment::To(to) => self.line(format!("to = \"{}\"", levels[to.min(levels.len() - 1)].0)),
                Adjustment::By(by) => self.line(format!("by = {by}")),
            }
            if adjust.of_result {
                self.line(format!("result = \"{}\"", RESULT_LEVEL.0));
            }
        }
    }

    fn campaign(&mut self) {
        let (from, to) = self.pack.campaign.window;
        self.line("[campaign]\nid = \"gas_drive\"\ntitle = \"燃气专项\"");
        self.line(format!("from = {}\nto = {}", calendar::text(from), calendar::text(to)));
        self.kinds(&self.pack.campaign.kinds);
        if let Some(scope) = &self.pack.campaign.scope {
            let text = self.printer.truth(scope);
            self.line(format!("scope = '{text}'"));
        }
    }
}
