//! Expressions as rule files write them, in any of the spellings that docs/rule-files.md allows.

use super::calendar;
use super::expression::{Aggregate, Arithmetic, Comparison, Day, Number, Target, Truth, Unit};
use super::model::Pack;
use super::vocabulary::*;

/// How tightly an expression binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    If,
    Or,
    And,
    Equality,
    In,
    Order,
    Coalesce,
    Sum,
    Product,
    Unary,
    Atom,
}

/// Prints the expressions of one pack. Every choice of spelling follows from one number; 0 always takes the plain one.
pub struct Printer<'a> {
    pack: &'a Pack,
    state: u64,
}

type Printed = (String, Binding);

impl<'a> Printer<'a> {
    pub fn new(pack: &'a Pack) -> Self {
        Self { pack, state: pack.spelling }
    }

    /// A choice out of so many; the first is the plain one.
    pub fn choose(&mut self, count: usize) -> usize {
        if self.state == 0 {
            return 0;
        }
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % count
    }

    fn any<'b>(&mut self, spellings: &[&'b str]) -> &'b str {
        spellings[self.choose(spellings.len())]
    }

    fn name(&mut self, (id, label): Named) -> String {
        self.any(&[id, label]).to_owned()
    }

    fn text(&mut self, text: &str) -> String {
        let (open, close) = [("\"", "\""), ("“", "”")][self.choose(2)];
        format!("{open}{text}{close}")
    }

    fn literal(&mut self, number: f64) -> String {
        let text = number.to_string();
        if self.choose(6) == 1 { text.replace('.', "。") } else { text }
    }

    /// In brackets, where it binds less tightly than it must, and sometimes where it need not be.
    fn within(&mut self, (text, binding): Printed, least: Binding) -> String {
        if binding >= least && self.choose(8) != 1 {
            return text;
        }
        let (open, close) = [("(", ")"), ("（", "）"), ("( ", " )")][self.choose(3)];
        format!("{open}{text}{close}")
    }

    fn call(&mut self, names: &[&str], arguments: &[String]) -> Printed {
        let name = self.any(names);
        let comma = self.any(&[", ", "，", ","]);
        let (open, close) = [("(", ")"), ("（", "）")][self.choose(2)];
        (format!("{name}{open}{}{close}", arguments.join(comma)), Binding::Atom)
    }

    fn infix(&mut self, left: String, operators: &[&str], right: String) -> String {
        let operator = self.any(operators);
        format!("{left} {operator} {right}")
    }

    fn conditional(&mut self, condition: String, yes: &str, no: &str) -> Printed {
        let (open, close) = [("{", "}"), ("｛", "｝")][self.choose(2)];
        (format!("if {condition} {open} {yes} {close} else {open} {no} {close}"), Binding::If)
    }

    pub fn truth(&mut self, truth: &Truth) -> String {
        self.truth_at(truth).0
    }

    pub fn number(&mut self, number: &Number) -> String {
        self.number_at(number).0
    }

    fn truth_in(&mut self, truth: &Truth, least: Binding) -> String {
        let printed = self.truth_at(truth);
        self.within(printed, least)
    }

    fn number_in(&mut self, number: &Number, least: Binding) -> String {
        let printed = self.number_at(number);
        self.within(printed, least)
    }

    fn truth_at(&mut self, truth: &Truth) -> Printed {
        match truth {
            Truth::Literal(value) => (value.to_string(), Binding::Atom),
            Truth::Fact(fact) => (self.name(BOOLS[*fact]), Binding::Atom),
            Truth::Derived(derived) => (self.name(DERIVED_TRUTHS[*derived]), Binding::Atom),
            Truth::Not(truth) => {
                let inner = self.truth_in(truth, Binding::Atom);
                (format!("{}{inner}", self.any(&["!", "！", "非 "])), Binding::Unary)
            }
            Truth::And(left, right) => {
                let (left, right) = (self.truth_in(left, Binding::And), self.truth_in(right, Binding::Equality));
                (self.infix(left, &["&&", "且", "＆＆"], right), Binding::And)
            }
            Truth::Or(left, right) => {
                let (left, right) = (self.truth_in(left, Binding::Or), self.truth_in(right, Binding::And));
                (self.infix(left, &["||", "或", "｜｜"], right), Binding::Or)
            }
            Truth::Same(same, left, right) => {
                let (left, right) = (self.truth_in(left, Binding::Unary), self.truth_in(right, Binding::Unary));
                let comparison = if *same { Comparison::Equal } else { Comparison::NotEqual };
                (self.infix(left, spellings(comparison), right), Binding::Equality)
            }
            Truth::If(condition, yes, no) => {
                let (condition, yes, no) = (self.truth_in(condition, Binding::Or), self.truth(yes), self.truth(no));
                self.conditional(condition, &yes, &no)
            }
            Truth::Compare(comparison, left, right) => {
                let (left, right) = (self.number_in(left, Binding::Coalesce), self.number_in(right, Binding::Coalesce));
                (self.infix(left, spellings(*comparison), right), binding(*comparison))
            }
            Truth::CompareDays(comparison, left, right) => {
                let (left, right) = (self.day_in(left), self.day_in(right));
                (self.infix(left, spellings(*comparison), right), binding(*comparison))
            }
            Truth::NumberIn(number, list) => {
                let number = self.number_in(number, Binding::Coalesce);
                let list: Vec<_> = list.iter().map(|number| self.literal(*number)).collect();
                (self.member(number, &list), Binding::In)
            }
            Truth::ChoiceIs(is, fact, option) => {
                let (name, option) = (self.name(CHOICES[*fact]), self.name(OPTIONS[*fact][*option]));
                let option = self.text(&option);
                let comparison = if *is { Comparison::Equal } else { Comparison::NotEqual };
                let sides = if self.choose(5) == 1 { (option, name) } else { (name, option) };
                (self.infix(sides.0, spellings(comparison), sides.1), Binding::Equality)
            }
            Truth::ChoiceIn(fact, options) => {
                let options: Vec<_> = options.iter().map(|option| self.name(OPTIONS[*fact][*option])).collect();
                let options: Vec<_> = options.iter().map(|option| self.text(option)).collect();
                let name = self.name(CHOICES[*fact]);
                (self.member(name, &options), Binding::In)
            }
            Truth::Tagged(option) => {
                let option = self.name(TAG_OPTIONS[*option]);
                (format!("{} in {}", self.text(&option), self.name(TAGS)), Binding::In)
            }
            Truth::TextIs(is, text) => {
                let (name, text) = (self.name(TEXT), self.text(TEXTS[*text]));
                let comparison = if *is { Comparison::Equal } else { Comparison::NotEqual };
                (self.infix(name, spellings(comparison), text), Binding::Equality)
            }
            Truth::TextStarts(piece) => {
                let arguments = [self.name(TEXT), self.text(PIECES[*piece])];
                self.call(&["starts_with", "开头是"], &arguments)
            }
            Truth::TextContains(piece) => {
                let arguments = [self.name(TEXT), self.text(PIECES[*piece])];
                self.call(&["contains", "包含"], &arguments)
            }
            Truth::Assume(fact, other) => {
                let (name, other) = (self.name(BOOLS[*fact]), self.truth_in(other, Binding::Sum));
                (self.infix(name, &["??"], other), Binding::Coalesce)
            }
            Truth::KnownBool(fact) => {
                let name = self.name(BOOLS[*fact]);
                self.call(&["known", "已知"], &[name])
            }
            Truth::KnownNumber(fact) => {
                let name = self.name(NUMBERS[*fact]);
                self.call(&["known", "已知"], &[name])
            }
            Truth::Kind(kind) => {
                let kind = self.text(KINDS[*kind].0);
                self.call(&["kind", "是场所类型"], &[kind])
            }
            Truth::Region(region) => {
                let region = self.text(REGIONS[*region]);
                self.call(&["region", "属于区域"], &[region])
            }
            Truth::During => {
                let window = self.text(WINDOW.0);
                self.call(&["during", "处于时段"], &[window])
            }
            Truth::InRegister => (self.name(("in_register", "在册")), Binding::Atom),
            Truth::Failed(check) => self.of(Aggregate::Failed, Target::Check(*check)),
            Truth::Applies(check) => self.of(Aggregate::Applies, Target::Check(*check)),
            Truth::KnownCheck(check) => self.of(Aggregate::Known, Target::Check(*check)),
            Truth::ResultTruth => (self.result(RESULT_TRUTH.0), Binding::Atom),
            Truth::ResultLevel(is, level) => {
                let (result, level) = (self.result(RESULT_LEVEL.0), self.text(SITE_LEVELS[*level].0));
                let comparison = if *is { Comparison::Equal } else { Comparison::NotEqual };
                (self.infix(result, spellings(comparison), level), Binding::Equality)
            }
        }
    }

    fn member(&mut self, item: String, list: &[String]) -> String {
        let (open, close) = [("[", "]"), ("［", "］")][self.choose(2)];
        let comma = self.any(&[", ", "，"]);
        format!("{item} in {open}{}{close}", list.join(comma))
    }

    fn result(&mut self, id: &str) -> String {
        if self.choose(3) == 1 { id.to_owned() } else { format!("result.{id}") }
    }

    fn number_at(&mut self, number: &Number) -> Printed {
        match number {
            Number::Literal(number) if *number < 0.0 => (format!("-{}", self.literal(-number)), Binding::Unary),
            Number::Literal(number) => (self.literal(*number), Binding::Atom),
            Number::Fact(fact) => (self.name(NUMBERS[*fact]), Binding::Atom),
            Number::Derived(derived) => (self.name(DERIVED_NUMBERS[*derived]), Binding::Atom),
            Number::Negate(number) => {
                let inner = self.number_in(number, Binding::Atom);
                (format!("{}{inner}", self.any(&["-", "－"])), Binding::Unary)
            }
            Number::Arithmetic(operation, left, right) => self.arithmetic(*operation, left, right),
            Number::Min(list) => self.numbers(&["min", "最小"], list),
            Number::Max(list) => self.numbers(&["max", "最大"], list),
            Number::Abs(number) => self.numbers(&["abs", "绝对值"], std::slice::from_ref(number)),
            Number::Floor(number) => self.numbers(&["floor", "下取整"], std::slice::from_ref(number)),
            Number::Ceil(number) => self.numbers(&["ceil", "上取整"], std::slice::from_ref(number)),
            Number::Round(number) => self.numbers(&["round", "四舍五入"], std::slice::from_ref(number)),
            Number::RoundTo(number, decimals) => {
                self.numbers(&["round", "四舍五入"], &[(**number).clone(), Number::Literal(f64::from(*decimals))])
            }
            Number::Clamp(number, low, high) => {
                self.numbers(&["clamp", "限定"], &[(**number).clone(), Number::Literal(*low), Number::Literal(*high)])
            }
            Number::Power(number, exponent) => {
                self.numbers(&["pow", "乘方"], &[(**number).clone(), Number::Literal(f64::from(*exponent))])
            }
            Number::Count(list) => {
                let list: Vec<_> = list.iter().map(|truth| self.truth(truth)).collect();
                self.call(&["count", "计数"], &list)
            }
            Number::If(condition, yes, no) => {
                let (condition, yes, no) = (self.truth_in(condition, Binding::Or), self.number(yes), self.number(no));
                self.conditional(condition, &yes, &no)
            }
            Number::Assume(fact, other) => {
                let (name, other) = (self.name(NUMBERS[*fact]), self.number_in(other, Binding::Sum));
                (self.infix(name, &["??"], other), Binding::Coalesce)
            }
            Number::TagCount => {
                let name = self.name(TAGS);
                self.call(&["size", "个数"], &[name])
            }
            Number::Between(Unit::Days, from, to) if self.choose(3) == 1 => {
                let (from, to) = (self.day_at(from), self.day_at(to));
                let (to, from) = (self.within(to, Binding::Sum), self.within(from, Binding::Product));
                (self.infix(to, &["-", "－"], from), Binding::Sum)
            }
            Number::Between(unit, from, to) => {
                let days = [self.day_at(from).0, self.day_at(to).0];
                self.call(
                    unit_names(
                        *unit,
                        [
                            &["days_between", "相隔天数"],
                            &["months_between", "相隔月数"],
                            &["years_between", "相隔年数"],
                        ],
                    ),
                    &days,
                )
            }
            Number::Part(unit, day) => {
                let day = [self.day_at(day).0];
                self.call(unit_names(*unit, [&["day", "日"], &["month", "月"], &["year", "年"]]), &day)
            }
            Number::Of(aggregate, target) => self.of(*aggregate, *target),
            Number::Score => (self.name(("score", "得分总计")), Binding::Atom),
            Number::ResultNumber => (self.result(RESULT_NUMBER.0), Binding::Atom),
            Number::Value => ("value".to_owned(), Binding::Atom),
        }
    }

    fn numbers(&mut self, names: &[&str], list: &[impl std::borrow::Borrow<Number>]) -> Printed {
        let list: Vec<_> = list.iter().map(|number| self.number(number.borrow())).collect();
        self.call(names, &list)
    }

    fn arithmetic(&mut self, operation: Arithmetic, left: &Number, right: &Number) -> Printed {
        let (operators, own, tighter): (&[&str], _, _) = match operation {
            Arithmetic::Add => (&["+", "＋"], Binding::Sum, Binding::Product),
            Arithmetic::Subtract => (&["-", "－"], Binding::Sum, Binding::Product),
            Arithmetic::Multiply => (&["*", "＊"], Binding::Product, Binding::Unary),
            Arithmetic::Divide => (&["/", "／"], Binding::Product, Binding::Unary),
        };
        let (left, right) = (self.number_in(left, own), self.number_in(right, tighter));
        (self.infix(left, operators, right), own)
    }

    /// An aggregate: `failed(X)`, `failed("X")` or `failed.X`.
    fn of(&mut self, aggregate: Aggregate, target: Target) -> Printed {
        let (names, dotted): (&[&str], _) = match aggregate {
            Aggregate::Failed => (&["failed", "不符合"], true),
            Aggregate::Applies => (&["applies", "适用"], true),
            Aggregate::Points => (&["points", "得分"], true),
            Aggregate::Possible => (&["possible", "应得分"], true),
            Aggregate::Highest => (&["highest", "最高分"], false),
            Aggregate::Known => (&["known", "已知"], false),
        };
        let id = match target {
            Target::Check(check) => check_id(self.pack.check(check)),
            Target::Section(section) => SECTIONS[section].0.to_owned(),
            Target::Group(group) => GROUPS[group].0.to_owned(),
            Target::All => return self.call(names, &[]),
            Target::Major => "major".to_owned(),
            Target::General => "general".to_owned(),
        };
        match self.choose(3) {
            1 if dotted => (format!("{}.{id}", names[0]), Binding::Atom),
            2 => {
                let id = self.text(&id);
                self.call(names, &[id])
            }
            _ => self.call(names, &[id]),
        }
    }

    fn day_in(&mut self, day: &Day) -> String {
        let printed = self.day_at(day);
        self.within(printed, Binding::Sum)
    }

    fn day_at(&mut self, day: &Day) -> Printed {
        match day {
            Day::Literal(day) => {
                let text = self.text(&calendar::text(*day));
                self.call(&["date", "日期"], &[text])
            }
            Day::Fact(fact) => (self.name(DATES[*fact]), Binding::Atom),
            Day::AsOf => (self.name(("as_of", "评估日期")), Binding::Atom),
            Day::Since => (self.name(("since", "纳入日期")), Binding::Atom),
            Day::Add(Unit::Days, day, count) if self.choose(2) == 1 => {
                let day = self.day_in(day);
                let operators = if *count < 0 { ["-", "－"] } else { ["+", "＋"] };
                (self.infix(day, &operators, count.abs().to_string()), Binding::Sum)
            }
            Day::Add(unit, day, count) => {
                let arguments = [self.day_at(day).0, count.to_string()];
                self.call(
                    unit_names(*unit, [&["add_days", "加天数"], &["add_months", "加月数"], &["add_years", "加年数"]]),
                    &arguments,
                )
            }
            Day::Earliest(left, right) => {
                let days = [self.day_at(left).0, self.day_at(right).0];
                self.call(&["min", "最小"], &days)
            }
            Day::If(condition, yes, no) => {
                let (condition, yes, no) =
                    (self.truth_in(condition, Binding::Or), self.day_at(yes).0, self.day_at(no).0);
                self.conditional(condition, &yes, &no)
            }
        }
    }
}

fn unit_names<'a>(unit: Unit, names: [&'a [&'a str; 2]; 3]) -> &'a [&'a str; 2] {
    match unit {
        Unit::Days => names[0],
        Unit::Months => names[1],
        Unit::Years => names[2],
    }
}

fn binding(comparison: Comparison) -> Binding {
    match comparison {
        Comparison::Equal | Comparison::NotEqual => Binding::Equality,
        _ => Binding::Order,
    }
}

fn spellings(comparison: Comparison) -> &'static [&'static str] {
    match comparison {
        Comparison::Less => &["<", "＜"],
        Comparison::LessOrEqual => &["<=", "≤", "＜＝"],
        Comparison::Greater => &[">", "＞"],
        Comparison::GreaterOrEqual => &[">=", "≥", "＞＝"],
        Comparison::Equal => &["==", "＝＝"],
        Comparison::NotEqual => &["!=", "≠", "！＝"],
    }
}
