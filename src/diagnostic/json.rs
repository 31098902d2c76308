//! Findings for a program: one JSON document.

use super::{Diagnostic, Level};
use crate::source::Place;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    name: &'static str,
    level: Level,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    also: Vec<Also<'a>>,
}

#[derive(Serialize)]
struct At<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Also<'a> {
    #[serde(flatten)]
    at: At<'a>,
    label: &'a str,
}

fn at(place: &Place) -> At<'_> {
    let (line, column) = place.position();
    let (end_line, end_column) = place.file.position(place.span.end);
    At { path: &place.file.path, line, column, end_line, end_column }
}

/// All findings. Lines and columns count from 1; columns count characters, and the end is the first one after the place.
pub fn render(findings: &[Diagnostic]) -> String {
    let findings = findings.iter().map(|finding| Finding {
        code: finding.rule.code,
        name: finding.rule.name,
        level: finding.level,
        message: &finding.message,
        at: at(&finding.place),
        why: finding.rule.why,
        help: finding.help.as_deref(),
        also: finding.also.iter().map(|(place, label)| Also { at: at(place), label }).collect(),
    });
    serde_json::to_string_pretty(&Document { findings: findings.collect() }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;
    use crate::source::SourceFile;

    #[test]
    fn a_finding_is_one_object_with_its_place() {
        let file = SourceFile::new("incidents/a.md", "x\nséverty = 1\n");
        let finding = Diagnostic::new(&rules::UNKNOWN_KEY, &file, 2..10, "unknown key").help("mend it");
        let json: serde_json::Value = serde_json::from_str(&render(&[finding])).unwrap();
        let finding = &json["findings"][0];
        assert_eq!(
            (finding["code"].as_str(), finding["line"].as_u64(), finding["end_column"].as_u64()),
            (Some("LB001"), Some(2), Some(8))
        );
        assert_eq!(finding["help"], "mend it");
    }
}
