"""An explanation as HTML for a notebook: self-contained, without scripts or anything from elsewhere, light or dark."""

from __future__ import annotations

import re
from html import escape

from ._types import Bounds, ExplanationDict, Language, Level, Question, Reason, TaskStatus

#: What stands in for the colour of a level that has none.
_NO_COLOR = "#8c8c8c"
#: Questions shown; the others are counted.
_MOST_QUESTIONS = 8

_WORDS: dict[str, dict[Language, str]] = {
    "as_of": {"zh": "评估日期", "en": "as of"},
    "level": {"zh": "等级", "en": "Level"},
    "at_worst": {"zh": "最坏", "en": "at worst"},
    "score": {"zh": "分值", "en": "Score"},
    "known": {"zh": "已知", "en": "known"},
    "failed": {"zh": "不符合项", "en": "Failed checks"},
    "none_failed": {"zh": "没有查明的不符合项", "en": "No check is known to fail"},
    "finding": {"zh": "问题", "en": "Finding"},
    "points": {"zh": "分值", "en": "Points"},
    "fix": {"zh": "整改", "en": "Fix"},
    "deadline": {"zh": "期限", "en": "Deadline"},
    "basis": {"zh": "依据", "en": "Basis"},
    "major": {"zh": "重大", "en": "major"},
    "quoted": {"zh": "已读原文", "en": "quoted"},
    "secondary": {"zh": "转述", "en": "secondary"},
    "unverified": {"zh": "未核对", "en": "unverified"},
    "ask": {"zh": "接下来问什么", "en": "What to ask next"},
    "changes_level": {"zh": "会改变等级", "en": "could change the level"},
    "more": {"zh": "另有 {} 项", "en": "and {} more"},
    "due": {"zh": "到期工作", "en": "What is due"},
    "overdue": {"zh": "逾期 {} 天", "en": "{} days overdue"},
    "undecided": {"zh": "未能判定", "en": "Could not be decided"},
}

_RULE = "1px solid rgba(128,128,128,.35)"
_FAINT = "opacity:.72"


def page(explanation: ExplanationDict, levels: list[Level], title: str, language: Language) -> str:
    """The HTML of an explanation; ``levels`` and ``title`` are those of its pack."""
    parts = [
        _head(explanation, title, language),
        _level(explanation, levels, language),
        _score(explanation, levels, language),
        _failed(explanation["failed"], language),
        _questions(explanation["questions"], language),
        _due(explanation.get("tasks", []), language),
        _undecided(explanation, language),
    ]
    style = "max-width:60em;line-height:1.5;font-size:14px;text-align:left"
    return f'<div class="paicha" lang="{language}" style="{style}">{"".join(parts)}</div>'


def _say(word: str, language: Language) -> str:
    return _WORDS[word][language]


def _color(color: str | None) -> str:
    """A colour of a pack, which comes from a file: nothing but ``#rrggbb`` goes into a style."""
    return color if color and re.fullmatch("#[0-9a-fA-F]{6}", color) else _NO_COLOR


def _ink(color: str) -> str:
    """Black or white, whichever is easier to read on a colour: a contrast of 4.5 at least, by WCAG 2.1."""

    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    luminance = 0.2126 * linear(color[1:3]) + 0.7152 * linear(color[3:5]) + 0.0722 * linear(color[5:7])
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#ffffff"


def _number(number: float | None) -> str:
    if number is None:
        return "∞"
    return str(int(number)) if float(number).is_integer() else f"{number:.10g}"


def _bounds(bounds: Bounds) -> str:
    if isinstance(bounds, list):
        return "–".join(_number(end) for end in bounds)
    return _number(bounds)


def _heading(text: str) -> str:
    return f'<div style="font-weight:600;margin:.9em 0 .3em">{escape(text)}</div>'


def _head(explanation: ExplanationDict, title: str, language: Language) -> str:
    heading = escape(explanation["id"])
    if explanation["name"]:
        heading = f'{escape(explanation["name"])} <span style="font-weight:400;{_FAINT}">{heading}</span>'
    facts = [
        explanation["region"] or "",
        f"{_say('as_of', language)} {explanation['as_of']}",
        f"{title} {explanation['pack']['version']}",
    ]
    line = " · ".join(escape(fact) for fact in facts if fact)
    return (
        f'<div style="font-size:1.25em;font-weight:600">{heading}</div>'
        f'<div style="{_FAINT};margin-bottom:.6em">{line}</div>'
    )


def _level(explanation: ExplanationDict, levels: list[Level], language: Language) -> str:
    """The scale of levels, the best first: the certain one is filled, those it could still be are dashed."""
    if "level" not in explanation:
        return ""
    ids = [level["id"] for level in levels]
    certain, worst = ids.index(explanation["level"]), ids.index(explanation["level_at_worst"])
    cells = []
    for index in reversed(range(len(levels))):
        label, color = escape(levels[index]["label"]), _color(levels[index]["color"])
        if index == certain:
            look = f"background:{color};color:{_ink(color)};border:2px solid rgba(128,128,128,.5);font-weight:600"
        elif worst <= index < certain:
            # A pale colour alone could not be seen on white, nor a dark one on black.
            look = f"border:2px dashed rgba(128,128,128,.9);box-shadow:inset 0 -4px 0 {color}"
            label += f" <small>({_say('at_worst', language)})</small>" if index == worst else ""
        else:
            look = "border:2px solid transparent;opacity:.6"
        cells.append(
            f'<span style="display:inline-block;padding:.1em .7em;margin:0 .25em .25em 0;'
            f'border-radius:4px;{look}">{label}</span>'
        )
    return (
        f'<div><span style="display:inline-block;min-width:4em">{_say("level", language)}</span>{"".join(cells)}</div>'
    )


