//! LB114: customers who knew before the team did.

use super::{Lint, Report, Subject};
use crate::diagnostic::{Level, Rule};
use crate::incident::time::Time;
use crate::incident::{ActionType, Detection, DetectionSource, Incident, Milestone};
use crate::source::Span;
use crate::words::plural;
use jiff::{SignedDuration, Timestamp};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB114",
        name: "customers-told-first",
        level: Level::Warn,
        finds: "Customers who knew of it before the team did, and no action of type `detect` that closes the gap.",
        why: "The minutes between a customer's call and the first alert are minutes in which nobody helped. They are the cheapest ones to win back.",
        doubt: "Some faults only a customer can see; then say so in an action that was dropped, with its reason.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z

[[detection]]
source = "customer"
at     = 2026-03-02T14:06:00Z

[[detection]]
source = "alert"
at     = 2026-03-02T14:20:00Z
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z

[[detection]]
source = "customer"
at     = 2026-03-02T14:06:00Z

[[detection]]
source = "alert"
at     = 2026-03-02T14:20:00Z

[[action]]
text  = "Page when more than 1 % of the payments of a minute fail"
type  = "detect"
owner = "team-payments"
due   = 2026-04-01
+++
"#,
    },
    check,
};

/// When the team, or its customers, knew.
struct Knew<'a> {
    at: Timestamp,
    time: &'a Time,
    place: Span,
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let (customers, others): (Vec<_>, Vec<_>) =
        incident.detections.iter().partition(|signal| signal.source == DetectionSource::Customer);
    let Some(told) = first(customers.into_iter().filter_map(|signal| signalled(incident, signal))) else { return };
    if incident.actions.iter().any(|action| action.kind == Some(ActionType::Detect)) {
        return;
    }
    // Where nobody says more, the customers' own call is `detected`.
    let detected = incident.milestones.get(Milestone::Detected).filter(|detected| *detected != told.time);
    let detected = detected.and_then(|time| knew(time, incident.told(Milestone::Detected)));
    let help = "add an action of type `detect`: what would have shown it to the team first?";
    match first(others.into_iter().filter_map(|signal| signalled(incident, signal)).chain(detected)) {
        None => report.add(report.finding(told.place, "customers told of it, and no signal of the team's own did").help(help)),
        Some(own) if own.at > told.at => {
            let gap = gap(told.at.duration_until(own.at));
            let finding = report.finding(told.place, format!("customers knew of it {gap} before the team did"));
            report.add(finding.also(incident.place(&own.place), "when the team knew").help(help));
        }
        Some(_) => {}
    }
}

fn signalled<'a>(incident: &Incident, signal: &'a Detection) -> Option<Knew<'a>> {
    let time = signal.at.as_ref()?;
    knew(time, incident.narrowed(&signal.span, &time.raw))
}

fn knew(time: &Time, place: Span) -> Option<Knew<'_>> {
    Some(Knew { at: time.at.instant()?.at, time, place })
}

fn first<'a>(all: impl Iterator<Item = Knew<'a>>) -> Option<Knew<'a>> {
    all.min_by_key(|knew| knew.at)
}

/// In minutes as long as people count in minutes.
fn gap(gap: SignedDuration) -> String {
    match usize::try_from(gap.as_mins()) {
        Ok(minutes @ 1..120) => plural(minutes, "minute"),
        _ => format!("{gap:#}"),
    }
}
