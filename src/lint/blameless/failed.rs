//! LB303: what people failed, forgot or did not bother to do.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, check};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB303",
        name: "failed-to",
        level: Level::Warn,
        finds: "A person or a team that failed, forgot or neglected to do something, or missed it.",
        why: "It measures people against a duty that became visible with the outcome. What they did instead, and what called for it, is missing from the sentence.",
        doubt: "It knows English only, and people by their pronouns and trades: requests, jobs and services may fail to do what they like, but `the operator` may be a program.",
        bad: "The on-call engineer failed to notice the alert.\n",
        good: "The alert went to a channel with 300 messages an hour; the on-call engineer was looking at the pager. Two requests failed to arrive.\n",
    },
    check,
};

const SAYS: &str = "measures people against what is known now";
const HELP: &str = "tell what {who} did and saw instead: “{who} had … in view; nothing there asked for …”";
const MISSED: &str = "tell where it was to be seen, and what was in view: “it stood in …, while … had the attention”";

pub(super) const TABLE: Table = Table {
    rule: &LINT.rule,
    cues: &["fail", "forg", "neglect", "omit", "did not", "didn", "never", "missed", "overlook", "ignored", "disregard"],
    phrases: PHRASES,
};

const PHRASES: &[Phrase] = &[
    innocent(
        "(?:if|when|whenever|case|should) (?:you|we|they|I|someone|somebody|one|{people})(?: {word})? (?:fails?|forgets?) to",
    ),
    innocent("(?:{word} )?easily (?:missed|overlooked)"),
    innocent(
        "(?:{who}{adv} )?missed (?:our|the|an?|its|their)(?: {word}){0,2} (?:slo|slos|sla|slas|target|targets|deadline|deadlines|objective|goal)\\b",
    ),
    phrase(
        "{who}{adv} (?:failed|fails|failing|fail|forgot|forgets|forget|forgotten|neglected|omitted) to (?<what>{word})",
        SAYS,
        HELP,
    ),
    phrase(
        "(?<who>they|(?:the |an? )?operators?){adv} (?:failed|forgot|neglected|omitted) to (?:notice|realise|realize|recognise|recognize|check|verify|test|consider|tell|inform|communicate|follow|read|ask|escalate|document|review|think|look|anticipate|understand|see)\\b",
        SAYS,
        HELP,
    ),
    phrase("(?<who>they){adv} (?:forgot|neglected|did not bother|didn't bother)", SAYS, HELP),
    phrase(
        "{start}(?<at>(?:simply |just )?(?:forgot|neglected) to {word})",
        SAYS,
        "tell what was done and seen instead: “… was in view; nothing there asked for …”",
    ),
    phrase(
        "{who}{adv} (?:did not|didn't|never) (?:properly |fully |carefully |really |even )?(?:bother|notice|realise|realize|recognise|recognize|check|double-check|verify|test|consider|follow|think (?:to|of|about)|pay attention|look (?:at|into))\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "{who}{adv} (?:missed|overlooked|ignored|neglected|disregarded)(?: the| an?| this| that| to| our| all| some|\\b)",
        SAYS,
        HELP,
    ),
    phrase(
        "(?:was|were|been|got|being|is) (?:simply |just |also |completely |unfortunately )?(?:overlooked|forgotten)\\b|(?:this|that|it) was missed",
        SAYS,
        MISSED,
    ),
    phrase(
        "missed (?:in|during|by) (?:the |our |a )?(?:code |peer |pr )?(?:review|reviews|reviewers?|testing|development|planning|qa|{noun})",
        SAYS,
        MISSED,
    ),
    phrase(
        "(?:our|their|his|her|my) (?:own )?failure to [a-z]+\\b|failure (?:of|by) {people} to|failure on (?:our|their|the) part",
        SAYS,
        "tell what was done and seen instead: “… was in view; nothing there asked for …”",
    ),
];
