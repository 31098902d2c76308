//! LB305 and LB306: words by which what is known now looks as if it had been known then.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, check};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB305",
        name: "hindsight",
        level: Level::Warn,
        finds: "Words that make what is known now look as if it had been plain then: `obviously`, `clearly showed`, `wrongly assumed`.",
        why: "Those who were there had many signs and not yet this end to sort them by; if it had been obvious, somebody would have acted on it.",
        doubt: "It knows English only. `As expected` and `it was clear that` mostly say what people knew at that time, and are left alone.",
        bad: "The graph clearly showed the leak, and we wrongly assumed a slow disk.\n",
        good: "The graph of the memory had one line among forty that rose; the disk had been slow twice that week, and so we looked there first.\n",
    },
    check,
};

const SAYS: &str = "looks back from the end";
const PLAIN: &str = "leave it out, and say what was to be seen at that time, where, and who was looking";
const LATER: &str = "say when it was found out and by what: “at 15:10 … showed that …”";
const BELIEF: &str =
    "say what spoke for it then: “… pointed at …, as it had the last time”; that it was otherwise is a later row";

pub(super) const TABLE: Table = Table {
    rule: &LINT.rule,
    cues: &[
        "hindsight",
        "retrospect",
        "needless",
        "goes without",
        "know",
        "competen",
        "decent",
        "obvious",
        "evident",
        "surprising",
        "of course",
        "clear",
        "wrong",
        "mistak",
        "incorrect",
        "false",
        "errone",
        "naive",
        "assum",
        "presum",
        "belief",
        "conclusion",
        "warning",
        "signs",
        "ignored",
        "matter of time",
        "bound to",
        "waiting to",
    ],
    phrases: PHRASES,
};

const PHRASES: &[Phrase] = &[
    innocent(
        "(?:nothing|not|anything|no|without|less|more|most|isn't|wasn't)(?: {word}){0,2} (?:obvious|obviously|clear|clearly|evident|evidently)\\b",
    ),
    innocent(
        "(?:to|should|must|will|can|could|would|be|is|are|and) clearly (?:say|state|show|see|indicate|define|document|communicate|mark|separate|label|distinguish|describe|identify)",
    ),
    phrase(
        "(?:in|with)(?: the benefit of| the clarity of)? (?:the )?hindsight|in retrospect|hindsight (?:is|shows|tells)",
        SAYS,
        LATER,
    ),
    phrase(
        "needless to say|(?:it )?goes without saying|(?:as )?(?:everyone|everybody|we all|anyone|anybody) knows?\\b|common knowledge|any (?:competent|decent|good) {noun}",
        SAYS,
        PLAIN,
    ),
    phrase("obviously|evidently|self-evident|unsurprisingly|not surprisingly|of course", SAYS, PLAIN),
    phrase(
        "(?:should|would|could|ought to)(?: have|'ve) been{adv} (?:obvious|clear|evident|apparent|plain)|(?:an?|the|very|pretty|quite) obvious (?:{word} )?(?:mistake|error|bug|sign|signs|flaw|gap)",
        SAYS,
        PLAIN,
    ),
    phrase(
        "clearly(?: {word})? (?:showed|shown|indicated|implied|pointed|visible|wrong|not|was|were|did|had|demonstrated|said|told|seen|insufficient|inadequate|too|should)\\b|clearly (?:a|an|the)\\b",
        SAYS,
        PLAIN,
    ),
    phrase(
        "(?:wrongly|mistakenly|incorrectly|falsely|erroneously|naively|wrongfully) (?:assum|believ|thought|think|conclud|presum|interpret|judg|suppos|diagnos|attribut|suspect|expect)(?:ed|ing|es|e)?",
        SAYS,
        BELIEF,
    ),
    phrase(
        "(?:wrong|false|incorrect|mistaken|bad|faulty|naive|flawed|erroneous) (?:assumptions?|beliefs?|presumptions?|conclusions?)\\b",
        SAYS,
        BELIEF,
    ),
    phrase(
        "(?:assumption|assumptions|belief|conclusion) (?:was|were|is|proved|proved to be|turned out to be|turned out) (?:wrong|false|incorrect|mistaken)\\b",
        SAYS,
        BELIEF,
    ),
    phrase(
        "(?:ignored|missed|overlooked|disregarded) (?:(?:the|several|all|many|early|clear) ){0,3}(?:warning signs?|warnings?|signs)\\b|(?:warning signs|warnings|signs|alerts) (?:was|were|had been|been) ignored",
        SAYS,
        PLAIN,
    ),
    phrase("only a matter of time|(?:was|were) bound to (?:happen|fail|break|occur|come|go)|waiting to happen", SAYS, LATER),
];

pub(super) static MINIMISING: Lint = Lint {
    rule: Rule {
        code: "LB306",
        name: "minimising-words",
        level: Level::Off,
        finds: "Words that make work look small: `just`, `simply`, `easily`, `merely`.",
        why: "What looks small in the note was one of many things to do at that time, and whoever did not do it looks smaller with it.",
        doubt: "It knows English only, and the words have many harmless uses; so it is switched off unless a team asks for it.",
        bad: "The on-call engineer can simply restart the node.\n",
        good: "The on-call engineer can restart the node.\n",
    },
    check,
};

pub(super) const MINIMISERS: Table =
    Table { rule: &MINIMISING.rule, cues: &["just", "simply", "easily", "merely", "trivially"], phrases: MINIMISING_WORDS };

const MINIMISING_WORDS: &[Phrase] = &[
    innocent(
        "just (?:in case|in time|as|before|after|under|over|about|now|like|above|below|around|recently|a|an|one|the|enough|short|started|finished|got|been|two|three|\\d)\\b|(?:not|than|had|has|have|have been|only) (?:just|merely|simply)|just because|simply put|simply because|(?:more|most|too|as|very|less) easily",
    ),
    phrase(
        "\\b(?:just|simply|easily|merely|trivially)\\b",
        "makes the work look small",
        "leave the word out: the sentence says the same without it",
    ),
];
