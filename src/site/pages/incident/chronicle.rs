//! What happened when: the rows of the note, with the milestones that its keys add, day by day.
//!
//! The table holds everything; the drawing above it shows the same rows on their true distances.

use super::super::links::NoteLinks;
use super::super::parts::since;
use crate::incident::time::{Instant, Moment, Time};
use crate::incident::{Incident, Kind, Milestone, RowKind};
use crate::site::html::Html;
use crate::site::when::{self, Day};
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The rows of one day; rows before the first known day stand under none.
#[derive(Debug, Serialize)]
pub struct DayOfRows {
    /// The day, if it is known.
    pub day: Option<Day>,
    /// In order.
    pub rows: Vec<RowView>,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// Its number on the page, from 1; `row-N` is its fragment.
    pub number: usize,
    /// The time as a page says it.
    pub time: String,
    /// The value of a `datetime` attribute.
    pub machine: Option<String>,
    /// The zone, where it differs from the one of the table.
    pub zone: Option<String>,
    /// Since the start, in words.
    pub since: Option<String>,
    /// The word of its kind.
    pub kind: Option<String>,
    /// Whether it marks a milestone.
    pub mark: bool,
    /// The text.
    pub text: Html,
    /// Where to see it.
    pub link: Option<String>,
}

/// What happened when.
#[derive(Debug, Serialize)]
pub struct Chronicle {
    /// The zone of the times.
    pub zone: Option<String>,
    /// Day by day.
    pub days: Vec<DayOfRows>,
}

/// A row of the page: one that the author wrote, or a milestone that only a key of the front matter tells.
pub struct Entry<'a> {
    /// When.
    pub time: &'a Time,
    /// What it tells.
    pub kind: Option<RowKind>,
    /// The milestones that it marks, in their order.
    pub marks: BTreeSet<Milestone>,
    /// Markdown.
    pub text: Cow<'a, str>,
    /// Where to see it.
    pub link: Option<&'a str>,
}

impl Entry<'_> {
    /// Its kind, and the milestones that it marks besides.
    fn words(&self) -> Option<String> {
        let kind = self.kind.filter(|kind| kind.milestone().is_none()).map(RowKind::as_str);
        let words: Vec<&str> = kind.into_iter().chain(self.marks.iter().map(|mark| mark.as_str())).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    fn minute(&self) -> Option<i64> {
        self.time.at.instant().map(minute)
    }
}

fn minute(instant: Instant) -> i64 {
    instant.at.as_second().div_euclid(60)
}

/// The rows of the note in its order, and the milestones that no row tells. A milestone belongs to the row of its minute, so that
/// nothing is said twice; where there is none, it gets a row of its own.
pub fn entries(incident: &Incident) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = incident
        .timeline
        .iter()
        .map(|row| Entry {
            time: &row.time,
            kind: row.kind,
            marks: row.kind.and_then(RowKind::milestone).into_iter().collect(),
            text: Cow::Borrowed(&row.text),
            link: row.link.as_deref(),
        })
        .collect();
    // That nobody knows when it was is no event.
    for (milestone, time) in incident.milestones.known().filter(|(_, time)| time.at != Moment::Unknown) {
        if entries.iter().any(|entry| entry.marks.contains(&milestone)) {
            continue;
        }
        let at = time.at.instant();
        let same = |entry: &&mut Entry<'_>| at.is_some_and(|at| entry.minute() == Some(minute(at)));
        if let Some(entry) = entries.iter_mut().find(same) {
            entry.marks.insert(milestone);
            continue;
        }
        let later = |entry: &Entry<'_>| match (at, entry.time.at.instant()) {
            (Some(at), Some(row)) => row.at > at.at,
            // Of a milestone that is only known to the day, all rows of that day come first.
            _ => entry.time.at.day().zip(time.at.day()).is_some_and(|(row, day)| row > day),
        };
        let place = entries.iter().position(later).unwrap_or(entries.len());
        let (kind, text) = (RowKind::parse(milestone.as_str()), Cow::Borrowed(sentence(incident.kind, milestone)));
        entries.insert(place, Entry { time, kind, marks: BTreeSet::from([milestone]), text, link: None });
    }
    entries
}

fn sentence(kind: Kind, milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Mitigated if kind == Kind::NearMiss => "The danger is over.",
        Milestone::Started => "It begins.",
        Milestone::Detected => "It is noticed.",
        Milestone::Acknowledged => "Somebody takes it on.",
        Milestone::Mitigated => "Users are served again.",
        Milestone::Resolved => "It is over.",
    }
}

/// The table of the page.
pub fn chronicle(
    incident: &Incident,
    entries: &[Entry<'_>],
    links: &NoteLinks<'_>,
    piece: &impl Fn(&str) -> Html,
) -> Option<Chronicle> {
    if entries.is_empty() {
        return None;
    }
    let zone = common_zone(entries);
    let start = incident.milestones.get(Milestone::Started);
    let mut days: Vec<DayOfRows> = Vec::new();
    let mut today: Option<Date> = None;
    for (i, entry) in entries.iter().enumerate() {
        let day = entry.time.at.day();
        if days.is_empty() || day.is_some_and(|day| Some(day) != today) {
            today = day.or(today);
            days.push(DayOfRows { day: day.map(Day::from), rows: Vec::new() });
        }
        let offset = entry.time.at.instant().map(|instant| instant.offset);
        let row = RowView {
            number: i + 1,
            time: when::range(entry.time),
            machine: entry.time.at.machine(),
            zone: offset.filter(|offset| Some(*offset) != zone).map(when::zone),
            since: since(start, Some(entry.time)),
            kind: entry.words(),
            mark: !entry.marks.is_empty(),
            text: piece(&entry.text),
            link: entry.link.and_then(|link| links.href(link)),
        };
        if let Some(last) = days.last_mut() {
            last.rows.push(row);
        }
    }
    Some(Chronicle { zone: zone.map(when::zone), days })
}

/// The offset of most rows; the earliest such one, where two are as frequent.
pub fn common_zone(entries: &[Entry<'_>]) -> Option<Offset> {
    // A note has few zones, however many rows.
    let mut counts: Vec<(Offset, usize)> = Vec::new();
    for offset in entries.iter().filter_map(|entry| Some(entry.time.at.instant()?.offset)) {
        match counts.iter_mut().find(|(known, _)| *known == offset) {
            Some((_, count)) => *count += 1,
            None => counts.push((offset, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::sample::Sample;
    use crate::incident::{Row, RowKind};

    #[test]
    fn a_milestone_belongs_to_the_row_of_its_minute_and_else_has_one_of_its_own() {
        let mut incident = Sample::new("2026-03-02-a").after(Milestone::Mitigated, 30).after(Milestone::Resolved, 30).build();
        let row = |milestone, kind| Row {
            time: incident.milestones.get(milestone).unwrap().clone(),
            kind,
            text: "a".to_owned(),
            link: None,
            span: 0..0,
        };
        incident.timeline = vec![row(Milestone::Mitigated, Some(RowKind::Action))];
        let words: Vec<_> = entries(&incident).iter().map(|entry| entry.words().unwrap()).collect();
        assert_eq!(words, ["started", "action, mitigated, resolved"]);
        incident.timeline.clear();
        let told = |incident: &Incident| entries(incident).iter().map(|entry| entry.text.to_string()).collect::<Vec<_>>();
        assert_eq!(told(&incident), ["It begins.", "Users are served again."], "without a timeline the milestones are told");
        incident.kind = Kind::NearMiss;
        assert_eq!(told(&incident), ["It begins.", "The danger is over."], "nobody was hurt");
    }
}
