//! Which paths may be written: plain, relative, and no two of them one place on any disk.
//!
//! Judges text and never touches the disk.

use crate::error::Error;
use std::collections::HashMap;

/// The list of what lookback made, in the output folder.
pub const MANIFEST: &str = ".lookback-manifest";

/// The folder in the output folder where pages are written before they are moved into their places.
pub const PART: &str = ".lookback-part";

/// What is wrong with a path of the site, if anything. What passes names a file below the folder that it is joined to, on every
/// system.
pub fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':')) {
        return Some("it holds a backslash, a colon or a control character");
    }
    path.split('/').find_map(|part| match part {
        "" => Some("it begins or ends with a slash, or holds two in a row"),
        "." | ".." => Some("it holds `.` or `..`"),
        _ if [MANIFEST, PART].contains(&folded(part).as_str()) => Some("lookback keeps files of its own under this name"),
        _ => None,
    })
}

/// How a path is told from another on a disk that does not tell capitals apart.
pub fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// The folders above a path, the outermost first: `a`, `a/b` for `a/b/c.html`.
pub fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Every path is safe, and no two of them are one place, nor one the folder of another.
pub fn check(paths: &[String]) -> Result<(), Error> {
    let mut seen: HashMap<String, &str> = HashMap::with_capacity(paths.len());
    let same = |first: &str, second: &str| Error::SamePlace { first: first.to_owned(), second: second.to_owned() };
    for path in paths {
        if let Some(why) = fault(path) {
            return Err(Error::BadPath { path: path.clone(), why });
        }
        if let Some(other) = seen.insert(folded(path), path) {
            return Err(same(other, path));
        }
    }
    for path in paths {
        if let Some(file) = folders(&folded(path)).find_map(|folder| seen.get(folder)) {
            return Err(same(file, path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::{Component, Path};

    fn checked(paths: &[&str]) -> Result<(), Error> {
        check(&paths.iter().map(|&path| path.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn plain_paths_pass() {
        assert!(checked(&["index.html", "incidents/a.html", "incidents/a/graph 1.png", "..a/b..", ".nojekyll"]).is_ok());
    }

    #[test]
    fn what_could_leave_the_folder_is_refused() {
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "C:/a",
            "a\0b",
            "a\nb",
            MANIFEST,
            ".lookback-PART/0",
        ] {
            assert!(matches!(checked(&[path]), Err(Error::BadPath { .. })), "{path:?} passed");
        }
    }

    #[test]
    fn two_pages_never_share_a_place() {
        for pair in [["a.html", "a.html"], ["A.html", "a.html"], ["É", "é"], ["a", "a/b"], ["x/A/b", "x/a"]] {
            assert!(matches!(checked(&pair), Err(Error::SamePlace { .. })), "{pair:?} passed");
        }
    }

    #[test]
    fn folders_are_named_from_the_outside() {
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.html").count(), 0);
    }

    proptest! {
        #[test]
        fn what_passes_stays_below_the_folder(path in r"[a./\\:~é\x00 -]{0,12}") {
            if fault(&path).is_none() {
                prop_assert!(Path::new(&path).components().all(|part| matches!(part, Component::Normal(_))));
            }
        }
    }
}
