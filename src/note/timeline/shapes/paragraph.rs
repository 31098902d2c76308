//! Rows that are lines or paragraphs: `14:02 – text`, `**14:02** text`, and a time on a line of its own with its text below.
//!
//! Most paragraphs are prose, and times in prose are no rows: a line has to begin with its time, and where it goes on without a
//! mark between the time and the words, it has to be the first of a paragraph in a timeline.

use super::{Rows, labelled, row};
use crate::note::blocks::{Block, Shape, lines, trimmed};
use crate::note::clock::{self, Day};
use crate::note::timeline::Candidate;
use crate::source::Span;

/// What the lines of a paragraph make together.
#[derive(Default)]
pub struct Lines<'a> {
    /// The rows, and what of the paragraph they are.
    pub rows: Rows<'a>,
    /// A day behind the last row, for the rows of the blocks below.
    pub day: Option<Day>,
    /// Whether the last row is a time alone, whose text stands in the blocks below.
    pub open: bool,
}

enum Line<'a> {
    Row(Box<Candidate<'a>>),
    Day(Day),
}

/// The rows of a paragraph. `sure` says that it stands in a timeline.
pub fn paragraph<'a>(text: &'a str, block: &Block, sure: bool) -> Option<Lines<'a>> {
    if !matches!(block.shape, Shape::Paragraph) {
        return None;
    }
    let whole = trimmed(text, block.span.clone());
    let mut starts: Vec<(usize, Line<'a>)> = Vec::new();
    for (nth, line) in lines(text, &whole).enumerate() {
        if let Some(found) = read_line(text, &line, nth == 0 && sure, sure) {
            starts.push((line.start, found));
        }
    }
    let first = starts.first()?.0;
    // What stands before the first row introduces several, or all of it is prose with a time at the beginning of a line.
    if first > whole.start && (!sure || starts.len() < 2) {
        return None;
    }
    let mut found = Lines::default();
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([whole.end]).collect::<Vec<_>>();
    for ((start, line), end) in starts.into_iter().zip(ends) {
        let span = trimmed(text, start..end);
        match line {
            Line::Day(day) => {
                found.day = Some(day);
                found.open = false;
                found.rows.taken.push(span);
            }
            Line::Row(mut candidate) => {
                candidate.heading = found.day.take();
                let behind = &text[candidate.span.end..span.end];
                let below: Vec<&str> = behind.lines().map(str::trim).collect();
                let below = below.join("\n");
                if !below.trim().is_empty() {
                    candidate.text = format!("{}\n{}", candidate.text, below.trim()).trim().to_owned();
                }
                found.open = candidate.text.is_empty();
                found.rows.push(candidate.at(span.clone()), span);
            }
        }
    }
    Some(found)
}

fn read_line<'a>(text: &'a str, line: &Span, first: bool, sure: bool) -> Option<Line<'a>> {
    let words = &text[line.clone()];
    let Some(read) = clock::read(words) else {
        // A label and a time fill a line of their own.
        let timed = labelled(text, line.clone(), 0, sure)?;
        let set_off = is_marked(words) || words[..timed.said_at.start - line.start].trim_end().ends_with(':');
        return set_off.then(|| Line::Row(Box::new(timed)));
    };
    let rest = &words[read.len..];
    let is_alone = !rest.contains(char::is_alphanumeric);
    if let Some(day) = read.day_alone().filter(|_| is_alone) {
        return Some(Line::Day(day));
    }
    let set_off = is_alone || read.len > read.raw.len() || begins_with_mark(rest);
    let begins = set_off || first && read.has_time();
    (begins && (sure || read.has_time())).then(|| Line::Row(Box::new(row(Some(read), text, line.clone(), 0))))
}

/// `[Update – 14:30 UTC]`, `**Update 14:30 UTC**`
fn is_marked(line: &str) -> bool {
    let line = line.trim_end_matches(':');
    [('[', ']'), ('*', '*'), ('_', '_'), ('(', ')')].iter().any(|(open, close)| line.starts_with(*open) && line.ends_with(*close))
}

fn begins_with_mark(rest: &str) -> bool {
    rest.trim_start().starts_with([':', '-', '–', '—', '|', '→', '>', '[']) || rest.starts_with('\t')
}

/// How many of these blocks belong to a row whose time stands alone above them: all up to the next time, day or heading.
pub fn belonging(text: &str, blocks: &[Block], sure: bool) -> usize {
    let ends = |block: &Block| match &block.shape {
        Shape::Heading { .. } => true,
        Shape::Paragraph => paragraph(text, block, sure).is_some(),
        _ => false,
    };
    blocks.iter().take_while(|block| !ends(block)).count()
}
