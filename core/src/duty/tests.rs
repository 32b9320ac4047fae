#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::date::Effective;
use crate::pack::item::{FirstPeriod, Interval, Per, Task};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn dates(text: &str) -> Vec<Date> {
    text.split_whitespace().map(date).collect()
}

fn period(text: &str) -> Period {
    let (from, to) = text.split_once("..").unwrap();
    Period { from: date(from), to: date(to) }
}

fn duty(frequency: Frequency) -> Duty {
    Duty {
        id: "visits".to_owned(),
        task: "inspection".to_owned(),
        label: None,
        kinds: Vec::new(),
        frequency,
        when: None,
        count_if: None,
        same_day: SameDay::Once,
        first_period: FirstPeriod::Full,
        by: None,
        basis: None,
        effective: Effective::default(),
        campaign: None,
        span: None,
        provenance: Vec::new(),
    }
}

fn per(at_least: u32, per: Per) -> Duty {
    duty(Frequency::Per { per, at_least: Some(at_least), at_most: None, spread: false })
}

fn slots(at_least: u32, per: Per) -> Duty {
    duty(Frequency::Per { per, at_least: Some(at_least), at_most: None, spread: true })
}

fn every(interval: Interval) -> Duty {
    duty(Frequency::Every(interval))
}

/// `as_of`, then any of `since=`, `records_from=`, `effective=`.
fn situation(text: &str) -> Situation {
    let mut words = text.split_whitespace();
    let as_of = date(words.next().unwrap());
    let mut situation = Situation { as_of, since: None, records_from: None, effective_from: None };
    for word in words {
        let (name, value) = word.split_once('=').unwrap();
        let value = Some(date(value));
        match name {
            "since" => situation.since = value,
            "records_from" => situation.records_from = value,
            "effective" => situation.effective_from = value,
            _ => panic!("{name}"),
        }
    }
    situation
}

fn judge(duty: &Duty, text: &str, records: Option<&str>) -> DutyStatus {
    let records = records.map(dates);
    duty_status(duty, None, Holds::True, records.as_deref(), &situation(text))
}

fn show<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

fn show_missed(missed: Option<&Vec<Period>>) -> String {
    show(missed.map(|missed| {
        missed.iter().map(|period| format!("{}..{}", period.from, period.to)).collect::<Vec<_>>().join(" ")
    }))
}

/// `done/required due overdue suggested [missed]`.
fn line(status: &DutyStatus) -> String {
    format!(
        "{}/{} due {} overdue {} go {} [{}]",
        show(status.done),
        show(status.required),
        show(status.next_due),
        show(status.days_overdue),
        show(status.suggested),
        show_missed(status.missed.as_ref()),
    )
}

/// Each row: the situation, the records (`-` for none given), the expected line.
fn table(duty: &Duty, rows: &[(&str, &str, &str)]) {
    for (situation, records, expected) in rows {
        let records = (*records != "-").then_some(*records);
        assert_eq!(line(&judge(duty, situation, records)), *expected, "as of {situation}, records {records:?}");
    }
}

#[test]
fn twice_a_year() {
    table(
        &per(2, Per::Year),
        &[
            ("2022-03-01", "", "0/2 due 2022-12-31 overdue 0 go 2022-06-30 []"),
            ("2022-03-01", "2022-02-01", "1/2 due 2022-12-31 overdue 0 go 2022-12-31 []"),
            ("2022-08-01", "", "0/2 due 2022-12-31 overdue 0 go 2022-08-01 []"),
            ("2022-12-31", "2022-02-01", "1/2 due 2022-12-31 overdue 0 go 2022-12-31 []"),
            ("2022-12-31", "2022-02-01 2022-11-30", "2/2 due 2023-12-31 overdue 0 go 2023-06-30 []"),
            // Without a day from which to judge, the past is not judged.
            ("2023-01-01", "2022-02-01", "0/2 due 2023-12-31 overdue 0 go 2023-06-30 []"),
            (
                "2023-01-01 since=2020-05-01",
                "2020-06-01 2020-07-01 2021-01-01 2021-02-02 2022-02-01",
                "0/2 due 2022-12-31 overdue 1 go 2023-01-01 [2022-01-01..2022-12-31]",
            ),
            // A later record ends being overdue; the year stays missed.
            (
                "2023-02-01 since=2022-01-01",
                "2022-02-01 2023-01-15",
                "1/2 due 2023-12-31 overdue 0 go 2023-12-31 [2022-01-01..2022-12-31]",
            ),
            // Records of one day count once, those after the day not at all.
            ("2022-06-01", "2022-05-01 2022-05-01 2022-06-02", "1/2 due 2022-12-31 overdue 0 go 2022-12-31 []"),
            ("2022-06-01", "-", "-/2 due - overdue - go - [-]"),
        ],
    );
}

