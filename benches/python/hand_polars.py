"""The twenty checks as polars expressions by hand: outcomes, both ends of score and level, as paicha gives them.

Polars' own logic of nulls is Kleene's, and a comparison with null is null. Written for speed, as tried on polars 2.1:
in four stages, since one `select` of all takes several times as long; points and failures summed in bytes, since
those of a group never exceed 255; outcomes and levels as `when`s between literals of an `Enum`, which is as quick as
bare numbers and much quicker than turning numbers into an `Enum` afterwards.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Literal

import polars as pl
from workload import GAS, LEVELS, OUTCOMES, POINTS

_CHECKS = list(POINTS)
_GROUPS = {"gas": _CHECKS[:GAS], "fire": _CHECKS[GAS:]}
_ENDS = {"": False, "_at_worst": True}
_FAILED, _PASSED, _NOT_APPLICABLE, _UNKNOWN, _NOT_FAILED, _ = (pl.lit(name, pl.Enum(OUTCOMES)) for name in OUTCOMES)
_RED, _ORANGE, _YELLOW, _BLUE = (pl.lit(name, pl.Enum(LEVELS)) for name in LEVELS)
_ALWAYS = None


def assess(places: pl.DataFrame, engine: Literal["in-memory", "streaming"]) -> pl.DataFrame:
    """What paicha says of places: a row for each, in their order."""
    query = places.lazy()
    for stage in _stages():
        query = query.select(stage)
    return query.collect(engine=engine)


@cache
def _stages() -> list[list[pl.Expr]]:
    ends = [_score_and_level(worst) for worst in _ENDS]
    sums = [_sums(worst) for worst in _ENDS]
    return [
        [pl.all(), *(shared.alias(name) for name, shared in _shared().items())],
        [pl.col("id"), *_applies(), *_fails()],
        [pl.col("id"), *chain(*sums), *map(_outcome, _CHECKS)],
        [pl.col("id"), *chain(*ends), pl.col("^outcome\\..*$")],
    ]


def _shared() -> dict[str, pl.Expr]:
    c = pl.col
    return {
        "bottled": c("gas_type") == "bottled",
        "not_alcohol": c("gas_type") != "alcohol",
        "stored_kg": c("cylinders") * c("kg_per_cylinder"),
        "below_ground": c("storey") < 0,
        "in_mall_or_basement": (c("place_in_building") == "mall") | (c("place_in_building") == "basement"),
        "one_exit": c("exits") < 2,
        "wood": c("wall_material") == "wood",
        "foam": c("wall_material") == "foam",
    }


def _conditions() -> dict[str, tuple[pl.Expr | None, pl.Expr]]:
    """Of each check when it applies, and when it fails."""
    c = pl.col
    gas, below_ground, one_exit = map(c, ("uses_gas", "below_ground", "one_exit"))
    bottled, fuel_gas = gas & c("bottled"), gas & c("not_alcohol")
    area, seats, storey, kg, days, years = map(c, ("area", "seats", "storey", "stored_kg", "hood_days", "hose_years"))
    inside, sprinkler, wall = c("in_mall_or_basement"), c("sprinkler"), c("hose_through_wall")
    return {
        "gas_alarm": (gas, ~c("gas_alarm_fitted")),
        "auto_shutoff": (gas & c("gas_alarm_fitted"), ~c("auto_shutoff_fitted")),
        "flame_failure": (fuel_gas, ~c("flame_failure_device")),
        "hose_wall": (gas, wall),
        "hose_age": (fuel_gas, (years > 8) | (wall & (years >= 3))),
        "hose_length": (fuel_gas, c("hose_length") > 2),
        "cylinder_room": (bottled & (kg > 100), ~c("cylinder_room")),
        "cylinder_limit": (bottled, (kg > 420) | ((c("cylinders") > 2) & ~c("cylinder_room") & (area < 40))),
        "bottled_below_ground": (gas, c("bottled") & (below_ground | inside)),
        "exits_open": (_ALWAYS, c("exit_locked") | c("route_blocked")),
        "second_exit": ((area > 120) | (seats > 50) | below_ground, one_exit),
        "emergency_lighting": ((area >= 200) | inside | (storey != 1), ~c("emergency_light")),
        "crowding": (seats >= 20, area / seats < 1.1),
        "sleeping": (_ALWAYS, c("people_sleep_here") & (gas | ~sprinkler)),
        "barred_windows": ((storey > 1) | c("people_sleep_here"), c("windows_barred") & one_exit),
        "sprinkler": ((area > 1000) | (storey > 3) | (below_ground & (area > 200)), ~sprinkler),
        "extinguishers": (_ALWAYS, (c("extinguishers") < 2) | (c("extinguishers") * 75 < area)),
        "walls": (_ALWAYS, c("foam") | (c("wood") & (area > 100) & ~sprinkler)),
        "wiring": (c("wood") | c("foam") | ~sprinkler, c("wiring_exposed")),
        "hood_cleaning": (gas | (area > 50), (days > 90) | ((days > 60) & (seats > 100))),
    }


def _applies() -> list[pl.Expr]:
    return [applies.alias(f"applies.{check}") for check, (applies, _) in _conditions().items() if applies is not None]


def _fails() -> list[pl.Expr]:
    """Of each check whether it applies and fails."""
    conditions = _conditions().items()
    return [(fails if applies is None else applies & fails).alias(check) for check, (applies, fails) in conditions]


def _outcome(check: str) -> pl.Expr:
    fails = pl.col(check)
    outcome = pl.when(fails.is_null()).then(_UNKNOWN).when(fails).then(_FAILED)
    if _conditions()[check][0] is None:
        return outcome.otherwise(_PASSED).alias(f"outcome.{check}")
    applies = pl.col(f"applies.{check}")
    outcome = outcome.when(applies.is_null()).then(_NOT_FAILED).when(applies).then(_PASSED)
    return outcome.otherwise(_NOT_APPLICABLE).alias(f"outcome.{check}")


def _sums(worst: str) -> list[pl.Expr]:
    """The points and the number of what fails in each group: for certain, or at worst, where all fails that could."""

    def of(check: str, number: int) -> pl.Expr:
        least, most = pl.lit(0, pl.UInt8), pl.lit(number, pl.UInt8)
        # Where a predicate is null, `otherwise` holds.
        if _ENDS[worst]:
            return pl.when(~pl.col(check)).then(least).otherwise(most)
        return pl.when(pl.col(check)).then(most).otherwise(least)

    points = [
        pl.sum_horizontal(of(check, POINTS[check]) for check in checks).alias(f"points.{group}{worst}")
        for group, checks in _GROUPS.items()
    ]
    failed = [
        pl.sum_horizontal(of(check, 1) for check in checks).alias(f"failed.{group}{worst}")
        for group, checks in _GROUPS.items()
    ]
    return [*points, *failed]


def _score_and_level(worst: str) -> list[pl.Expr]:
    score = pl.col(f"points.gas{worst}").cast(pl.UInt16) + pl.col(f"points.fire{worst}").cast(pl.UInt16)
    gas, fire = pl.col(f"failed.gas{worst}"), pl.col(f"failed.fire{worst}")
    level = (
        pl.when((score >= 110) | ((gas >= 3) & (fire >= 3)))
        .then(_RED)
        .when((score >= 70) | (gas >= 3) | (fire >= 4))
        .then(_ORANGE)
        .when((score >= 30) | (fire >= 2))
        .then(_YELLOW)
        .otherwise(_BLUE)
    )
    return [score.cast(pl.Float64).alias(f"score{worst}"), level.alias(f"level{worst}")]
