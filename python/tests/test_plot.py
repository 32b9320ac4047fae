"""What the pictures draw: the lengths, colours, order and texts, each in a font that has its characters."""

from __future__ import annotations

import collections
import datetime
import functools
import itertools
import logging
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import matplotlib

matplotlib.use("Agg")

import pandas
import polars
import pyarrow
import pylopdf_fonts_zh_cn
import pytest
from matplotlib import font_manager, pyplot
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.ft2font import FT2Font
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import paicha
from paicha import plot
from paicha.plot import _canvas, _fonts, _reading, _words

# A picture that warns, of a glyph that is in no font or of anything else, is a wrong one.
pytestmark = pytest.mark.filterwarnings("error")

ROOT = pathlib.Path(__file__).parents[2]
LEVELS = """
[[level]]
id = "red"
label = "重大风险"
color = "#d7191c"
when = 'score >= 70'

[[level]]
id = "yellow"
label = "一般风险"
color = "#e6c700"
when = 'score >= 20'

[[level]]
id = "blue"
label = "低风险"
color = "#2c7bb6"
"""
RULES = """
[pack]
format = 1
id = "street"
title = "某街道 2024 年度"
version = "1"

[kind.restaurant]
label = "餐饮场所"
[kind.shop]
label = "商铺"

[fact.alarm]
label = "已装报警装置"
type = "bool"

[[check]]
id = "gas_alarm"
title = "已装可燃气体报警装置"
finding = "未装可燃气体报警装置"
fails_if = '!已装报警装置'
points = 20
"""
RED, YELLOW, BLUE = "#d7191c", "#e6c700", "#2c7bb6"


def made(rules: str) -> paicha.Pack:
    return paicha.Pack.from_files({"street/pack.toml": rules}, "street")


@pytest.fixture(scope="module", autouse=True)
def chinese_font() -> None:
    """A font of the test environment, so that nothing depends on what the machine has."""
    font_manager.fontManager.addfont(pylopdf_fonts_zh_cn.sans_path())


