//! One file into one incident, or into findings.
//!
//! Every module reads one thing: `front_matter` the TOML, `blocks` the Markdown, `sections` what stands under which heading,
//! `passages` under which label, `facts` labelled lines, `clock` one time in a text, `placing` the zone of a time, `timeline` rows,
//! `actions` follow-ups, `stated` durations, `milestones` what they make together, `comments` what is said to lookback itself. Everything that is wrong in a file is found in one run. Nothing here knows another note.

mod actions;
mod blocks;
mod clock;
mod comments;
mod facts;
mod front_matter;
mod milestones;
mod passages;
mod placing;
mod sections;
mod stated;
mod text;
mod timeline;

pub use front_matter::KEYS;

use crate::config::Config;
use crate::diagnostic::{self, Diagnostic, Level, rules};
use crate::incident::Incident;
use crate::incident::body::{Body, Link, Topic};
use crate::source::{SourceFile, Span};
use blocks::{Block, Blocks, Shape};
use clock::Zone;
use front_matter::Front;
use jiff::tz::TimeZone;
use milestones::Dated;
use placing::Placing;
use sections::Part;
use std::sync::Arc;
use timeline::Known;

/// What reading a file gave: the incident, unless a fault leaves none, and everything that is to be said about it.
#[derive(Debug)]
pub struct Note {
    /// The incident; none if a finding is fatal.
    pub incident: Option<Incident>,
    /// In the order of the file.
    pub findings: Vec<Diagnostic>,
}

/// Reads one note. `id` is the file's or folder's stem, `bundle` whether the note is the `index.md` of a folder of its own.
pub fn read(file: &Arc<SourceFile>, id: &str, bundle: bool, config: &Config) -> Note {
    let mut placing = Placing::new(file, config.site.timezone.clone());
    if !is_id(id) {
        placing.report(
            &rules::BAD_ID,
            0..0,
            format!("`{id}` is no id"),
            "name the file with lower case letters, digits and hyphens, as in `2026-03-02-checkout-502.md`; `index`, `undated` and years are the names of lists",
        );
    }
    let incident = front_matter::split(file, &mut placing.findings).map(|split| {
        let (comments, text) = comments::read(&file.text, &split);
        let mut front = front_matter::read(split.toml, id, bundle, config, &mut placing);
        // What is missing may stand in the part that could not be parsed.
        let whole = !placing.findings.iter().any(|finding| std::ptr::eq(finding.rule, &rules::INVALID_TOML));
        front.incident.comments = comments;
        let told = body(&text, split.body, &mut front, &mut placing);
        milestones::settle(&mut front, &told, &mut placing);
        front.incident.date = milestones::day(&front.incident);
        if whole {
            milestones::complete(&front, &mut placing);
        } else {
            placing.forget_zone();
        }
        front.incident
    });
    let mut findings = placing.finish();
    diagnostic::sort(&mut findings);
    let fatal = findings.iter().any(|finding| finding.rule.level == Level::Fatal);
    if fatal {
        // What cannot be read is not written either.
        findings.iter_mut().for_each(|finding| finding.fix = None);
    }
    Note { incident: incident.filter(|_| !fatal), findings }
}

/// The relative links and images in a part of a text.
pub fn links(text: &str, span: &Span) -> Vec<Link> {
    blocks::read(text, span).links
}

/// A labelled line that stands for the incident as a whole, `**Severity:** SEV-2`.
#[derive(Debug)]
pub struct Labelled {
    /// What it is about, without marks.
    pub label: String,
    /// Where what it says stands, without marks around it.
    pub value: Span,
}

/// The labelled lines of a text that stand for the incident as a whole: at its head, in a summary, among its facts.
pub fn labelled(text: &str, span: &Span) -> Vec<Labelled> {
    let Blocks { all: blocks, .. } = blocks::read(text, span);
    let parts = sections::split(text, span, &blocks);
    let facts = facts::facts(text, &parts, &blocks);
    let of_all = facts.into_iter().filter(|fact| fact.of_all && fact.set_off);
    of_all.map(|fact| Labelled { label: fact.label.to_owned(), value: fact.value }).collect()
}

/// The zone that a text names in one of the ways in which rows do, and whether its letters are the name of others, too.
pub fn zone(text: &str) -> Option<(TimeZone, bool)> {
    match clock::zone_within(text)? {
        Zone::Known(zone) => Some((zone, false)),
        Zone::Unclear { likely, .. } => likely.map(|zone| (zone, true)),
    }
}

/// Whether a name can be an id, and so part of an address: lower case letters, digits and hyphens. The lists of incidents stand
/// under `index`, `undated` and their years.
fn is_id(name: &str) -> bool {
    let is_list = matches!(name, "index" | "undated") || (name.len() <= 4 && name.bytes().all(|byte| byte.is_ascii_digit()));
    !is_list && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A text as it is compared with another: rows and actions may be wrapped differently in two places.
fn same_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a place lies in one of these spans, which are in the order of the file and apart from each other.
fn within(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.start <= at);
    next.checked_sub(1).and_then(|before| spans.get(before)).is_some_and(|span| at < span.end)
}

/// Reads the body and puts what it says beside what the front matter says; gives back the milestones that its labelled lines tell.
fn body(text: &str, span: Span, front: &mut Front, placing: &mut Placing<'_>) -> Vec<Dated> {
    let Blocks { all: blocks, links, labels } = blocks::read(text, &span);
    let parts = sections::split(text, &span, &blocks);

    let facts = facts::facts(text, &parts, &blocks);
    let told = milestones::told(text, &facts);
    let known = Known::of(text, &span, &blocks, &facts, front, milestones::begun(&told), placing);
    let passages = passages::all(text, &parts, &blocks);
    let mut taken: Vec<Span> = Vec::new();
    let rows = timeline::read(text, &passages, &known, &told, placing, &mut taken);
    let of_rows = taken.len();
    let follow_ups = actions::read(text, &passages, placing, &mut taken);
    // A figure may stand among rows; among follow-ups it is a goal.
    taken[of_rows..].sort_by_key(|span| span.start);
    front.incident.stated = stated::read(text, &facts, &taken[of_rows..]);
    passages::take_bare_labels(text, &passages, &mut taken);
    let told = milestones::place(told, &known, &rows, &taken, placing);
    let incident = &mut front.incident;
    incident.timeline = timeline::merge(std::mem::take(&mut incident.timeline), rows, &placing.zone_or_utc());
    incident.actions = actions::merge(std::mem::take(&mut incident.actions), follow_ups);
    if incident.summary.is_none() {
        incident.summary = summary(text, &parts, &blocks);
    }
    let sections = parts.into_iter().map(|part| {
        let prose = sections::prose(text, &part, &blocks, &taken);
        crate::incident::body::Section { prose, ..part.section }
    });
    incident.body = Body::new(span, sections.collect(), links, labels);
    told
}

/// The first paragraph under `Summary`, else of the body; a timeline and a list of actions begin with no summary.
fn summary(text: &str, parts: &[Part], blocks: &[Block]) -> Option<String> {
    let first = |part: &Part| {
        let paragraph = blocks[part.blocks.clone()].iter().find(|block| matches!(block.shape, Shape::Paragraph))?;
        Some(text[paragraph.span.clone()].trim().to_owned())
    };
    let told = parts.iter().filter(|part| part.section.topic == Some(Topic::Summary)).find_map(first);
    let prose = |part: &&Part| !matches!(part.section.topic, Some(Topic::Timeline | Topic::Actions));
    told.or_else(|| parts.iter().filter(prose).find_map(first))
}

#[cfg(test)]
mod tests;
