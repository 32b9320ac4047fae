"""A frame means what its rows mean one by one, whatever their order, their batches, the threads that read them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import Any

import frames
import paicha
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOLDERS = ("base", "xincheng-2022", "zhenru-2023", "toronto")

#: Cells of any column: nothing, words for nothing, what a spreadsheet leaves behind, signs, spaces.
ANY = ("", " ", "\u3000", "/", "——", "不详", "*", "N/A", "#N/A", "#REF!", "无", "是", " 否 ", "√", "×", "x", "1", "0", "2.5",
       "-3", "30%", "1,200", "１２０㎡", "1e3", "约30", "2020.1.5", "2022年8月3日", "44776", "2022-13-01", "符合", "不符合",
       "合格", "TRUE", "nan", "\ufeff是", "很长的一段话" * 9, "a\x00b", "𠮷野家", "e\u0301")  # fmt: skip

quick = settings(
    deadline=None,
    max_examples=25,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def pack_of(name: str) -> paicha.Pack:
    return frames.own_pack() if name == "own" else paicha.Pack.load(ROOT / "rules" / name)


@cache
def items_of(name: str) -> dict[str, Any]:
    items: dict[str, Any] = json.loads(pack_of(name).to_bundle())["items"]
    return items


def cells_of(fact: dict[str, Any]) -> list[str]:
    """Cells that mean something to a fact."""
    sort = fact["fact_type"]
    if sort == "bool":
        return ["是", "否", "有", "无", "√", "Y", "false"]
    if sort == "date":
        return ["2020-01-05", "2022.8.3", "20221231", "2019年12月31日"]
    if sort == "text":
        return ["张三", "李四", "13800001111"]
    if "number" in sort:
        unit = sort["number"]["unit"] or ""
        return ["0", "1", "7.5", "30", "150", f"60{unit}", f"1.2 {unit}"]
    options = next(iter(sort.values()))
    names = [name for option in options for name in (option["id"], option["label"], *option.get("aliases", []))]
    return [*names, "、".join(option["label"] for option in options[:2])]


@st.composite
def texts(draw: st.DrawFn, name: str, most: int = 12) -> dict[str, list[str | None]]:
    """A frame of texts: some columns of the pack, under an id, a label or an alias, and a few others."""
    items = items_of(name)
    count = draw(st.integers(1, most))
    kinds = [text for kind in items["kinds"] for text in (kind["id"], kind["label"], *kind["aliases"])]
    kind = st.sampled_from(kinds)
    several = st.lists(kind, min_size=2, max_size=3).map("、".join)
    columns: dict[str, list[str | None]] = {
        "编号": [f"P-{row}" if draw(st.integers(0, 9)) else f" 甲{row} " for row in range(count)],
        "类型": draw(
            st.lists(
                st.one_of(kind, kind, kind, several, st.sampled_from(["网吧", ""])), min_size=count, max_size=count
            )
        ),
    }
    text = st.sampled_from(ANY)
    regions = st.sampled_from(["新城街道/龙兴社区", " 新城街道 / 甲 ", "/", None, ""])
    for own, cell in (
        ("名称", text),
        ("区域", regions),
        ("登记日期", st.sampled_from(["2020-01-01", None, "去年", ""])),
    ):
        if draw(st.booleans()):
            columns[own] = draw(st.lists(cell, min_size=count, max_size=count))
    known = [(fact["id"], fact["label"], fact["aliases"], cells_of(fact)) for fact in items["facts"]]
    answers = ["符合", "不符合", "合格", "×", "/", "不适用"]
    known += [
        (check["id"], check["title"], check["aliases"], answers)
        for check in items["checks"]
        if "observed" in check["rule"]
    ]
    for fact_id, label, aliases, cells in draw(
        st.lists(st.sampled_from(known), max_size=10, unique_by=lambda own: own[0])
    ):
        header = draw(st.sampled_from([fact_id, label, *aliases]))
        if header not in columns:
            cell = st.one_of(st.sampled_from(cells), st.sampled_from(cells), text, st.none())
            columns[header] = draw(st.lists(cell, min_size=count, max_size=count))
    if draw(st.booleans()):
        columns["备注"] = draw(st.lists(text, min_size=count, max_size=count))
    return columns


def row(columns: dict[str, list[Any]], number: int) -> dict[str, Any]:
    return {name: values[number] for name, values in columns.items()}


def alike(name: str, columns: dict[str, list[Any]], own: dict[int, dict[str, Any]]) -> int:
    """Asserts that each row is as the place alone; gives how many values that were."""
    count = len(columns["编号"])
    assert own.keys() == set(range(count))
    for number in range(count):
        assert own[number] == frames.of_place(pack_of(name), row(columns, number)), row(columns, number)
    return sum(map(len, own.values()))


@pytest.mark.parametrize("name", ("own", *FOLDERS))
def test_frames_of_texts_are_their_rows(name: str) -> None:
    counted: Counter[str] = Counter()

    @quick
    @given(texts(name))
    def check(columns: dict[str, list[Any]]) -> None:
        own = frames.assessed(pack_of(name), pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))
        counted["values"] += alike(name, columns, own)
        counted["wrong"] += sum("problems" in one for one in own.values())
        counted["right"] += sum("score" in one for one in own.values())

    check()
    assert counted["values"] > 500 and counted["wrong"] > 20 and counted["right"] > 20, counted


def nullable(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values, values)


#: Typed columns of the small pack: header, the types that may hold it, values.
TYPED: list[tuple[str, list[Any], st.SearchStrategy[Any]]] = [
    ("使用燃气", [pl.Boolean], st.booleans()),
    ("使用燃气", [pl.Int8, pl.UInt64, pl.Float32], st.sampled_from([0, 1, 1, 2])),
    ("面积", [pl.Float64, pl.Float32], st.sampled_from([0.0, -0.0, 50.5, 150.0, 250_000.0, -1.0])),
    ("面积", [pl.Int16, pl.Int64, pl.UInt32], st.integers(0, 300)),
    ("损坏率", [pl.Float64], st.sampled_from([0.0, 0.3, 1.0, 30.0, 100.0, 101.0])),
    ("损坏率", [pl.Int32], st.integers(0, 101)),
    ("用气类型", [pl.String, pl.Categorical, pl.Enum(["瓶装", "piped", "无", "煤", "/"])], st.sampled_from(["瓶装", "piped", "无", "煤", "/"])),
    ("存放物品", [pl.List(pl.String)], st.lists(st.sampled_from(["纸品", "paint", "气瓶", "木材"]), min_size=1, max_size=3)),
    ("安装日期", [pl.Date], st.dates(date(2015, 1, 1), date(2023, 1, 1))),
    ("安装日期", [pl.Int32], st.sampled_from([44776, 43983, 2022, 60])),
    ("负责人", [pl.String, pl.Categorical], st.sampled_from(["张三", "李四", " 张三 "])),
    ("负责人", [pl.Int64], st.sampled_from([13800001111, 5])),
    ("外墙", [pl.String, pl.Categorical], st.sampled_from(["符合", "不符合", "不适用", "有"])),
    ("外墙", [pl.Boolean], st.booleans()),
    ("长度", [pl.Float64], st.sampled_from([0.5, 3.0, 60.0, 200.0])),
]  # fmt: skip


@st.composite
def typed(draw: st.DrawFn) -> pl.DataFrame:
    count = draw(st.integers(1, 12))

    def some(values: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(values, min_size=count, max_size=count))

    ids = [range(count), range(10**17, 10**17 + count)][draw(st.integers(0, 1))]
    series = [
        pl.Series("编号", list(ids), draw(st.sampled_from([pl.Int64, pl.UInt64]))),
        pl.Series(
            "类型", some(st.sampled_from(["商铺", "餐饮", "河道"])), draw(st.sampled_from([pl.String, pl.Categorical]))
        ),
    ]
    for header, types, values in draw(st.lists(st.sampled_from(TYPED), max_size=8, unique_by=lambda own: own[0])):
        series.append(pl.Series(header, some(nullable(values)), draw(st.sampled_from(types))))
    return pl.DataFrame(draw(st.permutations(series)))


@settings(quick, max_examples=120)
@given(typed())
def typed_frames(frame: pl.DataFrame) -> None:
    columns = frame.to_dict(as_series=False)
    # A dict's numbers are doubles; a long id is given as its digits.
    columns["编号"] = [str(value) for value in columns["编号"]]
    alike("own", columns, frames.assessed(pack_of("own"), frame))


def test_typed_frames_are_their_rows() -> None:
    typed_frames()


@pytest.mark.parametrize("name", ("own", *FOLDERS))
def test_made_up_places_are_their_rows(name: str) -> None:
    """Typed columns of whole packs, half of their values unknown."""
    frame = pack_of(name).generate(400, seed=7, unknown=0.5).to_polars()
    own = frames.assessed(pack_of(name), frame)
    rows = frame.to_dicts()
    assert own == {number: frames.of_place(pack_of(name), one) for number, one in enumerate(rows)} and len(own) == 400
    assert not any("problems" in one for one in own.values())


def sorted_problems(rows: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Rows whose problems come in an order of their own, not in that of the columns."""
    return {number: {**one, "problems": sorted(one.get("problems", []))} for number, one in rows.items()}


