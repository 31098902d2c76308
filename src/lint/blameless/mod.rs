//! LB3xx: words that judge people or explain by what nobody did, where a note could tell what was seen and what made sense.
//!
//! A rule is a table of phrases: what it says, and how it may be said instead. All phrases of all rules are looked for at once,
//! so that one place has one finding, that of the phrase which begins first. What looks like a fault and is none stands in the
//! tables, too, in front of what it looks like.

mod careful;
mod counterfactual;
mod failed;
mod hindsight;
mod human_error;
mod judging;
mod named;
mod phrase;
mod questions;
mod single_cause;

use super::prose::Prose;
use super::{Lint, Report, Subject};
use crate::diagnostic::Level;
use crate::incident::body::Section;
use crate::source::Span;
use phrase::{Hit, Table, hits};
use std::cell::OnceCell;

pub(super) const LINTS: &[&Lint] = &[
    &counterfactual::LINT,
    &human_error::LINT,
    &failed::LINT,
    &judging::LINT,
    &hindsight::LINT,
    &hindsight::MINIMISING,
    &single_cause::LINT,
    &named::LINT,
    &questions::LINT,
    &careful::LINT,
];

/// The rules that look for phrases. Of two phrases that begin at the same place, that of the earlier rule speaks.
const TABLES: [Table; 9] = [
    questions::TABLE,
    human_error::TABLE,
    judging::TABLE,
    counterfactual::TABLE,
    failed::TABLE,
    hindsight::TABLE,
    single_cause::TABLE,
    careful::TABLE,
    hindsight::MINIMISERS,
];

/// The prose of a note and what is said in it, read when the first rule asks.
#[derive(Debug, Default)]
pub(super) struct Reading(OnceCell<Read>);

#[derive(Debug)]
struct Read {
    prose: Prose,
    hits: Vec<Hit>,
}

impl Reading {
    fn of(&self, subject: &Subject<'_>) -> &Read {
        self.0.get_or_init(|| {
            let prose = Prose::of(subject.incident);
            let config = &subject.corpus.config;
            let hits = hits(&prose, &config.lint.people, |rule| config.lint_level(rule) != Level::Off);
            Read { prose, hits }
        })
    }
}

/// The check of a rule that is nothing but its phrases.
fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    check_each(subject, report, |_, hit| Some(hit.help()));
}

/// The check of a rule that looks around its phrases: each gets its help, or is passed over. A sentence that says several of them
/// has one finding for each that it speaks of.
fn check_each(subject: &Subject<'_>, report: &mut Report<'_>, help: impl Fn(&Prose, &Hit) -> Option<&'static str>) {
    let Read { prose, hits } = subject.reading.of(subject);
    let mut sentence: Span = 0..0;
    let mut who = None;
    for hit in hits.iter().filter(|hit| hit.is_of(report.rule)) {
        let Some(help) = help(prose, hit) else { continue };
        let is_another = who.is_some() && hit.who(prose).is_some() && hit.who(prose) != who;
        if hit.span.start >= sentence.end || is_another {
            if hit.span.start >= sentence.end {
                sentence = prose.sentence(hit.span.start);
            }
            who = hit.who(prose);
            report.add(hit.finding(report, prose, help));
        }
    }
}

/// The sections of a kind, each with all that stands below it, in the order of the note.
fn sections(subject: &Subject<'_>, is_meant: impl Fn(&Section) -> bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = None;
    for section in &subject.incident.body.sections {
        match spans.last_mut().filter(|_| open.is_some_and(|level| section.level > level)) {
            Some(span) => span.end = section.span.end,
            None => {
                open = is_meant(section).then_some(section.level);
                spans.extend(open.map(|_| section.span.clone()));
            }
        }
    }
    spans
}

/// Whether a place is in one of these spans, which follow each other.
fn is_in(spans: &[Span], at: usize) -> bool {
    let behind = spans.partition_point(|span| span.start <= at);
    behind.checked_sub(1).is_some_and(|last| at < spans[last].end)
}

#[cfg(test)]
mod tests;