#[test]
fn same_day_each() {
    let duty = Duty { same_day: SameDay::Each, ..per(2, Per::Year) };
    table(&duty, &[("2022-06-01", "2022-05-01 2022-05-01", "2/2 due 2023-12-31 overdue 0 go 2023-06-30 []")]);
}

#[test]
fn the_period_of_entry() {
    let full = per(4, Per::Year);
    let prorate = Duty { first_period: FirstPeriod::Prorate, ..full.clone() };
    let skip = Duty { first_period: FirstPeriod::Skip, ..full.clone() };
    table(
        &full,
        &[
            ("2022-07-01 since=2022-07-01", "", "0/4 due 2022-12-31 overdue 0 go 2022-08-15 []"),
            ("2023-01-02 since=2022-07-01", "", "0/4 due 2022-12-31 overdue 2 go 2023-01-02 [2022-01-01..2022-12-31]"),
            // A visit before the entry was a visit.
            ("2022-07-01 since=2022-07-01", "2022-03-01", "1/4 due 2022-12-31 overdue 0 go 2022-09-30 []"),
        ],
    );
    table(
        &prorate,
        &[
            // 184 of 365 days: 2.02, rounded up.
            ("2022-07-01 since=2022-07-01", "", "0/3 due 2022-12-31 overdue 0 go 2022-08-31 []"),
            // 183 of 365 days: 2.005; 182 of 365: 1.99.
            ("2022-07-02 since=2022-07-02", "", "0/3 due 2022-12-31 overdue 0 go 2022-08-31 []"),
            ("2022-07-03 since=2022-07-03", "", "0/2 due 2022-12-31 overdue 0 go 2022-10-01 []"),
            // A leap year has 366: 183 of them are exactly half.
            ("2024-07-02 since=2024-07-02", "", "0/2 due 2024-12-31 overdue 0 go 2024-09-30 []"),
            ("2022-12-31 since=2022-12-31", "", "0/1 due 2022-12-31 overdue 0 go 2022-12-31 []"),
            ("2022-05-01 since=2022-01-01", "", "0/4 due 2022-12-31 overdue 0 go 2022-05-01 []"),
        ],
    );
    table(
        &skip,
        &[
            ("2022-07-01 since=2022-07-01", "", "0/0 due 2023-12-31 overdue 0 go 2023-03-31 []"),
            ("2023-01-02 since=2022-07-01", "", "0/4 due 2023-12-31 overdue 0 go 2023-03-31 []"),
            ("2022-05-01 since=2022-01-01", "", "0/4 due 2022-12-31 overdue 0 go 2022-05-01 []"),
        ],
    );
}

#[test]
fn not_yet_in_the_register() {
    table(
        &per(2, Per::Year),
        &[
            ("2022-03-01 since=2022-03-02", "2022-02-01", "1/0 due - overdue 0 go - []"),
            ("2022-03-02 since=2022-03-02", "", "0/2 due 2022-12-31 overdue 0 go 2022-07-31 []"),
        ],
    );
    table(&slots(4, Per::Year), &[("2022-03-01 since=2022-03-02", "2022-02-01", "1/0 due - overdue 0 go - []")]);
    let six_months = every(Interval::Months(6));
    table(&six_months, &[("2022-03-01 since=2022-03-02", "2020-01-01", "-/- due - overdue 0 go - []")]);
}

