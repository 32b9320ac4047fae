"""What ../workload/pack.toml says besides the conditions of its checks. Shared by all that is not paicha."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PACK = Path(__file__).parent.parent / "workload"
AS_OF = "2022-12-31"
KIND = "restaurant"

POINTS = {
    "gas_alarm": 20,
    "auto_shutoff": 10,
    "flame_failure": 10,
    "hose_wall": 10,
    "hose_age": 8,
    "hose_length": 6,
    "cylinder_room": 20,
    "cylinder_limit": 15,
    "bottled_below_ground": 40,
    "exits_open": 30,
    "second_exit": 20,
    "emergency_lighting": 10,
    "crowding": 10,
    "sleeping": 40,
    "barred_windows": 10,
    "sprinkler": 15,
    "extinguishers": 6,
    "walls": 25,
    "wiring": 12,
    "hood_cleaning": 5,
}
"""The points of each check, in the order of the pack."""
GAS = 9
"""So many checks, the first ones, are of the group `gas`; the others are of `fire`."""
LEVELS = ["red", "orange", "yellow", "blue"]
"""Worst first."""
OUTCOMES = ["failed", "passed", "not_applicable", "unknown", "not_failed", "scored"]

_POINTS = list(POINTS.values())


def verdict(failed: Sequence[bool]) -> tuple[int, str]:
    """Score and level of a place by which checks fail."""
    score = sum(points for points, fails in zip(_POINTS, failed) if fails)
    return score, level(score, sum(failed[:GAS]), sum(failed[GAS:]))


def level(score: int, gas: int, fire: int) -> str:
    """The level of a score and of how many checks fail in each group."""
    if score >= 110 or (gas >= 3 and fire >= 3):
        return "red"
    if score >= 70 or gas >= 3 or fire >= 4:
        return "orange"
    return "yellow" if score >= 30 or fire >= 2 else "blue"
