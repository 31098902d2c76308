//! LB309: questions that ask for a person.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, check};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB309",
        name: "who-or-why-question",
        level: Level::Warn,
        finds: "A question that asks who did it, or why somebody did not.",
        why: "`Who` asks for a person and `why did you not` for an excuse; both are answered with less than people know. `How` and `what` ask for what they saw and did.",
        doubt: "It knows English only. A list of five whys is full of them; those that ask about machines are left alone.",
        bad: "Why didn't the on-call engineer roll back?\n",
        good: "What did the on-call engineer see at 14:20, and how did waiting look like the better choice? Why did the node not start?\n",
    },
    check,
};

const SAYS: &str = "asks for somebody and not for what happened";
const WHO: &str = "ask how it came about: “how does a change get here, and what looks at it on the way?”";
const WHY: &str = "ask for what there was to go by: “what did {who} see then, and how did it make sense to go on?”";
const CHECK: &str = "ask how it is meant to be found: “what would have shown it, and how does a change pass there?”";

pub(super) const TABLE: Table = Table { rule: &LINT.rule, cues: &["who", "why"], phrases: PHRASES };

const PHRASES: &[Phrase] = &[
    innocent("why (?:did|had) (?:we|you|they|it|I) (?:see|get|have|lose|receive|experience)\\b"),
    phrase(
        "who (?:did|broke|approved|caused|pushed|merged|deployed|deleted|changed|forgot|wrote|reviewed|introduced|made|ran|removed|is to blame|was to blame|is responsible|was responsible)(?: {word},?){0,14}\\?",
        SAYS,
        WHO,
    ),
    phrase("whose (?:fault|mistake|error|responsibility) (?:was|is|were|are)\\b|whose (?:fault|mistake)\\b", SAYS, WHO),
    phrase("why (?:did|didn't|hadn't|had|haven't|have|hasn't|has|wasn't|weren't) {whom}(?: not)?(?: {word}){1,2}", SAYS, WHY),
    phrase(
        "why (?:was|were|had|has|have)(?: {word}){1,6}? (?:not|never) (?:been )?(?:properly |fully |first )?(?:reviewed|tested|checked|caught|noticed|verified|validated|spotted|done|followed|communicated|escalated|documented|considered|detected|monitored|discovered|identified|asked|updated)\\b|why (?:wasn't|weren't|hadn't|hasn't)(?: {word}){1,6}? (?:reviewed|tested|checked|caught|noticed|verified|validated|spotted|done|followed|communicated|escalated|documented|considered|detected|monitored|discovered|identified)\\b",
        SAYS,
        CHECK,
    ),
    phrase(
        "why (?:was|were) no (?:{word} ){0,3}(?:reviews?|tests?|checks?|testing|approval|questions?|alerts?|monitoring) (?:done|requested|made|asked|performed|run|written|added|set)\\b",
        SAYS,
        CHECK,
    ),
];
