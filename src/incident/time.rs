//! When something happened, exactly as precisely as the note says.
//!
//! Never more precise than what was written: an approximate time stays approximate, a day stays a day, and what nobody knows
//! stays unknown. Reading times out of text is the work of `note::clock`.

use super::Precision;
use jiff::civil::Date;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

/// A point in time with the offset from UTC in which it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    /// The point in time.
    pub at: Timestamp,
    /// The offset of the zone that the writer meant.
    pub offset: Offset,
}

impl Instant {
    /// The wall clock of the writer.
    pub fn local(&self) -> jiff::civil::DateTime {
        self.offset.to_datetime(self.at)
    }

    /// The day on the writer's wall clock.
    pub fn day(&self) -> Date {
        self.local().date()
    }

    /// RFC 3339 with the writer's offset (`Z` for UTC), to the second.
    pub fn rfc3339(&self) -> String {
        const TO_THE_SECOND: DateTimePrinter = DateTimePrinter::new().precision(Some(0));
        if self.offset == Offset::UTC {
            TO_THE_SECOND.timestamp_to_string(&self.at)
        } else {
            TO_THE_SECOND.timestamp_with_offset_to_string(&self.at, self.offset)
        }
    }
}

impl From<&Zoned> for Instant {
    fn from(zoned: &Zoned) -> Self {
        Self { at: zoned.timestamp(), offset: zoned.offset() }
    }
}

/// A moment, as precisely as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// To the minute or better.
    Exact(Instant),
    /// `~14:15`, `ca. 14:15`.
    Approximate(Instant),
    /// Only the day is known.
    Day(Date),
    /// `??:??`, or a time that could not be placed.
    Unknown,
}

impl Moment {
    /// The instant, exact or approximate.
    pub fn instant(&self) -> Option<Instant> {
        match self {
            Self::Exact(instant) | Self::Approximate(instant) => Some(*instant),
            Self::Day(_) | Self::Unknown => None,
        }
    }

    /// The day on the writer's wall clock.
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Exact(instant) | Self::Approximate(instant) => Some(instant.day()),
            Self::Day(date) => Some(*date),
            Self::Unknown => None,
        }
    }

    /// RFC 3339 with the writer's offset, or the day: as programs are told of it.
    pub fn machine(&self) -> Option<String> {
        self.instant().map(|instant| instant.rfc3339()).or_else(|| self.day().map(|day| day.to_string()))
    }

    /// How much is known of it.
    pub fn precision(&self) -> Precision {
        match self {
            Self::Exact(_) => Precision::Exact,
            Self::Approximate(_) => Precision::Approximate,
            Self::Day(_) => Precision::Day,
            Self::Unknown => Precision::Unknown,
        }
    }
}

/// A moment or a range, with the words in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The moment, or the start of the range.
    pub at: Moment,
    /// The end of a range.
    pub until: Option<Moment>,
    /// The time text as written.
    pub raw: String,
}

/// How long something took, between two known instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed {
    /// Whole seconds, never negative.
    pub seconds: i64,
    /// One of the two ends is approximate, so this is, too.
    pub approximate: bool,
}

impl Elapsed {
    /// From `start` to `end`; `None` where an end is missing or only a day, or where the end is before the start.
    pub fn between(start: Option<&Time>, end: Option<&Time>) -> Option<Self> {
        let (start, end) = (start?.at, end?.at);
        let seconds = end.instant()?.at.as_second() - start.instant()?.at.as_second();
        let approximate = [start, end].iter().any(|moment| matches!(moment, Moment::Approximate(_)));
        (seconds >= 0).then_some(Self { seconds, approximate })
    }
}

/// Whole days from one day to another; `None` if that is the earlier one.
pub fn days_between(from: Date, to: Date) -> Option<u32> {
    u32::try_from(to.duration_since(from).as_hours() / 24).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(stamp: &str, approximate: bool) -> Time {
        let at = Instant { at: stamp.parse().unwrap(), offset: Offset::constant(1) };
        Time { at: if approximate { Moment::Approximate(at) } else { Moment::Exact(at) }, until: None, raw: stamp.to_owned() }
    }

    #[test]
    fn an_instant_keeps_the_writers_offset() {
        assert_eq!(time("2026-03-02T14:02:00Z", false).at.instant().unwrap().rfc3339(), "2026-03-02T15:02:00+01:00");
        let utc = Instant { at: "2026-03-02T14:02:59.9Z".parse().unwrap(), offset: Offset::UTC };
        assert_eq!(utc.rfc3339(), "2026-03-02T14:02:59Z");
    }

    #[test]
    fn days_are_counted_forwards_only() {
        let (a, b) = (jiff::civil::date(2024, 2, 28), jiff::civil::date(2024, 3, 1));
        assert_eq!((days_between(a, b), days_between(a, a), days_between(b, a)), (Some(2), Some(0), None));
    }

    #[test]
    fn a_duration_is_unknown_where_an_end_is_only_a_day_or_runs_backwards() {
        let (a, b) = (time("2026-03-02T14:02:00Z", false), time("2026-03-02T14:41:30Z", true));
        assert_eq!(Elapsed::between(Some(&a), Some(&b)), Some(Elapsed { seconds: 2370, approximate: true }));
        assert_eq!(Elapsed::between(Some(&b), Some(&a)), None);
        let day = Time { at: Moment::Day(jiff::civil::date(2026, 3, 2)), until: None, raw: String::new() };
        assert_eq!(Elapsed::between(Some(&day), Some(&b)), None);
        assert_eq!(Elapsed::between(None, Some(&b)), None);
    }
}
