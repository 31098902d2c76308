//! Faults of the world: what stops a run, as opposed to faults in what people wrote, which are
//! [`Diagnostic`](crate::diagnostic::Diagnostic)s and pile up.
//!
//! Every message says what went wrong, where, and how to mend it. This module never prints and never decides how a run ends.

use std::io;
use std::path::PathBuf;

/// A fault of the world.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("cannot read `{}`: {source}\nCheck that it is there and that whoever runs lookback may read it.", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file or folder cannot be written, moved or removed.
    #[error("cannot write `{}`: {source}\nCheck that the disk has room and that whoever runs lookback may write there.", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A note is no longer what was read.
    #[error("`{}` has changed since it was read; it was left as it is\nRun it again.", path.display())]
    Changed {
        /// The note.
        path: PathBuf,
    },
    /// A word that names no rule.
    #[error("there is no rule `{word}`\n{mend}")]
    NoRule {
        /// What was typed.
        word: String,
        /// What may have been meant.
        mend: String,
    },
    /// There is no folder of notes.
    #[error(
        "there is no folder of notes at `{}`\nSay where the notes are with `--root` or with `[paths] incidents` in lookback.toml, or make \
         the folder and put the first note into it.",
        path.display()
    )]
    NoNotes {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The folder of notes is not inside the root.
    #[error(
        "the folder of notes `{}` leads out of `{}`\nKeep the notes inside the repository, or name the folder that holds both with `--root`.",
        path.display(),
        root.display()
    )]
    NotesOutside {
        /// The folder, with its links followed.
        path: PathBuf,
        /// The root that it should be in.
        root: PathBuf,
    },
    /// What was to be looked at is not among the notes of this root.
    #[error("`{}` is not in `{}`\nName a note or a folder of this repository, or another repository with `--root`.", path.display(), root.display())]
    OutsideRoot {
        /// What was to be looked at.
        path: PathBuf,
        /// The root in which it should be.
        root: PathBuf,
    },
    /// Nobody can tell what changed.
    #[error("cannot tell what changed since `{revision}`: {why}\n{mend}")]
    Changes {
        /// The commit, as it was typed.
        revision: String,
        /// What is wrong.
        why: String,
        /// How to mend it.
        mend: &'static str,
    },
    /// The output folder holds something that lookback did not make.
    #[error(
        "`{}` was not made by lookback; nothing was written\nChoose another folder with `--out`, or empty this one yourself.",
        path.display()
    )]
    NotOurs {
        /// The output folder.
        path: PathBuf,
    },
    /// The output folder stands in that of the notes, or holds it.
    #[error("the site would stand among its own notes at `{}`; nothing was written\nChoose another folder with `--out`.", path.display())]
    AmongNotes {
        /// The output folder.
        path: PathBuf,
    },
    /// Something that lookback did not make stands where it has to write.
    #[error(
        "`{}` stands where a page belongs, but lookback did not make it ({what}); nothing was written\nMove it away, or choose another folder with `--out`.",
        path.display()
    )]
    InTheWay {
        /// What stands there.
        path: PathBuf,
        /// What it is: a link, a folder, a file.
        what: &'static str,
    },
    /// The list of the files that lookback made cannot be trusted.
    #[error(
        "`{}` is damaged at line {line}: {why}; nothing was written\nIt lists what lookback made there. Choose another folder with `--out`, or empty this one yourself.",
        path.display()
    )]
    Manifest {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The address of a page is not a plain path inside the site.
    #[error("a page cannot be written at {path:?}: {why}; nothing was written\nRename the note or the file that it comes from.")]
    BadPath {
        /// The address.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two pages want one place.
    #[error(
        "two pages want one place: `{first}` and `{second}` (not every disk tells capitals apart); nothing was written\nRename one of the notes or files that they come from."
    )]
    SamePlace {
        /// One address.
        first: String,
        /// The other.
        second: String,
    },
    /// A template cannot be compiled or rendered.
    #[error(
        "{} cannot be used\n{report}\nMend it, or remove it from your templates folder to get the default back.",
        template(name)
    )]
    Template {
        /// Its name; empty where the report names one or more.
        name: String,
        /// The line, quoted, and what is wrong with it.
        report: String,
    },
}

impl Error {
    /// For `map_err`: `path` could not be read.
    pub fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Read { path, source }
    }

    /// For `map_err`: `path` could not be written.
    pub fn write(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Write { path, source }
    }
}

fn template(name: &str) -> String {
    if name.is_empty() { "a template".to_owned() } else { format!("the template `{name}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_where_and_how_to_mend_it() {
        let error = Error::read("notes/a.md")(io::Error::from(io::ErrorKind::PermissionDenied));
        let shown = error.to_string();
        for part in ["cannot read", "notes/a.md", "permission denied", "Check that"] {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
    }

    #[test]
    fn control_characters_of_a_bad_path_do_not_reach_the_terminal() {
        let shown = Error::BadPath { path: "a\u{1b}[31m".to_owned(), why: "…" }.to_string();
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
}
