"""What is raised: by kind, with code, place and help, in both languages."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import paicha
import pytest

PLACE = {"id": "P-1", "kinds": ["restaurant"], "facts": {}}
DAY = "2022-12-31"


def assess(facts: dict[Any, Any], **more: Any) -> Callable[[paicha.Pack], object]:
    return lambda pack: pack.assess({**PLACE, "facts": facts}, **{"as_of": DAY, **more})


class Odd:
    """Something that means nothing."""


deep: list[Any] = []
deep.append(deep)

CASES: list[tuple[str, type[paicha.PaichaError], str, str | None, Callable[[paicha.Pack], object]]] = [
    ("no folder", paicha.PackError, "F012", "rules/none", lambda pack: paicha.Pack.load("rules/none")),
    (
        "not below the root",
        paicha.PackError,
        "F012",
        "rules/base",
        lambda pack: paicha.Pack.load("rules/base", root="docs"),
    ),
    ("no folder to check", paicha.PackError, "F012", "rules/none", lambda pack: paicha.check("rules/none")),
    ("a file to check", paicha.PackError, "F012", "README.md", lambda pack: paicha.check("README.md")),
    ("no bundle", paicha.BundleError, "B001", None, lambda pack: paicha.Pack.load("README.md")),
    ("no JSON", paicha.BundleError, "B001", None, lambda pack: paicha.Pack.from_bundle("{")),
    (
        "other bundle",
        paicha.BundleError,
        "B003",
        None,
        lambda pack: paicha.Pack.from_bundle(pack.to_bundle().replace("餐饮", "餐歆")),
    ),
    (
        "content of a rule file",
        paicha.ArgumentError,
        "A007",
        None,
        lambda pack: paicha.check_files({"a/pack.toml": 1}, "a"),  # type: ignore[dict-item]
    ),
    ("no date", paicha.ArgumentError, "A001", None, assess({}, as_of="31.12.2022")),
    ("date of a wrong type", paicha.ArgumentError, "A001", None, assess({}, as_of=20221231)),
    ("no records_from", paicha.ArgumentError, "A001", None, assess({}, records_from="soon")),
    ("no date of a warning", paicha.ArgumentError, "A001", None, lambda pack: pack.warning("soon")),
    ("place of a wrong type", paicha.ArgumentError, "A007", None, lambda pack: pack.assess([PLACE], as_of=DAY)),  # type: ignore[arg-type]
    ("place that is a class", paicha.ArgumentError, "A007", None, lambda pack: pack.assess(Odd, as_of=DAY)),  # type: ignore[arg-type]
    ("records of a wrong type", paicha.ArgumentError, "A007", None, assess({}, records={"task": "gas_check"})),
    ("records that are none", paicha.ArgumentError, "A007", None, assess({}, records=3)),
    ("a value that means nothing", paicha.ArgumentError, "A005", None, assess({"floor_area": Odd()})),
    ("bytes", paicha.ArgumentError, "A005", None, assess({"floor_area": b"40"})),
    ("infinity", paicha.ArgumentError, "A005", None, assess({"floor_area": math.inf})),
    ("an int of 400 digits", paicha.ArgumentError, "A005", None, assess({"floor_area": 10**400})),
    ("a set without order", paicha.ArgumentError, "A005", None, assess({"floor_area": {1, "a"}})),
    ("half a character", paicha.ArgumentError, "A005", None, assess({"floor_area": "\ud800"})),
    ("a key that is no text", paicha.ArgumentError, "A005", None, assess({1: True})),
    ("a list in itself", paicha.ArgumentError, "A005", None, assess({"floor_area": deep})),
    ("language", paicha.ArgumentError, "A007", None, lambda pack: pack.assess(PLACE, as_of=DAY).to_html("fr")),  # type: ignore[arg-type]
    ("a key that means nothing", paicha.PlaceError, "C001", "/facts/use_gas", assess({"use_gas": True})),
    ("a text that means nothing", paicha.PlaceError, "C002", "/facts/uses_gas", assess({"uses_gas": "maybe"})),
    ("a number out of its range", paicha.PlaceError, "C003", "/facts/floor_area", assess({"floor_area": -1})),
    ("an empty place", paicha.PlaceError, "C006", "/id", lambda pack: pack.assess({}, as_of=DAY)),
    (
        "a kind that is none",
        paicha.PlaceError,
        "C007",
        "/kinds",
        lambda pack: pack.assess({**PLACE, "kinds": ["bank"]}, as_of=DAY),
    ),
    (
        "a record that is wrong",
        paicha.PlaceError,
        "C021",
        "/records/0/task",
        assess({}, records=[{"task": "gas_check", "date": "soon"}]),
    ),
]


@pytest.mark.parametrize(
    ("kind", "code", "location", "call"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_raised(
    base: paicha.Pack,
    kind: type[paicha.PaichaError],
    code: str,
    location: str | None,
    call: Callable[[paicha.Pack], object],
) -> None:
    with pytest.raises(paicha.PaichaError) as raised:
        call(base)
    error = raised.value
    assert (type(error), error.code, error.location) == (kind, code, location)
    assert isinstance(error, ValueError)
    assert (
        error.message["zh"]
        and error.message["en"]
        and error.message["zh"] in str(error)
        and error.message["en"] in str(error)
    )
    assert str(error).startswith(f"{location}: {code}: " if location else f"{code}: ")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind and str(again) == str(error) and again.__dict__ == error.__dict__


def test_all_problems_at_once(base: paicha.Pack) -> None:
    with pytest.raises(paicha.PlaceError) as raised:
        base.assess({"id": "P-1", "kinds": ["bank"], "facts": {"use_gas": 1, "floor_area": -1}}, as_of=DAY)
    assert [problem["code"] for problem in raised.value.problems] == ["C007", "C001", "C003"]
    first = raised.value.problems[0]
    assert (first["pointer"], first["value"]) == ("/kinds", "bank")
    assert first["help"] == raised.value.help


def test_errors_of_python_itself_pass_through(base: paicha.Pack) -> None:
    class Broken(dict[str, Any]):
        def items(self) -> Any:
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        base.assess(Broken(), as_of=DAY)
    with pytest.raises(TypeError):
        base.assess(PLACE)  # type: ignore[call-arg]


def test_every_code_of_this_package_is_listed() -> None:
    listed = Path("docs/diagnostics.md").read_text(encoding="utf-8").split("## The Python package")[1].split("\n## ")[0]
    raised = {case[2] for case in CASES if case[2].startswith("A")}
    assert raised <= {line.split("|")[1].strip() for line in listed.splitlines() if line.startswith("| A")}
