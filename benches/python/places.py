"""Restaurants out of a seed for the pack of ../workload, with the shares of ../peers/src/places.rs: as there, every
check fails for some of them, and every level comes about."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

TRUTHS = {
    "uses_gas": 85,
    "gas_alarm_fitted": 80,
    "auto_shutoff_fitted": 80,
    "flame_failure_device": 88,
    "hose_through_wall": 10,
    "cylinder_room": 60,
    "exit_locked": 5,
    "route_blocked": 8,
    "emergency_light": 70,
    "people_sleep_here": 6,
    "windows_barred": 40,
    "sprinkler": 50,
    "wiring_exposed": 15,
}
"""Yes in so many of a hundred places."""

CHOICES = {
    "gas_type": {"bottled": 45, "pipeline": 45, "alcohol": 10},
    "place_in_building": {"street": 55, "mall": 20, "residential": 20, "basement": 5},
    "wall_material": {"brick": 60, "fireproof_board": 25, "wood": 10, "foam": 5},
}
"""Options by id, each in so many of a hundred places."""


def places(rows: int, unknown: float) -> pl.DataFrame:
    """An id and the 26 facts, typed, so large a share of the facts blank. Choices are texts: ids of options."""
    dice = np.random.default_rng(2022)
    facts = {**_choices(dice, rows), **_truths(dice, rows)}
    facts.update(_numbers(dice, rows, facts["place_in_building"]))
    frame = pl.DataFrame({"id": [f"P-{row}" for row in range(rows)], **facts})
    if not unknown:
        return frame
    known = pl.DataFrame({name: dice.random(rows) >= unknown for name in facts})
    return frame.with_columns(pl.when(known[name]).then(frame[name]).alias(name) for name in facts)


def _truths(dice: np.random.Generator, rows: int) -> dict[str, Any]:
    return {name: dice.integers(100, size=rows) < share for name, share in TRUTHS.items()}


def _choices(dice: np.random.Generator, rows: int) -> dict[str, Any]:
    return {name: _pick(dice, rows, options).astype(object) for name, options in CHOICES.items()}


def _pick(dice: np.random.Generator, rows: int, shares: dict[Any, int]) -> Any:
    return np.repeat(list(shares), list(shares.values()))[dice.integers(100, size=rows)]


def _numbers(dice: np.random.Generator, rows: int, where: Any) -> dict[str, Any]:
    def between(least: Any, most: Any) -> Any:
        return dice.integers(least, most, size=rows, endpoint=True)

    def chance(percent: Any) -> Any:
        return dice.integers(100, size=rows) < percent

    size = _pick(dice, rows, {0: 70, 1: 25, 2: 5})
    area = between(np.array([15, 150, 600])[size], np.array([150, 600, 3000])[size])
    in_mall = _pick(dice, rows, {-1: 8, 1: 20, 2: 20, 3: 20, 4: 12, 5: 10, 6: 10})
    elsewhere = _pick(dice, rows, {1: 70, 2: 25, 3: 5})
    needed = np.maximum(area // 75 + 1, 2)
    numbers = {
        "hose_years": between(0, 10),
        "hose_length": between(1, 5) / 2,
        "cylinders": np.where(chance(20), between(10, 30), between(0, 8)),
        "kg_per_cylinder": np.where(chance(60), 14.5, 45.0),
        "area": area,
        "seats": np.maximum(area * 10 // between(9, 30), 1),
        "storey": np.where(where == "mall", in_mall, np.where(where == "basement", -1, elsewhere)),
        "exits": np.where(chance(np.where(area > 120, 15, 50)), 1, between(2, 4)),
        "extinguishers": np.where(chance(85), needed + between(0, 2), between(0, needed - 1)),
        "hood_days": between(0, 110),
    }
    return {name: values.astype(np.float64) for name, values in numbers.items()}
