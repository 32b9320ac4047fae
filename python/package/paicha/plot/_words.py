"""The words of the pictures themselves, in both languages. Labels of levels, kinds, checks and places come from the
data.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "all": ("全部", "all"),
    "and_more": (
        "其余 {groups} 个{group}共 {places} 个场所未列",
        "not shown: {group} {groups}, places {places}",
    ),
    "and_more_checks": (
        "其余 {checks} 项检查共 {failed} 次不符合未列",
        "not shown: checks {checks}, failures {failed}",
    ),
    "and_more_places": ("其余 {places} 个场所未列", "places not shown: {places}"),
    "bounded": ("未查清时最坏可到的分", "worst that the unknown could bring"),
    "calendar": ("到期的工作：{pack}", "Duties due: {pack}"),
    "certain": ("已确定的分", "certain score"),
    "check": ("检查项", "check"),
    "cumulative": ("累计占比", "cumulative share"),
    "due": ("到期 {n} 项", "{n} due"),
    "elsewhere": ("，其中 {n} 项在所示日期之外", ", {n} of them not on the days shown"),
    "failed_count": ("不符合的次数", "times failed"),
    "general": ("一般隐患", "general"),
    "grade_open": ("等级未定", "grade undecided"),
    "higher_is_better": ("（高为好）", " (higher is better)"),
    "higher_is_worse": ("（高为差）", " (higher is worse)"),
    "kinds": ("类型", "kinds"),
    "levels": ("等级分布：{pack}", "Levels: {pack}"),
    "major": ("重大隐患", "major"),
    "many_kinds": ("有几种类型的场所在每种里各计一次", "a place of several kinds counts in each"),
    "no_dates": (
        "没有到期日：没有给出工作记录，或没有要做的工作",
        "no due dates: no records were given, or nothing is required",
    ),
    "no_failed": ("没有不符合项", "no failed checks"),
    "no_kinds": ("（没有类型）", "(no kind)"),
    "no_places": ("没有场所", "no places"),
    "no_region": ("（没有区域）", "(no region)"),
    "no_scores": ("没有评分", "no scores"),
    "or_worse": ("斜线：未查清，最坏可到的等级", "hatched: the level that the unknown could bring"),
    "overdue": ("逾期 {n} 项（!），最久 {days} 天", "{n} overdue (!), by up to {days} days"),
    "pareto": ("不符合最多的检查项：{pack}", "Checks that fail most: {pack}"),
    "places": ("场所数", "places"),
    "possible": ("另有 {n} 项是否要做未查清", "unknown whether required: {n}"),
    "regions": ("区域", "regions"),
    "score": ("分", "score"),
    "scores": ("分值及其上下限：{pack}", "Scores and their bounds: {pack}"),
    "today": ("评估日期", "date of the assessment"),
    "undated": ("另有 {n} 项没有到期日", "without a due date: {n}"),
    "unbounded": ("最坏可到的分没有界限", "the worst has no bound"),
    "unknown_checks": ("未查清", "unknown"),
    "unknown_level": ("未知", "unknown"),
    "without_level": ("另有 {n} 行没有等级", "rows without a level: {n}"),
    "without_score": ("另有 {n} 行没有分", "rows without a score: {n}"),
}

_MONTHS = "January February March April May June July August September October November December".split()


def word(key: str, language: str, **values: str | int) -> str:
    """The word for `key` in `language`; whole numbers are written with thousands separators."""
    text = WORDS[key][0 if language == "zh" else 1]
    return text.format(**{name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()})


def month_title(year: int, month: int, language: str) -> str:
    return f"{year}年{month}月" if language == "zh" else f"{_MONTHS[month - 1]} {year}"


def weekdays(language: str) -> str:
    """The initials of the days of a week, which starts on Monday."""
    return "一二三四五六日" if language == "zh" else "MTWTFSS"


def compact(count: int, language: str) -> str:
    """A count for a small cell: at most five characters wide below ten million."""
    if count < 10_000:
        return str(count)
    size, mark = (10_000, "万") if language == "zh" else (1_000, "k")
    return f"{count / size:.1f}".removesuffix(".0") + mark if count < 10 * size else f"{count // size}{mark}"


CHINESE = "".join(zh for zh, _ in WORDS.values()) + "年月万：，…" + weekdays("zh")
