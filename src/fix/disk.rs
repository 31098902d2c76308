//! Notes back onto the disk: whole or not at all, and only over what was read.

use super::Mending;
use crate::error::Error;
use crate::source::MARK;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

impl Mending {
    /// Writes every note that changes, and tells the path of each that is written.
    ///
    /// # Errors
    /// A note that is no longer what was read, or may not be written: it stays as it is, and so do those that come after it. A disk
    /// that is full.
    pub fn write<'a>(&'a self, root: &Path, mut written: impl FnMut(&'a str)) -> Result<(), Error> {
        let root = root.canonicalize().map_err(Error::read(root))?;
        self.changes().try_for_each(|(before, after)| {
            replace(&root, &before.path, &before.text, after)?;
            written(&before.path);
            Ok(())
        })
    }
}

/// Writes a note beside itself first and then in one step over itself. It keeps its mark and its mode.
fn replace(root: &Path, path: &str, before: &str, after: &str) -> Result<(), Error> {
    let place = root.join(path);
    let changed = || Error::Changed { path: place.clone() };
    let folder = place.parent().ok_or_else(changed)?;
    // Notes are found without following links. If one leads here now, this is not the note.
    if folder.canonicalize().map_err(Error::read(folder))? != folder {
        return Err(changed());
    }
    let meta = place.symlink_metadata().map_err(Error::read(&place))?;
    let bytes = if meta.is_file() { fs::read(&place).map_err(Error::read(&place))? } else { return Err(changed()) };
    let (mark, text) = bytes.strip_prefix(MARK.as_bytes()).map_or((&b""[..], bytes.as_slice()), |text| (MARK.as_bytes(), text));
    if text != before.as_bytes() {
        return Err(changed());
    }
    // A file can be put in the place of one that may not be written. Whoever took that right away did not mean this either.
    if is_read_only(&meta.permissions()) {
        return Err(Error::write(&place)(io::Error::new(ErrorKind::PermissionDenied, "it is read-only")));
    }
    // A name that begins with a dot is no note, whatever becomes of this run.
    let part = tempfile::Builder::new().prefix(".mended-").tempfile_in(folder).map_err(Error::write(folder))?;
    let written = part.as_file().write_all(mark).and_then(|()| part.as_file().write_all(after.as_bytes()));
    written.and_then(|()| part.as_file().set_permissions(meta.permissions())).map_err(Error::write(&place))?;
    part.persist(&place).map_err(|error| Error::write(&place)(error.error))?;
    Ok(())
}

/// Whether the mode of a note forbids its owner to write it.
fn is_read_only(permissions: &Permissions) -> bool {
    #[cfg(unix)]
    let is_read_only = std::os::unix::fs::PermissionsExt::mode(permissions) & 0o200 == 0;
    #[cfg(not(unix))]
    let is_read_only = permissions.readonly();
    is_read_only
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use tempfile::TempDir;

    fn note(bytes: &[u8]) -> TempDir {
        let root = TempDir::new().unwrap();
        fs::create_dir(root.path().join("incidents")).unwrap();
        fs::write(root.path().join("incidents/a.md"), bytes).unwrap();
        root
    }

    fn replaced(root: &TempDir) -> Result<Vec<u8>, Error> {
        let real = root.path().canonicalize().unwrap();
        let result = replace(&real, "incidents/a.md", "1\r\n2", "2\r\n1");
        let files: Vec<_> = fs::read_dir(real.join("incidents")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(files, ["a.md"], "nothing is left over");
        result.map(|()| fs::read(real.join("incidents/a.md")).unwrap())
    }

    #[test]
    fn a_note_keeps_its_mark_and_its_mode() {
        assert_eq!(replaced(&note(b"1\r\n2")).unwrap(), b"2\r\n1");
        let root = note("\u{feff}1\r\n2".as_bytes());
        let path = root.path().join("incidents/a.md");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        }
        let mode = path.metadata().unwrap().permissions();
        assert_eq!(replaced(&root).unwrap(), "\u{feff}2\r\n1".as_bytes());
        assert_eq!(path.metadata().unwrap().permissions(), mode);
    }

    #[test]
    fn a_note_that_is_no_longer_what_was_read_stays() {
        let root = note(b"1\n2");
        assert!(matches!(replaced(&root), Err(Error::Changed { .. })));
        assert_eq!(fs::read(root.path().join("incidents/a.md")).unwrap(), b"1\n2");
    }

    #[test]
    fn a_note_that_may_not_be_written_stays_and_those_before_it_are_told() {
        let root = note(b"1\r\n2");
        let mut mending = Mending::default();
        for path in ["incidents/a.md", "incidents/b.md", "incidents/c.md"] {
            let place = root.path().join(path);
            fs::write(&place, "1").unwrap();
            let mut mode = place.metadata().unwrap().permissions();
            mode.set_readonly(path == "incidents/b.md");
            fs::set_permissions(place, mode).unwrap();
            mending.before.insert(path.to_owned(), SourceFile::new(path, "1"));
            mending.after.insert(path.to_owned(), SourceFile::new(path, "2"));
        }
        let mut written = Vec::new();
        let error = mending.write(root.path(), |path| written.push(path)).unwrap_err().to_string();
        assert!(error.contains("b.md`: it is read-only\n"), "{error}");
        assert_eq!(written, ["incidents/a.md"]);
        let texts = ["a.md", "b.md", "c.md"].map(|name| fs::read_to_string(root.path().join("incidents").join(name)).unwrap());
        assert_eq!(texts, ["2", "1", "1"]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let outside = note(b"1\r\n2");
        let target = outside.path().join("incidents");
        let root = TempDir::new().unwrap();
        std::os::unix::fs::symlink(&target, root.path().join("incidents")).unwrap();
        assert!(matches!(replaced(&root), Err(Error::Changed { .. })));
        fs::remove_file(root.path().join("incidents")).unwrap();
        fs::create_dir(root.path().join("incidents")).unwrap();
        std::os::unix::fs::symlink(target.join("a.md"), root.path().join("incidents/a.md")).unwrap();
        assert!(matches!(replaced(&root), Err(Error::Changed { .. })));
        assert_eq!(fs::read(target.join("a.md")).unwrap(), b"1\r\n2");
    }
}
