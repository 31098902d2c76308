//! What a public build shows: what `[audience.public]` names, and nothing else, in no file and in no file's name.
//!
//! Every fact of the notes here holds a word of its own that ends in `q7` and is no end of another one; the bytes of the whole
//! site are searched for it.

#![allow(clippy::unwrap_used, reason = "a test that cannot build has failed")]

mod support;

use lookback::incident::body::Topic;
use lookback::note::KEYS;
use lookback::pipeline::{self, Order};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use support::{Repository, Run, tree};

const CONFIG: &str = r#"
[site]
title = "Status"
base_url = "https://status.example/"
source_url = "https://sourceq7.example/{path}"
edit_url = "https://editq7.example/{path}"
[service.servicesq7]
title = "Servicetitleq7"
description = "Servicetextq7"
owner = "serviceownerq7"
runbook = "https://runbookq7.example/"
[service.internalserviceq7]
title = "Internaltitleq7"
[service.draftserviceq7]
[issue.factorsq7]
title = "Factortitleq7"
description = "Factortextq7"
owner = "issueownerq7"
[issue.internalissueq7]
description = "Internaltextq7"
[[autolink]]
pattern = 'ACT-\d+'
url = "https://autolinkq7.example/$0"
[lint]
people = ["peopleq7"]
"#;

const PUBLIC: &str = r#"+++
title = "Titleq7"
severity = "sev2"
status = "in-review"
summary = "Summaryq7 ACT-1"
services = ["servicesq7"]
environments = ["environmentsq7"]
owner = "ownerq7"
authors = ["authorsq7"]
tags = ["tagsq7"]
visibility = "public"
timezone = "Europe/Berlin"
aliases = ["aliasq7"]
started = 2026-03-02T03:07:11Z
detected = 2026-03-02T03:12:13Z
acknowledged = 2026-03-02T03:17:17Z
mitigated = 2026-03-02T03:41:19Z
resolved = 2026-03-02T04:05:23Z
symptoms = ["symptomsq7"]
factors = ["factorsq7"]
trigger = "triggerq7"
layer = "front-end"
allow = ["LB104"]
[impact]
summary = "Impactq7"
[[detection]]
source = "alert"
at = 2026-03-02T03:12:29Z
link = "https://detectionq7.example/"
[[detection]]
source = "engineer"
link = "2026-02-01-internalq7.md"
[[restore]]
method = "rollback"
at = 2026-03-02T03:31:31Z
outcome = "worked"
text = "Restoreq7"
[[problem]]
text = "Problemq7"
action = "a1"
[[verification]]
environment = "verificationq7"
by = "verifierq7"
result = "pass"
[[participant]]
role = "participantq7"
[[action]]
id = "a1"
text = "Actionq7"
owner = "carerq7"
tracking = "trackingq7"
[[timeline]]
at = 2026-03-02T03:20:37Z
text = "Rowq7 [before](../2026-02-01-internalq7/index.md)"
link = "2026-02-01-internalq7.md"
[[recurrence_of]]
id = "2026-02-01-internalq7"
[[recurrence_of]]
id = "2026-01-01-earlier"
[extra]
word = "extraq7"
+++
Preambleq7.

## Summary
Briefq7.

- one item

## Impact
- another item

### Customers by name
Customersq7.

## Timeline
Timelineproseq7.

- 04:41:19 **mitigated** Bodyrowq7 ![](rowq7.png)

## Action items
Actionsproseq7.

- [ ] Bodyactionq7 (owner: bodycarerq7)

## Background
Backgroundq7 [before](../2026-02-01-internalq7/index.md), [twice](../2026-01-01-earlier.md), [the graph][g] and a note[^n]. <!-- commentq7 -->

<!-- blockcommentq7 -->

![](backgroundq7.png) <a href="../2026-02-01-internalq7/index.md">raw</a>

## Secrets
Secretsq7 ![](secretsq7.png)

[g]: referenceq7.png "referencetitleq7"

[^n]: Footnoteq7.
"#;

