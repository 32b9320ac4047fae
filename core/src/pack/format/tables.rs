//! The tables of rule files and their fields, each with what it says. docs/rule-files.md is the same in prose.

use super::{Field, Form, ItemKind, TableFormat, Type};
use Type::{
    Amount, AnyText, Bool, Color, Date, Either, Expression, Id, Integer, Interval, List, Map, Number, OneOf, PackId,
    Table, Text,
};

const fn must(name: &'static str, ty: Type, zh: &'static str, en: &'static str) -> Field {
    Field { name, ty, required: true, zh, en }
}

const fn may(name: &'static str, ty: Type, zh: &'static str, en: &'static str) -> Field {
    Field { name, ty, required: false, zh, en }
}

const fn table(
    kind: ItemKind,
    name: &'static str,
    form: Form,
    fields: &'static [Field],
    zh: &'static str,
    en: &'static str,
) -> TableFormat {
    TableFormat { kind, name, form, fields, zh, en }
}

/// Every table, in the order of [`ItemKind`].
pub(in crate::pack) static TABLES: [TableFormat; 17] = [
    table(ItemKind::Pack, "pack", Form::Single, PACK, "规则包", "the pack"),
    table(ItemKind::Kind, "kind", Form::Named, KIND, "场所类型", "a kind of places"),
    table(ItemKind::Fact, "fact", Form::Named, FACT, "检查事实", "a fact of places"),
    table(ItemKind::Derive, "derive", Form::Named, DERIVE, "推算事实", "a derived fact"),
    table(ItemKind::Check, "check", Form::List, CHECK, "检查项", "a check"),
    table(ItemKind::Section, "section", Form::Named, SECTION, "分项", "a section that totals points"),
    table(ItemKind::Group, "group", Form::Named, GROUP, "组", "a group that counts failures"),
    table(ItemKind::Score, "score", Form::Single, SCORE, "总分", "the score"),
    table(ItemKind::Result, "result", Form::Named, RESULT, "结果", "one more verdict"),
    table(ItemKind::Level, "level", Form::List, LEVEL, "风险等级", "a level of risk"),
    table(ItemKind::Adjust, "adjust", Form::List, ADJUST, "等级调整", "an adjustment of the level"),
    table(ItemKind::Window, "window", Form::List, WINDOW, "时段", "a window of time"),
    table(ItemKind::Task, "task", Form::Named, TASK, "工作", "a task of duties"),
    table(ItemKind::Duty, "duty", Form::List, DUTY, "频次要求", "a duty: how often a task is due"),
    table(ItemKind::Campaign, "campaign", Form::Single, CAMPAIGN, "专项行动", "a campaign"),
    table(ItemKind::Function, "function", Form::Named, FUNCTION, "脚本函数", "a function of functions.rhai"),
    table(ItemKind::Case, "case", Form::List, CASE, "用例", "a case to test"),
];

/// What every item of a pack that extends others may say.
pub(super) static OVERLAY: &[Field] = &[
    may(
        "override",
        Bool,
        "修改上级规则包里的同名条目，只写要改的字段",
        "changes the inherited item; states only what changes",
    ),
    may("unset", List(&Text), "清除这些字段", "clears these fields"),
    may("remove", Bool, "删除上级规则包里的这个条目", "drops the inherited item"),
];

static DATES: &[Field] =
    &[may("from", Date, "第一天", "the first day"), may("to", Date, "最后一天（含）", "the last day, included")];

static PERIOD: &[Field] =
    &[must("from", Date, "第一天", "the first day"), must("to", Date, "最后一天（含）", "the last day, included")];

static RANGE: &[Field] = &[
    may("min", Number, "最小值（含）", "the least, included"),
    may("max", Number, "最大值（含）", "the most, included"),
];

static PACK: &[Field] = &[
    must("format", Integer(i64::MIN, i64::MAX), "格式版本，现为 1", "the version of the format: 1"),
    must("id", PackId, "规则包编号", "the pack's id"),
    must("title", Text, "名称", "shown to people"),
    must("version", Text, "版本，随每个结果给出", "any text, shown with every result"),
    may("extends", List(&Text), "继承的规则包文件夹，相对本文件夹", "folders of packs to extend, relative to this one"),
    may("effective", Table(DATES), "有效期", "when the pack may be used"),
    may("region", Text, "适用区域", "where it applies"),
    may(
        "assumptions",
        Bool,
        "是否允许 ?? 和 known()，默认 true",
        "whether `??` and `known()` are allowed; default true",
    ),
];

static KIND: &[Field] = &[
    must("label", Text, "名称", "shown to people"),
    may("aliases", List(&Text), "别名", "more names"),
    may("lead", Text, "牵头部门", "the department that leads"),
    may("description", Text, "说明", "what it is"),
];

