"""Says which argument of a picture is wrong."""

from __future__ import annotations

from typing import Any

from .._errors import ArgumentError


def wrong(code: str, zh: str, en: str, help_zh: str, help_en: str) -> ArgumentError:
    return ArgumentError(code, {"zh": zh, "en": en}, help={"zh": help_zh, "en": help_en})


def choose(name: str, value: Any, choices: tuple[Any, ...]) -> None:
    """Fails unless `value` is one of `choices`."""
    if value not in choices:
        listed = ", ".join(map(repr, choices))
        raise wrong(
            "A105", f"{name} 不能是 {value!r}", f"{name} cannot be {value!r}", f"可以是 {listed}", f"one of {listed}"
        )


def positive(name: str, value: Any) -> None:
    """Fails unless `value` is a whole number from 1 on."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise wrong(
            "A105",
            f"{name} 不能是 {value!r}",
            f"{name} cannot be {value!r}",
            "要从 1 起的整数",
            "a whole number from 1 on",
        )
