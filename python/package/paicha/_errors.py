"""Why a call failed. Each exception carries a stable code, the place, and what to do, in Chinese and English."""

from __future__ import annotations

import json
from typing import Any

from ._types import Diagnostic, ErrorRow, Message, Problem

__all__ = ["ArgumentError", "BundleError", "PackError", "PaichaError", "PlaceError", "TableError"]


class PaichaError(ValueError):
    """A call that failed; the other exceptions of this package are sorts of it.

    Attributes:
        code: Stable: ``"B003"``, ``"C002"``, ``"E0301"``, …
        message: What went wrong, ``{"zh": …, "en": …}``.
        location: Where: ``file:line:column``, the row and column of a table, the pointer within a place; or None.
        help: What to do about it, in both languages; or None.
    """

    code: str
    message: Message
    location: str | None
    help: Message | None

    def __init__(self, code: str, message: Message, location: str | None = None, help: Message | None = None) -> None:
        self.code = code
        self.message = message
        self.location = location
        self.help = help
        where = f"{location}: " if location else ""
        advice = f" ({help['zh']} / {help['en']})" if help else ""
        super().__init__(f"{where}{code}: {message['zh']} / {message['en']}{advice}")

    def _arguments(self) -> tuple[Any, ...]:
        return (self.code, self.message, self.location, self.help)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), self._arguments())


class PackError(PaichaError):
    """Rule files that are wrong, or that are not there.

    Attributes:
        diagnostics: All problems of the pack, in the order of files and lines; empty where no file could be read.
    """

    diagnostics: list[Diagnostic]

    def __init__(
        self,
        code: str,
        message: Message,
        location: str | None = None,
        help: Message | None = None,
        diagnostics: list[Diagnostic] | None = None,
    ) -> None:
        super().__init__(code, message, location, help)
        self.diagnostics = diagnostics or []

    def _arguments(self) -> tuple[Any, ...]:
        return (*super()._arguments(), self.diagnostics)


class BundleError(PaichaError):
    """A bundle that cannot be read (codes ``B…``)."""


class PlaceError(PaichaError):
    """A place that cannot be read; ``code`` and ``location`` are those of its first problem.

    Attributes:
        problems: All problems of the place.
    """

    problems: list[Problem]

    def __init__(
        self,
        code: str,
        message: Message,
        location: str | None = None,
        help: Message | None = None,
        problems: list[Problem] | None = None,
    ) -> None:
        super().__init__(code, message, location, help)
        self.problems = problems or []

    def _arguments(self) -> tuple[Any, ...]:
        return (*super()._arguments(), self.problems)


class TableError(PaichaError):
    """A frame that cannot be read, or has rows that cannot.

    Attributes:
        problems: The rows that cannot be read, each with all its problems; empty where it is the frame as a whole.
    """

    problems: list[ErrorRow]

    def __init__(
        self,
        code: str,
        message: Message,
        location: str | None = None,
        help: Message | None = None,
        problems: list[ErrorRow] | None = None,
    ) -> None:
        super().__init__(code, message, location, help)
        self.problems = problems or []

    def _arguments(self) -> tuple[Any, ...]:
        return (*super()._arguments(), self.problems)


class ArgumentError(PaichaError):
    """An argument that a call cannot take (codes ``A…``)."""


_KINDS: dict[str, type[PaichaError]] = {
    "pack": PackError,
    "bundle": BundleError,
    "place": PlaceError,
    "table": TableError,
    "argument": ArgumentError,
}


def _told(text: str) -> PaichaError:
    """The exception that the native module tells of, as JSON."""
    told: dict[str, Any] = json.loads(text)
    return _KINDS.get(told.pop("kind"), PaichaError)(**told)


for _exception in (PaichaError, *_KINDS.values()):
    _exception.__module__ = "paicha"
