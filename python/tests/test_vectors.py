"""The conformance vectors through Python: the same bytes as the Rust library prints."""

from __future__ import annotations

import json
from collections import Counter
from types import MappingProxyType
from typing import Any

import paicha
import vectors

#: What columns of records are called, and the key of each in a dict.
RECORD_KEYS = {
    **{"task": "task", "工作": "task", "任务": "task", "date": "date", "日期": "date"},
    **{"checker": "checker", "检查主体": "checker", "outcome": "outcome", "结果": "outcome"},
}
#: What the column is called that says whose record it is.
RECORD_PLACE = {"place", "场所编号", "编号"}

#: What one dict cannot say, and a table can.
TABLES_ONLY = {
    "tables: a title row above the header": "a dict has no titles above its keys",
    "tables: a two-row header": "a dict has one row of keys",
    "tables: blank rows are no places": "a dict without an id is wrong",
    "tables: a row of totals is no place": "a dict is a place",
    "tables: an id that was there before": "one dict has no place before it",
}

#: How the cases run: packs that are wrong, or whose warnings are looked at; places; tables, a dict for each row.
COUNTS = {"wrong pack": 102, "pack": 15, "place": 938, "table": 125, "only a table": len(TABLES_ONLY)}


def written(data: Any) -> str:
    """Data that came out as JSON, as the library writes it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def without_places(problems: list[Any]) -> list[Any]:
    """Problems without where they are: a dict has pointers where a table has rows and letters."""
    places = ("row", "pointer", "column", "letter")
    return [{key: value for key, value in problem.items() if key not in places} for problem in problems]


class Telling:
    """Runs all cases and keeps what differs."""

    def __init__(self) -> None:
        self.printed = vectors.printed()
        self.differences: list[str] = []
        self.count: Counter[str] = Counter()

    def same(self, run: vectors.Run, what: str, wanted: Any, own: Any) -> None:
        if own != wanted:
            self.differences.append(f"{run.name} ({what}):\n    {wanted}\n    {own}")

    def run(self, run: vectors.Run) -> None:
        wanted = self.printed[run.name]
        diagnostics = paicha.check_files(run.files, run.pack)
        self.same(run, "diagnostics", wanted["diagnostics"], written(diagnostics))
        if any(diagnostic["severity"] == "error" for diagnostic in diagnostics):
            self.count["wrong pack"] += 1
            self.same(run, "rows of a wrong pack", wanted["rows"], [])
            try:
                paicha.Pack.from_files(run.files, run.pack)
                self.differences.append(f"{run.name}: a wrong pack was loaded")
            except paicha.PackError as error:
                self.same(run, "diagnostics raised", diagnostics, error.diagnostics)
            return
        pack = paicha.Pack.from_files(run.files, run.pack)
        if run.place is not None:
            self.count["place"] += 1
            self.place(run, pack, wanted)
        elif run.table is not None:
            self.table(run, pack, wanted)
        else:
            self.count["pack"] += 1

    def place(self, run: vectors.Run, pack: paicha.Pack, wanted: dict[str, Any]) -> None:
        warning = pack.warning(run.as_of)
        self.same(run, "warning", wanted["warning"], warning if warning is None else written(warning))
        [row] = wanted["rows"]
        bundled = paicha.Pack.from_bundle(pack.to_bundle())
        self.same(run, "dict", *alike(row, self.assessed(run, pack, run.place)))
        self.same(run, "mapping", *alike(row, self.assessed(run, pack, MappingProxyType(run.place))))
        self.same(run, "bundle", *alike(row, self.assessed(run, bundled, run.place)))

    def table(self, run: vectors.Run, pack: paicha.Pack, wanted: dict[str, Any]) -> None:
        if run.name in TABLES_ONLY:
            self.count["only a table"] += 1
            return
        self.count["table"] += 1
        assert run.table
        header, *rows = run.table
        self.same(run, "rows", len(wanted["rows"]), len(rows))
        for row, cells in zip(wanted["rows"], rows, strict=True):
            own = self.assessed(run, pack, dict(zip(header, cells, strict=True)))
            self.same(run, "flat", *alike(row, own, with_places=False))

    def assessed(self, run: vectors.Run, pack: paicha.Pack, place: Any) -> Any:
        """What comes out as JSON, or the problems."""
        own = place.get("id", place.get("编号"))
        try:
            records = records_of(own, run.case["records"]) if "records" in run.case else None
            assessment = pack.assess(place, as_of=run.as_of, records=records, records_from=run.case.get("records_from"))
        except paicha.PlaceError as error:
            return error.problems
        return assessment.explain().to_json() if "expect_explain" in run.case else assessment.to_json()


def records_of(place: str, table: list[list[str]]) -> list[dict[str, str]]:
    """The records of a place in a table of them."""
    header, *rows = table
    [whose] = [index for index, name in enumerate(header) if name in RECORD_PLACE]
    rows = [row for row in rows if row[whose] == place]
    return [
        {RECORD_KEYS[key]: cell for key, cell in zip(header, row, strict=True) if key in RECORD_KEYS} for row in rows
    ]


def alike(row: str, own: Any, *, with_places: bool = True) -> tuple[Any, Any]:
    """What the library prints and what came out, to be compared."""
    if isinstance(own, str):
        return row, own
    problems = json.loads(row).get("problems", [])
    if with_places:
        # A place alone has no row.
        return [{key: value for key, value in problem.items() if key != "row"} for problem in problems], own
    return without_places(problems), without_places(own)


def test_every_case_gives_the_bytes_of_the_library() -> None:
    telling = Telling()
    runs = vectors.runs()
    assert len(runs) == len(telling.printed) == vectors.count()
    for run in runs:
        telling.run(run)
    assert not telling.differences, "\n".join(telling.differences)
    assert telling.count == Counter(COUNTS)
