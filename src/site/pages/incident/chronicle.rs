//! What happened when: the rows of the note, with the milestones that its keys add, day by day.
//!
//! The table holds everything; the drawing above it shows the same rows on their true distances.

use super::super::parts::since;
use crate::incident::time::Time;
use crate::incident::{Incident, Milestone};
use crate::site::html::Html;
use crate::site::when::{self, Day};
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Serialize;
use std::borrow::Cow;

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
    pub kind: Option<&'static str>,
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
    pub kind: Option<&'static str>,
    /// Whether it marks a milestone.
    pub mark: bool,
    /// Markdown.
    pub text: Cow<'a, str>,
    /// Where to see it.
    pub link: Option<&'a str>,
}

/// The rows of the note in its order, and the milestones that no row tells, put in by time.
pub fn entries(incident: &Incident) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = incident
        .timeline
        .iter()
        .map(|row| Entry {
            time: &row.time,
            kind: row.kind.map(crate::incident::RowKind::as_str),
            mark: row.kind.is_some_and(|kind| kind.milestone().is_some()),
            text: Cow::Borrowed(&row.text),
            link: row.link.as_deref(),
        })
        .collect();
    if entries.is_empty() {
        return entries;
    }
    for (milestone, time) in incident.milestones.known() {
        let Some(at) = time.at.instant() else { continue };
        if incident.timeline.iter().any(|row| row.kind.and_then(crate::incident::RowKind::milestone) == Some(milestone)) {
            continue;
        }
        // A row of that minute that has no kind of its own tells the milestone; a line of its own would say it twice.
        let same =
            |entry: &&mut Entry<'_>| entry.time.at.instant().is_some_and(|row| row.at.as_second() / 60 == at.at.as_second() / 60);
        if let Some(entry) = entries.iter_mut().filter(|entry| entry.kind.is_none()).find(same) {
            entry.kind = Some(milestone.as_str());
            entry.mark = true;
            continue;
        }
        let later = |entry: &Entry<'_>| entry.time.at.instant().is_some_and(|row| row.at > at.at);
        let place = entries.iter().position(later).unwrap_or(entries.len());
        let entry =
            Entry { time, kind: Some(milestone.as_str()), mark: true, text: Cow::Borrowed(sentence(milestone)), link: None };
        entries.insert(place, entry);
    }
    entries
}

fn sentence(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "It begins.",
        Milestone::Detected => "It is noticed.",
        Milestone::Acknowledged => "Somebody takes it on.",
        Milestone::Mitigated => "Users are served again.",
        Milestone::Resolved => "It is over.",
    }
}

/// The table of the page.
pub fn chronicle(incident: &Incident, entries: &[Entry<'_>], piece: &impl Fn(&str) -> Html) -> Option<Chronicle> {
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
            machine: when::machine(&entry.time.at),
            zone: offset.filter(|offset| Some(*offset) != zone).map(when::zone),
            since: since(start, Some(entry.time)),
            kind: entry.kind,
            mark: entry.mark,
            text: piece(&entry.text),
            link: entry.link.map(str::to_owned),
        };
        if let Some(last) = days.last_mut() {
            last.rows.push(row);
        }
    }
    Some(Chronicle { zone: zone.map(when::zone), days })
}

/// The offset of most rows; the earliest such one, where two are as frequent.
pub fn common_zone(entries: &[Entry<'_>]) -> Option<Offset> {
    let offsets: Vec<Offset> = entries.iter().filter_map(|entry| entry.time.at.instant().map(|instant| instant.offset)).collect();
    let count = |offset: &Offset| offsets.iter().filter(|other| *other == offset).count();
    offsets.iter().copied().rev().max_by_key(count)
}
