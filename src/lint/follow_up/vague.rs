//! LB406: open actions of which nobody can say when they are done.
//!
//! An action is vague if it begins with a verb without an end (*investigate*, *improve*, *consider*), and nothing in it says what is
//! there when it is done: a number with its unit, `so that …`, `until …`, something that is made, a second step that has an end. The
//! words are data, below; what stands before the verb (`We should`, `Monitoring:`, `@ops to`) is skipped.

use super::{LOOKED_AT, Lint, Report, Subject, plain};
use crate::diagnostic::{Level, Rule};
use crate::incident::{Action, Incident};
use crate::source::Span;
use jiff::civil::Date;
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

/// Verbs without an end, as actions begin. Not among them: `monitor` and `set up monitoring`, by which people mean an alert that
/// is there or is not; `ensure` and `reduce` alone, which mostly name a state that can be looked at; and whatever asks people to be
/// more careful, which is no follow-up at all and has a rule of its own (LB3xx).
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
            "more automated",
            "more alerting",
            "more alerts",
            "more documentation",
            "more logging",
            "more monitoring",
            "more resilient",
            "more robust",
            "more testing",
            "more tests",
            "more visibility",
            "get better",
            "be better",
            "work on",
        ],
    ),
    (
        Lacks::Guard,
        &[
            "be aware",
            "keep an eye",
            "keep in mind",
            "keep monitoring",
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
        ],
    ),
];

/// What stands before the verb and changes nothing.
const BEFORE: &[&str] = &[
    "a", "also", "and", "continue", "could", "everyone", "further", "in", "going", "is", "long", "maybe", "might", "must",
    "need", "needs", "ops", "or", "perhaps", "plan", "please", "possibly", "probably", "should", "start", "still", "team",
    "term", "the", "then", "to", "we", "we'll", "we’ll", "we're", "we’re", "will", "would", "are", "needed",
];

/// With what a question begins.
const QUESTIONS: &[&str] = &["how", "if", "what", "when", "where", "whether", "which", "who", "why"];

/// Letters of an object that fit into a sentence.
const LONGEST_OBJECT: usize = 80;

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
    r"\b(?:and|then|will|we should) (?:then )?(?:add|alert|apply|automate|block|build|change|create|decide|define|deploy|disable|document|enforce|ensure|extend|file|fix|implement|increase|limit|make|migrate|move|patch|pin|prevent|propose|raise|reduce|remove|rename|replace|report|restart|rewrite|schedule|send|set|stop|switch|test|turn|update|upgrade|use|write)\b",
    r"\b(?:by \w+ing|with an?)\b",
    // Something that is there when it is done.
    r"\b(?:adr|benchmark|checklist|poc|proof of concept|proposal|prototype|rfc|runbook|playbook|spike|write-?up)s?\b",
    // Something to look at that has an end of its own, a day on which it is decided, a mark that it is done.
    r"/(?:pull|pulls|issues|merge_requests|pull-requests)/\d",
    r"\bdecide\b.{0,80}\b(?:on|by)\s\d{4}-\d\d",
    r"[✅☑✔]|~~|\((?:done|completed|fixed)\b",
    // A question that is answered with yes or no.
    r"^\W*(?:\w+\W+){1,4}(?:if|whether)\b",
    // All of a kind can be ticked off.
    r"^\W*(?:review|check|evaluate|examine)\s(?:all|each|every)\b",
];

static END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("(?i){}", ENDS.join("|"))).ok());

/// A follow-up without an end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Vague<'a> {
    lacks: Lacks,
    /// The phrase, as it is written.
    verb: &'a str,
    /// What stands behind it, to the end of its sentence, in plain words.
    object: String,
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    let days = subject.corpus.config.level(incident.severity).action_due_days;
    for action in incident.actions.iter().filter(|action| action.progress.is_open()) {
        let Some(vague) = vague(&action.text) else { continue };
        let message = format!("`{}` has no end: nobody can say when this is done", vague.verb);
        let day = incident.due(action, days).map(|due| due.date).filter(|day| *day >= subject.today);
        report.add(report.finding(place(incident, action, vague.verb), message).help(vague.help(day)));
    }
}

