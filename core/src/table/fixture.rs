//! A small pack for the tests of this folder.

use super::Vocabulary;
use crate::pack::item::Items;
use serde_json::json;
use std::sync::LazyLock;

/// The words of [`items`].
pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(&items()));

/// Kinds restaurant, shop, river; a fact of every type; two observed checks; two tasks.
pub(super) fn items() -> Items {
    let option = |id: &str, label: &str, aliases: &[&str]| json!({ "id": id, "label": label, "aliases": aliases });
    let value = json!({
        "info": { "id": "t", "title": "t", "version": "1", "assumptions": true },
        "kinds": [
            { "id": "restaurant", "label": "餐饮场所", "aliases": ["餐饮", "饭店"] },
            { "id": "shop", "label": "商铺", "aliases": ["超市"] },
            { "id": "river", "label": "河道", "aliases": [] }
        ],
        "facts": [
            { "id": "uses_gas", "label": "使用燃气", "fact_type": "bool", "kinds": ["restaurant", "shop"], "aliases": ["燃气"] },
            { "id": "floor_area", "label": "面积", "fact_type": { "number": { "unit": "㎡" } },
              "kinds": ["restaurant", "shop"], "aliases": ["经营面积"], "range": { "min": 0.0, "max": 200000.0 } },
            { "id": "fuel", "label": "用气类型", "fact_type": { "choice": [
                option("bottled", "瓶装液化气", &["瓶装", "液化气"]), option("pipeline", "管道天然气", &["管道"]), option("none", "无", &[])
              ] } },
            { "id": "goods", "label": "存放物品", "fact_type": { "tags": [
                option("paper", "纸品", &[]), option("paint", "油漆、涂料", &["油漆"]), option("gas", "气瓶", &[])
              ] } },
            { "id": "installed", "label": "安装日期", "fact_type": "date" },
            { "id": "owner", "label": "负责人", "fact_type": "text" },
            { "id": "broken", "label": "损坏率", "fact_type": { "number": { "unit": "%" } }, "range": { "min": 0.0, "max": 100.0 } },
            { "id": "river_length", "label": "长度", "fact_type": { "number": { "unit": "km" } }, "kinds": ["river"] },
            { "id": "hose_length", "label": "长度", "fact_type": { "number": { "unit": "m" } }, "kinds": ["restaurant"],
              "aliases": ["软管长度"] },
            { "id": "storeys", "label": "层数", "fact_type": { "number": { "unit": null } }, "range": { "min": 1.0, "max": null } }
        ],
        "derived": [],
        "checks": [
            { "id": "wall_tiles", "title": "外墙面砖无松动脱落", "finding": "外墙面砖脱落", "aliases": ["外墙"], "rule": "observed",
              "points": { "fixed": 10.0 }, "grade": { "fixed": "general" } },
            { "id": "clean", "title": "环境整洁", "finding": "脏乱", "rule": "observed",
              "points": { "fixed": 1.0 }, "grade": { "fixed": "general" } }
        ],
        "sections": [], "groups": [], "score": { "decimals": 2 }, "results": [], "levels": [], "adjusts": [], "windows": [],
        "campaigns": [],
        "tasks": [
            { "id": "inspection", "label": "检查", "aliases": ["安全检查"] },
            { "id": "drill", "label": "演练", "aliases": [] }
        ],
        "duties": [], "functions": []
    });
    crate::json::from_value(&value)
}
