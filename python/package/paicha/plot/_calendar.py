"""When duties fall due, on a calendar; those overdue apart."""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Patch, Rectangle

from . import _canvas as canvas
from ._fonts import Writer
from ._pack import Bundled, view
from ._reading import Columns
from ._words import compact, month_title, weekdays
from ._wrong import choose, positive, wrong

_MOST = 12  # months that are shown unless more are asked for
_MOST_PAST = 3  # of them before the assessment, where there are enough after it
_ACROSS = 3
_WIDE, _HIGH = 8.0, 8.4  # of a month, in days, with the room around it
_INCHES = 0.34  # of a day
_Month = tuple[int, int]


@dataclass(frozen=True)
class _Due:
    due: Counter[date]
    overdue: Counter[date]
    longest: int  # days
    possible: int  # whether they are required is unknown
    undated: int
    as_of: date | None  # known where something is overdue


def calendar(
    tasks: Any,
    pack: Bundled,
    start: date | str | None = None,
    months: int | None = None,
    *,
    ax: Axes | None = None,
    language: Literal["zh", "en"] = "zh",
) -> Axes:
    """Draws how many duties fall due on each day: the darker a day, the more. Overdue ones are orange, counted apart.

    Below stands how many there are, how many of them the months shown leave out, how many have no due date, and of how
    many it is unknown whether they are required. Weeks start on Monday.

    Args:
        tasks: A row for each task of a place, as `assess_frame(…, records=…, explode="tasks")` returns them:
            `next_due`, `days_overdue`, and where it is there `next_due_at_worst`.
        pack: The pack they were assessed with.
        start: A day of the first month, a date or text as 2023-01-31 or 2023-01; default: the first month of those
            shown.
        months: How many months, one after the other; default: those in which something falls due, from `start` on, at
            most 12. Where there are more, the months before the assessment go first, as far as three.
        ax: Where to draw; default: a new figure.
        language: Of the picture's own words.

    Raises:
        ArgumentError: A column is not there, or `start` or `months` is not as said.
    """
    choose("language", language, ("zh", "en"))
    if months is not None:
        positive("months", months)
    first = None if start is None else _month(start)
    seen = view(pack)
    frame = Columns(tasks)
    frame.need(
        ["next_due", "days_overdue"],
        "calendar",
        '用 assess_frame(…, records=…, explode="tasks") 的结果',
        'pass what assess_frame(…, records=…, explode="tasks") returns',
    )
    found = _read(frame)
    writer = Writer(language, [seen.title])
    shown = _months(found, first, months)
    across, down = min(max(len(shown), 2), _ACROSS), math.ceil(len(shown) / _ACROSS)
    handles, labels = _explain(writer, found, shown)
    ax = canvas.axes(ax, 0.2 + _INCHES * across * _WIDE, 0.6 + _INCHES * max(down, 0.5) * _HIGH + 0.22 * len(labels))
    canvas.title(ax, writer, "calendar", seen)
    if not shown:
        canvas.nothing(ax, writer, writer.say("no_dates" if len(frame) else "no_places"))
        return ax
    most = max([1, *found.due.values()]), max([1, *found.overdue.values()])
    for at, month in enumerate(shown):
        _draw(ax, writer, month, at % _ACROSS * _WIDE, at // _ACROSS * _HIGH, found, most)
    ax.set_xlim(-0.1, across * _WIDE - 0.9)
    ax.set_ylim(down * _HIGH - 0.6, -0.1)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_frame_on(False)
    canvas.legend(ax, writer, handles, labels, beside=None)
    return ax


def _month(start: date | str) -> _Month:
    try:
        day = start if isinstance(start, date) else date.fromisoformat(start if len(start) > 7 else f"{start}-01")
    except (TypeError, ValueError):
        raise wrong(
            "A001",
            f"start 不能是 {start!r}",
            f"start cannot be {start!r}",
            "写日期，如 2023-01-31，或月份，如 2023-01",
            "a date as 2023-01-31 or a month as 2023-01",
        ) from None
    return day.year, day.month


def _read(frame: Columns) -> _Due:
    days, late, at_worst = frame.dates("next_due"), frame.numbers("days_overdue"), frame.dates("next_due_at_worst")
    overdue: Counter[date] = Counter()
    due: Counter[date] = Counter()
    for day, behind in zip(days, late, strict=True):
        if day is not None:
            (overdue if behind is not None and behind > 0 else due)[day] += 1
    possible = sum(day is None and worst is not None for day, worst in zip(days, at_worst, strict=True))
    told = (day + timedelta(days=behind) for day, behind in zip(days, late, strict=True) if day is not None and behind)
    return _Due(
        due=due,
        overdue=overdue,
        longest=int(max((behind for behind in late if behind is not None), default=0)),
        possible=possible,
        undated=days.count(None) - possible,
        as_of=next(told, None),
    )


def _months(found: _Due, first: _Month | None, count: int | None) -> list[_Month]:
    """The months to show: none if nothing is due and neither `first` nor `count` asks for any."""
    busy = sorted({(day.year, day.month) for day in [*found.due, *found.overdue]})
    if count is None:
        chosen = _busiest(found, [month for month in busy if first is None or month >= first])
        return chosen or ([first] if first else [])
    if first is None:
        if not busy:
            return []
        first = (found.as_of.year, found.as_of.month) if found.as_of else busy[0]
    return [(first[0] + (first[1] - 1 + at) // 12, (first[1] - 1 + at) % 12 + 1) for at in range(count)]


def _busiest(found: _Due, busy: list[_Month]) -> list[_Month]:
    """Of the months in which something falls due as many as are shown: the next ones, and the last ones before them."""
    turn = (found.as_of.year, found.as_of.month) if found.as_of else (0, 0)
    past, coming = [month for month in busy if month < turn], [month for month in busy if month >= turn]
    past = past[-max(_MOST - len(coming), _MOST_PAST) :]
    return past + coming[: _MOST - len(past)]


def _draw(ax: Axes, writer: Writer, month: _Month, left: float, top: float, found: _Due, most: tuple[int, int]) -> None:
    text = month_title(*month, writer.language)
    ax.text(left, top + 0.45, text, va="center", color=canvas.INK, fontproperties=writer.font(10), parse_math=False)
    for at, letter in enumerate(weekdays(writer.language)):
        x, font = left + at + 0.5, writer.font(7.5)
        ax.text(x, top + 1.35, letter, ha="center", va="center", color=canvas.MUTED, fontproperties=font)
    before, length = monthrange(*month)
    for number in range(1, length + 1):
        place = before + number - 1
        _day(ax, writer, date(*month, number), left + place % 7, top + 1.8 + place // 7, found, most)


def _day(ax: Axes, writer: Writer, day: date, x: float, y: float, found: _Due, most: tuple[int, int]) -> None:
    late, count = found.overdue[day], found.overdue[day] + found.due[day]
    color = _shade("Oranges", late, most[1]) if late else _shade("Blues", count, most[0]) if count else "#f4f4f4"
    ax.add_patch(Rectangle((x, y), 1, 1, facecolor=color, edgecolor="white"))
    if day == found.as_of:
        ax.add_patch(Rectangle((x, y), 1, 1, facecolor="none", edgecolor=canvas.INK, linewidth=1.8, zorder=2))
    if not count:
        canvas.RoomyText(ax, x + 0.5, y + 0.5, str(day.day), 0.9, color="#a0a0a0", fontproperties=writer.font(6.5))
        return
    ink = canvas.ink_on(color)
    canvas.RoomyText(ax, x + 0.26, y + 0.22, str(day.day), 0.5, color=ink, fontproperties=writer.font(5.5))
    if late:
        canvas.RoomyText(ax, x + 0.82, y + 0.24, "!", 0.3, color=ink, fontproperties=writer.font(7, "bold"))
    text = compact(count, writer.language)
    canvas.RoomyText(ax, x + 0.5, y + 0.62, text, 0.98, color=ink, fontproperties=writer.font(8.5))


def _shade(name: str, count: int, most: int) -> str:
    """Darker for more, by the logarithm: the last day of a year must not make all others pale."""
    return to_hex(colormaps[name](0.25 + 0.65 * math.log1p(count) / math.log1p(most)))


def _explain(writer: Writer, found: _Due, shown: list[_Month]) -> tuple[list[Any], list[str]]:
    """The legend: the colours with their totals, then what has no colour because the calendar cannot show it."""
    handles: list[Any] = [Patch(facecolor=_shade("Blues", 2, 3))]
    labels = [writer.say("due", n=found.due.total()) + _elsewhere(writer, found.due, shown)]
    if found.overdue:
        handles.append(Patch(facecolor=_shade("Oranges", 2, 3)))
        text = writer.say("overdue", n=found.overdue.total(), days=found.longest)
        labels.append(text + _elsewhere(writer, found.overdue, shown))
    if found.as_of is not None:
        marked = (found.as_of.year, found.as_of.month) in shown
        handles.append(Patch(facecolor="white", edgecolor=canvas.INK, linewidth=1.8, visible=marked))
        labels.append(f"{writer.say('today')} {found.as_of.isoformat()}")
    for key, number in (("possible", found.possible), ("undated", found.undated)):
        if number:
            handles.append(Patch(visible=False))
            labels.append(writer.say(key, n=number))
    return handles, labels


def _elsewhere(writer: Writer, days: Counter[date], shown: list[_Month]) -> str:
    left_out = sum(count for day, count in days.items() if (day.year, day.month) not in shown)
    return writer.say("elsewhere", n=left_out) if left_out else ""
