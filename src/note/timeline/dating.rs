//! When each row of a timeline was.
//!
//! Notes say the date once and let later rows inherit it, they cross midnight without a word, and some tell the newest first. A
//! row takes the day that it says, else that of the row or heading before it, else that of the note. It moves on to another day
//! only where that is plain; anything else is left as written and reported.

use super::{Candidate, Known};
use crate::diagnostic::{Diagnostic, rules};
use crate::incident::Row;
use crate::incident::time::{Instant, Moment, Time};
use crate::note::clock::{Order, Said, Stamp, Zone};
use crate::note::placing::{Around, Placing};
use crate::source::Span;
use jiff::SignedDuration;
use jiff::civil::{self, Date};
use jiff::tz::TimeZone;

/// What is known of day and time before the first row.
pub struct Begin {
    /// The day that the first row inherits.
    day: Option<Date>,
    /// The time at which it began.
    time: Option<civil::Time>,
    /// The moment from which relative times count.
    started: Option<Instant>,
}

impl Begin {
    /// From the day in the passage's heading, else from `started` on the passage's wall clock, else from the note's day.
    pub fn new(known: &Known<'_>, zone: &TimeZone, heading: Option<Date>) -> Self {
        let started = known.started.and_then(|moment| moment.instant());
        let local = started.map(|instant| zone.to_datetime(instant.at));
        let day = local.map(|local| local.date()).or(known.day);
        let time = local.map(|local| local.time()).filter(|_| heading.is_none() || heading == day);
        Self { day: heading.or(day), time, started }
    }
}

/// Dates all rows of one passage. Where the newest stands first, they are turned round.
pub fn date(
    mut candidates: Vec<Candidate<'_>>,
    begin: Begin,
    shared: Option<&Zone<'_>>,
    approximate: bool,
    placing: &mut Placing<'_>,
) -> Vec<Row> {
    let mut days = days(&candidates, begin.day, placing.order);
    let newest_first = is_newest_first(&candidates, &days);
    nights(&candidates, &mut days, begin.time.filter(|_| !newest_first), newest_first);
    if newest_first {
        candidates.reverse();
        days.reverse();
    }
    let inherited = if shared.is_none() && placing.zone.is_none() { first_zone(&candidates) } else { None };
    let mut around =
        Shared { zone: shared.cloned().or(inherited), inherits: shared.is_none() && placing.zone.is_none(), approximate };
    let mut started = begin.started;
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for (candidate, day) in candidates.into_iter().zip(days) {
        if candidate.is_only_a_day() {
            continue;
        }
        places.push(candidate.said_at.clone());
        rows.push(row(candidate, day, &mut around, &mut started, placing));
    }
    backwards(&rows, &places, placing);
    rows
}

/// The day of each candidate as far as days are said: its own, else that of the one before it.
fn days(candidates: &[Candidate<'_>], begin: Option<Date>, order: Order) -> Vec<Option<Date>> {
    let mut day = begin;
    let inherit = candidates.iter().map(|candidate| {
        day = candidate.heading.and_then(|heading| heading.near(day, order)).or(day);
        day = candidate.day().and_then(|said| said.near(day, order)).or(day);
        day
    });
    inherit.collect()
}

/// Whether nearly every step from row to row leads back in time. A step that may be one over midnight says nothing of that.
fn is_newest_first(candidates: &[Candidate<'_>], days: &[Option<Date>]) -> bool {
    let moments: Vec<_> = candidates.iter().zip(days).filter_map(|(row, day)| Some(((*day)?, row.time()?))).collect();
    let (mut back, mut forward) = (0, 0);
    for pair in moments.windows(2) {
        let ((day, before), (next, after)) = (pair[0], pair[1]);
        let night = day == next && (passes_midnight(before, after) || passes_midnight(after, before));
        back += usize::from(!night && pair[1] < pair[0]);
        forward += usize::from(!night && pair[1] > pair[0]);
    }
    back >= 2 && back > 3 * forward
}

/// Moves rows on to the next day where midnight passed before them without a word: from one hour to one that is at least half a
/// day earlier, in a run of rows that do not say their day. Where the newest stands first, days are counted back.
fn nights(candidates: &[Candidate<'_>], days: &mut [Option<Date>], begun: Option<civil::Time>, newest_first: bool) {
    let says_day: Vec<bool> = candidates.iter().map(|candidate| candidate.day().is_some()).collect();
    let mut last = None;
    let mut at = 0;
    // The first rows may themselves be after the midnight that followed the beginning: then all of them are before that hour.
    let first = says_day.iter().position(|says| *says).unwrap_or(candidates.len());
    let times = || candidates[..first].iter().filter_map(Candidate::time);
    if let Some(begun) = begun
        && times().next().is_some_and(|time| passes_midnight(begun, time))
        && times().all(|time| time < begun)
    {
        days[..first].iter_mut().for_each(|day| *day = day.and_then(|day| day.tomorrow().ok()));
    }
    while at < candidates.len() {
        let run_end = (at + 1..candidates.len()).find(|next| says_day[*next]).unwrap_or(candidates.len());
        let limit = days.get(run_end).copied().flatten();
        let mut moved = 0i32;
        for nth in at..run_end {
            let Some(time) = candidates[nth].time() else {
                days[nth] = shifted(days[nth], moved);
                continue;
            };
            let step = last
                .filter(|_| nth > at)
                .is_some_and(|last| if newest_first { passes_midnight(time, last) } else { passes_midnight(last, time) });
            let next = if newest_first { moved - 1 } else { moved + 1 };
            // The day that is said next cannot be passed.
            let possible = shifted(days[nth], next)
                .zip(limit)
                .is_none_or(|(day, limit)| if newest_first { day >= limit } else { day <= limit });
            if step && possible {
                moved = next;
            }
            days[nth] = shifted(days[nth], moved);
            last = Some(time);
        }
        at = run_end;
    }
}

fn shifted(day: Option<Date>, by: i32) -> Option<Date> {
    day?.checked_add(jiff::Span::new().try_days(by).ok()?).ok()
}

/// Whether midnight lies between two times of a day rather than that they are in disorder: the later one is the earlier by half a
/// day at least.
pub fn passes_midnight(before: civil::Time, after: civil::Time) -> bool {
    before.duration_since(after) >= SignedDuration::from_hours(12)
}

/// The zone of the first row that says one.
fn first_zone<'a>(candidates: &[Candidate<'a>]) -> Option<Zone<'a>> {
    candidates.iter().find_map(|candidate| candidate.said.as_ref()?.stamp()?.zone.clone())
}

