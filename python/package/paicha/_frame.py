"""Frames in and out: anything that exports an Arrow stream comes in, and what goes out exports one."""

from __future__ import annotations

import datetime
import decimal
import itertools
import math
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


#: A column that does not become one of Arrow's: its name, a row that shows why, and the type found there.
_Unreadable = tuple[str, int, str]


def stream_of(frame: Any) -> tuple[Any, list[_Unreadable]]:
    """What exports the rows of a frame as an Arrow stream, and the columns that are empty there because they have no form
    in Arrow: they only matter where the pack knows their name."""
    module = type(frame).__module__.partition(".")[0]
    if module == "pandas":
        return _of_pandas(frame)
    if module == "polars":
        return _of_polars(frame), []
    if _is_arrow(frame):
        return frame, []
    if isinstance(frame, Iterator):
        return _of_batches(frame), []
    raise _no_frame(frame)


def _is_arrow(frame: Any) -> bool:
    return hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__")


def _no_frame(frame: Any) -> ArgumentError:
    found = type(frame).__qualname__
    return ArgumentError(
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


def _of_batches(frames: Iterator[Any]) -> Any:
    """Frames one after the other as one; all have the columns of the first."""
    first = next(frames, None)
    if first is None or not _is_arrow(first):
        raise _no_frame(frames if first is None else first)
    pyarrow = _library("pyarrow")

    def table(frame: Any) -> Any:
        if hasattr(frame, "__arrow_c_stream__"):
            return pyarrow.table(frame)
        return pyarrow.Table.from_batches([pyarrow.record_batch(frame)])

    start = table(first)
    batches = (
        batch for own in itertools.chain([start], map(table, frames)) for batch in own.cast(start.schema).to_batches()
    )
    return pyarrow.RecordBatchReader.from_batches(start.schema, batches)


def _of_polars(frame: Any) -> Any:
    """A frame of polars. What is of the type Null, which it exports with a buffer that Arrow has not, becomes text."""
    polars = _library("polars")
    if isinstance(frame, polars.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, polars.Series) and frame.dtype == polars.Struct:
        frame = frame.struct.unnest()
    if not isinstance(frame, polars.DataFrame):
        raise _no_frame(frame)

    def typed(dtype: Any) -> Any:
        if dtype == polars.Null:
            return polars.String()
        if isinstance(dtype, polars.List):
            return polars.List(typed(dtype.inner))
        if isinstance(dtype, polars.Array):
            return polars.Array(typed(dtype.inner), dtype.size)
        if isinstance(dtype, polars.Struct):
            return polars.Struct([polars.Field(field.name, typed(field.dtype)) for field in dtype.fields])
        return dtype

    changed = {name: typed(dtype) for name, dtype in frame.schema.items()}
    return frame.cast({name: dtype for name, dtype in changed.items() if dtype != frame.schema[name]})


def _of_pandas(frame: Any) -> tuple[Any, list[_Unreadable]]:
    """A frame of pandas whose columns are each of a type that Arrow has; levels of the index that have a name become
    columns, too."""
    pandas = _library("pandas")
    if isinstance(frame, pandas.Series):
        frame = frame.to_frame()
    if not isinstance(frame, pandas.DataFrame):
        raise _no_frame(frame)
    names = [str(name) for name in frame.columns]
    double = next((name for index, name in enumerate(names) if name in names[:index]), None)
    if double is not None:
        raise TableError(
            "C010",
            {"zh": f"有两列都叫“{double}”", "en": f'two columns are named "{double}"'},
            help={"zh": "只留一列，或改名", "en": "keep one of them, or rename it"},
        )
    own = frame.copy(deep=False)
    own.columns = pandas.Index(names, dtype=object)
    for level, name in enumerate(frame.index.names):
        if name is not None and str(name) not in own.columns:
            own.insert(len(own.columns), str(name), frame.index.get_level_values(level))
    own.index = pandas.RangeIndex(len(own))
    unreadable: list[_Unreadable] = []
    for index, name in enumerate(own.columns):
        values = _plain(pandas, own.iloc[:, index])
        if isinstance(values, tuple):
            unreadable.append((name, *values))
            values = [None] * len(own)
        if isinstance(values, list):
            values = pandas.Series(values, dtype=object, index=own.index)
        if values is not None:
            own.isetitem(index, values)
    return own, unreadable


def _plain(pandas: Any, column: Any) -> Any:
    """A column of pandas as values that Arrow has a type for; None where it is so already, a pair of a row and the type
    found there where that cannot be. Mixed values become structs of a text and a number, so that a number stays one."""
    dtype, is_changed = column.dtype, False
    if isinstance(dtype, pandas.SparseDtype):
        column, is_changed = column.sparse.to_dense(), True
    elif isinstance(dtype, pandas.PeriodDtype):
        # 2022-08-03, or 2022-08: a month is no date.
        return [None if blank else str(value) for value, blank in zip(column, column.isna(), strict=True)]
    elif isinstance(dtype, pandas.CategoricalDtype) and dtype.categories.dtype == object:
        column = column.astype(object)
    elif getattr(dtype, "kind", None) == "c":
        return (0, "complex") if len(column) else []
    if column.dtype != object:
        return column if is_changed else None
    # Columns of one type are left to Arrow.
    sort = pandas.api.types.infer_dtype(column, skipna=True)
    if sort in ("string", "empty", "boolean", "floating", "decimal", "date"):
        return column if is_changed else None
    missing = column.isna()
    known = [(row, value) for row, (value, blank) in enumerate(zip(column, missing, strict=True)) if not blank]
    if sort == "integer" and all(-(1 << 63) <= value < 1 << 63 for _, value in known):
        return column if is_changed else None
    if all(_is_list(value) for _, value in known):
        for row, value in known:
            if not _is_texts(value) and not _is_records(value):
                items = sorted({type(item).__qualname__ for item in value})
                return row, f"{type(value).__qualname__} of {', '.join(items)}"
        return [None if blank else list(value) for value, blank in zip(column, missing, strict=True)]
    texts: list[str | None] = [None] * len(column)
    numbers = [math.nan] * len(column)
    for row, value in known:
        cell = _cell(value)
        if cell is None:
            return row, type(value).__qualname__
        if isinstance(cell, str):
            texts[row] = cell
        else:
            numbers[row] = cell
    if sort in ("datetime", "datetime64"):
        # Each may have a zone of its own, in which it has its day.
        return [text and datetime.date.fromisoformat(text) for text in texts]
    pyarrow = _library("pyarrow")
    fields = {
        "paicha.text": pyarrow.array(texts, pyarrow.string()),
        "paicha.number": pyarrow.array(numbers, pyarrow.float64()),
    }
    mixed = pyarrow.StructArray.from_arrays(list(fields.values()), list(fields))
    return pandas.Series(pandas.arrays.ArrowExtensionArray(mixed), index=column.index)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) or (type(value).__module__ == "numpy" and getattr(value, "ndim", 0) == 1)


def _is_texts(values: Any) -> bool:
    return all(value is None or isinstance(value, str) for value in values)


def _is_records(values: Any) -> bool:
    return all(isinstance(value, dict) for value in values)


def _cell(value: Any) -> str | float | None:
    """A value of a column of mixed ones, as a cell would hold it; None for one that no cell holds."""
    if hasattr(value, "item") and not isinstance(value, (str, bytes, memoryview)):
        value = value.item()
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        # Past these a float loses digits.
        return float(value) if abs(value) < 10**15 else str(value)
    if isinstance(value, float):
        return value
    if isinstance(value, decimal.Decimal):
        return float(value) if abs(value) < 10**15 else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None
