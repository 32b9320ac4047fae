"""paicha beside polars, pandas, rule engines and Spark on the pack of ../workload: every answer is compared before
anything is timed. `run --help` says what can be asked for."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl
import pyarrow as pa
from agreement import is_varied, same
from contenders import (
    FROM_PANDAS,
    FROM_POLARS,
    PACK_LOADED,
    PANDAS_BY_HAND,
    POLARS_BY_HAND,
    POLARS_IN_MEMORY,
    THREADS,
    TO_ARROW,
    TO_PANDAS,
    TO_POLARS,
    one,
)
from engines import DATALOGIC, engines
from places import places
from timing import measure
from workload import KIND

QUICK_ROWS = 3_000
ONE_BY_ONE = 2_000
"""So many places are assessed one by one; slower engines than microseconds a place get a tenth of them."""
MEGABYTE = 1 << 20
FACTS = {"everything known": 0.0, "a fifth unknown": 0.2}
Work = Callable[[Any], object]


class Bench:
    """One run. Each part says how much it compared; unless the run is quick it prints a table, and notes its reach."""

    def __init__(self, rows: int, rounds: int, quick: bool) -> None:
        self.rows, self.rounds, self.quick = rows, rounds, quick
        self.reach: list[tuple[str, str, str]] = []
        self._frames: dict[str, pl.DataFrame] = {}

    def frame(self, facts: str) -> pl.DataFrame:
        """The places of which so much is known."""
        if facts not in self._frames:
            self._frames[facts] = places(self.rows, FACTS[facts])
        return self._frames[facts]

    def expected(self, facts: str) -> pl.DataFrame:
        """What polars by hand says of them, which all others must say too."""
        return _polars(FROM_POLARS[POLARS_BY_HAND](self.frame(facts)))

    def polars(self) -> str:
        """A polars frame."""
        compared = 0
        for facts in FACTS:
            count, times = self._whole(facts, self.frame(facts), FROM_POLARS)
            compared += count
            if times:
                by_hand = min(times[POLARS_BY_HAND], times[POLARS_IN_MEMORY])
                for name in (TO_ARROW, TO_POLARS):
                    self._reached(
                        f"polars frame {_to(name)}, {facts}: × polars by hand", times[name] / by_hand, "≤ 1.0"
                    )
        return _agree(compared)

    def pandas(self) -> str:
        """A pandas frame."""
        compared = 0
        for facts in FACTS:
            frame = self.frame(facts).to_pandas(use_pyarrow_extension_array=True)
            count, times = self._whole(facts, frame, FROM_PANDAS)
            compared += count
            if times:
                faster = times[PANDAS_BY_HAND] / times[TO_PANDAS]
                self._reached(f"pandas frame to pandas, {facts}: × faster than pandas by hand", faster, "≥ 2")
        return _agree(compared)

    def _whole(self, facts: str, frame: object, works: Mapping[str, Work]) -> tuple[int, dict[str, float]]:
        expected = self.expected(facts)
        is_varied(expected, FACTS[facts] > 0)
        others = {name: work for name, work in works.items() if name != POLARS_BY_HAND}
        compared = sum(same(name, _polars(work(frame)), expected) for name, work in others.items())
        if self.quick:
            return compared, {}
        times = measure({name: _on(work, frame) for name, work in works.items()}, self.rounds)
        by_hand = min(seconds for name, seconds in times.items() if "by hand" in name)
        rows = ((name, f"{seconds * 1e3:.1f}", f"{seconds / by_hand:.2f}") for name, seconds in times.items())
        _table((f"{self.rows:,} places, {facts}", "ms", "× by hand"), rows)
        return compared, times

    def one(self) -> str:
        """One place at a time."""
        frame = places(ONE_BY_ONE, 0.0)
        facts = frame.drop("id").to_dicts()
        ours = [{"id": id, "kinds": [KIND], "facts": own} for id, own in zip(frame["id"], facts, strict=True)]
        expected = [one(place) for place in ours]
        others = engines()
        compared = 0
        for name, engine in others.items():
            for place, seen, wanted in zip(ours, map(engine, facts), expected, strict=True):
                assert seen == wanted, f"{name}: {place['id']} is {seen}, not {wanted}"
                compared += len(wanted)
        if not self.quick:
            self._one_by_one(ours, facts, others)
        return _agree(compared)

    def _one_by_one(self, ours: Sequence[object], facts: Sequence[object], others: Mapping[str, Work]) -> None:
        few = {name: facts[: ONE_BY_ONE // 10] if name.startswith("rule-engine") else facts for name in others}
        works = {name: _each(engine, few[name]) for name, engine in others.items()}
        times = measure({"paicha": _each(one, ours), **works}, self.rounds)
        each = {name: seconds / len(few.get(name, ours)) for name, seconds in times.items()}
        datalogic = min(seconds for name, seconds in each.items() if name.startswith(DATALOGIC))
        quickest_first = sorted(each.items(), key=lambda own: own[1])
        rows = ((name, f"{seconds * 1e6:.2f}", f"{seconds / datalogic:.2f}") for name, seconds in quickest_first)
        _table(("one dict, everything known: score and level", "µs", "× datalogic-py"), rows)
        self._reached("one dict: × datalogic-py", each["paicha"] / datalogic, "≤ 1.0")

    def memory(self) -> str:
        """Memory added, each contender in a process of its own."""
        seen = {}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "places.arrow"
            self.frame("a fifth unknown").write_ipc(path, compression="uncompressed")
            for name in (POLARS_BY_HAND, TO_ARROW, TO_POLARS):
                command = [sys.executable, str(Path(__file__).parent / "memory.py"), name, str(path)]
                seen[name] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        if not self.quick:
            of = ("input", "output", "added")
            rows = ((name, *(f"{bytes[part] / MEGABYTE:.1f}" for part in of)) for name, bytes in seen.items())
            _table((f"{self.rows:,} places, a fifth unknown", "input MB", "output MB", "added MB"), rows)
            for name in (TO_ARROW, TO_POLARS):
                self._reached(f"polars frame {_to(name)}: added MB", seen[name]["added"] / MEGABYTE, "≤ 64")
        return f"{len(seen)} processes measured"

    def spark(self) -> str:
        """Spark on two local cores."""
        import on_spark

        facts = "a fifth unknown"
        with on_spark.session() as spark, tempfile.TemporaryDirectory() as folder:
            frame = on_spark.cached(spark, self.frame(facts), Path(folder))
            answers = pl.DataFrame(on_spark.assessed(frame, PACK_LOADED).toArrow())
            compared = same("Spark", _in_order(answers), _in_order(self.expected(facts)))
            if not self.quick:
                rounds = max(self.rounds // 3, 1)
                times = measure(on_spark.contenders(frame, PACK_LOADED), rounds)
                nothing = times[on_spark.NOTHING]
                rows = ((name, f"{seconds * 1e3:.0f}", f"{seconds / nothing:.2f}") for name, seconds in times.items())
                _table((f"{self.rows:,} places, {facts}: Spark, local[2], {rounds} rounds", "ms", "×"), rows)
                ratio = times[on_spark.PAICHA] / nothing
                self._reached(f"Spark: × {on_spark.NOTHING}", ratio, "≤ 1.5")
        return _agree(compared)

    def _reached(self, what: str, seen: float, reach: str) -> None:
        self.reach.append((what, f"{seen:.2f}", reach))


def _agree(compared: int) -> str:
    return f"{compared:,} values agree"


def _to(name: str) -> str:
    return name.removeprefix("paicha, ")


def _on(work: Work, frame: object) -> Callable[[], object]:
    return lambda: work(frame)


def _each(work: Work, one_by_one: Sequence[object]) -> Callable[[], object]:
    def run() -> None:
        for place in one_by_one:
            work(place)

    return run


def _polars(answer: Any) -> pl.DataFrame:
    return answer if isinstance(answer, pl.DataFrame) else pl.DataFrame(answer)


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort("id")


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print("|", " | ".join(header), "|")
    print("|---|", "---:|" * (len(header) - 1), sep="")
    for first, *rest in rows:
        print("|", " | ".join([f"**{first}**" if first.startswith("paicha") else first, *rest]), "|")
    print()


def main() -> None:
    parts = ["polars", "pandas", "one", "memory", "spark"]
    parser = argparse.ArgumentParser(prog="benches/python/run", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many places a frame has (default: a million)")
    parser.add_argument("--rounds", type=int, default=15, help="how often all take turns (default: 15)")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROWS:,} places, compared but not timed")
    some = f"some of {', '.join(parts)}"
    parser.add_argument("--only", nargs="+", choices=parts, default=parts, metavar="PART", help=some)
    asked = parser.parse_args()
    pa.set_cpu_count(THREADS)
    bench = Bench(QUICK_ROWS if asked.quick else asked.rows, asked.rounds, asked.quick)
    if not asked.quick:
        threads = f"polars {pl.__version__} on {pl.thread_pool_size()} threads, paicha on {THREADS}"
        print(f"{threads}; medians of {asked.rounds} rounds\n")
    for part in parts:
        if part in asked.only:
            print(f"{part}: {getattr(bench, part)()}\n", flush=True)
    if bench.reach:
        _table(("what", "seen", "reach"), bench.reach)


if __name__ == "__main__":
    main()
