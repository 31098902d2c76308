//! What the relative links of notes may lead to: other notes, and files of a note's own folder.
//!
//! Paths are compared as words; the disk is never asked again.

use crate::corpus::{Corpus, IncidentNo};
use std::collections::BTreeMap;

/// Every note by the path of its file.
#[derive(Debug, Default)]
pub struct Notes(BTreeMap<String, IncidentNo>);

impl Notes {
    /// The notes of a corpus.
    pub fn of(corpus: &Corpus) -> Self {
        Self(corpus.incidents().map(|(no, incident)| (incident.file.path.clone(), no)).collect())
    }

    /// The note that a link in the file `from` leads to: its `.md` file, or the folder of a note that has one.
    fn find(&self, from: &str, target: &str) -> Option<IncidentNo> {
        let path = join(folder(from), target)?;
        self.0.get(&path).or_else(|| self.0.get(&format!("{path}/index.md"))).copied()
    }

    /// The note that a relative link in the note `from` leads to, and the fragment to which it leads there.
    pub fn lead<'t>(&self, corpus: &Corpus, from: IncidentNo, target: &'t str) -> Option<(IncidentNo, Option<&'t str>)> {
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let note = if path.is_empty() { from } else { self.find(&corpus[from].file.path, path)? };
        Some((note, fragment))
    }
}

/// The files beside notes that are part of the site: those that their note refers to and that may be published.
#[derive(Debug, Default)]
pub struct Attachments(BTreeMap<IncidentNo, Vec<String>>);

impl Attachments {
    /// Takes in the files of one note, by their paths inside its folder.
    pub fn insert(&mut self, no: IncidentNo, files: Vec<String>) {
        self.0.insert(no, files);
    }

    /// Every file, by note.
    pub fn iter(&self) -> impl Iterator<Item = (IncidentNo, &str)> {
        self.0.iter().flat_map(|(no, files)| files.iter().map(|file| (*no, file.as_str())))
    }

    /// The file that a link of a note leads to.
    pub fn find(&self, no: IncidentNo, target: &str) -> Option<&str> {
        let path = join("", target)?;
        self.0.get(&no)?.iter().find(|file| **file == path).map(String::as_str)
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `target` seen from `folder`, without `.` and `..`; `None` where it leaves the root.
pub fn join(folder: &str, target: &str) -> Option<String> {
    let target = percent_decoded(target.split(['?', '#']).next().unwrap_or_default())?;
    let start = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `%20` and its like as the characters that they stand for; `None` if that is not text.
pub fn percent_decoded(target: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = (byte == b'%').then(|| after.get(..2)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn targets_are_seen_from_their_note() {
        let joined = |target| join("incidents/2026", target);
        assert_eq!(joined("../2025/a.md").as_deref(), Some("incidents/2025/a.md"));
        assert_eq!(joined("./a%20b.md").as_deref(), Some("incidents/2026/a b.md"));
        assert_eq!(joined("/incidents/a.md").as_deref(), Some("incidents/a.md"));
        assert_eq!(joined("a.md#row-2").as_deref(), Some("incidents/2026/a.md"));
        assert_eq!(joined("../../../etc/passwd"), None);
        assert_eq!(joined("a%23b.png?x").as_deref(), Some("incidents/2026/a#b.png"));
        assert_eq!(joined("%ff"), None);
        assert_eq!(joined("50%.md").as_deref(), Some("incidents/2026/50%.md"));
    }
}