#[test]
fn records_from_and_effective_from() {
    table(
        &per(1, Per::Month),
        &[
            // March began before the ledger: it may have been done, so it is never missed.
            (
                "2022-06-15 since=2020-01-01 records_from=2022-03-10",
                "",
                "0/1 due 2022-04-30 overdue 46 go 2022-06-15 [2022-04-01..2022-04-30 2022-05-01..2022-05-31]",
            ),
            (
                "2022-05-15 since=2020-01-01 records_from=2022-03-01",
                "",
                "0/1 due 2022-03-31 overdue 45 go 2022-05-15 [2022-03-01..2022-03-31 2022-04-01..2022-04-30]",
            ),
            (
                "2022-03-20 since=2020-01-01 records_from=2022-03-10",
                "",
                "0/1 due 2022-03-31 overdue 0 go 2022-03-31 []",
            ),
            // A month in which the pack came into force is judged in full.
            (
                "2022-04-02 effective=2022-03-10",
                "",
                "0/1 due 2022-03-31 overdue 2 go 2022-04-02 [2022-03-01..2022-03-31]",
            ),
            // The latest of the three counts.
            (
                "2022-04-02 since=2022-02-01 effective=2022-04-01 records_from=2021-01-01",
                "",
                "0/1 due 2022-04-30 overdue 0 go 2022-04-30 []",
            ),
            // A pack used before it is in force judges nothing past.
            ("2021-04-02 since=2020-02-01 effective=2022-04-01", "", "0/1 due 2021-04-30 overdue 0 go 2021-04-30 []"),
        ],
    );
    let new = Duty {
        effective: Effective { from: Some(date("2022-04-01")), to: Some(date("2022-06-30")) },
        ..per(1, Per::Month)
    };
    table(
        &new,
        &[
            ("2022-04-02 since=2020-01-01", "", "0/1 due 2022-04-30 overdue 0 go 2022-04-30 []"),
            ("2022-06-02 since=2020-01-01", "2022-04-04 2022-05-05 2022-06-01", "1/1 due - overdue 0 go - []"),
        ],
    );
}

/// on both lists a place needs 4 checks, not 6.
#[test]
fn both_lists_need_four() {
    let base = Duty { id: "visits_base".into(), ..per(2, Per::Year) };
    let key = Duty { id: "visits_key".into(), ..per(4, Per::Year) };
    let whole = combined(&[(&base, Holds::True), (&key, Holds::True)], "2022-10-31", Some("2022-03-05"));
    assert_eq!((whole.required, whole.required_at_worst, whole.done), (Some(4), Some(4), Some(1)));
    assert_eq!(whole.next_due, Some(date("2022-12-31")));
    assert_eq!(whole.days_overdue, Some(0));
    // The base list wants the next by 31 December, the key list by 30 June: today is the day.
    assert_eq!(whole.suggested, Some(date("2022-10-31")));
    let unsure = combined(&[(&base, Holds::True), (&key, Holds::Unknown)], "2022-10-31", Some("2022-03-05 2022-04-05"));
    assert_eq!((unsure.required, unsure.required_at_worst, unsure.done), (Some(2), Some(4), Some(2)));
    assert_eq!(unsure.next_due, Some(date("2023-12-31")));
    assert_eq!(unsure.next_due_at_worst, Some(date("2022-12-31")));
}

fn combined(duties: &[(&Duty, Holds)], text: &str, records: Option<&str>) -> TaskStatus {
    let records = records.map(dates);
    let judged: Vec<_> = duties
        .iter()
        .map(|(duty, holds)| (*duty, duty_status(duty, None, *holds, records.as_deref(), &situation(text))))
        .collect();
    let task = Task {
        id: "inspection".into(),
        label: "检查".into(),
        aliases: Vec::new(),
        by: Some("街道".into()),
        provenance: Vec::new(),
    };
    task_status(&task, &judged)
}

/// each week a spot check, each month a full one, each quarter a joint one.
#[test]
fn weekly_monthly_quarterly() {
    table(
        &per(1, Per::Week),
        &[
            // 2022-01-01 is a Saturday: its week began on 27 December.
            (
                "2022-01-17 since=2022-01-01",
                "2022-01-05 2022-01-16",
                "0/1 due 2022-01-23 overdue 0 go 2022-01-23 [2021-12-27..2022-01-02]",
            ),
        ],
    );
    table(
        &per(1, Per::Month),
        &[
            ("2024-02-29 since=2024-02-01", "", "0/1 due 2024-02-29 overdue 0 go 2024-02-29 []"),
            ("2024-03-01 since=2024-02-01", "", "0/1 due 2024-02-29 overdue 1 go 2024-03-01 [2024-02-01..2024-02-29]"),
            ("2023-03-01 since=2023-02-01", "2023-02-28", "0/1 due 2023-03-31 overdue 0 go 2023-03-31 []"),
        ],
    );
    table(
        &per(1, Per::Quarter),
        &[(
            "2022-10-01 since=2022-01-01",
            "2022-01-01 2022-02-01 2022-02-28 2022-03-31",
            "0/1 due 2022-06-30 overdue 93 go 2022-10-01 [2022-04-01..2022-06-30 2022-07-01..2022-09-30]",
        )],
    );
    table(
        &per(1, Per::HalfYear),
        &[(
            "2022-07-01 since=2022-01-01",
            "2022-07-01",
            "1/1 due 2023-06-30 overdue 0 go 2023-06-30 [2022-01-01..2022-06-30]",
        )],
    );
}

