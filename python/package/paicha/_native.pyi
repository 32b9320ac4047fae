"""What the native module gives; its docstrings say the same at length."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias, final

from _typeshed import DataclassInstance

from ._frame import Batches, Frame, Results
from ._types import (
    AssessmentDict,
    Diagnostic,
    ErrorRow,
    ExplanationDict,
    Language,
    Level,
    LevelBecause,
    Outcome,
    PackReference,
    Problem,
    Question,
    Reason,
    ResultValue,
    RunError,
    ScoredPoints,
    TaskStatus,
    Term,
)

__all__ = [
    "Assessment",
    "Explanation",
    "Pack",
    "Stream",
    "Table",
    "__version__",
    "_assessed",
    "check",
    "check_files",
    "ids_to_compare",
    "place_columns",
    "record_place_column",
]

__version__: str

class _NamedTuple(Protocol):
    def _asdict(self) -> dict[str, Any]: ...

class _Series(Protocol):
    def to_dict(self) -> Mapping[Any, Any]: ...

_Place: TypeAlias = Mapping[str, Any] | DataclassInstance | _NamedTuple | _Series
_Explode: TypeAlias = Literal["failed", "tasks", "questions"]
_Record: TypeAlias = Mapping[str, Any] | DataclassInstance

@final
class Pack:
    """A pack ready to assess places: rules, read from files or from a bundle."""

    @classmethod
    def load(cls, path: str | PathLike[str], *, root: str | PathLike[str] | None = None) -> Pack:
        """Loads a pack from disk: a folder of rule files, or a file that holds a bundle."""
    @classmethod
    def from_bundle(cls, text: str) -> Pack:
        """Reads a bundle: a whole pack as one text, as ``to_bundle`` and the command ``paicha bundle`` write it."""
    @classmethod
    def from_files(cls, files: Mapping[str, str | bytes], folder: str) -> Pack:
        """Loads a pack from rule files in memory."""
    def to_bundle(self) -> str:
        """The whole pack as one text, for ``from_bundle``, other shells of paicha, and web pages."""
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def levels(self) -> list[Level]: ...
    def warning(self, as_of: date | str) -> Diagnostic | None:
        """The warning (``W0503``) that the pack is used outside its dates; None when it is not."""
    def assess(
        self,
        place: _Place,
        *,
        as_of: date | str,
        records: Iterable[_Record] | None = None,
        records_from: date | str | None = None,
    ) -> Assessment:
        """Assesses one place."""
    def assess_frame(
        self,
        frame: Any,
        *,
        as_of: date | str,
        records: Any = None,
        records_from: date | str | None = None,
        kind: str | None = None,
        explode: _Explode | None = None,
        outcomes: bool = True,
        errors: Literal["raise", "rows"] = "raise",
        threads: int | None = None,
    ) -> Results:
        """Assesses the places of a frame, a row each."""
    def assess_batches(
        self,
        frame: Any,
        *,
        as_of: date | str,
        records: Any = None,
        records_from: date | str | None = None,
        kind: str | None = None,
        explode: _Explode | None = None,
        outcomes: bool = True,
        errors: Literal["raise", "rows"] = "raise",
        threads: int | None = None,
    ) -> Batches:
        """As ``assess_frame``, batch by batch: the frame is read as the results are taken, so that neither is ever held whole."""
    @property
    def facts(self) -> Frame:
        """The facts of the pack, a row each."""
    @property
    def checks(self) -> Frame:
        """The checks of the pack, a row each."""
    @property
    def questions(self) -> Frame:
        """All that the pack asks of places, a row each: its facts, and the checks that an inspector answers."""
    def generate(self, rows: int, *, seed: int = 42, unknown: float = 0.2) -> Frame:
        """Made-up places, for trying a pack before there are real ones."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Assessment:
    """Everything concluded about one place on one date."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def kinds(self) -> list[str]: ...
    @property
    def region(self) -> str | None: ...
    @property
    def as_of(self) -> date: ...
    @property
    def level(self) -> str | None: ...
    @property
    def level_at_worst(self) -> str | None: ...
    @property
    def level_label(self) -> str | None: ...
    @property
    def level_at_worst_label(self) -> str | None: ...
    @property
    def score(self) -> float | None: ...
    @property
    def score_at_worst(self) -> float | None: ...
    @property
    def known_share(self) -> float: ...
    @property
    def results(self) -> dict[str, ResultValue]: ...
    @property
    def failed(self) -> list[Reason]: ...
    @property
    def scored(self) -> list[ScoredPoints]: ...
    @property
    def outcomes(self) -> dict[str, Outcome]: ...
    @property
    def adjusted(self) -> list[str]: ...
    @property
    def assumed(self) -> list[str]: ...
    @property
    def errors(self) -> list[RunError]: ...
    @property
    def tasks(self) -> list[TaskStatus]: ...
    @property
    def next_due(self) -> date | None: ...
    @property
    def days_overdue(self) -> int | None: ...
    @property
    def out_of_force(self) -> int: ...
    @property
    def pack(self) -> PackReference: ...
    @property
    def notices(self) -> list[Problem]: ...
    def to_json(self) -> str:
        """The assessment as JSON, byte for byte as every shell of paicha writes it."""
    def to_dict(self) -> AssessmentDict:
        """The assessment as plain dicts and lists: what ``json.loads`` makes of ``to_json()``."""
    def explain(self) -> Explanation:
        """With what the level follows from, and what to ask next."""
    def to_html(self, language: Language = "zh") -> str:
        """The assessment as HTML that needs nothing from elsewhere, for a notebook or a mail."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Explanation:
    """An assessment with what its level follows from and what to ask next. Its fields may be had as those of a dict, too."""

    @property
    def assessment(self) -> Assessment: ...
    @property
    def level_because(self) -> LevelBecause | None: ...
    @property
    def level_at_worst_because(self) -> LevelBecause | None: ...
    @property
    def score_terms(self) -> list[Term]: ...
    @property
    def questions(self) -> list[Question]: ...
    def to_json(self) -> str:
        """The explanation as JSON, byte for byte as every shell of paicha writes it."""
    def to_dict(self) -> ExplanationDict:
        """The explanation as plain dicts and lists: what ``json.loads`` makes of ``to_json()``."""
    def text(self, language: Language = "zh") -> str:
        """The explanation as text for people, as the command ``paicha explain`` prints it."""
    def to_html(self, language: Language = "zh") -> str:
        """As ``Assessment.to_html``."""
    def keys(self) -> list[str]:
        """The fields of ``to_dict()``."""
    def _repr_html_(self) -> str: ...
    def __getitem__(self, key: str, /) -> Any: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Table:
    """Batches of rows; `Frame` and `Results` of the package are made of it."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...
    @property
    def column_names(self) -> list[str]: ...
    @property
    def notices(self) -> list[Problem]: ...
    @property
    def problems(self) -> list[ErrorRow]: ...

@final
class Stream:
    """Results batch by batch."""

    def next(self) -> Table | None: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

def check(path: str | PathLike[str], *, root: str | PathLike[str] | None = None) -> list[Diagnostic]:
    """Everything that is wrong or odd with the rule files of a pack: errors and warnings, in the order of files and lines."""

def check_files(files: Mapping[str, str | bytes], folder: str) -> list[Diagnostic]:
    """As ``check``, of rule files in memory, by path under the rules root."""
def _assessed(
    pack: Pack, as_of: date | str, records_from: date | str | None, place: str, records: str | None
) -> Assessment: ...
def place_columns(pack: Pack, names: list[str]) -> tuple[list[int], int | None]:
    """Of the columns of places, those that mean something to a pack; and which of all is that of the ids."""
def record_place_column(pack: Pack, names: list[str]) -> int | None:
    """Which of the columns of records is that of the ids of places."""
def ids_to_compare(frame: Any) -> Table:
    """The ids in the first column of a frame in the form in which they compare; null where there is none."""
