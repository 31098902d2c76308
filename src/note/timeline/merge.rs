//! The rows of the front matter among those of the body.

use crate::incident::Row;
use crate::incident::time::Moment;
use crate::note::same_text;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Rows of the body keep their order. A row of the front matter takes the place of one with the same time and text, else it goes
/// before the first row of the body that is later; one without a known time goes to the end. `zone` says when a day begins.
pub fn merge(front: Vec<Row>, body: Vec<Row>, zone: &TimeZone) -> Vec<Row> {
    if front.is_empty() {
        return body;
    }
    let mut body = body;
    let mut places: HashMap<_, usize> = body.iter().enumerate().rev().map(|(at, row)| (identity(row), at)).collect();
    let mut rest = Vec::new();
    for row in front {
        match places.remove(&identity(&row)) {
            Some(at) => body[at] = row,
            None => rest.push(row),
        }
    }
    // The latest time so far only grows, even where the rows themselves run backwards: the first later row is found by halving.
    let mut latest = None;
    let until: Vec<Option<Timestamp>> = body
        .iter()
        .map(|row| {
            latest = latest.max(begin(&row.time.at, zone));
            latest
        })
        .collect();
    let mut inserted: Vec<(usize, Option<Timestamp>, Row)> = rest
        .into_iter()
        .map(|row| match begin(&row.time.at, zone) {
            Some(time) => (until.partition_point(|latest| latest.is_none_or(|latest| latest <= time)), Some(time), row),
            None => (body.len(), None, row),
        })
        .collect();
    inserted.sort_by_key(|(at, time, _)| (*at, time.is_none(), *time));
    let mut inserted = inserted.into_iter().peekable();
    let mut rows = Vec::new();
    for (at, row) in body.into_iter().enumerate() {
        while let Some((_, _, earlier)) = inserted.next_if(|(before, _, _)| *before <= at) {
            rows.push(earlier);
        }
        rows.push(row);
    }
    rows.extend(inserted.map(|(_, _, row)| row));
    rows
}

/// Two rows with the same of these are one.
fn identity(row: &Row) -> (Option<Timestamp>, Option<jiff::civil::Date>, String) {
    let at = &row.time.at;
    let day = if let Moment::Day(day) = at { Some(*day) } else { None };
    (at.instant().map(|instant| instant.at), day, same_text(&row.text))
}

fn begin(moment: &Moment, zone: &TimeZone) -> Option<Timestamp> {
    match moment {
        Moment::Exact(instant) | Moment::Approximate(instant) => Some(instant.at),
        Moment::Day(day) => day.to_zoned(zone.clone()).ok().map(|start| start.timestamp()),
        Moment::Unknown => None,
    }
}
