//! The ways in which people write rows.
//!
//! Each shape is a function from a block to rows, or to nothing if the block tells no timeline. None of them decides when something
//! was: they read what is said and leave what it means to `dating`.

mod heading;
mod list;
mod paragraph;
mod table;

use super::Candidate;
use crate::incident::RowKind;
use crate::incident::body::Topic;
use crate::note::blocks::{Block, Shape};
use crate::note::clock::{self, Day, Read, Said, Setting, Stamp, Zone};
use crate::note::milestones;
use crate::note::passages::{Passage, bold};
use crate::note::text::{dedent, first_line, trimmed};
use crate::source::Span;
use heading::{Heading, heading};
use paragraph::paragraph;

/// Rows, and the places that became rows or days of rows.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    /// In document order.
    pub rows: Vec<Candidate<'a>>,
    /// In the order of the file.
    pub taken: Vec<Span>,
    /// Whether one of them is plainly meant as a row, by a mark that means nothing else.
    pub marked: bool,
}

impl<'a> Rows<'a> {
    /// How many rows say a time of day.
    pub fn timed(&self) -> usize {
        self.rows.iter().filter(|row| row.time().is_some()).count()
    }

    fn push(&mut self, row: Candidate<'a>, taken: Span) {
        self.rows.push(row);
        self.taken.push(taken);
    }

    fn append(&mut self, mut other: Self) {
        self.rows.append(&mut other.rows);
        self.taken.append(&mut other.taken);
        self.marked |= other.marked;
    }

    /// Adds rows that are nested in an item, below the day that it says. `whole` is all of the item, if it says nothing else.
    fn nest(&mut self, day: Option<Day>, mut nested: Self, whole: Option<Span>) {
        if let Some(first) = nested.rows.first_mut() {
            first.heading = day.or(first.heading);
        }
        if let Some(whole) = whole {
            nested.taken = vec![whole];
        }
        self.append(nested);
    }
}

/// The rows of a passage, which is a timeline by its heading or may be one all the same.
pub fn rows<'a>(text: &'a str, passage: &Passage<'_>) -> Rows<'a> {
    let sure = passage.topic == Some(Topic::Timeline);
    let lines = if sure { paragraph::setting(text, passage.blocks) } else { Setting::Text };
    let mut walk = Walk { text, sure, lines, found: Rows::default(), day: None, zone: None, between: None };
    let blocks = passage.blocks;
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        at += match &block.shape {
            Shape::Heading { .. } => walk.heading(&blocks[at..]),
            Shape::Paragraph => walk.paragraph(&blocks[at..]),
            _ => walk.block(block),
        };
    }
    walk.found
}

/// The rows of a list or a table.
fn find_rows<'a>(text: &'a str, block: &Block, sure: bool) -> Option<Rows<'a>> {
    match &block.shape {
        Shape::List(items) => list::list(text, items, sure),
        Shape::Table(rows) => table::table(text, &block.span, rows, sure),
        Shape::Paragraph => paragraph(text, block, Setting::Text, sure).map(|lines| lines.rows),
        Shape::Heading { .. } | Shape::Other => None,
    }
}

/// A passage on its way from block to block.
struct Walk<'a> {
    text: &'a str,
    sure: bool,
    /// What the beginnings of lines may mean.
    lines: Setting,
    found: Rows<'a>,
    /// The day that was said for the rows to come, with its words.
    day: Option<(Day, &'a str)>,
    /// The zone that was said with it, for all rows from there on.
    zone: Option<Zone<'a>>,
    /// What has stood behind the last row.
    between: Option<Span>,
}

impl<'a> Walk<'a> {
    /// Each of these looks at the first block and says how many it has dealt with.
    fn heading(&mut self, blocks: &[Block]) -> usize {
        match heading(self.text, blocks, self.sure) {
            Some(Heading::Row(mut rows, taken)) => {
                // Headings that begin with times tell nothing else.
                rows.marked = true;
                self.add(rows);
                taken
            }
            Some(Heading::Day(day, words, named)) => {
                self.close_gap();
                self.day = Some((day, words));
                self.zone = clock::zone_within(&self.text[blocks[0].span.clone()]).or(self.zone.take());
                if !named {
                    self.found.taken.push(blocks[0].span.clone());
                }
                1
            }
            None => {
                // Another subject begins; what stands behind the last row is prose.
                self.between = None;
                1
            }
        }
    }

