//! Rows that are lines or paragraphs: `14:02 – text`, `**14:02** text`, and a time on a line of its own with its text below.
//!
//! Most paragraphs are prose, and times in prose are no rows: a line has to begin with its time, and where it goes on without a
//! mark between the time and the words, it has to be the first of a paragraph in a timeline.

use super::{Rows, announced, labelled, row};
use crate::note::blocks::{Block, Shape};
use crate::note::clock::{self, Day, Setting};
use crate::note::text::{lines, trimmed, without_break};
use crate::note::timeline::Candidate;
use crate::note::timeline::about_times;
use crate::source::Span;

/// What the lines of a paragraph make together.
#[derive(Default)]
pub struct Lines<'a> {
    /// The rows, and what of the paragraph they are.
    pub rows: Rows<'a>,
    /// A day behind the last row, for the rows of the blocks below, with its words.
    pub day: Option<(Day, &'a str)>,
    /// Whether the last row is a time alone, whose text stands in the blocks below.
    pub open: bool,
}

/// Where a line of a paragraph stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// First in a timeline, or behind a row, a day or what is said of all times: it may begin with a time alone.
    Fresh,
    /// Behind other lines: a time has to be set off from the words.
    Later,
    /// The line before goes on in it.
    WithinSentence,
}

enum Line<'a> {
    Row(Box<Candidate<'a>>),
    Day(Day, &'a str),
}

/// What the beginnings of lines may mean in a timeline: if two of its paragraphs begin with what may be a time, numbers are times.
pub fn setting(text: &str, blocks: &[Block]) -> Setting {
    let begins = |block: &&Block| {
        matches!(block.shape, Shape::Paragraph) && clock::says_time(text[block.span.clone()].trim_start(), Setting::Line)
    };
    if blocks.iter().filter(begins).take(2).count() == 2 { Setting::Line } else { Setting::Text }
}

/// The rows of a paragraph. `sure` says that it stands in a timeline.
pub fn paragraph<'a>(text: &'a str, block: &Block, setting: Setting, sure: bool) -> Option<Lines<'a>> {
    if !matches!(block.shape, Shape::Paragraph) {
        return None;
    }
    let whole = trimmed(text, block.span.clone());
    if !may_tell(&text[whole.clone()]) {
        return None;
    }
    let mut starts: Vec<(Span, Line<'a>)> = Vec::new();
    let mut place = if sure { Place::Fresh } else { Place::Later };
    for line in lines(text, &whole) {
        let words = &text[line.clone()];
        let found = read_line(text, &line, setting, place, sure);
        let leads = found.is_some() || !starts.is_empty() || about_times(words).is_some();
        place = if goes_on(words) && !is_broken(text, &line) {
            Place::WithinSentence
        } else if sure && leads {
            Place::Fresh
        } else {
            Place::Later
        };
        if let Some(found) = found {
            starts.push((line, found));
        }
    }
    // What stands before the first row introduces several; else it is prose, but for a time at its very end.
    let marked = starts.iter().any(|(line, _)| tracked(text, line).is_some());
    if starts.first().is_none_or(|(first, _)| first.start > whole.start) && !marked && (!sure || starts.len() < 2) {
        return closed(text, &whole);
    }
    let mut found = Lines::default();
    found.rows.marked = marked;
    let ends = starts.iter().skip(1).map(|(line, _)| line.start).chain([whole.end]).collect::<Vec<_>>();
    for ((line, what), end) in starts.into_iter().zip(ends) {
        match what {
            // What goes on below a day is prose.
            Line::Day(day, words) => {
                found.day = Some((day, words));
                found.open = false;
                found.rows.taken.push(line);
            }
            Line::Row(mut candidate) => {
                let span = trimmed(text, line.start..end);
                candidate.heading = found.day.take().map(|(day, _)| day);
                let behind = &text[candidate.span.end..span.end];
                let below: Vec<&str> = behind.lines().map(str::trim).collect();
                candidate.text = without_break(&format!("{}\n{}", candidate.text, below.join("\n").trim())).to_owned();
                found.open = candidate.text.is_empty();
                found.rows.push(candidate.at(span.clone()), span);
            }
        }
    }
    Some(found)
}

/// Whether a paragraph can hold a time at all: most prose has no digit, and the rest of its letters need not be looked at.
fn may_tell(paragraph: &str) -> bool {
    let short = paragraph.len() < 40;
    short
        || paragraph.bytes().any(|byte| byte.is_ascii_digit())
        || ["?:", "-:-", "HH:", "hh:", "XX:"].iter().any(|mark| paragraph.contains(mark))
}

/// Whether a sentence goes on behind this line: `until`, `between 14:00 and`.
fn goes_on(line: &str) -> bool {
    const OPEN: &[&str] = &[
        "a",
        "about",
        "after",
        "an",
        "and",
        "approximately",
        "around",
        "at",
        "before",
        "between",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "since",
        "than",
        "the",
        "till",
        "to",
        "until",
        "with",
    ];
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    line.ends_with([',', '(', '~']) || OPEN.iter().any(|word| word.eq_ignore_ascii_case(last))
}

/// Whether a line ends in a hard break.
fn is_broken(text: &str, line: &Span) -> bool {
    let behind = &text[line.end..];
    text[line.clone()].ends_with('\\') || behind.starts_with("  ") || behind.trim_start_matches(' ').starts_with("<br")
}

