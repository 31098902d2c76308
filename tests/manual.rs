//! The manual of the rules, `docs/rules.md`, is what the rules say.
//!
//! Renew it with `SNAPSHOTS=overwrite cargo test --test manual`, and read the difference before it is committed.

use lookback::{lint, manual};
use snapbox::file;

#[test]
fn the_manual_is_made_from_the_rules() {
    snapbox::assert_data_eq!(manual::markdown(&lint::rules()), file!["../docs/rules.md"].raw());
}
