"""生成 gas_restaurants.csv（400家模拟餐饮）和 gas_records.csv（它们的燃气专项排查记录）。

全部为模拟数据，名称里写明“（模拟）”，与任何真实单位无关；按2022年10月31日评估。
同一脚本每次生成的文件逐字节相同：自带随机数，不读时钟，只用标准库。

    python3 rules/xincheng-2022/generate_restaurants.py
"""

import csv
import datetime
from pathlib import Path

COUNT = 400
AS_OF = datetime.date(2022, 10, 31)
CAMPAIGN_FROM = datetime.date(2022, 8, 1)
COMMUNITIES = ["新城街道/泰丰社区", "新城街道/龙兴社区"]

COLUMNS = [
    "编号", "名称", "类型", "区域", "纳入日期",
    "经营面积", "属于公众聚集场所", "位于高层建筑", "使用燃气", "用气类型",
    "已装可燃气体报警装置", "报警装置正常", "存瓶总重量", "已设专用气瓶间", "气瓶间为独立建筑",
    "气瓶间与民用建筑间距", "气瓶间高度", "气瓶间已装浓度报警", "气瓶间有暖气沟或地漏", "气瓶间电气防爆且开关在室外",
    "地下或半地下使用存放液化气", "燃具与钢瓶净距", "同室另有明火", "减压器启用日期", "密封圈启用日期",
    "灶具台数", "采用硬管连接", "软管长度", "软管有接口或穿墙", "软管启用日期", "使用橡胶软管",
    "已装燃气切断装置", "使用淘汰或超期的燃具连接管", "已建立燃气制度并培训",
    "不倒灌、摔砸、滚动、倒置、加热气瓶", "无擅自操作公用阀门、改装拆除燃气设施、转供燃气等禁止行为",
    "明火厨房已作防火分隔", "烟道清洗日期", "疏散通道或安全出口被占用锁闭", "消防车通道被占用堵塞",
    "消火栓被埋压圈占遮挡", "电气线路私拉乱接", "电动自行车在室内或通道停放充电",
    "门窗设有影响逃生的障碍物", "已设应急照明和疏散指示", "应急照明和疏散指示损坏率", "疏散楼梯间的形式符合规定",
    "室内消火栓正常", "火灾自动报警系统正常", "防排烟设施正常", "违规使用储存销售易燃易爆危险品",
    "上次应急演练日期", "已通过营业前消防安全检查", "建立食品安全自查制度并定期自查",
    "已停业或停止使用", "多次告知拒不整改",
    "已按住建排查表逐项检查", "排查表已上报住建",
]
RECORD_COLUMNS = ["编号", "任务", "日期", "检查主体", "结果"]


