//! Sets the core's assessment of a place beside the reference's, and tells the first difference.

use super::assess::{Assessed, Settled};
use super::concrete::{Concrete, Finding};
use super::interval::Interval;
use super::model::Pack;
use super::vocabulary::{LEVELS, RESULT_LEVEL, RESULT_NUMBER, RESULT_TRUTH, SITE_LEVELS, check_id};
use paicha::assessment::{Assessment, Bounds, LevelRange, Outcome, ResultNumber};
use paicha::pack::item::Grade;

/// What differs, in words.
pub type Difference = Result<(), String>;

fn same<T: PartialEq + std::fmt::Debug>(what: &str, actual: T, expected: T) -> Difference {
    if actual == expected {
        Ok(())
    } else {
        Err(format!("{what}: the core says {actual:?}, the reference {expected:?}"))
    }
}

/// Outcomes of all checks, and how many are out of force.
pub fn outcomes(pack: &Pack, actual: &Assessment, expected: &Assessed) -> Difference {
    let in_file =
        |in_campaign: bool| (0..pack.checks.len()).filter(move |index| pack.checks[*index].in_campaign == in_campaign);
    let order = in_file(false).chain(in_file(true));
    let there: Vec<_> = order.filter(|index| expected.verdicts[*index].is_some()).collect();
    let ids: Vec<_> = actual.outcomes.iter().map(|(id, _)| id.clone()).collect();
    same("checks", ids, there.iter().map(|index| check_id(*index)).collect())?;
    for index in there {
        let verdict = expected.verdicts[index].as_ref().ok_or("the check is not there")?;
        if verdict.settled != Settled::No {
            same(&check_id(index), actual.outcome(&check_id(index)), Some(verdict.outcome))?;
        }
    }
    same("out of force", actual.out_of_force, expected.out_of_force)?;
    let (known, inputs) = expected.inputs;
    same("known share", actual.known_share, if inputs == 0 { 1.0 } else { known as f64 / inputs as f64 })
}

fn ends(interval: Interval, better_high: bool) -> (Option<f64>, Option<f64>) {
    let finite = |number: f64| number.is_finite().then_some(number);
    let (least, most) = (finite(interval.least), finite(interval.most));
    if better_high { (most, least) } else { (least, most) }
}

fn number(value: Option<ResultNumber>) -> Option<f64> {
    match value {
        Some(ResultNumber::Number(number)) => number,
        _ => None,
    }
}

/// Score, results and levels, at both ends; nothing where the documents leave a check open.
pub fn verdicts(pack: &Pack, actual: &Assessment, expected: &Assessed) -> Difference {
    same("score", (actual.score, actual.score_at_worst), ends(expected.score, pack.score.better_high))?;
    if let Some(results) = &pack.results {
        let of = |id: &str| actual.result(id).ok_or(format!("no result {id}"));
        let ratio = of(RESULT_NUMBER.0)?;
        same("ratio", (number(ratio.value), number(ratio.at_worst)), ends(expected.ratio, results.number.better_high))?;
        same("alarming", of(RESULT_TRUTH.0)?.value, Some(ResultNumber::Truth(expected.alarming)))?;
        let site = of(RESULT_LEVEL.0)?;
        same("site value", (number(site.value), number(site.at_worst)), ends(expected.site_value, false))?;
        let levels = site.level.as_ref().map(|range| (range.level.as_str(), range.level_at_worst.as_str()));
        same("site", levels, Some((SITE_LEVELS[expected.site.0].0, SITE_LEVELS[expected.site.1].0)))?;
    }
    let levels = actual.level.as_ref().map(|range| (range.level.as_str(), range.level_at_worst.as_str()));
    same("level", levels, expected.level.map(|(better, worse)| (LEVELS[better].0, LEVELS[worse].0)))
}

fn bounds(interval: Interval) -> Bounds {
    Bounds { least: interval.least, most: interval.most }
}

/// Points and grades of the failed checks, points of the scored ones.
pub fn reasons(actual: &Assessment, expected: &Assessed) -> Difference {
    for (index, verdict) in expected.verdicts.iter().enumerate() {
        let Some(verdict) = verdict else { continue };
        let id = check_id(index);
        let failed = actual.failed.iter().find(|reason| reason.check == id);
        let grade = |major: Option<bool>| major.map(|major| if major { Grade::Major } else { Grade::General });
        let expected_failed =
            (verdict.outcome == Outcome::Failed).then(|| (bounds(verdict.points), grade(verdict.major)));
        same(
            &format!("points and grade of {id}"),
            failed.map(|reason| (reason.points, reason.grade)),
            expected_failed,
        )?;
        let scored = actual.scored.iter().find(|scored| scored.check == id).map(|scored| scored.points);
        same(&format!("points of {id}"), scored, (verdict.outcome == Outcome::Scored).then(|| bounds(verdict.points)))?;
    }
    Ok(())
}

/// How far apart two numbers may be where rescaling divides: one step of their rounding.
fn slack(pack: &Pack, decimals: u32) -> f64 {
    let rescaled = pack.sections.iter().any(|section| section.rescale);
    if rescaled { 10f64.powi(-(decimals as i32)) + 1e-9 } else { 0.0 }
}

fn between(what: &str, ends: (Option<f64>, Option<f64>), number: f64, slack: f64) -> Difference {
    let (one, other) = (ends.0.unwrap_or(f64::NEG_INFINITY), ends.1.unwrap_or(f64::INFINITY));
    let within = one.min(other) - slack <= number && number <= one.max(other) + slack;
    if within { Ok(()) } else { Err(format!("{what}: a completion has {number}, outside {ends:?}")) }
}

