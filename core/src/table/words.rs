//! The words people write in cells: yes and no, unknown, not applicable. Numbers, units and dates are read elsewhere.

use crate::names::{fold, nfkc};
use std::borrow::Cow;

/// What stands for no value at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// Blank, `不详`, `*`: nobody knows.
    Unknown,
    /// `/`, `不涉及`: there is no such thing at the place.
    NotApplicable,
}

/// Cuts what nobody sees: white space at the ends, byte order marks, zero-width characters, emoji selectors.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let unseen = |character: char| {
        matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{ad}')
            || (character.is_control() && !character.is_whitespace())
    };
    if text.contains(unseen) {
        let seen: String = text.chars().filter(|character| !unseen(*character)).collect();
        return Cow::Owned(seen.trim().to_owned());
    }
    Cow::Borrowed(text.trim())
}

/// [`fold`] that copies nothing when the text is folded already, as most cells are.
pub(super) fn fold_cell(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    // Beside small ASCII letters, these characters do not change under NFKC.
    let stays = |character: char| match character {
        '\u{4e00}'..='\u{9fff}' | '√' | '×' | '✓' | '—' | '、' => true,
        _ => character.is_ascii_graphic() && !character.is_ascii_uppercase(),
    };
    if text.chars().all(stays) { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) }
}

/// A folded name without its spaces: headers are often spaced out or broken into lines.
pub(super) fn squeeze(folded: &str) -> String {
    folded.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Whether a folded text stands for no value. `na` and `null` are what programs write for a missing value, and so
/// unknown; only people write `n/a`.
pub(super) fn absent(folded: &str) -> Option<Absent> {
    match folded {
        "" | "不详" | "未知" | "不明" | "不清楚" | "不知道" | "不确定" | "说不清" | "无法判断" | "无法确定"
        | "无法核实" | "待查" | "待核实" | "待核查" | "待定" | "待补" | "待补充" | "未填" | "未填写" | "未检"
        | "未检查" | "未查" | "unknown" | "null" | "na" | "nan" | "tbd" => Some(Absent::Unknown),
        "不涉及" | "无此项" | "无此项目" | "不适用" | "不涉及此项" | "n/a" | "n.a." | "not applicable"
        | "not_applicable" => Some(Absent::NotApplicable),
        _ => absent_mark(folded),
    }
}

/// `/`, `——`, `***`, `??`, `XX`. A single `x` is not one: it is a cross to some and a tick to others.
fn absent_mark(folded: &str) -> Option<Absent> {
    let only = |marks: &[char]| folded.chars().all(|character| marks.contains(&character));
    if only(&['/', '\\']) || only(&['-', '—', '–', '―', '─']) {
        Some(Absent::NotApplicable)
    } else if only(&['*', '?']) || (folded.chars().nth(1).is_some() && (only(&['x']) || only(&['×']))) {
        Some(Absent::Unknown)
    } else {
        None
    }
}

/// The truth a folded text means for a bool fact. `有` (there is) is true, `无` false.
pub(super) fn truth(folded: &str) -> Option<bool> {
    match folded {
        "是" | "有" | "对" | "真" | "存在" | "true" | "yes" | "y" | "1" => Some(true),
        "否" | "不是" | "无" | "没有" | "错" | "假" | "不存在" | "false" | "no" | "n" | "0" => Some(false),
        _ => tick(folded),
    }
}

/// Whether a folded text says that a requirement is met. `有`, `1` and `true` are none: to some they mean that there is
/// a hazard, to others that all is well.
pub(super) fn passes(folded: &str) -> Option<bool> {
    match folded {
        "符合" | "合格" | "通过" | "达标" | "是" | "passes" | "passed" | "pass" | "ok" | "yes" | "y" => {
            Some(true)
        }
        "不符合" | "不合格" | "不通过" | "未通过" | "不达标" | "否" | "fails" | "failed" | "fail" | "no" | "n" => {
            Some(false)
        }
        _ => tick(folded),
    }
}

fn tick(folded: &str) -> Option<bool> {
    match folded {
        "√" | "✓" | "✔" | "☑" | "✅" => Some(true),
        "×" | "✗" | "✘" | "✕" | "✖" | "☒" | "❌" | "╳" => Some(false),
        _ => None,
    }
}

/// Whether a folded text of a tags fact says that none of the tags holds.
pub(super) fn none_of_them(folded: &str) -> bool {
    matches!(folded, "无" | "没有" | "均无" | "都没有" | "none")
}

/// Whether a text is what a spreadsheet shows for a formula that went wrong.
pub(super) fn is_formula_error(text: &str) -> bool {
    matches!(
        text,
        "#N/A"
            | "#DIV/0!"
            | "#REF!"
            | "#VALUE!"
            | "#NAME?"
            | "#NUM!"
            | "#NULL!"
            | "#SPILL!"
            | "#CALC!"
            | "#GETTING_DATA"
    )
}

/// The form in which ids of places compare: NFKC without white space at the ends. Capitals count: `aB3` and `ab3` may be two.
pub(super) fn id_key(id: &str) -> Cow<'_, str> {
    let id = clean(id);
    if id.is_ascii() { id } else { Cow::Owned(nfkc(&id)) }
}

