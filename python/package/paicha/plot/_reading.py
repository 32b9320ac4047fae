"""Reads the columns a picture needs from a frame of results, whatever library the frame is of."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from .._errors import ArgumentError


class Columns:
    """The columns of a frame as lists in which what is missing is None."""

    def __init__(self, frame: Any) -> None:
        self._frame = _known(frame)
        names = self._frame.column_names if _is(self._frame, "pyarrow") else self._frame.columns
        self.names = [str(name) for name in names]

    def __len__(self) -> int:
        return int(self._frame.num_rows) if _is(self._frame, "pyarrow") else len(self._frame)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def column(self, name: str, rows: Sequence[int] | None = None) -> list[Any]:
        """The values of a column, at `rows` where they are given; all None if there is no such column."""
        if name not in self:
            return [None] * (len(self) if rows is None else len(rows))
        column = self._frame[name]
        if _is(self._frame, "polars"):
            return list((column if rows is None else column.gather(list(rows))).to_list())
        if _is(self._frame, "pyarrow"):
            return _listed(column) if rows is None else [column[row].as_py() for row in rows]
        column = column if rows is None else column.iloc[list(rows)]
        values = zip(column.tolist(), column.isna().tolist(), strict=True)
        return [None if missing else value for value, missing in values]

    def texts(self, name: str, rows: Sequence[int] | None = None) -> list[str | None]:
        return [None if value is None else str(value) for value in self.column(name, rows)]

    def numbers(self, name: str, rows: Sequence[int] | None = None) -> list[float | None]:
        """Numbers; not a number and infinite count as missing."""
        read = [None if value is None else float(value) for value in self.column(name, rows)]
        return [value if value is not None and abs(value) < float("inf") else None for value in read]

    def dates(self, name: str) -> list[date | None]:
        return [_date(value) for value in self.column(name)]

    def need(self, names: Sequence[str], call: str, zh: str, en: str) -> None:
        """Fails unless all of `names` are there, saying what gives them."""
        missing = [name for name in names if name not in self]
        if missing:
            listed = "、".join(missing), ", ".join(missing)
            raise ArgumentError(
                "A101",
                {
                    "zh": f"{call} 要的列没有：{listed[0]}",
                    "en": f"{call} needs columns that are not there: {listed[1]}",
                },
                help={"zh": zh, "en": en},
            )


def _is(frame: Any, *libraries: str) -> bool:
    return type(frame).__module__.split(".")[0] in libraries


def _known(frame: Any) -> Any:
    """`frame` as a pandas or polars frame or a pyarrow table; through Arrow where it is none of them."""
    frame = frame.collect() if _is(frame, "polars") and hasattr(frame, "collect") else frame
    if _is(frame, "pandas", "polars", "pyarrow") and (hasattr(frame, "columns") or hasattr(frame, "column_names")):
        return frame
    if hasattr(frame, "__arrow_c_stream__"):
        for library, read in (("pyarrow", "table"), ("polars", "DataFrame")):
            try:
                return getattr(importlib.import_module(library), read)(frame)
            except ImportError:
                continue
        raise ArgumentError(
            "A102",
            {
                "zh": "读取结果要用 pyarrow 或 polars，都没有安装",
                "en": "results are read with pyarrow or polars: install one",
            },
            help={"zh": "pip install pyarrow", "en": "pip install pyarrow"},
        )
    raise ArgumentError(
        "A007",
        {
            "zh": f"{type(frame).__name__} 不是表",
            "en": f"{type(frame).__name__} is no frame",
        },
        help={
            "zh": "给出 assess_frame 的结果，或 pandas、polars、pyarrow 的表",
            "en": "pass what assess_frame returns, or a pandas, polars or pyarrow frame",
        },
    )


def _listed(column: Any) -> list[Any]:
    """The values of a column of pyarrow; words are looked up by number, which is much quicker than one by one."""
    values: list[Any] = []
    for chunk in column.chunks if hasattr(column, "chunks") else [column]:
        if hasattr(chunk, "dictionary"):
            words = chunk.dictionary.to_pylist()
            values += [None if at is None else words[at] for at in chunk.indices.to_pylist()]
        else:
            values += chunk.to_pylist()
    return values


def _date(value: Any) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ArgumentError("A001", {"zh": f"“{value}”不是日期", "en": f"{value!r} is not a date"}) from None
