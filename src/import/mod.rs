//! Documents that were written elsewhere into notes.
//!
//! `sources` finds them, `header` takes their front matter apart, `fields` and `facts` say what it means, `labels` what labelled
//! lines of the text add, `document` makes the note, `shelf` finds a name for it, and `report` tells what found no place. The text of a document goes into its note byte for
//! byte and is read by `note` alone: nothing here reads a timeline, and nothing that was written is dropped or overwritten.

mod beside;
mod compose;
mod dates;
mod day;
mod document;
mod facts;
mod fields;
mod header;
mod html;
mod labels;
mod leads;
mod reading;
pub mod remark;
pub mod report;
mod severity;
mod shelf;
mod sources;
mod summary;
mod title;
mod values;

use crate::config::Config;
use crate::discover;
use crate::error::Error;
use crate::lint::secrets::Secrets;
use crate::note;
use document::Draft;
use leads::Homes;
use rayon::prelude::*;
use remark::{About, Remark};
use report::{Imported, Known, Report, Skipped};
use shelf::Shelf;
use sources::Source;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::{TempDir, TempPath};
use toml::{Table, Value};

/// What an import is asked for.
#[derive(Debug)]
pub struct Order<'a> {
    /// Files and folders of documents.
    pub paths: &'a [PathBuf],
    /// The folder in which the command was typed.
    pub here: &'a Path,
    /// The root of the notes repository.
    pub root: &'a Path,
    /// Where the notes go.
    pub to: &'a Path,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// Makes notes of documents, the same ones in the same order every time. `progress` is told how many are done, and of how many.
///
/// # Errors
/// A path that is not there, a folder that cannot be read, a disk that is full. A document that cannot be read is reported.
pub fn import(order: &Order<'_>, config: &Config, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Report, Error> {
    let to = order.here.join(order.to);
    let mut report = Report { dry_run: order.dry_run, ..Report::default() };
    let sources = sources::find(order.paths, order.here, &to.canonicalize().unwrap_or_else(|_| to.clone()), &mut report)?;
    let mut shelf = Shelf::look(order.root, &to, config)?;
    let of = sources.len();
    let done = AtomicUsize::new(0);
    let read: Vec<Outcome> = sources
        .into_par_iter()
        .map(|source| {
            let outcome = read(source, &shelf, config);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, of);
            outcome
        })
        .collect();
    let (mut drafts, mut homes) = (Vec::new(), Homes::default());
    for outcome in read {
        match outcome {
            Outcome::Draft(draft) => drafts.push(*draft),
            Outcome::Known(known, path, id) => {
                report.known.push(known);
                homes.earlier(path, id);
            }
            Outcome::Skipped(skipped) => report.skipped.push(skipped),
            Outcome::Failed(failed) => report.failed.push(failed),
        }
    }
    for draft in &mut drafts {
        named(draft, &mut shelf, &to);
        homes.now(draft);
    }
    for draft in &mut drafts {
        homes.tell(draft);
    }
    if !order.dry_run && !drafts.is_empty() {
        write(&drafts, &to)?;
    }
    let texts: Vec<_> = drafts.iter().map(|draft| Arc::clone(&draft.text)).collect();
    let secrets = Secrets::find(&texts, config);
    report.notes = drafts
        .into_iter()
        .map(|draft| {
            let note = order.to.join(draft.path()).to_string_lossy().into_owned();
            let mut told = Imported { note, ..draft.told };
            told.conceal(&secrets);
            told
        })
        .collect();
    Ok(report)
}

/// What became of a document.
enum Outcome {
    Draft(Box<Draft>),
    /// The path of the document and the id of its note, too.
    Known(Known, PathBuf, String),
    Skipped(Skipped),
    Failed(Skipped),
}

