//! A small repository of notes (`golden/notes`) and every page that is built from it (`golden/site`).
//!
//! Renew what is expected with `SNAPSHOTS=overwrite cargo test --test golden`, and read the difference before it is committed.
//! Style sheets, scripts and the search index are held by name only (`golden/files.txt`): they have tests of their own.

#![allow(clippy::unwrap_used, reason = "a test that cannot run has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::{Repository, tree};

/// Builds a copy of the notes: what git knows of this repository stays out of the pages.
fn repository() -> Repository {
    let files = tree(&golden("notes"));
    Repository::new(&files.iter().map(|(path, bytes)| (path.as_str(), bytes)).collect::<Vec<_>>())
}

fn golden(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(path)
}

/// The files of a site that are held byte by byte.
fn pages(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let held = site.iter().filter(|(path, _)| [".html", ".json", ".xml", ".svg", ".log"].iter().any(|end| path.ends_with(end)));
    held.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn list(site: &BTreeMap<String, Vec<u8>>) -> String {
    site.keys().map(|path| format!("{path}\n")).collect()
}

#[test]
fn the_notes_make_this_site() {
    let site = repository().build();
    let pages = pages(&site);
    if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
        let _ = fs::remove_dir_all(golden("site"));
        for (path, bytes) in &pages {
            let path = golden("site").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        fs::write(golden("files.txt"), list(&site)).unwrap();
    }
    assert_eq!(list(&site), fs::read_to_string(golden("files.txt")).unwrap());
    let expected = tree(&golden("site"));
    assert_eq!(list(&pages), list(&expected));
    let differ: Vec<_> = pages.iter().filter(|(path, bytes)| *bytes != &expected[*path]).collect();
    if let Some((path, bytes)) = differ.first() {
        println!("{} pages differ; this is {path}", differ.len());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        snapbox::assert_data_eq!(text(bytes), snapbox::IntoData::raw(text(&expected[*path])));
    }
}

#[test]
fn the_same_notes_make_the_same_bytes_whatever_does_the_work() {
    let repository = repository();
    let first = repository.build();
    for threads in ["1", "7"] {
        let run = repository.run_with(&["build", "--out", threads], &[("RAYON_NUM_THREADS", threads)]);
        assert!(run.code == Some(0) && run.out.starts_with("5 notes, "), "{run:?}");
        assert_eq!(tree(&repository.path(threads)), first);
    }
}
