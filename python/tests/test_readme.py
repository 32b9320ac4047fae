"""What people copy from README.md is executed, block after block: each print must print what its comment says."""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any

from conftest import ROOT

#: Sections that tests of their own run.
ELSEWHERE = ("Pictures", "Spark")
README = (ROOT / "python/README.md").read_text(encoding="utf-8")


def test_readme() -> None:
    sections = [section for section in README.split("\n## ") if not section.startswith(ELSEWHERE)]
    blocks = re.findall(r"^```python\n(.*?)^```$", "\n".join(sections), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 6 and sum(section.count("```") for section in sections) == 2 * len(blocks)
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
    assert compared >= 10
