//! Every rule has examples, finds something in the bad one and nothing in the good one.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare itself has failed")]

mod support;

use lookback::diagnostic::{Diagnostic, Level, Rule, example};
use lookback::{lint, pipeline};
use support::Repository;

/// Rules whose faults no text can show, and why.
const NOT_SHOWN: &[(&str, &str)] =
    &[("LB008", "bytes that are not UTF-8 cannot stand in a text"), ("LB011", "a link of the file system is no text")];

/// Everything that is found in an example, with the rule switched on.
fn findings(rule: &Rule, text: &str) -> Vec<Diagnostic> {
    let mut files = example::files(text);
    if rule.level == Level::Off {
        files.push(("lookback.toml".to_owned(), format!("[lint]\nwarn = [\"{}\"]\n", rule.code)));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let repository = Repository::new(&files);
    pipeline::read(&repository.path("."), "2026-03-20".parse().unwrap()).unwrap().findings(|_| true)
}

#[test]
fn rules_find_their_bad_examples_and_leave_the_good_ones_alone() {
    let mut faults = Vec::new();
    for rule in lint::rules() {
        if NOT_SHOWN.iter().any(|(code, _)| *code == rule.code) {
            continue;
        }
        if rule.bad.is_empty() || rule.good.is_empty() {
            faults.push(format!("{}: there is no example", rule.code));
            continue;
        }
        if !findings(rule, rule.bad).iter().any(|finding| std::ptr::eq(finding.rule, rule)) {
            faults.push(format!("{}: nothing is found in the bad example", rule.code));
        }
        for finding in findings(rule, rule.good) {
            if std::ptr::eq(finding.rule, rule) || matches!(finding.level, Level::Fatal | Level::Deny) {
                let (line, column) = finding.place.position();
                let place = format!("{}:{line}:{column}", finding.place.file.path);
                faults.push(format!("{}: the good example has {} {} ({place})", rule.code, finding.rule.code, finding.message));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
