//! The manual of the rules, `docs/rules.md`, is what the rules say.
//!
//! Renew it with `SNAPSHOTS=overwrite cargo test --test manual`, and read the difference before it is committed.

#![allow(clippy::unwrap_used, reason = "a test that cannot run has failed")]

use lookback::{lint, manual};
use std::fs;
use std::path::Path;

#[test]
fn the_manual_is_made_from_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let made = manual::markdown(&lint::rules());
    if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
        fs::write(&path, &made).unwrap();
    }
    snapbox::assert_data_eq!(made, snapbox::IntoData::raw(fs::read_to_string(&path).unwrap()));
}
