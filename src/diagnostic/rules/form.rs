//! LB6xx, as far as reading finds it: the form of a note.

rules! {
    /// Keys of the front matter, or its tables, that stand in another order than that of the format.
    FRONT_MATTER_ORDER = "LB601" "front-matter-order" Warn {
        why: "Where every note has one order, a reader finds a key without searching, and a comparison of two notes shows what differs.",
        bad: "+++\nseverity = \"sev4\"\ntitle = \"Checkout answers 502\"\nstarted = 2026-03-02T14:02:00Z\n+++\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstarted = 2026-03-02T14:02:00Z\n+++\n",
    }
}
