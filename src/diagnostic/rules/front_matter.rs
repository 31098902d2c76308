//! LB0xx: what a note cannot be read without, or not be put in order with the others.
//!
//! LB00x and LB01x are [`Level::Fatal`](super::super::Level::Fatal): what they find leaves no note to build from.

rules! {
    /// A key that the format does not know.
    UNKNOWN_KEY = "LB001" "unknown-key" Fatal {
        why: "A key that lookback does not know would be lost without a word, and with it what you wrote there. Whatever your team adds of its own has a home in `[extra]`.",
        bad: r#"+++
title   = "Checkout answers 502"
severty = "sev3"
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
    }
    /// A value of the wrong TOML type.
    WRONG_TYPE = "LB002" "wrong-type" Fatal {
        why: "What cannot be read as it was meant cannot be counted or compared, and a guess could be wrong.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."

[impact]
users = "about 1200"
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."

[impact]
summary = "About 1,200 customers could not pay."
users   = 1200
+++
"#,
    }
    /// A value that its key cannot hold: a word, name, time, zone, link or code that lookback does not understand.
    BAD_VALUE = "LB003" "bad-value" Fatal {
        why: "What is not understood would have to be dropped or guessed: the note would stand in the wrong list, or a fact would be gone without a word.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sve3"
status   = "finished"
started  = "after lunch"
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "in-review"
summary  = "For 39 minutes nobody could pay."
started  = "~2026-03-02 13:30 UTC"
+++
"#,
    }
    /// A key that has to be there.
    MISSING_KEY = "LB004" "missing-key" Fatal {
        why: "A note without a title or a severity has no place in the lists; a signal without its source, or an attempt without its method, tells nobody anything.",
        bad: r#"+++
title   = "Checkout answers 502"
summary = "For 39 minutes nobody could pay."
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
    }
    /// TOML that cannot be parsed.
    INVALID_TOML = "LB005" "invalid-toml" Fatal {
        why: "The facts of a note are data. Where the parser cannot tell where a value ends, everything behind it may be lost.",
        bad: r#"+++
title    = Checkout answers 502
severity = "sev3"
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
    }
    /// No `+++` on the first line.
    NO_FRONT_MATTER = "LB006" "no-front-matter" Fatal {
        why: "The facts of a note (its title, its severity, its milestones) stand in its front matter. Whatever is not meant to be a note may begin its name with `_`.",
        bad: r#"=== incidents/2026-03-02-checkout-502.md
---
title: Checkout answers 502
severity: sev3
---
"#,
        good: r#"=== incidents/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
    }
    /// A first `+++` without a second.
    UNCLOSED_FENCE = "LB007" "unclosed-front-matter" Fatal {
        why: "Without the closing fence nobody can tell where the facts end and the text begins.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"

For 39 minutes nobody could pay.
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
+++

For 39 minutes nobody could pay.
"#,
    }
    /// Bytes that are not UTF-8.
    NOT_UTF8 = "LB008" "not-utf-8" Fatal {
        why: "Text in another encoding would come out garbled, and a garbled name is found by no search.",
        bad: "",
        good: "",
    }
    /// The name of a file, of a folder or of an alias that is no id.
    BAD_ID = "LB009" "bad-id" Fatal {
        why: "The id is the address of the page, and people keep addresses for ever: in tickets, in chats, in other notes. Lower case letters, digits and hyphens survive all of them.",
        bad: r#"=== incidents/2026-03-02 Checkout_502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
        good: r#"=== incidents/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
    }
    /// Two notes with one id, or an alias that is taken.
    DUPLICATE_ID = "LB010" "duplicate-id" Fatal {
        why: "One address leads to one page: of two notes with one id, readers would only ever find one.",
        bad: r#"=== incidents/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
=== incidents/2026/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502 again"
severity = "sev3"
summary  = "In the evening it came back."
+++
"#,
        good: r#"=== incidents/2026-03-02-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
=== incidents/2026/2026-03-02-checkout-502-evening.md
+++
title    = "Checkout answers 502 again"
severity = "sev3"
summary  = "In the evening it came back."
+++
"#,
    }
    /// A link of the file system that leaves the incidents folder.
    LEAVES_FOLDER = "LB011" "leaves-folder" Fatal {
        why: "Notes come through pull requests: a link could publish any file of the machine that builds.",
        bad: "",
        good: "",
    }
    /// Nothing says on what day it happened.
    NO_DATE = "LB020" "no-date" Deny {
        why: "Without a day the note cannot be put in order with the others, and nobody can tell whether it came before or after the change that is suspected.",
        bad: r#"=== incidents/checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++
"#,
        good: r#"=== incidents/checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02
+++
"#,
    }
    /// `reviewed`, but no end.
    REVIEWED_WITHOUT_RESOLVED = "LB021" "reviewed-without-resolved" Deny {
        why: "A review looks back at something that is over. Say when that was, or say that nobody knows: `resolved = \"??:??\"`.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "reviewed"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
status   = "reviewed"
summary  = "For 39 minutes nobody could pay."
started  = 2026-03-02T14:02:00Z
resolved = 2026-03-02T14:41:00Z
+++
"#,
    }
    /// `recurrence_of` that leads nowhere, to the note itself, to a later one, or round in a circle.
    BAD_RECURRENCE = "LB022" "bad-recurrence" Deny {
        why: "A chain of recurrences tells what came back, and what was still open when it did. A link that cannot be true breaks the chain.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."

[[recurrence_of]]
id       = "2025-11-20-checkout"
relation = "same-factor"
+++
=== incidents/2025-11-20-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "A push of the configuration reached every server at once."
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."

[[recurrence_of]]
id       = "2025-11-20-checkout-502"
relation = "same-factor"
+++
=== incidents/2025-11-20-checkout-502.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "A push of the configuration reached every server at once."
+++
"#,
    }
    /// Two names that would share one page.
    NAMES_COLLIDE = "LB023" "names-collide" Deny {
        why: "Pages count and compare by name. Two spellings of one thing look like two things in a note and like one on the page, and readers cannot tell which is true.",
        bad: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
services = ["Checkout API", "checkout-api"]
+++
"#,
        good: r#"+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
services = ["checkout-api"]
+++
"#,
    }
    /// What a note switches off, though nothing of it is found there.
    UNUSED_SUPPRESSION = "LB027" "unused-suppression" Warn {
        why: "An exception that outlives what it was made for hides the next fault in its place.",
        bad: "No times are given here.\n\n<!-- lookback: allow LB201: the log is written later -->\nThe log stands in the tracker.\n",
        good: "No times are given here.\n\n<!-- lookback: allow LB201: the log is written later -->\nWhat the browser says stands in [the log](login.log).\n",
    }
    /// An exception without a reason, or for a rule that there is not.
    BAD_SUPPRESSION = "LB028" "bad-suppression" Warn {
        why: "It switches nothing off; and without a reason nobody can tell later whether it still holds.",
        bad: "It is told in [the log](https://logs.example/). <!-- lookback: allow LB201 -->\n",
        good: "It is told in [the log](login.log). <!-- lookback: allow LB201: the log is written later -->\n",
    }
}
