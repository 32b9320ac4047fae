"""What columns of which types mean, and which frames are read at all."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import frames
import numpy as np
import paicha
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

IDS = ["P-0", "P-1", "P-2"]
KINDS = ["商铺", "餐饮", "河道"]


@pytest.fixture(scope="module")
def own() -> paicha.Pack:
    return frames.own_pack()


def table(**columns: Any) -> pa.Table:
    """Places of three kinds with more columns, of as many rows."""
    count = len(next(iter(columns.values()))) if columns else 3
    return pa.table({"编号": IDS[:count], "类型": KINDS[:count], **columns})


def means(pack: paicha.Pack, frame: Any, **columns: list[Any]) -> None:
    """Asserts that a frame says what these cells of a table say."""
    wanted = frames.assessed(pack, pl.DataFrame({"编号": IDS, "类型": KINDS, **columns}, strict=False))
    assert len(wanted) == 3
    assert frames.assessed(pack, frame) == wanted


def wrong(pack: paicha.Pack, frame: Any, **given: Any) -> paicha.TableError:
    with pytest.raises(paicha.TableError) as raised:
        pack.assess_frame(frame, as_of=frames.AS_OF, **given)
    return raised.value


@pytest.mark.parametrize("data_type", [pa.string(), pa.large_string(), pa.string_view()])
def test_texts(own: paicha.Pack, data_type: pa.DataType) -> None:
    texts: dict[str, list[Any]] = {
        "编号": IDS,
        "类型": KINDS,
        "使用燃气": ["是", None, " 否 "],
        "面积": ["150㎡", "1,000", None],
        "外墙": ["不符合", "/", "符合"],
    }
    frame = pa.table({name: pa.array(cells, data_type) for name, cells in texts.items()})
    results = own.assess_frame(frame, as_of=frames.AS_OF)
    means(own, frame, 使用燃气=texts["使用燃气"], 面积=texts["面积"], 外墙=texts["外墙"])
    assert results.to_arrow()["id"].to_pylist() == IDS


@pytest.mark.parametrize("key", [pa.uint8(), pa.int8(), pa.int16(), pa.uint32(), pa.int32(), pa.int64()])
@pytest.mark.parametrize("text", [pa.string(), pa.large_string()])
def test_dictionaries(own: paicha.Pack, key: pa.DataType, text: pa.DataType) -> None:
    def coded(values: Sequence[str | None], keys: list[int | None]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(keys, key), pa.array(values, text))

    columns = {"使用燃气": coded(["是", None, "否", "未用到"], [1, 0, None]), "外墙": coded(["不符合", "/"], [0, 1, 0])}
    frame = pa.table({"编号": coded(IDS[::-1], [2, 1, 0]), "类型": coded(KINDS, [0, 1, 2]), **columns})
    means(own, frame, 使用燃气=[None, "是", None], 外墙=["不符合", "/", "不符合"])
    assert own.assess_frame(frame, as_of=frames.AS_OF).to_arrow()["id"].to_pylist() == IDS


def test_dictionaries_of_other_values(own: paicha.Pack) -> None:
    def coded(values: pa.Array) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array([1, None, 0], pa.int8()), values)

    days = pa.array([dt.date(2021, 1, 1), dt.date(2020, 1, 1)])
    frame = table(面积=coded(pa.array([50.0, 150.0])), 使用燃气=coded(pa.array([False, True])), 安装日期=coded(days))
    means(own, frame, 面积=[150, None, 50], 使用燃气=[True, None, False], 安装日期=["2020-01-01", None, "2021-01-01"])


INTEGERS = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]


@pytest.mark.parametrize("data_type", INTEGERS)
def test_integers(own: paicha.Pack, data_type: pa.DataType) -> None:
    frame = table(面积=pa.array([101, None, 100], data_type), 使用燃气=pa.array([1, 0, None], data_type))
    means(own, frame, 面积=["101", None, "100"], 使用燃气=["是", "否", None])
    ids = pa.table({"编号": pa.array([7, 100, 0], data_type), "类型": KINDS})
    assert own.assess_frame(ids, as_of=frames.AS_OF).to_arrow()["id"].to_pylist() == ["7", "100", "0"]


@pytest.mark.parametrize(
    "ids, data_type",
    [
        ([150422199001011234, 150422199001011235, -(2**63)], pa.int64()),
        ([2**64 - 1, 2**63, 7], pa.uint64()),
        ([150422199001011234, 150422199001011235, 1], pa.decimal128(18, 0)),
        ([10**37 + 1, 10**37 + 2, 1], pa.decimal128(38, 0)),
        ([10**60 + 1, 10**60 + 2, 1], pa.decimal256(61, 0)),
    ],
)
def test_ids_keep_every_digit(own: paicha.Pack, ids: list[int], data_type: pa.DataType) -> None:
    values = [decimal.Decimal(value) for value in ids] if pa.types.is_decimal(data_type) else ids
    frame = pa.table({"编号": pa.array(values, data_type), "类型": KINDS})
    for results in (
        own.assess_frame(frame, as_of=frames.AS_OF),
        own.assess_frame(frame, as_of=frames.AS_OF, explode="questions"),
    ):
        assert sorted(set(results.to_arrow()["id"].to_pylist())) == sorted(map(str, ids))


def test_ids_that_lost_digits_are_wrong(own: paicha.Pack) -> None:
    frame = pa.table({"编号": [1.0, 150422199001011234.0, float("nan")], "类型": KINDS})
    results = own.assess_frame(frame, as_of=frames.AS_OF, errors="rows")
    assert [error["problems"][0]["code"] for error in results.problems] == ["C002", "C006"]
    assert results.to_arrow()["id"][0].as_py() == "1"


@pytest.mark.parametrize("data_type", [pa.float16(), pa.float32(), pa.float64()])
def test_floats(own: paicha.Pack, data_type: pa.DataType) -> None:
    values = pa.array(np.array([101.5, np.nan, -0.0], data_type.to_pandas_dtype()), data_type)
    means(own, table(面积=values), 面积=["101.5", None, "0"])
    infinite = pa.array(np.array([np.inf, -np.inf, 1], data_type.to_pandas_dtype()), data_type)
    results = own.assess_frame(table(面积=infinite), as_of=frames.AS_OF, errors="rows")
    assert [(error["row"], error["problems"][0]["code"]) for error in results.problems] == [(0, "C002"), (1, "C002")]


@pytest.mark.parametrize(
    "data_type",
    [pa.decimal32(7, 2), pa.decimal64(12, 3), pa.decimal128(30, 2), pa.decimal256(60, 20), pa.decimal128(9, -1)],
)
def test_decimals(own: paicha.Pack, data_type: pa.DataType) -> None:
    cells = ["150.25", None, "99.5"] if data_type.scale > 0 else ["150", None, "90"]
    values = [cell and decimal.Decimal(cell) for cell in cells]
    means(own, table(面积=pa.array(values, data_type)), 面积=cells)


def test_shares_are_not_guessed(own: paicha.Pack) -> None:
    """0.3 may be 30 % as a spreadsheet keeps it."""
    for values in (pa.array([0.3, 30.0, 0.0]), pa.array(map(decimal.Decimal, ["0.3", "30", "0"]), pa.decimal128(5, 1))):
        results = own.assess_frame(table(损坏率=values), as_of=frames.AS_OF, errors="rows")
        assert [(error["row"], error["problems"][0]["code"]) for error in results.problems] == [(0, "C002")]
    mixed = pd.DataFrame({"编号": IDS, "类型": KINDS, "损坏率": [0.3, "30%", decimal.Decimal("0.5")]})
    assert [error["row"] for error in own.assess_frame(mixed, as_of=frames.AS_OF, errors="rows").problems] == [0, 2]


def test_truths_and_nothing(own: paicha.Pack) -> None:
    means(own, table(使用燃气=pa.array([True, None, False])), 使用燃气=["是", None, "否"])
    means(own, table(使用燃气=pa.nulls(3), 面积=pa.nulls(3), 名称=pa.nulls(3), 区域=pa.nulls(3), 存放物品=pa.nulls(3)))


DAY = dt.date(2020, 5, 31)


@pytest.mark.parametrize("data_type", [pa.date32(), pa.date64()])
def test_dates(own: paicha.Pack, data_type: pa.DataType) -> None:
    days = [DAY, None, dt.date(2020, 6, 1)]
    means(
        own,
        table(安装日期=pa.array(days, data_type), 登记日期=pa.array(days, data_type)),
        安装日期=["2020-05-31", None, "2020-06-01"],
    )


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "Asia/Shanghai", "+08:00", "UTC", "America/New_York"])
def test_times(own: paicha.Pack, unit: str, zone: str | None) -> None:
    """The day by the clock of the zone: 15:59 UTC is still 31 May in Shanghai, 16:00 is 1 June."""
    times = [dt.datetime(2020, 5, 31, 15, 59), dt.datetime(2020, 5, 31, 16), None]
    seconds = [time and int((time - dt.datetime(1970, 1, 1)).total_seconds()) for time in times]
    scale = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    array = pa.array([own and own * scale for own in seconds], pa.timestamp(unit, zone))
    later = "2020-06-01" if zone in ("Asia/Shanghai", "+08:00") else "2020-05-31"
    means(own, table(安装日期=array), 安装日期=["2020-05-31", later, None])


def test_times_that_are_none(own: paicha.Pack) -> None:
    early = pa.array([-1, 2**60, -(2**60)], pa.timestamp("s"))
    results = own.assess_frame(table(安装日期=early), as_of=frames.AS_OF, errors="rows")
    assert [error["row"] for error in results.problems] == [1, 2]
    assert results.to_arrow()["outcome.old"][0].as_py() == "failed"
    assert (
        "Mars/Olympus"
        in wrong(own, table(安装日期=pa.array([0, 0, 0], pa.timestamp("s", "Mars/Olympus")))).message["en"]
    )


LISTS = [pa.list_(pa.string()), pa.large_list(pa.large_string()), pa.list_(pa.string_view()), pa.list_(pa.string(), 2)]


@pytest.mark.parametrize("data_type", LISTS)
def test_lists(own: paicha.Pack, data_type: pa.DataType) -> None:
    goods = [["纸品", "油漆"], ["paper", "气瓶"], None]
    kinds = [["商铺", "餐饮"], ["餐饮", None], ["river", "river"]]
    frame = pa.table({"编号": IDS, "类型": pa.array(kinds, data_type), "存放物品": pa.array(goods, data_type)})
    texts = pl.DataFrame(
        {"编号": IDS, "类型": ["商铺、餐饮", "餐饮", "河道"], "存放物品": ["纸品、油漆", "纸品、气瓶", None]}
    )
    wanted = frames.assessed(own, texts)
    assert frames.assessed(own, frame) == wanted and wanted[0]["outcome.goods"] == "failed"


def test_lists_of_categories(own: paicha.Pack) -> None:
    frame = pl.DataFrame({"编号": ["P-1"], "类型": ["商铺"], "存放物品": [["油漆"]]})
    for data_type in (pl.List(pl.Categorical), pl.List(pl.Enum(["油漆"])), pl.Array(pl.String, 1)):
        cast = frame.with_columns(pl.col("存放物品").cast(data_type))
        assert frames.assessed(own, cast) == frames.assessed(own, frame)


STRANGE = {
    "Struct": pa.array([{"a": 1}] * 3),
    "List": pa.array([[1]] * 3),
    "Binary": pa.array([b"1"] * 3),
    "Duration": pa.array([dt.timedelta(1)] * 3),
    "Time64": pa.array([dt.time(1)] * 3),
    "Map": pa.array([[("a", 1)]] * 3, pa.map_(pa.string(), pa.int64())),
}


@pytest.mark.parametrize("found", STRANGE)
def test_types_that_are_not_read(own: paicha.Pack, found: str) -> None:
    for header in ("面积", "floor_area", "外墙", "存放物品", "名称"):
        error = wrong(own, table(**{header: STRANGE[found]}))
        assert error.code == "C016" and error.location == header and error.problems == []
        assert f'the column "{header}" has the type {found}' in error.message["en"] and header in error.message["zh"]
    # The pack does not know the column: that is said, and the rest is read.
    frame = table(照片=STRANGE[found])
    results = own.assess_frame(frame, as_of=frames.AS_OF)
    assert len(results) == 3 and [notice["code"] for notice in results.notices] == ["C001"]
    records = pa.table({"编号": IDS, "任务": ["检查"] * 3, "日期": STRANGE[found]})
    assert wrong(own, table(), records=records).location == "日期"


@pytest.mark.parametrize("offset", [1, 3, 7, 8, 13, 64, 65])
def test_slices(own: paicha.Pack, offset: int) -> None:
    count = 200
    cells = {
        "编号": pa.array([f"P-{row}" for row in range(count)]),
        "类型": pa.array([KINDS[row % 3] for row in range(count)]).dictionary_encode(),
        "使用燃气": pa.array([(True, False, None, True, True)[row % 5] for row in range(count)]),
        "面积": pa.array([None if row % 7 == 0 else row * 1.5 for row in range(count)]),
        "负责人": pa.array(["张三" if row % 4 else None for row in range(count)], pa.string_view()),
        "安装日期": pa.array(
            [None if row % 6 == 0 else dt.date(2020, 1, 1) + dt.timedelta(row * 2) for row in range(count)]
        ),
        "存放物品": pa.array([["油漆"] if row % 3 else None for row in range(count)]),
    }
    whole = frames.assessed(own, pa.table(cells))
    assert len({str(sorted(one.items())) for one in whole.values()}) > 100
    sliced = frames.assessed(own, pa.table(cells).slice(offset, 70))
    assert sliced == {row: whole[row + offset] for row in range(70)}
    # Each column begins at a bit of its own.
    ragged = {
        name: pa.concat_arrays([column.slice(0, offset + at), column.slice(0, 70)]).slice(offset + at)
        for at, (name, column) in enumerate(cells.items())
    }
    assert frames.assessed(own, pa.table(ragged)) == {row: whole[row] for row in range(70)}


def test_frames_without_rows_or_columns(own: paicha.Pack) -> None:
    for frame in (pl.DataFrame(), pd.DataFrame(), pa.table({})):
        assert wrong(own, frame).code == "C011"
    names = ["row", "id", "name", "kinds", "region", "level", "level_at_worst", "score", "score_at_worst"]
    none = pl.DataFrame(schema={"编号": pl.String, "类型": pl.String})
    results = own.assess_frame(none, as_of=frames.AS_OF, outcomes=False)
    assert len(results) == 0 and results.column_names == names
    assert own.assess_frame(none, as_of=frames.AS_OF, explode="failed").to_arrow().num_rows == 0
    assert [len(batch) for batch in own.assess_batches(none, as_of=frames.AS_OF)] in ([], [0])
    assert wrong(own, pl.DataFrame({"编号": IDS})).code == "C008"
    assert wrong(own, pl.DataFrame({"类型": KINDS})).code == "C009"
    one = own.assess_frame(pl.DataFrame({"编号": IDS}), as_of=frames.AS_OF, kind="商铺、餐饮")
    assert one.to_polars()["kinds"].to_list() == ["shop;canteen"] * 3
    assert wrong(own, pl.DataFrame({"编号": IDS}), kind="网吧").code == "C007"


FRAME = pl.DataFrame({"编号": IDS, "类型": KINDS, "使用燃气": ["是", None, "否"], "面积": [150.0, None, 5.0]})


def duck(frame: pl.DataFrame) -> Any:
    return duckdb.sql("select * from frame")


MAKERS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy().filter(pl.col("编号") != ""),
    "polars struct": lambda frame: frame.to_struct("places"),
    "polars categories": lambda frame: frame.with_columns(pl.col("类型", "使用燃气").cast(pl.Categorical)),
    "polars enum": lambda frame: frame.with_columns(pl.col("类型").cast(pl.Enum(KINDS))),
    "polars nothing": lambda frame: frame.with_columns(名称=None, 存放物品=pl.Series([[], [], []])),
    "polars decimal": lambda frame: frame.with_columns(pl.col("面积").cast(pl.Decimal(10, 2))),
    "pandas": lambda frame: frame.to_pandas(),
    "pandas objects": lambda frame: pd.DataFrame(frame.to_dicts(), dtype=object),
    "pandas nullable": lambda frame: frame.to_pandas().convert_dtypes(),
    "pandas of pyarrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pandas categories": lambda frame: frame.to_pandas().astype(
        {"类型": "category", "使用燃气": "category", "面积": "category"}
    ),
    "pandas sparse": lambda frame: frame.to_pandas().astype({"面积": pd.SparseDtype(float)}),
    "pandas rows of another order": lambda frame: frame.reverse().to_pandas().iloc[::-1],
    "pandas index of ids": lambda frame: frame.to_pandas().set_index("编号"),
    "pandas index of two": lambda frame: frame.to_pandas().set_index(["编号", "类型"]),
    "pandas index and column": lambda frame: frame.to_pandas().set_index("编号", drop=False),
    "pyarrow": lambda frame: frame.to_arrow(),
    "pyarrow batch": lambda frame: frame.to_arrow().combine_chunks().to_batches()[0],
    "pyarrow reader": lambda frame: frame.to_arrow().to_reader(1),
    "duckdb": duck,
    "batches": lambda frame: iter(frame.to_arrow().to_batches(1)),
    "frames": lambda frame: frame.iter_slices(2),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_frames_of_libraries(own: paicha.Pack, maker: str) -> None:
    wanted = frames.assessed(own, FRAME.to_arrow())
    assert [wanted[row]["score"] for row in range(3)] == [5.0, 0.0, 0.0]
    results = own.assess_frame(MAKERS[maker](FRAME), as_of=frames.AS_OF, errors="rows")
    assert frames.rows(results) == wanted and results.notices == []
    assert results.to_arrow()["id"].to_pylist() == IDS


def test_results_are_frames(own: paicha.Pack) -> None:
    results = own.assess_frame(FRAME, as_of=frames.AS_OF)
    polars, pandas, arrow = results.to_polars(), results.to_pandas(), results.to_arrow()
    assert polars.columns == list(pandas.columns) == arrow.column_names == results.column_names
    assert polars.schema["level"] == pl.Enum(["red", "yellow", "blue"])
    outcomes = ["failed", "passed", "not_applicable", "unknown", "not_failed", "scored"]
    assert polars.schema["outcome.gas"] == pl.Enum(outcomes)
    assert pandas["level"].dtype == "category" and list(pandas["level"].cat.categories) == ["red", "yellow", "blue"]
    assert (
        pandas["level"].tolist()
        == polars["level"].to_list()
        == arrow["level"].to_pylist()
        == ["yellow", "blue", "blue"]
    )
    assert pandas["score"].tolist() == [5.0, 0.0, 0.0] and str(results) == f"<paicha.Results 3 x {len(polars.columns)}>"
    # Results go on into whatever reads Arrow, as often as is wanted.
    found = duckdb.from_arrow(arrow).filter("level = 'yellow'").fetchall()
    assert len(found) == 1 and pl.DataFrame(results).equals(pl.DataFrame(results)) and pa.table(results).equals(arrow)
    # The frame that came in is as it was.
    assert FRAME.columns == ["编号", "类型", "使用燃气", "面积"]


@pytest.mark.parametrize(
    "given",
    [
        {"a": 1},
        [1],
        None,
        "places.csv",
        3,
        object(),
        iter([1]),
        iter([]),
        pl.Series([1]),
        pl.col("a"),
        pa.chunked_array([[1]]),
    ],
)
def test_what_is_no_frame(own: paicha.Pack, given: Any) -> None:
    for call in (own.assess_frame, own.assess_batches):
        with pytest.raises((paicha.ArgumentError, paicha.TableError)) as raised:
            call(given, as_of=frames.AS_OF)
        assert raised.value.code in ("A007", "C016")
    with pytest.raises(paicha.ArgumentError) as grouped:
        own.assess_frame(FRAME.to_pandas().groupby("类型"), as_of=frames.AS_OF)
    assert grouped.value.code == "A007" and "DataFrameGroupBy" in grouped.value.message["zh"]


def test_pandas_columns_of_mixed_values(own: paicha.Pack) -> None:
    columns: dict[str, list[Any]] = {
        "编号": [1, "P-2", 3.0, 150422199001011234, None, np.int64(5)],
        "类型": ["商铺"] * 6,
        "名称": ["甲", None, 7, float("nan"), "不详", "乙 "],
        "使用燃气": [True, "是", None, float("nan"), pd.NA, np.bool_(False)],
        "面积": [150, "1,200㎡", decimal.Decimal("3.5"), np.float32(2.5), pd.NaT, ""],
        "安装日期": [
            DAY,
            pd.Timestamp("2021-01-01 10:00"),
            "2021.1.1",
            pd.NaT,
            dt.datetime(2020, 1, 1, 3),
            np.datetime64("NaT"),
        ],
        "负责人": ["张三", 13800001111, None, "", "李四", 2.0],
    }
    texts: dict[str, list[str | None]] = {
        "编号": ["1", "P-2", "3", "150422199001011234", None, "5"],
        "类型": ["商铺"] * 6,
        "名称": ["甲", None, "7", None, "不详", "乙"],
        "使用燃气": ["TRUE", "是", None, None, None, "FALSE"],
        "面积": ["150", "1,200㎡", "3.5", "2.5", None, None],
        "安装日期": ["2020-05-31", "2021-01-01", "2021.1.1", None, "2020-01-01", None],
        "负责人": ["张三", "13800001111", None, None, "李四", "2"],
    }
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
    before = frame.copy()
    results = own.assess_frame(frame, as_of=frames.AS_OF, errors="rows")
    wanted = own.assess_frame(pl.DataFrame(texts), as_of=frames.AS_OF, errors="rows")
    assert (
        frames.rows(results) == frames.rows(wanted)
        and results.to_arrow()["name"].to_pylist() == wanted.to_arrow()["name"].to_pylist()
    )
    assert [error["problems"][0]["code"] for error in results.problems] == ["C006"]
    pd.testing.assert_frame_equal(frame, before)


def test_pandas_columns_of_lists(own: paicha.Pack) -> None:
    goods = [["纸品", "油漆"], ("paper", "气瓶"), None]
    frame = pd.DataFrame({"编号": IDS, "类型": [["商铺"], np.array(["餐饮"]), ("河道", "商铺")], "存放物品": goods})
    texts = pl.DataFrame(
        {"编号": IDS, "类型": ["商铺", "餐饮", "河道、商铺"], "存放物品": ["纸品、油漆", "纸品、气瓶", None]}
    )
    assert frames.assessed(own, frame) == frames.assessed(own, texts)


@pytest.mark.parametrize(
    "values, found",
    [
        ([{1}, 2, 3], "set"),
        ([1, {"a": 1}, 3], "dict"),
        ([b"a", "b", None], "bytes"),
        ([None, dt.time(1), "x"], "time"),
        ([1j, 2j, 3j], "complex"),
        ([[1], None, ["a"]], "list of int"),
        ([["a"], "b", None], "list"),
        ([object(), None, None], "object"),
    ],
)
def test_pandas_values_that_no_cell_holds(own: paicha.Pack, values: list[Any], found: str) -> None:
    frame = pd.DataFrame({"编号": IDS, "类型": KINDS, "面积": values})
    error = wrong(own, frame)
    assert (error.code, error.location) == ("C016", "面积") and f"a {found} in row " in error.message["en"]
    unused = frame.rename(columns={"面积": "照片"})
    results = own.assess_frame(unused, as_of=frames.AS_OF)
    assert len(results) == 3 and [notice["code"] for notice in results.notices] == ["C001"]


def test_pandas_oddities(own: paicha.Pack) -> None:
    plain = {"编号": IDS, "类型": KINDS}
    wanted = frames.assessed(own, pl.DataFrame({**plain, "安装日期": ["2020-01-01", None, "2021-01-01"]}))
    periods = pd.PeriodIndex(["2020-01-01", pd.NaT, "2021-01-01"], freq="D")
    assert frames.assessed(own, pd.DataFrame({**plain, "安装日期": periods})) == wanted
    months = pd.DataFrame({**plain, "安装日期": pd.PeriodIndex(["2020-01"] * 3, freq="M")})
    assert len(own.assess_frame(months, as_of=frames.AS_OF, errors="rows").problems) == 3
    zones = [pd.Timestamp("2020-01-01 00:00", tz="Asia/Shanghai"), None, pd.Timestamp("2021-01-01 23:00", tz="UTC")]
    assert frames.assessed(own, pd.DataFrame({**plain, "安装日期": pd.Series(zones, dtype=object)})) == wanted
    assert wrong(own, pd.DataFrame({**plain, "面积": pd.interval_range(0, 3)})).location == "面积"
    large = pd.DataFrame({"编号": [2**70, 2**63, 1], "类型": KINDS})
    assert own.assess_frame(large, as_of=frames.AS_OF).to_arrow()["id"].to_pylist() == [str(2**70), str(2**63), "1"]
    mixed = pd.DataFrame({"编号": pd.Categorical([1, "P-1", "P-2"]), "类型": pd.Categorical(KINDS)})
    assert own.assess_frame(mixed, as_of=frames.AS_OF).to_arrow()["id"].to_pylist() == ["1", "P-1", "P-2"]
    double = wrong(own, pd.DataFrame([["1", "商铺", "餐饮"]], columns=["编号", "类型", "类型"]))
    assert double.code == "C010" and "类型" in double.message["zh"]
    # Names that are no texts: the header is in the rows, as in a sheet read without one.
    sheet = pd.DataFrame([["编号", "类型", "面积"], ["P-0", "商铺", 150]])
    assert frames.assessed(own, sheet)[1] == frames.assessed(own, FRAME.select("编号", "类型", "面积"))[0]
    series = pd.Series(IDS, name="编号")
    assert own.assess_frame(series, as_of=frames.AS_OF, kind="商铺").to_arrow()["id"].to_pylist() == IDS


def test_names_and_regions_of_any_type(own: paicha.Pack) -> None:
    """They are shown as cells show them, whichever way the frame is read."""
    shown = {
        "7": pa.array([7.0]),
        "2.5": pa.array([2.5], pa.float32()),
        "TRUE": pa.array([True]),
        "2022-08-03": pa.array([dt.datetime(2022, 8, 3, 10)]),
        "12345678901234567": pa.array([12345678901234567]),
        "甲": pa.array(["甲 "]).dictionary_encode(),
        "乙": pa.array([["乙"]]),
    }
    for text, array in shown.items():
        frame = pa.table({"编号": ["P-0"], "类型": ["商铺"], "名称": array, "区域": array})
        for explode in (None, "questions"):
            row = own.assess_frame(frame, as_of=frames.AS_OF, explode=explode).to_arrow().to_pylist()[0]
            assert (row["name"], row["region"]) == (text, text)


def test_a_reader_that_fails(own: paicha.Pack) -> None:
    def batches() -> Any:
        yield from FRAME.to_arrow().to_batches()
        raise RuntimeError("the disk is gone")

    for call in (own.assess_frame, lambda frame, as_of: list(own.assess_batches(frame, as_of=as_of))):
        reader = pa.RecordBatchReader.from_batches(FRAME.to_arrow().schema, batches())
        with pytest.raises(paicha.TableError, match="the disk is gone") as raised:
            call(reader, as_of=frames.AS_OF)
        assert raised.value.code == "C016"
