//! The text of the types, whole, for a pack that has every type of fact.

use super::typescript;
use crate::pack::{Files, Pack};

const PACK: &str = r#"
[pack]
format = 1
id = "p"
title = "试 */ 用"
version = "1"

[kind.shop]
label = "门店"

[kind.old_shop]
label = "老店"

[kind.old__shop]
label = "旧店"

[fact.gas]
label = "使用燃气"
type = "bool"
question = "店内是否使用燃气？"

[fact.kg]
label = "存瓶总重量"
type = "number"
kinds = ["shop"]
unit = "kg"
range = { min = 0, max = 5000 }
help = """
2个50千克瓶
合100千克。"""

[fact.many]
label = "数量"
type = "number"
kinds = ["shop"]
range = { min = 0 }

[fact.gas_type]
label = "用气类型"
type = "choice"
kinds = ["shop"]
options = [{ id = "bottled", label = "瓶装" }, { id = "pipeline", label = "管道" }]

[fact.wares]
label = "商品"
type = "tags"
kinds = ["shop"]
options = [{ id = "food", label = "食品" }, { id = "toys", label = "玩具" }]

[fact.note]
label = "备注"
type = "text"
kinds = ["shop"]

[fact.made]
label = "生产日期"
type = "date"
kinds = ["shop"]

[[check]]
id = "tiles"
title = "面砖不松动"
kinds = ["shop"]
basis = { law = "某办法 第一条", status = "unverified" }

[[check]]
id = "rule"
title = "不用燃气"
fails_if = 'gas'
"#;

fn text() -> String {
    let files = Files([("p/pack.toml".to_owned(), PACK.as_bytes().to_vec())].into());
    typescript(Pack::load(&files, "p").expect("a sound pack").items())
}

#[test]
fn facts_have_their_types_and_say_what_they_are() {
    let expected = "
/** 门店：检查事实 / facts */
export interface ShopFacts {
  /**
   * 使用燃气
   * 店内是否使用燃气？
   * @see p/pack.toml:17
   */
  gas?: Known<boolean>;
  /**
   * 存瓶总重量
   * 0 … 5000 kg
   * 2个50千克瓶 合100千克。
   * @see p/pack.toml:22
   */
  kg?: Known<number>;
  /**
   * 数量
   * 0 …
   * @see p/pack.toml:32
   */
  many?: Known<number>;
  /**
   * 用气类型
   * bottled 瓶装；pipeline 管道
   * @see p/pack.toml:38
   */
  gas_type?: Known<\"bottled\" | \"pipeline\">;
  /**
   * 商品
   * food 食品；toys 玩具
   * @see p/pack.toml:44
   */
  wares?: Known<readonly (\"food\" | \"toys\")[]>;
  /**
   * 备注
   * @see p/pack.toml:50
   */
  note?: Known<string>;
  /**
   * 生产日期
   * YYYY-MM-DD
   * @see p/pack.toml:55
   */
  made?: Known<string>;
}

/** 门店：现场检查项 / observed checks */
export interface ShopAnswers {
  /**
   * 面砖不松动
   * 某办法 第一条
   * @see p/pack.toml:61
   */
  tiles?: Answer;
}
";
    let text = text();
    assert!(text.contains(expected), "{text}");
}

#[test]
fn kinds_whose_names_come_to_the_same_keep_their_underscores() {
    let text = text();
    assert!(text.contains("export interface Old_shopFacts {") && text.contains("export interface Old__shopFacts {"));
    assert!(text.contains("  shop: ShopFacts;\n  old_shop: Old_shopFacts;\n  old__shop: Old__shopFacts;\n"), "{text}");
}

#[test]
fn a_kind_without_observed_checks_takes_no_answers() {
    assert!(text().contains("export type Old_shopAnswers = Record<string, never>;"));
}

#[test]
fn no_text_of_a_pack_ends_a_comment() {
    let text = text();
    let title = text.lines().nth(1).expect("a second line");
    assert_eq!(title, "// p 1 试 *\u{200b}/ 用");
}
