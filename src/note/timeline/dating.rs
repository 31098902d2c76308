//! When each row of a timeline was.
//!
//! Notes say the date once and let later rows inherit it, and they cross midnight without a word. A row takes the day that it
//! says, else that of the row or heading before it, else that of the front matter. It moves on to the next day only where that
//! is plain; anything else is left as written and reported.

use super::Candidate;
use crate::diagnostic::{Diagnostic, rules};
use crate::incident::Row;
use crate::incident::time::{Instant, Moment, Time};
use crate::note::clock::{Said, Stamp, Zone};
use crate::note::placing::{Around, Placing};
use crate::source::Span;
use jiff::civil;
use jiff::tz::TimeZone;

/// What is known of day and time before the first row.
pub struct Begin {
    /// The day that the first row inherits.
    pub day: Option<civil::Date>,
    /// The time at which it began.
    time: Option<civil::Time>,
}

impl Begin {
    /// From the day in the section's heading, else from `started` on the section's wall clock, else from the note's day.
    pub fn new(started: Option<Moment>, zone: &TimeZone, heading: Option<civil::Date>, note: Option<civil::Date>) -> Self {
        let local = started.and_then(|moment| moment.instant()).map(|instant| zone.to_datetime(instant.at));
        let started = local.map(|local| local.date()).or_else(|| started.and_then(|moment| moment.day()));
        let time = local.map(|local| local.time()).filter(|_| heading.is_none() || heading == started);
        Self { day: heading.or(started).or(note), time }
    }
}

/// Dates all rows of one section.
pub fn date(candidates: Vec<Candidate<'_>>, begin: Begin, shared: Option<&Zone<'_>>, placing: &mut Placing<'_>) -> Vec<Row> {
    let overnight = overnight(&candidates, begin.time);
    let mut day = begin.day;
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for (candidate, overnight) in candidates.into_iter().zip(overnight) {
        day = candidate.heading.and_then(|heading| heading.near(day)).or(day);
        day = match candidate.day() {
            Some(said) => said.near(day).or(day),
            None if overnight => day.and_then(|day| day.tomorrow().ok()),
            None => day,
        };
        if candidate.is_only_a_day() {
            continue;
        }
        places.push(candidate.said_at.clone());
        rows.push(row(candidate, day, shared, placing));
    }
    backwards(&rows, &places, placing);
    rows
}

/// For each row, whether midnight passed before it. Rows are looked at in runs that begin where a day is said: if all times
/// of a run go forwards but for steps from late evening to early morning, each of those steps is a midnight.
fn overnight(candidates: &[Candidate<'_>], begun: Option<civil::Time>) -> Vec<bool> {
    let mut overnight = Vec::with_capacity(candidates.len());
    for run in candidates.chunk_by(|_, next| next.day().is_none()) {
        let times: Vec<Option<civil::Time>> = run.iter().map(Candidate::time).collect();
        let mut steps = Vec::with_capacity(run.len());
        let (mut last, mut plain) = (None, true);
        for time in &times {
            let step = last.zip(*time);
            let night = step.is_some_and(|(last, time)| passes_midnight(last, time));
            plain &= night || step.is_none_or(|(last, time)| last <= time);
            steps.push(night);
            last = time.or(last);
        }
        steps.iter_mut().for_each(|night| *night &= plain);
        // The first row may itself be after the midnight that followed the beginning; then all of its run is before that hour.
        let inherits = overnight.is_empty() && run.first().is_some_and(|first| first.day().is_none());
        if let (true, Some(begun), Some(first)) = (inherits, begun, times.iter().position(Option::is_some))
            && times.iter().flatten().all(|time| *time < begun)
            && times[first].is_some_and(|time| passes_midnight(begun, time))
        {
            steps[first] = true;
        }
        overnight.extend(steps);
    }
    overnight
}

/// From late in the evening to early in the morning.
fn passes_midnight(before: civil::Time, after: civil::Time) -> bool {
    before.hour() >= 18 && after <= civil::time(6, 0, 0, 0)
}

fn row(candidate: Candidate<'_>, day: Option<civil::Date>, shared: Option<&Zone<'_>>, placing: &mut Placing<'_>) -> Row {
    let Candidate { said, raw, said_at, zone, kind, text, span, heading: _ } = candidate;
    let (at, until) = match said {
        Some(Said::Known { approximate, from, until }) => {
            let around = Around { day, zone: zone.as_ref().or(shared), approximate, span: &said_at };
            let at = placing.stamp(&from, &around);
            let until = until.filter(|_| at != Moment::Unknown);
            (at, until.map(|until| range_end(at, &from, &until, around, placing)))
        }
        // The writer says that nobody knows: there is nothing to mend.
        Some(Said::Unknown) => (Moment::Unknown, None),
        None => {
            placing.not_read(
                said_at,
                "no time could be read in this row",
                "begin it with a time, as in `14:02`, or with `??:??` if nobody knows",
            );
            (Moment::Unknown, None)
        }
    };
    Row { time: Time { at, until, raw }, kind, text, link: None, span }
}

/// The end of a range: on the day that it says, else on that of the start, or on the next one if it passed midnight.
fn range_end(at: Moment, from: &Stamp<'_>, until: &Stamp<'_>, around: Around<'_>, placing: &mut Placing<'_>) -> Moment {
    let night = until.day.is_none() && from.time.zip(until.time).is_some_and(|(from, until)| passes_midnight(from, until));
    let day = if night { around.day.and_then(|day| day.tomorrow().ok()) } else { around.day };
    let end = placing.stamp(until, &Around { day, ..around });
    let instants = at.instant().zip(end.instant());
    let days = at.day().zip(end.day());
    if instants.map_or_else(|| days.is_some_and(|(at, end)| end < at), |(at, end)| end.at < at.at) {
        placing.report(
            &rules::TIME_BACKWARDS,
            around.span.clone(),
            "this range ends before it begins",
            "write the date of the end, too",
        );
    }
    end
}

/// Reports each row that was before the row above it, both being exact.
fn backwards(rows: &[Row], places: &[Span], placing: &mut Placing<'_>) {
    let mut last: Option<(Instant, &Span)> = None;
    for (row, place) in rows.iter().zip(places) {
        let Moment::Exact(instant) = row.time.at else { continue };
        if let Some((before, above)) = last
            && instant.at < before.at
        {
            let finding = Diagnostic::new(
                &rules::TIME_BACKWARDS,
                placing.file,
                place.clone(),
                format!("`{}` is before the row above it", row.time.raw),
            );
            let finding = finding
                .also(placing.file.place(above.clone()), "the row above")
                .help("if midnight passed or another day is meant, write its date: `2026-03-03 00:10`");
            placing.findings.push(finding);
        }
        last = Some((instant, place));
    }
}
