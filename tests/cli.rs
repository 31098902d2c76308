//! What a terminal shows (`cli/*.md`): every command block is run, in a copy of the folder `.in` beside it.
//!
//! Renew what is expected with `TRYCMD=overwrite cargo test --test cli`, and read the difference before it is committed.

#[test]
fn commands_print_what_the_pages_show() {
    // Help is as wide here as where nobody knows how wide the terminal is.
    trycmd::TestCases::new().env("COLUMNS", "100").case("tests/cli/*.md");
}
