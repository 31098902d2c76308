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
    /// An abbreviation that more than one zone uses, or that none is known by.
    Unclear {
        /// As written.
        letters: &'a str,
        /// What most notes mean by it, if anything.
        likely: Option<TimeZone>,
    },
}

/// Abbreviations with one meaning in incident notes, and their minutes from UTC. Where an older or smaller zone uses the same
/// letters (`CST` in China, `BST` in Bangladesh), notes that mean it name the offset.
const FIXED: &[(&str, i32)] = &[
    ("Z", 0),
    ("WET", 0),
    ("WAT", 60),
    ("WEST", 60),
    ("CET", 60),
    ("BST", 60),
    ("CAT", 120),
    ("CEST", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("EAT", 180),
    ("IDT", 180),
    ("MSK", 180),
    ("TRT", 180),
    ("PKT", 300),
    ("NPT", 345),
    ("ICT", 420),
    ("WIB", 420),
    ("PHT", 480),
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
    ("ART", -180),
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

/// Abbreviations and names that stand for a region and its clock changes.
const REGIONS: &[(&str, &str)] = &[
    ("ET", "America/New_York"),
    ("CT", "America/Chicago"),
    ("MT", "America/Denver"),
    ("PT", "America/Los_Angeles"),
    ("Eastern", "America/New_York"),
    ("Central", "America/Chicago"),
    ("Mountain", "America/Denver"),
    ("Pacific", "America/Los_Angeles"),
];

/// Two abbreviations of one region, for winter and summer: `PST/PDT`, `CET/CEST`.
const SEASONS: &[(&str, &str)] = &[
    ("PST/PDT", "America/Los_Angeles"),
    ("MST/MDT", "America/Denver"),
    ("CST/CDT", "America/Chicago"),
    ("EST/EDT", "America/New_York"),
    ("GMT/BST", "Europe/London"),
    ("WET/WEST", "Europe/Lisbon"),
    ("CET/CEST", "Europe/Berlin"),
    ("EET/EEST", "Europe/Helsinki"),
    ("AEST/AEDT", "Australia/Sydney"),
    ("NZST/NZDT", "Pacific/Auckland"),
];

/// Abbreviations that more than one zone uses, each of them often, and the minutes that most notes mean: India before Ireland and
/// Israel; the Atlantic before Arabia; the Gulf; Western Australia before Samoa.
const UNCLEAR: &[(&str, i32)] =
    &[("IST", 330), ("AST", -240), ("ADT", -180), ("GST", 240), ("WST", 480), ("SST", -660), ("AMT", -240)];

/// The zone at the cursor.
pub fn zone<'a>(cursor: &mut Cursor<'a>) -> Option<Zone<'a>> {
    cursor.attempt(|c| {
        let start = *c;
        if let Some((_, region)) = SEASONS.iter().find(|(pair, _)| c.eat(pair)) {
            return c.ends_word().then(|| crate::config::zone(region).map(Zone::Known))?;
        }
        let word = c.word();
        let fixed = |minutes: &i32| Some(Offset::from_seconds(minutes * 60).ok()?.to_time_zone());
        let zone = if word.eq_ignore_ascii_case("utc") || word.eq_ignore_ascii_case("gmt") {
            Zone::Known(c.attempt(distance).map_or(TimeZone::UTC, |offset| offset.to_time_zone()))
        } else if !c.ends_word() && c.rest.starts_with(['/', '_']) {
            c.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'));
            let name = start.until(c);
            Zone::Known(name.contains('/').then(|| crate::config::zone(name))??)
        } else if let Some((_, minutes)) = FIXED.iter().find(|(name, _)| *name == word) {
            Zone::Known(c.attempt(|c| corrected(c)).or_else(|| fixed(minutes))?)
        } else if let Some((name, region)) = REGIONS.iter().find(|(name, _)| *name == word) {
            let time = c.attempt(region_time).is_some();
            // `14:02 Central pages` is about something in the middle.
            let alone = !c.rest.trim_start_matches(' ').starts_with(|c: char| c.is_alphanumeric());
            (time || alone || name.len() == 2).then_some(())?;
            Zone::Known(crate::config::zone(region)?)
        } else if let Some((letters, likely)) = UNCLEAR.iter().find(|(letters, _)| *letters == word) {
            match c.attempt(|c| corrected(c)) {
                Some(zone) => Zone::Known(zone),
                None => Zone::Unclear { letters, likely: fixed(likely) },
            }
        } else {
            return None;
        };
        c.ends_word().then_some(zone)
    })
}

