//! `check --fix`: what a program is told of it, and what is said if a note cannot be written.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

mod support;

use serde_json::{Value, json};
use std::fs;
use support::Repository;

/// A note whose front matter is not in order.
const NOTE: &str =
    "+++\nseverity = \"sev3\"\n# For the board.\ntitle = \"Checkout answers 502\"\nstarted = 2026-03-03T09:00:00Z\n+++\n";

fn repository() -> Repository {
    Repository::new(&[("incidents/2026-03-02-a.md", NOTE), ("incidents/2026-03-03-b.md", NOTE)])
}

#[test]
fn a_program_is_told_what_was_mended() {
    let repository = repository();
    let run = |args: &[&str]| {
        let run = repository.run(&[&["check", "--format", "json"], args].concat());
        assert_eq!(run.err, "");
        serde_json::from_str::<Value>(&run.out).unwrap()["mended"].clone()
    };
    assert_eq!(run(&[]), json!([]));
    let done = |path: &str| json!({ "path": path, "code": "LB601", "what": "put the front matter in order, with its comments" });
    assert_eq!(run(&["--fix"]), json!([done("incidents/2026-03-02-a.md"), done("incidents/2026-03-03-b.md")]));
    assert_eq!(run(&["--fix"]), json!([]));
}

#[test]
fn what_was_mended_is_said_before_what_could_not_be() {
    let repository = repository();
    let place = repository.path("incidents/2026-03-03-b.md");
    let mut mode = place.metadata().unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&place, mode).unwrap();
    let run = repository.run(&["check", "--fix"]);
    let said: Vec<&str> = run.err.lines().collect();
    assert_eq!(
        (run.code, said[0]),
        (Some(2), "mended incidents/2026-03-02-a.md: put the front matter in order, with its comments (LB601)")
    );
    assert!(said[1].starts_with("error: cannot write `") && said[1].ends_with("b.md`: it is read-only"), "{}", run.err);
    assert_eq!(fs::read_to_string(place).unwrap(), NOTE);
}
