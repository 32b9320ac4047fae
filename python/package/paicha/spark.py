"""Places in a frame of Spark, assessed where they lie: each task assesses its rows (`pip install paicha[spark]`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Literal

try:
    import pandas
    import pyarrow
    from pyspark.errors import PySparkException
    from pyspark.sql import Column, DataFrame, functions, types
    from pyspark.sql.pandas.functions import pandas_udf
    from pyspark.sql.pandas.types import to_arrow_schema
except ImportError as missing:
    raise ImportError(
        "在 Spark 上评估要用 pyspark、pandas 和 pyarrow：pip install paicha[spark] / "
        "frames of Spark need pyspark, pandas and pyarrow: pip install paicha[spark]"
    ) from missing

from ._errors import ArgumentError
from ._native import Pack, ids_to_compare, place_columns, record_place_column
from ._spark_task import MOST_WORDS, Bundle, Task

__all__ = ["assess"]


def assess(
    df: DataFrame,
    pack: Pack,
    *,
    as_of: datetime.date | str,
    records: DataFrame | None = None,
    records_from: datetime.date | str | None = None,
    kind: str | None = None,
    explode: Literal["failed", "tasks", "questions"] | None = None,
    outcomes: bool = True,
    errors: Literal["raise", "rows"] = "raise",
    check_ids: bool = False,
) -> DataFrame:
    """Assesses the places of a Spark frame, a row each; nothing runs before the results are asked for.

    The result has the columns of `Pack.assess_frame` without ``row``: rows have no number on a cluster, nor an order.
    Words are texts. Spark takes a dot in a name for a field, so write ``df["`outcome.exits`"]``.

    Args:
        df: The places. Its column names are the header; columns that mean nothing to the pack are not read.
        records: What was done, as a frame. Places and records are brought together by id with a shuffle, as
            `assess_frame` would: `` Ｐ-1`` is the place ``P-1``. Or let ``df`` have a column ``records``, a list of
            structs; that needs no shuffle.
        errors: ``"raise"`` ends the job with a `TableError` at the first task with a wrong row; its counts are those
            of the task. ``"rows"`` adds a column ``error``.
        check_ids: Shuffles the rows by id, so that an id that comes twice is found (``C005``) wherever its rows are.
            Without it, and without ``records``, only doubles that happen to lie in one task are.

    The other arguments are those of `Pack.assess_frame`. Workers need paicha, of the same version, and load the pack
    once a process.

    Raises:
        ArgumentError: For arguments that cannot be used (``A001``, ``A007``, ``A105``).
        TableError: When columns of ``df`` or ``records`` are missing or cannot be read.
    """
    _check(df, pack, records)
    options: dict[str, Any] = {
        "as_of": as_of,
        "records_from": records_from,
        "kind": kind,
        "explode": explode,
        "outcomes": outcomes,
        "errors": errors,
    }
    meaning, id_column = place_columns(pack, df.columns)
    places = _Columns(
        df, "p", [index for index, name in enumerate(df.columns) if index in meaning or name == "records"]
    )
    done = None if records is None else _Columns(records, "r", range(len(records.columns)))
    nothing = pack.assess_frame(places.nothing(), records=done.nothing() if done else None, **options).to_arrow()
    results = {field.name: nothing[field.name] for field in nothing.schema if field.name != "row"}
    words = _words(results)
    task = Task(
        bundle=_bundle(df, pack),
        options=options,
        places=places.names,
        records=done.names if done else None,
        schema=pyarrow.schema([_field(name, own.type, name in words) for name, own in results.items()]),
        words=words,
    )

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return task.run(batches)

    if records is not None and done:
        frame = _together(places, id_column, done, record_place_column(pack, records.columns))
    elif check_ids:
        frame = places.with_ids(id_column).repartition(functions.col(_ID)).drop(_ID)
    else:
        frame = places.frame
    schema = types.StructType(
        [types.StructField(field.name, _TYPES[field.type], field.nullable) for field in task.schema]
    )
    return frame.mapInArrow(run, schema).selectExpr(*[_result(name, words.get(name)) for name in results])


_ID = "id"
"""The column of ids as they compare, while rows are brought together."""

_IS_PLACE = "is_place"

_TYPES = {
    pyarrow.string(): types.StringType(),
    pyarrow.int8(): types.ByteType(),
    pyarrow.int64(): types.LongType(),
    pyarrow.float64(): types.DoubleType(),
    pyarrow.bool_(): types.BooleanType(),
    pyarrow.date32(): types.DateType(),
}
"""What tasks send, as Spark calls it."""


def _check(df: Any, pack: Any, records: Any) -> None:
    if not _is_spark(df):
        raise _not_of_spark("df", df)
    if not isinstance(pack, Pack):
        raise ArgumentError(
            "A007",
            {"zh": f"pack 要是规则包，这里是 {_kind(pack)}", "en": f"pack must be a paicha.Pack, not {_kind(pack)}"},
            help={"zh": '例如 paicha.Pack.load("rules/base")', "en": 'such as paicha.Pack.load("rules/base")'},
        )
    if records is not None and not _is_spark(records):
        raise _not_of_spark("records", records)


def _is_spark(frame: Any) -> bool:
    return isinstance(frame, DataFrame) or type(frame).__module__ == "pyspark.sql.connect.dataframe"


def _kind(found: Any) -> str:
    return type(found).__qualname__


def _not_of_spark(name: str, found: Any) -> ArgumentError:
    return ArgumentError(
        "A007",
        {
            "zh": f"{name} 要是 Spark 的 DataFrame，这里是 {_kind(found)}",
            "en": f"{name} must be a DataFrame of Spark, not {_kind(found)}",
        },
        help={
            "zh": "用 spark.createDataFrame(…) 转换；不在 Spark 上用 pack.assess_frame(…)",
            "en": "make one by spark.createDataFrame(…); without Spark there is pack.assess_frame(…)",
        },
    )


class _Columns:
    """Some columns of a frame, under names of our own: dots and doubles in theirs mean something to Spark."""

    def __init__(self, frame: DataFrame, letter: str, used: Iterable[int]) -> None:
        used = list(used)
        names = [f"{letter}{index}" for index in range(len(frame.columns))]
        self._all = frame.toDF(*names)
        self._names = names
        self.own = [names[index] for index in used]
        self.types = [frame.schema.fields[index].dataType for index in used]
        self.names = [frame.columns[index] for index in used]

    @property
    def frame(self) -> DataFrame:
        return self._all.select(self.own)

    def with_ids(self, index: int | None) -> DataFrame:
        """The columns, and the ids in this one of the frame's as they compare."""
        id = functions.lit(None).cast("string") if index is None else _to_compare(self._all, self._names[index])
        return self._all.select(*self.own, id.alias(_ID))

    def nothing(self) -> pyarrow.RecordBatchReader:
        """No row of the columns, in one batch."""
        fields = [types.StructField(name, own) for name, own in zip(self.names, self.types, strict=True)]
        schema = _arrow(types.StructType(fields))
        arrays = [pyarrow.nulls(0, field.type) for field in schema]
        return pyarrow.RecordBatchReader.from_batches(schema, [pyarrow.RecordBatch.from_arrays(arrays, schema=schema)])

    def nulls(self) -> list[Column]:
        return [functions.lit(None).cast(own).alias(name) for name, own in zip(self.own, self.types, strict=True)]


