//! The text of a note, sorted into the parts of its page.
//!
//! A page answers in its own order: how we got back up, what happened, whether it happened before, whether it is over. Sections
//! whose topic belongs to one of these go there; all others follow in the order of the note. Nothing is left out.

use super::super::links::NoteLinks;
use crate::incident::Incident;
use crate::incident::body::{Section, Topic};
use crate::site::html::{Html, escaped};
use crate::site::markdown::Document;
use crate::site::places;
use crate::source::Span;
use serde::Serialize;

/// A section with everything below it.
#[derive(Debug, Serialize)]
pub struct Part {
    /// The heading; empty for what stands before the first one.
    pub heading: String,
    /// The fragment of its address.
    pub anchor: String,
    /// The text, with the headings below it.
    pub html: Html,
}

/// The parts of the page that hold prose of the note.
#[derive(Debug, Default)]
pub struct Parts {
    /// The incident in brief.
    pub summary: Vec<Part>,
    /// How users were served again.
    pub resolution: Vec<Part>,
    /// What stands in the timeline beside its rows.
    pub timeline: Vec<Part>,
    /// What stands among the follow-ups beside the items.
    pub actions: Vec<Part>,
    /// Problems noticed on the way.
    pub problems: Vec<Part>,
    /// Everything else, in the order of the note.
    pub rest: Vec<Part>,
    /// Fragments of sections of which everything stands elsewhere on the page.
    pub empty: Empty,
}

/// The fragments of sections that are not shown themselves, by where what they tell is shown: a link to them still leads there.
#[derive(Debug, Default, Serialize)]
pub struct Empty {
    /// Among the rows of the timeline.
    pub timeline: Vec<String>,
    /// Among the follow-ups.
    pub actions: Vec<String>,
    /// In what the page leads with.
    pub lead: Vec<String>,
}

impl Empty {
    fn add(&mut self, incident: &Incident, group: &[Section]) {
        let to = match group.first().and_then(|section| section.topic) {
            Some(Topic::Timeline) if !incident.timeline.is_empty() => &mut self.timeline,
            Some(Topic::Actions) => &mut self.actions,
            _ => &mut self.lead,
        };
        let anchors = group.iter().map(|section| places::anchor(incident, section)).filter(|anchor| !anchor.is_empty());
        to.extend(anchors.map(str::to_owned));
    }
}

/// Sorts the sections of a note and renders each once. What the page leads with, where it stands in the body, is not said again.
pub fn parts(incident: &Incident, document: &Document<'_>, links: &NoteLinks<'_>) -> Parts {
    let lead = lead(incident);
    let mut parts = Parts::default();
    for group in groups(&incident.body.sections) {
        let topic = group.first().and_then(|section| section.topic);
        let part = part(incident, document, group, lead.as_ref(), links);
        let led = |lead: &Span| group.iter().any(|section| section.span.contains(&lead.start));
        if part.html.is_empty() && (part.heading.is_empty() || is_read(topic) || lead.as_ref().is_some_and(led)) {
            parts.empty.add(incident, group);
            continue;
        }
        match topic {
            Some(Topic::Summary) => parts.summary.push(part),
            Some(Topic::Resolution) => parts.resolution.push(part),
            Some(Topic::Timeline) => parts.timeline.push(part),
            Some(Topic::Actions) => parts.actions.push(part),
            Some(Topic::Problems) => parts.problems.push(part),
            _ => parts.rest.push(part),
        }
    }
    parts
}

/// Whether the page shows prose of sections about this topic.
pub fn shows_prose_of(incident: &Incident, topic: Topic) -> bool {
    let about = |group: &&[Section]| group.first().is_some_and(|section| section.topic == Some(topic));
    let mut groups = groups(&incident.body.sections).into_iter().filter(about).peekable();
    let lead = groups.peek().and_then(|_| lead(incident));
    groups.any(|group| {
        let led = lead.as_ref().is_some_and(|lead| group.iter().any(|section| section.span.contains(&lead.start)));
        let mut prose = group.iter().flat_map(|section| &section.prose).flat_map(|span| without(span, lead.as_ref()));
        prose.next().is_some() || group.len() > 1 || !is_read(Some(topic)) && !led
    })
}

