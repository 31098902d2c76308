//! What fixes would change, as a patch that `git apply` and `patch -p1` take.

use super::Mending;
use similar::TextDiff;
use std::borrow::Cow;
use std::fmt::Write as _;

/// What would change.
#[derive(Debug, Default)]
pub struct Patch {
    /// The patch itself.
    pub text: String,
    /// How many of its notes are not shown as they are: a patch with stars in it fits none of them.
    pub masked: usize,
}

impl Mending {
    /// Every note that changes, compared with what it was. `shown` is told the path and makes of a text what may be shown.
    pub fn diff<'t>(&'t self, shown: impl Fn(&str, &'t str) -> Cow<'t, str>) -> Patch {
        let mut patch = Patch::default();
        for (path, before, after) in self.changes() {
            let (before, after) = (shown(path, before), shown(path, after));
            patch.masked += usize::from(matches!((&before, &after), (Cow::Owned(_), _) | (_, Cow::Owned(_))));
            let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
            let (from, to) = (format!("a/{path}"), format!("b/{path}"));
            // Writing to a string does not fail.
            let _ = write!(patch.text, "{}", diff.unified_diff().header(&from, &to));
        }
        patch
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
        let patch = mending.diff(|_, text| Cow::Borrowed(text));
        assert_eq!((patch.text.as_str(), patch.masked), (expected, 0));
        assert_eq!(mending.diff(|_, text| Cow::Owned(text.replace("last", "****"))).masked, 1);
        assert_eq!(mending.changed(), 1);
    }
}
