//! Comments of a front matter. It is read as TOML elsewhere; here only what is a string, what is a comment, and where keys and
//! tables begin and end is told apart.

use super::{line, words};
use crate::incident::Comment;
use crate::source::Span;

/// Where the parts of a front matter stand that comments are said about.
#[derive(Default)]
struct Layout {
    comments: Vec<Span>,
    /// Keys with their values, and headers of tables.
    statements: Vec<Span>,
}

/// The comments that speak to lookback.
pub(super) fn comments(text: &str, toml: &Span) -> Vec<Comment> {
    let layout = layout(text, toml);
    let owned = owned(text, toml, &layout.statements);
    let mut found = Vec::new();
    // What comes later is known first: comments above each other are said about the same.
    let mut below = None;
    for span in layout.comments.iter().rev() {
        let own = line(text, span.start, toml);
        let about = if !text[own.start..span.start].trim().is_empty() {
            own
        } else {
            let next = layout.statements.partition_point(|statement| statement.start < span.start);
            let around = next.checked_sub(1).and_then(|before| layout.statements.get(before));
            let about = match around.filter(|array| span.end < array.end) {
                Some(array) => next_line(text, own.end, array, below),
                None => owned.get(next).cloned().unwrap_or(toml.end..toml.end),
            };
            below = Some((own.start, about.clone()));
            about
        };
        if let Some(words) = words(text, span.start + 1..span.end) {
            found.push(Comment { span: span.clone(), words, about: Some(about) });
        }
    }
    found.reverse();
    found
}

/// What belongs to each statement: to the header of a table all of its keys, up to the next header.
fn owned(text: &str, toml: &Span, statements: &[Span]) -> Vec<Span> {
    let mut end = toml.end;
    let mut owned: Vec<Span> = statements
        .iter()
        .rev()
        .map(|statement| {
            if !text[statement.clone()].starts_with('[') {
                return statement.clone();
            }
            statement.start..std::mem::replace(&mut end, statement.start)
        })
        .collect();
    owned.reverse();
    owned
}

/// The next line of an array that says something. Of the next line that is nothing but a comment it is known what it is said about.
fn next_line(text: &str, from: usize, array: &Span, below: Option<(usize, Span)>) -> Span {
    let mut at = from + 1;
    for line in text.get(at..array.end).unwrap_or_default().split_inclusive('\n') {
        if let Some((_, about)) = below.as_ref().filter(|(start, _)| *start == at) {
            return about.clone();
        }
        if !line.trim().is_empty() {
            return at..at + line.trim_end().len();
        }
        at += line.len();
    }
    array.end..array.end
}

fn layout(text: &str, toml: &Span) -> Layout {
    let mut layout = Layout::default();
    let (mut at, mut depth, mut statement) = (toml.start, 0_usize, None);
    while let Some(rest) = text.get(at..toml.end).filter(|rest| !rest.is_empty()) {
        let begins = rest.chars().next().unwrap_or_default();
        match begins {
            '#' => {
                let end = at + rest.find('\n').unwrap_or(rest.len());
                layout.comments.push(at..at + text[at..end].trim_end().len());
                at = end;
                continue;
            }
            '\n' if depth == 0 => layout.statements.extend(statement.take().map(|start| whole(text, start, at))),
            c if c.is_whitespace() => {}
            c => {
                statement.get_or_insert(at);
                match c {
                    '[' | '{' => depth += 1,
                    ']' | '}' => depth = depth.saturating_sub(1),
                    '"' | '\'' => {
                        at += string(rest, c);
                        continue;
                    }
                    _ => {}
                }
            }
        }
        at += begins.len_utf8();
    }
    layout.statements.extend(statement.map(|start| whole(text, start, toml.end)));
    layout
}

fn whole(text: &str, start: usize, end: usize) -> Span {
    start..start + text[start..end].trim_end().len()
}

/// How long the string is with which a text begins. One that has no end on its line ends there.
fn string(text: &str, quote: char) -> usize {
    let many: String = [quote; 3].iter().collect();
    let (close, lines) = if text.starts_with(&many) { (many.as_str(), true) } else { (&many[..1], false) };
    let mut at = close.len();
    while let Some(c) = text[at..].chars().next() {
        match c {
            '\\' if quote == '"' => at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            '\n' if !lines => return at,
            _ if text[at..].starts_with(close) => {
                at += close.len();
                // Up to two quotes may stand before the three that end it.
                let more = if lines { text[at..].chars().take(2).take_while(|&c| c == quote).count() } else { 0 };
                return at + more;
            }
            c => at += c.len_utf8(),
        }
    }
    at
}
