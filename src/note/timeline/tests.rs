use crate::config::Config;
use crate::incident::time::Moment;
use crate::note;
use crate::source::SourceFile;

/// The rows of a note with this front matter and body, in a short notation, and the codes of what was found.
fn rows(front: &str, body: &str) -> (Vec<String>, Vec<&'static str>) {
    let text = format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n{front}\n+++\n{body}");
    let note = note::read(&SourceFile::new("a.md", text), "2026-03-02-x", false, &Config::default());
    let moment = |moment: &Moment| match moment {
        Moment::Exact(instant) => instant.rfc3339(),
        Moment::Approximate(instant) => format!("~{}", instant.rfc3339()),
        Moment::Day(day) => day.to_string(),
        Moment::Unknown => "?".to_owned(),
    };
    let codes: Vec<_> = note.findings.iter().map(|finding| finding.rule.code).collect();
    let Some(incident) = note.incident else { panic!("{codes:?}") };
    let shown = incident.timeline.iter().map(|row| {
        let until = row.time.until.as_ref().map(|until| format!(" – {}", moment(until))).unwrap_or_default();
        let kind = row.kind.map(|kind| format!(" <{kind}>")).unwrap_or_default();
        format!("{}{until}{kind} {}", moment(&row.time.at), row.text)
    });
    (shown.collect(), codes)
}

const ZONE: &str = "timezone = \"UTC\"";

#[track_caller]
fn reads(front: &str, body: &str, expected: &[&str]) {
    assert_eq!(rows(front, body), (expected.iter().map(|&row| row.to_owned()).collect(), vec![]), "{body}");
}

#[test]
fn bullets_with_kinds_ranges_and_what_is_nested_in_them() {
    reads(
        "",
        "## Timeline\nAll times in UTC.\n\n- 14:02 **change** Config push 4711 starts\n- 14:09 – detected: Pager\n  ```\n  log 14:10\n  ```\n  - nested\n- ~14:15–14:20 We suspect the payment provider\n- 14:30: text\n  goes on\n",
        &[
            "2026-03-02T14:02:00Z <change> Config push 4711 starts",
            "2026-03-02T14:09:00Z <detected> Pager\n```\nlog 14:10\n```\n- nested",
            "~2026-03-02T14:15:00Z – ~2026-03-02T14:20:00Z We suspect the payment provider",
            "2026-03-02T14:30:00Z text\ngoes on",
        ],
    );
}

#[test]
fn tables_by_their_heads() {
    reads(
        "",
        "## Timeline\n| Date | Time (CET) | Kind | Who | Event |\n|--|--|--|--|--|\n| 2026-03-02 | 14:02 | change | ops | a \\| b |\n| | 14:05 | note | | c |\n",
        &["2026-03-02T14:02:00+01:00 <change> ops — a | b", "2026-03-02T14:05:00+01:00 note — c"],
    );
    reads(ZONE, "## Timeline\n| | |\n|--|--|\n| 2026-03-02 14:02 | **alert** a |\n", &["2026-03-02T14:02:00Z <alert> a"]);
    reads(ZONE, "## Timeline\n| 14:02 | a |\n|--|--|\n| 14:03 | b |\n", &["2026-03-02T14:02:00Z a", "2026-03-02T14:03:00Z b"]);
    let measures = rows(ZONE, "## Timeline\n| Measure | Value |\n|--|--|\n| a | 14:02 |\n");
    assert_eq!(measures, (vec![], vec!["LB103"]), "a table of something else is no row, and is reported");
}

#[test]
fn a_date_that_cannot_be_read_is_not_replaced_by_another() {
    let (rows, findings) =
        rows(ZONE, "## Timeline\n| Date | Time | Event |\n|--|--|--|\n| 2026-03-02 | 14:02 | a |\n| 33/04/2026 | 14:05 | b |\n");
    assert_eq!(rows, ["2026-03-02T14:02:00Z a", "? b"]);
    assert_eq!(findings, ["LB103"]);
}

#[test]
fn headings_are_days_or_rows() {
    reads(
        ZONE,
        "## Timeline\n### 3 March 2026\n- 14:02 a\n### Wednesday, March 4\n- 09:00 b\n\n### 10:00 c\n\nGoes on.\n\n> quoted\n",
        &["2026-03-03T14:02:00Z a", "2026-03-04T09:00:00Z b", "2026-03-04T10:00:00Z c\n\nGoes on.\n\n> quoted"],
    );
}

