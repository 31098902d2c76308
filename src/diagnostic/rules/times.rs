//! LB1xx, as far as reading itself finds it: times that cannot be placed, and times that disagree.

rules! {
    /// Two places give one milestone different times.
    MILESTONE_TWICE = "LB101" "milestone-twice" Deny {
        why: "Durations are computed from milestones; with two times for one of them, one duration is wrong.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
+++

## Timeline (UTC)

- 14:12 **started** The push begins
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
+++

## Timeline (UTC)

- 14:02 **started** The push begins
"#,
    }
    /// Milestones in an impossible order.
    MILESTONE_ORDER = "LB102" "milestone-order" Deny {
        why: "A duration would be negative, so it is shown nowhere. Mostly a day is missing behind midnight, or one of the two times is in another zone.",
        bad: r#"+++
title     = "Checkout answers 502"
severity  = "sev3"
summary   = "For 39 minutes nobody could pay."
started   = 2026-03-02T23:42:00Z
mitigated = 2026-03-02T00:21:00Z
+++
"#,
        good: r#"+++
title     = "Checkout answers 502"
severity  = "sev3"
summary   = "For 39 minutes nobody could pay."
started   = 2026-03-02T23:42:00Z
mitigated = 2026-03-03T00:21:00Z
+++
"#,
    }
    /// A time that cannot be placed, or a row without one.
    TIME_NOT_READ = "LB103" "time-not-read" Warn {
        why: "The row stays where it stands, word by word, but it cannot be drawn or counted.",
        bad: "## Timeline (UTC)\n\n- 14:02 The push begins\n- shortly afterwards the first alert fires\n",
        good: "## Timeline (UTC)\n\n- 14:02 The push begins\n- ~14:09 The first alert fires\n",
    }
    /// Nobody said in which zone the times are.
    NO_ZONE = "LB104" "no-zone" Warn {
        why: "Times without a zone are taken as UTC. If that is wrong, so is every duration between them and a time that has one.",
        bad: "## Timeline\n\n- 14:02 The push begins\n- 14:41 It is taken back\n",
        good: "## Timeline (UTC)\n\n- 14:02 The push begins\n- 14:41 It is taken back\n",
    }
    /// Time runs backwards from one row to the next.
    TIME_BACKWARDS = "LB105" "time-backwards" Warn {
        why: "Rows are kept in the order in which they were written. A time that runs backwards is often a wrong day, a wrong zone or a slip.",
        doubt: "A team may tell two threads one after the other, each from its beginning.",
        bad: "## Timeline (UTC)\n\n- 14:02 The push begins\n- 14:41 It is taken back\n- 14:09 The first alert fires\n",
        good: "## Timeline (UTC)\n\n- 14:02 The push begins\n- 14:09 The first alert fires\n- 14:41 It is taken back\n",
    }
    /// A local time that happens twice or never.
    AMBIGUOUS_TIME = "LB106" "ambiguous-time" Warn {
        why: "When clocks are changed, one local time is two instants, or none. lookback takes the first of the two, and may be an hour off.",
        bad: r#"=== incidents/2025-10-26-nightly-export.md
+++
title    = "The nightly export stops"
severity = "sev3"
summary  = "Reports were a day old."
timezone = "Europe/Berlin"
started  = 2025-10-26T02:30:00
+++
"#,
        good: r#"=== incidents/2025-10-26-nightly-export.md
+++
title    = "The nightly export stops"
severity = "sev3"
summary  = "Reports were a day old."
timezone = "Europe/Berlin"
started  = 2025-10-26T02:30:00+01:00
+++
"#,
    }
    /// Dates in numbers that could be read in two ways.
    AMBIGUOUS_DATE = "LB107" "ambiguous-date" Warn {
        why: "A date such as `03/02/2026` is in March for one reader and in February for another; everything that is counted from it may be a month off.",
        bad: r#"=== incidents/checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++

## Timeline (UTC)

- 03/02/2026 14:02 The push begins
"#,
        good: r#"=== incidents/checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++

## Timeline (UTC)

- 2026-03-02 14:02 The push begins
"#,
    }
    /// Letters that are the name of more than one zone, or of none.
    AMBIGUOUS_ZONE = "LB108" "ambiguous-zone" Warn {
        why: "Letters are no zone: `IST` is told in India, in Ireland and in Israel. With the wrong one, every duration to a time elsewhere is hours off.",
        bad: "## Timeline (IST)\n\n- 19:32 The push begins\n- 20:11 It is taken back\n",
        good: "## Timeline (+05:30)\n\n- 19:32 The push begins\n- 20:11 It is taken back\n",
    }
    /// The zone of rows was found in a sentence.
    ZONE_ELSEWHERE = "LB110" "zone-elsewhere" Warn {
        why: "A sentence speaks for its own time; whether it speaks for the timeline, only its writer knows.",
        doubt: "Mostly it does: then saying so once is all that is to do.",
        bad: "From 14:02 UTC on nobody could pay.\n\n## Timeline\n\n- 14:02 The push begins\n- 14:41 It is taken back\n",
        good: "From 14:02 UTC on nobody could pay.\n\n## Timeline (UTC)\n\n- 14:02 The push begins\n- 14:41 It is taken back\n",
    }
    /// The title and a line `Date: …` name different days.
    DAYS_DISAGREE = "LB111" "days-disagree" Warn {
        why: "Rows that say no day are on the one that the note says for all of them; with the wrong one, all of them are wrong.",
        bad: r#"+++
title    = "Checkout answers 502, 2 March 2026"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++

Date: 2026-03-03
"#,
        good: r#"+++
title    = "Checkout answers 502, 2 March 2026"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++

Date: 2026-03-02
"#,
    }
}
