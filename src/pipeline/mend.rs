//! What findings can mend themselves, until nothing is left that does.
//!
//! Works in memory; whoever asks for it writes the notes, or shows what would change.

use super::{Notes, read, read_with};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fix::Mending;
use crate::history;
use crate::lint::{self, Undated};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A note is read again after each round of fixes. None needs more than two or three; rules that undid each other's fixes would
/// never end.
const ROUNDS: usize = 8;

/// Mends the notes that are wanted, by path, as far as they can be read; gives back all notes as they will be.
///
/// # Errors
/// As for [`read`].
pub fn mend(root: &Path, today: Date, wanted: &dyn Fn(&str) -> bool) -> Result<(Notes, Mending), Error> {
    let mut mending = Mending::default();
    let mut notes = read(root, today)?;
    for _ in 0..ROUNDS {
        let readable: BTreeSet<&str> = notes.corpus.incidents().map(|(_, incident)| incident.file.path.as_str()).collect();
        let is_wanted = |path: &str| wanted(path) && readable.contains(path);
        let mut findings: Vec<Diagnostic> =
            notes.findings.iter().filter(|finding| is_wanted(&finding.place.file.path)).cloned().collect();
        date(root, &mut findings);
        if !mending.apply(findings.iter()) {
            break;
        }
        notes = read_with(root, today, mending.texts())?;
    }
    Ok((notes, mending))
}

/// Asks git on which day actions were done whose notes do not say it. git is asked once for each such note.
fn date(root: &Path, findings: &mut [Diagnostic]) {
    let mut of_note: BTreeMap<String, Vec<(&mut Diagnostic, Undated)>> = BTreeMap::new();
    for finding in findings {
        if let Some(undated) = lint::undated(finding) {
            of_note.entry(finding.place.file.path.clone()).or_default().push((finding, undated));
        }
    }
    for (path, actions) in of_note {
        let Some(text) = actions.first().map(|(finding, _)| finding.place.file.text.as_str()) else { continue };
        let numbers: Vec<usize> = actions.iter().flat_map(|(_, undated)| [undated.text, undated.status]).collect();
        let changes = history::lines(root, &path, text, &numbers);
        for (finding, undated) in actions {
            // An action whose words are newer than its end was perhaps another one then.
            if let (Some(told), Some(done)) = (changes.get(&undated.text), changes.get(&undated.status))
                && told.at <= done.at
            {
                finding.fix = Some(undated.fix(done.day()));
            }
        }
    }
}