#[test]
fn days_are_inherited_from_the_entry_before_else_from_started_else_from_the_id() {
    reads(
        ZONE,
        "## Timeline\n- 14:02 a\n- 2026-03-05 14:03 b\n- 14:04 c\n- Mar 6 d\n- 14:05 e\n",
        &["2026-03-02T14:02:00Z a", "2026-03-05T14:03:00Z b", "2026-03-05T14:04:00Z c", "2026-03-06 d", "2026-03-06T14:05:00Z e"],
    );
    let started = "started = 2026-03-07T23:30:00Z\ntimezone = \"+02:00\"";
    reads(started, "## Timeline\n- 01:30 a\n", &["2026-03-08T01:30:00+02:00 a"]);
}

#[test]
fn midnight_passes_where_that_is_plain() {
    reads(
        ZONE,
        "## Timeline\n- 23:50 a\n- 23:55–00:10 b\n- 00:20 c\n",
        &["2026-03-02T23:50:00Z a", "2026-03-02T23:55:00Z – 2026-03-03T00:10:00Z b", "2026-03-03T00:20:00Z c"],
    );
    reads(
        "started = 2026-03-02T23:50:00Z\ntimezone = \"UTC\"",
        "## Timeline\n- 00:20 a\n- 01:00 b\n",
        &["2026-03-03T00:20:00Z a", "2026-03-03T01:00:00Z b"],
    );
}

#[test]
fn time_that_runs_backwards_is_left_as_written_and_reported() {
    let (told, findings) = rows(ZONE, "## Timeline\n- 23:50 a\n- 23:40 b\n- 00:20 c\n");
    assert_eq!(told, ["2026-03-02T23:50:00Z a", "2026-03-02T23:40:00Z b", "2026-03-03T00:20:00Z c"]);
    assert_eq!(findings, ["LB105"], "a slip does not cancel the midnight behind it");
    let (told, findings) = rows(ZONE, "## Timeline\n- 17:18 a\n- 08:00 b\n");
    assert_eq!(told, ["2026-03-02T17:18:00Z a", "2026-03-02T08:00:00Z b"], "less than half a day is no plain midnight");
    assert_eq!(findings, ["LB105"]);
    let (_, findings) = rows(ZONE, "## Timeline\n- 14:20–14:02 a\n- ~14:00 approximate, so it may be\n");
    assert_eq!(findings, ["LB105"]);
}

#[test]
fn the_zone_is_said_once_in_a_heading_or_a_paragraph() {
    for body in
        ["## Timeline (PST)\n- 14:02 a\n", "## Timeline\n- 14:02 a\n\n*All times are PST*\n", "## Timeline\n- 14:02 PST a\n"]
    {
        assert_eq!(rows("timezone = \"Europe/Berlin\"", body).0, ["2026-03-02T14:02:00-08:00 a"], "{body}");
    }
    assert_eq!(rows("", "## Timeline\nPeople in ET saw timeouts.\n\n- 14:02 a\n- 14:03 b\n").1, ["LB104"]);
    assert_eq!(rows("", "## Timeline\n- 14:02Z a\n").1, [""; 0]);
    let (told, findings) = rows("", "## Timeline (IST)\n- 14:02 a\n- 14:03 b\n");
    assert_eq!(told, ["2026-03-02T14:02:00+05:30 a", "2026-03-02T14:03:00+05:30 b"]);
    assert_eq!(findings, ["LB108"], "said once, not for each row");
}

