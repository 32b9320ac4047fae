"""Spark on two local cores: assessing a frame against passing it through Python as it is."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import paicha
import paicha.spark
import polars as pl
from workload import AS_OF, KIND

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


NOTHING = "a mapInArrow that does nothing"
PAICHA = "paicha.spark.assess"


@contextmanager
def session() -> Iterator[SparkSession]:
    """A session of two cores whose Python is this one. It leaves nothing behind."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory() as folder:
        builder = SparkSession.builder.master("local[2]").appName("paicha-bench")
        settings = {
            "spark.driver.memory": "4g",
            "spark.driver.maxResultSize": "0",
            "spark.local.dir": folder,
            "spark.sql.warehouse.dir": f"{folder}/warehouse",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
        }
        for key, value in settings.items():
            builder = builder.config(key, value)
        spark = builder.getOrCreate()
        try:
            yield spark
        finally:
            spark.stop()


def cached(spark: SparkSession, places: pl.DataFrame, folder: Path) -> DataFrame:
    """The places in Spark's memory, so that neither side reads a file."""
    path = folder / "places.parquet"
    places.write_parquet(path)
    frame = spark.read.parquet(str(path)).repartition(4).cache()
    frame.count()
    return frame


def assessed(frame: DataFrame, pack: paicha.Pack) -> DataFrame:
    """The frame assessed by paicha."""
    assessed: DataFrame = paicha.spark.assess(frame, pack, as_of=AS_OF, kind=KIND)
    return assessed


def contenders(frame: DataFrame, pack: paicha.Pack) -> dict[str, Callable[[], object]]:
    """Work of which all rows are wanted, and none is kept."""
    passed = frame.mapInArrow(lambda batches: batches, frame.schema)
    done = assessed(frame, pack)
    return {
        NOTHING: lambda: passed.write.format("noop").mode("overwrite").save(),
        PAICHA: lambda: done.write.format("noop").mode("overwrite").save(),
    }
