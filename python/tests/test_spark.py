"""Frames of Spark: what comes out equals what one machine says, and how it gets there."""

from __future__ import annotations

import datetime
import decimal
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import polars
import pyarrow
import pyarrow.compute
import pytest

import paicha

pytestmark = [
    pytest.mark.skipif(
        shutil.which("java") is None and "JAVA_HOME" not in os.environ, reason="there is no Java, which Spark runs on"
    ),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

RULES = Path(__file__).resolve().parents[2] / "rules"
AS_OF = datetime.date(2022, 10, 10)

SMALL = """
[pack]
format = 1
id = "small"
title = "小包"
version = "1"

[kind.shop]
label = "商铺"

[fact.gas]
label = "使用燃气"
type = "bool"

[fact.area]
label = "面积"
type = "number"
unit = "㎡"
range = { min = 0, max = 100000 }

[fact.stoves]
label = "灶具台数"
type = "number"
range = { min = 0, max = 100 }

[fact.share]
label = "损坏率"
type = "number"
range = { min = 0, max = 1 }

[fact.fuel]
label = "用气类型"
type = "choice"
options = [{ id = "bottled", label = "瓶装" }, { id = "pipeline", label = "管道" }]

[fact.stored]
label = "存放物品"
type = "tags"
options = [{ id = "paint", label = "油漆" }, { id = "cylinder", label = "气瓶" }]

[fact.fitted]
label = "安装日期"
type = "date"

[fact.cleaned]
label = "清洗日期"
type = "date"

[[check]]
id = "large"
title = "面积不过大"
finding = "面积过大"
kinds = ["shop"]
fails_if = 'gas && area > 100'
points = 10
basis = { law = "自定", status = "unverified" }

[[check]]
id = "many"
title = "灶具不过多"
finding = "灶具过多"
kinds = ["shop"]
fails_if = 'stoves >= 3 || share > 0.25'
points = 'stoves * 2'
basis = { law = "自定", status = "unverified" }

[[check]]
id = "stored"
title = "不存气瓶"
finding = "存有气瓶"
kinds = ["shop"]
fails_if = '"cylinder" in stored && fuel == "bottled"'
points = 20
basis = { law = "自定", status = "unverified" }

[[check]]
id = "old"
title = "装得不久"
finding = "装得太久"
kinds = ["shop"]
fails_if = 'fitted < date("2020-01-01") || cleaned < date("2022-01-01")'
points = 5
basis = { law = "自定", status = "unverified" }

[task.visit]
label = "检查"

[[duty]]
id = "visits"
task = "visit"
kinds = ["shop"]
per = "year"
at_least = 2

[[level]]
id = "red"
label = "重大风险"
when = 'score >= 20'

[[level]]
id = "blue"
label = "低风险"
"""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    builder = SparkSession.builder.master("local[2]").appName("paicha-tests")
    settings = {
        "spark.driver.memory": "3g",
        "spark.local.dir": folder,
        "spark.sql.warehouse.dir": folder / "warehouse",
        "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.sql.shuffle.partitions": 4,
        "spark.ui.enabled": False,
        "spark.ui.showConsoleProgress": False,
        "spark.log.level": "OFF",
    }
    for key, value in settings.items():
        builder = builder.config(key, str(value))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        session = builder.getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="session")
def small() -> paicha.Pack:
    return paicha.Pack.from_files({"small/pack.toml": SMALL}, "small")


def assess(*arguments: Any, **options: Any) -> Any:
    from paicha.spark import assess

    return assess(*arguments, **options)


def plain(results: Any) -> pyarrow.Table:
    """The results of one machine as Spark has them: without numbers of rows, words as texts."""
    table = results.to_arrow().drop_columns(["row"])
    texts = {
        field.name: table[field.name].cast(pyarrow.string())
        for field in table.schema
        if pyarrow.types.is_dictionary(field.type) or "string" in str(field.type)
    }
    return pyarrow.table({name: texts.get(name, table[name]) for name in table.column_names})


