//! LB4xx: what becomes of an incident: whether somebody takes care of it by a day, and whether anybody knows that it is over.
//!
//! Whatever several actions of a note lack is *one* finding, at the first of them, which says how many more there are and shows
//! where: a note whose author never wrote owners has one habit and not ten faults, and ten equal warnings would bury the eleventh.
//! Once the first is mended, the next one is shown. Where each place wants words of its own (a vague action, one that was dropped
//! without a reason), each is a finding.
//!
//! A draft is still being written, so nobody asks for what is not there at all: follow-ups, a verification, how users were served
//! again. What stands in it already is judged like any other note.

mod closed;
mod complete;
mod missing;
mod over;
mod overdue;
mod planned;
mod problems;
mod recurrence;
mod restored;
mod vague;

use super::{Lint, Report, Subject};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::incident::{Incident, Kind, Severity, Status};
use crate::source::Span;
use crate::words::plural;
pub(super) use closed::DONE_WITHOUT_CLOSED;

pub(super) const LINTS: &[&Lint] = &[
    &missing::NO_ACTIONS,
    &complete::WITHOUT_OWNER,
    &complete::WITHOUT_DUE,
    &complete::WITHOUT_TRACKING,
    &overdue::OVERDUE,
    &vague::VAGUE_ACTION,
    &DONE_WITHOUT_CLOSED,
    &closed::DROPPED_WITHOUT_REASON,
    &problems::PROBLEM_WITHOUT_ACTION,
    &over::NOT_VERIFIED,
    &restored::NO_RESTORE,
    &recurrence::UNLINKED_RECURRENCE,
];

/// How many other places are shown with the first.
const SHOWN: usize = 3;

/// Letters of a quotation in a message.
const QUOTED: usize = 60;

/// Letters of a text of which a quotation is made: with the addresses of its links, it is longer than what is left.
const LOOKED_AT: usize = 400;

/// Whether it is one of the two highest severities.
fn is_grave(incident: &Incident) -> bool {
    incident.severity <= Severity(1)
}

/// Whether users were hurt and the note is no draft: what a review of it would ask for should be there.
fn is_to_be_complete(incident: &Incident) -> bool {
    incident.kind == Kind::Incident && incident.status != Status::Draft
}

/// One finding for everything in a note that lacks the same: at the first, with the others beside it. `all` are texts and
/// their places; `what` is said before the first of them, `noun` is what they are called.
fn at_first(subject: &Subject<'_>, report: &Report<'_>, what: &str, noun: &str, all: &[(&str, &Span)]) -> Option<Diagnostic> {
    let incident = subject.incident;
    let ((text, span), others) = all.split_first()?;
    let more = if others.is_empty() { String::new() } else { format!(" and {}", plural(others.len(), &format!("more {noun}"))) };
    let finding = report.finding(incident.first_line(span), format!("{what} {}{more}", quoted(text)));
    let beside = |finding: Diagnostic, (text, span): &(&str, &Span)| {
        // The header of a table does not say what stands below it.
        let label = if incident.is_in_front_matter(span) { format!("and {}", quoted(text)) } else { "and this one".to_owned() };
        finding.also(incident.place(&incident.first_line(span)), label)
    };
    Some(others.iter().take(SHOWN).fold(finding, beside))
}

/// The first line of a text in backticks, without its marks and as far as a message can hold it.
fn quoted(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let line = plain(line.char_indices().nth(LOOKED_AT).map_or(line, |(end, _)| &line[..end]));
    match line.char_indices().nth(QUOTED) {
        None => format!("`{line}`"),
        Some((end, _)) => {
            let cut = line[..end].rfind(' ').unwrap_or(end);
            format!("`{} …`", line[..cut].trim_end())
        }
    }
}

/// A line of Markdown without the marks that are no words: of a link, its text is left.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['*', '`', '[', ']']) {
        plain.push_str(&rest[..at]);
        let address = rest[at..].strip_prefix("](").and_then(|behind| behind.split_once(')'));
        rest = address.map_or(&rest[at + 1..], |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

/// What the team calls a severity.
fn severity_name<'a>(config: &'a Config, incident: &Incident) -> &'a str {
    &config.level(incident.severity).name
}

#[cfg(test)]
mod tests;