/// What a note holds that no public build may show; every name of it is its own.
fn hidden(status: &str, visibility: &str, word: &str) -> String {
    format!(
        r#"+++
title = "{word}titleq7"
severity = "sev1"
status = "{status}"
summary = "{word}summaryq7"
services = ["{word}serviceq7"]
tags = ["{word}tagq7"]
visibility = "{visibility}"
aliases = ["{word}aliasq7"]
started = 2026-02-01T05:00:00Z
resolved = 2026-02-01T06:00:00Z
factors = ["{word}issueq7", "factorsq7"]
[[action]]
text = "{word}actionq7"
[[recurrence_of]]
id = "2026-01-01-earlier"
+++
{word}textq7

## Summary
{word}sectionq7 ![]({word}imageq7.png)
"#
    )
}

const EARLIER: &str = r#"+++
title = "Earlier"
severity = "sev2"
status = "reviewed"
visibility = "public"
summary = "Earlier"
started = 2026-01-01T05:00:00Z
resolved = 2026-01-01T06:00:00Z
factors = ["factorsq7"]
+++
"#;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn repository(fields: &[&str], sections: &[&str]) -> Repository {
    let audience = format!("{CONFIG}[audience.public]\nfields = {fields:?}\nsections = {sections:?}\n");
    let repository = Repository::new(&[
        ("lookback.toml", audience),
        ("incidents/2026-03-02-a/index.md", PUBLIC.to_owned()),
        ("incidents/2026-01-01-earlier.md", EARLIER.to_owned()),
        ("incidents/2026-02-01-internalq7/index.md", hidden("reviewed", "internal", "internal")),
        ("incidents/2026-02-02-draftq7/index.md", hidden("draft", "public", "draft")),
    ]);
    for (note, images) in [
        ("2026-03-02-a", &["rowq7", "backgroundq7", "secretsq7", "referenceq7"][..]),
        ("2026-02-01-internalq7", &["internalimageq7"]),
        ("2026-02-02-draftq7", &["draftimageq7"]),
    ] {
        for image in images {
            repository.write(&format!("incidents/{note}/{image}.png"), PNG);
        }
    }
    repository
}

/// Names and bytes of the site that everyone may read, in lower case.
fn public(repository: &Repository) -> String {
    let (root, out) = (repository.path(""), repository.path("site"));
    let notes = pipeline::read(&root, "2026-06-01".parse().unwrap()).unwrap();
    // They can be read as they are meant; what a reviewer would say of them is no matter here, and what a note switches off is a
    // key like any other.
    let of_reading = notes.findings(|finding| finding.rule.code < "LB2" && finding.rule.code != "LB027");
    assert_eq!(of_reading.iter().map(|finding| &finding.message).collect::<Vec<_>>(), Vec::<&String>::new());
    let order = Order { root: &root, out: &out, base_url: None };
    pipeline::build(notes.public().unwrap(), &order, &|_, _| {}).unwrap();
    all(&tree(&out))
}

fn all(files: &BTreeMap<String, Vec<u8>>) -> String {
    let texts = files.iter().map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(bytes)));
    texts.collect::<String>().to_lowercase()
}

/// The words that end in `q7`.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.ends_with("q7")).collect()
}

/// What becomes visible when a key is named, or a section.
const SHOWN: &[(&str, &[&str])] = &[
    ("summary", &["summaryq7"]),
    ("services", &["servicesq7", "servicetitleq7", "servicetextq7"]),
    ("environments", &["environmentsq7"]),
    ("owner", &["ownerq7"]),
    ("authors", &["authorsq7"]),
    ("tags", &["tagsq7"]),
    ("started", &["03:07:11"]),
    ("detected", &["03:12:13"]),
    ("acknowledged", &["03:17:17"]),
    ("mitigated", &["03:41:19"]),
    ("resolved", &["04:05:23"]),
    ("symptoms", &["symptomsq7"]),
    ("factors", &["factorsq7", "factortitleq7", "factortextq7"]),
    ("trigger", &["triggerq7"]),
    ("layer", &["\"layer\":\"front-end\""]),
    ("impact", &["impactq7"]),
    ("detection", &["detectionq7", "03:12:29"]),
    ("restore", &["restoreq7", "03:31:31"]),
    ("problem", &["problemq7"]),
    ("verification", &["verificationq7", "verifierq7"]),
    ("participant", &["participantq7"]),
    ("action", &["actionq7", "bodyactionq7"]),
    ("timeline", &["rowq7", "03:20:37", "bodyrowq7", "04:41:19", "rowq7.png"]),
];
const SECTIONS: &[(&str, &[&str])] = &[
    ("summary", &["briefq7"]),
    ("impact", &["another item"]),
    ("customers-by-name", &["customersq7"]),
    ("timeline", &["timelineproseq7"]),
    ("actions", &["actionsproseq7"]),
    ("background", &["backgroundq7", "backgroundq7.png"]),
    ("secrets", &["secretsq7", "secretsq7.png", "secrets"]),
];

