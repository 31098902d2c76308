//! Rows out of notes: `ways` in which they are written, and their `dating`.

mod dating;
mod ways;

use crate::config::Config;
use crate::incident::time::Moment;
use crate::note;
use crate::source::SourceFile;

/// The rows of a note with this front matter and body, in a short notation, and the codes of what was found.
fn rows(front: &str, body: &str) -> (Vec<String>, Vec<&'static str>) {
    let text = format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n{front}\n+++\n{body}");
    let note = note::read(&SourceFile::new("a.md", text), "2026-03-02-x", false, &Config::default());
    let moment = |moment: &Moment| match moment {
        Moment::Exact(instant) => instant.rfc3339(),
        Moment::Approximate(instant) => format!("~{}", instant.rfc3339()),
        Moment::Day(day) => day.to_string(),
        Moment::Unknown => "?".to_owned(),
    };
    let codes: Vec<_> = note.findings.iter().map(|finding| finding.rule.code).collect();
    let Some(incident) = note.incident else { panic!("{codes:?}") };
    let shown = incident.timeline.iter().map(|row| {
        let until = row.time.until.as_ref().map(|until| format!(" – {}", moment(until))).unwrap_or_default();
        let kind = row.kind.map(|kind| format!(" <{kind}>")).unwrap_or_default();
        format!("{}{until}{kind} {}", moment(&row.time.at), row.text)
    });
    (shown.collect(), codes)
}

const ZONE: &str = "timezone = \"UTC\"";

#[track_caller]
fn reads(front: &str, body: &str, expected: &[&str]) {
    assert_eq!(rows(front, body), (expected.iter().map(|&row| row.to_owned()).collect(), vec![]), "{body}");
}
