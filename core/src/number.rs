//! Numbers as people and JSON see them: printed as ECMAScript prints them, −0 as 0.

mod parse;

pub(crate) use parse::parse;

use serde::Serialize;

/// Prints a number as ECMAScript does: `1`, `0.1`, `1e+21`.
///
/// ```
/// assert_eq!(paicha::number::print(20.0), "20");
/// assert_eq!(paicha::number::print(-0.0), "0");
/// assert_eq!(paicha::number::print(0.1 + 0.2), "0.30000000000000004");
/// ```
pub fn print(number: f64) -> String {
    ryu_js::Buffer::new().format(number + 0.0).to_owned()
}

/// Rounds half away from zero to `decimals` places, through the shortest decimal text, so that
/// 1.005 rounds to 1.01 as a person reading it expects.
pub fn round(number: f64, decimals: u32) -> f64 {
    // Most scores are whole, and whole numbers of this size stay as they are.
    if f64::from(number as i32) == number && number.abs() <= 1_000_000.0 && decimals <= 9 {
        return number + 0.0;
    }
    if !number.is_finite() || decimals > 15 {
        return number;
    }
    let scale = 10f64.powi(decimals as i32);
    let scaled = number.abs() * scale;
    if scaled >= 9_007_199_254_740_992.0 {
        return number;
    }
    // The product may fall just below a half that the decimal text shows exactly.
    let nudged = (scaled + scaled * f64::EPSILON).max(scaled);
    let rounded = (nudged + 0.5).floor() / scale;
    if number < 0.0 { 0.0 - rounded } else { rounded }
}

/// Writes any value as one line of JSON, with numbers as ECMAScript prints them. The same bytes on every platform.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String, crate::Error> {
    crate::json::print(value).map_err(crate::Error::json)
}
