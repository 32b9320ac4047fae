//! What the headers of columns may mean. A header may be spaced out, numbered, starred, and carry a unit or a remark in brackets.

use super::amount::is_unit;
use super::words::squeeze;
use crate::hash::Lookup;
use crate::names::{closest, fold};

/// The names of the columns of one sort of table.
#[derive(Clone, Debug)]
pub(super) struct Headings<M> {
    list: Vec<Heading<M>>,
    by_name: Lookup<String, usize>,
    /// The names as written, in the order they were added, for suggestions.
    names: Vec<String>,
}

#[derive(Clone, Debug)]
struct Heading<M> {
    meaning: M,
    unit: Option<String>,
}

impl<M> Default for Headings<M> {
    fn default() -> Self {
        Self { list: Vec::new(), by_name: Lookup::default(), names: Vec::new() }
    }
}

impl<M> Headings<M> {
    /// Adds a name, unless it means something already.
    pub(super) fn add(&mut self, name: &str, meaning: M, unit: Option<&str>) {
        let folded = squeeze(&fold(name));
        if !self.by_name.contains_key(&folded) {
            self.by_name.insert(folded, self.list.len());
            self.list.push(Heading { meaning, unit: unit.map(str::to_owned) });
        }
        self.names.push(name.to_owned());
    }

    /// What a header means.
    pub(super) fn find(&self, header: &str) -> Option<&M> {
        let name = squeeze(&fold(header));
        let heading = self.get(&name).or_else(|| self.find_bare(undecorated(&name), 0));
        heading.map(|heading| &heading.meaning)
    }

    /// The meaning of a name as it is exactly.
    pub(super) fn exact(&mut self, name: &str) -> Option<&mut M> {
        let index = *self.by_name.get(&squeeze(&fold(name)))?;
        self.list.get_mut(index).map(|heading| &mut heading.meaning)
    }

    fn get(&self, folded: &str) -> Option<&Heading<M>> {
        self.list.get(*self.by_name.get(folded)?)
    }

    fn find_bare(&self, name: &str, depth: u32) -> Option<&Heading<M>> {
        const REMARKS: u32 = 3;
        if let Some(heading) = self.get(name) {
            return Some(heading);
        }
        if depth == REMARKS {
            return None;
        }
        let (stem, remark) = split_remark(name)?;
        let heading = self.find_bare(undecorated(stem), depth + 1)?;
        heading.takes(remark).then_some(heading)
    }

    /// The name that was likely meant by a header.
    pub(super) fn closest(&self, header: &str) -> Option<&str> {
        let names = || self.names.iter().map(String::as_str);
        closest(header, names()).or_else(|| {
            let name = squeeze(&fold(header));
            closest(split_remark(undecorated(&name))?.0, names())
        })
    }
}

impl<M> Heading<M> {
    /// Whether a remark in brackets leaves the meaning as it is: the unit, or a hint how to fill the column in.
    fn takes(&self, remark: &str) -> bool {
        let remark = remark.strip_prefix("单位").map_or(remark, |unit| unit.trim_start_matches(':'));
        self.unit.as_deref().is_some_and(|unit| is_unit(remark, unit)) || is_hint(remark)
    }
}

/// A squeezed name without stars, colons and a number before it: `*1.使用燃气：`.
fn undecorated(name: &str) -> &str {
    let name = name.trim_matches(['*', ':']);
    let bracketed = name.strip_prefix('(');
    let digits = bracketed.unwrap_or(name);
    let rest = digits.trim_start_matches(|character: char| character.is_ascii_digit());
    if rest.len() == digits.len() {
        return name;
    }
    let ends: &[char] = if bracketed.is_some() { &[')'] } else { &['.', '、', ')'] };
    rest.strip_prefix(ends).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Splits `面积(m2)` and `面积/m2` into the name and the remark.
fn split_remark(name: &str) -> Option<(&str, &str)> {
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        if let Some(inner) = name.strip_suffix(close) {
            return inner.rsplit_once(open).filter(|(stem, _)| !stem.is_empty());
        }
    }
    name.rsplit_once('/').filter(|(stem, remark)| !stem.is_empty() && !remark.is_empty())
}

/// Whether a squeezed remark only says how to fill the column in.
fn is_hint(remark: &str) -> bool {
    let bare: String = remark
        .chars()
        .filter(|character| !matches!(character, '/' | '、' | ',' | ';' | '|' | '-' | '.' | '或'))
        .collect();
    matches!(
        bare.as_str(),
        "必填"
            | "必填项"
            | "选填"
            | "可选"
            | "可不填"
            | "是否"
            | "有无"
            | "√×"
            | "✓×"
            | "打√"
            | "打勾"
            | "符合不符合"
            | "合格不合格"
            | "符合不符合不适用"
            | "是否不涉及"
            | "yn"
            | "yesno"
            | "数字"
            | "整数"
            | "填数字"
            | "日期"
            | "年月日"
            | "yyyymmdd"
            | "单选"
            | "多选"
            | "下拉选择"
            | "required"
            | "optional"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings() -> Headings<u8> {
        let mut headings = Headings::default();
        headings.add("面积", 1, Some("㎡"));
        headings.add("使用燃气", 2, None);
        headings.add("gas alarm", 3, None);
        headings.add("宽度（净）", 4, Some("m"));
        headings
    }

    #[test]
    fn headers_as_people_write_them() {
        let headings = headings();
        for header in [
            "面积",
            " 面 积 ",
            "面\n积",
            "面积（㎡）",
            "面积(平方米)",
            "面积【m²】",
            "面积/㎡",
            "面积（单位：㎡）",
            "*面积",
            "面积：",
            "3.面积",
            "3、面积（㎡）",
            "（3）面积",
            "面积（必填）（㎡）",
            "＊ 面积 （必填）",
        ] {
            assert_eq!(headings.find(header), Some(&1), "{header}");
        }
        for header in ["使用燃气（是/否）", "使用燃气(√/×)", "使用燃气（有、无）", "使用燃气[Y/N]"]
        {
            assert_eq!(headings.find(header), Some(&2), "{header}");
        }
        assert_eq!(headings.find("Gas Alarm"), Some(&3));
        assert_eq!(headings.find("宽度(净)(米)"), Some(&4));
    }

    #[test]
    fn other_units_and_remarks_change_the_meaning() {
        let headings = headings();
        for header in [
            "面积（亩）",
            "面积（建筑）",
            "使用燃气（㎡）",
            "宽度",
            "",
            "()",
            "（3）",
            "3.",
            "/",
            "总面积",
            "面积（万㎡）",
        ] {
            assert_eq!(headings.find(header), None, "{header}");
        }
    }

    #[test]
    fn suggestions() {
        let headings = headings();
        assert_eq!(headings.closest("使用然气"), Some("使用燃气"));
        assert_eq!(headings.closest("使用然气（是/否）"), Some("使用燃气"));
        assert_eq!(headings.closest("备注"), None);
    }
}
