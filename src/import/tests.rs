//! What becomes of documents, without a disk.

use super::document::{Draft, draft};
use super::remark::About;
use super::sources::Source;
use super::{compose, header};
use crate::config::Config;
use crate::source::SourceFile;
use proptest::prelude::*;
use std::path::Path;
use toml::Value;

fn source(from: &str) -> Source {
    // Some file that is there: the last thing that can tell a day is when it was changed.
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let stem = from.rsplit('/').next().unwrap().trim_end_matches(".md").to_owned();
    Source { path, shown: from.to_owned(), from: from.to_owned(), stem, folders: Vec::new() }
}

fn drafted(from: &str, text: &str) -> Draft {
    draft(source(from), SourceFile::new(from, text), &Config::default()).unwrap()
}

fn note(draft: &Draft) -> String {
    compose::note(&draft.front, &draft.text.text, &draft.body).0
}

fn remarks(draft: &Draft) -> Vec<(Option<usize>, &str)> {
    draft.told.remarks.iter().map(|remark| (remark.line, remark.text.as_str())).collect()
}

#[test]
fn what_the_header_and_the_timeline_say_stands_in_the_front_matter() {
    let text = "---\ntitle: The hub is down\ndate: 2026-03-04\nseverity: SEV-2\nauthor: A. Turner\ntags: [hub, config]\naffected: hub\nweight: 3\n---\n\n# The hub is down!\n\n## Timeline (UTC)\n\n- 2026-03-02 14:02 **started** It breaks\n- ~14:41 **mitigated** It works\n- soon more\n";
    let draft = drafted("hub.md", text);
    let expected = "+++\ntitle = \"The hub is down\"\nseverity = \"sev2\"\nstatus = \"reviewed\"\nsummary = \"The hub is down\"\nservices = [\"hub\"]\nauthors = [\"A. Turner\"]\ntags = [\"hub\", \"config\"]\nstarted = 2026-03-02T14:02:00Z\nmitigated = \"~2026-03-02 14:41 UTC\"\nresolved = \"??:??\"\n\n[extra]\ndate = \"2026-03-04\"\nimported_from = \"hub.md\"\nweight = 3\n+++\n\n## Timeline (UTC)\n";
    assert!(note(&draft).starts_with(expected), "{}", note(&draft));
    assert_eq!(
        (draft.name.as_str(), draft.told.date_from.as_str(), draft.told.rows.count),
        ("2026-03-02-the-hub-is-down", "its timeline", 3)
    );
    let expected = [
        (Some(3), "kept as `extra.date`; the note is filed under 2026-03-02"),
        (Some(8), "kept as `extra.weight`"),
        (Some(17), "LB103 no time could be read in this row"),
    ];
    assert_eq!(remarks(&draft), expected);
}

#[test]
fn a_post_of_cstate_is_an_incident_with_its_times() {
    let text = "---\ntitle: Maintenance\ndate: 2026-03-02 13:00:00\nresolved: true\nresolvedWhen: 2026-03-02 14:00:00\n# Possible severity levels: down, disrupted, notice\nseverity: notice\naffected:\n  - hub\nsection: issue\n---\nWe did it.\n";
    let draft = drafted("2026-03-01-maintenance.md", text);
    let expected = "+++\ntitle = \"Maintenance\"\nseverity = \"sev4\"\nstatus = \"reviewed\"\nservices = [\"hub\"]\nstarted = 2026-03-02T13:00:00Z\nresolved = 2026-03-02T14:00:00Z\n";
    assert!(note(&draft).starts_with(expected), "{}", note(&draft));
    assert_eq!(draft.name, "2026-03-02-maintenance");
    assert!(remarks(&draft).iter().any(|(_, text)| text.contains("UTC was taken")), "{:?}", draft.told);
    let empty = "resolved: false\nresolvedWhen: ''";
    let open = drafted("x.md", &text.replace("resolved: true\nresolvedWhen: 2026-03-02 14:00:00", empty));
    assert_eq!(open.told.status, "in-review");
    assert!(open.front.contains_key("started") && !open.front.contains_key("resolved"));
    assert!(!open.told.remarks.iter().any(|remark| remark.text.contains("resolvedWhen")), "{:?}", open.told);
}

