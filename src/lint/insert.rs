//! A key that a fix writes into a table of the front matter: where it goes, and how it is written there.

use crate::source::Span;

/// Behind the line on which `at` stands.
pub(super) fn below(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A line to come, but for its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    at: usize,
    name: String,
    end: &'static str,
}

/// A new line at `at`, which begins one, among the keys of a table. It is indented like the first of them, and stands in line with
/// them if they do so with each other. It ends like the line above.
pub(super) fn line(text: &str, at: usize, key: &str, keys: &str) -> Line {
    let names: Vec<&str> = keys.lines().filter_map(name).collect();
    let first = names.first().copied().unwrap_or_default();
    let (indent, first) = first.split_at(first.len() - first.trim_start().len());
    let width = if is_aligned(&names) { first.chars().count().saturating_sub(1) } else { 0 };
    let end = if text[..at].ends_with("\r\n") { "\r\n" } else { "\n" };
    Line { at, name: format!("{indent}{key:<width$}"), end }
}

impl Line {
    pub(super) fn with(&self, value: &str) -> (Span, String) {
        (self.at..self.at, format!("{} = {value}{}", self.name, self.end))
    }
}

/// What stands before the sign of equality of a line, if it can be a key.
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"' | '\'');
    (!name.trim().is_empty() && name.trim().chars().all(is_part)).then_some(name)
}

/// Whether the signs of equality stand below each other, and not only because the keys have one length.
fn is_aligned(names: &[&str]) -> bool {
    let is_equal = names.windows(2).all(|pair| pair[0].chars().count() == pair[1].chars().count());
    names.len() > 1 && is_equal && names.iter().all(|name| name.ends_with(' ')) && names.iter().any(|name| name.ends_with("  "))
}
