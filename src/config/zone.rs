//! Time zones as `lookback.toml` and the front matter name them.
//!
//! Zones are compiled in, so that the same notes make the same site on every machine. What people write behind a time is read
//! by `note::clock` and never here.

use jiff::tz::{Offset, TimeZone};

/// How a zone may be written.
pub const ZONE_HELP: &str = "an IANA name such as \"Europe/Berlin\", \"UTC\", or a fixed offset such as \"+01:00\"";

/// How a zone is written, for the schema; whether there is one of that name, [`zone`] knows.
pub const ZONE: &str = "^([A-Za-z][A-Za-z0-9_+/-]*|[+-][0-9]{1,2}(:[0-9]{1,2}|[0-9]{2})?)$";
/// Zones that an editor may offer.
pub const ZONES: &[&str] = &["UTC", "Europe/Berlin", "America/New_York", "+01:00"];

/// A zone from its IANA name or a fixed offset.
pub fn zone(name: &str) -> Option<TimeZone> {
    if matches!(name, "Z" | "UTC" | "GMT") {
        return Some(TimeZone::UTC);
    }
    if name.starts_with(['+', '-']) {
        return offset(name);
    }
    jiff::tz::db().get(name).ok()
}

/// `+01:00`, `-0330`, `+1`.
fn offset(name: &str) -> Option<TimeZone> {
    let (sign, rest) = (if name.starts_with('-') { -1 } else { 1 }, name.get(1..)?);
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "0"),
    };
    if ![hours, minutes].iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(Offset::to_time_zone)
}

#[cfg(test)]
mod tests {
    use super::{ZONE, ZONES, zone};
    use regex::Regex;

    #[test]
    fn every_zone_is_written_as_the_schema_says() {
        let pattern = Regex::new(ZONE).unwrap();
        let names: Vec<_> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let offsets = ["Z", "+01:00", "-0330", "+5", "+5:30"];
        for name in names.iter().map(String::as_str).chain(offsets).chain(ZONES.iter().copied()) {
            assert!(zone(name).is_some() && pattern.is_match(name), "{name}");
        }
        assert!(["", "+", "UTC+1:00", "1:00", "Europe / Berlin"].iter().all(|name| !pattern.is_match(name)));
    }

    #[test]
    fn zones_are_names_or_offsets() {
        for (name, seconds) in [("UTC", 0), ("+01:00", 3600), ("-0330", -12600), ("+5", 18000)] {
            assert_eq!(zone(name).unwrap().to_fixed_offset().unwrap().seconds(), seconds, "{name}");
        }
        assert!(zone("Europe/Berlin").is_some());
        assert!(["", "+", "+99", "+1:75", "Berlin"].iter().all(|name| zone(name).is_none()));
    }
}
