//! What a terminal shows (`cli/*.md`): every command block is run, in a copy of the folder `.in` beside it.
//!
//! Renew what is expected with `TRYCMD=overwrite cargo test --test cli`, and read the difference before it is committed.

#[test]
fn commands_print_what_the_pages_show() {
    // Help is as wide here as where nobody knows how wide the terminal is.
    trycmd::TestCases::new().env("COLUMNS", "100").case("tests/cli/*.md").skip("tests/cli/readme.md");
    // The README says no day: what is overdue by the clock must not be a fault of it.
    trycmd::TestCases::new().env("SOURCE_DATE_EPOCH", "1773014400").case("tests/cli/readme.md");
}