/// The offset in brackets behind an abbreviation, which says what is meant: `PST (UTC-7)`.
fn corrected(c: &mut Cursor<'_>) -> Option<TimeZone> {
    c.spaces();
    c.eat("(").then_some(())?;
    c.one_word(&["utc", "gmt"]);
    let offset = distance(c)?;
    c.eat(")").then(|| offset.to_time_zone())
}

/// `Time`, `Standard Time`
fn region_time(c: &mut Cursor<'_>) -> Option<()> {
    (c.spaces() > 0).then_some(())?;
    c.attempt(|c| (c.one_word(&["standard", "daylight"]) && c.spaces() > 0).then_some(()));
    c.one_word(&["time"]).then_some(())
}

/// The zone that a text names for its times, `All times in CET`, also by letters that no zone is known by, `in XYZT`.
pub fn named(text: &str) -> Option<Zone<'_>> {
    within(text).or_else(|| {
        let mut before = "";
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut letters = words.filter(|word| {
            let said = ["in", "are", "is"].iter().any(|known| known.eq_ignore_ascii_case(before));
            before = word;
            said && (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
        });
        Some(Zone::Unclear { letters: letters.next()?, likely: None })
    })
}

/// The first zone that is named anywhere in a text: a heading, the head of a column, `All times in CET`.
pub fn within(text: &str) -> Option<Zone<'_>> {
    super::cursor::words(text).find_map(|mut cursor| zone(&mut cursor))
}

/// The zone of a text that says nothing else, `(UTC+9:30)`.
pub fn alone(text: &str) -> Option<Zone<'_>> {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut cursor = Cursor { rest: words };
    zone(&mut cursor).filter(|_| cursor.rest.is_empty())
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
    if is_named(behind.word()) {
        return None;
    }
    total(sign, hours, minutes.unwrap_or(0))
}

/// Whether these letters are the name of a zone.
fn is_named(letters: &str) -> bool {
    let is = |name: &&str| name.eq_ignore_ascii_case(letters);
    ["UTC", "GMT"].iter().any(is)
        || FIXED.iter().chain(UNCLEAR).any(|(name, _)| *name == letters)
        || REGIONS.iter().any(|(name, _)| *name == letters)
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
            Zone::Unclear { .. } => None,
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
        assert_eq!(within("All times in PST/PDT)"), Some(Zone::Known(crate::config::zone("America/Los_Angeles").unwrap())));
        let named = |name: &str| Some(Zone::Known(crate::config::zone(name).unwrap()));
        assert_eq!(within("All times in Europe/Berlin."), named("Europe/Berlin"));
        assert_eq!(within("Timeline (all times PT)"), named("America/Los_Angeles"));
        assert_eq!(within("Timeline of the event"), None);
    }

    #[test]
    fn letters_with_several_meanings_are_named_as_such() {
        let unclear = |text: &'static str, likely| Some(Zone::Unclear { letters: text, likely });
        assert_eq!(within("Time (IST)"), unclear("IST", crate::config::zone("+05:30")));
        assert_eq!(named("All times in QQT."), unclear("QQT", None));
        assert_eq!(named("All times in the log."), None);
    }

    #[test]
    fn an_offset_behind_letters_corrects_them_and_names_of_regions_stand_alone() {
        assert_eq!(minutes("PST (UTC-7) x"), Some((-420, " x")));
        assert_eq!(minutes("IST (UTC+1)"), Some((60, "")));
        assert_eq!(within("7:09 AM Eastern"), Some(Zone::Known(crate::config::zone("America/New_York").unwrap())));
        assert_eq!(within("Pacific Standard Time"), Some(Zone::Known(crate::config::zone("America/Los_Angeles").unwrap())));
        assert_eq!(within("Central pages"), None);
    }
}
