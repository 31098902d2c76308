//! LB307: one cause for what several things made possible.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, Read};
use crate::diagnostic::{Level, Rule};
use crate::incident::Incident;
use crate::incident::body::Section;
use crate::source::Span;

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB307",
        name: "single-root-cause",
        level: Level::Warn,
        finds: "The root cause, the only reason, or a heading for one, where a note names no second factor.",
        why: "Several things had to come together, and any of them may come back with others. One root cause is where somebody stopped to ask, and often it is whoever stood nearest.",
        doubt: "It knows English only, and says it once for a note. It is silent where the front matter or the section names two factors or more.",
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

/// Once for a note: it is one habit and not many faults.
fn check(subject: &super::Subject<'_>, report: &mut super::Report<'_>) {
    let incident = subject.incident;
    if incident.factors.len() > 1 {
        return;
    }
    let Read { prose, hits } = subject.reading.of(subject);
    let heading = incident.body.sections.iter().find(|section| is_for_one(section));
    if let Some(section) = heading
        && lists_several(incident, section)
    {
        return;
    }
    let said = hits.iter().find(|hit| hit.is_of(report.rule));
    let finding = match (heading.map(|section| heading_span(incident, section)), said) {
        (Some(span), said) if said.is_none_or(|hit| span.start < hit.span.start) => {
            let message = format!("“{}” asks for one cause", &incident.file.text[span.clone()]);
            report.finding(span, message).help(
                "call it “Contributing factors”, and list what set it off, what let it through and what made it last, one line each",
            )
        }
        (_, Some(hit)) => hit.finding(report, prose),
        _ => return,
    };
    report.add(finding);
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
