//! Intervals of numbers, and rounding as people round: on the decimal text.

use super::expression::{Arithmetic, Comparison};

/// All numbers from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub least: f64,
    pub most: f64,
}

impl Interval {
    /// No bounds at all.
    pub const EVERYTHING: Self = Self { least: f64::NEG_INFINITY, most: f64::INFINITY };

    pub fn new(least: f64, most: f64) -> Self {
        Self { least, most }
    }

    pub fn point(number: f64) -> Self {
        Self::new(number, number)
    }

    pub fn is_point(&self) -> bool {
        self.least == self.most
    }

    /// The smallest interval with both in it.
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.least.min(other.least), self.most.max(other.most))
    }

    /// With a function that never falls.
    pub fn rising(self, function: impl Fn(f64) -> f64) -> Self {
        Self::new(function(self.least), function(self.most))
    }

    pub fn negate(self) -> Self {
        Self::new(-self.most, -self.least)
    }

    pub fn abs(self) -> Self {
        let (least, most) = (self.least.abs(), self.most.abs());
        let low = if self.least <= 0.0 && self.most >= 0.0 { 0.0 } else { least.min(most) };
        Self::new(low, least.max(most))
    }

    pub fn plus(self, other: Self) -> Self {
        Self::new(self.least + other.least, self.most + other.most)
    }

    /// Of every pair of ends. A divisor is expected to be one number, not 0.
    pub fn arithmetic(self, operation: Arithmetic, other: Self) -> Self {
        let all = [self.least, self.most].into_iter().flat_map(|left| [(left, other.least), (left, other.most)]);
        let all = all.map(|(left, right)| apply(operation, left, right));
        all.map(Self::point).reduce(Self::hull).unwrap_or(Self::EVERYTHING)
    }

    /// To a whole power: even ones are never negative.
    pub fn power(self, exponent: u32) -> Self {
        let exponent = exponent as i32;
        let base = if exponent % 2 == 0 { self.abs() } else { self };
        base.rising(|number| number.powi(exponent))
    }

    /// Whether a comparison holds for all, for none, or for some.
    pub fn compare(self, comparison: Comparison, other: Self) -> Option<bool> {
        let decided = |yes: bool, no: bool| {
            if yes {
                Some(true)
            } else if no {
                Some(false)
            } else {
                None
            }
        };
        match comparison {
            Comparison::Less => decided(self.most < other.least, self.least >= other.most),
            Comparison::LessOrEqual => decided(self.most <= other.least, self.least > other.most),
            Comparison::Greater => other.compare(Comparison::Less, self),
            Comparison::GreaterOrEqual => other.compare(Comparison::LessOrEqual, self),
            Comparison::Equal => {
                let same = self.is_point() && self == other;
                decided(same, self.most < other.least || other.most < self.least)
            }
            Comparison::NotEqual => self.compare(Comparison::Equal, other).map(|same| !same),
        }
    }
}

/// Two numbers.
pub fn apply(operation: Arithmetic, left: f64, right: f64) -> f64 {
    match operation {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
    }
}

/// Rounds half away from zero to so many decimals, digit by digit on the shortest decimal text.
pub fn round(number: f64, decimals: u32) -> f64 {
    if !number.is_finite() {
        return number;
    }
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (kept, dropped) = fraction.split_at(fraction.len().min(decimals as usize));
    let kept = format!("{kept:0<width$}", width = decimals as usize);
    let mut digits: u128 = format!("{whole}{kept}").parse().unwrap_or(0);
    if dropped.starts_with(['5', '6', '7', '8', '9']) {
        digits += 1;
    }
    let digits = format!("{digits:0>width$}", width = decimals as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    let rounded: f64 = format!("{whole}.{fraction}").parse().unwrap_or(f64::NAN);
    if number < 0.0 { 0.0 - rounded } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(round(1.005, 2), 1.01);
        assert_eq!(round(-2.5, 0), -3.0);
        assert_eq!(round(0.125, 2), 0.13);
        assert_eq!(round(9.999, 2), 10.0);
        assert_eq!(round(7.0, 6), 7.0);
    }
}