#[test]
fn nothing_is_dropped_from_a_list_of_rows() {
    let (told, findings) =
        rows(ZONE, "## Timeline\n- 14:02 a\n- then b\n- ??:?? c\n- 10:45~ d\n- ```\n  e\n  ```\n- `14:03` f\n");
    assert_eq!(
        told,
        ["2026-03-02T14:02:00Z a", "? then b", "? c", "~2026-03-02T10:45:00Z d", "? ```\ne\n```", "2026-03-02T14:03:00Z f"]
    );
    assert_eq!(findings, ["LB103"; 2]);
    let none = rows(ZONE, "## Timeline\n- no row\n- of this list\n\n> - 14:02 quoted\n\n```\n- 14:02 code\n```\n");
    assert_eq!(none, (vec![], vec!["LB103"]), "what is no row stays prose, and is reported");
    reads(ZONE, "## Timeline\nNot written yet.\n", &[]);
    reads(
        ZONE,
        "## Timeline\n### Day 1\n- 2026-03-04 10:00 a\n### 2026-03-05\n- 11:00 b\n",
        &["2026-03-04T10:00:00Z a", "2026-03-05T11:00:00Z b"],
    );
}

#[test]
fn rows_of_the_front_matter_are_put_in_by_time_and_win() {
    let front = |at: &str, text: &str| format!("[[timeline]]\nat = {at}\ntext = \"{text}\"\n");
    let front = [
        "timezone = \"UTC\"\n".to_owned(),
        front("\"??:??\"", "unknown"),
        front("2026-03-02T14:03:00Z", "c"),
        front("2026-03-02T14:02:00Z", "same  text"),
        front("2026-03-02T14:02:30Z", "b"),
        front("2026-03-02", "a"),
    ];
    reads(
        &front.concat(),
        "## Timeline\n- 14:02 **alert** same text\n- 14:04 d\n- unplaced 14:05\n".replace("- unplaced 14:05\n", "").as_str(),
        &[
            "2026-03-02 a",
            "2026-03-02T14:02:00Z same  text",
            "2026-03-02T14:02:30Z b",
            "2026-03-02T14:03:00Z c",
            "2026-03-02T14:04:00Z d",
            "? unknown",
        ],
    );
}

#[test]
fn without_a_day_a_row_is_kept_but_not_placed() {
    let text = "+++\ntitle = \"x\"\nseverity = \"sev1\"\ntimezone = \"UTC\"\n+++\n## Timeline\n- 14:02 a\n";
    let note = note::read(&SourceFile::new("a.md", text), "no-day", false, &Config::default());
    assert_eq!(note.findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>(), ["LB020", "LB103"]);
    assert_eq!(note.incident.unwrap().timeline[0].time.raw, "14:02");
}

#[test]
fn a_row_with_only_a_day_gives_it_to_the_rows_below() {
    reads(
        ZONE,
        "## Timeline\n| Time | Event |\n|--|--|\n| 2026-03-04 | |\n| 14:02 | a |\n| 2026-03-05 | b |\n",
        &["2026-03-04T14:02:00Z a", "2026-03-05 b"],
    );
}

#[test]
fn a_label_may_stand_before_the_time() {
    reads(
        ZONE,
        "## Key events\n- First detected 2026-03-02 14:09\n- Repaired: 2026-03-02 14:41\n- Pager acknowledged at 15:11 (by hand)\n- Resolved 2026-03-03\n",
        &[
            "2026-03-02T14:09:00Z <detected> First detected",
            "2026-03-02T14:41:00Z <mitigated> Repaired",
            "2026-03-02T15:11:00Z Pager acknowledged (by hand)",
            "2026-03-03 <resolved> Resolved",
        ],
    );
}

#[test]
fn headings_may_be_all_of_it() {
    reads(
        ZONE,
        "## Timeline\n### 14:02 ###\na\n\nb\n\n#### why\n\nc\n### March 3, 9:05 AM\n## Mar 4\n### 10:00 d\n### 5 March: e\nf\n## Impact\ng\n",
        &["2026-03-02T14:02:00Z a\n\nb\n\n#### why\n\nc", "2026-03-03T09:05:00Z ", "2026-03-04T10:00:00Z d", "2026-03-05 e\n\nf"],
    );
}

#[test]
fn lines_and_paragraphs_may_be_rows() {
    reads(
        ZONE,
        "## Timeline\n3/3/2026\n\n2:02 pm - a\ngoes on\n2:05 pm: b\n\n**14:10** c\n\n**14:11 – d** e\n\n15:35 – f\n\n> quoted\n\n16:00 g\n",
        &[
            "2026-03-03T14:02:00Z a\ngoes on",
            "2026-03-03T14:05:00Z b",
            "2026-03-03T14:10:00Z c",
            "2026-03-03T14:11:00Z **d** e",
            "2026-03-03T15:35:00Z f\n\n> quoted",
            "2026-03-03T16:00:00Z g",
        ],
    );
}

