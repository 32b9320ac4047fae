"""The scores of the worst places, each with what unknown facts leave open."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from . import _canvas as canvas
from ._fonts import Writer
from ._pack import Bundled, Level, PackView, view
from ._reading import Columns
from ._wrong import choose, positive

_PLAIN = Level("", "", "#4477aa")
_NAME = 32  # the widest label, in Latin letters


@dataclass(frozen=True)
class _Place:
    row: int
    score: float | None
    worst: float | None
    level: Level
    level_at_worst: Level


def scores(
    results: Any,
    pack: Bundled,
    top: int = 30,
    *,
    ax: Axes | None = None,
    language: Literal["zh", "en"] = "zh",
) -> Axes:
    """Draws the scores of the worst places, the worst on top: a dot at the certain score, a bar to the worst possible
    one.

    Places are ranked by the worst that their score could be, then by the certain score; a pack whose scores are better
    when high is ranked from the lowest. Colours are those of the pack's levels: the dot's that of the certain level,
    the bar's that of the worst possible one. Where the results have the outcomes of checks, the share of unknown ones
    stands to the right (16/18: of 18 checks 16 are unknown). A bar with an arrow has no bound.

    Args:
        results: A row for each place: `score`, `score_at_worst`, and where they are there `id`, `name`, `level`,
            `level_at_worst`, `outcome.…`.
        pack: The pack they were assessed with.
        top: The most places; how many were left out is said below.
        ax: Where to draw; default: a new figure.
        language: Of the picture's own words; labels are the pack's.

    Raises:
        ArgumentError: A column is not there.
    """
    choose("language", language, ("zh", "en"))
    positive("top", top)
    seen = view(pack)
    frame = Columns(results)
    frame.need(
        ["score", "score_at_worst"],
        "scores",
        "用 assess_frame 不带 explode 的结果",
        "pass what assess_frame returns without explode",
    )
    ranked, others, without = _rank(frame, seen, top)
    writer = Writer(language, _texts(frame, ranked, seen))
    inches = max(0.27 * len(ranked), 0.21 * (len(seen.levels) + 3))
    ax = canvas.axes(ax, 8.5, 1.2 + inches)
    canvas.title(ax, writer, "scores", seen, above=20)
    notes = [writer.say("and_more_places", places=others)] if others else []
    if without:
        notes.append(writer.say("without_score", n=without))
    if not ranked:
        canvas.nothing(ax, writer, "\n".join([writer.say("no_scores" if len(frame) else "no_places"), *notes]))
        return ax
    _ranges(ax, ranked, seen.better, height=0.7 * canvas.thickness(ax, len(ranked)))
    canvas.rows(ax, writer, _labels(frame, ranked, writer))
    unknown = _unknown(ax, writer, frame, ranked)
    canvas.scale(ax, writer, _scale_label(seen, writer), notes)
    _legend(ax, writer, seen, ranked, beside=62 if unknown else 8)
    return ax


def _rank(frame: Columns, seen: PackView, top: int) -> tuple[list[_Place], int, int]:
    """The worst places, how many others have a score, and how many have none."""
    low, high = frame.numbers("score"), frame.numbers("score_at_worst")
    rows = [row for row in range(len(frame)) if low[row] is not None or high[row] is not None]
    sign = -1 if seen.better == "low" else 1

    def badness(row: int) -> tuple[float, float, int]:
        worst, score = high[row], low[row]
        return (
            float("-inf") if worst is None else sign * worst,
            float("inf") if score is None else sign * score,
            row,
        )

    chosen = heapq.nsmallest(top, rows, key=badness)
    known = {level.id: level for level in seen.levels}
    at, worst = frame.texts("level", chosen), frame.texts("level_at_worst", chosen)
    places = [
        _Place(row, low[row], high[row], known.get(level or "", _PLAIN), known.get(level_at_worst or "", _PLAIN))
        for row, level, level_at_worst in zip(chosen, at, worst, strict=True)
    ]
    return places, len(rows) - len(chosen), len(frame) - len(rows)


def _texts(frame: Columns, ranked: list[_Place], seen: PackView) -> list[str]:
    rows = [place.row for place in ranked]
    found = [*frame.texts("name", rows), *frame.texts("id", rows), seen.score_label, seen.score_unit]
    return [seen.title, *(level.label for level in seen.levels), *(text for text in found if text)]


def _labels(frame: Columns, ranked: list[_Place], writer: Writer) -> list[str]:
    """Names; with the id where a name occurs twice, and the id or the row's number where there is no name."""
    rows = [place.row for place in ranked]
    ids = [id or f"#{row}" for id, row in zip(frame.texts("id", rows), rows, strict=True)]
    names = [name or id for name, id in zip(frame.texts("name", rows), ids, strict=True)]
    shown = canvas.distinct([writer.label(name, id) for name, id in zip(names, ids, strict=True)], _NAME)
    times = Counter(shown)
    return [text if times[text] == 1 else f"{text} {writer.label(id)}" for text, id in zip(shown, ids, strict=True)]


