use super::*;

#[test]
fn a_date_that_cannot_be_read_is_not_replaced_by_another() {
    let (rows, findings) =
        rows(ZONE, "## Timeline\n| Date | Time | Event |\n|--|--|--|\n| 2026-03-02 | 14:02 | a |\n| 33/04/2026 | 14:05 | b |\n");
    assert_eq!(rows, ["2026-03-02T14:02:00Z a", "? b"]);
    assert_eq!(findings, ["LB103"]);
}

#[test]
fn days_are_inherited_from_the_entry_before_else_from_started_else_from_the_id() {
    reads(
        ZONE,
        "## Timeline\n- 14:02 a\n- 2026-03-05 14:03 b\n- 14:04 c\n- Mar 6 d\n- 14:05 e\n",
        &["2026-03-02T14:02:00Z a", "2026-03-05T14:03:00Z b", "2026-03-05T14:04:00Z c", "2026-03-06 d", "2026-03-06T14:05:00Z e"],
    );
    let started = "timezone = \"+02:00\"\nstarted = 2026-03-07T23:30:00Z";
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
        "timezone = \"UTC\"\nstarted = 2026-03-02T23:50:00Z",
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
    let year = "## Timeline\n- 2026-03-02 14:02 a\n- 2025-03-02 14:10 b\n- 14:05 c\n- 2026-03-02 14:30 d\n";
    assert_eq!(rows(ZONE, year).1, ["LB105"], "another year is said once, and not again of a row that has it from there");
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
    let started = "timezone = \"UTC\"\nstarted = 2026-03-02T14:00:00Z";
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