#[test]
fn a_time_may_stand_alone_above_its_text() {
    reads(
        ZONE,
        "## Timeline\n14:02 UTC\n\na\n\n- b\n\n_14:05_\n\n```\n14:06 log\n```\n\n[Update – 14:10 UTC]\nc\n",
        &["2026-03-02T14:02:00Z a\n\n- b", "2026-03-02T14:05:00Z ```\n14:06 log\n```", "2026-03-02T14:10:00Z Update\nc"],
    );
}

#[test]
fn a_time_may_end_a_paragraph() {
    reads(
        ZONE,
        "**Resolved** - It is over.\nMar 2, 15:02 UTC\n\n**Monitoring** - A fix is out.\nMar 2, 14:40 UTC\n\n**Investigating** - We look.\nMar 2, 14:02 UTC\n",
        &[
            "2026-03-02T14:02:00Z **Investigating** - We look.",
            "2026-03-02T14:40:00Z **Monitoring** - A fix is out.",
            "2026-03-02T15:02:00Z <resolved> It is over.",
        ],
    );
    reads(
        ZONE,
        "*Investigating* - a {{< track \"2026-03-02 14:02:00\" >}}\n\n*Resolved* - b {{< track \"2026-03-02 15:02:00\" >}}\n",
        &["2026-03-02T14:02:00Z *Investigating* - a", "2026-03-02T15:02:00Z *Resolved* - b"],
    );
    assert_eq!(rows(ZONE, "It began on\n2026-03-02 14:02\n\nand went on.\n").0, [""; 0], "one alone is prose");
}

#[test]
fn what_stands_between_two_rows_belongs_to_the_first() {
    reads(
        ZONE,
        "## Timeline\nAll of it.\n\n- 14:02 a\n\n```\nlog\n```\n\n![graph](x.png)\n\n- 14:05 b\n\nAfterwards.\n",
        &["2026-03-02T14:02:00Z a\n\n```\nlog\n```\n\n![graph](x.png)", "2026-03-02T14:05:00Z b"],
    );
}

#[test]
fn rows_may_be_nested_below_a_day_or_a_name() {
    reads(
        ZONE,
        "## Timeline\n- 2026-03-03\n  - 14:02 a\n  - 14:05 b\n- Second round\n  - 2026-03-04 10:00 c\n- 10:05 d\n  - 10:06 e\n",
        &["2026-03-03T14:02:00Z a", "2026-03-03T14:05:00Z b", "2026-03-04T10:00:00Z c", "2026-03-04T10:05:00Z d\n- 10:06 e"],
    );
}

#[test]
fn columns_are_known_by_what_stands_in_them() {
    reads(
        "",
        "## Timeline\n| Day | Date (2026) | Time (PT) | Event |\n|--|--|--|--|\n| Mon | Mar 2 | 14:02 | a |\n| Tue (holiday) | Mar 3 | 2:02 PM | b |\n",
        &["2026-03-02T14:02:00-08:00 a", "2026-03-03T14:02:00-08:00 Tue (holiday) — b"],
    );
    reads(
        ZONE,
        "## Timeline\nStart | End | What\n---|---|---\n14:02 | 14:05 (or so) | a\n1410 | | b\n{: .striped}\n",
        &["2026-03-02T14:02:00Z – 2026-03-02T14:05:00Z (or so) — a", "2026-03-02T14:10:00Z b"],
    );
    let (told, findings) = rows(ZONE, "## Timeline\n| Time | Event |\n|--|--|\n| 20026-03-02 14:02 | a |\n");
    assert_eq!((told, findings), (vec!["? a".to_owned()], vec!["LB103"]), "what cannot be read is kept as text");
}

