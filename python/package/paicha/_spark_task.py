"""What a task of Spark does: it assesses the batches of rows it is given."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow

from ._errors import TableError
from ._native import Pack

if TYPE_CHECKING:
    from pyspark import Broadcast

    from ._frame import Results

__all__ = ["Bundle", "Task", "loaded"]

MOST_WORDS = 127
"""So many words of a fixed set have numbers of a byte."""

NO_WORD = -1
"""The number of no word."""


@dataclasses.dataclass(frozen=True)
class Bundle:
    """A pack on its way."""

    digest: str
    text: str | Broadcast[str] = dataclasses.field(compare=False, repr=False)


@functools.lru_cache(maxsize=16)
def loaded(bundle: Bundle) -> Pack:
    """The pack of a bundle; a process loads it once."""
    return Pack.from_bundle(bundle.text if isinstance(bundle.text, str) else bundle.text.value)


@dataclasses.dataclass(frozen=True)
class Task:
    """All that a task has to know."""

    bundle: Bundle
    options: dict[str, Any]
    places: list[str]
    """The names of the columns of places."""
    records: list[str] | None
    """The names of the columns of records, where there are some: rows then say whether they are a place, and have
    columns of places and of records."""
    schema: pyarrow.Schema
    """The results as they are sent: words of a fixed set as their numbers."""
    words: dict[str, pyarrow.Array]
    """The words of these columns."""

    def run(self, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        records = None
        if self.records is not None:
            records, batches = self._divided(batches, self.records)
        places: Iterator[pyarrow.RecordBatch] = (_part(batch, 0, self.places) for batch in batches)
        first = next(places, None)
        if first is None:
            return
        # The header is the names of the columns in every task, whatever rows come first.
        places = itertools.chain([first.slice(0, 0), first], places)
        reader = pyarrow.RecordBatchReader.from_batches(first.schema, places)
        try:
            for results in loaded(self.bundle).assess_batches(reader, records=records, threads=1, **self.options):
                yield from self._sent(results)
        except TableError as error:
            raise _of_task(error) from None

    def _divided(
        self, batches: Iterator[pyarrow.RecordBatch], names: list[str]
    ) -> tuple[pyarrow.Table | None, Iterator[pyarrow.RecordBatch]]:
        """The records, and the batches of places after them."""
        records, places = [], None
        for batch in batches:
            start = batch.column(0).index(True).as_py()
            records.append(_part(batch.slice(0, None if start < 0 else start), 1 + len(self.places), names))
            if start >= 0:
                places = batch.slice(start)
                break
        if places is None:
            return None, iter(())
        rest = itertools.chain([places], batches)
        return pyarrow.Table.from_batches(records), (batch.select(range(1, batch.num_columns)) for batch in rest)

    def _sent(self, results: Results) -> Iterator[pyarrow.RecordBatch]:
        for batch in results.to_arrow().to_batches():
            if not batch.num_rows:
                continue
            yield pyarrow.RecordBatch.from_arrays(
                [self._column(batch, field) for field in self.schema], schema=self.schema
            )

    def _column(self, batch: pyarrow.RecordBatch, field: pyarrow.Field) -> pyarrow.Array:
        column = batch.column(field.name)
        words = self.words.get(field.name)
        if words is not None:
            if not column.dictionary.equals(words):
                raise RuntimeError(
                    "各节点上的 paicha 版本不一致 / the workers have another version of paicha than the driver"
                )
            numbers = column.indices.cast(field.type)
            return numbers.fill_null(NO_WORD) if numbers.null_count else numbers
        if field.name == "error" and column.null_count < len(column):
            texts = zip(column.to_pylist(), batch.column("row").to_pylist(), strict=True)
            return pyarrow.array([text and _without_row(text, row) for text, row in texts], pyarrow.string())
        return column.cast(field.type)


def _part(batch: pyarrow.RecordBatch, start: int, names: list[str]) -> pyarrow.RecordBatch:
    """Columns of a batch from this one on, by their true names."""
    fields = [batch.schema.field(start + index).with_name(name) for index, name in enumerate(names)]
    columns = batch.columns[start : start + len(names)]
    return pyarrow.RecordBatch.from_arrays(columns, schema=pyarrow.schema(fields))


def _without_row(text: str, row: int) -> str:
    """What is wrong with a row, without its number and the letters of its columns, which nobody else counts so."""
    return re.sub(
        rf"(^|; ){row}(?: ([^;:]*?)\([A-Z]+\))?: (?=C\d{{3}}: )",
        lambda at: f"{at[1]}{at[2]}: " if at[2] else at[1],
        text,
    )


def _of_task(error: TableError) -> TableError:
    """The error with the id of the place instead of the row, which only the task counts so."""
    if not error.problems:
        return error
    first = error.problems[0]
    problem = first["problems"][0]
    names = [name for name in (first.get("id"), problem.get("column")) if name]
    return TableError(error.code, error.message, " ".join(names) or None, error.help, error.problems)
