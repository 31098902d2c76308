//! When lines came into a note.
//!
//! git tells the commit of a line (`blame`) and the day of a commit (`log`): two questions for each note that somebody asks about,
//! and none for the others. A line that is not committed as it stands, or was there before a shallow clone begins, has no day.

use super::{COMMIT, COMMITS, Change, change, git};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// The commits with which lines of a file came into it, by their numbers from 1. `text` is what stands in the file, or will.
pub fn lines(root: &Path, path: &str, text: &str, numbers: &[usize]) -> BTreeMap<usize, Change> {
    asked(root, path, text, numbers).unwrap_or_default()
}

fn asked(root: &Path, path: &str, text: &str, numbers: &[usize]) -> Option<BTreeMap<usize, Change>> {
    if numbers.is_empty() {
        return None;
    }
    let mut child = git(root)
        // A value that is moved below another by a space is the same.
        .args(["-c", "blame.ignoreRevsFile=", "blame", "--porcelain", "-w", "--contents", "-"])
        .args(numbers.iter().map(|number| format!("-L{number},{number}")))
        .args(["--", path])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    // git reads all of it before it answers. If it does not want to, it ends badly.
    let _ = child.stdin.take()?.write_all(text.as_bytes());
    let answer = child.wait_with_output().ok().filter(|answer| answer.status.success())?;
    let commits = blamed(&String::from_utf8_lossy(&answer.stdout));
    if commits.is_empty() {
        return None;
    }

    let mut log = git(root);
    log.args(["log", "--no-walk=unsorted", COMMITS, "--decorate=full", "--no-color", "--no-patch", "-z"]);
    let answer = log.args(commits.values()).arg("--").output().ok().filter(|answer| answer.status.success())?;
    let changes = answer.stdout.split(|byte| *byte == 0).filter_map(|field| change(field.strip_prefix(&[COMMIT])?));
    let changes: Vec<Change> = changes.collect();
    let of = |id: &String| changes.iter().find(|change| id.starts_with(&change.commit)).cloned();
    Some(commits.iter().filter_map(|(line, id)| Some((*line, of(id)?))).collect())
}

/// The commits of lines from what `git blame` prints; none for a line that is in no commit.
fn blamed(answer: &str) -> BTreeMap<usize, String> {
    // A line begins with its commit, its number then, and its number now.
    let line = |line: &str| {
        let mut words = line.split(' ');
        let commit = words.next().filter(|id| id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let number = words.nth(1)?.parse().ok()?;
        commit.bytes().any(|byte| byte != b'0').then(|| (number, commit.to_owned()))
    };
    answer.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{commit, repository};
    use super::*;
    use crate::sandbox::git;
    use proptest::prelude::*;
    use std::fs;
    use tempfile::TempDir;

    const PATH: &str = "incidents/a.md";

    /// The second of each line that has one.
    fn seconds(root: &Path, text: &str, numbers: &[usize]) -> Vec<(usize, i64)> {
        lines(root, PATH, text, numbers).into_iter().map(|(line, change)| (line, change.at.as_second() - 1_700_000_000)).collect()
    }

    #[test]
    fn a_line_has_the_date_of_the_commit_that_wrote_it() {
        let temp = repository();
        commit(temp.path(), 1, &[(PATH, "a\nb\nc\n")]);
        commit(temp.path(), 2, &[(PATH, "a\nstatus = \"done\"\nc\n")]);
        commit(temp.path(), 3, &[(PATH, "new\na\nstatus  = \"done\"\nc\n")]);
        fs::write(temp.path().join(PATH), "what stands there now is of no interest").unwrap();
        let text = "new\na\nstatus  = \"done\"\nc\nuncommitted\n";
        assert_eq!(seconds(temp.path(), text, &[1, 2, 3, 5]), [(1, 3), (2, 1), (3, 2)]);
        assert_eq!(seconds(temp.path(), text, &[]), []);
        assert_eq!(seconds(temp.path(), text, &[3, 6]), [], "there is no such line");
    }

    #[test]
    fn nothing_is_claimed_of_a_file_that_git_does_not_know() {
        let temp = repository();
        commit(temp.path(), 1, &[("incidents/b.md", "b\n")]);
        assert_eq!(seconds(temp.path(), "a\n", &[1]), []);
        assert_eq!(seconds(TempDir::new().unwrap().path(), "a\n", &[1]), []);
    }

    #[test]
    fn a_shallow_clone_knows_only_what_it_has() {
        let temp = repository();
        commit(temp.path(), 1, &[(PATH, "a\n")]);
        commit(temp.path(), 2, &[("other.md", "b\n")]);
        commit(temp.path(), 3, &[(PATH, "a\nb\n")]);
        let clone = TempDir::new().unwrap();
        let url = format!("file://{}", temp.path().display());
        git(clone.path(), "", &["clone", "--depth", "2", &url, "."]);
        assert_eq!(seconds(temp.path(), "a\nb\n", &[1, 2]), [(1, 1), (2, 3)]);
        assert_eq!(seconds(clone.path(), "a\nb\n", &[1, 2]), [(2, 3)]);
    }

    proptest! {
        #[test]
        fn no_answer_panics(answer in "([0-9a-f]{40}| |\t|\n|author|7|é){0,30}") {
            blamed(&answer);
        }
    }
}