def _arrow(schema: types.StructType) -> pyarrow.Schema:
    try:
        return to_arrow_schema(schema, timezone="UTC")
    except TypeError:
        # Spark 3.5 does not ask which zone it is.
        return to_arrow_schema(schema)


def _to_compare(frame: DataFrame, name: str) -> Column:
    """The ids of a column as they compare."""
    column = frame[name]
    if isinstance(frame.schema[name].dataType, types.IntegralType):
        # A series of pandas has no whole numbers beside what is missing.
        column = column.cast("string")

    def compare(ids: pandas.Series) -> pandas.Series:
        found = ids_to_compare(pyarrow.table({"id": pyarrow.Array.from_pandas(ids)}))
        own: pandas.Series = pyarrow.table(found)["id"].to_pandas()
        return own

    make: Any = pandas_udf
    ids: Column = make(compare, "string")(column)
    return ids


def _together(places: _Columns, place_id: int | None, records: _Columns, record_id: int | None) -> DataFrame:
    """Places and records in one frame, in each task the records of its places before the places."""
    is_place = functions.lit(True).alias(_IS_PLACE), functions.lit(False).alias(_IS_PLACE)
    upper = places.with_ids(place_id).select(_ID, is_place[0], *places.own, *records.nulls())
    lower = records.with_ids(record_id).select(_ID, is_place[1], *places.nulls(), *records.own)
    return upper.union(lower).repartition(functions.col(_ID)).sortWithinPartitions(_IS_PLACE).drop(_ID)


def _bundle(df: DataFrame, pack: Pack) -> Bundle:
    """The pack, sent once to each executor; with Spark Connect, which has no such thing, with each task."""
    text = pack.to_bundle()
    try:
        return Bundle(pack.digest, df.sparkSession.sparkContext.broadcast(text))
    except (AttributeError, PySparkException):
        return Bundle(pack.digest, text)


def _words(nothing: dict[str, pyarrow.ChunkedArray]) -> dict[str, pyarrow.Array]:
    """The words of columns whose words are a fixed set: they are there even in results without a row."""
    coded = {
        name: own.chunk(0).dictionary
        for name, own in nothing.items()
        if pyarrow.types.is_dictionary(own.type) and own.num_chunks
    }
    return {name: words for name, words in coded.items() if 0 < len(words) <= MOST_WORDS}


def _field(name: str, own: pyarrow.DataType, is_number: bool) -> pyarrow.Field:
    """How a column of results goes from a task to Spark. Of words of a fixed set only the numbers: a text costs Spark
    several times what a byte does."""
    if is_number:
        return pyarrow.field(name, pyarrow.int8(), nullable=False)
    return pyarrow.field(name, own if own in _TYPES else pyarrow.string())


def _result(name: str, words: pyarrow.Array | None) -> str:
    """A column of results from what tasks send, in SQL: one call to Spark for each column, not for each word.
    The number of no word is none of the array's, and null."""
    if words is None:
        return f"`{name}`"
    texts = ", ".join(f"'{word}'" for word in words.to_pylist())
    return f"get(array({texts}), int(`{name}`)) AS `{name}`"
