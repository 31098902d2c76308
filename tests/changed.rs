//! `check --changed-since` and `check PATH` in a repository, as a pull request and an editor use them.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

#[path = "support/git.rs"]
mod git;
mod support;

use git::git;
use std::fs;
use std::process::Command;
use support::{Repository, Run};

/// A note with one warning: the zone of its times is not said.
fn note(title: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nseverity = \"sev3\"\nstarted = 2026-03-03\n+++\n\n## Timeline\n\n- 14:02 {title}\n")
}

/// Commits everything that stands in a repository of notes below `docs/`, two of which have a fault.
fn repository() -> Repository {
    let repository = Repository::new(&[
        ("docs/incidents/2026-03-02-old.md", note("Old")),
        ("docs/incidents/2026-03-03-other.md", note("Other")),
        ("docs/lookback.toml", "[lint]\nallow = [\"LB4\"]\n".to_owned()),
    ]);
    git::init(&repository.path(""), "main");
    commit(&repository);
    repository
}

fn commit(repository: &Repository) {
    git::commit(&repository.path(""), "");
}

/// The notes with findings, by their names.
fn told(run: &Run) -> Vec<String> {
    let findings = run.findings();
    let paths = findings.iter().map(|finding| finding["path"].as_str().unwrap());
    paths.map(|path| path.trim_start_matches("incidents/").trim_end_matches(".md").to_owned()).collect()
}

fn changed(repository: &Repository, revision: &str) -> Vec<String> {
    told(&repository.run(&["check", "--root", "docs", "--changed-since", revision, "--format", "json"]))
}

#[test]
fn only_what_changed_is_told_committed_or_not() {
    let repository = repository();
    assert_eq!(changed(&repository, "main"), [""; 0]);
    git(&repository.path(""), "", &["checkout", "-b", "side"]);
    repository.write("docs/incidents/2026-03-04-committed.md", note("Committed"));
    repository.write("docs/incidents/2026-03-04-folder/index.md", note("Bundle"));
    commit(&repository);
    // What the other side did since is not ours.
    git(&repository.path(""), "", &["checkout", "main"]);
    repository.write("docs/incidents/2026-03-03-other.md", note("Changed by others"));
    commit(&repository);
    git(&repository.path(""), "", &["checkout", "side"]);
    assert_eq!(changed(&repository, "main"), ["2026-03-04-committed", "2026-03-04-folder/index"]);

    repository.write("docs/incidents/ä \"new\".md", note("New"));
    fs::remove_file(repository.path("docs/incidents/2026-03-04-committed.md")).unwrap();
    git(&repository.path(""), "", &["mv", "docs/incidents/2026-03-02-old.md", "docs/incidents/2026-03-02-moved.md"]);
    let now = ["2026-03-02-moved", "2026-03-04-folder/index", "ä \"new\"", "ä \"new\""];
    assert_eq!(changed(&repository, "main"), now);
    assert_eq!(changed(&repository, "HEAD"), ["2026-03-02-moved", "ä \"new\"", "ä \"new\""]);
    let args = ["check", "--changed-since", "main", "--format", "json"];
    let from_below =
        Command::new(env!("CARGO_BIN_EXE_lookback")).args(args).current_dir(repository.path("docs/incidents")).output();
    let out = String::from_utf8(from_below.unwrap().stdout).unwrap();
    assert_eq!(told(&Run { code: None, out, err: String::new() }), now);
}

#[test]
fn what_stands_beside_a_note_is_part_of_it_and_the_configuration_of_all() {
    let repository = repository();
    repository.write("docs/incidents/2026-03-04-folder/index.md", note("Bundle"));
    repository.write("docs/incidents/2026-03-04-folder/log.txt", "log");
    commit(&repository);
    fs::remove_file(repository.path("docs/incidents/2026-03-04-folder/log.txt")).unwrap();
    assert_eq!(changed(&repository, "main"), ["2026-03-04-folder/index"]);
    repository.write("docs/lookback.toml", "[site]\ntitle = \"Notes\"\n");
    assert_eq!(changed(&repository, "main"), ["2026-03-02-old", "2026-03-03-other", "2026-03-04-folder/index"]);
}

#[test]
fn a_finding_belongs_to_every_note_at_which_it_points() {
    let repository = repository();
    repository.write("docs/incidents/again/2026-03-02-old.md", note("Old"));
    let told = changed(&repository, "main");
    let run = repository.run(&["check", "--root", "docs", "--changed-since", "main", "--format", "json"]);
    assert!(run.out.contains("LB010"), "{run:?}");
    assert!(told.iter().all(|note| note.ends_with("2026-03-02-old")), "{told:?}");
}

#[test]
fn what_a_change_breaks_elsewhere_is_told() {
    let repository = repository();
    let link = |place: &str| note("Links").replace("- 14:02", &format!("[old](2026-03-02-old.md{place})\n\n- 14:02"));
    repository.write("docs/incidents/2026-03-03-other.md", link("#timeline"));
    repository.write("docs/incidents/2026-03-03-plain.md", link(""));
    commit(&repository);
    let renamed = note("Old").replace("## Timeline", "## What happened");
    repository.write("docs/incidents/2026-03-02-old.md", format!("{renamed}\n## More\n\nText.\n"));
    repository.write("docs/incidents/2026-03-03-other.md", link("#more"));
    commit(&repository);
    repository.write("docs/incidents/2026-03-02-old.md", renamed);
    assert!(changed(&repository, "HEAD").contains(&"2026-03-03-other".to_owned()), "its heading is gone");
    fs::remove_file(repository.path("docs/incidents/2026-03-02-old.md")).unwrap();
    assert_eq!(changed(&repository, "HEAD"), ["2026-03-03-other", "2026-03-03-plain"], "it is gone");
    let named = ["check", "--root", "docs", "--changed-since", "HEAD", "--format", "json", "docs/incidents/2026-03-03-plain.md"];
    assert_eq!(told(&repository.run(&named)), [""; 0], "another note is asked about, and it has not changed");
}

