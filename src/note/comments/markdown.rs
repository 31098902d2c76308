//! Comments of a body: where Markdown takes them for HTML, and which lines each is said about.

use super::{Found, speaks, words};
use crate::incident::Comment;
use crate::incident::body::SYNTAX;
use crate::source::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// What stands before the text of a line that is indented or quoted.
const INDENT: &[char] = &[' ', '\t', '>', '\r'];

/// A comment of HTML, whomever it speaks to.
struct Piece {
    span: Span,
    /// Where the block of HTML begins that holds it; none, if it stands in a line of text.
    block: Option<usize>,
    /// Whether what holds it ends with its line.
    one_line: bool,
}

/// The line of a comment, and what else stands on it.
struct Line {
    span: Span,
    /// Whether nothing but comments stands before it.
    leads: bool,
    /// Whether nothing but comments stands behind it.
    trails: bool,
}

/// The comments that speak to lookback.
pub(super) fn comments(text: &str, body: &Span) -> Vec<Found> {
    let inside = &text[body.clone()];
    if !inside.contains(OPEN) || !speaks(inside) {
        return Vec::new();
    }
    let pieces = pieces(text, body);
    let lines = lines(text, body, &pieces);
    let mut found = Vec::new();
    // What comes later is known first: comments above each other are said about the same.
    let mut below: Option<(usize, Span)> = None;
    for (piece, line) in pieces.into_iter().zip(lines).rev() {
        let alone = line.leads && line.trails;
        if alone && below.as_ref().is_none_or(|(start, _)| *start != line.span.start) {
            below = Some((line.span.start, next_lines(text, &line.span, body, below)));
        }
        let Some(words) = words(text, piece.span.start + OPEN.len()..piece.span.end - CLOSE.len()) else { continue };
        let about = match &below {
            Some((_, lines)) if alone => Some(lines.clone()),
            _ => Some(line.span).filter(|_| piece.block.is_none() || !line.leads),
        };
        let inline = piece.block.is_none();
        let goes_on = inline && !piece.one_line && goes_on(text, &piece.span);
        found.push(Found { comment: Comment { span: piece.span, words, about }, goes_on, inline });
    }
    found.reverse();
    found
}

/// Every comment that Markdown takes for HTML.
fn pieces(text: &str, body: &Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut one_line = false;
    let mut cell = 0;
    for (event, span) in Parser::new_ext(&text[body.clone()], SYNTAX).into_offset_iter() {
        let mut html = span.clone();
        let block = match event {
            Event::Start(Tag::Heading { .. } | Tag::Table(_)) => {
                one_line = true;
                continue;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Table) => {
                one_line = false;
                continue;
            }
            Event::End(TagEnd::TableCell) => {
                cell = span.end;
                continue;
            }
            // What stands behind the last cell, Markdown does not look at.
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                html.start = cell.clamp(span.start, span.end);
                None
            }
            Event::Start(Tag::HtmlBlock) => Some(body.start + span.start),
            Event::InlineHtml(_) => None,
            _ => continue,
        };
        let (mut from, end) = (body.start + html.start, body.start + html.end);
        while let Some(start) = text[from..end].find(OPEN).map(|at| from + at)
            && let inside = start + OPEN.len()
            && let Some(len) = text[inside..end].find(CLOSE)
        {
            from = inside + len + CLOSE.len();
            pieces.push(Piece { span: start..from, block, one_line });
        }
    }
    pieces
}

/// The line of each comment; each part of a line is looked at once, however many comments stand on it.
fn lines(text: &str, body: &Span, pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(pieces.len());
    let mut from = body.start;
    for Piece { span, block, .. } in pieces {
        let between = &text[from..span.start];
        let line = match (between.rfind('\n'), lines.last()) {
            (None, Some(last)) => {
                Line { span: last.span.start..0, leads: last.leads && between.trim().is_empty(), trails: false }
            }
            (end, _) => {
                let start = end.map_or(from, |end| from + end + 1);
                // The mark of an item stands before the block.
                let own = start.max(block.unwrap_or(start));
                Line { span: start..0, leads: text[own..span.start].trim_matches(INDENT).is_empty(), trails: false }
            }
        };
        lines.push(line);
        from = span.end;
    }
    let (mut to, mut next) = (body.end, None);
    for (line, Piece { span, .. }) in lines.iter_mut().zip(pieces).rev() {
        let between = &text[span.end..to];
        (line.span.end, line.trails) = match (between.find('\n'), next) {
            (None, Some((end, trails))) => (end, trails && between.trim().is_empty()),
            (end, _) => {
                let end = end.map_or(to, |len| span.end + len);
                (end, text[span.end..end].trim().is_empty())
            }
        };
        (to, next) = (span.start, Some((line.span.end, line.trails)));
    }
    lines
}

/// The lines behind a line, from the first one that says something up to an empty one or a heading; between items, to where the next
/// one begins. Of the next line that holds nothing but comments it is known what they are said about.
fn next_lines(text: &str, comment: &Span, body: &Span, below: Option<(usize, Span)>) -> Span {
    let from = comment.end;
    let mut between = None;
    let mut at = text[from..body.end].find('\n').map_or(body.end, |end| from + end + 1);
    let mut start = None;
    for line in text[at..body.end].split_inclusive('\n') {
        let own = line.trim_matches(INDENT).trim_end();
        match (start, below.as_ref().filter(|(line, _)| *line == at)) {
            (None, Some((_, lines))) => return lines.clone(),
            (Some(start), Some(_)) => return start..at,
            (None, None) if !own.is_empty() => start = Some(at),
            (Some(start), None) if own.is_empty() || is_heading(own) => return start..at,
            (Some(start), None) if is_new(own) && *between.get_or_insert_with(|| stands_between(text, comment, body)) => {
                return start..at;
            }
            _ => {}
        }
        at += line.len();
    }
    start.unwrap_or(at)..at
}

/// Whether a line of comments stands in a list or between other lines, and not above all of them.
fn stands_between(text: &str, comment: &Span, body: &Span) -> bool {
    if is_new(text[comment.clone()].trim_matches(INDENT)) {
        return true;
    }
    let above = text[body.start..comment.start].lines().rev().map(|line| line.trim_start_matches(INDENT).trim_end());
    let mut above = above.skip_while(|line| line.starts_with(OPEN) && line.ends_with(CLOSE));
    above.next().is_some_and(|line| !line.is_empty() && !is_heading(line))
}

fn is_heading(line: &str) -> bool {
    let mark = line.split([' ', '\t']).next().unwrap_or_default();
    (1..=6).contains(&mark.len()) && mark.bytes().all(|byte| byte == b'#')
}

/// Whether a line begins an item or a row of a table.
fn is_new(line: &str) -> bool {
    let mark = line.split([' ', '\t']).next().unwrap_or_default();
    let number = mark.trim_end_matches(['.', ')']);
    let counted = number.len() + 1 == mark.len() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    matches!(mark, "-" | "*" | "+") || counted || line.starts_with('|')
}

/// Whether a comment ends its line, and the next one says something.
fn goes_on(text: &str, comment: &Span) -> bool {
    let behind = &text[comment.end..];
    let next = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n'));
    next.and_then(|next| next.lines().next()).is_some_and(|next| !next.trim().is_empty())
}
