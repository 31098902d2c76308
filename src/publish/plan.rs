//! What a build will do to the output folder, known before it does any of it.
//!
//! Compares the pages with what earlier builds made and looks at the folder. Everything that is refused is refused here, while
//! nothing has been written.

use super::disk::{self, Found};
use super::manifest::Manifest;
use super::path::{folded, folders};
use crate::error::Error;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What a build will do.
#[derive(Debug)]
pub struct Plan {
    /// The files of the site.
    pub files: BTreeSet<String>,
    /// All that earlier builds made and this one may make: the manifest while it runs.
    pub union: Manifest,
    /// Folders that are not there yet, the outermost first.
    pub new_folders: Vec<String>,
    /// Files of earlier builds that stand where a new page or its folder belongs. They have to go first.
    pub in_the_way: Vec<String>,
    /// The other files of earlier builds that are no longer part of the site. They go last.
    pub stale: Vec<String>,
    /// Folders of earlier builds that no page needs, the innermost first.
    pub stale_folders: Vec<String>,
}

impl Plan {
    /// The plan for `paths`, which have been checked.
    pub fn new(paths: &[String], out: &Path) -> Result<Self, Error> {
        let made = made_before(out)?;
        let files: BTreeSet<String> = paths.iter().cloned().collect();
        let needed: BTreeSet<&str> = paths.iter().flat_map(|path| folders(path)).collect();
        let fresh: Vec<&String> = files.difference(&made.files).collect();
        let (in_the_way, stale) = leaving(&made.files, &files, &fresh);
        let goes_first: HashSet<String> = in_the_way.iter().map(|path| folded(path)).collect();

        let mut new_folders = Vec::new();
        for folder in &needed {
            let place = out.join(folder);
            match disk::look(&place)? {
                Found::Folder => {}
                Found::Nothing => new_folders.push((*folder).to_owned()),
                Found::File(_) if goes_first.contains(&folded(folder)) => new_folders.push((*folder).to_owned()),
                found => return Err(Error::InTheWay { path: place, what: found.name() }),
            }
        }
        for path in fresh {
            let place = out.join(path);
            match disk::look(&place)? {
                Found::Nothing => {}
                Found::File(_) if goes_first.contains(&folded(path)) => {}
                Found::Folder if made.folders.contains(path) => {}
                found => return Err(Error::InTheWay { path: place, what: found.name() }),
            }
        }

        let stale_folders = made.folders.iter().rev().filter(|folder| !needed.contains(folder.as_str())).cloned().collect();
        let mut union = made;
        union.files.extend(files.iter().cloned());
        union.folders.extend(new_folders.iter().cloned());
        Ok(Self { files, union, new_folders, in_the_way, stale, stale_folders })
    }
}

/// What lookback made in a folder. A folder that holds something else is refused; names that begin with a dot do not count,
/// since the folder may be a checkout, or one that an earlier build had only begun.
fn made_before(out: &Path) -> Result<Manifest, Error> {
    if let Some(manifest) = Manifest::read(out)? {
        return Ok(manifest);
    }
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Manifest::default()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(Error::NotOurs { path: out.to_owned() }),
        Err(error) => return Err(Error::read(out)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(Error::read(out))?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            return Err(Error::NotOurs { path: out.to_owned() });
        }
    }
    Ok(Manifest::default())
}

/// Files that were made before and are no part of the site any more: those that stand where one of the `fresh` files or its
/// folder belongs (also on a disk that does not tell capitals apart), and the others.
fn leaving(made: &BTreeSet<String>, files: &BTreeSet<String>, fresh: &[&String]) -> (Vec<String>, Vec<String>) {
    let places: HashSet<String> = fresh.iter().map(|path| folded(path)).collect();
    let above: HashSet<String> = fresh.iter().flat_map(|path| folders(path)).map(folded).collect();
    made.difference(files).cloned().partition(|path| {
        let path = folded(path);
        places.contains(&path) || above.contains(&path) || folders(&path).any(|folder| places.contains(folder))
    })
}
