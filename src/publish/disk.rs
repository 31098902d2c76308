//! The few things that are done to the disk, each in a way that a killed build survives.

use super::path::{self, folders};
use crate::error::Error;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What stands at a place. A link is a link, wherever it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A file of this length.
    File(u64),
    /// A folder.
    Folder,
    /// A link, or something rarer.
    Other,
}

impl Found {
    /// What to call it in a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "there is nothing",
            Self::File(_) => "it is a file",
            Self::Folder => "it is a folder",
            Self::Other => "it is a link",
        }
    }
}

/// What stands at a place.
pub fn look(place: &Path) -> Result<Found, Error> {
    match fs::symlink_metadata(place) {
        Ok(meta) if meta.is_file() => Ok(Found::File(meta.len())),
        Ok(meta) if meta.is_dir() => Ok(Found::Folder),
        Ok(_) => Ok(Found::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Found::Nothing),
        Err(error) => Err(Error::read(place)(error)),
    }
}

/// Whether a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new, or was another.
    Written,
    /// It was there, byte for byte.
    Unchanged,
}

/// Writes files whole: into a folder of its own inside the output folder first, then in one step into their places. What a killed
/// build leaves in there, the next one removes.
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a Path,
    part: PathBuf,
}

impl<'a> Writer<'a> {
    /// A writer into the folder `out`, which is there.
    pub fn new(out: &'a Path) -> Result<Self, Error> {
        let writer = Self { out, part: out.join(path::PART) };
        writer.clear()?;
        fs::create_dir(&writer.part).map_err(Error::write(&writer.part))?;
        Ok(writer)
    }

    /// Writes a file, unless it is there already. `name` is one that no other file has while it is being written.
    pub fn write(&self, name: &str, path: &str, bytes: &[u8]) -> Result<Outcome, Error> {
        let place = self.out.join(path);
        // The length first: it comes with the look that tells a file from a link, and spares reading what differs anyway.
        if look(&place)? == Found::File(bytes.len() as u64) && fs::read(&place).map_err(Error::read(&place))? == bytes {
            return Ok(Outcome::Unchanged);
        }
        let part = self.part.join(name);
        fs::write(&part, bytes).map_err(Error::write(&part))?;
        fs::rename(&part, &place).map_err(Error::write(&place))?;
        Ok(Outcome::Written)
    }

    fn clear(&self) -> Result<(), Error> {
        match fs::remove_dir_all(&self.part) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::write(&self.part)(error)),
            _ => Ok(()),
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        // Should this fail, the next build tries again and says why it cannot.
        let _ = self.clear();
    }
}

/// Removes files; says how many there were. One that has become a link or a folder, or that is now reached through a link, is no
/// longer the file that lookback made, and stays.
pub fn remove_files(out: &Path, paths: &[String]) -> Result<usize, Error> {
    let mut removed = 0;
    for path in paths {
        let place = out.join(path);
        if matches!(look(&place)?, Found::File(_)) && is_below_folders(out, path)? {
            fs::remove_file(&place).map_err(Error::write(&place))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Removes those of the folders that are empty, the innermost first. What somebody else keeps in one keeps the folder, too.
pub fn remove_empty_folders(out: &Path, innermost_first: &[String]) -> Result<(), Error> {
    for path in innermost_first {
        let place = out.join(path);
        if look(&place)? == Found::Folder && is_below_folders(out, path)? {
            match fs::remove_dir(&place) {
                Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => return Err(Error::write(&place)(error)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Whether every folder above a path is a folder and not a link.
fn is_below_folders(out: &Path, path: &str) -> Result<bool, Error> {
    for folder in folders(path) {
        if look(&out.join(folder))? != Found::Folder {
            return Ok(false);
        }
    }
    Ok(true)
}
