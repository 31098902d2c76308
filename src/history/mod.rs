//! When each note was last changed, according to git; and when a line came into one (`lines`).
//!
//! One `git log` for all notes; git compares a folder with its former self for each commit, so that a folder a year is quicker
//! than one for all. Only dates and commits are kept, never who made them. Where git cannot tell (it is not there, the notes are
//! in no repository, a shallow clone begins after the change) nothing is claimed.

mod lines;

pub use lines::lines;

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// The last change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When its author made it.
    pub at: Timestamp,
    /// The beginning of the commit's id.
    pub commit: String,
}

impl Change {
    /// The day of the change, in UTC.
    pub fn day(&self) -> jiff::civil::Date {
        jiff::tz::Offset::UTC.to_datetime(self.at).date()
    }
}

/// The last change of every file that git knows.
#[derive(Debug, Clone, Default)]
pub struct History {
    changes: BTreeMap<String, Option<Change>>,
}

/// How much of a commit's id is kept: what git itself calls short depends on the size of the repository.
const SHORT: usize = 10;

/// Begins the line of a commit; no path below the notes does.
const COMMIT: u8 = 1;

/// How git is asked for commits: for what [`change`] reads behind [`COMMIT`].
const COMMITS: &str = "--format=%x01%H %at %D";

/// git in a folder. What a team has set up for its own eyes must not change the bytes of the site.
fn git(root: &Path) -> Command {
    let mut git = crate::git::command(root);
    git.args(["-c", "log.showSignature=false"]).stderr(Stdio::null());
    git
}

impl History {
    /// Reads the history of the files below `incidents` in `root`. The repository may begin above the root.
    pub fn read(root: &Path, incidents: &str) -> Self {
        let child = git(root)
            .args(["-c", "log.follow=false"])
            .args(["log", COMMITS, "--decorate=full", "--no-color", "--no-merges", "--no-renames", "--no-ext-diff"])
            // Every commit, also those without notes: to find those with notes, git would compare each pair of trees a second time.
            .args(["--full-history", "--sparse", "--name-only", "--relative", "-z", "--", incidents])
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else { return Self::default() };
        let history = child.stdout.take().map(|out| Self::parse(BufReader::new(out)));
        let ended_well = child.wait().is_ok_and(|status| status.success());
        // Half a history would give some notes the wrong date.
        history.filter(|_| ended_well).unwrap_or_default()
    }

    /// The last change of a file, by its path from the root.
    pub fn last_change(&self, path: &str) -> Option<&Change> {
        self.changes.get(path)?.as_ref()
    }

    /// Reads what `git log` prints, the newest commit first: a commit, then the files that it touched, each ended by a NUL.
    fn parse(out: impl BufRead) -> Self {
        let mut changes = BTreeMap::new();
        let mut commit = None;
        for field in out.split(0).map_while(Result::ok) {
            if field.first() == Some(&COMMIT) {
                commit = change(&field[1..]);
                continue;
            }
            let path = field.strip_prefix(b"\n").unwrap_or(&field);
            if let Ok(path) = std::str::from_utf8(path)
                && !changes.contains_key(path)
            {
                changes.insert(path.to_owned(), commit.clone());
            }
        }
        Self { changes }
    }
}

