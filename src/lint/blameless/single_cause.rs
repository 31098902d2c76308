//! LB307: one cause for what several things made possible.

use super::named::floor;
use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, Prose, Read, Report, Subject};
use crate::diagnostic::{Level, Rule};
use crate::incident::Incident;
use crate::incident::body::{Section, Topic};
use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB307",
        name: "single-root-cause",
        level: Level::Warn,
        finds: "The root cause, the only reason, or a heading for one, where a note names no second factor.",
        why: "Several things had to come together, and any of them may come back with others. One root cause is where somebody stopped to ask, and often it is whoever stood nearest.",
        doubt: "It knows English only, and says it once for a note. It is silent where the front matter, a section about them, or the paragraph itself names two factors or more, and where nobody knows yet.",
        bad: "## Root cause\n\nA push without a canary.\n",
        good: "## Contributing factors\n\n- A push goes to all regions at once.\n- The alert looks at the average of all regions.\n",
    },
    check,
};

const SAYS: &str = "leaves the other factors out";
const HELP: &str =
    "list what came together, one line each: “contributing factors: what set it off, what let it through, what made it last”";

pub(super) const TABLE: Table = Table { rule: &LINT.rule, cues: &["root", " cause", "reason"], phrases: PHRASES };

const PHRASES: &[Phrase] = &[
    // A guess, and a search as a step of the story.
    innocent(
        "(?:believed|thought|suspected|assumed|considered|said|likely|seems?|seemed|appears?|appeared|may|might|could|can|cannot)(?: {word}){0,3} (?:be|as) the (?:{word} )?(?:root|sole|only|single|ultimate) (?:root )?cause",
    ),
    innocent(
        "(?:find|finding|found|find out|looking for|look for|search for|searching for|search of|hunt for|determine|determining|identify|identifying|investigate|investigating|know|understand|establish|pinpoint|locate|confirm|about)(?: out)?(?: what)? (?:the|a|any|our|its) (?:{word} )?root cause(?: (?:is|was|may be|might be|could be))?\\b",
    ),
    innocent(
        "(?:no|not|never|isn't|wasn't|without|rarely|seldom|hardly)(?: {word}){0,3} (?:sole|single|only|one|root) (?:root )?cause",
    ),
    innocent("(?:ruled out|excluded|dismissed|suspected)(?: {word}){0,3} as the (?:{word} )?root cause"),
    innocent("root causes|root cause analys[ie]s|likely root cause|(?:possible|potential|another|different|common) root cause"),
    phrase(
        "the (?:{word} )?(?:root cause)(?: (?:of|for|behind|to|here|in)(?: {word},?){0,12}?)? (?:was|is|were) (?:identified|determined|found|established|traced|tracked|narrowed)(?: down)? (?:as|to)\\b",
        SAYS,
        HELP,
    ),
    innocent(
        "(?:(?:the|our|its) (?:{word} )?)?root cause(?: (?:of|for|behind)(?: {word}){0,12}?)? (?:was|is|has|had)(?: been| being| still| yet| also| currently)* (?:not|un\\w+|being|never|identified|found|established|discovered|known|fixed|resolved|addressed|clear|removed|under|traced|corrected|mitigated|correct|right|\\?)",
    ),
    phrase(
        "(?:the|an?|one|its|our|as) (?:sole|single|only|ultimate|one true) (?:root )?cause\\b|(?:true|real|actual) cause (?:was|is)\\b",
        SAYS,
        HELP,
    ),
    phrase("the (?:only|sole|single|one) reason (?:was|is|why|that|for)\\b", SAYS, HELP),
    phrase(
        "(?:the|our|its) (?:{word} )?root cause(?: (?:of|for|behind|here|in)(?: {word}){0,12}?)? (?:was|is|lay|lies|turned out|appears|seems|boils down|came down)\\b",
        SAYS,
        HELP,
    ),
    phrase("(?:was|is|be|as) the (?:{word} )?root cause\\b", SAYS, HELP),
    phrase("{start}(?<at>root cause)\\s*(?::|–|—|- )", SAYS, HELP),
];

/// How headings call it.
const HEADINGS: &[&str] = &["root cause", "the root cause", "rootcause"];

/// What says in a sentence or around it that there is more than one cause.
static SEVERAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let more = r"also|separately|furthermore|moreover|additionally|in addition|besides|secondly|a second|combined with|combination of|together with|coupled with|contribut(?:ed|ing|ory|es)|compounded|aggravated|exacerbated|made worse";
    let causes = r"(?:another|direct|immediate|proximate|other|secondary|second|first|underlying|initial) causes?|causes|root causes|factors";
    Regex::new(&format!(r"(?i)\b(?:{more}|{causes}|both\b[^.]{{1,200}}\band)\b")).ok()
});

