//! Which files of a folder are notes.

use super::*;
use tempfile::TempDir;

fn repository(files: &[(&str, &[u8])]) -> TempDir {
    let temp = TempDir::new().unwrap();
    fs::create_dir(temp.path().join("incidents")).unwrap();
    for (path, bytes) in files {
        let path = temp.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    temp
}

fn discover(temp: &TempDir) -> Discovered {
    notes(temp.path(), "incidents").unwrap()
}

fn paths(found: &Discovered) -> Vec<(&str, &str)> {
    found.notes.iter().map(|note| (note.id.as_str(), note.file.path.as_str())).collect()
}

#[test]
fn notes_are_found_by_their_names_in_any_folder() {
    let temp = repository(&[
        ("incidents/2026-b.md", b"b"),
        ("incidents/2025/a.md", b"a"),
        ("incidents/v1.2-x/index.md", b"c"),
        ("incidents/index.md", b"d"),
        ("incidents/README.md", b""),
        ("incidents/_template.md", b""),
        ("incidents/_old/e.md", b""),
        ("incidents/.hidden.md", b""),
        ("incidents/notes.txt", b""),
        ("other/f.md", b""),
    ]);
    let found = discover(&temp);
    let expected = [
        ("a", "incidents/2025/a.md"),
        ("2026-b", "incidents/2026-b.md"),
        ("index", "incidents/index.md"),
        ("v1.2-x", "incidents/v1.2-x/index.md"),
    ];
    assert_eq!(paths(&found), expected);
    assert!(found.findings.is_empty());
    assert!(found.notes[2].bundle.is_none(), "the incidents folder is no note's own");
    assert_eq!(found.notes[1].file.text, "b");
}

#[test]
fn a_bundle_lists_what_stands_beside_the_note() {
    let temp = repository(&[
        ("incidents/a/index.md", b"a"),
        ("incidents/a/graph.png", b""),
        ("incidents/a/logs/api.log", b"line"),
        ("incidents/a/.DS_Store", b""),
        ("incidents/a/_drafts/x.png", b""),
        ("incidents/a/inner/index.md", b"b"),
        ("incidents/a/inner/b.png", b""),
        ("incidents/2026/c.md", b"c"),
        ("incidents/2026/c.png", b""),
    ]);
    let found = discover(&temp);
    let beside: Vec<_> =
        found.notes.iter().map(|note| (note.id.as_str(), note.bundle.as_ref().map(|b| b.files.clone()))).collect();
    let files = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
    assert_eq!(beside, [("c", None), ("a", files(&["graph.png", "logs/api.log"])), ("inner", files(&["b.png"]))]);
    assert_eq!(found.notes[1].bundle.as_ref().unwrap().read("logs/api.log").unwrap(), b"line");
}

#[test]
fn bytes_that_are_not_utf8_are_shown_where_they_stand() {
    let temp = repository(&[("incidents/a.md", b"\xef\xbb\xbf+++\ntitle = \"\xe4rger\"\n"), ("incidents/b.md", b"fine")]);
    let found = discover(&temp);
    assert_eq!(paths(&found), [("b", "incidents/b.md")]);
    let [finding] = found.findings.as_slice() else { panic!("{:?}", found.findings) };
    assert_eq!((finding.rule.code, finding.place.position(), finding.place.text()), ("LB008", (2, 10), "\u{fffd}"));
    assert!(finding.label.contains("0xe4"));
}

#[test]
fn a_folder_that_is_not_there_or_not_inside_is_an_error() {
    let temp = repository(&[("inner/lookback.toml", b"")]);
    assert!(matches!(notes(temp.path(), "postmortems"), Err(Error::NoNotes { .. })));
    assert!(matches!(notes(&temp.path().join("inner"), "../incidents"), Err(Error::NotesOutside { .. })));
}

#[test]
fn the_root_is_the_nearest_folder_upwards() {
    let temp = repository(&[("lookback.toml", b""), ("incidents/a/index.md", b""), ("team/incidents/b.md", b"")]);
    assert_eq!(root(&temp.path().join("incidents/a")).as_deref(), Some(temp.path()));
    assert_eq!(root(&temp.path().join("team/incidents")), Some(temp.path().join("team")));
    assert_eq!(root(temp.path()).as_deref(), Some(temp.path()));
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let temp = repository(&[("incidents/a/index.md", b"a"), ("incidents/a/b.png", b""), ("secret/key.md", b"secret")]);
    let incidents = temp.path().join("incidents");
    symlink("../secret/key.md", incidents.join("out.md")).unwrap();
    symlink("../../secret", incidents.join("a/folder")).unwrap();
    symlink("nowhere", incidents.join("dangling.md")).unwrap();
    symlink("index.md", incidents.join("a/inside.md")).unwrap();
    symlink("../incidents", incidents.join("round")).unwrap();
    let found = discover(&temp);
    assert_eq!(paths(&found), [("a", "incidents/a/index.md")]);
    assert_eq!(found.notes[0].bundle.as_ref().unwrap().files, ["b.png"]);
    let shown: Vec<_> = found.findings.iter().map(|f| (f.rule.code, f.place.file.path.as_str(), f.place.text())).collect();
    let expected = [
        ("LB011", "incidents/a/folder", "../../secret"),
        ("LB011", "incidents/dangling.md", "nowhere"),
        ("LB011", "incidents/out.md", "../secret/key.md"),
    ];
    assert_eq!(shown, expected);
}
