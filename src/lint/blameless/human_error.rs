//! LB302: a person's error as the explanation.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, check};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB302",
        name: "human-error",
        level: Level::Warn,
        finds: "Human error, or somebody's mistake, as an explanation.",
        why: "It is a verdict that is known only from the outcome, and it ends the search: the same screen, command and hurry wait for the next person. Where it stands, the questions begin.",
        doubt: "It knows English only. A note may quote the words to refuse them; double quotes say so.",
        bad: "The volume was deleted because of human error.\n",
        good: "The prompt showed the name of the cluster in a tab that was hidden, and `delete` asks for no name. What “human error” hides is that both clusters have the same commands.\n",
    },
    check,
};

const SAYS: &str = "ends the search where it begins";
const HELP: &str = "say what the person saw and what made it look right: “the prompt of both clusters reads …, and the command asks nothing back”";
const THING: &str = "say what the tool let through: “… takes any value and shows no difference before it acts”";

pub(super) const TABLE: Table =
    Table { rule: &LINT.rule, cues: &["error", "mistak", "finger", "blunder", "pebkac", "pebcak", "errone"], phrases: PHRASES };

const PHRASES: &[Phrase] = &[
    // What is counted, and what is to be guarded against.
    innocent(
        "(?:user|operator|human|manual)[ -]errors? (?:rates?|ratios?|counts?|counters?|metrics?|budgets?|messages?|codes?|pages?|logs?|class|classes|types?|panels?|graphs?|dashboards?|handling|tracking|reports?|responses?|percentage)\\b",
    ),
    innocent(
        "(?:counted|classified|logged|reported|treated|recorded|label?led|tagged|marked|shown|returned|surfaced|filed) as (?:an? )?(?:user|operator|human) errors?",
    ),
    innocent(
        "(?:prevent|prevents|reduce|reduces|avoid|avoids|eliminate|minimi[sz]e|against|(?:risk|chance|room|possibility) (?:of|for)|prone to|ruled? out|rather than|instead of) (?:an? |any |the )?(?:human|operator|user|manual) errors?",
    ),
    innocent(
        "{they}{adv} (?:made|makes|make|making)(?: {word}){0,3} errors? (?:messages?|codes?|handling|rates?|logs?|budgets?|reports?|pages?|visible|more|clear)",
    ),
    innocent(
        "user errors|(?:assumed|suspected|suspect|suspecting|thought|thinking)(?: {word}){0,3} (?:user|human|operator) error",
    ),
    innocent("(?:any|no|never|not|called|blaming|so-called|beyond) (?:an? )?(?:human|operator|user|pilot|manual) errors?"),
    phrase(
        "(?:human|operator|pilot|manual|administrator|developer|engineer|personal|individual|clerical|cockpit) (?:errors?|mistakes?)|(?:human|operator)-errors?|user (?:error|mistakes?)|error of judge?ment",
        SAYS,
        HELP,
    ),
    phrase("fat[ -]?finger(?:s|ed|ing)?|finger trouble|pebkac|pebcak", SAYS, THING),
    phrase(
        "{they}{adv} (?:made|makes|make|making)(?:(?: an?| the| this| that| some| our| another| several)?(?: {word}){0,2} (?:mistakes?|blunders?)|(?: an| the| this| that| some| another)(?: {word})? errors?)\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "(?:mistakes?|errors?|blunders?)(?: that)?(?: (?:was|were|had been|has been))? made by (?:us|them|me|him|her|someone|somebody|(?:(?:one|some|both|two) of )?(?:{people}|(?:the |an? |our )?{role}))\\b",
        SAYS,
        HELP,
    ),
    phrase("(?:mistakes?|errors?|blunders?) (?:was|were|had been|has been|have been|got) made", SAYS, HELP),
    phrase(
        "(?:mistakes?|errors?|blunder) (?:by|of|from|on the part of) {people}|(?:our|my|his|her|their|{noun}'s?) (?:own )?(?:mistakes?|blunders?)\\b",
        SAYS,
        HELP,
    ),
    phrase("by mistake", SAYS, HELP),
    phrase("{they}(?: had| have| has)? (?:mistakenly|erroneously)", SAYS, HELP),
];
