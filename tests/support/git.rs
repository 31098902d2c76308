//! git as somebody whose settings are their own, for whatever is tested in a repository. Unit tests share it.

use std::path::Path;
use std::process::{Command, Stdio};

/// Runs git in a folder. A commit gets this date, as git reads it.
pub fn git(folder: &Path, date: &str, args: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"])
        .args(["-c", "protocol.file.allow=always"])
        .args(args)
        .envs([("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", "1800000000 +0000")])
        .envs([("GIT_CONFIG_GLOBAL", ""), ("GIT_CONFIG_NOSYSTEM", "1")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success(), "git {args:?}");
}

/// A new repository in a folder.
pub fn init(folder: &Path, branch: &str) {
    git(folder, "", &["init", "--initial-branch", branch]);
}

/// Commits everything that stands in a folder.
pub fn commit(folder: &Path, date: &str) {
    git(folder, date, &["add", "--all"]);
    git(folder, date, &["commit", "--message", "x"]);
}
