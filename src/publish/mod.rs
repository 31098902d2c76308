//! Bytes onto the disk: only what changed, stale files removed last, and only what lookback made.
//!
//! A build that fails or is killed leaves every page whole, old or new: a page is written beside the site and then moved into
//! its place in one step. Before the first page moves, the manifest lists everything that this build may make, so that the next
//! one knows what it may touch; after the last page moved, it lists what is there. (A machine that loses power may lose more: no
//! page is forced to the disk.)
//!
//! This module sees paths and bytes and never knows what a page is. It never writes through a link inside the output folder,
//! never replaces or removes what it did not make, and refuses before it writes.

mod disk;
mod manifest;
mod path;
mod plan;

use crate::error::Error;
use disk::{Outcome, Writer};
use manifest::Manifest;
use plan::Plan;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Everything that is to be published: paths, and the bytes of each when they are asked for.
pub trait Pages: Sync {
    /// Where each page goes, from the output folder, with forward slashes.
    fn paths(&self) -> &[String];

    /// The bytes of the page at this index of [`paths`](Self::paths). Called once a build, from many threads.
    fn render(&self, nth: usize) -> Result<Cow<'_, [u8]>, Error>;
}

/// What a build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of earlier builds that are no longer part of the site.
    pub removed: usize,
    /// The size of the whole site.
    pub bytes: u64,
    /// The largest file and its size; the first by name, if two are equally large.
    pub largest: Option<(String, u64)>,
}

impl Published {
    fn one(path: &str, bytes: u64, outcome: Outcome) -> Self {
        Self {
            written: usize::from(outcome == Outcome::Written),
            unchanged: usize::from(outcome == Outcome::Unchanged),
            removed: 0,
            bytes,
            largest: Some((path.to_owned(), bytes)),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            written: self.written + other.written,
            unchanged: self.unchanged + other.unchanged,
            removed: self.removed + other.removed,
            bytes: self.bytes + other.bytes,
            largest: self.largest.into_iter().chain(other.largest).max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))),
        }
    }
}

/// Renders all pages and brings the folder `out` to hold exactly them, beside whatever the team keeps there. `progress` is told,
/// page by page and from many threads, how many are done.
pub fn publish(pages: &impl Pages, out: &Path, progress: &(dyn Fn(usize) + Sync)) -> Result<Published, Error> {
    let paths = pages.paths();
    path::check(paths)?;
    let Plan { files, mut union, new_folders, in_the_way, stale, stale_folders } = Plan::new(paths, out)?;

    fs::create_dir_all(out).map_err(Error::write(out))?;
    let writer = Writer::new(out)?;
    let write_manifest = |manifest: &Manifest| writer.write("manifest", path::MANIFEST, manifest.text().as_bytes());
    write_manifest(&union)?;
    let mut removed = disk::remove_files(out, &in_the_way)?;
    disk::remove_empty_folders(out, &stale_folders)?;
    for folder in &new_folders {
        let place = out.join(folder);
        fs::create_dir(&place).map_err(Error::write(&place))?;
    }

    let done = AtomicUsize::new(0);
    let published = paths
        .par_iter()
        .enumerate()
        .map(|(nth, path)| {
            let bytes = pages.render(nth)?;
            let outcome = writer.write(&nth.to_string(), path, &bytes)?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(Published::one(path, bytes.len() as u64, outcome))
        })
        .try_reduce(Published::default, |a, b| Ok(a.and(b)))?;

    removed += disk::remove_files(out, &stale)?;
    disk::remove_empty_folders(out, &stale_folders)?;
    union.folders.retain(|folder| out.join(folder).is_dir());
    write_manifest(&Manifest { files, folders: union.folders })?;
    Ok(Published { removed, ..published })
}

#[cfg(test)]
mod tests;
