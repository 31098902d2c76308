use super::*;
use crate::incident::time::Moment;
use crate::incident::{Milestone, Progress, Severity, Status};

fn read_text(text: &str) -> Note {
    read(&SourceFile::new("incidents/a.md", text), "2026-03-02-checkout", false, &Config::default())
}

fn codes(note: &Note) -> Vec<&'static str> {
    note.findings.iter().map(|finding| finding.rule.code).collect()
}

/// A note with this much more in its front matter, and this body.
fn with(front: &str, body: &str) -> Note {
    read_text(&format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\ntimezone = \"UTC\"\n{front}\n+++\n{body}"))
}

fn milestone(note: &Note, milestone: Milestone) -> Option<String> {
    let moment = note.incident.as_ref().unwrap().milestones.get(milestone)?.at;
    Some(moment.instant().map_or_else(|| format!("{:?}", moment.day()), |instant| instant.rfc3339()))
}

const FULL: &str = r#"+++
title = "Checkout <script>alert(1)</script> answers 502"
severity = "sev2"
status = "reviewed"
kind = "incident"
summary = "Short."
services = ["checkout", "checkout", "API gateway"]
environments = ["production"]
owner = "team-payments"
authors = ["A"]
tags = ["config"]
visibility = "public"
timezone = "Europe/Berlin"
aliases = ["2026-03-02-old"]
started = 2026-03-02T14:02:00Z
acknowledged = 2026-03-02T15:11:00
mitigated = "~15:41"
resolved = 2026-03-03
symptoms = ["http-502"]
factors = ["config-push-without-canary"]
trigger = "config-push"
layer = "environment"
allow = ["LB301", "LB4"]

[impact]
users = 1200
data_loss = false

[[detection]]
source = "customer"
at = 2026-03-02T14:20:00Z

[[detection]]
source = "alert"
at = 2026-03-02T14:09:00Z
link = "https://example.org/alert"

[[restore]]
method = "rollback"
at = "14:30–14:40 UTC"
outcome = "worked"

[[problem]]
text = "State lock"
action = "a1"

[[verification]]
environment = "staging"
result = "pass"

[[participant]]
role = "incident-commander"

[[action]]
id = "a1"
text = "Add a canary stage"
type = "prevent"
due = 2026-04-01
status = "dropped"
closed = 2026-03-20
reason = "Superseded"

[[timeline]]
at = 2026-03-02T14:02:00Z
until = 2026-03-02T14:05:00Z
kind = "change"
text = "Config push 4711 starts"

[[recurrence_of]]
id = "2025-11-20-checkout-502"
relation = "same-factor"

[extra]
anything = { at = "all" }
+++
Before.
"#;

