"""The conformance vectors, from a case as written to what is run; tests/README.md describes each field."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[2] / "tests"


@dataclass
class Run:
    """A case ready to be run. ``place`` is given, or ``table`` (its header first), or neither."""

    case: dict[str, Any]
    pack: str
    as_of: str
    files: dict[str, bytes] = field(default_factory=dict)
    place: Any = None
    table: list[list[str]] | None = None

    @property
    def name(self) -> str:
        return str(self.case["name"])


def count() -> int:
    """How many cases there must be: one number for all languages."""
    found = re.search(r"CASES: usize = ([\d_]+);", (TESTS / "support/lib.rs").read_text())
    assert found
    return int(found[1].replace("_", ""))


def printed() -> dict[str, dict[str, Any]]:
    """What the Rust library prints, by name of case; python/test has it made."""
    lines = Path(os.environ["PAICHA_VECTOR_TEXTS"]).read_text().splitlines()
    return {texts["name"]: texts for texts in map(json.loads, lines)}


def runs() -> list[Run]:
    """All cases of all topics."""
    topics = [json.loads(path.read_text()) for path in sorted((TESTS / "vectors").glob("*.json"))]
    return [_run(topic, case) for topic in topics for case in topic["cases"]]


def _run(topic: dict[str, Any], case: dict[str, Any]) -> Run:
    run = Run(case, case.get("pack", topic.get("pack", "")), case.get("as_of", topic.get("as_of", "")))
    for path, contents in {**topic.get("files", {}), **case.get("files", {})}.items():
        run.files[path] = _bytes(topic, contents)
    for path, contents in case.get("append", {}).items():
        run.files[path] = run.files.get(path, b"") + _bytes(topic, contents)
    if "expr" in case:
        path = f"{run.pack}/pack.toml"
        run.files[path] = run.files.get(path, b"") + _probes(case).encode()
    if "table" in case:
        run.table = case["table"]
    elif "cell" in case:
        cell, kinds = case["cell"], topic.get("place", {}).get("kinds", [])
        run.table = [["id", "kinds", cell.get("column", cell["fact"])], ["P-1", (kinds or [""])[0], cell["text"]]]
    elif "expect_diagnostics" not in case:
        run.place = _place(topic, case)
    return run


def _bytes(topic: dict[str, Any], contents: Any) -> bytes:
    if isinstance(contents, list):
        parts = ([line] if not line.startswith("@") else topic["parts"][line[1:]] for line in contents)
        return "".join(f"{line}\n" for part in parts for line in part).encode()
    if "repeat" in contents:
        return str(contents["repeat"]).encode() * int(contents["times"])
    return bytes.fromhex(contents["hex"])


def _probes(case: dict[str, Any]) -> str:
    kind = case.get("type", "truth")
    mode = case.get("mode", "both" if kind == "truth" else "result")
    check = f'\n[[check]]\nid = "probe"\ntitle = "试"\nfails_if = \'{case["expr"]}\'\n'
    decimals = "decimals = 6\n" if kind == "number" else ""
    result = f'\n[result.probe_value]\nlabel = "试值"\ntype = "{kind}"\n{decimals}value = \'{case["expr"]}\'\n'
    return ("" if mode == "result" else check) + ("" if mode == "check" else result)


def _place(topic: dict[str, Any], case: dict[str, Any]) -> Any:
    place = {**topic.get("place", {}), **case.get("place", {})}
    for key in ("facts", "answers"):
        own = place.get(key, {})
        place[key] = {**own, **case.get(key, {})} if isinstance(own, dict) else own
    return place
