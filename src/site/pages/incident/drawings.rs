//! The two drawings of an incident: its phases, and its rows on their true distances.

use super::chronicle::Entry;
use crate::incident::time::{Moment, Time};
use crate::incident::{Incident, Kind, Milestone};
use crate::site::charts::{self, Clock, Event, Phases, Point, Svg, Timeline};
use crate::site::markdown;
use crate::site::pages::drawings::drawn;
use crate::site::when::zone;
use jiff::tz::Offset;

/// The most rows of a timeline that are drawn; the table beneath has all of them.
const MOST_EVENTS: usize = 400;

fn points(incident: &Incident) -> Vec<Point> {
    let point = |(milestone, time): (Milestone, &Time)| {
        let approximate = matches!(time.at, Moment::Approximate(_));
        Some(Point { milestone, at: time.at.instant()?.at.as_second(), approximate })
    };
    incident.milestones.known().filter_map(point).collect()
}

/// The phase bar of an incident: how users were. A near miss hurt nobody and has none.
pub fn phases(incident: &Incident, offset: Offset) -> Option<Svg> {
    if incident.kind == Kind::NearMiss {
        return None;
    }
    let clock = Clock { offset, name: &zone(offset) };
    drawn(charts::phases("chart-phases", &Phases { points: &points(incident), ongoing: incident.is_ongoing(), clock }))
}

/// The rows of an incident on their true distances; `offset` is the zone of its table.
pub fn timeline(incident: &Incident, entries: &[Entry<'_>], offset: Offset) -> Option<Svg> {
    // With one row on the axis there is no distance to see, and with very many nothing else.
    let drawable = entries.iter().filter(|entry| entry.time.at.instant().is_some()).count();
    if incident.timeline.is_empty() || !(2..=MOST_EVENTS).contains(&drawable) {
        return None;
    }
    let texts: Vec<String> = entries.iter().map(|entry| markdown::plain(&entry.text)).collect();
    let event = |(i, entry): (usize, &Entry<'_>)| {
        Some(Event {
            row: i + 1,
            at: entry.time.at.instant()?.at.as_second(),
            until: entry.time.until.and_then(|until| until.instant()).map(|until| until.at.as_second()),
            approximate: matches!(entry.time.at, Moment::Approximate(_)),
            kind: entry.kind,
            text: &texts[i],
        })
    };
    let events: Vec<Event<'_>> = entries.iter().enumerate().filter_map(event).collect();
    let clock = Clock { offset, name: &zone(offset) };
    let milestones = if incident.kind == Kind::NearMiss { Vec::new() } else { points(incident) };
    drawn(charts::timeline("chart-rows", &Timeline { events: &events, milestones: &milestones, clock }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;

    #[test]
    fn a_near_miss_has_no_phases() {
        let drawn = |kind| {
            let sample = Sample::new("2026-03-02-a").mitigated_after(60).with(|incident| incident.kind = kind);
            phases(&sample.build(), Offset::UTC).is_some()
        };
        assert!(drawn(Kind::Incident));
        assert!(!drawn(Kind::NearMiss));
    }
}
