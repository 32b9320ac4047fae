"""Rules and risk scoring for places: which checks fail and why, how risky that is, what to ask next, what is due.

A **pack** of rule files says which facts matter, which checks they decide, how checks add up to a score and a level,
and which task is due how often. A **place** brings its facts, known or not, and what was done there.

>>> import paicha
>>> pack = paicha.Pack.load("rules/base")
>>> place = {"id": "P-1", "kinds": ["restaurant"], "facts": {"uses_gas": True, "gas_alarm_fitted": False}}
>>> pack.assess(place, as_of="2022-12-31")
<paicha.Assessment P-1 2022-12-31: yellow…red score 22…475>

Level and score have two ends: what is certain, and what the facts that nobody knows could still bring.

- `Pack.load`, `Pack.assess`, `Assessment`, `Explanation`: one place.
- `Pack.assess_frame`, `Results`: many places, in and out as Arrow.
- `check`: what is wrong with rule files.
- `paicha.types`: the types of what comes out as dicts.
"""

from ._errors import ArgumentError, BundleError, PackError, PaichaError, PlaceError, TableError
from ._frame import Batches, Frame, Results
from ._native import Assessment, Explanation, Pack, __version__, check, check_files

__all__ = [
    "ArgumentError",
    "Assessment",
    "Batches",
    "BundleError",
    "Explanation",
    "Frame",
    "Pack",
    "PackError",
    "PaichaError",
    "PlaceError",
    "Results",
    "TableError",
    "__version__",
    "check",
    "check_files",
]
