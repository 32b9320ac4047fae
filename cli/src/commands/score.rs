//! `paicha score`: places in, blocks scored, a report out.

use crate::args::{Common, Inputs, ScoreArgs, ScoreFormat};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::flat::CsvReport;
use crate::output::json::JsonReport;
use crate::output::progress::Progress;
use crate::output::report::{Kept, PlaceRow, Report, ReportInfo, Row, WrongRow};
use crate::output::table::TableReport;
use crate::output::target::Target;
use crate::output::top::Top;
use crate::output::workbook::XlsxReport;
use crate::output::{Problems, Screen};
use crate::{intake, load};
use paicha::table::{Block, Entry, Records, Vocabulary};
use paicha::{AssessOptions, Assessor, Date};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::rc::Rc;

/// Runs the command.
pub fn run(args: &ScoreArgs, common: &Common, screen: &Screen) -> Result<Exit, Failure> {
    let inputs = &args.inputs;
    let format = format(args)?;
    let as_of = as_of(inputs)?;
    let pack = load::pack(&inputs.pack, common)?;
    screen.warn(pack.warning(as_of).as_slice());
    let vocabulary = Vocabulary::new(pack.items());
    let mut problems = Problems::new(*screen);
    let records = records(inputs, &vocabulary, screen, &mut problems)?;
    let assessor = pack.assessor(as_of, AssessOptions { records_from: inputs.records_from });
    let info = ReportInfo { items: pack.items(), pack: pack.reference(), as_of };
    let mut report = report(format, args, info, *screen)?;
    let mut progress = Progress::new(*screen);
    let read = intake::places(inputs, &vocabulary, args.keep_columns, records, screen, &mut |block, headers| {
        let count = block.entries.len();
        each_row(block, headers, &assessor, as_of, |row| {
            if let Row::Error(wrong) = &row {
                problems.wrong_row(&wrong.row.problems);
            }
            report.count(&row);
            report.row(row)
        })?;
        progress.add(count);
        Ok(true)
    });
    progress.clear();
    read?;
    report.finish()?;
    Ok(if problems.finish() { Exit::WrongRows } else { Exit::Well })
}

/// The date of the assessment; there is no clock to ask.
pub fn as_of(inputs: &Inputs) -> Result<Date, Failure> {
    inputs.as_of.ok_or_else(|| {
        Failure::usage(
            "F020",
            "缺少评估日期 --as-of；程序不看时钟，同样的输入总得同样的结果",
            "--as-of is missing; there is no clock, so that the same input always gives the same result",
        )
        .help("例如 --as-of 2022-12-31", "for example --as-of 2022-12-31")
    })
}

/// The records, where a file of them is given.
pub fn records(
    inputs: &Inputs,
    vocabulary: &Vocabulary,
    screen: &Screen,
    problems: &mut Problems,
) -> Result<Option<Records>, Failure> {
    let Some(path) = &inputs.records else { return Ok(None) };
    if path == &inputs.places && path.as_os_str() == "-" {
        return Err(Failure::usage(
            "F021",
            "场所和工作记录不能都从标准输入读",
            "places and records cannot both come from standard input",
        ));
    }
    let (records, wrong) = intake::records(path, inputs, vocabulary, screen)?;
    wrong.iter().for_each(|problem| problems.wrong_row(std::slice::from_ref(problem)));
    Ok(Some(records))
}

/// Hands on the rows of a block in the order of the input, one made after the other is done with: assessments are large.
fn each_row(
    block: Block,
    headers: &[String],
    assessor: &Assessor,
    as_of: Date,
    mut take: impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Block { places, entries, rows } = block;
    let headers: Rc<[String]> = headers.into();
    let assessed = assessor.assess(&places);
    for (entry, source) in entries.into_iter().zip(rows) {
        let kept = Kept::new(&headers, source.unused);
        take(match entry {
            Entry::Place(index) => Row::Place(Box::new(PlaceRow { assessment: assessed.assessment(index), kept })),
            Entry::Error(mut row) => {
                row.as_of = Some(as_of);
                Row::Error(Box::new(WrongRow { row, kept }))
            }
        })?;
    }
    Ok(())
}

fn format(args: &ScoreArgs) -> Result<ScoreFormat, Failure> {
    let by_name = args.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
    let format = args.format.unwrap_or(match by_name.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => ScoreFormat::Csv,
        Some("json") => ScoreFormat::Json,
        Some("jsonl" | "ndjson") => ScoreFormat::Jsonl,
        Some("xlsx") => ScoreFormat::Xlsx,
        _ => ScoreFormat::Table,
    });
    if format == ScoreFormat::Xlsx && args.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::usage(
            "F022",
            "工作簿不能显示在终端上，请用 --output 写入文件",
            "a workbook cannot be shown on a terminal; use --output",
        ));
    }
    Ok(format)
}

fn report<'a>(
    format: ScoreFormat,
    args: &ScoreArgs,
    info: ReportInfo<'a>,
    screen: Screen,
) -> Result<Box<dyn Report + 'a>, Failure> {
    let target = Target::open(args.output.as_deref())?;
    let report: Box<dyn Report + 'a> = match format {
        ScoreFormat::Table => Box::new(TableReport::new(info, screen, target, args.top.map(|most| most as usize))),
        ScoreFormat::Json => Box::new(JsonReport::new(target, true)),
        ScoreFormat::Jsonl => Box::new(JsonReport::new(target, false)),
        ScoreFormat::Csv => Box::new(CsvReport::new(info, screen, target)?),
        ScoreFormat::Xlsx => Box::new(XlsxReport::new(info, screen, target)?),
    };
    Ok(match args.top {
        Some(most) => Box::new(Top::new(most as usize, info, report)),
        None => report,
    })
}
