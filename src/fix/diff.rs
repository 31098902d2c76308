//! What fixes would change, as a patch that `git apply` and `patch -p1` take.

use super::Mending;
use similar::TextDiff;
use std::fmt::Write as _;

impl Mending {
    /// Every note that changes, compared with what it was. `shown` is told the path and makes of a text what may be shown.
    pub fn diff(&self, shown: impl Fn(&str, &str) -> String) -> String {
        let mut out = String::new();
        for (path, before, after) in self.changes() {
            let (before, after) = (shown(path, before), shown(path, after));
            let diff = TextDiff::from_lines(&before, &after);
            let (from, to) = (format!("a/{path}"), format!("b/{path}"));
            // Writing to a string does not fail.
            let _ = write!(out, "{}", diff.unified_diff().header(&from, &to));
        }
        out
    }
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
        let expected = "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n+2\r\n 1\r\n-2\r\n last\n\\ No newline at end of file\n";
        assert_eq!(mending.diff(|_, text| text.to_owned()), expected);
        assert_eq!(mending.changed(), 1);
    }
}