static OPTION: &[Field] = &[
    must("id", Text, "选项编号", "the option's id"),
    may("label", Text, "名称", "shown to people"),
    may("aliases", List(&Text), "别名", "more names"),
];

static FACT: &[Field] = &[
    must("label", Text, "名称，也是表头", "name and column header"),
    must(
        "type",
        OneOf(&["bool", "number", "text", "choice", "tags", "date"]),
        "类型：bool 是否、number 数字、text 文字、choice 单选、tags 多选、date 日期",
        "what it holds",
    ),
    may("kinds", List(&Text), "问哪些场所类型；不写为全部", "kinds that are asked it; left out: all"),
    may("aliases", List(&Text), "别名", "more names"),
    may("unit", Text, "单位，如 ㎡", "the unit cells may carry"),
    may("range", Table(RANGE), "取值范围", "inclusive bounds"),
    may("options", List(&Either(&[Text, Table(OPTION)])), "选项，最多 64 个", "options of choice and tags, at most 64"),
    may("question", Text, "怎么问", "how to ask it"),
    may("help", Text, "怎么查", "how to find out"),
];

static DERIVE: &[Field] = &[
    must("value", Expression, "由哪些事实怎样算出", "an expression over facts"),
    may("label", Text, "名称", "shown to people"),
    may("aliases", List(&Text), "别名", "more names"),
    may("unit", Text, "单位", "the unit of its value"),
    may("kinds", List(&Text), "属于哪些场所类型；不写为全部", "kinds it belongs to; left out: all"),
];

static BAND: &[Field] = &[
    may("up_to", Number, "到这个数为止（含）", "the limit, included"),
    may("below", Number, "不到这个数", "the limit, not included"),
    must("points", Number, "分值", "the points"),
];

static POINTS_BY: &[Field] = &[
    must("fact", Text, "按哪个事实分档", "the fact that decides"),
    may(
        "bands",
        List(&Table(BAND)),
        "数字分档，由小到大，最后一档不写上限",
        "bands of a number, ascending; the last has no limit",
    ),
    may("map", Map(&Number), "各选项的分值", "the points of each option"),
];

static BASIS: &[Field] = &[
    must("law", Text, "法规、文件和条款", "law or document and clause"),
    must(
        "status",
        OneOf(&["quoted", "secondary", "unverified"]),
        "核实程度：quoted 见过原文、secondary 可靠转述、unverified 未核实",
        "quoted: read in the source; secondary: a reliable report; unverified",
    ),
    may("url", Text, "网址", "where it can be read"),
    may("note", Text, "备注", "what to know about it"),
];

static CHECK: &[Field] = &[
    must("id", Id, "编号", "the id"),
    must("title", Text, "要求", "the requirement"),
    may("finding", Text, "隐患的说法；默认：不符合：+ 要求", "the hazard, said as a finding"),
    may("kinds", List(&Text), "检查哪些场所类型；不写为全部", "kinds it is for; left out: all"),
    may("aliases", List(&Text), "更多表头（现场判断项）", "more column headers of an observed check"),
    may("applies_if", Expression, "何时适用；不写为总适用", "when it applies; left out: always"),
    may("fails_if", Expression, "何时不符合", "when it fails; makes it a derived check"),
    may("points", Either(&[Number, Expression]), "不符合时的分值，默认 0", "points counted when it fails; default 0"),
    may("points_by", Table(POINTS_BY), "按一个事实分档给分", "points from one fact, by bands or map"),
    may("scored", Bool, "只计分、不判断", "its points count whenever it applies; it has no verdict"),
    may("observed", Bool, "由检查人员现场判断", "the inspector answers"),
    may(
        "grade",
        Expression,
        "general 一般、major 重大，或表达式",
        "general, major, or an expression giving one of the two",
    ),
    may("section", Text, "计入哪个分项", "the one section it totals into"),
    may("groups", List(&Text), "计入哪些组", "the groups that count it"),
    may("within", Interval, "整改期限", "time to fix"),
    may("refer_to", Text, "移送部门", "the department"),
    may("fix", Text, "怎么整改", "what to do"),
    may("basis", Table(BASIS), "依据", "the source of the rule"),
    may("effective", Table(DATES), "有效期，之外不存在", "outside these dates it does not exist"),
];

static SECTION: &[Field] = &[
    must("label", Text, "名称", "shown to people"),
    may("cap", Amount, "最多计多少分", "the most it counts"),
    may("max", Number, "满分，载入时核对", "the declared maximum, checked when loaded"),
    may(
        "not_applicable",
        OneOf(&["zero", "rescale"]),
        "不适用的检查项：zero 计 0 分、rescale 按比例折算",
        "what does not apply: zero counts 0, rescale scales the rest up",
    ),
];

