//! Rules that look at a note which could be read, and how much each finding weighs.
//!
//! Looks at notes and their findings and never changes a note.

mod links;
mod stated;

pub use links::broken_links;
pub use stated::stated_durations;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level};
use crate::incident::Incident;
use std::collections::HashMap;

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
