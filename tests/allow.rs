//! What a note switches off for one place, and that nobody but `check` notices.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

mod support;

use serde_json::Value;
use support::Repository;

const FRONT: &str = "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:00:00Z\n";

/// The code and the line of every finding of these rules in a note.
fn found(text: &str, rules: &[&str], paths: &[&str]) -> Vec<(String, u64)> {
    let repository =
        Repository::new(&[("incidents/2026-03-02-a.md", text), ("incidents/2026-03-03-b.md", &format!("{FRONT}+++\n"))]);
    let run = repository.run(&[&["check", "--format", "json"], paths].concat());
    let findings = run.findings();
    let own = findings.iter().filter(|finding| rules.contains(&finding["code"].as_str().unwrap()));
    own.map(|finding| (finding["code"].as_str().unwrap().to_owned(), finding["line"].as_u64().unwrap())).collect()
}

const EXCEPTIONS: &[&str] = &["LB027", "LB028", "LB201"];

#[test]
fn a_comment_holds_where_it_stands_and_nowhere_else() {
    let body = "[a](a.png) <!-- lookback: allow LB201: drawn later -->\n\n- w\n<!-- lookback: allow LB2: drawn later -->\n- x\n  [b](b.png)\n- [c](c.png)\n\n`<!-- lookback: allow LB201: shown -->` [d](d.png)\n";
    let text = format!("{FRONT}+++\n{body}");
    let own = |code: &str, line| (code.to_owned(), line);
    assert_eq!(found(&text, EXCEPTIONS, &[]), [own("LB201", 12), own("LB201", 14)]);
    assert_eq!(found(&text, EXCEPTIONS, &["incidents/2026-03-02-a.md"]), [own("LB201", 12), own("LB201", 14)]);
    assert_eq!(found(&text, EXCEPTIONS, &["incidents/2026-03-03-b.md"]), []);
    // Above a list, it holds for all of it.
    assert_eq!(found(&text.replace("- w\n", ""), EXCEPTIONS, &[]), [own("LB201", 13)]);
}

#[test]
fn an_exception_of_no_use_is_found_wherever_it_stands() {
    let front = FRONT.replace("\"sev4\"\n", "\"sev4\" # lookback: allow LB201: x\n# lookback: allow LB105: x\n");
    let text = format!(
        "{front}allow = [\"LB2\", \"LB299\"]\n+++\n<!-- lookback: allow LB201 -->\n[a](a.png)\n\n<!-- lookback: allow LB201: x --> text\n"
    );
    let own = |code: &str, line| (code.to_owned(), line);
    let expected = [own("LB027", 3), own("LB027", 4), own("LB028", 6), own("LB028", 8), own("LB028", 11)];
    assert_eq!(found(&text, EXCEPTIONS, &[]), expected);
}

#[test]
fn a_finding_at_a_key_or_in_a_table_of_the_front_matter_is_held_off_there() {
    let late = "resolved = 2026-03-02T13:00:00Z";
    let lines = |resolved: &str| found(&format!("{FRONT}{resolved}\n+++\nText.\n"), &["LB102", "LB027"], &[]).len();
    assert_eq!(lines(late), 1);
    assert_eq!(lines(&format!("{late} # lookback: allow LB102: clocks differ")), 0);
    assert_eq!(lines(&format!("# lookback: allow LB102: clocks differ\n{late}")), 0);
}

#[test]
fn the_codes_of_lookback_toml_are_those_of_rules() {
    let note = format!("{FRONT}+++\nText.\n");
    let repository = Repository::new(&[
        ("incidents/2026-03-02-a.md", note.as_str()),
        ("lookback.toml", "[lint]\nwarn = [\"LB299\", \"LB2\"]\n"),
    ]);
    let run = repository.run(&["check"]);
    assert!(run.out.contains("no rule has the code `LB299`") && run.out.contains("lookback.toml:2:9"), "{}", run.out);
}

/// A note with comments in every place, and the same one without.
fn pair() -> (String, String) {
    let comment = " <!-- lookback: allow LB999: Secretreason -->";
    let body = "## Timeline (UTC)@\n\n- 14:00 **started** It breaks@\n  and goes on\n- 14:05@ **detected** Pager@\n#- 14:41 **mitigated** Users are served\n\n| Time | Event |\n|---|---|\n| 15:00@ | a@ |\n| 15:10 | **resolved** b |@\n\n## Action items@\n\n- [x] Roll back (owner: team-a, due: 2026-04-01, PAY-1)@\n#- [ ] Add a canary@ (owner: team-b)\n  - why it helps@\n\n**Owner:** team-c@\n\n## Impact\n\n#Nobody could pay@\nfor a while.\n";
    let own = format!("{}\n", comment.trim());
    let front = format!("{FRONT}status = \"reviewed\"\n+++\n");
    let put = |at: &str, line: &str| {
        format!("{front}{}", body.replace('@', at).replace("\n#-", &format!("\n{line}-")).replace("\n#N", &format!("\n{line}N")))
    };
    (put(comment, &own), put("", ""))
}

#[test]
fn a_comment_changes_nothing_that_is_read_or_shown() {
    let (with, without) = pair();
    let [with, without] = [with, without].map(|note| Repository::new(&[("incidents/2026-03-02-a.md", note)]));
    let read = |repository: &Repository| -> Value { serde_json::from_str(&repository.run(&["export"]).out).unwrap() };
    assert_eq!(read(&with), read(&without));
    assert_eq!(read(&with)["timeline"].as_array().unwrap().len(), 5);
    assert!(with.build().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("Secretreason")));
    let page = |repository: &Repository| {
        let page = String::from_utf8(repository.build()["incidents/2026-03-02-a.html"].clone()).unwrap();
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(page(&with).matches("<br>").count(), page(&without).matches("<br>").count());
}
