//! The command line as people type it: commands, options, and their help in Chinese and English.

use clap::{Args, Parser, Subcommand, ValueEnum};
use paicha::{Date, Language};
use std::path::PathBuf;

const EXIT_CODES: &str = "\
退出码 / Exit codes:
  0  正常 / all went well
  1  规则包有误，或读写失败，或用例未通过 / the pack has errors, a file cannot be read or written, or cases fail
  2  命令写法有误 / wrong usage
  3  已评分，但有些行有误（见标准错误输出和结果中的错误行）/ scored, but some rows were wrong (told on stderr, and error rows in the output)";

const SCORE_HELP: &str = "\
风险等级和评分都有两端：已确定的，和还未查清的事项全往最坏里算的。
Level and score have two ends: what is certain, and the worst that unknown facts leave possible.

CSV 的列 / The columns of CSV:
  id name kinds region as_of level level_at_worst level_label level_at_worst_label score score_at_worst known_share
  failed_count unknown_count failed findings next_due days_overdue error,
  result.ID result.ID.at_worst result.ID.level result.ID.level_at_worst,
  task.ID.required .required_at_worst .done .next_due .next_due_at_worst .days_overdue .days_overdue_at_worst,
  以及 --keep-columns 保留的列 / and the columns kept

退出码 / Exit codes:
  0  正常 / all went well
  1  规则包有误，或读写失败 / the pack has errors, or a file cannot be read or written
  2  命令写法有误 / wrong usage
  3  已评分，但有些行有误（见标准错误输出和结果中的错误行）/ scored, but some rows were wrong (told on stderr, and error rows in the output)";

const GENERATE_HELP: &str = "\
同样的规则包、行数、种子和比例，在任何机器上都得到同样的场所；行数增加，前面的不变。
The same pack, rows, seed and share give the same places on every machine; more rows leave the first as they are.

场所类型轮流取；只填与类型有关的检查事实和检查项，数字在取值范围内，日期在 2022-12-31 以前。写入文件时带 BOM。
Kinds come in turn; only what concerns the kind is filled in, numbers within their ranges, dates up to 2022-12-31.
Files begin with a BOM.

退出码 / Exit codes:
  0  正常 / all went well
  1  规则包有误，或写入失败 / the pack has errors, or a file cannot be written
  2  命令写法有误 / wrong usage";

/// 场所排查：按规则包给场所评分、定级、列隐患、排频次 / Rules and risk scoring for places
#[derive(Debug, Parser)]
#[command(name = "paicha", version, after_help = EXIT_CODES, max_term_width = 120)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for all commands.
    #[command(flatten)]
    pub common: Common,
}

/// What holds for all commands.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "通用选项 / General options")]
pub struct Common {
    /// 显示语言；错误信息在未指定时两种都给 / Language shown; errors are told in both unless given
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// 何时用颜色 / When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
    /// 规则根目录；省略时为规则包的上级文件夹 / The rules root; default: the folder that holds the pack
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// The language shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文 / Chinese
    Zh,
    /// 英文 / English
    En,
    /// 提示和错误用两种语言，表格用中文 / messages in both, tables in Chinese
    Both,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// 输出到终端时（遵从 NO_COLOR、CLICOLOR）/ on a terminal (NO_COLOR and CLICOLOR are heeded)
    Auto,
    /// 总是 / always
    Always,
    /// 从不 / never
    Never,
}