static GROUP: &[Field] = &[must("label", Text, "名称", "shown to people")];

const DECIMALS: Type = Integer(0, 6);

static SCORE: &[Field] = &[
    may("value", Expression, "计算式；默认全部分值之和", "the formula; default: the sum of all points"),
    may("better", OneOf(&["low", "high"]), "low 分低为好（默认）、high 分高为好", "which end is better; default low"),
    may("decimals", DECIMALS, "保留几位小数，默认 2", "decimals, default 2"),
    may("max", Number, "满分，载入时核对", "the declared maximum, checked when loaded"),
    may("label", Text, "名称", "shown to people"),
    may("unit", Text, "单位", "the unit"),
];

static RESULT_LEVEL: &[Field] = &[
    must("id", Id, "编号", "the id"),
    must("label", Text, "名称", "shown to people"),
    may("color", Color, "颜色 #rrggbb", "the colour, #rrggbb"),
    may("when", Expression, "何时是这一级；最后一级不写", "when it holds; none on the last"),
];

static RESULT: &[Field] = &[
    must("label", Text, "名称", "shown to people"),
    must("type", OneOf(&["number", "truth", "level"]), "类型：number 数字、truth 是否、level 等级", "what it holds"),
    may("value", Expression, "计算式", "how it is computed"),
    may("levels", List(&Table(RESULT_LEVEL)), "自己的等级，由差到好", "its own levels, worst first"),
    may("better", OneOf(&["low", "high"]), "low 小为好（默认）、high 大为好", "which end is better; default low"),
    may("decimals", DECIMALS, "保留几位小数，默认 2", "decimals, default 2"),
];

static LEVEL: &[Field] = &[
    must("id", Id, "编号", "the id"),
    must("label", Text, "名称", "shown to people"),
    may("color", Color, "颜色 #rrggbb", "the colour, #rrggbb"),
    may("when", Expression, "何时是这一级；最后一级不写", "when it holds; none on the last"),
    may("order", Integer(-1_000_000, 1_000_000), "先后，默认 100", "its place among the levels; default 100"),
];

static ADJUST: &[Field] = &[
    must("id", Id, "编号", "the id"),
    may("label", Text, "名称", "shown to people"),
    must("when", Expression, "何时调整", "when it applies"),
    may("to", Text, "定为哪一级", "the level it sets"),
    may("by", Integer(-100, 100), "调几级：1 加重一级，-1 减轻一级", "levels worse (1) or better (-1)"),
    may("result", Text, "调整哪个结果；不写为风险等级", "the level result it adjusts; left out: the level"),
];

static WINDOW: &[Field] = &[
    must("id", Id, "编号", "the id"),
    may("label", Text, "名称", "shown to people"),
    may("from", Date, "第一天", "the first day"),
    may("to", Date, "最后一天（含）", "the last day, included"),
    may("dates", List(&Table(PERIOD)), "多次出现时的日期", "several occurrences"),
];

static TASK: &[Field] = &[
    must("label", Text, "名称", "shown to people"),
    may("aliases", List(&Text), "别名", "more names"),
    may("by", Text, "谁来做", "who does it"),
];

const TIMES: Type = Integer(0, 10_000);

static DUTY: &[Field] = &[
    must("id", Id, "编号", "the id"),
    must("task", Text, "哪项工作", "the task"),
    may("label", Text, "名称", "shown to people"),
    may("kinds", List(&Text), "哪些场所类型；不写为全部", "kinds it is for; left out: all"),
    may("at_least", TIMES, "每期至少几次", "times in one period, at least"),
    may("at_most", TIMES, "每期至多几次", "times in one period, at most"),
    may(
        "per",
        OneOf(&["day", "week", "month", "quarter", "half_year", "year", "campaign"]),
        "周期：day 日、week 周、month 月、quarter 季、half_year 半年、year 年、campaign 专项行动期间",
        "the period",
    ),
    may("every", Interval, "间隔，如 6 months", "the interval from the last record, else from `since`"),
    may("when", Expression, "何时要求", "when it holds; left out: always"),
    may("count_if", Expression, "哪些记录算数", "which records count"),
    may("spread", Bool, "按时段均匀分布", "slots bind: one record in each"),
    may("same_day", OneOf(&["once", "each"]), "同一天的记录：once 算一次（默认）、each 各算一次", "records of one day"),
    may(
        "first_period",
        OneOf(&["full", "prorate", "skip"]),
        "纳入当期：full 全数（默认）、prorate 按剩余天数、skip 不要求",
        "the period in which the place entered the register",
    ),
    may("by", Text, "谁来做", "who does it"),
    may("basis", Table(BASIS), "依据", "the source of the rule"),
    may("effective", Table(DATES), "有效期，之外不存在", "outside these dates it does not exist"),
];

