"""One place: whatever it is given as, it means the same; and what comes out."""

from __future__ import annotations

import dataclasses
import enum
import json
import pickle
from collections import OrderedDict, UserDict, namedtuple
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import numpy
import paicha
import pandas
import polars
import pytest
from conftest import ROOT
from hypothesis import event, given, settings
from hypothesis import strategies as st

DAY = date(2022, 12, 31)
#: Within the campaign of the pack with duties.
CAMPAIGN_DAY = date(2022, 9, 15)
PLACE: dict[str, Any] = {
    "id": "P-0006",
    "name": "老张餐馆",
    "kinds": ["restaurant"],
    "region": "新城街道 / 龙兴社区",
    "facts": {"uses_gas": True, "gas_alarm_fitted": False, "floor_area": 140, "hose_length": None},
}


#: What the base rules have no facts of.
OTHER_TYPES = """
[pack]
format = 1
id = "own"
title = "试"
version = "1"
extends = ["../base"]

[fact.owner]
label = "业主"
type = "text"

[fact.goods]
label = "货物"
type = "tags"
options = [{ id = "paint", label = "油漆" }, { id = "cloth", label = "布料" }]

[[check]]
id = "own_goods"
title = "不存油漆"
fails_if = '"paint" in 货物 && 业主 != "张"'
points = 7

[[check]]
id = "own_clean"
title = "地面干净"
points = 3
"""


def own_pack() -> paicha.Pack:
    files: dict[str, str | bytes] = {
        path.relative_to(ROOT / "rules").as_posix(): path.read_bytes() for path in (ROOT / "rules/base").rglob("*.toml")
    }
    return paicha.Pack.from_files({**files, "own/pack.toml": OTHER_TYPES}, "own")


OWN = own_pack()
ITEMS: dict[str, Any] = json.loads(OWN.to_bundle())["items"]


def text(pack: paicha.Pack, place: Any, **more: Any) -> str:
    return pack.assess(place, **{"as_of": DAY, **more}).to_json()


def told(pack: paicha.Pack, place: Any) -> tuple[Any, ...]:
    """What comes out of a place, or what is raised."""
    try:
        assessment = pack.assess(place, as_of=DAY)
    except paicha.PaichaError as error:
        return type(error), str(error), getattr(error, "problems", None)
    ends = assessment.score, assessment.score_at_worst, assessment.level, assessment.level_at_worst
    return ends, assessment.to_json(), assessment.explain().to_json(), assessment.notices


def test_attributes(base: paicha.Pack) -> None:
    assessment = base.assess(PLACE, as_of=DAY)
    data = assessment.to_dict()
    assert data == json.loads(assessment.to_json())
    for name in (
        "id",
        "name",
        "kinds",
        "region",
        "level",
        "level_at_worst",
        "level_label",
        "level_at_worst_label",
        "score",
        "score_at_worst",
        "known_share",
        "failed",
        "outcomes",
        "days_overdue",
        "out_of_force",
        "pack",
    ):
        assert getattr(assessment, name) == data[name], name
    for name, empty in (
        ("results", {}),
        ("scored", []),
        ("adjusted", []),
        ("assumed", []),
        ("errors", []),
        ("tasks", []),
    ):
        assert getattr(assessment, name) == data.get(name, empty), name
    assert assessment.as_of == DAY and data["as_of"] == "2022-12-31"
    assert assessment.region == "新城街道/龙兴社区"
    assert assessment.next_due is None and data["next_due"] is None
    assert assessment.notices == []
    assert isinstance(assessment.score, float)
    assert repr(assessment) == "<paicha.Assessment P-0006 2022-12-31: yellow…red score 22…467>"


@pytest.fixture(scope="session")
def duties() -> paicha.Pack:
    return paicha.Pack.load(ROOT / "rules/xincheng-2022")


def test_what_is_due(duties: paicha.Pack) -> None:
    records = [{"task": "gas_check", "date": date(2022, 9, 5), "checker": "street"}]
    told: dict[str, Any] = {"as_of": CAMPAIGN_DAY, "records_from": date(2022, 1, 1)}
    unknown, none, done = (duties.assess(PLACE, records=given, **told) for given in (None, [], records))
    assert [own.tasks[0]["done"] for own in (unknown, none, done)] == [None, 0, 1]
    assert (unknown.next_due, none.next_due, done.next_due) == (None, date(2022, 10, 31), None)
    assert (unknown.days_overdue, none.days_overdue) == (None, 0)
    assert none.to_dict()["next_due"] == "2022-10-31"
    own = {**PLACE, "records": records}
    assert duties.assess(own, **told) == done
    assert duties.assess(own, records=[], **told) == none