#[test]
fn the_day_is_that_of_the_incident_and_the_report_says_who_told_it() {
    for (from, text, date, who) in [
        ("a.md", "# Hub down on 2 March 2026\n", "2026-03-02", "its title"),
        ("a.md", "---\ncreated: 2026-03-01\ndate: 2026-03-02\n---\n", "2026-03-02", "`date`, line 3"),
        ("2026-03-02-a.md", "# Hub\n", "2026-03-02", "its name"),
        ("a.md", "## Timeline\n- 2026-03-02 14:02Z x\n", "2026-03-02", "its timeline"),
        ("a.md", "# Hub\n\nOn Monday, 2 March 2026, it broke.\n", "2026-03-02", "the first one in the text, line 3"),
        ("a.md", "---\nstart_time: 2026-03-02T14:00Z\npublished: 2026-03-09\n---\n", "2026-03-02", "when it started, line 2"),
    ] {
        let draft = drafted(from, text);
        assert_eq!((draft.told.date.as_str(), draft.told.date_from.as_str()), (date, who), "{text:?}");
    }
    let midnight = drafted("a.md", "+++\ntitle = \"x\"\ndate = 2026-03-02T00:00:00Z\n+++\n");
    assert!(midnight.told.remarks.is_empty(), "{:?}", midnight.told);
    assert!(drafted("a.md", "").told.date_from.starts_with("the last change"));
}

#[test]
fn a_status_is_what_the_document_says_else_that_it_is_over() {
    let status = |header: &str| drafted("a.md", &format!("---\ntitle: x\n{header}\n---\n")).told.status;
    assert_eq!(
        ["draft: true", "draft: false", "status: Complete", "state: Investigating", "status: odd", "published: false"]
            .map(status),
        ["draft", "reviewed", "reviewed", "in-review", "reviewed", "draft"]
    );
}

#[test]
fn a_time_has_the_zone_of_its_document_wherever_that_stands() {
    let text = "---\nstarted: 2026-03-02 14:02\nend: 15:02\ntz: Europe/Berlin\ndate: 2026-03-02\n---\n";
    let note = note(&drafted("a.md", text));
    assert!(note.contains("started = 2026-03-02T14:02:00+01:00\nresolved = 2026-03-02T15:02:00+01:00\n"), "{note}");
}

#[test]
fn a_milestone_without_a_zone_stays_without_one() {
    let note = |text: &str| note(&drafted("2026-03-02-a.md", text));
    let unsaid = note("## Key events\n- First detected 14:02\n- Repaired ~14:41\n");
    assert!(unsaid.contains("detected = 2026-03-02T14:02:00\nmitigated = \"~2026-03-02 14:41\"\n"), "{unsaid}");
    let said = note("## Key events (UTC)\n- First detected 14:02\n");
    assert!(said.contains("detected = 2026-03-02T14:02:00Z\n"), "{said}");
}

#[test]
fn labelled_lines_say_what_the_header_leaves_open_and_stay_in_the_text() {
    let text = "# Hub down on 2024-06-02\n\n**Severity:** SEV-1\n**Status:** Draft, to be read\n**Services:** checkout, [cart](https://example.org)\n\n- Authors: A. Turner and B. Kim\n- **Owner:** payments | **Tags:** `dns`; TBD\n- Impacted: 30% of all\n\n## Timeline\n- 14:02 x\n";
    let draft = drafted("a.md", text);
    let (expected, body) = (
        "severity = \"sev1\"\nstatus = \"draft\"\nservices = [\"checkout\", \"cart\"]\nowner = \"payments\"\nauthors = [\"A. Turner\", \"B. Kim\"]\ntags = [\"dns\"]\n",
        &text[text.find("**Severity").unwrap()..],
    );
    assert!(note(&draft).contains(expected) && note(&draft).ends_with(body), "{}", note(&draft));
    let told = &draft.told;
    assert_eq!((told.severity_from.as_str(), told.status_from.as_deref()), ("`Severity`, line 3", Some("`Status`, line 4")));
    assert_eq!(told.labelled, ["services (line 5)", "authors (line 7)", "owner (line 8)", "tags (line 8)"]);

    let table = "| Field | Value |\n|---|---|\n| Severity | Critical (SEV-2) |\n| Status | Resolved at 14:02 |\n| Tags | `a`, **b** |\n| Owner | |\n";
    let draft = drafted("a.md", table);
    assert!(note(&draft).contains("tags = [\"a\", \"b\"]\n") && !draft.front.contains_key("owner"), "{}", note(&draft));
    let told = draft.told;
    assert_eq!((told.severity.as_str(), told.status.as_str()), ("sev2", "reviewed"));
}

