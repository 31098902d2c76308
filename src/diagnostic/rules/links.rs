//! LB2xx, as far as it is known before a lint looks: files beside a note.

rules! {
    /// A file beside a note that is not published.
    REFUSED_FILE = "LB202" "refused-file" Warn {
        why: "Only images, PDF and text are published; anything else could run in a reader's browser. The link on the page leads nowhere.",
        bad: r#"=== incidents/2026-03-02-checkout-502/index.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++

[What we ran](replay.exe) sends the failed orders again.
=== incidents/2026-03-02-checkout-502/replay.exe
MZ
"#,
        good: r#"=== incidents/2026-03-02-checkout-502/index.md
+++
title    = "Checkout answers 502"
severity = "sev3"
summary  = "For 39 minutes nobody could pay."
+++

[What it printed](replay.log): every failed order was sent again.
=== incidents/2026-03-02-checkout-502/replay.log
48 orders sent
"#,
    }
}