def test_the_place_is_as_it_was_given(base: paicha.Pack) -> None:
    place: dict[str, Any] = {**PLACE, "facts": dict(PLACE["facts"])}
    wanted = text(base, place)
    assessment = base.assess(place, as_of=DAY)
    place["facts"]["floor_area"] = 10
    place["kinds"].append("school")
    place["kinds"].remove("school")
    place["id"] = "other"
    assert assessment.to_json() == wanted


def test_results_are_new_each_time(base: paicha.Pack) -> None:
    assessment = base.assess(PLACE, as_of=DAY)
    assessment.failed.clear()
    assessment.outcomes.clear()
    assert assessment.failed and assessment.outcomes


def test_equality_and_pickles(base: paicha.Pack, duties: paicha.Pack) -> None:
    flat = {"编号": "P-1", "类型": "餐饮场所", "使用燃气": "是", "营业时间": "晚上"}
    records = [{"task": "gas_check", "date": "2022-09-05"}, {"task": "none", "date": "2022-09-05"}]
    other_kind = {"id": "P-1", "kinds": ["school"], "name": "一中", "since": "2022-03-05", "facts": {}}
    assessments = [
        base.assess(PLACE, as_of=DAY),
        base.assess(PLACE, as_of=CAMPAIGN_DAY),
        base.assess(other_kind, as_of=DAY),
        base.assess({**PLACE, "facts": {"uses_gas": "不涉及"}}, as_of=DAY),
        duties.assess({**PLACE, "records": []}, as_of=CAMPAIGN_DAY),
        duties.assess(PLACE, as_of=CAMPAIGN_DAY),
        duties.assess({**PLACE, "since": "2022-09-20"}, as_of=CAMPAIGN_DAY),
        duties.assess(PLACE, as_of=CAMPAIGN_DAY, records=records, records_from="2022-01-01"),
        duties.assess(flat, as_of=CAMPAIGN_DAY, records=records),
        duties.assess(flat, as_of=CAMPAIGN_DAY),
    ]
    for assessment in assessments:
        again = pickle.loads(pickle.dumps(assessment))
        assert again == assessment and hash(again) == hash(assessment)
        assert again.to_json() == assessment.to_json() and again.notices == assessment.notices
        explained = pickle.loads(pickle.dumps(assessment.explain()))
        assert explained == assessment.explain() and hash(explained) == hash(assessment.explain())
        assert sum(other == assessment for other in assessments) == 1
    assert assessments[0] != "P-0006"


def test_explanation(base: paicha.Pack) -> None:
    assessment = base.assess(PLACE, as_of=DAY)
    explanation = assessment.explain()
    data = explanation.to_dict()
    assert data == json.loads(explanation.to_json())
    assert {key: explanation[key] for key in explanation} == dict(explanation) == data and len(explanation) == len(data)
    assert "questions" in explanation and "question" not in explanation
    with pytest.raises(KeyError):
        explanation["question"]
    assert explanation.questions == data["questions"] and explanation.questions
    assert explanation.level_because == data["level_because"]
    assert explanation.level_at_worst_because == data["level_at_worst_because"]
    assert explanation.score_terms == data.get("score_terms", [])
    assert explanation.assessment == assessment
    assert "老张餐馆" in explanation.text() and "as of" not in explanation.text()
    assert explanation.text("en") != explanation.text("zh")
    assert "P-0006" in repr(explanation)


class Answer(enum.Enum):
    YES = True
    SHOP = "restaurant"


class Word(str, enum.Enum):
    AREA = "floor_area"


@dataclasses.dataclass
class Facts:
    uses_gas: bool
    floor_area: float | None = None


@dataclasses.dataclass(frozen=True)
class Place:
    id: str
    kinds: tuple[str, ...]
    facts: Facts
    name: str | None = None


Named = namedtuple("Named", ["id", "kinds", "facts"])

FACTS = {"uses_gas": True, "floor_area": 140}


