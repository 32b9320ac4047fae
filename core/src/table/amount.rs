//! Amounts as people write them: `1,200`, `１２０㎡`, `1.5万`. Never guesses: `400余` is no number, and no unit is converted.

use super::words::{narrow, squeeze};
use crate::names::fold;
use crate::number::parse;

/// Why a text is no exact amount in the unit asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AmountFault {
    /// It does not begin with a number.
    NotANumber,
    /// `400余`, `约30`, `3-5`: a number, but not exactly.
    Approximate,
    /// A number with something else behind it.
    OtherUnit(String),
    /// Too large for a number.
    TooLarge,
}

/// Spellings of one unit each, folded and without spaces. Nothing is converted: `kg` and `g` are two groups, and 家, 户,
/// 栋, 个 count different things.
const UNITS: &[&[&str]] = &[
    &["m2", "m^2", "平方米", "平米", "平方", "平", "sqm", "squaremeters"],
    &["m3", "m^3", "立方米", "立方", "方"],
    &["m", "米", "公尺"],
    &["km", "公里", "千米"],
    &["cm", "厘米", "公分"],
    &["mm", "毫米"],
    &["km2", "平方公里", "平方千米"],
    &["亩"],
    &["kg", "千克", "公斤", "kgs"],
    &["g", "克"],
    &["t", "吨"],
    &["l", "升", "公升"],
    &["ml", "毫升"],
    &["%", "个百分点", "percent"],
    &["年", "周年", "year", "years"],
    &["岁", "周岁"],
    &["月", "个月", "month", "months"],
    &["天", "日", "day", "days"],
    &["小时", "时", "h", "hour", "hours"],
    &["分钟", "min", "minutes"],
    &["人", "名", "位"],
    &["栋", "幢"],
    &["元", "圆", "人民币", "rmb", "cny", "块"],
    &["万元"],
    &["kw", "千瓦"],
    &["w", "瓦"],
    &["v", "伏", "伏特"],
    &["a", "安", "安培"],
    &["kwh", "度", "千瓦时"],
    &["mpa", "兆帕"],
    &["kpa", "千帕"],
    &["°c", "摄氏度"],
];

/// Whether a text is a spelling of the unit.
pub(super) fn is_unit(text: &str, unit: &str) -> bool {
    let (text, unit) = (squeeze(&fold(text)), squeeze(&fold(unit)));
    text == unit || UNITS.iter().any(|group| group.contains(&text.as_str()) && group.contains(&unit.as_str()))
}

/// Reads an exact amount in the given unit. The unit may be left out; `万` and `亿` multiply.
pub(super) fn read_amount(text: &str, unit: Option<&str>) -> Result<f64, AmountFault> {
    // Most cells are plain digits, which need no second look.
    if text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return parse(text).ok_or(AmountFault::NotANumber);
    }
    let narrow = narrow(text);
    let narrow = narrow.trim();
    let Some((number, rest)) = leading_number(narrow) else {
        return Err(if is_approximate(narrow) { AmountFault::Approximate } else { AmountFault::NotANumber });
    };
    let exponent = multiplier(rest, unit).ok_or_else(|| {
        if is_approximate(narrow) { AmountFault::Approximate } else { AmountFault::OtherUnit(rest.to_owned()) }
    })?;
    // Multiplying would give 11000.000000000002 for 1.1万; the decimal text is exact.
    let text = if exponent == 0 { number } else { format!("{number}e{exponent}") };
    let value = parse(&text).ok_or(AmountFault::NotANumber)?;
    if value.is_finite() { Ok(value + 0.0) } else { Err(AmountFault::TooLarge) }
}

/// The power of ten by which what follows a number multiplies it: 0 for nothing or the unit.
fn multiplier(rest: &str, unit: Option<&str>) -> Option<u32> {
    let fits = |rest: &str| rest.is_empty() || unit.is_some_and(|unit| is_unit(rest, unit));
    if fits(rest) {
        return Some(0);
    }
    let (exponent, rest) = match (rest.strip_prefix('万'), rest.strip_prefix('亿')) {
        (Some(rest), _) => (4, rest),
        (_, Some(rest)) => (8, rest),
        _ => return None,
    };
    // In a column of 万元, `3万` may be three or thirty thousand of them.
    let counted = unit.is_some_and(|unit| unit.starts_with(['万', '亿', '千', '百']));
    (fits(rest.trim_start()) && !counted).then_some(exponent)
}

/// Splits a number without separators from what follows it. A number with an exponent takes no separate multiplier.
fn leading_number(text: &str) -> Option<(String, &str)> {
    let signed = text.strip_prefix(['+', '-']).unwrap_or(text);
    let whole_end =
        signed.find(|character: char| !character.is_ascii_digit() && character != ',').unwrap_or(signed.len());
    let (whole, mut rest) = signed.split_at(whole_end);
    let mut number = if text.starts_with('-') { String::from("-") } else { String::new() };
    number.push_str(&ungrouped(whole)?);
    if let Some(after_point) = rest.strip_prefix('.') {
        let end = after_point.find(|character: char| !character.is_ascii_digit()).unwrap_or(after_point.len());
        let (decimals, after) = after_point.split_at(end);
        if decimals.is_empty() {
            return None;
        }
        number.push('.');
        number.push_str(decimals);
        rest = after;
    }
    if let Some((exponent, after)) = exponent(rest) {
        number.push_str(exponent);
        rest = after;
    }
    Some((number, rest.trim_start()))
}

