//! What a rule may look at, and where it puts what it finds.
//!
//! Holds what others have worked out and computes nothing itself.

use super::Reading;
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
    pub incident: &'a Incident,
    /// Its number in the corpus.
    pub no: IncidentNo,
    /// All notes, and `lookback.toml`.
    pub corpus: &'a Corpus,
    /// The day on which everything is looked at.
    pub today: Date,
    /// Where a relative link of the note leads.
    pub leads: &'a dyn Fn(&str) -> Lead,
    /// The files beside it.
    pub beside: &'a [String],
    /// The incidents that look most like it, most alike first.
    pub alike: &'a dyn Fn() -> Vec<LookAlike>,
    /// The prose of the note, once a rule has asked for it.
    pub reading: Reading,
}

#[cfg(test)]
impl<'a> Subject<'a> {
    /// A note of a corpus, whose links all lead to files, on 20 March 2026.
    pub(super) fn sample(corpus: &'a Corpus, no: IncidentNo) -> Self {
        Subject {
            incident: &corpus[no],
            no,
            corpus,
            today: jiff::civil::date(2026, 3, 20),
            leads: &|_| Lead::File,
            beside: &[],
            alike: &Vec::new,
            reading: Reading::default(),
        }
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
