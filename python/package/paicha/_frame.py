"""Frames in and out: anything that exports an Arrow stream comes in, and what goes out exports one."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from ._errors import ArgumentError, TableError
from ._types import ErrorRow, Problem

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from ._native import Stream, Table

__all__ = ["ArrowStream", "Batches", "Frame", "Results"]


class ArrowStream(Protocol):
    """Anything that exports an Arrow stream: frames of pandas, polars, pyarrow, DuckDB, Spark, this package."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class Frame:
    """Rows and columns, kept as Arrow. Take it to the library you work with, or give it to anything that reads Arrow."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._table)

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in order."""
        return self._table.column_names

    def to_polars(self) -> polars.DataFrame:
        """The rows as a ``polars.DataFrame``; words of a fixed set (levels, outcomes) are of the type ``Enum``."""
        frame: polars.DataFrame = _library("polars").DataFrame(self)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a ``pandas.DataFrame``; words are categorical, dates are ``datetime.date``. Needs pyarrow too."""
        _library("pandas")
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """The rows as a ``pyarrow.Table``."""
        table: pyarrow.Table = _library("pyarrow").table(self)
        return table

    def __repr__(self) -> str:
        return f"<paicha.{type(self).__name__} {len(self)} x {len(self.column_names)}>"


class Results(Frame):
    """What was concluded about the places of a frame, a row each; or about what is in them, with ``explode``."""

    __slots__ = ()

    @property
    def notices(self) -> list[Problem]:
        """What was not used, or is odd without being wrong: columns that mean nothing to the pack, totals that were
        skipped, records of places that are not in the frame."""
        notices: list[Problem] = self._table.notices
        return notices

    @property
    def problems(self) -> list[ErrorRow]:
        """The first 1,000 rows that could not be read, each with its ``row`` (from 0) and all its problems."""
        problems: list[ErrorRow] = self._table.problems
        return problems


class Batches:
    """Results batch by batch, while the frame is read. Go through it once, or hand it on as an Arrow stream."""

    __slots__ = ("_stream",)

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[Results]:
        return self

    def __next__(self) -> Results:
        table = self._stream.next()
        if table is None:
            raise StopIteration
        return Results(table)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._stream.__arrow_c_stream__(requested_schema)


def _library(name: str) -> Any:
    """A library that this package does not depend on."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"{name} is needed for this: pip install {name} / 需要 {name}：pip install {name}") from error


def stream_of(frame: Any) -> Any:
    """What exports the rows of a frame as an Arrow stream."""
    module = type(frame).__module__.partition(".")[0]
    if module == "pandas":
        return _of_pandas(frame)
    if module == "polars" and hasattr(frame, "collect"):
        return frame.collect()
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__"):
        return frame
    found = type(frame).__qualname__
    raise ArgumentError(
        "A007",
        {
            "zh": f"要一个数据表（pandas、polars、pyarrow、DuckDB、Spark 等），这里是 {found}",
            "en": f"a frame is needed (of pandas, polars, pyarrow, DuckDB, Spark or the like), not {found}",
        },
        help={
            "zh": "字典或列表可以先转成 polars.DataFrame(…) 或 pandas.DataFrame(…)；单个场所请用 assess",
            "en": "make one by polars.DataFrame(…) or pandas.DataFrame(…); for one place there is assess",
        },
    )


def _of_pandas(frame: Any) -> Any:
    """A frame of pandas whose columns are each of one type. Columns of mixed values become texts, as cells would."""
    pandas = _library("pandas")
    if not isinstance(frame, pandas.DataFrame):
        frame = frame.to_frame()
    names = [str(name) for name in frame.columns]
    double = next((name for index, name in enumerate(names) if name in names[:index]), None)
    if double is not None:
        raise TableError(
            "C010",
            {"zh": f"有两列都叫“{double}”", "en": f'two columns are named "{double}"'},
            help={"zh": "只留一列，或改名", "en": "keep one of them, or rename it"},
        )
    own = frame.copy(deep=False)
    own.columns = names
    for index, name in enumerate(names):
        column = frame.iloc[:, index]
        if column.dtype != object:
            continue
        sort = pandas.api.types.infer_dtype(column, skipna=True)
        if sort.startswith("mixed") or sort in ("bytes", "complex"):
            missing = column.isna()
            own.isetitem(
                index,
                [
                    None if blank else _text(value, name, row)
                    for row, (value, blank) in enumerate(zip(column, missing, strict=True))
                ],
            )
    return own


def _text(value: Any, column: str, row: int) -> str:
    """A value of a column of mixed ones, as a cell would show it."""
    if isinstance(value, str):
        return value
    if hasattr(value, "item") and not isinstance(value, (bytes, memoryview)):
        value = value.item()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float, decimal.Decimal)):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    found = type(value).__qualname__
    raise TableError(
        "C016",
        {
            "zh": f"“{column}”列第 {row} 行是 {found}，读不了",
            "en": f'the column "{column}" holds a {found} in row {row}, which cannot be read',
        },
        f"{row} {column}",
        help={
            "zh": "列里请写文字、数值、布尔或日期",
            "en": "keep texts, numbers, booleans or dates in the column",
        },
    )