@pytest.fixture(autouse=True)
def clean_slate(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Settings are as before, figures are closed, and matplotlib had nothing to say of fonts."""
    before = dict(matplotlib.rcParams)
    with caplog.at_level(logging.WARNING, "matplotlib"):
        yield
    pyplot.close("all")
    assert dict(matplotlib.rcParams) == before
    assert [record.getMessage() for record in caplog.records] == []


@pytest.fixture(scope="module")
def pack() -> paicha.Pack:
    return made(RULES + LEVELS)


@pytest.fixture
def places() -> pandas.DataFrame:
    """Of 东社区 2 red, 1 yellow…red, 3 blue; of 西社区 2 yellow, 1 blue…yellow; of no region 1 blue."""
    rows = [
        ("东社区", "restaurant", "red", "red", 90, 90),
        ("东社区", "restaurant", "red", "red", 80, 100),
        ("东社区", "shop", "yellow", "red", 30, 95),
        *[("东社区", "shop", "blue", "blue", 0, 5)] * 3,
        ("西社区", "restaurant;shop", "yellow", "yellow", 20, 40),
        ("西社区", "restaurant;shop", "yellow", "yellow", 25, 25),
        ("西社区", "shop", "blue", "yellow", 10, 60),
        (None, "restaurant", "blue", "blue", 2, 2),
    ]
    columns = ["region", "kinds", "level", "level_at_worst", "score", "score_at_worst"]
    frame = pandas.DataFrame(rows, columns=columns)
    frame.insert(0, "id", [f"P-{row}" for row in range(len(rows))])
    frame.insert(1, "name", [f"第{row}店" for row in range(len(rows))])
    frame["outcome.gas_alarm"] = ["failed", "unknown", "unknown", *["passed"] * 7]
    frame["outcome.other"] = [None, "unknown", "passed", *["passed"] * 7]
    return frame


def failures(**counts: tuple[int, str | None]) -> pandas.DataFrame:
    """Rows of failed checks: how many of each, and their grade."""
    rows = [
        {"row": row, "check": check, "title": f"{check} 的要求", "finding": f"{check} 的隐患", "grade": grade}
        for check, (count, grade) in counts.items()
        for row in range(count)
    ]
    return pandas.DataFrame(rows, columns=["row", "check", "title", "finding", "grade"])


def due(*days: tuple[str | None, int | None], at_worst: str | None = None) -> pandas.DataFrame:
    """Rows of tasks: when they are due, and how many days they are overdue."""
    rows = [(day and datetime.date.fromisoformat(day), overdue) for day, overdue in days]
    frame = pandas.DataFrame(rows, columns=["next_due", "days_overdue"])
    frame["next_due_at_worst"] = at_worst and datetime.date.fromisoformat(at_worst)
    return frame


def drawn(ax: Axes) -> Axes:
    """Draws the figure, so that layout and what has room are settled; checks every text of it."""
    ax.figure.canvas.draw()
    check_texts(ax.figure)
    return ax


def shown_texts(figure: Any) -> list[Text]:
    """The texts that are to be seen."""
    renderer, hidden = figure.canvas.get_renderer(), out_of_view(figure)
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return [text for text in texts if text not in hidden and roomy(text, renderer)]


def roomy(text: Text, renderer: Any) -> bool:
    return not isinstance(text, _canvas.RoomyText) or text.fits(renderer)


def out_of_view(figure: Any) -> set[Text]:
    """The labels of ticks that lie outside their axis: matplotlib keeps them and does not draw them."""
    found = set()
    for axis in (axis for axes in figure.findobj(Axes) for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                found |= {tick.label1, tick.label2}
    return found


@functools.cache
def characters(font: Any) -> frozenset[int]:
    return frozenset(FT2Font(font).get_charmap())


def check_texts(figure: Any) -> None:
    """No text leaves the figure, overlaps another, or has a character that its fonts lack."""
    renderer = figure.canvas.get_renderer()
    texts = shown_texts(figure)
    assert texts
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    width, height = figure.canvas.get_width_height()
    for text, box in boxes:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1, (
            f"{text} leaves the figure"
        )
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 0.5 or down <= 2, f"{one} and {other} overlap"
    for item in texts:
        assert not (item.get_parse_math() and "$" in item.get_text()), f"{item.get_text()} is read as mathematics"
        fonts = font_manager.fontManager._find_fonts_by_props(item.get_fontproperties())
        there = frozenset().union(*map(characters, fonts))
        assert {ord(character) for character in item.get_text().replace("\n", "")} <= there, item.get_text()


def labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def bars(ax: Axes, row: int) -> list[tuple[float, str, bool]]:
    """The parts of the bar in a row, from the left: length, colour, whether hatched."""
    found = [
        patch
        for patch in ax.patches
        if isinstance(patch, Rectangle) and abs(patch.get_y() + patch.get_height() / 2 - row) < 0.01
    ]
    ordered = sorted(found, key=Rectangle.get_x)
    return [(bar.get_width(), to_hex(bar.get_facecolor()), bar.get_hatch() is not None) for bar in ordered]


def legend(ax: Axes) -> list[str]:
    made = ax.get_legend()
    return [text.get_text() for text in made.get_texts()] if made else []


def numbers(ax: Axes) -> list[str]:
    """The texts within the axes that are seen."""
    renderer = ax.figure.canvas.get_renderer()
    return [text.get_text() for text in ax.texts if roomy(text, renderer)]


class TestLevels:
    def test_bars_count_places_from_the_worst_level_on(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        ax = drawn(plot.levels(places, pack))
        assert labels(ax) == ["东社区", "西社区", "（没有区域）"]
        light_yellow, light_blue = _canvas.lighter(YELLOW), _canvas.lighter(BLUE)
        assert bars(ax, 0) == [(2, RED, False), (1, light_yellow, True), (3, BLUE, False)]
        assert bars(ax, 1) == [(2, YELLOW, False), (1, light_blue, True)]
        assert bars(ax, 2) == [(1, BLUE, False)]
        assert ax.get_ylim() == (2.5, -0.5)
        assert ax.get_title("left") == "等级分布：某街道 2024 年度"

    def test_hatched_lines_have_the_colour_of_the_worst_possible_level(self, pack: paicha.Pack) -> None:
        frame = pandas.DataFrame({"level": ["blue", "blue"], "level_at_worst": ["red", "yellow"]})
        ax = drawn(plot.levels(frame, pack, None))
        lines = [to_hex(patch.get_edgecolor()) for patch in ax.patches if patch.get_hatch()]
        assert lines == [RED, _canvas.darker(YELLOW, to=0.35)]
        assert labels(ax) == ["全部"]

    def test_the_legend_writes_both_ends(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        ax = drawn(plot.levels(places, pack))
        assert legend(ax) == ["重大风险", "一般风险…重大风险", "一般风险", "低风险…一般风险", "低风险"]
        made = ax.get_legend()
        assert made is not None and made.get_title().get_text() == "斜线：未查清，最坏可到的等级"

    def test_nothing_is_said_of_hatching_where_all_is_certain(self, pack: paicha.Pack) -> None:
        frame = pandas.DataFrame({"level": ["blue"], "level_at_worst": ["blue"], "region": ["东"]})
        made = drawn(plot.levels(frame, pack)).get_legend()
        assert made is not None and made.get_title().get_text() == ""

    def test_counts_are_written_where_they_have_room(self, pack: paicha.Pack) -> None:
        frame = pandas.DataFrame({"level": ["red"] + ["blue"] * 1500})
        frame["level_at_worst"] = frame["level"]
        assert numbers(drawn(plot.levels(frame, pack, None))) == ["1,500", "1,501"]

    def test_a_place_counts_in_each_of_its_kinds(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        ax = drawn(plot.levels(places, pack, "kinds"))
        assert labels(ax) == ["餐饮场所", "商铺"]
        assert [sum(length for length, _, _ in bars(ax, row)) for row in (0, 1)] == [5, 7]
        assert "有几种类型的场所在每种里各计一次" in ax.get_xlabel()

    def test_of_many_regions_the_worst_are_shown_and_the_rest_counted(self, pack: paicha.Pack) -> None:
        regions = [f"街道/第{number}社区" for number in range(30) for _ in range(number + 1)]
        frame = pandas.DataFrame({"region": regions, "level": "red", "level_at_worst": "red"})
        ax = drawn(plot.levels(frame, pack, top=4))
        assert labels(ax) == [f"街道/第{number}社区" for number in (29, 28, 27, 26)]
        assert ax.get_xlabel() == f"场所数\n其余 26 个区域共 {sum(range(27))} 个场所未列"

    def test_long_labels_stay_different(self, pack: paicha.Pack) -> None:
        regions = [f"很长很长很长的区县的名字/某某街道办事处/第{number}社区/同名的网格" for number in range(3)]
        frame = pandas.DataFrame({"region": regions, "level": "red", "level_at_worst": "red"})
        found = labels(drawn(plot.levels(frame, pack)))
        assert len(set(found)) == 3 and all("…" in label for label in found)

    def test_rows_without_a_level_are_counted_apart(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        places.loc[0, ["level", "level_at_worst"]] = None
        ax = drawn(plot.levels(places, pack))
        assert ax.get_xlabel() == "场所数\n另有 1 行没有等级"
        assert bars(ax, 0)[0] == (1, RED, False)

    def test_a_worst_level_that_is_unknown_is_open(self, pack: paicha.Pack) -> None:
        frame = pandas.DataFrame({"level": ["blue"], "level_at_worst": [None]})
        assert legend(drawn(plot.levels(frame, pack, None))) == ["低风险…未知"]

    def test_levels_without_a_colour_get_one_each(self, places: pandas.DataFrame) -> None:
        bare = made(RULES + "\n".join(line for line in LEVELS.splitlines() if not line.startswith("color")))
        plain = [color for _, color, hatched in bars(drawn(plot.levels(places, bare)), 0) if not hatched]
        assert len(set(plain)) == 2 and _canvas._luminance(plain[0]) < _canvas._luminance(plain[1])

    def test_english(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        ax = drawn(plot.levels(places, pack, language="en"))
        assert ax.get_title("left") == "Levels: 某街道 2024 年度"
        assert labels(ax)[2] == "(no region)"
        assert ax.get_xlabel() == "places"

    def test_a_count_without_room_is_not_drawn(self, pack: paicha.Pack, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[str] = []
        draw = Text.draw
        monkeypatch.setattr(Text, "draw", lambda text, renderer: (seen.append(text.get_text()), draw(text, renderer)))
        frame = pandas.DataFrame({"level": ["red"] + ["blue"] * 1500})
        plot.levels(frame.assign(level_at_worst=frame["level"]), pack, None).figure.canvas.draw()
        assert "1,500" in seen and "1" not in seen


class TestScores:
    def test_the_worst_possible_is_on_top(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        ax = drawn(plot.scores(places, pack))
        assert labels(ax) == [f"第{row}店" for row in (1, 2, 0, 8, 6, 7, 3, 4, 5, 9)]
        assert bars(ax, 0) == [(20, _canvas.lighter(RED, 0.5), False)]
        assert bars(ax, 1) == [(65, _canvas.lighter(RED, 0.5), False)]
        assert bars(ax, 2) == [], "a certain score has no bar"
        dots = [(line.get_xdata()[0], line.get_color()) for line in ax.lines]  # type: ignore[index]
        assert dots[:4] == [(80, RED), (30, YELLOW), (90, RED), (10, BLUE)]

    def test_where_high_is_better_the_lowest_is_on_top(self, places: pandas.DataFrame) -> None:
        high = made(RULES + '[score]\nbetter = "high"\nlabel = "得分"\n')
        places["score"], places["score_at_worst"] = 100 - places["score"], 100 - places["score_at_worst"]
        ax = drawn(plot.scores(places.drop(columns=["level", "level_at_worst"]), high, top=3))
        assert labels(ax) == ["第1店", "第2店", "第0店"]
        assert [bars(ax, row)[0][0] for row in (0, 1)] == [-20, -65], "bars run from the certain score down"
        assert ax.get_xlabel() == "得分（高为好）\n其余 7 个场所未列"

    def test_what_is_unknown_stands_beside(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        ax = drawn(plot.scores(places, pack, top=3))
        assert numbers(ax) == ["2/2", "1/2", "0/1", "未查清"]
        bare = drawn(plot.scores(places.drop(columns=["outcome.gas_alarm", "outcome.other"]), pack, top=3))
        assert numbers(bare) == []

    def test_no_bound_is_worst_and_has_an_arrow(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        places["score_at_worst"] = [*places["score_at_worst"][:9], float("inf")]
        ax = drawn(plot.scores(places, pack))
        assert labels(ax)[0] == "第9店"
        assert [line.get_marker() for line in ax.lines][:2] == [">", "o"]
        assert "最坏可到的分没有界限" in legend(ax)

    def test_rows_without_a_score_are_counted(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        places.loc[[0, 1], ["score", "score_at_worst"]] = None
        ax = drawn(plot.scores(places, pack))
        assert labels(ax)[0] == "第2店" and len(labels(ax)) == 8
        assert "另有 2 行没有分" in ax.get_xlabel()

    def test_same_names_have_their_ids_and_no_name_is_its_id(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        places["name"] = ["老王饭店", "老王饭店", None, "  两行的\n名字 ", "$x$", *["其他"] * 5]
        found = labels(drawn(plot.scores(places, pack)))
        assert {"老王饭店 P-0", "老王饭店 P-1", "P-2", "两行的 名字", "$x$"} <= set(found)
        bare = drawn(plot.scores(places.drop(columns=["id", "name"]), pack, top=2))
        assert labels(bare) == ["#1", "#2"]

    def test_the_legend_names_what_is_drawn(self, pack: paicha.Pack, places: pandas.DataFrame) -> None:
        assert legend(drawn(plot.scores(places[:1], pack))) == ["已确定的分", "重大风险"]
        found = legend(drawn(plot.scores(places, pack, language="en")))
        assert found == ["certain score", "worst that the unknown could bring", "重大风险", "一般风险", "低风险"]


class TestPareto:
    def test_the_most_frequent_is_on_top(self, pack: paicha.Pack) -> None:
        frame = failures(b=(1, "general"), a=(5, "general"), gas_alarm=(4, "major"))
        ax = drawn(plot.pareto(frame, pack))
        assert labels(ax) == ["a 的隐患", "gas_alarm 的隐患", "b 的隐患"]
        assert [bars(ax, row)[0][0] for row in range(3)] == [5, 4, 1]
        assert numbers(ax) == ["5", "4", "1"]
        assert legend(ax) == ["重大隐患", "一般隐患"]

    def test_bars_are_divided_by_grade(self, pack: paicha.Pack) -> None:
        frame = pandas.concat([failures(a=(3, "general")), failures(a=(2, "major")), failures(a=(1, None))])
        assert [(length, hatched) for length, _, hatched in bars(drawn(plot.pareto(frame, pack)), 0)] == [
            (2, False),
            (3, False),
            (1, True),
        ]

    def test_the_share_is_of_all_failures(self, pack: paicha.Pack) -> None:
        frame = failures(a=(5, "general"), b=(3, "general"), c=(1, "general"), d=(1, "general"))
        ax = drawn(plot.pareto(frame, pack, top=2))
        beside = ax.child_axes[0]
        assert list(beside.lines[0].get_xdata()) == [0.5, 0.8]
        assert list(beside.lines[0].get_ydata()) == [0, 1]
        assert numbers(beside) == ["80%"]
        assert ax.get_xlabel() == "不符合的次数\n其余 2 项检查共 2 次不符合未列"

    def test_labels_are_the_finding_else_the_title_else_what_the_pack_says(self, pack: paicha.Pack) -> None:
        frame = failures(a=(2, "general"), gas_alarm=(1, "general"))
        frame["finding"] = None
        assert labels(drawn(plot.pareto(frame, pack))) == ["a 的要求", "gas_alarm 的要求"]
        ax = drawn(plot.pareto(frame[["check"]], pack, language="en"))
        assert labels(ax) == ["a", "未装可燃气体报警装置"]
        assert legend(ax) == []


def counts_of_days(ax: Axes) -> list[Text]:
    """The counts of a calendar's days."""
    return [text for text in ax.texts if isinstance(text, _canvas.RoomyText) and text.get_fontsize() == 8.5]


class TestCalendar:
    def squares(self, ax: Axes) -> dict[str, str]:
        """The days that have a count, and their colours."""
        colors = {
            (round(patch.get_x() + 0.5, 2), round(patch.get_y() + 0.62, 2)): to_hex(patch.get_facecolor())
            for patch in ax.patches
            if isinstance(patch, Rectangle) and patch.get_fill() and patch.get_facecolor()[3] > 0
        }
        places = {text.get_text(): tuple(round(at, 2) for at in text.get_position()) for text in counts_of_days(ax)}
        return {count: colors[place] for count, place in places.items()}

    def test_days_are_darker_the_more_is_due(self, pack: paicha.Pack) -> None:
        days = [("2024-03-05", None), *[("2024-03-20", 0)] * 4, *[("2024-03-31", 0)] * 20]
        ax = drawn(plot.calendar(due(*days), pack))
        found = self.squares(ax)
        assert list(found) == ["1", "4", "20"]
        shades = [_canvas._luminance(color) for color in found.values()]
        assert shades == sorted(shades, reverse=True)
        assert all(int(color[5:], 16) > int(color[1:3], 16) for color in found.values()), "blue"
        assert "2024年3月" in [text.get_text() for text in ax.texts]
        assert legend(ax) == ["到期 25 项"]

    def test_a_day_stands_under_its_weekday(self, pack: paicha.Pack) -> None:
        ax = drawn(plot.calendar(due(("2024-03-06", 0)), pack))
        (weekday,) = [text for text in ax.texts if text.get_text() == "三"]
        assert [text.get_position()[0] for text in counts_of_days(ax)] == [weekday.get_position()[0]], (
            "6 March 2024: Wednesday"
        )

    def test_overdue_ones_are_orange_and_counted_apart(self, pack: paicha.Pack) -> None:
        ax = drawn(plot.calendar(due(("2024-02-29", 11), ("2024-02-29", 11), ("2024-03-31", 0)), pack))
        found = self.squares(ax)
        assert int(found["2"][1:3], 16) > int(found["2"][5:], 16), "orange"
        assert int(found["1"][1:3], 16) < int(found["1"][5:], 16), "blue"
        assert legend(ax) == ["到期 1 项", "逾期 2 项（!），最久 11 天", "评估日期 2024-03-11"]
        assert "!" in numbers(ax)
        past = drawn(plot.calendar(due(("2024-02-29", 11)), pack))
        assert legend(past)[1:] == ["逾期 1 项（!），最久 11 天", "评估日期 2024-03-11"]

    def test_months_without_anything_due_are_left_out_unless_asked_for(self, pack: paicha.Pack) -> None:
        frame = due(("2024-01-31", 0), ("2024-12-31", 0))

        def titles(ax: Axes) -> list[str]:
            return [text.get_text() for text in drawn(ax).texts if "年" in text.get_text()]

        assert titles(plot.calendar(frame, pack)) == ["2024年1月", "2024年12月"]
        assert titles(plot.calendar(frame, pack, start="2024-11")) == ["2024年12月"]
        assert titles(plot.calendar(frame, pack, start=datetime.date(2024, 11, 30), months=3)) == [
            "2024年11月",
            "2024年12月",
            "2025年1月",
        ]
        assert titles(plot.calendar(frame, pack, months=2)) == ["2024年1月", "2024年2月"]

    def test_of_many_months_the_next_and_the_last_before_them(self, pack: paicha.Pack) -> None:
        past = [
            (f"2023-{month:02}-28", (datetime.date(2024, 1, 10) - datetime.date(2023, month, 28)).days)
            for month in range(1, 13)
        ]
        coming = [(f"2024-{month:02}-28", 0) for month in range(1, 13)]
        ax = drawn(plot.calendar(due(*past, *coming), pack))
        titles = [text.get_text() for text in ax.texts if "年" in text.get_text()]
        assert titles == [
            *(f"2023年{month}月" for month in (10, 11, 12)),
            *(f"2024年{month}月" for month in range(1, 10)),
        ]
        assert legend(ax)[:2] == [
            "到期 12 项，其中 3 项在所示日期之外",
            "逾期 12 项（!），最久 347 天，其中 9 项在所示日期之外",
        ]

    def test_what_has_no_date_is_said(self, pack: paicha.Pack) -> None:
        frame = pandas.concat([due(("2024-03-31", 0), (None, None)), due((None, None), at_worst="2024-03-31")])
        assert legend(drawn(plot.calendar(frame, pack)))[1:] == ["另有 1 项是否要做未查清", "另有 1 项没有到期日"]

    def test_large_counts_are_written_short(self, pack: paicha.Pack) -> None:
        frame = due(*[("2024-03-31", 0)] * 25_000)
        assert "2.5万" in numbers(drawn(plot.calendar(frame, pack)))
        ax = drawn(plot.calendar(frame, pack, language="en"))
        assert "25k" in numbers(ax)
        assert legend(ax) == ["25,000 due"]
        assert [_words.compact(count, "zh") for count in (9_999, 10_000, 1_234_567)] == ["9999", "1万", "123万"]

    def test_dates_as_texts_and_timestamps(self, pack: paicha.Pack) -> None:
        texts = pandas.DataFrame({"next_due": ["2024-03-31", None], "days_overdue": [0, None]})
        stamps = texts.assign(next_due=pandas.to_datetime(texts["next_due"]))
        for frame in (texts, stamps):
            assert legend(drawn(plot.calendar(frame, pack))) == ["到期 1 项", "另有 1 项没有到期日"]


DRAW: dict[str, Any] = {
    "levels": lambda frame, pack, **more: plot.levels(frame, pack, **more),
    "scores": lambda frame, pack, **more: plot.scores(frame, pack, **more),
    "pareto": lambda frame, pack, **more: plot.pareto(frame, pack, **more),
    "calendar": lambda frame, pack, **more: plot.calendar(frame, pack, **more),
}


@pytest.fixture
def frames(places: pandas.DataFrame) -> dict[str, pandas.DataFrame]:
    days = due(("2024-02-29", 11), ("2024-03-31", 0), (None, None))
    return {"levels": places, "scores": places, "pareto": failures(a=(3, "general"), b=(1, None)), "calendar": days}


@pytest.mark.parametrize("picture", DRAW)
class TestEvery:
    def test_empty_frames_say_so(self, picture: str, frames: dict[str, pandas.DataFrame], pack: paicha.Pack) -> None:
        said = {"zh": ["没有场所", "没有不符合项"], "en": ["no places", "no failed checks"]}
        for language, texts in said.items():
            ax = drawn(DRAW[picture](frames[picture][:0], pack, language=language))
            assert [text.get_text() for text in ax.texts][-1] in texts

    def test_any_library_gives_the_same(
        self, picture: str, frames: dict[str, pandas.DataFrame], pack: paicha.Pack
    ) -> None:
        class Exported:
            """Only exports Arrow."""

            def __init__(self, table: pyarrow.Table) -> None:
                self.table = table

            def __arrow_c_stream__(self, requested_schema: object = None) -> object:
                return self.table.__arrow_c_stream__(requested_schema)

        table = pyarrow.Table.from_pandas(frames[picture], preserve_index=False)
        for at, name in enumerate(table.column_names):
            if name in ("level", "level_at_worst", "outcome.gas_alarm"):
                table = table.set_column(at, name, table[name].dictionary_encode())
            elif name in ("id", "name", "check"):
                table = table.set_column(at, name, table[name].cast(pyarrow.string_view()))
        looks = []
        for frame in (
            frames[picture],
            table,
            table.to_batches()[0],
            polars.from_arrow(table),
            polars.from_arrow(table).lazy(),
            Exported(table),
        ):
            ax = drawn(DRAW[picture](frame, pack))
            patches = [(to_hex(patch.get_facecolor()), tuple(patch.get_extents().bounds)) for patch in ax.patches]
            looks.append((patches, [text.get_text() for text in shown_texts(ax.figure)]))
        assert len(looks) == 6 and all(look == looks[0] for look in looks)

    def test_it_draws_on_the_axes_that_are_given(
        self, picture: str, frames: dict[str, pandas.DataFrame], pack: paicha.Pack
    ) -> None:
        figure, axes = pyplot.subplots()
        before = pyplot.get_fignums()
        assert DRAW[picture](frames[picture], pack, ax=axes) is axes
        assert pyplot.get_fignums() == before

    def test_without_a_chinese_font_it_speaks_english_and_warns(
        self, picture: str, frames: dict[str, pandas.DataFrame], pack: paicha.Pack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        latin = [entry for entry in font_manager.fontManager.ttflist if entry.name.startswith(("DejaVu", "Last"))]
        monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
        monkeypatch.setattr(font_manager, "findSystemFonts", list)
        with pytest.warns(plot.FontWarning, match="apt install fonts-noto-cjk") as told:
            ax = DRAW[picture](frames[picture], pack)
        assert len(told) == 1 and told[0].filename == __file__
        drawn(ax)
        titles = {"levels": "Levels", "scores": "Scores and their bounds", "pareto": "Checks that fail most"}
        assert ax.get_title("left") == f"{titles.get(picture, 'Duties due')}: street"
        ids = {
            "levels": ["red", "yellow…red"],
            "scores": ["red", "yellow"],
            "pareto": ["general"],
            "calendar": ["1 due"],
        }
        assert set(ids[picture]) <= set(legend(ax))
        assert labels(ax)[:1] == {"levels": ["□□□"], "scores": ["P-1"], "pareto": ["a"], "calendar": []}[picture]

    def test_missing_columns_are_named_with_what_gives_them(
        self, picture: str, frames: dict[str, pandas.DataFrame], pack: paicha.Pack
    ) -> None:
        with pytest.raises(paicha.ArgumentError) as told:
            DRAW[picture](pandas.DataFrame({"id": ["P-1"]}), pack)
        assert told.value.code == "A101"
        assert picture in told.value.message["zh"] and picture in told.value.message["en"]
        wanted = {"levels": "level_at_worst", "scores": "score_at_worst", "pareto": "check", "calendar": "next_due"}
        assert wanted[picture] in told.value.message["en"]
        advice = {"levels": "by=None", "scores": "explode", "pareto": 'explode="failed"', "calendar": 'explode="tasks"'}
        assert told.value.help is not None
        assert advice[picture] in told.value.help["zh"] and advice[picture] in told.value.help["en"]

    def test_what_is_no_frame_is_refused(self, picture: str, pack: paicha.Pack) -> None:
        with pytest.raises(paicha.ArgumentError, match="A007"):
            DRAW[picture]([1, 2], pack)

    def test_all_texts_are_in_the_same_font_and_long_titles_have_room(
        self, picture: str, frames: dict[str, pandas.DataFrame]
    ) -> None:
        long = made(RULES.replace("某街道", "很长很长的市辖区某某街道办事处平安建设办公室") + LEVELS)
        frame = frames[picture]
        if "name" in frame:
            frame = frame.assign(name=[f"某某某某某餐饮管理有限责任公司{row}店" for row in range(len(frame))])
        ax = drawn(DRAW[picture](frame, long))
        families = {tuple(text.get_fontfamily()) for text in shown_texts(ax.figure)}
        assert len(families) == 1, families

    def test_languages(self, picture: str, frames: dict[str, pandas.DataFrame], pack: paicha.Pack) -> None:
        with pytest.raises(paicha.ArgumentError, match="A105"):
            DRAW[picture](frames[picture], pack, language="fr")


def test_wrong_arguments(pack: paicha.Pack, places: pandas.DataFrame) -> None:
    days = due(("2024-03-31", 0))
    for code, call in {
        "A105 by": lambda: plot.levels(places, pack, "level"),  # type: ignore[arg-type]
        "A105 top": lambda: plot.levels(places, pack, top=0),
        "A105 scores": lambda: plot.scores(places, pack, top=True),
        "A105 pareto": lambda: plot.pareto(failures(a=(1, None)), pack, top=-1),
        "A105 months": lambda: plot.calendar(days, pack, months=0),
        "A001 start": lambda: plot.calendar(days, pack, start="March"),
        "A001 column": lambda: plot.calendar(days.assign(next_due="soon"), pack),
        "A103": lambda: plot.levels(places, made(RULES)),
        "A104": lambda: plot.levels(places.assign(level="green"), pack),
    }.items():
        with pytest.raises(paicha.ArgumentError) as told:
            call()
        assert told.value.code == code[:4], code


def test_without_a_library_that_reads_results_it_says_what_to_install(
    pack: paicha.Pack, places: pandas.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = pack.assess_frame(places[["id", "kinds"]].replace("restaurant;shop", "shop"), as_of="2024-03-01")
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # type: ignore[arg-type]
    assert len(labels(drawn(plot.scores(results, pack)))) == 10, "polars reads them"
    monkeypatch.setitem(sys.modules, "polars", None)  # type: ignore[arg-type]
    with pytest.raises(paicha.ArgumentError, match="A102.*pip install pyarrow"):
        plot.scores(results, pack)


def test_words_by_number_of_every_width_and_in_chunks() -> None:
    words = [str(number) for number in range(256)]
    chunk = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, None, 255], pyarrow.uint8()), words)
    other = pyarrow.DictionaryArray.from_arrays(pyarrow.array([1], pyarrow.uint8()), ["a", "b"])
    table = pyarrow.table({"level": pyarrow.chunked_array([chunk, other])})
    assert _reading.Columns(table).texts("level") == ["0", None, "255", "b"]
    assert _reading.Columns(table).texts("level", [2, 1]) == ["255", None]


