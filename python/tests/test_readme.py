"""What people copy from the READMEs is executed, block after block: each print must print what its comment says."""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any

import pytest
from conftest import ROOT

#: Sections that tests of their own run.
ELSEWHERE = ("Pictures", "Spark")


def blocks_of(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def run(blocks: list[str]) -> int:
    """Executes blocks, and gives how many of their prints printed what they promise."""
    names: dict[str, Any] = {}
    compared = 0
    for block in blocks:
        promised = re.findall(r"^ *print\(.*\)  # (.*)$", block, re.MULTILINE)
        assert len(promised) == len(re.findall(r"^ *print\(", block, re.MULTILINE)), block
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(block, names)
        assert printed.getvalue().splitlines() == promised
        compared += len(promised)
    return compared


def test_readme() -> None:
    text = (ROOT / "python/README.md").read_text(encoding="utf-8")
    sections = [section for section in text.split("\n## ") if not section.startswith(ELSEWHERE)]
    blocks = blocks_of("\n".join(sections))
    assert len(blocks) >= 6 and sum(section.count("```") for section in sections) == 2 * len(blocks)
    assert run(blocks) >= 10


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_of_the_project(name: str) -> None:
    blocks = blocks_of((ROOT / name).read_text(encoding="utf-8"))
    assert len(blocks) == 1
    assert run(blocks) == 1
