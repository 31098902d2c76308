//! The timeline: rows out of the passages that tell one, and the rows of the front matter among them.
//!
//! Three steps, so that a new way of writing rows is one more function: `shapes` finds candidates and what is said in them,
//! `dating` says when each of them was, `merge` puts the two sources together; `known` is what the note says for all of its rows.
//! What has no time that can be placed stays as text where it stands.

mod dating;
mod known;
mod merge;
mod shapes;

pub use dating::passes_midnight;
pub use known::Known;
pub use merge::merge;

use super::blocks::{Block, Shape, first_line};
use super::clock::{self, Day, Said, Stamp, Zone};
use super::milestones::Told;
use super::passages::Passage;
use super::placing::Placing;
use super::within;
use crate::incident::Row;
use crate::incident::RowKind;
use crate::incident::body::Topic;
use crate::source::Span;
use dating::Begin;
use jiff::civil::Time;
use shapes::Rows;

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
        self.stamp().and_then(|stamp| stamp.day).or(self.heading)
    }

    /// The time of day that is said here.
    fn time(&self) -> Option<Time> {
        self.stamp().and_then(|stamp| stamp.time)
    }

    fn stamp(&self) -> Option<&Stamp<'_>> {
        self.said.as_ref()?.stamp()
    }
}

/// So many times, wherever they stand in a note, are a timeline.
const PLAINLY: usize = 2;

/// Reads the rows of all passages that tell any, in the order of the file. Places that became rows are added to `taken`. Lines that
/// have told a milestone are rows only in a timeline or among others: a list of nothing but milestones tells no story.
pub fn read(
    text: &str,
    passages: &[Passage<'_>],
    known: &Known<'_>,
    told: &[Told<'_>],
    placing: &mut Placing<'_>,
    taken: &mut Vec<Span>,
) -> Vec<Row> {
    let others = passages.iter().filter(|passage| passage.topic != Some(Topic::Actions));
    let facts: Vec<Span> = told.iter().map(|told| told.span.clone()).collect();
    let tells = |(passage, rows): &(&Passage<'_>, Rows<'_>)| {
        passage.topic == Some(Topic::Timeline) || !rows.rows.iter().all(|row| within(&facts, row.said_at.start))
    };
    let found: Vec<_> = others.map(|passage| (passage, shapes::rows(text, passage))).filter(tells).collect();
    let timed: usize = found.iter().map(|(_, rows)| rows.timed()).sum();
    let (mut dated, mut guessed) = (Vec::new(), false);
    for (passage, mut rows) in found {
        let sure = passage.topic == Some(Topic::Timeline);
        if sure && rows.rows.is_empty() {
            nothing_read(text, passage, placing);
        }
        // Elsewhere than in a timeline, one complete time is a row only beside others.
        let complete = || rows.rows.iter().all(|row| row.day().is_some() && row.time().is_some());
        if !rows.rows.is_empty() && (sure || rows.marked || rows.timed() >= PLAINLY || timed > PLAINLY && complete()) {
            taken.append(&mut rows.taken);
            guessed |= rows.rows.iter().any(|row| matches!(row.day(), Some(Day::Either { .. })));
            dated.push(date(text, passage, rows.rows, known, placing));
        }
    }
    if guessed {
        known.report_guess(text, placing);
    }
    dated.sort_by_key(|rows| rows.iter().map(|row| row.span.start).min());
    dated.into_iter().flatten().collect()
}

/// Reports a timeline that has rows by its shape, but none with a time.
fn nothing_read(text: &str, passage: &Passage<'_>, placing: &mut Placing<'_>) {
    let rows = |block: &&Block| matches!(block.shape, Shape::List(_) | Shape::Table(_));
    if let Some(block) = passage.blocks.iter().find(rows) {
        placing.not_read(
            first_line(text, &block.span),
            "no row of this timeline begins with a time",
            "begin each row with a time, as in `14:02`, or with `??:??` if nobody knows",
        );
    }
}

/// Dates the rows of one passage.
fn date<'a>(
    text: &'a str,
    passage: &Passage<'a>,
    rows: Vec<Candidate<'a>>,
    known: &Known<'a>,
    placing: &mut Placing<'_>,
) -> Vec<Row> {
    let said = zone(text, passage).or_else(|| known.zone.clone());
    let said = said.or_else(|| {
        // Some rows that say their zone speak for the others, too.
        let silent = rows.iter().all(|row| row.stamp().is_none_or(|stamp| stamp.zone.is_none()) && row.zone.is_none());
        let timed = rows.iter().any(|row| row.time().is_some());
        let (zone, place) = known.elsewhere.as_ref().filter(|_| silent && timed)?;
        placing.zone_from_prose(place);
        Some(zone.clone())
    });
    let local = match &said {
        Some(Zone::Known(zone)) => zone.clone(),
        _ => placing.zone_or_utc(),
    };
    // A text may tell of several incidents, each under a heading with its day.
    let mut headings = std::iter::once(passage.heading).chain(passage.above.iter().copied());
    let heading_day = headings.find_map(clock::day_within).and_then(|day| day.near(known.day, placing.order));
    let begin = Begin::new(known, &local, heading_day);
    dating::date(rows, begin, said.as_ref(), is_approximate(passage.heading), placing)
}

/// `Timeline (all times approximate)`
fn is_approximate(heading: &str) -> bool {
    heading.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word.starts_with("approx"))
}

/// The zone that is said for all times of a passage, in its heading or in a paragraph such as `All times in UTC.`
fn zone<'a>(text: &'a str, passage: &Passage<'a>) -> Option<Zone<'a>> {
    let heading = clock::zone_within(passage.heading).or_else(|| about_times(passage.heading));
    heading.or_else(|| remarks(text, passage.blocks).find_map(about_times))
}

/// The paragraphs and quotes among blocks, in which people say what holds for all times.
fn remarks<'a>(text: &'a str, blocks: &[Block]) -> impl Iterator<Item = &'a str> {
    let texts = blocks.iter().map(|block| (block, &text[block.span.clone()]));
    let remarks = texts.filter(|(block, text)| match block.shape {
        Shape::Paragraph => true,
        Shape::Other => text.trim_start().starts_with('>'),
        _ => false,
    });
    remarks.map(|(_, text)| text)
}

fn about_times(paragraph: &str) -> Option<Zone<'_>> {
    let mut words = paragraph.split(|c: char| !c.is_alphabetic());
    let about =
        words.any(|word| ["times", "timestamps", "timezone", "zone"].iter().any(|known| known.eq_ignore_ascii_case(word)));
    if about {
        return clock::zone_named(paragraph);
    }
    // `(UTC+9:30)`
    (paragraph.split_whitespace().count() <= 2).then(|| clock::zone_alone(paragraph))?
}

#[cfg(test)]
mod tests;