def test_a_font_for_chinese_comes_before_one_for_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = next(entry for entry in font_manager.fontManager.ttflist if entry.name == "Noto Sans SC")
    dejavu = next(
        entry
        for entry in font_manager.fontManager.ttflist
        if (entry.name, entry.style, entry.weight) == ("DejaVu Sans", "normal", 400)
    )
    japanese = font_manager.FontEntry(fname=chinese.fname, name="AAA Gothic", style="normal", weight=400)
    unknown = font_manager.FontEntry(fname=chinese.fname, name="Some Chinese", style="normal", weight=400)
    for there, chosen in (
        ([dejavu, japanese, chinese], "Noto Sans SC"),
        ([dejavu, japanese, unknown], "Some Chinese"),
        ([dejavu, japanese], "AAA Gothic"),
    ):
        monkeypatch.setattr(font_manager.fontManager, "ttflist", there)
        assert _fonts._cover(set("风险1")) == ([chosen, "DejaVu Sans"], set())
    assert _fonts._cover(set("risk 1")) == (["DejaVu Sans"], set()), "what the user set is kept where it has all"
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [dejavu, chinese])
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    assert _fonts._cover(set("风险😀")) == (["Noto Sans SC", "DejaVu Sans"], set())
    assert _fonts._cover(set("风\U00030000")) == (["Noto Sans SC", "DejaVu Sans"], {"\U00030000"})


