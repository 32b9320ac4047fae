"""What the pictures need to know of a pack: its levels with their colours, the labels of its kinds, and its score."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol

from matplotlib import colormaps
from matplotlib.colors import is_color_like, to_hex


class Bundled(Protocol):
    """A pack, as `paicha.Pack`."""

    def to_bundle(self) -> str: ...


@dataclass(frozen=True)
class Level:
    """A level of the pack; `color` is one that matplotlib reads, from the worst's dark to the best's light if the pack
    says none.
    """

    id: str
    label: str
    color: str


@dataclass(frozen=True)
class PackView:
    id: str
    title: str
    levels: list[Level]  # worst first
    kinds: dict[str, str]
    checks: dict[str, str]
    tasks: dict[str, str]
    better: str
    score_label: str | None
    score_unit: str | None


def view(pack: Bundled) -> PackView:
    items: dict[str, Any] = json.loads(pack.to_bundle())["items"]
    score = items.get("score") or {}
    return PackView(
        id=items["info"]["id"],
        title=items["info"]["title"],
        levels=_levels(items.get("levels") or []),
        kinds=_labels(items.get("kinds") or [], "label"),
        checks=_labels(items.get("checks") or [], "finding", "title"),
        tasks=_labels(items.get("tasks") or [], "label"),
        better=score.get("better", "low"),
        score_label=score.get("label"),
        score_unit=score.get("unit"),
    )


def _labels(items: list[dict[str, Any]], *fields: str) -> dict[str, str]:
    return {item["id"]: next((item[field] for field in fields if item.get(field)), item["id"]) for item in items}


def _levels(items: list[dict[str, Any]]) -> list[Level]:
    dark_to_light = colormaps["YlOrBr_r"]
    last = max(len(items) - 1, 1)
    return [
        Level(
            item["id"],
            item.get("label") or item["id"],
            _color(item.get("color"), to_hex(dark_to_light(0.1 + 0.75 * at / last))),
        )
        for at, item in enumerate(items)
    ]


def _color(said: str | None, instead: str) -> str:
    return to_hex(said) if said and is_color_like(said) else instead
