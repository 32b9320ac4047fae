"""生成 records_2022_generated.csv：新城街道各场所2022年的工作记录。

记录全是生成的，不是真的：汇报里没有逐次的记录。每行的“来源”一栏都写着。每次生成的文件逐字节相同：随机数的种子是固定的，
不读时钟，不联网，只用标准库。

    python3 python/examples/generate_records.py
"""

import csv
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

LABEL = "生成的，不是真的"
COLUMNS = ["编号", "任务", "日期", "检查主体", "来源"]
COMPOUNDS = [f"P-{number:04d}" for number in (1, 2, 3, *range(6, 17))]
RIVERS = ["P-0017", "P-0018"]
COMMUNITIES = ["P-0019-1", "P-0019-2"]

# 从哪一天起再没有记录：让逾期有长有短。
STOPS = {
    ("P-0003", "物业考核"): datetime.date(2022, 8, 1),
    ("P-0009", "物业考核"): datetime.date(2022, 10, 1),
    ("P-0014", "物业考核"): datetime.date(2022, 11, 1),
    ("P-0018", "巡河"): datetime.date(2022, 12, 1),
    ("P-0019-2", "每月上报"): datetime.date(2022, 11, 1),
}
NEVER = datetime.date.max

Row = tuple[str, str, datetime.date, str]


class Dice:
    """随机数：只用 random()，它的数列在各版 Python 里都一样。"""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, count: int) -> int:
        return int(self._random.random() * count)

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent


def monthly(dice: Dice, place: str, task: str, checker: str) -> Iterator[Row]:
    """每月一次，偶尔漏一个月。"""
    for month in range(1, 13):
        day = datetime.date(2022, month, 3 + dice.below(26))
        if not dice.chance(5):
            yield place, task, day, checker


def weekly(dice: Dice, place: str, task: str, checker: str) -> Iterator[Row]:
    """每周一次，偶尔漏一周。2022年的第一个星期一是1月3日。"""
    for week in range(52):
        day = datetime.date(2022, 1, 3) + datetime.timedelta(days=7 * week + dice.below(7))
        if day.year == 2022 and not dice.chance(8):
            yield place, task, day, checker


def year(dice: Dice) -> Iterator[Row]:
    for place in COMPOUNDS:
        yield from monthly(dice, place, "物业考核", "街道")
    for place in RIVERS:
        yield from weekly(dice, place, "巡河", "社区河长")
        yield from monthly(dice, place, "巡河", "街道河长")
    for place in COMMUNITIES:
        yield from monthly(dice, place, "联合排查", "社区")
        yield from monthly(dice, place, "每月上报", "社区")
    yield "P-0005", "燃气专项排查", datetime.date(2022, 9, 14), "街道"


def main() -> None:
    rows = [row for row in year(Dice(2022)) if row[2] < STOPS.get(row[:2], NEVER)]
    rows.sort(key=lambda row: (row[2], row[0], row[1], row[3]))
    path = Path(__file__).resolve().with_name("records_2022_generated.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([place, task, day.isoformat(), checker, LABEL] for place, task, day, checker in rows)
    print(f"{path.name} {len(rows)} 行")


if __name__ == "__main__":
    main()
