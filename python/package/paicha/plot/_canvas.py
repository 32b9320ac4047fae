"""What the pictures share: the axes they are drawn on, colours, and texts that are drawn only where they have room."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex, to_rgb
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from ._fonts import Writer
from ._pack import PackView

INK = "#222222"
MUTED = "#666666"
RULE = "#cccccc"


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """`ax`, or the axes of a new figure of `width` × `height` inches that gives its texts the room they need."""
    if ax is not None:
        return ax
    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]


class RoomyText(Text):
    """A text, centred at a point of its axes, that is drawn only where it fits into `width` (in data units)."""

    def __init__(self, ax: Axes, x: float, y: float, text: str, width: float, **style: Any) -> None:
        super().__init__(
            x, y, text, ha="center", va="center", transform=ax.transData, parse_math=False, zorder=4, **style
        )
        self._width = width
        ax.add_artist(self)

    def fits(self, renderer: RendererBase) -> bool:
        left, right = self.get_transform().transform([(0, 0), (self._width, 0)])[:, 0]
        return bool(super().get_window_extent(renderer).width <= abs(right - left))

    def draw(self, renderer: RendererBase) -> None:
        if self.fits(renderer):
            super().draw(renderer)


def title(ax: Axes, writer: Writer, key: str, pack: PackView, above: float = 6) -> None:
    """The picture's title with that of the pack, `above` points over the axes."""
    text = writer.say(key, pack=shorten(writer.label(pack.title, pack.id), 48))
    ax.set_title(text, loc="left", color=INK, fontproperties=writer.font(11), pad=above, parse_math=False)


def legend(
    ax: Axes,
    writer: Writer,
    handles: list[Any],
    labels: list[str],
    heading: str | None = None,
    beside: float | None = 8,
) -> Legend | None:
    """The legend to the right of the axes, `beside` points from them, or below them if that is None; none without
    handles.
    """
    if not handles:
        return None
    right, down = (0, -6) if beside is None else (beside, 0)
    shifted = ax.transAxes + ScaledTranslation(right / 72, down / 72, ax.figure.dpi_scale_trans)
    made = ax.legend(
        handles,
        labels,
        loc="upper left",
        bbox_to_anchor=(0, 0) if beside is None else (1, 1),
        bbox_transform=shifted,
        borderaxespad=0,
        frameon=False,
        prop=writer.font(9),
        handlelength=2.4,
        handleheight=1.1,
        title=heading,
        title_fontproperties=writer.font(9),
        alignment="left",
    )
    for text in [*made.get_texts(), made.get_title()]:
        text.set_parse_math(False)
    return made


def rows(ax: Axes, writer: Writer, labels: list[str]) -> None:
    """A labelled row for each label, the first on top."""
    ax.set_yticks(range(len(labels)), labels, fontproperties=writer.font(9), parse_math=False)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0, labelcolor=INK)


def count(ax: Axes, writer: Writer, number: int, row: int) -> None:
    """Writes `number` at the end of its bar."""
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "va": "center",
        "color": INK,
        "fontproperties": writer.font(9),
    }
    ax.annotate(f"{number:,}", (number, row), (4, 0), **style)


def scale(ax: Axes, writer: Writer, label: str, notes: list[str]) -> None:
    """The horizontal scale: its label, and under it what the picture leaves out."""
    text = "\n".join([label, *notes])
    ax.set_xlabel(text, loc="left", color=MUTED, fontproperties=writer.font(9), linespacing=1.5, parse_math=False)
    ax.tick_params(axis="x", colors=MUTED, labelsize=9, labelfontfamily=writer.family)
    ax.grid(axis="x", color=RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(RULE)


def whole_numbers(ax: Axes) -> None:
    """Counts have no ticks between whole numbers."""
    ax.xaxis.set_major_locator(MaxNLocator(nbins="auto", steps=[1, 2, 2.5, 5, 10], integer=True))


def nothing(ax: Axes, writer: Writer, text: str) -> None:
    """Says in the middle of the axes that there is nothing to draw."""
    ax.set_xticks([])
    ax.set_yticks([])
    style: dict[str, Any] = {"color": MUTED, "fontproperties": writer.font(11), "parse_math": False}
    ax.text(0.5, 0.5, text, ha="center", va="center", transform=ax.transAxes, **style)


def shorten(text: str, width: int) -> str:
    """`text` with its middle left out where it is wider than `width` letters; a Chinese one counts as two."""
    if sum(map(_width, text)) <= width:
        return text
    kept = (width - 1) // 2
    return _start(text, kept) + "…" + _start(text[::-1], kept)[::-1]


def distinct(labels: list[str], width: int) -> list[str]:
    """The labels shortened to `width`, or to as much more as it takes for different ones to stay different."""
    for wide in (width, width * 3 // 2, width * 2):
        shown = [shorten(label, wide) for label in labels]
        if len(set(shown)) == len(set(labels)):
            return shown
    return labels


def thickness(ax: Axes, rows: int) -> float:
    """How thick bars are, in rows: 0.7 of a row, but no more than 0.4 inches where few rows share the axes."""
    return min(0.7, 0.4 * rows / (ax.bbox.height / ax.figure.dpi))


def _start(text: str, width: int) -> str:
    ends = numpy.cumsum([_width(character) for character in text])
    return text[: int((ends <= width).sum())]


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def lighter(color: str, by: float = 0.65) -> str:
    """`color` mixed with white."""
    red, green, blue = to_rgb(color)
    return to_hex((red + (1 - red) * by, green + (1 - green) * by, blue + (1 - blue) * by))


def darker(color: str, to: float) -> str:
    """`color` mixed with black where its luminance is more than `to`, so that thin lines of it are seen on a light
    ground.
    """
    parts = to_rgb(color)
    while _luminance(to_hex(parts)) > to:
        parts = (parts[0] * 0.95, parts[1] * 0.95, parts[2] * 0.95)
    return to_hex(parts)


def ink_on(color: str) -> str:
    """Black or white, whichever is better read on `color`."""
    return "black" if _luminance(color) > 0.22 else "white"


def _luminance(color: str) -> float:
    """The relative luminance of WCAG 2: 0 black, 1 white."""
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