#[test]
fn a_header_counts_before_labelled_lines_and_prose_is_no_value() {
    let header = "---\ntitle: x\ndate: 2024-06-02\nseverity: sev3\nstatus: final\ntags: a\n---\n";
    let lines = "Severity: SEV-1\n\nStatus: draft\n\nTags: b\n\nServices: most of what we run was slow, and the rest was down\n\nOwner: TBD\n";
    let draft = drafted("a.md", &format!("{header}{lines}"));
    assert_eq!((draft.told.severity.as_str(), draft.told.status.as_str()), ("sev3", "reviewed"));
    assert!(note(&draft).contains("tags = [\"a\"]\n") && draft.told.labelled.is_empty(), "{}", note(&draft));
    assert!(!draft.front.contains_key("services") && !draft.front.contains_key("owner"));
    let unclear = drafted("a.md", "Severity: rather bad\n").told;
    assert_eq!(unclear.severity_from, "the least, since `Severity`, line 1, was not understood");
    assert_eq!((unclear.remarks[0].line, unclear.remarks[0].about), (Some(1), About::Value));
}

#[test]
fn a_zone_is_read_however_the_header_names_it() {
    for (said, zone) in [
        ("PST", "-08:00"),
        ("UTC+2", "+02:00"),
        ("Pacific Time", "America/Los_Angeles"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("CET/CEST", "Europe/Berlin"),
        ("IST", "+05:30"),
    ] {
        let draft = drafted("a.md", &format!("---\ntitle: x\ndate: 2024-06-02\ntimezone: {said}\n---\n"));
        assert_eq!(draft.front.get("timezone").and_then(Value::as_str), Some(zone), "{said}");
        assert!(crate::config::zone(zone).is_some());
        assert_eq!(draft.told.remarks.len(), usize::from(said == "IST"), "{:?}", draft.told.remarks);
    }
    let odd = drafted("a.md", "---\ntitle: x\ndate: 2024-06-02\ntimezone: ours\n---\n");
    assert!(note(&odd).contains("[extra]\nimported_from = \"a.md\"\ntimezone = \"ours\""), "{}", note(&odd));
}

#[test]
fn a_guess_about_the_month_is_reported_although_the_id_will_hide_it() {
    let guessed =
        |text: &str| remarks(&drafted("a.md", text)).iter().any(|(_, said)| said.contains("the month or the day comes first"));
    assert!(guessed("## Timeline (UTC)\n- 03/02/2024 14:02 a\n- 03/02/2024 14:10 b\n"));
    assert!(guessed("**Date:** 03/02/2024\n\n## Timeline (UTC)\n- 14:02 a\n- 14:10 b\n"));
    assert!(!guessed("**Date:** 03/02/2024\n\nOn 03/25/2024 we met.\n\n## Timeline (UTC)\n- 14:02 a\n- 14:10 b\n"));
    assert!(guessed("# Outage of 03/02/2024\n\n## Timeline (UTC)\n- 14:02 a\n- 14:10 b\n"));
    assert!(!guessed("# Outage of 03/02/2024\n\n## Timeline (UTC)\n- 2024-03-02 14:02 a\n- 14:10 b\n"));
    assert!(guessed("---\ndate: 03/02/2024\n---\nText\n"));
    assert!(!guessed("It was on 2024-02-03.\n\n## Timeline (UTC)\n- 03/02 14:02 a\n- 03/02 14:10 b\n"));
    assert!(!guessed("## Timeline (UTC)\n- 03/25/2024 14:02 a\n- 03/02/2024 14:10 b\n"));
}

#[test]
fn a_year_that_was_taken_from_elsewhere_is_named() {
    let text = "## Timeline (UTC)\n- Jun 2 14:02 a\n- Jun 2 14:10 b\n";
    assert_eq!(drafted("a.md", text).told.date_from, "its timeline, with the year of the last change of the file");
    let named = drafted("a.md", &format!("As on May 1, 2024, it broke.\n\n{text}")).told;
    assert_eq!(
        (named.date.as_str(), named.date_from.as_str()),
        ("2024-06-02", "its timeline, with the year of the first one in the text, line 1")
    );
}

#[test]
fn the_day_of_a_post_of_cstate_is_not_its_beginning() {
    let text = "---\ntitle: x\ndate: 2024-06-02\nresolved: true\nresolvedWhen: 2024-06-02 15:00:00\naffected: [hub]\n---\n";
    let draft = drafted("a.md", text);
    assert!(!draft.front.contains_key("started") && draft.front.contains_key("resolved"), "{}", note(&draft));
    assert_eq!((draft.told.date.as_str(), draft.told.date_from.as_str()), ("2024-06-02", "`date`, line 3"));
}

#[test]
fn an_impossible_date_and_names_that_share_a_page_are_kept_and_told() {
    let draft = drafted(
        "a.md",
        "---\ntitle: x\ndate: 2024-02-30\ntags: [c, \"\", \"c++\", C, \"c#\", \"!\"]\nservices: [\"\", hub]\n---\n",
    );
    assert!(note(&draft).contains("services = [\"hub\"]\ntags = [\"c\"]\n"), "{}", note(&draft));
    assert!(
        note(&draft).contains("date = \"2024-02-30\"\nimported_from = \"a.md\"\ntags = [\"c++\", \"c#\", \"!\"]\n"),
        "{}",
        note(&draft)
    );
    let told = remarks(&draft);
    assert_eq!(told[0], (Some(3), "this is not read as a day or a time; kept as `extra.date`"));
    assert!(told[1].1.starts_with("kept as `extra.tags`: \"c++\": it would have the page of \"c\"; \"c#\": "), "{told:?}");
}

#[test]
fn sections_that_gave_nothing_and_stated_durations_are_told() {
    let text = "---\ntitle: x\ndate: 2024-06-02\n---\nDuration: 3 hours\n\n## Timeline (UTC)\n\n- 14:02 **started** a\n- 14:32 **resolved** b\n\n## Action items\n\n> We shall do better.\n";
    let told = drafted("a.md", text).told;
    let said: Vec<_> = told.remarks.iter().map(|remark| (remark.line, remark.about, remark.text.as_str())).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].0 == Some(5) && said[0].2.starts_with("LB109 `3 hours` is stated"), "{said:?}");
    assert_eq!(said[1], (Some(12), About::Silent, "no action was read in this section"));
    assert_eq!((told.rows.count, told.rows.between.as_deref()), (2, Some("14:02–14:32")));
    for quiet in [
        "## Timeline\n\n### Monday\n\n- 14:02 a\n",
        "## Action items\n\nNone.\n",
        "## Timeline\n\n<!-- fill in -->\n",
        "## Timeline\n",
    ] {
        let told = drafted("2024-06-02-a.md", quiet).told;
        assert!(told.remarks.iter().all(|remark| remark.about != About::Silent), "{quiet:?} {:?}", told.remarks);
    }
    // What the reader said is not said again.
    let told = drafted("2024-06-02-a.md", "## Timeline\n\n- soon a\n- later b\n").told;
    assert_eq!(told.remarks.len(), 1, "{:?}", told.remarks);
}

