//! The five points in time, from their keys and from the rows that mark them, and the day under which a note is filed.

use super::front_matter::{Front, leading_date};
use super::placing::Placing;
use crate::diagnostic::{Diagnostic, rules};
use crate::incident::time::{Moment, Time};
use crate::incident::{Incident, Milestone, Row, RowKind, Status};
use crate::source::Span;
use jiff::civil::Date;

/// Two times for one milestone that are nearer than this are the same one, told to the minute and to the second.
const SAME_WITHIN_SECONDS: i64 = 60;

/// What people call the five points in time where they list them, in lower case; `incident` and `service` before them say nothing more.
const NAMES: &[(RowKind, &[&str])] = &[
    (
        RowKind::Started,
        &[
            "started",
            "start",
            "began",
            "begin",
            "beginning",
            "start time",
            "start of incident",
            "impact started",
            "outage started",
            "outage began",
        ],
    ),
    (
        RowKind::Detected,
        &[
            "detected",
            "first detected",
            "detection",
            "time detected",
            "detected at",
            "issue detected",
            "problem detected",
            "outage detected",
        ],
    ),
    (RowKind::Acknowledged, &["acknowledged", "alert acknowledged", "page acknowledged"]),
    (
        RowKind::Mitigated,
        &[
            "mitigated",
            "repaired",
            "restored",
            "recovered",
            "impact ended",
            "issue mitigated",
            "outage mitigated",
            "fix deployed",
        ],
    ),
    (
        RowKind::Resolved,
        &[
            "resolved",
            "fully resolved",
            "issue resolved",
            "outage resolved",
            "problem resolved",
            "closed",
            "ended",
            "end",
            "end time",
            "over",
        ],
    ),
];

/// The kind of a row whose whole text is the name of a milestone.
pub fn named(label: &str) -> Option<RowKind> {
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split_whitespace()
        .filter(|word| !matches!(*word, "incident" | "service" | "services" | "the" | "is" | "was"))
        .collect();
    let label = words.join(" ");
    NAMES.iter().find(|(_, names)| names.contains(&label.as_str())).map(|(kind, _)| *kind)
}

/// A milestone's time and where it is said.
#[derive(Debug, Clone)]
struct Said {
    milestone: Milestone,
    time: Time,
    span: Span,
}

/// Settles the milestones of an incident: its key, else the first row of that kind (`resolved`: the last). A key that knows only
/// the day leaves the hour to a row of that day. Reports those that disagree and those in an impossible order.
pub fn settle(front: &mut Front, placing: &mut Placing<'_>) {
    let mut settled = Vec::new();
    for &milestone in Milestone::ALL {
        let key = front.milestones.iter().find(|(of, ..)| *of == milestone);
        let key = key.map(|(_, time, span)| Said { milestone, time: time.clone(), span: span.clone() });
        let rows = front.incident.timeline.iter().filter(|row| marks(row, milestone));
        let rows: Vec<Said> = rows.map(|row| Said { milestone, time: row.time.clone(), span: row.span.clone() }).collect();
        let row = if milestone == Milestone::Resolved { rows.last() } else { rows.first() };
        let known = key.as_ref().filter(|key| key.time.at != Moment::Unknown);
        let finer = row.filter(|row| known.is_some_and(|key| refines(&row.time, &key.time)));
        let Some(chosen) = finer.or(known).or(row).or(key.as_ref()) else { continue };
        if let Some(other) = rows.iter().find(|row| disagree(&chosen.time, &row.time)) {
            placing.findings.push(
                Diagnostic::new(
                    &rules::MILESTONE_TWICE,
                    placing.file,
                    chosen.span.clone(),
                    format!("two places say when it was {milestone}, and they disagree"),
                )
                .label("this one counts")
                .also(placing.file.place(other.span.clone()), "and this is another time")
                .help("correct the one that is wrong, or take its kind from the row"),
            );
        }
        settled.push(chosen.clone());
    }
    order(&settled, placing);
    for said in settled {
        front.incident.milestones.set(said.milestone, said.time);
    }
}

fn marks(row: &Row, milestone: Milestone) -> bool {
    row.time.at != Moment::Unknown && row.kind.and_then(|kind| kind.milestone()) == Some(milestone)
}

/// Whether a time says the hour of a day that another one only names.
fn refines(finer: &Time, day: &Time) -> bool {
    matches!(day.at, Moment::Day(day) if finer.at.instant().is_some() && finer.at.day() == Some(day))
}

fn disagree(a: &Time, b: &Time) -> bool {
    match (a.at, b.at) {
        (Moment::Day(day), other) | (other, Moment::Day(day)) => other.day().is_some_and(|other| other != day),
        (Moment::Exact(a), Moment::Exact(b)) => (a.at.as_second() - b.at.as_second()).abs() >= SAME_WITHIN_SECONDS,
        _ => false,
    }
}

fn order(settled: &[Said], placing: &mut Placing<'_>) {
    use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};
    let find = |milestone| settled.iter().find(|said| said.milestone == milestone);
    for (earlier, later) in [(Started, Detected), (Detected, Acknowledged), (Started, Mitigated), (Mitigated, Resolved)] {
        let Some((first, second)) = find(earlier).zip(find(later)) else { continue };
        if first.time.at.instant().zip(second.time.at.instant()).is_some_and(|(first, second)| second.at < first.at) {
            placing.findings.push(
                Diagnostic::new(
                    &rules::MILESTONE_ORDER,
                    placing.file,
                    second.span.clone(),
                    format!("it was {later} before it was {earlier}"),
                )
                .also(placing.file.place(first.span.clone()), format!("{earlier}"))
                .help("one of the two times, or its zone, is wrong"),
            );
        }
    }
}

/// The day under which a note is filed: that of `started`, else of the earliest milestone, else of the first row, else of the id.
pub fn day(incident: &Incident) -> Option<Date> {
    let milestones = &incident.milestones;
    let started = milestones.get(Milestone::Started).and_then(|time| time.at.day());
    started
        .or_else(|| milestones.known().filter_map(|(_, time)| time.at.day()).min())
        .or_else(|| incident.timeline.iter().find_map(|row| row.time.at.day()))
        .or_else(|| leading_date(&incident.id))
}

/// Reports what a note lacks that every note of its status has.
pub fn complete(front: &Front, placing: &mut Placing<'_>) {
    let incident = &front.incident;
    if incident.date.is_none() {
        placing.report(
            &rules::NO_DATE,
            0..0,
            "nothing says on what day this was",
            "add `started = 2026-03-02T14:02:00Z`, or at least the day: `started = 2026-03-02`",
        );
    }
    if incident.status == Status::Reviewed && incident.milestones.get(Milestone::Resolved).is_none() {
        placing.report(
            &rules::REVIEWED_WITHOUT_RESOLVED,
            front.status.clone(),
            "this note is reviewed, but nothing says when it was resolved",
            "add `resolved = …`, or mark the row that tells it with `**resolved**`",
        );
    }
}