def same(found: Any, expected: Any) -> int:
    """Compares all values of all rows, in whatever order they are, and their types; tells how many rows."""
    found, expected = found.toArrow(), plain(expected)
    assert found.column_names == expected.column_names
    assert [field.type for field in found.schema] == [field.type for field in expected.schema]
    keys = [(name, "ascending") for name in ("id", "check", "task", "input") if name in found.column_names]
    found, expected = found.sort_by(keys), expected.sort_by(keys)
    for name in found.column_names:
        assert found[name].combine_chunks().equals(expected[name].combine_chunks()), name
    return int(found.num_rows)


def csv(path: str) -> pyarrow.Table:
    return polars.read_csv(RULES / path, infer_schema=False).to_arrow(compat_level=polars.CompatLevel.oldest())


def toronto() -> pyarrow.Table:
    rows = [
        ("T-1", "Food premises", "示范街道/西桥社区", "2", "Conditional Pass", "2", "0", "1", "是"),
        ("T-2", "Food store", "示范街道/西桥社区", "2", None, None, None, "5", "否"),
        ("T-3", "Food plant", None, "2", "Pass", "0", "7", None, "是"),
        ("T-4", "Food premises", "示范街道", "3", None, None, None, None, None),
    ]
    names = [
        "编号", "类型", "所属区域", "Minimum inspections per year", "Latest status", "Crucial infractions",
        "Significant infractions", "Minor infractions", "Closure ordered",
    ]  # fmt: skip
    return pyarrow.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


PLACES = {
    "base": ("base", "xincheng-2022/gas_restaurants.csv", 400),
    "xincheng": ("xincheng-2022", "xincheng-2022/places.csv", 21),
    "restaurants": ("xincheng-2022", "xincheng-2022/gas_restaurants.csv", 400),
    "zhenru": ("zhenru-2023", "zhenru-2023/places.csv", None),
    "toronto": ("toronto", None, 4),
}


def test_every_pack_has_places() -> None:
    packs = {path.parent.name for path in RULES.glob("*/pack.toml")}
    assert {pack for pack, _, _ in PLACES.values()} == packs


@pytest.mark.parametrize("explode", [None, "failed", "questions"])
@pytest.mark.parametrize("name", PLACES)
def test_packs(spark: Any, name: str, explode: str | None) -> None:
    folder, path, count = PLACES[name]
    pack = paicha.Pack.load(RULES / folder)
    places = toronto() if path is None else csv(path)
    assert count in (None, places.num_rows)
    options = {"as_of": AS_OF, "explode": explode}
    rows = same(
        assess(spark.createDataFrame(places).repartition(3), pack, **options), pack.assess_frame(places, **options)
    )
    assert rows > 0 or (name, explode) == ("zhenru", "failed")
    assert explode is not None or rows == places.num_rows


def typed() -> dict[str, list[Any]]:
    day = datetime.date
    return {
        "编号": ["P-1", "P-2", "Ｐ-3", "P-4", "P-5"],
        "类型": ["商铺", "shop", "商铺", "商铺", "商铺"],
        "1.使用燃气": [True, False, None, True, True],
        "面积(㎡)": [decimal.Decimal("100.50"), None, decimal.Decimal("7.00"), decimal.Decimal("100.00"), None],
        "stoves": [3, 2, None, 0, 99],
        "损坏率": [0.25, 0.5, None, 0.0, 1.0],
        "用气类型": ["瓶装", "pipeline", None, "bottled", "不详"],
        "存放物品": [["气瓶", "paint"], [], None, ["cylinder"], ["油漆"]],
        "安装日期": [day(2020, 1, 1), day(2019, 12, 31), None, day(2021, 1, 1), day(1999, 1, 1)],
        # By the clock of Shanghai the first is the first of January.
        "清洗日期": [datetime.datetime(2021, 12, 31, 16, tzinfo=datetime.timezone.utc), None, None, None, None],
        "a`b.c": ["x"] * 5,
    }