def test_a_font_installed_since_matplotlib_made_its_list_is_found(
    pack: paicha.Pack, places: pandas.DataFrame, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    latin = [entry for entry in font_manager.fontManager.ttflist if entry.name.startswith("DejaVu")]
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(broken), str(pylopdf_fonts_zh_cn.sans_path())])
    ax = drawn(plot.levels(places, pack))
    assert ax.get_title("left") == "等级分布：某街道 2024 年度"
    assert ax.xaxis.label.get_fontfamily() == ["Noto Sans SC", "DejaVu Sans"]


def test_a_font_that_the_user_set_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = next(entry for entry in font_manager.fontManager.ttflist if entry.name == "Noto Sans SC")
    mine = font_manager.FontEntry(fname=chinese.fname, name="Mine", style="normal", weight=400)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*font_manager.fontManager.ttflist, mine])
    with matplotlib.rc_context({"font.sans-serif": ["Mine"]}):
        assert _fonts._cover(set("风险"))[0][0] == "Mine"


def test_a_rare_character_is_a_box_and_the_rest_stays(pack: paicha.Pack, places: pandas.DataFrame) -> None:
    places["name"] = ["川菜\U00030000馆", *places["name"][1:]]
    with pytest.warns(plot.FontWarning, match="\U00030000"):
        ax = plot.scores(places, pack, top=3)
    assert labels(ax)[2] == "川菜□馆"
    assert ax.get_title("left").startswith("分值及其上下限")


