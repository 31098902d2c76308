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
    cues: &[
        "fail",
        "forg",
        "neglect",
        "omit",
        "did not",
        "didn",
        "never",
        "missed",
        "overlook",
        "ignored",
        "disregard",
        "nobody",
        "no one",
        "none of",
        "was not",
        "wasn",
        "were not",
        "weren",
    ],
    phrases: PHRASES,
};

const PHRASES: &[Phrase] = &[
    // Nobody who did, nobody who will, and nothing that was due.
    innocent(
        "(?:nobody|no one|none|neither|no {noun}|no {role})(?: {word}){0,3} (?:failed|forgot|forgotten|neglected|omitted|missed|overlooked|ignored|disregarded)\\b",
    ),
    innocent(
        "(?:{they} )?(?:{word} )?(?:never|not|n't|didn't|hasn't|haven't|rarely|hardly)(?: {word})? (?:failed|fail|forgot|forget|forgotten|neglected|neglect|omitted|omit|missed|miss|overlooked|overlook|ignored|ignore|disregarded|disregard)\\b",
    ),
    innocent(
        "{they}{adv} (?:did not|didn't|never) (?:{word} )?(?:notice|noticed|see|reali[sz]e|reali[sz]ed|recogni[sz]e|know)\\b{any}{1,200}?\\b(?:because|since|as)\\b",
    ),
    innocent(
        "(?:{they}|nobody|no one|none of {word}){adv} (?:did not notice|didn't notice|never noticed|noticed|saw)(?: (?:any|the|a|an|further|more|much|other|our|it|this|service|user|customer|such|increased|real)){0,3} (?:down-?time|impact|errors?|degradation|disruption|effects?|outage|problems?|issues?|maintenance|difference|interruption|latency)\\b",
    ),
    innocent(
        "(?:{they}{adv} )?missed (?:our |the |an? |its |their |his |her |this |last ){0,2}(?:{word} ){0,2}(?:lunch|dinner|breakfast|train|bus|flight|meeting|deadline|deadlines|window|error budgets?|budgets?|targets?|release|milestones?|goals?|each other|him|her|you)\\b",
    ),
    // What has the same name as a trade and is a program.
    innocent(
        "(?:[\\w\\x1a]+-|(?:kubernetes|k8s|prometheus|postgres|certificate|process|resource|controller|task|queue|job|session|memory|cluster|package|node|connection|identity|secrets?|device|service|window|terraform|crossplane|cloud|dns|state|file|volume|config|auth|login|payment|backup|search|log|build|ci) )(?:operators?|managers?|providers?|agents?|testers?)(?: {word})? (?:failed|forgot|omitted|missed|ignored|overlooked|neglected)\\b",
    ),
    phrase(
        "(?<at>(?:nobody|no one|none of (?:us|them|the {word}))(?: on {word})?{adv} (?:noticed|saw|checked|reali[sz]ed|watched|looked|tested|caught|verified|asked|questioned|thought (?:of|to|about)|(?:was|were) (?:watching|looking|checking|monitoring|paying attention)))\\b",
        SAYS,
        MISSED,
    ),
    innocent(
        "(?:this|that|it|which)(?: {word})? (?:(?:was|were|had been) (?:not|never)|wasn't|weren't)(?: {word})? (?:seen|caught|noticed|spotted|picked up) (?:before|since|again|until|(?:by|in|during|with|at|on)(?: (?:{word}[/,])*{word}){0,4}? (?:{word}[/-])*(?:presubmits?|pre-?commit|tests?|testing|ci|pipelines?|monitoring|monitors?|alerts?|alerting|staging|checks?|linters?|compilers?|canary|canaries|scans?|scanners?|probes?|suites?|logs|metrics|production|users|customers))\\b",
    ),
    // It asks or says how that came about.
    innocent(
        "(?:why|how)(?: {word}){0,3} (?:was not|was never|wasn't|were not|weren't) (?:{word} )?(?:seen|caught|noticed|spotted|picked up)\\b",
    ),
    innocent(
        "(?:this|that|it|which)(?: {word})? (?:(?:was|were|had been) (?:not|never)|wasn't|weren't)(?: {word})? (?:seen|caught|noticed|spotted|picked up)\\b(?:{any}{1,120}?\\b)?(?:because|since|as)\\b",
    ),
    phrase(
        "(?:this|that|it|which)(?: {word})? (?:(?:was|were|had been) (?:not|never)|wasn't|weren't)(?: {word})? (?:seen|caught|noticed|spotted|picked up)\\b",
        SAYS,
        MISSED,
    ),
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
        "(?<who>they|{role}){adv} (?:failed|forgot|neglected|omitted) to (?:notice|realise|realize|recognise|recognize|check|double-check|verify|test|consider|tell|inform|communicate|follow|ask|escalate|review|think|look|anticipate|understand|warn|mention|hand|involve|declare|spot)\\b",
        SAYS,
        HELP,
    ),
    phrase("(?<who>they|{role}){adv} (?:forgot|neglected|did not bother|didn't bother)\\b", SAYS, HELP),
    phrase("{they}{adv} (?:forgot|had forgotten) (?:about|the|that|an?|it|this)\\b", SAYS, HELP),
    phrase("(?<who>{role}){adv} (?:overlooked|ignored|disregarded|missed) (?:the|an?|this|that|our|all|it)\\b", SAYS, HELP),
    phrase(
        "(?:and|but|then|who)(?: {word})? (?<at>(?:forgot|neglected|did not bother|didn't bother) to {word})",
        SAYS,
        "tell what was done and seen instead: “… was in view; nothing there asked for …”",
    ),
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
