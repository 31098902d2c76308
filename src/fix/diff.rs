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
    /// Every note that changes, compared with what it was. `prefix` is where the root of the notes stands in its repository;
    /// `shown` is told the path and makes of a text what may be shown.
    pub fn diff<'t>(&'t self, prefix: &str, shown: impl Fn(&str, &'t str) -> Cow<'t, str>) -> Patch {
        let mut patch = Patch::default();
        for (file, after) in self.changes() {
            let (before, after) = (shown(&file.path, &file.text), shown(&file.path, after));
            patch.masked += usize::from([&before, &after].iter().any(|text| matches!(text, Cow::Owned(_))));
            let whole = |text: &str| format!("{}{text}", file.mark());
            let (before, after) = (whole(&before), whole(&after));
            let diff = TextDiff::from_lines(&before, &after);
            let (from, to) = (named('a', prefix, &file.path), named('b', prefix, &file.path));
            // Writing to a string does not fail.
            let _ = write!(patch.text, "{}", diff.unified_diff().header(&from, &to));
        }
        patch
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
        let patch = mending.diff("docs/", |_, text| Cow::Borrowed(text));
        assert_eq!((patch.text.as_str(), patch.masked), (expected, 0));
        let masked =
            mending.diff("", |path, text| if path == "a.md" { Cow::Owned(text.replace("last", "****")) } else { text.into() });
        assert_eq!((masked.masked, mending.changed()), (1, 2));
    }
}
