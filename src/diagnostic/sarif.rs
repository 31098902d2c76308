//! Findings as SARIF 2.1.0, which code scanning and many editors read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; `tests/browser/sarif.test.mjs` holds it to its schema.

use super::{Diagnostic, Level, Rule, fingerprints};
use crate::source::{Place, SourceFile, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where the relative addresses begin.
const ROOT: &str = "%SRCROOT%";

/// All findings, and the rules that found them. `base` leads from the root of the repository to that of the notes, with a slash
/// at its end.
pub fn render(findings: &[Diagnostic], base: &str) -> String {
    let mut rules: BTreeMap<&str, &Rule> = BTreeMap::new();
    rules.extend(findings.iter().map(|finding| (finding.rule.code, finding.rule)));
    let numbers: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(nth, code)| (*code, nth)).collect();
    let results = findings.iter().zip(fingerprints(findings)).map(|(finding, fingerprint)| {
        let mut result = result(finding, base);
        result["ruleIndex"] = json!(numbers.get(finding.rule.code));
        result["partialFingerprints"] = json!({ "lookbackFinding/v1": format!("{fingerprint:016x}") });
        result
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "lookback",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|rule| described(rule)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": "lookback/" },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.finds },
        "fullDescription": { "text": rule.why },
        "help": help(rule),
        "defaultConfiguration": { "level": level(rule.level), "enabled": rule.level != Level::Off },
        "properties": { "precision": if rule.doubt.is_empty() { "very-high" } else { "medium" } },
    })
}

/// Why the rule is there, where it may be wrong, and its examples.
fn help(rule: &Rule) -> Value {
    let said = [rule.why, rule.doubt].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let examples = [("Found:", rule.bad), ("Mended:", rule.good)].into_iter().filter(|(_, text)| !text.is_empty());
    let markdown = examples.fold(said.clone(), |before, (lead, text)| format!("{before}\n\n{lead}\n\n{}", fenced(text)));
    json!({ "text": said, "markdown": markdown })
}

/// A block of code; its fence is longer than any run of backticks in it.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}markdown\n{}\n{fence}", text.trim_end())
}

fn result(finding: &Diagnostic, base: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.level),
        "message": { "text": told(finding) },
        "locations": [location(&finding.place, base)],
    });
    if !finding.also.is_empty() {
        let also = finding.also.iter().enumerate().map(|(nth, (place, label))| {
            let mut location = location(place, base);
            location["id"] = json!(nth);
            location["message"] = json!({ "text": label });
            location
        });
        result["relatedLocations"] = also.collect();
    }
    if let Some(fix) = &finding.fix {
        let file = &finding.place.file;
        let replacements = fix
            .edits
            .iter()
            .map(|(span, text)| json!({ "deletedRegion": region(file, span), "insertedContent": { "text": text } }));
        result["fixes"] = json!([{
            "description": { "text": fix.what },
            "artifactChanges": [{ "artifactLocation": artifact(file, base), "replacements": replacements.collect::<Vec<_>>() }],
        }]);
    }
    result
}

fn told(finding: &Diagnostic) -> String {
    let mut told = finding.message.clone();
    if !finding.label.is_empty() {
        told = format!("{told} ({})", finding.label);
    }
    match &finding.help {
        Some(help) => format!("{told}\nhelp: {help}"),
        None => told,
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Fatal | Level::Deny => "error",
        Level::Warn | Level::Off => "warning",
    }
}

fn location(place: &Place, base: &str) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&place.file, base),
        "region": region(&place.file, &place.span),
    } })
}

fn artifact(file: &SourceFile, base: &str) -> Value {
    json!({ "uri": encoded(&format!("{base}{}", file.path)), "uriBaseId": ROOT })
}

fn region(file: &SourceFile, span: &Span) -> Value {
    let (line, column) = file.position(span.start);
    let (end_line, end_column) = file.position(span.end);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A path as a relative address.
fn encoded(path: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, rules};

    fn report(findings: &[Diagnostic]) -> Value {
        serde_json::from_str(&render(findings, "docs/")).unwrap()
    }

    #[test]
    fn a_result_has_its_rule_its_places_and_its_mend() {
        let file = SourceFile::new("incidents/100% é.md", "é = 1\nb = 2\n");
        let fix = Fix { what: "swap".to_owned(), edits: vec![(0..6, String::new())] };
        let finding = Diagnostic::new(&rules::UNKNOWN_KEY, &file, 7..8, "unknown").also(file.place(0..2), "here").fix(fix);
        let other = Diagnostic::new(&rules::NO_ZONE, &file, 0..0, "no zone");
        let log = report(&[other, finding]);
        let (rules, result) = (&log["runs"][0]["tool"]["driver"]["rules"], &log["runs"][0]["results"][1]);
        assert_eq!((&rules[0]["id"], &rules[1]["id"], &result["ruleIndex"]), (&"LB001".into(), &"LB104".into(), &0.into()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/incidents/100%25%20%C3%A9.md");
        assert_eq!(place["region"], json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2 }));
        assert_eq!(result["relatedLocations"][0]["physicalLocation"]["region"]["endColumn"], 2);
        assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]["endColumn"], 6);
    }

    #[test]
    fn nothing_found_is_a_run_too() {
        assert_eq!(report(&[])["runs"][0]["results"], json!([]));
    }

    #[test]
    fn an_example_cannot_end_its_own_fence() {
        assert_eq!(fenced("```sh\nls\n```\n"), "````markdown\n```sh\nls\n```\n````");
        assert_eq!(fenced("text"), "```markdown\ntext\n```");
    }
}
