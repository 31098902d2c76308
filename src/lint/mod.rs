//! Rules that look at a note which could be read, and how much each finding weighs.
//!
//! A rule is one item: its code, its words, its examples and its check. Looks at notes and their findings and never changes a
//! note. The rules about secrets look at files, read or not, and hide what they find in all that is shown.

mod links;
pub mod secrets;
mod stated;
mod subject;

pub use stated::stated_durations;
pub use subject::{LookAlike, Report, Subject};

use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, Level, Rule};
use crate::incident::Incident;
use std::collections::HashMap;

/// A rule that looks at one note at a time, in the light of all.
pub struct Lint {
    rule: Rule,
    check: fn(&Subject<'_>, &mut Report<'_>),
}

/// Every lint, family by family, in the order of the codes.
const FAMILIES: &[&[&Lint]] = &[stated::LINTS, links::LINTS];

fn lints() -> impl Iterator<Item = &'static Lint> {
    FAMILIES.iter().copied().flatten().copied()
}

/// Every rule that there is, in the order of the codes.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = diagnostic::rules::ALL
        .iter()
        .copied()
        .chain(lints().map(|lint| &lint.rule))
        .chain(secrets::RULES.iter().copied())
        .collect();
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

/// Gives every finding the weight that the team and the note give it, and leaves out those that are switched off.
///
/// `lookback.toml` weighs rules for the site; `allow` in a note switches them off for that note. What makes a note unreadable,
/// and all of LB0, cannot be switched off.
pub fn weigh<'a>(findings: Vec<Diagnostic>, config: &Config, incidents: impl Iterator<Item = &'a Incident>) -> Vec<Diagnostic> {
    let allowed: HashMap<&str, &Incident> =
        incidents.filter(|incident| !incident.allow.is_empty()).map(|incident| (incident.file.path.as_str(), incident)).collect();
    let weighed = findings.into_iter().map(|mut finding| {
        let code = finding.rule.code;
        finding.level = config.lint_level(finding.rule);
        if let Some(incident) = allowed.get(finding.place.file.path.as_str())
            && !finding.rule.is_fixed()
            && incident.allow.iter().any(|(prefix, _)| code.starts_with(prefix.as_str()))
        {
            finding.level = Level::Off;
        }
        finding
    });
    weighed.filter(|finding| finding.level != Level::Off).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;
    use crate::incident::sample::Sample;

    #[test]
    fn codes_and_names_are_used_once() {
        let rules = rules();
        for (i, rule) in rules.iter().enumerate() {
            assert!(rules[i + 1..].iter().all(|other| other.code != rule.code && other.name != rule.name), "{}", rule.code);
        }
    }

    #[test]
    fn a_note_switches_off_what_it_allows_for_itself_and_never_lb0() {
        let allows = |id: &str, codes: &[&str]| {
            let codes: Vec<_> = codes.iter().map(|code| ((*code).to_owned(), 0..0)).collect();
            Sample::new(id).with(|incident| incident.allow = codes.clone()).build()
        };
        let (quiet, loud) = (allows("2026-01-01-a", &["LB10", "LB0"]), allows("2026-01-02-b", &[]));
        let findings = [&rules::NO_ZONE, &rules::NO_DATE]
            .into_iter()
            .flat_map(|rule| [&quiet, &loud].map(|incident| Diagnostic::new(rule, &incident.file, 0..0, rule.name)))
            .collect();
        let left = weigh(findings, &Config::default(), [&quiet, &loud].into_iter());
        let left: Vec<_> = left.iter().map(|finding| (finding.rule.code, finding.place.file.path.as_str())).collect();
        assert_eq!(
            left,
            [("LB104", loud.file.path.as_str()), ("LB020", quiet.file.path.as_str()), ("LB020", loud.file.path.as_str())]
        );
    }
}
