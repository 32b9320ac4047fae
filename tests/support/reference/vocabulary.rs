//! The names that every generated pack uses: the same facts, kinds and groups, so that places fit any pack.

/// An id and its label.
pub type Named = (&'static str, &'static str);

pub const KINDS: [Named; 3] = [("restaurant", "餐饮"), ("shop", "商铺"), ("school", "学校")];
pub const BOOLS: [Named; 4] =
    [("uses_gas", "使用燃气"), ("has_alarm", "已装报警器"), ("exit_blocked", "出口堵塞"), ("open_flame", "明火作业")];
pub const NUMBERS: [Named; 3] = [("area", "面积"), ("depth", "埋深"), ("storage_kg", "存量")];
/// The ranges of the numbers; the last has none, so that nothing after the checks may depend on it.
pub const RANGES: [Option<(f64, f64)>; 3] = [Some((0.0, 10.0)), Some((-2.0, 3.0)), None];
pub const CHOICES: [Named; 2] = [("gas_type", "用气类型"), ("structure", "结构形式")];
pub const OPTIONS: [[Named; 3]; 2] = [
    [("bottled", "瓶装"), ("pipeline", "管道"), ("no_gas", "不用气")],
    [("timber", "砖木"), ("frame", "框架"), ("mixed", "砖混")],
];
pub const TAGS: Named = ("goods", "货物");
pub const TAG_OPTIONS: [Named; 3] = [("paper", "纸张"), ("oil", "油类"), ("cylinders", "气瓶")];
pub const TEXT: Named = ("sign", "招牌");
/// What signs say.
pub const TEXTS: [&str; 3] = ["老街饭店", "新城超市", "老年公寓"];
/// What is looked for in them.
pub const PIECES: [&str; 3] = ["老", "店", "新城"];
pub const DATES: [Named; 2] = [("installed", "安装日期"), ("inspected", "检测日期")];
pub const DERIVED_TRUTHS: [Named; 2] = [("at_risk", "有隐患"), ("neglected", "疏于管理")];
pub const DERIVED_NUMBERS: [Named; 2] = [("load", "荷载"), ("weight", "权重")];
pub const SECTIONS: [Named; 2] = [("fire", "消防"), ("building", "建筑")];
pub const GROUPS: [Named; 2] = [("crowded_set", "人员密集"), ("direct_set", "直接判定")];
pub const LEVELS: [Named; 4] = [("red", "重大"), ("orange", "较大"), ("yellow", "一般"), ("blue", "低")];
pub const SITE_LEVELS: [Named; 3] = [("bad", "差"), ("fair", "中"), ("good", "好")];
pub const RESULT_NUMBER: Named = ("ratio", "比值");
pub const RESULT_TRUTH: Named = ("alarming", "报警状态");
pub const RESULT_LEVEL: Named = ("site", "现场");
pub const WINDOW: Named = ("summer", "夏季");
pub const REGIONS: [&str; 2] = ["新城街道", "新城街道/龙兴社区"];
/// The most checks of a pack.
pub const CHECKS: usize = 6;

/// The id of a check.
pub fn check_id(index: usize) -> String {
    format!("check_{}", index + 1)
}
