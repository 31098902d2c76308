//! Which files are documents to import: what somebody means who hands over a folder of postmortems.
//!
//! Markdown by its extension, or by its beginning where there is none. What a repository says about itself, templates, hidden and
//! private folders are passed over, and that is said. A file that is named is always taken. Links are not followed.

use super::remark::printable;
use super::report::{Report, Skipped};
use crate::discover::slashed;
use crate::error::Error;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One document, not yet read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// As the report calls it.
    pub shown: String,
    /// The path from the folder that was named, with forward slashes; of a file that was named, its name.
    pub from: String,
    /// The name without its extension; for the only document of a folder (`index.md`, `README.md`) that of the folder.
    pub stem: String,
    /// The names of the folders above it, the innermost first.
    pub folders: Vec<String>,
}

/// Extensions of documents, the longest first.
const EXTENSIONS: &[&str] =
    &[".html.markdown.erb", ".html.md.erb", ".markdown.erb", ".md.erb", ".html.md", ".markdown", ".mdx", ".qmd", ".rmd", ".md"];
/// What a repository says about itself.
const ABOUT: &[&str] = &[
    "authors",
    "changelog",
    "changes",
    "code-of-conduct",
    "codeowners",
    "contributing",
    "contributors",
    "governance",
    "issue-template",
    "licence",
    "license",
    "maintainers",
    "notice",
    "pull-request-template",
    "security",
    "support",
];
/// The page of a folder: a list of the others, or the only one.
const PAGES: &[&str] = &["index", "readme"];
/// Folders that no person wrote.
const MACHINES: &[&str] = &["node_modules", "target", "vendor"];
/// Folders of templates.
const TEMPLATES: &[&str] = &["template", "templates"];
/// Bytes of a file without an extension that are looked at.
const BEGINNING: u64 = 512;

/// The documents among these paths, sorted by path, each once. `to` is where the notes go: a folder that was named does not give
/// back what was imported into it.
pub fn find(paths: &[PathBuf], here: &Path, to: &Path, report: &mut Report) -> Result<Vec<Source>, Error> {
    let (mut named, mut seen) = (HashSet::new(), HashSet::new());
    let mut sources = Vec::new();
    for path in paths {
        let full = here.join(path).canonicalize().map_err(Error::read(path))?;
        if !named.insert(full.clone()) {
            continue;
        }
        let found = if full.is_dir() { folder(&full, path, to, report) } else { vec![file(&full, path)] };
        sources.extend(found.into_iter().filter(|source| seen.insert(source.path.clone())));
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// A file that was named.
fn file(full: &Path, named: &Path) -> Source {
    let from = named.file_name().unwrap_or(full.as_os_str()).to_string_lossy().into_owned();
    source(full, named.to_string_lossy().into_owned(), from)
}

fn source(full: &Path, shown: String, from: String) -> Source {
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    let above = |folder: &Path| Some(folder.file_name()?.to_string_lossy().into_owned());
    let folders: Vec<String> = full.ancestors().skip(1).filter_map(above).collect();
    let page = folders.first().filter(|_| is_page(full)).cloned();
    let stem = page.unwrap_or_else(|| stem(&name).or_else(|| Some(extension(&name)?.0)).unwrap_or(&name).to_owned());
    Source { path: full.to_owned(), shown: printable(&shown), from, stem, folders }
}

fn folder(top: &Path, named: &Path, to: &Path, report: &mut Report) -> Vec<Source> {
    let own = to.starts_with(top) && to != top;
    let mut skip = |path: &Path, why: &str| {
        report.skipped.push(Skipped { path: named.join(slashed(top, path)).to_string_lossy().into_owned(), why: why.to_owned() });
    };
    let mut entries = WalkDir::new(top).min_depth(1).sort_by_file_name().into_iter();
    let (mut documents, mut others, mut unreadable) = (Vec::new(), BTreeMap::new(), Vec::new());
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(top).to_string_lossy().into_owned();
                let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                unreadable.push(Skipped { path, why });
                continue;
            }
        };
        let path = entry.path();
        let why = if own && path == to { Some("the notes go there") } else { passed_over(&entry) };
        if let Some(why) = why {
            skip(path, why);
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            let name = entry.file_name().to_string_lossy();
            if is_document(path, &name) {
                documents.push(entry.into_path());
            } else {
                let kind = name
                    .rsplit_once('.')
                    .map_or_else(|| "without extension".to_owned(), |(_, kind)| format!(".{}", kind.to_lowercase()));
                *others.entry(kind).or_insert(0) += 1;
            }
        }
    }
    // A page of a folder that stands alone there is what the folder is about; beside others it is their list.
    let mut beside: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for path in documents.iter().filter(|path| !is_page(path)) {
        for above in path.ancestors().skip(1).take_while(|above| above.starts_with(top)) {
            *beside.entry(above.to_owned()).or_insert(0) += 1;
        }
    }
    let mut sources = Vec::new();
    for path in documents {
        let alone = path.parent().is_some_and(|parent| !beside.contains_key(parent));
        if is_page(&path) && !alone {
            skip(&path, "the page of a folder; name it to import it");
            continue;
        }
        let from = slashed(top, &path);
        sources.push(source(&path, named.join(&from).to_string_lossy().into_owned(), from));
    }
    report.failed.extend(unreadable);
    for (kind, count) in others {
        *report.others.entry(kind).or_insert(0) += count;
    }
    sources
}

