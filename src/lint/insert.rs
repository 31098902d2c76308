//! A key that a fix writes into a table of the front matter: where it goes, and how it is written there.

use crate::source::Span;

/// Behind the line on which `at` stands.
pub(super) fn below(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A new line at `at`, which begins one: written like the key on the line `like`.
pub(super) fn line(at: usize, key: &str, value: &str, like: &str) -> (Span, String) {
    let name = like.split('=').next().unwrap_or_default();
    let indent = &name[..name.len() - name.trim_start().len()];
    // Where the signs of equality stand below each other, this one does, too.
    let width = if name.ends_with(' ') { name.trim_start().chars().count().saturating_sub(1) } else { 0 };
    let end = if like.ends_with("\r\n") { "\r\n" } else { "\n" };
    (at..at, format!("{indent}{key:<width$} = {value}{end}"))
}
