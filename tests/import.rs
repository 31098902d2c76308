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
    assert!(run.out.contains("\n1 note written and 1 not read\n"), "{run:?}");
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

#[test]
fn the_root_is_that_of_the_folder_into_which_notes_go() {
    let place = Repository::new(&[
        ("notes/lookback.toml", "[[severity]]\nname = \"blocker\"\n[[severity]]\nname = \"rest\"\n"),
        ("wiki/2024-06-02-a.md", "---\nseverity: blocker\n---\n# A\n"),
    ]);
    let import = |to: &str| place.run(&["import", "wiki", "--to", to]);
    let run = import("notes/incidents/2024");
    assert!(run.code == Some(0) && run.out.contains("blocker (`severity`, line 2)"), "{run:?}");
    place.write("notes/lookback.toml", "[import]\ntimezone = \"Mars\"\n");
    let run = import("wiki/../notes/incidents");
    assert!(run.code == Some(1) && run.err.contains("\"Mars\" is no time zone"), "{run:?}");
}

#[test]
fn pictures_in_raw_html_come_along() {
    let png = b"\x89PNG\r\n\x1a\n".as_slice();
    let text = b"# A\n\n<p>\n<img\n  src=\"img/x.png\"></p>\n\nSee <img src='y.png'> and <img src=\"z.png\">.\n".as_slice();
    let repository = Repository::new(&[("in/2024-06-02-a.md", text), ("in/img/x.png", png), ("in/y.png", png)]);
    let notes = imported(&repository, &["in"]);
    assert_eq!(notes, ["2024-06-02-a/img/x.png", "2024-06-02-a/index.md", "2024-06-02-a/y.png"]);
    let run = repository.run(&["import", "in", "--to", "other", "--dry-run"]);
    assert!(run.out.contains("is in incidents/2024-06-02-a/index.md already"), "{run:?}");
    let run = repository.run(&["--root", "in", "import", "in", "--to", "other", "--dry-run"]);
    assert!(run.out.contains("line 7: `z.png` was not copied: there is no such file"), "{run:?}");
}

#[test]
fn an_empty_document_is_passed_over() {
    let repository = Repository::new(&[("in/a.md", " \n\n"), ("in/b.md", "")]);
    let run = repository.run(&["import", "in", "in/b.md", "--to", "incidents"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.out.ends_with(
            "in/a.md: passed over: it is empty\nin/b.md: passed over: it is empty\n0 notes written and 2 passed over\n"
        ),
        "{run:?}"
    );
}

#[test]
fn a_link_to_another_document_is_reported_with_the_note_that_it_became() {
    let text = "# A\n\n[b](../2023/b.md#why), [c](../2023/c), [d](d.md), [e](/e/)\n";
    let repository = Repository::new(&[
        ("in/2024/2024-06-02-a.md", text),
        ("in/2023/b.md", "# 2023-05-06 B\n\n![](x.png)\n"),
        ("in/2023/c.md", "# 2023-05-07 C\n\nSee [b](b.md).\n"),
    ]);
    repository.write("in/2023/x.png", b"\x89PNG\r\n\x1a\n");
    let run = repository.run(&["import", "in", "--to", "incidents"]);
    for said in [
        "line 3: `../2023/b.md#why` is the note `2023-05-06-b` now: link to `2023-05-06-b/index.md`\n",
        "line 3: `../2023/c` is the note `2023-05-07-c` now: link to `2023-05-07-c.md`\n",
        "line 3: `d.md` leads nowhere: there is no such document\n",
        "line 3: `/e/` leads nowhere from the note: it does not stand below the document\n",
        "\nto look at: 5 links to mend\n",
    ] {
        assert!(run.out.contains(said), "{said} is not in {}", run.out);
    }
    repository.write("in/2024/2024-06-03-f.md", "# F\n\n[b](../2023/b.md)\n");
    let run = repository.run(&["import", "in", "--to", "incidents"]);
    assert!(run.out.contains("`../2023/b.md` is the note `2023-05-06-b` now"), "{run:?}");
}

#[test]
fn a_document_is_known_again_from_a_folder_above_and_a_change_is_told() {
    let repository = Repository::new(&[("team/pm/2024-06-02-a.md", "# A\n\nText\n"), ("team/x/2024-06-02-a.md", "# X\n")]);
    assert_eq!(imported(&repository, &["team/pm"]), ["2024-06-02-a.md"]);
    assert_eq!(imported(&repository, &["team"]), ["2024-06-02-a.md", "2024-06-02-x.md"]);
    assert_eq!(imported(&repository, &["team/pm/2024-06-02-a.md", "team"]).len(), 2);
    let again = || repository.run(&["import", "team", "--to", "incidents"]).out;
    assert!(!again().contains("changed since"), "{}", again());
    let before = text(&repository, "incidents/2024-06-02-a.md");
    repository.write("team/pm/2024-06-02-a.md", "# A\n\nMore text\n");
    assert!(again().contains(
        "team/pm/2024-06-02-a.md: is in incidents/2024-06-02-a.md already, but one of the two texts has changed since"
    ));
    assert_eq!(text(&repository, "incidents/2024-06-02-a.md"), before);
}