@pytest.mark.parametrize(
    ("whole", "number"),
    [("tinyint", "float"), ("smallint", "double"), ("int", "decimal(20,4)"), ("bigint", "double")],
)
def test_types(spark: Any, small: paicha.Pack, whole: str, number: str) -> None:
    from pyspark.sql import functions

    values = typed()
    types = ["string", "string", "boolean", "decimal(12,2)", "bigint", "double", "string", "array<string>", "date"]
    names = [f"c{index}" for index in range(len(values))]
    schema = ", ".join(f"{name} {own}" for name, own in zip(names, [*types, "timestamp", "string"], strict=True))
    frame = spark.createDataFrame(list(zip(*values.values(), strict=True)), schema)
    frame = frame.withColumn("c4", frame.c4.cast(whole)).withColumn("c5", frame.c5.cast(number))
    frame = frame.toDF(*values).withColumn("nothing", functions.lit(None))
    own = dict(values)
    own["清洗日期"] = [datetime.date(2022, 1, 1), *[None] * 4]
    expected = small.assess_frame(pyarrow.table(own), as_of=AS_OF)
    assert same(assess(frame, small, as_of=AS_OF), expected) == 5
    assert expected.to_arrow()["score"].to_pylist() == [36.0, 9.0, 0.0, 20.0, 203.0]


def test_the_schema_is_that_of_spark(spark: Any, small: paicha.Pack) -> None:
    frame = spark.createDataFrame([("P-1", "商铺")], "id string, kind string")
    results = assess(frame, small, as_of=AS_OF, errors="rows")
    assert [(field.name, field.dataType.simpleString()) for field in results.schema.fields] == [
        *[(name, "string") for name in ("id", "name", "kinds", "region", "level", "level_at_worst")],
        ("score", "double"),
        ("score_at_worst", "double"),
        *[(f"outcome.{check}", "string") for check in ("large", "many", "stored", "old")],
        ("error", "string"),
    ]
    assert results.select("`outcome.large`").collect() == [("unknown",)]
    assert "outcome.large" not in assess(frame, small, as_of=AS_OF, outcomes=False).columns


def test_nothing_runs_before_results_are_wanted(spark: Any, small: paicha.Pack) -> None:
    from pyspark.sql import functions

    frame = spark.range(3).select(functions.raise_error(functions.lit("it ran")).cast("string").alias("id"))
    lazy = assess(frame, small, as_of=AS_OF, kind="shop")
    assert "score" in lazy.columns
    with pytest.raises(Exception, match="it ran"):
        lazy.collect()


def test_an_empty_frame(spark: Any, small: paicha.Pack) -> None:
    frame = spark.createDataFrame([], "id string, area double")
    records = spark.createDataFrame([], "place string, task string, date date")
    for options in ({}, {"check_ids": True}, {"records": records}, {"explode": "failed"}):
        assert assess(frame, small, as_of=AS_OF, kind="shop", **options).collect() == []


RECORDS = [
    ("P-1", "检查", "2022-03-01"),
    ("P-1", "visit", "2022-08-01"),
    (" Ｐ-2", "检查", "2022-04-01"),
    ("P-2 ", "检查", "去年"),
    ("P-2", "检差", "2022-04-02"),
    ("P-9", "检查", "2022-04-01"),
    (None, "检查", "2022-04-01"),
]


@pytest.mark.parametrize("explode", [None, "tasks"])
@pytest.mark.parametrize("count", [0, len(RECORDS)])
def test_records_as_a_frame(spark: Any, small: paicha.Pack, explode: str | None, count: int) -> None:
    places = pyarrow.table({"编号": ["P-1", "P-2", "P-3"], "面积": [1.0, 2.0, 3.0]})
    schema = pyarrow.schema([(name, pyarrow.string()) for name in ("场所编号", "任务", "日期")])
    records = pyarrow.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in RECORDS[:count]], schema)
    options = {"as_of": AS_OF, "kind": "shop", "explode": explode, "records_from": "2022-01-01"}
    expected = small.assess_frame(places, records=records, **options)
    found = assess(spark.createDataFrame(places), small, records=spark.createDataFrame(records), **options)
    assert same(found, expected) == 3
    if explode:
        assert expected.to_arrow()["done"].to_pylist() == ([2, 1, 0] if count else [0, 0, 0])


