//! The expressions of the reference: a tree for each type, generated directly and never read from text.

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// An operation on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What is asked of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    Failed,
    Applies,
    Points,
    Possible,
    Highest,
    Known,
}

/// Of which checks it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Check(usize),
    Section(usize),
    Group(usize),
    All,
    Major,
    General,
}

/// A calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Days,
    Months,
    Years,
}

/// A truth. Facts are named by their index among those of their type; checks by their index, modulo their number.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    Literal(bool),
    Fact(usize),
    Derived(usize),
    Not(Box<Truth>),
    And(Box<Truth>, Box<Truth>),
    Or(Box<Truth>, Box<Truth>),
    /// `==`, or `!=` where the flag is false.
    Same(bool, Box<Truth>, Box<Truth>),
    If(Box<Truth>, Box<Truth>, Box<Truth>),
    Compare(Comparison, Box<Number>, Box<Number>),
    CompareDays(Comparison, Box<Day>, Box<Day>),
    NumberIn(Box<Number>, Vec<f64>),
    /// `==` with an option, or `!=` where the flag is false.
    ChoiceIs(bool, usize, usize),
    ChoiceIn(usize, Vec<usize>),
    Tagged(usize),
    /// `==` with a text, or `!=` where the flag is false.
    TextIs(bool, usize),
    TextStarts(usize),
    TextContains(usize),
    /// `a ?? b` of a bool fact.
    Assume(usize, Box<Truth>),
    KnownBool(usize),
    KnownNumber(usize),
    Kind(usize),
    Region(usize),
    During,
    InRegister,
    /// After the checks.
    Failed(usize),
    Applies(usize),
    KnownCheck(usize),
    ResultTruth,
    /// `result.ID == level`, or `!=` where the flag is false.
    ResultLevel(bool, usize),
}

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    Literal(f64),
    Fact(usize),
    Derived(usize),
    Negate(Box<Number>),
    Arithmetic(Arithmetic, Box<Number>, Box<Number>),
    Min(Vec<Number>),
    Max(Vec<Number>),
    Abs(Box<Number>),
    Floor(Box<Number>),
    Ceil(Box<Number>),
    Round(Box<Number>),
    /// To so many decimals.
    RoundTo(Box<Number>, u32),
    Clamp(Box<Number>, f64, f64),
    Power(Box<Number>, u32),
    Count(Vec<Truth>),
    If(Box<Truth>, Box<Number>, Box<Number>),
    /// `a ?? b` of a number fact.
    Assume(usize, Box<Number>),
    TagCount,
    Between(Unit, Box<Day>, Box<Day>),
    Part(Unit, Box<Day>),
    /// After the checks.
    Of(Aggregate, Target),
    Score,
    ResultNumber,
    /// `value`, in the levels of a result.
    Value,
}

/// A date.
#[derive(Clone, Debug, PartialEq)]
pub enum Day {
    /// By its number of days since 1970-01-01.
    Literal(i64),
    Fact(usize),
    AsOf,
    Since,
    Add(Unit, Box<Day>, i64),
    Earliest(Box<Day>, Box<Day>),
    If(Box<Truth>, Box<Day>, Box<Day>),
}
