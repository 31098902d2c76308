//! What is there already where notes are to be written: ids that are taken, documents that were imported before, and how names
//! are spelled.

use crate::config::Config;
use crate::discover::{self, NoteFile};
use crate::error::Error;
use crate::incident::Incident;
use crate::note;
use crate::source::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use toml::{Table, Value};

/// What is there already.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Every id and alias.
    taken: HashSet<String>,
    /// The notes that were imported, by the name of the file that they were imported from.
    imported: HashMap<String, Vec<Earlier>>,
    /// The spelling of each name that has a page.
    spelled: HashMap<(Family, String), String>,
}

/// A note that was imported before.
#[derive(Debug)]
pub struct Earlier {
    /// Where it is.
    pub path: String,
    /// Its id.
    pub id: String,
    title: String,
    /// What it was imported from.
    from: String,
    file: Arc<SourceFile>,
    body: Span,
}

impl Earlier {
    /// Whether its text is this one.
    pub fn has_text(&self, text: &str) -> bool {
        self.file.text[self.body.clone()].trim() == text.trim()
    }
}

/// Names that share a page if they have one slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Family {
    Issue,
    Service,
    Tag,
}

/// The keys whose names have pages.
const NAMED: &[(&str, Family)] = &[
    ("services", Family::Service),
    ("tags", Family::Tag),
    ("symptoms", Family::Issue),
    ("factors", Family::Issue),
    ("trigger", Family::Issue),
];

impl Shelf {
    /// Looks at the notes of the repository, and at those in the folder `to`, which may be another.
    pub fn look(root: &Path, to: &Path, config: &Config) -> Result<Self, Error> {
        let mut shelf = Self::default();
        let mut files = Vec::new();
        let incidents = root.join(&config.paths.incidents);
        if incidents.is_dir() {
            files.extend(discover::notes(root, &config.paths.incidents)?.notes);
        }
        let is_within =
            to.canonicalize().is_ok_and(|to| incidents.canonicalize().is_ok_and(|incidents| to.starts_with(incidents)));
        if to.is_dir() && !is_within {
            files.extend(discover::notes(to, "")?.notes);
        }
        let read = |NoteFile { file, id, bundle }: NoteFile| {
            let incident = note::read(&file, &id, bundle.is_some(), config).incident;
            (id, incident)
        };
        for (id, incident) in files.into_par_iter().map(read).collect::<Vec<_>>() {
            shelf.taken.insert(id);
            if let Some(incident) = incident {
                shelf.add(&incident);
            }
        }
        Ok(shelf)
    }

    fn add(&mut self, incident: &Incident) {
        self.taken.extend(incident.aliases.iter().cloned());
        if let Some(from) = incident.extra.get("imported_from").and_then(Value::as_str) {
            let earlier = Earlier {
                path: incident.file.path.clone(),
                id: incident.id.clone(),
                title: incident.title.clone(),
                from: from.to_owned(),
                file: Arc::clone(&incident.file),
                body: incident.body.span.clone(),
            };
            self.imported.entry(file_name(from).to_owned()).or_default().push(earlier);
        }
        let issues = incident.issues().map(|(_, name)| (Family::Issue, name));
        let services = incident.services.iter().map(|name| (Family::Service, name));
        for (family, name) in issues.chain(services).chain(incident.tags.iter().map(|name| (Family::Tag, name))) {
            self.spelled.entry((family, name.slug.clone())).or_insert_with(|| name.text.clone());
        }
    }

    /// The note that was imported from this document before, perhaps from a folder above or below the one that is named now. Two
    /// folders may hold documents of one name: it is the same one only if its note would have the same id or title, of which people
    /// change the one or the other.
    pub fn imported(&self, from: &str, id: &str, title: &str) -> Option<&Earlier> {
        let same = |note: &&Earlier| ends_with(from, &note.from) || ends_with(&note.from, from);
        let named = self.imported.get(file_name(from))?.iter().filter(|note| note.id == id || note.title == title);
        named.filter(same).max_by_key(|note| (note.from == from, std::cmp::Reverse(&note.path)))
    }

    /// An id that nobody has, and takes it: the name itself, else with the stem of the source behind it, else with a number, too.
    pub fn name(&mut self, wanted: &str, stem: &str, is_there: impl Fn(&str) -> bool) -> String {
        let with_stem = format!("{wanted}-{stem}");
        let names = [wanted.to_owned(), with_stem.clone()].into_iter().filter(|name| !name.ends_with('-'));
        let mut names = names.chain((2..).map(|n: usize| format!("{}-{n}", with_stem.trim_end_matches('-'))));
        let free = names.find(|name| !self.taken.contains(name) && !is_there(name));
        let name = free.unwrap_or(with_stem);
        self.taken.insert(name.clone());
        name
    }

    /// Takes the aliases of a front matter that nobody has; gives back the others.
    pub fn aliases(&mut self, front: &mut Table) -> Vec<Value> {
        let Some(Value::Array(aliases)) = front.remove("aliases") else { return Vec::new() };
        let (free, taken): (Vec<_>, Vec<_>) =
            aliases.into_iter().partition(|alias| alias.as_str().is_some_and(|alias| self.taken.insert(alias.to_owned())));
        if !free.is_empty() {
            front.insert("aliases".to_owned(), Value::Array(free));
        }
        taken
    }

    /// Writes every name of a front matter as it was written first: two spellings would share one page. Gives back those that were
    /// changed, with what they are now.
    pub fn spell(&mut self, front: &mut Table) -> Vec<(String, String)> {
        let mut changed = Vec::new();
        for (key, family) in NAMED {
            let names: Vec<&mut Value> = match front.get_mut(*key) {
                Some(Value::Array(names)) => names.iter_mut().collect(),
                Some(name) => vec![name],
                None => Vec::new(),
            };
            for value in names {
                let Some(name) = value.as_str().map(str::to_owned) else { continue };
                let first = self.spelled.entry((*family, slug::slugify(&name))).or_insert_with(|| name.clone());
                if *first != name {
                    *value = Value::String(first.clone());
                    changed.push((name, first.clone()));
                }
            }
        }
        changed
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a path ends with all parts of another.
fn ends_with(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_the_stem_and_then_a_number() {
        let mut shelf = Shelf::default();
        let names = |stem: &str| shelf.name("2026-03-02-hub", stem, |name| name == "2026-03-02-hub-x");
        let given = ["a", "a", "a", "x", ""].map(names);
        let expected = ["", "-a", "-a-2", "-x-2", "-2"].map(|end| format!("2026-03-02-hub{end}"));
        assert_eq!(given, expected);
    }

    #[test]
    fn a_document_is_the_same_one_from_a_folder_above() {
        for (one, other) in [("a.md", "pm/a.md"), ("pm/a.md", "team/pm/a.md"), ("a.md", "a.md")] {
            assert!(ends_with(other, one), "{one} {other}");
        }
        assert!(!ends_with("pm/aa.md", "a.md") && !ends_with("a.md", "pm/a.md") && !ends_with("pm/b.md", "a.md"));
    }

    #[test]
    fn the_first_spelling_of_a_name_counts() {
        let mut shelf = Shelf::default();
        let front = |name: &str| Table::from_iter([("tags".to_owned(), Value::from(vec![name]))]);
        assert!(shelf.spell(&mut front("Kafka")).is_empty());
        let mut second = front("kafka");
        assert_eq!(shelf.spell(&mut second), [("kafka".to_owned(), "Kafka".to_owned())]);
        assert_eq!(second, front("Kafka"));
    }
}
