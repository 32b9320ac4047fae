"""Memory that assessing a frame adds, at its peak, to the frame and the answer. Runs in a process of its own:
`python memory.py CONTENDER FRAME.arrow` prints the bytes added, of the frame, and of the answer as JSON. Linux only."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl
import pyarrow as pa
from contenders import FROM_POLARS


def added(contender: str, path: Path) -> dict[str, int]:
    """Bytes: how far the peak of resident memory lies above what was resident with the frame, less the answer."""
    work = FROM_POLARS[contender]
    # From bytes, whose buffers the frame then shares: no free memory is left behind that would hide what is added.
    frame = pl.read_ipc(io.BytesIO(path.read_bytes()))
    # What runs for the first time brings its code, threads and pools.
    work(frame.head(1_000))
    before = _resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    answer = work(frame)
    peak = _resident("VmHWM")
    known = _buffers(pa.table(frame))
    answered = sum(size for address, size in _buffers(pa.table(answer)).items() if address not in known)
    return {"added": peak - before - answered, "input": sum(known.values()), "output": answered}


def _resident(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def _buffers(table: pa.Table) -> dict[int, int]:
    """The sizes of buffers by their addresses: a column that a frame and its answer share counts once."""
    sizes: dict[int, int] = {}
    for column in table.columns:
        for chunk in column.chunks:
            arrays = [chunk, chunk.dictionary] if pa.types.is_dictionary(chunk.type) else [chunk]
            for buffer in (buffer for array in arrays for buffer in array.buffers() if buffer):
                sizes[buffer.address] = buffer.size
    return sizes


if __name__ == "__main__":
    print(json.dumps(added(sys.argv[1], Path(sys.argv[2]))))