#[test]
fn the_order_of_dates_is_that_of_the_note() {
    let day_first = "## Timeline\n- 03/02/2026 14:02 a\n- 04/02/2026 10:00 b\n\nReviewed on 25/02/2026.\n";
    reads(ZONE, day_first, &["2026-02-03T14:02:00Z a", "2026-02-04T10:00:00Z b"]);
    reads(ZONE, "## Timeline\n- 03/02/2026 14:02 a\n", &["2026-03-02T14:02:00Z a"]);
    let (told, findings) = rows(ZONE, "## Timeline\n- 07/08/2026 14:02 a\n");
    assert_eq!((told, findings), (vec!["2026-07-08T14:02:00Z a".to_owned()], vec!["LB107"]));
    reads(ZONE, "Since 07/08/2026.\n\n## Timeline\n- 14:02 a\n", &["2026-03-02T14:02:00Z a"]);
}

#[test]
fn the_newest_may_stand_first() {
    reads(
        ZONE,
        "## Timeline\n- 2026-03-03 00:20 d\n- 23:50 c\n- 2026-03-02 23:40 b\n- 22:00 a\n",
        &["2026-03-02T22:00:00Z a", "2026-03-02T23:40:00Z b", "2026-03-02T23:50:00Z c", "2026-03-03T00:20:00Z d"],
    );
}

#[test]
fn times_count_from_the_beginning() {
    let started = "started = 2026-03-02T14:00:00Z\ntimezone = \"UTC\"";
    reads(
        started,
        "## Timeline\n- T0 a\n- T+3m: b\n- ~T+1h c\n",
        &["2026-03-02T14:00:00Z a", "2026-03-02T14:03:00Z b", "~2026-03-02T15:00:00Z c"],
    );
    reads(ZONE, "## Timeline\n- T+5m (14:07 UTC) a\n- T+6m b\n", &["2026-03-02T14:07:00Z a", "2026-03-02T14:08:00Z b"]);
    assert_eq!(rows(ZONE, "## Timeline\n- T+3m a\n"), (vec!["? a".to_owned()], vec!["LB103"]));
}

#[test]
fn the_day_and_the_zone_may_be_said_once_for_the_note() {
    reads("", "**Date:** 5 March 2026\n\nTimes are in PST.\n\n## Timeline\n- 14:02 a\n", &["2026-03-05T14:02:00-08:00 a"]);
    reads(ZONE, "# Checkout, 2026-03-06\n\n## Timeline\n- 14:02 a\n", &["2026-03-06T14:02:00Z a"]);
    let (told, findings) = rows(ZONE, "# Checkout, 2026-03-06\n\nDate: 2026-03-09\n\n## Timeline\n- 14:02 a\n");
    assert_eq!((told, findings), (vec!["2026-03-06T14:02:00Z a".to_owned()], vec!["LB111"]), "two days, and it says so");
    reads(ZONE, "## Date\n7 March\n\n## Timeline\n- 14:02 a\n", &["2026-03-07T14:02:00Z a"]);
    reads("", "## Timeline\n- 14:02 EST a\n- 14:03 b\n", &["2026-03-02T14:02:00-05:00 a", "2026-03-02T14:03:00-05:00 b"]);
    let (told, findings) = rows("", "It began at 2 pm PST.\n\n## Timeline\n- 14:02 a\n");
    assert_eq!((told, findings), (vec!["2026-03-02T14:02:00-08:00 a".to_owned()], vec!["LB110"]), "taken, and said");
    let (told, _) = rows("", "It began at 2 pm PST (22:00 UTC).\n\n## Timeline\n- 14:02 a\n");
    assert_eq!(told, ["2026-03-02T14:02:00Z a"], "two zones say nothing");
    reads("", "> Times are UTC+1.\n\n## Timeline\n- 14:02 a\n", &["2026-03-02T14:02:00+01:00 a"]);
    reads(ZONE, "## Timeline (all times approximate)\n- 14:02 a\n", &["~2026-03-02T14:02:00Z a"]);
    let (told, findings) = rows("", "## Timeline\nAll times in QQT.\n\n- 14:02 a\n- 14:03 b\n");
    assert_eq!((told[0].as_str(), findings), ("2026-03-02T14:02:00Z a", vec!["LB108"]));
}