/// seven days with one missing are one gap.
#[test]
fn daily_with_a_gap() {
    table(
        &per(1, Per::Day),
        &[
            (
                "2022-08-08 since=2022-08-01",
                "2022-08-01 2022-08-02 2022-08-03 2022-08-05 2022-08-06 2022-08-07",
                "0/1 due 2022-08-08 overdue 0 go 2022-08-08 [2022-08-04..2022-08-04]",
            ),
            (
                "2022-08-08 since=2022-08-01",
                "2022-08-01 2022-08-02 2022-08-03 2022-08-05 2022-08-06 2022-08-08",
                "1/1 due 2022-08-09 overdue 0 go 2022-08-09 [2022-08-04..2022-08-04 2022-08-07..2022-08-07]",
            ),
            (
                "2022-08-08 since=2022-08-05",
                "2022-08-05 2022-08-06",
                "0/1 due 2022-08-07 overdue 1 go 2022-08-08 [2022-08-07..2022-08-07]",
            ),
        ],
    );
}

/// the street's monthly patrol does not do for the community's weekly one, nor the other way round.
#[test]
fn two_roles_at_one_river() {
    let community = Duty { id: "community".into(), ..per(1, Per::Week) };
    let street = Duty { id: "street".into(), ..per(1, Per::Month) };
    let situation = situation("2022-02-28 since=2022-01-31");
    let judge = |duty, counted: &str| (duty, duty_status(duty, None, Holds::True, Some(&dates(counted)), &situation));
    let task =
        Task { id: "patrol".into(), label: "巡河".into(), aliases: Vec::new(), by: None, provenance: Vec::new() };
    let weekly = "2022-01-31 2022-02-07 2022-02-15 2022-02-27";
    let status = task_status(&task, &[judge(&community, weekly), judge(&street, "")]);
    assert_eq!(line(&status.duties[0]), "0/1 due 2022-03-06 overdue 0 go 2022-03-06 []");
    assert_eq!(status.days_overdue, Some(28));
    assert_eq!(status.missed, Some(vec![period("2022-01-01..2022-01-31")]));
    let status = task_status(&task, &[judge(&community, ""), judge(&street, "2022-01-31 2022-02-01")]);
    assert_eq!(status.missed.map(|missed| missed.len()), Some(4));
    assert_eq!(line(&status.duties[1]), "1/1 due 2022-03-31 overdue 0 go 2022-03-31 []");
}

/// a report is due for every day, week and month, also for those without a check.
#[test]
fn reports_are_due_whatever_was_found() {
    let since = "2022-12-01 since=2022-10-31";
    for (length, missed) in [(Per::Day, 31), (Per::Week, 4), (Per::Month, 2)] {
        assert_eq!(judge(&per(1, length), since, Some("")).missed.unwrap().len(), missed, "{length:?}");
    }
}

/// one drill each quarter; four in the first quarter are not enough.
#[test]
fn binding_slots() {
    let quarters = slots(4, Per::Year);
    table(
        &quarters,
        &[
            (
                "2022-02-01 since=2021-01-01",
                "2022-01-03",
                "1/4 due 2022-06-30 overdue 0 go 2022-06-30 [2021-01-01..2021-03-31 2021-04-01..2021-06-30 2021-07-01..2021-09-30 2021-10-01..2021-12-31]",
            ),
            (
                "2022-07-01 since=2022-01-01",
                "2022-01-01 2022-01-02 2022-01-03 2022-01-04",
                "1/4 due 2022-06-30 overdue 1 go 2022-07-01 [2022-04-01..2022-06-30]",
            ),
            (
                "2022-12-31 since=2022-01-01",
                "2022-01-01 2022-04-02 2022-07-03 2022-10-04",
                "4/4 due 2023-03-31 overdue 0 go 2023-03-31 []",
            ),
            // Entered in August: the third quarter is the one of entry.
            ("2022-10-01 since=2022-08-15", "2022-02-01 2022-08-20", "1/2 due 2022-12-31 overdue 0 go 2022-12-31 []"),
        ],
    );
    let skip = Duty { first_period: FirstPeriod::Skip, ..quarters };
    table(
        &skip,
        &[
            ("2022-09-30 since=2022-08-15", "2022-08-20", "0/1 due 2022-12-31 overdue 0 go 2022-12-31 []"),
            ("2022-10-01 since=2022-07-01", "", "0/2 due 2022-09-30 overdue 1 go 2022-10-01 [2022-07-01..2022-09-30]"),
        ],
    );
    let plain = per(4, Per::Year);
    table(
        &plain,
        &[(
            "2022-07-01 since=2022-01-01",
            "2022-01-01 2022-01-02 2022-01-03 2022-01-04",
            "4/4 due 2023-12-31 overdue 0 go 2023-03-31 []",
        )],
    );
    // More slots than days: they cannot bind.
    table(&slots(3, Per::Day), &[("2022-07-01", "", "0/3 due 2022-07-01 overdue 0 go 2022-07-01 []")]);
}