/// Checks a site against what it may show.
fn hold(site: &str, fields: &[&str], sections: &[&str]) -> Result<(), TestCaseError> {
    let mut may: BTreeSet<&str> = BTreeSet::from(["titleq7", "aliasq7"]);
    for (known, named) in [(SHOWN, fields), (SECTIONS, sections)] {
        for (name, texts) in known {
            let is_named = named.contains(name);
            for text in *texts {
                if is_named {
                    may.insert(text);
                    prop_assert!(site.contains(text), "`{text}` of `{name}` is named and not shown");
                } else if !text.ends_with("q7") && !text.ends_with("q7.png") && *name != "secrets" {
                    prop_assert!(!site.contains(text), "`{text}` of `{name}` is not named and shown");
                }
            }
        }
    }
    // What a section refers to in another one is shown if both are.
    if sections.contains(&"background") && sections.contains(&"secrets") {
        may.extend(["footnoteq7", "referenceq7", "referencetitleq7"]);
    } else if sections.contains(&"secrets") {
        may.insert("footnoteq7");
    }
    // Who takes care of a follow-up is told where both are.
    if fields.contains(&"action") && fields.contains(&"owner") {
        may.extend(["carerq7", "bodycarerq7"]);
    }
    // The index for searching leaves out what a word has in common with the one before it, so that ends of words stand there.
    let leaked: Vec<_> = words(site).into_iter().filter(|word| !may.iter().any(|may| may.ends_with(word))).collect();
    prop_assert!(leaked.is_empty(), "shown and not named: {leaked:?}");
    Ok(())
}

#[test]
fn nothing_named_is_nothing_shown_but_what_is_always_there() {
    let site = public(&repository(&[], &[]));
    hold(&site, &[], &[]).unwrap();
    assert!(site.contains("incidents/aliasq7.html") && site.contains("2 march 2026"));
    assert!(site.contains("\"ongoing\":false") && !site.contains("\"ongoing\":true"), "what is over stays over");
    assert!(site.contains("\"durations\":{}") && !site.contains("\"durations\":{\""));
}

#[test]
fn everything_named_is_everything_shown_but_what_belongs_to_the_team() {
    let fields: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    let sections: Vec<_> = SECTIONS.iter().map(|(name, _)| *name).collect();
    let site = public(&repository(&fields, &sections));
    hold(&site, &fields, &sections).unwrap();
    assert!(site.contains("\"recurrence_of\":[\"2026-01-01-earlier\"]"));
    assert!(site.contains("href=\"2026-01-01-earlier.html\">twice</a>") && site.contains("act-1"));
    assert!(!site.contains("](../") && !site.contains(".md"), "a link to a note that is not public is only words");
}

