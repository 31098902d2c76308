//! Findings as SARIF 2.1.0, which code scanning and many editors read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; `tests/browser/sarif.test.mjs` holds it to its schema.

use super::{Diagnostic, Fix, Level, Rule, fingerprints};
use crate::source::{Place, SourceFile, Span};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Where the relative addresses begin.
const ROOT: &str = "%SRCROOT%";

/// All findings, and the rules that found them. `base` leads from the root of the repository to that of the notes, with a slash
/// at its end.
pub fn render(findings: &[Diagnostic], base: &str) -> String {
    let mut rules: BTreeMap<&str, &Rule> = BTreeMap::new();
    rules.extend(findings.iter().map(|finding| (finding.rule.code, finding.rule)));
    let numbers: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(nth, code)| (*code, nth)).collect();
    let fingerprints = fingerprints(findings);
    let results = findings.iter().zip(fingerprints).map(|(finding, fingerprint)| Found {
        rule_id: finding.rule.code,
        rule_index: numbers.get(finding.rule.code).copied().unwrap_or_default(),
        level: level(finding.level),
        message: text(told(finding)),
        locations: [location(&finding.place, base)],
        related_locations: finding.also.iter().enumerate().map(|(id, also)| related(id, also, base)).collect(),
        // A fix that cannot be shown has no edits, and SARIF asks for one.
        fixes: finding.fix.iter().filter(|fix| !fix.edits.is_empty()).map(|fix| change(fix, &finding.place.file, base)).collect(),
        partial_fingerprints: Fingerprints { finding: format!("{fingerprint:016x}") },
    });
    let driver = Driver {
        name: "lookback",
        version: env!("CARGO_PKG_VERSION"),
        rules: rules.values().map(|rule| described(rule)).collect(),
    };
    let run = Run {
        tool: json!({ "driver": driver }),
        automation_details: json!({ "id": "lookback/" }),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ ROOT: { "description": { "text": "The root of the repository." } } }),
        results: results.collect(),
    };
    serde_json::to_string_pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }).unwrap_or_default()
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    automation_details: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<String>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "lookbackFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
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

/// What is said at the place itself.
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

fn text<T>(text: T) -> Text<T> {
    Text { text }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Fatal | Level::Deny => "error",
        Level::Warn | Level::Off => "warning",
    }
}

fn related<'a>(id: usize, (place, label): &'a (Place, String), base: &str) -> Location<'a> {
    Location { id: Some(id), message: Some(text(label)), ..location(place, base) }
}

fn location<'a>(place: &Place, base: &str) -> Location<'a> {
    let physical_location = Physical { artifact_location: artifact(&place.file, base), region: region(&place.file, &place.span) };
    Location { id: None, physical_location, message: None }
}

fn change(fix: &Fix, file: &SourceFile, base: &str) -> Value {
    let replacement = |(span, new): &(Span, String)| json!({ "deletedRegion": region(file, span), "insertedContent": text(new) });
    let replacements: Vec<_> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": text(&fix.what),
        "artifactChanges": [{ "artifactLocation": artifact(file, base), "replacements": replacements }],
    })
}

fn artifact(file: &SourceFile, base: &str) -> Artifact {
    Artifact { uri: encoded(&format!("{base}{}", file.path)), uri_base_id: ROOT }
}

fn region(file: &SourceFile, span: &Span) -> Region {
    let (start_line, start_column) = file.position(span.start);
    let (end_line, end_column) = file.position(span.end);
    Region { start_line, start_column, end_line, end_column }
}

/// A path as a relative address.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;

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
