"""benches/python still runs, and all that it sets side by side agrees; nothing is timed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

BENCH = Path(__file__).parents[2] / "benches" / "python"


def quick(*parts: str) -> list[str]:
    """The lines of a quick run of some parts."""
    command = [sys.executable, str(BENCH / "bench.py"), "--quick", "--only", *parts]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split("\n\n")[:-1]


def test_frames_and_dicts_agree() -> None:
    # 3,000 places with 24 columns, known and a fifth unknown: three contenders from polars, two from pandas. Score and
    # level of 2,000 places: five.
    assert quick("polars", "pandas", "one", "memory") == [
        "polars: 432,000 values agree",
        "pandas: 288,000 values agree",
        "one: 20,000 values agree",
        "memory: 3 processes measured",
    ]


@pytest.mark.skipif(not shutil.which("java") and "JAVA_HOME" not in os.environ, reason="Spark needs a Java runtime")
def test_spark_agrees() -> None:
    assert quick("spark") == ["spark: 72,000 values agree"]


@pytest.mark.parametrize("column, wrong", [("score", 1.5), ("level_at_worst", None), ("outcome.walls", "failed")])
def test_a_difference_is_named(monkeypatch: pytest.MonkeyPatch, column: str, wrong: object) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import agreement

    right = {"score": 1.0, "score_at_worst": 2.0, "level": "blue", "level_at_worst": "red"}
    outcomes = {name: "passed" for name in agreement.COLUMNS if name.startswith("outcome.")}
    expected = pl.DataFrame([{"id": f"P-{row}", **right, **outcomes} for row in range(3)])
    assert agreement.same("same", expected, expected) == 72
    changed = pl.when(pl.col("id") == "P-1").then(pl.lit(wrong)).otherwise(pl.col(column)).alias(column)
    with pytest.raises(AssertionError, match=f"{column} of P-1 is {wrong}"):
        agreement.same("changed", expected.with_columns(changed), expected)
