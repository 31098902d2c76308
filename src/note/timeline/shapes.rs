//! The ways in which people write rows.
//!
//! Each shape is a function from a block to candidates, or to nothing if the block tells no timeline. None of them decides when
//! something was: they read what is said and leave what it means to `dating`.

use super::Candidate;
use crate::incident::RowKind;
use crate::note::blocks::{Block, Item, Shape, TableRow, dedent, first_line, trimmed};
use crate::note::clock::{self, Day, Read, Said, Stamp, Zone};
use crate::source::Span;

/// The candidates of a passage, in document order. Places that became rows, or days of rows, are added to `taken`.
pub fn candidates<'a>(text: &'a str, blocks: &[Block], taken: &mut Vec<Span>) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let mut day = None;
    let mut at = 0;
    while at < blocks.len() {
        let mut end = at + 1;
        let found = match &blocks[at].shape {
            Shape::List(items) => list(text, items),
            Shape::Table(rows) => table(text, rows),
            Shape::Heading { inner, .. } => {
                let read = clock::read(&text[inner.clone()]);
                if let Some(said) = read.as_ref().and_then(day_alone) {
                    day = Some(said);
                    let rest = inner.start + read.map_or(0, |read| read.len)..inner.end;
                    if !text[rest].contains(char::is_alphanumeric) {
                        taken.push(blocks[at].span.clone());
                    }
                    None
                } else if let Some(read) = read {
                    let below = blocks[end..].iter();
                    end += below.take_while(|block| !matches!(block.shape, Shape::Heading { .. })).count();
                    Some(vec![heading(read, text, inner, &blocks[at..end])])
                } else {
                    None
                }
            }
            Shape::Paragraph | Shape::Other => None,
        };
        if let Some(mut found) = found {
            if let Some(first) = found.first_mut() {
                first.heading = day.take();
            }
            candidates.append(&mut found);
            taken.extend(blocks[at..end].iter().map(|block| block.span.clone()));
        }
        at = end;
    }
    candidates
}

/// The day that a heading such as `### 2 March 2026` gives to the rows below it.
fn day_alone(read: &Read<'_>) -> Option<Day> {
    match &read.said {
        Said::Known { from: Stamp { day, time: None, .. }, until: None, .. } => *day,
        _ => None,
    }
}

/// `- 14:02 text`. One item with a time makes the whole list a timeline; items without one stay in it.
fn list<'a>(text: &'a str, items: &[Item]) -> Option<Vec<Candidate<'a>>> {
    let read: Vec<_> = items.iter().map(|item| clock::read(&text[item.lead.clone()])).collect();
    if read.iter().all(Option::is_none) {
        return None;
    }
    let rows = items
        .iter()
        .zip(read)
        .map(|(item, read)| row(read, text, item.lead.start..item.span.end, item.indent).at(trimmed(text, item.span.clone())));
    Some(rows.collect())
}

/// A row from a text that begins with a time, if one was read.
fn row<'a>(read: Option<Read<'a>>, text: &str, span: Span, indent: usize) -> Candidate<'a> {
    let (said, raw, len) = read.map_or((None, "", 0), |read| (Some(read.said), read.raw, read.len));
    let said_at = if len == 0 { first_line(text, &span) } else { span.start..span.start + len };
    let rest = &text[span.start + len..span.end];
    let (kind, rest) = kind(if len == 0 { rest } else { after_separator(rest) });
    Candidate { said, raw: raw.to_owned(), said_at, heading: None, zone: None, kind, text: dedent(rest, indent), span }
}

impl Candidate<'_> {
    fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }
}

/// `### 14:02 text`: a row, whose text goes on in the blocks below the heading.
fn heading<'a>(read: Read<'a>, text: &str, inner: &Span, blocks: &[Block]) -> Candidate<'a> {
    let mut row = row(Some(read), text, inner.clone(), 0);
    if let [head, .., last] = blocks {
        let below = text[head.span.end..last.span.end].trim();
        row.text = if row.text.is_empty() { below.to_owned() } else { format!("{}\n\n{below}", row.text) };
        row.span.end = last.span.end;
    }
    let span = trimmed(text, row.span.clone());
    row.at(span)
}

/// What the columns of a table hold, by their heads.
struct Columns<'a> {
    date: Option<usize>,
    time: Option<usize>,
    kind: Option<usize>,
    zone: Option<Zone<'a>>,
}

