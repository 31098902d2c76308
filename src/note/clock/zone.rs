//! Names of time zones, as people write them behind a time.
//!
//! An abbreviation that is in use for more than one zone is named and never guessed.

use super::cursor::Cursor;
use jiff::tz::{Offset, TimeZone};

/// A zone that a text names.
#[derive(Debug, Clone, PartialEq)]
pub enum Zone<'a> {
    /// One zone.
    Known(TimeZone),
    /// An abbreviation that more than one zone uses.
    Unclear(&'a str),
}

/// Abbreviations with one meaning in incident notes, and their minutes from UTC. Where an older or smaller zone uses the same
/// letters (`CST` in China, `BST` in Bangladesh), notes that mean it name the offset.
const FIXED: &[(&str, i32)] = &[
    ("Z", 0),
    ("WET", 0),
    ("CET", 60),
    ("BST", 60),
    ("CEST", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("NDT", -150),
    ("NST", -210),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("CST", -360),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
    ("AKDT", -480),
    ("AKST", -540),
    ("HST", -600),
];

/// Abbreviations that stand for a region and its clock changes.
const REGIONS: &[(&str, &str)] =
    &[("ET", "America/New_York"), ("CT", "America/Chicago"), ("MT", "America/Denver"), ("PT", "America/Los_Angeles")];

/// Abbreviations that more than one zone uses, each of them often: Ireland, India and Israel; the Atlantic and Arabia; …
const UNCLEAR: &[&str] = &["IST", "AST", "ADT", "SST", "WST", "GST", "ECT", "AMT"];

/// The zone at the cursor.
pub fn zone<'a>(cursor: &mut Cursor<'a>) -> Option<Zone<'a>> {
    cursor.attempt(|c| {
        let start = *c;
        let word = c.word();
        let zone = if word.eq_ignore_ascii_case("utc") || word.eq_ignore_ascii_case("gmt") {
            Zone::Known(c.attempt(distance).map_or(TimeZone::UTC, |offset| offset.to_time_zone()))
        } else if c.rest.starts_with(['/', '_']) {
            c.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'));
            let name = start.until(c);
            Zone::Known(name.contains('/').then(|| crate::config::zone(name))??)
        } else if let Some((_, minutes)) = FIXED.iter().find(|(name, _)| *name == word) {
            Zone::Known(Offset::from_seconds(minutes * 60).ok()?.to_time_zone())
        } else if let Some((_, name)) = REGIONS.iter().find(|(name, _)| *name == word) {
            Zone::Known(crate::config::zone(name)?)
        } else if UNCLEAR.contains(&word) {
            Zone::Unclear(word)
        } else {
            return None;
        };
        c.ends_word().then_some(zone)
    })
}

/// The first zone that is named anywhere in a text: a heading, the head of a column, `All times in CET`.
pub fn within(text: &str) -> Option<Zone<'_>> {
    super::cursor::words(text).find_map(|mut cursor| zone(&mut cursor))
}

/// `+01:00`, `-0330`: a sign and four digits.
pub fn offset(c: &mut Cursor<'_>) -> Option<Offset> {
    let sign = sign(c)?;
    let (hours, _) = c.number(2, 2)?;
    c.eat(":");
    let (minutes, _) = c.number(2, 2)?;
    total(sign, hours, minutes)
}

/// What stands directly behind `UTC`: also `+1`. `10:00 UTC-11:00 UTC` is a range, though.
fn distance(c: &mut Cursor<'_>) -> Option<Offset> {
    let sign = sign(c)?;
    let (hours, digits) = c.number(1, 2)?;
    let minutes = c.attempt(|c| c.eat(":").then(|| c.number(2, 2)).flatten().map(|(minutes, _)| minutes));
    let minutes = minutes.or_else(|| c.attempt(|c| (digits == 2).then(|| c.number(2, 2)).flatten().map(|(minutes, _)| minutes)));
    let mut behind = *c;
    behind.spaces();
    if zone(&mut behind).is_some() {
        return None;
    }
    total(sign, hours, minutes.unwrap_or(0))
}

fn sign(c: &mut Cursor<'_>) -> Option<i32> {
    match c.one_of(&["+", "-", "−"])? {
        "+" => Some(1),
        _ => Some(-1),
    }
}

/// Every offset that was ever in use ends in a full, half or quarter hour.
fn total(sign: i32, hours: i32, minutes: i32) -> Option<Offset> {
    (hours <= 14 && minutes % 15 == 0 && minutes < 60).then(|| Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str) -> Option<(i32, &str)> {
        let mut cursor = Cursor { rest: text };
        match zone(&mut cursor)? {
            Zone::Known(zone) => Some((zone.to_fixed_offset().ok()?.seconds() / 60, cursor.rest)),
            Zone::Unclear(_) => None,
        }
    }

    #[test]
    fn abbreviations_and_distances_are_offsets() {
        assert_eq!(minutes("UTC text"), Some((0, " text")));
        assert_eq!(minutes("utc+2."), Some((120, ".")));
        assert_eq!(minutes("GMT-03:30"), Some((-210, "")));
        assert_eq!(minutes("PST, on"), Some((-480, ", on")));
        assert_eq!(minutes("UTC-11:00 UTC"), Some((0, "-11:00 UTC")));
    }

    #[test]
    fn words_that_only_look_like_zones_are_none() {
        for text in ["PD paged", "ESTimate", "EST-based", "TCP/IP", "utcx", "ME", "", "/Berlin"] {
            assert_eq!(zone(&mut Cursor { rest: text }), None, "{text}");
        }
    }

    #[test]
    fn names_of_places_and_regions_are_zones() {
        let named = |name: &str| Some(Zone::Known(crate::config::zone(name).unwrap()));
        assert_eq!(within("All times in Europe/Berlin."), named("Europe/Berlin"));
        assert_eq!(within("Timeline (all times PT)"), named("America/Los_Angeles"));
        assert_eq!(within("Timeline of the event"), None);
    }

    #[test]
    fn letters_with_several_meanings_are_not_guessed() {
        assert_eq!(within("Time (IST)"), Some(Zone::Unclear("IST")));
    }
}
