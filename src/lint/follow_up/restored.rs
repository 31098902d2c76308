//! LB411: incidents that are over and do not say how users were served again.

use super::planned::is_announced;
use super::{Lint, Report, Subject, is_to_be_complete};
use crate::diagnostic::{Level, Rule};
use crate::incident::body::Topic;
use crate::incident::{Incident, RowKind};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static NO_RESTORE: Lint = Lint {
    rule: Rule {
        code: "LB411",
        name: "no-restore",
        level: Level::Warn,
        finds: "An incident that is over, and nothing in its note says how users were served again.",
        why: "How we got back up is what the next person on call looks for first.",
        doubt: "The text is searched for words like `rolled back` and `restarted`; what is told in other words is not seen, and a text in another language is not judged.",
        bad: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"in-review\"\nstarted = 2026-03-02T14:02:00Z\nresolved = 2026-03-02T14:41:00Z\n+++\n\nA config push took the checkout down for 39 minutes.\n",
        good: "+++\ntitle = \"Checkout answers 502\"\nseverity = \"sev4\"\nstatus = \"in-review\"\nstarted = 2026-03-02T14:02:00Z\nresolved = 2026-03-02T14:41:00Z\n\n[[restore]]\nmethod = \"config-revert\"\noutcome = \"worked\"\ntext = \"The push is taken back\"\n+++\n\nA config push took the checkout down for 39 minutes.\n",
    },
    check,
};

/// How people tell that they got something back up: how words begin, or whole phrases.
const RESTORED: &[&str] = &[
    "roll(?:ed|ing|s)?[ -]?back",
    "revert",
    "restor",
    "re-?start",
    "reboot",
    "re-?deploy",
    "re-?launch",
    "re-?creat",
    "re-?built",
    "rebuil",
    "re-?install",
    "re-?enabl",
    "re-?issu",
    "re-?connect",
    "renew",
    "resiz",
    "reset",
    "recover",
    "replac",
    "repair",
    "resolv",
    "remov",
    "delet",
    "disabl",
    "fail(?:ed|ing)?[ -]?over",
    "fix",
    "hot-?fix",
    "patch",
    "mitigat",
    "work-?around",
    "scal(?:ed|ing) (?:up|down|out|back)",
    "switch(?:ed|ing)",
    "turn(?:ed|ing) off",
    "turn(?:ed|ing) on",
    "taken? back",
    "back up",
    "back online",
    "back to normal",
    "brought back",
    "came back",
    "is back",
    "are back",
    "up again",
    "operational",
    "as expected",
    "normal(?:ly)? again",
    "work(?:s|ed|ing) again",
    "cleared",
    "freed",
    "upgraded",
    "downgraded",
    "deployed",
    "chang(?:ed|ing) the",
    "responding",
    "solved",
    "solution",
    "increased",
    "migrated",
    "rotated",
    "unblocked",
    "refund",
    "reimburs",
    "compensat",
    "cover (?:the|this)",
];

/// Words that English cannot do without and that its neighbours do not have: `a`, `is`, `on` and `was` are words of several.
const ENGLISH: &[&str] = &["and", "from", "that", "the", "this", "were", "when", "which", "with"];

static RESTORING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"(?i-u)\b(?:{})", RESTORED.join("|"))).ok());

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let incident = subject.incident;
    if !is_to_be_complete(incident)
        || incident.is_ongoing()
        || is_announced(incident)
        || says_it(incident)
        || is_foreign(incident)
    {
        return;
    }
    report.add(
        report.finding(incident.title_span.clone(), "nothing says how users were served again").help(
            "add a `[[restore]]` for each attempt, with `method`, `outcome` and what was done, or a section `## Resolution`",
        ),
    );
}

fn says_it(incident: &Incident) -> bool {
    let body = &incident.body;
    !incident.restores.is_empty()
        || body.sections.iter().any(|section| section.topic == Some(Topic::Resolution) && !section.prose.is_empty())
        || incident.timeline.iter().any(|row| matches!(row.kind, Some(RowKind::Mitigated | RowKind::Resolved)))
        || incident.summary.as_deref().is_some_and(tells)
        || incident.impact.summary.as_deref().is_some_and(tells)
        || incident.timeline.iter().any(|row| incident.is_in_front_matter(&row.span) && tells(&row.text))
        || incident.file.text.get(body.span.clone()).is_some_and(tells)
}

/// Whether there is a text and none of it is English: its words are not known here.
fn is_foreign(incident: &Incident) -> bool {
    has_no_english(incident.file.text.get(incident.body.span.clone()).unwrap_or_default())
}

fn has_no_english(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && !words.any(|word| ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

fn tells(text: &str) -> bool {
    RESTORING.as_ref().is_some_and(|restoring| restoring.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told_in_english_words() {
        assert!(RESTORING.is_some());
        assert!(!has_no_english("The pool was full") && !has_no_english(""));
        for text in [
            "Der Pool war voll, und was fehlte, was ein Alarm",
            "Volvió a las 14:41",
            "È tornato on-line a Roma",
            "Wat is er of was er",
        ] {
            assert!(has_no_english(text), "{text}");
        }
        assert!(tells("We Rolled back the push") && tells("The pods were re-created") && !tells("It was down for an hour"));
    }
}
