//! What findings can mend themselves, until nothing is left that does.
//!
//! Works in memory; whoever asks for it writes the notes, or shows what would change.

use super::{Notes, read_with};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::fix::Mending;
use crate::history;
use crate::lint::{self, Undated};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A note is read again after each round of fixes. None needs more than two or three; rules that undid each other's fixes would
/// never end.
const ROUNDS: usize = 8;

/// Mends the notes that are wanted, by path, as far as they can be read. All notes become what they will be.
///
/// # Errors
/// As for [`read`](super::read).
pub fn mend(notes: &mut Notes, root: &Path, wanted: impl Fn(&str) -> bool) -> Result<Mending, Error> {
    let mut mending = Mending::default();
    for _ in 0..ROUNDS {
        let paths = notes.corpus.incidents().map(|(_, incident)| incident.file.path.as_str());
        let wanted: BTreeSet<&str> = paths.filter(|path| wanted(path)).collect();
        let Notes { findings, secrets, .. } = notes;
        let of_wanted = |finding: &&mut Diagnostic| wanted.contains(finding.place.file.path.as_str());
        let mut findings: Vec<&mut Diagnostic> = findings.iter_mut().filter(of_wanted).collect();
        date(root, &mut findings);
        for finding in &mut findings {
            // What is done is said, too.
            if let Some(fix) = &mut finding.fix {
                secrets.conceal_text(&finding.place.file.path, &mut fix.what);
            }
        }
        if !mending.apply(findings.iter().map(|finding| &**finding)) {
            break;
        }
        *notes = read_with(root, notes.today, mending.texts())?;
    }
    Ok(mending)
}

/// Asks git on which day actions were done whose notes do not say it. git is asked once for each such note.
fn date(root: &Path, findings: &mut [&mut Diagnostic]) {
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
            // Only git saw it open and then done: an action that came into the note done was done nobody knows when, and one whose
            // words are newer than its end was perhaps another one then.
            if let (Some(told), Some(done)) = (changes.get(&undated.text), changes.get(&undated.status))
                && told.at < done.at
            {
                finding.fix = Some(undated.fix(done.day()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Level, Rule};
    use crate::sandbox;
    use crate::source::SourceFile;
    use std::fs;
    use tempfile::TempDir;

    static UNDATED: Rule = Rule { code: "LB407", name: "", level: Level::Warn, finds: "", why: "", doubt: "", bad: "", good: "" };

    const PATH: &str = "incidents/a.md";

    fn commit(root: &Path, day: &str, text: &str) {
        fs::create_dir_all(root.join("incidents")).unwrap();
        fs::write(root.join(PATH), text).unwrap();
        sandbox::commit(root, &format!("{day}T12:00:00Z"));
    }

    /// What is written for each action of a note, as it stands.
    fn written(root: &Path, text: &str) -> Vec<Option<String>> {
        let file = SourceFile::new(PATH, text);
        let headers = text.match_indices("[[action]]");
        let mut findings: Vec<_> =
            headers.map(|(at, header)| Diagnostic::new(&UNDATED, &file, at..at + header.len(), "")).collect();
        date(root, &mut findings.iter_mut().collect::<Vec<_>>());
        findings.into_iter().map(|finding| Some(finding.fix?.edits.pop()?.1)).collect()
    }

    #[test]
    fn an_action_was_closed_on_the_day_on_which_git_saw_it_done() {
        let note = |first: &str, second: &str| {
            let action = |text: &str, status: &str| format!("[[action]]\ntext = \"{text}\"\nstatus = \"{status}\"\n");
            format!("+++\ntitle = \"x\"\n{}{}+++\n", action("one", first), action("two", second))
        };
        let root = TempDir::new().unwrap();
        assert_eq!(written(root.path(), &note("done", "done")), [None, None], "there is no git");
        sandbox::init(root.path(), "main");
        commit(root.path(), "2026-03-02", &note("open", "open"));
        commit(root.path(), "2026-03-05", &note("open", "done"));
        let closed = Some("closed = 2026-03-05\n".to_owned());
        assert_eq!(written(root.path(), &note("done", "done")), [None, closed.clone()], "the first is not committed");
        commit(root.path(), "2026-03-09", &note("done", "done"));
        assert_eq!(written(root.path(), &note("done", "done")), [Some("closed = 2026-03-09\n".to_owned()), closed]);
        let reworded = note("done", "done").replace("two", "three");
        commit(root.path(), "2026-03-10", &reworded);
        assert_eq!(written(root.path(), &reworded)[1], None, "what was done then may have been something else");
        let more = reworded
            .replace("[[action]]\ntext = \"one", "[[action]]\ntext = \"new\"\nstatus = \"done\"\n[[action]]\ntext = \"one");
        commit(root.path(), "2026-03-11", &more);
        assert_eq!(written(root.path(), &more)[0], None, "it was done when it came into the note");
    }
}