def test_ids_that_are_numbers(spark: Any, small: paicha.Pack) -> None:
    ids = [2**60 + 1, 2**60 + 2, 17]
    places = spark.createDataFrame([(id, "shop") for id in [*ids, None]], "id bigint, kinds string")
    records = [(str(ids[0]), "visit", "2022-02-03"), ("17", "visit", "2022-02-03"), ("１７", "visit", "2022-02-04")]
    frame = spark.createDataFrame(records, "place string, task string, date string")
    options = {"as_of": AS_OF, "explode": "tasks", "errors": "rows"}
    found = assess(places, small, records=frame, **options).select("id", "done").collect()
    assert sorted(found) == sorted([(str(ids[0]), 1), (str(ids[1]), 0), ("17", 2)])
    doubles = assess(
        places.withColumn("id", places.id.cast("double")).filter("id = 17"), small, records=frame, **options
    )
    assert doubles.select("id", "done").collect() == [("17", 2)]
    decimals = assess(
        places.withColumn("id", places.id.cast("decimal(38,2)")).filter("id = 17"), small, records=frame, **options
    )
    assert decimals.select("id", "done").collect() == [("17", 2)]


def test_records_of_generated_restaurants(spark: Any) -> None:
    pack = paicha.Pack.load(RULES / "xincheng-2022")
    places, records = csv("xincheng-2022/gas_restaurants.csv"), csv("xincheng-2022/gas_records.csv")
    frame, done = spark.createDataFrame(places).repartition(5), spark.createDataFrame(records).repartition(7)
    # As a column of lists, made by Spark.
    from pyspark.sql import functions

    lists = done.groupBy(functions.col("场所编号" if "场所编号" in done.columns else "编号").alias("of")).agg(
        functions.collect_list(functions.struct(*[name for name in done.columns if "编号" not in name])).alias(
            "records"
        )
    )
    column = frame.join(lists, frame["编号"] == lists["of"], "left").drop("of")
    # Null would say that nobody knows.
    column = column.withColumn("records", functions.coalesce("records", functions.array()))
    for explode in (None, "tasks"):
        options = {"as_of": AS_OF, "records_from": "2022-01-01", "explode": explode}
        expected = pack.assess_frame(places, records=records, **options)
        assert same(assess(frame, pack, records=done, **options), expected) > 300
        assert same(assess(column, pack, **options), expected) > 300
        assert explode or expected.to_arrow()["days_overdue"].null_count < 400


def test_records_that_nobody_knows(spark: Any, small: paicha.Pack) -> None:
    values = [("P-1", [("visit", "2022-02-03")]), ("P-2", []), ("P-3", None)]
    frame = spark.createDataFrame(values, "id string, records array<struct<task: string, date: string>>")
    tasks = assess(frame, small, as_of=AS_OF, kind="shop", explode="tasks")
    assert sorted(tasks.select("id", "done").collect()) == [("P-1", 1), ("P-2", 0), ("P-3", None)]


def test_wrong_rows_end_the_job(spark: Any, small: paicha.Pack) -> None:
    frame = spark.createDataFrame([(f"P-{n}", "x" if n == 7 else "3") for n in range(9)], "id string, `面积` string")
    lazy = assess(frame, small, as_of=AS_OF, kind="shop")
    with pytest.raises(Exception, match=r"paicha\.TableError: P-7 面积: C002: 有 1 行读不了") as caught:
        lazy.collect()
    assert "1 rows cannot be read" in str(caught.value)


def test_wrong_rows_as_rows(spark: Any, small: paicha.Pack) -> None:
    values = [("P-1", "3", "是"), ("P-2", "x", "y; 2 z(A): C002: "), (None, "4", "是"), ("P-4", "5", "否")]
    frame = spark.createDataFrame(values, "id string, `面积` string, `使用燃气` string")
    found = {row["id"]: row for row in assess(frame, small, as_of=AS_OF, kind="shop", errors="rows").collect()}
    single = small.assess_frame(frame.toArrow(), as_of=AS_OF, kind="shop", errors="rows").to_arrow()
    assert {row["id"]: row["score"] for row in single.to_pylist()} == {id: row["score"] for id, row in found.items()}
    assert found["P-1"]["error"] is None and found["P-4"]["error"] is None
    assert found[None]["error"].startswith("id: C006: 没有填场所编号")
    assert found["P-2"]["error"].startswith("面积: C002: “面积”填的是“x”，不是数字 / ")
    assert re.search(r"; 使用燃气: C\d{3}: “使用燃气”填的是“y; 2 z\(A\): C002:”", found["P-2"]["error"])