/// A table with a column of times or dates, by its head or because its first column holds them.
fn table<'a>(text: &'a str, rows: &[TableRow]) -> Option<Vec<Candidate<'a>>> {
    let (head, below) = rows.split_first()?;
    let heads: Vec<&'a str> = head.cells.iter().map(|cell| &text[cell.clone()]).collect();
    let column = |words: &[&str], or_zone: bool| {
        heads.iter().position(|head| {
            let mut parts = head.split(|c: char| !c.is_alphabetic());
            parts.any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)))
                || or_zone && clock::zone_within(head).is_some()
        })
    };
    let time = column(&["time", "when", "timestamp"], true);
    let date = column(&["date", "day"], false).filter(|date| Some(*date) != time);
    let mut columns = Columns { date, time, kind: column(&["kind", "type"], false), zone: None };
    if columns.date.is_none() && columns.time.is_none() {
        columns.time = Some(0);
    }
    columns.zone = columns.time.and_then(|time| clock::zone_within(heads.get(time)?));
    // A table always has a head; some put their first row there.
    let rows = if heads.first().is_some_and(|head| clock::read(head).is_some()) { rows } else { below };
    let rows: Vec<_> = rows.iter().map(|row| table_row(text, row, &columns)).collect();
    rows.iter().any(|row| row.said.is_some()).then_some(rows)
}

fn table_row<'a>(text: &'a str, row: &TableRow, columns: &Columns<'a>) -> Candidate<'a> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", |cell| &text[cell.clone()]);
    let (date, time) = (cell(columns.date), cell(columns.time));
    let (date_read, time_read) = (clock::read(date), clock::read(time));
    let mut told: Vec<&str> = Vec::new();
    let mut raw = Vec::new();
    for (cell, read) in [(date, &date_read), (time, &time_read)] {
        raw.push(read.as_ref().map_or(cell, |read| read.raw));
        told.extend(read.as_ref().map(|read| after_separator(&cell[read.len..])));
    }
    raw.retain(|raw| !raw.is_empty());
    let said = match (date_read.map(|read| read.said), time_read.map(|read| read.said)) {
        // A date or a time that is written but cannot be read is not replaced by one from elsewhere.
        (None, _) if !date.is_empty() => None,
        (_, None) if !time.is_empty() => None,
        (Some(Said::Known { from: Stamp { day, .. }, .. }), Some(Said::Known { approximate, from, until })) => {
            Some(Said::Known { approximate, from: Stamp { day: from.day.or(day), ..from }, until })
        }
        (Some(day @ Said::Known { .. }), _) => Some(day),
        (day, time) => time.or(day),
    };
    let marked = RowKind::parse(&cell(columns.kind).trim_matches('*').to_lowercase());
    let used = [columns.date, columns.time, columns.kind.filter(|_| marked.is_some())];
    told.extend(row.cells.iter().enumerate().filter(|(at, _)| !used.contains(&Some(*at))).map(|(_, cell)| &text[cell.clone()]));
    told.retain(|part| !part.is_empty());
    // In a cell a pipe is written with a backslash, also where it stands in code.
    let told = told.join(" — ").replace("\\|", "|");
    let (kind, rest) = if marked.is_some() { (marked, told.as_str()) } else { kind(&told) };
    let said_in =
        [columns.time, columns.date].into_iter().flatten().filter_map(|at| row.cells.get(at)).find(|cell| !cell.is_empty());
    Candidate {
        said,
        raw: raw.join(" "),
        said_at: said_in.unwrap_or(&row.span).clone(),
        heading: None,
        zone: columns.zone.clone(),
        kind,
        text: rest.to_owned(),
        span: trimmed(text, row.span.clone()),
    }
}

/// What stands behind a time, without what sets it off.
fn after_separator(text: &str) -> &str {
    let line = text.trim_start_matches([' ', '\t', '\u{a0}']);
    let marks = ["--", "->", "-", "–", "—", "→", "|", ","];
    let behind =
        marks.iter().filter_map(|mark| line.strip_prefix(mark)).find(|rest| !rest.starts_with(|c: char| !c.is_whitespace()));
    behind.or_else(|| line.strip_prefix(':')).unwrap_or(line).trim_start()
}

/// The kind with which a text begins, `**change**` or `change:`, and the rest.
fn kind(text: &str) -> (Option<RowKind>, &str) {
    let bold = ["**", "__"].iter().find_map(|mark| text.strip_prefix(mark)?.split_once(mark));
    let marked = bold.map(|(word, rest)| (word.trim_end_matches(':'), rest)).or_else(|| text.split_once(':'));
    let known = marked.and_then(|(word, rest)| Some((RowKind::parse(&word.trim().to_ascii_lowercase())?, rest)));
    known.map_or((None, text), |(kind, rest)| (Some(kind), after_separator(rest)))
}
