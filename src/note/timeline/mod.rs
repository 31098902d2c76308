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

use super::blocks::{Block, Shape};
use super::clock::{self, Day, Order, Said, Stamp, Zone};
use super::milestones::Told;
use super::passages::Passage;
use super::placing::Placing;
use super::text::first_line;
use super::within;
use crate::incident::Row;
use crate::incident::RowKind;
use crate::incident::body::Topic;
use crate::source::Span;
use dating::Begin;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
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

/// Words of headings below which times tell of something else than this incident.
const ELSEWHERE: &[&str] = &[
    "changelog",
    "history",
    "metrics",
    "plan",
    "previous",
    "reference",
    "references",
    "related",
    "releases",
    "revision",
    "revisions",
    "schedule",
    "statistics",
    "versions",
];

/// Reads the rows of all passages that tell any, in the order of the file. Lines that have told a milestone elsewhere (`told`) are no
/// rows. Places that became rows are added to `taken`.
pub fn read(
    text: &str,
    passages: &[Passage<'_>],
    known: &Known<'_>,
    told: &[Told<'_>],
    placing: &mut Placing<'_>,
    taken: &mut Vec<Span>,
) -> Vec<Row> {
    let facts: Vec<Span> = told.iter().map(|told| told.span.clone()).collect();
    let mut told = Reading { text, known, dated: Vec::new(), guessed: false };
    for passage in passages.iter().filter(|passage| is_timeline(passage)) {
        let rows = shapes::rows(text, passage);
        if rows.rows.is_empty() {
            nothing_read(text, passage, placing);
        } else {
            told.add(passage, rows, placing, taken);
        }
    }
    let span = told.span();
    let others = passages.iter().filter(|passage| !is_timeline(passage) && passage.topic != Some(Topic::Actions));
    let others: Vec<_> =
        others.filter(|passage| !is_elsewhere(passage)).map(|passage| (passage, shapes::rows(text, passage))).collect();
    let timed: usize = told.dated.iter().map(Vec::len).chain(others.iter().map(|(_, rows)| rows.timed())).sum();
    for (passage, rows) in others {
        let is_facts = rows.rows.iter().all(|row| within(&facts, row.said_at.start));
        let complete = rows.rows.iter().filter(|row| row.day().is_some() && row.time().is_some()).count();
        let plain = rows.marked || rows.timed() >= PLAINLY || timed > PLAINLY && complete == rows.rows.len();
        let dated = rows.marked || rows.rows.iter().any(|row| row.day().is_some()) || said_day(passage).is_some();
        let belongs = match &span {
            Some(span) => span.hold_most(&rows, known.day, placing.order),
            None => dated,
        };
        if !rows.rows.is_empty() && !is_facts && plain && belongs {
            told.add(passage, rows, placing, taken);
        }
    }
    if told.guessed {
        known.report_guess(text, placing);
    }
    told.dated.sort_by_key(|rows| rows.iter().map(|row| row.span.start).min());
    told.dated.into_iter().flatten().collect()
}

fn is_timeline(passage: &Passage<'_>) -> bool {
    passage.topic == Some(Topic::Timeline)
}

fn is_elsewhere(passage: &Passage<'_>) -> bool {
    let headings = std::iter::once(&passage.heading).chain(&passage.above);
    let mut words = headings.flat_map(|heading| heading.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| ELSEWHERE.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// The day that is said in the heading of a passage or in one above it: a text may tell of several incidents, each below its day.
fn said_day(passage: &Passage<'_>) -> Option<Day> {
    std::iter::once(passage.heading).chain(passage.above.iter().copied()).find_map(clock::day_within)
}

/// The rows of a note, passage by passage.
struct Reading<'a> {
    text: &'a str,
    known: &'a Known<'a>,
    dated: Vec<Vec<Row>>,
    /// Whether the day of a row could be another one.
    guessed: bool,
}

impl<'a> Reading<'a> {
    fn add(&mut self, passage: &Passage<'a>, mut rows: Rows<'a>, placing: &mut Placing<'_>, taken: &mut Vec<Span>) {
        taken.append(&mut rows.taken);
        self.guessed |= rows.rows.iter().any(|row| matches!(row.day(), Some(Day::Either { .. })));
        self.dated.push(date(self.text, passage, rows.rows, self.known, placing));
    }

    /// From the first row to the last one.
    fn span(&self) -> Option<TimelineSpan> {
        let moments = || {
            self.dated.iter().flatten().filter_map(|row| match row.time.at.instant() {
                Some(instant) => Some(instant.local()),
                None => row.time.at.day().map(|day| day.at(0, 0, 0, 0)),
            })
        };
        Some(TimelineSpan { first: moments().min()?, last: moments().max()? })
    }
}

/// From when to when the timelines of a note tell, on their own clock.
struct TimelineSpan {
    first: DateTime,
    last: DateTime,
}

impl TimelineSpan {
    /// Whether most of the rows that stand elsewhere are of this time: within a day if they say their day, else within two hours.
    fn hold_most(&self, rows: &Rows<'_>, day: Option<Date>, order: Order) -> bool {
        let holds = |row: &&Candidate<'_>| {
            let said = row.day().and_then(|said| said.near(Some(self.first.date()), order));
            let around = SignedDuration::from_hours(if said.is_some() { 24 } else { 2 });
            let Some(moment) = said.or(day).zip(row.time()).map(|(day, time)| day.to_datetime(time)) else { return false };
            moment.duration_since(self.first) >= -around && self.last.duration_since(moment) >= -around
        };
        rows.rows.iter().filter(holds).count() * 2 > rows.rows.len()
    }
}

/// Reports a timeline that has rows by its shape, but none with a time.
fn nothing_read(text: &str, passage: &Passage<'_>, placing: &mut Placing<'_>) {
    let rows = |block: &&Block| matches!(block.shape, Shape::List(_) | Shape::Table(_));
    if let Some(block) = passage.blocks.iter().find(rows) {
        placing.not_read(
            first_line(text, &block.span),
            "no row of this timeline begins with a time",
            "begin each row with a time, as in `14:02`, or `~14:02` if it is a guess; `??:??` says that nobody knows yet",
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
    let heading_day = said_day(passage).and_then(|day| day.near(known.day, placing.order));
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

/// The zone of a sentence about all times, or of a text that is nothing but a zone: `(UTC+9:30)`.
fn about_times(paragraph: &str) -> Option<Zone<'_>> {
    if paragraph.split_ascii_whitespace().nth(2).is_none() {
        return clock::zone_alone(paragraph);
    }
    // Most paragraphs hold none of these letters, and looking for them is all that they cost.
    let likely = ["imes", "IMES", "zone", "ZONE", "Zone"].iter().any(|letters| paragraph.contains(letters));
    let about = |word: &str| ["times", "timestamps", "timezone", "zone"].iter().any(|known| known.eq_ignore_ascii_case(word));
    (likely && paragraph.split(|c: char| !c.is_alphabetic()).any(about)).then(|| clock::zone_named(paragraph))?
}

#[cfg(test)]
mod tests;