@pytest.mark.parametrize(
    "place",
    [
        OrderedDict(id="P-1", kinds=["restaurant"], facts=FACTS),
        MappingProxyType({"id": "P-1", "kinds": "restaurant", "facts": MappingProxyType(FACTS)}),
        UserDict(id="P-1", kinds=("餐饮场所",), facts=UserDict(FACTS)),
        Place("P-1", ("restaurant",), Facts(True, 140.0)),
        Named("P-1", ["restaurant"], FACTS),
        {
            "id": "P-1",
            "kinds": {"restaurant"},
            "facts": {"uses_gas": numpy.True_, "floor_area": numpy.int8(100) + numpy.int64(40)},
        },
        {
            "id": "P-1",
            "kinds": numpy.array(["restaurant"]),
            "facts": {"uses_gas": Answer.YES, Word.AREA: Decimal("140.00")},
        },
        {"id": "P-1", "kinds": [Answer.SHOP], "facts": {"使用燃气": "是", "floor_area": numpy.float32(140)}},
        {"id": "P-1", "kinds": pandas.Series(["restaurant"]), "facts": {"uses_gas": True, "floor_area": "140㎡"}},
        {
            "id": "P-1",
            "kinds": polars.Series(["restaurant"]),
            "facts": {"uses_gas": True, "floor_area": 140.0, "hose_length": float("nan")},
        },
        {
            "id": "P-1",
            "kinds": frozenset({"restaurant"}),
            "name": None,
            "region": pandas.NA,
            "since": pandas.NaT,
            "facts": FACTS,
        },
        {"id": "P-1", "kinds": ["restaurant"], "facts": {**FACTS, "hose_length": Decimal("NaN"), "stoves": numpy.nan}},
        pandas.Series({"id": "P-1", "kinds": "restaurant", "uses_gas": True, "floor_area": 140}),
        {"id": "P-1", "kinds": "restaurant", "uses_gas": "√", "floor_area": 140},
    ],
    ids=lambda place: type(place).__name__,
)
def test_whatever_it_is_given_as(base: paicha.Pack, place: Any) -> None:
    assert text(base, place) == text(base, {"id": "P-1", "kinds": ["restaurant"], "facts": FACTS})


@pytest.mark.parametrize(
    "day",
    [datetime(2022, 9, 5, 12), pandas.Timestamp(2022, 9, 5), numpy.datetime64("2022-09-05T10:00"), date(2022, 9, 5)],
)
def test_dates(base: paicha.Pack, duties: paicha.Pack, day: Any) -> None:
    more = {"as_of": CAMPAIGN_DAY}
    wanted = text(
        duties, {**PLACE, "since": "2022-09-05"}, records=[{"task": "gas_check", "date": "2022-09-05"}], **more
    )
    assert '"done":1' in wanted
    assert text(duties, {**PLACE, "since": day}, records=[{"task": "gas_check", "date": day}], **more) == wanted
    drill = {"id": "P-1", "kinds": ["restaurant"], "facts": {"fire_drill_date": day}}
    assert text(base, drill) == text(base, {**drill, "facts": {"fire_drill_date": "2022-09-05"}})


@pytest.mark.parametrize("day", [datetime(2022, 9, 15, 12), pandas.Timestamp(2022, 9, 15), "2022-09-15"])
def test_as_of(base: paicha.Pack, day: Any) -> None:
    assert base.assess(PLACE, as_of=day) == base.assess(PLACE, as_of=CAMPAIGN_DAY)
    assert base.assess(PLACE, as_of=day).as_of == CAMPAIGN_DAY


def test_records_as_dataclasses(duties: paicha.Pack) -> None:
    @dataclasses.dataclass
    class Visit:
        task: str
        date: date
        checker: str | None = None

    visits = [Visit("gas_check", date(2022, 9, 5), "street")]
    given = [{"task": "gas_check", "date": "2022-09-05", "checker": "street"}]
    wanted = text(duties, PLACE, records=given, as_of=CAMPAIGN_DAY)
    assert '"done":1' in wanted
    assert text(duties, PLACE, records=visits, as_of=CAMPAIGN_DAY) == wanted
    assert text(duties, PLACE, records=iter(visits), as_of=CAMPAIGN_DAY) == wanted


def test_a_flat_place_with_records(duties: paicha.Pack) -> None:
    records = [{"task": "gas_check", "date": "2022-09-05"}, {"task": "joint_check", "date": "2022-09-05"}]
    flat = {"编号": "P-1", "类型": "餐饮场所", "使用燃气": "是", "备注": "新"}
    nested = {"id": "P-1", "kinds": ["restaurant"], "facts": {"uses_gas": True}}
    own, other = (duties.assess(place, as_of=CAMPAIGN_DAY, records=records) for place in (flat, nested))
    assert own == other and own.tasks[0]["done"] == 1
    assert ["备注" in notice["zh"] for notice in own.notices] == [True] and other.notices == []
    with pytest.raises(paicha.PlaceError) as raised:
        duties.assess(flat, as_of=CAMPAIGN_DAY, records=[{"task": "gas_check", "date": "soon"}])
    assert raised.value.location == "/records/0/date"


def test_large_ints_are_read_as_json_reads_them(base: paicha.Pack) -> None:
    for number in (2**53, 2**53 + 1, 2**63, -(2**63), 2**64 + 1, 10**30):
        place = {"id": "P-1", "kinds": ["restaurant"], "facts": {"floor_area": number}}
        assert told(base, place) == told(base, json.loads(json.dumps(place), object_pairs_hook=OrderedDict))