    fn paragraph(&mut self, blocks: &[Block]) -> usize {
        let Some(lines) = paragraph(self.text, &blocks[0], self.lines, self.sure) else {
            return self.other(&blocks[0]);
        };
        self.add(lines.rows);
        self.day = lines.day.or(self.day);
        let below = if lines.open { paragraph::belonging(self.text, &blocks[1..], self.lines, self.sure) } else { 0 };
        if below > 0 {
            self.hold(blocks[1].span.start..blocks[below].span.end);
            self.close_gap();
        }
        1 + below
    }

    fn block(&mut self, block: &Block) -> usize {
        match find_rows(self.text, block, self.sure) {
            Some(rows) => {
                self.add(rows);
                1
            }
            None => match &block.shape {
                Shape::List(items) if self.sure && self.day.is_some() => {
                    self.add(list::below_day(self.text, items));
                    1
                }
                _ => self.other(block),
            },
        }
    }

    fn other(&mut self, block: &Block) -> usize {
        let belongs = self.sure || matches!(block.shape, Shape::Other);
        if belongs && !self.found.rows.is_empty() && super::about_times(&self.text[block.span.clone()]).is_none() {
            self.hold(block.span.clone());
        } else {
            self.between = None;
        }
        1
    }

    fn hold(&mut self, span: Span) {
        self.between = Some(self.between.take().map_or(span.clone(), |held| held.start..span.end));
    }

    fn add(&mut self, mut rows: Rows<'a>) {
        self.close_gap();
        if let Some(first) = rows.rows.first_mut() {
            first.heading = first.heading.or(self.day.map(|(day, _)| day));
        }
        for row in &mut rows.rows {
            row.zone = row.zone.take().or_else(|| self.zone.clone());
        }
        // Right below a day, a row without a time happened on that day.
        if let Some((day, words)) = self.day.take() {
            for row in rows.rows.iter_mut().filter(|row| row.said.is_none() && row.raw.is_empty()) {
                row.on(day, words);
            }
        }
        self.found.append(rows);
    }

    /// What stands between two rows belongs to the first of them: what it showed, what was written about it.
    fn close_gap(&mut self) {
        if let (Some(between), Some(row)) = (self.between.take(), self.found.rows.last_mut()) {
            let below = trimmed(self.text, between.clone());
            if !row.text.is_empty() {
                row.text.push_str("\n\n");
            }
            row.text.push_str(&self.text[below.clone()]);
            row.span.end = row.span.end.max(below.end);
            self.found.taken.push(between);
        }
    }
}

/// A row from a text that begins with a time, if one was read.
fn row<'a>(read: Option<Read<'a>>, text: &str, span: Span, indent: usize) -> Candidate<'a> {
    let (said, raw, len, open, symbols) =
        read.map_or((None, "", 0, "", ""), |read| (Some(read.said), read.raw, read.len, read.open, read.symbols));
    let said_at = if len == 0 { first_line(text, &span) } else { span.start..span.start + len };
    let rest = &text[span.start + len..span.end];
    let (kind, rest) = kind(if len == 0 { rest } else { after_separator(rest) });
    // `**14:02 text**` goes on in bold, unless the mark closes right behind what sets off the time.
    let (open, rest) = match rest.strip_prefix(open) {
        Some(rest) if !open.is_empty() => ("", after_separator(rest)),
        _ => (open, rest),
    };
    let apart = if symbols.is_empty() { "" } else { " " };
    let rest = dedent(&format!("{symbols}{apart}{open}{rest}"), indent);
    Candidate { said, raw: raw.to_owned(), said_at, heading: None, zone: None, kind, text: rest, span }
}

impl Candidate<'_> {
    fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// Says the day that stands above it, in its words.
    fn on(&mut self, day: Day, words: &str) {
        let from = Stamp { day: Some(day), time: None, zone: None };
        self.said = Some(Said::Known { approximate: false, from, until: None });
        words.clone_into(&mut self.raw);
    }
}

/// How long a label, a time and a remark in brackets may be together, in bytes.
const LONGEST_LABELLED: usize = 200;