fn level_between(what: &str, names: &[(&str, &str)], ends: (&str, &str), level: usize) -> Difference {
    let index = |id: &str| names.iter().position(|(own, _)| *own == id).unwrap_or(usize::MAX);
    let (better, worse) = (index(ends.0), index(ends.1));
    if worse <= level && level <= better {
        Ok(())
    } else {
        Err(format!("{what}: a completion has {}, outside {ends:?}", names[level].0))
    }
}

fn outcome_allows(outcome: Outcome, finding: &Finding) -> bool {
    match outcome {
        Outcome::Unknown => true,
        Outcome::NotFailed => finding.outcome != Outcome::Failed,
        decided => finding.outcome == decided,
    }
}

/// That what a completion comes to is among what the core says is possible.
pub fn contains(pack: &Pack, actual: &Assessment, completion: &Concrete) -> Difference {
    for (index, finding) in completion.findings.iter().enumerate() {
        let (id, finding) = (check_id(index), finding.as_ref());
        let outcome = actual.outcome(&id);
        same(&format!("{id} is there"), outcome.is_some(), finding.is_some())?;
        if let Some((outcome, finding)) =
            outcome.zip(finding).filter(|(outcome, finding)| !outcome_allows(*outcome, finding))
        {
            return Err(format!("{id}: the core says {outcome:?}, a completion {:?}", finding.outcome));
        }
    }
    let failed = completion.findings.iter().flatten().filter(|finding| finding.outcome == Outcome::Failed).count();
    let least = actual.count(Outcome::Failed);
    let most = least + actual.count(Outcome::Unknown);
    if !(least..=most).contains(&failed) {
        return Err(format!("{failed} checks fail in a completion, outside {least}..={most}"));
    }
    let slack = |decimals: u32| slack(pack, decimals);
    between("score", (actual.score, actual.score_at_worst), completion.score, slack(pack.score.decimals))?;
    if let Some(results) = &pack.results {
        let of = |id: &str| actual.result(id).ok_or(format!("no result {id}"));
        let (ratio, site) = (of(RESULT_NUMBER.0)?, of(RESULT_LEVEL.0)?);
        between(
            "ratio",
            (number(ratio.value), number(ratio.at_worst)),
            completion.ratio,
            slack(results.number.decimals),
        )?;
        between("site value", (number(site.value), number(site.at_worst)), completion.site_value, slack(2))?;
        let alarming = of(RESULT_TRUTH.0)?.value;
        if alarming == Some(ResultNumber::Truth(Some(!completion.alarming))) {
            return Err(format!("alarming: the core says {alarming:?}, a completion {}", completion.alarming));
        }
        let levels = site.level.as_ref().ok_or("no level of the result")?;
        level_between("site", &SITE_LEVELS, (&levels.level, &levels.level_at_worst), completion.site)?;
    }
    match (completion.level, &actual.level) {
        (Some(level), Some(range)) => level_between("level", &LEVELS, (&range.level, &range.level_at_worst), level),
        (own, range) => same("has levels", range.is_some(), own.is_some()),
    }
}

/// That the points counted of failed and scored checks add up to the score, as far as it is not rounded.
pub fn counted_adds_up(pack: &Pack, actual: &Assessment) -> Difference {
    let counted =
        actual.failed.iter().map(|reason| reason.counted).chain(actual.scored.iter().map(|scored| scored.counted));
    let sum: f64 = counted.map(|counted| counted.least).sum();
    let slack = 10f64.powi(-(pack.score.decimals as i32)) / 2.0 + 1e-9;
    between("counted points", (Some(sum - slack), Some(sum + slack)), actual.score.unwrap_or(f64::NAN), 0.0)
}

/// That what is said of a place when more is known was possible before.
pub fn narrower(pack: &Pack, before: &Assessment, after: &Assessment) -> Difference {
    for ((id, before), (_, after)) in before.outcomes.iter().zip(&after.outcomes) {
        let fine = match before {
            Outcome::Unknown => true,
            Outcome::NotFailed => !matches!(after, Outcome::Failed | Outcome::Unknown),
            decided => after == decided,
        };
        if !fine {
            return Err(format!("{id} was {before:?} and is {after:?}"));
        }
    }
    let slack = |decimals: u32| slack(pack, decimals);
    let numbers = |what: &str, before: (Option<f64>, Option<f64>), after: (Option<f64>, Option<f64>), slack: f64| {
        [after.0, after.1].into_iter().try_for_each(|end| match end {
            Some(end) => between(what, before, end, slack),
            None => same(what, before, after),
        })
    };
    numbers(
        "score",
        (before.score, before.score_at_worst),
        (after.score, after.score_at_worst),
        slack(pack.score.decimals),
    )?;
    let levels = |what: &str, names: &[(&str, &str)], before: Option<&LevelRange>, after: Option<&LevelRange>| {
        let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
        let index = |id: &str| names.iter().position(|(own, _)| *own == id).unwrap_or(usize::MAX);
        let ends = (before.level.as_str(), before.level_at_worst.as_str());
        level_between(what, names, ends, index(&after.level))?;
        level_between(what, names, ends, index(&after.level_at_worst))
    };
    levels("level", &LEVELS, before.level.as_ref(), after.level.as_ref())?;
    for (id, before) in &before.results {
        let after = after.result(id).ok_or("a result is missing")?;
        levels(id, &SITE_LEVELS, before.level.as_ref(), after.level.as_ref())?;
        if let Some(ResultNumber::Truth(Some(truth))) = before.value {
            same(id, after.value, Some(ResultNumber::Truth(Some(truth))))?;
        } else if !matches!(before.value, Some(ResultNumber::Truth(_))) {
            numbers(
                id,
                (number(before.value), number(before.at_worst)),
                (number(after.value), number(after.at_worst)),
                slack(2),
            )?;
        }
    }
    Ok(())
}
