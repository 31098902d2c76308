//! Faults in content: what is wrong, where, why it matters, and how to mend it.
//!
//! Faults in what people wrote are [`Diagnostic`]s and pile up; faults of the world (a disk that is full) are errors and stop.
//! A diagnostic belongs to a [`Rule`]. This module knows how a finding looks and never what is a fault.

pub mod example;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod rules;
pub mod sarif;
pub mod summary;

use crate::fingerprint;
use crate::source::{Place, SourceFile, Span};
use std::collections::HashMap;
use std::sync::Arc;

crate::words::words! {
    /// How much a finding weighs.
    pub enum Level {
        /// The note cannot be read: a build stops. Cannot be switched off.
        Fatal = "fatal",
        /// `check` ends with exit 1.
        Deny = "deny",
        /// Reported.
        Warn = "warn",
        /// Not reported.
        Off = "off",
    }
}

impl Level {
    /// Whether `check` ends with exit 1 for it.
    pub fn is_error(self) -> bool {
        matches!(self, Self::Fatal | Self::Deny)
    }
}

/// What a kind of finding is called, how much it weighs, and why it matters.
#[derive(Debug)]
pub struct Rule {
    /// `LB` and three digits. Never used again for something else.
    pub code: &'static str,
    /// A short name in kebab case.
    pub name: &'static str,
    /// The level when nobody says otherwise.
    pub level: Level,
    /// What it finds, in a sentence.
    pub finds: &'static str,
    /// Why it matters, in a sentence or two.
    pub why: &'static str,
    /// Where it may be wrong; empty if it cannot be.
    pub doubt: &'static str,
    /// Notes in which it finds something ([`example::files`]).
    pub bad: &'static str,
    /// The same notes, mended.
    pub good: &'static str,
}

impl Rule {
    /// Whether its weight is the same everywhere: nobody switches off what a note cannot be read or put in order without.
    pub fn is_fixed(&self) -> bool {
        self.code.starts_with(rules::FIXED)
    }
}

/// What can be done about a finding without asking anybody: it cannot change what the note means.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does, in a few words: `put the keys in order`.
    pub what: String,
    /// What stands instead of each of these spans of the finding's file; in order, and apart from each other. None in what is
    /// shown, if it holds a secret.
    pub edits: Vec<(Span, String)>,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that it belongs to.
    pub rule: &'static Rule,
    /// How much it weighs here: the rule's level, unless the team or the note says otherwise.
    pub level: Level,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to say at the place itself; empty to only underline it.
    pub label: String,
    /// Other places that matter, each with its label.
    pub also: Vec<(Place, String)>,
    /// How to mend it.
    pub help: Option<String>,
    /// How it mends itself.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding of `rule` at a span of a file.
    pub fn new(rule: &'static Rule, file: &Arc<SourceFile>, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: rule.level,
            message: message.into(),
            place: file.place(span),
            label: String::new(),
            also: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Says this at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at another place, too.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says how it mends itself.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// A fingerprint for each finding, by which it is known again in a later run: it stays while lines above it come and go. What
/// is alike in one file is told apart by its number.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<u64> {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let fingerprint = |finding: &Diagnostic| {
        // A place may be a whole note, and another word in it is no other finding.
        let text = finding.place.text().lines().next().unwrap_or_default();
        let parts = [finding.rule.code, &finding.place.file.path, text, &finding.message];
        let alike = parts
            .iter()
            .fold(fingerprint::NOTHING, |before, part| fingerprint::further(fingerprint::further(before, part.as_bytes()), &[0]));
        let nth = seen.entry(alike).or_default();
        *nth += 1;
        fingerprint::further(alike, &nth.to_le_bytes())
    };
    findings.iter().map(fingerprint).collect()
}

/// Puts findings into the order in which people read: by file, then by place, then by code.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        (&a.place.file.path, a.place.span.start, a.rule.code, &a.message).cmp(&(
            &b.place.file.path,
            b.place.span.start,
            b.rule.code,
            &b.message,
        ))
    });
}
