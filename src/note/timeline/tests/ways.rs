use super::*;

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
fn a_row_of_nothing_but_its_kind_has_it() {
    reads(
        ZONE,
        "## Timeline\n- 10:00 started\n- 11:00 Incident resolved.\n- 11:10 Resolved again\n- 11:20 service resolved\n",
        &[
            "2026-03-02T10:00:00Z <started> ",
            "2026-03-02T11:00:00Z <resolved> Incident resolved.",
            "2026-03-02T11:10:00Z Resolved again",
            "2026-03-02T11:20:00Z service resolved",
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
fn headings_are_days_or_rows() {
    reads(
        ZONE,
        "## Timeline\n### 3 March 2026\n- 14:02 a\n### Wednesday, March 4\n- 09:00 b\n\n### 10:00 c\n\nGoes on.\n\n> quoted\n",
        &["2026-03-03T14:02:00Z a", "2026-03-04T09:00:00Z b", "2026-03-04T10:00:00Z c\n\nGoes on.\n\n> quoted"],
    );
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
        &["2026-03-02T14:02:00Z We look.", "2026-03-02T15:02:00Z <resolved> Resolved."],
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
