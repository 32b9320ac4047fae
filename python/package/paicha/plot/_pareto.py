"""Which checks fail most, and how much of all failures the first few make up."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from . import _canvas as canvas
from ._fonts import Writer
from ._pack import Bundled, PackView, view
from ._reading import Columns
from ._wrong import choose, positive

# Grades as results write them, worst first, and how their part of a bar looks.
_GRADES: dict[str, dict[str, str]] = {
    "major": {"facecolor": "#9a3412"},
    "general": {"facecolor": "#6b93b5"},
    "grade_open": {"facecolor": "#d9d9d9", "hatch": "////", "edgecolor": "#777777"},
}
_BARS = 0.64  # of the width; the cumulative share has the rest


def pareto(
    failed: Any,
    pack: Bundled,
    top: int = 20,
    *,
    ax: Axes | None = None,
    language: Literal["zh", "en"] = "zh",
) -> Axes:
    """Draws how often each check fails, the most frequent on top, and beside it the cumulative share of all failures.

    Bars are divided by the grade of the failures. The line to the right is on axes of its own (`axes.child_axes[0]`),
    with the same rows: at 80 %, the checks down to there make up four fifths of all failures, also those of checks that
    are not shown.

    Args:
        failed: A row for each failed check of a place, as `assess_frame(…, explode="failed")` returns them: `check`,
            and where they are there `finding`, `title` and `grade`.
        pack: The pack they were assessed with.
        top: The most checks; how many were left out is said below.
        ax: Where to draw; default: a new figure.
        language: Of the picture's own words; labels are the pack's.

    Raises:
        ArgumentError: A column is not there.
    """
    choose("language", language, ("zh", "en"))
    positive("top", top)
    seen = view(pack)
    frame = Columns(failed)
    frame.need(
        ["check"],
        "pareto",
        '用 assess_frame(…, explode="failed") 的结果',
        'pass what assess_frame(…, explode="failed") returns',
    )
    counts, labels = _count(frame, seen)
    writer = Writer(language, [seen.title, *labels.values(), *labels])
    ranked = sorted(counts, key=lambda check: (-counts[check].total(), -counts[check]["major"], check))
    shown = ranked[:top]
    inches = max(0.3 * len(shown), 0.8)
    ax = canvas.axes(ax, 9, 1.2 + inches)
    canvas.title(ax, writer, "pareto", seen)
    if not shown:
        canvas.nothing(ax, writer, writer.say("no_failed"))
        return ax
    for row, check in enumerate(shown):
        _bar(ax, writer, row, counts[check], canvas.thickness(ax, len(shown)))
    canvas.rows(ax, writer, canvas.distinct([writer.label(labels[check], check) for check in shown], 44))
    _share(ax, writer, [counts[check].total() for check in shown], sum(count.total() for count in counts.values()))
    rest = ranked[top:]
    missed = sum(counts[check].total() for check in rest)
    notes = [writer.say("and_more_checks", checks=len(rest), failed=missed)] if rest else []
    canvas.scale(ax, writer, writer.say("failed_count"), notes)
    drawn = [grade for grade in _GRADES if any(counts[check][grade] for check in shown)]
    if "grade" in frame:
        canvas.legend(ax, writer, [Patch(**_look(grade)) for grade in drawn], [writer.say(grade) for grade in drawn])
    return ax


def _count(frame: Columns, seen: PackView) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """How often each check fails by grade, and its label: the finding, else the title, else its id."""
    checks, grades = frame.texts("check"), frame.texts("grade")
    without = "grade_open" if "grade" in frame else "general"
    counts: dict[str, Counter[str]] = {}
    first: dict[str, int] = {}
    for row, (check, grade) in enumerate(zip(checks, grades, strict=True)):
        if check is not None:
            counts.setdefault(check, Counter())[grade if grade in _GRADES else without] += 1
            first.setdefault(check, row)
    rows = list(first.values())
    said = zip(first, frame.texts("finding", rows), frame.texts("title", rows), strict=True)
    return counts, {check: finding or title or seen.checks.get(check, check) for check, finding, title in said}


def _look(grade: str) -> dict[str, Any]:
    return {"linewidth": 0, **_GRADES[grade]}


def _bar(ax: Axes, writer: Writer, row: int, counts: Counter[str], height: float) -> None:
    left = 0
    for grade in _GRADES:
        if counts[grade]:
            ax.barh(row, counts[grade], left=left, height=height, **_look(grade))
            left += counts[grade]
    canvas.count(ax, writer, left, row)


def _share(ax: Axes, writer: Writer, counts: list[int], total: int) -> None:
    """The line of cumulative shares, in the right part of the axes."""
    ax.set_xlim(0, counts[0] * 1.12 / _BARS)
    canvas.whole_numbers(ax)
    ax.set_xticks([tick for tick in ax.get_xticks() if tick <= counts[0] * 1.05])
    beside = ax.inset_axes((_BARS + 0.03, 0, 1 - _BARS - 0.03, 1), sharey=ax)
    shares = [count / total for count in accumulate(counts)]
    beside.plot(shares, range(len(shares)), color=canvas.INK, marker="o", markersize=4, linewidth=1.2, clip_on=False)
    beside.set_xlim(0, 1)
    beside.set_xticks([0, 0.5, 1])
    beside.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    beside.annotate(
        f"{shares[-1]:.0%}",
        (shares[-1], len(shares) - 1),
        (-7, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        color=canvas.INK,
        fontproperties=writer.font(9),
    )
    beside.tick_params(axis="y", left=False, labelleft=False)
    beside.patch.set_visible(False)
    canvas.scale(beside, writer, writer.say("cumulative"), [])
