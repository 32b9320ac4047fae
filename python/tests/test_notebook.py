"""The notebook shows what its cells give: executed anew, it says the same and draws the same pictures.

`PAICHA_REFRESH=1 python/test tests/test_notebook.py` keeps what it shows now, and the records that its script makes.
"""

from __future__ import annotations

import base64
import collections
import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import numpy
import pytest
from matplotlib import image
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NOTEBOOK = EXAMPLES / "a_year_of_a_street.ipynb"
RECORDS = EXAMPLES / "records_2022_generated.csv"
REFRESH = bool(os.environ.get("PAICHA_REFRESH"))
PICTURES = ["levels", "scores", "pareto", "calendar"]

# Run by the kernel before all cells: the Chinese font of the test environment and no other, so that pictures are the
# same on every machine.
FONT = """
import matplotlib, pylopdf_fonts_zh_cn
from matplotlib import font_manager
own = [entry for entry in font_manager.fontManager.ttflist if entry.fname.startswith(matplotlib.get_data_path())]
font_manager.fontManager.ttflist = own
font_manager.fontManager.addfont(pylopdf_fonts_zh_cn.sans_path())
"""


def read() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook with the outputs of this run."""
    profile = tmp_path_factory.mktemp("ipython")
    startup = profile / "profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "font.py").write_text(FONT, encoding="utf-8")
    notebook = read()
    where = {"metadata": {"path": str(EXAMPLES)}}
    client = NotebookClient(notebook, timeout=600, record_timing=False, resources=where)
    client.execute(env=os.environ | {"IPYTHONDIR": str(profile), "PYTHONDONTWRITEBYTECODE": "1"})
    notebook.metadata["language_info"] = {"name": "python"}
    if REFRESH:
        nbformat.write(notebook, NOTEBOOK)  # type: ignore[no-untyped-call]
    return notebook


@pytest.fixture(scope="module")
def shown(executed: Any) -> Any:
    """The notebook as it is in the repository."""
    assert executed is not None
    return read()


def outputs(notebook: Any) -> list[tuple[str, Any]]:
    return [(cell.id, output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def texts(notebook: Any) -> list[tuple[str, str, str]]:
    """Everything that the cells say: printed lines, tables as text and as HTML."""
    found = []
    for cell, output in outputs(notebook):
        if output.output_type == "stream":
            found.append((cell, output.name, output.text))
        for kind in ("text/plain", "text/html"):
            if kind in output.get("data", {}):
                found.append((cell, kind, output.data[kind]))
    return found


def pictures(notebook: Any) -> dict[str, Any]:
    """The pictures by cell, as arrays of red, green and blue from 0 to 1."""
    return {
        cell: image.imread(io.BytesIO(base64.b64decode(output.data["image/png"])))[..., :3]
        for cell, output in outputs(notebook)
        if "image/png" in output.get("data", {})
    }


def test_every_cell_runs_and_none_warns(executed: Any) -> None:
    kinds = collections.Counter((output.output_type, output.get("name")) for _, output in outputs(executed))
    assert kinds == {("stream", "stdout"): 7, ("execute_result", None): 14, ("display_data", None): len(PICTURES)}
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, 20))


def test_the_texts_shown_are_those_of_this_run(executed: Any, shown: Any) -> None:
    assert texts(shown) == texts(executed)
    assert len(texts(shown)) == 39


def test_the_pictures_shown_are_those_of_this_run(executed: Any, shown: Any) -> None:
    now, before = pictures(executed), pictures(shown)
    assert list(now) == list(before) == PICTURES
    for cell in PICTURES:
        assert now[cell].shape == before[cell].shape, cell
        # Pixels of edges may differ by the machine's arithmetic, bars and texts may not.
        assert numpy.abs(now[cell] - before[cell]).mean() < 0.005, cell


def test_no_picture_is_blank(shown: Any) -> None:
    for cell, pixels in pictures(shown).items():
        drawn = (pixels < 0.9).any(axis=-1).mean()
        assert 0.02 < drawn < 0.6, cell
        assert len(numpy.unique((pixels * 255).astype(int).reshape(-1, 3), axis=0)) > 50, cell


def test_the_file_is_small_and_holds_nothing_of_the_machine() -> None:
    assert NOTEBOOK.stat().st_size < 1_000_000
    assert read().metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert not [cell for cell, _, text in texts(read()) if str(EXAMPLES.parents[1]) in text]


def test_links_lead_somewhere(shown: Any) -> None:
    prose = "\n".join(cell.source for cell in shown.cells if cell.cell_type == "markdown")
    links = re.findall(r"\]\(([^)]+)\)", prose)
    assert len(links) == 6
    for link in links:
        assert (EXAMPLES / link).exists(), link


def test_the_records_are_what_the_script_makes_and_say_that_they_are_made_up(tmp_path: Path) -> None:
    script = tmp_path / "generate_records.py"
    script.write_bytes((EXAMPLES / "generate_records.py").read_bytes())
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, encoding="utf-8", check=True)
    made = (tmp_path / RECORDS.name).read_bytes()
    if REFRESH:
        RECORDS.write_bytes(made)
    assert done.stdout == "records_2022_generated.csv 306 行\n"
    assert RECORDS.read_bytes() == made
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8"))))
    assert len(rows) == 306
    assert {row["来源"] for row in rows} == {"生成的，不是真的"}
    assert all("2022-01-01" <= row["日期"] <= "2022-12-31" for row in rows)
