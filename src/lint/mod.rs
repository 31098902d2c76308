//! Rules that look at a note which could be read, and how much each finding weighs.
//!
//! A rule is one item: its code, its words, its examples and its check. Looks at notes and their findings and never changes a
//! note. The rules about secrets look at files, read or not, and hide what they find in all that is shown.

mod allow;
mod blameless;
mod closed;
mod follow_up;
mod form;
mod front_matter;
mod insert;
mod links;
mod prose;
pub mod secrets;
mod stated;
mod subject;
mod times;

pub use allow::{check, weigh};
pub use closed::{Undated, undated};
pub use stated::stated_durations;
pub use subject::{Lead, LookAlike, Report, Subject};

use crate::diagnostic::{self, Diagnostic, Level, Rule};

/// A rule that looks at one note at a time, in the light of all.
pub struct Lint {
    rule: Rule,
    check: fn(&Subject<'_>, &mut Report<'_>),
}

/// Every lint, family by family, in the order of the codes.
const FAMILIES: &[&[&Lint]] =
    &[front_matter::LINTS, stated::LINTS, times::LINTS, links::LINTS, blameless::LINTS, follow_up::LINTS, form::LINTS];

fn lints() -> impl Iterator<Item = &'static Lint> {
    FAMILIES.iter().copied().flatten().copied()
}

/// Every rule that there is, in the order of the codes.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<_> =
        diagnostic::rules::all().chain(lints().map(|lint| &lint.rule)).chain(secrets::RULES.iter().copied()).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// Everything that lints find in a note. Those that the site switches off are not asked.
pub fn judge(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for lint in lints().filter(|lint| subject.corpus.config.lint_level(&lint.rule) != Level::Off) {
        let mut report = Report { rule: &lint.rule, file: &subject.incident.file, findings: &mut findings };
        (lint.check)(subject, &mut report);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_used_once() {
        let rules = rules();
        for (i, rule) in rules.iter().enumerate() {
            assert!(rules[i + 1..].iter().all(|other| other.code != rule.code && other.name != rule.name), "{}", rule.code);
        }
    }
}