def _score(explanation: ExplanationDict, levels: list[Level], language: Language) -> str:
    """A bar from 0: filled up to the nearer end of the score, hatched to the farther one."""
    ends = explanation["score"], explanation["score_at_worst"]
    text = " … ".join(dict.fromkeys(_number(end) for end in ends))
    colors = {level["id"]: _color(level["color"]) for level in levels}
    certain = colors.get(explanation.get("level", ""), _NO_COLOR)
    worst = colors.get(explanation.get("level_at_worst", ""), _NO_COLOR)
    known = [abs(end) for end in ends if end is not None]
    most = max(known, default=0) or 1
    least = 100 * min(known, default=0) / most
    if None in ends and known:
        # An end that is infinite has no length: the bar says that it goes on.
        least = min(least, 60)
    hatch = f"repeating-linear-gradient(45deg,{worst} 0 4px,transparent 4px 8px)"
    share = f"{_say('known', language)} {100 * explanation['known_share']:.0f}%"
    return (
        f'<div><span style="display:inline-block;min-width:4em">{_say("score", language)}</span>'
        f'<span style="display:inline-block;width:16em;height:.8em;border:{_RULE};border-radius:3px;overflow:hidden;'
        f'vertical-align:middle"><span style="display:block;float:left;height:100%;width:{least:.1f}%;'
        f'background:{certain}"></span><span style="display:block;height:100%;overflow:hidden;'
        f'background:{hatch if len(set(ends)) > 1 else "none"}"></span></span>'
        f' <b>{text}</b> <span style="{_FAINT}">{share}</span></div>'
    )


def _failed(failed: list[Reason], language: Language) -> str:
    if not failed:
        return _heading(_say("none_failed", language))
    columns = "".join(_cell("th", escape(_say(word, language)), "white-space:nowrap") for word in _COLUMNS)
    rows = "".join(_failed_row(reason, language) for reason in failed)
    return (
        _heading(f"{_say('failed', language)} ({len(failed)})")
        + '<table style="border-collapse:collapse;width:100%;text-align:left;font-size:inherit">'
        + f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    )


_COLUMNS = ("finding", "points", "fix", "deadline", "basis")


def _cell(tag: str, content: str, look: str = "") -> str:
    style = f"text-align:left;vertical-align:top;padding:.25em .6em .25em 0;border-bottom:{_RULE};white-space:normal"
    return f'<{tag} style="{style};{look}">{content}</{tag}>'


def _failed_row(reason: Reason, language: Language) -> str:
    finding = escape(reason["finding"])
    if reason["grade"] == "major":
        finding = f"<b>{finding}</b> <small>[{_say('major', language)}]</small>"
    fix = escape(reason.get("fix", ""))
    if "refer_to" in reason:
        fix += f" <small>→ {escape(reason['refer_to'])}</small>"
    basis = reason.get("basis")
    source = f"{escape(basis['law'])} <small>[{_say(basis['status'], language)}]</small>" if basis else ""
    cells = [finding, _bounds(reason["points"]), fix, escape(reason.get("deadline", "")), source]
    looks = ["", "white-space:nowrap", "", "white-space:nowrap", _FAINT]
    return f"<tr>{''.join(_cell('td', cell, look) for cell, look in zip(cells, looks, strict=True))}</tr>"


def _questions(questions: list[Question], language: Language) -> str:
    if not questions:
        return ""
    rows = []
    for question in questions[:_MOST_QUESTIONS]:
        notes = [f"{_say('points', language)} {_number(question['points'])}"] if question["points"] else []
        if question["changes_level"]:
            notes.append(_say("changes_level", language))
        note = f' <small style="{_FAINT}">{escape(" · ".join(notes))}</small>' if notes else ""
        rows.append(f"<li>{escape(question['question'])}{note}</li>")
    rest = len(questions) - _MOST_QUESTIONS
    more = f'<div style="{_FAINT}">{_say("more", language).format(rest)}</div>' if rest > 0 else ""
    items = "".join(rows)
    return f'{_heading(_say("ask", language))}<ol style="margin:0;padding-left:1.6em">{items}</ol>{more}'


def _due(tasks: list[TaskStatus], language: Language) -> str:
    rows = []
    for task in tasks:
        if task["next_due"] is None:
            continue
        overdue = task["days_overdue"] or 0
        late = f" <b>{_say('overdue', language).format(overdue)}</b>" if overdue > 0 else ""
        rows.append(f"<li>{escape(task['label'])} {task['next_due']}{late}</li>")
    if not rows:
        return ""
    return f'{_heading(_say("due", language))}<ul style="margin:0;padding-left:1.6em">{"".join(rows)}</ul>'


def _undecided(explanation: ExplanationDict, language: Language) -> str:
    errors = explanation.get("errors", [])
    rows = "".join(f"<li>{escape(error['item'])}: {escape(error[language])}</li>" for error in errors)
    if not rows:
        return ""
    return f'{_heading(_say("undecided", language))}<ul style="margin:0;padding-left:1.6em">{rows}</ul>'
