//! Where the links of notes lead, as `check` and as the pages have it.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

mod support;

use lookback::pipeline;
use lookback::site::places;
use std::collections::BTreeSet;
use support::Repository;

const FRONT: &str = "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"reviewed\"\nstarted = 2026-03-02T14:00:00Z\nresolved = 2026-03-02T15:00:00Z\n";

/// What is found of these rules in the note `incidents/2026-03-02-a/index.md`: the message and the help.
fn found(text: &str, rules: &[&str]) -> Vec<(String, String)> {
    let note = format!("{FRONT}+++\n{text}");
    let repository = Repository::new(&[
        ("incidents/2026-03-02-a/index.md", note.as_str()),
        ("incidents/2026-03-02-a/img/graph.png", "\u{89}PNG"),
        ("incidents/2025/2025-01-02-b.md", &format!("{FRONT}+++\n## What's next?\n\nNothing.\n")),
    ]);
    let notes = pipeline::read(&repository.path("."), "2026-03-20".parse().unwrap()).unwrap();
    let own = notes.findings(|finding| rules.contains(&finding.rule.code)).into_iter();
    own.map(|finding| (finding.message, finding.help.unwrap_or_default())).collect()
}

#[test]
fn what_was_meant_is_said_of_links_that_lead_nowhere() {
    for (link, meant) in [
        ("2025-01-02-b", "did you mean `../2025/2025-01-02-b.md`?"),
        ("2025-01-02-b.md#whats-next", "did you mean `../2025/2025-01-02-b.md#whats-next`?"),
        ("../2025/2025-01-02-c.md", "did you mean `../2025/2025-01-02-b.md`?"),
        ("graph.png", "did you mean `img/graph.png`?"),
        ("img/grahp.png", "did you mean `img/graph.png`?"),
        ("elsewhere.md", "link another note by its .md file, or a file beside this note's index.md"),
    ] {
        let found = found(&format!("[x]({link})\n"), &["LB201", "LB203"]);
        assert_eq!(found.iter().map(|(_, help)| help.as_str()).collect::<Vec<_>>(), [meant], "{link}");
    }
}

#[test]
fn a_link_to_a_heading_may_name_it_as_other_places_do() {
    for link in [
        "#impact",
        "#Impact",
        "#before",
        "#row-2",
        "#",
        "../2025/2025-01-02-b.md#whats-next",
        "../2025/2025-01-02-b.md#what-s-next",
    ] {
        assert_eq!(found(&format!("[x]({link})\n\n## Impact\n\nNone.\n"), &["LB201", "LB203"]), [], "{link}");
    }
    let own = |message: &str, help: &str| (message.to_owned(), help.to_owned());
    let found = |link: &str| found(&format!("[x]({link})\n\n## Impact\n\nNone.\n"), &["LB201", "LB203"]);
    assert_eq!(found("#impcat"), [own("this page has no heading `#impcat`", "did you mean `#impact`?")]);
    assert_eq!(found("#row-99"), [own("this page has no heading `#row-99`", "its headings are `#impact`")]);
    let other = "../2025/2025-01-02-b.md";
    assert_eq!(found(&format!("{other}#x")), [own(&format!("`{other}` has no heading `#x`"), "its headings are `#what-s-next`")]);
}

#[test]
fn labels_are_linked_and_defined() {
    let count = |text: &str| found(text, &["LB204", "LB205"]).len();
    assert_eq!(count("[a][x] ![b][Y] [z] [w][]\n\n[x]: https://a.example\n[y]: a.png\n[z]: a.png\n[w]: a.png\n"), 0);
    assert_eq!(count("[//]: # (a remark)\n[remark]: <> (a remark)\n"), 0);
    assert_eq!(count("[a][x] [x][] [x]\n"), 2, "brackets alone are often no link");
    assert_eq!(count("a[0][x] [error][main][7] [14:02][words](https://a.example) `[a][x]` [1][2]\n"), 0);
    assert_eq!(count("[x]: https://a.example\n"), 1);
}

#[test]
fn the_same_heading_twice_matters_where_it_is_linked_or_known() {
    let count = |text: &str| found(text, &["LB207"]).len();
    assert_eq!(count("## Impact\na\n## Impact\nb\n## impact\nc\n"), 1);
    assert_eq!(count("## First\n### Impact\na\n## Second\n### Impact\nb\n"), 0);
    assert_eq!(count("## 14:02\na\n## 14:02\nb\n"), 0);
    assert_eq!(count("[x](#graph-2)\n\n## Graph\na\n## Graph\nb\n"), 1);
}

/// Every `id` of a page.
fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_page_has_the_places_that_links_may_name_and_each_of_them_once() {
    let full = format!(
        "{FRONT}[[restore]]\nmethod = \"rollback\"\n[[problem]]\ntext = \"Slow\"\n[[action]]\ntext = \"Mend it\"\n+++\n# Checkout answers 502\n\n## Summary\n\nNobody could pay.\n\n## Timeline (UTC)\n\n- 14:10 a\n\n### Actions\n\n- [ ] b\n\n## Restored\n\nText.\n\n## Main\n\n## Row 1\n\n## What's next?\n\n### Deeper\n"
    );
    let bare = FRONT.replace("started = 2026-03-02T14:00:00Z\nresolved = 2026-03-02T15:00:00Z\n", "started = \"2026-03-02\"\n");
    let notes = [
        full,
        format!("{bare}+++\n## Timeline\n\n## Actions\n\n## Problems\n\nText.\n"),
        format!("{bare}+++\n## Resolution\n\nText.\n"),
    ];
    for note in notes {
        let repository = Repository::new(&[("incidents/2026-03-02-a.md", note.as_str())]);
        let page = String::from_utf8(repository.build()["incidents/2026-03-02-a.html"].clone()).unwrap();
        let ids = ids(&page);
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        let notes = pipeline::read(&repository.path("."), "2026-03-20".parse().unwrap()).unwrap();
        let (_, incident) = notes.corpus.incidents().next().unwrap();
        // Drawings name their parts for those who do not see them.
        for id in ids.iter().filter(|id| !id.starts_with("chart-")) {
            assert_eq!(places::find(incident, id).as_deref(), Some(*id), "{note}");
        }
        for place in places::Place::WORDS {
            assert_eq!(unique.contains(place), places::find(incident, place).as_deref() == Some(*place), "{place} in {note}");
        }
        for section in &incident.body.sections {
            let place = places::find(incident, &section.anchor).unwrap();
            assert!(place.is_empty() || unique.contains(place.as_ref()), "{place} in {note}");
        }
        assert!(!unique.contains("row-99") && places::find(incident, "row-99").is_none());
    }
}
