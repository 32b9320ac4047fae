//! `paicha test` for people: what is not as expected, which checks the cases leave uncovered, and the count.

use super::Screen;
use super::grid::{self, Grid, Side};
use paicha::case::{CaseReport, CaseResult, CheckCoverage};
use serde_json::Value;

/// The width of the counts, with what stands between columns.
const COUNTS_WIDTH: usize = 56;
const NARROWEST_TITLE: usize = 16;

/// Renders a report; the last line counts the cases.
pub fn render(report: &CaseReport, screen: &Screen) -> String {
    let mut text = coverage(report, screen);
    for case in report.cases.iter().filter(|case| !case.passed()) {
        text.push_str(&failed(case, screen));
    }
    text.push_str(&counts(report, screen));
    text
}

fn failed(case: &CaseResult, screen: &Screen) -> String {
    let head = screen.paint.error(screen.word("未通过", "failed"));
    let mut text = format!("{head} {} ({}:{})\n", screen.paint.heading(&case.name), case.file, case.line);
    for problem in &case.problems {
        text.push_str(&format!("    {}\n", screen.say(problem)));
    }
    for difference in &case.differences {
        let (expected, actual) = (shown(&difference.expected), shown(&difference.actual));
        let line = format!(
            "    {}\n        {} {}\n        {} {}\n",
            difference.path,
            screen.word("应为", "expected"),
            screen.paint.good(&expected),
            screen.word("实为", "actual  "),
            screen.paint.error(&actual),
        );
        text.push_str(&line);
    }
    text.push('\n');
    text
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "—".to_owned(),
        other => other.to_string(),
    }
}

/// The table of the pack's own checks; those it inherits unchanged are their parents' to cover.
fn coverage(report: &CaseReport, screen: &Screen) -> String {
    let own: Vec<&CheckCoverage> = report.coverage.iter().filter(|check| !check.inherited).collect();
    if own.is_empty() {
        return String::new();
    }
    let headers = [
        ("", ""),
        ("检查项", "check"),
        ("要求", "requirement"),
        ("不符合", "failed"),
        ("符合", "passed"),
        ("未知", "unknown"),
        ("边界", "boundary"),
        ("不适用", "n/a"),
        ("计分", "scored"),
    ];
    let header = headers.map(|(zh, en)| screen.paint.heading(screen.word(zh, en)));
    let sides = [[Side::Left; 3], [Side::Right; 3], [Side::Right; 3]].concat();
    let room = screen.width.map(|width| title_room(width.into(), &own));
    let rows: Vec<Vec<String>> = own.iter().map(|check| coverage_row(check, screen, room)).collect();
    let mut grid = Grid::new(sides);
    grid.measure(&header);
    rows.iter().for_each(|row| grid.measure(row));
    let mut text = String::new();
    grid.row(&header, &mut text);
    grid.rule(&mut text);
    rows.iter().for_each(|row| grid.row(row, &mut text));
    text.push('\n');
    text
}

/// The room for titles in a terminal, once ids and counts have theirs.
fn title_room(width: usize, checks: &[&CheckCoverage]) -> usize {
    let ids = checks.iter().map(|check| grid::width(&check.check)).max().unwrap_or(0);
    width.saturating_sub(ids + COUNTS_WIDTH).max(NARROWEST_TITLE)
}

fn coverage_row(check: &CheckCoverage, screen: &Screen, room: Option<usize>) -> Vec<String> {
    let mark = if check.covered { screen.paint.good("✓") } else { screen.paint.error("✗") };
    let counts = [
        check.failed,
        check.passed,
        check.unknown + check.not_failed,
        check.boundary,
        check.not_applicable,
        check.scored,
    ];
    let title = room.map_or_else(|| check.title.clone(), |room| textwrap::fill(&check.title, room));
    let mut cells = vec![mark, check.check.clone(), title];
    cells.extend(counts.map(|count| if count == 0 { "·".to_owned() } else { count.to_string() }));
    cells
}

fn counts(report: &CaseReport, screen: &Screen) -> String {
    let summary = &report.summary;
    let inherited = match (summary.inherited, screen.word("zh", "en")) {
        (0, _) => String::new(),
        (count, "zh") => format!("；另有 {count} 个继承的检查项由上级规则包的用例覆盖"),
        (count, _) => format!("; {count} inherited checks are covered by the cases of the packs they come from"),
    };
    let covered = match screen.word("zh", "en") {
        "zh" => format!("用例覆盖 {} 个检查项中的 {} 个{inherited}", summary.checks, summary.covered),
        _ => format!("the cases cover {} of {} checks{inherited}", summary.covered, summary.checks),
    };
    let covered = if summary.covered < summary.checks { screen.paint.warning(&covered) } else { covered };
    let failed = summary.cases - summary.passed;
    let line = format!("{} passed, {failed} failed", summary.passed);
    let line = if failed > 0 { screen.paint.error(&line) } else { screen.paint.good(&line) };
    format!("{covered}\n{line}\n")
}
