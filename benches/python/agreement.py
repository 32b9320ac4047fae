"""That all answer the same, before anything is timed."""

from __future__ import annotations

import polars as pl
from workload import LEVELS, OUTCOMES, POINTS

COLUMNS: dict[str, type[pl.Float64] | pl.Enum] = {
    **{f"score{worst}": pl.Float64 for worst in ("", "_at_worst")},
    **{f"level{worst}": pl.Enum(LEVELS) for worst in ("", "_at_worst")},
    **{f"outcome.{check}": pl.Enum(OUTCOMES) for check in POINTS},
}
"""What is compared, in types of one sort."""


def same(name: str, answers: pl.DataFrame, expected: pl.DataFrame) -> int:
    """How many values were compared. Raises `AssertionError` with the first place that differs."""
    assert answers.height == expected.height, f"{name}: {answers.height} rows, not {expected.height}"
    for column, kind in COLUMNS.items():
        seen, wanted = (frame[column].cast(pl.String).cast(kind) for frame in (answers, expected))
        differs = seen.ne_missing(wanted).arg_max() if not seen.equals(wanted) else None
        if differs is not None:
            place = expected["id"][differs]
            raise AssertionError(f"{name}: {column} of {place} is {seen[differs]}, not {wanted[differs]}")
    return expected.height * len(COLUMNS)


def is_varied(expected: pl.DataFrame, unknown: bool) -> None:
    """That each level comes about, and each check fails and passes: agreement on less would say little."""
    outcomes = {"failed", "passed", *(["unknown"] if unknown else [])}
    for column in COLUMNS:
        wanted = outcomes if column.startswith("outcome") else set(LEVELS) if column.startswith("level") else set()
        missing = wanted - set(expected[column].unique().cast(pl.String))
        assert not missing, f"no place has {sorted(missing)} as its {column}"