/// Why something in a folder is not looked at.
fn passed_over(entry: &DirEntry) -> Option<&'static str> {
    let name = entry.file_name().to_string_lossy();
    let is_folder = entry.file_type().is_dir();
    if entry.path_is_symlink() {
        Some("a link of the file system")
    } else if name.starts_with('.') {
        Some("hidden")
    } else if name.starts_with('_') {
        Some("its name begins with `_`")
    } else if is_folder && MACHINES.contains(&name.as_ref()) {
        Some("no person wrote it")
    } else if is_folder && TEMPLATES.contains(&slug_of(entry.path()).as_str()) {
        Some("templates; name one to import it")
    } else if !is_folder && stem(&name).is_some() {
        let slug = slug_of(entry.path());
        let words: Vec<&str> = slug.split('-').collect();
        if ABOUT.contains(&slug.as_str()) {
            Some("it is about the repository; name it to import it")
        } else if words.first() == Some(&"template") || words.last() == Some(&"template") {
            Some("a template; name it to import it")
        } else {
            None
        }
    } else {
        None
    }
}

/// Whether a file is the page of its folder.
fn is_page(path: &Path) -> bool {
    PAGES.contains(&slug_of(path).as_str())
}

fn slug_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    slug::slugify(stem(&name).unwrap_or(&name))
}

/// The name of a document without its extension; `None` if it has another one, or none.
fn stem(name: &str) -> Option<&str> {
    let lower = name.to_ascii_lowercase();
    EXTENSIONS.iter().find(|extension| lower.ends_with(**extension)).map(|extension| &name[..name.len() - extension.len()])
}

/// Whether a file has the extension of a document.
pub fn is_named_as_one(name: &str) -> bool {
    stem(name).is_some()
}

fn is_document(path: &Path, name: &str) -> bool {
    stem(name).is_some() || (extension(name).is_none() && begins_like_markdown(path))
}

/// A name and its extension. What stands behind a dot in a sentence is none: `v1.2 of the API`.
fn extension(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(_, extension)| !extension.contains(' ') && extension.len() <= 8)
}

fn begins_like_markdown(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut start));
    let text = String::from_utf8_lossy(&start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    read.is_ok() && (text.starts_with("# ") || text.lines().next().is_some_and(|line| line.trim_end() == "---"))
}

/// The day on which a document was last changed, the last thing that can tell a day.
pub fn changed(path: &Path) -> Option<jiff::civil::Date> {
    let time = fs::metadata(path).and_then(|meta| meta.modified()).ok()?;
    Some(jiff::Timestamp::try_from(time).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documents in a folder with these files, as `path stem`, and what was passed over.
    fn found(files: &[&str], paths: &[&str], to: &str) -> (Vec<String>, Vec<String>) {
        let temp = tempfile::TempDir::new().unwrap();
        let top = temp.path().canonicalize().unwrap();
        for file in files {
            let path = top.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "# Text\n").unwrap();
        }
        let mut report = Report::default();
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let sources = find(&paths, &top, &top.join(to), &mut report).unwrap();
        let shown = sources.iter().map(|source| format!("{} {}", source.from, source.stem)).collect();
        (shown, report.skipped.into_iter().map(|skipped| skipped.path).collect())
    }

    #[test]
    fn documents_are_told_by_their_names() {
        let files =
            ["w/a.md", "w/b.html.md.erb", "w/c.MDX", "w/d", "w/e v. 2", "w/f.txt", "w/g.Rmd", "w/h/i.qmd", "w/Makefile.am"];
        let expected = ["a.md a", "b.html.md.erb b", "c.MDX c", "d d", "e v. 2 e v. 2", "g.Rmd g", "h/i.qmd i"];
        assert_eq!(found(&files, &["w"], "to"), (expected.map(str::to_owned).to_vec(), vec![]));
        assert_eq!(found(&files, &["w/f.txt"], "to").0, ["f.txt f"]);
    }

    #[test]
    fn what_is_no_postmortem_is_passed_over_unless_it_is_named() {
        let files = [
            "w/a.md",
            "w/README.md",
            "w/CHANGELOG.md",
            "w/_draft.md",
            "w/.git/x.md",
            "w/node_modules/x.md",
            "w/incident-template.md",
            "w/templates/x.md",
            "w/outage/index.md",
            "w/list/README.md",
            "w/list/b.md",
            "w/notes/c.md",
        ];
        let (documents, skipped) = found(&files, &["w", "w"], "w/notes");
        assert_eq!(documents, ["a.md a", "list/b.md b", "outage/index.md outage"]);
        let expected = [
            ".git",
            "CHANGELOG.md",
            "_draft.md",
            "incident-template.md",
            "node_modules",
            "notes",
            "templates",
            "README.md",
            "list/README.md",
        ];
        assert_eq!(skipped, expected.map(|path| format!("w/{path}")));
        assert_eq!(found(&files, &["w/README.md", "w/_draft.md"], "to").0, ["README.md w", "_draft.md _draft"]);
        assert_eq!(found(&files, &["w/outage"], "to").0, ["index.md outage"]);
        assert_eq!(found(&files, &["w/list", "w/list/b.md"], "w").0, ["b.md b"]);
    }
}
