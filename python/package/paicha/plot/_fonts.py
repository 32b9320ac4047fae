"""Finds fonts of this machine that have the characters of a picture, and says how to get one where there is none."""

from __future__ import annotations

import contextlib
import functools
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.ft2font import FT2Font

from ._words import CHINESE, word

# Simplified forms first. A font made for Japanese has most of the characters, in forms that look wrong to Chinese.
_PREFERRED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Source Han Sans",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "DengXian",
    "SimHei",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "Noto Serif CJK SC",
    "Songti SC",
    "SimSun",
    "PingFang HK",
    "Heiti TC",
    "Noto Sans CJK TC",
    "Noto Sans CJK HK",
    "Microsoft JhengHei",
    "Noto Sans CJK JP",
)
_LAST_RESORT = "DejaVu Sans"  # comes with matplotlib
_PLACEHOLDERS = "Last Resort"  # comes with matplotlib and has a box for every character
_EVERY_PICTURE = "0123456789.,%+-−…/()（） □"
_MOST_FONTS = 4


class FontWarning(UserWarning):
    """Some characters of a picture are in no font of this machine."""


class Writer:
    """Sets the texts of one picture: their language, their font, and what stands for what no font can draw."""

    def __init__(self, language: str, labels: Iterable[str]) -> None:
        needed = set(_EVERY_PICTURE).union(*(clean(label) for label in labels))
        fixed = set(CHINESE) if language == "zh" else set()
        self.family, self._missing = _cover(needed | fixed)
        self.language = "en" if fixed & self._missing else language
        if self._missing:
            _warn("" if set(CHINESE) & self._missing else "".join(sorted(self._missing)))

    def say(self, key: str, **values: str | int) -> str:
        """The picture's own word for `key`."""
        return word(key, self.language, **values)

    def label(self, text: str, instead: str | None = None) -> str:
        """`text`, or `instead` where more than a third of it cannot be drawn; □ for a character that cannot."""
        text = clean(text)
        missing = sum(character in self._missing for character in text)
        if instead is not None and 3 * missing > len(text):
            return self.label(instead)
        return "".join("□" if character in self._missing else character for character in text)

    def font(self, size: float = 9, weight: str = "normal") -> FontProperties:
        return FontProperties(family=self.family, size=size, weight=weight)


def clean(text: str) -> str:
    """`text` on one line, without control characters."""
    spaced = (" " if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") else character for character in text)
    return " ".join("".join(spaced).split())


def _cover(needed: set[str]) -> tuple[list[str], set[str]]:
    """The families to set `needed` in, in this order, and the characters that no font has."""
    families, missing = _choose(needed)
    if missing and _add_new_fonts():
        families, missing = _choose(needed)
    return [*families, _LAST_RESORT] if _LAST_RESORT not in families else families, missing


def _choose(needed: set[str]) -> tuple[list[str], set[str]]:
    """One font that has everything is best; else the one that has most, and others for what it lacks."""
    families: list[str] = []
    missing = needed
    while missing and len(families) < _MOST_FONTS:
        best, lacks = None, missing
        for entry in _candidates():
            left = {character for character in missing if not _has(entry, character)}
            if len(left) < len(lacks):
                best, lacks = entry, left
            if not left:
                break
        if best is None:
            break
        families.append(best.name)
        missing = lacks
    return families, missing


def _add_new_fonts() -> bool:
    """Tells matplotlib of fonts installed since it made its list, which it keeps on disk; False if there are none."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    before = len(font_manager.fontManager.ttflist)
    for path in font_manager.findSystemFonts():
        if path not in known:
            with contextlib.suppress(OSError, RuntimeError, ValueError):
                font_manager.fontManager.addfont(path)
    return len(font_manager.fontManager.ttflist) > before


def _candidates() -> Iterator[FontEntry]:
    """One upright, regular face of each family: those that the user set, the preferred, then all others."""
    faces: dict[str, FontEntry] = {}
    for entry in font_manager.fontManager.ttflist:
        if entry.style == "normal" and _distance(entry) < _distance(faces.get(entry.name)):
            faces[entry.name] = entry
    japanese = [name for name in faces if name.endswith(("JP", "KR")) or "Gothic" in name or "Mincho" in name]
    first = dict.fromkeys([*_set_by_user(), *_PREFERRED])
    others = sorted(faces, key=lambda name: (name in japanese, name))
    for name in dict.fromkeys([*first, *others]):
        if name in faces and not name.startswith(_PLACEHOLDERS):
            yield faces[name]


def _distance(entry: FontEntry | None) -> float:
    """How far a face is from regular weight; matplotlib gives weights as numbers or names."""
    if entry is None:
        return float("inf")
    weight = font_manager.weight_dict.get(entry.weight, 400) if isinstance(entry.weight, str) else entry.weight
    return abs(float(weight) - 400)


def _set_by_user() -> Iterator[str]:
    settings: dict[str, Any] = {key: value for key, value in rcParams.items() if key.startswith("font.")}
    for family in settings["font.family"]:
        yield from settings.get(f"font.{family}", [family])


def _has(entry: FontEntry, character: str) -> bool:
    return ord(character) in _characters(entry.fname, getattr(entry, "index", 0))


@functools.lru_cache(maxsize=256)
def _characters(path: str, face: int) -> frozenset[int]:
    """The code points that a face has glyphs for; none if the file cannot be read."""
    try:
        font = FT2Font(path, face_index=face) if face else FT2Font(path)
    except (OSError, RuntimeError):
        return frozenset()
    return frozenset(font.get_charmap())


def _warn(rare: str) -> None:
    """Warns of the characters `rare`, or if there are none, that there is no font for Chinese at all."""
    zh = f"本机的字体里没有这些字：{rare}" if rare else "本机没有中文字体，图上的字改用英文和编号"
    en = f"no font on this machine has: {rare}" if rare else "no Chinese font on this machine: English and ids instead"
    warnings.warn(
        f"{zh} / {en}\n"
        "安装一种中文字体，再画一次 / install a Chinese font and draw again:\n"
        "  Debian, Ubuntu: apt install fonts-noto-cjk\n"
        "  Fedora: dnf install google-noto-sans-cjk-fonts\n"
        "  Alpine: apk add font-noto-cjk\n"
        "或给出字体文件 / or name a font file: matplotlib.font_manager.fontManager.addfont(path)",
        FontWarning,
        stacklevel=4,
    )