/// What holds for all rows of a passage.
struct Shared<'a> {
    /// The zone of rows that say none.
    zone: Option<Zone<'a>>,
    /// Nobody said a zone for all of them: a row takes that of the row before it.
    inherits: bool,
    approximate: bool,
}

fn row<'a>(
    candidate: Candidate<'a>,
    day: Option<Date>,
    shared: &mut Shared<'a>,
    started: &mut Option<Instant>,
    placing: &mut Placing<'_>,
) -> Row {
    let Candidate { said, raw, said_at, zone, kind, text, span, heading: _ } = candidate;
    if let (true, Some(Said::Known { from: Stamp { zone: Some(said), .. }, .. })) = (shared.inherits, &said) {
        shared.zone = Some(said.clone());
    }
    let around = |approximate| Around {
        day,
        zone: zone.as_ref().or(shared.zone.as_ref()),
        approximate: approximate || shared.approximate,
        span: &said_at,
    };
    let (at, until) = match said {
        Some(Said::Known { approximate, from, until }) => {
            let around = around(approximate);
            let at = placing.stamp(&from, &around);
            let until = until.filter(|_| at != Moment::Unknown);
            (at, until.map(|until| range_end(at, &from, &until, around, placing)))
        }
        Some(Said::Relative { seconds, approximate, at }) => {
            let said = at.map(|at| placing.stamp(&at, &around(approximate)));
            let since = |instant: Instant, seconds: i64| {
                Some(Instant { at: instant.at.checked_add(SignedDuration::from_secs(seconds)).ok()?, ..instant })
            };
            if let (None, Some(instant)) = (&started, said.and_then(|moment| moment.instant())) {
                *started = since(instant, -seconds);
            }
            let counted = started.and_then(|instant| since(instant, seconds));
            let counted = counted.map(if approximate { Moment::Approximate } else { Moment::Exact });
            let at = said.or(counted).unwrap_or_else(|| {
                placing.not_read(
                    said_at.clone(),
                    "nobody says when the time began that this row counts from",
                    "add `started = 2026-03-02T14:02:00Z` to the front matter",
                );
                Moment::Unknown
            });
            (at, None)
        }
        // The writer says that nobody knows: there is nothing to mend.
        Some(Said::Unknown) => (Moment::Unknown, None),
        None => {
            placing.not_read(
                said_at.clone(),
                "no time could be read in this row",
                "begin it with a time, as in `14:02`, or `~14:02` if it is a guess; `??:??` says that nobody knows yet",
            );
            (Moment::Unknown, None)
        }
    };
    Row { time: Time { at, until, raw }, kind, text, link: None, span }
}

/// The end of a range: on the day that it says, else on that of the start, or on the next one if it passed midnight.
fn range_end(at: Moment, from: &Stamp<'_>, until: &Stamp<'_>, around: Around<'_>, placing: &mut Placing<'_>) -> Moment {
    let night = until.day.is_none() && from.time.zip(until.time).is_some_and(|(from, until)| passes_midnight(from, until));
    let start = at.day().or(around.day);
    let day = if night { start.and_then(|day| day.tomorrow().ok()) } else { start };
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
    let mut slipped = None;
    for (row, place) in rows.iter().zip(places) {
        let Moment::Exact(instant) = row.time.at else { continue };
        // It has its day from a row whose year is another one.
        if slipped == Some(instant.local().date()) {
            continue;
        }
        if let Some((before, above)) = last
            && let (day, meant) = (instant.local().date(), before.local().date())
            && day.year() < meant.year()
            && (day.month(), day.day()) == (meant.month(), meant.day())
        {
            let message = format!("`{}` is in another year than the row above it", row.time.raw);
            let finding = Diagnostic::new(&rules::TIME_BACKWARDS, placing.file, place.clone(), message);
            let finding = finding.also(placing.file.place(above.clone()), "the row above");
            placing.findings.push(finding.help(format!("one of the two days has the wrong year: {meant} or {day}")));
            slipped = Some(day);
            continue;
        }
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
