"""How many places are at each level, by region or kind."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from . import _canvas as canvas
from ._fonts import Writer
from ._pack import Bundled, Level, PackView, view
from ._reading import Columns
from ._wrong import choose, positive, wrong

_UNKNOWN = "#777777"
_Pair = tuple[int, int | None]  # the certain level and the worst possible one, as places in the pack's list


def levels(
    results: Any,
    pack: Bundled,
    by: Literal["region", "kinds"] | None = "region",
    *,
    top: int = 20,
    ax: Axes | None = None,
    language: Literal["zh", "en"] = "zh",
) -> Axes:
    """Draws how many places are at each level, with a bar for each region or kind.

    On top is the one with most places at the worst level, or if that is equal at the next.
    A plain part of a bar counts places whose level is certain. A hatched part counts those that unknown facts could
    still make worse: its ground has the colour of the certain level, its lines that of the worst possible one, and the
    legend writes both, as in 低风险…重大风险. A place of several kinds counts in each of them.

    Args:
        results: A row for each place: `level`, `level_at_worst`, and `region` or `kinds` as `by` says.
        pack: The pack they were assessed with.
        by: What the bars stand for; None: one bar for all places.
        top: The most bars; how many were left out is said below.
        ax: Where to draw; default: a new figure.
        language: Of the picture's own words; labels are the pack's.

    Raises:
        ArgumentError: The pack has no levels, a column is not there, or the results are another pack's.
    """
    choose("by", by, ("region", "kinds", None))
    choose("language", language, ("zh", "en"))
    positive("top", top)
    seen = _with_levels(pack)
    frame = Columns(results)
    frame.need(
        ["level", "level_at_worst", *([by] if by else [])],
        "levels",
        "用 assess_frame 不带 explode 的结果；输入的表里没有区域、类型的，用 by=None",
        "pass what assess_frame returns without explode; where the input has no region or kinds, by=None",
    )
    groups, without = _count(frame, seen, by)
    ranked = sorted(groups, key=lambda group: _badness(groups[group], len(seen.levels)))
    shown = ranked[:top]
    writer = Writer(language, _texts(shown, seen))
    pairs = sorted({pair for group in shown for pair in groups[group]}, key=_order)
    inches = max(0.36 * len(shown), 0.21 * (len(pairs) + 1))
    ax = canvas.axes(ax, 8.5, 1.2 + inches)
    canvas.title(ax, writer, "levels", seen)
    notes = _notes(writer, by, [groups[group] for group in ranked[top:]], without)
    if not shown:
        canvas.nothing(ax, writer, "\n".join([writer.say("no_places"), *notes]))
        return ax
    for row, group in enumerate(shown):
        _bar(ax, writer, seen.levels, row, groups[group], canvas.thickness(ax, len(shown)))
    canvas.rows(ax, writer, canvas.distinct([_name(group, by, seen, writer) for group in shown], 36))
    ax.set_xlim(0, 1.1 * max(groups[group].total() for group in shown))
    canvas.whole_numbers(ax)
    if by == "kinds" and any(kinds and ";" in kinds for kinds in frame.texts("kinds")):
        notes.append(writer.say("many_kinds"))
    canvas.scale(ax, writer, writer.say("places"), notes)
    _legend(ax, writer, seen.levels, pairs)
    return ax


def _with_levels(pack: Bundled) -> PackView:
    seen = view(pack)
    if not seen.levels:
        raise wrong(
            "A103",
            f"规则包“{seen.title}”没有风险等级，画不出等级分布",
            f"the pack {seen.title} has no levels to show",
            "用 paicha.plot.scores 画分值",
            "paicha.plot.scores shows the scores",
        )
    return seen


def _notes(writer: Writer, by: str | None, rest: list[Counter[_Pair]], without: int) -> list[str]:
    """What the picture leaves out: the groups beyond the worst ones, and rows without a level."""
    notes = []
    if rest:
        group = writer.say("regions" if by == "region" else "kinds")
        places = sum(counts.total() for counts in rest)
        notes.append(writer.say("and_more", groups=len(rest), group=group, places=places))
    return [*notes, writer.say("without_level", n=without)] if without else notes


def _count(frame: Columns, seen: PackView, by: str | None) -> tuple[dict[str | None, Counter[_Pair]], int]:
    """The places of each group by their two levels, and the rows that have no level."""
    at = {level.id: place for place, level in enumerate(seen.levels)}
    keys = frame.texts(by) if by else [""] * len(frame)
    tally = Counter(zip(keys, frame.texts("level"), frame.texts("level_at_worst"), strict=True))
    groups: dict[str | None, Counter[_Pair]] = {}
    without = 0
    for (key, level, worst), count in tally.items():
        foreign = next((id for id in (level, worst) if id is not None and id not in at), None)
        if foreign is not None:
            raise wrong(
                "A104",
                f"规则包“{seen.title}”没有等级 {foreign}",
                f"the pack {seen.title} has no level {foreign}",
                "给出评估这些结果的规则包",
                "pass the pack that these results were assessed with",
            )
        if level is None:
            without += count
            continue
        for group in key.split(";") if by == "kinds" and key else [key or None if by else key]:
            groups.setdefault(group, Counter())[at[level], None if worst is None else at[worst]] += count
    return groups, without


def _badness(counts: Counter[_Pair], levels: int) -> list[int]:
    """Sorts groups: most places at the worst level first, then at the next; then those that could be worst."""
    certain = [-sum(count for (level, _), count in counts.items() if level == at) for at in range(levels)]
    possible = [-sum(count for (_, worst), count in counts.items() if (worst or 0) <= at) for at in range(levels)]
    return [*certain, *possible]


def _texts(groups: list[str | None], seen: PackView) -> list[str]:
    labels = [seen.kinds.get(group, group) for group in groups if group]
    return [seen.title, *(level.label for level in seen.levels), *labels]


def _name(group: str | None, by: str | None, seen: PackView, writer: Writer) -> str:
    if by is None:
        return writer.say("all")
    if group is None:
        return writer.say("no_region" if by == "region" else "no_kinds")
    return writer.label(seen.kinds.get(group, group), group) if by == "kinds" else writer.label(group)


def _look(levels: list[Level], pair: _Pair) -> dict[str, Any]:
    level, worst = pair
    color = levels[level].color
    if level == worst:
        return {"facecolor": color, "edgecolor": "white", "linewidth": 0.8}
    lines = _UNKNOWN if worst is None else canvas.darker(levels[worst].color, to=0.35)
    return {"facecolor": canvas.lighter(color), "edgecolor": lines, "hatch": "////", "linewidth": 0}


def _order(pair: _Pair) -> tuple[int, int]:
    return pair[0], -1 if pair[1] is None else pair[1]


def _bar(ax: Axes, writer: Writer, levels: list[Level], row: int, counts: Counter[_Pair], height: float) -> None:
    left = 0
    for pair in sorted(counts, key=_order):
        count = counts[pair]
        look = _look(levels, pair)
        ax.barh(row, count, left=left, height=height, **look)
        ground = {"facecolor": look["facecolor"], "edgecolor": "none", "pad": 1.2} if "hatch" in look else None
        style = {"color": canvas.ink_on(look["facecolor"]), "fontproperties": writer.font(8.5), "bbox": ground}
        canvas.RoomyText(ax, left + count / 2, row, f"{count:,}", count, **style)
        left += count
    canvas.count(ax, writer, left, row)


def _legend(ax: Axes, writer: Writer, levels: list[Level], pairs: list[_Pair]) -> None:
    labels = [writer.label(level.label, level.id) for level in levels]

    def text(level: int, worst: int | None) -> str:
        if level == worst:
            return labels[level]
        return f"{labels[level]}…{writer.say('unknown_level') if worst is None else labels[worst]}"

    open_end = any(level != worst for level, worst in pairs)
    handles = [Patch(**_look(levels, pair)) for pair in pairs]
    heading = writer.say("or_worse") if open_end else None
    canvas.legend(ax, writer, handles, [text(*pair) for pair in pairs], heading)
