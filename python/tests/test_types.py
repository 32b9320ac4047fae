"""Types and words: mypy and stubtest are content, what comes out has the types it is said to have, docstrings run."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
import types
from pathlib import Path
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import paicha
from conftest import ROOT
from paicha import _native, _types

PACKAGE = Path(paicha.__file__).parent
HERE = Path(__file__).parent


def run(*arguments: str | Path, cwd: Path) -> None:
    done = subprocess.run([sys.executable, "-m", *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy(tmp_path: Path) -> None:
    settings: list[str | Path] = ["--config-file", ROOT / "python/pyproject.toml", "--cache-dir", tmp_path]
    run("mypy", *settings, "--python-version", "3.10", PACKAGE, cwd=HERE)
    # Tests that use the types as users do.
    users = ["vectors.py", *(f"test_{name}.py" for name in ("assess", "errors", "html", "pack", "threads", "vectors"))]
    run("mypy", *settings, "--python-version", "3.11", *users, cwd=HERE)


def test_stubs(tmp_path: Path) -> None:
    settings: list[str | Path] = ["--mypy-config-file", ROOT / "python/pyproject.toml"]
    run("mypy.stubtest", "paicha", *settings, "--allowlist", HERE / "stubtest.txt", cwd=tmp_path)


def public() -> list[tuple[str, Any]]:
    """Every public thing with its name: classes, functions, methods, attributes."""
    found: list[tuple[str, Any]] = [("paicha", paicha)]
    for name in paicha.__all__:
        item = getattr(paicha, name)
        found.append((name, item))
        if inspect.isclass(item) and item.__module__.startswith("paicha"):
            own = [(key, value) for key, value in vars(item).items() if not key.startswith("_")]
            found += [(f"{name}.{key}", value) for key, value in own]
    return found


def test_everything_public_says_what_it_does() -> None:
    wordless = [
        name for name, item in public() if not isinstance(item, str) and not (inspect.getdoc(item) or "").strip()
    ]
    assert wordless == []
    assert len(public()) > 60


def test_docstrings_run() -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    parser = doctest.DocTestParser()
    for name, item in public():
        test = parser.get_doctest(inspect.getdoc(item) or "", {}, name, None, None)
        runner.run(test)
    results = runner.summarize()
    assert results.failed == 0 and results.attempted > 30


def test_the_stub_says_what_the_docstrings_say() -> None:
    """Editors read the stub, Python the native module."""
    stub = ast.parse((PACKAGE / "_native.pyi").read_text(encoding="utf-8"))
    compared = 0
    for node in stub.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        own = getattr(_native, node.name)
        for inner in [node, *node.body]:
            if isinstance(inner, ast.ClassDef | ast.FunctionDef) and (said := ast.get_docstring(inner)):
                item = own if inner is node else getattr(own, inner.name)
                summary = " ".join((inspect.getdoc(item) or "").split("\n\n")[0].split())
                assert summary.startswith(said), inner.name
                compared += 1
    assert compared > 15


def holds(value: Any, kind: Any, path: str) -> None:
    """Whether data is of a type, all the way down, with no key that the type does not name."""
    origin = get_origin(kind)
    if kind is Any:
        return
    if is_typeddict(kind):
        assert isinstance(value, dict), path
        hints = get_type_hints(kind, include_extras=True)
        assert set(value) <= set(hints), f"{path}: {set(value) - set(hints)}"
        missing = {key for key in kind.__required_keys__ - set(value) if get_origin(hints[key]) is not NotRequired}
        assert not missing, f"{path}: {missing}"
        for key, inner in value.items():
            holds(inner, hints[key], f"{path}.{key}")
    elif origin is NotRequired:
        holds(value, get_args(kind)[0], path)
    elif origin in (Union, types.UnionType):
        for option in get_args(kind):
            try:
                return holds(value, option, path)
            except AssertionError as error:
                last = error
        raise last
    elif origin is list:
        assert isinstance(value, list), path
        for inner in value:
            holds(inner, get_args(kind)[0], f"{path}[]")
    elif origin is dict:
        assert isinstance(value, dict), path
        for inner in value.values():
            holds(inner, get_args(kind)[1], f"{path}{{}}")
    elif get_args(kind):
        assert value in get_args(kind), path
    elif kind is float:
        assert isinstance(value, int | float) and not isinstance(value, bool), path
    else:
        assert isinstance(value, kind) and not (kind is int and isinstance(value, bool)), path


def test_what_comes_out_is_of_the_types_it_is_said_to_be() -> None:
    import vectors

    told = 0
    for run in vectors.runs():
        diagnostics = paicha.check_files(dict(run.files), run.pack)
        holds(diagnostics, list[_types.Diagnostic], run.name)
        if run.place is None or any(problem["severity"] == "error" for problem in diagnostics):
            continue
        pack = paicha.Pack.from_files(dict(run.files), run.pack)
        holds(pack.levels, list[_types.Level], run.name)
        try:
            assessment = pack.assess(run.place, as_of=run.as_of, records_from=run.case.get("records_from"))
        except paicha.PlaceError as error:
            holds(error.problems, list[_types.Problem], run.name)
            continue
        holds(assessment.to_dict(), _types.AssessmentDict, run.name)
        holds(assessment.explain().to_dict(), _types.ExplanationDict, run.name)
        told += 1
    assert told > 800