#[test]
fn every_key_is_read() {
    let note = read_text(FULL);
    assert_eq!(codes(&note), [""; 0]);
    assert_eq!(milestone(&note, Milestone::Detected).as_deref(), Some("2026-03-02T14:09:00Z"));
    assert_eq!(milestone(&note, Milestone::Acknowledged).as_deref(), Some("2026-03-02T15:11:00+01:00"));
    assert_eq!(milestone(&note, Milestone::Mitigated).as_deref(), Some("2026-03-02T15:41:00+01:00"));
    let incident = note.incident.unwrap();
    assert_eq!(incident.title, "Checkout <script>alert(1)</script> answers 502");
    assert_eq!((incident.severity, incident.status), (Severity(1), Status::Reviewed));
    assert_eq!(incident.services.iter().map(|name| name.slug.as_str()).collect::<Vec<_>>(), ["checkout", "api-gateway"]);
    assert_eq!(incident.date, Some(jiff::civil::date(2026, 3, 2)));
    assert_eq!(incident.milestones.get(Milestone::Mitigated).unwrap().raw, "~15:41");
    assert_eq!(incident.milestones.get(Milestone::Started).unwrap().raw, "2026-03-02T14:02:00Z");
    assert!(matches!(incident.milestones.get(Milestone::Mitigated).unwrap().at, Moment::Approximate(_)));
    assert_eq!(incident.impact.users, Some(1200));
    assert!(incident.restores[0].at.as_ref().unwrap().until.is_some());
    assert!(matches!(&incident.actions[0].progress, Progress::Dropped { closed: Some(_), reason: Some(_) }));
    assert_eq!(incident.verifications[0].round, 1);
    assert_eq!(incident.timeline.len(), 1);
    assert_eq!(incident.recurrence_of[0].id, "2025-11-20-checkout-502");
    assert_eq!(incident.allow.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["LB301", "LB4"]);
    assert_eq!(incident.extra["anything"]["at"].as_str(), Some("all"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let body = "## Timeline\n- 14:02 **change** a\n  goes on\n\n## Action items\n- [x] b\n";
    let plain = with("started = 2026-03-02T14:02:00Z", body).incident.unwrap();
    let text = plain.file.text.replace('\n', "\r\n");
    let windows = read_text(&format!("\u{feff}{text}"));
    assert_eq!(codes(&windows), [""; 0]);
    let windows = windows.incident.unwrap();
    assert_eq!(windows.timeline[0].text, plain.timeline[0].text);
    assert_eq!(windows.timeline[0].time, plain.timeline[0].time);
    assert_eq!(windows.actions[0].text, "b");
    assert_eq!(windows.milestones.get(Milestone::Started), plain.milestones.get(Milestone::Started));
}

#[test]
fn a_file_that_is_no_note_is_one_finding() {
    for (text, code) in
        [("", "LB006"), ("# Title\n", "LB006"), ("---\ntitle: x\n---\n", "LB006"), ("+++\ntitle = \"x\"\n", "LB007")]
    {
        let note = read_text(text);
        assert_eq!(codes(&note), [code], "{text:?}");
        assert!(note.incident.is_none());
    }
    assert!(read_text("---\ntitle: x\n---\n").findings[0].message.contains("YAML"));
}

#[test]
fn all_faults_of_front_matter_and_body_are_found_in_one_run() {
    let note =
        with("severty = 1\nstatus = \"done\"\naliases = [\"../up\"]\nservices = [\"!\"]", "## Timeline\n- 14:02 a\n- unplaced\n");
    let mut found = codes(&note);
    found.sort_unstable();
    assert_eq!(found, ["LB001", "LB003", "LB003", "LB009", "LB103"]);
    assert!(note.incident.is_none());
}

#[test]
fn broken_toml_reports_its_errors_and_not_what_follows_from_them() {
    let note = read(
        &SourceFile::new("a.md", "+++\na = = 1\nb = \"unclosed\n+++\n## Timeline\n- 14:02 a\n- unplaced\n"),
        "2026-03-02-x",
        false,
        &Config::default(),
    );
    let codes = codes(&note);
    assert!(codes.iter().filter(|code| **code == "LB005").count() >= 2, "{codes:?}");
    assert!(codes.contains(&"LB103"));
    assert!(!codes.contains(&"LB104") && !codes.contains(&"LB020"), "{codes:?}");
}

#[test]
fn values_that_types_alone_do_not_catch_are_found() {
    for (front, place) in [
        ("timezone = \"Mars\"", "\"Mars\""),
        ("trigger = \"…!\"", "\"…!\""),
        ("tags = [\"Index\"]", "\"Index\""),
        ("allow = [\"LB0\"]", "\"LB0\""),
        ("allow = [\"blame\"]", "\"blame\""),
        ("[[action]]\ntext = \"a\"\nclosed = 2026-03-02", "2026-03-02"),
        ("[[action]]\ntext = \"a\"\nstatus = \"done\"\nreason = \"b\"", "\"b\""),
        ("[[action]]\nid = \"a\"\ntext = \"a\"\n[[action]]\nid = \"a\"\ntext = \"b\"", "\"a\""),
        ("[[problem]]\ntext = \"a\"\naction = \"a2\"", "\"a2\""),
        ("[[verification]]\nenvironment = \"a\"\nround = 0\nresult = \"pass\"", "0"),
        ("[[detection]]\nsource = \"alert\"\nlink = \"javascript:alert(1)\"", "\"javascript:alert(1)\""),
    ] {
        let note = read_text(&format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n{front}\n+++\n"));
        assert_eq!(codes(&note), ["LB003"], "{front}");
        assert_eq!(note.findings[0].place.text(), place);
    }
    let severity = read_text("+++\ntitle = \"x\"\nseverity = \"sve1\"\n+++\n");
    assert!(severity.findings[0].help.as_deref().unwrap().contains("did you mean \"sev1\"?"));
    assert_eq!(codes(&with("started = \"yesterday\"", "")), ["LB003"]);
    assert_eq!(codes(&with("[[timeline]]\nat = \"yesterday\"\ntext = \"a\"", "")), ["LB103"], "a row stays as it is written");
}

#[test]
fn an_id_is_part_of_an_address() {
    for id in ["", "Checkout", "2026_03", "a b", "é"] {
        let note = read(&SourceFile::new("a.md", FULL), id, true, &Config::default());
        assert_eq!(codes(&note), ["LB009"], "{id}");
    }
}

#[test]
fn a_milestone_comes_from_its_key_else_from_a_row() {
    let body = "## Timeline\n- 14:00 **started** a\n- 14:09 **detected** b\n- 14:30 **resolved** c\n- 15:00 **resolved** c2\n";
    let note = with("started = 2026-03-02T14:00:30Z", body);
    assert_eq!(milestone(&note, Milestone::Started).as_deref(), Some("2026-03-02T14:00:30Z"));
    assert_eq!(milestone(&note, Milestone::Detected).as_deref(), Some("2026-03-02T14:09:00Z"));
    assert_eq!(milestone(&note, Milestone::Resolved).as_deref(), Some("2026-03-02T15:00:00Z"));
    assert_eq!(codes(&note), ["LB101"]);
}

#[test]
fn two_places_that_disagree_are_both_shown() {
    let note = with("started = 2026-03-02T14:10:00Z", "## Timeline\n- 14:02 **started** a\n");
    assert_eq!(codes(&note), ["LB101"]);
    assert_eq!(note.findings[0].place.text(), "2026-03-02T14:10:00Z");
    assert_eq!(note.findings[0].also[0].0.text(), "- 14:02 **started** a");
    assert_eq!(codes(&with("started = 2026-03-02T14:10:00Z", "## Timeline\n- ~14:02 **started** a\n")), [""; 0]);
}

#[test]
fn a_row_that_tells_of_a_later_signal_contradicts_nothing() {
    let signal = |source: &str, at: &str| format!("[[detection]]\nsource = \"{source}\"\nat = 2026-03-02T{at}:00Z\n");
    let front = signal("customer", "08:40") + &signal("alert", "08:55");
    assert_eq!(codes(&with(&front, "## Timeline\n- 08:55 **detected** Alert\n")), [""; 0]);
    assert_eq!(codes(&with(&front, "## Timeline\n- 08:50 **detected** Alert\n")), ["LB101"]);
}

#[test]
fn milestones_in_an_impossible_order_are_found() {
    let note = with("started = 2026-03-02T14:10:00Z\ndetected = 2026-03-02T14:09:00Z\nresolved = 2026-03-01", "");
    assert_eq!(codes(&note), ["LB102"]);
    let note = with("started = 2026-03-02T14:10:00Z\nresolved = 2026-03-02T14:00:00Z", "");
    assert_eq!(codes(&note), ["LB102"]);
}

#[test]
fn the_date_is_that_of_started_else_of_what_is_known_first() {
    let date = |front: &str, body: &str| with(front, body).incident.unwrap().date.unwrap().to_string();
    assert_eq!(date("started = 2026-03-04\nresolved = 2026-03-05", ""), "2026-03-04");
    assert_eq!(date("detected = 2026-03-06\nresolved = 2026-03-05", ""), "2026-03-05");
    assert_eq!(date("", "## Timeline\n- ??:?? a\n- 2026-03-07 b\n"), "2026-03-07");
    assert_eq!(date("", ""), "2026-03-02");
    let reviewed = read_text("+++\ntitle = \"x\"\nseverity = \"sev1\"\nstatus = \"reviewed\"\n+++\n");
    assert_eq!(codes(&reviewed), ["LB021"]);
}

#[test]
fn the_summary_is_the_first_paragraph_that_is_one() {
    let summary = |front: &str, body: &str| with(front, body).incident.unwrap().summary;
    assert_eq!(summary("summary = \" key \"", "body"), Some("key".to_owned()));
    assert_eq!(summary("", "first\n\n## Summary\n\n*one*\ntwo\n\nthree\n"), Some("*one*\ntwo".to_owned()));
    assert_eq!(summary("", "# Title\n\n## Timeline\nAll times in UTC.\n\n## Background\n\nfirst\n"), Some("first".to_owned()));
    assert_eq!(summary("", "## Timeline\nAll times in UTC.\n"), None);
}

#[test]
fn what_became_rows_or_actions_is_no_prose() {
    let note = with("", "Before.\n\n## Timeline\n\nAll times in UTC.\n\n- 14:02 a\n\nAfter.\n\n## Action items\n\n- [ ] b\n");
    let incident = note.incident.unwrap();
    let prose: Vec<Vec<&str>> = incident
        .body
        .sections
        .iter()
        .map(|section| section.prose.iter().map(|span| &incident.file.text[span.clone()]).collect())
        .collect();
    assert_eq!(prose, [vec!["Before."], vec!["All times in UTC.", "After."], vec![]]);
}

#[test]
fn a_huge_note_is_read_in_one_go() {
    let line = "- 14:02 **change** something that takes a line of the usual length to tell\n";
    let body = format!("## Timeline\n{}", line.repeat(5_000_000 / line.len()));
    let incident = with("", &body).incident.unwrap();
    assert_eq!(incident.timeline.len(), 5_000_000 / line.len());
    let table = format!("## Timeline\n| Time | Event |\n|--|--|\n{}", "| 14:02 | a |\n".repeat(5_000));
    assert_eq!(with("", &table).incident.unwrap().timeline.len(), 5_000);
}

#[test]
fn a_key_that_knows_only_the_day_leaves_the_hour_to_a_row_of_that_day() {
    let read = |day: &str| {
        with(&format!("started = {day}"), "## Timeline (UTC)\n- 2026-03-02 10:00 **started** x\n- 12:00 **mitigated** y\n")
    };
    let note = read("2026-03-02");
    assert_eq!(codes(&note), [""; 0]);
    assert_eq!(note.incident.unwrap().milestones.to_restore().unwrap().seconds, 7200);
    assert_eq!(codes(&read("2026-03-01")), ["LB101"], "another day is no less precise: it is another time");
}

#[test]
fn two_names_of_one_list_that_would_have_one_page_are_a_finding() {
    let note = read_text("+++\ntitle = \"x\"\nseverity = \"sev1\"\ntags = [\"C++\", \"C#\", \"C++\"]\n+++\n");
    assert_eq!(codes(&note), ["LB023"]);
    assert_eq!(note.findings[0].place.text(), "\"C#\"");
}

#[test]
fn a_label_goes_with_what_became_rows_and_stays_with_what_did_not() {
    let prose = |body: &str| {
        let note = read_text(&format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\ntimezone = \"UTC\"\n+++\n{body}"));
        let incident = note.incident.unwrap();
        let spans = incident.body.sections.iter().flat_map(|section| section.prose.clone());
        spans.map(|span| incident.file.text[span].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(prose("- **Key events**:\n  - 14:02 a\n  - 14:05 b\n- **Impact**: c\n"), ["- **Impact**: c"]);
    assert_eq!(prose("- **Key events**:\n  - 14:02 a\n\n  Why.\n- **Impact**: c\n").len(), 2);
    assert_eq!(prose("**Timeline**\n\n- 14:02 a\n"), [""; 0]);
    assert_eq!(prose("**Timeline (from the pager)**\n\n- 14:02 a\n"), ["**Timeline (from the pager)**"]);
    assert_eq!(prose("**Timeline**\n\nNot yet.\n"), ["**Timeline**\n\nNot yet."]);
}

/// A note that says no zone in its front matter, with this body: its milestones in a short notation, and the codes of what was found.
fn told(front: &str, body: &str) -> (Vec<String>, Vec<&'static str>) {
    let note = read_text(&format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n{front}\n+++\n{body}"));
    let known = Milestone::ALL.iter().filter_map(|&of| Some(format!("{of} {}", milestone(&note, of)?)));
    (known.collect(), codes(&note))
}

#[test]
fn labelled_lines_tell_milestones_and_no_rows() {
    let expected =
        ["started 2026-03-02T14:02:00Z", "detected 2026-03-02T14:09:00Z", "resolved 2026-03-02T15:10:00Z"].map(str::to_owned);
    for body in [
        "**Start time:** 2026-03-02 14:02 UTC\n**Detected at:** 2026-03-02 14:09 UTC\n**End**: 2026-03-02 15:10 UTC\n",
        "# Checkout is down\n\n- Outage start: 2 March 2026, 14:02 UTC\n- Detected: 2 March 2026, 14:09 UTC\n- Resolved at: 2 March 2026, 15:10 UTC (by hand)\n",
        "## Summary\n| | UTC |\n|---|---|\n| Start | 2026-03-02 14:02 |\n| **Detection** | 14:09 |\n| End time | 15:10 |\n",
        "Incident began: 14:02\n\nDetected: 14:09\n\nIncident resolved: 15:10 UTC\n",
        "All times in UTC.\n\n## Impact\n- Began 14:02\n- Detected 14:09\n- Ended 15:10\n",
    ] {
        let note = read_text(&format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n+++\n{body}"));
        assert!(note.incident.unwrap().timeline.is_empty(), "{body}");
        assert_eq!(told("", body), (expected.to_vec(), vec![]), "{body}");
    }
}

#[test]
fn only_lines_about_the_incident_as_a_whole_tell_milestones() {
    for body in [
        "## Summary\nIt was detected: 14:09 was late.\n\nStarted at 14:02 it went on.\n",
        "## Summary\nStarted: ??:??\n\nDetected: unknown\n\nEnd: 14:02–14:09\n\nResolved: by hand\n",
        "# x\n\n## Next maintenance\n- Start: 2026-04-01 14:02\n",
        "## Action items\n- Closed: 2026-04-01 14:02\n",
        "```\nStarted: 14:02\n```\n\n> Started: 14:02\n",
    ] {
        assert_eq!(told("timezone = \"UTC\"", body).0, [""; 0], "{body}");
    }
}

#[test]
fn a_line_is_on_the_day_and_in_the_zone_of_what_stands_around_it() {
    let night = "Started: 23:50 CET\n\nDetected: 23:55\n\nResolved: 00:20\n";
    assert_eq!(
        told("", night),
        (
            ["started 2026-03-02T23:50:00+01:00", "detected 2026-03-02T23:55:00+01:00", "resolved 2026-03-03T00:20:00+01:00"]
                .map(str::to_owned)
                .to_vec(),
            vec![]
        )
    );
    let rows = "Started: 2026-03-04 14:02\n\n## Timeline (PST)\n- 14:05 a\n";
    assert_eq!(told("", rows), (vec!["started 2026-03-04T14:02:00-08:00".to_owned()], vec![]));
    let note = with("", rows);
    assert_eq!(note.incident.unwrap().timeline[0].time.at.day(), Some(jiff::civil::date(2026, 3, 4)));
    assert_eq!(told("", "Started: 14:02\n").1, ["LB104"]);
}

#[test]
fn a_key_goes_before_a_row_and_a_row_before_a_line() {
    let body = "Detected: 2026-03-02 14:09\n\n## Timeline\n- 14:11 **detected** a\n";
    let note = with("detected = 2026-03-02T14:10:00Z", body);
    assert_eq!(milestone(&note, Milestone::Detected).as_deref(), Some("2026-03-02T14:10:00Z"));
    let note = with("", body);
    assert_eq!(milestone(&note, Milestone::Detected).as_deref(), Some("2026-03-02T14:11:00Z"));
    assert_eq!(codes(&note), ["LB101"]);
    assert_eq!(note.findings[0].also.len(), 1, "both places are shown");
    let note = with("detected = 2026-03-02", "Detected: 2026-03-02 14:09\n");
    assert_eq!((milestone(&note, Milestone::Detected).as_deref(), codes(&note)), (Some("2026-03-02T14:09:00Z"), vec![]));
}

#[test]
fn what_has_become_a_row_tells_no_milestone_twice_and_a_goal_is_no_figure() {
    let events = "## Key events\n- First detected 2026-03-02 14:09\n- Resolved 2026-03-02 14:41\n- Time to repair: 31 min\n";
    let incident = with("", events).incident.unwrap();
    assert_eq!((incident.timeline.len(), incident.stated.len()), (3, 1));
    let among_others = "## Summary\n- Detected: 2026-03-02 14:09\n- 2026-03-02 14:20 a\n- Resolved: 2026-03-02 14:41\n";
    let note = with("", among_others);
    assert_eq!(milestone(&note, Milestone::Resolved).as_deref(), Some("2026-03-02T14:41:00Z"));
    assert_eq!((note.incident.unwrap().timeline.len(), note.findings.len()), (3, 0));
    let incident = with("", "Duration: 45 min\n\n## Action items\n- Time to recovery: 5 min\n").incident.unwrap();
    assert_eq!(incident.stated.iter().map(|stated| stated.raw.as_str()).collect::<Vec<_>>(), ["45 min"]);
}