/// A row that names what happened before it says when: `First detected 2026-03-02 14:09`. Elsewhere than in a timeline it has to
/// say the day and the time.
fn labelled<'a>(text: &'a str, span: Span, indent: usize, sure: bool) -> Option<Candidate<'a>> {
    let line = first_line(text, &span);
    // A sentence is no label, and a label that ends in a time has its digits there.
    let short = line.len() <= LONGEST_LABELLED && text[line.clone()].bytes().any(|byte| byte.is_ascii_digit() || byte == b'?');
    short.then_some(())?;
    let (label_len, read) = clock::read_behind(&text[line.clone()])?;
    let (timed, dated) = (read.has_time(), read.day().is_some());
    let label = text[line.start..line.start + label_len]
        .trim_end_matches([' ', '\t', ':', ',', '-', '–', '—', '@', '(', '[', '*', '_', '`']);
    let words: Vec<&str> = label.split_whitespace().collect();
    let label = label.trim_matches(['*', '_', '[', ' ', ':']);
    let enough = if sure { timed || matches!(read.day_alone(), Some(Day::Full(_))) } else { timed && dated };
    if !enough || words.len() > 8 || !label.contains(char::is_alphabetic) {
        return None;
    }
    let raw_at = line.start + label_len;
    let remark = text[raw_at + read.len..line.end].trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')'));
    let below = dedent(&text[line.end..span.end], indent);
    let told = [label, remark].into_iter().filter(|part| part.contains(char::is_alphanumeric)).collect::<Vec<_>>().join(" ");
    let told = if below.is_empty() { told } else { format!("{told}\n{below}") };
    Some(Candidate {
        said: Some(read.said),
        raw: read.raw.to_owned(),
        said_at: raw_at..raw_at + read.len,
        heading: None,
        zone: None,
        kind: milestones::named(label),
        text: told,
        span: line,
    })
}

/// A row that names what happened in bold, then says when, and then more: `**Resolved** – 14:41 UTC: all is well`.
fn announced<'a>(text: &'a str, span: Span, indent: usize, sure: bool) -> Option<Candidate<'a>> {
    let (label, behind) = bold(&text[span.clone()])?;
    let time = behind.trim_start_matches([' ', ':', '-', '–', '—', '|']);
    let read = clock::read_in(time, Setting::Row).filter(|read| read.has_time() && (sure || read.day().is_some()))?;
    let rest = &time[read.len..];
    if label.split_whitespace().count() > 8 || !rest.trim_start().starts_with([':', '-', '–', '—', '|', '\n']) {
        return None;
    }
    let label = label.trim_end_matches(':');
    let mut row = row(Some(read), text, span.end - time.len()..span.end, indent);
    row.kind = row.kind.or_else(|| milestones::named(label));
    if row.kind.is_none() {
        row.text = format!("**{label}** {}", row.text);
    }
    row.span = span;
    Some(row)
}

/// What stands behind a time, without what sets it off: a dash, a colon, the mark of a footnote.
fn after_separator(text: &str) -> &str {
    let on_line = |text: &'_ str| text.len() - text.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len();
    let mut line = &text[on_line(text)..];
    while let Some((_, rest)) = line.strip_prefix("[^").and_then(|rest| rest.split_once(']')) {
        line = rest;
    }
    let line = &line[on_line(line)..];
    let marks = ["--", "->", "=>", "-", "–", "—", "→", ",", ">", "="];
    let behind =
        marks.iter().filter_map(|mark| line.strip_prefix(mark)).find(|rest| !rest.starts_with(|c: char| !c.is_whitespace()));
    let tight = || ["–", "—", ":", ";", "|"].iter().find_map(|mark| line.strip_prefix(mark));
    behind.or_else(tight).unwrap_or(line).trim_start()
}

/// The kind with which a text begins, `**change**` or `change:`, and the rest. A text of nothing but a milestone has it, too.
fn kind(text: &str) -> (Option<RowKind>, &str) {
    let marked = bold(text).map(|(word, rest)| (word.trim_end_matches(':'), rest)).or_else(|| text.split_once(':'));
    let known = marked.and_then(|(word, rest)| Some((RowKind::parse(&word.trim().to_ascii_lowercase())?, rest)));
    match known {
        Some((kind, rest)) => (Some(kind), after_separator(rest)),
        None => only_milestone(text).map_or((None, text), |(kind, rest)| (Some(kind), rest)),
    }
}

/// The milestone of a row that says nothing else: `resolved`, `Incident resolved.`
fn only_milestone(text: &str) -> Option<(RowKind, &str)> {
    let said = text.trim().trim_end_matches('.');
    let (word, rest) = match said.split_once(' ') {
        Some((first, word)) if first.eq_ignore_ascii_case("incident") => (word, text),
        Some(_) => return None,
        None => (said, ""),
    };
    let kind = RowKind::parse(&word.to_ascii_lowercase())?;
    kind.milestone().map(|_| (kind, rest))
}
