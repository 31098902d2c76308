//! What fixes would change, as a patch that `git apply` and `patch -p1` take.

use super::Mending;
use similar::TextDiff;
use std::fmt::Write as _;

impl Mending {
    /// Every note that changes, compared with what it was. `prefix` is where the root of the notes stands in its repository;
    /// `shown` is told the path and makes of a text what may be shown.
    pub fn diff(&self, prefix: &str, shown: impl Fn(&str, &str) -> String) -> String {
        let mut out = String::new();
        for (file, after) in self.changes() {
            let whole = |text: &str| format!("{}{}", file.mark(), shown(&file.path, text));
            let (before, after) = (whole(&file.text), whole(after));
            let diff = TextDiff::from_lines(&before, &after);
            let (from, to) = (named('a', prefix, &file.path), named('b', prefix, &file.path));
            // Writing to a string does not fail.
            let _ = write!(out, "{}", diff.unified_diff().header(&from, &to));
        }
        out
    }
}

/// The name of a note on one side of a patch, as git writes it: in quotes, where it holds what ends a name.
fn named(side: char, prefix: &str, path: &str) -> String {
    let name = format!("{side}/{prefix}{path}");
    if name.contains(|c: char| c.is_ascii_control() || matches!(c, '"' | '\\')) { format!("{name:?}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_patch_names_the_note_and_keeps_line_ends() {
        let mut mending = Mending::default();
        let mut change = |path: &str, before: &str, after: &str| {
            mending.before.insert(path.to_owned(), SourceFile::new(path, before));
            mending.after.insert(path.to_owned(), SourceFile::new(path, after));
        };
        change("b.md", "same", "same");
        change("a.md", "1\r\n2\r\nlast", "2\r\n1\r\nlast");
        change("c\t.md", "\u{feff}1\n2\n", "1\n");
        let expected = "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,3 +1,3 @@\n+2\r\n 1\r\n-2\r\n last\n\\ No newline at end of file\n\
                        --- \"a/docs/c\\t.md\"\n+++ \"b/docs/c\\t.md\"\n@@ -1,2 +1 @@\n \u{feff}1\n-2\n";
        assert_eq!(mending.diff("docs/", |_, text| text.to_owned()), expected);
        assert_eq!(mending.changed(), 2);
    }
}
