"""What the tests share: the repository's root as the working directory, and its packs."""

from __future__ import annotations

from pathlib import Path

import paicha
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def base() -> paicha.Pack:
    return paicha.Pack.load(ROOT / "rules/base")


@pytest.fixture(scope="session")
def bench20() -> paicha.Pack:
    return paicha.Pack.load(ROOT / "benches/workload")