#[test]
fn a_title_has_one_line() {
    for title in ["\"Hub\n  is down\"", "|\n  Hub\n  is down", ">\n  Hub\n  is down", "Hub\n  is down", "\"Hub\\nis down\""] {
        let draft = drafted("a.md", &format!("---\ntitle: {title}\ndate: 2024-06-02\n---\n"));
        assert_eq!(draft.title(), "Hub is down", "{title}");
    }
}

/// Lines of a header, with words that can be told apart.
fn line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "title",
        "date",
        "started",
        "resolved",
        "resolvedWhen",
        "detected",
        "severity",
        "status",
        "draft",
        "tags",
        "categories",
        "services",
        "author",
        "aliases",
        "timezone",
        "factors",
        "trigger",
        "summary",
        "impact",
        "extra",
        "weight",
        "kind",
        "imported_from",
        "mdx",
        "a b",
        "\"\"",
    ]);
    let value = prop::sample::select(vec![
        "w#",
        "[w#, W#, \"w#!\"]",
        "2026-03-02",
        "2026-03-02 14:02 IST",
        "~14:02",
        "??:??",
        "{w: w#}",
        "sev2",
        "true",
        "",
        "|\n  w#\n  x",
        "'w#: +++'",
        "[]",
        "[[w#]]",
        "\"\\u0001w#\"",
        "2026-02-30",
        "index",
        "!!binary w#",
        "&a w#",
        "*a",
        "9999-12-31T23:59:59-12:00",
        "é w#",
        "w#: w#",
        "[w#",
    ]);
    (key, value, 10..99u8).prop_map(|(key, value, n)| format!("{key}: {}\n", value.replace('#', &n.to_string())))
}

