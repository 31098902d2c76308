//! LB301: what people could have done and did not.

use super::phrase::{Phrase, Table, innocent, phrase};
use super::{Lint, check};
use crate::diagnostic::{Level, Rule};

pub(super) static LINT: Lint = Lint {
    rule: Rule {
        code: "LB301",
        name: "counterfactual",
        level: Level::Warn,
        finds: "A sentence about what people should have, could have or would have done.",
        why: "It tells a story that did not happen, with knowledge that nobody had; what was known then, and why the next step looked right, is what a reader can learn from.",
        doubt: "It knows English only, and people by their pronouns and trades. What a machine should have answered is an expectation and is left alone.",
        bad: "We should have checked the failover before the push.\n",
        good: "At 14:02 the dashboard showed both replicas as healthy; no step of the push looks at the failover. The request should have returned 200.\n",
    },
    check,
};

const SAYS: &str = "tells what did not happen";

const THEN: &str = "tell what did: “at that time {who} knew …, and … made the next step look right”; a check that is missing is a fact or a follow-up of its own";
const MISSING: &str =
    "tell what there was: “… was not part of any step, and … showed no sign of it”; what is to change is a follow-up";
const FASTER: &str = "tell what took the time: “from 14:05 to 14:20 we looked at …, because … pointed there”; what would shorten it is a follow-up";

pub(super) const TABLE: Table =
    Table { rule: &LINT.rule, cues: &["should", "could", "would", "might", "ought", "had", "if only"], phrases: PHRASES };

const PHRASES: &[Phrase] = &[
    // Present duties, and what nobody could know: the opposite of hindsight.
    innocent(
        "{they} should{adv} have (?:automated|dedicated|detailed|limited|shared|improved|documented|mixed|unlimited|advanced|distributed|named|centralized|centralised|standardized|standardised|updated) ",
    ),
    innocent(
        "(?:{they} )?(?:(?:could|might|may) (?:not|never)|couldn't)(?:{adv} have|'ve)|(?:no|nothing|none|nobody)(?: {word}){0,6} (?:could|would|might) have",
    ),
    innocent("(?:would not|would never|wouldn't)(?: have|'ve) been"),
    innocent(
        "{they} would{adv}(?: have|'ve) (?:expected|liked|thought|wanted|preferred|experienced|needed|hoped|loved|noticed nothing|had)",
    ),
    innocent(
        "(?:things?|what|that|which) (?:that )?(?:could|should|might|would) have (?:gone|been|worked|happened) (?:better|differently|wrong|worse)",
    ),
    phrase(
        "(?:in (?:hindsight|retrospect),? )?{they}{adv} (?:should|could|ought to)(?: not|n't)?{adv}(?: have|'ve){adv} {done}",
        SAYS,
        THEN,
    ),
    phrase("{they}{adv}would{adv}(?: have|'ve){adv} {done}", SAYS, THEN),
    phrase("{they} would{adv}(?: have|'ve){adv} {done}", SAYS, THEN),
    phrase(
        "(?:should|could|might|would|ought to)(?: not|n't)?{adv}(?: have|'ve){adv} been{adv} (?:caught|noticed|checked|tested|detected|avoided|avoidable|prevented|preventable|reviewed|spotted|identified|addressed|communicated|escalated|alerted|monitored|documented|handled|done|discovered|mitigated|foreseen|anticipated|expected|rushed|verified|validated|known|fixed|investigated|questioned|considered|announced|coordinated|planned|involved|informed|consulted|paged|double-checked|picked up|thought|raised|shortened|recogni[sz]ed)",
        SAYS,
        MISSING,
    ),
    phrase(
        "(?:should|could|might|would)(?: have|'ve){adv} been (?:much |a lot |far |significantly )?(?:faster|sooner|quicker|earlier|shorter|smoother|clearer|more {word}|better)",
        SAYS,
        FASTER,
    ),
    phrase("(?:could|might)(?: have|'ve){adv} (?:prevented|avoided|helped|reduced|shortened|saved|sped|limited)", SAYS, MISSING),
    phrase(
        "(?:could|might)(?: have|'ve){adv} (?:led|lead|resulted)(?: to| in)(?: an?)?(?: much)? (?:faster|quicker|earlier|shorter|sooner|better)",
        SAYS,
        FASTER,
    ),
    phrase(
        "it would(?: have|'ve){adv} (?:been {adv}(?:useful|helpful|good|wise|nice|easier|prudent|safer|possible|ideal)|helped)",
        SAYS,
        MISSING,
    ),
    phrase("(?:would not|wouldn't) have{adv} (?:happened|occurred)", SAYS, MISSING),
    phrase(
        "{start}(?<at>(?:consulting|asking|appointing|testing|checking|running|using|having|adding|doing|deploying|reviewing|reading|calling|waiting|rolling|escalating|communicating|verifying|following|setting|enabling|looking|paging|involving|telling|declaring|stopping|splitting)(?: {word},?){0,12} (?:would|could|might)(?: have|'ve){adv} (?:saved|caught|prevented|helped|avoided|shown|led|reduced|stopped|revealed|found|limited|shortened|allowed|made|given|told|sped|detected|uncovered|identified))",
        SAYS,
        MISSING,
    ),
    phrase("if only (?:we|they|I|he|she|someone|somebody|the {word}|{people}) had", SAYS, MISSING),
    phrase("if {whom}(?: had|'d){adv} {done}", SAYS, THEN),
    phrase("{start}(?<at>had {whom}{adv} {done})|\\bhad (?:we|they|I|someone|somebody|anyone){adv} {done}", SAYS, THEN),
    phrase(
        "{start}(?<at>(?:should|could)(?: not|n't)?{adv}(?: have|'ve){adv} (?:[a-z-]+ed|done|seen|caught|known|told|taken|made|kept|asked))\\b",
        SAYS,
        MISSING,
    ),
];
