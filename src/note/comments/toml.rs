//! Comments of a front matter. It is read as TOML elsewhere; here only its tokens are looked at: which are comments, and where keys
//! and tables begin and end.

use super::super::text::trimmed;
use super::{line, words};
use crate::incident::Comment;
use crate::source::Span;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

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
    let (mut depth, mut statement) = (0_usize, None::<Span>);
    for token in Source::new(&text[toml.clone()]).lex() {
        let span = toml.start + token.span().start()..toml.start + token.span().end();
        match token.kind() {
            TokenKind::Comment => layout.comments.push(trimmed(text, span)),
            TokenKind::Newline if depth == 0 => layout.statements.extend(statement.take()),
            TokenKind::Newline | TokenKind::Whitespace | TokenKind::Eof => {}
            kind => {
                match kind {
                    TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
                    TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
                    _ => {}
                }
                statement.get_or_insert(span.clone()).end = span.end;
            }
        }
    }
    layout.statements.extend(statement);
    layout
}
