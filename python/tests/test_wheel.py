"""The wheel in an empty environment: no dependency, and everything that one place needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

WHEEL = Path(os.environ["PAICHA_WHEEL"])

SCRIPT = """
import sys, sysconfig, pathlib
site = pathlib.Path(sysconfig.get_paths()["purelib"])
print(sorted(path.name for path in site.iterdir()))
import paicha
pack = paicha.Pack.load("rules/base")
place = {"id": "P-1", "kinds": ["restaurant"], "facts": {"uses_gas": True, "gas_alarm_fitted": False}}
assessment = pack.assess(place, as_of="2022-12-31")
print(assessment, len(assessment.explain().questions) > 0, "<table" in assessment.to_html())
print(sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "pandas", "polars", "pyarrow", "matplotlib"}))
"""


def test_in_an_empty_environment(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", empty], check=True)
    python = empty / "bin/python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", str(WHEEL)]
    # Else pip finds the package that is tested, and installs nothing.
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(install, check=True, env=alone)
    ran = subprocess.run([python, "-I", "-c", SCRIPT], check=True, capture_output=True, text=True)
    site, assessed, imported = ran.stdout.splitlines()
    assert [name for name in eval(site) if not name.endswith(".dist-info")] == ["paicha"]
    assert assessed == "<paicha.Assessment P-1 2022-12-31: yellow…red score 22…475> True True"
    assert imported == "[]"


def test_what_is_in_the_wheel() -> None:
    with zipfile.ZipFile(WHEEL) as wheel:
        names = wheel.namelist()
        [about] = [name for name in names if name.endswith("METADATA")]
        metadata = wheel.read(about).decode()
    assert "cp310-abi3" in WHEEL.name
    assert {"paicha/py.typed", "paicha/_native.pyi", "paicha/_native.abi3.so"} <= set(names)
    assert not [name for name in names if "test" in name or "__pycache__" in name]
    assert "Requires-Python: >=3.10" in metadata
    needed = [line for line in metadata.splitlines() if line.startswith("Requires-Dist:")]
    assert needed and all("extra ==" in line for line in needed)
