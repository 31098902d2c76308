//! The five points in time, from their keys, from the rows that mark them and from labelled lines, and the day under which a note
//! is filed.

use super::clock::{self, Day, Read, Said, Setting, Zone};
use super::facts::Fact;
use super::front_matter::Front;
use super::placing::{Around, Placing};
use super::timeline::{self, Known};
use super::within;
use crate::diagnostic::{Diagnostic, rules};
use crate::incident::time::{Moment, Time};
use crate::incident::{Incident, Milestone, Row, RowKind, Status, leading_date};
use crate::source::Span;
use jiff::civil::Date;

/// Two times for one milestone that are nearer than this are the same one, told to the minute and to the second.
const SAME_WITHIN_SECONDS: i64 = 60;

/// What people call the five points in time where they list them, in lower case and without [`FILLING`].
const NAMES: &[(RowKind, &[&str])] = &[
    (RowKind::Started, &["started", "start", "began", "begin", "beginning", "impact started", "impact start", "impact began"]),
    (RowKind::Detected, &["detected", "first detected", "detection", "discovered", "first noticed", "noticed"]),
    (RowKind::Acknowledged, &["acknowledged", "acknowledgement", "acknowledgment", "alert acknowledged", "page acknowledged"]),
    (
        RowKind::Mitigated,
        &[
            "mitigated",
            "mitigation",
            "repaired",
            "restored",
            "recovered",
            "recovery",
            "impact ended",
            "impact end",
            "fix deployed",
        ],
    ),
    (RowKind::Resolved, &["resolved", "fully resolved", "resolution", "closed", "ended", "end", "over"]),
];

/// Words of a name that say nothing more.
const FILLING: &[&str] = &[
    "incident",
    "outage",
    "issue",
    "problem",
    "service",
    "services",
    "the",
    "is",
    "was",
    "at",
    "on",
    "of",
    "time",
    "date",
    "date/time",
    "timestamp",
];

/// The kind of a row whose whole text is the name of a milestone.
pub fn named(label: &str) -> Option<RowKind> {
    let label = label.to_lowercase();
    let words: Vec<&str> = label.split_whitespace().filter(|word| !FILLING.contains(word)).collect();
    let label = words.join(" ");
    NAMES.iter().find(|(_, names)| names.contains(&label.as_str())).map(|(kind, _)| *kind)
}

/// A milestone that a labelled line tells: `**Detected:** 2026-03-02 14:09 UTC`.
#[derive(Debug)]
pub struct Told<'a> {
    milestone: Milestone,
    read: Read<'a>,
    /// The zone that is said around it.
    zone: Option<Zone<'a>>,
    /// Where the time stands.
    at: Span,
    /// All of the line.
    pub span: Span,
}