def _ranges(ax: Axes, ranked: list[_Place], better: str, height: float) -> None:
    ends = [end for place in ranked for end in (place.score, place.worst) if end is not None]
    span = max(ends) - min(min(ends), 0) or 1
    outer = max(ends) + 0.12 * span if better == "low" else min(min(ends), 0) - 0.12 * span
    for at, place in enumerate(ranked):
        score = place.score if place.score is not None else place.worst
        worst = outer if place.worst is None else place.worst
        assert score is not None
        if worst != score:
            color = place.level_at_worst.color
            ax.barh(
                at,
                worst - score,
                left=score,
                height=height,
                facecolor=canvas.lighter(color, 0.5),
                edgecolor=color,
                linewidth=0.8,
            )
        if place.worst is None:
            ax.plot(
                [outer],
                [at],
                marker=">" if better == "low" else "<",
                color=place.level_at_worst.color,
                markersize=8,
                clip_on=False,
            )
        if place.score is not None:
            ax.plot(
                [score],
                [at],
                marker="o",
                color=place.level.color,
                markeredgecolor=canvas.INK,
                markeredgewidth=0.8,
                markersize=6.5,
            )
    ax.set_xlim(min(0, *ends, outer) - 0.02 * span, max(0, *ends, outer) + 0.02 * span)


def _unknown(ax: Axes, writer: Writer, frame: Columns, ranked: list[_Place]) -> bool:
    """Writes to the right of each place how many of its checks are unknown; False if the results do not say."""
    rows = [place.row for place in ranked]
    outcomes = [frame.texts(name, rows) for name in frame.names if name.startswith("outcome.")]
    if not outcomes:
        return False
    style: dict[str, Any] = {"textcoords": "offset points", "color": canvas.MUTED, "annotation_clip": False}
    across = ax.get_yaxis_transform()
    for at, found in enumerate(zip(*outcomes, strict=True)):
        text = f"{found.count('unknown')}/{len(found) - found.count(None)}"
        ax.annotate(
            text, (1, at), (50, 0), xycoords=across, ha="right", va="center", fontproperties=writer.font(8.5), **style
        )
    heading = writer.say("unknown_checks")
    ax.annotate(
        heading,
        (1, 1),
        (50, 4),
        xycoords="axes fraction",
        ha="right",
        va="bottom",
        fontproperties=writer.font(8.5),
        **style,
    )
    return True


def _scale_label(seen: PackView, writer: Writer) -> str:
    label = writer.label(seen.score_label, writer.say("score")) if seen.score_label else writer.say("score")
    return label + writer.say("higher_is_worse" if seen.better == "low" else "higher_is_better")


def _legend(ax: Axes, writer: Writer, seen: PackView, ranked: list[_Place], beside: float) -> None:
    dot = {"linestyle": "", "marker": "o", "markersize": 6.5, "markeredgecolor": canvas.INK, "markeredgewidth": 0.8}
    handles: list[Any] = [Line2D([], [], color="white", **dot)]  # type: ignore[arg-type]
    labels = [writer.say("certain")]
    if any(place.score != place.worst for place in ranked):
        handles.append(Patch(facecolor="#e4e4e4", edgecolor=canvas.MUTED, linewidth=0.8))
        labels.append(writer.say("bounded"))
    if any(place.worst is None for place in ranked):
        handles.append(
            Line2D([], [], linestyle="", color=canvas.MUTED, marker=">" if seen.better == "low" else "<", markersize=8)
        )
        labels.append(writer.say("unbounded"))
    drawn = {place.level for place in ranked} | {place.level_at_worst for place in ranked}
    for level in seen.levels:
        if level in drawn:
            handles.append(Patch(facecolor=level.color))
            labels.append(writer.label(level.label, level.id))
    canvas.legend(ax, writer, handles, labels, beside=beside)