/// Words of what can be counted.
const MEASURABLE: &[&str] = &[
    "alert",
    "alerts",
    "alerting",
    "availability",
    "capacity",
    "coverage",
    "detection",
    "error",
    "errors",
    "latency",
    "load",
    "metrics",
    "monitoring",
    "performance",
    "rate",
    "recovery",
    "response",
    "speed",
    "throughput",
    "time",
    "times",
];

impl Vague<'_> {
    /// The same follow-up with an end, as far as a machine can write it.
    fn help(&self, day: Option<Date>) -> String {
        let day = day.map_or_else(|| "DATE".to_owned(), |day| day.to_string());
        let object = self.object.as_str();
        let first = object.split(' ').next().unwrap_or_default().to_lowercase();
        let asks = QUESTIONS.contains(&first.as_str());
        let counts =
            || object.split(|c: char| !c.is_alphanumeric()).any(|word| MEASURABLE.contains(&word.to_lowercase().as_str()));
        let about = |none: &str, to: &str, thing: &str| match first.as_str() {
            "" | "for" | "into" | "of" => none.to_owned(),
            _ if asks && !object.contains(' ') => none.to_owned(),
            "to" => format!("{to} {object}"),
            _ if asks => object.to_owned(),
            _ => format!("{thing} {object}"),
        };
        match self.lacks {
            Lacks::Answer => {
                let about = about("what was found", "how", "what is known of");
                format!("give it an end: `Write down by {day} {about}, and decide what follows`")
            }
            Lacks::Decision => {
                let about = about("what is done about it", "whether", "about");
                format!("make it a decision: `Decide by {day} {about}, and write the reason here`")
            }
            Lacks::Measure if !counts() => {
                "say what will be there when it is done, or what people will be able to do then that they cannot do now"
                    .to_owned()
            }
            Lacks::Measure => {
                "say what will be there, or how much better: `Alert on … above 2 %`, `Cut … from 20 minutes to 5`".to_owned()
            }
            Lacks::Guard => {
                "say what takes care of it when nobody thinks of it: an alert, a check, a line of a runbook".to_owned()
            }
        }
    }
}

/// What is vague about the text of a follow-up; `None` if it begins with a verb that has an end, or something gives it one.
fn vague(text: &str) -> Option<Vague<'_>> {
    let lead = lead(text);
    let (lacks, verb, rest) = [lead, after_label(lead)].into_iter().find_map(begins)?;
    let has_end = END.as_ref().is_some_and(|end| end.is_match(text));
    (!has_end).then(|| Vague { lacks, verb, object: object(rest) })
}

/// The first paragraph.
fn lead(text: &str) -> &str {
    text.split("\n\n").next().unwrap_or_default()
}

/// What a verb is about: the rest of its sentence on one line, of links their words, as far as it fits into a sentence.
fn object(rest: &str) -> String {
    // A line in bold is a title, and a sentence of its own.
    let rest = rest.split("**\n").next().unwrap_or_default();
    let line = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = plain(line.char_indices().nth(LOOKED_AT).map_or(line.as_str(), |(end, _)| &line[..end]));
    let ends = [". ", "; ", " (", "! ", "? "];
    let end = ends.iter().filter_map(|end| line.find(end)).min().unwrap_or(line.len());
    let object = line[..end].trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?' | ':' | ','));
    match object.char_indices().nth(LONGEST_OBJECT) {
        None => object.to_owned(),
        Some((end, _)) => format!("{} …", object[..object[..end].rfind(' ').unwrap_or(end)].trim_end_matches([',', ' '])),
    }
}

/// What stands behind `Monitoring:`.
fn after_label(lead: &str) -> &str {
    lead.split_once(": ").filter(|(label, _)| label.split_whitespace().count() <= 4).map_or("", |(_, rest)| rest)
}

