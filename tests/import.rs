//! Documents that were written elsewhere, through the program: every one that can be read becomes a note without a fault, and
//! nothing that is there is touched.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot run has failed")]

mod support;

use std::fs;
use support::{Repository, tree};

/// The notes of a repository after an import that succeeds, by path.
fn imported(repository: &Repository, args: &[&str]) -> Vec<String> {
    let run = repository.run(&[&["import"], args, &["--to", "incidents"]].concat());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    let check = repository.run(&["check", "--format", "json"]);
    assert!(!check.out.contains("\"LB0"), "{check:?}");
    repository.build();
    tree(&repository.path("incidents")).into_keys().collect()
}

fn text(repository: &Repository, path: &str) -> String {
    fs::read_to_string(repository.path(path)).unwrap()
}

#[test]
fn what_is_there_is_never_overwritten_and_every_document_gets_a_name() {
    let mine = "+++\ntitle = \"Mine\"\nseverity = \"sev1\"\n+++\n";
    let repository = Repository::new(&[
        ("incidents/2026-03-02-hub.md", mine),
        ("incidents/2026/2026-03-03-hub/index.md", mine),
        ("in/a/2026-03-02.md", "# Hub\n"),
        ("in/b/2026-03-02.md", "# Hub\n"),
        ("in/hub-3.md", "# Hub (2026-03-03)\n"),
    ]);
    let notes = imported(&repository, &["in"]);
    let expected = [
        "2026-03-02-hub-2026-03-02-2.md",
        "2026-03-02-hub-2026-03-02.md",
        "2026-03-02-hub.md",
        "2026-03-03-hub-hub-3.md",
        "2026/2026-03-03-hub/index.md",
    ];
    assert_eq!(notes, expected);
    assert_eq!(text(&repository, "incidents/2026-03-02-hub.md"), mine);
    let before = tree(&repository.path("incidents"));
    assert_eq!(imported(&repository, &["in", "in/hub-3.md"]), expected);
    assert_eq!(tree(&repository.path("incidents")), before);
}

#[test]
fn documents_of_one_name_in_two_folders_are_two_and_each_is_imported_once() {
    let repository = Repository::new(&[("a/2026-03-02.md", "# Hub\n"), ("b/2026-03-02.md", "# Mail\n")]);
    assert_eq!(imported(&repository, &["a"]), ["2026-03-02-hub.md"]);
    let both = ["2026-03-02-hub.md", "2026-03-02-mail.md"];
    assert_eq!(imported(&repository, &["b"]), both);
    // Somebody mends one title and moves the other note.
    let mended = text(&repository, "incidents/2026-03-02-hub.md").replace("Hub", "The hub was down");
    repository.write("incidents/2026-03-02-hub.md", mended);
    fs::rename(repository.path("incidents/2026-03-02-mail.md"), repository.path("incidents/2026-03-02-post.md")).unwrap();
    assert_eq!(imported(&repository, &["a", "b"]), ["2026-03-02-hub.md", "2026-03-02-post.md"]);
}

#[test]
fn a_document_that_is_no_text_is_reported_and_the_others_are_written() {
    let repository = Repository::new(&[("in/2026-03-02-a.md", b"# \xe4rger\n".as_slice()), ("in/2026-03-03-b.md", b"# B\n")]);
    let run = repository.run(&["import", "in", "--to", "incidents"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("in/2026-03-02-a.md: could not be read: the note is not UTF-8 text (line 1, column 3)"), "{run:?}");
    assert!(run.out.ends_with("1 note written and 1 not read\n"), "{run:?}");
    assert!(repository.path("incidents/2026-03-03-b.md").is_file());
}

#[test]
fn a_folder_does_not_give_back_what_was_imported_into_it() {
    let repository =
        Repository::new(&[("2026-03-02-a.md", "# A\n"), (".git/b.md", "# B\n"), ("docs/README.md", "# 2026-03-03, C\n")]);
    let own = "+++\ntitle = \"D\"\nseverity = \"sev1\"\nstarted = 2026-03-04\n+++\n";
    repository.write("old/2026-03-04-d.md", own);
    assert_eq!(imported(&repository, &["."]), ["2026-03-02-a.md", "2026-03-03-c.md"]);
    let run = repository.run(&["import", ".", "--to", "incidents"]);
    for part in [
        "./.git: passed over: hidden",
        "./incidents: passed over: the notes go there",
        "./old/2026-03-04-d.md: passed over: it is a note of lookback already",
    ] {
        assert!(run.out.contains(part), "{part} is not in {run:?}");
    }
    assert!(text(&repository, "incidents/2026-03-03-c.md").contains("imported_from = \"docs/README.md\""));
}

#[test]
fn names_and_old_addresses_that_two_notes_share_are_no_fault() {
    let header = |title: &str, tag: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2026-03-02\ntags: [{tag}, '{tag}!']\nservices: {tag}\nredirect_from: /old/hub-down/\n---\nText\n"
        )
    };
    let repository = Repository::new(&[("in/a.md", header("A", "Kafka")), ("in/b.md", header("B", "kafka"))]);
    imported(&repository, &["in"]);
    let second = text(&repository, "incidents/2026-03-02-b.md");
    assert!(second.contains("tags = [\"Kafka\"]") && second.contains("[extra]\naliases = [\"hub-down\"]"), "{second}");
    assert!(text(&repository, "incidents/2026-03-02-a.md").contains("\naliases = [\"hub-down\"]\n"));
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let repository = Repository::new(&[("in/2026-03-02-a.md", "---\nweight: 1\n---\n# A\n")]);
    let tried = repository.run(&["import", "in", "--to", "new/incidents", "--dry-run", "--format", "json"]);
    assert!(!repository.path("new").exists());
    let done = repository.run(&["import", "in", "--to", "new/incidents", "--format", "json"]);
    assert!(repository.path("new/incidents/2026-03-02-a.md").is_file());
    assert_eq!(tried.out.replace("\"dry_run\": true", "\"dry_run\": false"), done.out);
    let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let remark = &report["notes"][0]["remarks"][0];
    assert_eq!((remark["line"].as_u64(), remark["quote"].as_str()), (Some(2), Some("weight: 1")));
    assert_eq!(report["notes"][0]["note"], "new/incidents/2026-03-02-a.md");
}

#[test]
fn a_configuration_that_cannot_be_read_stops_an_import() {
    let repository = Repository::new(&[("in/a.md", "# A\n"), ("lookback.toml", "[import.severity]\nbig = \"sev9\"\n")]);
    let run = repository.run(&["import", "in", "--to", "incidents"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("there is no severity \"sev9\""), "{run:?}");
    let run = repository.run(&["--root", "nowhere", "import", "in", "--to", "incidents"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}