#[test]
fn each_key_and_each_section_shows_its_own() {
    for (name, _) in SHOWN {
        hold(&public(&repository(&[name], &[])), &[name], &[]).unwrap();
    }
    for (name, _) in SECTIONS {
        hold(&public(&repository(&[], &[name])), &[], &[name]).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_named_nothing_else_is_shown(
        fields in prop::sample::subsequence(SHOWN, 0..SHOWN.len()),
        sections in prop::sample::subsequence(SECTIONS, 0..SECTIONS.len()),
    ) {
        let names = |named: &[(&'static str, &[&str])]| named.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let (fields, sections) = (names(&fields), names(&sections));
        hold(&public(&repository(&fields, &sections)), &fields, &sections)?;
    }
}

#[test]
fn a_milestone_that_is_not_named_is_in_no_duration() {
    let site = public(&repository(&["started", "timeline", "restore"], &[]));
    assert!(site.contains("\"durations\":{}") && !site.contains("users were hurt for"), "nobody said until when");
    assert!(!site.contains("<td class=\"kind inline mark\">mitigated"), "a row does not mark it, either");
    let site = public(&repository(&["started", "mitigated"], &[]));
    assert!(site.contains("\"durations\":{\"restore\":2048}") && site.contains("users were hurt for <strong>34 min"));
}

#[test]
fn a_stated_duration_tells_no_more_than_its_milestones() {
    let note = |body: &str| {
        format!(
            "+++\ntitle = \"a\"\nseverity = \"sev2\"\nstatus = \"in-review\"\nvisibility = \"public\"\nsummary = \"a\"\n+++\n## Hidden\n{body}\n"
        )
    };
    let site = |fields: &[&str]| {
        let config = format!("[audience.public]\nfields = {fields:?}\nsections = []\n");
        public(&Repository::new(&[
            ("lookback.toml", config),
            (
                "incidents/2026-03-02-a.md",
                note("- Time to recovery: 47 minutes\n- Time to detect: 17 minutes\n- Duration: 57 min\n"),
            ),
            ("incidents/2026-03-03-b.md", note("- Time to recovery: 37 minutes (as Remarkq7 counts)\n")),
        ]))
    };
    let told = |fields: &[&str]| {
        let site = site(fields);
        ["47 min", "17 min", "57 min", "37 min", "remarkq7"].into_iter().filter(|text| site.contains(text)).collect::<Vec<_>>()
    };
    assert_eq!(told(&[]), [""; 0]);
    assert_eq!(told(&["impact", "timeline", "started", "mitigated", "resolved"]), [""; 0]);
    assert_eq!(told(&["started", "detected"]), ["17 min"]);
    assert_eq!(told(&["started", "detected", "mitigated"]), ["47 min", "17 min"]);
    assert_eq!(
        told(&["started", "detected", "mitigated", "resolved", "impact"]),
        ["47 min", "17 min"],
        "recovery says it better"
    );
}

#[test]
fn what_stands_between_hidden_parts_looks_as_ever() {
    let site = public(&repository(&["timeline", "action"], &["summary", "impact"]));
    assert!(site.contains("<li>one item</li>") && site.contains("<li>another item</li>"));
}

#[test]
fn names_that_name_nothing_stop_a_build() {
    let Run { code, out, .. } = repository(&["sumary", "summary"], &["Went well", "", "what-we-saw"]).run(&["check"]);
    assert_eq!((code, out.matches("error[LB003]").count()), (Some(1), 3), "{out}");
    assert!(
        out.contains("did you mean \"summary\"?")
            && out.contains("write \"went-well\"")
            && Topic::WORDS.iter().all(|topic| out.contains(topic)),
        "{out}"
    );
    let run = repository(&["sumary"], &[]).run(&["build", "--audience", "public"]);
    assert_eq!(run.code, Some(1), "{run:?}");
}

#[test]
fn the_program_takes_away_what_a_build_for_the_team_left() {
    let repository = repository(&["summary"], &[]);
    for args in [&["init", "-q"][..], &["add", "."], &["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a"]] {
        assert!(Command::new("git").current_dir(repository.path("")).args(args).status().unwrap().success());
    }
    let team = all(&repository.build());
    assert!(team.contains("internaltextq7") && team.contains("last changed"));
    let run = repository.run(&["build", "--audience", "public"]);
    assert!(run.out.starts_with("4 notes, 2 of them public, ") && !run.out.contains("hint"), "{run:?}");
    let site = all(&tree(&repository.path("site")));
    hold(&site, &["summary"], &[]).unwrap();
    assert!(!site.contains("last changed"));
}

#[test]
fn a_build_that_was_told_of_nothing_to_show_says_so() {
    let repository = Repository::new(&[("incidents/2026-03-02-a.md", EARLIER), ("lookback.toml", "")]);
    let run = repository.run(&["build", "--audience", "public"]);
    assert!(run.out.starts_with("1 note, 1 of them public, ") && run.out.contains("\nhint: [audience.public]"), "{run:?}");
}

#[test]
fn a_fault_in_any_note_stops_a_public_build() {
    let repository = repository(&[], &[]);
    repository.write("incidents/2026-02-02-draftq7/index.md", "+++\n");
    let run = repository.run(&["build", "--audience", "public"]);
    assert_eq!((run.code, repository.path("site").exists()), (Some(1), false), "{run:?}");
}
