//! Drawings, made when the site is built: pure functions from times and words to inline SVG.
//!
//! Every drawing comes twice, drawn for a wide and for a narrow page; `charts.css` shows the one that fits. (A `strip` is small
//! enough for both.) Only attributes and classes are used, never `style=`, so that a strict content security policy holds. Colour
//! means one thing, the state of the users, which is told by pattern and weight as well; everything else is ink. Nothing here
//! knows incidents, routes or time zones: times are seconds since 1970, addresses are given.

mod calendar;
mod canvas;
mod dots;
mod occurrences;
mod phases;
mod scale;
mod strip;
mod text;
mod timeline;
mod year;

pub use calendar::{Calendar, Day, calendar, calendar_start};
pub use dots::{Dot, DotLane, dots};
pub use occurrences::{Occurrence, Occurrences, occurrences};
pub use phases::{Phases, Point, phases};
pub use strip::Strips;
pub use timeline::{Event, Timeline, timeline};
pub use year::{Lane, Mark, Year, year};

use super::duration::MINUTE;
use super::when::short;
use jiff::tz::Offset;
use jiff::{Timestamp, civil};
use std::fmt;

/// Inline SVG that is safe to put into a page without escaping.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Svg(String);

impl Svg {
    /// The markup; empty where there was nothing to draw.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the users are: the one thing that colour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// From started to mitigated.
    Hurting,
    /// From mitigated to resolved.
    Recovering,
}

impl State {
    fn class(self) -> &'static str {
        match self {
            Self::Hurting => "hurting",
            Self::Recovering => "recovering",
        }
    }
}

/// The wall clock by which a drawing tells times.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    /// From UTC.
    pub offset: Offset,
    /// What the drawing calls it: `UTC`, `Europe/Berlin`.
    pub name: &'a str,
}

impl Clock<'_> {
    fn local(&self, at: i64) -> civil::DateTime {
        self.offset.to_datetime(Timestamp::from_second(at).unwrap_or_default())
    }

    /// `14:05`.
    fn time(&self, at: i64) -> String {
        let local = self.local(at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// The times of milestones (in ascending order) as labels: `~14:05`, with the day where that is not the day of the first, with
    /// seconds where minutes would not tell them apart.
    fn stamps(&self, points: &[Point]) -> Vec<String> {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
        let seconds = last.at.saturating_sub(first.at) < 5 * MINUTE;
        let stamp = |point: &Point| {
            let (local, about) = (self.local(point.at), if point.approximate { "~" } else { "" });
            let seconds = if seconds { format!(":{:02}", local.second()) } else { String::new() };
            let time = format!("{about}{}{seconds}", self.time(point.at));
            if local.date() == self.local(first.at).date() { time } else { format!("{} {time}", short(local.date())) }
        };
        points.iter().map(stamp).collect()
    }
}

/// The first second of a day, as if it were in UTC: days are drawn as they are told.
fn start_of(date: civil::Date) -> i64 {
    date.duration_since(civil::date(1970, 1, 1)).as_secs()
}

fn month(date: civil::Date) -> &'static str {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default()
}

/// The pages that a drawing is drawn for. The drawing is never enlarged, so one unit is at most one pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Wide,
    Narrow,
}

impl Page {
    const BOTH: [Self; 2] = [Self::Wide, Self::Narrow];

    fn width(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Narrow => 352.0,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide-only",
            Self::Narrow => "narrow-only",
        }
    }
}

/// Draws for both pages.
fn both(draw: impl Fn(Page) -> String) -> Svg {
    Svg(Page::BOTH.map(draw).concat())
}

#[cfg(test)]
mod tests;