/// The milestones that labelled lines tell where notes tell such facts of the incident as a whole.
pub fn told<'a>(text: &'a str, facts: &[Fact<'a>]) -> Vec<Told<'a>> {
    let facts = facts.iter().filter(|fact| fact.of_all && fact.set_off);
    let told = facts.filter_map(|fact| {
        let milestone = named(fact.label)?.milestone()?;
        let value = &text[fact.value.clone()];
        let read = clock::read_in(value, Setting::Row).filter(|read| is_one_moment(&read.said) && read.open.is_empty())?;
        let rest = value[read.len..].trim();
        let alone = rest.is_empty() || rest.starts_with('(') && rest.ends_with(')');
        let at = fact.value.start..fact.value.start + read.len;
        alone.then(|| Told { milestone, read, zone: fact.zone.clone(), at, span: fact.span.clone() })
    });
    told.collect()
}

fn is_one_moment(said: &Said<'_>) -> bool {
    matches!(said, Said::Known { until: None, .. })
}

/// The day that a line says of the beginning.
pub fn begun(told: &[Told<'_>]) -> Option<Day> {
    told.iter().find(|told| told.milestone == Milestone::Started)?.read.day()
}

/// Places what labelled lines tell and what has not become a row; `taken` is in the order of the file. A line that names no day is
/// on that of the line before it, or after the midnight that plainly lies between them, else on the note's. Where nobody says a zone
/// for it, it is in that of the line before it, else of the lines behind it, else of the rows.
pub fn place(told: Vec<Told<'_>>, known: &Known<'_>, rows: &[Row], taken: &[Span], placing: &mut Placing<'_>) -> Vec<Dated> {
    let of_rows = || rows.iter().find_map(|row| row.time.at.instant()).map(|at| Zone::Known(at.offset.to_time_zone()));
    let inherits = placing.zone.is_none() && known.zone.is_none();
    let mut nearby = if inherits { told.iter().find_map(Told::zone).cloned().or_else(of_rows) } else { None };
    let (mut day, mut last) = (known.day, None);
    let mut placed = Vec::new();
    for line in told.into_iter().filter(|line| !within(taken, line.span.start)) {
        let Said::Known { approximate, from, .. } = &line.read.said else { continue };
        if from.day.is_none() && last.zip(from.time).is_some_and(|(last, time)| timeline::passes_midnight(last, time)) {
            day = day.and_then(|day| day.tomorrow().ok());
        }
        nearby = line.zone().filter(|_| inherits).cloned().or(nearby);
        let zone = line.zone.as_ref().or(known.zone.as_ref()).or(nearby.as_ref());
        let at = placing.stamp(from, &Around { day, zone, approximate: *approximate, span: &line.at });
        (day, last) = (at.day().or(day), from.time);
        let time = Time { at, until: None, raw: line.read.raw.to_owned() };
        placed.push(Dated { milestone: line.milestone, time, span: line.at });
    }
    placed
}

impl<'a> Told<'a> {
    /// The zone that is said in it or around it.
    fn zone(&self) -> Option<&Zone<'a>> {
        self.read.said.stamp().and_then(|stamp| stamp.zone.as_ref()).or(self.zone.as_ref())
    }
}

/// A milestone's time and where it is said.
#[derive(Debug, Clone)]
pub struct Dated {
    milestone: Milestone,
    time: Time,
    span: Span,
}

/// Settles the milestones of an incident: its key, else the first row of that kind (`resolved`: the last), else the first such line.
/// What knows only the day leaves the hour to what comes after it and tells one of that day. Reports those that disagree and those
/// in an impossible order.
pub fn settle(front: &mut Front, lines: &[Dated], placing: &mut Placing<'_>) {
    let mut settled = Vec::new();
    for &milestone in Milestone::ALL {
        let key = front.milestones.iter().find(|(of, ..)| *of == milestone);
        let key = key.map(|(_, time, span)| Dated { milestone, time: time.clone(), span: span.clone() });
        let rows = front.incident.timeline.iter().filter(|row| marks(row, milestone));
        let rows: Vec<Dated> = rows.map(|row| Dated { milestone, time: row.time.clone(), span: row.span.clone() }).collect();
        let row = if milestone == Milestone::Resolved { rows.last() } else { rows.first() };
        let lines = || lines.iter().filter(|line| line.milestone == milestone && line.time.at != Moment::Unknown);
        let known = key.as_ref().filter(|key| key.time.at != Moment::Unknown);
        let ranked = || known.into_iter().chain(row).chain(lines().next());
        let first = ranked().next();
        let finer = first.and_then(|first| ranked().find(|other| refines(&other.time, &first.time)));
        let Some(chosen) = finer.or(first).or(key.as_ref()) else { continue };
        // What tells of a signal, be it a later one, contradicts nothing.
        let signals = front.incident.detections.iter().filter(|_| milestone == Milestone::Detected);
        let signals: Vec<&Time> = signals.filter_map(|signal| signal.at.as_ref()).collect();
        let is_signal = |time: &Time| signals.iter().any(|at| at.at != Moment::Unknown && !disagree(at, time));
        let contradicts = |other: &&Dated| disagree(&chosen.time, &other.time) && !is_signal(&other.time);
        if let Some(other) = rows.iter().chain(lines()).find(contradicts) {
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

fn order(settled: &[Dated], placing: &mut Placing<'_>) {
    use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};
    let find = |milestone| settled.iter().find(|said| said.milestone == milestone);
    let mut pairs = vec![(Started, Detected), (Detected, Acknowledged), (Started, Mitigated), (Mitigated, Resolved)];
    if find(Mitigated).is_none() {
        pairs.push((Started, Resolved));
    }
    for (earlier, later) in pairs {
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
