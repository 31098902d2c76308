//! The sections of a body: where each begins, what it is about, and how it is addressed.
//!
//! What stands in a section is read elsewhere; this module only says which blocks are its own.

use super::actions::headings;
use super::blocks::{Block, Shape};
use super::clock::{self, Read, Setting};
use super::text::trimmed;
use crate::incident::body::{Section, Topic};
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A section and the blocks that are its own, without its heading.
#[derive(Debug)]
pub struct Part {
    /// Its prose is known when its rows and actions have been taken.
    pub section: Section,
    /// Indices into the blocks of the body.
    pub blocks: Range<usize>,
}

/// The headings by which a topic is known, in lower case and without marks. A heading may go on behind them, see [`topic`].
const HEADINGS: &[(Topic, &[&str])] = &[
    (
        Topic::Timeline,
        &["timeline", "key events", "events", "chronology", "sequence of events", "order of events", "incident log", "event log"],
    ),
    (
        Topic::Actions,
        &[
            "action items",
            "action item",
            "action plan",
            "action points",
            "actions",
            "actionable items",
            "actions planned",
            "action planned",
            "planned actions",
            "actions required",
            "actions needed",
            "follow-ups",
            "follow-up",
            "follow ups",
            "follow up",
            "followups",
            "followup",
            "next steps",
            "what's next",
            "what is next",
            "improvements",
            "prevention",
            "remediation",
            "remediations",
            "recommendations",
            "to do",
            "to-do",
            "to-dos",
            "todo",
            "todos",
        ],
    ),
    (
        Topic::Summary,
        &["summary", "incident summary", "issue summary", "executive summary", "overview", "tl;dr", "tldr", "abstract"],
    ),
    (Topic::Impact, &["impact", "customer impact", "user impact", "business impact", "impact summary", "impact assessment"]),
    (
        Topic::Factors,
        &[
            "contributing factors",
            "contributing factor",
            "contributing causes",
            "causes",
            "cause",
            "root cause",
            "root causes",
            "root cause analysis",
            "root cause(s)",
            "why it happened",
        ],
    ),
    (Topic::Detection, &["detection", "how we noticed", "how it was detected", "how we found out"]),
    (
        Topic::Resolution,
        &["resolution", "recovery", "restoration", "mitigation", "how we got back up", "how it was resolved", "how we fixed it"],
    ),
    (Topic::WentWell, &["what went well", "things that went well", "went well"]),
    (
        Topic::WentWrong,
        &[
            "what went wrong",
            "what didn't go well",
            "what did not go well",
            "what didn't go so well",
            "what went poorly",
            "what went badly",
            "what could have gone better",
            "things that went poorly",
            "things that went wrong",
            "went wrong",
        ],
    ),
    (Topic::Lucky, &["where we got lucky", "what we got lucky with", "where we were lucky", "got lucky"]),
    (
        Topic::Lessons,
        &["lessons learned", "lessons learnt", "lessons", "learnings", "what we learned", "what we learnt", "takeaways"],
    ),
    (Topic::Problems, &["problems noticed", "problems", "problems noticed along the way", "other problems", "issues noticed"]),
];

/// No heading is longer; what is, says what it says at its beginning.
const LONGEST: usize = 200;

/// What a section with this heading is about. A known heading may go on with `of …`, `for …`, `and …`, `(…)`, a dash, a colon
/// or a number: `Timeline of events`, `Timeline (UTC)`, `Resolution and recovery`.
pub fn topic(heading: &str) -> Option<Topic> {
    let heading: String = heading
        .chars()
        .take(LONGEST)
        .map(|c| match c {
            '’' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .collect();
    let heading = heading.to_lowercase();
    match known_topic(&heading) {
        // `Lessons learned and follow-ups`
        Some(Topic::Lessons) => {
            let mut others = heading.split([',', '/', '&']).flat_map(|part| part.split(" and ")).skip(1);
            let also = others.any(|part| known_topic(part) == Some(Topic::Actions));
            Some(if also { Topic::Actions } else { Topic::Lessons })
        }
        topic => topic,
    }
}

fn known_topic(heading: &str) -> Option<Topic> {
    let heading = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    let fits = |known: &&str| heading.strip_prefix(*known).is_some_and(may_follow);
    let known = HEADINGS.iter().flat_map(|(topic, known)| known.iter().map(move |known| (*topic, *known)));
    let known = known.filter(|(_, known)| fits(known)).max_by_key(|(_, known)| known.len()).map(|(topic, _)| topic);
    match known {
        Some(known) => Some(known),
        None if is_some_timeline(heading) => Some(Topic::Timeline),
        None => headings::is_some_actions(heading).then_some(Topic::Actions),
    }
}

/// `Incident timeline`, `A short timeline of the outage`: whatever kind of timeline it is, it is one.
fn is_some_timeline(heading: &str) -> bool {
    heading.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).take(6).any(|word| word == "timeline")
}

fn may_follow(rest: &str) -> bool {
    let text = rest.trim_start();
    if text.len() == rest.len() {
        return text.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '_'));
    }
    let word = text.split(' ').next().unwrap_or_default();
    matches!(word, "" | "of" | "for" | "and" | "on" | "from" | "in") || !word.starts_with(char::is_alphabetic)
}

