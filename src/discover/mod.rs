//! Which files are notes, and what stands beside them.
//!
//! A note is `<id>.md`, or `<id>/index.md` with its pictures beside it (a *bundle*), anywhere below the incidents folder. Names that
//! begin with `_` or `.`, and `README.md`, are passed over. Links of the file system are never followed: one that leaves the folder
//! is a finding; one that stays inside is passed over too, since what it leads to is found under its own name.
//!
//! This module reads bytes and never what stands in them.

pub mod attachment;
mod svg;

use crate::diagnostic::{Diagnostic, rules};
use crate::error::Error;
use crate::source::SourceFile;
use attachment::Bundle;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// One note, not yet read.
#[derive(Debug)]
pub struct NoteFile {
    /// Its text.
    pub file: Arc<SourceFile>,
    /// The stem of the file, or of the folder for an `index.md`. Not yet known to be a good id.
    pub id: String,
    /// What stands beside it, if it is the `index.md` of a folder of its own.
    pub bundle: Option<Bundle>,
}

/// What is in the incidents folder.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The notes, by path.
    pub notes: Vec<NoteFile>,
    /// Files that are no text, and links that lead out of the folder.
    pub findings: Vec<Diagnostic>,
}

/// The nearest folder, from `start` (which is absolute) upwards, that holds `lookback.toml` or `incidents/`.
pub fn root(start: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| folder.join("lookback.toml").is_file() || folder.join("incidents").is_dir();
    start.ancestors().find(is_root).map(Path::to_owned)
}

/// Every note in the folder `incidents` of `root`, with its text.
pub fn notes(root: &Path, incidents: &str) -> Result<Discovered, Error> {
    let root = root.canonicalize().map_err(Error::read(root))?;
    let folder = root.join(incidents);
    let folder = folder.canonicalize().map_err(|source| match source.kind() {
        ErrorKind::NotFound => Error::NoNotes { path: folder },
        _ => Error::Read { path: folder, source },
    })?;
    if !folder.starts_with(&root) {
        return Err(Error::NotesOutside { path: folder, root });
    }
    let Walked { notes, mut beside, mut findings } = walk(&root, &folder)?;
    let texts: Vec<Result<_, Box<Diagnostic>>> = notes
        .into_par_iter()
        .map(|path| {
            let bytes = fs::read(&path).map_err(Error::read(&path))?;
            Ok(text(slashed(&root, &path), bytes).map(|file| (path, file)))
        })
        .collect::<Result<_, Error>>()?;

    let mut notes = Vec::with_capacity(texts.len());
    for text in texts {
        match text {
            Ok((path, file)) => {
                let home = bundle_folder(&folder, &path);
                let id = stem(home.unwrap_or(&path), home.is_some());
                let bundle = home.map(|home| Bundle::new(home, beside.remove(home).unwrap_or_default()));
                notes.push(NoteFile { file, id, bundle });
            }
            Err(finding) => findings.push(*finding),
        }
    }
    notes.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    Ok(Discovered { notes, findings })
}

/// What a walk through the incidents folder finds.
#[derive(Default)]
struct Walked {
    notes: Vec<PathBuf>,
    /// The files of each bundle, from its folder.
    beside: BTreeMap<PathBuf, Vec<String>>,
    findings: Vec<Diagnostic>,
}

fn walk(root: &Path, folder: &Path) -> Result<Walked, Error> {
    let mut walked = Walked::default();
    let mut others = Vec::new();
    let entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter().filter_entry(|entry| !is_passed_over(entry));
    for entry in entries {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::Read { path, source: error.into() }
        })?;
        let path = entry.path();
        if entry.path_is_symlink() {
            walked.findings.extend(leaves_folder(root, folder, path));
        } else if entry.file_type().is_file() {
            if is_note(path) {
                if let Some(home) = bundle_folder(folder, path) {
                    walked.beside.insert(home.to_owned(), Vec::new());
                }
                walked.notes.push(entry.into_path());
            } else {
                others.push(entry.into_path());
            }
        }
    }
    for path in others {
        // The innermost bundle around it; what stands in no bundle belongs to no note.
        let home = path.ancestors().skip(1).take_while(|above| *above != folder).find(|above| walked.beside.contains_key(*above));
        if let Some(home) = home
            && let Some(files) = walked.beside.get_mut(home)
        {
            files.push(slashed(home, &path));
        }
    }
    Ok(walked)
}

fn is_passed_over(entry: &DirEntry) -> bool {
    entry.depth() > 0 && matches!(entry.file_name().as_encoded_bytes().first(), Some(b'_' | b'.'))
}

fn is_note(path: &Path) -> bool {
    // `.MD` is a slip, not another kind of file: its name is reported as no id, which says how to mend it.
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
        && path.file_name() != Some(OsStr::new("README.md"))
}

/// The folder that is a note's own: that of an `index.md`, unless it is the incidents folder itself.
fn bundle_folder<'a>(folder: &Path, note: &'a Path) -> Option<&'a Path> {
    let home = note.parent()?;
    (note.file_name() == Some(OsStr::new("index.md")) && home != folder).then_some(home)
}

/// The name without `.md`; the whole name of a folder, since a dot in it is no extension.
fn stem(path: &Path, is_folder: bool) -> String {
    let name = if is_folder { path.file_name() } else { path.file_stem() };
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// `path` from `base`, with forward slashes on every system.
pub fn slashed(base: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(base).unwrap_or(path).components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The text of a file; else the finding, at the first byte that is not UTF-8.
pub fn text(path: String, bytes: Vec<u8>) -> Result<Arc<SourceFile>, Box<Diagnostic>> {
    let fault = match String::from_utf8(bytes) {
        Ok(text) => return Ok(SourceFile::new(path, text)),
        Err(fault) => fault,
    };
    let (whole, at) = (fault.as_bytes(), fault.utf8_error().valid_up_to());
    let shown = String::from_utf8_lossy(whole);
    let byte = whole.get(at).copied().unwrap_or_default();
    let file = SourceFile::new(path, shown.as_ref());
    // The mark at the start is taken off the text that is quoted.
    let at = at - (shown.len() - file.text.len());
    let span = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
    let finding = Diagnostic::new(&rules::NOT_UTF8, &file, span, "the note is not UTF-8 text")
        .label(format!("the byte {byte:#04x} begins no character"))
        .help("save the file as UTF-8, and look for letters that come out wrong");
    Err(Box::new(finding))
}

/// The finding about a link that does not stay inside the folder.
fn leaves_folder(root: &Path, folder: &Path, link: &Path) -> Option<Diagnostic> {
    let message = match link.canonicalize() {
        Ok(target) if target.starts_with(folder) => return None,
        Ok(_) => "the link leads out of the incidents folder",
        Err(_) => "the link leads nowhere",
    };
    let target = fs::read_link(link).map(|target| target.to_string_lossy().into_owned()).unwrap_or_default();
    let file = SourceFile::new(slashed(root, link), target);
    let whole = 0..file.text.len();
    Some(
        Diagnostic::new(&rules::LEAVES_FOLDER, &file, whole, message)
            .label("where it leads")
            .help("put the file itself there, or remove the link"),
    )
}

#[cfg(test)]
mod tests;
