//! LB112 to LB115: times that were read and cannot be true, or that nobody filled in.
//!
//! What reading itself finds about times stands in `diagnostic::rules`.

mod customers;
mod future;
mod outside;
mod placeholders;

use super::{Lint, Report, Subject};
use crate::incident::time::{Time, days_between};
use crate::incident::{Incident, Milestone};
use crate::source::Span;
use jiff::civil::Date;

pub(super) const LINTS: &[&Lint] = &[&future::LINT, &outside::LINT, &customers::LINT, &placeholders::LINT];

/// What a time of a note belongs to, and where that stands.
#[derive(Debug, Clone, Copy)]
enum Teller<'a> {
    Milestone(Milestone),
    Row(&'a Span),
    Signal(&'a Span),
    Attempt(&'a Span),
    Check(&'a Span),
}

/// One time of a note.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    time: &'a Time,
    by: Teller<'a>,
}

impl Told<'_> {
    /// Where its words stand.
    fn place(&self, incident: &Incident) -> Span {
        match self.by {
            Teller::Milestone(milestone) => incident.told(milestone),
            Teller::Row(span) | Teller::Signal(span) | Teller::Attempt(span) | Teller::Check(span) => {
                incident.narrowed(span, &self.time.raw)
            }
        }
    }

    /// The day on which it was, or ended.
    fn last_day(&self) -> Option<Date> {
        self.time.at.day().max(self.time.until.and_then(|until| until.day()))
    }
}

/// Every time of what happened, each once: a milestone that is told by a row or by a signal is the row's, or the signal's.
fn times(incident: &Incident) -> impl Iterator<Item = Told<'_>> {
    let signals = || incident.detections.iter().filter_map(|signal| Some((signal.at.as_ref()?, &signal.span)));
    let told_elsewhere = move |milestone: Milestone, time: &Time| {
        let marks = incident
            .timeline
            .iter()
            .any(|row| row.kind.and_then(|kind| kind.milestone()) == Some(milestone) && row.time == *time);
        marks || milestone == Milestone::Detected && signals().any(|(at, _)| at == time)
    };
    let own = incident.milestones.known().filter(move |(milestone, time)| !told_elsewhere(*milestone, time));
    let milestones = own.map(|(milestone, time)| Told { time, by: Teller::Milestone(milestone) });
    let rows = incident.timeline.iter().map(|row| Told { time: &row.time, by: Teller::Row(&row.span) });
    let signals = signals().map(|(time, span)| Told { time, by: Teller::Signal(span) });
    let attempts = incident.restores.iter().filter_map(|restore| Some((restore.at.as_ref()?, &restore.span)));
    let attempts = attempts.map(|(time, span)| Told { time, by: Teller::Attempt(span) });
    let checks = incident.verifications.iter().filter_map(|check| Some((check.at.as_ref()?, &check.span)));
    let checks = checks.map(|(time, span)| Told { time, by: Teller::Check(span) });
    milestones.chain(rows).chain(signals).chain(attempts).chain(checks)
}

/// `, and 2 more like it`, behind what is said of the first of several.
fn and_more(all: usize) -> String {
    match all.saturating_sub(1) {
        0 => String::new(),
        more => format!(", and {more} more like it"),
    }
}

/// A day more or less: zones explain it, and nothing is made of it.
fn is_later(day: Date, than: Date) -> bool {
    than.tomorrow().is_ok_and(|slack| day > slack)
}

/// How many days two days lie apart.
pub(super) fn days_apart(one: Date, other: Date) -> u32 {
    days_between(one, other).or_else(|| days_between(other, one)).unwrap_or(0)
}

#[cfg(test)]
mod tests;