#[test]
fn intervals() {
    table(
        &every(Interval::Months(6)),
        &[
            ("2022-02-01", "2021-08-31", "-/- due 2022-02-28 overdue 0 go 2022-02-28 []"),
            ("2024-02-29", "2023-08-31", "-/- due 2024-02-29 overdue 0 go 2024-02-29 []"),
            ("2022-03-01", "2021-08-31", "-/- due 2022-02-28 overdue 1 go 2022-03-01 [2021-08-31..2022-02-28]"),
            // Without a record it counts from the entry; without that nobody knows.
            ("2022-02-01 since=2022-01-15", "", "-/- due 2022-07-15 overdue 0 go 2022-07-15 []"),
            ("2022-02-01", "", "-/- due - overdue - go - [-]"),
            ("2022-02-01 since=2022-01-15", "-", "-/- due - overdue - go - [-]"),
            // A visit before the entry was a visit.
            ("2022-02-01 since=2022-01-15", "2021-12-15", "-/- due 2022-06-15 overdue 0 go 2022-06-15 []"),
            // Two due dates passed before the second record came.
            (
                "2022-02-01 since=2020-01-01",
                "2020-06-01 2021-12-02",
                "-/- due 2022-06-02 overdue 0 go 2022-06-02 [2020-06-01..2020-12-01 2020-12-01..2021-06-01 2021-06-01..2021-12-01]",
            ),
            (
                "2022-02-01 since=2020-01-01",
                "2020-06-01 2020-12-01 2021-06-01 2021-12-01",
                "-/- due 2022-06-01 overdue 0 go 2022-06-01 []",
            ),
            // What was missed before the pack was in force is past; what is overdue still is.
            (
                "2022-02-01 since=2020-01-01 effective=2022-01-01",
                "2020-06-01 2021-07-02",
                "-/- due 2022-01-02 overdue 30 go 2022-02-01 [2021-07-02..2022-01-02]",
            ),
            (
                "2022-02-01 since=2020-01-01 effective=2022-01-01",
                "2021-07-01",
                "-/- due 2022-01-01 overdue 31 go 2022-02-01 [2021-07-01..2022-01-01]",
            ),
            // A due date before the ledger may have been met: the time counts from the ledger's first day.
            (
                "2022-02-01 since=2020-01-01 records_from=2022-01-01",
                "",
                "-/- due 2022-07-01 overdue 0 go 2022-07-01 []",
            ),
            (
                "2022-02-01 since=2020-01-01 records_from=2022-01-01",
                "2021-10-01",
                "-/- due 2022-04-01 overdue 0 go 2022-04-01 []",
            ),
        ],
    );
    table(
        &every(Interval::Days(15)),
        &[(
            "2022-08-20 since=2022-08-01",
            "2022-08-02",
            "-/- due 2022-08-17 overdue 3 go 2022-08-20 [2022-08-02..2022-08-17]",
        )],
    );
    let new = Duty {
        effective: Effective { from: Some(date("2022-07-01")), to: Some(date("2022-12-31")) },
        ..every(Interval::Months(6))
    };
    table(
        &new,
        &[
            // The duty is new: it cannot be years overdue on its first day. Nor due after its last.
            ("2022-07-01 since=2015-01-01", "", "-/- due - overdue 0 go - []"),
            ("2022-07-01 since=2022-03-01", "", "-/- due 2022-09-01 overdue 0 go 2022-09-01 []"),
        ],
    );
}

#[test]
fn month_ends_are_cut_each_time_anew() {
    table(
        &every(Interval::Months(1)),
        &[(
            "2022-04-30 since=2022-01-31",
            "",
            "-/- due 2022-02-28 overdue 61 go 2022-04-30 [2022-01-31..2022-02-28 2022-02-28..2022-03-31]",
        )],
    );
}