#[test]
fn only_what_is_told_counts() {
    let repository = repository();
    repository.write("docs/incidents/2026-03-06-broken.md", "no front matter\n");
    commit(&repository);
    repository.write("docs/incidents/2026-03-03-other.md", note("Another"));
    let check = |args: &[&str]| repository.run(&[&["check", "--root", "docs"], args].concat()).code;
    assert_eq!(check(&[]), Some(1));
    assert_eq!(check(&["--changed-since", "main"]), Some(0));
    assert_eq!(check(&["--changed-since", "main", "--deny-warnings"]), Some(1));
    assert_eq!(check(&["--changed-since", "main", "--deny-warnings", "docs/incidents/2026-03-02-old.md"]), Some(0));
    assert_eq!(check(&["docs/incidents/2026-03-06-broken.md"]), Some(1));
}

#[test]
fn git_is_told_of_when_it_cannot_help() {
    let repository = repository();
    commit_again(&repository);
    let clone = Repository::new::<&str>(&[]);
    let url = format!("file://{}", repository.path("").display());
    git(&clone.path(""), "", &["clone", "--depth", "1", &url, "shallow"]);
    let outside = Repository::new(&[("incidents/2026-03-02-a.md", note("A"))]);
    let cases = [
        (repository.run(&["check", "--root", "docs", "--changed-since", "mian"]), "git knows no such commit"),
        (repository.run(&["check", "--root", "docs", "--changed-since=--output=x"]), "git knows no such commit"),
        (clone.run(&["check", "--root", "shallow/docs", "--changed-since", "HEAD~1"]), "fetch-depth: 0"),
        (outside.run_with(&["check", "--changed-since", "HEAD"], &[("GIT_CEILING_DIRECTORIES", "/")]), "not a git repository"),
        (outside.run_with(&["check", "--changed-since", "HEAD"], &[("PATH", "")]), "git cannot be run"),
    ];
    for (run, said) in cases {
        assert!(run.code == Some(2) && run.err.contains(said) && run.out.is_empty(), "{said}: {run:?}");
    }
}

fn commit_again(repository: &Repository) {
    repository.write("docs/incidents/2026-03-07-more.md", note("More"));
    commit(repository);
}

#[test]
fn programs_get_paths_from_the_top_of_the_repository() {
    let repository = repository();
    let format = |format| repository.run(&["check", "--root", "docs", "--format", format]).out;
    assert!(format("github").contains("file=docs/incidents/2026-03-02-old.md,"));
    assert!(format("gitlab").contains("\"path\": \"docs/incidents/2026-03-02-old.md\""));
    assert!(format("sarif").contains("\"uri\": \"docs/incidents/2026-03-02-old.md\""));
    assert!(format("json").contains("\"path\": \"incidents/2026-03-02-old.md\""));
}

#[test]
fn a_path_is_a_note_a_folder_or_what_stands_beside_a_note() {
    let repository = repository();
    repository.write("docs/incidents/2026-03-04-folder/index.md", note("Bundle"));
    repository.write("docs/incidents/2026-03-04-folder/log.txt", "log");
    repository.write("elsewhere.md", "");
    let check = |path: &str| told(&repository.run(&["check", "--root", "docs", "--format", "json", path]));
    assert_eq!(check("docs/incidents/2026-03-02-old.md"), ["2026-03-02-old"]);
    assert_eq!(check("./docs/../docs/incidents/2026-03-04-folder/"), ["2026-03-04-folder/index"]);
    assert_eq!(check("docs/incidents/2026-03-04-folder/log.txt"), ["2026-03-04-folder/index"]);
    for all in ["docs", "docs/incidents", "docs/incidents/."] {
        assert_eq!(check(all).len(), 3, "{all}");
    }
    for (path, said) in [("elsewhere.md", "is not in"), (".", "is not in"), ("docs/nowhere.md", "cannot read")] {
        let run = repository.run(&["check", "--root", "docs", path]);
        assert!(run.code == Some(2) && run.err.contains(said), "{path}: {run:?}");
    }
}

#[test]
fn the_root_is_found_from_the_note_where_there_is_none_above() {
    let repository = repository();
    fs::remove_dir(repository.path("incidents")).unwrap();
    let run = repository.run(&["check", "--format", "json", "docs/incidents/2026-03-02-old.md"]);
    assert_eq!(told(&run), ["2026-03-02-old"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_what_it_leads_to_and_itself() {
    let repository = repository();
    std::os::unix::fs::symlink("docs/incidents/2026-03-02-old.md", repository.path("latest.md")).unwrap();
    std::os::unix::fs::symlink("docs", repository.path("notes")).unwrap();
    std::os::unix::fs::symlink("/nowhere", repository.path("docs/incidents/gone.md")).unwrap();
    let check = |root: &str, path: &str| told(&repository.run(&["check", "--root", root, "--format", "json", path]));
    assert_eq!(check("docs", "latest.md"), ["2026-03-02-old"]);
    assert_eq!(check("notes", "docs/incidents/2026-03-02-old.md"), ["2026-03-02-old"]);
    assert_eq!(check("docs", "notes/incidents/gone.md"), ["gone"]);
}
