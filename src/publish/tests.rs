//! What a build does to a folder.

use super::*;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// Pages whose bytes are known; a page without bytes cannot be rendered.
struct Site {
    paths: Vec<String>,
    bytes: Vec<Option<String>>,
}

impl Site {
    fn new(pages: &[(&str, &str)]) -> Self {
        Self {
            paths: pages.iter().map(|(path, _)| (*path).to_owned()).collect(),
            bytes: pages.iter().map(|(_, bytes)| Some((*bytes).to_owned())).collect(),
        }
    }

    /// The same, but the last page cannot be rendered.
    fn failing(pages: &[(&str, &str)]) -> Self {
        let mut site = Self::new(pages);
        *site.bytes.last_mut().unwrap() = None;
        site
    }
}

impl Pages for Site {
    fn paths(&self) -> &[String] {
        &self.paths
    }

    fn render(&self, nth: usize) -> Result<Cow<'_, [u8]>, Error> {
        match &self.bytes[nth] {
            Some(text) => Ok(Cow::Borrowed(text.as_bytes())),
            None => Err(Error::Template { name: "page.html".to_owned(), report: "it breaks".to_owned() }),
        }
    }
}

fn build(out: &Path, pages: &[(&str, &str)]) -> Result<Published, Error> {
    publish(&Site::new(pages), out, &|_| ())
}

