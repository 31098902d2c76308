//! The timeline: rows out of the sections that tell one, and the rows of the front matter among them.
//!
//! Three steps, so that a new way of writing rows is one more function: `shapes` finds candidates and what is said in them,
//! `dating` says when each of them was, `merge` puts the two sources together. Rows of the body keep their order; what has no
//! time that can be placed stays as text where it stands.

mod dating;
mod merge;
mod shapes;

pub use merge::merge;

use super::blocks::{Block, Shape, first_line};
use super::clock::{self, Day, Said, Stamp, Zone};
use super::passages::Passage;
use super::placing::Placing;
use crate::incident::Row;
use crate::incident::RowKind;
use crate::incident::time::Moment;
use crate::source::Span;
use dating::Begin;
use jiff::civil::{Date, Time};

/// Something in a timeline that its shape makes a row.
#[derive(Debug)]
struct Candidate<'a> {
    /// What it says of when; nothing, if it stands among rows but no time could be read.
    said: Option<Said<'a>>,
    /// The words in which it says so.
    raw: String,
    /// Where they stand; the first line, if there are none.
    said_at: Span,
    /// The day of the heading that stands right above it.
    heading: Option<Day>,
    /// The zone of its column.
    zone: Option<Zone<'a>>,
    /// What it tells.
    kind: Option<RowKind>,
    /// Everything else, as Markdown.
    text: String,
    /// All of it.
    span: Span,
}

impl Candidate<'_> {
    /// A row that says a day and nothing else: it gives the day to the rows below, and tells nothing itself.
    fn is_only_a_day(&self) -> bool {
        matches!(&self.said, Some(Said::Known { from: Stamp { day: Some(_), time: None, .. }, until: None, .. }))
            && self.text.trim().is_empty()
    }

    /// The day that is said here and not inherited.
    fn day(&self) -> Option<Day> {
        match &self.said {
            Some(Said::Known { from, .. }) => from.day.or(self.heading),
            Some(Said::Unknown) | None => self.heading,
        }
    }

    /// The time of day that is said here.
    fn time(&self) -> Option<Time> {
        match &self.said {
            Some(Said::Known { from, .. }) => from.time,
            Some(Said::Unknown) | None => None,
        }
    }
}

/// Reads the rows of one passage. Places that became rows are added to `taken`. `started` is what the front matter says of the
/// beginning, `day` the day to go by if it says nothing.
pub fn read(
    text: &str,
    passage: &Passage<'_>,
    started: Option<Moment>,
    day: Option<Date>,
    placing: &mut Placing<'_>,
    taken: &mut Vec<Span>,
) -> Vec<Row> {
    let candidates = shapes::candidates(text, passage.blocks, taken);
    let (zone, said_at) = zone(text, passage);
    let local = match &zone {
        Some(Zone::Known(zone)) => zone.clone(),
        _ => placing.zone_or_utc(),
    };
    let heading_day = clock::day_within(passage.heading).and_then(|day| day.near(None));
    let begin = Begin::new(started, &local, heading_day, day);
    if candidates.is_empty() {
        let rows = |block: &&Block| matches!(block.shape, Shape::List(_) | Shape::Table(_));
        if let Some(block) = passage.blocks.iter().find(rows) {
            placing.not_read(
                first_line(text, &block.span),
                "no row of this timeline begins with a time",
                "begin each row with a time, as in `14:02`, or with `??:??` if nobody knows",
            );
        }
    } else {
        placing.check_shared(zone.as_ref(), begin.day, said_at);
    }
    dating::date(candidates, begin, zone.as_ref(), placing)
}

/// The zone that is said for all times of a passage, in its heading or in a paragraph such as `All times in UTC.`
fn zone<'a>(text: &'a str, passage: &Passage<'a>) -> (Option<Zone<'a>>, Span) {
    if let Some(zone) = clock::zone_within(passage.heading) {
        return (Some(zone), passage.said_at.clone());
    }
    let paragraphs = passage.blocks.iter().filter(|block| matches!(block.shape, Shape::Paragraph));
    let said = paragraphs.map(|block| block.span.clone()).find_map(|span| Some((about_times(&text[span.clone()])?, span)));
    said.map_or((None, passage.said_at.clone()), |(zone, span)| (Some(zone), span))
}

fn about_times(paragraph: &str) -> Option<Zone<'_>> {
    let mut words = paragraph.split(|c: char| !c.is_alphabetic());
    let about =
        words.any(|word| ["times", "timestamps", "timezone", "zone"].iter().any(|known| known.eq_ignore_ascii_case(word)));
    about.then(|| clock::zone_within(paragraph))?
}

#[cfg(test)]
mod tests;
