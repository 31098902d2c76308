//! Findings as GitLab shows them in a merge request: a Code Quality report, which is the part of CodeClimate's that GitLab reads.

use super::{Diagnostic, Level, fingerprints};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// All findings. `base` leads from the root of the repository to that of the notes, with a slash at its end.
pub fn render(findings: &[Diagnostic], base: &str) -> String {
    let paths: Vec<String> = findings.iter().map(|finding| format!("{base}{}", finding.place.file.path)).collect();
    let issues: Vec<Issue<'_>> = (findings.iter().zip(&paths).zip(fingerprints(findings)))
        .map(|((finding, path), fingerprint)| Issue {
            description: description(finding),
            check_name: format!("{} {}", finding.rule.code, finding.rule.name),
            fingerprint: format!("{fingerprint:016x}"),
            severity: severity(finding.level),
            location: Location { path, lines: Lines { begin: finding.place.position().0 } },
        })
        .collect();
    serde_json::to_string_pretty(&issues).unwrap_or_default()
}

/// One line: nothing else of a finding is shown.
fn description(finding: &Diagnostic) -> String {
    let said = match &finding.help {
        Some(help) => format!("{}: {help}", finding.message),
        None => finding.message.clone(),
    };
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Fatal => "blocker",
        Level::Deny => "critical",
        Level::Warn => "minor",
        Level::Off => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;
    use crate::source::SourceFile;
    use serde_json::Value;

    fn report(text: &str) -> Vec<Value> {
        let file = SourceFile::new("incidents/a b.md", text);
        let found = text
            .match_indices("14:02")
            .map(|(at, time)| Diagnostic::new(&rules::NO_ZONE, &file, at..at + time.len(), "no zone").help("say it\nonce"));
        serde_json::from_str(&render(&found.collect::<Vec<_>>(), "docs/")).unwrap()
    }

    #[test]
    fn a_finding_is_known_again_when_lines_above_it_move() {
        let (before, after) = (report("14:02\n14:02\n"), report("A line.\n\n14:02\n14:02\n"));
        let fingerprints = |issues: &[Value]| issues.iter().map(|issue| issue["fingerprint"].clone()).collect::<Vec<_>>();
        assert_eq!(fingerprints(&before), fingerprints(&after));
        assert_ne!(before[0]["fingerprint"], before[1]["fingerprint"]);
        assert_eq!(
            (&after[0]["location"]["lines"]["begin"], &after[0]["location"]["path"]),
            (&3.into(), &"docs/incidents/a b.md".into())
        );
        assert_eq!((&after[0]["description"], &after[0]["severity"]), (&"no zone: say it once".into(), &"minor".into()));
        // What another version or another machine prints must be the same.
        assert_eq!(before[0]["fingerprint"], "88d7ebf35185e5a7");
    }

    #[test]
    fn nothing_found_is_a_report_too() {
        assert_eq!(render(&[], ""), "[]");
    }
}
