//! Pieces of Markdown text: lines, their ends and their indentation.
//!
//! Knows bytes and columns; never what a block is.

use crate::source::Span;

/// A span without the white space at its ends.
pub fn trimmed(text: &str, span: Span) -> Span {
    let inner = &text[span.clone()];
    let start = span.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

/// The first line of a span, without the white space at its ends.
pub fn first_line(text: &str, span: &Span) -> Span {
    let end = text[span.clone()].find('\n').map_or(span.end, |end| span.start + end);
    trimmed(text, span.start..end)
}

/// How people write a break in HTML.
const BREAKS: &[&str] = &["<br>", "<br/>", "<br />"];

/// The lines of a span, without the white space at their ends; `<br>` ends one, too, and is no part of it.
pub fn lines<'t>(text: &'t str, span: &Span) -> impl Iterator<Item = Span> + use<'t> {
    let mut at = span.start;
    text[span.clone()].split_inclusive('\n').flat_map(move |line| {
        at += line.len();
        pieces(text, at - line.len()..at)
    })
}

/// The parts of a line between breaks; one at its end is the end of the line.
fn pieces(text: &str, line: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut from = line.start;
    for (at, _) in text[line.clone()].match_indices('<') {
        let at = line.start + at;
        if let Some(mark) =
            BREAKS.iter().find(|mark| text[at..line.end].get(..mark.len()).is_some_and(|here| here.eq_ignore_ascii_case(mark)))
        {
            pieces.push(trimmed(text, from..at));
            from = at + mark.len();
        }
    }
    let rest = trimmed(text, from..line.end);
    if pieces.is_empty() || !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

/// A text without the break that ends it.
pub fn without_break(text: &str) -> &str {
    let text = text.trim();
    let ends = |mark: &&str| {
        let start = text.len().checked_sub(mark.len())?;
        text.get(start..).filter(|end| end.eq_ignore_ascii_case(mark)).map(|_| text[..start].trim_end())
    };
    BREAKS.iter().chain(&["\\"]).find_map(ends).unwrap_or(text)
}

/// The column in which a byte stands, counted from 0; tabs lead to the next multiple of four, as in Markdown.
pub fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..at].chars().fold(0, advance)
}

fn advance(column: usize, c: char) -> usize {
    if c == '\t' { column / 4 * 4 + 4 } else { column + 1 }
}

/// The Markdown of an item on its own: its further lines without the indentation that made them part of the item.
pub fn dedent(text: &str, indent: usize) -> String {
    let mut lines = text.trim().lines();
    let mut out = String::with_capacity(text.len());
    out.push_str(lines.next().unwrap_or_default().trim_end_matches('\r'));
    for line in lines {
        let (mut column, mut rest) = (0, line);
        while let Some(c @ (' ' | '\t')) = rest.chars().next()
            && column < indent
        {
            column = advance(column, c);
            rest = &rest[1..];
        }
        out.push('\n');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_line_feeds_and_breaks() {
        let text = "a<br>\nb <BR/> c\n\nd<b>e<brush>";
        let found: Vec<_> = lines(text, &(0..text.len())).map(|line| &text[line]).collect();
        assert_eq!(found, ["a", "b", "c", "", "d<b>e<brush>"]);
        assert_eq!(["a <br />", "a\\", "a<brush>"].map(without_break), ["a", "a", "a<brush>"]);
    }

    #[test]
    fn further_lines_lose_only_the_indentation_of_the_item() {
        assert_eq!(dedent("a\n  - b\n    c\nlazy\n\td ", 2), "a\n- b\n  c\nlazy\nd");
        assert_eq!(dedent("a\r\n  b\r\n", 2), "a\nb");
    }
}
