//! The files beside a document that its text refers to. They keep their places from the note, so that the text stays as it is;
//! what cannot is named. Links to other documents are gathered, to be told what became of those.

use super::html;
use super::reading::Reading;
use super::remark::{About, Remark};
use super::sources;
use crate::discover::attachment::Bundle;
use crate::incident::Incident;
use crate::incident::body::Link;
use crate::site::targets;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What stands beside a document.
#[derive(Debug, Default)]
pub struct Beside {
    /// Files to copy, by their paths from the document.
    pub files: BTreeSet<String>,
    /// Links to other documents.
    pub leads: Vec<Lead>,
    /// Links that will lead nowhere.
    pub remarks: Vec<Remark>,
}

/// A link to another document.
#[derive(Debug, PartialEq)]
pub struct Lead {
    /// Where that is, as the path says.
    pub path: PathBuf,
    /// What there is to say of it so far: its line, and the link as it is written.
    pub remark: Remark,
}

/// Looks for the files that a note of the document refers to.
pub fn look(incident: &Incident, note: &Reading<'_>, document: &Path) -> Beside {
    let shown = html::shown(&note.file.text, &incident.body.span);
    sorted(incident.body.links.iter().chain(&shown), document, |link, about, said| note.remark_at(link.span.start, about, said))
}

fn sorted<'l>(links: impl Iterator<Item = &'l Link>, document: &Path, remark: impl Fn(&Link, About, String) -> Remark) -> Beside {
    let mut beside = Beside::default();
    let Some(folder) = document.parent() else { return beside };
    for link in links.filter(|link| !link.target.starts_with(['#', '?'])) {
        let written = format!("`{}`", link.target);
        if let Some(path) = other_document(folder, &link.target) {
            beside.leads.push(Lead { path, remark: remark(link, About::Link, written) });
            continue;
        }
        let refusal = match inside(&link.target) {
            Some(file) => match publishable(folder, &file) {
                Ok(()) => {
                    beside.files.insert(file);
                    continue;
                }
                Err(refusal) => refusal,
            },
            None => "it does not stand below the document".to_owned(),
        };
        beside.remarks.push(if is_file(&link.target) {
            remark(link, About::File, format!("{written} was not copied: {refusal}"))
        } else {
            remark(link, About::Link, format!("{written} leads nowhere from the note: {refusal}"))
        });
    }
    beside
}

/// The path of another document, which a link names with its extension, or without, as generators have it.
fn other_document(folder: &Path, target: &str) -> Option<PathBuf> {
    let written = target.split(['?', '#']).next().filter(|path| !path.starts_with('/'))?;
    let mut path = folder.to_owned();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => path.pop().then_some(())?,
            part => path.push(targets::join("", part)?),
        }
    }
    let name = path.file_name()?.to_str()?;
    if sources::is_named_as_one(name) {
        return Some(path);
    }
    let with_extension = || Some(path.with_file_name(format!("{name}.md"))).filter(|path| path.is_file());
    let page = || ["index.md", "README.md"].map(|page| path.join(page)).into_iter().find(|path| path.is_file());
    if path.is_file() { None } else { with_extension().or_else(page) }
}

/// Whether a link names a file, and not a page of a site.
fn is_file(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    extension.is_some_and(|extension| !extension.is_empty() && !extension.to_ascii_lowercase().starts_with("htm"))
}

/// The path of a file below the folder of a document.
fn inside(target: &str) -> Option<String> {
    let is_below = !target.starts_with(['/', '\\']) && target.split(['/', '\\']).all(|part| part != "..");
    targets::join("", target).filter(|file| is_below && !file.is_empty())
}

/// Whether a file can stand beside a note: it is there, is no link, and may be published.
fn publishable(folder: &Path, file: &str) -> Result<(), String> {
    let mut path = folder.to_owned();
    for part in file.split('/') {
        path.push(part);
        match path.symlink_metadata() {
            Ok(meta) if meta.is_symlink() => return Err("it is reached through a link of the file system".to_owned()),
            Ok(_) => {}
            Err(_) => return Err("there is no such file".to_owned()),
        }
    }
    if !path.is_file() {
        return Err("it is no file".to_owned());
    }
    match Bundle::new(folder, Vec::new()).refusal(file) {
        Ok(None) => Ok(()),
        Ok(Some(refusal)) => Err(refusal.to_string()),
        Err(_) => Err("it cannot be read".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use std::fs;

    #[test]
    fn only_what_stands_below_the_document_and_may_be_published_comes_along() {
        let temp = tempfile::TempDir::new().unwrap();
        let document = temp.path().join("notes/a.md");
        fs::create_dir_all(temp.path().join("notes/img")).unwrap();
        for (path, bytes) in [
            ("notes/img/a b.png", b"\x89PNG\r\n\x1a\n".as_slice()),
            ("notes/x.html", b"<p>"),
            ("notes/b.md", b"# B"),
            ("out.png", b"\x89PNG\r\n\x1a\n"),
        ] {
            fs::write(temp.path().join(path), bytes).unwrap();
        }
        let targets = [
            "img/a%20b.png?raw=true",
            "./img/a%20b.png",
            "x.html",
            "b.md#why",
            "b",
            "../x/c.md",
            "../out.png",
            "/out.png",
            "none.png",
            "img",
            "/posts/b/",
            "#here",
        ];
        let links: Vec<Link> = targets.iter().map(|target| Link { target: (*target).to_owned(), span: 0..0 }).collect();
        let beside = sorted(links.iter(), &document, |_, about, said| Remark::at(&SourceFile::new("", "text"), 1, about, said));
        assert_eq!(beside.files, BTreeSet::from(["img/a b.png".to_owned()]));
        let leads: Vec<_> =
            beside.leads.iter().map(|lead| lead.path.strip_prefix(temp.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(leads, ["notes/b.md", "notes/b.md", "x/c.md"]);
        let said: Vec<_> = beside.remarks.iter().map(|remark| remark.text.split(':').next().unwrap()).collect();
        let copied = ["../out.png", "/out.png", "none.png"].map(|path| format!("`{path}` was not copied"));
        let lead = ["x.html", "img", "/posts/b/"].map(|path| format!("`{path}` leads nowhere from the note"));
        assert_eq!(said, [&lead[..1], &copied[..], &lead[1..]].concat());
    }

    #[cfg(unix)]
    #[test]
    fn links_of_the_file_system_are_not_followed() {
        let temp = tempfile::TempDir::new().unwrap();
        fs::create_dir(temp.path().join("real")).unwrap();
        fs::write(temp.path().join("real/a.png"), b"\x89PNG\r\n\x1a\n").unwrap();
        std::os::unix::fs::symlink(temp.path().join("real"), temp.path().join("img")).unwrap();
        let links = [Link { target: "img/a.png".to_owned(), span: 0..0 }];
        let beside = sorted(links.iter(), &temp.path().join("a.md"), |_, about, said| {
            Remark::at(&SourceFile::new("", ""), 1, about, said)
        });
        assert!(beside.files.is_empty());
    }
}