/// Cuts a body at its headings. A heading below `Timeline` belongs to the timeline, unless it is known for something else.
pub fn split(text: &str, body: &Span, blocks: &[Block]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut anchors = Anchors::default();
    let timed = headings_tell_times(text, blocks);
    // The headings that the next one may stand below, with what they are about.
    let mut open: Vec<(u8, Option<Topic>)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let part = match &block.shape {
            Shape::Heading { level, text: heading, .. } if !belongs(text, &parts, timed, &blocks[at..]) => {
                open.retain(|(above, _)| above < level);
                let above = open.last().and_then(|(_, topic)| *topic);
                let topic = topic(heading).filter(|_| !tells_story(above, heading));
                open.push((*level, topic));
                Section {
                    topic,
                    heading: heading.trim().to_owned(),
                    anchor: anchors.take(heading),
                    level: *level,
                    span: block.span.clone(),
                    prose: Vec::new(),
                }
            }
            _ if parts.is_empty() => Section {
                topic: None,
                heading: String::new(),
                anchor: String::new(),
                level: 0,
                span: block.span.clone(),
                prose: Vec::new(),
            },
            _ => {
                if let Some(last) = parts.last_mut() {
                    last.blocks.end = at + 1;
                }
                continue;
            }
        };
        if let Some(last) = parts.last_mut() {
            last.section.span.end = part.span.start;
        }
        let first = if part.level == 0 { at } else { at + 1 };
        parts.push(Part { section: part, blocks: first..at + 1 });
    }
    if let Some(last) = parts.last_mut() {
        last.section.span.end = body.end;
    }
    parts
}

/// Whether the heading with which these blocks begin stays with the section above it: below a timeline what is a time, is known for
/// nothing else or has rows below it; below follow-ups what names some of them or is one; and anywhere what begins with a time, if
/// the headings of this body tell a timeline (`timed`).
fn belongs(text: &str, parts: &[Part], timed: bool, blocks: &[Block]) -> bool {
    let Some(Block { shape: Shape::Heading { level, text: heading, inner }, .. }) = blocks.first() else { return false };
    let words = &text[inner.clone()];
    let read = clock::read_in(words, Setting::Row);
    let says_time = read.as_ref().is_some_and(Read::has_time);
    let Some(Part { section, .. }) = parts.last() else { return timed && *level > 1 && says_time };
    let below = *level > section.level;
    match section.topic {
        Some(Topic::Actions) => {
            // The title of a note that follows up on something opens no list.
            let title = section.level == 1 && parts.iter().filter(|part| part.section.level > 0).take(2).count() == 1;
            let own = matches!(topic(heading), None | Some(Topic::Actions)) || headings::is_type(heading);
            below && !title && own && !headings::is_apart(heading)
        }
        Some(Topic::Timeline) if says_time => true,
        Some(Topic::Timeline) => match (read, topic(heading)) {
            (Some(read), _) => below || !words[read.len..].contains(char::is_alphanumeric),
            (None, None) => below,
            (None, Some(Topic::Actions)) => false,
            (None, Some(_)) => below && leads_to_rows(text, &blocks[1..]),
        },
        _ => timed && says_time,
    }
}

/// Whether one of the blocks up to the next heading begins with a time.
fn leads_to_rows(text: &str, blocks: &[Block]) -> bool {
    let begins = |span: &Span| clock::says_time(text[span.clone()].trim_start(), Setting::Row);
    let own = blocks.iter().take_while(|block| !matches!(block.shape, Shape::Heading { .. }));
    own.into_iter().any(|block| match &block.shape {
        Shape::List(items) => items.iter().any(|item| begins(&item.lead)),
        Shape::Table(rows) => rows.iter().flat_map(|row| row.cells.first()).any(begins),
        Shape::Paragraph => begins(&block.span),
        Shape::Heading { .. } | Shape::Other => false,
    })
}

/// Whether a heading that sounds like follow-ups tells in this place how the incident ended: `Immediate actions`.
pub fn tells_story(above: Option<Topic>, heading: &str) -> bool {
    above == Some(Topic::Resolution) && headings::is_immediate(heading)
}

/// Whether at least two headings begin with a time.
fn headings_tell_times(text: &str, blocks: &[Block]) -> bool {
    let timed = blocks.iter().filter(|block| {
        matches!(&block.shape, Shape::Heading { inner, .. }
            if clock::says_time(&text[inner.clone()], Setting::Row))
    });
    timed.take(2).count() == 2
}