fn read(source: Source, shelf: &Shelf, config: &Config) -> Outcome {
    let path = source.shown.clone();
    let bytes = match fs::read(&source.path) {
        Ok(bytes) => bytes,
        Err(error) => return Outcome::Failed(Skipped { path, why: error.to_string() }),
    };
    let file = match discover::text(source.shown.clone(), bytes) {
        Ok(file) => file,
        Err(finding) => {
            let (line, column) = finding.place.position();
            return Outcome::Failed(Skipped { path, why: format!("{} (line {line}, column {column})", finding.message) });
        }
    };
    if file.text.trim().is_empty() {
        return Outcome::Skipped(Skipped { path, why: "it is empty".to_owned() });
    }
    if note::read(&file, "-", false, config).incident.is_some() {
        return Outcome::Skipped(Skipped { path, why: "it is a note of lookback already".to_owned() });
    }
    match document::draft(source, Arc::clone(&file), config) {
        Ok(draft) => match shelf.imported(&draft.source.from, &draft.name, draft.title()) {
            Some(note) => {
                let known = Known { source: path, note: note.path.clone(), changed: !note.has_text(&draft.prose()) };
                Outcome::Known(known, draft.source.path, note.id.clone())
            }
            None => Outcome::Draft(Box::new(draft)),
        },
        Err(mut why) => {
            Secrets::find(&[file], config).conceal_text(&path, &mut why);
            Outcome::Failed(Skipped { path, why })
        }
    }
}

/// Gives a note its name, and its names the spelling that they have in the others.
fn named(draft: &mut Draft, shelf: &mut Shelf, to: &Path) {
    let stem = title::cut(&slug::slugify(&draft.source.stem));
    draft.name = shelf.name(&draft.name, &stem, |name| to.join(name).exists() || to.join(format!("{name}.md")).exists());
    let taken = shelf.aliases(&mut draft.front);
    if !taken.is_empty() {
        let names: Vec<&str> = taken.iter().filter_map(Value::as_str).collect();
        let said = format!("the old addresses {} are taken; kept as `extra.aliases`", names.join(", "));
        draft.told.remarks.push(Remark::whole(About::Kept, said));
        if let Some(Value::Table(extra)) = draft.front.get_mut("extra") {
            insert(extra, "aliases".to_owned(), Value::Array(taken));
        }
    }
    for (name, first) in shelf.spell(&mut draft.front) {
        let said = format!("\"{name}\" is written as \"{first}\", as in another note");
        draft.told.remarks.push(Remark::whole(About::Name, said));
    }
}

impl Draft {
    /// The path of the note from the folder of all.
    fn path(&self) -> String {
        if self.files.is_empty() { format!("{}.md", self.name) } else { format!("{}/index.md", self.name) }
    }
}

/// Writes every note whole or not at all, beside the others first and then in one step into its place. What stands there stays.
fn write(drafts: &[Draft], to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::write(to))?;
    let part = tempfile::Builder::new().prefix(".import-").tempdir_in(to).map_err(Error::write(to))?;
    drafts.par_iter().try_for_each(|draft| put(draft, &part, to))
}

fn put(draft: &Draft, part: &TempDir, to: &Path) -> Result<(), Error> {
    let (note, _) = compose::note(&draft.front, &draft.text.text, &draft.body);
    let part = part.path().join(&draft.name);
    if draft.files.is_empty() {
        let place = to.join(draft.path());
        fs::write(&part, note).map_err(Error::write(&part))?;
        let part = TempPath::try_from_path(part).map_err(Error::write(&place))?;
        return part.persist_noclobber(&place).map_err(|error| Error::write(&place)(error.error));
    }
    let folder = draft.source.path.parent().unwrap_or(Path::new("."));
    for file in &draft.files {
        let (from, copy) = (folder.join(file), part.join(file));
        let parent = copy.parent().unwrap_or(&part);
        fs::create_dir_all(parent).map_err(Error::write(parent))?;
        fs::copy(&from, &copy).map_err(Error::read(from))?;
    }
    let index = part.join("index.md");
    fs::write(&index, note).map_err(Error::write(index))?;
    let place = to.join(&draft.name);
    fs::rename(&part, &place).map_err(Error::write(place))
}

/// Puts a value into a table under its key, or where that is taken under it with the next number, `key-2`; says under which.
fn insert(table: &mut Table, key: String, value: Value) -> String {
    let numbered = |n: usize| if n < 2 { key.clone() } else { format!("{key}-{n}") };
    // The numbers that are taken follow each other, so that the first free one is found by halving.
    let mut free = 1;
    while table.contains_key(&numbered(free)) {
        free *= 2;
    }
    let (mut taken, mut free) = (free / 2, free);
    while free - taken > 1 {
        let between = taken + (free - taken) / 2;
        if table.contains_key(&numbered(between)) { taken = between } else { free = between }
    }
    let name = numbered(free);
    table.insert(name.clone(), value);
    name
}

#[cfg(test)]
mod tests;