#[test]
fn a_timeline_needs_no_heading() {
    reads(
        ZONE,
        "- **Impact**: 14:02 was bad\n- **Context**:\n  - 2026-03-02 14:02: a\n  - 2026-03-02 14:05: b\n  - no time\n\n## How it went\n\n- 2026-03-02 15:00 c\n",
        &["2026-03-02T14:02:00Z a", "2026-03-02T14:05:00Z b", "2026-03-02T15:00:00Z c"],
    );
    reads(
        ZONE,
        "## What happened\n\n### 14:02 a\n\nb\n\n### 14:05 c\n",
        &["2026-03-02T14:02:00Z a\n\nb", "2026-03-02T14:05:00Z c"],
    );
}

#[test]
fn times_in_prose_code_and_quotes_are_no_rows() {
    for body in [
        "## What happened\nAt 14:02 a failed, and at\n14:05 b did.\n\n2026-03-02 was calm.\n",
        "## Log\n```\n14:02 a\n14:05 b\n```\n\n    14:06 c\n\n> 14:07 d\n> 14:08 e\n",
        "## Versions\n- 2026-03-02: 1.2\n- 2026-03-03: 1.3\n",
        "## Action items\n- 14:02 a\n- 14:05 b\n",
        "## References\n- [14:02 a](x)\n- One at 14:05\n- Two\n- Three\n",
        "| Host | Load |\n|--|--|\n| 10:20 | 1 |\n| 10:30 | 2 |\n",
        "| Time | Host | Load |\n|--|--|--|\n| 2026-03-02 10:20 | Web A | 0.1 |\n| 2026-03-02 10:30 | Web B | 0.2 |\n",
    ] {
        assert_eq!(rows(ZONE, body).0, [""; 0], "{body}");
    }
}

#[test]
fn numbers_are_times_where_several_lines_begin_with_them() {
    reads(
        ZONE,
        "## Timeline\n3 March 2026\n\n9.07 ann: a\ngoes on\n\n13.14 b\n\n1402 Cut\n\nIn 2026 d\n\n15:00 e\n",
        &[
            "2026-03-03T09:07:00Z ann: a\ngoes on",
            "2026-03-03T13:14:00Z b",
            "2026-03-03T14:02:00Z Cut\n\nIn 2026 d",
            "2026-03-03T15:00:00Z e",
        ],
    );
    reads(ZONE, "## Timeline\n1.30 and 4.00 were the loads.\n", &[]);
}

#[test]
fn items_below_a_day_happened_on_it() {
    reads(
        ZONE,
        "## Timeline\nTue 3 March 2026\n- a\n- b\n  - why\n\n### 4 March\n\n- c\n- 14:02 d\n\n### 5 March\n\nWe waited.\n",
        &["2026-03-03 a", "2026-03-03 b\n- why", "2026-03-04 c", "2026-03-04T14:02:00Z d", "2026-03-05 We waited."],
    );
}

#[test]
fn a_break_ends_a_line() {
    reads(
        ZONE,
        "## Timeline (PST/PDT)\n### 2026-03-09\n**15:11** a<br>\n**15:12** b<br />\ngoes on\n15:13 -\nc<br> 15:14 - d at\n15:15 or so\n",
        &[
            "2026-03-09T15:11:00-07:00 a",
            "2026-03-09T15:12:00-07:00 b\n<br />\ngoes on",
            "2026-03-09T15:13:00-07:00 c",
            "2026-03-09T15:14:00-07:00 d at\n15:15 or so",
        ],
    );
}

#[test]
fn a_text_without_headings_may_have_plain_labels() {
    reads(ZONE, "Summary\n\nIt broke.\n\nTimeline (local)\n\n14:02 a\n\nImpact\n\n14:03 nobody\n", &["2026-03-02T14:02:00Z a"]);
}

#[test]
fn a_text_may_tell_of_several_incidents() {
    reads(
        ZONE,
        "### March 8–12, 2025\n#### Slow\n**Update**: a\n<br><span class=\"t\">March 9, 14:02</span>\n\n**Update**: b\n<br><span class=\"t\">March 9, 10:00</span>\n\n**Notice**: c\n<br><span class=\"t\">March 8, 10:00</span>\n\n### 2024-05-01\n#### Slow again\n- 2024-05-01 14:02 d\n- 14:05 e\n",
        &[
            "2025-03-08T10:00:00Z **Notice**: c",
            "2025-03-09T10:00:00Z **Update**: b",
            "2025-03-09T14:02:00Z **Update**: a",
            "2024-05-01T14:02:00Z d",
            "2024-05-01T14:05:00Z e",
        ],
    );
}