#[test]
fn campaigns() {
    let window = period("2022-08-03..2022-10-31");
    let judge = |duty: &Duty, text: &str, records: &str| {
        line(&duty_status(duty, Some(window), Holds::True, Some(&dates(records)), &situation(text)))
    };
    let once = per(1, Per::Campaign);
    assert_eq!(judge(&once, "2022-08-03", ""), "0/1 due 2022-10-31 overdue 0 go 2022-10-31 []");
    assert_eq!(judge(&once, "2022-08-03", "2022-08-02"), "0/1 due 2022-10-31 overdue 0 go 2022-10-31 []");
    assert_eq!(judge(&once, "2022-10-31", "2022-08-03"), "1/1 due - overdue 0 go - []");
    assert_eq!(judge(&once, "2022-11-01", "2022-08-03"), "-/- due - overdue - go - [-]");
    // Weeks are cut to the window and judged from its first day on.
    let weekly = per(1, Per::Week);
    assert_eq!(
        judge(&weekly, "2022-08-08", "2022-08-02"),
        "0/1 due 2022-08-07 overdue 1 go 2022-08-08 [2022-08-03..2022-08-07]"
    );
    assert_eq!(judge(&weekly, "2022-10-31", "2022-10-31"), {
        let weeks: Vec<String> = (0..13)
            .map(|week| {
                let monday = date("2022-08-01").add_days(week * 7).unwrap();
                format!("{}..{}", monday.max(window.from), monday.add_days(6).unwrap())
            })
            .collect();
        format!("1/1 due - overdue 0 go - [{}]", weeks.join(" "))
    });
    let fortnight = every(Interval::Days(14));
    assert_eq!(judge(&fortnight, "2022-08-10", "2022-07-30"), "-/- due 2022-08-17 overdue 0 go 2022-08-17 []");
    assert_eq!(judge(&fortnight, "2022-08-10 since=2015-01-01", ""), "-/- due 2022-08-17 overdue 0 go 2022-08-17 []");
    assert_eq!(
        judge(&fortnight, "2022-10-30", "2022-08-16 2022-08-30 2022-09-13 2022-09-27 2022-10-11 2022-10-25"),
        "-/- due - overdue 0 go - []"
    );
    let thirds = slots(3, Per::Campaign);
    assert_eq!(judge(&thirds, "2022-09-05", "2022-08-04"), "1/3 due 2022-10-01 overdue 0 go 2022-10-01 []");
    // The slots of the month are those of August, though the window begins on the third.
    let halves = slots(2, Per::Month);
    assert_eq!(judge(&halves, "2022-08-10", ""), "0/2 due 2022-08-15 overdue 0 go 2022-08-15 []");
}

#[test]
fn at_most() {
    let free = duty(Frequency::Per { per: Per::Year, at_least: None, at_most: Some(2), spread: false });
    table(&free, &[("2022-06-01 since=2020-01-01", "2022-01-01", "1/0 due - overdue 0 go - []")]);
    let key = Duty { id: "key".into(), ..per(4, Per::Year) };
    let clash =
        combined(&[(&free, Holds::True), (&key, Holds::True)], "2022-06-01", Some("2022-01-01 2022-02-01 2022-03-01"));
    assert!(clash.clash && clash.exceeded);
    assert_eq!((clash.required, clash.done), (Some(4), Some(3)));
    let fine = combined(&[(&free, Holds::True), (&key, Holds::Unknown)], "2022-06-01", Some("2022-01-01 2022-02-01"));
    assert!(!fine.clash && !fine.exceeded);
    let monthly = Duty { id: "monthly".into(), ..per(4, Per::Month) };
    assert!(!combined(&[(&free, Holds::True), (&monthly, Holds::True)], "2022-06-01", None).clash);
}