def _right(fact: dict[str, Any]) -> list[st.SearchStrategy[Any]]:
    """What a fact takes."""
    kind, ends = fact["fact_type"], fact["range"]
    if kind == "bool":
        return [st.booleans(), st.sampled_from([True, False, "是", "否", "不涉及"])]
    if isinstance(kind, dict) and "number" in kind:
        least, most = int(ends["min"] or 0), int(ends["max"] or 2**60)
        return [st.integers(least, most), st.floats(least, most)]
    if isinstance(kind, dict):
        [options] = kind.values()
        option = st.sampled_from([option["id"] for option in options])
        return [option, st.sampled_from([option["label"] for option in options])]
    return [st.sampled_from(["2022.3.5", "2022-03-05", "不详"])]


#: What most facts do not take.
_any = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_infinity=False),
    st.text(max_size=3),
    st.sampled_from(["不涉及", "/", "", "是", "3", "2022.3.5"]),
    st.lists(st.sampled_from(["paint", "cloth", "油漆"]), max_size=3),
)


def _given(name: str) -> st.SearchStrategy[tuple[str, Any]]:
    pairs = [st.tuples(st.just(fact[name]), value) for fact in ITEMS["facts"] for value in _right(fact)]
    return st.one_of(pairs)


_odd = st.tuples(st.sampled_from([fact["id"] for fact in ITEMS["facts"]]), _any)
_facts = st.one_of(
    st.lists(_given("id"), max_size=20).map(dict),
    st.lists(_given("id") | _given("label"), max_size=8).map(dict),
    st.lists(st.one_of(_given("id"), _odd), max_size=4).map(dict),
)
_kinds = st.lists(st.sampled_from([kind["id"] for kind in ITEMS["kinds"]]), min_size=1, max_size=2)
_odd_kinds = st.sampled_from([["餐饮场所"], ["bank"], "restaurant", "餐饮场所、学校", "", []])


@settings(max_examples=400, deadline=None)
@given(
    id=st.just("P-1") | st.text(min_size=1, max_size=4) | st.sampled_from([" P-1 ", 7, 7.5, "", "/", None]),
    kinds=_kinds | _kinds | _odd_kinds,
    facts=_facts,
    more=st.fixed_dictionaries(
        {},
        optional={
            "name": st.none() | st.text(max_size=4),
            "region": st.none() | st.sampled_from(["甲/乙", " 甲 ／ 乙/", "/", "不详"]),
            "since": st.none() | st.sampled_from(["2022-03-05", "2022.3.5"]) | st.sampled_from(["soon", "2022-03-05"]),
            "answers": st.none()
            | st.dictionaries(
                st.sampled_from(["own_clean", "地面干净"]),
                st.sampled_from(["passes", "fails", "符合", "/", None, True]),
            ),
            "records": st.none() | st.just([]),
        },
    ),
    note=st.sampled_from([{}, {}, {}, {}, {}, {"note": "1"}]),
)
def test_both_ways_say_the_same(
    id: Any, kinds: Any, facts: dict[str, Any], more: dict[str, Any], note: dict[str, Any]
) -> None:
    place = {"id": id, "kinds": kinds, "facts": facts, **more, **note}
    quick, whole = told(OWN, place), told(OWN, MappingProxyType(place))
    assert quick == whole
    is_assessed = len(quick) == 4
    event("assessed" if is_assessed else "refused")
    if is_assessed:
        assert pickle.loads(pickle.dumps(OWN.assess(place, as_of=DAY))).to_json() == quick[1]


def test_keys_in_any_order(bench20: paicha.Pack) -> None:
    items = json.loads(bench20.to_bundle())["items"]["facts"]
    plain = {fact["id"]: True for fact in items if fact["fact_type"] == "bool"}
    wanted = text(bench20, {"id": "P-1", "kinds": ["restaurant"], "facts": plain})
    orders = [list(plain), list(plain)[::-1], sorted(plain), sorted(plain, key=lambda key: key[::-1])]
    for order in orders * 2:
        # Keys as new objects, as json.loads makes them.
        facts = json.loads(json.dumps({key: plain[key] for key in order}))
        assert text(bench20, {"id": "P-1", "kinds": ["restaurant"], "facts": facts}) == wanted
        fewer = dict(list(facts.items())[::3])
        assert text(bench20, {"facts": fewer, "kinds": ["restaurant"], "id": "P-1"}) == text(
            bench20, MappingProxyType({"id": "P-1", "kinds": ["restaurant"], "facts": fewer})
        )
