//! Source files and places in them.
//!
//! A [`SourceFile`] is one file's text under its path from the root; a [`Place`] is a span of bytes in it. Everything that is
//! reported to a person points at a `Place`. This module never opens a file and never judges what stands in one.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A range of bytes in a file's text. Both ends lie on character boundaries.
pub type Span = Range<usize>;

/// One text file, held whole for as long as something points into it.
#[derive(Debug)]
pub struct SourceFile {
    /// The path from the root of the notes repository, with forward slashes on every system.
    pub path: String,
    /// The text, without a byte order mark. Where a file was not UTF-8, the text with replacement characters.
    pub text: String,
    /// Whether a byte order mark stood before the text.
    marked: bool,
    line_starts: OnceLock<Vec<usize>>,
}

/// With which some editors begin a file; it is no part of the text.
pub const MARK: &str = "\u{feff}";

impl SourceFile {
    /// A file under `path` (from the root) with this text. A leading byte order mark is taken off.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let mut text = text.into();
        let marked = text.starts_with(MARK);
        if marked {
            text.drain(..MARK.len());
        }
        Arc::new(Self { path: path.into(), text, marked, line_starts: OnceLock::new() })
    }

    /// The same file with another text to show, byte by byte as long, so that every place stays where it is.
    pub fn shown_as(&self, text: String) -> Arc<Self> {
        debug_assert_eq!(text.len(), self.text.len(), "places would move");
        Arc::new(Self { path: self.path.clone(), text, marked: self.marked, line_starts: OnceLock::new() })
    }

    /// What stood before the text: [`MARK`], or nothing.
    pub fn mark(&self) -> &'static str {
        if self.marked { MARK } else { "" }
    }

    /// Line and column of a byte offset, both counted from 1; columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let starts = self.line_starts();
        let offset = self.floor(offset);
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
    }

    /// The text of a line, counted from 1, without its end; empty beyond the last one.
    pub fn line_text(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let at = |line: usize| starts.get(line).copied().unwrap_or(self.text.len());
        let start = line.checked_sub(1).map_or(self.text.len(), at);
        self.text[start..at(line).max(start)].trim_end_matches(['\r', '\n'])
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The largest character boundary that is not beyond `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// A place in this file. The ends are moved outwards or inwards to character boundaries where they are not on one.
    pub fn place(self: &Arc<Self>, span: Span) -> Place {
        let start = self.floor(span.start);
        let end = self.floor(span.end).max(start);
        Place { file: Arc::clone(self), span: start..end }
    }
}

/// A span in a file: what a diagnostic points at.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes in [`SourceFile::text`].
    pub span: Span,
}

impl Place {
    /// Line and column of the start, both from 1.
    pub fn position(&self) -> (usize, usize) {
        self.file.position(self.span.start)
    }

    /// The text that the place covers.
    pub fn text(&self) -> &str {
        &self.file.text[self.span.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let file = SourceFile::new("a.md", "\u{feff}é1\nz€ß\n");
        assert_eq!(file.position(0), (1, 1));
        assert_eq!(file.position("é1".len()), (1, 3));
        assert_eq!(file.position("é1\nz€".len()), (2, 3));
        assert_eq!(file.position(10_000), (3, 1));
    }

    #[test]
    fn a_place_never_cuts_a_character() {
        let file = SourceFile::new("a.md", "€€");
        assert_eq!(file.place(1..5).text(), "€");
        assert_eq!(file.place(4..4).text(), "");
    }
}