#[test]
fn a_task_puts_its_duties_together() {
    let yearly = Duty { id: "yearly".into(), by: Some("区".into()), ..per(2, Per::Year) };
    let monthly = Duty { id: "monthly".into(), ..per(1, Per::Month) };
    let meter = Duty { id: "meter".into(), ..every(Interval::Months(6)) };
    let all = [(&yearly, Holds::True), (&monthly, Holds::True), (&meter, Holds::Unknown)];
    let task = combined(&all, "2022-03-15 since=2021-01-01 records_from=2021-01-01", Some("2021-01-05 2021-08-01"));
    assert_eq!((task.required, task.done), (Some(2), Some(0)));
    assert_eq!(task.next_due, Some(date("2021-08-31").add_days(30).unwrap()));
    assert_eq!(task.days_overdue, Some(166));
    assert_eq!(task.days_overdue_at_worst, Some(166));
    assert_eq!(task.suggested, Some(date("2022-03-15")));
    assert_eq!(task.missed.as_ref().map(Vec::len), Some(12));
    assert_eq!(
        task.duties.iter().map(|duty| duty.by.as_deref()).collect::<Vec<_>>(),
        [Some("区"), Some("街道"), Some("街道")]
    );

    let unsure = combined(&[(&monthly, Holds::Unknown)], "2022-03-15 since=2022-01-01", Some(""));
    assert_eq!((unsure.required, unsure.required_at_worst), (Some(0), Some(1)));
    assert_eq!((unsure.next_due, unsure.days_overdue), (None, Some(0)));
    assert_eq!((unsure.next_due_at_worst, unsure.days_overdue_at_worst), (Some(date("2022-01-31")), Some(43)));
    assert_eq!(unsure.missed, Some(Vec::new()));

    let silent = combined(&all, "2022-03-15 since=2021-01-01", None);
    assert_eq!(
        (silent.required, silent.done, silent.missed, silent.next_due, silent.days_overdue),
        (Some(2), None, None, None, None)
    );
    assert_eq!((silent.next_due_at_worst, silent.days_overdue_at_worst, silent.suggested), (None, None, None));

    let lost = combined(&[(&meter, Holds::True)], "2022-03-15", Some(""));
    assert_eq!((lost.required, lost.missed, lost.days_overdue), (None, None, None));
}

#[test]
fn the_soonest_of_all_tasks() {
    let monthly = per(1, Per::Month);
    let late = combined(&[(&monthly, Holds::True)], "2022-03-15 since=2022-02-01", Some(""));
    let silent = combined(&[(&monthly, Holds::True)], "2022-03-15 since=2022-02-01", None);
    assert_eq!(earliest_due(&[silent.clone(), late.clone()]), Some(date("2022-02-28")));
    assert_eq!(most_overdue(&[silent.clone(), late]), Some(15));
    assert_eq!((earliest_due(std::slice::from_ref(&silent)), most_overdue(&[silent])), (None, None));
}

#[test]
fn the_distant_past_costs_no_more_than_the_judged() {
    let since =
        Situation { as_of: date("2022-08-08"), since: Date::new(1, 1, 1), records_from: None, effective_from: None };
    for duty in [per(1, Per::Day), every(Interval::Days(1)), slots(7, Per::Week)] {
        let status = duty_status(&duty, None, Holds::True, Some(&[]), &since);
        let missed = status.missed.unwrap();
        assert_eq!(missed.len(), JUDGED);
        assert_eq!(missed.last().unwrap().to, date("2022-08-07"));
    }
    let daily = duty_status(&per(1, Per::Day), None, Holds::True, Some(&[]), &since);
    assert_eq!(daily.days_overdue, Some(JUDGED as i64));
    let end = Situation { as_of: Date::MAX, since: None, records_from: None, effective_from: None };
    assert_eq!(
        line(&duty_status(&per(1, Per::Week), None, Holds::True, Some(&[Date::MAX]), &end)),
        "1/1 due - overdue 0 go - []"
    );
    assert_eq!(
        line(&duty_status(&every(Interval::Months(6)), None, Holds::True, Some(&[Date::MAX]), &end)),
        "-/- due - overdue 0 go - []"
    );
}

fn any_date() -> impl Strategy<Value = Date> {
    (0i64..1500).prop_map(|days| date("2020-01-01").add_days(days).unwrap())
}

fn any_duty() -> impl Strategy<Value = Duty> {
    let length = prop_oneof![
        Just(Per::Day),
        Just(Per::Week),
        Just(Per::Month),
        Just(Per::Quarter),
        Just(Per::HalfYear),
        Just(Per::Year),
        Just(Per::Campaign),
    ];
    let periodic = (length, 0u32..6, proptest::option::of(0u32..6), any::<bool>())
        .prop_map(|(per, at_least, at_most, spread)| Frequency::Per { per, at_least: Some(at_least), at_most, spread });
    let interval = prop_oneof![(1u32..400).prop_map(Interval::Days), (1u32..30).prop_map(Interval::Months)];
    let frequency = prop_oneof![3 => periodic, 1 => interval.prop_map(Frequency::Every)];
    let first = prop_oneof![Just(FirstPeriod::Full), Just(FirstPeriod::Prorate), Just(FirstPeriod::Skip)];
    (frequency, first, any::<bool>(), proptest::option::of(any_date())).prop_map(
        |(frequency, first_period, each, from)| Duty {
            first_period,
            same_day: if each { SameDay::Each } else { SameDay::Once },
            effective: Effective { from, to: None },
            ..duty(frequency)
        },
    )
}