/// A paragraph that ends in a complete time of its own, as status pages write their updates: on the last line, or in the shortcode
/// `{{< track "2026-03-02 14:02:00" >}}` of cState.
fn closed<'a>(text: &'a str, whole: &Span) -> Option<Lines<'a>> {
    let paragraph = &text[whole.clone()];
    let shortcode = paragraph.strip_suffix(">}}").and_then(|shortcode| shortcode.rsplit_once("{{<"));
    let (told, time) = match shortcode {
        Some((told, shortcode)) => (told, shortcode.trim().strip_prefix("track")?.trim().trim_matches('"')),
        None => {
            let last = lines(text, whole).last()?;
            (&text[whole.start..last.start], without_tags(&text[last]))
        }
    };
    let read = clock::read(time).filter(|read| read.has_time() && read.day().is_some())?;
    if told.trim().is_empty() || time[read.len..].contains(char::is_alphanumeric) {
        return None;
    }
    let said_at = whole.start + paragraph.rfind(time)?;
    let mut row = row(None, text, whole.start..whole.start + told.trim_end().len(), 0);
    row.said_at = said_at..said_at + read.len;
    row.raw = read.raw.to_owned();
    row.said = Some(read.said);
    row.text = without_break(&row.text).to_owned();
    let mut found = Lines::default();
    found.rows.marked = shortcode.is_some();
    found.rows.push(row.at(whole.clone()), whole.clone());
    Some(found)
}

/// What stands between HTML tags at both ends: the words of `<span class="timestamp">14:02</span>`.
fn without_tags(mut text: &str) -> &str {
    while let Some((_, rest)) = text.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        text = rest.trim_start();
    }
    while let Some((rest, _)) = text.strip_suffix('>').and_then(|tag| tag.rsplit_once("</")) {
        text = rest.trim_end();
    }
    text
}

fn read_line<'a>(text: &'a str, line: &Span, setting: Setting, place: Place, sure: bool) -> Option<Line<'a>> {
    // `##14:02` is a heading that lacks its space.
    let marks = text[line.clone()].bytes().take_while(|byte| *byte == b'#').count();
    let line = trimmed(text, line.start + marks..line.end);
    let words = &text[line.clone()];
    if let Some(update) = tracked(text, &line) {
        return Some(Line::Row(Box::new(update)));
    }
    let Some(read) = clock::read_in(words, setting) else {
        if let Some(row) = announced(text, line.clone(), 0, sure) {
            return Some(Line::Row(Box::new(row)));
        }
        // A label and a time fill a line of their own.
        let timed = labelled(text, line.clone(), 0, sure)?;
        let set_off = is_marked(words) || words[..timed.said_at.start - line.start].trim_end().ends_with(':');
        return set_off.then(|| Line::Row(Box::new(timed)));
    };
    let rest = &words[read.len..];
    let bare = rest.trim_matches([' ', '*', '_', ':']);
    let is_alone = !rest.contains(char::is_alphanumeric);
    let is_remark = bare.starts_with('(') && bare.ends_with(')') && !bare[1..].contains('(');
    if let Some(day) = read.day_alone().filter(|_| is_alone || is_remark && sure) {
        return Some(Line::Day(day, read.raw));
    }
    // No sentence goes on with a day and a time at the beginning of a line.
    let complete = read.day().is_some() && read.has_time();
    let set_off =
        is_alone && place != Place::WithinSentence || read.len > read.raw.len() || begins_with_mark(rest) || complete && sure;
    let begins = set_off || place == Place::Fresh && read.has_time();
    (begins && (sure || read.has_time())).then(|| Line::Row(Box::new(row(Some(read), text, line.clone(), 0))))
}

/// `{{< track "2026-03-02 14:02:00" >}} text`, the shortcode of cState before what it dates.
fn tracked<'a>(text: &'a str, line: &Span) -> Option<Candidate<'a>> {
    let (time, told) = text[line.clone()].strip_prefix("{{<")?.split_once(">}}")?;
    let time = time.trim().strip_prefix("track")?.trim().trim_matches('"');
    let read = clock::read(time).filter(|read| read.len == time.len())?;
    let mut row = row(None, text, line.end - told.len()..line.end, 0);
    (row.raw, row.said, row.span) = (read.raw.to_owned(), Some(read.said), line.clone());
    row.text = told.trim().to_owned();
    Some(row)
}

/// `[Update – 14:30 UTC]`, `**Update 14:30 UTC**`
fn is_marked(line: &str) -> bool {
    let line = line.trim_end_matches(':');
    [('[', ']'), ('*', '*'), ('_', '_'), ('(', ')')].iter().any(|(open, close)| line.starts_with(*open) && line.ends_with(*close))
}

fn begins_with_mark(rest: &str) -> bool {
    // A remark in brackets may stand between: `(all day): text`.
    let remark = rest.trim_start().strip_prefix('(').and_then(|remark| remark.split_once(')'));
    let rest = remark.map_or(rest, |(_, rest)| rest);
    rest.trim_start().starts_with([':', '-', '–', '—', '|', '→', '>', '[']) || rest.starts_with('\t')
}

/// How many of these blocks belong to a row whose time stands alone above them: all up to the next time, day or heading.
pub fn belonging(text: &str, blocks: &[Block], setting: Setting, sure: bool) -> usize {
    let ends = |block: &Block| match &block.shape {
        Shape::Heading { .. } => true,
        Shape::Paragraph => paragraph(text, block, setting, sure).is_some(),
        _ => false,
    };
    blocks.iter().take_while(|block| !ends(block)).count()
}
