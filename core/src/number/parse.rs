//! Decimal text to the nearest number, as JavaScript reads it.
//!
//! What the standard library has for it brings a table of powers that is a tenth of a web page's module. Hardly a number
//! needs it: one of few digits is found by one exact multiplication or division, and for the rest long division will do.

#[cfg(any(test, target_arch = "wasm32"))]
use std::cmp::Ordering;

/// Ten to the powers that are exact.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
#[cfg(any(test, target_arch = "wasm32"))]
/// No number of more digits can lie on the border between two, so those after these only say that there is more.
const MOST_DIGITS: usize = 800;
/// Digits that any u64 can hold.
const FEW_DIGITS: usize = 19;

/// The number that a text such as `-1.5e3` is nearest to, infinite where it is too large; none where it is no number.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let decimal = Decimal::of(text)?;
    let number = decimal.quickly().or_else(|| nearest(text, &decimal))?;
    Some(if text.starts_with('-') { -number.abs() } else { number })
}

/// Where the module need not be small, the standard library is quicker with many digits.
#[cfg(not(target_arch = "wasm32"))]
fn nearest(text: &str, _decimal: &Decimal<'_>) -> Option<f64> {
    text.parse().ok()
}

#[cfg(target_arch = "wasm32")]
fn nearest(_text: &str, decimal: &Decimal<'_>) -> Option<f64> {
    Some(decimal.by_division())
}

/// A number as written, its sign left out.
struct Decimal<'t> {
    whole: &'t str,
    decimals: &'t str,
    /// Of ten, for all digits as one whole number.
    exponent: i64,
}

impl<'t> Decimal<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.saturating_sub(i64::try_from(decimals.len()).ok()?);
        let decimal = Self { whole, decimals, exponent };
        let is_number = whole.len() + decimals.len() > 0 && decimal.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(decimal)
    }

    fn bytes(&self) -> impl Iterator<Item = u8> + Clone + use<'t> {
        self.whole.bytes().chain(self.decimals.bytes())
    }

    /// The digits from the first that is not 0 on.
    fn digits(&self) -> impl Iterator<Item = u32> + Clone + use<'t> {
        self.bytes().map(|byte| u32::from(byte - b'0')).skip_while(|digit| *digit == 0)
    }

    /// The value of few digits, by one operation.
    fn quickly(&self) -> Option<f64> {
        let few = self.digits().count() <= FEW_DIGITS;
        let value = few.then(|| self.digits().fold(0, |value, digit| value * 10 + u64::from(digit)))?;
        few_digits(value, self.exponent)
    }

    #[cfg(any(test, target_arch = "wasm32"))]
    fn by_division(&self) -> f64 {
        let (count, mut big) = (self.digits().count(), Big::default());
        self.digits().take(MOST_DIGITS).for_each(|digit| big.times_plus(10, digit));
        let left_out = count.saturating_sub(MOST_DIGITS);
        if self.digits().skip(MOST_DIGITS).any(|digit| digit > 0) {
            big.times_plus(10, 1);
            return exactly(&big, self.exponent.saturating_add(left_out as i64 - 1), MOST_DIGITS + 1);
        }
        exactly(&big, self.exponent.saturating_add(left_out as i64), count - left_out)
    }
}

/// An exponent; one with more digits than any number needs is as good as a large one.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i32>().map_or(i64::from(i32::MAX), i64::from);
    Some(if text.starts_with('-') { -size } else { size })
}

/// By one operation on exact numbers, which rounds once.
fn few_digits(value: u64, exponent: i64) -> Option<f64> {
    let power = *POWERS.get(usize::try_from(exponent.unsigned_abs()).ok()?)?;
    if value > 1 << f64::MANTISSA_DIGITS {
        return None;
    }
    Some(if exponent < 0 { value as f64 / power } else { value as f64 * power })
}

#[cfg(any(test, target_arch = "wasm32"))]
/// The number nearest to `value` × 10 to the `exponent`, by long division in binary; `digits` are those of `value`.
fn exactly(value: &Big, exponent: i64, digits: usize) -> f64 {
    let magnitude = exponent.saturating_add(digits as i64);
    if value.0.is_empty() || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    let (mut above, mut below) = (value.clone(), Big::from(1));
    let scaled = if exponent < 0 { &mut below } else { &mut above };
    (0..exponent.unsigned_abs()).for_each(|_| scaled.times_plus(10, 0));
    // The quotient gets the 53 bits of a number and two or three more; below the smallest numbers it has fewer.
    let shift = (55 + below.bits() - above.bits()).min(1076);
    if shift < 0 { &mut below } else { &mut above }.shift(shift.unsigned_abs());
    below.shift(55);
    let mut quotient = 0_u64;
    for _ in 0..=55 {
        quotient <<= 1;
        if above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            quotient |= 1;
        }
        above.shift(1);
    }
    let extra = if quotient >> 55 == 0 { 2 } else { 3 };
    let (mut mantissa, rest) = (quotient >> extra, quotient & ((1 << extra) - 1));
    let is_above_half =
        rest.cmp(&(1 << (extra - 1))).then(if above.0.is_empty() { Ordering::Equal } else { Ordering::Greater });
    if is_above_half == Ordering::Greater || (is_above_half == Ordering::Equal && mantissa & 1 == 1) {
        mantissa += 1;
    }
    mantissa as f64 * power_of_two(extra - shift)
}