fn any_situation() -> impl Strategy<Value = Situation> {
    let maybe = || proptest::option::of(any_date());
    (any_date(), maybe(), maybe(), maybe()).prop_map(|(as_of, since, records_from, effective_from)| Situation {
        as_of,
        since,
        records_from,
        effective_from,
    })
}

fn any_window() -> impl Strategy<Value = Option<Period>> {
    proptest::option::of(
        (any_date(), 0i64..300).prop_map(|(from, days)| Period { from, to: from.add_days(days).unwrap() }),
    )
}

proptest! {
    #[test]
    fn one_more_record_never_makes_it_worse(
        duty in any_duty(), window in any_window(), situation in any_situation(),
        records in proptest::collection::vec(any_date(), 0..30), more in any_date(),
    ) {
        // An interval's due dates may come earlier by a record before anything is judged, or before the first that is
        // known where nobody knows the entry.
        let first = records.iter().copied().min().filter(|_| situation.since.is_none());
        let judged = situation.judged_from(&duty, window).max(first);
        let more = match (&duty.frequency, judged) {
            (Frequency::Every(_), None) => return Ok(()),
            (Frequency::Every(_), Some(from)) => more.max(from),
            (Frequency::Per { .. }, _) => more,
        };
        let before = duty_status(&duty, window, Holds::True, Some(&records), &situation);
        let with: Vec<Date> = records.iter().copied().chain([more]).collect();
        let after = duty_status(&duty, window, Holds::True, Some(&with), &situation);
        if let Some(missed) = &before.missed {
            prop_assert!(after.missed.as_ref().unwrap().len() <= missed.len());
            prop_assert!(after.days_overdue <= before.days_overdue);
            prop_assert!(after.next_due.is_none() || after.next_due >= before.next_due || before.next_due.is_none());
        }
        prop_assert!(after.done >= before.done);
        prop_assert_eq!(after.required, before.required);
    }

    #[test]
    fn what_is_said_agrees(
        duty in any_duty(), window in any_window(), situation in any_situation(),
        records in proptest::collection::vec(any_date(), 0..30),
    ) {
        let status = duty_status(&duty, window, Holds::True, Some(&records), &situation);
        let as_of = situation.as_of;
        if let (Some(due), Some(overdue)) = (status.next_due, status.days_overdue) {
            prop_assert_eq!(overdue, due.days_until(as_of).max(0));
            prop_assert!(status.suggested.is_some_and(|day| as_of <= day && day <= due.max(as_of)));
        }
        if let Some(missed) = &status.missed {
            prop_assert!(missed.iter().all(|period| period.from <= period.to && period.to < as_of));
            prop_assert!(missed.windows(2).all(|pair| pair[0].to <= pair[1].to));
            prop_assert!(status.days_overdue == Some(0) || missed.iter().any(|period| Some(period.to) == status.next_due));
        }
        if let Some(period) = status.period {
            prop_assert!(period.contains(as_of));
        }
        let mut shuffled = records.clone();
        shuffled.reverse();
        prop_assert_eq!(&status, &duty_status(&duty, window, Holds::True, Some(&shuffled), &situation));
        let unknown = duty_status(&duty, window, Holds::True, None, &situation);
        prop_assert_eq!((unknown.done, unknown.missed, unknown.next_due, unknown.days_overdue, unknown.suggested), (None, None, None, None, None));
        prop_assert_eq!(unknown.required, status.required);
    }

    #[test]
    fn later_records_are_as_if_not_there(
        duty in any_duty(), situation in any_situation(), records in proptest::collection::vec(any_date(), 0..30),
    ) {
        let known: Vec<Date> = records.iter().copied().filter(|date| *date <= situation.as_of).collect();
        let all = duty_status(&duty, None, Holds::True, Some(&records), &situation);
        prop_assert_eq!(all, duty_status(&duty, None, Holds::True, Some(&known), &situation));
    }
}
