//! A note as the reader reads it, and what it found as remarks on lines of the document.

use super::compose::{self, Body};
use super::remark::{About, Remark};
use super::values;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Level, rules};
use crate::incident::Incident;
use crate::incident::body::{Section, Topic};
use crate::lint;
use crate::note;
use crate::source::{SourceFile, Span};
use std::sync::Arc;
use toml::Table;

/// A note that was made of a document, as it was read.
pub struct Reading<'d> {
    document: &'d SourceFile,
    body: &'d Body,
    /// The note.
    pub file: Arc<SourceFile>,
    /// Where its text begins.
    pub start: usize,
    /// What it tells, unless the reader refuses it.
    pub incident: Option<Incident>,
    /// Everything that is to be said about it.
    pub findings: Vec<Diagnostic>,
}

impl<'d> Reading<'d> {
    /// Reads the note that a document makes with this front matter, under this id.
    pub fn of(front: &Table, document: &'d SourceFile, body: &'d Body, id: &str, config: &Config) -> Self {
        let (note, start) = compose::note(front, &document.text, body);
        let file = SourceFile::new("", note);
        let note::Note { incident, findings } = note::read(&file, id, false, config);
        Self { document, body, file, start, incident, findings }
    }

    /// Why the reader refuses it, in its words.
    pub fn refusal(&self) -> String {
        let fatal = self.findings.iter().find(|finding| finding.level == Level::Fatal);
        fatal.map_or_else(|| "the reader refuses it".to_owned(), |finding| finding.message.clone())
    }

    /// The line of the document on which a place of the note's text stands.
    pub fn line(&self, at: usize) -> usize {
        self.document.position(self.body.source(at.saturating_sub(self.start))).0
    }

    /// Something at a place of the note's text.
    pub fn remark_at(&self, at: usize, about: About, text: impl Into<String>) -> Remark {
        Remark::at(self.document, self.line(at), about, text)
    }

    /// A finding about the note.
    pub fn remark(&self, finding: &Diagnostic) -> Remark {
        let is = |rule| std::ptr::eq(finding.rule, rule);
        let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
        let in_text = places.map(|place| place.span.start).find(|at| *at >= self.start);
        let mut said = format!("{} {}", finding.rule.code, finding.message);
        if is(&rules::NO_ZONE) {
            said.push_str("; UTC was taken");
        }
        let about = if is(&rules::TIME_NOT_READ) { About::Unread } else { About::Doubt };
        match in_text {
            Some(at) => self.remark_at(at, about, said),
            None => Remark::whole(about, said),
        }
    }

    /// Everything that the reader found, the stated durations that its times contradict, and the sections that gave nothing.
    pub fn remarks(&self) -> Vec<Remark> {
        let Some(incident) = &self.incident else { return Vec::new() };
        let stated = lint::stated_durations(incident);
        let mut remarks: Vec<Remark> = self.findings.iter().chain(&stated).map(|finding| self.remark(finding)).collect();
        remarks.extend(self.silent(incident));
        remarks
    }

    /// A remark for each timeline and each list of follow-ups that holds words and gave none of what it is there for. What the
    /// reader has said of it is not said again.
    fn silent(&self, incident: &Incident) -> impl Iterator<Item = Remark> {
        let sections = &incident.body.sections;
        let silent = sections.iter().enumerate().filter_map(move |(nth, section)| {
            let below = sections[nth + 1..].iter().take_while(|other| other.level > section.level).count();
            let all = &sections[nth..=nth + below];
            let span = section.span.start..all.last().map_or(section.span.end, |last| last.span.end);
            let said = match section.topic? {
                Topic::Timeline if none_in(&span, incident.timeline.iter().map(|row| row.span.start)) => {
                    "no row of a timeline was read in this section"
                }
                Topic::Actions if none_in(&span, incident.actions.iter().map(|action| action.span.start)) => {
                    "no action was read in this section"
                }
                _ => return None,
            };
            let is_new = none_in(&span, self.findings.iter().map(|finding| finding.place.span.start));
            (is_new && all.iter().any(|section| self.says_something(section))).then_some((section.span.start, said))
        });
        silent.map(|(at, said)| self.remark_at(at, About::Silent, said))
    }

    fn says_something(&self, section: &Section) -> bool {
        let words = |span: &Span| values::words(&self.file.text[span.clone()]);
        section.prose.iter().any(|span| !values::says_nothing(&words(span)))
    }
}

fn none_in(span: &Span, mut places: impl Iterator<Item = usize>) -> bool {
    !places.any(|at| span.contains(&at))
}
