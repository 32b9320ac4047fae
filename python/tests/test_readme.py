"""What people copy from README.md is executed, block after block: each print must print what its comment says."""

from __future__ import annotations

import contextlib
import io
import re
from typing import Any

from conftest import ROOT

README = (ROOT / "python/README.md").read_text(encoding="utf-8")


def test_readme() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 6 and README.count("```") == 2 * len(blocks)
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
