//! What of an incident can be found by searching.

use super::duration;
use super::markdown::{Document, plain};
use super::routes;
use super::search::{self, Label, Restored, Section};
use crate::corpus::Corpus;
use crate::incident::{Incident, Name};
use std::borrow::Cow;

/// Indexes a corpus.
pub fn index(corpus: &Corpus) -> search::Index {
    let incidents: Vec<_> = corpus.incidents().rev().collect();
    search::build(&incidents, |(_, incident)| document(corpus, incident))
}

fn document<'a>(corpus: &'a Corpus, incident: &'a Incident) -> search::Document<'a> {
    let config = &corpus.config;
    let label = |name: &'a Name, title: String| Label { slug: Cow::Borrowed(name.slug.as_str()), title: Cow::Owned(title) };
    let level = config.level(incident.severity);
    search::Document {
        url: Cow::Owned(routes::incident(&incident.id)),
        title: Cow::Borrowed(&incident.title),
        date: incident.date,
        severity: (incident.severity.0, Label { slug: Cow::Owned(level.slug()), title: Cow::Owned(level.title.clone()) }),
        status: Label { slug: Cow::Borrowed(incident.status.as_str()), title: Cow::Owned(incident.status.spaced()) },
        services: incident.services.iter().map(|name| label(name, config.service_title(name))).collect(),
        factors: incident.factors.iter().map(|name| label(name, config.issue_title(name))).collect(),
        tags: incident.tags.iter().map(|name| label(name, name.text.clone())).collect(),
        restored: incident
            .milestones
            .to_restore()
            .map(|elapsed| Restored { seconds: elapsed.seconds, words: duration::human(elapsed.seconds, elapsed.approximate) }),
        summary: Cow::Owned(incident.summary.as_deref().map(plain).unwrap_or_default()),
        sections: sections(incident),
    }
}

/// The text section by section, and what only the front matter says under the part of the page that shows it.
fn sections(incident: &Incident) -> Vec<Section<'_>> {
    let body = &incident.file.text[incident.body.span.clone()];
    let document = Document::read(body);
    let from = incident.body.span.start;
    let mut sections: Vec<Section<'_>> = incident
        .body
        .sections
        .iter()
        .map(|section| {
            let ranges: Vec<_> = section.prose.iter().map(|span| span.start - from..span.end - from).collect();
            Section {
                anchor: Cow::Borrowed(&section.anchor),
                heading: Cow::Borrowed(&section.heading),
                text: Cow::Owned(document.plain(&ranges)),
            }
        })
        .filter(|section| !section.text.is_empty())
        .collect();
    let mut add = |anchor: &'static str, heading: &'static str, texts: Vec<&str>| {
        if !texts.is_empty() {
            let text = texts.iter().map(|text| plain(text)).collect::<Vec<_>>().join(" ");
            sections.push(Section { anchor: Cow::Borrowed(anchor), heading: Cow::Borrowed(heading), text: Cow::Owned(text) });
        }
    };
    let issues = incident.symptoms.iter().chain(&incident.trigger).map(|name| name.text.as_str());
    let impact = incident.impact.summary.as_deref();
    add("", "", impact.into_iter().chain(issues).collect());
    add("restored", "How we got back up", incident.restores.iter().filter_map(|restore| restore.text.as_deref()).collect());
    add("timeline", "What happened when", incident.timeline.iter().map(|row| row.text.as_str()).collect());
    add("problems", "Problems noticed on the way", incident.problems.iter().map(|problem| problem.text.as_str()).collect());
    let follow_ups = incident.actions.iter().flat_map(|action| {
        [Some(action.text.as_str()), incident.owner_of(action), action.tracking.as_deref()].into_iter().flatten()
    });
    add("over", "Is it really over?", follow_ups.collect());
    sections
}
