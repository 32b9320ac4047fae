"""What the tests of frames share: a small pack with a fact of every type, and results beside those of one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import paicha

AS_OF = "2022-12-31"

RULES = """
[pack]
format = 1
id = "own"
title = "各种类型"
version = "1"

[kind.shop]
label = "商铺"

[kind.canteen]
label = "餐饮"

[kind.river]
label = "河道"

[fact.uses_gas]
label = "使用燃气"
type = "bool"
kinds = ["shop", "canteen"]

[fact.floor_area]
label = "面积"
type = "number"
unit = "㎡"
range = { min = 0, max = 200000 }

[fact.broken]
label = "损坏率"
type = "number"
unit = "%"
range = { min = 0, max = 100 }

[fact.fuel]
label = "用气类型"
type = "choice"
kinds = ["shop", "canteen"]
options = [{ id = "bottled", label = "瓶装" }, { id = "piped", label = "管道" }, { id = "none", label = "无" }]

[fact.goods]
label = "存放物品"
type = "tags"
options = [{ id = "paper", label = "纸品" }, { id = "paint", label = "油漆" }, { id = "bottle", label = "气瓶" }]

[fact.installed]
label = "安装日期"
type = "date"

[fact.owner]
label = "负责人"
type = "text"

[fact.hose_length]
label = "软管长度"
aliases = ["长度"]
type = "number"
unit = "m"
range = { min = 0, max = 100 }
kinds = ["shop", "canteen"]

[fact.river_length]
label = "河道长度"
aliases = ["长度"]
type = "number"
unit = "m"
range = { min = 0, max = 100000 }
kinds = ["river"]

[[check]]
id = "gas"
title = "燃气"
kinds = ["shop", "canteen"]
fails_if = '使用燃气 && 面积 > 100'
points = 5
within = "15天"
fix = "整改"

[[check]]
id = "bottled"
title = "瓶装"
kinds = ["shop", "canteen"]
applies_if = '使用燃气'
fails_if = '用气类型 == "瓶装" && 软管长度 > 2'
points = 11

[[check]]
id = "goods"
title = "物品"
fails_if = '"油漆" in 存放物品'
points = 3

[[check]]
id = "old"
title = "老旧"
fails_if = '安装日期 < date("2020-06-01")'
points = 2

[[check]]
id = "owner"
title = "负责人"
kinds = ["shop"]
fails_if = '负责人 == "张三"'
points = 1

[[check]]
id = "tiles"
title = "外墙"
observed = true
points = '损坏率 / 10 + 2'

[[check]]
id = "worn"
title = "损坏"
scored = true
applies_if = '损坏率 >= 0'
points = '损坏率 / 10'

[[check]]
id = "long"
title = "河长"
kinds = ["river"]
fails_if = '河道长度 > 50'
points = 13

[task.visit]
label = "检查"

[[duty]]
id = "visits"
task = "visit"
per = "quarter"
at_least = 1

[[level]]
id = "red"
label = "红"
when = 'score >= 20'

[[level]]
id = "yellow"
label = "黄"
when = 'score >= 5'

[[level]]
id = "blue"
label = "蓝"
"""


def own_pack() -> paicha.Pack:
    return paicha.Pack.from_files({"own/pack.toml": RULES}, "own")


#: The columns of results that are the same for every pack.
OWN = ("id", "name", "kinds", "region", "level", "level_at_worst", "score", "score_at_worst")


def of_place(pack: paicha.Pack, place: Mapping[str, Any], **given: Any) -> dict[str, Any]:
    """What one place says, by the columns that a frame has for it; what is wrong with it under ``problems``."""
    try:
        one = pack.assess(place, **{"as_of": AS_OF, **given})
    except paicha.PlaceError as error:
        return {"problems": told(error.problems)}
    row: dict[str, Any] = {name: getattr(one, name) for name in OWN}
    row["kinds"] = ";".join(one.kinds)
    row.update(of_results(one.results))
    row.update({f"outcome.{check}": outcome for check, outcome in one.outcomes.items()})
    if given.get("records") is not None:
        row.update(next_due=one.next_due, days_overdue=one.days_overdue)
    return {name: value for name, value in row.items() if value is not None}


def of_results(results: Mapping[str, Any]) -> dict[str, Any]:
    """The named results of a place by their columns."""
    names = {"value": "", "at_worst": ".at_worst", "level": ".level", "level_at_worst": ".level_at_worst"}
    every = ((result, value, key) for result, value in results.items() for key in value)
    return {f"result.{result}{names[key]}": value[key] for result, value, key in every if key in names}


def told(problems: Sequence[Any]) -> list[tuple[str, str, str]]:
    """What problems say, without where."""
    return [(problem["code"], problem["zh"], problem["en"]) for problem in problems]


def rows(results: paicha.Results) -> dict[int, dict[str, Any]]:
    """The rows of results by their number, each with the values it has. Of a wrong row there are its ``problems`` only."""
    table = results.to_arrow().to_pylist()
    own = {row.pop("row"): {name: value for name, value in row.items() if value is not None} for row in table}
    assert len(own) == len(table), "a row is there twice"
    wrong = {error["row"]: told(error["problems"]) for error in results.problems}
    assert {number for number, row in own.items() if "error" in row} == set(wrong)
    for number, problems in wrong.items():
        assert own[number].keys() <= {"id", "name", "error"}
        assert all(code in own[number]["error"] for code, *_ in problems)
        own[number] = {"problems": problems}
    return own


def assessed(pack: paicha.Pack, frame: Any, **given: Any) -> dict[int, dict[str, Any]]:
    """The rows of the results of a frame, as ``rows`` gives them."""
    return rows(pack.assess_frame(frame, **{"as_of": AS_OF, "errors": "rows", **given}))
