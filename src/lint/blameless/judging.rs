//! LB304: words that judge a person.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, check};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB304",
        name: "judging-words",
        level: Level::Warn,
        finds: "A word that judges somebody's character or assigns blame.",
        why: "People who have read one such sentence tell less the next time, and the team learns less. What the word stands for can be told as what was seen and done.",
        doubt: "It knows English only. `The culprit was a query` and `a sloppy quorum` are about a thing and are left alone, and `Redis's fault` is; whose name is a person's, `[lint] people` says.",
        bad: "A careless push by the on-call engineer took checkout down.\n",
        good: "The push went to all regions at once, as every push does; the culprit was a query without an index.\n",
    },
    check,
};

const SAYS: &str = "judges a person";
const HELP: &str =
    "tell what was done, and what it looked like at the time: “… was the usual way, and … gave no sign that it was different”";
const BLAMES: &str = "says whose fault it was";
const BLAME_HELP: &str =
    "leave it out, and tell what made the outcome possible: “… accepted it, and nothing stood between it and users”";

pub(super) const TABLE: Table = Table {
    rule: &LINT.rule,
    cues: &[
        "care",
        "negligen",
        "slopp",
        "competen",
        "stupid",
        "irresponsib",
        "reckless",
        "idiot",
        "foolish",
        "clums",
        "unprofessional",
        "inexcusabl",
        "forg",
        "ought",
        "attenti",
        "lazi",
        "lazy",
        "complacen",
        "cavalier",
        "hasty",
        "ignorant",
        "dumb",
        "judg",
        "lack of",
        "thorough",
        "rookie",
        "silly",
        "know",
        "fault",
        "acceptable",
        "our bad",
        "my bad",
        "blam",
        "guilt",
        "culprit",
        "offender",
    ],
    phrases: PHRASES,
};

const PHRASES: &[Phrase] = &[
    // Nobody's fault, and things that are called what people may be.
    innocent(
        "(?:nobody|no one|none|neither|no {noun})(?:'s)?(?: {word}){0,3} (?:at fault|to blame|guilty|fault|blames?|blamed|blaming|culprits?)\\b",
    ),
    innocent(
        "(?:is|was|were|are|be|it's|that's) (?:not|never)(?: {word}){0,3} (?:fault|to blame|at fault|guilty)\\b|(?:isn't|wasn't|weren't|aren't|not|never)(?: {word}){0,3} (?:fault|to blame|at fault|guilty)\\b",
    ),
    innocent(
        "(?:sloppy|careless|reckless|stupid|dumb|foolish|hasty|clumsy|cavalier|thoughtless|complacent)(?: {word})? (?:quorums?|defaults?|modes?|hash(?:es)?|match(?:es|ing)?|counters?|phrases?|pars(?:er|ers|ing)|quer(?:y|ies)|pipes?|terminals?|caches?|clients?|locks?|locking|timeouts?|retries|regex(?:es)?|patterns?|types?|typing|settings?|values?|thresholds?|flags?|limits?|names?|proxy|proxies|balancers?)\\b",
    ),
    innocent(
        "(?:if|when|whenever|in case)(?: {word})?(?: {they})?(?: am|'m|'re| are| is| feel) (?:too |feeling )?(?:lazy|careless|sloppy|hasty|complacent)",
    ),
    innocent("(?:inattention|inattentive|careless|carelessness|stupidity) (?:blindness|protection|by design)"),
    innocent(
        "git blame|blame-?less(?:ly|ness)?|blame-?free|(?:no|not|never|without|avoid|avoids|avoiding|assign|assigns|assigning|than)(?: {word}){0,3} blam(?:e|ed|es|ing)",
    ),
    innocent("(?:our|my|their) fault[ -](?:toleran|domain|inject|isolat|detect|zone|model|handl)"),
    phrase(
        "(?:careless|carelessly|carelessness|negligent|negligently|negligence|sloppy|sloppily|sloppiness|incompetent|incompetence|stupid|stupidly|stupidity|irresponsible|irresponsibly|reckless|recklessly|recklessness|idiot|idiots|idiotic|foolish|foolishly|foolishness|clumsy|clumsiness|unprofessional|inexcusable|unforgivable|thoughtless|thoughtlessly|inattentive|inattention|laziness|complacency|complacent|cavalier|hasty)\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "{they}{adv} (?:was|were|am|are|is|got)(?: {word}){0,2} (?:lazy|ignorant|hasty|dumb)\\b|(?:'m|being|too) lazy\\b",
        SAYS,
        HELP,
    ),
    phrase(
        "(?:poor|bad|questionable|lapse (?:of|in)) judge?ment|lack of (?:care|diligence|discipline|attention|judge?ment|competence|common sense|thoroughness|professionalism)|without being (?:careful|thorough)|rookie (?:mistake|error|move)|unacceptable (?:behaviou?r|conduct|negligence|lapse|carelessness|attitude|mistake)|silly (?:mistake|error)|dumb (?:mistake|idea|error)",
        SAYS,
        HELP,
    ),
    phrase("(?:should|ought to) (?:have )?know(?:n)? better", SAYS, HELP),
    phrase(
        "(?:our|my|his|her|their|your|whose) (?:own )?fault\\b|(?:the )?fault of {people}|{people}'s fault",
        BLAMES,
        BLAME_HELP,
    ),
    phrase("(?:our|my) bad(?: as| for| because| and| here| on\\b|[.,!;:)])", BLAMES, BLAME_HELP),
    phrase(
        "{they}{adv} (?:is|are|was|were|am|'m|'re)(?: {word}){0,2} (?:to blame|at fault|guilty|the culprits?)\\b",
        BLAMES,
        BLAME_HELP,
    ),
    phrase("blam(?:e|ed|es|ing) (?:it |this |that )?(?:on )?(?:us|them|you|him|her|me|{people})\\b", BLAMES, BLAME_HELP),
    phrase("(?:culprits?|guilty party|offender)(?: (?:was|were|is|being|turned out to be))? {people}", BLAMES, BLAME_HELP),
];