#[cfg(any(test, target_arch = "wasm32"))]
/// Two to a power from -1074 on; infinite above the largest.
fn power_of_two(exponent: i32) -> f64 {
    match exponent {
        ..-1022 => f64::from_bits(1 << (exponent + 1074).max(0)),
        -1022..=1023 => f64::from_bits(((exponent + 1023) as u64) << 52),
        _ => f64::INFINITY,
    }
}

#[cfg(any(test, target_arch = "wasm32"))]
/// A whole number of any size: digits of 32 bits, the lowest first, the highest not 0.
#[derive(Clone, Debug, Default)]
struct Big(Vec<u32>);

#[cfg(any(test, target_arch = "wasm32"))]
impl From<u64> for Big {
    fn from(value: u64) -> Self {
        let mut big = Self(vec![value as u32, (value >> 32) as u32]);
        big.trim();
        big
    }
}

#[cfg(any(test, target_arch = "wasm32"))]
impl Big {
    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn bits(&self) -> i32 {
        self.0.last().map_or(0, |last| 32 * self.0.len() as i32 - last.leading_zeros() as i32)
    }

    fn times_plus(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Multiplies by two to a power.
    fn shift(&mut self, bits: u32) {
        self.times_plus(1 << (bits % 32), 0);
        if !self.0.is_empty() {
            self.0.splice(0..0, std::iter::repeat_n(0, bits as usize / 32));
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Subtracts one that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (index, digit) in self.0.iter_mut().enumerate() {
            let (less, first) = digit.overflowing_sub(other.0.get(index).copied().unwrap_or(0));
            let (less, second) = less.overflowing_sub(borrow.into());
            *digit = less;
            borrow = first || second;
        }
        self.trim();
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, parse};

    /// The standard library's is the reference, for division too, whatever the digits.
    fn agrees(text: &str) {
        let bits = |number: Option<f64>| number.map(f64::to_bits);
        let expected = text.parse::<f64>().ok();
        assert_eq!(bits(parse(text)), bits(expected), "{text}");
        let divided = Decimal::of(text).map(|decimal| decimal.by_division());
        assert_eq!(bits(divided), bits(expected.map(f64::abs)), "{text}");
    }

    #[test]
    fn borders() {
        for text in [
            "0",
            "-0",
            "1",
            "+1.50",
            ".5",
            "5.",
            "1e22",
            "1e23",
            "9007199254740993",
            "9007199254740992.5",
            "1e308",
            "1e309",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "5e-324",
            "2.5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-400",
            "0e999999999999",
            "1e999999999999",
            "1e-999999999999",
            "0.000000000000000000000000000000000000001e39",
            "2.47032822920623272088284396434110686182529901307162382212792841250337753635104375932649918180817996189898282347722858865463328355177969898199387398005390939063150356595155702263922908583924491051844359318028499365361525003193704576782492193656236698636584807570015857692692037",
        ] {
            agrees(text);
        }
        // Half way between two numbers, and a little more.
        agrees(&format!("9007199254740993{}", "0".repeat(900)));
        agrees(&format!("9007199254740993.{}1", "0".repeat(900)));
        agrees(&format!("{}1", "0".repeat(900)));
        for text in ["", "-", ".", "e5", "1e", "1e+", "1 ", "0x1", "1e5.", "1_0", "１"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_number_is_read_as_the_standard_library_reads_it(
            bits in proptest::num::u64::ANY, digits in "[0-9]{1,40}", decimals in "[0-9]{0,40}", exponent in -400..400,
        ) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                agrees(&format!("{number:e}"));
                // Half way to the next.
                let next = f64::from_bits(bits + 1);
                agrees(&format!("{:.780e}", number));
                if next.is_finite() && (1.0..1e15).contains(&number.abs()) {
                    agrees(&format!("{:.100}", number + (next - number) / 2.0));
                }
            }
            agrees(&format!("{digits}.{decimals}e{exponent}"));
            agrees(&format!("-{digits}{decimals}"));
        }
    }
}
