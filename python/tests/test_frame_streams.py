"""Frames that are read while results are taken, and long calls: memory stays flat, threads go on, Ctrl-C is heard."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import frames
import paicha
import polars as pl
import pyarrow as pa
import pytest


@pytest.fixture(scope="module")
def own() -> paicha.Pack:
    return frames.own_pack()


def batch(start: int, rows: int) -> pa.RecordBatch:
    ids = [f"P-{row}" for row in range(start, start + rows)]
    return pa.record_batch({"编号": ids, "类型": ["商铺"] * rows, "使用燃气": [True] * rows, "面积": [150.0] * rows})


def test_batches_are_read_as_they_are_taken(own: paicha.Pack) -> None:
    read = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(10):
            read.append(number)
            yield batch(number * 100, 100)

    stream = own.assess_batches(batches(), as_of=frames.AS_OF)
    first = next(stream)
    assert len(first) == 100 and len(read) <= 3
    assert [next(stream).to_arrow()["row"][0].as_py() for _ in range(3)] == [100, 200, 300] and len(read) <= 6
    assert [len(one) for one in stream] == [100] * 6 and list(stream) == []


def test_a_stream_is_taken_once(own: paicha.Pack) -> None:
    stream = own.assess_batches(batch(0, 200), as_of=frames.AS_OF)
    assert pl.DataFrame(stream).height == 200
    assert list(stream) == []
    with pytest.raises(RuntimeError, match="taken before"):
        pa.table(stream)


def test_blocks_stay_in_order(own: paicha.Pack) -> None:
    """A batch that is read row by row gives several batches of results."""
    stream = own.assess_batches(batch(0, 5000), as_of=frames.AS_OF, explode="failed")
    rows = [row for one in stream for row in one.to_arrow()["row"].to_pylist()]
    assert rows == list(range(5000))


def test_wrong_rows_end_a_stream(own: paicha.Pack) -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield batch(0, 100)
        yield batch(50, 100)

    stream = own.assess_batches(batches(), as_of=frames.AS_OF)
    assert len(next(stream)) == 100
    with pytest.raises(paicha.TableError, match="50 rows cannot be read") as raised:
        next(stream)
    assert [row["row"] for row in raised.value.problems] == list(range(100, 150))
    as_rows = list(own.assess_batches(batches(), as_of=frames.AS_OF, errors="rows"))
    assert [len(one.problems) for one in as_rows] == [0, 50]
    # As a stream of Arrow it ends there too.
    with pytest.raises(Exception, match="50 rows cannot be read"):
        pa.table(own.assess_batches(batches(), as_of=frames.AS_OF))


FLAT = """
import os, paicha, pyarrow as pa
pack = paicha.Pack.load("rules/base")
sizes, rows = [], 0
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
def batches():
    for start in range(0, 100_000, 100):
        if start == 10_000:
            sizes.append(resident())
        ids = [f"P-{row * 7919 % 100_003}" for row in range(start, start + 100)]
        more = {"区域": [f"区{start}"] * 100, "通道堵塞": [True, None] * 50}
        yield pa.record_batch({"编号": ids, "类型": ["商铺", "餐饮"] * 50, **more})
    sizes.append(resident())
for results in pack.assess_batches(batches(), as_of="2022-12-31", threads=1):
    rows += len(results)
assert rows >= 50_000, rows
print(sizes[1] - sizes[0])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process holds is read from /proc")
@pytest.mark.parametrize("more", ["", ", explode='failed'"])
def test_memory_is_flat_over_a_thousand_batches(more: str) -> None:
    """Kept, the results of 900 batches would take 79 MB, or 13 of failed checks; 16 bytes for each id are, and words."""
    code = FLAT.replace(", threads=1", ", threads=1" + more)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) < 8


LONG = """
import sys, itertools, paicha, pyarrow as pa
pack = paicha.Pack.load("rules/base")
rows = 1000
one = pa.record_batch({"编号": [f"P-{row}" for row in range(rows)], "类型": ["商铺"] * rows, "使用燃气": [True] * rows})
whole = pa.Table.from_batches([one] * 3000)
endless = pa.RecordBatchReader.from_batches(one.schema, itertools.repeat(one))
print("begins", flush=True)
try:
    %s
except (KeyboardInterrupt, pa.ArrowInvalid) as error:
    # Arrow's streams carry a text only.
    assert "KeyboardInterrupt" in repr(error)
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize(
    "call",
    [
        "pack.assess_frame(whole, as_of='2022-12-31', errors='rows', threads=1)",
        "pack.assess_frame(whole.combine_chunks(), as_of='2022-12-31', errors='rows', threads=1)",
        "pack.assess_frame(whole, as_of='2022-12-31', errors='rows', explode='questions')",
        "list(map(len, pack.assess_batches(endless, as_of='2022-12-31', errors='rows')))",
        "sum(map(len, pack.assess_batches(itertools.repeat(one), as_of='2022-12-31', errors='rows')))",
        "pa.table(pack.assess_batches(endless, as_of='2022-12-31', errors='rows', explode='failed'))",
    ],
)
def test_ctrl_c_is_heard(call: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LONG % call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    time.sleep(0.3)
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    # About a second at most; three on a machine that has much else to do.
    assert out == "interrupted\n", err
    assert time.monotonic() - sent < 3


def test_other_threads_go_on() -> None:
    pack = paicha.Pack.load("rules/base")
    frame = pa.Table.from_batches([batch(0, 3000)])
    turns: list[float] = []
    ends = threading.Event()

    def turn() -> None:
        while not ends.is_set():
            turns.append(time.monotonic())
            time.sleep(0.001)

    other = threading.Thread(target=turn)
    other.start()
    begun = time.monotonic()
    pack.assess_frame(frame, as_of=frames.AS_OF, explode="questions", threads=1)
    ended = time.monotonic()
    ends.set()
    other.join()
    # Nearly all of the call runs without the lock of the interpreter: the other thread is never kept waiting for long.
    during = [begun, *(own for own in turns if begun < own < ended), ended]
    longest = max(later - earlier for earlier, later in zip(during, during[1:], strict=False))
    assert len(during) > 10 and longest < 0.5 * (ended - begun)
