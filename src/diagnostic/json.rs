//! Findings for a program: one JSON document.

use super::summary::Summary;
use super::{Diagnostic, Level};
use crate::source::{Place, SourceFile, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    findings: Vec<Finding<'a>>,
    mended: &'a [Mended<'a>],
    summary: &'a Summary,
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
    #[serde(skip_serializing_if = "str::is_empty")]
    doubt: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    also: Vec<Also<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

/// One thing that a fix did before the findings were made.
#[derive(Debug, Serialize)]
pub struct Mended<'a> {
    /// The path of the note.
    pub path: &'a str,
    /// The code of the rule whose finding it mended.
    pub code: &'static str,
    /// What it did.
    pub what: &'a str,
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

#[derive(Serialize)]
struct Fix<'a> {
    what: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    at: At<'a>,
    text: &'a str,
}

fn at(place: &Place) -> At<'_> {
    within(&place.file, &place.span)
}

fn within<'a>(file: &'a SourceFile, span: &Span) -> At<'a> {
    let (line, column) = file.position(span.start);
    let (end_line, end_column) = file.position(span.end);
    At { path: &file.path, line, column, end_line, end_column }
}

fn fix(finding: &Diagnostic) -> Option<Fix<'_>> {
    let fix = finding.fix.as_ref()?;
    let edits = fix.edits.iter().map(|(span, text)| Edit { at: within(&finding.place.file, span), text });
    Some(Fix { what: &fix.what, edits: edits.collect() })
}

/// All findings, what was mended before they were made (an empty list without `--fix`), and their number. Lines and columns count from 1; columns count characters, and the end is the first one after the place.
pub fn render(findings: &[Diagnostic], mended: &[Mended<'_>], summary: &Summary) -> String {
    let findings = findings.iter().map(|finding| Finding {
        code: finding.rule.code,
        name: finding.rule.name,
        level: finding.level,
        message: &finding.message,
        at: at(&finding.place),
        why: finding.rule.why,
        doubt: finding.rule.doubt,
        help: finding.help.as_deref(),
        also: finding.also.iter().map(|(place, label)| Also { at: at(place), label }).collect(),
        fix: fix(finding),
    });
    serde_json::to_string_pretty(&Document { findings: findings.collect(), mended, summary }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, rules};
    use crate::source::SourceFile;

    #[test]
    fn a_finding_is_one_object_with_its_place() {
        let file = SourceFile::new("incidents/a.md", "x\nséverty = 1\n");
        let fix = Fix { what: "take it out".to_owned(), edits: vec![(2..15, String::new())] };
        let findings = [Diagnostic::new(&rules::UNKNOWN_KEY, &file, 2..10, "unknown key").help("mend it").fix(fix)];
        let mended = [Mended { path: "incidents/a.md", code: "LB601", what: "put it in order" }];
        let json: serde_json::Value =
            serde_json::from_str(&render(&findings, &mended, &Summary::of(&findings, 1, false))).unwrap();
        let finding = &json["findings"][0];
        assert_eq!(
            (finding["code"].as_str(), finding["line"].as_u64(), finding["end_column"].as_u64()),
            (Some("LB001"), Some(2), Some(8))
        );
        assert_eq!(finding["help"], "mend it");
        let done = serde_json::json!([{ "path": "incidents/a.md", "code": "LB601", "what": "put it in order" }]);
        assert_eq!(json["mended"], done);
        assert_eq!((&finding["fix"]["edits"][0]["end_line"], &json["summary"]["fixable"]), (&3.into(), &1.into()));
    }
}