/// Splits `E+05` off, if there is one.
fn exponent(text: &str) -> Option<(&str, &str)> {
    let digits = text.strip_prefix(['e', 'E'])?;
    let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    let length = unsigned.find(|character: char| !character.is_ascii_digit()).unwrap_or(unsigned.len());
    (length > 0).then(|| text.split_at(text.len() - unsigned.len() + length))
}

/// Digits without thousands separators: `1,200` but not `12,00`.
fn ungrouped(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return (!digits.is_empty()).then(|| digits.to_owned());
    }
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    fits.then(|| digits.replace(',', ""))
}

/// Whether a text says that it is no exact number.
fn is_approximate(text: &str) -> bool {
    const SIGNS: &[&str] = &[
        "余", "多", "约", "左右", "上下", "近", "大概", "将近", "以上", "以下", "以内", "超过", "不足", "不到", "至少",
        "最少", "至多", "最多", "几", "数十", "数百", "若干", ">", "<", "≥", "≤", "≈", "~", "至", "到", "–", "—", "或",
    ];
    let has_digit = text.contains(|character: char| character.is_ascii_digit());
    let is_range = || {
        let mut ends = text.splitn(2, '-').map(str::trim);
        ends.next().is_some_and(|from| from.ends_with(|end: char| end.is_ascii_digit()))
            && ends.next().is_some_and(|to| to.starts_with(|start: char| start.is_ascii_digit()))
    };
    let is_vague = SIGNS.iter().any(|sign| text.contains(sign)) || text.ends_with('+') || (has_digit && is_range());
    is_vague && (has_digit || text.contains(['十', '百', '千', '万', '几', '数', '若']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Result<f64, AmountFault> {
        read_amount(text, Some("㎡"))
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [
            ("120", 120.0),
            ("１２０", 120.0),
            ("1,200", 1200.0),
            ("1，234，567.5", 1234567.5),
            ("-3", -3.0),
            ("－3", -3.0),
            ("+3", 3.0),
            ("007", 7.0),
            ("1.5E+03", 1500.0),
            ("1e3", 1000.0),
            ("0.1", 0.1),
            ("-0", 0.0),
        ] {
            assert_eq!(area(text), Ok(expected), "{text}");
        }
        assert!(area("-0").is_ok_and(f64::is_sign_positive));
    }

    #[test]
    fn the_unit_in_its_spellings() {
        for text in ["120㎡", "120 ㎡", "120平方米", "120平米", "120m2", "120m²", "120M2", "120 m^2", "１２０　平方米"]
        {
            assert_eq!(area(text), Ok(120.0), "{text}");
        }
        assert_eq!(read_amount("30％", Some("%")), Ok(30.0));
        assert_eq!(read_amount("50公斤", Some("kg")), Ok(50.0));
        assert_eq!(read_amount("6 层", Some("层")), Ok(6.0));
        assert_eq!(read_amount("3趟", Some("趟")), Ok(3.0));
    }

    #[test]
    fn other_units_are_not_converted() {
        assert_eq!(area("2亩"), Err(AmountFault::OtherUnit("亩".into())));
        assert_eq!(read_amount("500g", Some("kg")), Err(AmountFault::OtherUnit("g".into())));
        assert_eq!(read_amount("120㎡", None), Err(AmountFault::OtherUnit("㎡".into())));
        assert_eq!(read_amount("4个", Some("具")), Err(AmountFault::OtherUnit("个".into())));
        assert_eq!(read_amount("30%", None), Err(AmountFault::OtherUnit("%".into())));
    }

    #[test]
    fn ten_thousands() {
        assert_eq!(read_amount("1.1万", Some("元")), Ok(11000.0));
        assert_eq!(read_amount("1.1 万元", Some("元")), Ok(11000.0));
        assert_eq!(read_amount("2亿", None), Ok(2e8));
        assert_eq!(read_amount("150万元", Some("万元")), Ok(150.0));
        assert_eq!(read_amount("3万", Some("万元")), Err(AmountFault::OtherUnit("万".into())));
        assert_eq!(area("1.2万㎡"), Ok(12000.0));
        assert!(read_amount("1e3万", None).is_err());
    }

    #[test]
    fn approximations_are_not_exact() {
        for text in [
            "400余",
            "400余家",
            "1200多㎡",
            "约30",
            "30左右",
            "近百",
            "10余万",
            "3-5",
            "3~5㎡",
            "3至5",
            "400+",
            ">100",
            "≥3",
            "不足50㎡",
            "几十",
            "数百",
            "若干",
            "三到五",
        ] {
            let expected = if text == "三到五" { AmountFault::NotANumber } else { AmountFault::Approximate };
            assert_eq!(area(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn no_numbers() {
        for text in
            ["", "无", "三", "12,00", "1,2", ".5", "5.", "10²", "1 200", "NaN", "inf", "∞", "一百", "--5", "0x10"]
        {
            assert!(area(text).is_err(), "{text}");
        }
        assert_eq!(area("1e999"), Err(AmountFault::TooLarge));
        assert_eq!(area("10²"), Err(AmountFault::OtherUnit("²".into())));
    }

    #[test]
    fn units_compare_folded() {
        assert!(is_unit("平方米", "㎡") && is_unit("M²", "㎡") && is_unit("趟", "趟"));
        assert!(!is_unit("m", "㎡") && !is_unit("", "㎡") && !is_unit("个", "具"));
    }
}