fn body() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "# w1\n",
        "Title\n===\n",
        "## Timeline\n\n",
        "- 14:02 **started** x\n",
        "- 2026-03-02 25:99 x\n",
        "- 2026-03-02T14:02+05:30 **resolved** x\r\n",
        "+++\n",
        "---\n",
        "```\n",
        "\r\n",
        "![](a.png)\n",
        "<b>",
        "é",
        "import A from 'a'\n\n",
        "## Action items\n- [ ] x (due: soon)\n",
        "# 2026-03-02\n",
        "\u{feff}",
        "~23:59 **detected** x\n\n",
        "**Severity:** SEV-0 | **Status:** +++\n\n",
        "- Tags: c, c++, index, +++\n- Services: \u{1}\n\n",
        "| Owner | [é](x.md) |\n|---|---|\n| Authors | <b> and +++ |\n\n",
        "<img\nsrc='é.png'>\n\n",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_document_is_a_note_in_which_everything_is_found(
        open in prop::sample::select(vec!["---\n", "+++\n", "---\r\n", "\n---\n", ""]),
        lines in prop::collection::vec(line(), 0..6),
        close in prop::sample::select(vec!["---\n", "+++\n", "...\n", ""]),
        blocks in prop::collection::vec(body(), 0..8),
        noise in "\\PC{0,20}",
    ) {
        let text = [open, &lines.concat(), close, &blocks.concat(), &noise].concat();
        let file = SourceFile::new("a b/2026-03-01 Ä.md", text);
        let text = file.text.clone();
        let draft = draft(source("a b/2026-03-01 Ä.md"), file, &Config::default()).unwrap();
        let written = note(&draft);
        let read = crate::note::read(&SourceFile::new("a.md", written.as_str()), &draft.name, false, &Config::default());
        let fixed: Vec<_> = read.findings.iter().filter(|finding| finding.rule.is_fixed()).collect();
        prop_assert!(fixed.is_empty(), "{fixed:?} in\n{written}");
        let incident = read.incident.unwrap();
        prop_assert_eq!(incident.date.unwrap().to_string(), draft.name.get(..10).unwrap());
        let header = header::read(&text);
        let kept = draft.body.dropped.as_ref().map_or_else(
            || text[header.body..].to_owned(),
            |dropped| [&text[header.body..dropped.start], &text[dropped.end..]].concat(),
        );
        prop_assert!(written.ends_with(&kept), "{kept:?} does not end\n{written}");
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == 3 && word.starts_with('w')) {
            prop_assert!(written.contains(word), "{word} is lost in\n{written}");
        }
    }
}

#[test]
fn a_note_without_a_paragraph_gets_its_first_sentence_or_its_title_as_summary() {
    let items =
        drafted("2026-03-02-a.md", "# The hub is down\n\n- Logs: lost\n- The **hub** restarts all night\n- Then all is well\n");
    assert_eq!(items.front["summary"].as_str(), Some("The hub restarts all night"));
    assert_eq!(items.told.summary_from.as_deref(), Some("line 4"));
    let rows = drafted("2026-03-02-a.md", "# The hub is down\n\n## Timeline (UTC)\n\n- 14:02 It breaks\n");
    assert_eq!(rows.front["summary"].as_str(), Some("The hub is down"));
    assert_eq!(rows.told.summary_from.as_deref(), Some("the title"));
    for text in ["# The hub is down\n\nIt breaks.\n", "---\ndraft: true\n---\n# The hub is down\n"] {
        assert!(!drafted("2026-03-02-a.md", text).front.contains_key("summary"), "{text}");
    }
}

#[test]
fn services_that_the_team_does_not_describe_are_kept_apart() {
    let mut config = Config::default();
    config.services.insert("hub".to_owned(), Default::default());
    let read = |text: &str| draft(source("2026-03-02-a.md"), SourceFile::new("a.md", text), &config).unwrap();
    let both = read("---\nservices: [hub, hbu]\n---\n# A\n");
    assert_eq!(
        (&both.front["services"], &both.front["extra"]["services"]),
        (&Value::from(vec!["hub"]), &Value::from(vec!["hbu"]))
    );
    let said = "kept as `extra.services`: \"hbu\": lookback.toml describes no such service (did you mean \"hub\"?); describe it there, or say in `[import.services]` which one it is";
    assert!(remarks(&both).contains(&(Some(2), said)), "{:?}", remarks(&both));
    let labelled = read("# A\n\n**Services:** mail\n");
    assert!(!labelled.front.contains_key("services") && labelled.told.labelled.is_empty());
    assert_eq!(labelled.front["extra"]["services"], Value::from(vec!["mail"]));
}