class Dice:
    """Numbers from a fixed linear congruential sequence (Knuth's MMIX constants)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, items):
        return items[self.below(len(items))]

    def date(self, first, last):
        return first + datetime.timedelta(days=self.below((last - first).days + 1))


def yes(flag):
    return "是" if flag else "否"


def days_before(dice, least, most):
    return AS_OF - datetime.timedelta(days=least + dice.below(most - least + 1))


def registered(dice):
    """Most were in the register before 2022; one in twenty entered during the campaign."""
    if dice.chance(5):
        return dice.date(CAMPAIGN_FROM, AS_OF)
    return dice.date(datetime.date(2015, 1, 1), datetime.date(2022, 7, 31))


def bottled_facts(dice):
    kilograms = dice.pick([15, 30, 45, 50, 60, 75, 90, 100, 100, 115, 130, 150, 200, 300, 420, 450])
    has_room = kilograms > 100 and dice.chance(60)
    facts = {
        "存瓶总重量": f"{kilograms}kg",
        "已设专用气瓶间": yes(has_room),
        "地下或半地下使用存放液化气": yes(dice.chance(1)),
        "燃具与钢瓶净距": dice.pick(["0.3", "0.5", "0.6", "0.8", "1", "1.5"]),
        "同室另有明火": yes(dice.chance(4)),
        "减压器启用日期": days_before(dice, 30, 2200).isoformat(),
        "密封圈启用日期": days_before(dice, 30, 1300).isoformat(),
        "不倒灌、摔砸、滚动、倒置、加热气瓶": "不符合" if dice.chance(3) else "符合",
    }
    if has_room:
        detached = dice.chance(30)
        facts |= {
            "气瓶间为独立建筑": yes(detached),
            "气瓶间与民用建筑间距": str(dice.pick([6, 8, 10, 12])) if detached else "/",
            "气瓶间高度": dice.pick(["2", "2.2", "2.4", "2.6"]),
            "气瓶间已装浓度报警": yes(dice.chance(80)),
            "气瓶间有暖气沟或地漏": yes(dice.chance(15)),
            "气瓶间电气防爆且开关在室外": yes(dice.chance(75)),
        }
    return facts


def gas_facts(dice):
    bottled = dice.chance(55)
    fitted = dice.chance(78)
    stoves = 1 + dice.below(5)
    facts = {
        "用气类型": "瓶装液化气" if bottled else "管道天然气",
        "已装可燃气体报警装置": yes(fitted),
        "报警装置正常": yes(dice.chance(90)) if fitted else "否",
        "灶具台数": str(stoves),
        "采用硬管连接": yes(dice.chance(80)) if stoves > 1 else "/",
        "软管长度": dice.pick(["1.2", "1.5", "1.8", "2", "2.5"]) if stoves == 1 else "/",
        "软管有接口或穿墙": yes(dice.chance(8)),
        "软管启用日期": days_before(dice, 10, 1100).isoformat(),
        "使用橡胶软管": yes(dice.chance(25)),
        "已装燃气切断装置": yes(dice.chance(65)),
        "使用淘汰或超期的燃具连接管": yes(dice.chance(6)),
        "已建立燃气制度并培训": yes(dice.chance(70)),
        "无擅自操作公用阀门、改装拆除燃气设施、转供燃气等禁止行为": "不符合" if dice.chance(3) else "符合",
    }
    return facts | (bottled_facts(dice) if bottled else {})


def fire_facts(dice, large):
    """Small premises have no hydrants, detectors or smoke control of their own: 不涉及."""
    fitted = dice.chance(88)
    return {
        "门窗设有影响逃生的障碍物": yes(dice.chance(7)),
        "已设应急照明和疏散指示": yes(fitted),
        "应急照明和疏散指示损坏率": f"{dice.pick([0, 0, 0, 5, 10, 20, 30, 50])}%" if fitted else "/",
        "疏散楼梯间的形式符合规定": dice.pick(["符合"] * 19 + ["不符合"]) if large else "不适用",
        "室内消火栓正常": yes(dice.chance(92)) if large else "/",
        "火灾自动报警系统正常": yes(dice.chance(92)) if large else "/",
        "防排烟设施正常": yes(dice.chance(94)) if large else "/",
        "违规使用储存销售易燃易爆危险品": yes(dice.chance(1)),
        "上次应急演练日期": days_before(dice, 5, 300).isoformat(),
        "已通过营业前消防安全检查": yes(dice.chance(90)),
        "建立食品安全自查制度并定期自查": "不符合" if dice.chance(8) else "符合",
        "已停业或停止使用": yes(dice.chance(2)),
    }


def visited_facts(dice, uses_gas):
    area = dice.pick([35, 50, 60, 80, 95, 120, 150, 180, 220, 300, 480, 520, 800, 1200])
    facts = {
        "经营面积": f"{area}㎡",
        "属于公众聚集场所": yes(dice.chance(40)),
        "位于高层建筑": yes(dice.chance(20)),
        "明火厨房已作防火分隔": yes(dice.chance(85)),
        "烟道清洗日期": days_before(dice, 5, 320).isoformat(),
        "疏散通道或安全出口被占用锁闭": yes(dice.chance(6)),
        "消防车通道被占用堵塞": yes(dice.chance(4)),
        "消火栓被埋压圈占遮挡": yes(dice.chance(4)),
        "电气线路私拉乱接": yes(dice.chance(8)),
        "电动自行车在室内或通道停放充电": yes(dice.chance(7)),
        "多次告知拒不整改": yes(dice.chance(1)),
    }
    facts |= fire_facts(dice, area >= 300)
    facts |= {
        "不倒灌、摔砸、滚动、倒置、加热气瓶": "不适用",
        "无擅自操作公用阀门、改装拆除燃气设施、转供燃气等禁止行为": "不适用",
    }
    return facts | (gas_facts(dice) if uses_gas else {})


def blank_some(dice, facts):
    """Three sheets in five are complete; in the others about one answer in twelve was not written down."""
    percent = 0 if dice.chance(60) else 8
    return {name: "" if dice.chance(percent) else value for name, value in facts.items()}


def has_gas_hazard(facts):
    return (
        facts.get("已装可燃气体报警装置") == "否"
        or facts.get("报警装置正常") == "否"
        or facts.get("使用橡胶软管") == "是"
        or facts.get("软管有接口或穿墙") == "是"
        or facts.get("地下或半地下使用存放液化气") == "是"
        or facts.get("使用淘汰或超期的燃具连接管") == "是"
    )


def visits(dice, number, since, hazard):
    """The records of one place: usually one visit in the window, sometimes a second; a few only before it."""
    if since < datetime.date(2022, 7, 1) and dice.chance(5):
        before = dice.date(datetime.date(2022, 7, 1), CAMPAIGN_FROM - datetime.timedelta(days=1))
        return [[number, "燃气专项排查", before, "街道", "有隐患" if hazard else "无隐患"]]
    start = max(CAMPAIGN_FROM, since)
    first = dice.date(start, AS_OF)
    rows = [[number, "燃气专项排查", first, "街道", "有隐患" if hazard else "无隐患"]]
    if hazard and first < AS_OF and dice.chance(45):
        second = dice.date(first + datetime.timedelta(days=1), AS_OF)
        rows.append([number, "燃气专项排查", second, dice.pick(["街道", "部门"]), "复查"])
    return rows


def place(dice, index):
    number = f"G-{index:03d}"
    since = registered(dice)
    row = {
        "编号": number,
        "名称": f"生成餐饮{index:03d}（模拟）",
        "类型": "餐饮场所",
        "区域": dice.pick(COMMUNITIES),
        "纳入日期": since.isoformat(),
    }
    roll = dice.below(100)
    if roll < 4:  # never visited: only the register is known
        return row, []
    uses_gas = dice.chance(80)
    row["使用燃气"] = "" if roll < 8 else yes(uses_gas)
    facts = blank_some(dice, visited_facts(dice, uses_gas))
    hazard = has_gas_hazard(facts)
    if uses_gas:
        facts["已按住建排查表逐项检查"] = yes(dice.chance(92))
        facts["排查表已上报住建"] = yes(dice.chance(85)) if hazard else "/"
    records = visits(dice, number, since, hazard) if uses_gas else []
    return row | facts, records


def write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main():
    dice = Dice(20221031)
    folder = Path(__file__).resolve().parent
    places, records = [], []
    for index in range(1, COUNT + 1):
        row, visited = place(dice, index)
        places.append([row.get(column, "") for column in COLUMNS])
        records.extend(visited)
    write(folder / "gas_restaurants.csv", COLUMNS, places)
    write(folder / "gas_records.csv", RECORD_COLUMNS, records)
    print(f"gas_restaurants.csv {len(places)} 行，gas_records.csv {len(records)} 行")


if __name__ == "__main__":
    main()