@settings(quick, max_examples=40)
@given(texts("own", most=20), st.randoms(use_true_random=False))
def test_order_means_nothing(columns: dict[str, list[Any]], random: Any) -> None:
    schema = dict.fromkeys(columns, pl.String)
    wanted = frames.assessed(pack_of("own"), pl.DataFrame(columns, schema=schema))
    headers = random.sample(list(columns), len(columns))
    order = random.sample(range(len(columns["编号"])), len(columns["编号"]))
    mixed = pl.DataFrame(
        {name: [columns[name][number] for number in order] for name in headers},
        schema={name: pl.String for name in headers},
    )
    own = frames.assessed(pack_of("own"), mixed)
    assert sorted_problems({order[number]: one for number, one in own.items()}) == sorted_problems(wanted)


def in_batches(table: pa.Table, sizes: list[int]) -> pa.RecordBatchReader:
    """A table as batches of these sizes, over and over."""

    def batches() -> Any:
        start, turn = 0, 0
        while start < table.num_rows:
            size = sizes[turn % len(sizes)]
            columns = [column.slice(start, size).combine_chunks() for column in table.columns]
            yield pa.RecordBatch.from_arrays(columns, schema=table.schema)
            start, turn = start + size, turn + 1

    return pa.RecordBatchReader.from_batches(table.schema, batches())


