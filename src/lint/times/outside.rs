//! LB113: times that cannot belong to the incident in which they stand.
//!
//! Only what is certain to be looked at: an order that cannot be, and a day that another month or year would put where all the
//! others are. A long story is no fault.

use super::{Lint, Report, Subject, Teller, Told, and_more, days_apart, is_later, times};
use crate::diagnostic::{Diagnostic, Level, Rule};
use crate::incident::time::{Moment, Time};
use crate::incident::{Incident, Milestone, Row};
use jiff::civil::Date;
use std::collections::HashSet;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB113",
        name: "outside-the-incident",
        level: Level::Warn,
        finds: "A time that lies outside of its incident: a signal or an attempt before it began, an attempt after it was over, or a day with the wrong month or year.",
        why: "The drawing of the incident stretches to hold every time. One slip makes minutes out of months, and nobody sees what happened any more.",
        doubt: "What happened exactly a month or a year before looks like a slip; say it in words, as a row without a time never was part of the incident.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
resolved = 2026-03-02T14:41:00Z

[[restore]]
method  = "rollback"
at      = 2026-03-02T15:40:00Z
outcome = "worked"
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
resolved = 2026-03-02T14:41:00Z

[[restore]]
method  = "rollback"
at      = 2026-03-02T14:40:00Z
outcome = "worked"
+++
"#,
    },
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for told in times(subject.incident) {
        if let Some(finding) = out_of_order(subject.incident, &told, report) {
            report.add(finding);
        }
    }
    slips(subject, report);
}

/// What stands before the beginning or after the end. Only exact times are compared.
fn out_of_order(incident: &Incident, told: &Told<'_>, report: &Report<'_>) -> Option<Diagnostic> {
    let exact = |time: Option<&Time>| match time?.at {
        Moment::Exact(instant) => Some(instant.at),
        _ => None,
    };
    let known = |milestone| incident.milestones.get(milestone);
    let at = exact(Some(told.time))?;
    // The signal that is `detected` is compared with `started` already.
    let is_detected = known(Milestone::Detected) == Some(told.time);
    let (what, may_follow) = match told.by {
        Teller::Signal(_) if !is_detected => ("signal", true),
        Teller::Attempt(_) => ("attempt", false),
        Teller::Check(_) => ("check", true),
        _ => return None,
    };
    let (milestone, side) = if exact(known(Milestone::Started)).is_some_and(|started| at < started) {
        (Milestone::Started, "before")
    } else if !may_follow && exact(known(Milestone::Resolved)).is_some_and(|resolved| at > resolved) {
        (Milestone::Resolved, "after")
    } else {
        return None;
    };
    let finding = report.finding(told.place(incident), format!("this {what} came {side} it was {milestone}"));
    let finding = finding.also(incident.place(&incident.told(milestone)), milestone.as_str());
    Some(finding.help("one of the two times, or its zone, is wrong"))
}

/// How many days the times of one incident may lie apart to be called neighbours.
const NEAR: u32 = 7;

/// Days that another month or year would put among the others.
fn slips(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let dated: Vec<(Told<'_>, Date)> = times(incident).filter_map(|told| Some((told, told.time.at.day()?))).collect();
    let mut days: Vec<Date> = dated.iter().map(|(_, day)| *day).collect();
    days.sort_unstable();
    let Some(&middle) = days.get(days.len() / 2) else { return };
    let near = |day: Date| days_apart(middle, day) <= NEAR;
    let neighbours: Vec<Date> = days.iter().copied().filter(|day| near(*day)).collect();
    let (Some(&first), Some(&last)) = (neighbours.first(), neighbours.last()) else { return };
    if neighbours.len() < 3 || neighbours.len() * 4 < days.len() * 3 {
        return;
    }
    let slipped = dated.iter().filter(|(_, day)| !near(*day) && !is_later(*day, subject.today));
    let mut backwards = None;
    let slipped = slipped.filter(|(told, day)| match told.by {
        // A milestone that is in an impossible order with the others has its own finding, and so has a row.
        Teller::Milestone(milestone) => (milestone == Milestone::Started) != (*day > middle),
        Teller::Row(span) => !backwards.get_or_insert_with(|| backward_rows(incident)).contains(&span.start),
        _ => true,
    });
    let meant = slipped.filter_map(|(told, day)| Some((told.place(incident), told, day, meant(*day, first, last)?)));
    let meant: Vec<_> = meant.collect();
    let Some((place, told, day, likely)) = meant.iter().min_by_key(|(place, ..)| place.start) else { return };
    let between = if first == last { first.to_string() } else { format!("{first} to {last}") };
    let message =
        format!("`{}` is on {day}, far from the rest of the incident ({between}){}", told.time.raw, and_more(meant.len()));
    report.add(report.finding(place.clone(), message).help(format!("was {likely} meant?")));
}

/// Where the rows begin between which time runs backwards, and those of a day to which it runs: they may have it from there.
fn backward_rows(incident: &Incident) -> HashSet<usize> {
    let exact = |row: &Row| match row.time.at {
        Moment::Exact(instant) => Some((instant.at, row.time.at.day(), row.span.start)),
        _ => None,
    };
    let rows: Vec<_> = incident.timeline.iter().filter_map(exact).collect();
    let backward = || rows.windows(2).filter(|pair| pair[1].0 < pair[0].0);
    let days: HashSet<_> = backward().map(|pair| pair[1].1).collect();
    let heirs = rows.iter().filter(|(_, day, _)| days.contains(day)).map(|(.., start)| *start);
    backward().map(|pair| pair[0].2).chain(heirs).collect()
}

/// The day that was meant, if it needs only another year or another month to be among these, or next to them.
fn meant(day: Date, first: Date, last: Date) -> Option<Date> {
    let among =
        |meant: &Date| first.yesterday().is_ok_and(|first| *meant >= first) && last.tomorrow().is_ok_and(|last| *meant <= last);
    let date = |year, month| Date::new(year, month, day.day()).ok();
    let years = [first, last].map(|of| date(of.year(), day.month()));
    let months = [first, last].map(|of| date(day.year(), of.month()));
    years.into_iter().chain(months).flatten().filter(|meant| *meant != day).find(among)
}
