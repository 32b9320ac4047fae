"""Rules and risk scoring for places: which checks fail and why, how risky that is, what to ask next, what is due.

A **pack** of rule files says which facts matter, which checks they decide, how checks add up to a score and a level,
and which task is due how often. A **place** brings its facts, known or not, and what was done there.

>>> import paicha
>>> pack = paicha.Pack.load("rules/base")
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