/// Every file below a folder with its text, lookback's own list left out; a folder without files is named with a slash.
fn tree(out: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(out).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().replace('\\', "/");
        if entry.file_type().is_dir() {
            if fs::read_dir(entry.path()).unwrap().next().is_none() {
                tree.insert(format!("{path}/"), String::new());
            }
        } else if path != path::MANIFEST {
            tree.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    tree
}

fn expect(out: &Path, files: &[(&str, &str)]) {
    let files: BTreeMap<String, String> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    assert_eq!(tree(out), files);
}

fn modified(path: &Path) -> std::time::SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn a_site_is_written_counted_and_left_alone_when_nothing_changed() {
    let temp = TempDir::new().unwrap();
    let out = temp.path().join("deep/site");
    let pages = [("index.html", "home"), ("incidents/a.html", "a"), ("incidents/img/b.png", "bbbb")];
    let first = build(&out, &pages).unwrap();
    assert_eq!(
        first,
        Published { written: 3, unchanged: 0, removed: 0, bytes: 9, largest: Some(("incidents/img/b.png".into(), 4)) }
    );
    expect(&out, &pages);

    let before = (modified(&out.join("index.html")), modified(&out.join(path::MANIFEST)));
    let second = build(&out, &pages).unwrap();
    assert_eq!(second, Published { written: 0, unchanged: 3, ..first });
    assert_eq!((modified(&out.join("index.html")), modified(&out.join(path::MANIFEST))), before);
}

#[test]
fn only_what_changed_is_written() {
    let temp = TempDir::new().unwrap();
    build(temp.path(), &[("a", "old"), ("b", "same"), ("c", "length")]).unwrap();
    let published = build(temp.path(), &[("a", "new"), ("b", "same"), ("c", "another length")]).unwrap();
    assert_eq!((published.written, published.unchanged), (2, 1));
    expect(temp.path(), &[("a", "new"), ("b", "same"), ("c", "another length")]);
}

#[test]
fn stale_files_go_and_what_others_made_stays() {
    let temp = TempDir::new().unwrap();
    let out = temp.path();
    build(out, &[("index.html", "x"), ("old/deep/a.html", "x"), ("shared/b.html", "x")]).unwrap();
    fs::write(out.join("CNAME"), "example.org").unwrap();
    fs::write(out.join("shared/theirs.txt"), "kept").unwrap();
    fs::create_dir(out.join("theirs")).unwrap();
    let published = build(out, &[("index.html", "x")]).unwrap();
    assert_eq!(published.removed, 2);
    let left = [("CNAME", "example.org"), ("index.html", "x"), ("shared/theirs.txt", "kept"), ("theirs/", "")];
    expect(out, &left);
    // A folder that could not go stays on the list, and goes when it can.
    fs::remove_file(out.join("shared/theirs.txt")).unwrap();
    build(out, &[("index.html", "x")]).unwrap();
    expect(out, &[("CNAME", "example.org"), ("index.html", "x"), ("theirs/", "")]);
}

#[test]
fn a_folder_that_was_there_before_is_never_removed() {
    let temp = TempDir::new().unwrap();
    let out = temp.path();
    build(out, &[("index.html", "x")]).unwrap();
    fs::create_dir(out.join("theirs")).unwrap();
    build(out, &[("index.html", "x"), ("theirs/a.html", "x")]).unwrap();
    build(out, &[("index.html", "x")]).unwrap();
    expect(out, &[("index.html", "x"), ("theirs/", "")]);
}

#[test]
fn a_folder_of_somebody_else_is_refused_untouched() {
    let temp = TempDir::new().unwrap();
    fs::write(temp.path().join("thesis.tex"), "years of work").unwrap();
    let error = build(temp.path(), &[("index.html", "x")]).unwrap_err();
    assert!(matches!(error, Error::NotOurs { .. }), "{error}");
    expect(temp.path(), &[("thesis.tex", "years of work")]);
    let file = temp.path().join("thesis.tex");
    assert!(matches!(build(&file, &[("index.html", "x")]).unwrap_err(), Error::NotOurs { .. }));
}

#[test]
fn a_checkout_that_is_otherwise_empty_is_taken() {
    let temp = TempDir::new().unwrap();
    fs::write(temp.path().join(".git"), "gitdir: …").unwrap();
    build(temp.path(), &[("index.html", "x")]).unwrap();
    expect(temp.path(), &[(".git", "gitdir: …"), ("index.html", "x")]);
}

#[test]
fn a_file_that_somebody_put_there_is_not_overwritten() {
    let temp = TempDir::new().unwrap();
    build(temp.path(), &[("index.html", "x")]).unwrap();
    fs::write(temp.path().join("robots.txt"), "theirs").unwrap();
    let error = build(temp.path(), &[("index.html", "new"), ("robots.txt", "ours")]).unwrap_err();
    assert!(matches!(error, Error::InTheWay { .. }), "{error}");
    expect(temp.path(), &[("index.html", "x"), ("robots.txt", "theirs")]);
}

#[test]
fn a_manifest_that_leads_out_deletes_nothing() {
    let temp = TempDir::new().unwrap();
    let out = temp.path().join("site");
    build(&out, &[("index.html", "x")]).unwrap();
    fs::write(temp.path().join("secret"), "kept").unwrap();
    let list = out.join(path::MANIFEST);
    fs::write(&list, format!("{}../secret\n", fs::read_to_string(&list).unwrap())).unwrap();
    let error = build(&out, &[("index.html", "new")]).unwrap_err();
    assert!(matches!(error, Error::Manifest { line: 3, .. }), "{error}");
    assert_eq!(fs::read_to_string(temp.path().join("secret")).unwrap(), "kept");
    expect(&out, &[("index.html", "x")]);
}

#[test]
fn paths_are_refused_before_anything_is_written() {
    let temp = TempDir::new().unwrap();
    let out = temp.path().join("site");
    for pages in [[("a.html", "x"), ("../b.html", "x")], [("a.html", "x"), ("A.html", "x")], [("a", "x"), ("a/b", "x")]] {
        assert!(build(&out, &pages).is_err(), "{pages:?}");
        assert!(!out.exists());
    }
}

#[test]
fn a_build_that_fails_leaves_every_page_whole_and_the_next_one_heals() {
    let temp = TempDir::new().unwrap();
    let out = temp.path();
    build(out, &[("index.html", "old"), ("stale.html", "old")]).unwrap();
    let broken = Site::failing(&[("index.html", "new"), ("added/a.html", "new"), ("last.html", "")]);
    assert!(matches!(publish(&broken, out, &|_| ()), Err(Error::Template { .. })));
    // Old or new, and nothing is gone: stale files are removed only after the last page.
    let files = tree(out);
    assert!(["old", "new"].contains(&files["index.html"].as_str()));
    assert_eq!(files["stale.html"], "old");
    assert!(!files.contains_key("last.html"));
    assert!(files.keys().all(|path| !path.starts_with(path::PART)), "{files:?}");
    // The next build has other pages again: what the broken one added goes, too.
    build(out, &[("index.html", "newer")]).unwrap();
    expect(out, &[("index.html", "newer")]);
}

#[test]
fn what_a_killed_build_leaves_is_cleared() {
    let temp = TempDir::new().unwrap();
    let out = temp.path();
    // Killed before its manifest was written, …
    fs::create_dir(out.join(path::PART)).unwrap();
    fs::write(out.join(path::PART).join("manifest"), "lookback mani").unwrap();
    build(out, &[("index.html", "x")]).unwrap();
    // … and killed in the middle of a page.
    fs::create_dir(out.join(path::PART)).unwrap();
    fs::write(out.join(path::PART).join("0"), "<!doct").unwrap();
    build(out, &[("index.html", "x")]).unwrap();
    expect(out, &[("index.html", "x")]);
}

#[test]
fn a_file_may_become_a_folder_a_folder_a_file_and_a_name_its_own_twin() {
    let temp = TempDir::new().unwrap();
    let out = temp.path();
    build(out, &[("a", "file"), ("b/c/d", "deep"), ("Graph.png", "picture")]).unwrap();
    let pages = [("a/x", "deep"), ("b", "file"), ("graph.png", "picture")];
    assert_eq!(build(out, &pages).unwrap().removed, 3);
    expect(out, &pages);
}

#[test]
fn progress_counts_to_the_last_page() {
    let temp = TempDir::new().unwrap();
    let most = AtomicUsize::new(0);
    publish(&Site::new(&[("a", ""), ("b", ""), ("c", "")]), temp.path(), &|done| {
        most.fetch_max(done, Ordering::Relaxed);
    })
    .unwrap();
    assert_eq!(most.into_inner(), 3);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_linked_folder_never_leads_outside() {
        let temp = TempDir::new().unwrap();
        let (out, outside) = (temp.path().join("site"), temp.path().join("outside"));
        build(&out, &[("index.html", "x"), ("incidents/a.html", "x")]).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("a.html"), "theirs").unwrap();
        fs::remove_dir_all(out.join("incidents")).unwrap();
        symlink(&outside, out.join("incidents")).unwrap();

        let error = build(&out, &[("index.html", "new"), ("incidents/a.html", "new")]).unwrap_err();
        assert!(matches!(error, Error::InTheWay { what: "it is a link", .. }), "{error}");
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "x");
        // Nor does removing what is stale.
        assert_eq!(build(&out, &[("index.html", "new")]).unwrap().removed, 0);
        assert_eq!(fs::read_to_string(outside.join("a.html")).unwrap(), "theirs");
    }

    #[test]
    fn a_linked_page_is_replaced_and_not_followed() {
        let temp = TempDir::new().unwrap();
        let (out, outside) = (temp.path().join("site"), temp.path().join("outside.html"));
        build(&out, &[("index.html", "x")]).unwrap();
        fs::write(&outside, "x").unwrap();
        fs::remove_file(out.join("index.html")).unwrap();
        symlink(&outside, out.join("index.html")).unwrap();
        assert_eq!(build(&out, &[("index.html", "x")]).unwrap().written, 1);
        assert!(fs::symlink_metadata(out.join("index.html")).unwrap().is_file());
        assert_eq!(fs::read_to_string(&outside).unwrap(), "x");
    }

    #[test]
    fn a_linked_part_folder_is_not_followed() {
        let temp = TempDir::new().unwrap();
        let (out, outside) = (temp.path().join("site"), temp.path().join("outside"));
        fs::create_dir_all(&out).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("kept"), "kept").unwrap();
        symlink(&outside, out.join(path::PART)).unwrap();
        build(&out, &[("index.html", "x")]).unwrap();
        assert_eq!(fs::read_to_string(outside.join("kept")).unwrap(), "kept");
    }
}
