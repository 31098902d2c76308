//! How git is asked: what it says does not depend on how a person has set it up, or on the hook in which lookback runs.
//!
//! Knows which files changed and where the work tree begins, and nothing of what a note is. Only asks: nothing that it runs writes.

use crate::error::Error;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

/// What to do about a commit that is not there.
const FETCH: &str = "Check its name, and fetch it: a shallow clone knows only the newest commits (on GitHub, check out with \
                     `fetch-depth: 0`; on GitLab, set `GIT_DEPTH: 0`).";

/// git in a folder.
pub fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(folder)
        .args(["--no-pager", "--literal-pathspecs", "--no-optional-locks"])
        // A hook that runs lookback is told of its own repository by these; the one of the notes is meant.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_PREFIX")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    git
}

/// The path of a folder from the top of its work tree, with a slash at its end: empty for the top itself, and where no git is.
pub fn prefix(folder: &Path) -> String {
    let out = command(folder).args(["rev-parse", "--show-prefix"]).output();
    let out = out.ok().filter(|out| out.status.success()).map(|out| out.stdout).unwrap_or_default();
    String::from_utf8_lossy(&out).trim_end_matches(['\r', '\n']).to_owned()
}

/// The files below these paths of `folder` that are not as they were where the current commit and `revision` parted, by their
/// paths from the folder. What is not committed counts, and what is gone; what git ignores does not.
///
/// # Errors
/// git is not there, the folder is in no repository, there is no such commit, or the two have nothing in common.
pub fn changed_since(folder: &Path, revision: &str, paths: &[&str]) -> Result<BTreeSet<String>, Error> {
    let cannot = |why: String, mend| Error::Changes { revision: revision.to_owned(), why, mend };
    let ask = |args: &[&str]| match command(folder).args(args).output() {
        Err(error) => Err(cannot(format!("git cannot be run: {error}"), "Install git, or name the notes instead.")),
        Ok(out) if out.status.success() => Ok(Ok(out.stdout)),
        Ok(out) => Ok(Err(String::from_utf8_lossy(&out.stderr).trim().to_owned())),
    };
    let trusted = |answer: Result<Vec<u8>, String>| answer.map_err(|said| cannot(said, "Mend that, or name the notes instead."));

    trusted(ask(&["rev-parse", "--is-inside-work-tree"])?)?;
    let commit = format!("{revision}^{{commit}}");
    let Ok(commit) = ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])? else {
        return Err(cannot("git knows no such commit".to_owned(), FETCH));
    };
    let Ok(base) = ask(&["merge-base", line(&commit), "HEAD"])? else {
        return Err(cannot("it and the current commit have no ancestor in common here".to_owned(), FETCH));
    };
    let diff = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", line(&base), "--"];
    let others = ["ls-files", "--others", "--exclude-standard", "-z", "--"];
    let changed = trusted(ask(&[&diff, paths].concat())?)?;
    let new = trusted(ask(&[&others, paths].concat())?)?;
    let files = changed.split(|&byte| byte == 0).chain(new.split(|&byte| byte == 0)).filter(|path| !path.is_empty());
    // A repository of its own inside the notes is named with a slash.
    Ok(files.map(|path| String::from_utf8_lossy(path).trim_end_matches('/').to_owned()).collect())
}

/// What git says on one line.
fn line(out: &[u8]) -> &str {
    std::str::from_utf8(out).unwrap_or_default().trim()
}