/// The phrase with which a text begins, and what stands behind it.
fn begins(text: &str) -> Option<(Lacks, &str, &str)> {
    let mut words = Words { text, at: 0 };
    for _ in 0..=MOST_BEFORE {
        if let Some(found) = phrase(words.rest()) {
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

fn phrase(text: &str) -> Option<(Lacks, &str, &str)> {
    let fits = |phrase: &str| {
        let (written, rest) = text.split_at_checked(phrase.len())?;
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '’'));
        (!goes_on && written.eq_ignore_ascii_case(phrase)).then_some((written, rest))
    };
    PHRASES.iter().find_map(|(lacks, phrases)| {
        let (written, rest) = phrases.iter().find_map(|phrase| fits(phrase))?;
        Some((*lacks, written, rest))
    })
}

/// Words of a text from its beginning, without the marks around them.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// The text from the next word on.
    fn rest(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        self.at += rest.find(|c: char| c.is_alphanumeric() || c == '@').unwrap_or(rest.len());
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let len = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ':')).unwrap_or(rest.len());
        self.at += len;
        (len > 0).then(|| &rest[..len])
    }
}

/// Where the verb stands; the action, where it is written in another way there. Other keys of a table may say the verb, too, so the
/// text of the action is looked for first.
fn place(incident: &Incident, action: &Action, verb: &str) -> Span {
    let text = incident.narrowed(&action.span, lead(&action.text));
    incident.narrowed(&text, verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::note;
    use crate::source::SourceFile;
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
            "Investigate if two replicas are enough",
            "Review https://git.example/a/b/pull/12",
            "Discuss the queue and decide with support on 2026-04-01",
            "",
        ] {
            assert_eq!(vague(text), None, "{text}");
        }
    }

    #[test]
    fn the_help_is_the_same_follow_up_with_an_end() {
        let help = |text: &str, day: Option<&str>| vague(text).unwrap().help(day.map(|day| day.parse().unwrap()));
        assert!(help("Find out why the pods hang. Ask Ops.", None).contains("`Write down by DATE why the pods hang, and"));
        assert!(
            help("Consider a second region", Some("2026-04-01")).contains("`Decide by 2026-04-01 about a second region, and")
        );
        assert!(help("Consider to drain it", None).contains("`Decide by DATE whether to drain it, and"));
        assert!(help("Look into the drain", None).contains("by DATE what is known of the drain, and"));
        assert!(help("Look into `drain()`", None).contains("what is known of drain(), and"));
        assert!(
            help("Consider [auto-applying](https://x.example/a)\nadditive changes", None)
                .contains("DATE about auto-applying additive changes, and")
        );
        assert!(help("Investigate.", None).contains("by DATE what was found, and"));
        assert!(
            help("Consider more of this and of that, and of all the other things that were ever said of it here", None)
                .contains(" …, and write")
        );
        assert!(!help("Improve governance", None).contains("2 %") && help("Improve the alerting", None).contains("2 %"));
    }

    #[test]
    fn the_verb_is_shown_in_the_text_of_its_action() {
        let shown = |front: &str, body: &str| {
            let text = format!("+++\ntitle = \"x\"\nseverity = \"sev1\"\n{front}\n+++\n{body}");
            let read = note::read(&SourceFile::new("a.md", text), "2026-03-02-a", false, &Config::default());
            let incident = read.incident.unwrap();
            let found: Vec<_> = incident
                .actions
                .iter()
                .map(|action| {
                    let place = place(&incident, action, vague(&action.text).unwrap().verb);
                    (place.start, incident.file.text[place].to_owned())
                })
                .collect();
            found.into_iter().map(|(at, words)| format!("{}|{words}", &incident.file.text[at - 2..at])).collect::<Vec<_>>()
        };
        let table = "[[action]]\nid = \"Improve\"\ntext = \"We Improve it\"\n";
        assert_eq!(shown(&format!("{table}[[action]]\ntext = \"Look into it\"\n"), ""), ["e |Improve", " \"|Look into"]);
        assert_eq!(shown("", "## Action items\n\n- [ ] **Improve** the alerts (owner: a)\n"), ["**|Improve"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(text in "\\PC{0,80}", before in "(We |@x |Long term: |\\* )?(improve|Look into|more)?") {
            let text = format!("{before}{text}");
            if let Some(vague) = vague(&text) {
                prop_assert!(text.contains(vague.verb) && vague.object.chars().count() <= LONGEST_OBJECT + 2);
            }
        }
    }
}
