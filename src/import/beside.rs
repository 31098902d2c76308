//! The files beside a document that its text refers to. They keep their places from the note, so that the text stays as it is;
//! what cannot is named.

use super::report::Remark;
use super::sources;
use crate::discover::attachment::Bundle;
use crate::incident::body::Link;
use crate::site::targets;
use std::collections::BTreeSet;
use std::path::Path;

/// What stands beside a document.
#[derive(Debug, Default)]
pub struct Beside {
    /// Files to copy, by their paths from the document.
    pub files: BTreeSet<String>,
    /// Links that will lead nowhere.
    pub remarks: Vec<Remark>,
}

/// Looks for the files that the links of a document name. `line` gives the line of a link in the document.
pub fn look(links: &[Link], document: &Path, text: &str, line: impl Fn(&Link) -> usize) -> Beside {
    let mut beside = Beside::default();
    let Some(folder) = document.parent() else { return beside };
    for link in links.iter().filter(|link| !link.target.starts_with(['#', '?'])) {
        let refusal = match inside(&link.target) {
            Some(file) if sources::is_named_as_one(&file) => {
                let said = format!("`{}` is another document: link its note here by hand", link.target);
                beside.remarks.push(Remark::at(text, line(link), said));
                continue;
            }
            Some(file) => match publishable(folder, &file) {
                Ok(()) => {
                    beside.files.insert(file);
                    continue;
                }
                Err(refusal) => refusal,
            },
            None => "it does not stand below the document".to_owned(),
        };
        beside.remarks.push(Remark::at(text, line(link), format!("`{}` was not copied: {refusal}", link.target)));
    }
    beside
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
        let targets =
            ["img/a%20b.png?raw=true", "./img/a%20b.png", "x.html", "b.md", "../out.png", "/out.png", "none.png", "img", "#here"];
        let links: Vec<Link> = targets.iter().map(|target| Link { target: (*target).to_owned(), span: 0..0 }).collect();
        let beside = look(&links, &document, "text", |_| 1);
        assert_eq!(beside.files, BTreeSet::from(["img/a b.png".to_owned()]));
        assert_eq!(beside.remarks.len(), 6, "{:?}", beside.remarks);
    }

    #[cfg(unix)]
    #[test]
    fn links_of_the_file_system_are_not_followed() {
        let temp = tempfile::TempDir::new().unwrap();
        fs::create_dir(temp.path().join("real")).unwrap();
        fs::write(temp.path().join("real/a.png"), b"\x89PNG\r\n\x1a\n").unwrap();
        std::os::unix::fs::symlink(temp.path().join("real"), temp.path().join("img")).unwrap();
        let links = [Link { target: "img/a.png".to_owned(), span: 0..0 }];
        assert!(look(&links, &temp.path().join("a.md"), "", |_| 1).files.is_empty());
    }
}
