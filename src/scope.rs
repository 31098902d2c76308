//! Which findings are asked for: those about named notes and folders, or about what changed.
//!
//! Every note is judged in the light of all; a scope only says of which it is to be told. It never looks into a note.

use crate::config;
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use crate::git;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// What is looked at.
#[derive(Debug)]
pub struct Scope {
    /// What has to hold a path, all of them: files and folders by their paths from the root, the root itself being empty.
    wanted: Vec<BTreeSet<String>>,
    /// The folder of the notes.
    incidents: String,
    /// Whether something is gone that may have been led to.
    removed: bool,
}

/// What leads nowhere, perhaps since a note was removed: relative links, and recurrences.
const LEAD_NOWHERE: [&str; 2] = ["LB022", "LB201"];

impl Scope {
    /// Everything in a repository whose notes stand in this folder.
    pub fn all(incidents: &str) -> Self {
        Self { wanted: Vec::new(), incidents: incidents.to_owned(), removed: false }
    }

    /// Only these files and folders, if there are any.
    ///
    /// # Errors
    /// One is not there, or not in the root.
    pub fn named(mut self, paths: &[PathBuf], here: &Path, root: &Path) -> Result<Self, Error> {
        if !paths.is_empty() {
            let top = root.canonicalize().map_err(Error::read(root))?;
            let mut wanted = BTreeSet::new();
            for path in paths {
                let found = from_root(&here.join(path), &top).map_err(Error::read(path))?;
                if found.is_empty() {
                    return Err(Error::OutsideRoot { path: path.clone(), root: root.to_owned() });
                }
                wanted.extend(found);
            }
            self.wanted.push(wanted);
        }
        Ok(self)
    }

    /// Only what changed since the current commit and `revision` parted.
    ///
    /// # Errors
    /// git cannot tell.
    pub fn changed_since(mut self, revision: &str, root: &Path) -> Result<Self, Error> {
        let changed = git::changed_since(root, revision, &[&self.incidents, config::FILE])?;
        // Who names notes as well asks about these alone.
        self.removed = self.wanted.is_empty() && changed.iter().any(|path| !root.join(path).exists());
        self.wanted.push(changed);
        Ok(self)
    }

    /// Whether a file is looked at.
    pub fn holds(&self, path: &str) -> bool {
        self.wanted.iter().all(|wanted| self.is_in(wanted, path))
    }

    /// Whether a finding is told: it is about a file that is looked at, if only beside another one. Once a note was removed or
    /// renamed, whatever leads nowhere is told, too: it may have led there. A fault for which the configuration could not be read
    /// always is, since it makes every other finding doubtful.
    pub fn covers(&self, finding: &Diagnostic) -> bool {
        let is_fatal = finding.level == Level::Fatal && finding.place.file.path == config::FILE;
        let mut places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
        let may_be_left_over = self.removed && LEAD_NOWHERE.contains(&finding.rule.code);
        is_fatal || may_be_left_over || places.any(|place| self.holds(&place.file.path))
    }

    fn is_in(&self, wanted: &BTreeSet<String>, path: &str) -> bool {
        // The configuration stands for every note, since it judges them all.
        let judges_all = wanted.contains(config::FILE);
        let is_within = Path::new(path).ancestors().filter_map(Path::to_str).any(|folder| wanted.contains(folder));
        judges_all || is_within || self.bundle(path).is_some_and(|folder| holds_below(wanted, folder))
    }

    /// The folder that is a note's own, with its slash: what stands in it belongs to the note.
    fn bundle<'a>(&self, path: &'a str) -> Option<&'a str> {
        let folder = path.strip_suffix("index.md").filter(|folder| folder.ends_with('/'))?;
        (folder.trim_end_matches('/') != self.incidents).then_some(folder)
    }
}

/// Whether one of these paths stands below a folder.
fn holds_below(wanted: &BTreeSet<String>, folder: &str) -> bool {
    let from = (Bound::Included(folder), Bound::Unbounded);
    wanted.range::<str, _>(from).next().is_some_and(|path| path.starts_with(folder))
}

/// What a path names below `top`: itself, and what it leads to if it is a link. Empty where that is nothing.
fn from_root(path: &Path, top: &Path) -> std::io::Result<Vec<String>> {
    path.symlink_metadata()?;
    let itself = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => folder.canonicalize()?.join(name),
        _ => path.canonicalize()?,
    };
    // A link that leads nowhere is a finding at its own place.
    let target = path.canonicalize().ok();
    Ok([Some(itself), target].into_iter().flatten().filter_map(|path| below(&path, top)).collect())
}

fn below(path: &Path, top: &Path) -> Option<String> {
    let parts: Vec<_> = path.strip_prefix(top).ok()?.iter().map(|part| part.to_string_lossy()).collect();
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(wanted: &[&str]) -> Scope {
        let wanted = vec![wanted.iter().map(|path| (*path).to_owned()).collect()];
        Scope { wanted, ..Scope::all("incidents") }
    }

    #[test]
    fn a_file_a_folder_and_what_stands_beside_a_note() {
        let named = scope(&["incidents/2026", "incidents/a.md", "incidents/b/shot.png"]);
        for path in ["incidents/2026/x.md", "incidents/2026/y/index.md", "incidents/a.md", "incidents/b/index.md"] {
            assert!(named.holds(path), "{path}");
        }
        for path in ["incidents/2026.md", "incidents/index.md", "incidents/b.md", "incidents/b/other.md", "lookback.toml"] {
            assert!(!named.holds(path), "{path}");
        }
        assert!(scope(&[""]).holds("incidents/a.md") && scope(&["lookback.toml"]).holds("incidents/a.md"));
        assert!(!scope(&[]).holds("incidents/a.md"));
        assert!(Scope::all("incidents").holds("incidents/a.md"));
    }

    #[test]
    fn two_scopes_are_what_is_in_both() {
        let mut both = scope(&["incidents/2026"]);
        both.wanted.push(["incidents/2026/a.md".to_owned(), "incidents/b.md".to_owned()].into());
        assert_eq!(["2026/a.md", "2026/c.md", "b.md"].map(|path| both.holds(&format!("incidents/{path}"))), [true, false, false]);
    }
}
