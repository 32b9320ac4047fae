"""What comes out of a frame: as the command says of the same file, with records, exploded, and of rows that cannot be
read."""

from __future__ import annotations

import csv
import json
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import frames
import paicha
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def own() -> paicha.Pack:
    return frames.own_pack()


def by_command(pack: str, places: Path, as_of: str, *more: str) -> list[dict[str, Any]]:
    """What the command says of a file, a place or error row each."""
    command = [os.environ["PAICHA_COMMAND"], "score", pack, str(places), "--as-of", as_of, "--format", "jsonl", *more]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    assert ran.returncode in (0, 3), ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def columns_of(told: dict[str, Any], with_records: bool) -> dict[str, Any]:
    """An assessment or error row as the columns of a frame."""
    if "problems" in told:
        return {
            "problems": [(problem["code"], problem["zh"]) for problem in told["problems"] if problem["code"] != "C005"]
        }
    row = {name: told.get(name) for name in frames.OWN}
    row["kinds"] = ";".join(told["kinds"])
    row.update(frames.of_results(told.get("results", {})))
    row.update({f"outcome.{check}": outcome for check, outcome in told["outcomes"].items()})
    if with_records:
        row.update(
            next_due=told["next_due"] and date.fromisoformat(told["next_due"]), days_overdue=told["days_overdue"]
        )
    return {name: value for name, value in row.items() if value is not None}