def test_both_languages_say_the_same_with_the_same_numbers() -> None:
    assert len(_words.WORDS) > 40
    for key, (zh, en) in _words.WORDS.items():
        fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (zh, en)]
        assert fields[0] == fields[1], key


def test_without_matplotlib_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['matplotlib'] = None; import paicha; import paicha.plot"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "pip install paicha[plot]" in ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_real_results(language: Any) -> None:
    pack = paicha.Pack.load(ROOT / "rules/xincheng-2022")
    places, records = (
        pandas.read_csv(ROOT / f"rules/xincheng-2022/{name}.csv", dtype=str)
        for name in ("gas_restaurants", "gas_records")
    )
    given: dict[str, Any] = {"as_of": "2022-10-10", "records": records, "records_from": "2022-01-01"}
    results = pack.assess_frame(places, **given)
    ax = drawn(plot.levels(results, pack, language=language))
    table = results.to_arrow().to_pydict()
    regions = collections.Counter(table["region"])
    assert labels(ax) == ["新城街道/龙兴社区", "新城街道/泰丰社区"]
    for row, region in enumerate(labels(ax)):
        parts = bars(ax, row)
        assert sum(length for length, _, _ in parts) == regions[region]
        pairs = zip(table["region"], table["level"], table["level_at_worst"], strict=True)
        open_ends = [level != worst for place, level, worst in pairs if place == region]
        assert sum(length for length, _, hatched in parts if hatched) == sum(open_ends) > 0
    ax = drawn(plot.scores(results, pack, language=language))
    first = table["name"].index(labels(ax)[0])
    outcomes = [values[first] for name, values in table.items() if name.startswith("outcome.")]
    assert len(labels(ax)) == 30 and table["score_at_worst"][first] == max(table["score_at_worst"])
    assert numbers(ax)[0] == f"{outcomes.count('unknown')}/{len(outcomes) - outcomes.count(None)}" == "40/41"
    failed = pack.assess_frame(places, **given, explode="failed")
    ax = drawn(plot.pareto(failed, pack, language=language))
    counts = collections.Counter(failed.to_arrow()["check"].to_pylist())
    assert [bars(ax, row)[0][0] for row in range(20)] == [count for _, count in counts.most_common(20)]
    tasks = pack.assess_frame(places, **given, explode="tasks")
    dates = collections.Counter(tasks.to_arrow()["next_due"].to_pylist())
    ax = drawn(plot.calendar(tasks, pack, language=language))
    assert sum(int(text.get_text()) for text in counts_of_days(ax)) == len(tasks) - dates[None] > 0


def test_the_readme(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    text = (ROOT / "python/README.md").read_text(encoding="utf-8").split("\n## Pictures\n")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (tmp_path / "rules").symlink_to(ROOT / "rules")
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    assert (tmp_path / "pictures.png").stat().st_size > 50_000