@pytest.mark.parametrize("way", ["check_ids", "records"])
def test_an_id_that_comes_twice(spark: Any, small: paicha.Pack, way: str) -> None:
    ids = [f"P-{number}" for number in range(40)]
    frame = spark.createDataFrame([(id, 1.0) for id in [*ids, "Ｐ-7", " P-30"]], "id string, area double").repartition(
        9
    )
    records = spark.createDataFrame([("P-7", "visit", "2022-02-03")], "place string, task string, date string")
    options = {"check_ids": True} if way == "check_ids" else {"records": records}
    lazy = assess(frame, small, as_of=AS_OF, kind="shop", errors="rows", **options)
    wrong = [row["error"] for row in lazy.collect() if row["error"]]
    assert len(wrong) == 2 and all(": C005: " in f": {text}" for text in wrong)


def test_a_pack_is_loaded_once_a_process(spark: Any, small: paicha.Pack) -> None:
    from pyspark.sql import functions

    pack = paicha.Pack.from_files({"small/pack.toml": SMALL.replace('version = "1"', 'version = "2"')}, "small")
    frame = spark.range(0, 3200, 1, 32).select(functions.col("id").cast("string"))
    for _ in range(2):
        assert len(assess(frame, pack, as_of=AS_OF, kind="shop").collect()) == 3200
        assert len(assess(frame, small, as_of=AS_OF, kind="shop").collect()) == 3200

    def loads(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from paicha._spark_task import loaded

        for _ in batches:
            time.sleep(0.05)
            told = loaded.cache_info()
            yield pyarrow.RecordBatch.from_pylist(
                [
                    {
                        "process": os.getpid(),
                        "loads": told.misses,
                        "uses": told.hits + told.misses,
                        "packs": told.currsize,
                    }
                ]
            )

    rows = spark.range(0, 32, 1, 16).mapInArrow(loads, "process long, loads long, uses long, packs long").collect()
    processes = {row["process"]: row for row in rows}
    assert 1 <= len(processes) <= 2
    assert all(row["loads"] == row["packs"] for row in processes.values())
    assert sum(row["uses"] for row in processes.values()) >= 4 * 32


def test_what_goes_to_and_from_tasks(spark: Any, monkeypatch: pytest.MonkeyPatch, base: paicha.Pack) -> None:
    from pyspark import cloudpickle

    frame = spark.createDataFrame([("P-1",)], "id string")
    sent: list[Any] = []
    own = type(frame).mapInArrow

    def watched(frame: Any, *arguments: Any) -> Any:
        sent.append(arguments)
        return own(frame, *arguments)

    monkeypatch.setattr(type(frame), "mapInArrow", watched)
    results = assess(frame, base, as_of=AS_OF, kind="餐饮场所")
    [(run, schema)] = sent
    assert len(cloudpickle.dumps(run)) < len(base.to_bundle()) / 4
    # Levels and outcomes come back as numbers.
    texts = [field.name for field in schema.fields if field.dataType.simpleString() == "string"]
    assert texts == ["id", "name", "kinds", "region"]
    assert sum(field.dataType.simpleString() == "string" for field in results.schema.fields) > 100


def many(rows: int) -> polars.DataFrame:
    """Restaurants for the pack of the benchmarks, a fifth of each fact unknown."""
    dice = numpy.random.default_rng(2022)
    frame = polars.DataFrame({"id": [f"P-{row:07}" for row in range(rows)]})
    truths = (
        "uses_gas gas_alarm_fitted auto_shutoff_fitted flame_failure_device hose_through_wall cylinder_room "
        "exit_locked route_blocked emergency_light people_sleep_here windows_barred sprinkler wiring_exposed"
    )
    numbers = "hose_years hose_length cylinders kg_per_cylinder area seats storey exits extinguishers hood_days"
    choices = {
        "gas_type": ["bottled", "pipeline", "alcohol"],
        "place_in_building": ["street", "mall", "residential", "basement"],
        "wall_material": ["brick", "fireproof_board", "wood", "foam"],
    }
    columns: dict[str, Any] = {
        name: numpy.array(own, dtype=object)[dice.integers(len(own), size=rows)] for name, own in choices.items()
    }
    columns |= {name: dice.random(rows) < 0.5 for name in truths.split()}
    columns |= {name: dice.integers(5, 20, size=rows).astype(float) for name in numbers.split()}
    known = {name: dice.random(rows) >= 0.2 for name in columns}
    return frame.with_columns(
        polars.when(polars.Series(known[name])).then(polars.Series(values)).alias(name)
        for name, values in columns.items()
    )


def test_many_places(spark: Any, bench20: paicha.Pack, tmp_path: Path) -> None:
    rows = int(os.environ.get("PAICHA_SPARK_ROWS", "200000"))
    places = many(rows)
    places.write_parquet(tmp_path / "places.parquet", row_group_size=50_000)
    frame = spark.read.parquet(str(tmp_path / "places.parquet"))
    expected = bench20.assess_frame(places, as_of=AS_OF, kind="restaurant")
    assert same(assess(frame, bench20, as_of=AS_OF, kind="restaurant"), expected) == rows
    assert set(expected.to_arrow()["level"].unique().to_pylist()) >= {"red", "orange", "yellow"}


@pytest.mark.parametrize(
    ("code", "arguments", "options"),
    [
        ("A007", ("frame", "pack"), {}),
        ("A007", ("df", "rules/base"), {}),
        ("A007", ("df", "pack"), {"records": [{"place": "P-1"}]}),
        ("A001", ("df", "pack"), {"as_of": "2022-13-01"}),
        ("A105", ("df", "pack"), {"explode": "all"}),
        ("A105", ("df", "pack"), {"errors": "ignore"}),
        ("C009", ("no ids", "pack"), {}),
        ("C016", ("odd", "pack"), {}),
        ("C009", ("df", "pack"), {"records": "no ids"}),
        ("C022", ("df", "pack"), {"records": "no date"}),
    ],
)
def test_what_cannot_be(spark: Any, small: paicha.Pack, code: str, arguments: Any, options: Any) -> None:
    frames = {
        "df": "id string, area double",
        "no ids": "area double",
        "odd": "id string, area map<string,double>",
        "no date": "place string, task string",
    }
    known = {name: spark.createDataFrame([], schema) for name, schema in frames.items()}
    known |= {"pack": small, "frame": polars.DataFrame({"id": ["P-1"]})}
    given = {key: known.get(value, value) if isinstance(value, str) else value for key, value in options.items()}
    with pytest.raises(paicha.PaichaError) as caught:
        assess(*[known.get(name, name) for name in arguments], **{"as_of": AS_OF, "kind": "shop", **given})
    assert caught.value.code == code
    assert caught.value.help is None or set(caught.value.help) == {"zh", "en"}


def test_readme(spark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (RULES.parent / "python/README.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^## Spark\n.*?^```python\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    # Java keeps the folder in which it began.
    exec(block.replace('read.csv("rules/', f'read.csv("{RULES}/'), names)
    assert names["spark"] is spark and names["results"].count() == 400
    levels, failed = capsys.readouterr().out.strip().split("\n\n")
    counts = dict(re.findall(r"^\| *(\w+)\| *(\d+)\|$", levels, re.MULTILINE))
    assert sum(int(counts[level]) for level in ("red", "orange", "yellow", "blue")) == 400
    assert len(failed.splitlines()) > 20


@pytest.mark.parametrize("missing", ["pyspark", "pyarrow", "pandas"])
def test_what_is_missing_is_told(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; import paicha; import paicha.spark"
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8")
    assert run.returncode == 1
    told = "frames of Spark need pyspark, pandas and pyarrow: pip install paicha[spark]"
    assert run.stderr.strip().splitlines()[-1].endswith(told)
