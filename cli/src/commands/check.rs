//! `paicha check`: every problem of a pack at once.

use crate::args::{CheckArgs, Common, TextFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::load;
use crate::output::{Screen, diagnostics, json};
use paicha::Pack;
use paicha::diagnostic::{Diagnostic, Severity};
use serde::Serialize;

/// What `--format json` prints.
#[derive(Serialize)]
struct Report<'a> {
    errors: usize,
    warnings: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<paicha::assessment::PackRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Counts>,
    diagnostics: &'a [Diagnostic],
}

/// How many items of each sort a pack has.
#[derive(Serialize)]
struct Counts {
    kinds: usize,
    facts: usize,
    checks: usize,
    levels: usize,
    results: usize,
    duties: usize,
    campaigns: usize,
}

impl Counts {
    fn new(pack: &Pack) -> Self {
        let items = pack.items();
        Self {
            kinds: items.kinds.len(),
            facts: items.facts.len(),
            checks: items.checks.len(),
            levels: items.levels.len(),
            results: items.results.len(),
            duties: items.duties.len(),
            campaigns: items.campaigns.len(),
        }
    }
}

/// Runs the command.
pub fn run(args: &CheckArgs, common: &Common, screen: &Screen) -> Result<Exit, Failure> {
    let (pack, mut list) = if args.pack.is_file() {
        (Some(load::pack(&args.pack, common)?), Vec::new())
    } else {
        let checked = load::check(&args.pack, common)?;
        (checked.pack, checked.diagnostics)
    };
    if let (Some(pack), Some(as_of)) = (&pack, args.as_of) {
        list.extend(pack.warning(as_of));
    }
    let errors = list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let report = Report {
        errors,
        warnings: list.len() - errors,
        pack: pack.as_ref().map(|pack| pack.reference().clone()),
        counts: pack.as_ref().map(Counts::new),
        diagnostics: &list,
    };
    screen.print(&match args.format {
        TextFormat::Json => json::pretty(&report)?,
        TextFormat::Text => [diagnostics::render(&list, screen, screen.paint), summary(&report, screen)].concat(),
    })?;
    Ok(if errors > 0 { Exit::Failed } else { Exit::Well })
}

fn summary(report: &Report<'_>, screen: &Screen) -> String {
    let Report { errors, warnings, .. } = report;
    let problems = match screen.word("zh", "en") {
        "zh" => format!("{errors} 处错误，{warnings} 处警告"),
        _ => format!("{errors} errors, {warnings} warnings"),
    };
    let problems = match (errors, warnings) {
        (1.., _) => screen.paint.error(&problems),
        (0, 1..) => screen.paint.warning(&problems),
        (0, 0) => screen.paint.good(&problems),
    };
    let (Some(pack), Some(counts)) = (&report.pack, &report.counts) else { return problems + "\n" };
    let Counts { kinds, facts, checks, levels, results, duties, campaigns } = counts;
    let (id, version, digest) = (&pack.id, &pack.version, &pack.digest);
    let counts = match screen.word("zh", "en") {
        "zh" => format!(
            "{id} {version}：{kinds} 种场所，{facts} 个检查事实，{checks} 个检查项，{levels} 个等级，{results} 个结果，{duties} 条频次要求，{campaigns} 个专项行动；规则摘要 {digest}"
        ),
        _ => format!(
            "{id} {version}: {kinds} kinds, {facts} facts, {checks} checks, {levels} levels, {results} results, {duties} duties, {campaigns} campaigns; digest {digest}"
        ),
    };
    format!("{problems}{}{counts}\n", screen.word("。", ". "))
}