/// A line of its own that announces several.
static PLURAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"(?:(?:root|contributing|underlying|likely|main)[ \t]+)?(?:causes|factors|reasons)";
    Regex::new(&format!(r"(?im)^[ \t>#*_+\d.)-]*{name}(?:[ \t]+(?:of|for|behind|were|are)[^\n]*)?[*_: \t]*\r?$")).ok()
});

/// A section that only says that nobody knows.
static UNKNOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let unknown = r"unknown|unclear|undetermined|inconclusive|tbd|tba|n/a|to be (?:determined|found|confirmed)|(?:not|never|n't|n’t) (?:yet |been |fully )*(?:known|know|clear|found|identified|determined|established|sure|understood)|(?:under|being) (?:\w+ )?investigat\w+|investigating";
    Regex::new(&format!(r"(?i)\b(?:{unknown})\b")).ok()
});

/// The longest section that may be said to hold one answer only.
const ANSWER: usize = 300;

/// How far a label or a paragraph is looked for around a place.
const AROUND: usize = 2_000;

/// Once for a note: it is one habit and not many faults.
fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    if incident.factors.len() > 1 {
        return;
    }
    let Read { prose, hits } = subject.reading.of(subject);
    let sections = &incident.body.sections;
    let heading = sections.iter().find(|section| is_for_one(section));
    let is_told =
        |section: &Section| (section.topic == Some(Topic::Factors) || is_for_one(section)) && lists_several(incident, section);
    if sections.iter().any(is_told) {
        return;
    }
    // `Separately, …`, `both … and …`: what the heading asks for once is told twice below it.
    let names_several = |section: &Section| {
        SEVERAL
            .as_ref()
            .is_some_and(|several| several.is_match(&prose.text[heading_span(incident, section).end..section.span.end]))
    };
    if heading.is_some_and(names_several) {
        return;
    }
    let heading = heading.filter(|section| !is_open(incident, section));
    let said = hits.iter().filter(|hit| hit.is_of(report.rule)).find(|hit| !is_one_of_several(incident, prose, hit.span.start));
    let finding = match (heading.map(|section| heading_span(incident, section)), said) {
        (Some(span), said) if said.is_none_or(|hit| span.start < hit.span.start) => {
            let message = format!("“{}” asks for one cause", &incident.file.text[span.clone()]);
            report.finding(span, message).help(
                "call it “Contributing factors”, and list what set it off, what let it through and what made it last, one line each",
            )
        }
        (_, Some(hit)) => hit.finding(report, prose, hit.help()),
        _ => return,
    };
    report.add(finding);
}

/// Whether a section says no more than that the cause is not known.
fn is_open(incident: &Incident, section: &Section) -> bool {
    let text = incident.file.text[section.span.clone()].split_once('\n').map_or("", |(_, text)| text.trim());
    text.len() <= ANSWER && UNKNOWN.as_ref().is_some_and(|unknown| unknown.is_match(text))
}

/// Whether the paragraph around a place, or the heading or label above it, speaks of several causes.
fn is_one_of_several(incident: &Incident, prose: &Prose, at: usize) -> bool {
    let text = incident.file.text.as_str();
    let near = floor(text, at.saturating_sub(AROUND))..floor(text, at + AROUND);
    let start = text[near.start..at].rfind("\n\n").map_or(near.start, |blank| near.start + blank + 2);
    let end = text[at..near.end].find("\n\n").map_or(near.end, |blank| at + blank);
    let paragraph = &prose.text[start..end];
    if SEVERAL.as_ref().is_some_and(|several| several.is_match(paragraph)) {
        return true;
    }
    let sections = &incident.body.sections;
    let section =
        sections.partition_point(|section| section.span.start <= at).checked_sub(1).map(|last| sections[last].span.start);
    let above = &text[section.unwrap_or(0).max(near.start)..at];
    PLURAL.as_ref().is_some_and(|plural| plural.is_match(above))
}

/// Whether the heading asks for one cause: `Root cause`, `Root cause of the outage`.
fn is_for_one(section: &Section) -> bool {
    let heading = section.heading.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ')' | ' '));
    let heading = heading.trim_end_matches([':', ' ']).to_lowercase();
    let name = heading.split_once(" of ").map_or(heading.as_str(), |(name, _)| name);
    HEADINGS.contains(&name)
}

/// The text of a heading, as it stands in the file.
fn heading_span(incident: &Incident, section: &Section) -> Span {
    let text = &incident.file.text[section.span.clone()];
    let at = text.find(section.heading.as_str()).map(|at| section.span.start + at);
    at.map_or(section.span.start..section.span.start, |at| at..at + section.heading.len())
}

/// Whether a section names two factors or more: items, or sections below it.
fn lists_several(incident: &Incident, section: &Section) -> bool {
    let is_item = |line: &str| {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
            || (number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") ")))
    };
    let items = incident.file.text[section.span.clone()].lines().filter(|line| is_item(line)).count();
    let sections = &incident.body.sections;
    let behind = sections.iter().skip_while(|other| other.span.start <= section.span.start);
    items > 1 || behind.take_while(|other| other.level > section.level).count() > 1
}
