//! Kleene truths of a block of rows: bits that certainly hold, and bits that certainly do not.

use super::bits::bit;

/// A Kleene truth for each row. Where neither bit is set it is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Certainly true.
    pub yes: u64,
    /// Certainly false.
    pub no: u64,
}

impl Truth {
    /// Unknown in every row.
    pub const UNKNOWN: Self = Self { yes: 0, no: 0 };

    /// The same in every row.
    pub fn same(truth: Option<bool>) -> Self {
        match truth {
            Some(true) => Self { yes: u64::MAX, no: 0 },
            Some(false) => Self { yes: 0, no: u64::MAX },
            None => Self::UNKNOWN,
        }
    }

    /// A truth that is known of some rows.
    pub fn known(truth: u64, known: u64) -> Self {
        Self { yes: truth & known, no: !truth & known }
    }

    /// A truth made row by row.
    pub fn rows(rows: usize, truth: impl Fn(usize) -> Option<bool>) -> Self {
        (0..rows).rev().fold(Self::UNKNOWN, |all, row| {
            let own = truth(row);
            Self { yes: all.yes << 1 | u64::from(own == Some(true)), no: all.no << 1 | u64::from(own == Some(false)) }
        })
    }

    /// The truth of a row; none is unknown.
    pub fn get(self, row: usize) -> Option<bool> {
        match (bit(self.yes, row), bit(self.no, row)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// `!a`
    pub fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }

    /// `a && b`
    pub fn and(self, other: Self) -> Self {
        Self { yes: self.yes & other.yes, no: self.no | other.no }
    }

    /// `a || b`
    pub fn or(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, no: self.no & other.no }
    }

    /// `a == b`
    pub fn equals(self, other: Self) -> Self {
        self.and(other).or(self.not().and(other.not()))
    }

    /// `if self { a } else { b }`. Where both branches agree, the condition does not matter.
    pub fn choose(self, a: Self, b: Self) -> Self {
        let chosen = |a: u64, b: u64| self.yes & a | self.no & b | a & b;
        Self { yes: chosen(a.yes, b.yes), no: chosen(a.no, b.no) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Option<bool>; 3] = [Some(true), Some(false), None];

    #[test]
    fn kleene_tables() {
        for a in ALL {
            for b in ALL {
                let (left, right) = (Truth::same(a), Truth::same(b));
                let and = match (a, b) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
                assert_eq!(left.and(right).get(7), and);
                assert_eq!(left.not().or(right.not()).get(63), and.map(|and| !and));
                assert_eq!(left.equals(right).get(0), a.zip(b).map(|(a, b)| a == b));
                assert_eq!(left.not().get(1), a.map(|a| !a));
                for c in ALL {
                    let chosen = match c {
                        Some(true) => a,
                        Some(false) => b,
                        None => a.filter(|_| a == b),
                    };
                    assert_eq!(Truth::same(c).choose(left, right).get(5), chosen);
                }
            }
        }
        assert_eq!(Truth::rows(3, |row| ALL[row]), Truth { yes: 1, no: 2 });
        assert_eq!(Truth::known(0b0101, 0b0011), Truth { yes: 1, no: 2 });
    }
}
