//! LB305 and LB306: words by which what is known now looks as if it had been known then.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, Report, Subject, check, check_each, is_in, sections};
use crate::diagnostic::{Level, Rule};
use crate::incident::body::Topic;

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
    check: check_but_for_praise,
};

/// What went well was plain to see, and may be praised for it.
fn check_but_for_praise(subject: &Subject<'_>, report: &mut Report<'_>) {
    let praise = sections(subject, |section| matches!(section.topic, Some(Topic::WentWell | Topic::Lucky)));
    check_each(subject, report, |_, hit| (!is_in(&praise, hit.span.start)).then(|| hit.help()));
}

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
    // What a thing is, and not what somebody could have seen.
    innocent(
        "(?:is|are|it's|that's|isn't|aren't) (?:now )?(?:obviously|evidently|of course)\\b|(?:was|were|be) (?:obviously|evidently|of course) (?:not )?(?:an?|the|no)\\b",
    ),
    phrase(
        "(?:it|this|that|which) (?:was|had been) (?:(?:painfully|pretty|quite|rather|fairly|plainly|blindingly|already|always|so|very) )?obvious\\b",
        SAYS,
        PLAIN,
    ),
    innocent(
        "(?:nothing|not|anything|no|without|less|more|most|isn't|wasn't)(?: {word}){0,2} (?:obvious|obviously|clear|clearly|evident|evidently)\\b",
    ),
    innocent(
        "(?:to|should|must|will|can|could|would|be|is|are|and) clearly (?:say|state|show|see|indicate|define|document|communicate|mark|separate|label|distinguish|describe|identify)",
    ),
    phrase(
        "(?:(?:in|with)(?: the benefit of| the clarity of)? (?:the )?hindsight|in retrospect),?(?: {word}){0,6}? (?:obvious|obviously|clear|clearly|evident|plain|should|could|ought|wrong|mistake|silly|naive|poor|bad)\\b|hindsight (?:is|shows|tells)",
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
        "clearly(?: {word})? (?:showed|shown|indicated|pointed|visible|wrong|not|was|were|did|had|demonstrated|said|told|seen|insufficient|inadequate|too|should)\\b|clearly (?:a|an|the)\\b",
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
        finds: "Words that make the work of people look small: `just`, `simply`, `easily`, `merely`.",
        why: "What looks small in the note was one of many things to do at that time, and whoever did not do it looks smaller with it.",
        doubt: "It knows English only, and the words have many harmless uses, of time, place and amount, that are left alone as far as the next word tells; so it is switched off unless a team asks for it.",
        bad: "The on-call engineer can simply restart the node.\n",
        good: "The on-call engineer can restart the node.\n",
    },
    check,
};

pub(super) const MINIMISERS: Table = Table {
    rule: &MINIMISING.rule,
    cues: &["just", "simply", "easily", "merely", "trivially", "all we", "all you", "all they", "all one", "all that"],
    phrases: MINIMISING_WORDS,
};

const SMALL: &str = "makes the work look small";
const LEAVE_OUT: &str = "leave the word out: the sentence says the same without it";

const MINIMISING_WORDS: &[Phrase] = &[
    // A wish, a refusal, a purpose.
    innocent(
        "(?:can|could|would|should) (?:not|never) (?:just|simply|easily|merely|trivially)|(?:can't|couldn't|cannot|wouldn't|don't|didn't|not to) (?:just|simply|easily|merely|trivially)",
    ),
    innocent("(?:just|simply) to (?:be|make|see)\\b|(?:just|simply) (?:let|make) (?:sure|it be known)|just (?:in case|a second)"),
    innocent(
        "(?:solution|fix|remedy|workaround|answer) (?:was|is|has been) (?:just|only) (?:{done}|about|as|before|after|in)\\b",
    ),
    phrase(
        "(?:{they}|users?|customers?|operators?|anyone|anybody|whoever) (?:(?:can|could|may|might|would|will|should|must|need to|needs to|needed to|have to|has to|had to|only need to) )?(?:just|simply|easily|merely|trivially) {work}",
        SMALL,
        LEAVE_OUT,
    ),
    phrase(
        "{they} (?:{word} )?(?:simply|merely) (?:have )?(?:forgot|forgotten|missed|overlooked|assumed|ignored|guessed|hoped|copied|restarted|deleted|removed|disabled|reverted|added|turned|switched|changed|waited|used|ran|ha[dsve]{1,2}|did|do|needed|need|wanted|took|failed|didn't|don't|did not)\\b",
        SMALL,
        LEAVE_OUT,
    ),
    phrase(
        "{they} just (?:forgot|missed|overlooked|assumed|ignored|guessed|hoped|thought|needed to|need to|have to|had to|didn't|did not|don't|never|did)\\b",
        SMALL,
        LEAVE_OUT,
    ),
    phrase(
        "(?:could|can|might) (?:have )?(?:easily|simply|trivially)(?: have)? (?:been )?(?:avoided|prevented|fixed|caught|checked|tested|tried|restarted|asked|reverted|undone|seen|found|solved)\\b",
        SMALL,
        LEAVE_OUT,
    ),
    phrase("(?:rather than|rather then|instead of|and|or|but|then|by|to) (?:just|simply|merely) {work}", SMALL, LEAVE_OUT),
    phrase("(?:rather than|rather then|instead of|by) (?:just|simply|merely) [a-z]+ing\\b", SMALL, LEAVE_OUT),
    phrase("(?:solution|fix|remedy|workaround|answer) (?:was|is) (?:just|simply|merely|trivially)\\b", SMALL, LEAVE_OUT),
    phrase(
        "all (?:that )?(?:we|they|you|I|one|somebody|someone|{noun}) (?:need|needs|needed|have|had|has)(?: to do)? (?:is|was)(?: to)? (?:just |simply |merely )?(?:to )?{work}",
        SMALL,
        "say what is to be done and by whom, and leave out how much it is",
    ),
    phrase("{start}(?:{word}, |then )?(?<at>(?:just|simply|merely) {work})", SMALL, LEAVE_OUT),
    phrase(", (?<at>(?:just|simply|merely) {work})", SMALL, LEAVE_OUT),
];
