"""Rule engines for Python on one place, a dict of which everything is known: they say which checks fail, or sum what
fails; the rest is Python. Their rules are those of ../peers/rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datalogic_py
import hand_python
import rule_engine
import zen
from workload import GAS, POINTS, level, verdict

_RULES = Path(__file__).parent.parent / "peers" / "rules"
_JSON: list[Any] = json.loads((_RULES / "checks.json").read_text(encoding="utf-8"))
_TEXTS = [
    line for line in (_RULES / "checks.zen").read_text(encoding="utf-8").splitlines() if not line.startswith("//")
]
# Points in the last three digits, failures of `gas` in the next two, those of `fire` before them.
_WEIGHTS = [points + (1_000 if index < GAS else 100_000) for index, points in enumerate(POINTS.values())]

Verdict = tuple[int, str]
DATALOGIC = "datalogic-py, compiled, in a session"


def engines() -> dict[str, Callable[[dict[str, Any]], Verdict]]:
    """Functions from a place to its score and level, by the name of the engine."""
    engine = datalogic_py.Engine()
    session = engine.session()
    failed = engine.compile(_JSON)
    total = engine.compile({"+": [{"if": [check, weight, 0]} for check, weight in zip(_JSON, _WEIGHTS, strict=True)]})
    zen_failed = zen.compile_expression(f"[{', '.join(_TEXTS)}]")
    rules = [rule_engine.Rule(text) for text in _TEXTS]
    return {
        f"{DATALOGIC}: a sum of points and failures": lambda place: _of_sum(session.evaluate(total, place)),
        f"{DATALOGIC}: which checks fail": lambda place: verdict(session.evaluate(failed, place)),
        "zen-engine, compiled": lambda place: verdict(zen_failed.evaluate(place)),
        "rule-engine, compiled": lambda place: verdict([rule.matches(place) for rule in rules]),
        "Python by hand": lambda place: verdict(hand_python.failed(place)),
    }


def _of_sum(total: int) -> Verdict:
    fire, rest = divmod(total, 100_000)
    gas, score = divmod(rest, 1_000)
    return score, level(score, gas, fire)
