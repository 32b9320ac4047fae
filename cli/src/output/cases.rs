//! `paicha test` for people: what is not as expected, which checks the cases leave uncovered, and the count.

use super::Screen;
use super::table::STYLE;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table};
use paicha::case::{CaseReport, CaseResult, CheckCoverage};
use serde_json::Value;

/// Renders a report; the last line counts the cases.
pub fn render(report: &CaseReport, screen: &Screen) -> String {
    let mut text = String::new();
    for case in report.cases.iter().filter(|case| !case.passed()) {
        text.push_str(&failed(case, screen));
    }
    text.push_str(&coverage(report, screen));
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
    let mut table = Table::new();
    table.load_style(STYLE);
    match screen.width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
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
    table.set_header(headers.map(|(zh, en)| screen.paint.heading(screen.word(zh, en))));
    for check in own {
        table.add_row(coverage_row(check, screen));
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if index > 2 {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if index != 2 {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

fn coverage_row(check: &CheckCoverage, screen: &Screen) -> Vec<Cell> {
    let mark = if check.covered { screen.paint.good("✓") } else { screen.paint.error("✗") };
    let counts = [
        check.failed,
        check.passed,
        check.unknown + check.not_failed,
        check.boundary,
        check.not_applicable,
        check.scored,
    ];
    let mut cells = vec![Cell::new(mark), Cell::new(&check.check), Cell::new(&check.title)];
    cells.extend(counts.map(|count| Cell::new(if count == 0 { "·".to_owned() } else { count.to_string() })));
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
