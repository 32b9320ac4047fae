"""Those who assess a whole frame: paicha, and polars and pandas by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import hand_pandas
import hand_polars
import paicha
import polars as pl
from workload import AS_OF, KIND, PACK

THREADS = 2
PACK_LOADED = paicha.Pack.load(PACK)
DAY = date.fromisoformat(AS_OF)

POLARS_BY_HAND = "polars by hand, streaming engine"
POLARS_IN_MEMORY = "polars by hand, in-memory engine"
PANDAS_BY_HAND = "pandas by hand"
TO_ARROW = "paicha, to Arrow"
TO_POLARS = "paicha, to polars"
TO_PANDAS = "paicha, from pandas to pandas"


def assess(frame: Any) -> paicha.Results:
    """The results of a frame of any library."""
    return PACK_LOADED.assess_frame(frame, as_of=DAY, kind=KIND, threads=THREADS)


FROM_POLARS: dict[str, Callable[[pl.DataFrame], Any]] = {
    POLARS_BY_HAND: lambda frame: hand_polars.assess(frame, "streaming"),
    POLARS_IN_MEMORY: lambda frame: hand_polars.assess(frame, "in-memory"),
    TO_ARROW: lambda frame: assess(frame).to_arrow(),
    TO_POLARS: lambda frame: assess(frame).to_polars(),
}
"""What answers a polars frame."""

FROM_PANDAS: dict[str, Callable[[Any], Any]] = {
    PANDAS_BY_HAND: hand_pandas.assess,
    TO_PANDAS: lambda frame: assess(frame).to_pandas(),
}
"""What answers a pandas frame with columns of Arrow types."""


def one(place: dict[str, Any]) -> tuple[float | None, str | None]:
    """Score and level of a place given as a dict."""
    assessment = PACK_LOADED.assess(place, as_of=DAY)
    return assessment.score, assessment.level
