"""Medians over rounds in which all take turns, so that whatever slows the machine down meets all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def measure(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of each, the median of `rounds`; one round before warms up. Answers are freed outside the time."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, work in contenders.items():
            gc.collect()
            start = time.perf_counter()
            answer = work()
            times[name].append(time.perf_counter() - start)
            del answer
    return {name: statistics.median(seconds[1:]) for name, seconds in times.items()}
