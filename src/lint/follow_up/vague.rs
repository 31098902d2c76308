//! LB406: open actions of which nobody can say when they are done.
//!
//! An action is vague if it begins with a verb without an end (*investigate*, *improve*, *consider*), and nothing in it says what is
//! there when it is done: a number with its unit, `so that …`, `until …`, something that is made, a second step that has an end. The
//! words are data, below; what stands before the verb (`We should`, `Monitoring:`, `@ops to`) is skipped.

use super::{Lint, Report, Subject, is_in_front_matter};
use crate::diagnostic::{Level, Rule};
use crate::incident::{Action, Incident};
use crate::source::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static VAGUE_ACTION: Lint = Lint {
    rule: Rule {
        code: "LB406",
        name: "vague-action",
        level: Level::Warn,
        finds: "An open action that begins with a verb without an end, such as `investigate`, `improve` or `consider`, and says nothing by which it is done.",
        why: "An action without an end is never done: it is still open when the incident comes back, or closed because nobody remembers what it was for.",
        doubt: "What is meant may be clear to the team, or stand in the ticket; only the words of the note are read.",
        bad: "## Action items\n\n- [ ] Improve the alerting (owner: team-payments, PAY-123)\n",
        good: "## Action items\n\n- [ ] Alert on a checkout error ratio above 2 % (owner: team-payments, PAY-123)\n",
    },
    check,
};

/// What kind of end a verb lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lacks {
    /// What is known when somebody has looked.
    Answer,
    /// What is decided when somebody has thought about it.
    Decision,
    /// How much is better, or what is there that was not.
    Measure,
    /// What takes care of it when nobody does.
    Guard,
}

/// Verbs without an end, as actions begin. Longer phrases come before what they begin with.
const PHRASES: &[(Lacks, &[&str])] = &[
    (
        Lacks::Answer,
        &[
            "investigate",
            "investigating",
            "investigation",
            "look into",
            "looking into",
            "look at",
            "looking at",
            "look for ways",
            "dig into",
            "digging into",
            "research",
            "researching",
            "explore",
            "exploring",
            "study",
            "examine",
            "understand",
            "understanding",
            "figure out",
            "find out",
            "find a way",
            "find ways",
            "find better",
            "analyse",
            "analyze",
            "analysis of",
            "keep investigating",
            "learn",
        ],
    ),
    (
        Lacks::Decision,
        &[
            "consider",
            "considering",
            "think about",
            "thinking about",
            "think of",
            "rethink",
            "discuss",
            "discussing",
            "discussion",
            "talk about",
            "review",
            "reviewing",
            "revisit",
            "evaluate",
            "evaluating",
            "re-evaluate",
            "reevaluate",
            "assess",
            "assessing",
            "reconsider",
            "brainstorm",
            "weigh",
        ],
    ),
    (
        Lacks::Measure,
        &[
            "improve",
            "improving",
            "improved",
            "improvements to",
            "better",
            "enhance",
            "enhancing",
            "enhanced",
            "strengthen",
            "strengthening",
            "optimise",
            "optimize",
            "optimising",
            "optimizing",
            "refine",
            "refining",
            "streamline",
            "minimise",
            "minimize",
            "more",
            "do better",
            "get better",
            "be better",
            "work on",
        ],
    ),
    (
        Lacks::Guard,
        &[
            "be aware",
            "be careful",
            "be more",
            "keep an eye",
            "keep in mind",
            "keep monitoring",
            "pay attention",
            "pay more attention",
            "pay closer attention",
            "remember",
            "try",
            "aim",
            "strive",
            "ensure we",
            "ensure that we",
            "ensure everyone",
            "ensure proper",
            "ensure better",
            "ensure sufficient",
            "ensure adequate",
            "make sure we",
            "make sure that we",
            "make sure everyone",
            "take care",
            "take more care",
        ],
    ),
];

/// What stands before the verb and changes nothing.
const BEFORE: &[&str] = &[
    "a", "also", "and", "continue", "could", "everyone", "further", "in", "going", "is", "long", "maybe", "might", "must",
    "need", "needs", "ops", "or", "perhaps", "plan", "please", "possibly", "probably", "should", "start", "still", "team",
    "term", "the", "then", "to", "we", "we'll", "we’ll", "we're", "we’re", "will", "would", "are", "needed",
];

/// Words before the verb that are skipped at most.
const MOST_BEFORE: usize = 6;

/// What makes an end, as regular expressions that ignore case.
const ENDS: &[&str] = &[
    // A number with its unit.
    r"\d\s?(?:%|percent|ms|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|[kmgt]i?b|x|times)\b",
    r"\d\s?%",
    r"\b(?:at least|at most|less than|more than|fewer than|within|below|above|under|over|up to)\s(?:an?\s|one\s|two\s|three\s|\d)",
    // An outcome.
    r"\b(?:so that|such that|so (?:the|it|they|we|you|people|users)\b|until|in order to|to ensure|to make sure|to see (?:if|whether))\b",
    // A second step that has an end; how the first is done.
    r"\b(?:and|then|will|to|or|we should) (?:then )?(?:add|alert|apply|automate|block|build|change|create|decide|define|deploy|disable|document|enforce|ensure|extend|file|fix|implement|increase|limit|make|migrate|move|patch|pin|prevent|propose|raise|reduce|remove|rename|replace|report|restart|rewrite|schedule|send|set|stop|switch|turn|update|upgrade|use|write)\b",
    r"\b(?:by \w+ing|with an?)\b",
    // Something that is there when it is done.
    r"\b(?:adr|benchmark|checklist|poc|proof of concept|proposal|prototype|rfc|runbook|playbook|spike|write-?up)s?\b",
    // All of a kind can be ticked off.
    r"^\W*(?:review|check|evaluate|examine)\s(?:all|each|every)\b",
];

