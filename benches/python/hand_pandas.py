"""The twenty checks with pandas and numpy by hand: outcomes, both ends of score and level, as paicha gives them.

On columns of Arrow types, whose logic of nulls is Kleene's and whose comparisons with null are null. As tried on
pandas 3.1, `boolean`, `Float64` and `string` take about twice as long for the same, and bare `bool` and `str` cannot
tell no from unknown. What follows from the conditions is numpy: a truth is 0, 1 or 2 (unknown), and an outcome is
looked up by two of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from workload import GAS, LEVELS, OUTCOMES, POINTS

_FAILED, _PASSED, _NOT_APPLICABLE, _UNKNOWN, _NOT_FAILED = range(5)
# By whether it applies (no, yes, unknown: a row each), and whether it applies and fails.
_OUTCOME = np.array(
    [
        [_NOT_APPLICABLE, _FAILED, _UNKNOWN],
        [_PASSED, _FAILED, _UNKNOWN],
        [_NOT_FAILED, _FAILED, _UNKNOWN],
    ],
    np.int8,
).ravel()


def assess(places: pd.DataFrame) -> pd.DataFrame:
    """What paicha says of places with columns of Arrow types: a row for each, in their order."""
    score, gas, fire = (np.zeros((2, len(places)), np.int16) for _ in range(3))
    outcomes = {}
    for index, ((check, points), (applies, fails)) in enumerate(zip(POINTS.items(), _conditions(places), strict=True)):
        failed = _codes(fails if applies is None else applies & fails)
        outcome = _OUTCOME[failed + 3 if applies is None else failed + 3 * _codes(applies)]
        outcomes[f"outcome.{check}"] = pd.Categorical.from_codes(outcome, OUTCOMES)
        for end, fails_there in enumerate((failed == 1, failed != 0)):
            score[end] += np.int16(points) * fails_there
            (gas if index < GAS else fire)[end] += fails_there
    ends: dict[str, Any] = {}
    for end, worst in enumerate(("", "_at_worst")):
        ends[f"score{worst}"] = score[end].astype(np.float64)
        ends[f"level{worst}"] = _level(score[end], gas[end], fire[end])
    return pd.DataFrame({"id": places["id"], **ends, **outcomes}, copy=False)


def _codes(truth: pd.Series) -> Any:
    return truth.astype("int8[pyarrow]").fillna(2).to_numpy(np.int8)


def _level(score: Any, gas: Any, fire: Any) -> pd.Categorical:
    holds = [
        (score >= 110) | ((gas >= 3) & (fire >= 3)),
        (score >= 70) | (gas >= 3) | (fire >= 4),
        (score >= 30) | (fire >= 2),
    ]
    return pd.Categorical.from_codes(np.select(holds, [np.int8(0), np.int8(1), np.int8(2)], np.int8(3)), LEVELS)


def _conditions(c: pd.DataFrame) -> list[tuple[pd.Series | None, pd.Series]]:
    """Of each check when it applies (`None`: always), and when it fails."""
    gas, area, seats, storey, days = c["uses_gas"], c["area"], c["seats"], c["storey"], c["hood_days"]
    years, wall, sleeping, extinguishers = (
        c["hose_years"],
        c["hose_through_wall"],
        c["people_sleep_here"],
        c["extinguishers"],
    )
    is_bottled = c["gas_type"] == "bottled"
    bottled, fuel_gas = gas & is_bottled, gas & (c["gas_type"] != "alcohol")
    kg = c["cylinders"] * c["kg_per_cylinder"]
    no_room, no_sprinkler = ~c["cylinder_room"], ~c["sprinkler"]
    below_ground, one_exit = storey < 0, c["exits"] < 2
    inside = (c["place_in_building"] == "mall") | (c["place_in_building"] == "basement")
    wood, foam = c["wall_material"] == "wood", c["wall_material"] == "foam"
    return [
        (gas, ~c["gas_alarm_fitted"]),
        (gas & c["gas_alarm_fitted"], ~c["auto_shutoff_fitted"]),
        (fuel_gas, ~c["flame_failure_device"]),
        (gas, wall),
        (fuel_gas, (years > 8) | (wall & (years >= 3))),
        (fuel_gas, c["hose_length"] > 2),
        (bottled & (kg > 100), no_room),
        (bottled, (kg > 420) | ((c["cylinders"] > 2) & no_room & (area < 40))),
        (gas, is_bottled & (below_ground | inside)),
        (None, c["exit_locked"] | c["route_blocked"]),
        ((area > 120) | (seats > 50) | below_ground, one_exit),
        ((area >= 200) | inside | (storey != 1), ~c["emergency_light"]),
        (seats >= 20, area / seats < 1.1),
        (None, sleeping & (gas | no_sprinkler)),
        ((storey > 1) | sleeping, c["windows_barred"] & one_exit),
        ((area > 1000) | (storey > 3) | (below_ground & (area > 200)), no_sprinkler),
        (None, (extinguishers < 2) | (extinguishers * 75 < area)),
        (None, foam | (wood & (area > 100) & no_sprinkler)),
        (wood | foam | no_sprinkler, c["wiring_exposed"]),
        (gas | (area > 50), (days > 90) | ((days > 60) & (seats > 100))),
    ]