#[test]
fn the_zone_may_stand_with_the_day() {
    reads(
        "",
        "## Timeline\n#### 29-03-2026 (All times CEST)\n- 15:46 a\n### 30-03-2026\n- 02:17 b\n",
        &["2026-03-29T15:46:00+02:00 a", "2026-03-30T02:17:00+02:00 b"],
    );
    reads("", "## Timeline\n(UTC+9:30)\n\n6:54am - a\n", &["2026-03-02T06:54:00+09:30 a"]);
}

#[test]
fn a_line_with_a_day_and_a_time_is_a_row() {
    reads(
        ZONE,
        "## Timeline\n2026-03-02 14:02 We saw it  \n2026-03-02 14:05 They saw\nit, too  \n2026-03-02 14:10 It went\n",
        &["2026-03-02T14:02:00Z We saw it", "2026-03-02T14:05:00Z They saw\nit, too", "2026-03-02T14:10:00Z It went"],
    );
}

#[test]
fn a_shortcode_may_stand_before_what_it_dates() {
    reads(
        ZONE,
        "**Issue:** It is slow.\n{{< track \"2026-03-02T14:02:00Z\" >}}We look.\n\nStill.\n{{< track \"2026-03-02T15:02:00Z\" >}}Resolved.\n",
        &["2026-03-02T14:02:00Z We look.", "2026-03-02T15:02:00Z Resolved."],
    );
}

#[test]
fn lines_of_one_paragraph_are_rows_unless_a_sentence_goes_on() {
    reads(
        "",
        "## Timeline\nAll times UTC\n14:02 broke\n14:05 looked until\n14:07 and then\n14:09 fixed\n\n2026-03-03\n09:00 UTC review  \n10:00 AM done at  \n11:00 closed\n",
        &[
            "2026-03-02T14:02:00Z broke",
            "2026-03-02T14:05:00Z looked until\n14:07 and then",
            "2026-03-02T14:09:00Z fixed",
            "2026-03-03T09:00:00Z review",
            "2026-03-03T10:00:00Z done at",
            "2026-03-03T11:00:00Z closed",
        ],
    );
}

#[test]
fn a_known_heading_in_a_timeline_keeps_its_rows_there() {
    reads(
        "",
        "## Timeline (UTC)\n### Detection\n- 10:00 alert\n### Mitigation\n\n10:10 fix\n\n### Impact\nNobody at 10:00.\n",
        &["2026-03-02T10:00:00Z alert", "2026-03-02T10:10:00Z fix"],
    );
}

#[test]
fn beside_a_timeline_other_times_are_a_part_of_it_only_on_its_days() {
    let timeline = "## Timeline\n- 10:00 broke\n- 10:30 fixed\n\n";
    for other in [
        "## Seen before\n- 2023-01-01 10:00 DNS outage\n- 2023-05-05 12:00 DB outage\n",
        "## Numbers\n| Time | What it was |\n|---|---|\n| 16:00 | a lot of them |\n| 16:05 | even more of them |\n",
        "## Revision history\n- 2026-03-02 10:00 first draft\n- 2026-03-02 11:00 second draft\n",
        "## Backups\n- 02:00 full backup\n- 03:00 the other one\n",
    ] {
        reads(ZONE, &format!("{timeline}{other}"), &["2026-03-02T10:00:00Z broke", "2026-03-02T10:30:00Z fixed"]);
        if !other.starts_with("## Seen") {
            assert_eq!(rows(ZONE, other).0, [""; 0], "{other}");
        }
    }
    let context = "## Context\n- 2026-03-02 10:10 looked\n- 2026-03-02 10:20 tried\n";
    assert_eq!(rows(ZONE, &format!("{timeline}{context}")).0.len(), 4);
}

#[test]
fn a_label_in_bold_may_stand_before_the_time_and_the_text() {
    reads(
        ZONE,
        "## Timeline\n**Monitoring** - 01:00 UTC Mar 3: fix applied\n\n**Resolved** - 02:00 UTC Mar 3: all good\n",
        &["2026-03-03T01:00:00Z **Monitoring** fix applied", "2026-03-03T02:00:00Z <resolved> all good"],
    );
}