impl Common {
    /// The language of tables, labels and explanations.
    pub fn language(&self) -> Language {
        if self.lang == Some(Lang::En) { Language::English } else { Language::Chinese }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 给场所评分，最差的排在前面 / Score places, worst first
    #[command(after_help = SCORE_HELP)]
    Score(ScoreArgs),
    /// 讲清一个场所的结论：哪里不符合、为什么、还要问什么、该做什么 / Explain one place: what failed and why, what to ask, what is due
    #[command(after_help = EXIT_CODES)]
    Explain(ExplainArgs),
    /// 检查规则包，一次列出全部问题 / Check a pack: every problem at once
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// 运行规则包里的用例，并列出每个检查项的覆盖情况 / Run a pack's cases; show which checks they cover
    #[command(after_help = EXIT_CODES)]
    Test(TestArgs),
    /// 把规则包打成一个 JSON 文件 / Write a pack as one JSON file
    #[command(after_help = EXIT_CODES)]
    Bundle(BundleArgs),
    /// 按规则包造一批虚构场所（CSV），在有真实数据之前试用 / Make places up for a pack, as CSV, to try it before there are real ones
    #[command(after_help = GENERATE_HELP)]
    Generate(GenerateArgs),
    /// 输出规则文件的 JSON Schema，供编辑器补全和校验 / Print the JSON Schema of rule files, for editors
    #[command(after_help = EXIT_CODES)]
    Schema(SchemaArgs),
    /// 输出规则包的 TypeScript 类型，供网页系统使用 / Print TypeScript types of a pack's facts, for web portals
    #[command(after_help = EXIT_CODES)]
    Types(TypesArgs),
}

/// Pack, places and the records of what was done there.
#[derive(Clone, Debug, Args)]
pub struct Inputs {
    /// 规则包文件夹，或 `paicha bundle` 写出的 .json / A pack folder, or a .json that `paicha bundle` wrote
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// 场所文件：CSV、XLSX、XLS、ODS、JSON、JSON Lines；`-` 为标准输入 / Places; `-` reads standard input
    #[arg(value_name = "PLACES")]
    pub places: PathBuf,
    /// 评估日期，如 2022-12-31；必填，程序不看时钟 / The date of the assessment; required, there is no clock
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// 工作记录文件，格式同场所文件 / Records of tasks done; the same file formats
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// 工作记录自哪天起是完整的 / Since when the records are complete
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub records_from: Option<Date>,
    /// 场所文件没有类型一列时，各行的场所类型（编号或名称，几个用逗号隔开）/ The kind of rows that name none
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// 场所工作表名；省略时取第一张认得出表头的 / The sheet of places; default: the first whose header is recognised
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// 工作记录文件没有工作一列时，各条记录做的是哪项工作 / The task of records that name none
    #[arg(long, value_name = "TASK")]
    pub records_task: Option<String>,
    /// 工作记录的工作表名 / The sheet of records
    #[arg(long, value_name = "NAME")]
    pub records_sheet: Option<String>,
}

/// `paicha score`.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// What is scored.
    #[command(flatten)]
    pub inputs: Inputs,
    /// 输出格式；省略时看 --output 的扩展名，再省略为 table。table、xlsx 最差的在前，其余按输入的顺序 / Output format; default: by the name of --output, else table. table and xlsx are sorted worst first, the others keep the order of the input
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ScoreFormat>,
    /// 写入文件而不是标准输出 / Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 只要最差的 N 个，最差的在前；有误的行总会列出（表格里最多 1,000 行）/ Only the N worst, worst first; error rows are always kept (in a table 1,000 of them)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,
    /// 把规则包用不到的列原样带到结果里 / Carry columns the pack does not use into the output
    #[arg(long)]
    pub keep_columns: bool,
}

/// Formats of `paicha score`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScoreFormat {
    /// 给人看的表格，最多列出最差的 10,000 个场所（--top 可以更多）和 1,000 个有误的行 / a table for people: at most the 10,000 worst places (more with --top) and 1,000 wrong rows
    Table,
    /// 一个 JSON 数组 / one JSON array
    Json,
    /// 每行一个 JSON / one JSON a line
    Jsonl,
    /// 一行一个场所；写入文件时带 BOM，Excel 可直接打开 / a row a place; with a BOM in files, for Excel
    Csv,
    /// 工作簿：结果、隐患、频次，每张放满 1,048,576 行后续到下一张 / a workbook: places, failed checks, tasks; a sheet of 1,048,576 rows goes on in the next
    Xlsx,
}

/// `paicha explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// What is scored.
    #[command(flatten)]
    pub inputs: Inputs,
    /// 场所编号 / The place's id
    #[arg(long, value_name = "ID")]
    pub id: String,
    /// 输出格式 / Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextFormat,
}

/// `paicha check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 规则包文件夹，或 `paicha bundle` 写出的 .json / A pack folder, or a .json that `paicha bundle` wrote
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// 也按这一天检查有效期 / Also check what is out of force on this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// 输出格式 / Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextFormat,
}

/// `paicha test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// 规则包文件夹 / A pack folder
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// 输出格式 / Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TextFormat,
    /// 有检查项未被用例覆盖时也算通过 / Pass even though some checks have no failing and no passing case
    #[arg(long)]
    pub allow_uncovered: bool,
}

/// `paicha bundle`.
#[derive(Debug, Args)]
pub struct BundleArgs {
    /// 规则包文件夹 / A pack folder
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// 写入文件而不是标准输出 / Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `paicha generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// 规则包文件夹，或 `paicha bundle` 写出的 .json / A pack folder, or a .json that `paicha bundle` wrote
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// 造多少个场所 / How many places
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub rows: u64,
    /// 随机种子：种子不同，场所不同 / Another seed, other places
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// 空着不填的格所占的比例，0 到 1 / The share of cells left blank, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value = "0.2", value_parser = number, allow_negative_numbers = true)]
    pub blank: f64,
    /// 写入文件而不是标准输出 / Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `paicha schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// 写入文件而不是标准输出 / Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `paicha types`.
#[derive(Debug, Args)]
pub struct TypesArgs {
    /// 规则包文件夹，或 `paicha bundle` 写出的 .json / A pack folder, or a .json that `paicha bundle` wrote
    #[arg(value_name = "PACK")]
    pub pack: PathBuf,
    /// 写入文件而不是标准输出 / Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Text for people or JSON for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// 给人看的文字 / text for people
    Text,
    /// JSON
    Json,
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| "不是数字 / not a number".to_owned())
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "不是日期，请写成 2022-08-03 / not a date: write it as 2022-08-03".to_owned())
}