def joined(batches: paicha.Batches) -> tuple[dict[int, dict[str, Any]], list[Any]]:
    own: dict[int, dict[str, Any]] = {}
    notices: list[Any] = []
    for batch in batches:
        more = frames.rows(batch)
        assert not own.keys() & more.keys()
        assert list(more) == sorted(more) and (not own or not more or max(own) < min(more))
        own.update(more)
        notices += batch.notices
    return own, notices


@settings(quick, max_examples=40)
@given(
    texts("own", most=80),
    st.lists(st.integers(0, 9), min_size=1, max_size=5).filter(any),
    st.integers(1, 4),
    st.booleans(),
)
def test_batches_and_threads_mean_nothing(
    columns: dict[str, list[Any]], sizes: list[int], threads: int, titled: bool
) -> None:
    ids = columns["编号"]
    if len(ids) > 3:
        ids[3] = ids[0]  # A duplicate is found wherever the batches part.
        ids[2] = "合计" if "名称" not in columns else ids[2]
    if titled:
        # The header as rows of a table that has a title.
        columns = {f"列{number}": [name, *cells] for number, (name, cells) in enumerate(columns.items())}
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    whole = pack_of("own").assess_frame(table, as_of=frames.AS_OF, errors="rows", threads=1)
    batches = pack_of("own").assess_batches(
        in_batches(table, sizes), as_of=frames.AS_OF, errors="rows", threads=threads
    )
    own, notices = joined(batches)
    assert own == frames.rows(whole)
    assert notices == whole.notices


def test_a_header_of_two_rows_in_batches_of_one() -> None:
    # The first row alone would do as a header; with the second it means more.
    cells = {
        "编号": ["", "P-1", "P-2"],
        "类型": ["", "商铺", "餐饮"],
        "软管": ["长度", "3", "1"],
        "列": ["使用燃气", "是", "是"],
    }
    table = pa.table({**cells, "气": pa.array(["用气类型", "瓶装", "瓶装"])})
    whole = frames.assessed(pack_of("own"), table)
    assert [whole[number]["outcome.bottled"] for number in (1, 2)] == ["failed", "passed"]
    for sizes in ([1], [0, 1], [2], [0, 0, 3]):
        own, _ = joined(pack_of("own").assess_batches(in_batches(table, sizes), as_of=frames.AS_OF, errors="rows"))
        assert own == whole


def test_many_rows_in_many_parts() -> None:
    # More than one part of 4,096 rows, and more than one block of 1,024 where rows are read one by one.
    count = 10_000
    start = date(2019, 1, 1)
    table = pa.table(
        {
            "编号": [f"P-{number:05}" if number % 997 else "P-00001" for number in range(count)],
            "类型": [["商铺", "餐饮", "河道", "商铺、餐饮"][number % 4] for number in range(count)],
            "区域": [f"区/{number % 300}" for number in range(count)],
            "使用燃气": [(True, False, None)[number % 3] for number in range(count)],
            "面积": pa.array([float(number % 400) if number % 11 else None for number in range(count)]),
            "安装日期": [start + timedelta(days=number % 2000) for number in range(count)],
            "外墙": pa.array(["符合", "不符合", "/", None])
            .take(pa.array([number % 4 for number in range(count)]))
            .dictionary_encode(),
        }
    )
    pack = pack_of("own")
    wanted = frames.assessed(pack, table, threads=1)
    assert len(wanted) == count and sum("problems" in one for one in wanted.values()) == 11
    for threads in (2, 3, 4):
        assert frames.assessed(pack, table, threads=threads) == wanted
    own, _ = joined(
        pack.assess_batches(in_batches(table, [4097, 1, 0, 333]), as_of=frames.AS_OF, errors="rows", threads=3)
    )
    assert own == wanted
    # With records the rows are read one by one.
    none = pa.table(
        {"place": pa.array([], pa.string()), "task": pa.array([], pa.string()), "date": pa.array([], pa.date32())}
    )
    rowwise = frames.assessed(pack, table, records=none)
    due = ("next_due", "days_overdue")
    assert {
        number: {name: value for name, value in one.items() if name not in due} for number, one in rowwise.items()
    } == wanted
    few = table.slice(0, 2600)
    for explode in ("failed", "tasks", "questions"):
        whole = pack.assess_frame(few, as_of=frames.AS_OF, errors="rows", explode=explode, threads=2).to_arrow()
        stream = pack.assess_batches(in_batches(few, [2500, 1]), as_of=frames.AS_OF, errors="rows", explode=explode)
        assert pa.table(stream).to_pylist() == whole.to_pylist() and whole.num_rows > 1000
