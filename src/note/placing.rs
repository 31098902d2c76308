//! From a wall clock to a point in time.
//!
//! Knows the zones that apply to a note, takes what a text says together with what was said before, and reports whatever it
//! cannot place. It never decides which day an entry inherits; that is the work of `timeline::dating`.

use super::clock::{Order, Stamp, Zone};
use crate::diagnostic::{Diagnostic, Rule, rules};
use crate::incident::time::{Instant, Moment};
use crate::source::{SourceFile, Span};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was said around a time and holds for it, too.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The day, where the time itself says none.
    pub day: Option<Date>,
    /// The zone of all times around it. If its name is unclear, that has been reported once and not for each time.
    pub zone: Option<&'a Zone<'a>>,
    /// `~`.
    pub approximate: bool,
    /// Where it stands.
    pub span: &'a Span,
}

/// What is needed to place the times of one note.
pub struct Placing<'a> {
    /// The note's file.
    pub file: &'a Arc<SourceFile>,
    /// Everything that was found to be wrong.
    pub findings: Vec<Diagnostic>,
    /// What the note, else the site, says of times without a zone.
    pub zone: Option<TimeZone>,
    /// Which number of `03/02/2026` is the month in this note.
    pub order: Order,
    /// The letters of zones that have been reported as unclear; once is enough.
    unclear: BTreeSet<String>,
    /// The first local time for which nobody said a zone.
    unsaid: Option<Span>,
    /// The time in prose whose zone was taken for rows without one.
    from_prose: Option<Span>,
}

const SAY_ZONE: &str = "say it once: `timezone = \"Europe/Berlin\"` in the front matter, or `All times in UTC.` in the timeline";

impl<'a> Placing<'a> {
    /// For a note whose times are in the zone of the site until the note says otherwise.
    pub fn new(file: &'a Arc<SourceFile>, site: Option<TimeZone>) -> Self {
        Self {
            file,
            findings: Vec::new(),
            zone: site,
            order: Order::default(),
            unclear: BTreeSet::new(),
            unsaid: None,
            from_prose: None,
        }
    }

