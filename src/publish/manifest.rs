//! The list of what lookback made in an output folder: the only ground on which it ever removes or replaces anything there.
//!
//! A first line with the version, then one path a line, sorted; a folder that lookback made ends in `/`. The list is input like
//! any other: a line that could lead out of the folder is a fault, not an order to delete.

use super::path;
use crate::error::Error;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

const HEADER: &str = "lookback manifest 1";

/// Files and folders that lookback made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Paths from the output folder.
    pub files: BTreeSet<String>,
    /// Paths from the output folder, without the slash at the end.
    pub folders: BTreeSet<String>,
}

impl Manifest {
    /// The list of an output folder; `None` if there is none.
    pub fn read(out: &Path) -> Result<Option<Self>, Error> {
        let place = out.join(path::MANIFEST);
        match fs::read_to_string(&place) {
            Ok(text) => Self::parse(&text).map(Some).map_err(|(line, why)| Error::Manifest { path: place, line, why }),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(Error::read(place)(error)),
        }
    }

    fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err((1, "it is not a list that this version of lookback knows"));
        }
        let mut manifest = Self::default();
        for (nth, line) in lines.enumerate() {
            let (entry, entries) = match line.strip_suffix('/') {
                Some(folder) => (folder, &mut manifest.folders),
                None => (line, &mut manifest.files),
            };
            if let Some(why) = path::fault(entry) {
                return Err((nth + 2, why));
            }
            entries.insert(entry.to_owned());
        }
        Ok(manifest)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self.folders.iter().map(|folder| format!("{folder}/")).collect();
        lines.extend(self.files.iter().cloned());
        lines.sort_unstable();
        lines.insert(0, HEADER.to_owned());
        lines.push(String::new());
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_that_leads_out_is_a_fault() {
        for line in ["../secret", "/etc/passwd", "a/../../b", "", "/"] {
            let text = format!("{HEADER}\nindex.html\n{line}\n");
            assert_eq!(Manifest::parse(&text).map_err(|(line, _)| line), Err(3), "{line:?}");
        }
        assert_eq!(Manifest::parse("lookback manifest 2\n").map_err(|(line, _)| line), Err(1));
        assert_eq!(Manifest::parse("").map_err(|(line, _)| line), Err(1));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            files in proptest::collection::btree_set("[a-z]{1,3}(/[a-z.é ]{1,3}[a-z]){0,2}", 0..8),
            folders in proptest::collection::btree_set("[a-z]{1,3}(/[a-z]{1,3}){0,2}", 0..4),
        ) {
            let manifest = Manifest { files, folders };
            prop_assert_eq!(Manifest::parse(&manifest.text()), Ok(manifest));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Manifest::parse(&format!("{HEADER}\n{text}"));
        }
    }
}
