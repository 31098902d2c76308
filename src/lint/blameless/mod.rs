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
            let hits = hits(&prose, |rule| subject.corpus.config.lint_level(rule) != Level::Off);
            Read { prose, hits }
        })
    }
}

/// The check of a rule that is nothing but its phrases: a sentence that says several of them has one finding.
fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Read { prose, hits } = subject.reading.of(subject);
    let mut sentence: Span = 0..0;
    for hit in hits.iter().filter(|hit| hit.is_of(report.rule)) {
        if hit.span.start >= sentence.end {
            sentence = prose.sentence(hit.span.start);
            report.add(hit.finding(report, prose));
        }
    }
}

#[cfg(test)]
mod tests;