/// A commit from its line; `None` for the one at which a shallow clone was cut off, which seems to have made every file.
fn change(line: &[u8]) -> Option<Change> {
    let mut words = std::str::from_utf8(line).ok()?.splitn(3, ' ');
    let commit = words.next()?.get(..SHORT)?.to_owned();
    let at = Timestamp::from_second(words.next()?.parse().ok()?).ok()?;
    let is_cut_off = words.next().is_some_and(|names| names.split(", ").any(|name| name == "grafted"));
    (!is_cut_off).then_some(Change { at, commit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::{self, git};
    use proptest::prelude::*;
    use std::fs;
    use tempfile::TempDir;

    fn date(second: u32) -> String {
        format!("{} +0200", 1_700_000_000 + second)
    }

    pub(super) fn commit(folder: &Path, second: u32, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        sandbox::commit(folder, &date(second));
    }

    pub(super) fn repository() -> TempDir {
        let temp = TempDir::new().unwrap();
        sandbox::init(temp.path(), "grafted");
        temp
    }

    fn seconds(history: &History, path: &str) -> Option<i64> {
        history.last_change(path).map(|change| change.at.as_second() - 1_700_000_000)
    }

    #[test]
    fn each_note_has_the_date_of_its_last_change() {
        let temp = repository();
        commit(temp.path(), 1, &[("incidents/a.md", "1"), ("incidents/b.md", "1"), ("incidents/ä \"b\"\n.md", "1")]);
        commit(temp.path(), 2, &[("incidents/a.md", "2"), ("other.md", "2")]);
        commit(temp.path(), 3, &[("other.md", "3")]);
        fs::write(temp.path().join("incidents/new.md"), "").unwrap();
        let history = History::read(temp.path(), "incidents");
        assert_eq!(seconds(&history, "incidents/a.md"), Some(2));
        assert_eq!(seconds(&history, "incidents/b.md"), Some(1));
        assert_eq!(seconds(&history, "incidents/ä \"b\"\n.md"), Some(1));
        assert_eq!(seconds(&history, "incidents/new.md"), None);
        assert_eq!(seconds(&history, "other.md"), None);
        let short = &history.last_change("incidents/a.md").unwrap().commit;
        assert!(short.len() == SHORT && short.chars().all(|c| c.is_ascii_hexdigit()), "{short}");
    }

    #[test]
    fn the_repository_may_begin_above_the_root() {
        let temp = repository();
        commit(temp.path(), 1, &[("incidents/a.md", "theirs"), ("docs/incidents/a.md", "ours")]);
        commit(temp.path(), 2, &[("incidents/a.md", "theirs again")]);
        assert_eq!(seconds(&History::read(&temp.path().join("docs"), "incidents"), "incidents/a.md"), Some(1));
    }

    #[test]
    fn a_merge_is_no_change() {
        let temp = repository();
        commit(temp.path(), 1, &[("incidents/a.md", "1")]);
        git(temp.path(), &date(2), &["checkout", "-b", "side"]);
        commit(temp.path(), 2, &[("incidents/b.md", "2")]);
        git(temp.path(), &date(3), &["checkout", "grafted"]);
        commit(temp.path(), 3, &[("incidents/a.md", "3")]);
        git(temp.path(), &date(4), &["merge", "--no-ff", "--no-edit", "side"]);
        let history = History::read(temp.path(), "incidents");
        assert_eq!(seconds(&history, "incidents/a.md"), Some(3));
        assert_eq!(seconds(&history, "incidents/b.md"), Some(2));
    }

    #[test]
    fn a_shallow_clone_knows_only_what_it_has() {
        let temp = repository();
        commit(temp.path(), 1, &[("incidents/a.md", "1"), ("incidents/b.md", "1")]);
        commit(temp.path(), 2, &[("incidents/b.md", "2")]);
        commit(temp.path(), 3, &[("incidents/c.md", "3")]);
        let clone = TempDir::new().unwrap();
        let url = format!("file://{}", temp.path().display());
        git(clone.path(), &date(4), &["clone", "--depth", "2", &url, "."]);
        let history = History::read(clone.path(), "incidents");
        assert_eq!(seconds(&history, "incidents/c.md"), Some(3));
        assert_eq!(seconds(&history, "incidents/b.md"), None);
        assert_eq!(seconds(&history, "incidents/a.md"), None);
    }

    #[test]
    fn without_a_repository_nothing_is_claimed() {
        let temp = TempDir::new().unwrap();
        fs::create_dir(temp.path().join("incidents")).unwrap();
        assert!(History::read(temp.path(), "incidents").changes.is_empty());
        assert!(History::read(&repository().path().join("missing"), "incidents").changes.is_empty());
    }

    proptest! {
        #[test]
        fn no_output_panics(out in proptest::collection::vec(any::<u8>(), 0..200)) {
            History::parse(out.as_slice());
        }
    }
}
