"""The data that comes out, as JSON has it in every language: plain dicts and lists. Dates in it are ISO texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
elif TYPE_CHECKING:
    from typing_extensions import NotRequired

Outcome = Literal["failed", "passed", "not_applicable", "unknown", "not_failed", "scored"]
Grade = Literal["general", "major"]
#: Chinese or English.
Language = Literal["zh", "en"]
#: A number, or [least, most] while something is unknown; an end that is infinite is None.
Bounds = float | list[float | None]


class Message(TypedDict):
    """A text for people, in Chinese and English."""

    zh: str
    en: str


class Basis(TypedDict):
    """The source of a rule."""

    law: str
    status: Literal["quoted", "secondary", "unverified"]
    url: NotRequired[str]
    note: NotRequired[str]


class ReasonInput(TypedDict):
    """A fact that made a check fail."""

    id: str
    label: str
    value: bool | float | str | list[str]


class Reason(TypedDict):
    """Why a check failed and what to do about it."""

    check: str
    title: str
    finding: str
    points: Bounds
    counted: Bounds
    grade: Grade | None
    section: NotRequired[str]
    inputs: list[ReasonInput]
    basis: NotRequired[Basis]
    fix: NotRequired[str]
    deadline: NotRequired[str]
    refer_to: NotRequired[str]


class ScoredPoints(TypedDict):
    """The points of a scored check that applies."""

    check: str
    title: str
    points: Bounds
    counted: Bounds


class LevelRange(TypedDict):
    """Both ends of a level: what is certain, and what it may still be."""

    level: str
    level_at_worst: str
    level_label: str
    level_at_worst_label: str


class _MayHaveLevel(TypedDict, total=False):
    """Both ends of a level, where there are levels."""

    level: str
    level_at_worst: str
    level_label: str
    level_at_worst_label: str


class ResultValue(_MayHaveLevel):
    """A named result: both ends of a number, a truth, or both ends of a level."""

    value: NotRequired[float | bool | None]
    at_worst: NotRequired[float | bool | None]


class RunError(Message):
    """Something that could be computed and has no value."""

    item: str
    code: str


class PackReference(TypedDict):
    """Which pack said so; the digest is SHA-256 of its resolved items, in hex."""

    id: str
    version: str
    digest: str


#: A stretch of days, both ends included.
Period = TypedDict("Period", {"from": str, "to": str})


class DutyStatus(TypedDict):
    """DutyStatus"""

    duty: str
    holds: Literal["true", "unknown"]
    required: int | None
    done: int | None
    period: Period | None
    missed: list[Period] | None
    next_due: str | None
    days_overdue: int | None
    suggested: str | None
    by: NotRequired[str]


class TaskStatus(TypedDict):
    """TaskStatus"""

    task: str
    label: str
    required: int | None
    required_at_worst: int | None
    done: int | None
    missed: list[Period] | None
    next_due: str | None
    days_overdue: int | None
    next_due_at_worst: str | None
    days_overdue_at_worst: int | None
    suggested: str | None
    clash: bool
    exceeded: bool
    duties: list[DutyStatus]


class AssessmentDict(_MayHaveLevel):
    """Everything concluded about one place on one date."""

    id: str
    name: str | None
    kinds: list[str]
    region: str | None
    as_of: str
    #: The better end; None when it is not finite.
    score: float | None
    #: The worse end.
    score_at_worst: float | None
    #: How much was looked at, 0 to 1.
    known_share: float
    results: NotRequired[dict[str, ResultValue]]
    failed: list[Reason]
    scored: NotRequired[list[ScoredPoints]]
    outcomes: dict[str, Outcome]
    adjusted: NotRequired[list[str]]
    assumed: NotRequired[list[str]]
    errors: NotRequired[list[RunError]]
    tasks: NotRequired[list[TaskStatus]]
    next_due: str | None
    days_overdue: int | None
    out_of_force: int
    pack: PackReference


class Question(TypedDict):
    """A fact or observed check that something undecided waits for."""

    input: str
    label: str
    question: str
    changes_level: bool
    points: float
    checks: list[str]


class Term(TypedDict):
    """A term of a rule with its value at the place; a truth is text."""

    term: str
    value: Bounds | str


class LevelBecause(TypedDict):
    """The rule that gave a level, with the values of its terms; no rule for the last level."""

    level: str
    when: str | None
    terms: list[Term]


class ExplanationDict(AssessmentDict):
    """An assessment with what it follows from and what to ask next."""

    level_because: NotRequired[LevelBecause]
    level_at_worst_because: NotRequired[LevelBecause]
    score_terms: NotRequired[list[Term]]
    questions: list[Question]


class Problem(Message):
    """One problem of a place, record or table."""

    code: str
    help: NotRequired[Message]
    file: NotRequired[str]
    sheet: NotRequired[str]
    row: NotRequired[int]
    column: NotRequired[str]
    letter: NotRequired[str]
    pointer: NotRequired[str]
    value: NotRequired[str]


class ErrorRow(TypedDict):
    """A row that cannot be assessed, with all its problems."""

    id: str | None
    name: str | None
    as_of: NotRequired[str]
    problems: list[Problem]


class SourcePlace(TypedDict):
    """A stretch of a rule file."""

    file: str
    line: int
    column: int
    length: int
    text: str


class Diagnostic(TypedDict):
    """One problem of a rule pack."""

    code: str
    severity: Literal["error", "warning"]
    message: Message
    place: SourcePlace | None
    help: Message | None
    related: list[list[SourcePlace | Message]]


class Level(TypedDict):
    """A level of a pack."""

    id: str
    label: str
    #: ``#rrggbb``, where the pack gives one.
    color: str | None
