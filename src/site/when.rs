//! Dates and times as pages say them.
//!
//! Says a moment as precisely as it is known and no more: `~14:15` stays `~14:15`. Never reads the clock.

use crate::incident::time::{Instant, Moment, Time};
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Serialize;

/// A day for people and for machines.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// `2026-03-02`
    pub iso: String,
    /// `2 March 2026`
    pub long: String,
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self { iso: date.to_string(), long: long(date) }
    }
}

/// `2 March 2026`.
pub fn long(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `2 Mar`: where the year stands nearby, or does not matter.
pub fn short(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// `14:02`, `~14:02`, or nothing where only a day or less is known.
pub fn clock(moment: &Moment) -> Option<String> {
    let local = moment.instant()?.local();
    let seconds = if local.second() == 0 { String::new() } else { format!(":{:02}", local.second()) };
    let about = if matches!(moment, Moment::Approximate(_)) { "~" } else { "" };
    Some(format!("{about}{:02}:{:02}{seconds}", local.hour(), local.minute()))
}

/// `14:02 UTC+1`: the time on a wall clock that may be another than the writer's.
pub fn clock_at(moment: &Moment, offset: Offset) -> Option<String> {
    let at = |instant: &Instant| Instant { offset, ..*instant };
    let moment = match moment {
        Moment::Exact(instant) => Moment::Exact(at(instant)),
        Moment::Approximate(instant) => Moment::Approximate(at(instant)),
        Moment::Day(_) | Moment::Unknown => return None,
    };
    clock(&moment).map(|clock| format!("{clock} {}", zone(offset)))
}

/// `UTC`, `UTC+1`, `UTC−3:30`.
pub fn zone(offset: Offset) -> String {
    let seconds = offset.seconds();
    if seconds == 0 {
        return "UTC".to_owned();
    }
    let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
    }
}

/// `14:02`, `14:02–14:05`, `3 March 14:02–15:00` where the end is on another day, or the words of the note where nothing is known.
pub fn range(time: &Time) -> String {
    let Some(start) = clock(&time.at) else {
        return match time.at {
            Moment::Day(_) => String::new(),
            _ => time.raw.clone(),
        };
    };
    let Some(end) = time.until.as_ref() else { return start };
    match (clock(end), end.day()) {
        (Some(clock), day) if day == time.at.day() => format!("{start}–{clock}"),
        (Some(clock), Some(day)) => format!("{start} – {} {clock}", short(day)),
        _ => start,
    }
}

/// `2 March 2026, 14:02 UTC`, as much of it as is known; the words of the note where nothing is.
pub fn full(time: &Time) -> String {
    let Some(day) = time.at.day() else { return time.raw.clone() };
    let day = long(day);
    match (clock(&time.at), time.at.instant()) {
        (Some(clock), Some(Instant { offset, .. })) => format!("{day}, {clock} {}", zone(offset)),
        _ => day,
    }
}

/// A whole number with thin spaces between groups of three: `48 000`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(at: &str, until: Option<&str>) -> Time {
        let moment = |stamp: &str| Moment::Exact(Instant { at: stamp.parse().unwrap(), offset: Offset::UTC });
        Time { at: moment(at), until: until.map(moment), raw: String::new() }
    }

    #[test]
    fn times_are_as_precise_as_they_are_known() {
        assert_eq!(range(&time("2026-03-02T14:02:00Z", None)), "14:02");
        assert_eq!(range(&time("2026-03-02T14:02:07Z", Some("2026-03-02T14:05:00Z"))), "14:02:07–14:05");
        assert_eq!(range(&time("2026-03-02T23:50:00Z", Some("2026-03-03T00:10:00Z"))), "23:50 – 3 Mar 00:10");
        assert_eq!(full(&time("2026-03-02T14:02:00Z", None)), "2 March 2026, 14:02 UTC");
        let unknown = Time { at: Moment::Unknown, until: None, raw: "??:??".to_owned() };
        assert_eq!((range(&unknown), full(&unknown)), ("??:??".to_owned(), "??:??".to_owned()));
        let day = Time { at: Moment::Day(jiff::civil::date(2026, 3, 2)), until: None, raw: "2026-03-02".to_owned() };
        assert_eq!((range(&day), full(&day)), (String::new(), "2 March 2026".to_owned()));
    }

    #[test]
    fn zones_and_numbers() {
        assert_eq!(zone(Offset::from_seconds(-12600).unwrap()), "UTC−3:30");
        assert_eq!(
            (number(1200), number(48000), number(1_234_567)),
            ("1200".into(), "48\u{202f}000".into(), "1\u{202f}234\u{202f}567".into())
        );
    }
}
