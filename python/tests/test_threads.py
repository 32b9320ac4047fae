"""One pack in many threads: the same bytes, and no waiting for each other where work is long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import paicha

THREADS = 8


def places() -> list[dict[str, Any]]:
    facts = [
        {
            "uses_gas": number % 2 == 0,
            "floor_area": 20 + number,
            "gas_alarm_fitted": number % 3 == 0,
            "stoves": "不涉及",
        }
        for number in range(60)
    ]
    kinds = [["restaurant"], ["shop"], ["restaurant", "shop"]]
    return [
        {"id": f"P-{number}", "kinds": kinds[number % 3], "facts": dict(list(own.items())[: number % 5])}
        for number, own in enumerate(facts)
    ]


def told(pack: paicha.Pack, place: dict[str, Any], day: date) -> str:
    assessment = pack.assess(place, as_of=day)
    return f"{assessment.score} {assessment.level} {assessment.to_json()}"


def test_one_pack_many_threads() -> None:
    days = [date(2022, 12, 31) + timedelta(days=number) for number in range(12)]
    alone = paicha.Pack.load("rules/base")
    wanted = {(place["id"], day): told(alone, place, day) for place in places() for day in days}
    assert len(set(wanted.values())) == len(wanted) == 720
    pack = paicha.Pack.load("rules/base")

    def work(start: int) -> int:
        # Every thread has its own order of dates and places, so that they meet in what the pack remembers.
        every = [(place, days[(start + number) % len(days)]) for number, place in enumerate(places())]
        return sum(told(pack, place, day) == wanted[place["id"], day] for place, day in every[start:] + every[:start])

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(work, range(48))) == [60] * 48


def test_one_assessment_many_threads() -> None:
    pack = paicha.Pack.load("rules/base")
    assessments = [pack.assess(place, as_of="2022-12-31") for place in places()]
    with ThreadPoolExecutor(THREADS) as threads:
        every = threads.map(lambda number: [own.to_json() for own in assessments], range(THREADS))
    [wanted, *others] = every
    assert all(own == wanted for own in others)


def test_packs_are_loaded_side_by_side() -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        packs = list(threads.map(lambda number: paicha.Pack.load("rules/base"), range(THREADS)))
    assert len(set(packs)) == 1