    /// Reports a finding, which can be worked on further.
    pub fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Diagnostic::new(rule, self.file, span, message).help(help));
    }

    /// Reports that a time cannot be placed.
    pub fn not_read(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.report(&rules::TIME_NOT_READ, span, message, help);
    }

    /// The zone in which the body's wall clocks run where nothing else is said.
    pub fn zone_or_utc(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }

    /// Places what a text says, with what was said around it.
    pub fn stamp(&mut self, stamp: &Stamp<'_>, around: &Around<'_>) -> Moment {
        let Around { day, zone: shared, approximate, span } = *around;
        let Some(day) = stamp.day.map_or(day, |said| said.near(day, self.order)) else {
            self.not_read(
                span.clone(),
                "nobody says on which day this was",
                "write the date once, `2026-03-02 14:02`; the rows below inherit it",
            );
            return Moment::Unknown;
        };
        let Some(time) = stamp.time else { return Moment::Day(day) };
        let local = day.to_datetime(time);
        let zone = match stamp.zone.as_ref().or(shared) {
            Some(Zone::Known(zone)) => Some(zone.clone()),
            Some(Zone::Unclear { letters, likely }) => Some(self.meant(letters, local).unwrap_or_else(|| {
                self.unclear(letters, likely.as_ref(), span);
                likely.clone().unwrap_or_else(|| self.zone_or_utc())
            })),
            None => Some(self.assumed(span)),
        };
        match zone.and_then(|zone| self.instant(local, &zone, span)) {
            Some(instant) if approximate => Moment::Approximate(instant),
            Some(instant) => Moment::Exact(instant),
            None => Moment::Unknown,
        }
    }

    /// Places a TOML date or date-time.
    pub fn toml(&mut self, stamp: toml::value::Datetime, span: &Span) -> Moment {
        let Some(day) = stamp.date.and_then(crate::shape::civil_date) else { return Moment::Unknown };
        let Some(time) = stamp.time else { return Moment::Day(day) };
        let part = |number: u8| i8::try_from(number).ok();
        let nanosecond = i32::try_from(time.nanosecond.unwrap_or(0)).unwrap_or(0);
        // A leap second is told as the second before it, as everywhere else in the model.
        let time = part(time.hour).zip(part(time.minute)).zip(part(time.second.unwrap_or(0).min(59)));
        let Some(time) = time.and_then(|((hour, minute), second)| Time::new(hour, minute, second, nanosecond).ok()) else {
            return Moment::Unknown;
        };
        let zone = match stamp.offset {
            Some(toml::value::Offset::Z) => TimeZone::UTC,
            Some(toml::value::Offset::Custom { minutes }) => {
                Offset::from_seconds(i32::from(minutes) * 60).map_or(TimeZone::UTC, Offset::to_time_zone)
            }
            None => self.assumed(span),
        };
        self.instant(day.to_datetime(time), &zone, span).map_or(Moment::Unknown, Moment::Exact)
    }

    /// Leaves unreported that nobody said a zone: where the front matter could not be parsed, it may have been said there.
    pub fn forget_zone(&mut self) {
        self.unsaid = None;
    }

    /// Notes that rows without a zone were given that of a time in the prose.
    pub fn zone_from_prose(&mut self, place: &Span) {
        self.from_prose = Some(place.clone());
    }

    /// Reports, once for the whole note, that nobody said a zone.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if let Some(span) = self.from_prose.take() {
            let finding =
                Diagnostic::new(&rules::ZONE_ELSEWHERE, self.file, span, "no zone is said for the rows of the timeline");
            self.findings.push(finding.label("the zone of this time was taken for them").help(SAY_ZONE));
        }
        if let Some(span) = self.unsaid.take() {
            self.findings.push(
                Diagnostic::new(&rules::NO_ZONE, self.file, span, "no zone is said for the times of this note")
                    .label("the first of them, taken as UTC")
                    .help(SAY_ZONE),
            );
        }
        self.findings
    }

    fn assumed(&mut self, span: &Span) -> TimeZone {
        if self.zone.is_none() {
            self.unsaid.get_or_insert_with(|| span.clone());
        }
        self.zone_or_utc()
    }

    /// The note's own zone, if it goes by these letters at this time.
    fn meant(&self, letters: &str, local: DateTime) -> Option<TimeZone> {
        let zone = self.zone.as_ref()?;
        let zoned = zone.to_ambiguous_zoned(local).compatible().ok()?;
        (zone.to_offset_info(zoned.timestamp()).abbreviation() == letters).then(|| zone.clone())
    }

    fn unclear(&mut self, letters: &str, likely: Option<&TimeZone>, span: &Span) {
        if !self.unclear.insert(letters.to_owned()) {
            return;
        }
        let taken = match likely {
            Some(zone) => zone.to_fixed_offset().map_or_else(|_| letters.to_owned(), |offset| format!("UTC{offset}")),
            None if self.zone.is_some() => "the zone of this note".to_owned(),
            None => "UTC".to_owned(),
        };
        let what = if likely.is_some() { "is the name of more than one zone" } else { "is not known as the name of a zone" };
        self.report(
            &rules::AMBIGUOUS_ZONE,
            span.clone(),
            format!("`{letters}` {what}; taken as {taken}"),
            "write the offset, `+05:30`, or set `timezone` to the zone that is meant",
        );
    }

    fn instant(&mut self, local: DateTime, zone: &TimeZone, span: &Span) -> Option<Instant> {
        let ambiguous = zone.to_ambiguous_zoned(local);
        if ambiguous.is_ambiguous() {
            let name = zone.iana_name().unwrap_or("its zone");
            let what = match ambiguous.offset() {
                jiff::tz::AmbiguousOffset::Gap { .. } => {
                    format!("the clocks of {name} skipped {local}; taken as the time after the gap")
                }
                _ => format!("{local} happened twice in {name}; taken as the first"),
            };
            self.report(&rules::AMBIGUOUS_TIME, span.clone(), what, "write the offset behind the time, as in `02:30 +01:00`");
        }
        Some(Instant::from(&ambiguous.compatible().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::clock::{self, Said};
    use super::*;
    use jiff::civil::date;

    /// Places a text in a note of this zone, on 29 March 2026; the moment and the codes of what was found.
    fn place(text: &str, zone: Option<&str>, shared: Option<&str>) -> (String, Vec<&'static str>) {
        let file = SourceFile::new("a.md", text);
        let mut placing = Placing::new(&file, zone.and_then(crate::config::zone));
        let Some(Said::Known { from, approximate, .. }) = clock::read(text).map(|read| read.said) else { panic!("{text}") };
        let shared = shared.and_then(clock::zone_within);
        let span = 0..text.len();
        let around = Around { day: Some(date(2026, 3, 29)), zone: shared.as_ref(), approximate, span: &span };
        let moment = placing.stamp(&from, &around);
        let shown = moment.instant().map_or_else(|| format!("{moment:?}"), |instant| instant.rfc3339());
        (shown, placing.finish().iter().map(|finding| finding.rule.code).collect())
    }

    #[test]
    fn the_zone_is_the_rows_own_else_the_sections_else_the_notes() {
        let berlin = Some("Europe/Berlin");
        assert_eq!(place("14:02Z", berlin, Some("PST")).0, "2026-03-29T14:02:00Z");
        assert_eq!(place("14:02", berlin, Some("PST")).0, "2026-03-29T14:02:00-08:00");
        assert_eq!(place("14:02", berlin, None), ("2026-03-29T14:02:00+02:00".to_owned(), vec![]));
        assert_eq!(place("14:02", None, None), ("2026-03-29T14:02:00Z".to_owned(), vec!["LB104"]));
    }

    #[test]
    fn a_local_time_that_never_was_or_was_twice_is_reported() {
        assert_eq!(place("02:30", Some("Europe/Berlin"), None), ("2026-03-29T03:30:00+02:00".to_owned(), vec!["LB106"]));
        assert_eq!(
            place("2026-10-25 02:30", Some("Europe/Berlin"), None),
            ("2026-10-25T02:30:00+02:00".to_owned(), vec!["LB106"])
        );
    }

    #[test]
    fn unclear_letters_are_the_notes_own_zone_or_what_most_mean_by_them() {
        assert_eq!(place("14:02 IST", Some("Asia/Kolkata"), None), ("2026-03-29T14:02:00+05:30".to_owned(), vec![]));
        let taken = ("2026-03-29T14:02:00+05:30".to_owned(), vec!["LB108"]);
        assert_eq!(place("14:02 IST", Some("Europe/Berlin"), None), taken);
        assert_eq!(place("14:02", None, Some("IST")), taken);
    }
}