static TARGET: &[Field] = &[
    must("id", Id, "编号", "the id"),
    must("label", Text, "名称", "shown to people"),
    may("task", Text, "计哪项工作", "the task counted"),
    may("kinds", List(&Text), "计哪些场所类型", "kinds counted"),
    may("at_least", Amount, "至少多少", "how many, at least"),
    may("share", Amount, "比例，0 到 1", "the share of places, 0 to 1"),
];

static CAMPAIGN: &[Field] = &[
    must("id", Id, "编号", "the id"),
    must("title", Text, "名称", "shown to people"),
    must("from", Date, "第一天", "the first day"),
    must("to", Date, "最后一天（含）", "the last day, included"),
    may("scope", Expression, "针对哪些场所", "places it is about"),
    may("kinds", List(&Text), "针对哪些场所类型；不写为全部", "kinds it is about; left out: all"),
    may("targets", List(&Table(TARGET)), "目标", "what it promised"),
];

static FUNCTION: &[Field] = &[
    must("params", List(&OneOf(&["bool", "number", "text", "date"])), "各参数的类型", "types of its parameters"),
    must("returns", OneOf(&["bool", "number"]), "返回值的类型", "type of its value"),
    may("label", Text, "名称", "shown to people"),
    may("range", Table(RANGE), "返回数字的范围", "bounds of the number it returns"),
];

static VALUE: Type = Either(&[Bool, Number, Date, AnyText, List(&AnyText)]);

static RECORD: &[Field] = &[
    must("task", Text, "工作", "the task"),
    must("date", Date, "日期", "the date"),
    may("checker", Text, "检查主体", "by whom"),
    may("outcome", Text, "结果", "the outcome"),
];

const COUNT: Type = Either(&[Integer(0, 1_000_000), OneOf(&["unknown"])]);
const DAY: Type = Either(&[Date, OneOf(&["unknown"])]);

static TASK_SUMMARY: &[Field] = &[
    may("required", COUNT, "要求次数", "times required"),
    may("required_at_worst", COUNT, "最多要求次数", "times required at worst"),
    may("done", COUNT, "已做次数", "times done"),
    may("missed", COUNT, "错过几期", "how many periods were missed"),
    may("next_due", DAY, "下次到期", "next due"),
    may("next_due_at_worst", DAY, "最早到期", "next due at worst"),
    may("days_overdue", COUNT, "逾期天数", "days overdue"),
    may("days_overdue_at_worst", COUNT, "最多逾期天数", "days overdue at worst"),
    may("suggested", DAY, "建议日期", "the suggested day"),
    may("clash", Bool, "要求互相矛盾", "whether duties clash"),
    may("exceeded", Bool, "超过次数", "whether more was done than allowed"),
];

static OUTCOME: Type = OneOf(&["failed", "passed", "not_applicable", "unknown", "not_failed", "scored"]);

static EXPECT: &[Field] = &[
    may("level", Text, "风险等级", "the level"),
    may("level_at_worst", Text, "最坏等级", "the level at worst"),
    may("score", Number, "得分", "the score"),
    may("score_at_worst", Number, "最坏得分", "the score at worst"),
    may("outcomes", Map(&OUTCOME), "部分检查项的结论", "outcomes of some checks"),
    may("failed", List(&Text), "全部不符合项", "all failed checks, in any order"),
    may("results", Map(&Either(&[Number, Bool, Text])), "结果", "values of results"),
    may("tasks", Map(&Table(TASK_SUMMARY)), "工作", "summaries of tasks"),
];

static CASE: &[Field] = &[
    must("name", Text, "说明什么", "what it shows"),
    must("as_of", Date, "评估日期", "the date of the assessment"),
    must("kinds", List(&Text), "场所类型", "kinds of the place"),
    may("id", Text, "场所编号", "the place's id"),
    may("region", Text, "区域", "the place's region"),
    may("since", Date, "纳入日期", "since when it is in the register"),
    may("facts", Map(&VALUE), "事实", "facts"),
    may("answers", Map(&OneOf(&["passes", "fails", "not_applicable"])), "现场判断", "answers to observed checks"),
    may("records_from", Date, "台账自何日起完整", "since when the records are complete"),
    may("records", List(&Table(RECORD)), "记录", "records"),
    may(
        "boundary",
        List(&Text),
        "处在界限上的检查项，计入覆盖",
        "checks whose limit the case stands on, for the coverage",
    ),
    may("expect", Table(EXPECT), "应得的结果", "what is expected"),
];