/// The parts of a section that stay prose: what stands between the places that became rows or actions. `taken` is in the order
/// of the file.
pub fn prose(text: &str, part: &Part, blocks: &[Block], taken: &[Span]) -> Vec<Span> {
    let section = &part.section.span;
    let mut from = match part.blocks.start.checked_sub(1).and_then(|at| blocks.get(at)) {
        Some(heading) if part.section.level > 0 => heading.span.end,
        _ => section.start,
    };
    let mut prose = Vec::new();
    let first = taken.partition_point(|span| span.start < section.start);
    for span in taken[first..].iter().take_while(|span| span.start < section.end) {
        prose.push(from..span.start.max(from));
        from = span.end.max(from);
    }
    prose.push(from..section.end.max(from));
    let kept = prose.into_iter().map(|span| trimmed(text, span)).filter(|span| !span.is_empty());
    kept.collect()
}

/// Fragments that have been given away in this note.
#[derive(Default)]
struct Anchors {
    taken: HashSet<String>,
    counts: HashMap<String, usize>,
}

impl Anchors {
    fn take(&mut self, heading: &str) -> String {
        let mut base = slug::slugify(heading);
        if base.is_empty() {
            "section".clone_into(&mut base);
        }
        let mut anchor = base.clone();
        let count = self.counts.entry(base.clone()).or_insert(1);
        while !self.taken.insert(anchor.clone()) {
            *count += 1;
            anchor = format!("{base}-{count}");
        }
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;

    #[test]
    fn known_headings_may_carry_marks_and_go_on() {
        for (heading, expected) in [
            ("Timeline", Topic::Timeline),
            ("Timeline (UTC)", Topic::Timeline),
            ("Timeline of events", Topic::Timeline),
            ("3. Timeline – 2 March", Topic::Timeline),
            ("Timeline:", Topic::Timeline),
            ("Follow-ups", Topic::Actions),
            ("Action Items for Q2", Topic::Actions),
            ("How we got back up", Topic::Resolution),
            ("Resolution and recovery", Topic::Resolution),
            ("What didn’t go well?", Topic::WentWrong),
            ("Root cause(s)", Topic::Factors),
            ("Where we got lucky", Topic::Lucky),
            ("Problems noticed", Topic::Problems),
        ] {
            assert_eq!(topic(heading), Some(expected), "{heading}");
        }
        assert_eq!(topic(&format!("lessons {}", "and lessons ".repeat(50_000))), Some(Topic::Lessons), "no stack is that deep");
        assert_eq!(topic("Lessons learned and follow-ups"), Some(Topic::Actions));
        for heading in ["Timelines", "Recovery time", "Impactful", "Actions-runner", "", "Background"] {
            assert_eq!(topic(heading), None, "{heading}");
        }
    }

    fn split_text(text: &str) -> Vec<Part> {
        split(text, &(0..text.len()), &blocks::read(text, &(0..text.len())).all)
    }

    #[test]
    fn sections_follow_each_other_without_a_gap_and_have_addresses_of_their_own() {
        let text = "Before.\n\n# Notes\n\na\n\n## Notes\n### Notes-2\nb\n\n## ¿?\n";
        let parts = split_text(text);
        assert!(parts.windows(2).all(|pair| pair[0].section.span.end == pair[1].section.span.start));
        assert_eq!(parts.last().unwrap().section.span.end, text.len());
        let anchors: Vec<_> = parts.iter().map(|part| part.section.anchor.as_str()).collect();
        assert_eq!(anchors, ["", "notes", "notes-2", "notes-2-2", "section"]);
    }

    #[test]
    fn what_stands_below_a_timeline_belongs_to_it_unless_it_is_known_for_something_else() {
        let parts =
            split_text("## Timeline\n### 2 March 2026\n- 14:02 a\n### Afterwards\n#### 16:00 b\n### Impact\nc\n## Later\n");
        let headings: Vec<_> = parts.iter().map(|part| part.section.heading.as_str()).collect();
        assert_eq!(headings, ["Timeline", "Impact", "Later"]);
        assert_eq!(parts[0].blocks, 1..5);
    }

    #[test]
    fn what_was_not_taken_is_prose() {
        let text = "## Timeline\n\nbefore\n\n- row\n\nafter\n";
        let prose = |taken: &[usize]| {
            let blocks = blocks::read(text, &(0..text.len())).all;
            let taken: Vec<Span> = taken.iter().map(|at| blocks[*at].span.clone()).collect();
            let parts = split(text, &(0..text.len()), &blocks);
            prose(text, &parts[0], &blocks, &taken).into_iter().map(|span| text[span].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(prose(&[2]), ["before", "after"]);
        assert_eq!(prose(&[]), ["before\n\n- row\n\nafter"]);
        assert_eq!(prose(&[1, 2, 3]), [""; 0]);
    }
}