def without_rows(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what a duplicate says, for the row of the place before is another in a file."""
    if "problems" not in row:
        return row
    return {"problems": [(code, zh) for code, zh, _ in row["problems"] if code != "C005"]}


def as_command(pack: str, places: Path, as_of: str, frame: Any, records: Path | None = None) -> tuple[int, int]:
    """Asserts that a frame says what the command says of the file; gives how many places and wrong rows there were."""
    more = ("--records", str(records)) if records else ()
    wanted = [columns_of(told, records is not None) for told in by_command(pack, places, as_of, *more)]
    given = pl.read_csv(records, infer_schema=False) if records else None
    results = paicha.Pack.load(ROOT / pack).assess_frame(frame, as_of=as_of, records=given, errors="rows")
    own = [without_rows(row) for row in frames.rows(results).values()]
    assert own == wanted
    wrong = sum("problems" in row for row in own)
    assert len(results.problems) == wrong
    return len(own) - wrong, wrong


def test_files_of_packs() -> None:
    count = 0
    for pack, as_of, name, records in [
        ("rules/xincheng-2022", "2022-12-31", "places.csv", None),
        ("rules/xincheng-2022", "2022-10-10", "gas_restaurants.csv", None),
        ("rules/xincheng-2022", "2022-10-10", "gas_restaurants.csv", "gas_records.csv"),
        ("rules/zhenru-2023", "2023-06-30", "places.csv", None),
    ]:
        places = ROOT / pack / name
        frame = pl.read_csv(places, infer_schema=False)
        right, wrong = as_command(pack, places, as_of, frame, ROOT / pack / records if records else None)
        count += right
        assert wrong == 0
    assert count == 21 + 400 + 400 + 4


def test_toronto(tmp_path: Path) -> None:
    sample = ROOT / "tests/data/dinesafe-sample.csv"
    subprocess.run(
        [sys.executable, ROOT / "rules/toronto/convert.py", sample, tmp_path], check=True, capture_output=True
    )
    places, records = tmp_path / "places.csv", tmp_path / "records.csv"
    for frame in (pl.read_csv(places, infer_schema=False), pd.read_csv(places, dtype=str), pl.read_csv(places)):
        right, wrong = as_command("rules/toronto", places, "2019-12-31", frame, records)
        assert right > 20 and wrong == 0


MESSY = """2022年排查表,,,,,
填报单位：街道,,,日期：2022.8.3,,
 编 号 *,场所名称,类型（必填）,用气,,备注
,,,使用燃气（是/否）,软管长度（米）,
P-0001,甲,餐饮,是,2.5,
 P-0002 ,"乙
店",商铺、餐饮,√,/,x
,丙,餐饮,是,,
P-0001,丁,餐饮,无,1,
,,,,,
 编 号 *,场所名称,类型（必填）,用气,,备注
,,,使用燃气（是/否）,软管长度（米）,
P-0003,戊,网吧,约,3米,
P-0004,己,餐饮,maybe,300,
1.5E+17,庚,餐饮,,,
合计,,,3,,
填表人：张三,,,,,
"""


def test_a_sheet_as_people_write_it(own: paicha.Pack, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/pack.toml").write_text(frames.RULES, encoding="utf-8")
    places = tmp_path / "places.csv"
    places.write_text(MESSY, encoding="utf-8")
    read = list(csv.reader(MESSY.splitlines(keepends=True)))
    columns = [f"column_{number}" for number in range(len(read[0]))]
    made: dict[str, tuple[Any, int]] = {
        # The first row as the names of columns, as readers of CSV have it, or as one of the rows.
        "polars": (pl.read_csv(places, infer_schema=False), 1),
        "polars without a header": (pl.read_csv(places, infer_schema=False, has_header=False), 0),
        "pandas": (pd.read_csv(places, dtype=str), 1),
        "pandas without a header": (pd.read_csv(places, dtype=str, header=None, keep_default_na=False), 0),
        "rows": (pl.DataFrame(read, schema=columns, orient="row"), 0),
    }
    wanted = [columns_of(told, False) for told in by_command(str(tmp_path / "own"), places, frames.AS_OF)]
    assert ["problems" in row for row in wanted] == [False, False, True, True, True, True, True]
    for name, (frame, above) in made.items():
        results = own.assess_frame(frame, as_of=frames.AS_OF, errors="rows")
        rows = frames.rows(results)
        assert [number + above for number in rows] == [4, 5, 6, 7, 11, 12, 13], name
        assert [notice["code"] for notice in results.notices].count("C015") == 2
        assert [without_rows(row) for row in rows.values()] == wanted, name


VISITS: dict[str, list[tuple[str, str, str | None]]] = {
    "P-0": [("检查", "2022-11-03", "街道"), ("检查", "2022-08-01", None), ("检查", "2022-03-05", "社区")],
    "P-2": [("visit", "2022-10-01", "街道")],
    "P-9": [("检查", "2022-10-01", "街道"), ("检查", "2022-11-01", "街道")],
}
PLACES: dict[str, list[Any]] = {
    "编号": ["P-0", "P-1", "P-2"],
    "类型": ["商铺", "餐饮", "河道"],
    "使用燃气": ["是", None, "否"],
    "面积": ["150", "", "5"],
}


def visits(place: str) -> list[dict[str, Any]]:
    return [{"task": task, "date": day, "checker": checker} for task, day, checker in VISITS.get(place, [])]


def one_by_one(own: paicha.Pack, **given: Any) -> dict[int, dict[str, Any]]:
    places = pl.DataFrame(PLACES).to_dicts()
    return {
        row: frames.of_place(own, place, records=visits(place["编号"]), **given) for row, place in enumerate(places)
    }


def test_records_beside(own: paicha.Pack) -> None:
    texts = [
        {"场所编号": place, "任务": task, "日期": day, "检查主体": checker}
        for place, own in VISITS.items()
        for task, day, checker in own
    ]
    text = pl.DataFrame(texts)
    typed = text.with_columns(pl.col("日期").str.to_date(), pl.col("任务", "检查主体").cast(pl.Categorical))
    times = typed.with_columns(pl.col("日期").cast(pl.Datetime("us", "Asia/Shanghai")))
    for since in (None, "2022-01-01", date(2022, 7, 1)):
        wanted = one_by_one(own, records_from=since)
        due = {None: date(2022, 12, 31), "2022-01-01": date(2022, 3, 31), date(2022, 7, 1): date(2022, 9, 30)}
        assert [wanted[row]["next_due"] for row in range(3)] == [date(2023, 3, 31), due[since], date(2023, 3, 31)]
        for records in (text, typed, times, text.to_pandas(), typed.to_arrow().to_reader(1)):
            results = own.assess_frame(
                pl.DataFrame(PLACES), as_of=frames.AS_OF, records=records, records_from=since, errors="rows"
            )
            assert frames.rows(results) == wanted
            [unclaimed] = results.notices
            assert (unclaimed["code"], unclaimed["value"]) == ("C020", "P-9")


def test_records_that_cannot_be_read(own: paicha.Pack) -> None:
    records = pl.DataFrame(
        {"编号": ["P-0", "P-0", "P-1"], "任务": ["检查", "检察", "检查"], "日期": ["2022-10-01", "2022-10-02", "去年"]}
    )
    results = own.assess_frame(pl.DataFrame(PLACES), as_of=frames.AS_OF, records=records)
    assert [(notice["code"], notice["row"]) for notice in results.notices] == [("C021", 1), ("C022", 2)]
    with pytest.raises(paicha.TableError) as raised:
        own.assess_frame(pl.DataFrame(PLACES), as_of=frames.AS_OF, records=records.drop("日期"))
    assert raised.value.code == "C022"
    with pytest.raises(paicha.ArgumentError) as argument:
        own.assess_frame(pl.DataFrame(PLACES), as_of=frames.AS_OF, records=[{"task": "检查"}])
    assert argument.value.code == "A007"


def test_records_in_a_column(own: paicha.Pack) -> None:
    lists = [visits(place) for place in PLACES["编号"]]
    assert [len(own) for own in lists] == [3, 0, 1]
    fields = pa.struct([("task", pa.string()), ("date", pa.string()), ("checker", pa.string())])
    dates = [[{**record, "date": date.fromisoformat(record["date"])} for record in own] for own in lists]
    dated = pa.struct([("task", pa.string()), ("date", pa.date32()), ("checker", pa.string())])
    wanted = one_by_one(own, records_from="2022-01-01")
    for column in (
        pa.array(lists, pa.list_(fields)),
        pa.array(lists, pa.large_list(fields)),
        pa.array(dates, pa.list_(dated)),
        pa.concat_arrays([pa.array([lists[0]] * 3, pa.list_(fields)), pa.array(lists, pa.list_(fields))]).slice(3),
    ):
        frame = pa.table({**PLACES, "records": column})
        for batch in (frame, frame.to_reader(1), pl.DataFrame(frame)):
            results = own.assess_frame(batch, as_of=frames.AS_OF, records_from="2022-01-01")
            assert frames.rows(results) == wanted and results.notices == []
    pandas = pd.DataFrame({**PLACES, "records": lists})
    assert frames.assessed(own, pandas, records_from="2022-01-01") == wanted


def test_no_records_are_not_none_done(own: paicha.Pack) -> None:
    """A null says that nobody gave any, an empty list that nothing was done."""
    fields = pa.struct([("task", pa.string()), ("date", pa.string())])
    done = [{"task": "检查", "date": "2022-10-01"}]
    every: list[list[Any]] = [[None, [], done], [done, [], None], [None, None, []], [None] * 3]
    for lists in every:
        frame = pa.table({**PLACES, "records": pa.array(lists, pa.list_(fields))})
        rows = frames.assessed(own, frame, records_from="2022-01-01")
        for row, (place, records) in enumerate(zip(pl.DataFrame(PLACES).to_dicts(), lists, strict=True)):
            given: dict[str, Any] = {"records": records, "records_from": "2022-01-01"}
            assert rows[row] == frames.of_place(own, place, **given), (lists, row)
    assert "next_due" not in frames.assessed(own, pl.DataFrame(PLACES))[0]


def exploded(pack: paicha.Pack, frame: Any, explode: Any, **given: Any) -> list[dict[str, Any]]:
    table = pack.assess_frame(frame, **{"as_of": frames.AS_OF, **given}, explode=explode).to_arrow()
    who = ["row", "id", "name", "kinds", "region"]
    assert table.column_names[:5] == who
    return [{name: value for name, value in row.items() if name not in who[1:]} for row in table.to_pylist()]


def failed(pack: paicha.Pack, places: pl.DataFrame) -> list[dict[str, Any]]:
    """The failed checks of places one by one, as the columns of a frame."""
    found = []
    names = ("check", "title", "finding", "grade", "section", "fix", "refer_to")
    for row, place in enumerate(places.to_dicts()):
        for reason in pack.assess(place, as_of=frames.AS_OF).to_dict()["failed"]:
            told: dict[str, Any] = {**reason}
            one = {"row": row, **{name: told.get(name) for name in names}}
            for name in ("points", "counted"):
                ends = told[name] if isinstance(told[name], list) else [told[name]] * 2
                one.update({f"{name}_least": ends[0], f"{name}_most": ends[1]})
            deadline = told.get("deadline")
            found.append({**one, "deadline": deadline and date.fromisoformat(deadline)})
    return found


def test_failed_checks(own: paicha.Pack) -> None:
    pack = paicha.Pack.load("rules/xincheng-2022")
    places = pl.read_csv("rules/xincheng-2022/gas_restaurants.csv", infer_schema=False)[:60]
    wanted = failed(pack, places)
    assert exploded(pack, places, "failed") == wanted and len(wanted) > 200
    open_ended = pl.DataFrame({**PLACES, "外墙": ["不符合", "不符合", "符合"], "损坏率": [None, "50%", None]})
    wanted = failed(own, open_ended)
    assert exploded(own, open_ended, "failed") == wanted
    tiles = [(one["points_least"], one["points_most"]) for one in wanted if one["check"] == "tiles"]
    assert tiles == [(2, 12), (7, 7)] and [one["deadline"] for one in wanted if one["check"] == "gas"] == [
        date(2023, 1, 15)
    ]


def test_tasks() -> None:
    pack = paicha.Pack.load("rules/xincheng-2022")
    places = pl.read_csv("rules/xincheng-2022/gas_restaurants.csv", infer_schema=False)[:60]
    records = pl.read_csv("rules/xincheng-2022/gas_records.csv", infer_schema=False)
    keys = {"任务": "task", "日期": "date", "检查主体": "checker", "结果": "outcome"}
    names = ("task", "label", "required", "required_at_worst", "done", "days_overdue", "days_overdue_at_worst")
    for as_of in ("2022-09-20", "2022-10-10"):
        given = {"as_of": as_of, "records_from": "2022-01-01"}
        wanted = []
        for row, place in enumerate(places.to_dicts()):
            done = records.filter(pl.col("编号") == place["编号"]).rename(keys).select(keys.values()).to_dicts()
            for told in pack.assess(place, records=done, **given).to_dict().get("tasks", []):
                task: dict[str, Any] = {**told}
                days = {name: task[name] for name in ("next_due", "next_due_at_worst")}
                due = {name: day and date.fromisoformat(day) for name, day in days.items()}
                wanted.append({"row": row, **{name: task[name] for name in names}, **due})
        assert exploded(pack, places, "tasks", records=records, **given) == wanted and len(wanted) >= 50
        assert len({(one["done"], one["next_due"]) for one in wanted}) > 1
    # Without records there is no telling what is due.
    assert {one["next_due"] for one in exploded(pack, places, "tasks", as_of="2022-10-10")} == {None}


def test_questions() -> None:
    pack = paicha.Pack.load("rules/base")
    places = pl.read_csv("rules/xincheng-2022/places.csv", infer_schema=False)
    names = ("input", "label", "question", "changes_level", "points")
    wanted = [
        {
            **{name: value for name, value in question.items() if name in names},
            "checks": ";".join(question["checks"]),
            "row": row,
        }
        for row, place in enumerate(places.to_dicts())
        for question in pack.assess(place, as_of=frames.AS_OF).explain().to_dict()["questions"]
    ]
    assert exploded(pack, places, "questions") == wanted and len(wanted) > 200


def test_wrong_rows_are_raised(own: paicha.Pack) -> None:
    count = 1500
    frame = pl.DataFrame(
        {
            "编号": [f"P-{row}" for row in range(count)],
            "类型": "商铺",
            "面积": ["约5" if row % 2 else "5" for row in range(count)],
        }
    )
    for explode in (None, "failed"):
        with pytest.raises(paicha.TableError) as raised:
            own.assess_frame(frame, as_of=frames.AS_OF, explode=explode)
        error = raised.value
        assert (
            error.code == "C002"
            and "有 750 行读不了" in error.message["zh"]
            and error.message["en"].startswith("750 rows cannot be read")
        )
        assert error.location is not None and error.location.startswith("1 面积") and error.help is not None
        assert [row["row"] for row in error.problems] == list(range(1, count, 2))
        assert error.problems[0]["id"] == "P-1" and error.problems[0]["problems"][0]["value"] == "约5"
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.problems) == (str(error), error.problems)


def test_wrong_rows_are_rows(own: paicha.Pack) -> None:
    cells = {
        "编号": ["P-0", "P-0", None, "P-3"],
        "类型": ["商铺", "商铺", "商铺", "网吧"],
        "面积": ["5", "6", "约7", "-8"],
        "名称": ["甲", "乙", "丙", "丁"],
    }
    for frame in (
        pl.DataFrame({**cells, "区域": "新城"}),
        pl.DataFrame({**cells, "区域": "新城", "记": [[], [], [], []]}),
    ):
        results = own.assess_frame(frame, as_of=frames.AS_OF, errors="rows")
        table = results.to_polars()
        assert table.columns[-1] == "error" and table["row"].to_list() == [0, 1, 2, 3]
        assert table["id"].to_list() == ["P-0", "P-0", None, "P-3"] and table["name"].to_list() == [
            "甲",
            "乙",
            "丙",
            "丁",
        ]
        # Of a wrong row nothing is told that could be mistaken for a result.
        assert table.drop("row", "id", "name", "error")[1:].null_count().row(0) == (3,) * (table.width - 4)
        assert [[problem["code"] for problem in row["problems"]] for row in results.problems] == [
            ["C005"],
            ["C006", "C002"],
            ["C007", "C003"],
        ]
        assert (
            [row["row"] for row in results.problems] == [1, 2, 3]
            and "C005" in table["error"][1]
            and table["error"][0] is None
        )
        [second] = results.problems[0]["problems"]
        assert second["en"] == 'the id "P-0" was there before, in row 0'


def test_arguments(own: paicha.Pack) -> None:
    every: list[dict[str, Any]] = [{"explode": "answers"}, {"errors": "ignore"}]
    for given in every:
        with pytest.raises(paicha.ArgumentError) as raised:
            own.assess_frame(pl.DataFrame(PLACES), **{"as_of": frames.AS_OF, **given})
        assert raised.value.code == "A105"
    with pytest.raises(paicha.ArgumentError):
        own.assess_frame(pl.DataFrame(PLACES), as_of="someday")
    few = own.assess_frame(pl.DataFrame(PLACES), as_of=frames.AS_OF, outcomes=False)
    assert few.column_names[-1] == "score_at_worst"
    assert len(own.assess_frame(pl.DataFrame(PLACES), as_of=frames.AS_OF, threads=0)) == 3