static END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("(?i){}", ENDS.join("|"))).ok());

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    for action in incident.actions.iter().filter(|action| action.progress.is_open()) {
        let Some((lacks, verb)) = vague(&action.text) else { continue };
        let finding =
            report.finding(place(incident, action, verb), format!("`{verb}` has no end: nobody can say when this is done"));
        report.add(finding.help(lacks.help()));
    }
}

impl Lacks {
    fn help(self) -> &'static str {
        match self {
            Self::Answer => "say what is there when somebody has looked: `Write down by DATE why …, and decide whether …`",
            Self::Decision => "make it a decision: `Decide by DATE whether …, and write the reason into this note`",
            Self::Measure => "say what will be there, or how much better: `Alert on … above 2 %`, `Cut … from 20 minutes to 5`",
            Self::Guard => "say what takes care of it when nobody thinks of it: an alert, a check in CI, a line of a runbook",
        }
    }
}

/// The verb without an end with which a follow-up begins, as it is written; `None` if there is none, or something gives it an end.
fn vague(text: &str) -> Option<(Lacks, &str)> {
    let lead = text.split("\n\n").next().unwrap_or_default();
    let starts = [lead, after_label(lead)];
    let found = starts.iter().find_map(|start| verb(start))?;
    let has_end = END.as_ref().is_some_and(|end| end.is_match(text));
    (!has_end).then_some(found)
}

/// What stands behind `Monitoring:`.
fn after_label(lead: &str) -> &str {
    lead.split_once(": ").filter(|(label, _)| label.split_whitespace().count() <= 4).map_or("", |(_, rest)| rest)
}

/// The phrase with which a text begins.
fn verb(text: &str) -> Option<(Lacks, &str)> {
    let mut words = Words(text, 0);
    for _ in 0..=MOST_BEFORE {
        let rest = &text[words.skip_marks()..];
        if let Some(found) = phrase(rest) {
            return Some(found);
        }
        let word = words.next()?;
        let is_name = word.starts_with('@') || word.len() <= 3 && word.chars().all(char::is_uppercase);
        if !is_name && !BEFORE.contains(&word.to_lowercase().as_str()) {
            return None;
        }
    }
    None
}

fn phrase(text: &str) -> Option<(Lacks, &str)> {
    let fits = |phrase: &str| -> Option<&str> {
        let written = text.get(..phrase.len())?;
        let ends =
            text[phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '\'' | '’'));
        (ends && written.eq_ignore_ascii_case(phrase)).then_some(written)
    };
    PHRASES.iter().find_map(|(lacks, phrases)| Some((*lacks, phrases.iter().find_map(|phrase| fits(phrase))?)))
}

/// Words of a text from its beginning, with what is written around them left out.
struct Words<'a>(&'a str, usize);

impl<'a> Words<'a> {
    /// Where the next word begins.
    fn skip_marks(&mut self) -> usize {
        let rest = &self.0[self.1..];
        self.1 += rest.find(|c: char| c.is_alphanumeric() || c == '@').unwrap_or(rest.len());
        self.1
    }

    fn next(&mut self) -> Option<&'a str> {
        let start = self.skip_marks();
        let rest = &self.0[start..];
        let len = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ':')).unwrap_or(rest.len());
        self.1 += len;
        (len > 0).then(|| &rest[..len])
    }
}

/// Where the verb stands; the action, where it is written in another way there.
fn place(incident: &Incident, action: &Action, verb: &str) -> Span {
    if is_in_front_matter(incident, action) {
        return action.span.clone();
    }
    let written = incident.file.text.get(action.span.clone()).and_then(|written| written.find(verb));
    written.map_or_else(|| action.span.clone(), |at| action.span.start + at..action.span.start + at + verb.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn verbs_without_an_end_are_found_behind_what_stands_before_them() {
        for text in [
            "Investigate the timeouts",
            "We should **look into** the timeouts",
            "Monitoring: improve it",
            "@ops to keep an eye on the disk",
            "Consider adding a cache. PAY-123",
            "Investigate 502 answers",
            "Improve",
        ] {
            assert!(vague(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_has_an_end_is_left_alone() {
        for text in [
            "Investigate the timeouts and write down by Friday why they happen",
            "Improve the restore by keeping a warm replica",
            "Improve the time to restore to less than 10 minutes",
            "Review all rules of the firewall",
            "Reviewers get a checklist",
            "Add an alert for the disk",
            "Monitor the disk so that it never fills again",
            "",
        ] {
            assert_eq!(vague(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(text in "\\PC{0,80}", before in "(We |@x |Long term: |\\* )?(improve|Look into|more)?") {
            let text = format!("{before}{text}");
            if let Some((_, verb)) = vague(&text) {
                prop_assert!(text.contains(verb));
            }
        }
    }
}
