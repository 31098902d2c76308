//! What a rule may look at, and where it puts what it finds.
//!
//! Holds what others have worked out, and the prose of a note once a rule has asked for it.

use super::blameless::Reading;
use crate::corpus::{Corpus, IncidentNo};
use crate::diagnostic::{Diagnostic, Rule};
use crate::incident::Incident;
use crate::source::{SourceFile, Span};
use jiff::civil::Date;
use std::sync::Arc;

/// An incident that looks like the one that is judged.
#[derive(Debug)]
pub struct LookAlike {
    /// The other one.
    pub incident: IncidentNo,
    /// From 0 to 1.
    pub score: f32,
    /// What they share, as people call it.
    pub shared: Vec<String>,
    /// Whether a chain joins the two.
    pub joined: bool,
}

/// Where a relative link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// There is nothing.
    Nowhere,
    /// To a file beside the note.
    File,
    /// To a note.
    Note {
        /// Which one.
        no: IncidentNo,
        /// Whether its page has the place that the link names, if it names one.
        place: bool,
    },
}

/// One note in the light of all.
pub struct Subject<'a> {
    /// The note.
    pub(super) incident: &'a Incident,
    /// Its number in the corpus.
    pub(super) no: IncidentNo,
    /// All notes, and `lookback.toml`.
    pub(super) corpus: &'a Corpus,
    /// The day on which everything is looked at.
    pub(super) today: Date,
    /// Where a relative link of the note leads.
    pub(super) leads: &'a dyn Fn(&str) -> Lead,
    /// The files beside it.
    pub(super) beside: &'a [String],
    /// The incidents that look most like it, most alike first.
    pub(super) alike: &'a dyn Fn() -> Vec<LookAlike>,
    /// The prose of the note, once a rule has asked for it.
    pub(super) reading: Reading,
}

impl<'a> Subject<'a> {
    /// A note of the corpus on a day: where its relative links lead, the files beside it, and the incidents that look most like it,
    /// most alike first.
    pub fn new(
        corpus: &'a Corpus,
        no: IncidentNo,
        today: Date,
        leads: &'a dyn Fn(&str) -> Lead,
        beside: &'a [String],
        alike: &'a dyn Fn() -> Vec<LookAlike>,
    ) -> Self {
        Self { incident: &corpus[no], no, corpus, today, leads, beside, alike, reading: Reading::default() }
    }
}

#[cfg(test)]
impl<'a> Subject<'a> {
    /// A note of a corpus, whose links all lead to files, on 20 March 2026.
    pub(super) fn sample(corpus: &'a Corpus, no: IncidentNo) -> Self {
        Subject::new(corpus, no, jiff::civil::date(2026, 3, 20), &|_| Lead::File, &[], &Vec::new)
    }
}

/// Where one rule puts what it finds in one note.
pub struct Report<'a> {
    pub(super) rule: &'static Rule,
    pub(super) file: &'a Arc<SourceFile>,
    pub(super) findings: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    /// A finding at a place of the note, not yet reported: it may still get its help.
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.rule, self.file, span, message)
    }

    /// Reports a finding.
    pub fn add(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}