/// The ASCII forms of full-width characters, and nothing else: unlike NFKC it leaves `10²` alone.
pub(super) fn narrow(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
            '\u{3000}' | '\u{a0}' => ' ',
            '\u{2212}' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_cut() {
        assert_eq!(clean("\u{feff} 是\u{200b} "), "是");
        assert_eq!(clean("✔\u{fe0f}"), "✔");
        assert_eq!(clean("\u{3000}\u{a0}"), "");
        assert!(matches!(clean(" 是 "), Cow::Borrowed("是")));
    }

    #[test]
    fn folding_without_copying_gives_the_same() {
        for text in [
            "是",
            "不涉及",
            "n/a",
            "√",
            "×",
            "✓",
            "——",
            "a、b",
            "120.5",
            "Ａ",
            "Yes",
            "㎡",
            "有 无",
            "*?",
            "豈",
            "P-1 ",
            "A栋",
            "a\tb",
            "",
        ] {
            assert_eq!(fold_cell(text), fold(text), "{text}");
        }
        assert!(matches!(fold_cell("不涉及"), Cow::Borrowed(_)));
    }

    #[test]
    fn absent_words() {
        for text in ["", "不详", "*", "＊＊", "？", "??", "XX", "xxx", "××", "Unknown", "NaN", "NA", "null", "待核实"]
        {
            assert_eq!(absent(&fold(text)), Some(Absent::Unknown), "{text}");
        }
        for text in ["/", "／", "—", "——", "－－", "-", "不涉及", "无此项", "不适用", "N/A", "ｎ／ａ"]
        {
            assert_eq!(absent(&fold(text)), Some(Absent::NotApplicable), "{text}");
        }
        for text in ["x", "×", "无", "0", "a-b", "1/2", "none", "/-"] {
            assert_eq!(absent(&fold(text)), None, "{text}");
        }
    }

    #[test]
    fn truths_and_answers() {
        for text in ["是", "有", "√", "✓", "对", "TRUE", "1", "Y", "yes"] {
            assert_eq!(truth(&fold(text)), Some(true), "{text}");
        }
        for text in ["否", "无", "×", "错", "False", "0", "N", "NO", "没有"] {
            assert_eq!(truth(&fold(text)), Some(false), "{text}");
        }
        assert_eq!(truth("x"), None);
        for (text, expected) in [
            ("符合", Some(true)),
            ("√", Some(true)),
            ("是", Some(true)),
            ("不合格", Some(false)),
            ("×", Some(false)),
            ("fails", Some(false)),
        ] {
            assert_eq!(passes(text), expected, "{text}");
        }
        for text in ["有", "无", "1", "0", "true", "false", "基本符合"] {
            assert_eq!(passes(text), None, "{text}");
        }
    }

    #[test]
    fn narrowing_keeps_superscripts() {
        assert_eq!(narrow("１，２００．５㎡"), "1,200.5㎡");
        assert_eq!(narrow("10²"), "10²");
    }
}
