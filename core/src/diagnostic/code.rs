//! The stable codes of diagnostics. A code never changes its meaning; docs/diagnostics.md is written from this table.

use crate::message::Message;
use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($name:ident $code:literal $zh:literal $en:literal)*) => {
        /// A stable code: `E…` an error, `W…` a warning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $en] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As it is shown: `E0103`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the code stands for, in general.
            pub fn title(self) -> Message {
                match self { $(Self::$name => Message::new($zh, $en),)* }
            }
        }
    };
}

codes! {
    NotText "E0101" "文件既不是 UTF-8 也不是 GB18030" "a file is neither UTF-8 nor GB18030"
    TooLarge "E0102" "文件或规则包超过限制" "a file or pack is larger than the limit"
    Syntax "E0103" "TOML 写法有误" "a mistake in TOML syntax"
    NoPackFile "E0104" "文件夹里没有 pack.toml" "the folder has no pack.toml"
    UnknownTable "E0105" "不认识的表" "an unknown table"
    UnknownField "E0106" "不认识的字段" "an unknown field"
    WrongFieldType "E0107" "字段的类型不对" "a field of the wrong type"
    MissingField "E0108" "缺少必填字段" "a required field is missing"
    BadFieldValue "E0109" "字段的值不在允许范围内" "a field value that is not allowed"
    UnsupportedFormat "E0110" "不支持的格式版本" "an unsupported format version"
    FieldsExclude "E0111" "两个字段不能同时使用" "two fields that exclude each other"
    Unreadable "E0112" "文件读不了" "a file cannot be read"
    AlreadyDefined "E0201" "编号已经定义过" "an id is already defined"
    NothingToOverride "E0202" "要修改或删除的条目不存在" "override or removal of what does not exist"
    ExtendsCycle "E0204" "规则包循环继承" "packs extend each other in a circle"
    OutsideRoot "E0205" "路径超出规则根目录" "a path leaves the rules root"
    ParentNotFound "E0206" "找不到被继承的规则包" "a pack that is extended cannot be found"
    ParentsDiffer "E0207" "两个上级规则包对同一条目定义不同" "two parents define one item differently"
    NameCollision "E0208" "一个名称指两样东西" "one name for two things"
    UnknownReference "E0209" "引用的条目不存在" "a reference to what does not exist"
    ExpressionSyntax "E0301" "表达式写法有误" "a mistake in an expression"
    ExpressionTooLarge "E0302" "表达式太长或嵌套太深" "an expression is too long or nested too deep"
    UnknownName "E0303" "不认识的名称" "an unknown name"
    UnknownFunction "E0304" "不认识的函数" "an unknown function"
    WrongType "E0305" "类型不符" "types do not fit"
    WrongArguments "E0306" "参数个数不对" "a wrong number of arguments"
    NotSupported "E0307" "表达式里不能这样写" "not possible in an expression"
    NotAvailableHere "E0308" "这个名称在这里还用不上" "a name that is not available at this stage"
    Cycle "E0309" "定义互相循环引用" "definitions that refer to each other in a circle"
    AmbiguousName "E0310" "名称有歧义" "an ambiguous name"
    NotAnOption "E0311" "不是该项的选项" "not one of the options"
    BadLiteral "E0312" "数字或日期写法有误" "a wrong number or date"
    AssumptionForbidden "E0313" "本规则包不允许假定" "the pack forbids assumptions"
    Unbounded "E0401" "信息不全时数值没有上下限" "a number has no bounds while facts are unknown"
    MaximumMissed "E0402" "分值合计与声明的满分不符" "points do not add up to the declared maximum"
    BadPointsBy "E0403" "分档不完整或顺序不对" "bands or map are incomplete or out of order"
    BadLevels "E0404" "风险等级的写法有误" "a mistake in the levels"
    BadPeriod "E0405" "次数或日期前后矛盾" "counts or dates that contradict each other"
    BadFunction "E0406" "脚本函数与声明不符" "a script function does not fit its declaration"
    UnusedFact "W0501" "没有检查项用到的检查事实" "a fact that no rule reads"
    UnreachableLevel "W0502" "永远达不到的风险等级" "a level that can never be reached"
    OutOfForce "W0503" "规则包不在有效期内" "the pack is used outside its dates"
    ConstantCheck "W0504" "结论不随事实变化的检查项" "a check whose outcome never changes"
    UnusedSection "W0505" "没有检查项的分项或组" "a section or group without checks"
    NeverHolds "W0506" "在取值范围内永远不成立的比较" "a comparison that cannot hold within the range"
    CampaignOutside "W0507" "专项行动超出规则包有效期" "a campaign outside the pack's dates"
}

impl Code {
    /// Error or warning, as the first letter says.
    pub fn severity(self) -> super::Severity {
        if self.as_str().starts_with('W') { super::Severity::Warning } else { super::Severity::Error }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
