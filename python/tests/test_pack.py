"""Packs: loaded from everywhere, named, compared, copied, checked."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from pathlib import Path

import paicha
import pytest

RULES = """
[pack]
format = 1
id = "shops"
title = "商铺"
version = "2022.1"
effective = { from = 2022-01-01, to = 2022-12-31 }

[kind.shop]
label = "商铺"

[fact.exit_locked]
label = "出口锁闭"
type = "bool"

[[check]]
id = "exits"
title = "安全出口畅通"
fails_if = '出口锁闭'
points = 30
"""


def test_the_same_pack_from_everywhere(base: paicha.Pack, tmp_path: Path) -> None:
    folder = Path("rules/base")
    files: dict[str, str | bytes] = {}
    for path in folder.rglob("*.toml"):
        files[path.as_posix().removeprefix("rules/")] = path.read_bytes()
    bundle = tmp_path / "base.json"
    bundle.write_text(base.to_bundle(), encoding="utf-8")
    others = [
        paicha.Pack.load(str(folder)),
        paicha.Pack.load("rules/base", root="rules"),
        paicha.Pack.load(bundle),
        paicha.Pack.from_bundle(base.to_bundle()),
        paicha.Pack.from_files(files, "base"),
        paicha.Pack.from_files(
            {path: bytes(text).decode() for path, text in files.items() if isinstance(text, bytes)}, "base"
        ),
        pickle.loads(pickle.dumps(base)),
        copy.deepcopy(base),
    ]
    for other in others:
        assert other == base and hash(other) == hash(base) and not other != base
        assert other.digest == base.digest and other.to_bundle() == base.to_bundle()
    assert len({base, *others}) == 1


def test_packs_that_extend_others_find_them() -> None:
    pack = paicha.Pack.load("rules/xincheng-2022")
    assert pack != paicha.Pack.load("rules/base") and "restaurant" in pack.to_bundle()
    with pytest.raises(paicha.PackError) as raised:
        paicha.Pack.load("rules/xincheng-2022", root="rules/xincheng-2022")
    assert raised.value.code == "E0205" and raised.value.diagnostics


def test_names(base: paicha.Pack) -> None:
    assert (base.id, base.title, base.version) == ("base", "基础规则", "1.0")
    assert len(base.digest) == 64
    assert repr(base) == f"<paicha.Pack base 1.0 {base.digest[:12]}…>"
    assert base.levels[0] == {"id": "red", "label": "重大风险", "color": "#d7191c"}
    assert [level["id"] for level in base.levels] == ["red", "orange", "yellow", "blue"]
    assert base != "base" and base != 1
    assert paicha.Pack.from_files({"shops/pack.toml": RULES}, "shops").levels == []


def test_a_pack_is_not_made_by_hand() -> None:
    with pytest.raises(TypeError):
        paicha.Pack()
    with pytest.raises(AttributeError):
        paicha.Pack.load("rules/base").id = "other"  # type: ignore[misc]


def test_warning() -> None:
    pack = paicha.Pack.from_files({"shops/pack.toml": RULES}, "shops")
    assert pack.warning("2022-06-30") is None
    assert pack.warning(date(2022, 12, 31)) is None
    warning = pack.warning(date(2023, 1, 1))
    assert warning and warning["code"] == "W0503" and warning["severity"] == "warning"
    assert "2023-01-01" in warning["message"]["en"] and "有效期" in warning["message"]["zh"]


def test_check() -> None:
    assert paicha.check("rules/base") == []
    wrong = RULES.replace("出口锁闭'", "出口锁毕'")
    [problem] = paicha.check_files({"shops/pack.toml": wrong}, "shops")
    assert problem["severity"] == "error" and problem["place"]
    assert (problem["place"]["file"], problem["place"]["line"]) == (
        "shops/pack.toml",
        wrong[: wrong.index("锁毕")].count("\n") + 1,
    )
    assert problem["help"] and "出口锁闭" in problem["help"]["zh"]
    with pytest.raises(paicha.PackError) as raised:
        paicha.Pack.from_files({"shops/pack.toml": wrong}, "shops")
    assert raised.value.diagnostics == [problem]
    assert raised.value.code == problem["code"]
    assert str(raised.value.location).startswith("shops/pack.toml:")


def test_rule_files_in_gb18030() -> None:
    pack = paicha.Pack.from_files({"shops/pack.toml": RULES.encode("gb18030")}, "shops")
    assert pack == paicha.Pack.from_files({"shops/pack.toml": RULES}, "shops")


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    (tmp_path / "rules/shops").mkdir(parents=True)
    (tmp_path / "pack.toml").write_text(RULES)
    (tmp_path / "rules/shops/pack.toml").symlink_to(tmp_path / "pack.toml")
    [problem] = paicha.check(tmp_path / "rules/shops")
    assert problem["code"] == "E0205" and "[pack]" not in str(problem)