/// Where the summary stands in the body, if it was taken from there.
fn lead(incident: &Incident) -> Option<Span> {
    let (summary, body) = (incident.summary.as_deref()?, &incident.body.span);
    let at = body.start + incident.file.text[body.clone()].find(summary)?;
    Some(at..at + summary.len())
}

/// What is left of a span without another one.
fn without(span: &Span, cut: Option<&Span>) -> impl Iterator<Item = Span> {
    let cut = cut.filter(|cut| span.start <= cut.start && cut.end <= span.end).cloned().unwrap_or(span.end..span.end);
    [span.start..cut.start, cut.end..span.end].into_iter().filter(|part| !part.is_empty())
}

/// Topics of which everything may stand elsewhere on the page, so that an empty rest needs no heading.
fn is_read(topic: Option<Topic>) -> bool {
    matches!(topic, Some(Topic::Summary | Topic::Timeline | Topic::Actions))
}

/// A heading that says the title again is not shown again.
fn repeats_title(section: &Section, incident: &Incident) -> bool {
    section.heading.trim() == incident.title.trim()
}

/// A section opens a group; what stands deeper and has no topic of its own belongs to it. A heading that repeats the title, and
/// the text before the first heading, own nothing.
fn groups(sections: &[Section]) -> Vec<&[Section]> {
    let mut groups = Vec::new();
    let mut start = 0;
    for i in 1..=sections.len() {
        let opens = sections.get(i).is_none_or(|section| {
            let first = &sections[start];
            section.topic.is_some() || first.level <= 1 || section.level <= first.level
        });
        if opens && start < i {
            groups.push(&sections[start..i]);
            start = i;
        }
    }
    groups
}

fn part(incident: &Incident, document: &Document<'_>, group: &[Section], lead: Option<&Span>, links: &NoteLinks<'_>) -> Part {
    let offset = incident.body.span.start;
    let first = &group[0];
    let mut html = String::new();
    for (i, section) in group.iter().enumerate() {
        if i > 0 && !section.heading.is_empty() {
            let level = (2 + section.level.saturating_sub(first.level)).clamp(3, 6);
            let (heading, anchor) = (escaped(&section.heading), escaped(places::anchor(incident, section)));
            let id = if anchor.is_empty() { String::new() } else { format!(" id=\"{anchor}\"") };
            html.push_str(&format!("<h{level}{id}>{heading}</h{level}>\n"));
        }
        let prose = section.prose.iter().flat_map(|span| without(span, lead));
        let ranges: Vec<_> = prose.map(|span| span.start - offset..span.end - offset).collect();
        html.push_str(document.html(&ranges, &links.here.markdown(), links).as_str());
    }
    let heading = if repeats_title(first, incident) { String::new() } else { first.heading.clone() };
    Part { heading, anchor: places::anchor(incident, first).to_owned(), html: Html::made(html) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(level: u8, topic: Option<Topic>, heading: &str) -> Section {
        Section { topic, heading: heading.to_owned(), anchor: String::new(), level, span: 0..0, prose: Vec::new() }
    }

    #[test]
    fn deeper_sections_without_a_topic_belong_to_the_one_above() {
        let sections = [
            section(0, None, ""),
            section(1, None, "Title"),
            section(2, Some(Topic::Impact), "Impact"),
            section(3, None, "In Europe"),
            section(3, Some(Topic::Timeline), "Timeline"),
            section(2, None, "Background"),
        ];
        let shape: Vec<Vec<_>> =
            groups(&sections).iter().map(|group| group.iter().map(|section| section.heading.as_str()).collect()).collect();
        assert_eq!(shape, [vec![""], vec!["Title"], vec!["Impact", "In Europe"], vec!["Timeline"], vec!["Background"]]);
    }
}
