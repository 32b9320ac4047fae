"""Pictures of results, drawn with matplotlib (`pip install paicha[plot]`).

Each function takes a frame of results and the pack they were assessed with, and returns a matplotlib ``Axes``. It draws
on ``ax`` if one is given, else on a new figure; it neither shows the figure nor changes ``matplotlib.rcParams``. The
frame is what `Pack.assess_frame` returns, or the same columns as a pandas, polars or pyarrow frame.

Chinese is set in a font of this machine that has the characters to be drawn. Where there is none a `FontWarning` says
how to get one; the picture then speaks English, shows ids instead of Chinese labels, and □ for characters that nothing
can draw.
"""

try:
    import matplotlib
except ImportError as missing:
    raise ImportError(
        "画图要用 matplotlib：pip install paicha[plot] / pictures need matplotlib: pip install paicha[plot]"
    ) from missing
del matplotlib

from ._calendar import calendar
from ._fonts import FontWarning
from ._levels import levels
from ._pareto import pareto
from ._scores import scores

__all__ = ["FontWarning", "calendar", "levels", "pareto", "scores"]
