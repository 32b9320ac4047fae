"""What a notebook shows: readable on every colour, safe with every name, without anything from elsewhere."""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser

import paicha
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paicha import _html
from paicha._types import ExplanationDict, Level

PLACE = {
    "id": "P-1",
    "name": "老张餐馆",
    "kinds": ["restaurant"],
    "facts": {"uses_gas": True, "gas_alarm_fitted": False},
}
EVIL = "<script>alert('1')</script>\" onload=\"x"


class Page(HTMLParser):
    """Collects tags, attributes and text, and that all tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def explanation(base: paicha.Pack) -> paicha.Explanation:
    return base.assess(PLACE, as_of="2022-12-31").explain()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["等级", "最坏", "不符合项 (1)", "已读原文", "接下来问什么"]),
        ("en", ["at worst", "Failed checks (1)", "quoted"]),
    ],
)
def test_what_is_shown(base: paicha.Pack, explanation: paicha.Explanation, language: str, words: list[str]) -> None:
    assert language in ("zh", "en")
    page = Page(explanation.to_html("en" if language == "en" else "zh"))
    [reason] = explanation.assessment.failed
    wanted = [
        *words,
        "老张餐馆",
        "P-1",
        "一般风险",
        "重大风险",
        "22 … 475",
        reason["finding"],
        reason["fix"],
        reason["deadline"],
    ]
    wanted += [reason["basis"]["law"], explanation.questions[0]["question"], "2022-12-31", "基础规则 1.0"]
    for word in wanted:
        assert word in page.text, word


def test_the_open_end_of_the_level(base: paicha.Pack, explanation: paicha.Explanation) -> None:
    html = explanation.to_html()
    cells = dict(re.findall(r'<span style="([^"]*border-radius:4px[^"]*)">([^<]*)', html))
    looks = {label.strip(): look for look, label in cells.items()}
    assert "background:" in looks["一般风险"] and "dashed" not in looks["一般风险"]
    assert all("dashed" in looks[open_] for open_ in ("较大风险", "重大风险"))
    assert "transparent" in looks["低风险"]
    assert list(looks) == ["低风险", "一般风险", "较大风险", "重大风险"]
    facts = {"uses_gas": False}
    assert "repeating-linear-gradient" in base.assess({**PLACE, "facts": facts}, as_of="2022-12-31").to_html()


def test_nothing_from_elsewhere(explanation: paicha.Explanation) -> None:
    for html in (explanation._repr_html_(), explanation.to_html("en"), explanation.assessment._repr_html_()):
        page = Page(html)
        assert not set(page.tags) & {"script", "link", "img", "iframe", "style", "object"}
        assert page.attributes == {"class", "lang", "style"}
        assert "url(" not in html and "http" not in html
    assert explanation._repr_html_() == explanation.assessment.to_html("zh")


def poisoned(value: object) -> object:
    """Data all of whose texts are an attack, but for the words that have a meaning."""
    if isinstance(value, dict):
        kept = ("level", "level_at_worst", "status", "grade")
        return {key: own if key in kept else poisoned(own) for key, own in value.items()}
    if isinstance(value, list):
        return [poisoned(own) for own in value]
    return EVIL if isinstance(value, str) else value


def test_names_are_no_markup(explanation: paicha.Explanation, base: paicha.Pack) -> None:
    data = poisoned(explanation.to_dict())
    data["errors"] = [{"item": EVIL, "code": "R001", "zh": EVIL, "en": EVIL}]  # type: ignore[index]
    data["tasks"] = [{"label": EVIL, "next_due": "2022-12-31", "days_overdue": 3}]  # type: ignore[index]
    levels = [{**level, "label": EVIL, "color": f'{level["color"]};background:url(x)"{EVIL}'} for level in base.levels]
    html = _html.page(data, levels, EVIL, "zh")  # type: ignore[arg-type]
    page = Page(html)
    assert "script" not in page.tags and page.attributes == {"class", "lang", "style"}
    assert "url(" not in html
    assert page.text.count(EVIL) > 10
    assert "逾期 3 天" in page.text


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.1."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_text_can_be_read_on_every_colour(color: str) -> None:
    assert contrast(color, _html._ink(color)) >= 4.5


def with_score(data: ExplanationDict, score: float | None, worst: float | None) -> ExplanationDict:
    changed = copy.deepcopy(data)
    changed["score"], changed["score_at_worst"] = score, worst
    return changed


@pytest.mark.parametrize(
    ("score", "worst", "text", "width", "is_open"),
    [
        (30, 30, "30", "100.0", False),
        (30, 60, "30 … 60", "50.0", True),
        (95.5, 40, "95.5 … 40", "41.9", True),
        (0, 0, "0", "0.0", False),
        (5, None, "5 … ∞", "60.0", True),
        (None, None, "∞", "0.0", False),
    ],
)
def test_scores(
    explanation: paicha.Explanation, score: float | None, worst: float | None, text: str, width: str, is_open: bool
) -> None:
    html = _html.page(with_score(explanation.to_dict(), score, worst), levels(), "试", "zh")
    assert f"<b>{text}</b>" in html and f"width:{width}%" in html
    assert ("repeating-linear-gradient" in html) == is_open


def levels() -> list[Level]:
    return [{"id": level, "label": level, "color": None} for level in ("red", "orange", "yellow", "blue")]


def test_a_pack_without_levels(explanation: paicha.Explanation) -> None:
    data = {key: value for key, value in explanation.to_dict().items() if not key.startswith("level")}
    page = Page(_html.page(data, [], "试", "en"))  # type: ignore[arg-type]
    assert "Level" not in page.text and "Score" in page.text
